"""A block is a run of objects in one shape: table, list, grid, class or text, with its groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glueshell.formatting.cells import field, width_of, wrap
from glueshell.formatting.columns import LEFT, MISSING, Column
from glueshell.formatting.custom import custom_lines
from glueshell.formatting.directives import Shape
from glueshell.formatting.listing import list_lines
from glueshell.formatting.screen import Screen
from glueshell.formatting.table import NARROWEST, Row, Table, fit, share_out

ColumnsOf = Callable[[object], Sequence[Column]]


class Block:
    """Base: keeps the group heading and the order of what is shown."""

    def __init__(self, shape: Shape, columns: Sequence[Column], screen: Screen) -> None:
        self.shape = shape
        self.columns = columns
        self.screen = screen
        self._begun = False
        self._group: str | None = None

    def add(self, item: object) -> list[str]:
        """The lines that `item` makes showable."""
        if self._begun and self.shape.group is None:
            return self._add(item)
        return [*self._regroup(item), *self._add(item)]

    def aside(self, lines: list[str]) -> list[str]:
        """Put text lines between the objects without ending the block."""
        return lines

    def settle(self) -> list[str]:
        """What is held back, shown now; the block goes on."""
        return []

    def close(self) -> list[str]:
        """What is still held back, and the blank line after the block."""
        return [*self._flush(), ""]

    def _regroup(self, item: object) -> list[str]:
        key = self.shape.group(item) if self.shape.group is not None else MISSING
        shown = None if key is MISSING else self.screen.value(key)
        told = None if key is None else shown
        if self._begun and told == self._group:
            return []
        lines = [*self._end_group(), ""] if self._begun else [""]
        self._begun, self._group = True, told
        self._begin_group()
        if shown is not None:
            indent = self.shape.group_indent
            label = self.screen.clean(self.shape.group_label)
            lines += [*wrap(f"{' ' * indent}{label}: {shown}", max(self.screen.width, 1)), ""]
        return lines

    def _begin_group(self) -> None:
        """Forget what belonged to the group before."""

    def _end_group(self) -> list[str]:
        return self._flush()

    def _add(self, item: object) -> list[str]:
        raise NotImplementedError

    def _flush(self) -> list[str]:
        return []

    def _row_style(self, item: object) -> str:
        style = self.shape.row_style
        return style(item) if style is not None and self.screen.coloured else ""


class TableBlock(Block):
    """Rows are held back until the widths are settled, then flow; what does not fit a screen that folds is a list."""

    def __init__(self, shape: Shape, columns: Sequence[Column], screen: Screen, settle_after: int | None) -> None:
        super().__init__(shape, columns, screen)
        self._settle_after = settle_after
        self._every_column = columns
        self._keeps = screen.folds or any(column.told is not None for column in columns)
        self._begin_group()

    def aside(self, lines: list[str]) -> list[str]:
        """Put text lines between the rows."""
        if self._settled:
            return lines
        self._asides.append((len(self._held), lines))
        return []

    def settle(self) -> list[str]:
        """The rows held back, with the widths they need."""
        return [] if self._settled else self._settle(final=False)

    def _begin_group(self) -> None:
        self.columns = self._every_column
        self._table = Table(self.columns, self.shape, self.screen)
        self._held: list[Row] = []
        self._items: list[object] = []
        self._asides: list[tuple[int, list[str]]] = []
        self._settled = self._folded = False

    def _add(self, item: object) -> list[str]:
        if self._folded:
            return self._listed(item)
        row = self._table.row(item)
        if self._settled:
            return self._table.lines(row)
        self._held.append(row)
        if self._keeps:
            self._items.append(item)
        if self._settle_after is not None and len(self._held) >= self._settle_after:
            return self._settle(final=False, more=True)
        return []

    def _listed(self, item: object) -> list[str]:
        return [*list_lines(item, self.columns, self.screen, self._row_style(item)), ""]

    def _settle(self, *, final: bool, more: bool = False) -> list[str]:
        self._settled = True
        self._leave_out_told()
        table, rows, items = self._table, self._held, self._items
        self._folded = not table.settle(rows, final=final, more=more)
        lines = [] if self._folded else table.header()
        start = 0
        for end, aside in [*self._asides, (len(rows), [])]:
            if self._folded:
                for item in items[start:end]:
                    lines += self._listed(item)
            else:
                lines += table.held(rows[start:end])
            lines += aside
            start = end
        self._held, self._items, self._asides = [], [], []
        return lines

    def _leave_out_told(self) -> None:
        items = self._items
        kept = [column for column in self.columns if column.told is None or not all(map(column.told, items))]
        if len(kept) < len(self.columns):
            self.columns = kept
            self._table = Table(kept, self.shape, self.screen)
            self._held = [self._table.row(item) for item in items]

    def _flush(self) -> list[str]:
        lines = [] if self._settled else self._settle(final=True)
        # A list has brought its blank line already.
        return lines[:-1] if self._folded and lines else lines


class ListBlock(Block):
    """One property a line, a blank line after each object."""

    def close(self) -> list[str]:
        """Nothing: the last object brought its blank line."""
        return []

    def _add(self, item: object) -> list[str]:
        return [*list_lines(item, self.columns, self.screen, self._row_style(item)), ""]


class ObjectListBlock(ListBlock):
    """A list in which every object shows its own properties."""

    def __init__(self, shape: Shape, columns_of: ColumnsOf, screen: Screen) -> None:
        super().__init__(shape, (), screen)
        self._columns_of = columns_of

    def _add(self, item: object) -> list[str]:
        return [*list_lines(item, self._columns_of(item), self.screen), ""]


class CustomBlock(Block):
    """Every object written out with all it holds."""

    def __init__(self, shape: Shape, columns_of: ColumnsOf, screen: Screen) -> None:
        super().__init__(shape, (), screen)
        self._columns_of = columns_of

    def _add(self, item: object) -> list[str]:
        columns = self.shape.columns if self.shape.columns is not None else self._columns_of(item)
        return custom_lines(item, columns, self._columns_of, self.screen, self.shape.depth)


class TextBlock(Block):
    """Objects whose view is a line of text of their own."""

    def _add(self, item: object) -> list[str]:
        return self.screen.value(self.columns[0].read(item)).split("\n")


class WideBlock(Block):
    """One property of many objects, side by side."""

    def _begin_group(self) -> None:
        self._texts: list[str] = []

    def _add(self, item: object) -> list[str]:
        self._texts.append(self.screen.cell(self.columns[0], self.columns[0].read(item), fixed=False))
        return []

    def _end_group(self) -> list[str]:
        # The last row of a group is written after the blank line that ends it, as PowerShell does it.
        flushed = self._flush()
        return ["", *flushed[:-1], flushed[-1]] if flushed else [""]

    def _regroup(self, item: object) -> list[str]:
        again = self._begun
        lines = super()._regroup(item)
        if again and lines:
            del lines[lines.index("", 1)]
        return lines

    def _flush(self) -> list[str]:
        texts, room = self._texts, self.screen.width
        if room < NARROWEST:
            return [""]
        across = self.shape.wide_columns or 2
        if self.shape.autosize:
            widest = max((width_of(text) for text in texts), default=1)
            across = max((room + 1) // (widest + 1), 1)
        widths = fit(share_out([0] * across, room), room)
        lines = []
        for start in range(0, len(texts), across):
            row = [*texts[start : start + across], *[""] * across][:across]
            lines.append(
                " ".join(
                    field(text, width, LEFT, index < across - 1)
                    for index, (text, width) in enumerate(zip(row, widths))
                    if width > 0
                )
            )
        self._texts = []
        return lines


class MarkupBlock(Block):
    """A table in somebody else's notation, written by tabulate when all rows are there."""

    def __init__(self, shape: Shape, columns: Sequence[Column], screen: Screen) -> None:
        super().__init__(shape, columns, screen)
        self._rows: list[list[str]] = []
        self._right: list[bool] = []

    def add(self, item: object) -> list[str]:
        """Hold the row."""
        from glueshell.formatting.cells import aligned_right

        values = [column.read(item) for column in self.columns]
        if not self._rows:
            self._right = [aligned_right(value) for value in values]
        self._rows.append([self.screen.cell(column, value, fixed=True) for column, value in zip(self.columns, values)])
        return []

    def close(self) -> list[str]:
        """The whole table."""
        from glueshell.formatting.markup import render

        labels = [self.screen.clean(column.label) for column in self.columns]
        right = [
            column.alignment or ("right" if stands else "left") for column, stands in zip(self.columns, self._right)
        ]
        return render(self.shape.markup, labels, self._rows, right)
