"""Which literals of a text are secrets: by the parameter, the field or the name they are given to. Runs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from glueshell.session.redaction import is_secret_name
from glueshell.session.vocabulary import command

if TYPE_CHECKING:
    from glueshell.engine.commands import Command
    from glueshell.engine.parameters import Parameter
    from glueshell.itglue.schema import TypeSchema

Span = tuple[int, int]
Find = Callable[[str], "Command | None"]

PASSWORD_KIND = "Password"
# Commands that put a value (their second argument) into a field (their first).
FIELD_COMMANDS = frozenset({command("set_trait").lower(), command("add_trait").lower()})
# What a vault answers is no literal, and the words that say which secret are none either.
# What is given to these nouns is a secret, whatever the parameter.
SECRET_NOUNS = ("securestring", "secret")
READING_VERBS = ("get-", "read-", "unprotect-", "import-", "find-")


class SecretLiterals:
    """Finds them in texts: `find` names commands, `schemas` are the flexible asset types known at the moment.

    Called with a text it answers the places of secret literals, and whether the text could be read whole: where it
    has syntax errors something may have been missed.
    """

    def __init__(self, find: Find, schemas: Callable[[], Iterable[TypeSchema]]) -> None:
        self._find = find
        self._schemas = schemas

    def __call__(self, text: str) -> tuple[list[Span], bool]:
        """The (start, end) of every secret literal, quotes included, none overlapping."""
        from glueshell.language import parse

        parsed = parse(text)
        spans: set[Span] = set()
        self._walk(parsed.ast, text, spans)
        return _outermost(spans), not parsed.errors

    # -- the tree ------------------------------------------------------------------------------------------------

    def _walk(self, root: Any, text: str, spans: set[Span]) -> None:
        # A stack of its own: a text may be nested deeper than Python's calls go.
        from glueshell.language import ast

        waiting = [root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.CommandAst):
                self._command(node, text, spans)
            elif isinstance(node, ast.AssignmentStatementAst):
                name = _assigned_name(node.left)
                if name and self._is_secret(name):
                    spans.update(_literals(node.right))
            elif isinstance(node, ast.HashtableAst):
                for key, value in node.key_value_pairs:
                    name = _constant_text(key)
                    if name and self._is_secret(name):
                        spans.update(_literals(value))
            elif isinstance(node, ast.ParameterAst):
                if node.default_value is not None and self._is_secret(node.name.variable_path):
                    spans.update(_literals(node.default_value))
            elif isinstance(node, ast.InvokeMemberExpressionAst):
                arguments = node.arguments or []
                # [Environment]::SetEnvironmentVariable('ITGLUE_API_KEY', '...')
                if len(arguments) > 1 and self._is_secret(_constant_text(arguments[0])):
                    spans.update(span for item in arguments[1:] for span in _literals(item))
            waiting.extend(child for child in node.children() if child is not None)

    def _is_secret(self, name: str) -> bool:
        return is_secret_name(name.rpartition(":")[2]) or self._is_password_field(name)

    def _is_password_field(self, name: str) -> bool:
        for schema in self._schemas():
            field = schema.field(name)
            if field is not None and field.kind_name == PASSWORD_KIND:
                return True
        return False

    # -- commands ------------------------------------------------------------------------------------------------

    def _command(self, node: Any, text: str, spans: set[Span]) -> None:
        name = _constant_text(node.command_elements[0]) if node.command_elements else ""
        if name.lower().endswith(SECRET_NOUNS) and not name.lower().startswith(READING_VERBS):
            spans.update(span for element in node.command_elements[1:] for span in _given(element))
            return
        found = self._find(name) if name else None
        if found is None:
            self._unknown_command(node, spans)
            return
        from glueshell.engine.matching import match
        from glueshell.engine.shapes import shapes_of

        elements = node.command_elements[1:]
        shapes = shapes_of(node, text)
        matched = match(found, shapes, trailing=True)
        takes_field = found.name.lower() in FIELD_COMMANDS
        secret_field = takes_field and any(
            isinstance(literal, str) and self._is_secret(literal) for literal in matched.literals().values()
        )
        values: list[tuple[Parameter | None, Any]] = []
        for named in matched.named:
            if named.value is not None:
                element = elements[named.value]
                values.append((named.parameter, getattr(element, "argument", None) or element))
        for index, owners in matched.positional:
            values.append((owners[0], elements[index]))
        values += [(matched.remaining, elements[index]) for index in matched.rest]
        for parameter, value in values:
            names_field = parameter is not None and self._names_field(parameter)
            declared = parameter is not None and (parameter.secret or is_secret_name(parameter.name))
            if declared or (secret_field and not names_field):
                spans.update(_literals(value))
        if matched.problems:
            self._unknown_command(node, spans)

    @staticmethod
    def _names_field(parameter: Parameter) -> bool:
        placed = [part.position for part in parameter.placements.values()]
        return 0 in placed

    def _unknown_command(self, node: Any, spans: set[Span]) -> None:
        """A command that nobody knows (a function of tomorrow, a program): its parameters' names decide."""
        from glueshell.language import ast

        elements = node.command_elements[1:]
        for index, element in enumerate(elements):
            if not isinstance(element, ast.CommandParameterAst) or not self._names_secret(element.parameter_name):
                continue
            if element.argument is not None:
                spans.update(_literals(element.argument))
            elif index + 1 < len(elements) and not isinstance(elements[index + 1], ast.CommandParameterAst):
                spans.update(_literals(elements[index + 1]))

    @staticmethod
    def _names_secret(name: str) -> bool:
        return is_secret_name(name) or name.lower() == "key"


def _assigned_name(node: Any) -> str:
    """The name that an assignment gives a value to: a variable's, a member's, an index's."""
    from glueshell.language import ast

    while isinstance(node, ast.ConvertExpressionAst | ast.AttributedExpressionAst):
        node = node.child
    if isinstance(node, ast.VariableExpressionAst):
        return node.variable_path
    if isinstance(node, ast.MemberExpressionAst):
        return _constant_text(node.member)
    if isinstance(node, ast.IndexExpressionAst):
        return _constant_text(node.index)
    return ""


def _constant_text(node: Any) -> str:
    value = getattr(node, "value", None)
    return value if isinstance(value, str) else ""


def _literals(value: Any) -> Iterator[Span]:
    """The literals in a value; variables and what is read from a vault are none."""
    from glueshell.language import ast

    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ExpandableStringExpressionAst):
            if not _is_one_variable(node):
                yield node.start, node.end
            continue
        if isinstance(node, ast.StringConstantExpressionAst | ast.ConstantExpressionAst):
            yield node.start, node.end
            continue
        if isinstance(node, ast.CommandAst):
            name = _constant_text(node.command_elements[0]) if node.command_elements else ""
            if not name.lower().startswith(READING_VERBS):
                for element in node.command_elements[1:]:
                    yield from _given(element)
            continue
        if isinstance(node, ast.MemberExpressionAst | ast.InvokeMemberExpressionAst):
            waiting.append(node.expression)
            waiting.extend(getattr(node, "arguments", None) or ())
            continue
        if isinstance(node, ast.IndexExpressionAst):
            waiting.append(node.target)
            continue
        if isinstance(node, ast.TypeConstraintAst | ast.TypeExpressionAst):
            continue
        waiting.extend(child for child in node.children() if child is not None)


def _given(element: Any) -> Iterator[Span]:
    """The literals in one element of a command: an argument, or the value of `-Name:value`."""
    from glueshell.language import ast

    if not isinstance(element, ast.CommandParameterAst):
        yield from _literals(element)
    elif element.argument is not None:
        yield from _literals(element.argument)


def _is_one_variable(node: Any) -> bool:
    """Whether an expandable string is one variable and nothing else, as `"$secret"` is."""
    nested = node.nested_expressions
    return len(nested) == 1 and nested[0].end - nested[0].start == node.end - node.start - 2


def _outermost(spans: set[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return found
