"""Text is ordered and compared as en-US collation does it, and Sort-Object's keys follow."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from glueshell.objects.collation import compare_text, equal_text
from glueshell.objects.comparer import compare_any, distinct, order, sort_key
from tests.objects.recorded import GOLDEN


def test_every_pair_of_words_is_ordered_as_recorded() -> None:
    with open(GOLDEN / "order.json", encoding="utf-8") as file:
        recorded = json.load(file)
    words = recorded["words"]
    for case, key in ((False, "pairs"), (True, "pairsCase")):
        signs = "".join(
            "<" if compare_text(one, two, case) < 0 else "=" if equal_text(one, two, case) else ">"
            for one in words for two in words
        )
        assert signs == recorded[key]


def test_columns_sort_by_several_values_and_directions() -> None:
    rows = [["b", 1], ["A", 2], ["a", 3], ["B", 0]]
    assert order(rows) == [1, 2, 3, 0]
    assert order(rows, descending=[True, False]) == [3, 0, 1, 2]
    assert order(rows, True) == [2, 1, 0, 3]


def test_null_comes_first_and_what_has_no_order_is_compared_as_text() -> None:
    assert order([[3], [None], [2.5]]) == [1, 2, 0]
    assert compare_any(None, "a") == -1
    assert compare_any([1], [2]) in (-1, 1)


def test_keys_compare_and_reverse() -> None:
    assert sort_key("a") < sort_key("B")
    assert sort_key("B", descending=True) < sort_key("a", descending=True)
    assert sort_key(["x", 1]) == sort_key(["X", 1])


def test_equal_neighbours_are_dropped() -> None:
    assert distinct(["a", "A", "b", "a"]) == ["a", "b", "a"]
    assert distinct(["a", "A"], case=True) == ["a", "A"]


@given(st.lists(st.one_of(st.none(), st.integers(-5, 5), st.text(max_size=4), st.floats(allow_nan=False)), max_size=12))
def test_any_values_can_be_sorted(values: list) -> None:
    positions = order([[value] for value in values])
    assert sorted(positions) == list(range(len(values)))


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_the_order_of_text_is_a_total_order(one: str, two: str, three: str) -> None:
    assert compare_text(one, two) == -compare_text(two, one)
    if compare_text(one, two) <= 0 and compare_text(two, three) <= 0:
        assert compare_text(one, three) <= 0
