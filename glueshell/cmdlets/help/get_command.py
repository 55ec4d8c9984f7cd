"""Get-Command."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.commands import Alias, Command
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.help import syntax_lines
from glueshell.engine.parameters import Parameter
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, resolve_type
from glueshell.objects.wildcard import Wildcard, has_wildcard

KINDS = (
    "Alias", "All", "Application", "Cmdlet", "Configuration", "ExternalScript", "Filter", "Function", "Script",
)  # fmt: skip


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
    module_name = Parameter("string[]", name="Module", aliases=("PSSnapin",), help="The module they come from.")
    exclude_module = Parameter("string[]", help="Nothing from these modules; patterns allowed.")
    command_type = Parameter(
        "string[]",
        label="CommandTypes",
        aliases=("Type",),
        sets=("AllCommandSet",),
        values=KINDS,
        help="Only these kinds.",
    )
    total_count = Parameter("int", default=-1, help="So many and no more.")
    syntax = Parameter("switch", help="How to call them.")
    argument_list = Parameter("object[]", aliases=("Args",), position=1, from_remaining=True,
                              help="Arguments that bring parameters of their own; not looked at.")  # fmt: skip
    all = Parameter("switch", help="Hidden ones too.")
    list_imported = Parameter("switch", help="Only what is in the session, which everything here is.")
    parameter_name = Parameter("string[]", help="Only commands with such a parameter; patterns allowed.")
    parameter_type = Parameter("object[]", label="PSTypeName[]", help="Only those with such a parameter.")
    use_fuzzy_matching = Parameter("switch", sets=("AllCommandSet",), help="Names that are nearly the one given.")
    fuzzy_minimum_distance = Parameter("uint", sets=("AllCommandSet",), default=5,
                                       help="How many letters may differ (5).")  # fmt: skip
    use_abbreviation_expansion = Parameter("switch", sets=("AllCommandSet",),
                                           help="gci stands for Get-ChildItem: the capitals of a name.")  # fmt: skip

    def process(self) -> Iterator[object]:
        """The commands."""
        for number, command in enumerate(self._commands()):
            if 0 <= self.total_count <= number:
                return
            if self.syntax:
                yield "\n" + "\n\n".join(syntax_lines(command)) + "\n"
            else:
                yield command

    def _commands(self) -> Iterator[Command]:
        table, scope = self.engine.commands, self.engine.scope
        for wanted in self.command_name or ["*"]:
            text = to_text(wanted)
            if self.use_fuzzy_matching:
                yield from self._near(text)
                continue
            if self.use_abbreviation_expansion:
                yield from self._abbreviated(text)
                continue
            if not has_wildcard(text):
                found = table.find_alias(text.lower(), scope) or table.find(text, scope)
                if found is None:
                    self.write_error(_missing(self, text))
                elif self._fits(found):
                    yield found
                continue
            pattern = Wildcard(text)
            names = [each.name for each in table.all_functions(scope)] if self._of_scripts() else table.names(scope)
            listed = {name: table.find(name, scope) for name in names if pattern.matches(name)}
            everything: list[Command] = [command for command in listed.values() if command is not None]
            if self.command_type or self.module_name:
                everything += [alias for alias in table.all_aliases(scope) if pattern.matches(alias.name)]
            seen: set[str] = set()
            for command in sorted(everything, key=lambda command: command.name.lower()):
                if command.name not in seen and self._fits(command):
                    seen.add(command.name)
                    yield command

    def _near(self, text: str) -> Iterator[Command]:
        """The commands whose names differ from `text` in few letters, the nearest first."""
        from glueshell.objects.neutral import distance

        table, scope, most = self.engine.commands, self.engine.scope, int(self.fuzzy_minimum_distance)
        ranked = sorted((distance(text.lower(), name.lower(), most), name) for name in table.names(scope))
        for far, name in ranked:
            command = table.find(name, scope) if far <= most else None
            if command is not None and self._fits(command):
                yield command

    def _abbreviated(self, text: str) -> Iterator[Command]:
        table, scope, wanted = self.engine.commands, self.engine.scope, text.lower()
        for name in sorted(table.names(scope), key=str.lower):
            if name.lower() == wanted or "".join(filter(str.isupper, name)).lower() == wanted:
                command = table.find(name, scope)
                if command is not None and self._fits(command):
                    yield command

    def _of_scripts(self) -> bool:
        """Whether only commands of script modules are wanted: no cmdlet need be looked at."""
        modules = self.engine.modules
        wanted = [to_text(name) for name in self.module_name or ()]
        return bool(wanted) and all(not has_wildcard(name) and modules.of(name) for name in wanted)

    def _fits(self, command: Command) -> bool:
        kinds = [to_text(kind) for kind in self.command_type or ()]
        if kinds and "All" not in kinds and command.kind not in kinds:
            return False
        if (self.verb or self.noun) and isinstance(command, Alias):
            return False
        if self.exclude_module and _any(self.exclude_module, command.module):
            return False
        if (self.parameter_name or self.parameter_type) and not self._takes(command):
            return False
        verb, _, noun = command.name.partition("-")
        return _any(self.verb, verb) and _any(self.noun, noun) and _any(self.module_name, command.module)

    def _takes(self, command: Command) -> bool:
        """Whether a command has a parameter of a name and a type that were asked for."""
        if isinstance(command, Alias):
            return False
        kinds = {_type_of(kind) for kind in self.parameter_type or ()}
        return any(
            (not self.parameter_name or any(_any(self.parameter_name, name) for name in (each.name, *each.aliases)))
            and (not kinds or _type_of(each.type) in kinds)
            for each in command.parameters.all
        )


def _type_of(kind: object) -> str:
    info = unwrap(kind)
    if not isinstance(info, TypeInfo):
        found = resolve_type(to_text(info).strip("[]") if to_text(info).startswith("[") else to_text(info))
        if found is None:
            return to_text(info).lower()
        info = found
    return info.full_name.lower()


def _any(patterns: list[object] | None, text: str) -> bool:
    return not patterns or any(Wildcard(to_text(pattern)).matches(text) for pattern in patterns)


def _missing(cmdlet: Cmdlet, name: str) -> ErrorRecord:
    return ErrorRecord(
        cmdlet.engine.commands.not_found(name, cmdlet.engine.scope), target=name, category="ObjectNotFound"
    )
