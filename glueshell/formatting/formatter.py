"""The state machine between objects and lines: the first object of a run decides its shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from glueshell.formatting.blocks import Block, ListBlock, ObjectListBlock, TableBlock, TextBlock, WideBlock
from glueshell.formatting.directives import FormatDirective, FormatEnd, FormatEntry, FormatStart, Shape
from glueshell.formatting.listing import list_lines
from glueshell.formatting.screen import ENUMERATION_LIMIT, Screen
from glueshell.formatting.views import built_in, columns_for, family, natural_shape, own_columns, text_of
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import unwrap

ViewSource = Callable[[str], Shape | None]


class Formatter:
    """Turns a stream of objects into lines of at most `width` columns (text is never cut).

    `view_source` answers the view of a type name, asked before the built-in ones. Table widths are settled by the first
    `settle_after` rows (None: by all of them), so that a long list starts to show at once. `neutral` is for terminals:
    control characters of what is shown become visible, and widths count them so. `limit` is how many items of a
    collection a cell shows (-1: all).
    """

    def __init__(
        self,
        width: int,
        view_source: ViewSource | None = None,
        settle_after: int | None = None,
        *,
        neutral: bool = False,
        limit: int = ENUMERATION_LIMIT,
    ) -> None:
        self.screen = Screen(width, neutral=neutral, limit=limit)
        self.view_source = view_source
        self.settle_after = settle_after
        self._block: Block | None = None
        # Type names the present block's view is for; empty when it has no view and takes every object.
        self._applies: frozenset[str] = frozenset()
        self._names: tuple[str, ...] | None = None
        self._explicit: Shape | None = None

    def feed(self, item: object) -> list[str]:
        """The lines that can be shown now that `item` has come; a collection shows its items."""
        if isinstance(item, FormatDirective):
            return self._directed(item)
        return self._unrolled(item, None)

    def settle(self) -> list[str]:
        """The lines held back so far: something else is about to be shown; the block goes on after it."""
        return self._block.settle() if self._block is not None else []

    def finish(self) -> list[str]:
        """The lines still held back, and the end of the last block."""
        self._explicit = None
        return self._close()

    # -- runs -------------------------------------------------------------------------------------------------------

    def _directed(self, directive: FormatDirective) -> list[str]:
        if isinstance(directive, FormatStart):
            lines = self._close()
            self._explicit = directive.shape
            return lines
        if isinstance(directive, FormatEnd):
            self._explicit = None
            return self._close()
        if isinstance(directive, FormatEntry) and self._explicit is not None:
            return self._unrolled(directive.item, self._explicit)
        return []

    def _unrolled(self, item: object, shape: Shape | None) -> list[str]:
        if type(item) is str:
            return self._texts(item.split("\n"))
        bare = unwrap(item)
        if isinstance(bare, Hashtable):
            return self._each(bare.entries(), shape)
        if enumerable(bare):
            lines: list[str] = []
            for part in iterate(bare):
                table = unwrap(part)
                lines += self._each(table.entries(), shape) if isinstance(table, Hashtable) else self._one(part, shape)
            return lines
        return self._one(item, shape)

    def _each(self, items: Iterable[object], shape: Shape | None) -> list[str]:
        lines: list[str] = []
        for item in items:
            lines += self._one(item, shape)
        return lines

    def _one(self, item: object, shape: Shape | None) -> list[str]:
        texts = text_of(item, self.screen.width)
        if texts is not None:
            return self._texts(texts)
        if self._block is None:
            self._begin(item, shape)
        elif self._applies and self._foreign(item):
            # An object of another kind stands between those of the run as a list of its own.
            return self._block.aside(["", *list_lines(item, own_columns(item), self.screen), ""])
        assert self._block is not None
        return self._block.add(item)

    def _texts(self, lines: list[str]) -> list[str]:
        lines = [self.screen.clean(line) for line in lines]
        return lines if self._block is None else self._block.aside(lines)

    def _begin(self, item: object, shape: Shape | None) -> None:
        view = self._view(item, shape.kind if shape is not None else "")
        wanted = shape or view or natural_shape(item)
        if view is None or (wanted.columns is not None and wanted is not view):
            self._applies, view = frozenset(), None
        if view is not None and wanted.group is None and view.group is not None:
            wanted = view.grouping(wanted)
        columns = columns_for(wanted, item, view)
        settle = None if wanted.autosize else self.settle_after
        screen = self.screen
        if wanted.kind == "Table":
            self._block = TableBlock(wanted, columns, screen, settle)
        elif wanted.kind == "Wide":
            self._block = WideBlock(wanted, columns, screen)
        elif wanted.kind == "Text":
            self._block = TextBlock(wanted, columns, screen)
        elif wanted.columns is None and view is None:
            self._block = ObjectListBlock(wanted, own_columns, screen)
        else:
            self._block = ListBlock(wanted, columns, screen)

    def _close(self) -> list[str]:
        block, self._block, self._applies, self._names = self._block, None, frozenset(), None
        return block.close() if block is not None else []

    # -- views ------------------------------------------------------------------------------------------------------

    def _view(self, item: object, kind: str) -> Shape | None:
        """The view of the object's type, of one kind or its usual one; remembers what it applies to."""
        from glueshell.objects.typeinfo import type_names

        names = type_names(item)
        for name in names:
            view = self.view_source(name) if self.view_source is not None else None
            if view is not None and kind and view.kind != kind:
                view = None
            view = view or built_in(name, kind)
            if view is not None:
                self._applies = family(name)
                self._names = tuple(names)
                return view
        return None

    def _foreign(self, item: object) -> bool:
        from glueshell.objects.typeinfo import type_names

        names = tuple(type_names(item))
        if names == self._names:
            return False
        return self._applies.isdisjoint(names)


def out_string(objects: Iterable[object], width: int = 120, view_source: ViewSource | None = None) -> str:
    """The objects as one text, each line ended."""
    formatter = Formatter(width, view_source)
    lines: list[str] = []
    for item in objects:
        lines += formatter.feed(item)
    lines += formatter.finish()
    return "".join(line + "\n" for line in lines)
