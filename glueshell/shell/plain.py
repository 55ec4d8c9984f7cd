"""The host of pipes, files and CI: success on stdout, everything said to people on stderr, no questions of ours.

What a script asks is asked where somebody can answer.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NoReturn, TextIO

from glueshell.engine.host import Choice, NoTerminal
from glueshell.engine.signals import ExitSignal
from glueshell.shell.desktop import copy_text, open_checked, pasted_text
from glueshell.shell.screen import RESET, console_sgr, harmless, numbers_of
from glueshell.shell.styles import PART_SGR, SAYS_SGR, theme_name

#: Columns where there is no screen to measure.
DEFAULT_WIDTH = 120

TEXTS = {
    "number": "{prompt} (1-{count}): ",
    "again": "Type a number from 1 to {count}.",
    "numbers": "{prompt} (numbers from 1 to {count}, with commas; Enter for none): ",
    "again-several": "Type numbers from 1 to {count}, such as 1,3 or 2-5.",
}


class PlainHost:
    """The Host of a run that no person steers: it is never asked for permission.

    What a script asks is read from `stdin` where that and stderr are a screen; else nobody is there. Text goes out as
    it is into a pipe or file, and made harmless where a stream is a screen. `quiet_success` keeps stdout for the
    results alone (`--json`): what Write-Host says goes to stderr. When the reader of stdout has left, the script is
    ended by `ExitSignal` and nothing more is written there.
    """

    interactive = False
    # Hears, as plain text, everything that is said and answered.
    record: Callable[[str], None] | None = None

    def __init__(
        self,
        stdout: TextIO,
        stderr: TextIO,
        *,
        environ: Mapping[str, str],
        stdin: TextIO | None = None,
        quiet_success: bool = False,
        colours: bool | None = None,
    ) -> None:
        self._stdout = _speaking_utf8(stdout)
        self._stderr = _speaking_utf8(stderr)
        self._stdin = stdin
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
        self._note(text)
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
            self._note(line + "\n")
            self._put((self._painted(line) if self._screen_out else line) + "\n")

    def _painted(self, line: str) -> str:
        parts = getattr(line, "parts", None) if self._colour_out else None
        if parts is None:
            return harmless(line)
        painted = []
        for style, text in parts():
            paint = style if style.startswith("\x1b[") else PART_SGR.get(style, "")
            painted.append(f"{paint}{harmless(text)}{RESET}" if paint else harmless(text))
        return "".join(painted)

    def write_result(self, text: str) -> None:
        """Put one line of data on stdout exactly as it is (`--json`)."""
        self._note(text + "\n")
        self._put(text + "\n")

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Put one line on stderr, after what stdout still holds."""
        self._note(text + "\n")
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

    @property
    def attended(self) -> bool:
        """Whether questions can be read and answered: stdin and stderr are a screen."""
        return self._stdin is not None and self._screen_err and _is_screen(self._stdin)

    def read_line(self, prompt: str) -> str:
        """Ask for a line on stderr; `NoTerminal` where nobody is there."""
        stdin = self._answering(prompt)
        self._ask(prompt)
        line = stdin.readline()
        if not line:
            self._put_error("\n")
            raise NoTerminal(prompt)
        self._note(prompt + line)
        return line.rstrip("\r\n")

    def read_secret(self, prompt: str) -> str:
        """Ask for a line that is not shown; what was typed ahead is thrown away."""
        from getpass import getpass

        self._answering(prompt)
        self.flush()
        self._note(prompt + "\n")
        try:
            return getpass(harmless(prompt), self._stderr)
        except EOFError:
            raise NoTerminal(prompt) from None

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """Ask to choose one by its number."""
        self._answering(prompt)
        for line in prompt.split("\n")[:-1]:
            self.write_error_line(line, "hint")
        for number, choice in enumerate(choices, 1):
            self.write_error_line(f"{number:4d}  {choice.text}   {choice.detail}".rstrip(), "hint")
        question = TEXTS["number"].format(prompt=prompt.split("\n")[-1], count=len(choices))
        while True:
            answer = self.read_line(question).strip()
            if answer.isdecimal() and 1 <= int(answer) <= len(choices):
                return choices[int(answer) - 1]
            self.write_error_line(TEXTS["again"].format(count=len(choices)), "hint")

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        """Show `lines`, ask `question`; Enter answers `default`."""
        self._answering(question)
        for line in lines:
            self.write_error_line(line, "hint")
        answer = self.read_line(f"{question} [{'Y/n' if default else 'y/N'}] ").strip().lower()
        return default if not answer else answer in ("y", "yes")

    def _note(self, text: str) -> None:
        if self.record is not None:
            self.record(text)

    def _answering(self, question: str) -> TextIO:
        if self._stdin is None or not self.attended:
            raise NoTerminal(question)
        return self._stdin

    def _ask(self, prompt: str) -> None:
        self.flush()
        self._put_error(harmless(prompt))

    def pick_several(self, prompt: str, choices: Sequence[Choice]) -> list[Choice]:
        """Ask to choose some by their numbers; an empty line takes none."""
        self._answering(prompt)
        for number, choice in enumerate(choices, 1):
            self.write_error_line(f"{number:4d}  {choice.text}   {choice.detail}".rstrip(), "hint")
        while True:
            answer = self.read_line(TEXTS["numbers"].format(prompt=prompt.split("\n")[-1], count=len(choices)))
            numbers = numbers_of(answer, len(choices))
            if numbers is not None:
                return [choices[number - 1] for number in numbers]
            self.write_error_line(TEXTS["again-several"].format(count=len(choices)), "hint")

    # -- the desktop ------------------------------------------------------------------------------------------------

    def set_clipboard(self, text: str) -> bool:
        """Put text on the clipboard; False where there is none."""
        return copy_text(text, self._environ)

    def get_clipboard(self) -> str | None:
        """The text on the clipboard; None where there is none."""
        return pasted_text(self._environ)

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
