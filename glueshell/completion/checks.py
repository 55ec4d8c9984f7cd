"""What is certainly wrong in a line that is still being written, told before Enter from text and session alone.

Doubt is silence: what a variable holds, what a script may define, what only IT Glue knows is never marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glueshell.completion.arguments import call_at
from glueshell.completion.candidates import CompletionContext
from glueshell.completion.inference import command_named
from glueshell.completion.looking import Looking
from glueshell.completion.ranking import grade
from glueshell.completion.site import keys_of
from glueshell.engine.matching import PARAMETER, match, shapes_of
from glueshell.itglue.nearness import closest
from glueshell.language import ast as nodes

if TYPE_CHECKING:
    from glueshell.engine.parameters import Parameter
    from glueshell.language.ast import Ast
    from glueshell.language.result import ParseResult

TEXTS: dict[str, str] = {
    "parameter": "{command} has no parameter -{word}.",
    "ambiguous": "-{word} may be {names}.",
    "value": "-{parameter} takes {values}.",
    "nearest": " Did you mean {names}?",
}
_VALUES_TOLD = 8
# Commands of one text that are looked at; a pasted script is checked when it runs.
_MOST = 50


class Mark:
    """A piece of the text that is wrong, and one sentence about it."""

    __slots__ = ("end", "message", "start")

    def __init__(self, start: int, end: int, message: str) -> None:
        self.start = start
        self.end = end
        self.message = message

    def __repr__(self) -> str:
        return f"Mark({self.start}, {self.end}, {self.message!r})"


def command_names(parsed: ParseResult) -> list[str]:
    """The names of the commands that `marks` would look at: who calls it may load them beforehand."""
    return [
        str(node.command_elements[0].value)
        for node in _commands(parsed)
        if isinstance(node.command_elements[0], nodes.StringConstantExpressionAst)
    ]


def marks(parsed: ParseResult, cursor: int, view: Any) -> list[Mark]:
    """What is certainly wrong, in the order of the text; a word at the cursor only when nothing can come of it."""
    looking = Looking(view, parsed, cursor)
    found: list[Mark] = []
    for node in _commands(parsed):
        command = command_named(node, looking)
        if command is not None and command.parameters.advanced:
            found += _of_command(node, command, looking)
    return sorted(found, key=lambda mark: mark.start)


def _commands(parsed: ParseResult) -> list[nodes.CommandAst]:
    found = []
    for node in parsed.ast.descendants():
        if isinstance(node, nodes.CommandAst) and node.command_elements:
            found.append(node)
            if len(found) >= _MOST:
                break
    return found


def _of_command(node: nodes.CommandAst, command: Any, view: Looking) -> Iterator[Mark]:
    source = view.parsed.text
    shapes = shapes_of(node, source)
    found = match(command, shapes, trailing=True)
    table = command.parameters
    for element in found.unknown if found.remaining is None else ():
        shape = shapes[element]
        if shape.kind == PARAMETER and shape.name and not shape.name.startswith("-"):
            names = [parameter.name for parameter in table.all if not parameter.hidden]
            message = TEXTS["parameter"].format(command=command.name, word=shape.name)
            yield Mark(shape.start, shape.name_end, message + _near(shape.name, names, "-"))
    for problem in found.problems:
        if problem.error_id != "AmbiguousParameter" or problem.start is None or problem.end is None:
            continue
        if not problem.start <= view.cursor <= problem.end:
            word, several = problem.arguments
            message = TEXTS["ambiguous"].format(word=word, names=str(several).strip())
            yield Mark(problem.start, problem.end, message)
    arguments: dict[int, Ast] = {argument.start: argument for argument in node.command_elements[1:]}
    for index, owner in enumerate(found.owners):
        if owner is None or owner.secret:
            continue
        if owner is found.remaining and sum(each is owner for each in found.owners) > 1:
            # Several bare words may be meant as one value.
            continue
        value = arguments.get(shapes[index].start)
        if isinstance(value, nodes.CommandParameterAst):
            value = value.argument
        if value is not None:
            yield from _of_value(value, owner, node, command, view)


def _of_value(element: Ast, owner: Parameter, node: nodes.CommandAst, command: Any, view: Looking) -> Iterator[Mark]:
    if owner.values and owner.transform is None:
        for word in _words(element):
            if not _may_be(word, owner.values, view):
                values = ", ".join(owner.values[:_VALUES_TOLD]) + (", …" if len(owner.values) > _VALUES_TOLD else "")
                message = TEXTS["value"].format(parameter=owner.name, values=values)
                yield Mark(word.start, word.end, message)
        return
    refuses = getattr(owner.completer, "refuses", None)
    refuses_key = getattr(owner.completer, "refuses_key", None)
    if refuses is None and refuses_key is None:
        return
    bound = call_at(node, command, element.start, element.end, view, view.parsed.text).bound()
    for word in _words(element) if refuses is not None else ():
        context = CompletionContext(word.value, view, command=command, parameter=owner, bound=bound)
        yield from _asked(refuses, context, word, view)
    for table in _tables(element) if refuses_key is not None else ():
        for key, _ in table.key_value_pairs:
            if isinstance(key, nodes.StringConstantExpressionAst):
                context = CompletionContext(
                    key.value, view, command=command, parameter=owner, bound=bound, keys=keys_of(table)
                )
                yield from _asked(refuses_key, context, key, view)


def _asked(refuses: Any, context: CompletionContext, word: Ast, view: Looking) -> Iterator[Mark]:
    """Ask a completer whether a word is certainly wrong; one at the cursor that some candidate answers to is not."""
    message = refuses(context)
    if not message:
        return
    if word.start <= view.cursor <= word.end:
        if any(True for _ in context.parameter.completer(context)):  # type: ignore[union-attr, misc]
            return
    yield Mark(word.start, word.end, message)


def _words(element: Ast) -> list[nodes.StringConstantExpressionAst]:
    """The plain texts of an argument: itself, or the elements of its list."""
    if isinstance(element, nodes.StringConstantExpressionAst):
        return [element]
    if isinstance(element, nodes.ArrayLiteralAst):
        return [word for item in element.elements for word in _words(item)]
    return []


def _tables(element: Ast) -> list[nodes.HashtableAst]:
    """The hashtables an argument is made of: itself, or those of its list."""
    if isinstance(element, nodes.HashtableAst):
        return [element]
    if not isinstance(element, (nodes.ArrayLiteralAst, nodes.ArrayExpressionAst)):
        return []
    return [node for node in element.descendants() if isinstance(node, nodes.HashtableAst)]


def _may_be(word: nodes.StringConstantExpressionAst, values: tuple[str, ...], view: Looking) -> bool:
    low = word.value.lower()
    if any(value.lower() == low for value in values):
        return True
    return word.start <= view.cursor <= word.end and any(grade(word.value, value) is not None for value in values)


def _near(word: str, names: list[str], sign: str = "") -> str:
    near = closest(word, names, 2)
    return TEXTS["nearest"].format(names=" or ".join(sign + name for name in near)) if near else ""
