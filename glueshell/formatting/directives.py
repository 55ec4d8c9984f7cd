"""What the Format-* cmdlets put into the pipeline: the wish for a shape, and the objects in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from glueshell.formatting.columns import Column

Evaluate = Callable[[object], object]


class Shape:
    """How a run of objects is to be shown; immutable by convention.

    `kind` is "Table", "List", "Wide", "Custom" or "Text" (`columns[0]` reads the whole text). `columns` None takes
    those of the type's own view of that kind, or the object's properties. `group` answers a value, `MISSING` for no
    group; its heading stands `group_indent` columns in. `expand` is EnumOnly, CoreOnly or Both; `force` shows the
    properties of what would be shown as text; `named` is the view asked for by name. `row_style` names a style for all
    of an object's row. `markup` is the format of `tabulate` that a table is written in.
    """

    __slots__ = (
        "autosize", "columns", "depth", "expand", "force", "group", "group_indent", "group_label", "headers", "kind",
        "markup", "named", "report", "row_style", "wide_columns", "wrap",
    )  # fmt: skip

    def __init__(
        self,
        kind: str,
        columns: Sequence[Column] | None = None,
        *,
        group: Evaluate | None = None,
        group_label: str = "",
        group_indent: int = 3,
        autosize: bool = False,
        wrap: bool = False,
        headers: bool = True,
        wide_columns: int = 0,
        depth: int = 5,
        expand: str = "EnumOnly",
        force: bool = False,
        named: str = "",
        row_style: Callable[[object], str] | None = None,
        markup: str = "",
        report: Callable[[object], list[str]] | None = None,
    ) -> None:
        self.kind = kind
        self.columns = tuple(columns) if columns is not None else None
        self.group = group
        self.group_label = group_label
        self.group_indent = group_indent
        self.autosize = autosize
        self.wrap = wrap
        self.headers = headers
        self.wide_columns = wide_columns
        self.depth = depth
        self.expand = expand
        self.force = force
        self.named = named
        self.row_style = row_style
        self.markup = markup
        self.report = report

    def within(self, view: Shape) -> Shape:
        """This shape with what the type's own view adds: its groups and its row's style."""
        twin = Shape.__new__(Shape)
        for name in self.__slots__:
            setattr(twin, name, getattr(self, name))
        if twin.group is None and view.group is not None:
            twin.group, twin.group_label, twin.group_indent = view.group, view.group_label, view.group_indent
        twin.row_style = twin.row_style or view.row_style
        return twin


class FormatDirective:
    """Base of the things a Format-* cmdlet writes."""

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


class GroupStart(FormatDirective):
    """Begins the groups of a run."""

    ps_type_name = "Microsoft.PowerShell.Commands.Internal.Format.GroupStartData"
    __slots__ = ()


class GroupEnd(FormatDirective):
    """Ends them."""

    ps_type_name = "Microsoft.PowerShell.Commands.Internal.Format.GroupEndData"
    __slots__ = ()


class FormatEnd(FormatDirective):
    """Ends the run."""

    ps_type_name = "Microsoft.PowerShell.Commands.Internal.Format.FormatEndData"
    __slots__ = ()
