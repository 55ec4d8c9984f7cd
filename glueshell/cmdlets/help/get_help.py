"""Get-Help."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glueshell.cmdlets.help.get_command import command_completer
from glueshell.cmdlets.help.page import INDENT, HelpPage
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.commands import Alias, Command
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.help import topic_of
from glueshell.engine.parameters import Parameter
from glueshell.formatting.cells import wrap
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import closest
from glueshell.objects.wildcard import Wildcard, has_wildcard

# What Get-Help says without a name: the way in, by what people want to do.
GUIDE: Sequence[tuple[str, Sequence[str]]] = (
    ("Look around", ("Get-Organization", "Get-FlexibleAssetType", "Get-FlexibleAssetField", "Get-FlexibleAsset")),
    ("Choose where to work", ("Use-Organization", "Use-FlexibleAssetType", "Get-Context")),
    ("Build an asset", ("New-Draft", "Set-Trait", "Get-Draft", "Test-Draft", "Submit-Draft")),
    ("Shape what you see", ("Where-Object", "Select-Object", "Sort-Object", "Format-Table", "ConvertTo-Json")),
    ("Find out more", ("Get-Command", "Get-Help")),
)
_NAMES = 24
_WORDS = (
    "`Get-Help NAME` explains one of them, `Get-Help WORD` searches, `Get-Command` lists all; Tab completes everything."
)


class GetHelp(Cmdlet):
    """Explains a command: what it does, how it is called, with examples.

    Without a name it says where to begin; with a pattern or a word it lists the commands it finds.
    """

    name = "Get-Help"
    aliases = ("help", "man")
    default_set = "AllUsersView"
    dotnet_name = "Microsoft.PowerShell.Commands.GetHelpCommand"
    output_types = ("System.String",)
    examples = (
        Example("Get-Help Set-Trait", "About one command."),
        Example("Get-Help Set-Trait -Examples", "Its examples."),
        Example("Get-Help Submit-Draft -Parameter Force", "One parameter."),
        Example("Get-Help draft", "Every command that has to do with drafts."),
    )
    links = ("Get-Command",)

    topic = Parameter(
        "string", name="Name", position=0, completer=command_completer, help="A command, a pattern or a word."
    )
    full = Parameter("switch", sets=("AllUsersView",), help="Everything.")
    detailed = Parameter("switch", sets=("DetailedView",), mandatory=True, help="With every parameter.")
    show_examples = Parameter("switch", name="Examples", sets=("Examples",), mandatory=True, help="The examples only.")
    parameter = Parameter(
        "string[]", sets=("Parameters",), mandatory=True, help="These parameters only; patterns allowed."
    )

    def process(self) -> Iterator[object]:
        """The page, or what was found."""
        if not self.topic:
            yield from self._guide()
            return
        command = self._command(self.topic)
        if command is None:
            yield from self._search(self.topic)
            return
        yield HelpPage(
            topic_of(command, self.engine.commands.aliases_of(command.name)),
            parameters=bool(self.detailed),
            everything=bool(self.full),
            examples_only=bool(self.show_examples),
            only=[str(name) for name in self.parameter or ()],
        )

    def _command(self, name: str) -> Command | None:
        return None if has_wildcard(name) else self.engine.commands.find(name, self.engine.scope)

    def _guide(self) -> Iterator[str]:
        width = max(self.host.width, 40)
        indent = " " * (len(INDENT) + _NAMES)
        yield ""
        for heading, names in GUIDE:
            known = [command for name in names if (command := self.engine.commands.find(name)) is not None]
            if not known:
                continue
            yield heading
            for command in known:
                lines = wrap(topic_of(command).synopsis, width - len(indent))
                yield f"{INDENT}{command.name:<{_NAMES}}{lines[0].rstrip()}"
                yield from (indent + line.rstrip() for line in lines[1:])
            yield ""
        yield from wrap(_WORDS, width)

    def _search(self, text: str) -> Iterator[object]:
        """The commands whose name fits, then those that speak of it."""
        table, scope = self.engine.commands, self.engine.scope
        pattern = Wildcard(text if has_wildcard(text) else f"*{text}*")
        by_name: list[object] = []
        by_words: list[object] = []
        for name in table.names(scope):
            command = None if table.find_alias(name.lower(), scope) is not None else table.find(name, scope)
            if command is None or isinstance(command, Alias):
                continue
            topic = topic_of(command)
            entry = PSObject(
                {"Name": topic.name, "Category": topic.kind, "Synopsis": topic.synopsis},
                ("HelpInfoShort", "System.Object"),
            )
            if pattern.matches(name):
                by_name.append(entry)
            elif not has_wildcard(text) and pattern.matches(f"{topic.synopsis} {topic.description}".replace("\n", " ")):
                by_words.append(entry)
        if not by_name and not by_words:
            if not has_wildcard(text):
                self._nothing(text)
            return
        yield from by_name
        yield from by_words

    def _nothing(self, text: str) -> None:
        near = closest(text, self.engine.commands.names(self.engine.scope))
        self.throw(
            ErrorRecord(
                f"There is no help for '{text}'.",
                "HelpNotFound",
                "ResourceUnavailable",
                text,
                suggestion=f"Did you mean: {', '.join(near)}?" if near else "Get-Command lists every command.",
                exit_status=2,
            )
        )
