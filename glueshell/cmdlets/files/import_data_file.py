"""Import-PowerShellDataFile."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.files.targets import file_path
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord, ParseFailure
from glueshell.engine.literal_data import NotData, literal_value
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.language import ast
from glueshell.objects.errors import PSError
from glueshell.objects.wildcard import has_wildcard

_OPERATION = "System.InvalidOperationException"


class ImportPowerShellDataFile(Cmdlet):
    """Reads a .psd1 file: a hashtable of literal values, which is read and never run."""

    name = "Import-PowerShellDataFile"
    default_set = "ByPath"
    dotnet_name = "Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand"
    output_types = ("System.Collections.Hashtable",)
    examples = (
        Example(
            "Set-Content site.psd1 \"@{ Name = 'HQ'; Floors = 1, 2 }\"; (Import-PowerShellDataFile site.psd1).Name",
            "",
            "HQ",
        ),
        Example(
            "Set-Content bad.psd1 '@{ a = Get-Date }'; try { Import-PowerShellDataFile bad.psd1 } catch { 'it runs' }",
            "What does anything is refused.",
            "it runs",
        ),
    )
    links = ("ConvertFrom-StringData", "Import-Clixml")

    path = Parameter(
        "string[]", sets=("ByPath",), position=0, mandatory=True, validators=(ValidateNotNullOrEmpty(),),
        wildcards=True, help="The files; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), validators=(ValidateNotNullOrEmpty(),),
        placements={"ByLiteralPath": Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
        help="The files, every character meant as it is written.",
    )  # fmt: skip
    skip_limit_check = Parameter("switch", help="Has no effect: there is no limit of keys.")

    def process(self) -> Iterator[object]:
        """The table of each file."""
        for given in self.path if self.path is not None else self.literal_path:
            places = [file_path(self, given)]
            if self.path is not None and has_wildcard(given):
                places = [place.path for place in self.engine.drives.expand(given) if not place.is_container]
            for place in places:
                found = self._table(place, given)
                if found is not None:
                    yield found

    def _table(self, place: str, given: str) -> object:
        try:
            with open(place, encoding="utf-8-sig") as file:
                text = file.read()
        except (OSError, UnicodeError):
            said = f"Cannot find path '{given}' because it does not exist."
            self.write_error(
                ErrorRecord(PSError(said, "PathNotFound", "InvalidArgument", "System.ArgumentException"), target=given)
            )
            return None
        try:
            source = self.engine.source(text, place)
        except ParseFailure:
            self._no_table(place, "CouldNotParseAsPowerShellDataFile")
            return None
        table = _first_table(source.ast)
        if table is None:
            self._no_table(place, "CouldNotParseAsPowerShellDataFileNoHashtableRoot")
            return None
        try:
            return literal_value(table, source, self.engine.script_block)
        except NotData:
            said = (
                "Cannot generate a PowerShell object for a ScriptBlock evaluating dynamic expressions. Dynamic"
                f" expression: {table.text(text)}."
            )
            self.throw(ErrorRecord(PSError(said, _OPERATION, "NotSpecified", _OPERATION), exit_status=2))

    def _no_table(self, place: str, error_id: str) -> None:
        said = f"The file '{place}' could not be parsed as a PowerShell Data File."
        self.write_error(ErrorRecord(PSError(said, error_id, "InvalidData", _OPERATION), target=place))


def _first_table(tree: ast.Ast) -> ast.HashtableAst | None:
    """The table a text begins with."""
    block = tree.end_block if isinstance(tree, ast.ScriptBlockAst) else None
    statements = block.statements if block is not None else ()
    first = statements[0] if statements else None
    if not isinstance(first, ast.PipelineAst) or len(first.pipeline_elements) != 1:
        return None
    element = first.pipeline_elements[0]
    found = element.expression if isinstance(element, ast.CommandExpressionAst) else None
    return found if isinstance(found, ast.HashtableAst) else None
