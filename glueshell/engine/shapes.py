"""The elements of a command as far as the text tells: names, arguments, splats, and values that are literal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.engine.sentinels import Sentinel

if TYPE_CHECKING:
    from glueshell.language.ast import CommandAst
    from glueshell.objects.psobject import WrittenNumber

ARGUMENT = 0
PARAMETER = 1
SPLAT = 2
END_OF_PARAMETERS = 3

UNKNOWN = Sentinel("UNKNOWN")
"""The value of an argument that only running can tell."""


class ElementShape:
    """One element of a command after its name, as far as the text tells.

    `kind` is ARGUMENT, PARAMETER, SPLAT or END_OF_PARAMETERS. A PARAMETER has its `name` and, when written
    `-Name:value`, an extent for that value. `literal` is the value where the text alone fixes it, else UNKNOWN.
    `splatted` marks what came out of a hashtable: an explicit argument of the same name wins over it. `written` is the
    number of an argument that is not written as it shows (`0x10`, `1.50`), else None.
    """

    __slots__ = (
        "end", "has_value", "kind", "literal", "name", "splatted", "start", "text", "value_start", "written",
    )  # fmt: skip

    def __init__(
        self,
        kind: int,
        start: int = 0,
        end: int = 0,
        *,
        name: str = "",
        text: str = "",
        has_value: bool = False,
        value_start: int = 0,
        literal: object = UNKNOWN,
        splatted: bool = False,
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.name = name
        self.text = text
        self.has_value = has_value
        self.value_start = value_start
        self.literal = literal
        self.splatted = splatted
        self.written: WrittenNumber | None = None
        if literal is not UNKNOWN and not isinstance(literal, str | list):
            self.written = _written(literal, text[value_start - start :] if has_value else text)

    @property
    def name_end(self) -> int:
        """Where a parameter's own token ends (its `:value` left out)."""
        return self.start + 1 + len(self.name) + (1 if self.has_value else 0)


def _written(literal: object, text: str) -> WrittenNumber | None:
    """The number as it was written, where that is not how it shows."""
    from glueshell.objects.numerals import written
    from glueshell.objects.psobject import WrittenNumber
    from glueshell.objects.text import to_text

    value = written(literal)
    return None if to_text(value) == text else WrittenNumber(value, text)


def literal_of(node: object) -> object:
    """The value an expression has by its text alone (strings, numbers, arrays of them), else UNKNOWN."""
    from glueshell.language import ast

    if isinstance(node, ast.StringConstantExpressionAst | ast.ConstantExpressionAst):
        return node.value
    if isinstance(node, ast.ArrayLiteralAst):
        items = [literal_of(item) for item in node.elements]
        return UNKNOWN if UNKNOWN in items else items
    return UNKNOWN


def shapes_of(command: CommandAst, source: str) -> tuple[ElementShape, ...]:
    """The shapes of a command's elements, its name left out; as many as `command_elements[1:]`."""
    from glueshell.language import ast

    shapes = []
    for node in command.command_elements[1:]:
        text = source[node.start : node.end]
        # `@name` and `@using:name`.
        inner = node.sub_expression if isinstance(node, ast.UsingExpressionAst) else node
        if isinstance(node, ast.CommandParameterAst):
            if node.argument is not None:
                argument = node.argument
                shape = ElementShape(
                    PARAMETER,
                    node.start,
                    node.end,
                    name=node.parameter_name,
                    text=text,
                    has_value=True,
                    value_start=argument.start,
                    literal=literal_of(argument),
                )
            elif node.parameter_name == "-":
                shape = ElementShape(END_OF_PARAMETERS, node.start, node.end, text=text)
            else:
                # `-Name:` with the value still to come reads as a parameter without one.
                shape = ElementShape(PARAMETER, node.start, node.end, name=node.parameter_name.rstrip(":"), text=text)
        elif isinstance(inner, ast.VariableExpressionAst) and inner.splatted:
            shape = ElementShape(SPLAT, node.start, node.end, text=text)
        else:
            shape = ElementShape(ARGUMENT, node.start, node.end, text=text, literal=literal_of(node))
        shapes.append(shape)
    return tuple(shapes)
