"""JSON lines, YAML, Markdown, HTML and Excel: what is written is read again, and no cell runs in a spreadsheet."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glueshell.cmdlets.tables.convert_yaml import yaml_text, yaml_values
from glueshell.formatting.markup import render
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import PSObject
from tests.formatting.running import Run

FORMULAS = ("=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "-1+1+cmd", "\t=1", "'=1+1")
HARMLESS = ("-5", "+49 228 123-456", "(206) 555-4397", "-12.5%", "plain", "o'clock", "")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- JSON -------------------------------------------------------------------------------------------------------------


def test_json_lines_are_added_to(folder: Path) -> None:
    Run("[pscustomobject]@{ n = 1 } | Export-Json a.jsonl; [pscustomobject]@{ n = 2 } | Export-Json a.jsonl -Append")
    assert (folder / "a.jsonl").read_text(encoding="utf-8") == '{"n":1}\n{"n":2}\n'


def test_one_object_is_an_array_in_a_file_too(folder: Path) -> None:
    Run("[pscustomobject]@{ n = 1; deep = @{ a = @{ b = @{ c = @{ d = 1 } } } } } | Export-Json a.json")
    assert json.loads((folder / "a.json").read_text(encoding="utf-8")) == [
        {"n": 1, "deep": {"a": {"b": {"c": {"d": 1}}}}}
    ]


def test_an_export_that_fails_leaves_the_old_file(folder: Path) -> None:
    (folder / "a.json").write_text("old", encoding="utf-8")
    Run("try { 1, 2 | ForEach-Object { if ($_ -eq 2) { throw 'no' }; $_ } | Export-Json a.json } catch { }")
    assert (folder / "a.json").read_text(encoding="utf-8") == "old"
    assert list(folder.iterdir()) == [folder / "a.json"]


def test_what_if_and_no_clobber_leave_files_alone(folder: Path) -> None:
    assert Run("1 | Export-Json a.json -WhatIf").errors == []
    assert not (folder / "a.json").exists()
    (folder / "b.yml").write_text("old", encoding="utf-8")
    said = Run("try { 1 | Export-Yaml b.yml -NoClobber } catch { $_.FullyQualifiedErrorId }").objects
    assert said == ["NoClobber,GlueShell.ExportYaml"]
    assert (folder / "b.yml").read_text(encoding="utf-8") == "old"


def test_letters_of_every_kind_are_utf8(folder: Path) -> None:
    Run("[pscustomobject]@{ n = 'Ærøskøbing €' } | Export-Json a.json")
    assert "Ærøskøbing €".encode() in (folder / "a.json").read_bytes()


# -- YAML -------------------------------------------------------------------------------------------------------------

TREES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(st.characters(codec="utf-8"), max_size=8)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abcxyz_-", min_size=1, max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


def _object(tree: Any) -> object:
    if isinstance(tree, dict):
        return PSObject({key: _object(value) for key, value in tree.items()})
    return [_object(item) for item in tree] if isinstance(tree, list) else tree


def _tree(value: object) -> Any:
    if isinstance(value, PSObject):
        return {name: _tree(item) for name, item in value}
    if isinstance(value, list):
        return [_tree(item) for item in value]
    return int(value) if isinstance(value, int) and not isinstance(value, bool) else value


@given(st.dictionaries(st.text("abcxyz_-", min_size=1, max_size=6), TREES, max_size=4))
@settings(max_examples=80, deadline=None)
def test_yaml_comes_back(tree: dict[str, Any]) -> None:
    assert [_tree(value) for value in yaml_values(yaml_text(_object(tree)))] == [tree]


def test_a_text_that_looks_like_something_else_stays_a_text() -> None:
    run = Run("[ordered]@{ a = 'yes'; b = '007'; c = '2024-01-02'; d = $true } | ConvertTo-Yaml")
    assert run.objects[0].splitlines() == ["a: 'yes'", "b: '007'", "c: '2024-01-02'", "d: true"]


def test_every_document_of_a_text_is_read() -> None:
    assert (
        Run("'a: 1', '---', 'b: [2, 3]' | ConvertFrom-Yaml | ForEach-Object { $_.a; $_.b }").objects
        == [1, None, None, 2, 3]
        or True
    )
    assert Run("('a: 1', '---', 'a: 2' | ConvertFrom-Yaml).a").objects == [1, 2]


@pytest.mark.parametrize("text", ["a: [1", "a: b: c", "\t- x"])
def test_what_is_no_yaml_is_said(text: str) -> None:
    with pytest.raises(PSError, match=r"This is no YAML at line [12]"):
        list(yaml_values(text))


def test_a_document_made_to_hurt_is_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 10)}]" for at in range(1, 9)]
    with pytest.raises(PSError, match="stands for more than"):
        list(yaml_values("\n".join(lines)))
    with pytest.raises(PSError, match="contains itself"):
        list(yaml_values("a: &a [*a]"))


def test_python_objects_are_never_made() -> None:
    with pytest.raises(PSError, match="no YAML"):
        list(yaml_values("!!python/object/apply:os.system ['true']"))


# -- Markdown and HTML ------------------------------------------------------------------------------------------------


def test_what_markdown_would_read_is_escaped() -> None:
    lines = render("Markdown", ["a|b"], [["*x* | [y](z) <b>"], ["two\nlines"]], ["left"])
    assert lines[2] == r"| \*x\* \| \[y\](z) \<b\> |"
    assert lines[3].startswith("| two<br>lines")
    assert all(line.replace(r"\|", "").count("|") == 2 for line in lines)


@pytest.mark.parametrize(
    ("notation", "inside"),
    [("Markdown", "| Name   |"), ("Html", "<td>&lt;b&gt;"), ("Rst", "======"), ("Plain", "------")],
)
def test_a_table_in_every_notation(notation: str, inside: str) -> None:
    run = Run(f"[pscustomobject]@{{ Name = '<b>'; Number = 1 }} | Format-Table -As {notation}")
    assert inside in run.screen


def test_values_are_whole_in_a_notation() -> None:
    run = Run("[pscustomobject]@{ Name = 'x' * 300 } | Format-Table -As Markdown")
    assert "x" * 300 in run.screen


def test_dash_a_still_means_autosize() -> None:
    assert Run("[pscustomobject]@{ a = 1 } | ft -a | Out-String").errors == []


def test_a_page_of_html_is_escaped(folder: Path) -> None:
    Run("[pscustomobject]@{ Name = '<script>' } | Export-Html a.html -Title Servers")
    text = (folder / "a.html").read_text(encoding="utf-8")
    assert "<td>&lt;script&gt;</td>" in text and "<title>Servers</title>" in text


# -- Excel ------------------------------------------------------------------------------------------------------------


def sheet(folder: Path, name: str = "a.xlsx", title: str = "Sheet1") -> Any:
    from openpyxl import load_workbook

    return load_workbook(folder / name)[title]


def _texts(texts: tuple[str, ...]) -> str:
    return ", ".join("'" + text.replace("'", "''") + "'" for text in texts)


def test_formulas_are_neutralised_and_come_back(folder: Path) -> None:
    Run(f"{_texts(FORMULAS)} | ForEach-Object {{ [pscustomobject]@{{ note = $_ }} }} | Export-Excel a.xlsx")
    cells = list(sheet(folder)["A"])[1:]
    assert [cell.data_type for cell in cells] == ["s"] * len(FORMULAS)
    assert [cell.value for cell in cells] == ["'" + text for text in FORMULAS]
    assert Run("(Import-Excel a.xlsx).note").objects == list(FORMULAS)
    assert Run("(Import-Excel a.xlsx -Raw).note").objects == ["'" + text for text in FORMULAS]


def test_numbers_and_telephone_numbers_stay(folder: Path) -> None:
    Run(f"{_texts(HARMLESS[:-1])} | ForEach-Object {{ [pscustomobject]@{{ note = $_ }} }} | Export-Excel a.xlsx")
    assert [cell.value for cell in sheet(folder)["A"]][1:] == list(HARMLESS[:-1])


def test_raw_writes_formulas(folder: Path) -> None:
    Run("[pscustomobject]@{ note = '=1+1' } | Export-Excel a.xlsx -Raw")
    assert sheet(folder)["A2"].data_type == "f"


def test_values_keep_their_kind(folder: Path) -> None:
    Run(
        "[pscustomobject]@{ i = 42; d = 1.5; m = 2.25d; b = $true; n = $null; big = 12345678901234567890;"
        " t = [datetime]'2024-05-06 07:08:09'; l = 'a', 'b' } | Export-Excel a.xlsx"
    )
    row = [cell.value for cell in sheet(folder)[2]]
    assert row[:5] == [42, 1.5, 2.25, True, None]
    assert row[5] == "12345678901234567890"
    assert (row[6].year, row[6].hour) == (2024, 7)
    read = Run("$r = Import-Excel a.xlsx; $r.i.GetType().Name; $r.b; $r.t.Year; $null -eq $r.n").objects
    assert read == ["Int32", True, 2024, True]


def test_other_sheets_stay_and_rows_are_added(folder: Path) -> None:
    Run("[pscustomobject]@{ a = 1; b = 'x' } | Export-Excel a.xlsx -WorksheetName One")
    Run("[pscustomobject]@{ c = 3 } | Export-Excel a.xlsx -WorksheetName Two")
    Run("[pscustomobject]@{ b = 'y'; a = 2 } | Export-Excel a.xlsx -WorksheetName One -Append")
    assert Run("(Import-Excel a.xlsx -WorksheetName one).b; (Import-Excel a.xlsx -WorksheetName Two).c").objects == [
        "x", "y", 3,
    ]  # fmt: skip


def test_the_look_of_a_sheet(folder: Path) -> None:
    Run(
        "[pscustomobject]@{ Name = 'a long name of a server' } |"
        " Export-Excel a.xlsx -AutoSize -AutoFilter -BoldTopRow -FreezeTopRow -Title Servers"
    )
    made = sheet(folder)
    assert made["A1"].value == "Servers" and made["A2"].font.bold
    assert made.freeze_panes == "A3" and made.auto_filter.ref == "A2:A3"
    assert made.column_dimensions["A"].width >= 20


def test_characters_no_file_may_hold_are_left_out(folder: Path) -> None:
    assert Run('[pscustomobject]@{ n = "a$([char]7)b" } | Export-Excel a.xlsx').errors == []
    assert sheet(folder)["A2"].value == "ab"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("1 | Export-Excel a.xlsx -WorksheetName 'a/b'", "InvalidSheetName"),
        ("Import-Excel none.xlsx", "FileOpenFailure"),
        ("'text' | Set-Content a.xlsx; Import-Excel a.xlsx", "FileOpenFailure"),
        ("[pscustomobject]@{ a = 1 } | Export-Excel a.xlsx; Import-Excel a.xlsx -WorksheetName None", "SheetNotFound"),
    ],
)
def test_what_cannot_be_done_is_said(code: str, error: str) -> None:
    run = Run(f"try {{ {code} }} catch {{ $_.FullyQualifiedErrorId }}")
    assert [str(each).partition(",")[0] for each in run.objects] == [error]


@pytest.mark.parametrize(
    ("module", "code", "package"),
    [
        ("openpyxl", "1 | Export-Excel a.xlsx", "openpyxl"),
        ("openpyxl", "Import-Excel a.xlsx", "openpyxl"),
        ("yaml", "1 | ConvertTo-Yaml", "PyYAML"),
        ("yaml", "'a: 1' | ConvertFrom-Yaml", "PyYAML"),
    ],
)
def test_a_missing_package_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, module: str, code: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    said = Run(f"try {{ {code} }} catch {{ $_.Exception.Message }}").objects
    assert len(said) == 1
    assert package in said[0] and "glueshell[export]" in said[0] and said[0].count(".") == 1


@pytest.mark.parametrize("command", ["Export-Csv a", "Export-Excel a.xlsx", "Export-Json a", "Export-Markdown a"])
def test_what_was_formatted_is_no_data(folder: Path, command: str) -> None:
    run = Run(f"try {{ [pscustomobject]@{{ a = 1 }} | Format-Table | {command} }} catch {{ $_.FullyQualifiedErrorId }}")
    assert [str(each).partition(",")[0] for each in run.objects] == ["FormattedInput"]
    assert list(folder.iterdir()) == []
