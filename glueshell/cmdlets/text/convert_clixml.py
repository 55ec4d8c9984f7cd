"""ConvertTo-CliXml and ConvertFrom-CliXml."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.objects.clixml import DEFAULT_DEPTH, from_clixml, to_clixml
from glueshell.objects.errors import PSError
from glueshell.objects.types.lists import ArrayList


def values_of(cmdlet: Cmdlet, text: str) -> Iterator[object]:
    """The values of a document; one that is none ends the command."""
    try:
        return from_clixml(text)
    except PSError as error:
        cmdlet.throw(ErrorRecord(error, error.exception_type, "NotSpecified", exit_status=2))


class ConvertToCliXml(Cmdlet):
    """Writes objects as PowerShell's own XML, types and all."""

    name = "ConvertTo-CliXml"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertToClixmlCommand"
    output_types = ("System.String",)
    examples = (
        Example("(7 | ConvertTo-CliXml).Contains('<I32>7</I32>')", "A number keeps its type.", "True"),
        Example("(@{ id = 5 } | ConvertTo-CliXml | ConvertFrom-CliXml).id + 1", "There and back.", "6"),
    )
    links = ("ConvertFrom-CliXml", "Export-Clixml", "ConvertTo-Json")

    input_object = Parameter("psobject", position=0, mandatory=True, from_pipeline=True, help="The objects to write.")
    depth = Parameter(
        "int", default=DEFAULT_DEPTH, validators=(ValidateRange(1, 2147483647),),
        help="How many levels of properties of objects that are no custom objects.",
    )  # fmt: skip

    def begin(self) -> None:
        """Nothing collected yet."""
        self._items: list[object] = []

    def process(self) -> None:
        """Collect."""
        self._items.append(self.input_object)

    def end(self) -> None:
        """Write the document."""
        if self._items:
            self.write(to_clixml(self._items, self.depth))


class ConvertFromCliXml(Cmdlet):
    """Reads PowerShell's own XML into objects."""

    name = "ConvertFrom-CliXml"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertFromClixmlCommand"
    examples = (
        Example("(1, 'a' | ConvertTo-CliXml | ConvertFrom-CliXml) -join ','", "There and back.", "1,a"),
        Example(
            "([datetime]'2026-01-02' | ConvertTo-CliXml | ConvertFrom-CliXml).AddDays(1).Day",
            "A date is one again.",
            "3",
        ),
    )
    links = ("ConvertTo-CliXml", "Import-Clixml")

    input_object = Parameter("string", position=0, mandatory=True, from_pipeline=True, help="The XML.")

    def process(self) -> Iterator[object]:
        """Its object; of several a list, which is passed on as one."""
        values = list(values_of(self, self.input_object))
        if values:
            yield values[0] if len(values) == 1 else ArrayList(values)
