"""Get-Variable."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.variables.places import chosen, missing, visible
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import has_wildcard


def variable_completer(context: CompletionContext) -> Iterator[Candidate]:
    """Offers the variables there are."""
    for name in context.view.variables():
        yield Candidate(name)


class GetVariable(Cmdlet):
    """Answers variables: name, value, options."""

    name = "Get-Variable"
    aliases = ("gv",)
    dotnet_name = "Microsoft.PowerShell.Commands.GetVariableCommand"
    examples = (
        Example("$client = 'Happy Frog'; Get-Variable client -ValueOnly", "The value alone.", "Happy Frog"),
        Example("$a1 = 1; $a2 = 2; (Get-Variable a?).Name", "By a pattern.", "a1\na2"),
    )
    links = ("Set-Variable", "Remove-Variable")

    variable = Parameter(
        "string[]", name="Name", position=0, from_pipeline=True, from_pipeline_by_name=True, wildcards=True,
        completer=variable_completer,
        validators=(ValidateNotNullOrEmpty(),), help="Names or patterns.",
    )  # fmt: skip
    value_only = Parameter("switch", help="The values without their variables.")
    include = Parameter("string[]", default=(), wildcards=True, help="Only these; patterns allowed.")
    exclude = Parameter("string[]", default=(), wildcards=True, help="Without these; patterns allowed.")
    scope = Parameter(
        "string", validators=(ValidateNotNullOrEmpty(),), help="Global, Local, Script, or how many scopes up."
    )

    def process(self) -> Iterator[object]:
        """Look them up."""
        for wanted in self.variable or ["*"]:
            text = to_text(wanted)
            found = list(visible(self, text, self.scope))
            kept = set(chosen([each.name for each in found], self.include or (), self.exclude or ()))
            found = sorted((each for each in found if each.name in kept), key=lambda each: each.name.lower())
            if not found and not has_wildcard(text):
                self.write_error(missing(text))
            for each in found:
                yield each.value if self.value_only else each
