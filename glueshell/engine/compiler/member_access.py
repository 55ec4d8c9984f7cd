"""What generated code does to members, elements and types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glueshell.engine.scopes import EMPTY, UNSET, Scope
from glueshell.objects import members
from glueshell.objects.absence import leave as leave_gap
from glueshell.objects.absence import settle as settle_gaps
from glueshell.objects.construction import zero
from glueshell.objects.convert import convert, custom_object
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.invocation import Casts, wrapped
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.tables import find as find_instance
from glueshell.objects.tables import find_static
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo

if TYPE_CHECKING:
    from glueshell.engine.compiler.unit import Source


def member(scope: Scope, owner: object, name: object) -> object:
    """A member under strict mode: a missing one is an error, in a hashtable too."""
    strict = scope.engine.strict
    if strict < 2 or name is None:
        return members.get_member(owner, name)
    if owner is None and to_text(name).lower() in _OF_NULL:
        return None
    value = members.get_member_strictly(owner, name, UNSET, _BARREN)
    if value is UNSET or value is _BARREN:
        raise _not_found(to_text(name), nothing=value is _BARREN)
    return value


_BARREN = object()
_OF_NULL = frozenset(("psobject", "psbase", "pstypenames", "psadapted", "psextended"))


def _not_found(name: str, *, nothing: bool = False) -> PSError:
    """Strict mode's error for a member nobody has; `nothing` where a collection without elements was asked."""
    return PSError(
        f"The property '{name}' cannot be found on this object. Verify that the property exists.",
        "PropertyNotFoundStrict",
        "InvalidOperation" if nothing else "NotSpecified",
        "System.Management.Automation." + ("RuntimeException" if nothing else "PropertyNotFoundException"),
    )


def strict_call(scope: Scope) -> None:
    """`f(1, 2)`: under strict mode an error, since it passes one array."""
    if scope.engine.strict >= 2:
        raise PSError(
            "The function or command was called as if it were a method. Parameters should be separated by spaces. For"
            " information about parameters, see the about_Parameters Help topic.",
            "StrictModeFunctionCallWithParens",
            "InvalidOperation",
        )


def get_element(scope: Scope, target: object, index: object) -> object:
    """`target[index]`."""
    if scope.engine.strict >= 2:
        from glueshell.engine.strictness import check_index

        check_index(target, index, scope.engine.strict)
    return members.get_index(target, index)


def put_entry(table: Hashtable, key: object, value: object) -> None:
    """One entry of a hashtable literal; a key twice is an error."""
    if key is None:
        raise PSError(
            "A null key is not allowed in a hash literal.", "InvalidNullKey", "InvalidOperation", target=table
        )  # fmt: skip
    if key in table:
        raise PSError(
            f"Duplicate keys '{to_text(key)}' are not allowed in hash literals.", "DuplicateKeyInHashLiteral",
            "InvalidOperation", target=table,
        )  # fmt: skip
    if value is EMPTY:
        table[key] = None
        leave_gap(table, key)
    else:
        table[key] = value


def table_of(items: dict[object, object], folded: dict[str, str]) -> Hashtable:
    """A hashtable literal whose keys are all written as texts."""
    made = Hashtable()
    made.fill(items, folded)
    return made


def gapped_table(items: dict[object, object], folded: dict[str, str]) -> Hashtable:
    """As `table_of`, where some values may be no output."""
    return settle_gaps(table_of(items, folded), items)


def gapped_object(items: dict[str, object]) -> PSObject:
    """A custom object some of whose values may be no output."""
    return settle_gaps(PSObject(items), items)


def object_of(value: object) -> object:
    """`[pscustomobject]` of a value: a dictionary becomes an object, everything else stays."""
    base = unwrap(value)
    return custom_object(base) if isinstance(base, Hashtable) else value


def ordered_of(value: object) -> OrderedDictionary:
    """`[ordered]` of a dictionary that is no literal."""
    base = unwrap(value)
    if isinstance(base, Hashtable):
        return OrderedDictionary(base.items())
    raise PSError(
        "The ordered attribute can be specified only on a hash literal node.",
        "OrderedAttributeOnlyOnHashLiteralNode", "InvalidArgument",
    )  # fmt: skip


# -- types ------------------------------------------------------------------------------------------------------------


def find_type(engine: Any, scope: Scope, name: str, source: Source) -> TypeInfo:
    """The type of a name, a script's classes among them: first those of the text the name stands in."""
    if source.defined and engine.frames[-1].unit.source is not source:
        found = source.type_around(name.lower(), source.ast)
        if found is not None:
            return found
    return engine.find_type(name)


def cast(engine: Any, value: object, info: TypeInfo) -> object:
    """`[type]value`; of no output at all the type's zero, null for a class."""
    if value is EMPTY:
        return zero(info) if info.kind in ("struct", "enum") else convert(None, info)
    return convert(value, info)


def _type_of_owner(engine: Any, owner: object) -> Any:
    owner = unwrap(owner)
    if isinstance(owner, TypeInfo):
        return owner
    from glueshell.objects.typeinfo import type_of

    return type_of(owner)


def get_static(engine: Any, owner: object, name: str) -> object:
    """`[type]::name`."""
    info = _type_of_owner(engine, owner)
    value = members.get_static(info, name)
    if value is None and engine.strict >= 2 and find_static(info, name.lower()) is None:
        raise _not_found(name)
    return value


def set_static(engine: Any, owner: object, name: str, value: object) -> None:
    """`[type]::name = value`."""
    if owner is None or owner is EMPTY:
        raise problem("PropertyNotFound", name)
    members.set_static(_type_of_owner(engine, owner), name, None if value is EMPTY else value)


def call_static(
    engine: Any, scope: Scope, owner: object, name: str, arguments: list[object], casts: Casts = None
) -> object:
    """`[type]::name(arguments)`."""
    if owner is None or owner is EMPTY:
        raise problem("InvokeMethodOnNull")
    info = _type_of_owner(engine, owner)
    if info.full_name == "System.Management.Automation.ScriptBlock" and name.lower() == "create":
        try:
            return engine.script_block(to_text(arguments[0]))
        except PSError as error:
            thrown = NetError(error.exception_type, error.message, error.inner)
            raise wrapped(name, len(arguments), thrown) from None
    result = members.call_static(info, name, arguments, casts)
    if result is None:
        found = find_static(info, name.lower())
        if found is not None and found.type_name in _VOID:
            return EMPTY
    return result


_VOID = frozenset(("void", "System.Void"))


def call_method(
    engine: Any, scope: Scope, owner: object, name: str, arguments: list[object], casts: Casts = None
) -> object:
    """`owner.name(arguments)`; EMPTY where the method gives nothing."""
    result = members.call_method(owner, name, arguments, casts)
    if result is None:
        found = find_instance(unwrap(owner), name.lower())
        if found is None and name.lower().startswith("set_"):
            found = find_instance(unwrap(owner), name.lower()[4:])
            return result if found is None or found.set is None else EMPTY
        if found is not None and found.type_name in _VOID:
            return EMPTY
    return result


def call_as(engine: Any, scope: Scope, info: object, owner: object, name: str, arguments: list[object]) -> object:
    """`([type]owner).name(arguments)`: of a script's class the method that class itself has."""
    from glueshell.engine.classes import ScriptType

    if isinstance(info, ScriptType):
        from glueshell.engine.classes import call_as as call

        return call(engine, info, owner, name, arguments)
    return call_method(engine, scope, owner, name, arguments)


def call_base_constructor(engine: Any, scope: Scope, arguments: list[object]) -> object:
    """The call of the base class's constructor that opens a constructor."""
    from glueshell.engine.class_methods import CLASS_KEY

    owner: Any = scope.own(CLASS_KEY)
    owner.base_construct(scope.own("this"), arguments)
    return EMPTY


def drop(item: object) -> None:
    """Where the output of a method's statements goes."""
