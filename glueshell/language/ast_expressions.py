"""Expression nodes, their attributes, and names of types, as `System.Management.Automation.Language` names them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from glueshell.language.ast import PipelineBaseAst, ScriptBlockAst, StatementAst, StatementBlockAst


class Ast:
    """A node: `start` and `end` are offsets in the text; `CHILDREN` names the slots that hold nodes."""

    __slots__ = ("end", "start")
    CHILDREN: ClassVar[tuple[str, ...]] = ()

    start: int
    end: int

    def children(self) -> Iterator[Ast]:
        """Every node directly below this one, slot by slot."""
        for slot in self.CHILDREN:
            yield from _nodes_in(getattr(self, slot))

    def descendants(self) -> Iterator[Ast]:
        """This node and all below it, parents first."""
        stack: list[Ast] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(list(node.children())))

    def text(self, source: str) -> str:
        """The node's own piece of the source text."""
        return source[self.start : self.end]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.start}, {self.end})"


def _nodes_in(held: object) -> Iterator[Ast]:
    if isinstance(held, Ast):
        yield held
    elif isinstance(held, (list, tuple)):
        for item in held:
            yield from _nodes_in(item)
    elif isinstance(held, dict):
        yield from _nodes_in(list(held.values()))


class TypeName:
    """A plain type name as written, without brackets; `assembly` is what follows the comma of a qualified one."""

    __slots__ = ("assembly", "end", "name", "start")

    def __init__(self, start: int, end: int, name: str, assembly: str | None = None) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.assembly = assembly

    @property
    def full_name(self) -> str:
        """The name, with the assembly where one is given."""
        return self.name if self.assembly is None else f"{self.name},{self.assembly}"


class GenericTypeName:
    """`name[argument, argument]`."""

    __slots__ = ("end", "generic_arguments", "start", "type_name")

    def __init__(self, start: int, end: int, type_name: TypeName, generic_arguments: list[AnyTypeName]) -> None:
        self.start = start
        self.end = end
        self.type_name = type_name
        self.generic_arguments = generic_arguments

    @property
    def name(self) -> str:
        """The name with its arguments, without the assembly."""
        return f"{self.type_name.name}[{','.join(each.full_name for each in self.generic_arguments)}]"

    @property
    def full_name(self) -> str:
        """The name with its arguments, and the assembly where one is given."""
        assembly = self.type_name.assembly
        return self.name if assembly is None else f"{self.name},{assembly}"


class ArrayTypeName:
    """`element[]`, or `element[,]` for rank two."""

    __slots__ = ("element_type", "end", "rank", "start")

    def __init__(self, start: int, end: int, element_type: AnyTypeName, rank: int) -> None:
        self.start = start
        self.end = end
        self.element_type = element_type
        self.rank = rank

    @property
    def name(self) -> str:
        """The element's name with the brackets."""
        return f"{self.element_type.name}[{',' * (self.rank - 1)}]"

    @property
    def full_name(self) -> str:
        """The element's full name with the brackets."""
        return f"{self.element_type.full_name}[{',' * (self.rank - 1)}]"


AnyTypeName: TypeAlias = TypeName | GenericTypeName | ArrayTypeName


class CommandElementAst(Ast):
    """A command's name, argument or parameter."""

    __slots__ = ()


class CommandParameterAst(CommandElementAst):
    """`-Name` or `-Name:argument`; the error extent is that of the name alone."""

    __slots__ = ("argument", "error_end", "error_start", "parameter_name")
    CHILDREN = ("argument",)

    def __init__(
        self,
        start: int,
        end: int,
        parameter_name: str,
        argument: ExpressionAst | None,
        error_start: int,
        error_end: int,
    ) -> None:
        self.start = start
        self.end = end
        self.parameter_name = parameter_name
        self.argument = argument
        self.error_start = error_start
        self.error_end = error_end


class ExpressionAst(CommandElementAst):
    """Anything with a value."""

    __slots__ = ()


class ErrorExpressionAst(ExpressionAst):
    """An expression that could not be parsed; it keeps what was."""

    __slots__ = ("nested",)
    CHILDREN = ("nested",)

    def __init__(self, start: int, end: int, nested: list[Ast]) -> None:
        self.start = start
        self.end = end
        self.nested = nested


class TernaryExpressionAst(ExpressionAst):
    """`condition ? if_true : if_false`."""

    __slots__ = ("condition", "if_false", "if_true")
    CHILDREN = ("condition", "if_true", "if_false")

    def __init__(
        self, start: int, end: int, condition: ExpressionAst, if_true: ExpressionAst, if_false: ExpressionAst
    ) -> None:
        self.start = start
        self.end = end
        self.condition = condition
        self.if_true = if_true
        self.if_false = if_false


class BinaryExpressionAst(ExpressionAst):
    """`left operator right`; the operator is a token kind, the error extent that of its token."""

    __slots__ = ("error_end", "error_start", "left", "operator", "right")
    CHILDREN = ("left", "right")

    def __init__(
        self,
        start: int,
        end: int,
        operator: str,
        left: ExpressionAst,
        right: ExpressionAst,
        error_start: int,
        error_end: int,
    ) -> None:
        self.start = start
        self.end = end
        self.operator = operator
        self.left = left
        self.right = right
        self.error_start = error_start
        self.error_end = error_end


class UnaryExpressionAst(ExpressionAst):
    """A prefix or postfix operator and its operand; `token_kind` is a token kind."""

    __slots__ = ("child", "token_kind")
    CHILDREN = ("child",)

    def __init__(self, start: int, end: int, token_kind: str, child: ExpressionAst) -> None:
        self.start = start
        self.end = end
        self.token_kind = token_kind
        self.child = child


class AttributedExpressionAst(ExpressionAst):
    """`[attribute()] child`."""

    __slots__ = ("attribute", "child")
    CHILDREN = ("attribute", "child")

    def __init__(self, start: int, end: int, attribute: AttributeBaseAst, child: ExpressionAst) -> None:
        self.start = start
        self.end = end
        self.attribute = attribute
        self.child = child


class ConvertExpressionAst(AttributedExpressionAst):
    """`[type] child`; `type` and `attribute` are one."""

    __slots__ = ("type",)
    CHILDREN = ("type", "child")

    def __init__(self, start: int, end: int, type: TypeConstraintAst, child: ExpressionAst) -> None:
        self.start = start
        self.end = end
        self.attribute = type
        self.type = type
        self.child = child


class TypeExpressionAst(ExpressionAst):
    """`[type]` as a value."""

    __slots__ = ("type_name",)

    def __init__(self, start: int, end: int, type_name: AnyTypeName) -> None:
        self.start = start
        self.end = end
        self.type_name = type_name


class MemberExpressionAst(ExpressionAst):
    """`expression.member`, `expression::member` or `expression?.member`."""

    __slots__ = ("expression", "member", "null_conditional", "static")
    CHILDREN: ClassVar[tuple[str, ...]] = ("expression", "member")

    def __init__(
        self,
        start: int,
        end: int,
        expression: ExpressionAst,
        member: CommandElementAst,
        static: bool,
        null_conditional: bool,
    ) -> None:
        self.start = start
        self.end = end
        self.expression = expression
        self.member = member
        self.static = static
        self.null_conditional = null_conditional


class InvokeMemberExpressionAst(MemberExpressionAst):
    """A method call; `generic_type_arguments` are those of `.Method[type](...)`."""

    __slots__ = ("arguments", "generic_type_arguments")
    CHILDREN = ("expression", "member", "arguments")

    def __init__(
        self,
        start: int,
        end: int,
        expression: ExpressionAst,
        member: CommandElementAst,
        arguments: list[ExpressionAst] | None,
        static: bool,
        null_conditional: bool,
        generic_type_arguments: list[AnyTypeName],
    ) -> None:
        self.start = start
        self.end = end
        self.expression = expression
        self.member = member
        self.arguments = arguments
        self.static = static
        self.null_conditional = null_conditional
        self.generic_type_arguments = generic_type_arguments


class BaseCtorInvokeMemberExpressionAst(InvokeMemberExpressionAst):
    """The call of a base class's constructor that opens every constructor."""

    __slots__ = ()


class IndexExpressionAst(ExpressionAst):
    """`target[index]` or `target?[index]`."""

    __slots__ = ("index", "null_conditional", "target")
    CHILDREN = ("target", "index")

    def __init__(
        self, start: int, end: int, target: ExpressionAst, index: ExpressionAst, null_conditional: bool
    ) -> None:
        self.start = start
        self.end = end
        self.target = target
        self.index = index
        self.null_conditional = null_conditional


class ArrayExpressionAst(ExpressionAst):
    """`@( ... )`."""

    __slots__ = ("sub_expression",)
    CHILDREN = ("sub_expression",)

    def __init__(self, start: int, end: int, sub_expression: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class ArrayLiteralAst(ExpressionAst):
    """`a, b, c`, or `,a`."""

    __slots__ = ("elements",)
    CHILDREN = ("elements",)

    def __init__(self, start: int, end: int, elements: list[ExpressionAst]) -> None:
        self.start = start
        self.end = end
        self.elements = elements


class HashtableAst(ExpressionAst):
    """`@{ key = value }` as (key, statement) pairs."""

    __slots__ = ("key_value_pairs",)
    CHILDREN = ("key_value_pairs",)

    def __init__(self, start: int, end: int, key_value_pairs: list[tuple[ExpressionAst, StatementAst]]) -> None:
        self.start = start
        self.end = end
        self.key_value_pairs = key_value_pairs


class ParenExpressionAst(ExpressionAst):
    """`( pipeline )`."""

    __slots__ = ("pipeline",)
    CHILDREN = ("pipeline",)

    def __init__(self, start: int, end: int, pipeline: PipelineBaseAst) -> None:
        self.start = start
        self.end = end
        self.pipeline = pipeline


class SubExpressionAst(ExpressionAst):
    """`$( statements )`."""

    __slots__ = ("sub_expression",)
    CHILDREN = ("sub_expression",)

    def __init__(self, start: int, end: int, sub_expression: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class ScriptBlockExpressionAst(ExpressionAst):
    """`{ ... }` as a value."""

    __slots__ = ("script_block",)
    CHILDREN = ("script_block",)

    def __init__(self, start: int, end: int, script_block: ScriptBlockAst) -> None:
        self.start = start
        self.end = end
        self.script_block = script_block


class ConstantExpressionAst(ExpressionAst):
    """A number: an int in the Int32 range, a float, or a `numbers.Literal` of any other type."""

    __slots__ = ("value",)

    def __init__(self, start: int, end: int, value: object) -> None:
        self.start = start
        self.end = end
        self.value = value


class StringConstantExpressionAst(ConstantExpressionAst):
    """A string without anything to expand."""

    __slots__ = ("string_constant_type",)
    value: str

    def __init__(self, start: int, end: int, value: str, string_constant_type: str) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.string_constant_type = string_constant_type


class ExpandableStringExpressionAst(ExpressionAst):
    """A string with something to expand: `parts` are the literal pieces between which the nested expressions stand."""

    __slots__ = ("nested_expressions", "parts", "string_constant_type", "value")
    CHILDREN = ("nested_expressions",)

    def __init__(
        self,
        start: int,
        end: int,
        value: str,
        string_constant_type: str,
        nested_expressions: list[ExpressionAst],
        parts: list[str],
    ) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.string_constant_type = string_constant_type
        self.nested_expressions = nested_expressions
        self.parts = parts


class VariableExpressionAst(ExpressionAst):
    """`$name`, `${name}` or `@name`; `variable_path` is the name as written, scope or drive included."""

    __slots__ = ("splatted", "variable_path")

    def __init__(self, start: int, end: int, variable_path: str, splatted: bool) -> None:
        self.start = start
        self.end = end
        self.variable_path = variable_path
        self.splatted = splatted


class UsingExpressionAst(ExpressionAst):
    """`$using:name`."""

    __slots__ = ("sub_expression",)
    CHILDREN = ("sub_expression",)

    def __init__(self, start: int, end: int, sub_expression: ExpressionAst) -> None:
        self.start = start
        self.end = end
        self.sub_expression = sub_expression


class AttributeBaseAst(Ast):
    """An attribute or a type constraint."""

    __slots__ = ()
    type_name: AnyTypeName


class AttributeAst(AttributeBaseAst):
    """`[name(positional, named = value)]`."""

    __slots__ = ("named_arguments", "positional_arguments", "type_name")
    CHILDREN = ("positional_arguments", "named_arguments")

    def __init__(
        self,
        start: int,
        end: int,
        type_name: AnyTypeName,
        positional_arguments: list[ExpressionAst],
        named_arguments: list[NamedAttributeArgumentAst],
    ) -> None:
        self.start = start
        self.end = end
        self.type_name = type_name
        self.positional_arguments = positional_arguments
        self.named_arguments = named_arguments


class TypeConstraintAst(AttributeBaseAst):
    """`[type]` before a variable, parameter or value."""

    __slots__ = ("type_name",)

    def __init__(self, start: int, end: int, type_name: AnyTypeName) -> None:
        self.start = start
        self.end = end
        self.type_name = type_name


class NamedAttributeArgumentAst(Ast):
    """`name = value` in an attribute; without a value it means true."""

    __slots__ = ("argument", "argument_name", "expression_omitted")
    CHILDREN = ("argument",)

    def __init__(
        self, start: int, end: int, argument_name: str, argument: ExpressionAst, expression_omitted: bool
    ) -> None:
        self.start = start
        self.end = end
        self.argument_name = argument_name
        self.argument = argument
        self.expression_omitted = expression_omitted
