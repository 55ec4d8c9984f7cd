"""Get-Verb."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.help.verbs import VERBS
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.objects.psobject import PSObject
from glueshell.objects.wildcard import Wildcard

_NAMES = ("System.Management.Automation.VerbInfo", "System.Object")


class GetVerb(Cmdlet):
    """Lists the verbs that names of commands begin with."""

    name = "Get-Verb"
    dotnet_name = "Microsoft.PowerShell.Commands.GetVerbCommand"
    output_types = ("System.Management.Automation.VerbInfo",)
    examples = (
        Example("(Get-Verb Get).Group", "One verb.", "Common"),
        Example(
            "(Get-Verb -Group Security).Verb -join ', '",
            "A group.",
            "Block, Grant, Protect, Revoke, Unblock, Unprotect",
        ),
    )
    links = ("Get-Command",)

    verb = Parameter(
        "string[]", position=0, from_pipeline=True, from_pipeline_by_name=True, wildcards=True,
        help="Which ones; wildcards allowed.",
    )  # fmt: skip
    group = Parameter(
        "string[]", position=1, from_pipeline=True, from_pipeline_by_name=True, values=tuple(VERBS),
        help="Of which groups.",
    )  # fmt: skip

    def process(self) -> Iterator[object]:
        """The verbs, a group after the other."""
        patterns = [Wildcard(text) for text in self.verb or ()]
        groups = [name.lower() for name in self.group or ()]
        for group, verbs in VERBS.items():
            if groups and group.lower() not in groups:
                continue
            for verb, prefix, description in verbs:
                if patterns and not any(pattern.matches(verb) for pattern in patterns):
                    continue
                row = {"Verb": verb, "AliasPrefix": prefix, "Group": group, "Description": description}
                yield PSObject(dict(row), _NAMES)
