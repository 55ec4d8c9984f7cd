"""Format-Table, Format-List, Format-Wide, Format-Custom: the wish for a shape, put around the objects."""

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
from glueshell.formatting.directives import (
    FormatDirective,
    FormatEnd,
    FormatEntry,
    FormatStart,
    GroupEnd,
    GroupStart,
    Shape,
)
from glueshell.formatting.markup import NOTATIONS
from glueshell.formatting.views import built_in, text_of
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_names

ERROR_MARK = "#ERR"


class FormatCmdlet(Cmdlet):
    """Base of the Format-* cmdlets: the first object settles the columns."""

    kind: ClassVar[str] = ""
    allowed: ClassVar[tuple[str, ...]] = ("name", "expression", "format")
    output_types = ("Microsoft.PowerShell.Commands.Internal.Format",)

    property = Parameter(
        "object[]",
        position=0,
        completer=CalculatedProperties("Expression", "FormatString", "Label"),
        help="What to show: names, patterns, script blocks or hashtables.",
    )
    group_by = Parameter("object", help="A new block whenever this property changes.")
    view = Parameter("string", help="The declared view to use.")
    show_error = Parameter("switch", help="Says below the object which expression failed.")
    display_error = Parameter("switch", help="Shows #ERR where an expression failed.")
    force = Parameter("switch", help="Shows the properties of what is shown as text, an error record's for one.")
    expand = Parameter(
        "string",
        values=("CoreOnly", "EnumOnly", "Both"),
        default="EnumOnly",
        help="A collection as its items (EnumOnly), as the object it is (CoreOnly), or as both.",
    )
    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to show.")

    def begin(self) -> None:
        """Read the property expressions once."""
        if self.view is not None and self.property is not None:
            _refuse_together(self, "FormatCannotSpecifyViewAndProperty", "-View and -Property")
        self._expressions = expressions(self, self.property, self.allowed)
        # Several properties to group by are one value nobody can read.
        grouping = [self.group_by] if isinstance(self.group_by, list) else self.group_by
        self._group = expressions(self, grouping, ("name", "expression", "format"))
        self._failed: dict[str, None] = {}
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
                write(GroupStart())
            write(FormatEntry(item))

        return receive

    def process(self) -> None:
        """Wrap the object given as an argument."""
        if self.is_bound("InputObject"):
            self.receiver()(self.input_object)

    def end(self) -> None:
        """End the run."""
        if self._started:
            self.write(GroupEnd())
            self.write(FormatEnd())

    def shape(self, first: object) -> Shape:
        """The shape these parameters describe, its patterns resolved on the first object."""
        if self.view is not None and text_of(first, 120) is None and not self._has_view(first):
            self._refuse_view(first)
        group = self._group[0] if self._group else None
        return Shape(
            self.kind,
            self.columns(first),
            group=group.read if group is not None else None,
            group_label=group.name if group is not None else "",
            expand={"coreonly": "CoreOnly", "both": "Both"}.get(self.expand.lower(), "EnumOnly"),
            force=bool(self.force),
            named=self.view or "",
            report=self._report if self.show_error else None,
            **self.options(),  # type: ignore[arg-type]
        )

    def columns(self, first: object) -> list[Column] | None:
        """The columns, or None for the type's own view."""
        if not self._expressions:
            return None
        if isinstance(unwrap(first), Hashtable):
            first = next(unwrap(first).entries(), first)  # type: ignore[attr-defined]
        return [self._column(one) for expression in self._expressions for one in expression.resolve(first)]

    def options(self) -> dict[str, object]:
        """What this shape knows besides."""
        return {}

    def _has_view(self, first: object) -> bool:
        return any(built_in(name, self.kind, self.view) is not None for name in type_names(first))

    def _refuse_view(self, first: object) -> NoReturn:
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
            self._read(expression),
            width=int(width) if isinstance(width, int) else 0,
            alignment=to_text(alignment).lower() if alignment is not None else None,
            format=to_text(pattern) if pattern is not None else "",
        )

    def _read(self, expression: PropertyExpression) -> Callable[[object], object]:
        """How a column is read, and what becomes of an expression that fails."""
        if expression.block is None or not (self.display_error or self.show_error):
            return expression.read
        shown, failed = ERROR_MARK if self.display_error else None, self._failed

        def read(item: object) -> object:
            value = expression.checked(item)
            if value == ERROR_MARK:
                failed[expression.source] = None
                return shown
            return value

        return read

    def _report(self, item: object) -> list[str]:
        lines = [f'InvalidArgument: Failed to evaluate expression "{source}".' for source in self._failed]
        self._failed.clear()
        return lines


def _refuse_together(cmdlet: Cmdlet, error_id: str, which: str) -> NoReturn:
    exception = PSError(
        "Found invalid data while decoding.", error_id, "InvalidArgument", "System.IO.InvalidDataException"
    )
    cmdlet.throw(ErrorRecord(exception, details=f"{which} cannot be used together."))


class FormatTable(FormatCmdlet):
    """Shows objects as rows of a table.

    Without -Property a type's own columns are shown, or the first ten properties. A property may be a name, a pattern,
    a script block, or a hashtable with Label, Expression, Width, Alignment (left, center, right) and FormatString. The
    first object decides the columns. -As writes the table in the notation of a document instead.
    """

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
        Example(
            "[pscustomobject]@{ Name = 'DC01'; Ram = 32 } | Format-Table Name, @{ Label = 'GB'; Expression = 'Ram';"
            " FormatString = 'N1' }",
            "A column with a heading and a format of its own.",
            "\nName   GB\n----   --\nDC01 32.0",
        ),
        Example(
            "[pscustomobject]@{ Name = 'DC01'; Ram = 32 } | Format-Table -As Markdown",
            "A table for a wiki page or a ticket.",
            "| Name   |   Ram |\n|:-------|------:|\n| DC01   |    32 |",
        ),
    )
    links = ("Format-List", "Format-Wide", "Format-Custom", "ConvertTo-Html")

    property = Parameter(
        "object[]",
        position=0,
        completer=CalculatedProperties("Expression", "FormatString", "Label", "Width", "Alignment"),
        help="The columns: names, patterns, script blocks or hashtables.",
    )
    auto_size = Parameter("switch", aliases=("a",), help="Columns as wide as the longest value of all.")
    repeat_header = Parameter("switch", help="The header again on every page (a screen that scrolls has one page).")
    hide_table_headers = Parameter("switch", help="Rows only.")
    wrap = Parameter("switch", help="Long values go on below instead of being cut.")
    notation = Parameter(
        "string", name="As", values=tuple(NOTATIONS), help="The notation of a document, with every value whole."
    )

    def options(self) -> dict[str, object]:
        """Width, wrapping, header and notation."""
        wanted = (self.notation or "").lower()
        return {
            "autosize": bool(self.auto_size),
            "wrap": bool(self.wrap),
            "headers": not self.hide_table_headers,
            "markup": next((name for name in NOTATIONS if name.lower() == wanted), ""),
        }


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
        Example(
            "[pscustomobject]@{ Id = 7; Name = 'Happy Frog'; Notes = 'VIP' } | Format-List N*",
            "The properties whose names fit a pattern.",
            "\nName  : Happy Frog\nNotes : VIP",
        ),
    )
    links = ("Format-Table", "Format-Custom", "Select-Object")


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
        Example(
            "[pscustomobject]@{ Ram = 8 }, [pscustomobject]@{ Ram = 64 } |"
            " Format-Wide { '{0} GB' -f $_.Ram } -AutoSize",
            "A script block says what to show.",
            "\n8 GB   64 GB",
        ),
    )
    links = ("Format-Table", "Format-List")

    property = Parameter(
        "object",
        position=0,
        completer=CalculatedProperties("Expression", "FormatString"),
        help="What to show: a name, a script block or a hashtable.",
    )
    auto_size = Parameter("switch", help="As many to a line as fit.")
    column = Parameter("int", default=0, validators=(ValidateRange(1, 2**31 - 1),), help="So many to a line.")

    def begin(self) -> None:
        """Read the property expression once."""
        if self.auto_size and self.is_bound("Column"):
            _refuse_together(self, "FormatCannotSpecifyAutosizeAndColumns", "-AutoSize and -Column")
        super().begin()

    def options(self) -> dict[str, object]:
        """How many to a line."""
        return {"wide_columns": int(self.column or 0), "autosize": bool(self.auto_size)}


class FormatCustom(FormatCmdlet):
    """Shows each object with everything it holds, level below level."""

    name = "Format-Custom"
    aliases = ("fc",)
    kind = "Custom"
    allowed = ("expression", "depth")
    dotnet_name = "Microsoft.PowerShell.Commands.FormatCustomCommand"
    examples = (
        Example(
            "[pscustomobject]@{ Name = 'DC01'; Site = [pscustomobject]@{ City = 'Bonn' } } | Format-Custom",
            "What is inside is shown set in.",
            "\nclass PSCustomObject\n{\n  Name = DC01\n  Site =\n    class PSCustomObject\n    {\n      City = Bonn\n"
            "    }\n}",
        ),
        Example(
            "[pscustomobject]@{ Name = 'DC01'; Tags = 'a', 'b' } | Format-Custom Tags",
            "One property of it.",
            "\nclass PSCustomObject\n{\n  Tags =\n    [\n      a\n      b\n    ]\n\n}",
        ),
    )
    links = ("Format-List", "ConvertTo-Json")

    property = Parameter(
        "object[]",
        position=0,
        completer=CalculatedProperties("Expression", "Depth"),
        help="What to show: names, patterns, script blocks or hashtables.",
    )
    depth = Parameter("int", default=5, validators=(ValidateRange(1, 2**31 - 1),), help="So many levels down (5).")

    def options(self) -> dict[str, object]:
        """How deep."""
        return {"depth": int(self.depth)}
