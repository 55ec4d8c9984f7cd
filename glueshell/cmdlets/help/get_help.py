"""Get-Help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from glueshell.cmdlets.help.get_command import command_completer
from glueshell.cmdlets.help.page import INDENT, HelpPage
from glueshell.cmdlets.help.topics import PREFIX, TopicPage, topic_named, topic_names, topic_synopsis, topic_text
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.commands import Alias, Command
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.help import HelpTopic, topic_of
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
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
    " Longer texts: `Get-Help about_*`."
)
_CATEGORIES = ("Alias", "Cmdlet", "ExternalScript", "Filter", "Function", "HelpFile", "All")
_ONLINE = "The help of glueshell is on this computer, not on the web."


def topic_completer(context: CompletionContext) -> Iterable[Candidate]:
    """Commands, and the about_ topics."""
    yield from command_completer(context)
    low = context.word.lower()
    if low.startswith("a"):
        for name in topic_names():
            if name.startswith(low):
                yield Candidate(name, name, "ParameterValue", topic_synopsis(name))


class GetHelp(Cmdlet):
    """Explains a command: what it does, how it is called, with examples.

    Without a name it says where to begin; with a pattern or a word it lists the commands and topics it finds. The
    texts named about_... are about more than one command.
    """

    name = "Get-Help"
    aliases = ("help", "man")
    default_set = "AllUsersView"
    dotnet_name = "Microsoft.PowerShell.Commands.GetHelpCommand"
    roles = ("explain-command",)
    output_types = ("System.String",)
    examples = (
        Example("Get-Help Set-Trait", "About one command."),
        Example("Get-Help Set-Trait -Examples", "Its examples."),
        Example("Get-Help Submit-Draft -Parameter Force", "One parameter."),
        Example("Get-Help draft", "Every command that has to do with drafts."),
        Example("Get-Help about_drafts", "A text about more than one command."),
    )
    links = ("Get-Command", "about_context", "about_drafts")

    topic = Parameter(
        "string", name="Name", position=0, from_pipeline_by_name=True, completer=topic_completer,
        validators=(ValidateNotNullOrEmpty(),), help="A command, a topic, a pattern or a word.",
    )  # fmt: skip
    path = Parameter("string", help="Has no effect: help comes with the commands.")
    category = Parameter("string[]", values=_CATEGORIES, help="Only these kinds of commands, or the topics (HelpFile).")
    full = Parameter("switch", sets=("AllUsersView",), help="Everything.")
    detailed = Parameter("switch", sets=("DetailedView",), mandatory=True, help="With every parameter.")
    show_examples = Parameter("switch", name="Examples", sets=("Examples",), mandatory=True, help="The examples only.")
    parameter = Parameter(
        "string[]", sets=("Parameters",), mandatory=True, help="These parameters only; patterns allowed."
    )
    component = Parameter("string[]", help="Only commands whose comments name this component; patterns allowed.")
    functionality = Parameter("string[]", help="Only commands whose comments name this; patterns allowed.")
    role = Parameter("string[]", help="Only commands whose comments name this role; patterns allowed.")
    online = Parameter("switch", sets=("Online",), mandatory=True, help="Says where the help is: here.")

    def process(self) -> Iterator[object]:
        """The page, or what was found."""
        if self.online:
            self._not_online()
        if not self.topic:
            yield from self._guide()
            return
        command = self._command(self.topic)
        if command is not None and self._wanted(topic := self._topic(command)):
            if self.parameter and not self._has_parameters(topic):
                self._no_parameter(topic)
            yield HelpPage(
                topic,
                parameters=bool(self.detailed),
                everything=bool(self.full),
                examples_only=bool(self.show_examples),
                only=[str(name) for name in self.parameter or ()],
            )
            return
        name = topic_named(self.topic)
        if name is not None and self._fits(self.category, "HelpFile"):
            yield TopicPage(name)
            return
        yield from self._search(self.topic)

    # -- one command ------------------------------------------------------------------------------------------------

    def _command(self, name: str) -> Command | None:
        return None if has_wildcard(name) else self.engine.commands.find(name, self.engine.scope)

    def _topic(self, command: Command) -> HelpTopic:
        """The command's help, or that of the command its comment points to."""
        topic = topic_of(command, self.engine.commands.aliases_of(command.name))
        if topic.forward and topic.forward.lower() != command.name.lower():
            other = self._command(topic.forward)
            if other is not None:
                return topic_of(other, self.engine.commands.aliases_of(other.name))
        return topic

    def _has_parameters(self, topic: HelpTopic) -> bool:
        patterns = [Wildcard(str(name).lstrip("-")) for name in self.parameter or ()]
        return any(pattern.matches(parameter.name) for pattern in patterns for parameter in topic.parameters)

    def _no_parameter(self, topic: HelpTopic) -> None:
        wanted = ", ".join(str(name) for name in self.parameter)
        near = closest(wanted.lstrip("-"), [parameter.name for parameter in topic.parameters])
        self.throw(
            ErrorRecord(
                f"No parameter matches criteria {wanted}.",
                "NoParmsFound",
                "InvalidArgument",
                wanted,
                suggestion=f"Did you mean: {', '.join(near)}?" if near else None,
                exit_status=2,
            )
        )

    def _not_online(self) -> None:
        name = self.topic or "NAME"
        self.throw(
            ErrorRecord(
                _ONLINE,
                "HelpIsHere",
                "NotImplemented",
                self.topic,
                suggestion=f"Get-Help {name} -Full shows all of it.",
                exit_status=2,
            )
        )

    # -- many -------------------------------------------------------------------------------------------------------

    def _wanted(self, topic: HelpTopic) -> bool:
        """Whether -Category, -Component, -Role and -Functionality let a command through."""
        return (
            self._fits(self.category, topic.kind)
            and self._fits(self.component, topic.component)
            and self._fits(self.role, topic.role)
            and self._fits(self.functionality, topic.functionality)
        )

    def _fits(self, wanted: Sequence[object] | None, text: str) -> bool:
        if wanted is None or any(str(each).lower() == "all" for each in wanted):
            return True
        return any(Wildcard(str(each)).matches(text) for each in wanted)

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
        """The commands and topics whose name fits, then those that speak of it."""
        table, scope = self.engine.commands, self.engine.scope
        pattern = Wildcard(text if has_wildcard(text) else f"*{text}*")
        by_name: list[object] = []
        by_words: list[object] = []
        for name in table.names(scope):
            command = None if table.find_alias(name.lower(), scope) is not None else table.find(name, scope)
            if command is None or isinstance(command, Alias):
                continue
            topic = topic_of(command)
            if not self._wanted(topic):
                continue
            entry = _entry(topic.name, topic.kind, topic.synopsis)
            if pattern.matches(name):
                by_name.append(entry)
            elif not has_wildcard(text) and pattern.matches(f"{topic.synopsis} {topic.description}".replace("\n", " ")):
                by_words.append(entry)
        if self._fits(self.category, "HelpFile") and not (self.component or self.role or self.functionality):
            for name in topic_names():
                if pattern.matches(name):
                    by_name.append(_entry(name, "HelpFile", topic_synopsis(name)))
                elif not has_wildcard(text) and text.lower() in topic_text(name).lower():
                    by_words.append(_entry(name, "HelpFile", topic_synopsis(name)))
        if not by_name and not by_words:
            if not has_wildcard(text):
                self._nothing(text)
            return
        yield from by_name
        yield from by_words

    def _nothing(self, text: str) -> None:
        names = [*self.engine.commands.names(self.engine.scope), *topic_names()]
        near = closest(text, names) or closest(PREFIX + text, topic_names())
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


def _entry(name: str, kind: str, synopsis: str) -> PSObject:
    return PSObject({"Name": name, "Category": kind, "Synopsis": synopsis}, ("HelpInfoShort", "System.Object"))
