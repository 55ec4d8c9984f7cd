"""What a terminal gets that a pipe does not: lists where a table has no room, columns that give way, colours."""

from __future__ import annotations

import pytest

from glueshell.formatting import Formatter
from glueshell.formatting.columns import Column, property_column
from glueshell.formatting.directives import FormatEnd, FormatEntry, FormatStart, Shape
from glueshell.formatting.lines import Line
from glueshell.formatting.screen import Preferences
from glueshell.formatting.table import squeeze
from glueshell.objects.psobject import PSObject
from glueshell.objects.types.psstyle import PSStyle


class Wishes(Preferences):
    """A session that wants something else than the usual."""

    def __init__(self, limit: int = 4, style: PSStyle | None = None) -> None:
        self._limit = limit
        self._style = style

    def limit(self) -> int:
        return self._limit

    def style(self) -> PSStyle | None:
        return self._style


def shown(formatter: Formatter, *items: object, shape: Shape | None = None) -> list[str]:
    if shape is not None:
        items = (FormatStart(shape), *(FormatEntry(item) for item in items), FormatEnd())
    return [line for item in items for line in formatter.feed(item)] + formatter.finish()


def test_texts_that_differ_at_their_ends_are_cut_in_the_middle() -> None:
    texts = ["Test Organization - Happy Frog", "Test Organization - Quiet Otter", "Contoso Dental Group of Exeter"]
    items = [PSObject({"Organization": text, "Detail": "x" * 30}) for text in texts]
    shape = Shape("Table", [property_column("Organization"), property_column("Detail", width=30)])
    lines = shown(Formatter(40, folds=True), *items, shape=shape)
    cells = [str(line)[: str(line).index(" xxx")].rstrip() for line in lines if " xxx" in str(line)]
    assert cells[0].endswith("Frog") and cells[1].endswith("Otter") and "…" in cells[0]
    assert cells[2].endswith("…") and cells[2].startswith("Contoso")


def spans(line: str) -> list[tuple[str, str]]:
    assert isinstance(line, Line)
    return [(line[start:end], style) for start, end, style in line.spans]


WIDE = {"Name": "FROG-DC01", "Organization": "Happy Frog", "Type": "Server", "Serial": "SN-0001-2222-3333"}


def test_long_texts_give_way_before_a_column_is_hidden() -> None:
    record = PSObject({"Id": 1234567, "Notes": "n" * 60, "Name": "FROG-DC01"})
    lines = shown(Formatter(40, folds=True), record)
    assert lines[3] == "1234567 nnnnnnnnnnnnnnnnnnnnn… FROG-DC01"
    assert shown(Formatter(40), record)[3] == "1234567 nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn…"


def test_a_table_without_room_becomes_a_list() -> None:
    lines = shown(Formatter(30, folds=True), PSObject(WIDE), PSObject(WIDE))
    assert lines == ["", *["Name         : FROG-DC01", "Organization : Happy Frog", "Type         : Server",
                           "Serial       : SN-0001-2222-33", "               33", ""] * 2]  # fmt: skip


def test_rows_that_come_later_are_listed_too() -> None:
    formatter = Formatter(30, None, 1, folds=True)
    assert len(formatter.feed(PSObject(WIDE))) == 7
    assert formatter.feed(PSObject(WIDE))[0] == "Name         : FROG-DC01"


def test_off_a_terminal_nothing_folds() -> None:
    lines = shown(Formatter(30), PSObject(WIDE))
    assert [line.rstrip() for line in lines[1:4]] == [
        "Name      Organization Type", "----      ------------ ----", "FROG-DC01 Happy Frog   Server",
    ]  # fmt: skip


def test_a_wrapped_table_stays_one() -> None:
    lines = shown(Formatter(30, folds=True), PSObject(WIDE), shape=Shape("Table", wrap=True))
    assert lines[1].split()[0] == "Name"


@pytest.mark.parametrize(
    ("widths", "alignments", "room", "wanted"),
    [
        ([5, 30], ["left", "left"], 20, [5, 14]),
        ([30, 30], ["left", "left"], 41, [20, 20]),
        ([30, 12, 30], ["left", "left", "left"], 44, [16, 12, 14]),
        ([12, 30], ["right", "left"], 30, [12, 17]),
        ([12, 30], ["right", "left"], 20, None),
    ],
)
def test_the_widest_texts_give_way(
    widths: list[int], alignments: list[str], room: int, wanted: list[int] | None
) -> None:
    got = squeeze(widths, alignments, room)
    assert (got is None) == (wanted is None)
    if got is not None and wanted is not None:
        assert sum(got) == sum(wanted)
        assert max(abs(one - other) for one, other in zip(got, wanted)) <= 2


def test_headings_and_labels_are_coloured() -> None:
    table = shown(Formatter(40, coloured=True), PSObject({"Name": "a", "Age": 1}))
    assert spans(table[1]) == [("Name Age", "table.header")]
    assert spans(table[2]) == [("---- ---", "table.header")]
    listed = shown(Formatter(40, coloured=True), PSObject({"Name": "a"}), shape=Shape("List"))
    assert spans(listed[1]) == [("Name : ", "list.label")]


def test_a_cell_and_a_row_may_stand_out() -> None:
    def late(item: object, value: object) -> str:
        return "cell.late" if value == "2020" else ""

    columns = [property_column("Name"), property_column("Due", style=late)]
    shape = Shape("Table", columns, row_style=lambda item: "cell.dim" if item.get("Name") == "old" else "")
    rows = [PSObject({"Name": "new", "Due": "2020"}), PSObject({"Name": "old", "Due": "2020"})]
    lines = shown(Formatter(40, coloured=True), *rows, shape=shape)
    assert spans(lines[3]) == [("2020", "cell.late")]
    assert spans(lines[4]) == [("old ", "cell.dim"), ("2020", "cell.dim")]
    assert [line for line in shown(Formatter(40), *rows, shape=shape) if isinstance(line, Line)] == []


def test_a_list_line_may_stand_out() -> None:
    column = Column("Due", lambda item: "2020", style=lambda item, value: "cell.late")
    lines = shown(Formatter(40, coloured=True), PSObject({"a": 1}), shape=Shape("List", [column]))
    assert spans(lines[1]) == [("Due : ", "list.label"), ("2020", "cell.late")]


def test_changed_colours_of_the_session_are_used() -> None:
    style = PSStyle()
    style.formatting.put("TableHeader", "\x1b[35m")
    lines = shown(Formatter(40, coloured=True, preferences=Wishes(style=style)), PSObject({"Name": "a"}))
    assert spans(lines[1]) == [("Name", "\x1b[35m")]


def test_plain_text_has_no_colours() -> None:
    from glueshell.objects.enums import enum_value

    style = PSStyle()
    style.rendering = enum_value("System.Management.Automation.OutputRendering", 1)
    lines = shown(Formatter(40, coloured=True, preferences=Wishes(style=style)), PSObject({"Name": "a"}))
    assert [line for line in lines if isinstance(line, Line)] == []


def test_the_sessions_limit_holds_for_every_run() -> None:
    formatter = Formatter(40, preferences=Wishes(limit=2))
    assert shown(formatter, PSObject({"a": [1, 2, 3]}))[3] == "{1, 2…}"


def test_a_line_knows_its_parts() -> None:
    lines = shown(Formatter(40, coloured=True), PSObject({"Name": "a"}), shape=Shape("List"))
    assert isinstance(lines[1], Line)
    assert lines[1].parts() == [("list.label", "Name : "), ("", "a")]


def declared(*widths: int) -> Shape:
    names = ("Kind", "Name", "From")
    return Shape("Table", [property_column(name, width=width) for name, width in zip(names, widths, strict=True)])


def test_a_column_declared_wide_does_not_cost_another_its_text() -> None:
    row = PSObject({"Kind": "Cmdlet", "Name": "Get-It", "From": "glueshell"})
    lines = shown(Formatter(40, folds=True), row, shape=declared(10, 30, 0))
    assert lines[3] == f"Cmdlet     {'Get-It':19} glueshell"
    assert "glueshell" not in shown(Formatter(40), row, shape=declared(10, 30, 0))[3]
    assert shown(Formatter(80, folds=True), row, shape=declared(10, 30, 0))[3] == f"Cmdlet     {'Get-It':30} glueshell"


def test_room_that_is_left_is_kept_for_longer_texts_of_later_rows() -> None:
    rows = [{"Id": at, "Name": "a" * (2 * at), "Type": "t" * 9, "Day": "2026-01-01"} for at in range(1, 9)]
    formatter = Formatter(80, None, 4, folds=True)
    lines = [line for row in rows for line in formatter.feed(PSObject(row))]
    lines += formatter.feed(PSObject({"Id": 9, "Name": "n" * 30, "Type": "t" * 9, "Day": "2026-01-01"}))
    # Names differ in length and get more; types and days are all alike and do not.
    assert lines[3] == f" 1 {'aa':32} ttttttttt 2026-01-01"
    assert lines[-1] == f" 9 {'n' * 30:32} ttttttttt 2026-01-01"


def test_a_list_that_is_whole_is_as_narrow_as_it_can_be() -> None:
    rows = [PSObject({"Name": "a" * at, "Day": "2026-01-01"}) for at in (1, 9)]
    assert shown(Formatter(80, None, 4, folds=True), *rows)[3] == "a         2026-01-01"


def test_a_column_that_every_row_has_told_already_is_left_out() -> None:
    def told(item: object) -> bool:
        return isinstance(item, PSObject) and item.get("Owner") == "Frog"

    shape = Shape("Table", [property_column("Name"), property_column("Owner", told=told)])
    ours, theirs = PSObject({"Name": "a", "Owner": "Frog"}), PSObject({"Name": "b", "Owner": "Newt"})
    assert shown(Formatter(40), ours, ours, shape=shape)[1].split() == ["Name"]
    assert shown(Formatter(40), ours, theirs, shape=shape)[3:5] == ["a    Frog", "b    Newt"]
