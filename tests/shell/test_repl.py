"""The loop: what it runs, what it shows, and what it survives."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from typing import Any

import pytest

from glueshell.engine.signals import BreakSignal, ExitSignal, Interrupted
from glueshell.language import parse
from glueshell.shell import repl as repl_module
from glueshell.shell.editor import Editor
from glueshell.shell.interruption import interruptible
from glueshell.shell.parsed import ParseCache
from glueshell.shell.repl import Repl, loop
from glueshell.shell.welcome import farewell_lines, welcome_lines
from tests.completion.fakes import View
from tests.shell.driving import CTRL_C, CTRL_D, ENTER, F1, Kept, Paper, Person, drive, editor, recorded

Behaviour = Callable[[str, Callable[[object], None]], None]


class FakeEngine:
    """Does for each text what the test says."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.ran: list[str] = []

    def run(self, parsed: Any, sink: Callable[[object], None]) -> None:
        """Run a text."""
        self.ran.append(parsed.text)
        self.behaviour(parsed.text, sink)


class Formatter:
    """Shows each object when the next one comes."""

    def __init__(self) -> None:
        self.held: list[str] = []

    def feed(self, item: object) -> list[str]:
        """The line before."""
        shown, self.held = self.held, [str(item)]
        return shown

    def finish(self) -> list[str]:
        """The last line."""
        return self.held


def echo(text: str, sink: Callable[[object], None]) -> None:
    sink(text)


def run(behaviour: Behaviour, *texts: str) -> tuple[list[int | None], str]:
    """Run entries; the statuses and what was shown."""
    with recorded({"NO_COLOR": "1"}) as (host, paper):
        repl = Repl(
            FakeEngine(behaviour),
            host,
            editor(host),
            ParseCache(parse),
            formatter=Formatter,
            report=lambda error: host.write_error_line(f"reported: {error}"),
            help_line=lambda topic: f"Get-Help {topic}",
        )
        statuses = [repl.run_entry(text) for text in texts]
    return statuses, shown(paper)


def shown(paper: Paper) -> str:
    """What a person sees of it: no modes, no weights."""
    return re.sub(r"\x1b\[(\?\d+[hl]|0;1m|0m)", "", paper.text)


def test_results_are_shown_as_they_come() -> None:
    def two(text: str, sink: Callable[[object], None]) -> None:
        sink("a")
        sink("b\x1b[2J")

    assert run(two, "x") == ([None], "a\nb␛[2J\n")


def test_blank_lines_run_nothing() -> None:
    assert run(echo, "", "  \n ") == ([None, None], "")


def test_exit_gives_its_status() -> None:
    def leave(text: str, sink: Callable[[object], None]) -> None:
        sink("before")
        raise ExitSignal(3)

    assert run(leave, "exit 3") == ([3], "before\n")


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (ValueError("no such thing"), "reported: no such thing\n"),
        (RecursionError("too deep"), "reported: too deep\n"),
        (Interrupted(), "\r\x1b[KStopped.\n"),
        (KeyboardInterrupt(), "\r\x1b[KStopped.\n"),
        (BreakSignal(), ""),
    ],
)
def test_an_entry_that_ends_badly_shows_what_it_had_and_the_next_one_runs(failure: BaseException, said: str) -> None:
    def fail(text: str, sink: Callable[[object], None]) -> None:
        sink(text)
        if text == "bad":
            raise failure

    assert run(fail, "bad", "good") == ([None, None], f"bad\n{said}good\n")


def test_a_failing_report_is_survived() -> None:
    def fail(text: str, sink: Callable[[object], None]) -> None:
        raise ValueError("first")

    def report(error: BaseException) -> None:
        raise LookupError("second")

    with recorded({"NO_COLOR": "1"}) as (host, paper):
        engine = FakeEngine(fail)
        cache = ParseCache(parse)
        Repl(engine, host, editor(host), cache, formatter=Formatter, report=report, help_line=str).run_entry("x")
    assert shown(paper) == "ValueError: first\nLookupError: second\n"


def test_each_entry_is_announced() -> None:
    told: list[str] = []
    with recorded({"NO_COLOR": "1"}) as (host, _):
        repl = Repl(
            FakeEngine(echo),
            host,
            editor(host),
            ParseCache(parse),
            formatter=Formatter,
            report=lambda error: None,
            help_line=str,
            before_entry=lambda text: told.append("entry"),
        )
        for text in ("a", "", "b"):
            repl.run_entry(text)
    assert told == ["entry", "entry"]


def test_sigint_interrupts_a_running_command() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(Interrupted), interruptible():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_whole_session(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run_a_line(person: Person) -> None:
        await person.press("Get-Organization", ENTER)

    async def drop_a_line(person: Person) -> None:
        await person.press("half a line", CTRL_C)

    async def ask_for_help(person: Person) -> None:
        await person.press("org Happy", F1)

    async def find_the_line_again(person: Person) -> None:
        assert person.line == "org Happy^"
        await person.press(CTRL_C)

    async def leave(person: Person) -> None:
        await person.press(CTRL_D)

    def with_a_person(*given: Any, **named: Any) -> Editor:
        made = Editor(*given, **named)
        visits = (run_a_line, drop_a_line, ask_for_help, find_the_line_again, leave)
        drive(made.session.app, lambda: None, *visits)
        return made

    monkeypatch.setattr(repl_module, "Editor", with_a_person)
    history, engine = Kept(), FakeEngine(echo)
    with recorded({"NO_COLOR": "1"}) as (host, paper):
        status = loop(
            engine,
            host,
            view=View(),
            prompt=lambda width: [("class:prompt.region", "EU"), ("", "> ")],
            formatter=Formatter,
            report=lambda error: None,
            help_line=lambda topic: f"Get-Help {topic}",
            history=history,
            welcome=welcome_lines(first=True, version="1", where="sandbox", drafts=["API Email Example, 3/6"]),
            farewell=lambda: farewell_lines("API Email Example, 3/6"),
        )
    assert status == 0
    assert engine.ran == ["Get-Organization", "Get-Help org"]
    assert history.lines == ["Get-Organization"]
    text = shown(paper)
    assert "Draft left: API Email Example, 3/6\nGo on with it: Restore-Draft\n" in text
    assert text.endswith("Draft kept: API Email Example, 3/6.\n")


def test_in_a_narrow_terminal_the_first_lines_break_between_commands() -> None:
    for width in (40, 60, 80):
        lines = [text for _, text in welcome_lines(first=True, version="1", where="sandbox", width=width)]
        assert max(map(len, lines)) <= width
        assert sum("Get-Help (or F1)" in line for line in lines) == 1
        assert sum("Use-FlexibleAssetType <Tab>" in line for line in lines) == 1


def test_the_first_welcome_says_in_three_lines_what_to_try_and_fits_80_columns() -> None:
    first = welcome_lines(first=True, version="0.1.0", where="sandbox")
    assert len(first) == 3
    later = welcome_lines(first=False, version="0.1.0", where="Contoso MSP, EU")
    assert len(later) == 1
    assert all(len(text) <= 80 for _, text in first + later)


def test_a_progress_line_does_not_outlast_its_entry() -> None:
    with recorded({"NO_COLOR": "1"}) as (host, _):

        def work(text: str, sink: Callable[[object], None]) -> None:
            host.progress("Counting", "one", 10)

        engine = FakeEngine(work)
        repl = Repl(
            engine, host, editor(host), ParseCache(parse), formatter=Formatter, report=lambda error: None,
            help_line=lambda topic: topic,
        )  # fmt: skip
        repl.run_entry("count")
        assert engine.ran == ["count"] and host._progress == ""
