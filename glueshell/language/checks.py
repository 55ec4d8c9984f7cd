"""What is well formed but means nothing: duplicates, wrong targets, splats out of place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.language.ast import (
    ArrayLiteralAst,
    AssignmentStatementAst,
    Ast,
    AttributeAst,
    AttributedExpressionAst,
    BinaryExpressionAst,
    BreakStatementAst,
    CommandAst,
    CommandExpressionAst,
    ConstantExpressionAst,
    ContinueStatementAst,
    ConvertExpressionAst,
    DataStatementAst,
    DoUntilStatementAst,
    DoWhileStatementAst,
    ErrorExpressionAst,
    ExpressionAst,
    ForEachStatementAst,
    ForStatementAst,
    FunctionDefinitionAst,
    FunctionMemberAst,
    HashtableAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    ParamBlockAst,
    ParameterAst,
    ParenExpressionAst,
    PipelineAst,
    PropertyMemberAst,
    ReturnStatementAst,
    ScriptBlockAst,
    ScriptBlockExpressionAst,
    StringConstantExpressionAst,
    SubExpressionAst,
    SwitchStatementAst,
    TernaryExpressionAst,
    TryStatementAst,
    TypeConstraintAst,
    TypeDefinitionAst,
    TypeExpressionAst,
    UnaryExpressionAst,
    UsingExpressionAst,
    VariableExpressionAst,
    WhileStatementAst,
)
from glueshell.numerals import Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from glueshell.language.lexer_strings import StringLexer

_VOID = frozenset(("void", "system.void"))
_INCREMENTS = frozenset(("PlusPlus", "MinusMinus", "PostfixPlusPlus", "PostfixMinusMinus"))
_LOOPS = (
    DoUntilStatementAst,
    DoWhileStatementAst,
    ErrorExpressionAst,
    ForEachStatementAst,
    ForStatementAst,
    SwitchStatementAst,
    WhileStatementAst,
)


def check(tree: ScriptBlockAst, report: StringLexer) -> None:
    """Report the errors of meaning in a tree: types defined twice, then all others in the order of the text."""
    checks = _CHECKS
    types: dict[str, list[Ast]] = {}
    twice: list[TypeDefinitionAst] = []
    first = len(report.errors)
    stack: list[tuple[Ast, Ast | None]] = [(tree, None)]
    while stack:
        node, parent = stack.pop()
        found = checks.get(type(node))
        if found is not None:
            found(node, parent, report)
        if type(node) is TypeDefinitionAst:
            before = types.setdefault(node.name.lower(), [])
            others = [other for other in before if other.start != node.start]
            if others and any(_block_around(tree, node) is _block_around(tree, other) for other in others):
                twice.append(node)
            before.append(node)
        slots = node.CHILDREN
        for slot in reversed(slots):
            held = getattr(node, slot)
            if held is None:
                continue
            if isinstance(held, list):
                for item in reversed(held):
                    if isinstance(item, tuple):
                        stack.append((item[1], node))
                        stack.append((item[0], node))
                    else:
                        stack.append((item, node))
            elif isinstance(held, Ast):
                stack.append((held, node))
            else:
                stack.extend((child, node) for child in reversed(list(node.children())) if slot == slots[0])
    rest = report.errors[first:]
    del report.errors[first:]
    for definition in twice:
        report.error("MemberAlreadyDefined", definition.start, definition.end, definition.name)
    report.errors.extend(rest)


def _block_around(tree: ScriptBlockAst, wanted: Ast) -> Ast:
    """The script block a node stands in directly."""
    found: Ast = tree
    node: Ast | None = tree
    while node is not None and node is not wanted:
        if isinstance(node, ScriptBlockAst):
            found = node
        node = next((child for child in node.children() if child.start <= wanted.start < child.end), None)
    return found


def _check_assignment(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, AssignmentStatementAst)
    for wrong in _wrong_targets(node.left, node.operator == "Equals", report):
        report.error("InvalidLeftHandSide", wrong.start, wrong.end)


def _wrong_targets(target: ExpressionAst, plain: bool, report: StringLexer) -> Iterator[Ast]:
    """What cannot be assigned to: all but a variable, member, index, or (with `=`) several of them."""
    if isinstance(target, ArrayLiteralAst) and plain:
        for element in target.elements:
            yield from _wrong_targets(element, True, report)
    elif isinstance(target, ParenExpressionAst):
        inner = pure_expression(target)
        if inner is None:
            yield target.pipeline
        else:
            yield from _wrong_targets(inner, plain, report)
    elif isinstance(target, AttributedExpressionAst):
        inner = _check_conversions(target, report)
        if inner is not None:
            yield from _wrong_targets(inner, plain, report)
    elif not isinstance(target, (VariableExpressionAst, MemberExpressionAst, IndexExpressionAst)) or getattr(
        target, "null_conditional", False
    ):
        yield target


def _check_conversions(target: AttributedExpressionAst, report: StringLexer) -> ExpressionAst | None:
    """The types in front of a target; what they stand before, None where that need not be looked at."""
    types: list[TypeConstraintAst] = []
    inner: ExpressionAst = target
    while isinstance(inner, AttributedExpressionAst):
        if isinstance(inner, ConvertExpressionAst):
            types.append(inner.type)
            if _type_word(inner.type) == "void":
                report.error("VoidTypeConstraintNotAllowed", inner.type.start, inner.type.end)
        inner = inner.child
    references = [each for each in types if _type_word(each) in _REFERENCES]
    if references and len(types) > 1:
        report.error("ReferenceNeedsToBeByItselfInTypeConstraint", references[-1].start, references[-1].end)
        return None
    if isinstance(inner, VariableExpressionAst):
        name = inner.variable_path.lower().removeprefix("local:").removeprefix("private:")
        wanted = _AUTOMATIC.get(name)
        if wanted is not None and (not types or "system." + _type_word(types[-1]) != wanted.lower()):
            name = inner.variable_path.rpartition(":")[2]
            report.error("AssignmentStatementToAutomaticNotSupported", target.start, target.end, name, wanted)
    return inner


_REFERENCES = frozenset(("ref", "management.automation.psreference"))
_AUTOMATIC = {
    "_": "System.Object",
    "args": "System.Object[]",
    "this": "System.Object",
    "input": "System.Object",
    "pscmdlet": "System.Management.Automation.PSScriptCmdlet",
    "psboundparameters": "System.Management.Automation.PSBoundParametersDictionary",
    "myinvocation": "System.Management.Automation.InvocationInfo",
    "psscriptroot": "System.String",
    "pscommandpath": "System.String",
}


def _type_word(constraint: TypeConstraintAst) -> str:
    return constraint.type_name.full_name.lower().removeprefix("system.")


def pure_expression(node: ParenExpressionAst) -> ExpressionAst | None:
    """What is alone in parentheses, without a redirection; None for a pipeline or a command."""
    pipeline = node.pipeline
    if not isinstance(pipeline, PipelineAst) or len(pipeline.pipeline_elements) != 1:
        return None
    only = pipeline.pipeline_elements[0]
    return only.expression if isinstance(only, CommandExpressionAst) and not only.redirections else None


def _check_unary(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, UnaryExpressionAst)
    if node.token_kind not in _INCREMENTS:
        return
    text = "++" if "Plus" in node.token_kind else "--"
    for wrong in _wrong_targets(node.child, False, report):
        report.error("OperatorRequiresVariableOrProperty", wrong.start, wrong.end, text)


def _check_parameters(parameters: Sequence[ParameterAst], report: StringLexer) -> None:
    seen: set[str] = set()
    for parameter in parameters:
        name = parameter.name.variable_path
        if name.lower() in seen:
            report.error("DuplicateFormalParameter", parameter.name.start, parameter.name.end, name)
        seen.add(name.lower())
        _check_void(parameter, report)


def _check_param_block(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, ParamBlockAst)
    _check_parameters(node.parameters, report)


def _check_function(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, (FunctionDefinitionAst, FunctionMemberAst))
    if node.parameters:
        _check_parameters(node.parameters, report)
    block = node.body.param_block if node.body is not None else None
    if block is not None:
        if isinstance(node, FunctionMemberAst):
            report.error("ParamBlockNotAllowedInMethod", block.start, block.end)
        elif node.parameters:
            report.error("OnlyOneParameterListAllowed", block.start, block.end)
    if isinstance(node, FunctionMemberAst) and node.body is not None:
        body = node.body
        blocks = (body.begin_block, body.process_block, body.clean_block, body.dynamic_param_block, body.end_block)
        named = min((each for each in blocks if each is not None), key=lambda each: each.start, default=None)
        if named is not None and not named.unnamed:
            report.error("NamedBlockNotAllowedInMethod", named.start, named.end)


def _check_hashtable(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, HashtableAst)
    seen: set[str] = set()
    for key, _ in node.key_value_pairs:
        if not isinstance(key, ConstantExpressionAst):
            continue
        name = _constant_text(key)
        if name.lower() in seen:
            report.error("DuplicateKeyInHashLiteral", key.start, key.end, name)
        seen.add(name.lower())


def _constant_text(node: ConstantExpressionAst) -> str:
    value = node.value
    if isinstance(value, Literal):
        return str(value.value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _check_variable(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, VariableExpressionAst)
    if node.splatted and not isinstance(parent, (CommandAst, UsingExpressionAst, ArrayLiteralAst)):
        report.error("SplattingNotPermitted", node.start, node.end, node.variable_path)


def _check_array(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, ArrayLiteralAst)
    for element in node.elements:
        if isinstance(element, VariableExpressionAst) and element.splatted:
            key = "SplattingNotPermittedInArgumentList" if isinstance(parent, CommandAst) else "SplattingNotPermitted"
            report.error(key, element.start, element.end, element.variable_path)


def _check_attributed(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, AttributedExpressionAst)
    inner: ExpressionAst = node
    while isinstance(inner, AttributedExpressionAst):
        inner = inner.child
    if not isinstance(inner, VariableExpressionAst):
        attribute = node.attribute
        name = attribute.type_name.full_name if isinstance(attribute, (AttributeAst, TypeConstraintAst)) else ""
        report.error("UnexpectedAttribute", attribute.start, attribute.end, name)


def _check_convert(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, ConvertExpressionAst)
    name = node.type.type_name.full_name.lower()
    if name == "ordered" and not isinstance(node.child, HashtableAst):
        report.error("OrderedAttributeOnlyOnHashLiteralNode", node.start, node.end, node.type.type_name.full_name)


def _check_void(parameter: ParameterAst, report: StringLexer) -> None:
    for attribute in parameter.attributes:
        if isinstance(attribute, TypeConstraintAst) and attribute.type_name.full_name.lower() in (
            "void",
            "system.void",
        ):
            report.error("VoidTypeConstraintNotAllowed", attribute.start, attribute.end)
            break


def _check_property(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, PropertyMemberAst)
    kind = node.property_type
    if kind is not None and kind.type_name.full_name.lower() in _VOID:
        report.error("TypeNotAllowedForProperty", kind.start, kind.end, kind.type_name.full_name)
    if node.initial_value is not None:
        from glueshell.language.methods import check_initial

        check_initial(node, report)


def _check_method(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, FunctionMemberAst)
    _check_function(node, parent, report)
    kind = node.return_type
    void = kind is None or kind.type_name.full_name.lower() in _VOID
    from glueshell.language.methods import check_body

    check_body(node, parent, void, report)
    stack: list[Ast] = [] if node.body is None else list(node.body.children())
    while stack:
        each = stack.pop()
        if isinstance(each, ReturnStatementAst) and void is (each.pipeline is not None):
            wrong = "VoidMethodHasReturn" if void else "NonVoidMethodMissingReturnValue"
            report.error(wrong, each.start, each.end)
        if not isinstance(each, (ScriptBlockAst, ScriptBlockExpressionAst, FunctionDefinitionAst)):
            stack.extend(each.children())


def _check_attribute(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, AttributeAst)
    for argument in node.positional_arguments:
        _check_attribute_argument(argument, report)
    for named in node.named_arguments:
        if not named.expression_omitted:
            _check_attribute_argument(named.argument, report)


def _check_attribute_argument(argument: ExpressionAst, report: StringLexer) -> None:
    if not is_constant(argument) and not isinstance(argument, ScriptBlockExpressionAst):
        report.error("ParameterAttributeArgumentNeedsToBeConstantOrScriptBlock", argument.start, argument.end)


def is_constant(node: Ast) -> bool:
    """Whether an attribute's argument is known without running anything."""
    stack: list[Ast] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, (ConstantExpressionAst, StringConstantExpressionAst, TypeExpressionAst, TypeConstraintAst)):
            continue
        if isinstance(item, VariableExpressionAst):
            if item.splatted or item.variable_path.lower() not in ("true", "false", "null"):
                return False
            continue
        if isinstance(item, MemberExpressionAst):
            if not item.static or isinstance(item, InvokeMemberExpressionAst):
                return False
            if not isinstance(item.expression, TypeExpressionAst):
                return False
            continue
        if isinstance(item, (CommandAst, ErrorExpressionAst, ScriptBlockExpressionAst, UsingExpressionAst)):
            return False
        if isinstance(item, SubExpressionAst) and len(item.sub_expression.statements) == 1:
            stack.extend(item.sub_expression.statements)
            continue
        if isinstance(item, ExpressionAst) and not isinstance(item, (*_FOLDABLE, ConvertExpressionAst)):
            return False
        stack.extend(item.children())
    return True


def _check_try(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, TryStatementAst)
    seen: set[str] = set()
    for index, clause in enumerate(node.catch_clauses):
        if not clause.catch_types and index < len(node.catch_clauses) - 1:
            report.error("EmptyCatchNotLast", clause.end, clause.end)
        own = []
        for kind in clause.catch_types:
            chain = report.chain(kind.type_name.full_name)
            if any(name.lower() in seen for name in chain):
                report.error("ExceptionTypeAlreadyCaught", kind.start, kind.end, chain[0])
            own.append(chain[0].lower())
        seen.update(own)
    if node.finally_ is not None:
        _check_leaving(node.finally_, report)


def _check_leaving(block: Ast, report: StringLexer) -> None:
    """Report what would leave a `finally` block: returns, and breaks without a loop inside to leave."""
    stack: list[tuple[Ast, bool]] = [(block, False)]
    while stack:
        node, in_loop = stack.pop()
        if isinstance(node, (ScriptBlockExpressionAst, FunctionDefinitionAst, TypeDefinitionAst)):
            continue
        if isinstance(node, ReturnStatementAst) or (
            isinstance(node, (BreakStatementAst, ContinueStatementAst)) and not in_loop and node.label is None
        ):
            report.error("ControlLeavingFinally", node.start, node.end)
        inside = in_loop or isinstance(node, _LOOPS)
        stack.extend((child, inside) for child in reversed(list(node.children())))


def _check_parallel(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, (ForEachStatementAst, SwitchStatementAst))
    if "Parallel" in node.flags:
        keyword = "foreach" if isinstance(node, ForEachStatementAst) else "switch"
        report.error("KeywordParameterReservedForFutureUse", node.start, node.end, keyword, "parallel")


def _check_using(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, UsingExpressionAst)
    inner: Ast = node.sub_expression
    while True:
        if isinstance(inner, VariableExpressionAst):
            return
        if isinstance(inner, InvokeMemberExpressionAst):
            break
        if isinstance(inner, MemberExpressionAst) and isinstance(inner.member, StringConstantExpressionAst):
            inner = inner.expression
        elif isinstance(inner, IndexExpressionAst):
            if not isinstance(inner.index, (ConstantExpressionAst, VariableExpressionAst)):
                inner = inner.index
                break
            inner = inner.target
        else:
            break
    report.error("InvalidUsingExpression", inner.start, inner.end)


def _check_data(node: Ast, parent: Ast | None, report: StringLexer) -> None:
    assert isinstance(node, DataStatementAst)
    from glueshell.language.restricted import check_data

    check_data(node, report)


_FOLDABLE = (ArrayLiteralAst, BinaryExpressionAst, ParenExpressionAst, UnaryExpressionAst, TernaryExpressionAst)

_CHECKS: dict[type[Ast], Callable[[Ast, Ast | None, StringLexer], None]] = {
    ArrayLiteralAst: _check_array,
    AssignmentStatementAst: _check_assignment,
    UnaryExpressionAst: _check_unary,
    ParamBlockAst: _check_param_block,
    FunctionDefinitionAst: _check_function,
    FunctionMemberAst: _check_method,
    PropertyMemberAst: _check_property,
    HashtableAst: _check_hashtable,
    VariableExpressionAst: _check_variable,
    AttributedExpressionAst: _check_attributed,
    ConvertExpressionAst: _check_convert,
    AttributeAst: _check_attribute,
    TryStatementAst: _check_try,
    UsingExpressionAst: _check_using,
    DataStatementAst: _check_data,
    ForEachStatementAst: _check_parallel,
    SwitchStatementAst: _check_parallel,
}
