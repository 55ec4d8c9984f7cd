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
