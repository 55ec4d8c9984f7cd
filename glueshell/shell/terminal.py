"""The host of a person at a terminal: everything said goes through one screen, questions are asked inline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from prompt_toolkit.input.defaults import create_input
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.styles import Style
from prompt_toolkit.styles.base import DEFAULT_ATTRS

from glueshell.engine.host import Choice
from glueshell.shell.desktop import copy_text, open_checked, pasted_text
from glueshell.shell.screen import cut, harmless, one_line
from glueshell.shell.styles import CONSOLE_COLOURS, THEMES, theme_name

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output
    from prompt_toolkit.styles import Attrs

#: Seconds between two paintings of the progress line.
PROGRESS_EVERY = 0.1
BAR_WIDTH = 20

# ConsoleColor names as prompt_toolkit calls the sixteen colours, by SGR number.
_ANSI_NAMES: Mapping[int, str] = {
    30: "ansiblack", 31: "ansired", 32: "ansigreen", 33: "ansiyellow", 34: "ansiblue", 35: "ansimagenta",
    36: "ansicyan", 37: "ansigray", 90: "ansibrightblack", 91: "ansibrightred", 92: "ansibrightgreen",
    93: "ansibrightyellow", 94: "ansibrightblue", 95: "ansibrightmagenta", 96: "ansibrightcyan", 97: "ansiwhite",
}  # fmt: skip
# What stands before the value in a line of a preview, and its words with the blanks behind them.
_BEFORE_VALUE = re.compile(r"\s*(?:[+~-] )?(?:\S+ {2,})?")
_WORDS = re.compile(r"^\s+|\S+\s*")
_SIGNS: Mapping[str, str] = {"+": "class:preview.add", "-": "class:preview.remove", "~": "class:preview.change"}


class TerminalHost:
    """The Host at a terminal.

    `input` and `output` are prompt_toolkit's (made from the process's own streams when not given); `monotonic` paces
    the progress line. Text that comes in is made harmless before it is written; the only sequences are ours.
    """

    interactive = True
    attended = True
    # Hears, as plain text, everything that is said and answered.
    record: Callable[[str], None] | None = None

    def __init__(
        self,
        *,
        environ: Mapping[str, str],
        monotonic: Callable[[], float],
        input: Input | None = None,
        output: Output | None = None,
        theme: str = "",
    ) -> None:
        self.input = input if input is not None else create_input()
        self.output = output if output is not None else create_output()
        self.theme = theme_name(environ, theme)
        self.style = Style.from_dict(dict(THEMES[self.theme]))
        self.dumb = environ.get("TERM", "").lower() in ("dumb", "unknown")
        depth = ColorDepth.from_env()
        self.depth = ColorDepth.DEPTH_1_BIT if self.theme == "none" else depth or self.output.get_default_color_depth()
        self._environ = environ
        self._monotonic = monotonic
        self._attrs: dict[str, Attrs] = {}
        self._progress = ""
        self._painted_at = 0.0

    @property
    def width(self) -> int:
        """Columns of the screen."""
        return self.output.get_size().columns

    # -- saying -----------------------------------------------------------------------------------------------------

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        """Put text on the screen, no line end added."""
        style = "" if self.theme == "none" else _console_style(foreground, background)
        self._note(text)
        self._say([(style, harmless(text))])
        self.output.flush()

    def write_lines(self, lines: Iterable[str]) -> None:
        """Put formatted lines on the screen, their parts coloured as they say."""
        said = False
        for line in lines:
            self._note(f"{line}\n")
            parts = getattr(line, "parts", None)
            pieces = [("", line)] if parts is None else [(_part_style(style), text) for style, text in parts()]
            self._say([*((style, harmless(text)) for style, text in pieces), ("", "\n")])
            said = True
        if said:
            self.output.flush()

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Put one line of diagnostics on the screen; all but source text is wrapped between words."""
        self._note(f"{text}\n")
        lines = [text] if style == "source" else wrapped(text, self.width)
        for line in lines:
            self._say([(f"class:says.{style}", harmless(line)), ("", "\n")])
        self.output.flush()

    def say(self, fragments: Iterable[tuple[str, str]]) -> None:
        """Put styled pieces on the screen and end the line."""
        pieces = list(fragments)
        self._note("".join(text for _, text in pieces) + "\n")
        self._say([*((style, harmless(text)) for style, text in pieces), ("", "\n")])
        self.output.flush()

    def _note(self, text: str) -> None:
        if self.record is not None:
            self.record(text)

    def _say(self, fragments: Iterable[tuple[str, str]]) -> None:
        self._wipe_progress()
        output = self.output
        for style, text in fragments:
            attrs = self._attributes(style)
            if attrs is None:
                output.write(text)
                continue
            # A coloured background must not run into the rest of a line that the terminal scrolls in.
            for at, line in enumerate(text.split("\n")):
                if at:
                    output.write("\n")
                if line:
                    output.set_attributes(attrs, self.depth)
                    output.write(line)
                    output.reset_attributes()

    def _attributes(self, style: str) -> Attrs | None:
        if not style or self.dumb:
            return None
        if style not in self._attrs:
            self._attrs[style] = self.style.get_attrs_for_style_str(style)
        attrs = self._attrs[style]
        return None if attrs == DEFAULT_ATTRS else attrs

    # -- asking -----------------------------------------------------------------------------------------------------

    def read_line(self, prompt: str) -> str:
        """Ask for a line; `Interrupted` on Ctrl+C."""
        from glueshell.shell.questions import ask_line

        self._wipe_progress(flush=True)
        answer = ask_line(self, one_line_prompt(prompt))
        self._note(f"{one_line_prompt(prompt)}{answer}\n")
        return answer

    def read_secret(self, prompt: str) -> str:
        """Ask for a line that is not shown."""
        from glueshell.shell.questions import ask_line

        self._wipe_progress(flush=True)
        self._note(f"{one_line_prompt(prompt)}\n")
        return ask_line(self, one_line_prompt(prompt), secret=True)

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """Ask to choose one of several: typing filters, Enter takes the marked one."""
        from glueshell.shell.picker import pick_by_number, pick_from_list

        self._wipe_progress(flush=True)
        picked = (pick_by_number if self.dumb else pick_from_list)(self, prompt, choices)
        self.say([("class:question", one_line(prompt)), ("", " "), ("", one_line(picked.text))])
        return picked

    def pick_several(self, prompt: str, choices: Sequence[Choice]) -> list[Choice]:
        """Ask to choose any number of several: Ctrl+Space marks, Enter takes what is marked; Esc takes none."""
        from glueshell.shell.picker import pick_several_by_number, pick_several_from_list

        self._wipe_progress(flush=True)
        picked = (pick_several_by_number if self.dumb else pick_several_from_list)(self, prompt, choices)
        if picked:
            shown = ", ".join(one_line(choice.text) for choice in picked)
            self.say([("class:question", one_line(prompt)), ("", " "), ("", cut(shown, self.width))])
        return picked

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        """Show `lines`, ask `question`; y and n answer at once, Enter answers `default`."""
        from glueshell.shell.questions import ask_yes_or_no

        for at, line in enumerate(lines):
            for part in hanging(line, self.width):
                self.say([(preview_style(line, at), part)])
        self._wipe_progress(flush=True)
        return ask_yes_or_no(self, one_line_prompt(question), default)

    # -- progress ---------------------------------------------------------------------------------------------------

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Paint, or with an empty activity remove, the progress line."""
        if self.dumb:
            return
        if not activity:
            self._wipe_progress(flush=True)
            return
        now = self._monotonic()
        if self._progress and now - self._painted_at < PROGRESS_EVERY and (percent is None or percent < 100):
            return
        self._painted_at = now
        text = one_line(f"{activity}: {status}" if status else activity)
        if percent is not None:
            filled = max(0, min(BAR_WIDTH, percent * BAR_WIDTH // 100))
            text = f"[{'#' * filled}{'.' * (BAR_WIDTH - filled)}] {percent:3d}% {text}"
        line = cut(text, self.width - 1)
        self._wipe_progress()
        attrs = self._attributes("class:progress")
        if attrs is not None:
            self.output.set_attributes(attrs, self.depth)
        self.output.write(line)
        self.output.reset_attributes()
        self.output.flush()
        self._progress = line

    def _wipe_progress(self, *, flush: bool = False) -> None:
        if not self._progress:
            return
        self._progress = ""
        self.output.write_raw("\r")
        self.output.erase_end_of_line()
        if flush:
            self.output.flush()

    # -- screen and desktop -----------------------------------------------------------------------------------------

    def clear_screen(self) -> None:
        """Wipe the screen."""
        self._progress = ""
        self.output.erase_screen()
        self.output.cursor_goto(0, 0)
        self.output.flush()

    def fresh_line(self) -> None:
        """Begin the line anew: what the terminal echoed of a Ctrl+C is painted over."""
        self._progress = ""
        self.output.write_raw("\r")
        self.output.erase_end_of_line()

    def guard_paste(self, on: bool) -> None:
        """Have the terminal mark pasted text as such even while no line is being edited, so that it never runs."""
        if self.dumb:
            return
        if on:
            self.output.enable_bracketed_paste()
        else:
            self.output.disable_bracketed_paste()
        self.output.flush()

    def set_clipboard(self, text: str) -> bool:
        """Put text on the clipboard; False where there is none."""
        return copy_text(text, self._environ)

    def get_clipboard(self) -> str | None:
        """The text on the clipboard; None where there is none."""
        return pasted_text(self._environ)

    def open_url(self, url: str) -> bool:
        """Open a checked URL in a browser; False where that is impossible."""
        return open_checked(url)

    def session_settings(self) -> dict[str, Any]:
        """What every prompt of this terminal has in common, as arguments of a PromptSession."""
        return {
            "input": self.input,
            "output": self.output,
            "style": self.style,
            "color_depth": self.depth,
            "include_default_pygments_style": False,
        }


def wrapped(text: str, width: int) -> list[str]:
    """Text in lines of at most `width` columns, broken between words, what goes on indented like its first line."""
    from prompt_toolkit.utils import get_cwidth

    if get_cwidth(text) <= width or "\n" in text:
        return [text]
    indent = text[: len(text) - len(text.lstrip())]
    lines, line = [], indent
    for word in text.split():
        longer = f"{line}{word}" if line == indent else f"{line} {word}"
        if get_cwidth(longer) > width and line != indent:
            lines.append(line)
            line = indent + word
        else:
            line = longer
    return [*lines, line]


def hanging(text: str, width: int) -> list[str]:
    """A line of a preview in lines of at most `width` columns: broken between words, below where its value begins."""
    from prompt_toolkit.utils import get_cwidth

    start = _BEFORE_VALUE.match(text)
    indent = " " * (get_cwidth(start[0]) if start is not None else 0)
    if get_cwidth(text) <= width or len(indent) > width // 2:
        return [text]
    lines, line = [], ""
    for word in _WORDS.findall(text):
        if line.strip() and get_cwidth(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = indent
        line += word
    return [*lines, line.rstrip()]


def _part_style(style: str) -> str:
    """The style of a part of a line: a name of the theme's, or what an SGR sequence says."""
    if not style.startswith("\x1b["):
        return f"class:{style}" if style else ""
    from prompt_toolkit.formatted_text import ANSI, to_formatted_text

    return next((found[0] for found in to_formatted_text(ANSI(style + "x"))), "")


def one_line_prompt(prompt: str) -> str:
    """A question made harmless that ends in one blank."""
    text = one_line(prompt)
    return text + " " if text else ""


def preview_style(line: str, at: int = 1) -> str:
    """The style of a line of a preview: by its sign, the first one as a heading."""
    sign = line.lstrip()[:2]
    if len(sign) == 2 and sign[1] == " " and sign[0] in _SIGNS:
        return _SIGNS[sign[0]]
    return "class:preview.head" if at == 0 else ""


def _console_style(foreground: str | None, background: str | None) -> str:
    parts = []
    if foreground and foreground.lower() in CONSOLE_COLOURS:
        parts.append(_ANSI_NAMES[CONSOLE_COLOURS[foreground.lower()]])
    if background and background.lower() in CONSOLE_COLOURS:
        parts.append("bg:" + _ANSI_NAMES[CONSOLE_COLOURS[background.lower()]])
    return " ".join(parts)
