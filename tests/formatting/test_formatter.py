"""What interactive use adds: rows that flow, narrow screens, foreign text made harmless, views from elsewhere."""

from __future__ import annotations

from glueshell.formatting import Formatter, out_string
from glueshell.formatting.cells import field, head, tail, width_of, wrap
from glueshell.formatting.columns import Column, property_column
from glueshell.formatting.directives import Shape
from glueshell.formatting.table import HIDDEN, fit, share_out
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject


def person(name: str, age: int) -> PSObject:
    return PSObject({"Name": name, "Age": age})


def shown(formatter: Formatter, *items: object) -> list[str]:
    lines = [line for item in items for line in formatter.feed(item)]
    return lines + formatter.finish()


def test_rows_flow_once_the_widths_are_settled() -> None:
    formatter = Formatter(40, settle_after=2)
    assert formatter.feed(person("Ann", 7)) == [""]
    assert formatter.feed(person("Bob", 12)) == ["Name Age", "---- ---", "Ann    7", "Bob   12"]
    assert formatter.feed(person("Cornelius", 3)) == ["Cor…   3"]
    assert formatter.finish() == [""]


def test_the_last_column_takes_what_is_left_when_the_widths_were_settled_early() -> None:
    formatter = Formatter(20, settle_after=1)
    formatter.feed(PSObject({"Id": 1, "Name": "Ann"}))
    assert formatter.feed(PSObject({"Id": 2, "Name": "Cornelius Fudge"})) == [" 2 Cornelius Fudge"]
    assert formatter.feed(PSObject({"Id": 3, "Name": "Cornelius Oswald Fudge"})) == [" 3 Cornelius Oswald…"]


def test_without_settling_every_row_counts() -> None:
    assert shown(Formatter(40), person("Ann", 7), person("Cornelius", 3)) == [
        "", "Name      Age", "----      ---", "Ann         7", "Cornelius   3", "",
    ]  # fmt: skip


def test_on_a_terminal_control_characters_are_visible_and_counted() -> None:
    hostile = PSObject({"Name": "a\x1b[2Jb", "Next": "\u202eevil"})
    lines = shown(Formatter(60, neutral=True), hostile, PSObject({"Name": "c", "Next": "d"}))
    assert lines[3] == "a␛[2Jb ⟦U+202E⟧evil"
    assert lines[4] == "c      d"
    assert not any(ord(character) < 32 for line in lines for character in line)


def test_off_a_terminal_a_text_is_passed_on_as_it_is_and_a_cell_without_its_colours() -> None:
    assert out_string(["a\x1b[31mb"]) == "a\x1b[31mb\n"
    assert out_string([PSObject({"Name": "a\x1b[31mb\x1b[0m", "Next": "x"})]).split("\n")[3] == "ab   x"


def test_a_hostile_property_name_is_neutralised_too() -> None:
    lines = shown(Formatter(60, neutral=True), PSObject({"N\x1b[31mame": "x", "b": 1}))
    assert "\x1b" not in "".join(lines)


def test_a_text_between_rows_stays_between_them_while_they_are_held() -> None:
    assert shown(Formatter(40), person("Ann", 7), "said", person("Bob", 3))[3:6] == ["Ann    7", "said", "Bob    3"]


def test_views_from_elsewhere_decide_the_columns() -> None:
    record = PSObject({"Id": 7, "Name": "Happy Frog", "Hidden": "x"}, ("ITGlue.Organization", *CUSTOM_NAMES))
    views = {"ITGlue.Organization": Shape("Table", [property_column("Name"), property_column("Id", "No")])}
    assert shown(Formatter(40, views.get), record) == ["", "Name       No", "----       --", "Happy Frog  7", ""]


def test_an_object_of_another_kind_stands_in_a_viewed_table_as_a_list() -> None:
    record = PSObject({"Name": "Happy Frog"}, ("ITGlue.Organization", *CUSTOM_NAMES))
    views = {"ITGlue.Organization": Shape("Table", [property_column("Name")])}
    lines = shown(Formatter(40, views.get), record, PSObject({"Other": 1}), record)
    assert lines == ["", "Name", "----", "Happy Frog", "", "Other : 1", "", "Happy Frog", ""]


def test_a_value_may_bring_its_own_lines() -> None:
    class Page:
        ps_type_name = "Test.Page"

        def ps_lines(self, width: int) -> list[str]:
            return [f"{width} columns"]

    assert shown(Formatter(33), Page()) == ["33 columns"]


def test_a_column_that_is_empty_and_unlabelled_takes_no_room() -> None:
    view = Shape("Table", [property_column("Name"), Column("", lambda item: ""), property_column("Age")])
    lines = shown(Formatter(40, lambda name: view), person("Ann", 7))
    assert lines[1:4] == ["Name Age", "---- ---", "Ann    7"]


def test_later_columns_shrink_then_vanish() -> None:
    assert fit([5, 8, 3, 6], 20) == [5, 8, 3, 1]
    assert fit([5, 8, 3, 6], 16) == [5, 8, 1, HIDDEN]
    assert fit([30], 10) == [10]


def test_open_columns_share_what_the_others_leave() -> None:
    assert share_out([30, 0], 60) == [30, 29]
    assert share_out([0, 0], 20) == [10, 9]


def test_widths_count_cells_of_the_screen() -> None:
    assert width_of("日本") == 4
    assert width_of("e\u0301") == 1
    assert head("日本語", 5) == "日本"
    assert tail("日本語", 3) == "語"
    assert field("日本語", 5, "left", True) == "日本…"
    assert field("日本語", 4, "left", True) == "日… "
    assert field("abcdef", 4, "right", True) == "…def"


def test_lines_break_after_blanks_and_in_words_that_are_too_long() -> None:
    assert wrap("one two three", 8) == ["one two ", "three"]
    assert wrap("abcdefghij k", 4) == ["abcd", "efgh", "ij k"]
    assert wrap("a\r\nb", 4) == ["a", "b"]
