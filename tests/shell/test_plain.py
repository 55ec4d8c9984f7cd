"""The host of pipes and CI: what goes where, and that it never asks."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from glueshell.engine.host import Choice, NoTerminal
from glueshell.engine.signals import ExitSignal
from glueshell.formatting.lines import Line
from glueshell.shell.plain import PlainHost


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Broken(io.StringIO):
    """A pipe whose reader has left."""

    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_success_goes_to_stdout_and_the_rest_to_stderr() -> None:
    out, err = io.StringIO(), io.StringIO()
    host = PlainHost(out, err, environ={})
    host.write_lines(["a", "b"])
    host.write("said\n", foreground="Red")
    host.write_error_line("wrong")
    host.write_error_line("careful", "warning")
    host.progress("Reading", "page 2", 40)
    assert out.getvalue() == "a\nb\nsaid\n"
    assert err.getvalue() == "wrong\ncareful\n"


def test_with_quiet_success_stdout_holds_results_only() -> None:
    out, err = io.StringIO(), io.StringIO()
    host = PlainHost(out, err, environ={}, quiet_success=True)
    host.write("said\n")
    host.write_result('{"a":1}')
    assert out.getvalue() == '{"a":1}\n'
    assert err.getvalue() == "said\n"


def test_a_pipe_gets_text_as_it_is() -> None:
    out = io.StringIO()
    PlainHost(out, io.StringIO(), environ={}).write_lines(["a\x1b[31mb\u202e"])
    assert out.getvalue() == "a\x1b[31mb\u202e\n"


def test_a_screen_gets_foreign_text_made_harmless() -> None:
    out, err = Screen(), Screen()
    host = PlainHost(out, err, environ={"NO_COLOR": "1"})
    host.write_lines(["a\x1b]0;title\x07b"])
    host.write("x\x9b2Jy\r\n")
    host.write_error_line("e\x1b[2J\u202e")
    assert "\x1b" not in out.getvalue() + err.getvalue()
    assert "\x9b" not in out.getvalue() and "\x07" not in out.getvalue() and "\r" not in out.getvalue()
    assert "\u202e" not in err.getvalue()
    assert "a␛]0;title␇b" in out.getvalue()


def test_colours_appear_on_a_screen_and_only_there() -> None:
    out, err = Screen(), Screen()
    host = PlainHost(out, err, environ={}, colours=True)
    host.write("x", foreground="Green", background="DarkBlue")
    host.write_error_line("wrong")
    assert out.getvalue() == "\x1b[92;44mx\x1b[0m"
    assert err.getvalue() == "\x1b[91mwrong\x1b[0m\n"
    piped = io.StringIO()
    PlainHost(piped, io.StringIO(), environ={}, colours=True).write("x", foreground="Green")
    assert piped.getvalue() == "x"


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_the_environment_can_refuse_colours(environ: dict[str, str]) -> None:
    out = Screen()
    PlainHost(out, Screen(), environ=environ).write("x", foreground="Green")
    assert out.getvalue() == "x"


@pytest.mark.parametrize(
    "ask",
    [
        lambda host: host.read_line("Name"),
        lambda host: host.read_secret("Key"),
        lambda host: host.pick("Which", [Choice("a")]),
        lambda host: host.confirm(["create 1"], "Create?", default=True),
    ],
)
def test_it_never_asks(ask: Callable[[PlainHost], object]) -> None:
    host = PlainHost(io.StringIO(), io.StringIO(), environ={})
    assert not host.interactive
    with pytest.raises(NoTerminal) as refused:
        ask(host)
    assert refused.value.question in ("Name", "Key", "Which", "Create?")


def test_without_a_screen_it_is_120_columns_wide() -> None:
    assert PlainHost(io.StringIO(), io.StringIO(), environ={}).width == 120


def test_a_reader_that_left_ends_the_script_and_hears_no_more() -> None:
    err = io.StringIO()
    host = PlainHost(Broken(), err, environ={})
    for _ in range(2):
        with pytest.raises(ExitSignal) as left:
            host.write_lines(["a"])
        assert left.value.code == 0
    host.write_error_line("still said")
    host.close()
    assert err.getvalue() == "still said\n"


def test_output_is_utf_8_under_the_c_locale() -> None:
    script = (
        "import sys\n"
        "from glueshell.shell.plain import PlainHost\n"
        "host = PlainHost(sys.stdout, sys.stderr, environ={})\n"
        "host.write_lines(['Gr\\u00fc\\u00dfe \\u6f22\\u5b57 \\ud800'])\n"
        "host.write_error_line('Fehler \\u00df')\n"
        "host.close()\n"
    )
    environ = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environ, timeout=30, check=True)
    assert done.stdout.decode("utf-8").splitlines() == ["Grüße 漢字 \\ud800"]
    assert done.stderr.decode("utf-8").splitlines() == ["Fehler ß"]


def test_it_works_without_the_terminal_library() -> None:
    script = (
        "import sys\n"
        "import glueshell.shell.plain\n"
        "heavy = {'prompt_toolkit', 'asyncio', 'pygments', 'subprocess', 'requests', 'ssl'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], timeout=30, check=True)


def styled(text: str, *spans: tuple[int, int, str]) -> Line:
    line = Line(text)
    line.spans = spans
    return line


def test_styled_lines_are_coloured_on_a_screen_and_plain_elsewhere() -> None:
    line = styled("Name Age\x1b[2J", (0, 4, "table.header"), (5, 8, "\x1b[35m"))
    screen, pipe = Screen(), io.StringIO()
    PlainHost(screen, io.StringIO(), environ={}, colours=True).write_lines([line])
    PlainHost(pipe, io.StringIO(), environ={}, colours=True).write_lines([styled("Name", (0, 4, "table.header"))])
    assert screen.getvalue() == "\x1b[32;1mName\x1b[0m \x1b[35mAge\x1b[0m␛[2J\n"
    assert pipe.getvalue() == "Name\n"


def test_without_colours_a_styled_line_is_plain() -> None:
    screen = Screen()
    PlainHost(screen, io.StringIO(), environ={"NO_COLOR": "1"}).write_lines([styled("Name", (0, 4, "table.header"))])
    assert screen.getvalue() == "Name\n"


class Keyboard(io.StringIO):
    """A terminal at which somebody has typed."""

    def isatty(self) -> bool:
        return True


def test_what_a_script_asks_is_asked_on_stderr_where_somebody_can_answer() -> None:
    out, err = io.StringIO(), Screen()
    host = PlainHost(out, err, environ={"NO_COLOR": "1"}, stdin=Keyboard("Frog\n9\n2\ny\n\n"))
    said: list[str] = []
    host.record = said.append
    assert host.attended and not host.interactive
    assert host.read_line("Who\x1b[2J: ") == "Frog"
    assert host.pick("Which", [Choice("one"), Choice("two", 2)]).value == 2
    assert host.confirm(["+ a"], "Go on?") and not host.confirm([], "Go on?")
    with pytest.raises(NoTerminal):
        host.read_line("More: ")
    assert "\x1b" not in err.getvalue() and "   2  two" in err.getvalue() and "from 1 to 2" in err.getvalue()
    assert out.getvalue() == "" and "Who\x1b[2J: Frog\n" in said


@pytest.mark.parametrize(
    "streams", [(Keyboard("x\n"), io.StringIO()), (io.StringIO("x\n"), Screen()), (None, Screen())]
)
def test_nobody_is_asked_where_a_question_or_an_answer_goes_through_a_pipe(
    streams: tuple[io.StringIO, io.StringIO],
) -> None:
    host = PlainHost(io.StringIO(), streams[1], environ={}, stdin=streams[0])
    assert not host.attended
    for ask in (host.read_line, host.read_secret):
        with pytest.raises(NoTerminal):
            ask("Who: ")
