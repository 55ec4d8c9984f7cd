"""Get-Command."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.commands import Alias, Command
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.help import syntax_lines
from glueshell.engine.parameters import Parameter
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard

KINDS = ("Alias", "Cmdlet", "ExternalScript", "Filter", "Function", "All")


def command_completer(context: CompletionContext) -> Iterator[Candidate]:
    """Offers every command."""
    for name in context.view.commands.names():
        yield Candidate(name)


class GetCommand(Cmdlet):
    """Lists the commands there are, or finds one."""

    name = "Get-Command"
    aliases = ("gcm",)
    default_set = "CmdletSet"
    dotnet_name = "Microsoft.PowerShell.Commands.GetCommandCommand"
    examples = (
        Example("Get-Command -Noun Draft", "Everything about drafts."),
        Example("(Get-Command Use-Org*).Name", "By a pattern.", "Use-Organization"),
    )
    links = ("Get-Help",)

    command_name = Parameter(
        "string[]", name="Name", position=0, sets=("AllCommandSet", "CmdletSet"), from_pipeline=True, wildcards=True,
        completer=command_completer, help="Names or patterns.",
    )  # fmt: skip
    verb = Parameter("string[]", sets=("CmdletSet",), help="Verbs, such as Get; patterns allowed.")
    noun = Parameter("string[]", sets=("CmdletSet",), help="Nouns, such as Draft; patterns allowed.")
    module = Parameter("string[]", aliases=("PSSnapin",), help="The module they come from.")
    command_type = Parameter(
        "string[]", aliases=("Type",), sets=("AllCommandSet",), values=KINDS, help="Only these kinds."
    )
    syntax = Parameter("switch", help="How to call them.")
    total_count = Parameter("int", default=-1, help="So many and no more.")
    all = Parameter("switch", help="Hidden ones too.")

    def process(self) -> Iterator[object]:
        """The commands."""
        for number, command in enumerate(self._commands()):
            if 0 <= self.total_count <= number:
                return
            if self.syntax:
                yield "\n" + "\n".join(syntax_lines(command)) + "\n"
            else:
                yield command

    def _commands(self) -> Iterator[Command]:
        table, scope = self.engine.commands, self.engine.scope
        for wanted in self.command_name or ["*"]:
            text = to_text(wanted)
            if not has_wildcard(text):
                found = table.find_alias(text.lower(), scope) or table.find(text, scope)
                if found is None:
                    self.write_error(_missing(self, text))
                elif self._fits(found):
                    yield found
                continue
            pattern = Wildcard(text)
            listed = {name: table.find(name, scope) for name in table.names(scope) if pattern.matches(name)}
            everything: list[Command] = [command for command in listed.values() if command is not None]
            if self.command_type:
                everything += [alias for alias in table.all_aliases(scope) if pattern.matches(alias.name)]
            seen: set[str] = set()
            for command in sorted(everything, key=lambda command: command.name.lower()):
                if command.name not in seen and self._fits(command):
                    seen.add(command.name)
                    yield command

    def _fits(self, command: Command) -> bool:
        kinds = [to_text(kind) for kind in self.command_type or ()]
        if kinds and "All" not in kinds and command.kind not in kinds:
            return False
        if (self.verb or self.noun) and isinstance(command, Alias):
            return False
        verb, _, noun = command.name.partition("-")
        return _any(self.verb, verb) and _any(self.noun, noun) and _any(self.module, command.module)


def _any(patterns: list[object] | None, text: str) -> bool:
    return not patterns or any(Wildcard(to_text(pattern)).matches(text) for pattern in patterns)


def _missing(cmdlet: Cmdlet, name: str) -> ErrorRecord:
    return ErrorRecord(
        cmdlet.engine.commands.not_found(name, cmdlet.engine.scope), target=name, category="ObjectNotFound"
    )
