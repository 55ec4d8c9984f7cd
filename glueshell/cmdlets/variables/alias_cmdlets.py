"""Get-Alias, Set-Alias, New-Alias, Remove-Alias."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.variables.places import OPTIONS, scope_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.commands import Alias
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard


def no_alias(name: str, what: str = "name") -> ErrorRecord:
    """There is no alias of that name, or none with that `what`."""
    return ErrorRecord(
        PSError(
            f"This command cannot find a matching alias because an alias with the {what} '{name}' does not exist.",
            "ItemNotFoundException",
            "ObjectNotFound",
            "System.Management.Automation.ItemNotFoundException",
            target=name,
        )
    )


class GetAlias(Cmdlet):
    """Lists second names of commands."""

    name = "Get-Alias"
    aliases = ("gal",)
    default_set = "Default"
    dotnet_name = "Microsoft.PowerShell.Commands.GetAliasCommand"
    examples = (
        Example("(Get-Alias ft).Definition", "What one stands for.", "Format-Table"),
        Example("(Get-Alias -Definition Get-Help).Name", "The aliases of a command.", "help\nman"),
    )
    links = ("Set-Alias",)

    alias = Parameter(
        "string[]",
        name="Name",
        sets=("Default",),
        position=0,
        from_pipeline=True,
        from_pipeline_by_name=True,
        wildcards=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="Names or patterns.",
    )
    exclude = Parameter("string[]", default=(), help="Without these; patterns allowed.")
    scope = Parameter("string", help="Global, Local, Script, or how many scopes up.")
    definition = Parameter(
        "string[]",
        sets=("Definition",),
        wildcards=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="The commands they stand for.",
    )

    def process(self) -> Iterator[object]:
        """Look them up."""
        everything = sorted(
            self.engine.commands.all_aliases(scope_of(self, self.scope)), key=lambda each: each.name.lower()
        )
        unwanted = [Wildcard(to_text(pattern)) for pattern in self.exclude or ()]
        everything = [each for each in everything if not any(pattern.matches(each.name) for pattern in unwanted)]
        for wanted in self.definition or self.alias or ["*"]:
            text = to_text(wanted)
            pattern = Wildcard(text)
            found = [each for each in everything if pattern.matches(each.target if self.definition else each.name)]
            if not found and not has_wildcard(text):
                self.write_error(no_alias(text, "definition" if self.definition else "name"))
            yield from found


class AliasWriter(Cmdlet):
    """Base of what makes aliases."""

    alias = Parameter(
        "string", name="Name", position=0, mandatory=True, from_pipeline_by_name=True, help="The new name."
    )
    value = Parameter(
        "string", position=1, mandatory=True, from_pipeline_by_name=True, help="The command it stands for."
    )
    description = Parameter("string", default="", help="What it is for.")
    option = Parameter(
        "string[]",
        label="System.Management.Automation.ScopedItemOptions",
        values=OPTIONS,
        default=("None",),
        help="ReadOnly, Constant, Private.",
    )
    pass_thru = Parameter("switch", help="Answers the alias.")
    scope = Parameter("string", help="Global, Local, Script, or how many scopes up.")
    force = Parameter("switch", help="Over a read-only alias too.")

    def make(self) -> Iterator[object]:
        """Define the alias."""
        made = Alias(self.alias, self.value, ", ".join(self.option), self.description)
        self.engine.commands.define_alias(made, scope_of(self, self.scope))
        if self.pass_thru:
            yield made

    def present(self) -> Alias | None:
        """The alias of that name, if there is one."""
        return self.engine.commands.find_alias(self.alias.lower(), scope_of(self, self.scope))


class SetAlias(AliasWriter):
    """Gives a command a second name."""

    name = "Set-Alias"
    aliases = ("sal",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.SetAliasCommand"
    examples = (
        Example("Set-Alias count Measure-Object; (1..3 | count).Count", "A name of your own.", "3"),
        Example("Set-Alias gm2 Get-Member; (Get-Alias gm2).Definition", "What it stands for.", "Get-Member"),
    )
    links = ("Get-Alias",)

    def process(self) -> Iterator[object]:
        """Define it."""
        present = self.present()
        if present is not None and (
            "Constant" in present.options or ("ReadOnly" in present.options and not self.force)
        ):
            self.write_error(
                ErrorRecord(
                    PSError(
                        f"Alias is not writeable because alias {self.alias} is read-only or constant and cannot be"
                        " written to.",
                        "AliasNotWritable",
                        "WriteError",
                        "System.Management.Automation.SessionStateUnauthorizedAccessException",
                        target=self.alias,
                    )
                )
            )
            return
        if self.should_process(f"Name: {self.alias} Value: {self.value}", "Set Alias"):
            yield from self.make()


class NewAlias(AliasWriter):
    """Makes an alias that must not exist yet."""

    name = "New-Alias"
    aliases = ("nal",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.NewAliasCommand"
    examples = (
        Example("New-Alias total Measure-Object; (Get-Alias total).Definition", "", "Measure-Object"),
        Example("New-Alias count Measure-Object; (1..3 | count).Count", "Used like the command.", "3"),
    )
    links = ("Set-Alias",)

    def process(self) -> Iterator[object]:
        """Define it."""
        if self.present() is not None and not self.force:
            self.write_error(
                ErrorRecord(
                    PSError(
                        f"The alias is not allowed, because an alias with the name '{self.alias}' already exists.",
                        "AliasAlreadyExists",
                        "ResourceExists",
                        "System.Management.Automation.SessionStateException",
                        target=self.alias,
                    )
                )
            )
            return
        if self.should_process(f"Name: {self.alias} Value: {self.value}", "New Alias"):
            yield from self.make()


class RemoveAlias(Cmdlet):
    """Takes a second name away."""

    name = "Remove-Alias"
    dotnet_name = "Microsoft.PowerShell.Commands.RemoveAliasCommand"
    examples = (
        Example("Set-Alias tally Measure-Object; Remove-Alias tally; Get-Alias tall*", "It is gone.", ""),
        Example("Set-Alias mine Get-Date; Remove-Alias mine; Test-Path Alias:mine", "It is gone.", "False"),
    )
    links = ("Set-Alias",)

    alias = Parameter(
        "string[]",
        name="Name",
        position=0,
        mandatory=True,
        from_pipeline=True,
        from_pipeline_by_name=True,
        help="The names.",
    )
    scope = Parameter("string", help="Global, Local, Script, or how many scopes up.")
    force = Parameter("switch", help="Read-only aliases too.")

    def process(self) -> None:
        """Remove them."""
        for each in self.alias:
            if not self.engine.commands.remove_alias(to_text(each), scope_of(self, self.scope)):
                self.write_error(no_alias(to_text(each)))
