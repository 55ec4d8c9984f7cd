"""Calling a .NET method: choosing the overload, converting the arguments, wrapping what it throws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from glueshell.objects.convert import convert, culture_text
from glueshell.objects.declaration import Member, Signature
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.numbers import RANGES, Char, Int64, is_number
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.typeinfo import PLAIN, TypeInfo, is_instance, resolve_type, type_name

_NO = 10**6


@cache
def _parameter(text: str) -> TypeInfo | None:
    """The type of a parameter; None for one that takes anything."""
    if text in ("System.Object", "T", "TKey", "TValue", "object"):
        return None
    return resolve_type(text)


def invoke(member: Member, owner: object, arguments: list) -> object:
    """Call a method with its arguments as given by a script; `owner` is left out for static ones."""
    body = member.body
    assert body is not None
    count = len(arguments)
    if member.overloads and not _as_they_are(member, arguments):
        signature = _choose(member, owner, arguments)
        arguments = _converted(member, signature, owner, arguments)
    elif not member.overloads and not takes(body, len(arguments) + (not member.static)):
        raise problem("MethodCountCouldNotFindBest", member.name, len(arguments))
    try:
        return body(*arguments) if member.static else body(owner, *arguments)
    except NetError as error:
        raise wrapped(member.name, count, error) from None
    except (TypeError, AttributeError, ValueError, OverflowError) as error:
        # A value the method was not made for.
        raise wrapped(member.name, count, _unfit(member, arguments)) from error


def _unfit(member: Member, arguments: list) -> NetError:
    """Why a method cannot work with its arguments: null where a value is needed, or a value outside of its range."""
    fitting = member.fitting(len(arguments)) if member.overloads else ()
    for position, argument in enumerate(arguments):
        if argument is None:
            parameters = fitting[0].parameters if fitting else ()
            name = parameters[position][1] if position < len(parameters) else "value"
            return NetError("System.ArgumentNullException", f"Value cannot be null. (Parameter '{name}')")
    return NetError("System.ArgumentException", "Value does not fall within the expected range.")


Converter = Callable[[Any], object]


def direct(member: Member, arguments: list, owner: object = None) -> tuple[Converter | None, ...] | None:
    """How every call with arguments of these classes goes: what converts each (None: as it is).

    For an owner of a closed generic type: every call on owners of that type.

    None where that cannot be said, because the choice of an overload or a conversion depends on the values.
    """
    kinds = [PLAIN.get(type(argument)) for argument in arguments]
    if None in kinds:
        return None
    alike: tuple[Converter | None, ...] = (None,) * len(kinds)
    if not member.overloads:
        return alike if takes(member.body, len(arguments) + (not member.static)) else None
    if _as_they_are(member, arguments):
        return alike
    fitting = member.fitting(len(arguments))
    if len(fitting) != 1:
        return None
    found: list[Converter | None] = []
    for kind, (text, _, role) in zip(kinds, fitting[0].parameters):
        if role in ("params", "out") or (text in _OWNED and owner is None):
            return None
        info = _slot(text, owner)
        if info is None or info.full_name == kind:
            found.append(None)
        elif kind == "System.Int32" and info.full_name == "System.Double" and hasattr(member.body, "takes_integers"):
            # The function itself answers for an integer as for the same Double.
            found.append(None)
        elif kind == "System.Int32" and info.full_name in _WIDER:
            found.append(_WIDER[info.full_name])
        else:
            return None
    if any(role == "params" for _, _, role in fitting[0].parameters):
        return None
    return tuple(found)


_WIDER: Mapping[str, Converter] = {"System.Double": float, "System.Int64": Int64}
_OWNED = frozenset(("T", "TKey", "TValue", "T[]", "IEnumerable[T]"))


def takes(body: object, count: int) -> bool:
    """Whether a Python function or class can be called with so many positional arguments."""
    function = getattr(body, "__init__", None) if isinstance(body, type) else body
    code = getattr(function, "__code__", None)
    if code is None:
        return True
    count += isinstance(body, type)
    least = code.co_argcount - len(getattr(function, "__defaults__", None) or ())
    return least <= count and (count <= code.co_argcount or bool(code.co_flags & 0x04))


def _as_they_are(member: Member, arguments: list) -> bool:
    """Whether the arguments are just what an overload takes."""
    fitting = member.fitting(len(arguments))
    if not arguments:
        return bool(fitting) and not fitting[0].parameters
    names = [PLAIN.get(type(argument)) for argument in arguments]
    size = len(names)
    for signature in fitting:
        exact = signature.exact
        if exact is not None and exact[:size] == names:
            return True
    return False


def wrapped(name: str, count: int, error: NetError) -> PSError:
    """The MethodInvocationException around an exception a method threw."""
    made = problem("MethodInvocation", name, count, error.message, inner=error)
    made.error_id = error.error_id
    return made


def _choose(member: Member, owner: object, arguments: list) -> Signature:
    count = len(arguments)
    fitting = member.fitting(count)
    if not fitting:
        raise problem("MethodCountCouldNotFindBest", member.name, count)
    if len(fitting) == 1 and len(member.overloads) == 1:
        return fitting[0]
    best, least = fitting[0], _costs(fitting[0], owner, arguments)
    for signature in fitting[1:]:
        costs = _costs(signature, owner, arguments)
        if costs is not None and (least is None or _better(costs, least)):
            best, least = signature, costs
    if least is None:
        raise problem("MethodCountCouldNotFindBest", member.name, count)
    return best


_LOSS = 200
"""The cost from which on an overload is taken only where all others cost as much."""


def _better(left: list[int], right: list[int]) -> bool:
    """Whether one overload fits better: earlier arguments weigh more, then the sum of all costs decides."""
    if (max(left, default=0) < _LOSS) != (max(right, default=0) < _LOSS):
        return max(left, default=0) < _LOSS
    weight = len(left)
    balance = 0
    for one, two in zip(left, right):
        if _rank(one) != _rank(two):
            balance += weight if _rank(one) < _rank(two) else -weight
        weight -= 1
    return balance > 0 or (balance == 0 and sum(left) < sum(right))


def _rank(cost: int) -> int:
    return 0 if cost == 0 else 1 + cost // 10


def _costs(signature: Signature, owner: object, arguments: list) -> list[int] | None:
    """What converting each argument costs; None where one cannot be converted."""
    costs: list[int] = []
    parameters = signature.parameters
    for position, argument in enumerate(arguments):
        spread = False
        if position >= len(parameters) - 1 and parameters and parameters[-1][2] == "params":
            text = parameters[-1][0]
            spread = not (len(arguments) == len(parameters) and _whole(argument, text))
        else:
            text = parameters[position][0]
        info = _slot(text, owner)
        extra = 0
        if spread and info is not None and info.element is not None:
            extra = 10
            info = info.element if info.element.full_name != "System.Object" else None
        if position < len(parameters) and parameters[position][2] == "out":
            continue
        cost = _cost(argument, info)
        if cost >= _NO:
            return None
        costs.append(cost + extra)
    return costs


def _whole(value: object, text: str) -> bool:
    """Whether a value is all that a `params` parameter of that type takes, not the first of its elements."""
    if text == "System.Object[]":
        return value is None or type(value) is list
    return value is None or isinstance(value, list) or (text == "char[]" and type(value) is str and len(value) != 1)


def _slot(text: str, owner: object) -> TypeInfo | None:
    if text in ("T", "TKey", "TValue", "T[]", "IEnumerable[T]"):
        arguments: tuple[TypeInfo, ...] = getattr(owner, "type_arguments", ())
        if text in ("T", "TKey") and arguments:
            return None if arguments[0].full_name == "System.Object" else arguments[0]
        if text == "TValue" and len(arguments) > 1:
            return None if arguments[1].full_name == "System.Object" else arguments[1]
        return None
    return _parameter(text)


_ORDER = ("System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32",
          "System.Int64", "System.UInt64", "System.Single", "System.Double", "System.Decimal")


def _cost(value: object, info: TypeInfo | None) -> int:
    if info is None:
        return 50
    wanted = info.full_name
    if value is None:
        # Null is rather no value at all than the zero of a value type, and text last.
        if wanted == "System.String":
            return 65
        return 5 if info.kind not in ("struct", "enum") else 60 if wanted == "System.Double" else 61
    own = type_name(value)
    if own == wanted:
        return 0
    if is_number(value) and wanted in _ORDER and own in _ORDER:
        return _number_cost(value, own, wanted)
    if is_instance(value, info):
        return 20
    if isinstance(value, str) and type(value) is not Char:
        return _text_cost(value, info)
    if wanted == "System.String":
        if isinstance(value, PSObject) and value.base is NOTHING:
            # An object without a type of its own goes nowhere but where any object does.
            return _NO
        return 70 if not isinstance(value, list) else 90
    if info.element is not None:
        return (30 if info.element.full_name == "System.Object" else 95) if isinstance(value, list) else 80
    try:
        convert(value, info)
    except PSError as error:
        return _NO if error.error_id == "ConvertToFinalInvalidCastException" else 60
    return 60


def _number_cost(value: object, own: str, wanted: str) -> int:
    step = _ORDER.index(wanted) - _ORDER.index(own)
    if wanted == "System.Decimal" and own not in ("System.Double", "System.Single"):
        # A whole number goes to Decimal rather than to Double.
        step -= 2
    if own in ("System.Double", "System.Single", "System.Decimal"):
        return abs(step) if step > 0 else (_LOSS if own == "System.Single" else 40) - step
    if step > 0:
        # Double is where whole numbers go before Decimal.
        return step if wanted != "System.UInt32" and wanted != "System.UInt64" else step + 20
    low, high = next(bounds for kind, bounds in RANGES.items() if _named(kind) == wanted)
    return 40 - step if low <= value <= high else _NO  # type: ignore[operator]


def _named(kind: type) -> str:
    return "System.Int32" if kind is int else str(kind.ps_type_name)  # type: ignore[attr-defined]


def _text_cost(value: str, info: TypeInfo) -> int:
    if info.full_name == "System.Char":
        return 10 if len(value) == 1 else 60
    if info.element is not None:
        return 15 if info.element.full_name in ("System.Char", "System.String") else 60
    if info.full_name == "System.Double":
        # Of several kinds of number that would do, text becomes a Double.
        return 30
    try:
        convert(value, info)
    except PSError as error:
        return _NO if error.error_id == "ConvertToFinalInvalidCastException" else _parsed(info)
    return _parsed(info)


def _parsed(info: TypeInfo) -> int:
    """What reading text as a type costs: an enumeration's name more than a number."""
    return 34 if info.kind == "enum" else 31


def _converted(member: Member, signature: Signature, owner: object, arguments: list) -> list:
    out: list = []
    parameters = signature.parameters
    last = len(parameters) - 1
    for position, argument in enumerate(arguments):
        if position >= last and parameters and parameters[-1][2] == "params":
            text, name, _ = parameters[last]
            rest = arguments[position:]
            info = _slot(text, owner)
            element = info.element if info is not None else None
            if len(rest) == 1 and _whole(rest[0], text):
                if not isinstance(rest[0], list):
                    out.append(rest[0] if info is None or rest[0] is None else _argument(member, rest[0], info, name))
                    return out
                rest = rest[0]
            if element is None or element.full_name == "System.Object":
                out.append(list(rest))
            else:
                out.append([_argument(member, item, element, name) for item in rest])
            return out
        text, name, kind = parameters[position]
        info = _slot(text, owner)
        out.append(argument if kind == "out" or info is None else _argument(member, argument, info, name))
    if parameters and parameters[-1][2] == "params" and len(arguments) < len(parameters):
        out.append([])
    return out


def _argument(member: Member, value: object, info: TypeInfo, name: str) -> object:
    if type_name(value) == info.full_name:
        return value
    if value is None and info.full_name == "System.String":
        return ""
    try:
        return convert(value, info)
    except PSError as error:
        raise problem("MethodArgumentConversionInvalidCastArgument", name, culture_text(value), member.name,
                      info.ps_text(), error.message, inner=error) from None
