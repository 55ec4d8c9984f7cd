"""What the Format-* cmdlets put into the pipeline: the wish for a shape, and the objects in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glueshell.formatting.columns import Column

Evaluate = Callable[[object], object]


class Shape:
    """How a run of objects is to be shown; immutable by convention.

    `kind` is "Table", "List", "Wide" or "Text" (`columns[0]` reads the whole text). `columns` None takes those of the
    type's own view of that kind, or the object's properties. `group` answers a value, `MISSING` for no group.
    """

    __slots__ = ("autosize", "columns", "group", "group_label", "headers", "kind", "wide_columns", "wrap")

    def __init__(
        self,
        kind: str,
        columns: Sequence[Column] | None = None,
        *,
        group: Evaluate | None = None,
        group_label: str = "",
        autosize: bool = False,
        wrap: bool = False,
        headers: bool = True,
        wide_columns: int = 0,
    ) -> None:
        self.kind = kind
        self.columns = tuple(columns) if columns is not None else None
        self.group = group
        self.group_label = group_label
        self.autosize = autosize
        self.wrap = wrap
        self.headers = headers
        self.wide_columns = wide_columns

    def grouping(self, other: Shape) -> Shape:
        """`other` with this shape's groups."""
        return Shape(
            other.kind, other.columns, group=self.group, group_label=self.group_label, autosize=other.autosize,
            wrap=other.wrap, headers=other.headers, wide_columns=other.wide_columns,
        )  # fmt: skip


class FormatDirective:
    """Base of the three things a Format-* cmdlet writes."""

    ps_type_name = "Microsoft.PowerShell.Commands.Internal.Format.FormatInfoData"
    __slots__ = ()


class FormatStart(FormatDirective):
    """Begins a run of objects in `shape`."""

    ps_type_name = "Microsoft.PowerShell.Commands.Internal.Format.FormatStartData"
    __slots__ = ("shape",)

    def __init__(self, shape: Shape) -> None:
        self.shape = shape


class FormatEntry(FormatDirective):
    """One object of the run."""

    ps_type_name = "Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData"
    __slots__ = ("item",)

    def __init__(self, item: object) -> None:
        self.item = item


class FormatEnd(FormatDirective):
    """Ends the run."""

    ps_type_name = "Microsoft.PowerShell.Commands.Internal.Format.FormatEndData"
    __slots__ = ()
