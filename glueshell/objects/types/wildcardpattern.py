"""System.Management.Automation.WildcardPattern."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, method, static
from glueshell.objects.wildcard import Wildcard, escape, has_wildcard, unescape


def _make(pattern: str, options: object = None) -> Wildcard:
    return Wildcard(pattern, options is None or not int(options) & 2)  # type: ignore[call-overload]


_NAME = "System.Management.Automation.WildcardPattern"

TABLES = {
    _NAME: MemberTable(
        _NAME,
        method("IsMatch", lambda pattern, text: pattern.matches(text), "bool IsMatch(string input)"),
        method("ToString", lambda pattern: pattern.pattern, "string ToString()"),
        static("Escape", escape, "string Escape(string pattern)"),
        static("Unescape", unescape, "string Unescape(string pattern)"),
        static("ContainsWildcardCharacters", has_wildcard, "bool ContainsWildcardCharacters(string pattern)"),
        static("Get", _make, f"{_NAME} Get(string pattern, System.Management.Automation.WildcardOptions options)"),
        constructors=(f"{_NAME} new(string pattern)",
                      f"{_NAME} new(string pattern, System.Management.Automation.WildcardOptions options)"),
        construct=_make,
        convert=lambda value: Wildcard(value, True) if isinstance(value, str) else NotImplemented,
    ),
}
