"""The bridge from our candidates to the terminal's menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from prompt_toolkit.completion import CompleteEvent, Completer
from prompt_toolkit.completion import Completion as MenuItem
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.utils import get_cwidth

from glueshell.shell.screen import cut, one_line

if TYPE_CHECKING:
    from prompt_toolkit.document import Document

    from glueshell.completion import Completion
    from glueshell.shell.parsed import ParseCache

#: A menu longer than this is not read by anybody.
SHOWN = 200
#: Columns a name always gets, and those around a name and its detail: a blank at each side and the scroll bar.
NARROWEST = 16
FRAME = 5


class MenuCompleter(Completer):
    """Candidates as menu items, in the order they are given.

    `width` answers the columns of the screen. `last` is the last answer. `menu_start` tells where the piece begins that
    the open menu is about; once the typing has gone on to another piece there is nothing to follow.
    """

    def __init__(
        self, parsed: ParseCache, view: Any, menu_start: Callable[[], int | None], width: Callable[[], int]
    ) -> None:
        self._parsed = parsed
        self._view = view
        self._menu_start = menu_start
        self._width = width
        self.last: Completion | None = None

    @property
    def pending(self) -> tuple[str, ...]:
        """What the last answer is still waiting for."""
        return self.last.pending if self.last is not None else ()

    def told(self, item: MenuItem) -> str:
        """All that is known of a menu item; the menu may have had no room for it."""
        candidates = self.last.candidates if self.last is not None else ()
        detail = next((each.detail for each in candidates if each.text == item.text), item.display_meta_text)
        return one_line(detail)

    def ask(self, document: Document) -> Completion:
        """Our own answer for a document."""
        from glueshell.completion import complete

        self.last = complete(self._parsed.get(document.text), document.cursor_position, self._view)
        return self.last

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[MenuItem]:
        """The menu items for a document, while its menu follows the typing."""
        answer = self.ask(document)
        if answer.start != self._menu_start():
            return []
        return menu_items(answer, document.cursor_position, self._width())


def menu_items(answer: Completion, cursor: int, width: int) -> list[MenuItem]:
    """The candidates as menu items that fit into `width` columns: names up to half of them, details what is left.

    What lies behind the cursor and is to be replaced stays for `tail`.
    """
    shown = answer.candidates[:SHOWN]
    names = [one_line(candidate.list_text) for candidate in shown]
    widest = max((get_cwidth(name) for name in names), default=0)
    most = max(NARROWEST, width // 2 - FRAME) if any(candidate.detail for candidate in shown) else width - FRAME
    room = width - min(widest, most) - FRAME
    items = []
    for candidate, name in zip(shown, names):
        style = f"class:menu.{candidate.style_hint}" if candidate.style_hint else ""
        items.append(
            MenuItem(
                candidate.text,
                start_position=min(answer.start - cursor, 0),
                display=FormattedText([(style, _named(name, most))]),
                display_meta=FormattedText([("", cut(one_line(candidate.detail), room))]) if room > 2 else "",
            )
        )
    return items


def _named(name: str, columns: int) -> str:
    """A name cut to so many columns; the star of what is required stays."""
    if name.endswith("*") and get_cwidth(name) > columns:
        return cut(name[:-1], columns - 1) + "*"
    return cut(name, columns)


def tail(answer: Completion, cursor: int) -> int:
    """How many characters behind the cursor belong to the piece that is replaced."""
    return max(0, answer.start + answer.length - cursor)


def shared_beginning(answer: Completion, typed: str) -> str | None:
    """What can be written at once because all candidates begin so; None when that is no more than `typed`.

    `typed` is the text from the start of the replaced piece to the cursor.
    """
    from glueshell.completion.quoting import open_quote, read_back
    from glueshell.completion.ranking import common_prefix

    shared = common_prefix([candidate.text for candidate in answer.candidates])
    if shared in ("'", '"', "$"):
        return None  # a quotation mark or a `$` alone says nothing, and begins something else
    if len(shared) > len(typed) and shared.lower().startswith(typed.lower()):
        return shared
    word, quote = read_back(typed)
    shared = common_prefix([candidate.value for candidate in answer.candidates])
    if len(shared) > len(word) and shared.lower().startswith(word.lower()) and word:
        return open_quote(shared, quote)
    return None
