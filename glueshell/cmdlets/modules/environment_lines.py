"""The lines community scripts begin with to prepare a PowerShell: they succeed, or say what would be right."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.absent.naming import MODULE, sentence
from glueshell.cmdlets.modules.import_module import needs_no_file
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text

POLICIES = ("Unrestricted", "RemoteSigned", "AllSigned", "Restricted", "Default", "Bypass", "Undefined")
SCOPES = ("Process", "CurrentUser", "LocalMachine", "UserPolicy", "MachinePolicy")
_ELSEWHERE = (
    "Modules are not downloaded here: install it in PowerShell with Save-Module, and put its folder where"
    " $env:PSModulePath points."
)


class GetExecutionPolicy(Cmdlet):
    """Tells which scripts run: all of them."""

    name = "Get-ExecutionPolicy"
    dotnet_name = "Microsoft.PowerShell.Commands.GetExecutionPolicyCommand"
    examples = (
        Example("Get-ExecutionPolicy", "There is only one.", "Unrestricted"),
        Example("(Get-ExecutionPolicy) -ne 'Restricted'", "As scripts ask.", "True"),
    )

    scope = Parameter(
        "string",
        label="Microsoft.PowerShell.ExecutionPolicyScope",
        position=0,
        from_pipeline_by_name=True,
        values=SCOPES,
        help="Taken so that scripts run.",
    )
    list = Parameter("switch", help="Taken so that scripts run.")

    def process(self) -> Iterator[object]:
        """Unrestricted."""
        yield "Unrestricted"


class SetExecutionPolicy(Cmdlet):
    """Does nothing: every script runs."""

    name = "Set-ExecutionPolicy"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.SetExecutionPolicyCommand"
    examples = (
        Example("Set-ExecutionPolicy Bypass -Scope Process -Force; 'on'", "The line changes nothing.", "on"),
        Example("Set-ExecutionPolicy RemoteSigned; Get-ExecutionPolicy", "It stays as it is.", "Unrestricted"),
    )

    execution_policy = Parameter(
        "string",
        label="Microsoft.PowerShell.ExecutionPolicy",
        position=0,
        mandatory=True,
        from_pipeline=True,
        from_pipeline_by_name=True,
        values=POLICIES,
        help="Which scripts run.",
    )
    scope = Parameter(
        "string",
        label="Microsoft.PowerShell.ExecutionPolicyScope",
        position=1,
        from_pipeline_by_name=True,
        default="LocalMachine",
        values=SCOPES,
        help="For whom.",
    )
    force = Parameter("switch", help="Without a question.")


class InstallModule(Cmdlet):
    """Accepts modules that are here already; no module is downloaded."""

    name = "Install-Module"
    aliases = ("inmo",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.PowerShellGet.InstallModule"
    examples = (
        Example("Install-Module Microsoft.PowerShell.Utility -Force; 'on'", "Here anyway.", "on"),
        Example("try { Install-Module NoSuchModule -ErrorAction Stop } catch { 'not here' }", "", "not here"),
    )
    links = ("Import-Module", "Get-Module")

    module_name = Parameter(
        "string[]",
        name="Name",
        placements={"NameParameterSet": Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
        help="The modules.",
    )
    default_set = "NameParameterSet"
    minimum_version = Parameter("string", help="At least this version.")
    maximum_version = Parameter("string", help="At most this version.")
    required_version = Parameter("string", help="This version.")
    repository = Parameter("string[]", help="Where from.")
    scope = Parameter("string", values=("CurrentUser", "AllUsers"), help="For whom.")
    credential = Parameter("object", help="For the repository.")
    proxy = Parameter("string", help="For the download.")
    allow_clobber = Parameter("switch", help="Taken so that scripts run.")
    skip_publisher_check = Parameter("switch", help="Taken so that scripts run.")
    force = Parameter("switch", help="Taken so that scripts run.")
    allow_prerelease = Parameter("switch", help="Taken so that scripts run.")
    accept_license = Parameter("switch", help="Taken so that scripts run.")
    pass_thru = Parameter("switch", help="Taken so that scripts run.")

    def process(self) -> None:
        """Look whether each is here."""
        modules = self.engine.modules
        for given in self.module_name:
            name = to_text(given)
            if needs_no_file(name) or modules.of(name) or modules.find(name) is not None:
                continue
            advice = sentence(MODULE, name) or _ELSEWHERE
            error = PSError(
                f"No module '{name}' is here. {advice}", "NoMatchFoundForCriteria", "ObjectNotFound",
                "System.Exception", target=name,
            )  # fmt: skip
            self.write_error(ErrorRecord(error, target=name))


class InstallPackageProvider(Cmdlet):
    """Does nothing: no module is downloaded, so nothing is needed for it."""

    name = "Install-PackageProvider"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.PackageManagement.Cmdlets.InstallPackageProvider"
    examples = (
        Example("Install-PackageProvider -Name NuGet -Force; 'on'", "The line changes nothing.", "on"),
        Example("$null = Install-PackageProvider NuGet -MinimumVersion 2.8.5.201 -Force; 'on'", "", "on"),
    )

    provider_name = Parameter("string[]", name="Name", position=0, mandatory=True, help="The providers.")
    minimum_version = Parameter("string", help="At least this version.")
    maximum_version = Parameter("string", help="At most this version.")
    required_version = Parameter("string", help="This version.")
    scope = Parameter("string", values=("CurrentUser", "AllUsers"), help="For whom.")
    force = Parameter("switch", help="Taken so that scripts run.")
    force_bootstrap = Parameter("switch", help="Taken so that scripts run.")


class SetPSRepository(Cmdlet):
    """Does nothing: no module is downloaded."""

    name = "Set-PSRepository"
    dotnet_name = "Microsoft.PowerShell.PowerShellGet.SetPSRepository"
    examples = (
        Example("Set-PSRepository PSGallery -InstallationPolicy Trusted; 'on'", "The line changes nothing.", "on"),
        Example("Set-PSRepository -Name PSGallery -InstallationPolicy Trusted; 'on'", "", "on"),
    )

    repository_name = Parameter("string", name="Name", position=0, mandatory=True, help="The repository.")
    source_location = Parameter("string", position=1, help="Its address.")
    installation_policy = Parameter("string", values=("Trusted", "Untrusted"), help="Whether to ask.")


class UnblockFile(Cmdlet):
    """Does nothing: files from the internet run like any other."""

    name = "Unblock-File"
    supports_should_process = True
    default_set = "ByPath"
    dotnet_name = "Microsoft.PowerShell.Commands.UnblockFileCommand"
    examples = (
        Example("Set-Content a.ps1 '1'; Unblock-File a.ps1; 'on'", "The line changes nothing.", "on"),
        Example("Set-Content b.ps1 '1'; Get-Item b.ps1 | Unblock-File; 'on'", "From the pipeline.", "on"),
    )

    path = Parameter("string[]", placements={"ByPath": Placement(position=0, mandatory=True)}, help="The files.")
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"),
        placements={"ByLiteralPath": Placement(mandatory=True, from_pipeline_by_name=True)}, help="The files.",
    )  # fmt: skip
