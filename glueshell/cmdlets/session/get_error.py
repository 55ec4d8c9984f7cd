"""Get-Error."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.error_details import EXTENDED
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.types.exception import ExceptionObject


class GetError(Cmdlet):
    """Shows everything that is known of the last error: its exceptions, its ids, and where it happened."""

    name = "Get-Error"
    default_set = "Newest"
    dotnet_name = "Microsoft.PowerShell.Commands.GetErrorCommand"
    output_types = ("System.Management.Automation.ErrorRecord#PSExtendedError",)
    examples = (
        Example("Get-Error", "The last error."),
        Example("Get-Item /nowhere -ErrorAction SilentlyContinue; (Get-Error).FullyQualifiedErrorId", "Its id.",
                "PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand"),
    )  # fmt: skip
    links = ("about_Errors",)

    input_object = Parameter(
        "psobject", validators=(ValidateNotNullOrEmpty(),), help="Error records or exceptions.",
        placements={"Error": Placement(position=0, from_pipeline=True)},
    )  # fmt: skip
    newest = Parameter("int", aliases=("Last",), sets=("Newest",), default=1,
                       validators=(ValidateRange(1, 2**31 - 1),), help="So many of the last errors.")  # fmt: skip

    def process(self) -> Iterator[object]:
        """The errors."""
        if self.input_object is not None:
            bare = unwrap(self.input_object)
            if isinstance(bare, ErrorRecord):
                yield PSObject({}, (EXTENDED,), bare)
            elif isinstance(bare, ExceptionObject):
                yield PSObject({}, ("System.Exception#PSExtendedError",), bare)
            return
        for record in list(self.engine.errors)[: self.newest]:
            yield PSObject({}, (EXTENDED,), unwrap(record))
