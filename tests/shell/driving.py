"""A person at the keyboard, for tests: presses keys in a running prompt and looks at the screen between them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from glueshell.language import parse
from glueshell.shell.editor import Editor
from glueshell.shell.parsed import ParseCache
from glueshell.shell.terminal import TerminalHost
from tests.completion.fakes import View

T = TypeVar("T")

TAB, ENTER, ESC, UP, DOWN, F1, F5 = "\t", "\r", "\x1b", "\x1b[A", "\x1b[B", "\x1bOP", "\x1b[15~"
SHIFT_TAB, CTRL_C, CTRL_D, CTRL_R, ALT_ENTER, LEFT = "\x1b[Z", "\x03", "\x04", "\x12", "\x1b\r", "\x1b[D"


class Person:
    """Keys into a running application, and what it shows."""

    def __init__(self, application: Application[Any]) -> None:
        self.application = application
        self._parser = Vt100Parser(application.key_processor.feed)

    async def press(self, *keys: str) -> None:
        """Press keys and let everything that follows from them happen."""
        for key in keys:
            self._parser.feed(key)
            self._parser.flush()
            self.application.key_processor.process_keys()
            for _ in range(5):
                if not self.running:
                    # Nothing may be awaited any more: the loop ends with the application.
                    return
                await asyncio.sleep(0)

    @property
    def line(self) -> str:
        """The text being edited, `^` for the cursor."""
        buffer = self.application.current_buffer
        return buffer.text[: buffer.cursor_position] + "^" + buffer.text[buffer.cursor_position :]

    @property
    def menu(self) -> list[str]:
        """What the menu shows, `>` before the marked item; empty without a menu."""
        state = self.application.current_buffer.complete_state
        if state is None:
            return []
        return [
            (">" if at == state.complete_index else "") + item.display_text for at, item in enumerate(state.completions)
        ]

    @property
    def screen(self) -> list[str]:
        """The lines on the screen, without blanks at their ends."""
        self.application._redraw()
        screen = self.application.renderer.last_rendered_screen
        assert screen is not None
        columns = self.application.output.get_size().columns
        lines = []
        for row in range(screen.height):
            cells = screen.data_buffer[row]
            lines.append("".join(cells[column].char for column in range(columns)).rstrip())
        return lines

    @property
    def running(self) -> bool:
        """Whether the application still waits for keys."""
        return self.application.is_running and not self.application.is_done


Steps = Callable[[Person], Awaitable[None]]


def drive(application: Application[Any], run: Callable[[], T], *visits: Steps) -> T:
    """Call `run` with a person at the keyboard, one of `visits` each time the application is started."""
    failures: list[BaseException] = []
    left = list(visits)
    tasks: list[asyncio.Future[None]] = []

    def come() -> None:
        tasks.append(asyncio.ensure_future(sit()))

    async def sit() -> None:
        try:
            steps = left.pop(0)
            if left:
                application.pre_run_callables.append(come)
            await asyncio.sleep(0)
            await steps(Person(application))
        except BaseException as failure:
            failures.append(failure)
        if application.is_running and not application.is_done:
            application.exit(exception=EOFError())

    application.pre_run_callables.append(come)
    try:
        return run()
    finally:
        if failures:
            raise failures[0]


@contextmanager
def terminal(environ: Mapping[str, str] | None = None, *, columns: int = 80, rows: int = 24) -> Iterator[TerminalHost]:
    """A terminal host over a pipe and a screen of nothing."""

    class Sized(DummyOutput):
        def get_size(self) -> Size:
            return Size(rows=rows, columns=columns)

    with create_pipe_input() as source:
        yield TerminalHost(environ=environ or {}, monotonic=lambda: 0.0, input=source, output=Sized())


class Paper:
    """A stream that keeps what a terminal would have been sent."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        """Keep it."""
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Nothing is held."""

    def isatty(self) -> bool:
        """It plays a terminal."""
        return True

    def fileno(self) -> int:
        """It has no descriptor."""
        raise OSError


@contextmanager
def recorded(
    environ: Mapping[str, str] | None = None, *, columns: int = 80, clock: Callable[[], float] = lambda: 0.0
) -> Iterator[tuple[TerminalHost, Paper]]:
    """A terminal host, and the bytes it would have sent."""
    paper = Paper()
    output = Vt100_Output(paper, lambda: Size(rows=24, columns=columns), term="xterm-256color", enable_cpr=False)  # type: ignore[arg-type]
    with create_pipe_input() as source:
        yield TerminalHost(environ=environ or {}, monotonic=clock, input=source, output=output), paper


def prompt(width: int) -> list[tuple[str, str]]:
    """A prompt as the session makes them."""
    return [("class:prompt.region", "EU"), ("", " "), ("class:prompt.organization", "Happy Frog"), ("", "> ")]


def editor(host: TerminalHost, view: View | None = None, **more: Any) -> Editor:
    """An editor over the small session of the completion tests."""
    settings: dict[str, Any] = {"prompt": prompt, **more}
    return Editor(host, ParseCache(parse), view or View(), **settings)


def edit(line_editor: Editor, *visits: Steps, text: str = "") -> Any:
    """Read one entry with a person at the keyboard."""
    return drive(line_editor.session.app, lambda: line_editor.read(text), *visits)


class Kept:
    """A history that keeps lines in a list, newest first."""

    account = ""

    def __init__(self, lines: Sequence[str] = ()) -> None:
        self.lines = list(lines)

    def entries(self) -> Iterator[str]:
        """The lines, newest first."""
        return iter(list(self.lines))

    def append(self, text: str) -> str | None:
        """Keep a line, secrets left out."""
        if text.startswith(" "):
            return None
        kept = text.replace("s3cret", "•••")
        self.lines.insert(0, kept)
        return kept
