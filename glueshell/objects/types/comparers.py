"""System.StringComparer."""

from __future__ import annotations

from glueshell.objects.collation import compare_text
from glueshell.objects.declaration import MemberTable, constant, method


class StringComparer:
    """A way to compare text: by name, with or without case."""

    __slots__ = ("ignore_case", "ordinal")
    ps_type_name = "System.StringComparer"

    def __init__(self, ordinal: bool, ignore_case: bool) -> None:
        self.ordinal = ordinal
        self.ignore_case = ignore_case

    def compare(self, left: str, right: str) -> int:
        """-1, 0 or 1."""
        if not self.ordinal:
            return compare_text(left, right, not self.ignore_case)
        if self.ignore_case:
            left, right = left.upper(), right.upper()
        return (left > right) - (left < right)


TABLES = {
    "System.StringComparer": MemberTable(
        "System.StringComparer",
        method("Compare", lambda comparer, left, right: comparer.compare(left, right),
               "int Compare(string x, string y)"),
        method("Equals", lambda comparer, left, right: comparer.compare(left, right) == 0,
               "bool Equals(string x, string y)"),
        constant("Ordinal", "System.StringComparer", lambda: StringComparer(True, False)),
        constant("OrdinalIgnoreCase", "System.StringComparer", lambda: StringComparer(True, True)),
        constant("CurrentCulture", "System.StringComparer", lambda: StringComparer(False, False)),
        constant("CurrentCultureIgnoreCase", "System.StringComparer", lambda: StringComparer(False, True)),
        constant("InvariantCulture", "System.StringComparer", lambda: StringComparer(False, False)),
        constant("InvariantCultureIgnoreCase", "System.StringComparer", lambda: StringComparer(False, True)),
    ),
}
