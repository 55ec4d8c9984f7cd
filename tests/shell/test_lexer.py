"""Colour: which piece of a line looks how."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from prompt_toolkit.document import Document

from glueshell.language import parse
from glueshell.shell.lexer import KnownNames, TokenLexer
from glueshell.shell.parsed import ParseCache
from tests.completion.fakes import GetOrganization, View


def lexer(view: View | None = None) -> TokenLexer:
    shown = view or View()
    return TokenLexer(ParseCache(parse), KnownNames(lambda: shown.commands))


def looks(text: str) -> list[str]:
    """The styled pieces as `name:text`, unstyled ones left out."""
    found = []
    for style, piece in lexer().pieces(text):
        name = " ".join(part.removeprefix("class:token.") for part in style.split())
        if name and piece.strip():
            found.append(f"{name}:{piece}")
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Get-Organization -First 3", ["command:Get-Organization", "parameter:-First", "number:3"]),
        ("orgs | Select-Things", ["command:orgs", "command:Select-Things"]),
        ("Get-Orgs x", ["command.unknown:Get-Orgs"]),
        ("Get-Orgs", ["command.unknown:Get-Orgs"]),
        ("Get-Org", []),
        ("Get-Org x", ["command.unknown:Get-Org"]),
        ("$x = 'a'", ["variable:$x", "operator:=", "string:'a'"]),
        ('"a $x b"', ['string:"a ', "variable:$x", 'string: b"']),
        ('"a $(orgs) b"', ['string:"a ', "command:orgs", 'string: b"']),
        ("if ($x) { 1 } # no", ["keyword:if", "variable:$x", "number:1", "comment:# no"]),
        ("[int]$x", ["type:int", "variable:$x"]),
        ("$x -eq 1", ["variable:$x", "operator:-eq", "number:1"]),
        ("./script.gsh", ["command:./script.gsh"]),
    ],
)
def test_pieces(text: str, wanted: list[str]) -> None:
    assert looks(text) == wanted


def test_errors_are_underlined_unless_the_line_is_just_not_complete() -> None:
    assert any("error" in style for style, _ in lexer().pieces("1 +* 2"))
    assert not any("error" in style for style, _ in lexer().pieces("if ($x) {"))


def test_a_command_that_comes_later_is_known_then() -> None:
    view = View()
    names = KnownNames(lambda: view.commands)
    assert not names.knows("Get-Later")

    class GetLater(GetOrganization):
        """Comes later."""

        name = "Get-Later"

    view.commands.add(GetLater)
    assert names.knows("get-later")


def test_the_pieces_are_the_text() -> None:
    for text in ('"a $($x.y) b" | foo', "@{a=1\nb='x'}", "1 +* 2", "'open", 'x "$(', "", "\n\n"):
        assert "".join(piece for _, piece in lexer().pieces(text)) == text


def test_lines_keep_their_length_and_hold_no_hostile_character() -> None:
    text = "'a\u202eb'\n'c\u200b'"
    lines: Callable[[int], Any] = lexer().lex_document(Document(text))
    shown = ["".join(piece for _, piece in lines(number)) for number in range(2)]
    assert [len(line) for line in shown] == [len(line) for line in text.split("\n")]
    assert "\u202e" not in shown[0] and "\u200b" not in shown[1]


def test_texts_are_parsed_once_while_they_are_remembered() -> None:
    cache = ParseCache(parse)
    first = cache.get("1")
    assert cache.get("1") is first
    for number in range(20):
        cache.get(str(number))
    assert cache.get("1") is not first
    assert cache.count == 21, "ten digits and more, 1 once more"
