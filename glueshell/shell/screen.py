"""What may be written to a screen: foreign text made harmless, and no sequence that is not ours."""

from __future__ import annotations

from glueshell.objects.neutral import neutralise
from glueshell.shell.styles import CONSOLE_COLOURS

RESET = "\x1b[0m"


def harmless(text: str, newlines: bool = False) -> str:
    """Foreign text as the screen may have it; line ends of Windows become plain ones, tabs stay."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return neutralise(text, newlines)


def one_line(text: str) -> str:
    """Foreign text for a place of one line: a menu, a toolbar, a prompt."""
    return neutralise(text.strip(), True)


def cut(text: str, columns: int) -> str:
    """Text cut to a number of columns, wide characters counted; `…` stands for what is missing."""
    # The plain host speaks through this module too, and never cuts anything.
    from prompt_toolkit.utils import get_cwidth

    if get_cwidth(text) <= columns:
        return text
    kept, used = [], 1
    for char in text:
        used += get_cwidth(char)
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + "…"


def console_sgr(foreground: str | None, background: str | None) -> str:
    """The colour sequence for two ConsoleColor names; unknown names and None give none."""
    numbers = []
    if foreground and foreground.lower() in CONSOLE_COLOURS:
        numbers.append(str(CONSOLE_COLOURS[foreground.lower()]))
    if background and background.lower() in CONSOLE_COLOURS:
        numbers.append(str(CONSOLE_COLOURS[background.lower()] + 10))
    return f"\x1b[{';'.join(numbers)}m" if numbers else ""


def numbers_of(text: str, count: int) -> list[int] | None:
    """The numbers of a text such as `1,3` or `2-5`, none for a blank one; None where it is something else."""
    found: list[int] = []
    for part in text.replace(",", " ").split():
        first, dash, last = part.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            return None
        found.extend(range(int(first), int(last if dash else first) + 1))
    return found if all(1 <= number <= count for number in found) else None
