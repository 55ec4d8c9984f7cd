"""The words after a script's name, and the rows of a file, as the parameters that the script declares."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from glueshell.assembly.wiring import bare_engine
from glueshell.engine.errors import ParseFailure
from glueshell.engine.functions import FunctionCommand
from glueshell.session.errors import InputError
from glueshell.session.script_rows import DONE, FAILED, UNKNOWN, Results, Row, RowResult, StaleRows, read_rows, summary
from glueshell.session.scripts import (
    ScriptArguments,
    examples,
    find_script,
    load_script,
    missing_parameters,
    script_arguments,
)
from glueshell.shell.plain import PlainHost

PARAMETERS = """param(
    [Parameter(Mandatory)][Organization]$Organization,
    [string]$FirstName = 'Ann',
    [string[]]$Domain,
    [Contact[]]$Contact,
    [int]$Count,
    [switch]$Force,
    [string]$Password
)
"""


@pytest.fixture
def script(tmp_path: Path) -> FunctionCommand:
    """A script with a parameter of every kind."""
    return made(tmp_path, PARAMETERS)


def made(folder: Path, text: str, name: str = "onboarding.gsh") -> FunctionCommand:
    """A script file as a command."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    host = PlainHost(io.StringIO(), io.StringIO(), environ={})
    return load_script(bare_engine(host), path)


def named(script: FunctionCommand, *words: str) -> dict[str, Any]:
    """What the words give by name."""
    return dict(script_arguments(words, script).named.items())


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["-Organization", "Blue Newt"], {"Organization": "Blue Newt"}),
        (["-organization:Blue Newt"], {"Organization": "Blue Newt"}),
        (["-Org", "x", "-Force"], {"Organization": "x", "Force": True}),
        (["-Force", "Blue Newt"], {"Force": True}),
        (["-Force:$false"], {"Force": False}),
        (["-Count", "-5"], {"Count": "-5"}),
        (["-FirstName:-x"], {"FirstName": "-x"}),
        (["-FirstName", "a,b"], {"FirstName": "a,b"}),
        (["-FirstName", "$null"], {"FirstName": None}),
        (["-Domain", "a.example,b.example"], {"Domain": ["a.example", "b.example"]}),
        (["-Domain", "a", "-Domain", "b,c"], {"Domain": ["a", "b", "c"]}),
        (["-Contact", "'Kub, Reynolds' , \"O'Brien\""], {"Contact": ["Kub, Reynolds", "O'Brien"]}),
        (["-Domain", "O'Brien,'',x"], {"Domain": ["O'Brien", "", "x"]}),
        (["-Domain", ""], {"Domain": [""]}),
        (["--", "-Force"], {}),
    ],
)
def test_words_become_parameters(script: FunctionCommand, words: list[str], wanted: dict[str, object]) -> None:
    assert named(script, *words) == wanted


def test_words_without_a_name_keep_their_order(script: FunctionCommand) -> None:
    assert script_arguments(["Blue Newt", "-Force", "Ann", "--", "-x"], script).others == ["Blue Newt", "Ann", "-x"]


@pytest.mark.parametrize(
    ("words", "error", "advice"),
    [
        (["-Organisation", "x"], "UnknownScriptParameter", "Did you mean -Organization?"),
        (["-Zebra", "x"], "UnknownScriptParameter", "-Organization, -FirstName"),
        (["-F", "x"], "AmbiguousScriptParameter", ""),
        (["-Organization"], "NoScriptValue", "-Organization:VALUE"),
        (["-FirstName", "-Force"], "NoScriptValue", ""),
        (["-FirstName", "a", "-FirstName", "b"], "ScriptValueTwice", ""),
    ],
)
def test_what_is_wrong_is_said_with_what_is_right(
    script: FunctionCommand, words: list[str], error: str, advice: str
) -> None:
    with pytest.raises(InputError) as caught:
        script_arguments(words, script)
    assert (caught.value.error_id, caught.value.exit_status) == (error, 2)
    assert advice in (caught.value.suggestion or "") + caught.value.message


def test_every_script_understands_what_if_confirm_and_verbose(tmp_path: Path) -> None:
    given = script_arguments(["-WhatIf", "-Confirm:$false", "-Verbose"], made(tmp_path, "param($Name)"))
    assert given.what_if and len(given.named) == 0
    assert given.preferences == {
        "WhatIfPreference": True, "ConfirmPreference": "None", "VerbosePreference": "Continue",
    }  # fmt: skip
    own = made(tmp_path, "param([switch]$WhatIf)", "own.gsh")
    assert named(own, "-WhatIf") == {"WhatIf": True}


def test_a_script_without_parameters_keeps_every_word(tmp_path: Path) -> None:
    given = script_arguments(["-Depth", "3", "-All", "x"], made(tmp_path, "$args"))
    assert dict(given.named.items()) == {"Depth": "3", "All": "x"}


def test_what_is_missing_is_known_before_it_runs(script: FunctionCommand) -> None:
    def missing(*words: str) -> list[str]:
        given = script_arguments(words, script)
        return [parameter.name for parameter in missing_parameters(script.parameters, given.named, len(given.others))]

    assert missing("-Force") == ["Organization"]
    assert missing("-Organization", "x") == missing("x") == []


def test_a_script_is_found_by_path_and_an_example_by_name(tmp_path: Path) -> None:
    (tmp_path / "mine.gsh").write_text("1", encoding="utf-8")
    assert find_script("mine.gsh", str(tmp_path)) == tmp_path / "mine.gsh"
    assert find_script("api-email-example").name == "api-email-example.gsh" and len(examples()) > 1
    with pytest.raises(InputError, match=r"There is no file nothing\.gsh") as caught:
        find_script("nothing.gsh", str(tmp_path))
    assert "api-email-example" in (caught.value.suggestion or "")


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    engine = bare_engine(PlainHost(io.StringIO(), io.StringIO(), environ={}))
    (tmp_path / "odd.gsh").write_bytes(b"'\xff'")
    with pytest.raises(InputError, match="not text in UTF-8 \\(byte 2\\)"):
        load_script(engine, tmp_path / "odd.gsh")
    (tmp_path / "broken.gsh").write_text("if (", encoding="utf-8")
    with pytest.raises(ParseFailure):
        load_script(engine, tmp_path / "broken.gsh")


# -- rows ------------------------------------------------------------------------------------------------------------


def rows_of(folder: Path, script: FunctionCommand, text: str, *words: str) -> list[Row]:
    path = folder / "orgs.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    return read_rows(path, script, script_arguments(words, script))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_are_parameters_in_any_spelling(script: FunctionCommand, tmp_path: Path, separator: str) -> None:
    lines = ["organization,First Name,DOMAIN,force,count", "Blue Newt,Zoë,a|b,yes,3", "", "Red Fox,,,no,"]
    text = "\r\n".join(lines).replace(",", separator).replace("a|b", '"a,b"')
    rows = rows_of(tmp_path, script, text)
    assert [(row.number, row.name) for row in rows] == [(1, "Blue Newt"), (2, "Red Fox")]
    wanted = {"Organization": "Blue Newt", "FirstName": "Zoë", "Domain": ["a", "b"], "Force": True, "Count": "3"}
    assert dict(rows[0].values.items()) == wanted
    assert dict(rows[1].values.items()) == {"Organization": "Red Fox", "Force": False}


@pytest.mark.parametrize(
    ("text", "words", "error"),
    [
        ("Organisation\nx", [], "UnknownColumn"),
        ("Organization,Zebra\nx,y", [], "UnknownColumn"),
        ("Organization,\nx,y", [], "ColumnWithoutName"),
        ("Organization,organization\nx,y", [], "ColumnTwice"),
        ("Organization,Count\nx,1", ["-Count", "2"], "ColumnAndArgument"),
        ("Count\n1", [], "MissingScriptValues"),
        ("Organization\nx,y", [], "RowTooLong"),
        ("Organization,Force\nx,perhaps", [], "BadRow"),
        ('Organization\n"x', [], "BadRow"),
        ("Organization\n", [], "NoRows"),
        ("", [], "NoRows"),
    ],
)
def test_a_wrong_file_is_refused_before_the_first_row(
    script: FunctionCommand, tmp_path: Path, text: str, words: list[str], error: str
) -> None:
    with pytest.raises(InputError) as caught:
        rows_of(tmp_path, script, text, *words)
    assert (caught.value.error_id, caught.value.exit_status) == (error, 2)


def test_a_column_that_is_nearly_right_is_told_the_nearest(script: FunctionCommand, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has a column 'Organisation', and") as caught:
        rows_of(tmp_path, script, "Organisation\nx")
    assert caught.value.suggestion == "Did you mean Organization?"


def test_a_secret_does_not_name_a_row(script: FunctionCommand, tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, script, "Password,Organization\nhunter22,x")
    assert row.name == "•••" and row.values["Password"] == "hunter22"


def row(number: int, name: str = "x") -> Row:
    return Row(number, name, ScriptArguments().named)


def test_results_are_added_row_by_row_and_taken_up_again(tmp_path: Path) -> None:
    path, rows = tmp_path / "orgs.results.csv", [row(1, "=cmd()"), row(2, "two\nlines"), row(3), row(4)]
    results = Results(path, rows, resume=False)
    results.append(RowResult(rows[0], DONE, 0, created=["7", "8"], urls=["https://x.example/7"]))
    results.append(RowResult(rows[1], FAILED, 2, error='no "such" thing, sorry'))
    results.append(RowResult(rows[2], UNKNOWN, 6))
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text(encoding="utf-8")
    assert text.startswith("Row,Name,Status,ExitStatus,Created,Url,Finished,Error\n1,'=cmd(),done,0,7 8,https")
    # A process that was killed in the middle of a line.
    path.write_bytes(path.read_bytes() + b"4,x,do")
    again = Results(path, rows, resume=True)
    assert (again.done, again.unknown) == ({1}, {3})
    again.append(RowResult(rows[1], DONE, 0))
    assert Results(path, rows, resume=True).done == {1, 2}


def test_results_of_an_earlier_run_are_never_lost(tmp_path: Path) -> None:
    path, rows = tmp_path / "r.csv", [row(1, "Blue Newt")]
    Results(path, rows, resume=False).append(RowResult(rows[0], DONE, 0))
    with pytest.raises(InputError, match="is there already"):
        Results(path, rows, resume=False)
    with pytest.raises(StaleRows, match="row 1 was 'Blue Newt', and is now Red Fox") as caught:
        Results(path, [row(1, "Red Fox")], resume=True)
    assert caught.value.exit_status == 5
    path.write_text("Name\nx\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no results"):
        Results(path, rows, resume=True)


def test_the_status_of_the_whole() -> None:
    def whole(*statuses: int, **skipped: int) -> int:
        kinds = {0: DONE, 6: UNKNOWN}
        ended = [RowResult(row(1), kinds.get(each, FAILED), each) for each in statuses]
        return summary(ended, {name.replace("_", " "): count for name, count in skipped.items()})[0]

    assert whole(0, 0) == whole() == whole(0, done_before=3) == whole(done_before=3) == 0
    assert whole(0, 4) == whole(4, done_before=1) == whole(0, not_run=2) == whole(unknown_before=1) == 7
    assert whole(4, 2) == 4 and whole(6) == 6 and whole(0, 130) == 130
    assert summary([RowResult(row(1), FAILED, 2)], {"not run": 3})[1] == "0 done, 1 failed, 3 not run."
