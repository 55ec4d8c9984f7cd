"""The loop of the prompt: read an entry, run it on the main thread, show what comes of it, and survive everything."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from glueshell.engine.signals import ExitSignal, Interrupted, Signal
from glueshell.shell.editor import Editor, HelpRequest
from glueshell.shell.history import Kept, LineHistory
from glueshell.shell.interruption import interruptible
from glueshell.shell.parsed import ParseCache
from glueshell.shell.prompt import Pieces

if TYPE_CHECKING:
    from glueshell.shell.terminal import TerminalHost

Line = tuple[str, str]

NEEDED_SOON = (
    "glueshell.language.parser", "glueshell.completion.answer", "glueshell.completion.checks",
    "glueshell.completion.topic", "glueshell.objects.members", "glueshell.objects.tables",
)  # fmt: skip

# How an entry ended.
COMPLETED, FAILED, STOPPED, UNREAD = "Completed", "Failed", "Stopped", "Unread"

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
    `before_entry` is told of the entry that begins; `after_entry` how it ended.
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
        before_entry: Callable[[str], None] | None = None,
        after_entry: Callable[[str], None] | None = None,
    ) -> None:
        self._before_entry = before_entry
        self._after_entry = after_entry
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
        ending = FAILED
        try:
            with interruptible():
                self.host.guard_paste(True)
                if self._before_entry is not None:
                    self._before_entry(text)
                formatter = self._formatter()
                held.append(formatter)
                self.engine.run(self.parsed.get(text), self._sink(formatter))
                self.host.write_lines(formatter.finish())
                self.host.progress("", "", None)
                held.clear()
                ending = COMPLETED
        except ExitSignal as left:
            ending = COMPLETED
            self._show_held(held)
            return left.code
        except (Interrupted, KeyboardInterrupt):
            ending = STOPPED
            self._show_held(held)
            self.host.fresh_line()
            self.host.write_error_line(TEXTS["stopped"], "hint")
        except Signal:
            # A break or continue that met no loop ends the entry, as in PowerShell.
            ending = COMPLETED
            self._show_held(held)
        except Exception as error:
            from glueshell.engine.errors import ParseFailure

            ending = UNREAD if isinstance(error, ParseFailure) else FAILED
            self._show_held(held)
            self._tell(error)
        finally:
            if self._after_entry is not None:
                self._after_entry(ending)
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


def warm_up() -> None:
    """Load what the first key presses need; meant for a thread that starts once the first prompt can be seen."""
    for name in NEEDED_SOON:
        import_module(name)


def parse_text(text: str) -> Any:
    """The parse result of `text`; the first prompt is painted before the language is loaded."""
    from glueshell.language import parse

    return parse(text)


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
    before_entry: Callable[[str], None] | None = None,
    after_entry: Callable[[str], None] | None = None,
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
    parsed = ParseCache(parse or parse_text)

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
        after_entry=after_entry,
    )
    status = repl.run()
    for line in farewell():
        host.say([line])
    return status
