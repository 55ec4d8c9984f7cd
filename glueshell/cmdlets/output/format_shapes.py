"""Format-Table, Format-List, Format-Wide: the wish for a shape, put around the objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NoReturn

from glueshell.cmdlets.objects.expressions import PropertyExpression, expressions
from glueshell.completion.properties import CalculatedProperties
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.formatting.columns import Column
from glueshell.formatting.directives import FormatDirective, FormatEnd, FormatEntry, FormatStart, Shape
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_names


class FormatCmdlet(Cmdlet):
    """Base of the Format-* cmdlets: the first object settles the columns."""

    kind: ClassVar[str] = ""
    allowed: ClassVar[tuple[str, ...]] = ("name", "expression", "format")

    input_object = Parameter("object", from_pipeline=True, help="The objects to show.")
    property = Parameter(
        "object[]",
        position=0,
        from_remaining=True,
        completer=CalculatedProperties("Expression", "FormatString", "Label"),
        help="What to show: names, patterns, script blocks or hashtables.",
    )
    group_by = Parameter("object", help="A new block whenever this property changes.")
    view = Parameter("string", help="The declared view to use.")
    show_error = Parameter("switch", help="Shows errors of expressions.")
    display_error = Parameter("switch", help="Shows #ERR where an expression failed.")
    force = Parameter("switch", help="Shows everything.")
    expand = Parameter("string", values=("CoreOnly", "EnumOnly", "Both"), help="How collections are shown.")

    def begin(self) -> None:
        """Read the property expressions once."""
        self._expressions = expressions(self, self.property, self.allowed)
        self._group = expressions(self, self.group_by, ("name", "expression", "format"))
        self._started = False

    def receiver(self) -> Callable[[object], None]:
        """Wrap every object."""
        write = self.write

        def receive(item: object) -> None:
            if item is None:
                return
            if isinstance(item, FormatDirective):
                write(item)
                return
            if not self._started:
                self._started = True
                write(FormatStart(self.shape(item)))
            write(FormatEntry(item))

        return receive

    def process(self) -> None:
        """Wrap the object given as an argument."""
        if self.is_bound("InputObject"):
            self.receiver()(self.input_object)

    def end(self) -> None:
        """End the run."""
        if self._started:
            self.write(FormatEnd())

    def shape(self, first: object) -> Shape:
        """The shape these parameters describe, its patterns resolved on the first object."""
        if self.view is not None:
            self._refuse_view(first)
        group = self._group[0] if self._group else None
        return Shape(
            self.kind,
            self.columns(first),
            group=group.read if group is not None else None,
            group_label=group.name if group is not None else "",
            **self.options(),  # type: ignore[arg-type]
        )

    def columns(self, first: object) -> list[Column] | None:
        """The columns, or None for the type's own view."""
        if not self._expressions:
            return None
        if isinstance(unwrap(first), Hashtable):
            first = next(unwrap(first).entries(), first)  # type: ignore[attr-defined]
        chosen = [self._column(one) for expression in self._expressions for one in expression.resolve(first)]
        if not all(column.width for column in chosen):
            # Widths count only when every column has one.
            for column in chosen:
                column.width = 0
        return chosen

    def options(self) -> dict[str, object]:
        """What this shape knows besides."""
        return {}

    def _refuse_view(self, first: object) -> NoReturn:
        # Types have one view of each kind here, and none of them has a name.
        exception = PSError(
            "The pipeline has been stopped.",
            "FormatViewNotFound",
            "ObjectNotFound",
            "System.Management.Automation.PipelineStoppedException",
            target=self.view,
        )
        sentence = (
            f"The view name {self.view} cannot be found. There are no existing {self.kind} views for"
            f" {type_names(first)[0]} objects."
        )
        self.throw(ErrorRecord(exception, details=sentence))

    def _column(self, expression: PropertyExpression) -> Column:
        width, alignment, pattern = (expression.options.get(name) for name in ("width", "alignment", "format"))
        return Column(
            expression.name,
            expression.checked if self.display_error else expression.read,
            width=int(width) if isinstance(width, int) else 0,
            alignment=to_text(alignment).lower() if alignment is not None else None,
            format=to_text(pattern) if pattern is not None else "",
        )


class FormatTable(FormatCmdlet):
    """Shows objects as rows of a table."""

    name = "Format-Table"
    aliases = ("ft",)
    kind = "Table"
    allowed = ("name", "expression", "width", "alignment", "format")
    dotnet_name = "Microsoft.PowerShell.Commands.FormatTableCommand"
    examples = (
        Example(
            "[pscustomobject]@{ Id = 7; Name = 'Happy Frog' } | Format-Table Name, Id",
            "The columns you want, in your order.",
            "\nName       Id\n----       --\nHappy Frog  7",
        ),
    )
    links = ("Format-List",)

    property = Parameter(
        "object[]",
        position=0,
        from_remaining=True,
        completer=CalculatedProperties("Expression", "FormatString", "Label", "Width", "Alignment"),
        help="The columns: names, patterns, script blocks or hashtables.",
    )
    auto_size = Parameter("switch", help="Columns as wide as the longest value of all.")
    repeat_header = Parameter("switch", help="The header again on every page.")
    hide_table_headers = Parameter("switch", help="Rows only.")
    wrap = Parameter("switch", help="Long values go on below instead of being cut.")

    def options(self) -> dict[str, object]:
        """Width, wrapping and header."""
        return {"autosize": bool(self.auto_size), "wrap": bool(self.wrap), "headers": not self.hide_table_headers}


class FormatList(FormatCmdlet):
    """Shows each object as a list of its properties."""

    name = "Format-List"
    aliases = ("fl",)
    kind = "List"
    dotnet_name = "Microsoft.PowerShell.Commands.FormatListCommand"
    examples = (
        Example(
            "[pscustomobject]@{ Id = 7; Name = 'Happy Frog' } | Format-List",
            "One property a line.",
            "\nId   : 7\nName : Happy Frog",
        ),
    )
    links = ("Format-Table",)


class FormatWide(FormatCmdlet):
    """Shows one property of many objects side by side."""

    name = "Format-Wide"
    aliases = ("fw",)
    kind = "Wide"
    dotnet_name = "Microsoft.PowerShell.Commands.FormatWideCommand"
    examples = (
        Example(
            "'a', 'b' | Select-Object @{ n = 'Name'; e = { $_ } } | Format-Wide -Column 2 | Out-String -Width 9",
            "Two to a line.",
            "\na    b",
        ),
    )

    property = Parameter(
        "object",
        position=0,
        completer=CalculatedProperties("Expression", "FormatString"),
        help="What to show: a name, a script block or a hashtable.",
    )
    column = Parameter("int", default=0, validators=(ValidateRange(1, 2**31 - 1),), help="So many to a line.")
    auto_size = Parameter("switch", help="As many to a line as fit.")

    def options(self) -> dict[str, object]:
        """How many to a line."""
        return {"wide_columns": int(self.column or 0), "autosize": bool(self.auto_size)}
