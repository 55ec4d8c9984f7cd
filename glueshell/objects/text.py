"""Values as text: what "$x" gives, what ToString() gives, what a table cell shows, and the -f operator."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeGuard

from glueshell.objects.absence import OBJECT_ARRAYS
from glueshell.objects.ambient import foreign_now, invariant_now
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.hashtable import DictionaryEntry
from glueshell.objects.neutral import closest, fold, neutralise
from glueshell.objects.numberformat import (
    decimal_text,
    double_text,
    format_number,
    integer_text,
    local_text,
    single_text,
)
from glueshell.objects.numbers import INTEGER_CLASSES, BigInteger, Char, Single, is_decimal
from glueshell.objects.psobject import NOTHING, PSObject, WrittenNumber

__all__ = ["closest", "display", "fold", "format_number", "format_operator", "format_value", "net_text", "neutralise",
           "to_text"]


def to_text(value: object, separator: str = " ") -> str:
    """What "$value" is: invariant culture, arrays joined by `separator` ($OFS)."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is int:
        return str(value)
    if value is None:
        return ""
    if kind is bool:
        return "True" if value else "False"
    if kind is float:
        return double_text(value, 15)  # type: ignore[arg-type]
    if isinstance(value, list):
        return separator.join([_element_text(item) for item in value])
    if isinstance(value, PSObject):
        if value.base is NOTHING:
            return object_text(value)
        return value.written if type(value) is WrittenNumber else to_text(value.base, separator)
    return _other_text(value, separator)


def _element_text(item: object) -> str:
    if isinstance(item, list):
        return net_text(item)
    if type(item) is PSObject and item.base is NOTHING:
        return ""
    if getattr(item, "short_name", None) is not None:
        return net_text(item)
    return shown(item) if hasattr(item, "ps_shown") else to_text(item)


def object_text(value: PSObject, spec: str = "", *, culture: bool = False) -> str:
    """A custom object as its properties, each by the format where one is given, dates in the current `culture`."""
    body = value.properties.get("ToString")
    if body is not None:
        from glueshell.objects.members import call_method

        return to_text(call_method(value, "ToString", []))
    own_type = getattr(value, "ps_type", None)
    if own_type is not None:
        # What has a .NET type of its own says its name.
        return str(own_type.full_name)
    if spec:
        parts = [f"{name}={_property_format(item, spec)}" for name, item in value]
    else:
        parts = [
            f"{name}={_SCRIPT_PROPERTY if kind == 'ScriptProperty' else _property_text(value.get(name), culture)}"
            for name, kind in value.kinds()
        ]
    return "@{" + "; ".join(parts) + "}" if parts else ""


# A property a script computes is not computed for the text of its object.
_SCRIPT_PROPERTY = "System.Management.Automation.PSScriptProperty"


def _property_format(item: object, spec: str) -> str:
    if isinstance(item, PSObject) and item.base is NOTHING:
        return ""
    return to_text(item) if getattr(item, "short_name", None) is not None else format_value(item, spec)


def _property_text(item: object, culture: bool) -> str:
    if isinstance(item, PSObject) and item.base is NOTHING:
        return ""
    if getattr(item, "ps_walk", False):
        return str(item.ps_type_name)  # type: ignore[attr-defined]
    if isinstance(item, list) or (culture and getattr(item, "ps_culture", False)):
        return net_text(item)
    if culture and (isinstance(item, (int, float)) or is_decimal(item)):
        return local_text(to_text(item)).replace("Infinity", "∞")
    return to_text(item)


def _other_text(value: object, separator: str) -> str:
    kind = type(value)
    if kind is Single:
        return single_text(value, 7)  # type: ignore[arg-type]
    if kind in INTEGER_CLASSES:
        return integer_text(int(value))  # type: ignore[call-overload]
    if kind is Char:
        return str.__str__(value)
    if is_decimal(value):
        return decimal_text(value)  # type: ignore[arg-type]
    spelled = getattr(value, "ps_string", None)
    if spelled is not None:
        return str(spelled())
    short = getattr(value, "short_name", None)
    if short is not None and getattr(value, "ps_type_name", "") == "System.RuntimeType":
        return str(short)
    if getattr(value, "ps_enumerable", False) or (hasattr(value, "__next__") and not hasattr(value, "ps_text")):
        from glueshell.objects.enumeration import iterate

        return separator.join([_element_text(item) for item in iterate(value)])
    return net_text(value, invariant=True)


def net_text(value: object, invariant: bool = False) -> str:
    """What .ToString() gives, in en-US or the invariant culture; collections give their type's name."""
    kind = type(value)
    if kind is str or kind is Char:
        return str(value)
    if value is None:
        return ""
    if kind is bool:
        return "True" if value else "False"
    own = getattr(value, "ps_text", None)
    if own is not None:
        return str(own(invariant or invariant_now())) if getattr(value, "ps_culture", False) else str(own())
    if isinstance(value, (int, float)) or is_decimal(value):
        from glueshell.objects.numberformat import number_text

        return number_text(value, invariant)
    if isinstance(value, PSObject):
        if value.base is NOTHING:
            return ""
        return net_text(value.base, invariant)
    if isinstance(value, DictionaryEntry):
        return f"[{net_text(value.key, invariant)}, {net_text(value.value, invariant)}]"
    from glueshell.objects.typeinfo import type_of

    return type_of(value).ps_text()


def display(value: object) -> str:
    """What the host prints for a value: en-US culture, Doubles at 15 digits."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is float or kind is Single:
        text = double_text(value, 15) if kind is float else single_text(value, 7)  # type: ignore[arg-type]
        return local_text(text.replace("Infinity", "∞"))
    if isinstance(value, PSObject):
        if type(value) is WrittenNumber:
            return value.written
        return _display_object(value) if value.base is NOTHING else display(value.base)
    if isinstance(value, list):
        return to_text(value)
    return shown(value)


def shown(value: object) -> str:
    """What a PSObject says of its base: its name where that is what shows of it, else ToString()."""
    own = getattr(value, "ps_shown", None)
    return net_text(value) if own is None else str(own())


def _display_object(value: PSObject) -> str:
    return object_text(value, culture=True)


def format_value(value: object, spec: str, invariant: bool = False) -> str:
    """A value by a .NET format string (IFormattable); values without formats ignore it."""
    kind = type(value)
    if kind is str or (kind is int and not spec):
        return str(value)
    if isinstance(value, PSObject):
        if value.base is not NOTHING:
            return value.written if type(value) is WrittenNumber else _boxed_format(value.base, spec, invariant)
        try:
            return object_text(value, spec, culture=not invariant)
        except PSError:
            # A property that cannot be formatted so leaves nothing.
            return ""
    if getattr(value, "ps_boxed", False):
        return _boxed_format(value, spec, invariant)
    if not spec:
        return net_text(value, invariant)
    invariant = invariant or invariant_now()
    own = getattr(value, "ps_format", None)
    if own is not None:
        return str(own(spec, invariant))
    if isinstance(value, (bool, str)):
        return net_text(value)
    if isinstance(value, EnumValue):
        return _enum_format(value, spec)
    if isinstance(value, (int, float)) or is_decimal(value):
        return format_number(value, spec, invariant)
    return net_text(value, invariant)


def _boxed_format(value: object, spec: str, invariant: bool) -> str:
    """What a PSObject makes of its base: a collection is its elements, each by the format."""
    from glueshell.objects.enumeration import enumerable, iterate

    if enumerable(value):
        try:
            return " ".join([_boxed_element(item, spec, invariant) for item in iterate(value)])
        except PSError:
            return net_text(value)
    try:
        return shown(value) if hasattr(value, "ps_shown") else format_value(value, spec, invariant)
    except PSError as error:
        if type(value) is not BigInteger and (isinstance(value, (int, float)) or is_decimal(value)):
            raise
        if getattr(value, "ps_type_name", "") == "System.DateTime":
            raise
        raise problem("ToStringPSObjectBasicException", error.message) from None


def _boxed_element(item: object, spec: str, invariant: bool) -> str:
    base = item.base if isinstance(item, PSObject) else item
    return net_text(item) if base is NOTHING or isinstance(base, list) else format_value(base, spec, invariant)


def _enum_format(value: int, spec: str) -> str:
    letter = spec.upper()
    if letter == "D":
        return str(int(value))
    if letter == "X":
        return f"{int(value) & 0xFFFFFFFF:08X}"
    if letter in ("G", "F"):
        return net_text(value)
    raise net_problem("EnumFormat")


# The error of a PSObject itself.
_BOXED = "ToStringPSObjectBasicException"


def format_operator(template: object, arguments: object) -> str:
    """The -f operator: composite formatting in en-US; wrong templates are the FormatError PowerShell raises."""
    values = arguments if _spread(arguments) else [arguments]
    if type(template) is WrittenNumber:
        template = template.base
    try:
        return composite(to_text(template), values)
    except PSError as error:
        if error.error_id == _BOXED:
            raise
        raise problem("FormatError", error.message, target=to_text(template)) from None


def format_item(value: object, spec: str) -> str:
    """One argument of the -f operator by its format."""
    try:
        return format_value(value, spec)
    except PSError as error:
        if error.error_id == _BOXED:
            raise
        raise problem("FormatError", error.message) from None


def _spread(value: object) -> TypeGuard[list]:
    """Whether a value is an array of objects, whose elements are the arguments; .NET's other lists are one argument."""
    if type(value) in OBJECT_ARRAYS:
        return True
    element = getattr(value, "element_type", None)
    return type(value).__name__ == "TypedArray" and element is not None and element.kind not in ("struct", "enum")


def composite(template: str, values: list, invariant: bool = False) -> str:
    """String.Format: items `{index[,width][:format]}` replaced; raises FormatException as NetError."""
    if "{" not in template and "}" not in template:
        return template
    parts = parsed(template)
    if parts is None:
        return _reading(template, values, invariant)
    out: list[str] = []
    size, foreign = len(values), foreign_now()
    for part in parts:
        if type(part) is str:
            out.append(part)
            continue
        index, width, left, spec, scale, quick = part
        if index >= size:
            raise net_problem("FormatIndex")
        value = values[index]
        kind = type(value)
        if kind is str:
            text = value
        elif kind is int and not spec:
            text = str(value)
        elif scale and not foreign and (
            kind is int or (kind is float and -1e15 < value < 1e15 and not (value * scale).is_integer())
        ):
            text = format(value, quick)
        else:
            text = format_value(value, spec, invariant)
        out.append(text if not width else text.ljust(width) if left else text.rjust(width))
    return "".join(out)


def _python_format(spec: str) -> tuple[int, str]:
    """What makes an integer of a number that Python rounds otherwise, and its spelling of `N2` and `F2`; else 0.

    Those are the ties, numbers with one binary digit after the last one shown; whole numbers are among them.
    """
    if spec[:1] not in ("N", "n", "F", "f") or not spec[1:].isdecimal() or not spec.isascii() or int(spec[1:]) > 15:
        return 0, ""
    places = int(spec[1:])
    return 2 << places, f"{',' if spec[0] in 'Nn' else ''}.{places}f"


@lru_cache(maxsize=256)
def parsed(template: str) -> tuple[Any, ...] | None:
    """The texts of a template, and its items as tuples; None for one that is wrong somewhere."""
    parts: list[Any] = []
    position, size = 0, len(template)
    try:
        while position < size:
            char = template[position]
            if char not in "{}":
                following = [at for at in (template.find("{", position), template.find("}", position)) if at >= 0]
                end = min(following) if following else size
                parts.append(template[position:end])
                position = end
            elif template[position + 1 : position + 2] == char:
                parts.append(char)
                position += 2
            elif char == "}":
                return None
            else:
                item, position = _item(template, position + 1)
                parts.append((*item, *_python_format(item[3])))
    except PSError:
        return None
    return tuple(parts)


def _reading(template: str, values: list, invariant: bool) -> str:
    """As `composite`, step by step: what is wrong first is what is told."""
    out: list[str] = []
    position, size = 0, len(template)
    while position < size:
        char = template[position]
        if char not in "{}":
            following = [at for at in (template.find("{", position), template.find("}", position)) if at >= 0]
            end = min(following) if following else size
            out.append(template[position:end])
            position = end
            continue
        if template[position + 1 : position + 2] == char:
            out.append(char)
            position += 2
            continue
        if char == "}":
            raise _bad(position + 1, _ENDS)
        (index, width, left, spec), position = _item(template, position + 1)
        if index >= len(values):
            raise net_problem("FormatIndex")
        text = format_value(values[index], spec, invariant)
        out.append(text.ljust(width) if left else text.rjust(width))
    return "".join(out)


def _bad(offset: int, reason: str) -> PSError:
    return net_problem("FormatInput", offset, reason)


_ENDS = "Format item ends prematurely."
_MOST_DIGITS = 7
_DIGIT = "Expected an ASCII digit."


def _digits(template: str, position: int) -> tuple[int, int]:
    start = position
    while position < len(template) and template[position] in "0123456789" and position - start < _MOST_DIGITS:
        position += 1
    if position >= len(template):
        raise _bad(position, _ENDS)
    if position == start:
        raise _bad(position, _DIGIT)
    return int(template[start:position]), position


def _blanks(template: str, position: int) -> int:
    while position < len(template) and template[position] == " ":
        position += 1
    if position >= len(template):
        raise _bad(position, _ENDS)
    return position


def _item(template: str, position: int) -> tuple[tuple[int, int, bool, str], int]:
    """One `{index[,width][:format]}`: its parts, and where it ends."""
    if position >= len(template):
        raise _bad(position, _ENDS)
    index, position = _digits(template, position)
    position = _blanks(template, position)
    width, left = 0, False
    if template[position] == ",":
        position = _blanks(template, position + 1)
        if template[position] == "-":
            left = True
            position = _blanks(template, position + 1)
        width, position = _digits(template, position)
        position = _blanks(template, position)
    spec = ""
    if template[position] == ":":
        end = position + 1
        while end < len(template) and template[end] not in "{}":
            end += 1
        if end >= len(template):
            raise _bad(end, _ENDS)
        if template[end] == "{":
            raise _bad(position, _ENDS)
        spec = template[position + 1 : end]
        position = end
    if template[position] != "}":
        raise _bad(position, _ENDS)
    return (index, width, left, spec), position + 1
