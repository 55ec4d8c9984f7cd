"""How things look: data only. Colours are the terminal's own sixteen, so that its theme decides about contrast."""

from __future__ import annotations

from collections.abc import Mapping

#: What does not depend on the background.
_COMMON: dict[str, str] = {
    "token.parameter": "ansibrightblack",
    "token.error": "underline",
    "token.wrong": "ansired underline",
    "prompt.mark": "bold",
    "menu.required": "bold",
    "completion-menu": "",
    "bottom-toolbar": "reverse",
    "toolbar.hint": "bold",
    "continuation": "ansibrightblack",
    "says.hint": "ansicyan",
    "says.source": "",
    "says.debug": "ansibrightblack",
    "preview.add": "ansigreen",
    "preview.remove": "ansired",
    "preview.change": "ansiyellow",
    "preview.head": "bold",
    "question": "bold",
    "list.label": "ansigreen",
    "cell.dim": "ansibrightblack",
    "cell.late": "ansired",
    "picker.filter": "bold",
    "picker.chosen": "reverse",
    "picker.detail": "ansibrightblack",
    "picker.foot": "ansibrightblack",
    "progress": "ansicyan",
}

DARK: Mapping[str, str] = {
    **_COMMON,
    "token.command": "ansibrightyellow",
    "token.command.unknown": "ansibrightred",
    "token.wrong": "ansibrightred underline",
    "token.variable": "ansibrightgreen",
    "token.string": "ansicyan",
    "token.number": "ansiwhite",
    "token.operator": "ansibrightblack",
    "token.keyword": "ansibrightgreen",
    "token.type": "ansigray",
    "token.member": "ansigray",
    "token.comment": "ansigreen",
    "prompt.region": "ansibrightcyan",
    "prompt.organization": "ansibrightyellow",
    "prompt.organization.sandbox": "ansibrightgreen",
    "prompt.type": "ansiwhite",
    "prompt.draft": "ansibrightmagenta",
    "prompt.missing": "ansibrightred",
    "prompt.unknown": "ansibrightred",
    "prompt.read-only": "ansibrightblack",
    "prompt.separator": "ansibrightblack",
    "prompt.name": "ansibrightcyan",
    "completion-menu.completion": "bg:ansibrightblack ansiwhite",
    "completion-menu.completion.current": "noreverse bg:ansicyan ansiblack",
    "completion-menu.meta.completion": "bg:ansibrightblack ansiwhite",
    "completion-menu.meta.completion.current": "bg:ansicyan ansiblack",
    "scrollbar.background": "bg:ansibrightblack",
    "scrollbar.button": "bg:ansicyan",
    "menu.set": "ansibrightgreen",
    "menu.retired": "ansired",
    "says.error": "ansibrightred",
    "says.warning": "ansibrightyellow",
    "says.verbose": "ansibrightyellow",
    "table.header": "ansibrightgreen",
    "list.label": "ansibrightgreen",
    "cell.late": "ansibrightred",
}

LIGHT: Mapping[str, str] = {
    **_COMMON,
    "token.command": "ansiblue bold",
    "token.command.unknown": "ansired",
    "token.variable": "ansigreen",
    "token.string": "ansired",
    "token.number": "ansiblack",
    "token.operator": "ansibrightblack",
    "token.keyword": "ansimagenta",
    "token.type": "ansiblue",
    "token.member": "ansiblack",
    "token.comment": "ansigreen",
    "prompt.region": "ansiblue",
    "prompt.organization": "ansimagenta",
    "prompt.organization.sandbox": "ansigreen",
    "prompt.type": "ansiblack bold",
    "prompt.draft": "ansiblue",
    "prompt.missing": "ansired bold",
    "prompt.unknown": "ansired bold",
    "prompt.read-only": "ansibrightblack",
    "prompt.separator": "ansibrightblack",
    "prompt.name": "ansiblue",
    "completion-menu.completion": "bg:ansigray ansiblack",
    "completion-menu.completion.current": "noreverse bg:ansiblue ansiwhite",
    "completion-menu.meta.completion": "bg:ansigray ansiblack",
    "completion-menu.meta.completion.current": "bg:ansiblue ansiwhite",
    "scrollbar.background": "bg:ansigray",
    "scrollbar.button": "bg:ansiblue",
    "menu.set": "ansigreen",
    "menu.retired": "ansired",
    "says.error": "ansired",
    "says.warning": "ansimagenta",
    "says.verbose": "ansiblue",
    "table.header": "ansigreen bold",
    "list.label": "ansigreen bold",
}

#: No colour at all: what must stand out does so by weight.
NONE: Mapping[str, str] = {
    **dict.fromkeys(DARK, ""),
    "token.error": "underline",
    "token.wrong": "underline",
    "prompt.organization": "bold",
    "prompt.mark": "bold",
    "completion-menu.completion.current": "reverse",
    "completion-menu.meta.completion.current": "reverse",
    "scrollbar.button": "reverse",
    "picker.chosen": "reverse",
    "bottom-toolbar": "reverse",
    "preview.head": "bold",
    "question": "bold",
    "menu.required": "bold",
    "says.error": "bold",
    "says.warning": "bold",
    "table.header": "bold",
    "cell.late": "underline",
}

THEMES: Mapping[str, Mapping[str, str]] = {"dark": DARK, "light": LIGHT, "none": NONE}

#: PowerShell's ConsoleColor names -> ANSI colour numbers (SGR 30-37, 90-97).
CONSOLE_COLOURS: Mapping[str, int] = {
    "black": 30, "darkred": 31, "darkgreen": 32, "darkyellow": 33, "darkblue": 34, "darkmagenta": 35, "darkcyan": 36,
    "gray": 37, "darkgray": 90, "red": 91, "green": 92, "yellow": 93, "blue": 94, "magenta": 95, "cyan": 96,
    "white": 97,
}  # fmt: skip

#: What a line on the diagnostics side looks like, as SGR numbers for places without prompt_toolkit.
SAYS_SGR: Mapping[str, str] = {
    "error": "91", "warning": "93", "verbose": "93", "debug": "90", "hint": "36", "source": "",
}  # fmt: skip

#: The parts of formatted lines, as SGR sequences.
PART_SGR: Mapping[str, str] = {
    "table.header": "\x1b[32;1m", "list.label": "\x1b[32;1m", "cell.dim": "\x1b[90m", "cell.late": "\x1b[91m",
}  # fmt: skip


def theme_name(environ: Mapping[str, str], configured: str = "") -> str:
    """dark, light or none: NO_COLOR and a dumb terminal win, then the configuration, then what the terminal tells."""
    if environ.get("NO_COLOR") or environ.get("TERM", "").lower() == "dumb":
        return "none"
    if configured in THEMES:
        return configured
    # Set by several terminals as "foreground;background" in numbers of the sixteen colours.
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if background in ("7", "15") else "dark"
