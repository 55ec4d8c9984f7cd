"""Lines, columns and caret lines."""

from __future__ import annotations

import pytest

from glueshell.language.extents import LineMap, caret, cell_width


@pytest.mark.parametrize(
    ("offset", "position"),
    [(0, (1, 1)), (2, (1, 3)), (3, (2, 1)), (4, (2, 2)), (6, (3, 1)), (7, (4, 1)), (99, (4, 2))],
)
def test_positions_count_every_kind_of_line_end(offset: int, position: tuple[int, int]) -> None:
    assert LineMap("ab\nc\r\n\rd").position(offset) == position


def test_lines_come_without_their_ends() -> None:
    lines = LineMap("ab\r\ncd\n")
    assert [lines.line(number) for number in range(1, lines.count + 1)] == ["ab", "cd", ""]


def test_caret_stands_under_the_extent() -> None:
    text = "$a = 1\n$b = foo bar"
    assert caret(text, 12, 15, file="x.gsh") == ["x.gsh:2", "   2 |  $b = foo bar", "     |       ~~~"]
    assert caret(text, 0, 2) == ["   1 |  $a = 1", "     |  ~~"]


def test_an_empty_extent_and_the_end_of_the_text_get_one_mark() -> None:
    assert caret("(1", 2, 2) == ["   1 |  (1", "     |    ~"]
    assert caret("", 0, 0) == ["   1 |  ", "     |  ~"]


def test_an_extent_over_lines_is_marked_to_the_end_of_its_first() -> None:
    assert caret("ab {\nc\n}", 3, 8)[-1] == "     |     ~"


def test_wide_and_combining_characters_keep_the_caret_in_place() -> None:
    assert [cell_width(char) for char in "a\u4e2d\u0301"] == [1, 2, 0]
    assert caret("\u4e2d\u4e2d x", 3, 4)[-1] == "     |       ~"
    assert caret("\u4e2d", 0, 1)[-1] == "     |  ~~"


def test_what_would_move_the_cursor_is_drawn() -> None:
    shown = caret("a\x1b[2J\u202eb", 6, 7)[0]
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "\u241b" in shown and "U+202E" in shown


def test_a_long_line_is_cut_around_the_extent() -> None:
    text = "x" * 300 + " bad " + "y" * 300
    shown, marks = caret(text, 301, 304, width=60)
    assert len(shown) <= 60
    assert shown[marks.index("~") : marks.index("~") + 3] == "bad"
    assert marks.count("~") == 3
