"""Export-Json and ConvertTo-JsonLine."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.tables.export_text import TextExport
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.objects.json import to_json

# Deep enough for every document of IT Glue: an export that cuts is none.
DEPTH = 100


class ExportJson(TextExport):
    """Writes objects to a JSON file: an array, or with -Lines an object to a line.

    Everything nested is written out, a hundred levels down. A file whose name ends in .jsonl has lines by itself.
    """

    name = "Export-Json"
    dotnet_name = "GlueShell.ExportJson"
    examples = (
        Example(
            "[pscustomobject]@{ id = 1; name = 'Contoso' } | Export-Json org.json;"
            " (Get-Content org.json -Raw | ConvertFrom-Json).name",
            "Written and read back.",
            "Contoso",
        ),
        Example(
            "1, 2 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Export-Json n.jsonl; Get-Content n.jsonl",
            "An object to a line.",
            '{"n":1}\n{"n":2}',
        ),
    )
    links = ("ConvertTo-Json", "ConvertFrom-Json", "ConvertTo-JsonLine", "Export-Yaml")

    lines = Parameter("switch", help="An object to a line (JSON lines), with no array around.")
    append = Parameter("switch", help="More lines at the end of the file; goes with -Lines.")
    compress = Parameter("switch", help="No blanks, no line ends inside.")
    depth = Parameter("int", default=DEPTH, validators=(ValidateRange(0, 100),), help="So many levels down (100).")

    @property
    def appends(self) -> bool:
        """Whether lines are added."""
        return bool(self.append) and self._by_line()

    def _by_line(self) -> bool:
        name = (self.path or self.literal_path or "").lower()
        return bool(self.lines or self.append) or name.endswith((".jsonl", ".ndjson"))

    def text(self, items: list[object]) -> str:
        """Lines, or an array."""
        if self._by_line():
            return "".join(to_json(item, depth=self.depth, compress=True) + "\n" for item in items)
        return to_json(list(items), depth=self.depth, compress=bool(self.compress)) + "\n"


class ConvertToJsonLine(Cmdlet):
    """Writes each object as JSON on a line of its own, as it comes.

    ConvertFrom-Json reads such lines back.
    """

    name = "ConvertTo-JsonLine"
    dotnet_name = "GlueShell.ConvertToJsonLine"
    output_types = ("System.String",)
    examples = (
        Example(
            "1, 2 | ForEach-Object { [pscustomobject]@{ n = $_ } } | ConvertTo-JsonLine",
            "Two objects, two lines.",
            '{"n":1}\n{"n":2}',
        ),
        Example(
            "(@{ id = 7 } | ConvertTo-JsonLine | ConvertFrom-Json).id",
            "There and back.",
            "7",
        ),
    )
    links = ("ConvertTo-Json", "ConvertFrom-Json", "Export-Json")

    input_object = Parameter(
        "object", position=0, mandatory=True, from_pipeline=True, allow_null=True, help="The objects to write."
    )
    depth = Parameter("int", default=DEPTH, validators=(ValidateRange(0, 100),), help="So many levels down (100).")

    def process(self) -> Iterator[object]:
        """The line of an object."""
        yield to_json(self.input_object, depth=self.depth, compress=True)
