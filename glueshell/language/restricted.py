"""What a Data section may not hold: anything that runs, names or reads more than plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.language import ast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glueshell.language.lexer_strings import StringLexer

_VARIABLES = frozenset(("psculture", "psuiculture", "true", "false", "null"))
_COMMANDS = frozenset(("convertfrom-stringdata",))

# The types of .NET's TypeCode, by their accelerators and names.
_TYPES = frozenset(
    ("bool", "boolean", "char", "sbyte", "byte", "int16", "short", "uint16", "ushort", "int", "int32", "uint", "uint32",
     "long", "int64", "ulong", "uint64", "float", "single", "double", "decimal", "datetime", "string",
     # Enumerations are the numbers they stand for.
     "consolecolor", "datetimekind", "dayofweek", "environmentvariabletarget", "io.fileaccess", "io.fileattributes",
     "io.filemode", "midpointrounding", "stringcomparison", "stringsplitoptions",
     "text.regularexpressions.regexoptions")
)  # fmt: skip

_OPERATORS: Mapping[str, str] = {
    "Imatch": "-imatch", "Cmatch": "-cmatch", "Inotmatch": "-inotmatch", "Cnotmatch": "-cnotmatch",
    "Ireplace": "-ireplace", "Creplace": "-creplace", "Isplit": "-isplit", "Csplit": "-csplit", "Join": "-join",
    "Format": "-f", "DotDot": "..", "As": "-as", "PlusPlus": "++", "MinusMinus": "--", "PostfixPlusPlus": "++",
    "PostfixMinusMinus": "--",
}  # fmt: skip

_STATEMENTS: Mapping[type[ast.Ast], str] = {
    ast.AssignmentStatementAst: "AssignmentStatementNotSupportedInDataSection",
    ast.BreakStatementAst: "FlowControlStatementNotSupportedInDataSection",
    ast.ContinueStatementAst: "FlowControlStatementNotSupportedInDataSection",
    ast.DataStatementAst: "DataSectionStatementNotSupportedInDataSection",
    ast.DoUntilStatementAst: "DoWhileStatementNotSupportedInDataSection",
    ast.DoWhileStatementAst: "DoWhileStatementNotSupportedInDataSection",
    ast.ExitStatementAst: "FlowControlStatementNotSupportedInDataSection",
    ast.ForEachStatementAst: "ForeachStatementNotSupportedInDataSection",
    ast.ForStatementAst: "ForWhileStatementNotSupportedInDataSection",
    ast.FunctionDefinitionAst: "FunctionDeclarationNotSupportedInDataSection",
    ast.IndexExpressionAst: "ArrayReferenceNotSupportedInDataSection",
    ast.InvokeMemberExpressionAst: "MethodCallNotSupportedInDataSection",
    ast.MemberExpressionAst: "PropertyReferenceNotSupportedInDataSection",
    ast.ParamBlockAst: "ParameterDeclarationNotSupportedInDataSection",
    ast.ReturnStatementAst: "FlowControlStatementNotSupportedInDataSection",
    ast.ScriptBlockExpressionAst: "ScriptBlockNotSupportedInDataSection",
    ast.SwitchStatementAst: "SwitchStatementNotSupportedInDataSection",
    ast.ThrowStatementAst: "FlowControlStatementNotSupportedInDataSection",
    ast.TrapStatementAst: "TrapStatementNotSupportedInDataSection",
    ast.TryStatementAst: "TryStatementNotSupportedInDataSection",
    ast.WhileStatementAst: "ForWhileStatementNotSupportedInDataSection",
}


def check_data(section: ast.DataStatementAst, report: StringLexer) -> None:
    """Report what the body of a Data section holds beyond values, in the order of the text."""
    commands = _COMMANDS | {
        str(command.value).lower()
        for command in section.commands_allowed
        if isinstance(command, ast.StringConstantExpressionAst)
    }
    stack: list[ast.Ast] = [section.body]
    bodies: set[int] = set()
    while stack:
        node = stack.pop()
        if isinstance(node, ast.FunctionDefinitionAst):
            bodies.add(id(node.body))
        elif id(node) in bodies:
            report.error("ScriptBlockNotSupportedInDataSection", node.start, node.end)
        _check(node, commands, report)
        if not isinstance(node, (ast.DataStatementAst, ast.TypeDefinitionAst)):
            stack.extend(reversed(list(node.children())))


def _check(node: ast.Ast, commands: frozenset[str], report: StringLexer) -> None:
    refused = _STATEMENTS.get(type(node))
    if refused is not None:
        report.error(refused, node.start, node.end)
    if isinstance(node, ast.VariableExpressionAst):
        if node.variable_path.lower() not in _VARIABLES:
            report.error("VariableReferenceNotSupportedInDataSection", node.start, node.end)
    elif isinstance(node, (ast.BinaryExpressionAst, ast.UnaryExpressionAst)):
        binary = isinstance(node, ast.BinaryExpressionAst)
        kind = node.operator if isinstance(node, ast.BinaryExpressionAst) else node.token_kind
        if kind in _OPERATORS:
            start, end = (node.error_start, node.error_end) if binary else (node.start, node.end)  # type: ignore[union-attr]
            report.error("OperatorNotSupportedInDataSection", start, end, _OPERATORS[kind])
    elif isinstance(node, (ast.TypeConstraintAst, ast.TypeExpressionAst)):
        _check_type(node, report)
    elif isinstance(node, ast.CommandAst):
        _check_command(node, commands, report)
    elif isinstance(node, (ast.FileRedirectionAst, ast.MergingRedirectionAst)):
        report.error("RedirectionNotSupportedInDataSection", node.start, node.end)


def _check_type(node: ast.TypeConstraintAst | ast.TypeExpressionAst, report: StringLexer) -> None:
    named = node.type_name
    element = named.element_type if isinstance(named, ast.ArrayTypeName) else named
    if element.full_name.lower().removeprefix("system.") not in _TYPES:
        report.error("TypeNotAllowedInDataSection", node.start, node.end, named.full_name)


def _check_command(node: ast.CommandAst, commands: frozenset[str], report: StringLexer) -> None:
    if node.invocation_operator != "Unknown":
        sign = "&" if node.invocation_operator == "Ampersand" else "."
        report.error("OperatorNotSupportedInDataSection", node.start, node.end, sign)
        return
    if not node.command_elements:
        return
    name = node.command_elements[0]
    if isinstance(name, ast.StringConstantExpressionAst) and str(name.value).lower() not in commands:
        report.error("CmdletNotInAllowedListForDataSection", node.start, node.end, str(name.value))
