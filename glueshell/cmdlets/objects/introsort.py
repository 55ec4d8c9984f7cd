"""The order .NET's sort leaves equal objects in.

Sort-Object without -Stable promises nothing about equal objects, and scripts that number or pair what comes out of it
still see one order: that of .NET's introspective sort. It is gone through again here, with the ranks of the objects
instead of the objects, for lists short enough that nobody waits; longer ones keep equal objects as they came.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from itertools import pairwise
from typing import Any

from glueshell.objects.comparer import compare_any
from glueshell.objects.enums import EnumValue
from glueshell.objects.members import MISSING
from glueshell.objects.psobject import unwrap

MOST = 1000
_SMALL = 16


def unstable(
    positions: Sequence[int], rows: Sequence[Sequence[object]], case: bool, descending: Sequence[bool] = ()
) -> list[int]:
    """Positions in sorted order, with equal rows where .NET's sort puts them; `positions` are sorted stably."""
    if _mixed(rows):
        # Two types are compared as the left one wants it: there is no one order, only the steps of the sort.
        def compare(one: Sequence[object], other: Sequence[object]) -> int:
            return _compared(one, other, case, descending)

        compared = [cmp_to_key(compare)(row) for row in rows]
        steps = list(range(len(positions)))
        _sort(steps, compared, 0, len(steps), 2 * len(steps).bit_length())
        return steps
    ranks = [0] * len(positions)
    rank = 0
    for before, after in pairwise(positions):
        if any(compare_any(a, b, case) != 0 for a, b in zip(rows[before], rows[after], strict=True)):
            rank += 1
        ranks[after] = rank
    if rank == len(positions) - 1:
        return list(positions)
    found = list(range(len(positions)))
    _sort(found, ranks, 0, len(found), 2 * len(found).bit_length())
    return found


def _mixed(rows: Sequence[Sequence[object]]) -> bool:
    """Whether a column has values of several types, numbers being of one."""
    columns = range(len(rows[0]) if rows else 0)
    return any(
        len({_kind(unwrap(row[column])) for row in rows if _counts(row[column])}) > 1 for column in columns
    )  # fmt: skip


def _kind(value: object) -> type:
    number = isinstance(value, (int, float)) and type(value) is not bool and not isinstance(value, EnumValue)
    return int if number else type(value)


def _counts(value: object) -> bool:
    return value is not None and value is not MISSING


def _compared(left: Sequence[object], right: Sequence[object], case: bool, descending: Sequence[bool]) -> int:
    for column, (one, other) in enumerate(zip(left, right, strict=True)):
        sign = compare_any(one, other, case)
        if sign:
            down = column < len(descending) and descending[column] and one is not MISSING and other is not MISSING
            return -sign if down else sign
    return 0


def _sort(keys: list[int], ranks: list[Any], start: int, end: int, depth: int) -> None:
    while end - start > 1:
        if end - start <= _SMALL:
            _sort_few(keys, ranks, start, end)
            return
        if depth == 0:
            _sort_heap(keys, ranks, start, end)
            return
        depth -= 1
        pivot = _part(keys, ranks, start, end - 1)
        _sort(keys, ranks, pivot + 1, end, depth)
        end = pivot


def _sort_few(keys: list[int], ranks: list[Any], start: int, end: int) -> None:
    if end - start <= 3:
        _swap_if_greater(keys, ranks, start, start + 1)
        if end - start == 2:
            return
        _swap_if_greater(keys, ranks, start, start + 2)
        _swap_if_greater(keys, ranks, start + 1, start + 2)
        return
    for i in range(start + 1, end):
        moved, j = keys[i], i - 1
        while j >= start and ranks[moved] < ranks[keys[j]]:
            keys[j + 1] = keys[j]
            j -= 1
        keys[j + 1] = moved


def _swap_if_greater(keys: list[int], ranks: list[Any], i: int, j: int) -> None:
    if ranks[keys[i]] > ranks[keys[j]]:
        keys[i], keys[j] = keys[j], keys[i]


def _part(keys: list[int], ranks: list[Any], low: int, high: int) -> int:
    """Put the pivot, the middle one of three, where it belongs and tell where that is."""
    middle = low + ((high - low) >> 1)
    _swap_if_greater(keys, ranks, low, middle)
    _swap_if_greater(keys, ranks, low, high)
    _swap_if_greater(keys, ranks, middle, high)
    pivot = ranks[keys[middle]]
    keys[middle], keys[high - 1] = keys[high - 1], keys[middle]
    left, right = low, high - 1
    while left < right:
        left += 1
        while ranks[keys[left]] < pivot:
            left += 1
        right -= 1
        while pivot < ranks[keys[right]]:
            right -= 1
        if left >= right:
            break
        keys[left], keys[right] = keys[right], keys[left]
    if left != high - 1:
        keys[left], keys[high - 1] = keys[high - 1], keys[left]
    return left


def _sort_heap(keys: list[int], ranks: list[Any], start: int, end: int) -> None:
    size = end - start
    for root in range(size >> 1, 0, -1):
        _sink(keys, ranks, start, root, size)
    for last in range(size, 1, -1):
        keys[start], keys[start + last - 1] = keys[start + last - 1], keys[start]
        _sink(keys, ranks, start, 1, last - 1)


def _sink(keys: list[int], ranks: list[Any], start: int, root: int, size: int) -> None:
    moved = keys[start + root - 1]
    while root <= size >> 1:
        child = 2 * root
        if child < size and ranks[keys[start + child - 1]] < ranks[keys[start + child]]:
            child += 1
        if ranks[moved] >= ranks[keys[start + child - 1]]:
            break
        keys[start + root - 1] = keys[start + child - 1]
        root = child
    keys[start + root - 1] = moved
