"""How well a type goes to another: PowerShell's ranks of conversions, by which it chooses among overloads."""

from __future__ import annotations

from functools import cache

from glueshell.objects.typeinfo import TypeInfo, resolve_type

NONE, UNRELATED, TO_TEXT, CUSTOM, CONVERTIBLE, IMPLICIT, EXPLICIT = 0, 15, 31, 47, 63, 79, 95
CONSTRUCTED, PARSED, WRAPPED, LANGUAGE, NULL_TO_VALUE, NULL_TO_REFERENCE = 111, 127, 143, 159, 175, 191
NARROWED, UNSIGNED, NUMBER_TEXT, WIDENED, ASSIGNABLE, CHARACTERS, IDENTITY = 207, 223, 239, 255, 271, 282, 287

# From a rank of a single value to that of an array made of it alone.
_ALONE = 8

_SIGNED = ("System.SByte", "System.Int16", "System.Int32", "System.Int64")
_UNSIGNED = ("System.Byte", "System.UInt16", "System.UInt32", "System.UInt64")
_REAL = ("System.Single", "System.Double", "System.Decimal")
_WHOLE = frozenset((*_SIGNED, *_UNSIGNED))
_NUMBERS = frozenset((*_WHOLE, *_REAL))
_SMALL = _WHOLE - {"System.UInt64"}
_TINY = frozenset(("System.Byte", "System.SByte", "System.Int16", "System.UInt16", "System.Int32"))
_BIG = "System.Numerics.BigInteger"
_TEXT, _CHAR, _TRUTH, _OBJECT = "System.String", "System.Char", "System.Boolean", "System.Object"
_ANYTHING_TO = frozenset((_TRUTH, "System.Xml.XmlDocument", "System.Management.Automation.PSReference"))
_OF_TEXT = {
    **dict.fromkeys(("System.Type", "System.Text.RegularExpressions.Regex", "System.Uri"), LANGUAGE),
    **dict.fromkeys((_CHAR, "System.IntPtr", "System.Half", "System.Int128", "System.DateTime", "System.TimeSpan",
                     "System.Guid", "System.Version", "System.Enum", "System.DateTimeOffset", "System.TimeOnly",
                     "System.DateOnly", "System.Net.IPAddress"), PARSED),
    **dict.fromkeys(("System.Globalization.CultureInfo", "System.Text.StringBuilder", "System.Exception"), CONSTRUCTED),
    "System.ValueType": IMPLICIT,
}  # fmt: skip
_OF_TICKS = frozenset(("System.DateTime", "System.TimeSpan", "System.TimeOnly", "System.Net.IPAddress"))
_OF_COUNT = frozenset(("System.Globalization.CultureInfo", "System.Text.StringBuilder"))
_OF_PLACE = _OF_TICKS | _OF_COUNT | {
    "System.IntPtr", "System.Collections.Hashtable", "System.Collections.ArrayList", "System.Text.Rune",
}  # fmt: skip
_PRIMITIVE = frozenset((*_WHOLE, "System.Single", "System.Double", _CHAR, _TRUTH, "System.IntPtr"))
# Value types that have no row here.
_STRUCTURES = frozenset(("System.IntPtr", "System.UIntPtr", "System.Text.Rune", "System.Half"))
_STARTING_EMPTY = frozenset(("System.Version", "System.Exception", "System.Text.StringBuilder",
                             "System.Collections.ArrayList"))
_CALLED = ("System.Action", "System.Func", "System.Predicate", "System.Comparison", "System.Converter",
           "System.Text.RegularExpressions.MatchEvaluator")
_EACH = "System.Collections.Generic.IEnumerable[T]"
_SPANS = ("System.ReadOnlySpan", "System.Span")


def span(text: str) -> bool:
    """Whether a parameter's type is a span, which no variable can hold."""
    return text.startswith(_SPANS)


@cache
def rank(own: TypeInfo | None, wanted: str) -> int:
    """How well a value of a type (None: null) goes to a parameter's type, given by the text of its definition."""
    if span(wanted):
        return _to_span(own, wanted)
    info = resolve_type(wanted)
    if own is None:
        return _of_null(wanted, info)
    if wanted == _EACH:
        return ASSIGNABLE if own.full_name != _TEXT and _EACH[:-3] + "`1" in own.ancestors else NONE
    if info is None or (info.arguments and info.kind == "interface"):
        return _to_unlisted(own, wanted)
    found = _related(own, info)
    if found is not None:
        return found
    name = info.full_name
    if name == "System.Management.Automation.PSObject":
        return WRAPPED
    if own.full_name == "System.Management.Automation.PSCustomObject":
        return NONE
    if name in _ANYTHING_TO:
        return LANGUAGE
    if info.element is not None or name == "System.Array":
        return _to_array(own, info)
    if name == _TEXT:
        return NUMBER_TEXT if own.full_name in _NUMBERS or own.full_name == _BIG else TO_TEXT
    return _of_kind(own, info)


def between(left: str, right: str) -> int:
    """How well one parameter's type goes to another's."""
    info = resolve_type(left)
    if info is None:
        return IDENTITY if left == right else ASSIGNABLE if right == _OBJECT and not span(left) else NONE
    return rank(info, right)


def _of_null(wanted: str, info: TypeInfo | None) -> int:
    if info is None:
        return NULL_TO_REFERENCE if wanted not in _STRUCTURES else NONE
    if info.full_name == _TEXT:
        return TO_TEXT
    if info.kind not in ("struct", "enum"):
        return NULL_TO_REFERENCE
    valued = info.full_name in _NUMBERS or info.full_name in (_CHAR, _TRUTH, _BIG)
    valued = valued or info.definition == "System.Nullable`1" or info.full_name.endswith(".SwitchParameter")
    return NULL_TO_VALUE if valued else NONE


def _related(own: TypeInfo, info: TypeInfo) -> int | None:
    """The rank where the types are one, numbers, or one is the other's kind; None where they are neither."""
    name = info.full_name
    if own.full_name == name:
        return IDENTITY
    if name == _OBJECT:
        return ASSIGNABLE
    if own.full_name in _NUMBERS and name in _NUMBERS:
        return _of_numbers(own.full_name, name)
    if info.definition == "System.Nullable`1" and info.arguments:
        inside = rank(own, info.arguments[0].ps_text())
        return ASSIGNABLE if inside == IDENTITY else inside
    if name in own.ancestors and not (info.arguments and own.arguments and info.arguments != own.arguments):
        return ASSIGNABLE
    if info.element is not None and own.element is not None and info.rank == own.rank:
        if info.element.full_name in own.element.ancestors and own.element.kind not in ("struct", "enum"):
            return ASSIGNABLE
    return None


def _of_numbers(own: str, wanted: str) -> int:
    if wanted in _REAL:
        if own in _WHOLE or (own, wanted) == ("System.Single", "System.Double"):
            return WIDENED
        return UNSIGNED if own == "System.Decimal" else NARROWED
    if own in _REAL:
        return NARROWED
    size = (_SIGNED if own in _SIGNED else _UNSIGNED).index(own)
    new = (_SIGNED if wanted in _SIGNED else _UNSIGNED).index(wanted)
    if own in _SIGNED and wanted in _UNSIGNED:
        return UNSIGNED if new >= size else NARROWED
    return WIDENED if new > size else NARROWED


def _to_array(own: TypeInfo, info: TypeInfo) -> int:
    element = info.element
    if own.element is not None:
        return LANGUAGE if element is None or element.full_name == _OBJECT else UNRELATED
    if _listed(own):
        return LANGUAGE
    if element is None:
        return ASSIGNABLE - _ALONE
    if own.full_name == _TEXT and element.full_name == _CHAR:
        return CHARACTERS
    alone = rank(own, element.ps_text())
    alone = alone - _ALONE if alone else NONE
    if own.full_name == _CHAR or own.kind == "enum":
        return max(CONSTRUCTED, alone)
    return max(CONVERTIBLE, alone) if own.full_name in (_TRUTH, "System.DateTime") else alone


def _listed(own: TypeInfo) -> bool:
    """Whether values of the type are gone through one by one: arrays and lists, not texts and dictionaries."""
    return own.element is not None or (
        "System.Collections.IEnumerable" in own.ancestors and own.full_name != _TEXT
        and "System.Collections.IDictionary" not in own.ancestors and not own.full_name.startswith("System.Xml")
    )  # fmt: skip


def _of_kind(own: TypeInfo, info: TypeInfo) -> int:
    """The ranks that depend on what the value is."""
    name, wanted = own.full_name, info.full_name
    if name == _TEXT:
        if wanted in _NUMBERS or wanted == _BIG:
            return NUMBER_TEXT
        return PARSED if info.kind == "enum" else _OF_TEXT.get(wanted, _into_list(own, info))
    if name in _NUMBERS:
        return _of_number(name, info)
    if name == _BIG:
        return EXPLICIT if wanted in _NUMBERS else NUMBER_TEXT if wanted == _CHAR else _into_list(own, info)
    if name in (_CHAR, _TRUTH, "System.DateTime") or own.kind == "enum":
        return _of_convertible(own, info)
    if name == "System.Management.Automation.ScriptBlock" and "System.Delegate" in info.ancestors:
        return LANGUAGE
    if "System.Collections.IDictionary" in own.ancestors:
        if wanted == "System.Collections.Hashtable":
            return LANGUAGE
        made = info.kind in ("struct", "enum") and wanted not in _PRIMITIVE
        return CONSTRUCTED if made or wanted in _STARTING_EMPTY else _into_list(own, info)
    if _listed(own):
        if info.kind == "enum":
            return PARSED
        made = wanted == "System.Collections.ArrayList" or (name == "System.Int32[]" and wanted == "System.Decimal")
        made = made or (name == "System.Byte[]" and wanted in (_BIG, "System.Guid", "System.Net.IPAddress"))
        return CONSTRUCTED if made else _into_list(own, info)
    return _into_list(own, info)


def _of_number(name: str, info: TypeInfo) -> int:
    wanted = info.full_name
    if wanted == _CHAR:
        return NUMBER_TEXT
    if wanted == _BIG:
        return IMPLICIT if name in ("System.Byte", "System.UInt16") else CONSTRUCTED
    if info.kind == "enum":
        return LANGUAGE if name in _WHOLE else CONVERTIBLE
    made = (wanted in _OF_TICKS and name in _SMALL) or (wanted in _OF_COUNT and name in _TINY)
    if made or (wanted == "System.IntPtr" and name in _SMALL):
        return CONSTRUCTED
    return CONVERTIBLE if rank(resolve_type(_TEXT), info.ps_text()) else NONE


def _of_convertible(own: TypeInfo, info: TypeInfo) -> int:
    """From a character, a truth value, a date or an enumeration."""
    name, wanted = own.full_name, info.full_name
    if name == _CHAR and wanted in ("System.Single", "System.Double"):
        return LANGUAGE
    if name == _CHAR and wanted in ("System.Decimal", _BIG):
        return IMPLICIT
    if name == _TRUTH and wanted == _BIG:
        return LANGUAGE
    if own.kind == "enum":
        if info.kind == "enum":
            return LANGUAGE
        if wanted in ("System.Decimal", _BIG):
            return CONSTRUCTED
    if (own.kind == "enum" or name == _CHAR) and (wanted in _OF_PLACE or _into_list(own, info)):
        return CONSTRUCTED
    if (name, wanted) == ("System.DateTime", "System.DateTimeOffset"):
        return CONSTRUCTED
    return CONVERTIBLE


def _into_list(own: TypeInfo, info: TypeInfo) -> int:
    """The rank of making a list of one value, or of several."""
    known = info.definition.startswith("System.Collections.Generic.") and len(info.arguments) == 1
    return CONSTRUCTED if known and info.kind == "class" and own.full_name not in _NUMBERS else NONE


def _to_span(own: TypeInfo | None, wanted: str) -> int:
    inside = wanted.partition("[")[2][:-1]
    element = resolve_type(inside)
    if own is None or element is None:
        return NONE
    if own.full_name == _TEXT:
        return IMPLICIT if element.full_name == _CHAR and wanted.startswith(_SPANS[0]) else NONE
    return IMPLICIT if own.element == element else NONE


def _to_unlisted(own: TypeInfo, wanted: str) -> int:
    """To a type that has no row of its own here: an interface, a delegate, a number of a rare kind."""
    if wanted == own.full_name:
        return IDENTITY
    if wanted.endswith("*"):
        return CONVERTIBLE if own.full_name in (_TRUTH, "System.DateTime") else NONE
    if own.full_name == "System.Management.Automation.ScriptBlock":
        return LANGUAGE if wanted.startswith(_CALLED) else NONE
    head, _, inside = wanted.partition("[")
    if head.startswith("System.Collections.Generic.I") and inside and head + "`1" in own.ancestors:
        element = own.element or (own.arguments[0] if own.arguments else resolve_type(_CHAR))
        of = resolve_type(inside[:-1])
        same = of is not None and element is not None and (
            element == of or (of.full_name in element.ancestors and element.kind not in ("struct", "enum"))
        )  # fmt: skip
        if same:
            return ASSIGNABLE
    if head in own.ancestors and not inside:
        return ASSIGNABLE
    if wanted == "System.IntPtr":
        return CONSTRUCTED if own.full_name in _SMALL or own.full_name == _CHAR or own.kind == "enum" else (
            PARSED if own.full_name == _TEXT else EXPLICIT if own.full_name == _BIG else NONE
        )  # fmt: skip
    if own.full_name in (_CHAR, _TRUTH, "System.DateTime") or own.kind == "enum":
        return CONVERTIBLE
    return PARSED if own.full_name == _TEXT and wanted in _OF_TEXT else NONE
