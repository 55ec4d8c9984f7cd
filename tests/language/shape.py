"""Tokens, errors and trees as plain lists, in the form of the recorded answers."""

from __future__ import annotations

from typing import Any

from glueshell.language import ParseResult, Token
from glueshell.language import ast as tree
from glueshell.numerals import Literal

_SWITCH_FLAGS = ("File", "Regex", "Wildcard", "Exact", "CaseSensitive", "Parallel")


def tokens_of(result: ParseResult) -> list[list[Any]]:
    """[kind, start, end, flags] of each token, and the tokens nested in it where there are any."""
    return [_token(each) for each in result.tokens]


def _token(token: Token) -> list[Any]:
    shape: list[Any] = [token.kind, token.start, token.end, token.flags]
    if token.nested:
        shape.append([_token(each) for each in token.nested])
    return shape


def errors_of(result: ParseResult) -> list[list[Any]]:
    """[id, start, end, incomplete, message] of each error."""
    return [[each.id, each.start, each.end, each.incomplete, each.message] for each in result.errors]


def tree_of(result: ParseResult) -> list[list[Any]]:
    """[class, start, end, what tells it apart] of each node, sorted."""
    return sorted([type(each).__name__, each.start, each.end, detail(each)] for each in result.ast.descendants())


def _bool(value: object) -> str:
    return "True" if value else "False"


def _number(value: object) -> str:
    if value is None:
        return "null"
    if value is True:
        return "Boolean:True"
    if isinstance(value, Literal):
        return f"{value.kind}:{value.value}"
    return f"Int32:{value}" if isinstance(value, int) else f"Double:{value}"


def detail(node: tree.Ast) -> str:
    """What tells a node apart from another of its class and place."""
    name = type(node).__name__
    find: Any = node
    match name:
        case "StringConstantExpressionAst":
            return f"{find.string_constant_type}:{find.value}"
        case "ExpandableStringExpressionAst":
            return f"{find.string_constant_type}:{find.value}:{len(find.nested_expressions)}"
        case "VariableExpressionAst":
            return f"{find.variable_path}:{_bool(find.splatted)}"
        case "ConstantExpressionAst":
            return _number(find.value)
        case "BinaryExpressionAst" | "AssignmentStatementAst":
            return f"{find.operator}:{find.error_start},{find.error_end}"
        case "UnaryExpressionAst":
            return str(find.token_kind)
        case "InvokeMemberExpressionAst" | "BaseCtorInvokeMemberExpressionAst":
            count = -1 if find.arguments is None else len(find.arguments)
            generic = ";".join(each.full_name for each in find.generic_type_arguments)
            return f"{_bool(find.static)}:{_bool(find.null_conditional)}:{count}:{generic}"
        case "MemberExpressionAst":
            return f"{_bool(find.static)}:{_bool(find.null_conditional)}"
        case "IndexExpressionAst":
            return _bool(find.null_conditional)
        case "CommandParameterAst":
            return f"{find.parameter_name}:{find.error_start},{find.error_end}"
        case "CommandAst":
            return f"{find.invocation_operator}:{len(find.command_elements)}:{len(find.redirections)}"
        case "FileRedirectionAst":
            return f"{find.from_stream}:{_bool(find.append)}"
        case "MergingRedirectionAst":
            return f"{find.from_stream}:{find.to_stream}"
        case "FunctionDefinitionAst":
            return f"{find.name}:{_bool(find.is_filter)}:{-1 if find.parameters is None else len(find.parameters)}"
        case "TypeExpressionAst" | "AttributeAst" | "TypeConstraintAst":
            kind = find.type_name
            return f"{kind.full_name}:{kind.start},{kind.end}:{type(kind).__name__}"
        case "SwitchStatementAst":
            flags = ", ".join(each for each in _SWITCH_FLAGS if each in find.flags) or "None"
            return f"{flags}:{find.label or ''}:{len(find.clauses)}"
        case _ if isinstance(node, tree.LoopStatementAst):
            return find.label or ""
        case "PipelineAst":
            return _bool(find.background)
        case "PipelineChainAst":
            return f"{find.operator}:{_bool(find.background)}"
        case "NamedBlockAst":
            return f"{find.block_kind}:{_bool(find.unnamed)}:{len(find.statements)}"
        case "StatementBlockAst":
            return f"{len(find.statements)}:{len(find.traps)}"
        case "HashtableAst":
            return str(len(find.key_value_pairs))
        case "ArrayLiteralAst":
            return str(len(find.elements))
        case "NamedAttributeArgumentAst":
            return f"{find.argument_name}:{_bool(find.expression_omitted)}"
        case "TypeDefinitionAst":
            return f"{find.name}:{find.type_attributes}:{len(find.members)}"
        case "PropertyMemberAst" | "FunctionMemberAst":
            names = [each for each in ("Static", "Literal", "Hidden") if each.lower() in find.modifiers]
            return f"{find.name}:{', '.join(['Public', *names])}"
        case "UsingStatementAst":
            return str(find.kind)
        case "ErrorStatementAst":
            return f"{find.kind.kind if find.kind else ''}:{';'.join(find.flags)}"
    return ""
