"""Import-Module."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.modules.specification import specifications
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord, ParseFailure, Terminating
from glueshell.engine.modules import Chosen, Module, not_found
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.runtime import parse_problem
from glueshell.engine.validators import ValidateNotNull
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard

# PowerShell's own modules: their commands are here already.
BUILT_IN = frozenset(
    f"microsoft.powershell.{name}"
    for name in ("core", "utility", "management", "security", "host", "archive", "diagnostics")
)


def is_built_in(name: str) -> bool:
    """Whether a module's commands are here without importing it."""
    return name.lower() in BUILT_IN


def needs_no_file(name: str) -> bool:
    """Whether a module can be imported though there is no file of it: PowerShell's own, and the wrapper modules."""
    if is_built_in(name):
        return True
    from glueshell.cmdlets.compat.importing import known

    return known(name) is not None


class ImportModule(Cmdlet):
    """Loads a module, a .psm1 or .psd1 file, and brings what it exports into the session.

    A module is given by path, or by name to be looked for in the folders of $env:PSModulePath. One that is loaded
    already is not run again without -Force.
    """

    name = "Import-Module"
    aliases = ("ipmo",)
    default_set = "Name"
    dotnet_name = "Microsoft.PowerShell.Commands.ImportModuleCommand"
    roles = ("import-module",)
    examples = (
        Example("Import-Module ./Tools.psm1", "The functions of a file."),
        Example("Import-Module ./Tools.psm1 -Force -PassThru", "Loaded anew; the module is shown."),
    )
    links = ("Get-Module", "Remove-Module", "Export-ModuleMember")

    module_name = Parameter(
        "string[]",
        name="Name",
        placements={"Name": Placement(position=0, mandatory=True, from_pipeline=True)},
        help="Paths or names.",
    )
    fully_qualified_name = Parameter(
        "object[]", label="ModuleSpecification[]", transform=specifications("FullyQualifiedName"),
        placements={"FullyQualifiedName": Placement(position=0, mandatory=True, from_pipeline=True)},
        help="Names, or versions too: @{ModuleName = ...; ModuleVersion = ...}.",
    )  # fmt: skip
    module_info = Parameter(
        "psmoduleinfo[]",
        placements={"ModuleInfo": Placement(position=0, mandatory=True, from_pipeline=True)},
        help="Modules Get-Module found.",
    )
    function = Parameter("string[]", validators=(ValidateNotNull(),), help="Only these functions; patterns allowed.")
    alias = Parameter("string[]", validators=(ValidateNotNull(),), help="Only these aliases; patterns allowed.")
    variable = Parameter("string[]", validators=(ValidateNotNull(),), help="Only these variables; patterns allowed.")
    cmdlet = Parameter(
        "string[]", validators=(ValidateNotNull(),), help="A module here has no cmdlets; taken so that scripts run."
    )
    prefix = Parameter(
        "string", default="", validators=(ValidateNotNull(),), help="Put before the nouns of its commands."
    )
    global_ = Parameter("switch", name="Global", help="Into the session, when a module imports.")
    scope = Parameter("string", values=("Local", "Global"), help="Where to.")
    force = Parameter("switch", help="Load it again.")
    pass_thru = Parameter("switch", help="Write the module.")
    as_custom_object = Parameter("switch", help="Not available here.")
    no_clobber = Parameter("switch", help="Leave out commands whose names are taken.")
    disable_name_checking = Parameter("switch", help="Names are not checked here; taken so that scripts run.")
    skip_edition_check = Parameter("switch", help="There is one edition; taken so that scripts run.")
    argument_list = Parameter("object[]", aliases=("Args",), help="Arguments of the module's script.")
    minimum_version = Parameter("version", aliases=("ModuleVersion", "Version"), help="At least this version.")
    maximum_version = Parameter("string", help="At most this version.")
    required_version = Parameter("version", help="This version.")

    def process(self) -> Iterator[object]:
        """Load each."""
        if self.as_custom_object:
            self.throw(ErrorRecord("Modules cannot be made objects here.", "AsCustomObject", "NotImplemented"))
        for module in self.module_info or ():
            if isinstance(module, Module) and module.scope is not None and not os.path.exists(module.path):
                yield from self._take(module)
            else:
                yield from self._import(module.path if isinstance(module, Module) else to_text(module))
        for name in self.module_name or ():
            yield from self._import(to_text(name))
        for each in self.fully_qualified_name or ():
            self.minimum_version, self.maximum_version, self.required_version = each.least, each.most, each.only
            yield from self._import(each.name)

    def _import(self, name: str) -> Iterator[object]:
        modules = self.engine.modules
        if is_built_in(name):
            return
        path = modules.find(name)
        if path is None and self._wrapper(name):
            return
        if path is None and modules.of(name):
            path = modules.of(name)[0].path
        if path is None:
            explain = self.engine.commands.explain
            why = explain("module", name) if explain is not None else None
            asked = (self.required_version, self.minimum_version, self.maximum_version)
            version = next((to_text(each) for each in asked if each is not None), "")
            problem = _wrong_version(name, version) if version else not_found(name)
            self.write_error(ErrorRecord(problem, suggestion=why))
            return
        try:
            self._check_version(modules.describe(path))
            module = modules.load(path, self.argument_list or (), again=self.force)
        except ParseFailure as failure:
            raise parse_problem(failure) from None
        except Terminating as error:
            record = error.record
            if record.activity == "" and self.dotnet_name not in record.error_id:
                record.error_id = f"{record.error_id},{self.dotnet_name}"
            raise
        target = modules.target(everywhere=self.global_ or self.scope == "Global")
        if self.scope == "Local":
            target = self.engine.scope
        modules.bring(module, target, self._chosen(), self.prefix or to_text(module.setting("DefaultCommandPrefix")))
        if self.pass_thru:
            yield module

    def _take(self, module: Module) -> Iterator[object]:
        """Import a module that has no file: New-Module made it."""
        modules = self.engine.modules
        modules.loaded[module.path.lower()] = module
        target = modules.target(everywhere=self.global_ or self.scope == "Global")
        modules.bring(module, target, self._chosen(), self.prefix)
        if self.pass_thru:
            yield module

    def _wrapper(self, name: str) -> bool:
        """Import a wrapper module, which needs no file; False for any other name."""
        from glueshell.cmdlets.compat import importing

        version = None if self.required_version is None else to_text(self.required_version)
        module = importing.known(name, version)
        if module is None:
            return False
        loaded = importing.built_in(self.engine, module)
        importing.speak(self.engine, loaded)
        self.engine.modules.bring(loaded, self.engine.global_scope, self._chosen(), self.prefix)
        return True

    def _check_version(self, module: Module) -> None:
        from glueshell.objects.convert import cast
        from glueshell.objects.operators import compare

        own = cast(module.version, "version")
        for wanted, wrong in ((self.minimum_version, (-1,)), (self.required_version, (-1, 1))):
            if wanted is not None and compare(own, wanted) in wrong:
                raise _wrong_version(module.name, to_text(wanted))

    def _chosen(self) -> Chosen | None:
        asked = {"function": self.function, "alias": self.alias, "variable": self.variable}
        if all(value is None for value in asked.values()) and not self.no_clobber:
            return None
        patterns = {kind: [Wildcard(to_text(each)) for each in value or ()] for kind, value in asked.items()}
        commands, clobber = self.engine.commands, not self.no_clobber
        restricted = any(value is not None for value in asked.values())

        def chosen(kind: str, name: str) -> bool:
            if not clobber and kind != "variable" and commands.find(name) is not None:
                return False
            return not restricted or any(pattern.matches(name) for pattern in patterns[kind])

        return chosen


def _wrong_version(name: str, version: str) -> PSError:
    return PSError(
        f"The specified module '{name}' with version '{version}' was not loaded because no valid module file was found"
        " in any module directory.",
        "Modules_ModuleWithVersionNotFound", "ResourceUnavailable", "System.IO.FileNotFoundException", target=name,
    )  # fmt: skip
