"""Get-Command."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from glueshell.cmdlets.modules.specification import specifications
from glueshell.completion.candidates import COMMAND, Candidate, CompletionContext
from glueshell.completion.names import MAX_SYNOPSES, commands
from glueshell.completion.site import CommandNameSite
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.commands import Alias, Command
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.help import syntax_lines
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, resolve_type
from glueshell.objects.wildcard import Wildcard, has_wildcard

_ALL, _CMDLETS = "AllCommandSet", "CmdletSet"


def command_completer(context: CompletionContext) -> Iterator[Candidate]:
    """Offers every command; to a person ours first, with what it does where few are left."""
    if context.view.exact:
        yield from map(Candidate, context.view.commands.names())
        return
    table, word = context.view.commands, context.word.lower()
    every = commands(CommandNameSite(0, 0, ""), context.view)
    found = [
        each.value
        for each in every
        if each.kind == COMMAND and each.style_hint != "alias" and word in each.value.lower()
    ]
    told = len(found) <= MAX_SYNOPSES
    for name in found:
        yield Candidate(name, detail=getattr(table.find(name), "synopsis", "") if told else "")


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
        "string[]", name="Name", placements={_ALL: Placement(position=0, from_pipeline=True,
                                                             from_pipeline_by_name=True)},
        wildcards=True, completer=command_completer, validators=(ValidateNotNullOrEmpty(),), help="Names or patterns.",
    )  # fmt: skip
    verb = Parameter("string[]", placements={_CMDLETS: Placement(from_pipeline_by_name=True)},
                     help="Verbs, such as Get; patterns allowed.")  # fmt: skip
    noun = Parameter("string[]", placements={_CMDLETS: Placement(from_pipeline_by_name=True)},
                     help="Nouns, such as Draft; patterns allowed.")  # fmt: skip
    module_name = Parameter("string[]", name="Module", aliases=("PSSnapin",), from_pipeline_by_name=True,
                            help="The module they come from.")  # fmt: skip
    exclude_module = Parameter("string[]", help="Nothing from these modules; patterns allowed.")
    fully_qualified_module = Parameter(
        "object[]", label="ModuleSpecification[]", from_pipeline_by_name=True,
        transform=specifications("FullyQualifiedModule"),
        help="The module they come from, by name or as @{ModuleName = ...; ModuleVersion = ...}.",
    )  # fmt: skip
    command_type = Parameter(
        "System.Management.Automation.CommandTypes", aliases=("Type",),
        placements={_ALL: Placement(from_pipeline_by_name=True)}, help="Only these kinds.",
    )  # fmt: skip
    total_count = Parameter("int", default=-1, from_pipeline_by_name=True, help="So many and no more.")
    syntax = Parameter("switch", from_pipeline_by_name=True, help="How to call them.")
    show_command_info = Parameter("switch", help="What a form for calling them would show, as custom objects.")
    argument_list = Parameter("object[]", aliases=("Args",), position=1, from_remaining=True,
                              help="Arguments that bring parameters of their own; not looked at.")  # fmt: skip
    all = Parameter("switch", from_pipeline_by_name=True, help="Hidden ones too.")
    list_imported = Parameter("switch", from_pipeline_by_name=True,
                              help="Only what is in the session, which everything here is.")  # fmt: skip
    parameter_name = Parameter("string[]", validators=(ValidateNotNullOrEmpty(),),
                               help="Only commands with such a parameter; patterns allowed.")  # fmt: skip
    parameter_type = Parameter("object[]", label="PSTypeName[]", validators=(ValidateNotNullOrEmpty(),),
                               help="Only those with such a parameter.")  # fmt: skip
    use_fuzzy_matching = Parameter("switch", sets=(_ALL,), help="Names that are nearly the one given.")
    fuzzy_minimum_distance = Parameter("uint", sets=(_ALL,), default=5, help="How many letters may differ (5).")
    use_abbreviation_expansion = Parameter(
        "switch", placements={_ALL: Placement(from_pipeline_by_name=True)},
        help="gci stands for Get-ChildItem: the capitals of a name.",
    )  # fmt: skip

    def begin(self) -> None:
        """Refuse what contradicts itself."""
        if self.module_name and self.fully_qualified_module:
            self.throw(ErrorRecord(
                "The parameters Module and FullyQualifiedModule cannot be used together. Please specify only one"
                " parameter.", "ModuleAndFullyQualifiedModuleCannotBeSpecifiedTogether", "InvalidOperation",
            ))  # fmt: skip

    def process(self) -> Iterator[object]:
        """The commands."""
        for command in self._commands():
            if self.show_command_info:
                from glueshell.cmdlets.help.command_form import form_of

                yield form_of(command)
            elif self.syntax:
                yield "\n" + "\n\n".join(syntax_lines(command)) + "\n"
            else:
                yield command

    def _commands(self) -> Iterator[Command]:
        for wanted in self.command_name or ["*"]:
            found = self._named(to_text(wanted))
            yield from found if self.total_count < 0 else islice(found, self.total_count)

    def _named(self, text: str) -> Iterator[Command]:
        """The commands of a name or pattern."""
        table, scope = self.engine.commands, self.engine.scope
        if self.use_fuzzy_matching:
            yield from self._near(text)
        elif self.use_abbreviation_expansion:
            yield from self._abbreviated(text)
        elif has_wildcard(text):
            yield from self._matching(Wildcard(text))
        else:
            found = table.find_alias(text.lower(), scope) or table.find(text, scope)
            if found is None:
                self.write_error(_missing(self, text))
            elif self._fits(found):
                yield found

    def _matching(self, pattern: Wildcard) -> Iterator[Command]:
        table, scope = self.engine.commands, self.engine.scope
        names = [each.name for each in table.all_functions(scope)] if self._of_scripts() else table.names(scope)
        listed = {name: table.find(name, scope) for name in names if pattern.matches(name)}
        everything: list[Command] = [command for command in listed.values() if command is not None]
        if self.command_type is not None or self.module_name:
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
        if self.command_type is not None:
            kinds = to_text(self.command_type).split(", ")
            if "All" not in kinds and command.kind not in kinds:
                return False
        if (self.verb or self.noun) and isinstance(command, Alias):
            return False
        if self.exclude_module and _any(self.exclude_module, command.module):
            return False
        if self.fully_qualified_module and not any(
            Wildcard(each.name).matches(command.module) and each.accepts(getattr(command, "version", None) or "7.0")
            for each in self.fully_qualified_module
        ):
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
