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
    ErrorExpressionAst,
    ErrorStatementAst,
    ExpandableStringExpressionAst,
    HashtableAst,
    StringConstantExpressionAst,
    VariableExpressionAst,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glueshell.language.lexer_strings import StringLexer
    from glueshell.language.tokens import Token

_PARAMETERS = ("version", "modules", "psedition", "runasadministrator", "shellid", "pssnapin", "assembly")
_EDITIONS = ("core", "desktop")
# What makes an argument something else than a constant.
_VARYING = (VariableExpressionAst, ExpandableStringExpressionAst, CommandAst, ErrorExpressionAst, ErrorStatementAst)
_MODULE_KEYS = ("modulename", "moduleversion", "requiredversion", "maximumversion", "guid")
_VERSION = re.compile(r"\d+(?:\.\d+){1,3}$")
_GUID = re.compile(r"\{?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?$")
_NO_MODULE = (
    'Cannot convert value "System.Collections.Hashtable" to type'
    ' "Microsoft.PowerShell.Commands.ModuleSpecification". Error: "{}"'
)
_MODULE_PROBLEMS = {
    "version": (
        'Cannot convert value "{}" to type "System.Version". Error: "Version string portion was too short or too'
        " long. (Parameter 'input')\""
    ),
    "guid": 'Cannot convert value "{}" to type "System.Guid". Error: "Unrecognized Guid format."',
    "unknown": (
        "The hashtable describing a module contains one or more members that are not valid. The valid members are"
        " (ModuleName, ModuleVersion, RequiredVersion, GUID). Remove the members that are not valid ({}), then try"
        " again."
    ),
    "no-name": "The 'ModuleName' member does not exist in the hashtable that describes this module.",
    "no-version": (
        "The 'ModuleVersion', 'MaximumVersion' and 'RequiredVersion' members do not exist in the hashtable that"
        " describes this module. One of these three members must exist, and be assigned a version number in the format"
        " 'n.n.n.n'."
    ),
    "both": (
        "The parameters ModuleVersion and RequiredVersion cannot be used together. Please specify only one parameter."
    ),
}


class ScriptRequirements:
    """What a script asks for: a `version` ('7.2') or None, `modules` by name, `editions`, and to be `elevated`."""

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
        command, text = _parse(comment, report)
        if command is not None:
            _read(command, text, result, report)
    return result


def _parse(comment: Token, report: StringLexer) -> tuple[CommandAst | None, str]:
    """The comment read as a command whose name is `requires`, at the offsets it has in the script."""
    from glueshell.language.result import parse

    text = " " * (comment.start + 1) + comment.text[1:]
    result = parse(text)
    # Whether more would do is asked of the comment alone, as PowerShell asks it.
    report.errors += result.errors
    for node in result.ast.descendants():
        if isinstance(node, CommandAst):
            return node, text
    return None, text


def _read(command: CommandAst, text: str, result: ScriptRequirements, report: StringLexer) -> None:
    elements = command.command_elements[1:]
    index = 0
    seen: set[str] = set()
    while index < len(elements):
        element = elements[index]
        index += 1
        if not isinstance(element, CommandParameterAst):
            report.error("ScriptRequiresInvalidFormat", element.start, element.end)
            return
        name = element.parameter_name.lower()
        matches = [each for each in _PARAMETERS if name and each.startswith(name)]
        parameter = matches[0] if matches else ""
        argument: Ast | None = element.argument
        if argument is None and index < len(elements) and not isinstance(elements[index], CommandParameterAst):
            argument = elements[index]
            index += 1
        if parameter == "runasadministrator":
            result.elevated = True
            if argument is not None or parameter in seen:
                report.error("ParameterCannotHaveArgument", element.start, element.end, element.parameter_name)
        elif argument is None:
            report.error("ParameterRequiresArgument", element.start, element.end, element.parameter_name)
        elif not _is_constant(argument):
            report.error("RequiresArgumentMustBeConstant", argument.start, argument.end)
        elif parameter in seen and parameter not in ("modules", "assembly"):
            report.error("ParameterAlreadyBound", element.start, element.end, parameter)
        elif not parameter:
            report.error("ScriptRequiresInvalidFormat", element.start, element.end)
        else:
            _store(parameter, argument, text, result, report)
        seen.add(parameter)


def _is_constant(node: Ast) -> bool:
    """Whether a value is written without variables, commands and gaps."""
    return not any(isinstance(each, _VARYING) for each in node.descendants())


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
            if isinstance(value, HashtableAst):
                name, wrong = _module_of(value)
                if wrong:
                    report.error("RequiresModuleInvalid", value.start, value.end, _NO_MODULE.format(wrong))
                else:
                    result.modules.append(name)
            else:
                result.modules.append(written)
        elif parameter == "psedition":
            if written.lower() not in _EDITIONS:
                report.error("RequiresPSEditionInvalid", value.start, value.end, "psedition")
            else:
                result.editions.append(written)


def _module_of(table: HashtableAst) -> tuple[str, str]:
    """The name in a module's specification, and in words what is wrong with it."""
    given: dict[str, str] = {}
    unknown: list[str] = []
    for key_node, statement in table.key_value_pairs:
        key = str(getattr(key_node, "value", ""))
        value = next((each for each in statement.descendants() if isinstance(each, ConstantExpressionAst)), None)
        written = "" if value is None else str(value.value)
        if key.lower() not in _MODULE_KEYS:
            unknown.append(f"'{key}'")
            continue
        if key.lower() in ("moduleversion", "requiredversion") and not _VERSION.match(written):
            return "", _MODULE_PROBLEMS["version"].format(written)
        if key.lower() == "guid" and not _GUID.match(written):
            return "", _MODULE_PROBLEMS["guid"].format(written)
        given[key.lower()] = written
    if unknown:
        return "", _MODULE_PROBLEMS["unknown"].format(", ".join(unknown))
    if not given.get("modulename"):
        return "", _MODULE_PROBLEMS["no-name"]
    if len(given.keys() & {"moduleversion", "requiredversion", "maximumversion"}) == 0:
        return "", _MODULE_PROBLEMS["no-version"]
    if {"moduleversion", "requiredversion"} <= given.keys():
        return "", _MODULE_PROBLEMS["both"]
    return given["modulename"], ""
