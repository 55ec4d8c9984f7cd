"""The prompt and the toolbar as they are painted: pieces of the session made harmless, and the hint of the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prompt_toolkit.utils import get_cwidth

from glueshell.objects.neutral import neutralise
from glueshell.shell.screen import cut

Fragments = list[tuple[str, str]]
#: Answers (style, text) pieces for a number of columns.
Pieces = Callable[[int], Iterable[tuple[str, str]]]

CONTINUATION = ">> "
#: With less room than this the session's state gives way to the hint.
STATE_NEEDS = 30
#: Between the session's state and the hint.
GAP = "· "

HINTS: dict[str, str] = {
    "plain": "Tab · F1 help ",
    "menu": "Tab chooses · Esc closes ",
    "chosen": "Tab next · Enter takes it · Esc closes ",
    "continued": "Enter runs it once it is whole ",
    "pending": "still reading: {what} ",
}


def safe(pieces: Iterable[tuple[str, str]]) -> Fragments:
    """Pieces whose text is harmless and one line."""
    return [(style, neutralise(text, newlines=True)) for style, text in pieces]


def continuation_fragments(wrapped: int) -> Fragments:
    """What stands before the further lines of an entry; nothing before a wrapped one."""
    return [] if wrapped else [("class:continuation", CONTINUATION)]


def toolbar_fragments(state: Pieces, hint: str, width: int) -> Fragments:
    """One line: the session's state, the hint at its right; the hint alone where there is no room for both."""
    hint = cut(neutralise(hint, newlines=True), max(width - 2, 1))
    room = width - get_cwidth(GAP + hint)
    if room < STATE_NEEDS:
        return [("class:toolbar.hint", " " + hint)]
    fragments = safe(state(room))
    used = sum(get_cwidth(text) for _, text in fragments)
    return [*fragments, ("class:toolbar", " " * max(0, room - used) + GAP), ("class:toolbar.hint", hint)]
