"""Statement nodes: control flow, pipelines, commands and assignments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.language.ast_expressions import Ast

if TYPE_CHECKING:
    from glueshell.language.ast_expressions import (
        CommandElementAst,
        ExpressionAst,
        TypeConstraintAst,
        VariableExpressionAst,
    )
    from glueshell.language.tokens import Token


class StatementBlockAst(Ast):
    """Statements in braces, or inside `$()` and `@()`."""

    __slots__ = ("statements", "traps")
    CHILDREN = ("statements", "traps")

    def __init__(self, start: int, end: int, statements: list[StatementAst], traps: list[TrapStatementAst]) -> None:
        self.start = start
        self.end = end
        self.statements = statements
        self.traps = traps


class StatementAst(Ast):
    """Anything that can stand as a statement."""

    __slots__ = ()


class PipelineBaseAst(StatementAst):
    """A statement that can produce a value: a pipeline, a chain, an assignment or a failed one."""

    __slots__ = ()


class ErrorStatementAst(PipelineBaseAst):
    """A statement that could not be parsed; it keeps what was."""

    __slots__ = ("bodies", "conditions", "flags", "kind", "nested")
    CHILDREN = ("flags", "conditions", "bodies", "nested")

    def __init__(
        self,
        start: int,
        end: int,
        kind: Token | None,
        flags: dict[str, tuple[Token, Ast | None]],
        conditions: list[Ast],
        bodies: list[Ast],
        nested: list[Ast],
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.flags = flags
        self.conditions = conditions
        self.bodies = bodies
        self.nested = nested


class IfStatementAst(StatementAst):
    """`if` with its `elseif` clauses as (condition, block) pairs."""

    __slots__ = ("clauses", "else_clause")
    CHILDREN = ("clauses", "else_clause")

    def __init__(
        self,
        start: int,
        end: int,
        clauses: list[tuple[PipelineBaseAst, StatementBlockAst]],
        else_clause: StatementBlockAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.clauses = clauses
        self.else_clause = else_clause


class LabeledStatementAst(StatementAst):
    """A loop or switch, which `break` and `continue` can name by label."""

    __slots__ = ()


class LoopStatementAst(LabeledStatementAst):
    """Any loop."""

    __slots__ = ()


class ForEachStatementAst(LoopStatementAst):
    """`foreach ($variable in condition) body`."""

    __slots__ = ("body", "condition", "flags", "label", "throttle_limit", "variable")
    CHILDREN = ("variable", "condition", "body", "throttle_limit")

    def __init__(
        self,
        start: int,
        end: int,
        label: str | None,
        flags: set[str],
        variable: VariableExpressionAst,
        condition: PipelineBaseAst,
        body: StatementBlockAst,
        throttle_limit: ExpressionAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.flags = flags
        self.variable = variable
        self.condition = condition
        self.body = body
        self.throttle_limit = throttle_limit


class ForStatementAst(LoopStatementAst):
    """`for (initializer; condition; iterator) body`."""

    __slots__ = ("body", "condition", "initializer", "iterator", "label")
    CHILDREN = ("initializer", "condition", "iterator", "body")

    def __init__(
        self,
        start: int,
        end: int,
        label: str | None,
        initializer: PipelineBaseAst | None,
        condition: PipelineBaseAst | None,
        iterator: PipelineBaseAst | None,
        body: StatementBlockAst,
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.initializer = initializer
        self.condition = condition
        self.iterator = iterator
        self.body = body


class DoWhileStatementAst(LoopStatementAst):
    """`do body while (condition)`."""

    __slots__ = ("body", "condition", "label")
    CHILDREN = ("condition", "body")

    def __init__(
        self, start: int, end: int, label: str | None, condition: PipelineBaseAst, body: StatementBlockAst
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body


class DoUntilStatementAst(LoopStatementAst):
    """`do body until (condition)`."""

    __slots__ = ("body", "condition", "label")
    CHILDREN = ("condition", "body")

    def __init__(
        self, start: int, end: int, label: str | None, condition: PipelineBaseAst, body: StatementBlockAst
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body


class WhileStatementAst(LoopStatementAst):
    """`while (condition) body`."""

    __slots__ = ("body", "condition", "label")
    CHILDREN = ("condition", "body")

    def __init__(
        self, start: int, end: int, label: str | None, condition: PipelineBaseAst, body: StatementBlockAst
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.condition = condition
        self.body = body


class SwitchStatementAst(LabeledStatementAst):
    """`switch`; flags are among 'File', 'Regex', 'Wildcard', 'Exact', 'CaseSensitive', 'Parallel'."""

    __slots__ = ("clauses", "condition", "default", "flags", "label")
    CHILDREN = ("condition", "clauses", "default")

    def __init__(
        self,
        start: int,
        end: int,
        label: str | None,
        flags: set[str],
        condition: PipelineBaseAst,
        clauses: list[tuple[ExpressionAst, StatementBlockAst]],
        default: StatementBlockAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.label = label
        self.flags = flags
        self.condition = condition
        self.clauses = clauses
        self.default = default


class CatchClauseAst(Ast):
    """One `catch`; without types it catches all."""

    __slots__ = ("body", "catch_types")
    CHILDREN = ("catch_types", "body")

    def __init__(self, start: int, end: int, catch_types: list[TypeConstraintAst], body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.catch_types = catch_types
        self.body = body


class TryStatementAst(StatementAst):
    """`try` with its catches and `finally`."""

    __slots__ = ("body", "catch_clauses", "finally_")
    CHILDREN = ("body", "catch_clauses", "finally_")

    def __init__(
        self,
        start: int,
        end: int,
        body: StatementBlockAst,
        catch_clauses: list[CatchClauseAst],
        finally_: StatementBlockAst | None,
    ) -> None:
        self.start = start
        self.end = end
        self.body = body
        self.catch_clauses = catch_clauses
        self.finally_ = finally_


class TrapStatementAst(StatementAst):
    """`trap [type] { ... }`."""

    __slots__ = ("body", "trap_type")
    CHILDREN = ("trap_type", "body")

    def __init__(self, start: int, end: int, trap_type: TypeConstraintAst | None, body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.trap_type = trap_type
        self.body = body


class BreakStatementAst(StatementAst):
    """`break [label]`."""

    __slots__ = ("label",)
    CHILDREN = ("label",)

    def __init__(self, start: int, end: int, label: ExpressionAst | None) -> None:
        self.start = start
        self.end = end
        self.label = label


class ContinueStatementAst(StatementAst):
    """`continue [label]`."""

    __slots__ = ("label",)
    CHILDREN = ("label",)

    def __init__(self, start: int, end: int, label: ExpressionAst | None) -> None:
        self.start = start
        self.end = end
        self.label = label


class ReturnStatementAst(StatementAst):
    """`return [pipeline]`."""

    __slots__ = ("pipeline",)
    CHILDREN = ("pipeline",)

    def __init__(self, start: int, end: int, pipeline: PipelineBaseAst | None) -> None:
        self.start = start
        self.end = end
        self.pipeline = pipeline


class ExitStatementAst(StatementAst):
    """`exit [pipeline]`."""

    __slots__ = ("pipeline",)
    CHILDREN = ("pipeline",)

    def __init__(self, start: int, end: int, pipeline: PipelineBaseAst | None) -> None:
        self.start = start
        self.end = end
        self.pipeline = pipeline


class ThrowStatementAst(StatementAst):
    """`throw [pipeline]`; `rethrows` where it stands alone inside a `catch`."""

    __slots__ = ("pipeline", "rethrows")
    CHILDREN = ("pipeline",)

    def __init__(self, start: int, end: int, pipeline: PipelineBaseAst | None, in_catch: bool) -> None:
        self.start = start
        self.end = end
        self.pipeline = pipeline
        self.rethrows = in_catch and pipeline is None


class BlockStatementAst(StatementAst):
    """`parallel { }` or `sequence { }`, which PowerShell 7 refuses."""

    __slots__ = ("body", "kind")
    CHILDREN = ("body",)

    def __init__(self, start: int, end: int, kind: Token, body: StatementBlockAst) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.body = body


class ChainableAst(PipelineBaseAst):
    """What `&&` and `||` can join."""

    __slots__ = ()


class PipelineChainAst(ChainableAst):
    """`lhs && rhs` or `lhs || rhs`; operator is 'AndAnd' or 'OrOr'."""

    __slots__ = ("background", "lhs", "operator", "rhs")
    CHILDREN = ("lhs", "rhs")

    def __init__(
        self, start: int, end: int, lhs: ChainableAst, rhs: PipelineAst, operator: str, background: bool
    ) -> None:
        self.start = start
        self.end = end
        self.lhs = lhs
        self.rhs = rhs
        self.operator = operator
        self.background = background


class PipelineAst(ChainableAst):
    """One or more commands joined by `|`."""

    __slots__ = ("background", "pipeline_elements")
    CHILDREN = ("pipeline_elements",)

    def __init__(self, start: int, end: int, pipeline_elements: list[CommandBaseAst], background: bool) -> None:
        self.start = start
        self.end = end
        self.pipeline_elements = pipeline_elements
        self.background = background


class AssignmentStatementAst(PipelineBaseAst):
    """`left operator right`; the operator is a token kind, the error extent that of its token."""

    __slots__ = ("error_end", "error_start", "left", "operator", "right")
    CHILDREN = ("left", "right")

    def __init__(
        self,
        start: int,
        end: int,
        left: ExpressionAst,
        operator: str,
        right: StatementAst,
        error_start: int,
        error_end: int,
    ) -> None:
        self.start = start
        self.end = end
        self.left = left
        self.operator = operator
        self.right = right
        self.error_start = error_start
        self.error_end = error_end


class CommandBaseAst(StatementAst):
    """One element of a pipeline."""

    __slots__ = ()


class CommandAst(CommandBaseAst):
    """A command with its arguments; the operator is 'Unknown', 'Ampersand' or 'Dot'."""

    __slots__ = ("command_elements", "invocation_operator", "redirections")
    CHILDREN = ("command_elements", "redirections")

    def __init__(
        self,
        start: int,
        end: int,
        command_elements: list[CommandElementAst],
        invocation_operator: str,
        redirections: list[RedirectionAst],
    ) -> None:
        self.start = start
        self.end = end
        self.command_elements = command_elements
        self.invocation_operator = invocation_operator
        self.redirections = redirections


class CommandExpressionAst(CommandBaseAst):
    """An expression as the element of a pipeline."""

    __slots__ = ("expression", "redirections")
    CHILDREN = ("expression", "redirections")

    def __init__(self, start: int, end: int, expression: ExpressionAst, redirections: list[RedirectionAst]) -> None:
        self.start = start
        self.end = end
        self.expression = expression
        self.redirections = redirections


class RedirectionAst(Ast):
    """A redirection of one stream."""

    __slots__ = ()


class FileRedirectionAst(RedirectionAst):
    """`n> location` or `n>> location`."""

    __slots__ = ("append", "from_stream", "location")
    CHILDREN = ("location",)

    def __init__(self, start: int, end: int, from_stream: str, location: ExpressionAst, append: bool) -> None:
        self.start = start
        self.end = end
        self.from_stream = from_stream
        self.location = location
        self.append = append


class MergingRedirectionAst(RedirectionAst):
    """`n>&m`."""

    __slots__ = ("from_stream", "to_stream")

    def __init__(self, start: int, end: int, from_stream: str, to_stream: str) -> None:
        self.start = start
        self.end = end
        self.from_stream = from_stream
        self.to_stream = to_stream
