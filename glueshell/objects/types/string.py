"""System.String."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from glueshell.objects.absence import OBJECT_ARRAYS
from glueshell.objects.collation import compare_text
from glueshell.objects.convert import convert
from glueshell.objects.declaration import Member, MemberTable, constant, indexed, method, prop, static
from glueshell.objects.enumeration import elements
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import NetError, net_problem
from glueshell.objects.numbers import Char
from glueshell.objects.psobject import NOTHING, PSObject, unwrap
from glueshell.objects.text import composite, net_text, to_text
from glueshell.objects.typeinfo import TypedArray, type_named, type_of
from glueshell.objects.types.enumerator import CharEnumerator
from glueshell.objects.types.object import COMPARE_TO

_ORDINAL, _CURRENT = "Ordinal", "CurrentCulture"


def length(text: str) -> int:
    """The number of UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for char in text if char > "\uffff")


def _strings(items: Iterable[object]) -> TypedArray:
    return TypedArray(items, type_named("System.String"))


def _mode(comparison: object) -> tuple[bool, bool]:
    """(ignore case, ordinal) of a StringComparison value."""
    name = getattr(comparison, "name", _CURRENT)
    return name.endswith("IgnoreCase"), name.startswith(_ORDINAL)


def _folded(text: str, value: str, comparison: object) -> tuple[str, str]:
    ignore, _ = _mode(comparison)
    return (text.lower(), value.lower()) if ignore else (text, value)


def upper(text: str) -> str:
    """In capital letters, character by character as .NET does: one never becomes two."""
    return text.upper() if text.isascii() else "".join([_one(char, char.upper()) for char in text])


def lower(text: str) -> str:
    """In small letters, character by character."""
    return text.lower() if text.isascii() else "".join([_one(char, char.lower()) for char in text])


def _one(char: str, mapped: str) -> str:
    return mapped if len(mapped) == 1 else "i" if char == "\u0130" and len(mapped) == 2 else char


def substring(text: str, start: int, count: int | None = None) -> str:
    """Substring."""
    if count is None:
        if start < 0:
            raise net_problem("NegativeStart", start)
        if start > len(text):
            raise net_problem("SubstringStart")
        return text[start:]
    if start < 0:
        raise net_problem("SubstringStartNegative")
    if count < 0:
        raise net_problem("SubstringLengthNegative")
    if start > len(text):
        raise net_problem("SubstringStart")
    if start + count > len(text):
        raise net_problem("SubstringLength")
    return text[start : start + count]


def replace(text: str, old: str | None, new: str | None, *comparison: object) -> str:
    """Replace."""
    if old is None:
        raise net_problem("ArgumentNull", "oldValue")
    if old == "":
        raise net_problem("ReplaceEmpty")
    if comparison and (comparison[0] is True or _mode(comparison[0])[0]):
        import re

        return re.sub(re.escape(old), lambda found: new or "", text, flags=re.IGNORECASE)
    return text.replace(old, new or "")


def split(text: str, *arguments: object) -> TypedArray:
    """Split: separators (none: blanks), the most pieces, options."""
    if len(arguments) == 1 and type(arguments[0]) is str and arguments[0]:
        return _strings(text.split(arguments[0]))
    separators: list[str] = []
    limit, options = -1, 0
    for argument in arguments:
        if isinstance(argument, EnumValue):
            options = int(argument)
        elif isinstance(argument, int):
            limit = argument
        elif isinstance(argument, list):
            separators.extend(str(item) for item in argument)
        elif argument is not None:
            separators.append(str(argument))
    return _strings(_pieces(text, [item for item in separators if item], limit, options, bool(separators)))


def _pieces(text: str, separators: list[str], limit: int, options: int, given: bool) -> list[str]:
    trim, drop = bool(options & 2), bool(options & 1)
    out: list[str] = []
    position, start = 0, 0
    if not given and not separators:
        separators = [char for char in dict.fromkeys(text) if char.isspace()]
    separators = sorted(separators, key=len, reverse=True) if len(separators) > 1 else separators
    if limit == 0:
        return []
    while position <= len(text) and separators and (limit < 0 or len(out) < limit - 1):
        found = _next(text, separators, position)
        if found is None:
            break
        at, size = found
        piece = text[start:at]
        piece = piece.strip() if trim else piece
        if piece or not drop:
            out.append(piece)
        position = start = at + size
    rest = text[start:]
    if drop and limit > 0:
        while separators and (found := _next(rest, separators, 0)) is not None and found[0] == 0:
            rest = rest[found[1] :]
    rest = rest.strip() if trim else rest
    if rest or not drop:
        out.append(rest)
    return out


def _next(text: str, separators: list[str], position: int) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    for separator in separators:
        at = text.find(separator, position)
        if at >= 0 and (best is None or at < best[0]):
            best = (at, len(separator))
    return best


def _trimmer(arguments: tuple[object, ...]) -> str | None:
    chars = "".join(str(item) for argument in arguments for item in elements(argument))
    return chars or None


def trim(text: str, *chars: object) -> str:
    """Trim."""
    return text.strip(_trimmer(chars)) if chars else text.strip()


def trim_start(text: str, *chars: object) -> str:
    """TrimStart."""
    return text.lstrip(_trimmer(chars))


def trim_end(text: str, *chars: object) -> str:
    """TrimEnd."""
    return text.rstrip(_trimmer(chars))


def _pad(text: str, width: int, fill: str, left: bool) -> str:
    if width < 0:
        raise net_problem("NegativeWidth", "totalWidth", width)
    return text.rjust(width, fill) if left else text.ljust(width, fill)


def index_of(text: str, value: str, *rest: object) -> int:
    """IndexOf."""
    if value is None:
        raise net_problem("ArgumentNull", "value")
    comparison = next((item for item in rest if isinstance(item, EnumValue)), None)
    numbers = [int(item) for item in rest if isinstance(item, int) and not isinstance(item, EnumValue)]
    text, value = _folded(text, value, comparison)
    start = numbers[0] if numbers else 0
    if not 0 <= start <= len(text):
        raise net_problem("StartIndexRange")
    end = len(text) if len(numbers) < 2 else start + numbers[1]
    return text.find(str(value), start, end)


def last_index_of(text: str, value: str, *rest: object) -> int:
    """LastIndexOf."""
    comparison = next((item for item in rest if isinstance(item, EnumValue)), None)
    numbers = [int(item) for item in rest if isinstance(item, int) and not isinstance(item, EnumValue)]
    text, value = _folded(text, value, comparison)
    if numbers and not -1 <= numbers[0] <= len(text):
        raise NetError("System.ArgumentOutOfRangeException",
                       "Index was out of range. Must be non-negative and less than the size of the collection."
                       " (Parameter 'startIndex')")
    end = len(text) if not numbers else numbers[0] + 1
    return text.rfind(str(value), 0 if len(numbers) < 2 else max(0, end - numbers[1]), end)


def index_of_any(text: str, chars: list, start: int = 0, count: int | None = None) -> int:
    """IndexOfAny."""
    end = len(text) if count is None else start + count
    found = [at for at in (text.find(str(char), start, end) for char in chars) if at >= 0]
    return min(found, default=-1)


def insert(text: str, start: int, value: str) -> str:
    """Insert."""
    if start < 0:
        raise net_problem("StartIndexRange")
    if start > len(text):
        raise net_problem("AtMost", "startIndex", start, len(text))
    return text[:start] + value + text[start:]


def remove(text: str, start: int, count: int | None = None) -> str:
    """Remove."""
    if start < 0:
        raise net_problem("SubstringStartNegative")
    if start > len(text):
        raise net_problem("SubstringStart")
    if count is None:
        return text[:start]
    if count < 0:
        raise net_problem("RemoveCount")
    if start + count > len(text):
        raise net_problem("AtMost", "count", count, len(text) - start)
    return text[:start] + text[start + count :]


def _starts(text: str, value: str, *rest: object) -> bool:
    if rest and rest[0] is True:
        return text.lower().startswith(value.lower())
    text, value = _folded(text, value, rest[0] if rest else None)
    return text.startswith(value)


def _ends(text: str, value: str, *rest: object) -> bool:
    if rest and rest[0] is True:
        return text.lower().endswith(value.lower())
    text, value = _folded(text, value, rest[0] if rest else None)
    return text.endswith(value)


def _contains(text: str, value: str, *rest: object) -> bool:
    text, value = _folded(text, value, rest[0] if rest else None)
    return value in text


def equal(left: str | None, right: object, comparison: object = None) -> bool:
    """Equals."""
    if left is None or not isinstance(right, str) or type(right) is Char:
        return left is right
    ignore, _ = _mode(comparison)
    return left.lower() == right.lower() if ignore else left == right


def compare_strings(left: str | None, right: Any, how: Any = False, *rest: Any) -> int:
    """String.Compare: of two texts, or of a part of each."""
    if type(right) is int:
        at, size, further = rest[0], rest[1], rest[2:]
        return compare_strings((left or "")[right : right + size], (how or "")[at : at + size], *further)
    if left is None or right is None:
        return (left is not None) - (right is not None)
    if isinstance(how, EnumValue):
        ignore, ordinal = _mode(how)
        if ordinal:
            left, right = (left.upper(), right.upper()) if ignore else (left, right)
            for one, two in zip(left, right):
                if one != two:
                    return ord(one) - ord(two)
            return len(left) - len(right)
        return compare_text(left, right, not ignore)
    return compare_text(left, right, not how)


def compare_ordinal(left: Any, right: Any, *part: Any) -> int:
    """String.CompareOrdinal: of two texts, or of a part of each."""
    if part:
        other, at, size = part
        left, right = left[right : right + size], other[at : at + size]
    for one, two in zip(left, right):
        if one != two:
            return ord(one) - ord(two)
    return len(left) - len(right)


def _chars(text: str, position: int) -> Char:
    if not 0 <= position < len(text):
        raise net_problem("IndexBounds")
    return Char(text[position])


def to_char_array(text: str, start: int = 0, count: int | None = None) -> TypedArray:
    """ToCharArray."""
    part = text[start:] if count is None else text[start : start + count]
    return TypedArray([Char(char) for char in part], type_named("System.Char"))


def _normalize(text: str, form: object = None) -> str:
    from unicodedata import normalize

    name = {"FormC": "NFC", "FormD": "NFD", "FormKC": "NFKC", "FormKD": "NFKD"}[getattr(form, "name", "FormC")]
    return normalize(name, text)  # type: ignore[arg-type]


def joined(separator: str | None, values: object, start: int = 0, count: int | None = None) -> str:
    """String.Join: of all values, or of some from a place on."""
    if values is None:
        raise net_problem("ArgumentNull", "values")
    items = elements(values)
    if count is not None:
        if not 0 <= start <= len(items) - count:
            bound = f"startIndex ('{start}') must be less than or equal to '{len(items) - count}'."
            raise NetError("System.ArgumentOutOfRangeException",
                           f"{bound} (Parameter 'startIndex')\nActual value was {start}.")
        items = items[start : start + count]
    return (separator or "").join(map(spelled, items))


def concat(*values: object) -> str:
    """String.Concat."""
    if len(values) > 1:
        return "".join(map(spelled, values))
    if values[0] is None:
        raise net_problem("ArgumentNull", "args")
    return "".join(map(spelled, elements(values[0]) if _several(values[0]) else values))


def _several(value: object) -> bool:
    """Whether what stands for all arguments holds them, rather than being the only one."""
    return type(value) is not str and "System.Collections.Generic.IEnumerable`1" in type_of(value).ancestors


def spelled(item: object) -> str:
    """An element's ToString(): of a custom object its properties."""
    return to_text(item) if isinstance(item, PSObject) and item.base is NOTHING else net_text(item)


def formatted(*arguments: object) -> str:
    """String.Format: perhaps a culture, the template, its arguments."""
    provider, template, *rest = arguments if not isinstance(arguments[0], str) else (None, *arguments)
    alone = rest[0] if len(rest) == 1 else NOTHING
    if alone is None:
        raise net_problem("ArgumentNull", "args")
    if type(alone) in OBJECT_ARRAYS:
        rest = elements(alone)
    values = [unwrap(item) for item in rest]
    name = getattr(provider, "name", None)
    if name is None or name in ("en-US", ""):
        return composite(str(template), elements(values), name == "")
    from glueshell.objects.types.locales import culture

    with culture(name):
        return composite(str(template), elements(values))


def construct(*arguments: object) -> str:
    """new string: a character repeated, or an array of characters."""
    if len(arguments) == 2:
        count = int(arguments[1])  # type: ignore[call-overload]
        if count < 0:
            raise net_problem("NonNegative", "count", count)
        return str(arguments[0]) * count
    chars = elements(arguments[0])
    if len(arguments) == 3:
        start, count = int(arguments[1]), int(arguments[2])  # type: ignore[call-overload]
        chars = chars[start : start + count]
    return "".join(str(char) for char in chars)


_CMP = "System.StringComparison comparisonType"

TABLES = {
    "System.String": MemberTable(
        "System.String",
        method("Clone", lambda text: text, "System.Object Clone()"),
        COMPARE_TO,
        method("Contains", _contains, "bool Contains(string value)", f"bool Contains(string value, {_CMP})",
               "bool Contains(char value)", f"bool Contains(char value, {_CMP})"),
        method("EndsWith", _ends, "bool EndsWith(string value)", f"bool EndsWith(string value, {_CMP})",
               "bool EndsWith(string value, bool ignoreCase, cultureinfo culture)", "bool EndsWith(char value)"),
        method("Equals", equal, "bool Equals(System.Object obj)", "bool Equals(string value)",
               f"bool Equals(string value, {_CMP})"),
        method("GetEnumerator", lambda text: CharEnumerator(lambda: iter([Char(char) for char in text])),
               "System.CharEnumerator GetEnumerator()"),
        method("IndexOf", index_of, "int IndexOf(char value)", "int IndexOf(char value, int startIndex)",
               "int IndexOf(char value, System.StringComparison comparisonType)",
               "int IndexOf(char value, int startIndex, int count)", "int IndexOf(string value)",
               "int IndexOf(string value, int startIndex)", "int IndexOf(string value, int startIndex, int count)",
               "int IndexOf(string value, System.StringComparison comparisonType)",
               "int IndexOf(string value, int startIndex, System.StringComparison comparisonType)",
               "int IndexOf(string value, int startIndex, int count, System.StringComparison comparisonType)"),
        method("IndexOfAny", index_of_any, "int IndexOfAny(char[] anyOf)",
               "int IndexOfAny(char[] anyOf, int startIndex)",
               "int IndexOfAny(char[] anyOf, int startIndex, int count)"),
        method("Insert", insert, "string Insert(int startIndex, string value)"),
        method("IsNormalized", lambda text: _normalize(text) == text, "bool IsNormalized()"),
        method("LastIndexOf", last_index_of, "int LastIndexOf(char value)",
               "int LastIndexOf(char value, int startIndex)",
               "int LastIndexOf(char value, int startIndex, int count)", "int LastIndexOf(string value)",
               "int LastIndexOf(string value, int startIndex)",
               "int LastIndexOf(string value, int startIndex, int count)",
               "int LastIndexOf(string value, System.StringComparison comparisonType)",
               "int LastIndexOf(string value, int startIndex, System.StringComparison comparisonType)",
               "int LastIndexOf(string value, int startIndex, int count, System.StringComparison comparisonType)"),
        method("Normalize", _normalize, "string Normalize()",
               "string Normalize(System.Text.NormalizationForm normalizationForm)"),
        method("PadLeft", lambda text, width, fill=" ": _pad(text, width, fill, True),
               "string PadLeft(int totalWidth)", "string PadLeft(int totalWidth, char paddingChar)"),
        method("PadRight", lambda text, width, fill=" ": _pad(text, width, fill, False),
               "string PadRight(int totalWidth)", "string PadRight(int totalWidth, char paddingChar)"),
        method("Remove", remove, "string Remove(int startIndex)", "string Remove(int startIndex, int count)"),
        method("Replace", replace, "string Replace(string oldValue, string newValue)",
               "string Replace(char oldChar, char newChar)",
               f"string Replace(string oldValue, string newValue, {_CMP})",
               "string Replace(string oldValue, string newValue, bool ignoreCase, cultureinfo culture)"),
        method("ReplaceLineEndings", lambda text, new="\n": text.replace("\r\n", "\n").replace("\n", new),
               "string ReplaceLineEndings()", "string ReplaceLineEndings(string replacementText)"),
        method("Split", split,
               "string[] Split(char separator, System.StringSplitOptions options = System.StringSplitOptions.None)",
               "string[] Split(char separator, int count, "
               "System.StringSplitOptions options = System.StringSplitOptions.None)",
               "string[] Split(Params char[] separator)", "string[] Split(System.ReadOnlySpan[char] separator)",
               "string[] Split(char[] separator, int count)",
               "string[] Split(char[] separator, System.StringSplitOptions options)",
               "string[] Split(char[] separator, int count, System.StringSplitOptions options)",
               "string[] Split(string separator, System.StringSplitOptions options = System.StringSplitOptions.None)",
               "string[] Split(string separator, int count, "
               "System.StringSplitOptions options = System.StringSplitOptions.None)",
               "string[] Split(string[] separator, System.StringSplitOptions options)",
               "string[] Split(string[] separator, int count, System.StringSplitOptions options)"),
        method("StartsWith", _starts, "bool StartsWith(string value)", f"bool StartsWith(string value, {_CMP})",
               "bool StartsWith(string value, bool ignoreCase, cultureinfo culture)", "bool StartsWith(char value)"),
        method("Substring", substring, "string Substring(int startIndex)",
               "string Substring(int startIndex, int length)"),
        method("GetTypeCode", lambda text: convert("String", type_named("System.TypeCode")),
               "System.TypeCode GetTypeCode()"),
        method("ToCharArray", to_char_array, "char[] ToCharArray()", "char[] ToCharArray(int startIndex, int length)"),
        method("ToLower", lambda text, culture=None: lower(text), "string ToLower()",
               "string ToLower(cultureinfo culture)"),
        method("ToLowerInvariant", lower, "string ToLowerInvariant()"),
        method("ToString", lambda text, provider=None: str(text), "string ToString()",
               "string ToString(System.IFormatProvider provider)"),
        method("ToUpper", lambda text, culture=None: upper(text), "string ToUpper()",
               "string ToUpper(cultureinfo culture)"),
        method("ToUpperInvariant", upper, "string ToUpperInvariant()"),
        method("Trim", trim, "string Trim()", "string Trim(char trimChar)", "string Trim(Params char[] trimChars)",
               "string Trim(System.ReadOnlySpan[char] trimChars)"),
        method("TrimEnd", trim_end, "string TrimEnd()", "string TrimEnd(char trimChar)",
               "string TrimEnd(Params char[] trimChars)", "string TrimEnd(System.ReadOnlySpan[char] trimChars)"),
        method("TrimStart", trim_start, "string TrimStart()", "string TrimStart(char trimChar)",
               "string TrimStart(Params char[] trimChars)", "string TrimStart(System.ReadOnlySpan[char] trimChars)"),
        indexed("char Chars(int index)", _chars),
        Member("get_Chars", "Method", "char", body=_chars, overloads=("char get_Chars(int index)",), hidden=True),
        prop("Length", "int", length),
        constant("Empty", "string", lambda: ""),
        static("Compare", compare_strings, "int Compare(string strA, string strB)",
               "int Compare(string strA, string strB, bool ignoreCase)",
               "int Compare(string strA, string strB, System.StringComparison comparisonType)",
               "int Compare(string strA, string strB, cultureinfo culture, "
               "System.Globalization.CompareOptions options)",
               "int Compare(string strA, string strB, bool ignoreCase, cultureinfo culture)",
               "int Compare(string strA, int indexA, string strB, int indexB, int length)",
               "int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase)",
               "int Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase, "
               "cultureinfo culture)",
               "int Compare(string strA, int indexA, string strB, int indexB, int length, cultureinfo culture, "
               "System.Globalization.CompareOptions options)",
               "int Compare(string strA, int indexA, string strB, int indexB, int length, "
               "System.StringComparison comparisonType)"),
        static("CompareOrdinal", compare_ordinal, "int CompareOrdinal(string strA, string strB)",
               "int CompareOrdinal(string strA, int indexA, string strB, int indexB, int length)"),
        static("Concat", concat, "string Concat(System.Object arg0)",
               "string Concat(System.Object arg0, System.Object arg1)",
               "string Concat(System.Object arg0, System.Object arg1, System.Object arg2)",
               "string Concat(Params System.Object[] args)", "string Concat(System.ReadOnlySpan[System.Object] args)",
               "string Concat[T](System.Collections.Generic.IEnumerable[T] values)",
               "string Concat(System.Collections.Generic.IEnumerable[string] values)",
               "string Concat(string str0, string str1)", "string Concat(string str0, string str1, string str2)",
               "string Concat(string str0, string str1, string str2, string str3)",
               "string Concat(System.ReadOnlySpan[char] str0, System.ReadOnlySpan[char] str1)",
               "string Concat(System.ReadOnlySpan[char] str0, System.ReadOnlySpan[char] str1, "
               "System.ReadOnlySpan[char] str2)",
               "string Concat(System.ReadOnlySpan[char] str0, System.ReadOnlySpan[char] str1, "
               "System.ReadOnlySpan[char] str2, System.ReadOnlySpan[char] str3)",
               "string Concat(Params string[] values)", "string Concat(System.ReadOnlySpan[string] values)"),
        static("Copy", lambda text: text, "string Copy(string str)"),
        static("Equals", equal, "bool Equals(string a, string b)",
               "bool Equals(string a, string b, System.StringComparison comparisonType)",
               "bool Equals(System.Object objA, System.Object objB)"),
        static("Format", formatted, "string Format(string format, System.Object arg0)",
               "string Format(string format, System.Object arg0, System.Object arg1)",
               "string Format(string format, System.Object arg0, System.Object arg1, System.Object arg2)",
               "string Format(string format, Params System.Object[] args)",
               "string Format(string format, System.ReadOnlySpan[System.Object] args)",
               "string Format(System.IFormatProvider provider, string format, System.Object arg0)",
               "string Format(System.IFormatProvider provider, string format, System.Object arg0, System.Object arg1)",
               "string Format(System.IFormatProvider provider, string format, System.Object arg0, "
               "System.Object arg1, System.Object arg2)",
               "string Format(System.IFormatProvider provider, string format, Params System.Object[] args)",
               "string Format(System.IFormatProvider provider, string format, "
               "System.ReadOnlySpan[System.Object] args)"),
        static("IsNullOrEmpty", lambda text: not text, "bool IsNullOrEmpty(string value)"),
        static("IsNullOrWhiteSpace", lambda text: not text or text.isspace(), "bool IsNullOrWhiteSpace(string value)"),
        static("Join", joined, "string Join(char separator, Params string[] value)",
               "string Join(char separator, System.ReadOnlySpan[string] value)",
               "string Join(string separator, Params string[] value)",
               "string Join(string separator, System.ReadOnlySpan[string] value)",
               "string Join(char separator, string[] value, int startIndex, int count)",
               "string Join(string separator, string[] value, int startIndex, int count)",
               "string Join(string separator, System.Collections.Generic.IEnumerable[string] values)",
               "string Join(char separator, Params System.Object[] values)",
               "string Join(char separator, System.ReadOnlySpan[System.Object] values)",
               "string Join(string separator, Params System.Object[] values)",
               "string Join(string separator, System.ReadOnlySpan[System.Object] values)",
               "string Join[T](char separator, System.Collections.Generic.IEnumerable[T] values)",
               "string Join[T](string separator, System.Collections.Generic.IEnumerable[T] values)"),
        constructors=("string new(char[] value)", "string new(char[] value, int startIndex, int length)",
                      "string new(System.Char* value)", "string new(System.SByte* value)",
                      "string new(char c, int count)", "string new(System.ReadOnlySpan[char] value)"),
        construct=construct,
    ),
}
