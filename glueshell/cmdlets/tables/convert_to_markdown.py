"""ConvertTo-Markdown, Export-Markdown and Export-Html."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from glueshell.cmdlets.objects.expressions import MISSING, expressions
from glueshell.cmdlets.tables.convert_to_html import ConvertToHtml
from glueshell.cmdlets.tables.csv_text import cell_text
from glueshell.cmdlets.tables.export_text import FileExport, TextExport
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.formatting.cells import aligned_right
from glueshell.formatting.markup import render
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import format_operator, format_value, to_text

_KEYS = ("name", "expression", "format", "alignment")


def markdown_lines(cmdlet: Cmdlet, items: list[object], properties: object) -> list[str]:
    """A Markdown table of objects: the first decides the columns, every value is whole."""
    if not items:
        return []
    from glueshell.cmdlets.objects.expressions import PropertyExpression, names_of

    items = [_row(item) for item in items]
    wanted = expressions(cmdlet, properties, _KEYS) or [PropertyExpression(name) for name in names_of(items[0])]
    columns = [column for expression in wanted for column in expression.resolve(items[0])]
    rows, alignments = [], []
    for column in columns:
        chosen = column.options.get("alignment")
        alignments.append(to_text(chosen) if chosen else "right" if aligned_right(column.value(items[0])) else "left")
    for item in items:
        rows.append([_text(column.read(item), column.options.get("format")) for column in columns])
    return render("Markdown", [column.name for column in columns], rows, alignments)


def _row(item: object) -> object:
    """A dictionary as an object of its entries, anything else as it is."""
    bare = unwrap(item)
    return PSObject({to_text(key): value for key, value in bare.items()}) if isinstance(bare, Hashtable) else item


def _text(value: object, pattern: object) -> str:
    if value is MISSING or value is None:
        return ""
    if pattern is not None:
        wanted = to_text(pattern)
        return format_operator(wanted, [value]) if "{0" in wanted else format_value(value, wanted)
    if isinstance(value, list):
        return ", ".join(to_text(item) for item in value)
    return cell_text(value) or ""


class ConvertToMarkdown(Cmdlet):
    """Writes objects as a Markdown table, for a ticket or a document.

    What Markdown would read as its own (`*`, `|`, `_`...) is escaped, so that values show as they are.
    """

    name = "ConvertTo-Markdown"
    dotnet_name = "GlueShell.ConvertToMarkdown"
    output_types = ("System.String",)
    examples = (
        Example(
            "[pscustomobject]@{ Name = 'DC01'; Ram = 32 } | ConvertTo-Markdown",
            "",
            "| Name   |   Ram |\n|:-------|------:|\n| DC01   |    32 |",
        ),
        Example(
            "[pscustomobject]@{ Name = 'DC01'; Ram = 32 } | ConvertTo-Markdown Name",
            "The columns you want.",
            "| Name   |\n|:-------|\n| DC01   |",
        ),
    )
    links = ("Export-Markdown", "ConvertTo-Html", "Format-Table")

    property = Parameter("object[]", position=0, help="The columns: names, patterns or calculated properties.")
    input_object = Parameter("psobject", mandatory=True, from_pipeline=True, help="The objects.")

    def begin(self) -> None:
        """Nothing collected yet."""
        self._items: list[object] = []

    def process(self) -> None:
        """Collect: widths and columns are those of all rows."""
        self._items.append(self.input_object)

    def end(self) -> Iterator[object]:
        """The lines of the table."""
        yield from markdown_lines(self, self._items, self.property)


class ExportMarkdown(TextExport):
    """Writes objects to a file as a Markdown table."""

    name = "Export-Markdown"
    dotnet_name = "GlueShell.ExportMarkdown"
    examples = (
        Example(
            "[pscustomobject]@{ Name = 'DC01'; Ram = 32 } | Export-Markdown servers.md; Get-Content servers.md -Tail 1",
            "",
            "| DC01   |    32 |",
        ),
        Example(
            "[pscustomobject]@{ Name = 'DC01' } | Export-Markdown servers.md -Title Servers; Get-Content servers.md"
            " -TotalCount 1",
            "With a heading.",
            "# Servers",
        ),
    )
    links = ("ConvertTo-Markdown", "Export-Html", "Export-Csv")

    property = Parameter("object[]", position=1, help="The columns: names, patterns or calculated properties.")
    title = Parameter("string", help="A heading above the table.")

    def text(self, items: list[object]) -> str:
        """The heading and the table."""
        lines = [f"# {self.title}", ""] if self.title else []
        return "".join(line + "\n" for line in [*lines, *markdown_lines(self, items, self.property)])


class ExportHtml(ConvertToHtml, FileExport):
    """Writes objects to a page of HTML."""

    name = "Export-Html"
    default_set = "Page"
    supports_should_process = True
    dotnet_name = "GlueShell.ExportHtml"
    output_types: ClassVar[tuple[str, ...]] = ()  # type: ignore[assignment]
    examples = (
        Example(
            "[pscustomobject]@{ Name = 'DC01' } | Export-Html servers.html -Title Servers;"
            " (Get-Content servers.html -Raw) -match '<td>DC01</td>'",
            "A page of its own.",
            "True",
        ),
        Example(
            "1..2 | ForEach-Object { [pscustomobject]@{ N = $_ } } | Export-Html n.html -Fragment;"
            " (Get-Content n.html)[0]",
            "The table alone, for a document of IT Glue.",
            "<table>",
        ),
    )
    links = ("ConvertTo-Html", "Export-Markdown")

    path = Parameter("string", position=0, help="The file.")
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), help="The file, every character meant as it is written."
    )
    property = Parameter("object[]", position=1, help="The columns: names, patterns or calculated properties.")
    body = Parameter("string[]", sets=("Page",), help="What the page's body begins with.")
    head = Parameter("string[]", sets=("Page",), help="What stands in the head instead of the title.")
    title = Parameter("string", sets=("Page",), default="HTML TABLE", help="The page's title.")

    def begin(self) -> None:  # type: ignore[override]
        """Open the file, and write the page's beginning."""
        if (self.path is None) is (self.literal_path is None):
            from glueshell.cmdlets.tables.export_csv import both_or_none

            both_or_none(self)
        self._file = self.open_file()
        self._put(super().begin())

    def process(self) -> None:  # type: ignore[override]
        """Write a row."""
        self._put(super().process())

    def end(self) -> None:  # type: ignore[override]
        """Write the page's end, and put the file in its place."""
        self._put(super().end())
        if self._file is not None:
            self._file.finish()

    def _put(self, lines: Iterator[object]) -> None:
        for line in lines:
            if self._file is not None:
                self._file.write(to_text(line) + "\n")
