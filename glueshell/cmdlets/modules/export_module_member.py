"""Export-ModuleMember."""

from __future__ import annotations

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNull
from glueshell.objects.text import to_text


class ExportModuleMember(Cmdlet):
    """Says, in a module, what of it others may use.

    Without any call all functions and aliases are exported; from the first call on only what the calls name.
    """

    name = "Export-ModuleMember"
    dotnet_name = "Microsoft.PowerShell.Commands.ExportModuleMemberCommand"
    examples = (
        Example("Export-ModuleMember -Function Get-*", "In a .psm1 file: the functions that get something."),
        Example(
            "Export-ModuleMember -Function Get-Site -Alias gs", "In a .psm1 file: one function and its second name."
        ),
    )
    links = ("Import-Module",)

    function = Parameter(
        "string[]", position=0, from_pipeline=True, from_pipeline_by_name=True, help="Functions; patterns allowed."
    )
    cmdlet = Parameter(
        "string[]", from_pipeline_by_name=True, help="A module here has no cmdlets; taken so that scripts run."
    )
    variable = Parameter(
        "string[]", from_pipeline_by_name=True, validators=(ValidateNotNull(),), help="Variables; patterns allowed."
    )
    alias = Parameter(
        "string[]", from_pipeline_by_name=True, validators=(ValidateNotNull(),), help="Aliases; patterns allowed."
    )

    def process(self) -> None:
        """Note what is to be exported."""
        module = self.engine.modules.current()
        if module is None:
            self.throw(
                ErrorRecord(
                    "The Export-ModuleMember cmdlet can only be called from inside a module.",
                    "Modules_CanOnlyExecuteExportModuleMemberInsideAModule",
                    "PermissionDenied",
                )
            )
        if module.wanted is None:
            module.wanted = {"function": [], "alias": [], "variable": []}
        for kind, names in (("function", self.function), ("alias", self.alias), ("variable", self.variable)):
            module.wanted[kind].extend(to_text(name) for name in names or ())
