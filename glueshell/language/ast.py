"""The tree: definitions here, and every other node, as `System.Management.Automation.Language` names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.language.ast_expressions import (
    AnyTypeName,
    ArrayExpressionAst,
    ArrayLiteralAst,
    ArrayTypeName,
    Ast,
    AttributeAst,
    AttributeBaseAst,
    AttributedExpressionAst,
    BaseCtorInvokeMemberExpressionAst,
    BinaryExpressionAst,
    CommandElementAst,
    CommandParameterAst,
    ConstantExpressionAst,
    ConvertExpressionAst,
    ErrorExpressionAst,
    ExpandableStringExpressionAst,
    ExpressionAst,
    GenericTypeName,
    HashtableAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    NamedAttributeArgumentAst,
    ParenExpressionAst,
    ScriptBlockExpressionAst,
    StringConstantExpressionAst,
    SubExpressionAst,
    TernaryExpressionAst,
    TypeConstraintAst,
    TypeExpressionAst,
    TypeName,
    UnaryExpressionAst,
    UsingExpressionAst,
    VariableExpressionAst,
)
from glueshell.language.ast_statements import (
    AssignmentStatementAst,
    BlockStatementAst,
    BreakStatementAst,
    CatchClauseAst,
    ChainableAst,
    CommandAst,
    CommandBaseAst,
    CommandExpressionAst,
    ContinueStatementAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ErrorStatementAst,
    ExitStatementAst,
    FileRedirectionAst,
    ForEachStatementAst,
    ForStatementAst,
    IfStatementAst,
    LabeledStatementAst,
    LoopStatementAst,
    MergingRedirectionAst,
    PipelineAst,
    PipelineBaseAst,
    PipelineChainAst,
    RedirectionAst,
    ReturnStatementAst,
    StatementAst,
    StatementBlockAst,
    SwitchStatementAst,
    ThrowStatementAst,
    TrapStatementAst,
    TryStatementAst,
    WhileStatementAst,
)

if TYPE_CHECKING:
    from glueshell.language.requirements import ScriptRequirements

__all__ = [
    "AnyTypeName",
    "ArrayExpressionAst",
    "ArrayLiteralAst",
    "ArrayTypeName",
    "AssignmentStatementAst",
    "Ast",
    "AttributeAst",
    "AttributeBaseAst",
    "AttributedExpressionAst",
    "BaseCtorInvokeMemberExpressionAst",
    "BinaryExpressionAst",
    "BlockStatementAst",
    "BreakStatementAst",
    "CatchClauseAst",
    "ChainableAst",
    "CommandAst",
    "CommandBaseAst",
    "CommandElementAst",
    "CommandExpressionAst",
    "CommandParameterAst",
    "ConstantExpressionAst",
    "ContinueStatementAst",
    "ConvertExpressionAst",
    "DataStatementAst",
    "DoUntilStatementAst",
    "DoWhileStatementAst",
    "ErrorExpressionAst",
    "ErrorStatementAst",
    "ExitStatementAst",
    "ExpandableStringExpressionAst",
    "ExpressionAst",
    "FileRedirectionAst",
    "ForEachStatementAst",
    "ForStatementAst",
    "FunctionDefinitionAst",
    "FunctionMemberAst",
    "GenericTypeName",
    "HashtableAst",
    "IfStatementAst",
    "IndexExpressionAst",
    "InvokeMemberExpressionAst",
    "LabeledStatementAst",
    "LoopStatementAst",
    "MemberAst",
    "MemberExpressionAst",
    "MergingRedirectionAst",
    "NamedAttributeArgumentAst",
    "NamedBlockAst",
    "ParamBlockAst",
    "ParameterAst",
    "ParenExpressionAst",
    "PipelineAst",
    "PipelineBaseAst",
    "PipelineChainAst",
    "PropertyMemberAst",
    "RedirectionAst",
    "ReturnStatementAst",
    "ScriptBlockAst",
    "ScriptBlockExpressionAst",
    "StatementAst",
    "StatementBlockAst",
    "StringConstantExpressionAst",
    "SubExpressionAst",
    "SwitchStatementAst",
    "TernaryExpressionAst",
    "ThrowStatementAst",
    "TrapStatementAst",
    "TryStatementAst",
    "TypeConstraintAst",
    "TypeDefinitionAst",
    "TypeExpressionAst",
    "TypeName",
    "UnaryExpressionAst",
    "UsingExpressionAst",
    "UsingStatementAst",
    "VariableExpressionAst",
    "WhileStatementAst",
]


class ScriptBlockAst(Ast):
    """A whole script, function body or `{ ... }`: parameters and named blocks."""

    __slots__ = (
        "attributes",
        "begin_block",
        "clean_block",
        "dynamic_param_block",
        "end_block",
        "param_block",
        "process_block",
        "script_requirements",
        "using_statements",
    )
    CHILDREN = (
        "attributes",
        "using_statements",
        "param_block",
        "begin_block",
        "process_block",
        "end_block",
        "clean_block",
        "dynamic_param_block",
    )

    def __init__(
        self,
        start: int,
        end: int,
        attributes: list[AttributeAst],
        using_statements: list[UsingStatementAst],
        param_block: ParamBlockAst | None,
        begin_block: NamedBlockAst | None,
        process_block: NamedBlockAst | None,
        end_block: NamedBlockAst | None,
        clean_block: NamedBlockAst | None,
        dynamic_param_block: NamedBlockAst | None,
        script_requirements: ScriptRequirements | None,
    ) -> None:
        self.start = start
        self.end = end
        self.attributes = attributes
        self.using_statements = using_statements
        self.param_block = param_block
        self.begin_block = begin_block
        self.process_block = process_block
        self.end_block = end_block
        self.clean_block = clean_block
        self.dynamic_param_block = dynamic_param_block
        self.script_requirements = script_requirements


class ParamBlockAst(Ast):
    """`param(...)` with its attributes."""

    __slots__ = ("attributes", "parameters")
    CHILDREN = ("attributes", "parameters")

    def __init__(self, start: int, end: int, attributes: list[AttributeAst], parameters: list[ParameterAst]) -> None:
        self.start = start
        self.end = end
        self.attributes = attributes
        self.parameters = parameters


class ParameterAst(Ast):
    """One parameter declaration: attributes and type constraints, name, default."""

    __slots__ = ("attributes", "default_value", "name")
    CHILDREN = ("name", "attributes", "default_value")

    def __init__(
        self,
        start: int,
        end: int,
        name: VariableExpressionAst,
        attributes: list[AttributeBaseAst],
        default_value: ExpressionAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.attributes = attributes
        self.default_value = default_value


class NamedBlockAst(Ast):
    """`begin`, `process`, `end`, `clean` or `dynamicparam`; an unnamed one is what stands outside of any."""

    __slots__ = ("block_kind", "statements", "traps", "unnamed")
    CHILDREN = ("statements", "traps")

    def __init__(
        self,
        start: int,
        end: int,
        block_kind: str,
        unnamed: bool,
        statements: list[StatementAst],
        traps: list[TrapStatementAst],
    ) -> None:
        self.start = start
        self.end = end
        self.block_kind = block_kind
        self.unnamed = unnamed
        self.statements = statements
        self.traps = traps


class TypeDefinitionAst(StatementAst):
    """A class, enum or interface."""

    __slots__ = ("attributes", "base_types", "members", "name", "type_attributes")
    CHILDREN = ("attributes", "members", "base_types")

    def __init__(
        self,
        start: int,
        end: int,
        name: str,
        attributes: list[AttributeAst],
        members: list[MemberAst],
        base_types: list[TypeConstraintAst],
        type_attributes: str,
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.attributes = attributes
        self.members = members
        self.base_types = base_types
        self.type_attributes = type_attributes


class MemberAst(Ast):
    """A member of a class or enum."""

    __slots__ = ()


class PropertyMemberAst(MemberAst):
    """A property of a class, or a name of an enum; `modifiers` are lower-case words."""

    __slots__ = ("attributes", "initial_value", "modifiers", "name", "property_type")
    CHILDREN = ("property_type", "attributes", "initial_value")

    def __init__(
        self,
        start: int,
        end: int,
        name: str,
        property_type: TypeConstraintAst | None,
        attributes: list[AttributeAst],
        modifiers: set[str],
        initial_value: ExpressionAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.property_type = property_type
        self.attributes = attributes
        self.modifiers = modifiers
        self.initial_value = initial_value


class FunctionMemberAst(MemberAst):
    """A method or constructor of a class."""

    __slots__ = ("attributes", "body", "modifiers", "name", "parameters", "return_type")
    CHILDREN = ("attributes", "return_type", "parameters", "body")

    def __init__(
        self,
        start: int,
        end: int,
        name: str,
        attributes: list[AttributeAst],
        modifiers: set[str],
        return_type: TypeConstraintAst | None,
        parameters: list[ParameterAst],
        body: ScriptBlockAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.attributes = attributes
        self.modifiers = modifiers
        self.return_type = return_type
        self.parameters = parameters
        self.body = body


class UsingStatementAst(StatementAst):
    """`using namespace|module|assembly ...`; kind is 'Namespace', 'Module', 'Assembly', 'Command' or 'Type'."""

    __slots__ = ("alias", "kind", "module_specification", "name")
    CHILDREN = ("name", "alias", "module_specification")

    def __init__(
        self,
        start: int,
        end: int,
        kind: str,
        name: StringConstantExpressionAst | None,
        alias: StringConstantExpressionAst | None,
        module_specification: HashtableAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.name = name
        self.alias = alias
        self.module_specification = module_specification


class FunctionDefinitionAst(StatementAst):
    """`function` or `filter`; `parameters` are those in parentheses after the name, else None."""

    __slots__ = ("body", "is_filter", "is_workflow", "name", "parameters")
    CHILDREN = ("parameters", "body")

    def __init__(
        self,
        start: int,
        end: int,
        is_filter: bool,
        is_workflow: bool,
        name: str,
        parameters: list[ParameterAst] | None,
        body: ScriptBlockAst,
    ) -> None:
        self.start = start
        self.end = end
        self.is_filter = is_filter
        self.is_workflow = is_workflow
        self.name = name
        self.parameters = parameters
        self.body = body


class DataStatementAst(StatementAst):
    """`data [-SupportedCommand a, b] { ... }`."""

    __slots__ = ("body", "commands_allowed", "variable")
    CHILDREN = ("commands_allowed", "body")

    def __init__(
        self,
        start: int,
        end: int,
        variable: str | None,
        commands_allowed: list[ExpressionAst],
        body: StatementBlockAst,
    ) -> None:
        self.start = start
        self.end = end
        self.variable = variable
        self.commands_allowed = commands_allowed
        self.body = body
