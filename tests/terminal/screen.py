"""The real program in a pseudo-terminal, seen as a person sees it: keys go in, a screen comes out."""

import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect
import pyte

# Seconds until a screen that does not come is a failure; generous, because machines are busy.
PATIENCE = 30.0

PROMPT = re.compile(r"(?:US|EU|AU|glueshell)\b[^>]*>")
TAB, ENTER, ESCAPE, CTRL_C, CTRL_D, DOWN, UP, F1 = "\t", "\r", "\x1b", "\x03", "\x04", "\x1b[B", "\x1b[A", "\x1bOP"


class _Screen(pyte.Screen):
    """A pyte screen that answers the program's questions (where is the cursor?)."""

    answer: Callable[[str], object]

    def write_process_input(self, data: str) -> None:
        self.answer(data)


class Terminal:
    """One run of glueshell at `columns` x `rows`; use as a context manager."""

    def __init__(
        self,
        home: Path,
        arguments: Sequence[str] = ("--sandbox",),
        *,
        columns: int = 80,
        rows: int = 24,
        **environ: str,
    ) -> None:
        surroundings = {
            name: value for name, value in os.environ.items() if not name.startswith(("ITGLUE_", "GLUESHELL_"))
        }
        surroundings |= {"GLUESHELL_HOME": str(home), "TERM": "xterm-256color", "NO_COLOR": "1"} | environ
        self._screen = _Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = bytearray()
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "glueshell", *arguments],
            dimensions=(rows, columns),
            env=surroundings,
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        self._screen.answer = self.child.send

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.child.close(force=True)

    # -- seeing -------------------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The screen's lines without blanks at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def cells(self) -> list[list[pyte.screens.Char]]:
        """Every cell of the screen, row by row, with its colours."""
        columns = range(self._screen.columns)
        return [[self._screen.buffer[row][column] for column in columns] for row in range(self._screen.lines)]

    @property
    def text(self) -> str:
        """The screen as one text, empty lines at the end left out."""
        return "\n".join(self.lines).rstrip("\n")

    def _read(self, seconds: float) -> bool:
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return False
        except pexpect.EOF:
            raise EndOfProgram from None
        self.raw += data
        self._stream.feed(data)
        return True

    def until(self, wanted: str | Callable[[str], bool], *, patience: float = PATIENCE) -> str:
        """The screen's text once it shows what is wanted; fails with the screen as it was."""
        holds = wanted if callable(wanted) else (lambda text: wanted in text)
        ends = time.monotonic() + patience
        while not holds(self.text):
            left = ends - time.monotonic()
            try:
                if left <= 0 or not self._read(left):
                    raise AssertionError(f"the screen never showed {wanted!r}; it shows:\n{self.text}")
            except EndOfProgram:
                if holds(self.text):
                    break
                raise AssertionError(f"the program ended before the screen showed {wanted!r}:\n{self.text}") from None
        return self.text

    def ended(self) -> int:
        """The exit status, once the program has ended."""
        try:
            while self._read(PATIENCE):
                pass
            raise AssertionError(f"the program did not end; it shows:\n{self.text}")
        except EndOfProgram:
            pass
        self.child.wait()
        return self.child.exitstatus if self.child.exitstatus is not None else 128 + self.child.signalstatus

    def input(self) -> str:
        """The line being edited, prompt included: from the last prompt to the toolbar or the menu below."""
        lines = self.lines
        starts = [number for number, line in enumerate(lines) if PROMPT.match(line)]
        return "\n".join(lines[starts[-1] if starts else 0 :])

    def shows(self, typed: str) -> str:
        """The screen's text once the line being edited holds `typed` (blanks and line breaks do not count)."""
        wanted = _dense(typed)
        return self.until(lambda _: wanted in _dense(self.input()))

    # -- typing -------------------------------------------------------------------------------------------------------

    def idle(self) -> "Terminal":
        """Wait for an empty prompt: the line before is done."""
        self.until(lambda _: self.input().split("\n")[0].endswith(">"))
        return self

    def keys(self, *keys: str) -> "Terminal":
        """Press keys."""
        for key in keys:
            self.child.send(key)
        return self

    def enter(self, line: str) -> "Terminal":
        """Type a line and press Enter once it stands on the screen, so that keys never overtake the program."""
        self.keys(line)
        self.shows(line[-24:])
        return self.keys(ENTER)

    def tab(self, begun: str, completed: str) -> "Terminal":
        """Type the beginning of a word, press Tab, and see it completed."""
        self.keys(begun, TAB)
        self.shows(completed)
        return self


def _dense(text: str) -> str:
    """Text without what wrapping and continuation prompts put into it."""
    return text.replace("\n>>", "").replace("\n", "").replace(" ", "")


class EndOfProgram(Exception):
    """The program has ended."""
