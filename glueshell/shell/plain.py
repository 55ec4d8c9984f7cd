"""The host of pipes, files and CI: success on stdout, everything said to people on stderr, and never a question."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NoReturn, TextIO

from glueshell.engine.host import Choice, NoTerminal
from glueshell.engine.signals import ExitSignal
from glueshell.shell.desktop import copy_text, open_checked
from glueshell.shell.screen import RESET, console_sgr, harmless
from glueshell.shell.styles import SAYS_SGR, theme_name

#: Columns where there is no screen to measure.
DEFAULT_WIDTH = 120


class PlainHost:
    """A Host that nobody can answer.

    Text goes out as it is into a pipe or file, and made harmless where a stream is a screen. `quiet_success` keeps
    stdout for the results alone (`--json`): what Write-Host says goes to stderr. When the reader of stdout has left,
    the script is ended by `ExitSignal` and nothing more is written there.
    """

    interactive = False

    def __init__(
        self,
        stdout: TextIO,
        stderr: TextIO,
        *,
        environ: Mapping[str, str],
        quiet_success: bool = False,
        colours: bool | None = None,
    ) -> None:
        self._stdout = _speaking_utf8(stdout)
        self._stderr = _speaking_utf8(stderr)
        self._environ = environ
        self._quiet = quiet_success
        self._reader_left = False
        wanted = theme_name(environ) != "none" and os.name != "nt" if colours is None else colours
        self._colour_out = wanted and _is_screen(stdout)
        self._colour_err = wanted and _is_screen(stderr)
        self._screen_out = _is_screen(stdout)
        self._screen_err = _is_screen(stderr)

    @property
    def width(self) -> int:
        """Columns of the screen, 120 without one."""
        if not self._screen_out:
            return DEFAULT_WIDTH
        from shutil import get_terminal_size

        return get_terminal_size((DEFAULT_WIDTH, 24)).columns

    @property
    def screen(self) -> bool:
        """Whether stdout is a screen, so that foreign text has to be made harmless."""
        return self._screen_out

    # -- saying -----------------------------------------------------------------------------------------------------

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        """Put text on the success side, no line end added."""
        to_stderr = self._quiet
        screen, colour = (self._screen_err, self._colour_err) if to_stderr else (self._screen_out, self._colour_out)
        if screen:
            text = harmless(text)
        paint = console_sgr(foreground, background) if colour else ""
        text = f"{paint}{text}{RESET}" if paint else text
        if to_stderr:
            self._put_error(text)
        else:
            self._put(text)
            self.flush()

    def write_lines(self, lines: Iterable[str]) -> None:
        """Put formatted lines on the success side."""
        for line in lines:
            self._put((harmless(line) if self._screen_out else line) + "\n")

    def write_result(self, text: str) -> None:
        """Put one line of data on stdout exactly as it is (`--json`)."""
        self._put(text + "\n")

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Put one line on stderr, after what stdout still holds."""
        self.flush()
        if self._screen_err:
            text = harmless(text)
        paint = SAYS_SGR.get(style, "") if self._colour_err else ""
        self._put_error(f"\x1b[{paint}m{text}{RESET}\n" if paint else text + "\n")

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Say nothing: a log is no place for a moving line."""

    def clear_screen(self) -> None:
        """Leave the output alone."""

    def flush(self) -> None:
        """Hand on what stdout still holds."""
        if not self._reader_left:
            try:
                self._stdout.flush()
            except BrokenPipeError:
                self._leave()

    def close(self) -> None:
        """Hand on everything; a reader that has left is no error any more."""
        try:
            self.flush()
        except ExitSignal:
            return

    # -- asking -----------------------------------------------------------------------------------------------------

    def read_line(self, prompt: str) -> str:
        """Refuse: nobody is there."""
        raise NoTerminal(prompt)

    def read_secret(self, prompt: str) -> str:
        """Refuse: nobody is there."""
        raise NoTerminal(prompt)

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """Refuse: nobody is there."""
        raise NoTerminal(prompt)

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        """Refuse: nobody is there."""
        raise NoTerminal(question)

    # -- the desktop ------------------------------------------------------------------------------------------------

    def set_clipboard(self, text: str) -> bool:
        """Put text on the clipboard; False where there is none."""
        return copy_text(text, self._environ)

    def open_url(self, url: str) -> bool:
        """Open a checked URL in a browser; False where that is impossible."""
        return open_checked(url)

    # -- streams ----------------------------------------------------------------------------------------------------

    def _put(self, text: str) -> None:
        if self._reader_left:
            raise ExitSignal(0)
        try:
            self._stdout.write(text)
        except BrokenPipeError:
            self._leave()

    def _put_error(self, text: str) -> None:
        try:
            self._stderr.write(text)
            self._stderr.flush()
        except BrokenPipeError:
            # Nobody reads what goes wrong; what is done goes on.
            return

    def _leave(self) -> NoReturn:
        self._reader_left = True
        try:
            descriptor = self._stdout.fileno()
        except (OSError, ValueError):
            raise ExitSignal(0) from None
        # What is still buffered would fail again when Python closes the stream at exit.
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, descriptor)
        os.close(sink)
        raise ExitSignal(0)


def _is_screen(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def _speaking_utf8(stream: TextIO) -> TextIO:
    """The stream set to UTF-8 whatever the locale says; what cannot be encoded is spelled out."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
        reconfigure(encoding="utf-8", errors="backslashreplace")
    return stream
