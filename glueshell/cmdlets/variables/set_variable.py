"""Set-Variable and New-Variable."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.variables.get_variable import variable_completer
from glueshell.cmdlets.variables.places import OPTIONS, VariableObject, scope_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.scopes import UNSET, Scope
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text


class VariableWriter(Cmdlet):
    """Base of what gives variables values and options."""

    description = Parameter("string", help="What it is for.")
    option = Parameter(
        "string[]",
        label="System.Management.Automation.ScopedItemOptions",
        values=OPTIONS,
        help="ReadOnly, Constant, Private.",
    )
    force = Parameter("switch", help="Over a read-only variable too.")
    visibility = Parameter(
        "string",
        label="System.Management.Automation.SessionStateEntryVisibility",
        values=("Public", "Private"),
        help="Public.",
    )
    pass_thru = Parameter("switch", help="Answers the variable.")
    scope = Parameter(
        "string", validators=(ValidateNotNullOrEmpty(),), help="Global, Local, Script, or how many scopes up."
    )

    def give(self, scope: Scope, name: str, value: object, *, keep: bool = False) -> VariableObject | None:
        """Write the variable; an error of its options is reported. `keep` leaves the value as it is."""
        name = name.rpartition(":")[2]
        self.engine.spellings.setdefault(name.lower(), name)
        special = (scope.specials or {}).get(name.lower())
        locked = frozenset({"ReadOnly"}) & special.options if special is not None and self.force else frozenset()
        if special is not None:
            special.options -= locked
        try:
            if not keep or scope.own(name.lower()) is UNSET:
                scope.set(name, value)
            if special is not None:
                special.options |= locked
        except PSError as error:
            refused = error.category == "MetadataError"
            self.write_error(ErrorRecord(error, category=error.category if refused else "WriteError"))
            return None
        if self.option is not None or self.description is not None:
            special = scope.special(name)
            if self.option is not None:
                special.options = frozenset(to_text(option) for option in self.option) - {"None", "Unspecified"}
            if self.description is not None:
                special.description = self.description
        return VariableObject(name, scope)


class SetVariable(VariableWriter):
    """Gives variables a value."""

    name = "Set-Variable"
    aliases = ("sv", "set")
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.SetVariableCommand"
    order = (
        "Name",
        "Value",
        "Include",
        "Exclude",
        "Description",
        "Option",
        "Force",
        "Visibility",
        "PassThru",
        "Append",
        "Scope",
    )
    examples = (
        Example("Set-Variable client 'Happy Frog'; $client", "Like $client = 'Happy Frog'.", "Happy Frog"),
        Example("1, 2 | Set-Variable pair; $pair.Count", "What comes down the pipeline.", "2"),
    )
    links = ("Get-Variable", "Remove-Variable")

    variable = Parameter(
        "string[]", name="Name", position=0, mandatory=True, from_pipeline_by_name=True, completer=variable_completer,
        default=(), help="The names.",
    )  # fmt: skip
    value = Parameter("object", position=1, from_pipeline=True, from_pipeline_by_name=True, help="The value.")
    include = Parameter("string[]", default=(), help="Only these; patterns allowed.")
    exclude = Parameter("string[]", default=(), help="Without these; patterns allowed.")
    append = Parameter("switch", help="Adds to what the variable holds.")

    def begin(self) -> None:
        """Nothing collected yet."""
        self._values: list[object] = []

    def process(self) -> Iterator[object]:
        """Collect what comes down the pipeline, or write at once."""
        if self.invocation.expecting_input:
            self._values.append(self.value)
            return
        yield from self._write(self.value)

    def end(self) -> Iterator[object]:
        """Write what was collected."""
        if self.invocation.expecting_input:
            # Without input a variable keeps the value it has.
            found = self._values[0] if len(self._values) == 1 else self._values or None
            yield from self._write(found, nothing=not self._values)

    def _write(self, value: object, nothing: bool = False) -> Iterator[object]:
        keep = nothing or (not self.is_bound("Value") and (self.option is not None or self.description is not None))
        for each in self.variable:
            if not self.should_process(f"Name: {to_text(each)} Value: {to_text(value)}", "Set variable"):
                continue
            scope = scope_of(self, self.scope)
            given = self._added(scope, to_text(each), value) if self.append else value
            written = self.give(scope, to_text(each), given, keep=keep)
            if written is not None and self.pass_thru:
                yield written

    def _added(self, scope: Scope, name: str, value: object) -> object:
        """What a variable held, and the value after it."""
        held = scope.own(name.rpartition(":")[2].lower())
        if held is UNSET or held is None:
            return value
        return [*(iterate(held) if enumerable(held) else (held,)), *(iterate(value) if enumerable(value) else (value,))]


class NewVariable(VariableWriter):
    """Makes a variable that must not exist yet."""

    name = "New-Variable"
    aliases = ("nv",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.NewVariableCommand"
    order = ("Name", "Value", "Description", "Option", "Visibility", "Force", "PassThru", "Scope")
    examples = (
        Example("New-Variable limit 10 -Option ReadOnly; $limit", "One that cannot be overwritten.", "10"),
        Example(
            "New-Variable limit 50 -Option ReadOnly; try { $limit = 60 } catch { $limit }",
            "One that cannot be changed.",
            "50",
        ),
    )
    links = ("Set-Variable",)

    variable = Parameter(
        "string", name="Name", position=0, mandatory=True, from_pipeline_by_name=True, help="The name."
    )
    value = Parameter("object", position=1, from_pipeline=True, from_pipeline_by_name=True, help="The value.")

    def process(self) -> Iterator[object]:
        """Make it."""
        scope = scope_of(self, self.scope)
        if scope.own(self.variable.lower()) is not UNSET and not self.force:
            self.write_error(
                ErrorRecord(
                    PSError(
                        f"A variable with name '{self.variable}' already exists.",
                        "VariableAlreadyExists",
                        "ResourceExists",
                        "System.Management.Automation.SessionStateException",
                        target=self.variable,
                    )
                )
            )
            return
        if not self.should_process(f"Name: {self.variable} Value: {to_text(self.value)}", "New variable"):
            return
        written = self.give(scope, self.variable, self.value)
        if written is not None and self.pass_thru:
            yield written
