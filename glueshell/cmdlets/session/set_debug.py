"""Set-PSDebug."""

from __future__ import annotations

from glueshell.cmdlets.variables.set_strict_mode import SetStrictMode
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange

_NO_TRACE = (
    "Lines are not traced here, and not stepped through: Write-Debug, Write-Verbose and Get-PSCallStack tell where a"
    " script is."
)


class SetPSDebug(Cmdlet):
    """Makes reading a variable that does not exist an error (`-Strict`); `-Off` ends that.

    Tracing and stepping are not there; asking for them warns.
    """

    name = "Set-PSDebug"
    default_set = "on"
    dotnet_name = "Microsoft.PowerShell.Commands.SetPSDebugCommand"
    examples = (
        Example('Set-PSDebug -Off; "[$nothing]"', "Nothing is asked of a script.", "[]"),
        Example("Set-PSDebug -Trace 1 -WarningAction SilentlyContinue; 'on'", "No lines are shown.", "on"),
    )
    links = (SetStrictMode.name, "Get-PSCallStack")

    trace = Parameter("int", sets=("on",), default=0, validators=(ValidateRange(0, 2),), help="Is not there.")
    step = Parameter("switch", sets=("on",), help="Is not there.")
    strict = Parameter("switch", sets=("on",), help="Variables must exist.")
    off = Parameter("switch", sets=("off",), help="Nothing of this.")

    def process(self) -> None:
        """Say what is not possible; set what is."""
        if self.trace or self.step:
            self.write_warning(_NO_TRACE)
        if self.strict or self.off:
            self.engine.set_strict(1 if self.strict else 0)
