"""Sort keys and grouping keys: the order Sort-Object gives values of any types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cmp_to_key

from glueshell.objects.collation import compare_text, sort_text
from glueshell.objects.comparison import compare
from glueshell.objects.convert import convert, culture_text
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import PSError
from glueshell.objects.members import MISSING
from glueshell.objects.numbers import RANGES
from glueshell.objects.psobject import NOTHING, PSObject, unwrap
from glueshell.objects.text import display, shown, to_text
from glueshell.objects.typeinfo import type_name, type_of


def compare_any(left: object, right: object, case: bool = False) -> int:
    """-1, 0 or 1 for any two values; null comes first, what cannot be compared is compared as text, MISSING is last."""
    if left is MISSING or right is MISSING:
        return (left is MISSING) - (right is MISSING)
    if left is None or right is None:
        return (left is not None) - (right is not None)
    if type(left) is PSObject and type(right) is PSObject and left.base is NOTHING and right.base is NOTHING:
        # Custom objects as such have no order; a property of theirs has.
        return 0
    if isinstance(left, EnumValue) and type(right) is bool:
        # A truth value is none of an enumeration's.
        return compare_text(to_text(left), to_text(right), case)
    if (
        isinstance(left, str)
        and not isinstance(right, (str, int, float))
        and (_is_date(right) or (type(right) is PSObject and right.base is NOTHING))
    ):
        right = _text(right)
    try:
        if isinstance(right, str) and type(left) in RANGES:
            # Text beside a whole number is that number's type, rounded, as no operator has it.
            right = convert(right, type_of(left))
        return compare(left, right, case)
    except PSError:
        return compare_text(_text(left), _text(right), case)


def _is_date(value: object) -> bool:
    return type_name(value) == "System.DateTime"


def _text(value: object) -> str:
    """The text a value without an order is compared by: of a type its full name, of a date as the culture writes it,
    of a custom object none.
    """
    if type(value) is PSObject and value.base is NOTHING:
        return ""
    if isinstance(value, float):
        return display(value)
    if _is_date(value):
        return culture_text(value)
    if isinstance(value, list) and any(map(_is_date, value)):
        return " ".join([culture_text(item) if _is_date(item) else to_text([item]) for item in value])
    return shown(value) if hasattr(value, "ps_shown") or type_name(value) == "System.RuntimeType" else to_text(value)


class SortKey:
    """The sort values of one object; keys compare with `<` and `==`."""

    __slots__ = ("case", "descending", "values")

    def __init__(self, values: Sequence[object], case: bool, descending: Sequence[bool]) -> None:
        self.values = values
        self.case = case
        self.descending = descending

    def _order(self, other: SortKey) -> int:
        for position, value in enumerate(self.values):
            sign = compare_any(value, other.values[position], self.case)
            if sign:
                return -sign if self._down(position) else sign
        return 0

    def _down(self, position: int) -> bool:
        return self.descending[position] if position < len(self.descending) else False

    def __lt__(self, other: SortKey) -> bool:
        return self._order(other) < 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SortKey) and self._order(other) == 0

    def __hash__(self) -> int:
        return 0


def sort_key(values: object, case: bool = False, descending: bool | Sequence[bool] = False) -> SortKey:
    """The key of an object from its sort values (a list, or one value); `descending` for all or one flag each."""
    row = values if isinstance(values, (list, tuple)) else [values]
    flags = [descending] * len(row) if isinstance(descending, bool) else list(descending)
    return SortKey(row, case, flags)


def order(rows: Sequence[Sequence[object]], case: bool = False, descending: Sequence[bool] = ()) -> list[int]:
    """The positions of rows of sort values in sorted order; equal rows keep theirs.

    Columns of plain numbers or of text only are sorted by native keys, which is many times faster.
    """
    positions = list(range(len(rows)))
    if not rows:
        return positions
    for column in range(len(rows[0]) - 1, -1, -1):
        values = [unwrap(row[column]) for row in rows]
        down = descending[column] if column < len(descending) else False
        keys = _native(values, case)
        if keys is None:
            keys = [cmp_to_key(lambda a, b: compare_any(a, b, case))(value) for value in values]
        positions.sort(key=keys.__getitem__, reverse=down)
        if down and any(value is MISSING for value in values):
            # What lacks the property comes last either way.
            positions.sort(key=lambda position: values[position] is MISSING)
    return positions


def _native(values: list, case: bool) -> list | None:
    kinds = {type(value) for value in values}
    if kinds == {int} or kinds == {float} or kinds == {int, float}:
        if any(value != value for value in values):
            return None
        return values
    if kinds == {str}:
        if all(value.isascii() for value in values):
            return [sort_text(value) for value in values] if case else [sort_text(value)[0] for value in values]
        return None
    return None


def distinct(values: Iterable[object], case: bool = False) -> list[object]:
    """The first of each run of equal neighbours."""
    out: list[object] = []
    for value in values:
        if not out or compare_any(out[-1], value, case) != 0:
            out.append(value)
    return out
