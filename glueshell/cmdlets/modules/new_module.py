"""New-Module."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.modules import Module
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.scopes import EMPTY, UNSET
from glueshell.engine.streams import nowhere
from glueshell.engine.validators import ValidateNotNull
from glueshell.objects.psobject import Property, PSObject
from glueshell.objects.text import to_text


class NewModule(Cmdlet):
    """Makes a module of a script block, in memory: its functions come into the session, its variables stay its own.

    With -AsCustomObject the functions become methods of an object and the exported variables its properties.
    """

    name = "New-Module"
    aliases = ("nmo",)
    default_set = "ScriptBlock"
    dotnet_name = "Microsoft.PowerShell.Commands.NewModuleCommand"
    output_types = ("System.Management.Automation.PSModuleInfo",)
    examples = (
        Example("New-Module { $rate = 2; function Double($n) { $n * $rate } } | Out-Null; Double 21", "A function.",
                "42"),
        Example("$counter = New-Module -AsCustomObject { $n = 0; function Next { $script:n++; $script:n } };"
                " $counter.Next(); $counter.Next()", "An object with a memory.", "1\n2"),
    )  # fmt: skip
    links = ("Import-Module", "Export-ModuleMember")

    module_name = Parameter("string", name="Name", sets=("Name",), position=0, mandatory=True, from_pipeline=True,
                            help="The module's name.")  # fmt: skip
    script_block = Parameter(
        "scriptblock", validators=(ValidateNotNull(),), help="The code.",
        placements={"Name": Placement(position=1, mandatory=True),
                    "ScriptBlock": Placement(position=0, mandatory=True)},
    )  # fmt: skip
    function = Parameter(
        "string[]", validators=(ValidateNotNull(),), help="Export only these functions; patterns allowed."
    )
    cmdlet = Parameter(
        "string[]", validators=(ValidateNotNull(),), help="A module here has no cmdlets; taken so that scripts run."
    )
    return_result = Parameter("switch", help="Answers what the code writes, not the module.")
    as_custom_object = Parameter("switch", help="Answers an object of its functions and variables.")
    argument_list = Parameter("object[]", aliases=("Args",), from_remaining=True, help="Arguments of the script block.")

    def process(self) -> Iterator[object]:
        """Make it."""
        from uuid import uuid4

        unique = str(uuid4())
        modules = self.engine.modules
        wanted = None
        if self.function:
            wanted = {"function": [to_text(name) for name in self.function], "alias": [], "variable": []}
        written: list[object] = []
        module = modules.make(
            self.module_name or f"__DynamicModule_{unique}",
            self.engine.resolve_path(unique),
            self.script_block,
            self.argument_list or (),
            wanted,
            written.append if self.return_result else nowhere,
        )
        if self.as_custom_object:
            yield object_of(module)
            return
        modules.bring(module, modules.target())
        if self.return_result:
            yield from written
        else:
            yield module


def object_of(module: Module) -> PSObject:
    """An object whose methods are a module's functions and whose properties its exported variables."""
    properties: dict[str, object] = {name: _variable(module, name) for name in module.variables}
    for name, function in module.functions.items():
        properties[name] = Property("ScriptMethod", invoke=_method(function))
    return PSObject(properties)


def _method(function: Any) -> Callable[[object, list], object]:
    return lambda owner, arguments: function.block.value(args=arguments)


def _variable(module: Module, name: str) -> Property:
    scope = module.scope
    assert scope is not None

    def read(owner: object) -> object:
        value = scope.own(name.lower())
        return None if value is EMPTY or value is UNSET else value

    def write(owner: object, new: object) -> None:
        scope.set(name, new)

    return Property("NoteProperty", get=read, set=write)
