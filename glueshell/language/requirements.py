"""`#requires` comments: what a script asks of the shell that runs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from glueshell.language.ast import (
    ArrayLiteralAst,
    Ast,
    CommandAst,
    CommandParameterAst,
    ConstantExpressionAst,
    HashtableAst,
    StringConstantExpressionAst,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glueshell.language.lexer_strings import StringLexer
    from glueshell.language.tokens import Token

_PARAMETERS = ("version", "modules", "psedition", "runasadministrator", "shellid", "pssnapin", "assembly")
_EDITIONS = ("core", "desktop")


class ScriptRequirements:
    """What a script asks for: a `version` ('7.2') or None, `modules` as written, `editions`, and to be `elevated`."""

    __slots__ = ("editions", "elevated", "modules", "version")

    def __init__(self) -> None:
        self.version: str | None = None
        self.modules: list[str] = []
        self.editions: list[str] = []
        self.elevated = False


def read_requirements(comments: Sequence[Token], report: StringLexer) -> ScriptRequirements:
    """What the `#requires` comments say; what they say wrong is reported at its place."""
    result = ScriptRequirements()
    for comment in comments:
        command, text = _parse(comment)
        if command is not None:
            _read(command, text, result, report)
    return result


def _parse(comment: Token) -> tuple[CommandAst | None, str]:
    """The comment read as a command whose name is `requires`, at the offsets it has in the script."""
    from glueshell.language.result import parse

    text = " " * (comment.start + 1) + comment.text[1:]
    for node in parse(text).ast.descendants():
        if isinstance(node, CommandAst):
            return node, text
    return None, text


def _read(command: CommandAst, text: str, result: ScriptRequirements, report: StringLexer) -> None:
    elements = command.command_elements[1:]
    index = 0
    while index < len(elements):
        element = elements[index]
        index += 1
        if not isinstance(element, CommandParameterAst):
            continue
        name = element.parameter_name.lower()
        matches = [each for each in _PARAMETERS if name and each.startswith(name)]
        parameter = matches[0] if matches else name
        if parameter == "runasadministrator":
            result.elevated = True
            if element.argument is not None:
                report.error("ParameterCannotHaveArgument", element.start, element.end, element.parameter_name)
            continue
        argument: Ast | None = element.argument
        if argument is None and index < len(elements) and not isinstance(elements[index], CommandParameterAst):
            argument = elements[index]
            index += 1
        if argument is None:
            report.error("ParameterRequiresArgument", element.start, element.end, element.parameter_name)
            continue
        _store(parameter, argument, text, result, report)


def _store(parameter: str, argument: Ast, text: str, result: ScriptRequirements, report: StringLexer) -> None:
    values = argument.elements if isinstance(argument, ArrayLiteralAst) else [argument]
    for value in values:
        written = value.value if isinstance(value, StringConstantExpressionAst) else value.text(text)
        if parameter == "version":
            if not isinstance(value, ConstantExpressionAst) or not re.match(r"\d+(\.\d+){0,3}$", written):
                report.error("RequiresVersionInvalid", value.start, value.end)
            else:
                result.version = written if "." in written else written + ".0"
        elif parameter == "modules":
            if not isinstance(value, (HashtableAst, StringConstantExpressionAst)):
                report.error("RequiresModuleInvalid", value.start, value.end)
            else:
                result.modules.append(written)
        elif parameter == "psedition":
            if written.lower() not in _EDITIONS:
                report.error("RequiresPSEditionInvalid", value.start, value.end, "PSEdition")
            else:
                result.editions.append(written)
