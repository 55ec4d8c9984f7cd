"""Remove-Variable and Clear-Variable."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.variables.get_variable import variable_completer
from glueshell.cmdlets.variables.places import VariableObject, chosen, missing, visible
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.scopes import not_writable
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import has_wildcard


class VariableEnder(Cmdlet):
    """Base of what takes variables or their values away."""

    variable = Parameter(
        "string[]", name="Name", position=0, mandatory=True, from_pipeline_by_name=True, wildcards=True,
        completer=variable_completer, help="Names or patterns.",
    )  # fmt: skip
    spares_others = False
    """Whether a variable of another scope is passed over without a word."""

    include = Parameter("string[]", default=(), help="Only these; patterns allowed.")
    exclude = Parameter("string[]", default=(), help="Without these; patterns allowed.")
    force = Parameter("switch", help="Read-only variables too.")
    scope = Parameter(
        "string", validators=(ValidateNotNullOrEmpty(),), help="Global, Local, Script, or how many scopes up."
    )

    def found(self) -> Iterator[VariableObject]:
        """The variables meant; one that is missing is reported."""
        for wanted in self.variable:
            text = to_text(wanted)
            # Without -Scope the variables of the present scope alone are meant.
            there = list(visible(self, text, "Local" if self.scope is None else self.scope))
            kept = set(chosen([each.name for each in there], self.include or (), self.exclude or ()))
            elsewhere = self.spares_others and self.scope is None and any(visible(self, text, None))
            if not there and not elsewhere and not has_wildcard(text):
                self.write_error(missing(text))
            yield from (each for each in there if each.name in kept)

    def is_locked(self, variable: VariableObject) -> bool:
        """Whether the variable may not be changed: a constant, or a read-only one without -Force."""
        options = variable.options
        return "Constant" in options or ("ReadOnly" in options and not self.force)


class RemoveVariable(VariableEnder):
    """Removes variables."""

    name = "Remove-Variable"
    aliases = ("rv",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.RemoveVariableCommand"
    examples = (
        Example("$x = 1; Remove-Variable x; $null -eq $x", "It is gone.", "True"),
        Example("$mine = 1; Remove-Variable mine; Test-Path Variable:mine", "It is gone.", "False"),
    )
    links = ("Clear-Variable", "Get-Variable")

    def process(self) -> None:
        """Remove them."""
        for variable in self.found():
            if not self.should_process(f"Name: {variable.name}", "Remove variable"):
                continue
            if self.is_locked(variable):
                self.write_error(
                    ErrorRecord(
                        PSError(
                            f"Cannot remove variable {variable.name} because it is constant or read-only. If the"
                            " variable is read-only, try the operation again specifying the Force option.",
                            "VariableNotRemovable",
                            "WriteError",
                            "System.Management.Automation.SessionStateUnauthorizedAccessException",
                            target=variable.name,
                        )
                    )
                )
                continue
            variable.scope.remove(variable.name)


class ClearVariable(VariableEnder):
    """Sets variables to nothing."""

    name = "Clear-Variable"
    aliases = ("clv",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.ClearVariableCommand"
    spares_others = True
    order = ("Name", "Include", "Exclude", "Force", "PassThru", "Scope")
    examples = (
        Example("$x = 1; Clear-Variable x; $null -eq $x", "It holds nothing.", "True"),
        Example("$a1 = 1; $a2 = 2; Clear-Variable a*; $null -eq $a2", "By pattern.", "True"),
    )
    links = ("Remove-Variable",)

    pass_thru = Parameter("switch", help="Answers the variable.")

    def process(self) -> Iterator[object]:
        """Clear them."""
        for variable in self.found():
            if not self.should_process(f"Name: {variable.name}", "Clear variable"):
                continue
            if self.is_locked(variable):
                self.write_error(ErrorRecord(not_writable(variable.name)))
                continue
            special = (variable.scope.specials or {}).get(variable.name.lower())
            kept = special.options if special is not None else frozenset()
            if special is not None:
                special.options = frozenset()
            variable.value = None
            if special is not None:
                special.options = kept
            if self.pass_thru:
                yield variable
