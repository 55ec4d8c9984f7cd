"""Candidates for a command's parameters and their values: what Match says of the text, what the declarations offer."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.completion import recorded
from glueshell.completion.candidates import (
    COMMAND,
    CONTAINER,
    ITEM,
    METHOD,
    PARAMETER_NAME,
    PARAMETER_VALUE,
    PERSON,
    PROPERTY,
    SCRIPT,
    TEXT,
    Candidate,
    CompletionContext,
    Property,
)
from glueshell.completion.inference import arguments_of, command_named, properties_into, properties_of
from glueshell.completion.literals import UNKNOWN, value_of
from glueshell.completion.names import commands
from glueshell.completion.paths import PathCompleter
from glueshell.completion.powershell import OWN_TYPES, TEXTS, VALUES
from glueshell.completion.properties import input_properties
from glueshell.completion.quoting import quote
from glueshell.completion.ranking import best, grade, pattern_of
from glueshell.completion.registered import native, registered
from glueshell.completion.site import CommandNameSite, path_to
from glueshell.engine.matching import ARGUMENT, PARAMETER, ElementShape, Match, match, shapes_of
from glueshell.engine.parameters import ParameterTable
from glueshell.language import ast as nodes
from glueshell.language.names import is_bareword
from glueshell.objects.collation import sort_text

if TYPE_CHECKING:
    from glueshell.completion.site import ArgumentSite, ParameterNameSite, Site
    from glueshell.engine.parameters import Parameter
    from glueshell.language.ast import Ast

# Parameters that name properties of what comes down the pipeline, and those that name files, where the command itself
# does not say what they take.
_PROPERTY_NAMES = frozenset({"property", "expandproperty", "excludeproperty", "groupby", "membername"})
_PATH_NAMES = frozenset({"path", "literalpath", "filepath", "infile", "outfile", "destination"})
# Parameters that name commands.
_NAMING_COMMANDS = frozenset(
    {
        ("get-command", "name"), ("get-help", "name"), ("get-alias", "definition"), ("set-alias", "value"),
        ("new-alias", "value"), ("register-argumentcompleter", "commandname"), ("trace-command", "command"),
    }
)  # fmt: skip
# Parameters that PowerShell has nothing to offer for, not even files.
_FREE = frozenset(
    {
        ("where-object", "value"), ("get-job", "id"), ("get-job", "name"), ("get-module", "name"),
        ("format-table", "view"), ("format-list", "view"), ("format-wide", "view"), ("format-custom", "view"),
    }
)  # fmt: skip
# Commands that go to a folder, and what can be loaded as a module.
_GOERS = frozenset({"set-location", "push-location"})
_MODULES = (".psd1", ".psm1", ".dll", ".cdxml", ".xaml", ".ps1")
_NO_NAMES = frozenset({"string", "object", "int", "scriptblock", "hashtable", "datetime", "psobject"})
# What PowerShell writes as an argument without quotes.
_PLAIN = re.compile(r"[\w./\\:+=^%*?~-]+")
# The grade of what a completer chose by its own rules.
NO_GRADE = 9


class Found:
    """Candidates, ready to insert, with what is still being fetched and the failure of a completer, if any.

    `closed` says that nothing else can stand there, so that no files are offered instead.
    """

    __slots__ = ("candidates", "closed", "pending", "problem")

    def __init__(
        self,
        candidates: Sequence[Candidate] = (),
        pending: Iterable[str] = (),
        problem: Exception | None = None,
        *,
        closed: bool = False,
    ) -> None:
        self.candidates = list(candidates)
        self.pending = tuple(pending)
        self.problem = problem
        self.closed = closed


class Call:
    """A command as far as it is written: the Match of its elements, one of which may be the cursor's own."""

    __slots__ = ("at", "command", "match", "node", "view")

    def __init__(self, node: nodes.CommandAst, command: Any, found: Match, at: int, view: Any) -> None:
        self.node = node
        self.command = command
        self.match = found
        self.at = at
        self.view = view

    def owners(self) -> list[Parameter]:
        """The parameters that the element at the cursor may belong to, the likeliest first."""
        for element, candidates in self.match.positional:
            if element == self.at:
                return list(candidates)
        owner = self.match.owners[self.at] if 0 <= self.at < len(self.match.owners) else None
        return [] if owner is None else [owner]

    def bound(self) -> dict[str, object]:
        """Parameter name -> value of every other argument whose value the text and the variables tell."""
        values: dict[str, object] = dict(self.match.literals())
        arguments = self.node.command_elements[1:]
        for index, owner in enumerate(self.match.owners):
            if owner is None or index == self.at:
                continue
            node = self._node_of(index, arguments)
            value = value_of(node, self.view) if node is not None else UNKNOWN
            if value is not UNKNOWN:
                values[owner.name] = value
        owner = self.match.owners[self.at] if 0 <= self.at < len(self.match.owners) else None
        if owner is not None:
            values.pop(owner.name, None)
        return values

    def _node_of(self, index: int, arguments: Sequence[Ast]) -> Ast | None:
        shape = self.match.elements[index]
        for node in arguments:
            if node.start == shape.start and node.end == shape.end:
                return node.argument if isinstance(node, nodes.CommandParameterAst) else node
        return None


def parameters_of(command: Any) -> Iterable[Parameter]:
    """The parameters of a command that a person is meant to see, its own first."""
    return [parameter for parameter in command.parameters.all if not parameter.hidden]


def parameter_names(site: ParameterNameSite, view: Any, source: str) -> Found:
    """The parameters that can still be given."""
    command = command_named(site.command, view)
    if command is None:
        return Found()
    shapes = [shape for shape in shapes_of(site.command, source) if not shape.start <= site.start < shape.end]
    behind = next((shape for shape in shapes if shape.start >= site.end), None)
    if behind is not None and behind.kind == ARGUMENT:
        # It is the value of the parameter that is being written, so it stands for no other.
        shapes.remove(behind)
    piped = _is_piped_into(site.command, view)
    found = match(command, shapes, trailing=True)
    if view.exact:
        return Found([] if "?" in site.word else _exactly(found, command, site.word.lstrip("-"), piped))
    return Found(_names(found, site.word.lstrip("-"), piped))


def argument_values(site: ArgumentSite, view: Any, source: str) -> Found:
    """Values for the parameter an argument belongs to; where a new argument has none, the names of parameters."""
    command = command_named(site.command, view)
    if command is None:
        head = site.command.command_elements[0]
        of_program = native(view, getattr(head, "value", ""), site.command)
        if of_program is None:
            return Found()
        context = CompletionContext(site.word, view)
        result = ask(of_program, context)
        result.candidates = written(result.candidates, context, site.quote, site.bare)
        return result
    call = call_at(site.command, command, site.start, site.end, view, source)
    result = Found()
    for parameter in call.owners():
        context = CompletionContext(
            site.word,
            view,
            command=command,
            parameter=parameter,
            bound=call.bound(),
            elements=[value for node in site.elements if (value := value_of(node, view)) is not UNKNOWN],
            properties=_incoming(site.path, view) if view.exact else properties_into(site.path, view),
        )
        if view.exact and _is_path(parameter):
            return _paths_exactly(command, parameter, site, view)
        result = offered(parameter, context)
        if view.exact and parameter.name == "MemberName" and command.name.lower() == "foreach-object":
            result.candidates += _methods(site.path, view)
        if view.exact and not result.candidates and (parameter.values or _is_free(command, parameter)):
            result.closed = True
        if view.exact and site.quote and any(each.kind == PROPERTY for each in result.candidates):
            # PowerShell reads no name of a property in quotes.
            return Found(closed=True)
        result.candidates = written(result.candidates, context, site.quote, site.bare)
        if view.exact and result.candidates and result.candidates[0].kind == PROPERTY:
            result.candidates.sort(key=lambda candidate: (candidate.kind == METHOD, candidate.value.lower()))
        if result.candidates or result.pending or result.problem:
            return result
    if not site.word and not site.quote and site.bare and not call.owners():
        names = _names(call.match, "", _is_piped_into(site.command, view))
        result.candidates = [name for name in names if name.style_hint != "common"]
        for name in result.candidates:
            name.audience = PERSON
    return result


def paths(site: Site, view: Any) -> Found:
    """Files and folders for a place that is no argument."""
    context = CompletionContext(site.word, view)
    result = ask(PathCompleter(), context)
    result.candidates = written(result.candidates, context, site.quote, bare=True)
    return result


def _is_free(command: Any, parameter: Parameter) -> bool:
    """Whether PowerShell knows that any value may be given, and so offers none."""
    return (command.name.lower(), parameter.name.lower()) in _FREE


def _is_path(parameter: Parameter) -> bool:
    if parameter.completer is None:
        return parameter.name.lower() in _PATH_NAMES
    return isinstance(parameter.completer, PathCompleter)


def _paths_exactly(command: Any, parameter: Parameter, site: Site, view: Any) -> Found:
    """Files as PowerShell writes them: folders alone for what goes to one, scripts and modules for what loads them."""
    from glueshell.completion.files import files

    name = command.name.lower()
    return Found(
        files(
            site.word,
            view,
            site.quote,
            only_folders=name in _GOERS,
            endings=_MODULES if name == "import-module" else (),
            literal=parameter.name.lower() == "literalpath",
        ),
        closed=True,
    )


def _incoming(path: Sequence[Ast], view: Any) -> list[Property]:
    """The properties of what comes down the pipe: those the text tells, else those its types declare."""
    from glueshell.completion import dotnet
    from glueshell.completion.kinds import incoming_types, types_of

    told = properties_into(path, view)
    given = _input_of(path, view)
    if given is not None:
        told, types = properties_of(given, view, path), types_of(given, view, path)
        declared = [Property(name, "", says) for name, method, says in dotnet.merged(types) if not method]
        return told if any(each.audience == SCRIPT for each in told) else declared or told
    types = [] if any(each.audience == SCRIPT for each in told) else incoming_types(path, view)
    declared = [Property(name, "", says) for name, method, says in dotnet.merged(types) if not method]
    return declared or told


def _input_of(path: Sequence[Ast], view: Any) -> Ast | None:
    """What the innermost command is given by name instead of through the pipe."""
    node = next((each for each in reversed(path) if isinstance(each, nodes.CommandAst)), None)
    command = command_named(node, view)
    return None if command is None or node is None else arguments_of(node, command, view).get("InputObject")


def _methods(path: Sequence[Ast], view: Any) -> Iterator[Candidate]:
    """The methods of what comes down the pipe, for a parameter that calls one by name."""
    from glueshell.completion import dotnet
    from glueshell.completion.kinds import incoming_types

    for name, method, says in dotnet.merged(incoming_types(path, view)):
        if method and (name, method, says) not in dotnet.ADDED:
            yield Candidate(name, kind=METHOD, tooltip=says)


def offered(parameter: Parameter, context: CompletionContext) -> Found:
    """The plain values a parameter can take: its completer's, else its closed list, else those of its type or name."""
    own = registered(context.view, context.command.name, parameter.name) if context.command is not None else None
    if own is not None:
        return ask(own, context)
    exact = context.view.exact
    if exact:
        theirs = _of_powershell(parameter, context)
        if theirs is not None:
            return Found(theirs)
    if parameter.completer is not None:
        return ask(parameter.completer, context)
    if parameter.values:
        return Found([Candidate(value) for value in _sorted(parameter.values, exact)])
    kind = parameter.type.lower().removesuffix("[]")
    if kind.startswith("nullable["):
        kind = kind[len("nullable[") : -1]
    if kind in ("switch", "bool", "boolean"):
        audience = "" if kind == "switch" else PERSON
        return Found([Candidate(word, literal=True, audience=audience) for word in ("$true", "$false")])
    named = parameter.name.lower()
    if named in _PROPERTY_NAMES:
        return ask(input_properties, context)
    if named in _PATH_NAMES:
        return ask(PathCompleter(only_folders=context.command.name.lower() in _GOERS), context)
    if kind in _NO_NAMES:
        return Found()
    from glueshell.objects.typeinfo import resolve_type

    info = resolve_type(kind)
    names = getattr(info.enum, "names", ()) if info is not None else ()
    return Found([Candidate(name, tooltip=name) for name in _sorted(names, exact)])


def _of_powershell(parameter: Parameter, context: CompletionContext) -> list[Candidate] | None:
    """What PowerShell itself offers for some parameters of its commands, or None."""
    command, name = context.command.name.lower(), parameter.name.lower()
    if not recorded.command(context.command):
        return None
    for key in (f"{command} {name}", name):
        if key in VALUES:
            texts = key in TEXTS
            return [Candidate(value, kind=TEXT, literal=True) if texts else Candidate(value) for value in VALUES[key]]
    if (command, name) in _NAMING_COMMANDS:
        found = commands(CommandNameSite(0, 0, context.word), context.view)
        return [each for each in found if each.style_hint != "alias" and each.kind == COMMAND]
    if name == "name" and command.endswith("-variable") and command != "new-variable":
        return list(_variable_names(context.view))
    if (command, name) == ("new-object", "typename"):
        from glueshell.completion.types import types

        return [_literally(each) for each in types(CommandNameSite(0, 0, context.word), context.view)]
    if (command, name) == ("get-alias", "name"):
        return [Candidate(alias.name) for alias in sorted(context.view.commands.all_aliases(), key=lambda it: it.name)]
    return None


def _variable_names(view: Any) -> Iterator[Candidate]:
    known = {name.lower(): name for name in view.variables()}
    for name in OWN_TYPES:
        known.setdefault(name.lower(), name)
    for name in sorted(known.values(), key=sort_text):
        yield Candidate("'`?'" if name == "?" else name, name, value=name, literal=name in "?^$", tooltip=name)


def _literally(candidate: Candidate) -> Candidate:
    """A candidate that its maker has chosen and written."""
    candidate.literal = candidate.matched = True
    return candidate


def _sorted(names: Iterable[str], exact: bool) -> Iterable[str]:
    return sorted(names, key=str.lower) if exact else names


def ask(completer: Any, context: CompletionContext) -> Found:
    """What a completer offers; a word with wildcards is looked up by its longest plain piece.

    One that says of itself that it is `literal` gets the word as it is.
    """
    typed = context.word
    accepts = None if getattr(completer, "literal", False) else pattern_of(typed)
    try:
        if accepts is not None:
            context.word = max(re.split(r"[*?\[\]]", typed), key=len)
        found = _asked(completer, context)
        if accepts is not None:
            plain = typed.lower()
            found = [item for item in found if accepts(item.value) or plain in item.value.lower()]
    except Exception as problem:
        # Somebody else's code: what it lacks must not cost the person the line.
        return Found(pending=context.pending, problem=problem)
    finally:
        context.word = typed
    return Found(found, context.pending)


def _asked(completer: Any, context: CompletionContext) -> list[Candidate]:
    return [item if isinstance(item, Candidate) else _candidate(item) for item in completer(context)]


def _candidate(item: object) -> Candidate:
    """A candidate from a plain text or from anything with `text` and `detail`."""
    if isinstance(item, str):
        return Candidate(item)
    return Candidate(str(getattr(item, "text", item)), detail=str(getattr(item, "detail", "") or ""))


def written(found: list[Candidate], context: CompletionContext, opened: str, bare: bool) -> list[Candidate]:
    """The candidates that answer to the word, as they have to be written at the site."""
    word, exact = context.word, context.view.exact
    taken = {str(element).lower() for element in context.elements}
    # PowerShell tells values again that the list has, but no properties.
    fresh = [each for each in found if each.value.lower() not in taken or (exact and each.kind != PROPERTY)]
    if any(candidate.matched for candidate in fresh):
        for candidate in fresh:
            reached = grade(word, candidate.value)
            candidate.grade = NO_GRADE if reached is None else reached
    else:
        fresh = best(word, fresh, lambda candidate: (candidate.list_text, candidate.value))
    for candidate in fresh:
        if candidate.literal:
            continue
        if exact and bare and not opened and candidate.kind == PARAMETER_VALUE and _PLAIN.fullmatch(candidate.value):
            candidate.text = candidate.value
            continue
        # A path may begin with what no name begins with: a dot, a slash, a digit.
        path = bare and not opened and candidate.kind in (CONTAINER, ITEM) and is_bareword("x" + candidate.value)
        candidate.text = candidate.value if path else quote(candidate.value, opened, bare=bare)
    return fresh


def _is_piped_into(command: nodes.CommandAst, view: Any) -> bool:
    """Whether objects come to a command through a pipe."""
    return any(
        isinstance(node, nodes.PipelineAst) and command in node.pipeline_elements[1:]
        for node in path_to(view.parsed.ast, command.start, command.end)
    )


def _free(found: Match, piped: bool) -> list[Parameter]:
    """The parameters that can still be given: of every set left open, those aside that a pipe feeds."""
    table, given = found.table, found.given()
    mask = ParameterTable.EVERY_SET
    for name in given:
        mask &= table.masks[name]
    if piped:
        # What comes through the pipe decides among the sets, as if it were given.
        mask &= _fed_sets(table, mask, given) or mask
    return [
        parameter
        for parameter in table.all
        if not parameter.hidden
        and parameter.name not in given
        and (table.masks[parameter.name] & mask)
        and not (piped and any(part.from_pipeline for part in parameter.placements.values()))
    ]


def _fed_sets(table: ParameterTable, mask: int, given: Container[str]) -> int:
    """The sets of the parameters not given yet that take whole objects from a pipe."""
    fed = 0
    for parameter in table.all:
        own = table.masks[parameter.name]
        if parameter.name in given or not own & mask:
            continue
        if any(part.from_pipeline for part in parameter.placements.values()):
            fed |= own
    return fed


def _names(found: Match, word: str, piped: bool) -> list[Candidate]:
    shared = set(found.table.shared)
    free = _free(found, piped)
    mandatory = {parameter.name for parameter in found.missing}
    offers = [
        Candidate(
            "-" + parameter.name,
            parameter.name,
            PARAMETER_NAME,
            _about(parameter),
            "required" if parameter.name in mandatory else "common" if parameter in shared else "",
            value=parameter.name,
            tooltip=_Told(parameter, parameter.name),
        )
        for parameter in free
    ]
    low = word.lower()
    by_name = best(word, offers, lambda candidate: (candidate.value,), strict=True)
    if not low:
        return by_name
    by_alias = []
    for parameter, offer in zip(free, offers):
        alias = next((alias for alias in parameter.aliases if alias.lower().startswith(low)), None)
        if alias is None or offer in by_name:
            continue
        # A person gets the name; PowerShell writes the alias.
        offer.audience = PERSON
        by_alias.append(offer)
        by_alias.append(
            Candidate("-" + alias, alias, PARAMETER_NAME, value=alias, tooltip=_Told(parameter, alias), audience=SCRIPT)
        )
    return [*by_name, *by_alias]


def _exactly(found: Match, command: Any, word: str, piped: bool) -> list[Candidate]:
    """The names as PowerShell tells them: of its own commands those it has, in its order, with its words."""
    names = _names(found, word, piped)
    said = recorded.command(command).get("parameters", {})
    if not said:
        return names
    order = {name: at for at, name in enumerate(said)}
    known: dict[str, int] = {parameter.name: len(order) for parameter in found.table.shared}
    known |= order
    aliases = {alias: parameter.name for parameter in found.table.all for alias in parameter.aliases}
    said_of = recorded.command(command)
    if not word and not said_of["common"]:
        known = dict(order)
    kept = [each for each in names if aliases.get(each.value, each.value) in known]
    for each in kept:
        name = aliases.get(each.value, each.value)
        if name in said:
            each.tooltip = said[name][0].replace(f"] {name}", f"] {each.value}", 1)
    return sorted(kept, key=lambda each: known[aliases.get(each.value, each.value)])


class _Told:
    """PowerShell's tooltip of a parameter, `[int] First`, made for whoever looks."""

    __slots__ = ("_name", "_parameter")

    def __init__(self, parameter: Parameter, name: str) -> None:
        self._parameter = parameter
        self._name = name

    def __call__(self) -> str:
        from glueshell.engine.help import type_label

        return f"[{type_label(self._parameter)}] {self._name}"


def _about(parameter: Parameter) -> str:
    # A type's namespace says nothing that its name does not.
    return f"[{parameter.type.rpartition('.')[2]}] {parameter.help}".rstrip()


def call_at(node: nodes.CommandAst, command: Any, start: int, end: int, view: Any, source: str) -> Call:
    """Match a command whose element at `start` is being written; a new one is put in where it will stand."""
    shapes = list(shapes_of(node, source))
    for index, shape in enumerate(shapes):
        if shape.start <= start and shape.end >= end and start < shape.end:
            return Call(node, command, match(command, shapes, trailing=True), index, view)
        colon = shape.kind == PARAMETER and shape.end == start and shape.text.endswith(":")
        if colon and not shape.has_value:
            # `-Switch:` takes a value too, which a switch otherwise never does.
            shape.has_value, shape.value_start = True, start
            return Call(node, command, match(command, shapes, trailing=True), index, view)
        # `a,` is an error node that ends at its comma: the new element belongs to it.
        if shape.kind == ARGUMENT and shape.text.rstrip().endswith(",") and shape.end <= start:
            if not source[shape.end : start].strip():
                return Call(node, command, match(command, shapes, trailing=True), index, view)
    at = next((index for index, shape in enumerate(shapes) if shape.start >= start), len(shapes))
    shapes.insert(at, ElementShape(ARGUMENT, start, end))
    return Call(node, command, match(command, shapes, trailing=True), at, view)
