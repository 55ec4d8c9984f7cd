"""What blocks need to know of the screen: its width, its colours, and how a value's text is made fit for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.formatting.cells import cell_text
from glueshell.formatting.columns import MISSING, Column
from glueshell.formatting.lines import HEADER, LABEL
from glueshell.objects.ambient import culture_name

if TYPE_CHECKING:
    from glueshell.objects.types.psstyle import PSStyle

ENUMERATION_LIMIT = 4
# Languages whose texts are broken between words; in all others, and without a culture, wherever the line is full.
_LANGUAGES_OF_WORDS = frozenset(("en", "fr", "de", "it", "pt", "es"))


class Preferences:
    """What the session wants of formatted text; read when a run of objects begins."""

    def limit(self) -> int:
        """How many items of a collection a cell shows (-1: all)."""
        return ENUMERATION_LIMIT

    def style(self) -> PSStyle | None:
        """The session's `$PSStyle`, None while nobody has touched it."""
        return None


class Screen:
    """Width in columns and what goes with it.

    `neutral` says that what is shown goes to a terminal, so that nothing in it may act on one. `coloured` lines carry
    styles for a host; `ansi` writes the sequences of `$PSStyle` into the text. `folds` turns a table that does not fit
    into a list.
    """

    __slots__ = ("_preferences", "ansi", "coloured", "folds", "header", "label", "limit", "neutral", "width", "words")

    def __init__(
        self,
        width: int,
        *,
        neutral: bool = False,
        coloured: bool = False,
        folds: bool = False,
        preferences: Preferences | None = None,
    ) -> None:
        self.width = width
        self.neutral = neutral
        self.coloured = coloured
        self.folds = folds
        self.ansi = False
        self.limit = ENUMERATION_LIMIT
        self.header, self.label = HEADER, LABEL
        self.words = True
        self._preferences = preferences

    def settle(self) -> None:
        """Read the session's preferences: a run of objects begins."""
        self.words = culture_name().partition("-")[0].lower() in _LANGUAGES_OF_WORDS
        if self._preferences is None:
            return
        self.limit = self._preferences.limit()
        style = self._preferences.style()
        if style is None:
            return
        self.ansi = style.ansi and not self.neutral
        self.coloured = self.coloured and not style.plain
        if self.ansi or style.formatting.changed:
            self.header, self.label = style.accent("TableHeader"), style.accent("FormatAccent")

    def cell(self, column: Column, value: object, *, fixed: bool) -> str:
        """The text of a value in `column`; `fixed` is how numbers stand in tables."""
        if value is MISSING or value is None:
            return ""
        if column.format:
            return self.clean(_formatted(value, column.format))
        return self.clean(cell_text(value, self.limit, fixed=fixed and column.fixed))

    def value(self, value: object) -> str:
        """The text of a value outside a column."""
        return "" if value is MISSING else self.clean(cell_text(value, self.limit))

    def clean(self, text: str) -> str:
        """Text of a cell: on a terminal with its control characters made visible, elsewhere without colours."""
        if text.isascii() and text.isprintable():
            return text
        if not self.neutral:
            if "\x1b" not in text or self.ansi:
                return text
            from glueshell.objects.types.psstyle import plain

            return plain(text)
        return self.harmless(text)

    def harmless(self, text: str) -> str:
        """Text that may be put on this screen."""
        if not self.neutral or (text.isascii() and text.isprintable()):
            return text
        from glueshell.objects.text import neutralise

        # A line end of Windows is one; a carriage return alone would move the cursor.
        return neutralise(text.replace("\r\n", "\n")).replace("\t", "    ")


def _formatted(value: object, pattern: str) -> str:
    from glueshell.objects.text import format_operator, format_value

    if "{0" in pattern:
        return format_operator(pattern, [value])
    return format_value(value, pattern)
