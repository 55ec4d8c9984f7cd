"""Rows and columns: widths, alignment, cutting and wrapping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from glueshell.formatting.cells import aligned_right, field, head, width_of, wrap
from glueshell.formatting.columns import CENTER, LEFT, MISSING, RIGHT, Column
from glueshell.formatting.directives import Shape
from glueshell.formatting.lines import Span, styled
from glueshell.formatting.screen import Screen

HIDDEN = -1
# A screen narrower than this shows no table at all.
NARROWEST = 5
# On a terminal no column of text is cut below this to make room.
READABLE = 10
# Texts that differ by no more than this in length are all of a kind; no column gets more than so much for later rows.
SAME_LENGTH = 3
MOST_MORE = 24


class Row:
    """The texts of one object's cells; `styles` names a style per cell, None where no cell has one."""

    __slots__ = ("styles", "texts")

    def __init__(self, texts: list[str], styles: list[str] | None) -> None:
        self.texts = texts
        self.styles = styles


class Table:
    """Lays rows out; the widths are settled once, from the rows known by then."""

    def __init__(self, columns: Sequence[Column], shape: Shape, screen: Screen) -> None:
        self.columns = columns
        self.shape = shape
        self.screen = screen
        self.widths: list[int] = []
        self.alignments: list[str] = []
        self.labels = [screen.clean(column.label) for column in columns]
        self._readers = [(column, column.read, bool(column.format)) for column in columns]
        self._right: list[bool] | None = None
        self._coloured = screen.coloured and (
            shape.row_style is not None or any(column.style is not None for column in columns)
        )
        # Set when every held row can be written by this template: plain, short texts.
        self._template: str | None = None
        # By column, the beginnings of texts that differ further on: these are cut in the middle.
        self._alike: dict[int, set[str]] = {}

    def row(self, item: object) -> Row:
        """The row of `item`; the first one decides which columns stand to the right."""
        if self._right is None:
            self._right = [aligned_right(column.read(item)) for column in self.columns]
        cell, clean = self.screen.cell, self.screen.clean
        texts = []
        for column, read, formatted in self._readers:
            value = read(item)
            kind = type(value)
            if formatted:
                texts.append(cell(column, value, fixed=True))
            elif kind is str:
                texts.append(clean(value))  # type: ignore[arg-type]
            elif kind is int:
                texts.append(str(value))
            else:
                texts.append(cell(column, value, fixed=True))
        return Row(texts, self._styles(item) if self._coloured else None)

    def _styles(self, item: object) -> list[str] | None:
        whole = self.shape.row_style(item) if self.shape.row_style is not None else ""
        if whole:
            return [whole] * len(self.columns)
        styles = []
        for column in self.columns:
            value = column.read(item) if column.style is not None else MISSING
            styles.append("" if column.style is None or value is MISSING else column.style(item, value))
        return styles if any(styles) else None

    def settle(self, rows: Sequence[Row], *, final: bool, more: bool = False) -> bool:
        """Decide alignment and widths from `rows`; unless they are `final`, the last column takes what is left.

        Where `more` are to be expected, a screen that folds gives the columns of texts room for them.

        False where a screen that folds has no room for the columns.
        """
        right = self._right or [False] * len(self.columns)
        self.alignments = [
            column.alignment or (RIGHT if stands else LEFT) for column, stands in zip(self.columns, right, strict=True)
        ]
        room = self.screen.width
        cells = list(zip(*[row.texts for row in rows])) or [()] * len(self.columns)
        if self.columns and self.columns[0].width and not self.shape.autosize:
            declared = [column.width for column in self.columns]
            widths = share_out(declared, room)
            if self.screen.folds:
                widths = give_way(widths, declared, self._needed(cells), room)
        else:
            widths = self._needed(cells)
        self.widths = fit(widths, room)
        if self.screen.folds and self.widths != widths:
            squeezed = squeeze(widths, self.alignments, room)
            if squeezed is None and not self.shape.wrap:
                return False
            self.widths = squeezed or self.widths
        if more and self.screen.folds:
            self.widths = widened(self.widths, self.alignments, cells, room)
        if not final and self.widths and self.widths[-1] != HIDDEN and self.alignments[-1] == LEFT:
            taken = sum(self.widths[:-1]) + len(self.widths) - 1
            self.widths[-1] = max(self.widths[-1], room - taken)
        if self.screen.folds:
            self._alike = {
                index: found
                for index, (texts, width) in enumerate(zip(cells, self.widths))
                if (found := alike(texts, width))
            }
        self._template = self._simple(cells)
        return True

    def _needed(self, cells: Sequence[Sequence[str]]) -> list[int]:
        return [max(width_of(label), _widest(texts)) for label, texts in zip(self.labels, cells)]

    def _simple(self, cells: Sequence[Sequence[str]]) -> str | None:
        """A %-template for rows whose texts are plain and fit, None where one is not or the table is no plain one."""
        if self._coloured or self.shape.wrap or min(self.widths, default=0) < 1 or CENTER in self.alignments:
            return None
        for texts, width in zip(cells, self.widths):
            joined = "".join(texts)
            if not joined.isascii() or "\n" in joined or "\r" in joined or max(map(len, texts), default=0) > width:
                return None
        last = len(self.widths) - 1
        return " ".join(
            f"%{width}s" if alignment == RIGHT else f"%-{width}s" if index < last else "%s"
            for index, (width, alignment) in enumerate(zip(self.widths, self.alignments))
        )

    # -- lines ------------------------------------------------------------------------------------------------------

    def header(self) -> list[str]:
        """The label lines and the line of dashes (none when headers are hidden)."""
        if not self.shape.headers or self.screen.width < NARROWEST:
            return []
        rules = [
            "-" * min(width_of(label), max(width, 0)) for label, width in zip(self.labels, self.widths, strict=True)
        ]
        if self.screen.ansi:
            colour = self.screen.header
            names = "".join(
                f"{colour}{' ' if at else ''}{part}\x1b[0m" for at, part in enumerate(self._fields(self.labels))
            )
            return [names, " ".join(f"{colour}{part}\x1b[0m" for part in self._fields(rules))]
        lines = [*self._lines(Row(self.labels, None)), self._line(Row(rules, None))]
        if self.screen.coloured:
            return [styled(line, [(0, len(line), self.screen.header)]) for line in lines]
        return lines

    def held(self, rows: Sequence[Row]) -> list[str]:
        """The lines of the rows that settled the widths."""
        if self.screen.width < NARROWEST:
            return []
        if self._template is not None:
            template = self._template
            return [template % tuple(row.texts) for row in rows]
        return [line for row in rows for line in self.lines(row)]

    def lines(self, row: Row) -> list[str]:
        """The line, or with wrapping the lines, of one row."""
        if self.screen.width < NARROWEST:
            return []
        return self._lines(row) if self.shape.wrap else [self._line(row)]

    def _fields(self, texts: Sequence[str]) -> list[str]:
        last = len(texts) - 1
        return [
            field(text, width, alignment, index < last, self._alike.get(index, ()))
            for index, (text, width, alignment) in enumerate(zip(texts, self.widths, self.alignments))
            if width > 0
        ]

    def _line(self, row: Row) -> str:
        parts = self._fields(row.texts)
        line = " ".join(parts)
        if row.styles is None:
            return line
        return styled(line, self._spans(parts, row.styles))

    def _spans(self, parts: Sequence[str], styles: Sequence[str]) -> list[Span]:
        spans: list[Span] = []
        start = 0
        shown = [style for style, width in zip(styles, self.widths) if width > 0]
        for part, style in zip(parts, shown):
            if style and part:
                spans.append((start, start + len(part), style))
            start += len(part) + 1
        return spans

    def _lines(self, row: Row) -> list[str]:
        """Every cell broken into as many lines as it needs."""
        shown = [index for index, width in enumerate(self.widths) if width > 0]
        if not shown:
            return [""]
        columns = []
        for index in shown:
            width, alignment = self.widths[index], self.alignments[index]
            filled = index != shown[-1]
            parts = wrap(row.texts[index], width, self.screen.words)
            columns.append([field(part, width, alignment, filled) for part in parts])
        deepest = max(len(parts) for parts in columns)
        lines = []
        for number in range(deepest):
            cells = [
                parts[number] if number < len(parts) else " " * self.widths[index]
                for index, parts in zip(shown, columns, strict=True)
            ]
            line = " ".join(cells)
            if row.styles is not None:
                line = styled(line, self._spans(cells, row.styles))
            elif deepest > 1:
                line = line.rstrip()
            lines.append(line)
        return lines


def _widest(texts: Sequence[str]) -> int:
    if not texts:
        return 0
    if "".join(texts).isascii():
        return max(map(len, texts))
    return max(map(width_of, texts))


def alike(texts: Sequence[str], width: int) -> set[str]:
    """What is left of texts that differ, where it is the same for several of them with their ends cut off."""
    if width < 3:
        return set()
    left = Counter(head(text, width - 1) for text in set(texts) if width_of(text) > width)
    return {beginning for beginning, count in left.items() if count > 1}


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


def give_way(widths: list[int], declared: Sequence[int], needed: list[int], room: int) -> list[int]:
    """Declared widths as they are where nothing is cut; else what is needed, and more of them where there is room.

    So a column that was declared wide does not cost another one its text.
    """
    if all(width >= least for width, least in zip(widths, needed)):
        return widths
    given = list(needed)
    spare = room - sum(needed) - (len(needed) - 1)
    for index, width in enumerate(declared):
        more = max(0, min(width - given[index], spare))
        given[index] += more
        spare -= more
    return given


def widened(widths: Sequence[int], alignments: Sequence[str], cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """Widths with the room that is left shared among columns of texts: those still to come may be longer.

    Texts of nearly one length (dates, addresses) will stay so; the last column takes what is left anyway.
    """
    given = list(widths)
    spare = room - sum(given) - (len(given) - 1)
    last = len(given) - 1
    growing = [
        index
        for index, texts in enumerate(cells)
        if index < last and alignments[index] == LEFT and given[index] > 0 and texts
        and _widest(texts) - min(map(width_of, texts)) > SAME_LENGTH
    ]  # fmt: skip
    if spare <= 0 or not growing:
        return given
    for index in growing:
        given[index] += min(spare // len(growing), MOST_MORE)
    return given


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


def squeeze(widths: Sequence[int], alignments: Sequence[str], room: int) -> list[int] | None:
    """Widths that fit into `room` with every column readable, the widest texts giving way first; None if there is none.

    Columns that stand to the right hold numbers and are never cut.
    """
    least = [
        width if alignment == RIGHT else min(width, READABLE)
        for width, alignment in zip(widths, alignments, strict=True)
    ]
    free = room - (len([width for width in widths if width > 0]) - 1)
    if sum(least) > free:
        return None
    squeezed = list(widths)
    excess = sum(squeezed) - free
    while excess > 0:
        open_columns = [index for index, width in enumerate(squeezed) if width > least[index]]
        top = max(squeezed[index] for index in open_columns)
        widest = [index for index in open_columns if squeezed[index] == top]
        below = max(
            [least[index] for index in widest] + [squeezed[index] for index in open_columns if squeezed[index] < top]
        )
        step = min(top - below, max(excess // len(widest), 1))
        for index in widest[: max(excess, 1)]:
            taken = min(step, excess)
            squeezed[index] -= taken
            excess -= taken
    return squeezed
