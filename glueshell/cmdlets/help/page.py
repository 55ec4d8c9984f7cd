"""A page of help: a topic laid out for a screen, and what scripts may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from glueshell.engine.cmdlet import Example
from glueshell.engine.help import HelpTopic, ParameterHelp
from glueshell.formatting.cells import wrap
from glueshell.objects.declaration import MemberTable, prop
from glueshell.objects.wildcard import Wildcard

INDENT = "    "
_COLUMN = 31


class HelpPage:
    """What Get-Help answers for one command; shown as the page.

    `parameters` shows each parameter at length, `everything` also where it stands; `examples_only` and `only` (names or
    patterns of parameters) leave the rest out.
    """

    ps_type_name = "MamlCommandHelpInfo"
    __slots__ = ("everything", "examples_only", "only", "parameters", "topic")

    def __init__(
        self,
        topic: HelpTopic,
        *,
        parameters: bool = False,
        everything: bool = False,
        examples_only: bool = False,
        only: Sequence[str] = (),
    ) -> None:
        self.topic = topic
        self.parameters = parameters or everything
        self.everything = everything
        self.examples_only = examples_only
        self.only = [name.lstrip("-") for name in only]

    def ps_text(self) -> str:
        """The page as text: its type's name, as for every object of properties."""
        return self.ps_type_name

    def ps_lines(self, width: int) -> list[str]:
        """The lines of the page on a screen of `width` columns."""
        return list(self._lines(max(width, 40)))

    def _lines(self, width: int) -> Iterator[str]:
        topic = self.topic
        if self.only:
            patterns = [Wildcard(name) for name in self.only]
            for parameter in topic.parameters:
                if any(pattern.matches(parameter.name) for pattern in patterns):
                    yield from _at_length(parameter, width, everything=True)
            return
        yield ""
        yield from _section("NAME", [topic.name])
        if self.examples_only:
            yield from _examples(topic.examples)
            return
        yield from _section("SYNOPSIS", _prose(topic.synopsis, width))
        yield from _section("SYNTAX", [part for line in topic.syntax for part in syntax_block(line, width)])
        if topic.description:
            yield from _section("DESCRIPTION", _prose(topic.description, width))
        if topic.aliases:
            yield from _section("ALIASES", [", ".join(topic.aliases)])
        if topic.parameters:
            yield "PARAMETERS"
            for parameter in _in_order(topic.parameters):
                if self.parameters:
                    yield from _at_length(parameter, width, everything=self.everything)
                else:
                    yield from _in_brief(parameter, width)
            if not self.parameters:
                yield ""
        if topic.inputs:
            yield from _section("INPUTS", [part for line in topic.inputs for part in _prose(line, width)])
        if topic.outputs:
            yield from _section("OUTPUTS", [part for line in topic.outputs for part in _prose(line, width)])
        yield from _examples(topic.examples)
        if topic.notes:
            yield from _section("NOTES", _prose(topic.notes, width))
        if topic.links:
            yield from _section("RELATED", [", ".join(topic.links)])
        if not self.parameters:
            yield from wrap(f"Get-Help {topic.name} -Full says more about the parameters.", width)


def _read(name: str) -> Callable[[Any], object]:
    return lambda page: getattr(page.topic, name)


def _list(name: str) -> Callable[[Any], object]:
    return lambda page: list(getattr(page.topic, name))


def _made(name: str) -> Callable[[Any], object]:
    def read(page: Any) -> object:
        from glueshell.cmdlets.help import maml

        return getattr(maml, name)(page.topic)

    return read


def _described(page: Any) -> object:
    from glueshell.cmdlets.help.maml import texts

    return texts(page.topic.description)


def _kinds(outer: str, inner: str, name: str) -> Callable[[Any], object]:
    def read(page: Any) -> object:
        from glueshell.cmdlets.help.maml import kinds

        return kinds(outer, inner, getattr(page.topic, name))

    return read


HelpPage.ps_members = MemberTable(  # type: ignore[attr-defined]
    HelpPage.ps_type_name,
    prop("Name", "string", _read("name")),
    prop("Category", "string", _read("kind")),
    prop("Synopsis", "string", _read("synopsis")),
    prop("details", "System.Object", _made("details")),
    prop("description", "System.Object[]", _described),
    prop("syntax", "System.Object", _made("syntax")),
    prop("parameters", "System.Object", _made("parameters")),
    prop("Aliases", "string[]", _list("aliases")),
    prop("examples", "System.Object", _made("examples")),
    prop("inputTypes", "System.Object", _kinds("inputTypes", "inputType", "inputs")),
    prop("returnValues", "System.Object", _kinds("returnValues", "returnValue", "outputs")),
    prop("alertSet", "System.Object", _made("notes")),
    prop("ModuleName", "string", lambda page: ""),
    prop("Component", "string", _read("component")),
    prop("Role", "string", _read("role")),
    prop("Functionality", "string", _read("functionality")),
    prop("relatedLinks", "System.Object", _made("links")),
)


def syntax_block(line: str, width: int) -> list[str]:
    """A syntax line, broken between parameters only, its further lines set in."""
    room = max(width - len(INDENT), 20)
    lines: list[str] = []
    current = ""
    for word in _parameters_of(line):
        if current and len(current) + 1 + len(word) > room:
            lines.append(current)
            current = INDENT + word
        else:
            current = f"{current} {word}" if current else word
    return [*lines, current]


def _parameters_of(line: str) -> Iterator[str]:
    """The words of a syntax line, a parameter and its type together."""
    depth, start = 0, 0
    for position, character in enumerate(line):
        if character in "[<{":
            depth += 1
        elif character in "]>}":
            depth -= 1
        elif character == " " and depth == 0 and not line.startswith("<", position + 1):
            yield line[start:position]
            start = position + 1
    yield line[start:]


def _in_order(parameters: Sequence[ParameterHelp]) -> list[ParameterHelp]:
    """Those with a position first, as the syntax has them."""
    return sorted(parameters, key=lambda parameter: int(parameter.position) if parameter.position.isdigit() else 99)


def _section(heading: str, body: Sequence[str]) -> Iterator[str]:
    yield heading
    for line in body:
        yield (INDENT + line).rstrip()
    yield ""


def _prose(text: str, width: int, indent: int = len(INDENT)) -> list[str]:
    return [line.rstrip() for line in wrap(text, max(width - indent, 20))]


def _in_brief(parameter: ParameterHelp, width: int) -> Iterator[str]:
    label = f"-{parameter.name}" if parameter.type == "switch" else f"-{parameter.name} <{parameter.type}>"
    text = parameter.description + (" Required." if parameter.needed else "")
    if parameter.values:
        text += f" One of {', '.join(parameter.values)}."
    lines = _prose(text, width, len(INDENT) + _COLUMN)
    if len(label) >= _COLUMN:
        yield INDENT + label
        yield from (" " * (len(INDENT) + _COLUMN) + line for line in lines)
        return
    yield f"{INDENT}{label:<{_COLUMN}}{lines[0]}".rstrip()
    for line in lines[1:]:
        yield " " * (len(INDENT) + _COLUMN) + line


def _at_length(parameter: ParameterHelp, width: int, *, everything: bool) -> Iterator[str]:
    inner = INDENT * 2
    yield f"{INDENT}-{parameter.name}" + ("" if parameter.type == "switch" else f" <{parameter.type}>")
    for line in _prose(parameter.description, width, len(inner)):
        yield inner + line
    if everything:
        yield f"{inner}Required: {'yes' if parameter.required else 'no'}   Position: {parameter.position}"
        yield f"{inner}From the pipeline: {parameter.pipeline}   Patterns: {'yes' if parameter.wildcards else 'no'}"
        if parameter.values:
            for line in _prose(f"Values: {', '.join(parameter.values)}", width, len(inner)):
                yield inner + line
        if parameter.default:
            yield f"{inner}Default: {parameter.default}"
        if parameter.aliases:
            yield f"{inner}Aliases: {', '.join(parameter.aliases)}"
    yield ""


def _examples(examples: Sequence[Example]) -> Iterator[str]:
    if not examples:
        return
    yield "EXAMPLES"
    for example in examples:
        if example.says:
            yield f"{INDENT}# {example.says}"
        yield f"{INDENT}{example.code}"
        for line in (example.prints or "").splitlines():
            yield f"{INDENT}{line}".rstrip()
        yield ""
