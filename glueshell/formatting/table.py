"""Rows and columns: widths, alignment, cutting and wrapping."""

from __future__ import annotations

from collections.abc import Sequence

from glueshell.formatting.cells import aligned_right, field, width_of, wrap
from glueshell.formatting.columns import LEFT, MISSING, RIGHT, Column
from glueshell.formatting.directives import Shape
from glueshell.formatting.screen import Screen

HIDDEN = -1
# A screen narrower than this shows no table at all.
NARROWEST = 5


class Row:
    """The texts of one object's cells; `styles` names a style per cell or none, `right` tells which stand right."""

    __slots__ = ("right", "styles", "texts")

    def __init__(self, item: object, columns: Sequence[Column], screen: Screen) -> None:
        values = [column.read(item) for column in columns]
        self.texts = [screen.cell(column, value, fixed=True) for column, value in zip(columns, values)]
        self.right = [aligned_right(value) for value in values]
        self.styles = [
            column.style(item, None if value is MISSING else value) if column.style is not None else ""
            for column, value in zip(columns, values)
        ]


class Table:
    """Lays rows out; the widths are settled once, from the rows known by then."""

    def __init__(self, columns: Sequence[Column], shape: Shape, screen: Screen) -> None:
        self.columns = columns
        self.shape = shape
        self.screen = screen
        self.widths: list[int] = []
        self.alignments: list[str] = []
        self.labels = [screen.clean(column.label) for column in columns]

    def row(self, item: object) -> Row:
        """The row of `item`."""
        return Row(item, self.columns, self.screen)

    def settle(self, rows: Sequence[Row], *, final: bool) -> None:
        """Decide alignment and widths from `rows`; unless they are `final`, the last column takes what is left."""
        first = rows[0].right if rows else [False] * len(self.columns)
        self.alignments = [
            column.alignment or (RIGHT if right else LEFT) for column, right in zip(self.columns, first, strict=True)
        ]
        if any(column.width for column in self.columns) and not self.shape.autosize:
            widths = share_out([column.width for column in self.columns], self.screen.width)
        else:
            widths = [
                max([width_of(label), *(width_of(row.texts[index]) for row in rows)])
                for index, label in enumerate(self.labels)
            ]
        self.widths = fit(widths, self.screen.width)
        if not final and self.widths and self.widths[-1] != HIDDEN and self.alignments[-1] == LEFT:
            taken = sum(self.widths[:-1]) + len(self.widths) - 1
            self.widths[-1] = max(self.widths[-1], self.screen.width - taken)

    # -- lines ------------------------------------------------------------------------------------------------------

    def header(self) -> list[str]:
        """The label lines and the line of dashes (none when headers are hidden)."""
        if not self.shape.headers or self.screen.width < NARROWEST:
            return []
        rules = [
            "-" * min(width_of(label), max(width, 0)) for label, width in zip(self.labels, self.widths, strict=True)
        ]
        return [*self._lines(self.labels), self._line(rules)]

    def lines(self, row: Row) -> list[str]:
        """The line, or with wrapping the lines, of one row."""
        if self.screen.width < NARROWEST:
            return []
        return self._lines(row.texts) if self.shape.wrap else [self._line(row.texts)]

    def _line(self, texts: Sequence[str]) -> str:
        last = len(texts) - 1
        return " ".join(
            [
                field(text, width, alignment, index < last)
                for index, (text, width, alignment) in enumerate(zip(texts, self.widths, self.alignments))
                if width > 0
            ]
        )

    def _lines(self, texts: Sequence[str]) -> list[str]:
        """Every cell broken into as many lines as it needs."""
        shown = [index for index, width in enumerate(self.widths) if width > 0]
        if not shown:
            return [""]
        columns = []
        for index in shown:
            width, alignment = self.widths[index], self.alignments[index]
            filled = index != shown[-1]
            parts = wrap(texts[index], width)
            columns.append([field(part, width, alignment, filled) for part in parts])
        deepest = max(len(parts) for parts in columns)
        lines = []
        for number in range(deepest):
            cells = [
                parts[number] if number < len(parts) else " " * self.widths[index]
                for index, parts in zip(shown, columns, strict=True)
            ]
            line = " ".join(cells)
            lines.append(line.rstrip() if deepest > 1 else line)
        return lines


def share_out(widths: Sequence[int], room: int) -> list[int]:
    """Widths with those that are 0 sharing what the others leave, one column at a time from the left."""
    shared = [width or 1 for width in widths]
    left = room - sum(shared) - (len(shared) - 1)
    open_columns = [index for index, width in enumerate(widths) if not width]
    if left > 0 and open_columns:
        each, more = divmod(left, len(open_columns))
        for order, index in enumerate(open_columns):
            shared[index] += each + (1 if order < more else 0)
    return shared


def fit(widths: Sequence[int], room: int) -> list[int]:
    """Widths that fit into `room`: the last visible column shrinks, is hidden when nothing of it is left, and so on."""
    fitted = list(widths)
    while True:
        shown = [index for index, width in enumerate(fitted) if width > 0]
        excess = sum(fitted[index] for index in shown) + max(len(shown) - 1, 0) - room
        if excess <= 0 or not shown:
            return fitted
        last = shown[-1]
        fitted[last] = fitted[last] - excess if fitted[last] - excess >= 1 else HIDDEN
