"""Get-Module and Remove-Module."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.modules.specification import ModuleSpecification, specifications
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.modules import Module
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.members import get_member
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard


class GetModule(Cmdlet):
    """Lists the modules that are loaded, or those that could be."""

    name = "Get-Module"
    aliases = ("gmo",)
    default_set = "Loaded"
    dotnet_name = "Microsoft.PowerShell.Commands.GetModuleCommand"
    examples = (
        Example("Get-Module", "What is loaded."),
        Example("if (Get-Module -ListAvailable -Name NoSuchModule) { 'there' } else { 'missing' }",
                "Whether one could be loaded.", "missing"),
    )  # fmt: skip
    links = ("Import-Module",)

    module_name = Parameter(
        "string[]",
        name="Name",
        position=0,
        from_pipeline=True,
        wildcards=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="Names or patterns.",
    )
    fully_qualified_name = Parameter(
        "object[]", label="ModuleSpecification[]", from_pipeline_by_name=True,
        transform=specifications("FullyQualifiedName"),
        help="Names, or versions too: @{ModuleName = ...; ModuleVersion = ...}.",
    )  # fmt: skip
    all_ = Parameter("switch", name="All", sets=("Loaded", "Available"), help="Nested ones as well.")
    list_available = Parameter(
        "switch", placements={"Available": Placement(mandatory=True)}, help="Those in the folders of $env:PSModulePath."
    )
    ps_edition = Parameter(
        "string", name="PSEdition", sets=("Available",), help="Those made for this edition; all here are for Core."
    )
    skip_edition_check = Parameter("switch", sets=("Available",), help="Taken so that scripts run.")
    refresh = Parameter("switch", sets=("Available",), help="Nothing is kept; taken so that scripts run.")

    def process(self) -> Iterator[object]:
        """Look them up."""
        if self.module_name and self.fully_qualified_name:
            self.throw(ErrorRecord(
                "The parameters Name and FullyQualifiedName cannot be used together. Please specify only one"
                " parameter.", "NameAndFullyQualifiedNameCannotBeSpecifiedTogether", "InvalidOperation",
            ))  # fmt: skip
        for specification in self.fully_qualified_name or ():
            for module in self._named(specification.name):
                if specification.accepts(get_member(module, "Version")):
                    yield module
        if self.fully_qualified_name:
            return
        for wanted in self.module_name or ["*"]:
            yield from self._named(to_text(wanted))

    def _named(self, wanted: str) -> Iterator[object]:
        modules = self.engine.modules
        if not self.list_available:
            yield from modules.of(wanted)
        elif self.ps_edition is None or self.ps_edition.lower() == "core":
            yield from (modules.describe(path) for path in modules.available(wanted))
            yield from self._wrappers(wanted)

    def _wrappers(self, wanted: str) -> Iterator[object]:
        """The wrapper modules, which need no file; asked for by name, since they are not what a person installed."""
        from glueshell.cmdlets.compat import importing

        if wanted == "*":
            return
        pattern = Wildcard(wanted)
        for module in importing.MODULES:
            if pattern.matches(module.partition(" ")[0]):
                yield importing.built_in(self.engine, module)


class RemoveModule(Cmdlet):
    """Takes a module's commands out of the session."""

    name = "Remove-Module"
    aliases = ("rmo",)
    default_set = "Name"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.RemoveModuleCommand"
    examples = (
        Example("Remove-Module Tools", "Its functions are gone."),
        Example("Get-Module Tools* | Remove-Module", "Several of them."),
    )
    links = ("Import-Module",)

    module_name = Parameter(
        "string[]",
        name="Name",
        placements={"Name": Placement(position=0, mandatory=True, from_pipeline=True)},
        wildcards=True,
        help="Names or patterns.",
    )
    fully_qualified_name = Parameter(
        "object[]", label="ModuleSpecification[]", transform=specifications("FullyQualifiedName"),
        placements={"FullyQualifiedName": Placement(position=0, mandatory=True, from_pipeline=True)},
        help="Names, or versions too: @{ModuleName = ...; ModuleVersion = ...}.",
    )  # fmt: skip
    module_info = Parameter(
        "object[]",
        label="psmoduleinfo[]",
        placements={"ModuleInfo": Placement(position=0, mandatory=True, from_pipeline=True)},
        help="Modules Get-Module found.",
    )
    force = Parameter("switch", help="Read-only ones too.")

    def process(self) -> None:
        """Take them out."""
        modules = self.engine.modules
        found: list[Module] = [each for each in self.module_info or () if isinstance(each, Module)]
        wanted = [ModuleSpecification(to_text(name)) for name in self.module_name or ()]
        for each in [*wanted, *(self.fully_qualified_name or ())]:
            text = each.name
            named = [module for module in modules.of(text) if each.accepts(module.version)]
            if not named and not has_wildcard(text):
                self.write_error(
                    ErrorRecord(
                        "No modules were removed. Verify that the specification of modules to remove is correct and"
                        " those modules exist in the runspace.",
                        "Modules_NoModulesRemoved",
                        "ResourceUnavailable",
                        text,
                    )
                )
            found.extend(named)
        for module in found:
            if self.should_process(f"{module.name} (Path: '{module.path}')", "Remove-Module"):
                modules.remove(module)
