"""The look at the line once the keys rest: what is marked, how long it stays, that it never disturbs the typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from glueshell.completion.candidates import CompletionContext
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.parameters import Parameter
from glueshell.language import parse
from glueshell.shell.checking import LineChecker
from glueshell.shell.lexer import KnownNames, TokenLexer
from glueshell.shell.parsed import ParseCache
from tests.completion.fakes import View
from tests.shell.driving import CTRL_C, Person, edit, editor, terminal


class Loop:
    """An event loop that runs when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []
        self.threads: list[Callable[[], object]] = []

    def call_later(self, delay: float, callback: Callable[[], object]) -> Any:
        self.waiting = [callback]
        return self

    def cancel(self) -> None:
        self.waiting = []

    def call_soon_threadsafe(self, callback: Callable[[], object]) -> Any:
        callback()

    def run_in_executor(self, executor: None, function: Callable[[], object]) -> Any:
        self.threads.append(function)

    def rest(self) -> None:
        """Let everything happen that waits for the keys to rest."""
        while self.waiting or self.threads:
            due, self.waiting, self.threads = [*self.waiting, *self.threads], [], []
            for callback in due:
                callback()


class Line:
    """A line that is typed, its checker, and how often something new was to be seen."""

    def __init__(self) -> None:
        self.text = ""
        self.seen = 0
        self.loop = Loop()
        self.parsed = ParseCache(parse)
        self.view = View()
        self.checker = LineChecker(self.parsed, self.view, cursor=lambda: (self.text, len(self.text)), changed=self.see)

    def see(self) -> None:
        self.seen += 1

    def type(self, text: str) -> None:
        self.text = text
        self.checker.touch(self.loop)

    def marked(self) -> list[str]:
        return [self.text[mark.start : mark.end] for mark in self.checker.marks(self.text)]


def test_nothing_is_marked_before_the_keys_rest() -> None:
    line = Line()
    line.type("Test-Shape -Wrong 1 ")
    assert line.marked() == []
    line.loop.rest()
    assert line.marked() == ["-Wrong"]
    assert line.seen == 1


def test_a_mark_stays_while_the_line_goes_on_behind_it_and_goes_when_it_is_changed() -> None:
    line = Line()
    line.type("Test-Shape -Wrong 1 ")
    line.loop.rest()
    line.type("Test-Shape -Wrong 1 -F")
    assert line.marked() == ["-Wrong"]
    line.type("Test-Shape -Wron")
    assert line.marked() == []


def test_a_command_is_loaded_elsewhere_before_it_is_looked_at() -> None:
    line = Line()
    line.type("Test-Shape -Wrong 1 ")
    (due,) = line.loop.waiting
    line.loop.waiting = []
    due()
    assert line.marked() == [] and len(line.loop.threads) == 1
    line.loop.rest()
    assert line.marked() == ["-Wrong"]
    line.type("Test-Shape -Other 1 ")
    (due,) = line.loop.waiting
    due()
    assert line.marked() == ["-Other"] and not line.loop.threads


class Failing:
    """A completer whose check fails."""

    def __call__(self, context: CompletionContext) -> Sequence[str]:
        return ()

    def refuses(self, context: CompletionContext) -> str | None:
        raise LookupError("nothing is there")


class SetFailing(Cmdlet):
    """Has a parameter that cannot be checked."""

    name = "Set-Failing"
    kind = Parameter("string", position=0, completer=Failing())


def test_a_check_that_fails_costs_nothing() -> None:
    line = Line()
    line.view.commands.add(SetFailing)
    line.type("Set-Failing nothing -Wrong")
    line.loop.rest()
    assert line.marked() == [] and line.text == "Set-Failing nothing -Wrong"


def test_what_is_wrong_is_coloured_and_the_text_is_painted_anew() -> None:
    line = Line()
    lexer = TokenLexer(line.parsed, KnownNames(lambda: line.view.commands), line.checker)
    before = lexer.invalidation_hash()
    line.type("Test-Shape -Wrong 1 ")
    line.loop.rest()
    assert lexer.invalidation_hash() != before
    styled = {text: style for style, text in lexer.pieces(line.text)}
    assert "token.wrong" in styled["-Wrong"]
    assert "token.wrong" not in styled["Test-Shape"]


def test_a_function_of_the_same_text_is_known() -> None:
    line = Line()
    lexer = TokenLexer(line.parsed, KnownNames(lambda: line.view.commands))
    styled = {text: style for style, text in lexer.pieces("function Get-Mine { 1 }; Get-Mine; Get-Yours 1")}
    assert styled["Get-Mine"] == "class:token.command"
    assert styled["Get-Yours"] == "class:token.command.unknown"


def test_the_toolbar_says_what_is_wrong_and_the_line_shows_where() -> None:
    async def steps(person: Person) -> None:
        await person.press("Test-Shape -Wrong 1 ")
        line_editor.checker.look()
        assert any("-Wrong." in row for row in person.screen[1:])
        assert person.application.renderer.last_rendered_screen is not None
        cells = person.application.renderer.last_rendered_screen.data_buffer[0]
        at = person.screen[0].index("-Wrong")
        assert all("token.wrong" in cells[column].style for column in range(at, at + 6))
        assert "token.wrong" not in cells[at - 2].style
        await person.press(CTRL_C)

    with terminal() as host, pytest.raises(KeyboardInterrupt):
        line_editor = editor(host)
        edit(line_editor, steps)
