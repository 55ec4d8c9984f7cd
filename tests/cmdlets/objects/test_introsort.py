"""Sort-Object leaves equal objects in the order PowerShell 7.6.9 leaves them in (recorded)."""

from __future__ import annotations

import pytest

from glueshell.cmdlets.objects.introsort import unstable
from glueshell.objects.comparer import order


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([1, 1, 0], [2, 1, 0]),
        ([1, 1, 1, 0], [3, 0, 1, 2]),
        ([1] * 16 + [0], [16, 14, 13, 12, 11, 10, 9, 15, 8, 6, 5, 4, 3, 2, 1, 7, 0]),
        ([n % 3 for n in range(20)], [0, 15, 12, 18, 6, 9, 3, 4, 7, 10, 13, 1, 16, 19, 8, 11, 2, 14, 17, 5]),
        ([3, 1, 2], [1, 2, 0]),
        ([], []),
    ],
)
def test_equal_objects_stand_where_dotnet_puts_them(keys: list[int], expected: list[int]) -> None:
    rows = [[key] for key in keys]
    assert unstable(order(rows), rows, False) == expected


def test_every_object_comes_out_once_and_in_order() -> None:
    keys = [n * n % 7 for n in range(500)]
    rows = [[key] for key in keys]
    found = unstable(order(rows), rows, False)
    assert sorted(found) == list(range(500))
    assert [keys[position] for position in found] == sorted(keys)
