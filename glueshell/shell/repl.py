"""The loop of the prompt: read an entry, run it on the main thread, show what comes of it, and survive everything."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType
from typing import TYPE_CHECKING, Any, Protocol

from glueshell.engine.signals import ExitSignal, Interrupted, Signal
from glueshell.shell.editor import Editor, HelpRequest
from glueshell.shell.history import Kept, LineHistory
from glueshell.shell.parsed import ParseCache
from glueshell.shell.prompt import Pieces

if TYPE_CHECKING:
    from glueshell.shell.terminal import TerminalHost

Line = tuple[str, str]

NEEDED_SOON = (
    "glueshell.language.parser", "glueshell.completion.answer", "glueshell.completion.checks",
    "glueshell.completion.topic", "glueshell.objects.members", "glueshell.objects.tables",
)  # fmt: skip

TEXTS: dict[str, str] = {
    "stopped": "Stopped.",
    "unreported": "{kind}: {text}",
}


class Lines(Protocol):
    """What turns objects into lines (`formatting.Formatter`)."""

    def feed(self, item: object) -> list[str]:
        """The lines that can be shown now that `item` has come."""
        ...

    def finish(self) -> list[str]:
        """The lines that were held."""
        ...


class Repl:
    """Runs entries one after the other; what differs between sessions comes in as callables.

    `formatter` makes the last sink of one entry; `report` shows an error (a parse failure, a terminating error, or an
    exception nobody expected) through the host; `help_line` is the entry that F1 runs for a topic ("" without one).
    `before_entry` is told that a new entry begins.
    """

    def __init__(
        self,
        engine: Any,
        host: TerminalHost,
        editor: Editor,
        parsed: ParseCache,
        *,
        formatter: Callable[[], Lines],
        report: Callable[[BaseException], None],
        help_line: Callable[[str], str],
        before_entry: Callable[[], None] | None = None,
    ) -> None:
        self._before_entry = before_entry
        self.engine = engine
        self.host = host
        self.editor = editor
        self.parsed = parsed
        self._formatter = formatter
        self._report = report
        self._help_line = help_line

    def run(self) -> int:
        """Read and run until `exit` or Ctrl+D; answers the exit status."""
        text, cursor = "", None
        try:
            while True:
                try:
                    entry = self.editor.read(text, cursor)
                    text, cursor = "", None
                    if isinstance(entry, HelpRequest):
                        text, cursor = entry.text, entry.cursor
                        entry = self._help_line(entry.topic)
                    status = self.run_entry(entry)
                except (KeyboardInterrupt, Interrupted):
                    # In the line, or in the moment between a command and the next prompt.
                    text, cursor = "", None
                    continue
                except EOFError:
                    return 0
                if status is not None:
                    return status
        finally:
            self.host.guard_paste(False)

    def run_entry(self, text: str) -> int | None:
        """Run one entry; the exit status when it left the shell, else None."""
        if not text.strip():
            return None
        held: list[Lines] = []
        try:
            with interruptible():
                self.host.guard_paste(True)
                if self._before_entry is not None:
                    self._before_entry()
                formatter = self._formatter()
                held.append(formatter)
                self.engine.run(self.parsed.get(text), self._sink(formatter))
                self.host.write_lines(formatter.finish())
                held.clear()
        except ExitSignal as left:
            self._show_held(held)
            return left.code
        except (Interrupted, KeyboardInterrupt):
            self._show_held(held)
            self.host.fresh_line()
            self.host.write_error_line(TEXTS["stopped"], "hint")
        except Signal:
            # A break or continue that met no loop ends the entry, as in PowerShell.
            self._show_held(held)
        except Exception as error:
            self._show_held(held)
            self._tell(error)
        return None

    def _sink(self, formatter: Lines) -> Callable[[object], None]:
        feed, write = formatter.feed, self.host.write_lines

        def sink(item: object) -> None:
            lines = feed(item)
            if lines:
                write(lines)

        return sink

    def _show_held(self, held: list[Lines]) -> None:
        """Show what came before the end, as far as it can be shown."""
        self.host.progress("", "", None)
        for formatter in held:
            try:
                self.host.write_lines(formatter.finish())
            except Exception as error:
                self._tell(error)

    def _tell(self, error: BaseException) -> None:
        try:
            self._report(error)
        except Exception as failure:
            # Even the reporting failed: both are said plainly, the session goes on.
            for problem in (error, failure):
                text = TEXTS["unreported"].format(kind=type(problem).__name__, text=problem)
                self.host.write_error_line(text)


@contextmanager
def interruptible() -> Iterator[None]:
    """While the block runs, Ctrl+C raises `Interrupted` in it; outside the main thread nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        # None: installed by something that is not Python and cannot be put back.
        signal.signal(signal.SIGINT, before if before is not None else signal.default_int_handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted


def warm_up() -> None:
    """Load what the first key presses need; meant for a thread that starts once the first prompt can be seen."""
    for name in NEEDED_SOON:
        import_module(name)


def loop(
    engine: Any,
    host: TerminalHost,
    *,
    view: Any,
    prompt: Pieces,
    formatter: Callable[[], Lines],
    report: Callable[[BaseException], None],
    help_line: Callable[[str], str],
    toolbar: Pieces | None = None,
    before_entry: Callable[[], None] | None = None,
    history: Kept | None = None,
    refresh: Callable[[], None] | None = None,
    after_first_paint: Callable[[], None] | None = None,
    on_ready: Callable[[Callable[[], None]], None] | None = None,
    welcome: Iterable[Line] = (),
    farewell: Callable[[], Iterable[Line]] = tuple,
    parse: Callable[[str], Any] | None = None,
) -> int:
    """The interactive shell from the welcome to the farewell; answers the exit status.

    `on_ready` is given a function to be called, from any thread, when the names or their state have changed.
    """
    if parse is None:
        from glueshell.language import parse as parse_text

        parse = parse_text
    parsed = ParseCache(parse)

    def painted() -> None:
        if after_first_paint is not None:
            after_first_paint()
        threading.Thread(target=view.warm, name="glueshell-warm-history", daemon=True).start()

    def renewed() -> None:
        view.warm_names()
        editor.repaint()

    editor = Editor(
        host,
        parsed,
        view,
        prompt=prompt,
        toolbar=toolbar,
        history=LineHistory(history) if history is not None else None,
        refresh=refresh,
        after_first_paint=painted,
    )
    if on_ready is not None:
        on_ready(renewed)
    for line in welcome:
        host.say([line])
    repl = Repl(
        engine,
        host,
        editor,
        parsed,
        formatter=formatter,
        report=report,
        help_line=help_line,
        before_entry=before_entry,
    )
    status = repl.run()
    for line in farewell():
        host.say([line])
    return status
