"""What blocks need to know of the screen: its width, and how a value's text is made fit for it."""

from __future__ import annotations

from glueshell.formatting.cells import cell_text
from glueshell.formatting.columns import MISSING, Column

ENUMERATION_LIMIT = 4


class Screen:
    """Width in columns; `neutral` says that what is shown goes to a terminal, so that nothing in it may act on one."""

    __slots__ = ("limit", "neutral", "width")

    def __init__(self, width: int, *, neutral: bool = False, limit: int = ENUMERATION_LIMIT) -> None:
        self.width = width
        self.neutral = neutral
        self.limit = limit

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
        """Text that may be put on this screen: on a terminal with its control characters made visible."""
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
