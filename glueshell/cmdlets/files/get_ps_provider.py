"""Get-PSProvider."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import PSObject
from glueshell.objects.wildcard import Wildcard

_NAMES = ("System.Management.Automation.ProviderInfo", "System.Object")


class GetPSProvider(Cmdlet):
    """Lists what stands behind drives: the file system, and the stores of variables, functions and aliases."""

    name = "Get-PSProvider"
    dotnet_name = "Microsoft.PowerShell.Commands.GetPSProviderCommand"
    output_types = ("System.Management.Automation.ProviderInfo",)
    examples = (
        Example("(Get-PSProvider Environment).Drives.Name", "Its drives.", "Env"),
        Example("(Get-PSProvider F*).Name -join ', '", "By pattern.", "FileSystem, Function"),
    )
    links = ("Get-PSDrive",)

    ps_provider = Parameter(
        "string[]", name="PSProvider", position=0, from_pipeline_by_name=True, wildcards=True,
        validators=(ValidateNotNullOrEmpty(),), help="Which ones; wildcards allowed.",
    )  # fmt: skip

    def process(self) -> Iterator[object]:
        """The providers by name."""
        found: dict[str, list[object]] = {}
        for drive in self.engine.drives.all():
            found.setdefault(drive.provider.name, []).append(drive)
        for text in self.ps_provider or ("*",):
            pattern = Wildcard(text)
            names = sorted(name for name in found if pattern.matches(name))
            if not names:
                said = f"Cannot find a provider with the name '{text}'."
                kind = "System.Management.Automation.ProviderNotFoundException"
                self.write_error(ErrorRecord(PSError(said, "ProviderNotFound", "ObjectNotFound", kind, target=text)))
            for name in names:
                kinds = "Filter, ShouldProcess, Credentials" if name == "FileSystem" else "ShouldProcess"
                yield PSObject({"Name": name, "Capabilities": kinds, "Drives": found[name]}, _NAMES)
