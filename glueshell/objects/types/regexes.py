"""System.Text.RegularExpressions.Regex."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from glueshell.objects.declaration import MemberTable, method, prop, static
from glueshell.objects.enums import EnumValue, enum_value
from glueshell.objects.errors import PSError, problem
from glueshell.objects.patterns import RIGHT_TO_LEFT, Pattern, compiled, pieces, replacement, substitute
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.types.matches import Match, MatchCollection

_REGEX = "System.Text.RegularExpressions.Regex"
_OPTIONS = "System.Text.RegularExpressions.RegexOptions"


class Regex:
    """A compiled pattern."""

    __slots__ = ("options", "pattern", "text", "timeout")
    ps_type_name = _REGEX

    def __init__(self, text: str, options: int = 0, timeout: object = None) -> None:
        self.text = text
        self.timeout = timeout
        self.options = options
        self.pattern: Pattern = compiled(text, options)

    def ps_text(self) -> str:
        """The pattern."""
        return self.text

    def ps_equals(self, other: object) -> bool:
        """The same object only."""
        return self is other


def _strings(items: list) -> TypedArray:
    return TypedArray(items, type_named("System.String"))


def _evaluator(value: object) -> Callable[[Pattern, Any], str]:
    if hasattr(value, "collect"):
        return lambda pattern, found: to_text(value.delegate(Match(pattern, found)))  # type: ignore[attr-defined]
    return replacement(to_text(value))


def _match(regex: Regex, text: str, start: int = 0, *rest: int) -> Match:
    return Match(regex.pattern, regex.pattern.search(text, start), text)


def _matches(regex: Regex, text: str, start: int = 0) -> MatchCollection:
    return MatchCollection([Match(regex.pattern, found, text) for found in regex.pattern.finditer(text, start)])


def _replace(regex: Regex, text: str, new: object, count: int = -1, start: int = 0) -> str:
    return substitute(regex.pattern, text, _evaluator(new), count, start)


def _split(regex: Regex, text: str, count: int = 0) -> TypedArray:
    found = pieces(regex.pattern, text, count)
    return _strings(found[::-1] if regex.options & RIGHT_TO_LEFT else found)


def _static(body: Callable[..., object], extra: int) -> Callable[..., object]:
    """A static form: (text, pattern, ..., options)."""

    def call(text: str, pattern: str, *rest: object) -> object:
        options = next((int(item) for item in rest if isinstance(item, EnumValue)), 0)
        return body(Regex(pattern, options), text, *rest[:extra])

    return call


def escape(text: str) -> str:
    """Regex.Escape."""
    special = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\f": "\\f", " ": "\\ ", "#": "\\#"}
    return "".join(special.get(char) or ("\\" + char if char in "\\*+?|{[()^$." else char) for char in text)


def unescape(text: str) -> str:
    """Regex.Unescape."""
    plain = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "a": "\a", "e": "\x1b", "v": "\v"}
    return re.sub(
        r"\\(x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)",
        lambda found: chr(int(found.group(1)[1:], 16)) if len(found.group(1)) > 1 else plain.get(
            found.group(1), found.group(1)),
        text, flags=re.DOTALL)


def _numbers(regex: Regex) -> TypedArray:
    return TypedArray([number for number, _, _ in regex.pattern.groups], type_named("System.Int32"))


def _names(regex: Regex) -> TypedArray:
    return _strings([name for _, name, _ in regex.pattern.groups])


def _number_of(regex: Regex, name: str) -> int:
    return next((number for number, known, _ in regex.pattern.groups if known == name), -1)


def _name_of(regex: Regex, number: int) -> str:
    return next((name for known, name, _ in regex.pattern.groups if known == number), "")


def _construct(text: str, options: object = 0, *rest: object) -> Regex:
    return Regex(text, int(options), *rest[:1])  # type: ignore[call-overload]


def _timeout(regex: Regex) -> object:
    """How long a search may take; minus one millisecond for as long as it likes."""
    from glueshell.objects.types.timespan import TimeSpan

    return TimeSpan(-10_000) if regex.timeout is None else regex.timeout


def _convert(value: object) -> object:
    if isinstance(value, str):
        try:
            return Regex(str(value))
        except PSError as error:
            raise problem("InvalidCastFromStringToRegex", value, _REGEX, error.message, target=value,
                          inner=error) from None
    return NotImplemented


_M = "System.Text.RegularExpressions.Match"
_C = "System.Text.RegularExpressions.MatchCollection"
_O = f"{_OPTIONS} options"

TABLES = {
    _REGEX: MemberTable(
        _REGEX,
        prop("Options", _OPTIONS, lambda regex: enum_value(_OPTIONS, regex.options)),
        prop("RightToLeft", "bool", lambda regex: bool(regex.options & RIGHT_TO_LEFT)),
        prop("MatchTimeout", "timespan", _timeout),
        method("IsMatch", lambda regex, text, start=0: regex.pattern.search(text, start) is not None,
               "bool IsMatch(string input)", "bool IsMatch(string input, int startat)"),
        method("Match", _match, f"{_M} Match(string input)", f"{_M} Match(string input, int startat)"),
        method("Matches", _matches, f"{_C} Matches(string input)", f"{_C} Matches(string input, int startat)"),
        method("Count", lambda regex, text: len(_matches(regex, text)), "int Count(string input)",
               "int Count(System.ReadOnlySpan[char] input)", "int Count(System.ReadOnlySpan[char] input, int startat)"),
        method("Replace", _replace, "string Replace(string input, System.Object replacement)",
               "string Replace(string input, System.Object replacement, int count)",
               "string Replace(string input, System.Object replacement, int count, int startat)"),
        method("Split", _split, "string[] Split(string input)", "string[] Split(string input, int count)"),
        method("GetGroupNames", _names, "string[] GetGroupNames()"),
        method("GetGroupNumbers", _numbers, "int[] GetGroupNumbers()"),
        method("GroupNumberFromName", _number_of, "int GroupNumberFromName(string name)"),
        method("GroupNameFromNumber", _name_of, "string GroupNameFromNumber(int i)"),
        method("ToString", lambda regex: regex.text, "string ToString()"),
        static("IsMatch", _static(lambda regex, text: regex.pattern.search(text) is not None, 0),
               "bool IsMatch(string input, string pattern)", f"bool IsMatch(string input, string pattern, {_O})"),
        static("Match", _static(_match, 0), f"{_M} Match(string input, string pattern)",
               f"{_M} Match(string input, string pattern, {_O})"),
        static("Matches", _static(_matches, 0), f"{_C} Matches(string input, string pattern)",
               f"{_C} Matches(string input, string pattern, {_O})"),
        static("Count", _static(lambda regex, text: len(_matches(regex, text)), 0),
               "int Count(string input, string pattern)"),
        static("Replace", _static(_replace, 1),
               "string Replace(string input, string pattern, System.Object replacement)",
               f"string Replace(string input, string pattern, System.Object replacement, {_O})"),
        static("Split", _static(_split, 0), "string[] Split(string input, string pattern)",
               f"string[] Split(string input, string pattern, {_O})"),
        static("Escape", escape, "string Escape(string str)"),
        static("Unescape", unescape, "string Unescape(string str)"),
        constructors=("regex new(string pattern)", f"regex new(string pattern, {_O})",
                      f"regex new(string pattern, {_O}, timespan matchTimeout)"),
        construct=_construct,
        convert=_convert,
    ),
}
