"""The state machine between objects and lines: the first object of a run decides its shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from glueshell.formatting.blocks import (
    Block,
    CustomBlock,
    ListBlock,
    MarkupBlock,
    ObjectListBlock,
    TableBlock,
    TextBlock,
    WideBlock,
)
from glueshell.formatting.columns import Column
from glueshell.formatting.directives import FormatDirective, FormatEnd, FormatEntry, FormatStart, Shape
from glueshell.formatting.listing import list_lines
from glueshell.formatting.screen import Preferences, Screen
from glueshell.formatting.views import built_in, columns_for, family, natural_shape, own_columns, text_of
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import PSObject, unwrap

ViewSource = Callable[[str], Shape | None]


class Formatter:
    """Turns a stream of objects into lines of at most `width` columns (text is never cut).

    `view_source` answers the view of a type name, asked before the built-in ones. Table widths are settled by the first
    `settle_after` rows (None: by all of them), so that a long list starts to show at once. `neutral` is for terminals:
    control characters of what is shown become visible, and widths count them so. `coloured` lines are `lines.Line`
    where they have styles; `folds` turns a table that does not fit into a list. `preferences` are the session's.
    """

    def __init__(
        self,
        width: int,
        view_source: ViewSource | None = None,
        settle_after: int | None = None,
        *,
        neutral: bool = False,
        coloured: bool = False,
        folds: bool = False,
        preferences: Preferences | None = None,
    ) -> None:
        self.screen = Screen(width, neutral=neutral, coloured=coloured, folds=folds, preferences=preferences)
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
        if type(directive) is FormatEntry:
            shape = self._explicit
            if shape is None:
                return []
            if shape.expand != "EnumOnly":
                return self._expanded(directive.item, shape)
            lines = self._unrolled(directive.item, shape)
            if shape.report is not None:
                lines = lines + self._texts(shape.report(directive.item))
            return lines
        if isinstance(directive, FormatStart):
            lines = self._close()
            self._explicit = directive.shape
            return lines
        if isinstance(directive, FormatEnd):
            self._explicit = None
            return self._close()
        return []

    def _expanded(self, item: object, shape: Shape) -> list[str]:
        """A collection shown as the object it is, and with Both its items after it."""
        bare = unwrap(item)
        if not (isinstance(bare, Hashtable) or enumerable(bare)):
            return self._one(item, shape)
        if shape.expand == "CoreOnly":
            return self._core(bare, shape)
        items = list(bare.entries()) if isinstance(bare, Hashtable) else list(iterate(bare))
        count = len(items)
        lines = ["The following object supports IEnumerable:", *self._core(bare, shape), *self._close()]
        lines.append(
            "The IEnumerable contains the following object:"
            if count == 1
            else f"The IEnumerable contains the following {count} objects:"
        )
        return lines + self._each(items, shape)

    def _core(self, bare: object, shape: Shape) -> list[str]:
        if isinstance(bare, Hashtable):
            from glueshell.objects.typeinfo import type_name

            return [type_name(bare)]
        return self._one(bare, shape)

    def _unrolled(self, item: object, shape: Shape | None) -> list[str]:
        kind = type(item)
        if kind is str and (shape is None or not shape.force):
            return self._texts(item.split("\n"))  # type: ignore[attr-defined]
        if kind is PSObject and self._block is not None and not self._applies and item.properties:  # type: ignore[attr-defined]
            # The common case: one more custom object of a run without a view.
            bare = unwrap(item)
            if bare is item:
                return self._block.add(item)
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
        texts = text_of(item, self.screen.width, forced=shape is not None and shape.force)
        if texts is not None:
            return self._texts(texts)
        if self._block is None:
            self._begin(item, shape)
        elif self._applies and self._foreign(item):
            # An object of another kind stands between those of the run as a list of its own.
            return self._block.aside(["", *list_lines(item, self._list_columns(item), self.screen), ""])
        assert self._block is not None
        return self._block.add(item)

    def _texts(self, lines: list[str]) -> list[str]:
        lines = [self.screen.harmless(line) for line in lines]
        return lines if self._block is None else self._block.aside(lines)

    def _begin(self, item: object, shape: Shape | None) -> None:
        self.screen.settle()
        view = self._view(item, shape.kind if shape is not None else "", shape.named if shape is not None else "")
        wanted = shape or view or natural_shape(item)
        if view is not None and view.kind == "Text" and wanted.columns is None:
            wanted = view
        if view is None or (wanted.columns is not None and wanted is not view):
            # With columns of one's own every object is welcome; the view still says which rows stand out.
            self._applies = frozenset()
            if view is not None and view.row_style is not None:
                wanted = wanted.within(Shape(view.kind, row_style=view.row_style))
            view = None
        elif wanted is not view:
            wanted = wanted.within(view)
        columns = columns_for(wanted, item, view)
        screen = self.screen
        if wanted.markup:
            self._block = MarkupBlock(wanted, columns, screen)
        elif wanted.kind == "Table":
            self._block = TableBlock(wanted, columns, screen, None if wanted.autosize else self.settle_after)
        elif wanted.kind == "Wide":
            self._block = WideBlock(wanted, columns, screen)
        elif wanted.kind == "Custom":
            self._block = CustomBlock(wanted, own_columns, screen)
        elif wanted.kind == "Text":
            self._block = TextBlock(wanted, columns, screen)
        elif wanted.columns is None and (view is None or view.columns is None):
            self._block = ObjectListBlock(wanted, own_columns, screen)
        else:
            self._block = ListBlock(wanted, columns, screen)

    def _close(self) -> list[str]:
        block, self._block, self._applies, self._names = self._block, None, frozenset(), None
        return block.close() if block is not None else []

    # -- views ------------------------------------------------------------------------------------------------------

    def _view(self, item: object, kind: str, named: str) -> Shape | None:
        """The view of the object's type, of one kind or its usual one; remembers what it applies to."""
        from glueshell.objects.typeinfo import type_names

        names = type_names(item)
        for name in names:
            view = self.view_source(name) if self.view_source is not None else None
            if view is not None and kind and view.kind != kind:
                view = None
            view = view or built_in(name, kind, named)
            if view is not None:
                self._applies = family(name)
                self._names = tuple(names)
                return view
        return None

    def _list_columns(self, item: object) -> Sequence[Column]:
        """What is shown of an object that stands between others: all it has; on a terminal its type's own list."""
        from glueshell.objects.typeinfo import type_names

        for name in type_names(item) if self.screen.folds else ():
            view = built_in(name, "List")
            if view is not None and view.columns is not None:
                return view.columns
        return own_columns(item)

    def _foreign(self, item: object) -> bool:
        from glueshell.objects.typeinfo import type_names

        names = tuple(type_names(item))
        if names == self._names:
            return False
        return self._applies.isdisjoint(names)


def out_string(
    objects: Iterable[object],
    width: int = 120,
    view_source: ViewSource | None = None,
    preferences: Preferences | None = None,
) -> str:
    """The objects as one text, each line ended."""
    formatter = Formatter(width, view_source, preferences=preferences)
    lines: list[str] = []
    for item in objects:
        lines += formatter.feed(item)
    lines += formatter.finish()
    return "".join(line + "\n" for line in lines)
