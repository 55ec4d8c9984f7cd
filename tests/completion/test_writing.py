"""What is written for a candidate is what the parser reads back; and how candidates are ranked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glueshell.completion import CompletionContext, complete
from glueshell.completion.paths import PathCompleter
from glueshell.completion.quoting import open_quote, quote, read_back
from glueshell.completion.ranking import answering, common_prefix, grade, initials
from glueshell.completion.tab_expansion import command_completion, expand
from glueshell.language import ast as nodes
from glueshell.language import parse
from glueshell.objects.neutral import neutralise
from glueshell.objects.text import to_text
from tests.completion.fakes import View

QUOTES = ["", "'", '"', "\u2019", "\u201c"]
HARD = "ab '\"`$(){}@,;|&#-\u2018\u2019\u201c\u201d\x1b\n\t\u202e\u200b漢é\0"


def read(written: str) -> object:
    """The value of an argument as the parser reads it."""
    parsed = parse("x " + written)
    assert not parsed.errors, (written, parsed.errors)
    command = next(node for node in parsed.ast.descendants() if isinstance(node, nodes.CommandAst))
    elements = command.command_elements
    assert len(elements) == 2, written
    element = elements[1]
    assert isinstance(element, (nodes.ConstantExpressionAst, nodes.ExpandableStringExpressionAst)), written
    return element.value


@given(st.text(alphabet=HARD, min_size=1, max_size=12), st.sampled_from(QUOTES))
def test_what_is_written_is_read_back(text: str, opened: str) -> None:
    written = quote(text, opened)
    assert read(written) == text
    assert neutralise(written) == written, "nothing invisible stands on the line"


@given(st.text(alphabet=HARD, max_size=12), st.sampled_from(["'", '"']))
def test_a_half_written_argument_is_understood(text: str, opened: str) -> None:
    written = quote(text, opened)
    for cut in (written, written[:-1]):
        assert read_back(cut)[0] == text


@pytest.mark.parametrize(
    ("text", "opened", "wanted"),
    [
        ("Happy Frog", "", "'Happy Frog'"),
        ("Happy Frog", '"', '"Happy Frog"'),
        ("it's", "", "'it''s'"),
        ("it's", '"', '"it\'s"'),
        ("$5", '"', '"`$5"'),
        ("type", "", "type"),
        ("type", "'", "'type'"),
        ("a\x1b[2J", "", '"a`e[2J"'),
        ("a\u202eb", "'", '"a`u{202e}b"'),
        ("", "", "''"),
    ],
)
def test_quotes(text: str, opened: str, wanted: str) -> None:
    assert quote(text, opened) == wanted


def test_a_shared_beginning_stays_open() -> None:
    assert open_quote("Happy ") == "'Happy "
    assert open_quote("O'Brien ", "'") == "'O''Brien "


@pytest.mark.parametrize(
    ("word", "text", "wanted"),
    [
        ("Happy", "Happy", 0),
        ("Hap", "Happy", 1),
        ("hap", "Happy", 2),
        ("frog", "Happy Frog", 3),
        ("servers", "email-servers", 3),
        ("rog", "Happy Frog", 4),
        ("muller", "Müller", 5),
        ("MÜL", "müller", 2),
        ("hf", "Happy Frog", 6),
        ("gfa", "Get-FlexibleAsset", 6),
        ("x", "Happy Frog", None),
    ],
)
def test_grades(word: str, text: str, wanted: int | None) -> None:
    assert grade(word, text) == wanted


def test_order_is_kept_among_equals_and_loose_answers_come_last() -> None:
    def ordered(word: str, texts: list[str], strict: bool = False) -> list[str]:
        return [text for _, text in answering(word, texts, lambda text: (text,), strict=strict)]

    assert ordered("ha", ["Chart", "happy", "Harry", "Big Hat"]) == ["happy", "Harry", "Big Hat", "Chart"]
    assert ordered("", ["b", "a"]) == ["b", "a"]
    assert ordered("ha", ["Chart", "happy"], strict=True) == ["happy"]
    assert ordered("*hat", ["Chart", "Big Hat", "hats"]) == ["Big Hat", "hats"]
    assert ordered("[a", ["[acme] x", "acme"]) == ["[acme] x"], "a bracket that is not closed means itself"


def test_initials_and_common_prefix() -> None:
    assert initials("Happy Frog & Sons") == "hfs"
    assert common_prefix(["Happy Frog", "happy fish"]) == "Happy F"
    assert common_prefix(["a", "b"]) == "" == common_prefix([])


def test_tab_expansion_has_powershells_shape() -> None:
    text = "Test-Shape -Kind off"
    made = expand(parse(text), len(text), View())
    assert made.type_names[0] == "System.Management.Automation.CommandCompletion"
    assert (made.get("ReplacementIndex"), made.get("ReplacementLength"), made.get("CurrentMatchIndex")) == (17, 3, -1)
    matches: Any = made.get("CompletionMatches")
    (only,) = matches
    assert [only.get(name) for name in ("CompletionText", "ListItemText", "ToolTip")] == [
        "'Office 365'", "Office 365", "Office 365",
    ]  # fmt: skip
    assert to_text(only.get("ResultType")) == "ParameterValue"
    names: Any = command_completion(complete(parse("Test-Shape -Ki"), 14, View())).get("CompletionMatches")
    assert [found.get("CompletionText") for found in names] == ["-Kind"]


def test_paths(tmp_path: Path) -> None:
    (tmp_path / "Scripts").mkdir()
    for name in ("a.csv", "A b.csv", "a.txt", ".hidden.csv"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "Scripts" / "x.gsh").write_text("", encoding="utf-8")

    def offers(word: str, **options: object) -> list[str]:
        completer = PathCompleter(**options)  # type: ignore[arg-type]
        view = View()
        view.folder = str(tmp_path)
        return [item.text for item in completer(CompletionContext(word, view))]

    assert offers("a") == ["A b.csv", "a.csv", "a.txt"]
    assert offers("", endings=(".CSV",)) == ["A b.csv", "a.csv", "Scripts" + os.sep]
    assert offers("", only_folders=True) == ["Scripts" + os.sep]
    assert offers("Scripts/") == ["Scripts/x.gsh"]
    assert offers(".h") == [".hidden.csv"]
    assert offers("nowhere/x") == []
    assert offers("*.txt") == ["a.txt"]
