"""CSV: what is written is read again, and no cell runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glueshell.cmdlets.tables.csv_text import CsvReader, CsvWriter, neutralised, restored
from glueshell.objects.psobject import PSObject
from tests.formatting.running import Run

CELLS = st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
# A cell's leading blanks are lost outside quotes, as in PowerShell; quoted ones stay.
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5)


class _NoCmdlet:
    def write_warning(self, text: str) -> None:
        raise AssertionError(text)


def _read(text: str, *, restore: bool = False) -> list[list[object]]:
    reader = CsvReader(_NoCmdlet(), restore=restore)  # type: ignore[arg-type]
    return [list(item.properties.values()) for item in reader.feed(io.StringIO(text, newline=""))]


def _written(rows: list[list[str]], *, safe: bool) -> str:
    writer = CsvWriter(safe=safe)
    writer.columns(["a", "b"])
    return "\n".join([writer.header(), *(writer.line(PSObject(dict(zip("ab", row)))) for row in rows)]) + "\n"


@given(TABLES)
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    assert _read(_written(rows, safe=False)) == rows


@given(TABLES)
def test_neutralised_cells_are_restored(rows: list[list[str]]) -> None:
    assert _read(_written(rows, safe=True), restore=True) == rows


@given(st.one_of(CELLS, st.from_regex(r"'*[=+\-@\t\r].*", fullmatch=True)))
def test_a_cell_survives_being_neutralised(text: str) -> None:
    assert restored(neutralised(text)) == text


@given(TABLES)
def test_no_cell_begins_as_a_formula_unless_it_is_a_number(rows: list[list[str]]) -> None:
    for row in list(csv.reader(io.StringIO(_written(rows, safe=True), newline="")))[1:]:
        for cell in row:
            if cell[:1] in tuple("=+-@\t\r"):
                assert re.fullmatch(r"[+-]?[\d\s().,/%xXeEt+-]*", cell), cell


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_run_gets_a_quote(text: str) -> None:
    assert neutralised(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    ["-5", "+3.14", "-1,000.50", "+1 (555) 123-4567", "+44 20 7946 0958", "-12%", "-1e5", "+49-30/1234 x22", "a=b", ""],
)
def test_numbers_telephone_numbers_and_plain_text_stay(text: str) -> None:
    assert neutralised(text) == text


def test_only_text_is_neutralised_and_raw_turns_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Run("$o = [pscustomobject]@{ n = -5; t = '=x' }; $o | Export-Csv a.csv; $o | Export-Csv b.csv -Raw")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").split("\n")[1] == '"-5","\'=x"'
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").split("\n")[1] == '"-5","=x"'
    assert Run("(Import-Csv a.csv).t; (Import-Csv a.csv -Raw).t; (Import-Csv b.csv).t").objects == ["=x", "'=x", "=x"]


def test_convert_to_csv_leaves_formulas_alone() -> None:
    assert Run("[pscustomobject]@{ a = '=1' } | ConvertTo-Csv").objects == ['"a"', '"=1"']


def test_appending_begins_a_line_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text('"a"\n"1"', encoding="utf-8")
    Run("[pscustomobject]@{ a = 2 } | Export-Csv a.csv -Append")
    assert Run("(Import-Csv a.csv).a -join ','").objects == ["1,2"]


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("old", encoding="utf-8")
    Run(
        "try { 1, 2 | ForEach-Object { if ($_ -eq 2) { throw 'no' }; [pscustomobject]@{ a = $_ } } | Export-Csv a.csv }"
        " catch { }"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "old"


@settings(max_examples=20)
@given(TABLES)
def test_a_file_is_read_as_it_was_exported(rows: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run = Run("$null")
        run.engine.drives.files.folder = folder
        run.engine.set_variable("rows", [PSObject(dict(zip("ab", row))) for row in rows])
        run.engine.run("$rows | Export-Csv a.csv; Import-Csv a.csv", run.objects.append)
        assert [list(item.properties.values()) for item in run.objects if item is not None] == rows
