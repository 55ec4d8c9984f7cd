"""Casts to a script's class: by its Parse method, or by its constructor of one argument."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from glueshell.engine.errors import Terminating
from glueshell.engine.scopes import UNSET
from glueshell.objects.convert import convert, culture_text
from glueshell.objects.errors import PSError, problem
from glueshell.objects.numbers import Char
from glueshell.objects.typeinfo import TypeInfo, is_instance, type_name

if TYPE_CHECKING:
    from glueshell.engine.class_methods import Method, Overload
    from glueshell.engine.classes import ScriptClass

_WIDER = {
    "Byte": "Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double",
    "SByte": "Int16 Int32 Int64 Single Double",
    "Int16": "Int32 Int64 Single Double",
    "UInt16": "Int32 UInt32 Int64 UInt64 Single Double",
    "Char": "UInt16 Int32 UInt32 Int64 UInt64",
    "Int32": "Int64 Single Double",
    "UInt32": "Int64 UInt64 Single Double",
    "Int64": "Single Double",
    "UInt64": "Single Double",
    "Single": "Double",
}
_WIDENED = {f"System.{name}": frozenset(f"System.{wider}" for wider in row.split()) for name, row in _WIDER.items()}


def converted(script: ScriptClass, value: object) -> object:
    """What a value becomes as an instance of the class; NotImplemented where the class says nothing about it."""
    if value is None:
        return NotImplemented
    parse = script.static_members.get("parse")
    if parse is not None and isinstance(value, str) and type(value) is not Char:
        method: Method = parse.body  # type: ignore[assignment]
        for overload in method.overloads:
            if [name.lower() for name in overload.types] in (["string"], ["system.string"]):
                return _called(script, value, "ParseTarget", partial(overload.run, UNSET, (value,)))
    made = by_operator(script, value, script.info)
    if made is not NotImplemented:
        return made
    found = _constructor(script, value)
    if found is None:
        return NotImplemented
    overload, info = found
    return _called(script, value, "ConstructorTarget", lambda: script.construct(convert(value, info)))


def by_operator(script: ScriptClass, value: object, wanted: TypeInfo) -> object:
    """What a conversion operator of the class makes of a value that is to be of a type."""
    for low in ("op_implicit", "op_explicit"):
        operator = script.static_members.get(low)
        method: Method | None = None if operator is None else operator.body  # type: ignore[assignment]
        for overload in () if method is None else method.overloads:
            if len(overload.types) != 1 or script.engine.find_type(overload.returns, anywhere=True) != wanted:
                continue
            if is_instance(value, script.engine.find_type(overload.types[0], anywhere=True)):
                return _operated(overload, value, wanted)
    return NotImplemented


def _operated(overload: Overload, value: object, wanted: TypeInfo) -> object:
    try:
        return overload.run(UNSET, (value,))
    except (PSError, Terminating) as error:
        inner = error.record.exception if isinstance(error, Terminating) else error
        said = problem("BigCast", culture_text(value), wanted.ps_text(), inner.message, target=value, inner=inner)
        said.error_id = "InvalidCastTargetInvocationException" + overload.name
        raise said from None


def _constructor(script: ScriptClass, value: object) -> tuple[Overload, TypeInfo] | None:
    """The constructor that takes a value as it is or as a wider number, and the type of its parameter."""
    loose: tuple[Overload, TypeInfo] | None = None
    for overload in script.constructors.overloads:
        if len(overload.types) != 1:
            continue
        info = script.engine.find_type(overload.types[0], anywhere=True)
        if type_name(value) == info.full_name:
            return overload, info
        if loose is None and (is_instance(value, info) or info.full_name in _WIDENED.get(type_name(value), ())):
            loose = overload, info
    return loose


def _called(script: ScriptClass, value: object, failure: str, call: object) -> object:
    try:
        return call()  # type: ignore[operator]
    except (PSError, Terminating) as error:
        raise problem(failure, culture_text(value), script.name, str(error), target=value) from None
