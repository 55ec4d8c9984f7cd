"""Calling a .NET method: choosing the overload, converting the arguments, wrapping what it throws."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from glueshell.objects.convert import convert, culture_text, refuse
from glueshell.objects.declaration import Member, Signature
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.numbers import Int64
from glueshell.objects.psobject import PSObject, WrittenNumber
from glueshell.objects.ranks import ASSIGNABLE, NONE, NULL_TO_VALUE, UNRELATED, WIDENED, between, rank, span
from glueshell.objects.typeinfo import PLAIN, TypeInfo, resolve_type, type_name, type_named, type_of


@cache
def _parameter(text: str) -> TypeInfo | None:
    """The type of a parameter; None for one that takes anything."""
    if text in ("System.Object", "T", "TKey", "TValue", "object"):
        return None
    return resolve_type(text)


Casts = tuple["TypeInfo | None", ...] | None
"""The types that the arguments of a call are cast to in its text, None for one that is not."""


def invoke(member: Member, owner: object, arguments: list, casts: Casts = None) -> object:
    """Call a method with its arguments as given by a script; `owner` is left out for static ones."""
    body = member.body
    assert body is not None
    count = len(arguments)
    for argument in arguments:
        if isinstance(argument, PSObject) and _bare(argument) is not argument:
            # A text or number with members added: a method gets the value alone.
            arguments = [_bare(each) for each in arguments]
            break
    if member.overloads and not _as_they_are(member, arguments):
        signature, spread = _choose(member, owner, arguments, casts)
        if span(signature.result):
            head, _, inside = signature.result.partition("[")
            element = _parameter(inside[:-1])
            shown = f"{head}`1[{'System.Object' if element is None else element.full_name}]"
            raise problem("ReferenceLikeResult", member.name, shown)
        try:
            arguments = _converted(member, signature, owner, arguments, spread, casts)
        except PSError as error:
            if member.kind != "ParameterizedProperty":
                raise
            made = error.message.replace(f'for "{member.name}"', f'for "get_{member.name}"')
            raise problem("IndexedGet", member.name, made, inner=error) from None
    elif not member.overloads and not takes(body, len(arguments) + (not member.static)):
        raise problem("MethodCountCouldNotFindBest", member.name, len(arguments))
    try:
        return body(*arguments) if member.static else body(owner, *arguments)
    except NetError as error:
        if member.kind == "ParameterizedProperty":
            raise problem("IndexedGet", member.name, error.message, inner=error) from None
        raise wrapped(member.name, count, error) from None
    except (TypeError, AttributeError, ValueError, OverflowError) as error:
        # A value the method was not made for.
        raise wrapped(member.name, count, _unfit(member, arguments)) from error


def fit(member: Member, arguments: list) -> list:
    """The arguments as the best overload of a static method takes them."""
    if _as_they_are(member, arguments):
        return arguments
    signature, spread = _choose(member, None, arguments, None)
    return _converted(member, signature, None, arguments, spread)


def _bare(argument: object) -> object:
    kind = type(argument)
    if kind is WrittenNumber or (kind is PSObject and isinstance(argument.base, (str, int, float))):  # type: ignore[attr-defined]
        return argument.base  # type: ignore[attr-defined]
    return argument


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
    if None in kinds or member.kind == "ParameterizedProperty":
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
        if role in ("params", "out") or (text in _OWNED and owner is None) or text.startswith(_EACH[:-3]):
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
_EACH = "System.Collections.Generic.IEnumerable[T]"
_OWNED = frozenset(("T", "TKey", "TValue", "T[]", "IEnumerable[T]"))


def takes(body: object, count: int) -> bool:
    """Whether a Python function or class can be called with so many positional arguments."""
    function = getattr(body, "__init__", None) if isinstance(body, type) else body
    code = getattr(function, "__code__", None)
    if code is None:
        return True
    count += isinstance(body, type) or hasattr(function, "__self__")
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
    made = problem("MethodInvocation", name, count, error.message)
    made.inner, made.error_id = error, error.exception_type.rpartition(".")[2]
    return made


def choose(member: Member, arguments: list) -> Signature:
    """The overload of a method that fits arguments best."""
    return _choose(member, None, [_bare(each) for each in arguments], None)[0]


def _choose(member: Member, owner: object, arguments: list, casts: Casts) -> tuple[Signature, bool]:
    """The overload that fits best, and whether the rest of the arguments are the elements of its last parameter."""
    count = len(arguments)
    fitting = member.fitting(count)
    if not fitting:
        raise problem("MethodCountCouldNotFindBest", member.name, count)
    if len(member.overloads) == 1 and len(fitting[0].parameters) == count and fitting[0].most == count:
        return fitting[0], False
    types = tuple(_argument_type(argument) for argument in arguments)
    closed: tuple[TypeInfo, ...] = getattr(owner, "type_arguments", ()) if member.generic else ()
    key = types, closed, casts
    found = member.chosen.get(key)
    if found is None:
        candidates = [each for each in (_candidate(one, types, closed) for one in fitting) if each is not None]
        found = member.chosen[key] = _best(candidates, types, casts), bool(candidates)
    best, any_fits = found
    if best is None:
        raise problem("AmbiguousOverload" if any_fits else "MethodCountCouldNotFindBest", member.name, count)
    return best.signature, best.spread


def _argument_type(value: object) -> TypeInfo | None:
    """The type by which an overload is chosen; of a reference the type of what it holds."""
    if type(value) is int:
        return _INT
    held = getattr(value, "ps_reference", None)
    if held is not None:
        return _argument_type(held())
    return None if value is None else type_of(value)


_INT = type_named("System.Int32")
_TEXT = type_named("System.String")


class Candidate:
    """An overload that the arguments can go to: what each goes to, and how well."""

    __slots__ = ("ranks", "signature", "spread", "texts")

    def __init__(self, signature: Signature, ranks: list[int], texts: list[str], spread: bool) -> None:
        self.signature = signature
        self.ranks = ranks
        self.texts = texts
        self.spread = spread


def _candidate(
    signature: Signature, types: tuple[TypeInfo | None, ...], closed: tuple[TypeInfo, ...]
) -> Candidate | None:
    """An overload with the ranks of the arguments; None where one cannot go there."""
    ranks: list[int] = []
    texts: list[str] = []
    spread = False
    parameters = signature.parameters
    last = len(parameters) - 1
    for position, own in enumerate(types):
        text, _, kind = parameters[min(position, last)]
        if position >= last and kind == "params":
            element = text[:-2]
            alone = rank(own, element)
            whole = rank(own, text) if len(types) == len(parameters) else NONE
            spread = alone > whole or len(types) != len(parameters)
            text = element if spread else text
            ranks.append(alone if spread else whole)
        else:
            text = _closed(text, closed)
            ranks.append(rank(own, text))
        if not ranks[-1] and not (kind == "out" and own is None):
            return None
        texts.append(text)
    if len(types) == last and parameters[last][2] == "params":
        spread = True
    return Candidate(signature, ranks, texts, spread)


def _closed(text: str, closed: tuple[TypeInfo, ...]) -> str:
    """The type of a parameter of a closed generic type's member."""
    if text in ("T", "TKey"):
        return closed[0].ps_text() if closed else "System.Object"
    if text == "TValue":
        return closed[1].ps_text() if len(closed) > 1 else "System.Object"
    if text == _EACH and closed:
        return f"{_EACH[:-3]}[{closed[0].ps_text()}]"
    return "System.Object" if text in _OWNED else text


def _best(candidates: list[Candidate], types: tuple[TypeInfo | None, ...], casts: Casts) -> Candidate | None:
    """The best of the overloads; None where none is, or several are as good."""
    if casts and len(candidates) > 1:
        candidates = [each for each in candidates if _as_cast(each.signature, casts)] or candidates
    best: Candidate | None = None
    several = False
    for each in candidates:
        if best is None:
            best = each
            continue
        balance = _balance(best, each, types)
        if balance == 0:
            several = True
        elif balance < 0:
            best, several = each, False
    return None if several else best


def _as_cast(signature: Signature, casts: tuple[TypeInfo | None, ...]) -> bool:
    """Whether an overload takes just the types that arguments were cast to where they were written."""
    for position, wanted in enumerate(casts):
        if wanted is None:
            continue
        if position >= len(signature.parameters):
            return False
        if resolve_type(signature.parameters[position][0]) != wanted:
            return False
    return True


def _balance(one: Candidate, two: Candidate, types: tuple[TypeInfo | None, ...]) -> int:
    """Above zero where the first overload is better, below where the second is: earlier arguments weigh more."""
    balance = 0
    for weight, left, right, own, text, other in _weighted(one, two, types):
        if left == UNRELATED == right and own is not None and own.element is not None:
            # Of arrays of unlike elements the elements decide.
            left, right = rank(own.element, text[:-2]), rank(own.element, other[:-2])
        balance += weight * ((left > right) - (left < right))
    if balance == 0:
        for weight, left, right, _, text, other in _weighted(one, two, types):
            if left < NULL_TO_VALUE or right < NULL_TO_VALUE or (left >= WIDENED) != (right >= WIDENED):
                continue
            # Where nothing is lost the narrower type is better, else the wider one.
            there, back = between(text, other), between(other, text)
            balance += (weight if left >= WIDENED else -weight) * ((there > back) - (there < back))
    if balance == 0 and one.texts == two.texts:
        if one.spread or two.spread:
            more = len(one.signature.parameters) > len(two.signature.parameters)
            return (1 if more else -1) if one.spread and two.spread else -1 if one.spread else 1
        return len(two.signature.parameters) - len(one.signature.parameters)
    return balance


def _weighted(
    one: Candidate, two: Candidate, types: tuple[TypeInfo | None, ...]
) -> Iterator[tuple[int, int, int, TypeInfo | None, str, str]]:
    return zip(range(len(types), 0, -1), one.ranks, two.ranks, types, one.texts, two.texts)


def _slot(text: str, owner: object) -> TypeInfo | None:
    if text in ("T", "TKey", "TValue", "T[]", "IEnumerable[T]"):
        arguments: tuple[TypeInfo, ...] = getattr(owner, "type_arguments", ())
        if text in ("T", "TKey") and arguments:
            return None if arguments[0].full_name == "System.Object" else arguments[0]
        if text == "TValue" and len(arguments) > 1:
            return None if arguments[1].full_name == "System.Object" else arguments[1]
        return None
    return _parameter(text)


def _converted(
    member: Member, signature: Signature, owner: object, arguments: list, spread: bool, casts: Casts = None
) -> list:
    out: list = []
    parameters = signature.parameters
    last = len(parameters) - 1
    for position, argument in enumerate(arguments):
        text, name, kind = parameters[min(position, last)]
        if kind == "params" and position == last and spread:
            element = _parameter(text[:-2])
            rest = arguments[position:]
            out.append(rest if element is None else [_argument(member, item, element, name) for item in rest])
            return out
        if span(text):
            out.append(_held_by_span(argument))
            continue
        if text.startswith(_EACH[:-3]):
            closed = getattr(owner, "type_arguments", ())
            free = text == _EACH and not closed
            out.append(argument if free else _each(member, argument, _closed(text, closed), name))
            continue
        info = _slot(text, owner)
        if argument is None and casts and casts[position] == info == _TEXT:
            # What was cast to a text and yet is null was no output.
            out.append(None)
        elif kind == "out":
            _check_held(member, argument, info, len(arguments))
            out.append(argument)
        else:
            out.append(argument if info is None else _argument(member, argument, info, name))
    if parameters and parameters[-1][2] == "params" and len(arguments) < len(parameters):
        out.append([])
    return out


def _each(member: Member, value: object, text: str, name: str) -> object:
    """What a method that takes values of a type one by one is given: only what enumerates just these."""
    if value is None or rank(type_of(value), text) >= ASSIGNABLE:
        return value
    info = resolve_type(text)
    assert info is not None
    refused = refuse(value, info)
    raise problem("MethodArgumentConversionInvalidCastArgument", name, culture_text(value), _calling(member),
                  info.ps_text(), refused.message, inner=refused)  # fmt: skip


def _calling(member: Member) -> str:
    """What an error of conversion says was called."""
    return ".ctor" if member.name == "new" else member.name


def _check_held(member: Member, reference: object, info: TypeInfo | None, count: int) -> None:
    """What a reference holds must go into its parameter, though the method will only write it."""
    held = getattr(reference, "ps_reference", None)
    value = None if held is None or info is None else held()
    if value is None or info is None:
        return
    try:
        convert(value, info)
    except PSError as error:
        made = problem("MethodInvocation", member.name, count, error.message, inner=error)
        made.error_id = "PSInvalidCastException"
        raise made from None


def _held_by_span(value: object) -> object:
    """What a span over a value holds: the text of characters, else the value."""
    kind = getattr(value, "element_type", None)
    return "".join(map(str, value)) if kind is not None and kind.full_name == "System.Char" else value  # type: ignore


def _argument(member: Member, value: object, info: TypeInfo, name: str) -> object:
    if type_name(value) == info.full_name:
        # What was added to a date does not go with it into a parameter for dates.
        return value.base if type(value) is PSObject and hasattr(value.base, "ps_type_name") else value
    if value is None and info.full_name == "System.String":
        return ""
    try:
        return convert(value, info)
    except PSError as error:
        raise problem("MethodArgumentConversionInvalidCastArgument", name, culture_text(value), _calling(member),
                      info.ps_text(), error.message, inner=error) from None
