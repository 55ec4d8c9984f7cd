"""Productions of expressions: operators, casts, and what a primary expression is followed by."""

from __future__ import annotations

import re

from glueshell.language.ast import (
    AnyTypeName,
    ArrayLiteralAst,
    Ast,
    AttributeAst,
    AttributedExpressionAst,
    BinaryExpressionAst,
    CommandElementAst,
    CommandParameterAst,
    ConvertExpressionAst,
    ErrorExpressionAst,
    ExpressionAst,
    IndexExpressionAst,
    InvokeMemberExpressionAst,
    MemberExpressionAst,
    TernaryExpressionAst,
    TypeConstraintAst,
    TypeExpressionAst,
    UnaryExpressionAst,
)
from glueshell.language.grammar import EXPRESSION
from glueshell.language.lexer import BLANKS, TYPE
from glueshell.language.parse_types import TypeProductions
from glueshell.language.tokens import (
    BINARY_OPERATOR,
    BINARY_PRECEDENCE_MASK,
    KIND_FLAGS,
    UNARY_OPERATOR,
    Token,
)

# A bracket, blanks and comments before it.
_BRACKET = re.compile(rf"(?:{BLANKS.pattern}|<#.*?#>|`(?:\r\n?|\n|{BLANKS.pattern}))*+\[", re.DOTALL)
_POSTFIX = {"PlusPlus": "PostfixPlusPlus", "MinusMinus": "PostfixMinusMinus"}


class ExpressionProductions(TypeProductions):
    """Everything from the ternary operator down to member access."""

    def expression(self, in_ternary: bool = False) -> ExpressionAst | None:
        """A whole expression, or None when none starts here; the mode must be that of expressions."""
        # G expression:
        # G     binary-expression
        # G     binary-expression '?' new-lines:opt expression new-lines:opt ':' new-lines:opt expression
        old_ternary, self.in_ternary = self.in_ternary, in_ternary
        condition = self.binary()
        self.in_ternary = old_ternary
        if condition is None:
            return None
        question = self.held or self.peek()
        if question.kind != "QuestionMark":
            return condition
        self.held = None
        self.skip_lines()
        self.deepen()
        if_true = self.expression(True)
        if if_true is None:
            # ErrorRecovery: fill the place and keep parsing.
            self.incomplete_error("ExpectedValueExpression", question.end, question.end, question.text)
            if_true = ErrorExpressionAst(question.end, question.end, [])
        self.skip_lines()
        colon = self.next_token()
        if colon.kind != "Colon":
            # ErrorRecovery: keep the two parts there are.
            self.held = colon
            kept: list[Ast] = [condition]
            if not isinstance(if_true, ErrorExpressionAst):
                self.incomplete_error("MissingColonInTernaryExpression", *self.place(colon))
                kept.append(if_true)
            self.depth -= 1
            return ErrorExpressionAst(condition.start, self.before(colon), kept)
        self.skip_lines()
        if_false = self.expression(True)
        if if_false is None:
            # ErrorRecovery: fill the place and keep parsing.
            self.incomplete_error("ExpectedValueExpression", colon.end, colon.end, colon.text)
            if_false = ErrorExpressionAst(colon.end, colon.end, [])
        self.depth -= 1
        return TernaryExpressionAst(condition.start, if_false.end, condition, if_true, if_false)

    def binary(self) -> ExpressionAst | None:
        """Operands joined by binary operators, left-associative, by PowerShell's precedence."""
        # G binary-expression:
        # G     array-literal
        # G     binary-expression binary-operator new-lines:opt array-literal
        operand = self.array_literal()
        if operand is None:
            return None
        token = self.held or self.peek()
        if not token.flags & BINARY_OPERATOR:
            if token.kind == "Parameter":
                return self._mistyped_operator(token, operand)
            return operand
        operands: list[ExpressionAst] = [operand]
        operators: list[Token] = []
        while True:
            precedence = token.flags & BINARY_PRECEDENCE_MASK
            while operators and operators[-1].flags & BINARY_PRECEDENCE_MASK >= precedence:
                _reduce(operands, operators)
            operators.append(token)
            self.held = None
            self.skip_lines()
            self.in_ternary = True
            right = self.array_literal()
            if right is None:
                # ErrorRecovery: fill the place and keep parsing.
                self.incomplete_error("ExpectedValueExpression", token.end, token.end, token.text)
                right = ErrorExpressionAst(token.end, token.end, [])
            operands.append(right)
            token = self.held or self.peek()
            if not token.flags & BINARY_OPERATOR:
                break
        while operators:
            _reduce(operands, operators)
        if token.kind == "Parameter":
            return self._mistyped_operator(token, operands[0])
        return operands[0]

    def _mistyped_operator(self, token: Token, left: ExpressionAst) -> ExpressionAst:
        # ErrorRecovery: a parameter after an expression is most likely an operator misspelt.
        self.error("UnexpectedToken", token.start, token.end, token.text)
        self.held = None
        parameter = CommandParameterAst(token.start, token.end, str(token.value), None, token.start, token.end)
        return ErrorExpressionAst(left.start, token.end, [left, parameter])

    def array_literal(self) -> ExpressionAst | None:
        """One operand, or several joined by commas."""
        # G array-literal:
        # G     unary-expression
        # G     unary-expression ',' new-lines:opt array-literal
        first = self.unary()
        if first is None:
            return None
        comma = self.held or self.peek()
        if comma.kind != "Comma" or self.comma_disabled:
            return first
        elements = [first]
        while comma.kind == "Comma":
            self.held = None
            self.skip_lines()
            element = self._operand()
            if element is None:
                # ErrorRecovery: an error stands for the missing element.
                self.incomplete_error("MissingExpressionAfterToken", comma.end, comma.end, comma.text)
                elements.append(ErrorExpressionAst(comma.start, comma.end, []))
                break
            elements.append(element)
            comma = self.held or self.peek()
        return ArrayLiteralAst(first.start, elements[-1].end, elements)

    def unary(self) -> ExpressionAst | None:
        """A primary expression with prefix and postfix operators, casts and attributes."""
        # G unary-expression:
        # G     primary-expression
        # G     unary-operator new-lines:opt unary-expression
        # G     attribute-list unary-expression
        # G     primary-expression '++' | primary-expression '--'
        old_signed = self.allow_signed
        self.allow_signed = True
        held = self.held
        if held is None:
            token = self.held = self.next_token()
        elif held.kind == "Minus" or held.kind == "Plus":
            self.resync(held.start)
            token = self.held = self.next_token()
        else:
            token = held
        self.allow_signed = old_signed
        result: ExpressionAst | None
        if token.flags & UNARY_OPERATOR:
            if token.kind == "Comma" and self.comma_disabled:
                return None
            self.held = None
            self.skip_lines()
            self.deepen()
            child = self._operand()
            self.depth -= 1
            if child is None:
                # ErrorRecovery: some sort of expression was meant.
                self.incomplete_error("MissingExpressionAfterOperator", token.end, token.end, token.text)
                return ErrorExpressionAst(token.start, token.end, [])
            if token.kind == "Comma":
                result = ArrayLiteralAst(token.start, child.end, [child])
            else:
                result = UnaryExpressionAst(token.start, child.end, token.kind, child)
        elif token.kind == "LBracket":
            result = self._attributed(token)
        else:
            result = self.primary()
        if result is not None:
            after = self.held or self.peek()
            if after.kind in _POSTFIX:
                self.held = None
                result = UnaryExpressionAst(result.start, after.end, _POSTFIX[after.kind], result)
        return result

    def _operand(self) -> ExpressionAst | None:
        """What a prefix operator, a cast or a comma stands before: a number in it may end at `?`."""
        old_ternary, self.in_ternary = self.in_ternary, True
        child = self.unary()
        self.in_ternary = old_ternary
        return child

    def _attributed(self, opening: Token) -> ExpressionAst | None:
        attributes = self.attribute_list(True)
        if attributes is None:
            return None
        last = attributes.pop()
        result: ExpressionAst | None = None
        self.deepen()
        if isinstance(last, AttributeAst):
            self.skip_lines()
            child = self._operand()
            self.depth -= 1
            if child is None:
                # ErrorRecovery: an attribute needs something to stand before.
                name = last.type_name.full_name
                self.incomplete_error("UnexpectedAttribute", last.start, last.end, name)
                return ErrorExpressionAst(opening.start, last.end, [*attributes, last])
            result = AttributedExpressionAst(last.start, child.end, last, child)
        elif isinstance(last, TypeConstraintAst):
            member = self.member_operator(False)
            if member is not None:
                literal = TypeExpressionAst(last.start, last.end, last.type_name)
                result = self.members(member, literal)
            else:
                old_ternary, self.in_ternary = self.in_ternary, True
                token = self.peek()
                self.in_ternary = old_ternary
                if token.kind != "NewLine" and token.kind != "Comma":
                    child = self._operand()
                    if child is not None:
                        result = ConvertExpressionAst(last.start, child.end, last, child)
                if result is None:
                    result = TypeExpressionAst(last.start, last.end, last.type_name)
            self.depth -= 1
        for attribute in reversed(attributes):
            if result is None:
                break
            if isinstance(attribute, TypeConstraintAst):
                result = ConvertExpressionAst(attribute.start, result.end, attribute, result)
            else:
                result = AttributedExpressionAst(attribute.start, result.end, attribute, result)
        return result

    # Members

    def member_operator(self, allow_bracket: bool) -> Token | None:
        """`.`, `::`, `?.`, and where allowed `[` and `?[`, only when it follows without a blank."""
        if self.held is not None:
            return None
        text = self.text
        pos = self.pos
        char = text[pos]
        if char == ".":
            if text[pos + 1] == ".":
                return None
            self.pos = pos + 1
            return self.save("Dot", pos)
        if char == "[":
            if not allow_bracket:
                return None
            self.pos = pos + 1
            return self.save("LBracket", pos)
        if char == ":" and text[pos + 1] == ":":
            self.pos = pos + 2
            return self.save("ColonColon", pos)
        if char == "?":
            if text[pos + 1] == ".":
                self.pos = pos + 2
                return self.save("QuestionDot", pos)
            if text[pos + 1] == "[" and allow_bracket:
                self.pos = pos + 2
                return self.save("QuestionLBracket", pos)
        return None

    def members(self, operator: Token | None, target: ExpressionAst) -> ExpressionAst:
        """The target with every index and member access that follows it."""
        while operator is not None:
            if operator.kind == "LBracket" or operator.kind == "QuestionLBracket":
                target = self._index(target, operator)
            else:
                target = self._member(target, operator)
            operator = self.member_operator(True)
        return target

    def _index(self, target: ExpressionAst, bracket: Token) -> ExpressionAst:
        # G element-access:
        # G     primary-expression '[' new-lines:opt expression new-lines:opt ']'
        self.deepen()
        old_comma, self.comma_disabled = self.comma_disabled, False
        old_simple, self.simple_name = self.simple_name, False
        old_mode = self.set_mode(EXPRESSION)
        self.skip_lines()
        index = self.expression()
        missing = index is None
        if index is None:
            # ErrorRecovery: hope for the closing bracket.
            self.incomplete_error("MissingArrayIndexExpression", bracket.end, bracket.end)
            index = ErrorExpressionAst(bracket.start, bracket.end, [])
        self.skip_lines()
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RBracket":
            # ErrorRecovery: pretend we saw a ']'.
            self.held = closing
            if not missing and not isinstance(index, ErrorExpressionAst):
                self.incomplete_error("MissingEndSquareBracket", index.end, index.end)
            end = index.end
        self.comma_disabled = old_comma
        self.simple_name = old_simple
        self.set_mode(old_mode)
        self.depth -= 1
        return IndexExpressionAst(target.start, end, target, index, bracket.kind == "QuestionLBracket")

    def _member(self, target: ExpressionAst, operator: Token) -> ExpressionAst:
        # G member-access:
        # G     primary-expression '.' member-name
        # G     primary-expression '::' member-name
        # G     primary-expression '?.' member-name
        static = operator.kind == "ColonColon"
        conditional = operator.kind == "QuestionDot"
        self.skip_newlines()
        member = self._member_name()
        if member is None:
            # ErrorRecovery: pretend we saw a name, and do not look for an invocation.
            self.incomplete_error("MissingPropertyName", operator.end, operator.end)
            member = self.single_argument(0) or ErrorExpressionAst(target.start, operator.end, [])
        elif self.held is None:
            start = self.pos
            generic = self._method_types()
            opening = self._invocation()
            if opening is not None:
                return self._invoke(target, opening, member, static, conditional, generic)
            if generic:
                # An index then.
                self.resync(start)
        return MemberExpressionAst(target.start, member.end, target, member, static, conditional)

    def _member_name(self) -> CommandElementAst | None:
        # G member-name:
        # G     simple-name
        # G     string-literal
        # G     string-literal-with-subexpression
        # G     expression-with-unary-operator
        # G     value
        simple = self.simple_name_of()
        if simple is not None:
            return simple[1]
        token = self.peek()
        if token.kind == "LBracket" or token.kind == "Generic":
            return None
        if KIND_FLAGS[token.kind] & UNARY_OPERATOR:
            return self.unary()
        return self.primary(False)

    def _method_types(self) -> list[AnyTypeName]:
        """`[type, type]` after a method's name; without an error, the text goes on where it was if there is none."""
        # G generic-method-arguments:
        # G     '[' new-lines:opt generic-type-arguments new-lines:opt ']'
        start = self.pos
        if not _BRACKET.match(self.text, start):
            return []
        if self.next_token().kind != "LBracket":
            self.resync(start)
            return []
        old = self.set_mode(TYPE)
        self.skip_lines()
        first = self.next_token()
        arguments: list[AnyTypeName] = []
        if first.kind == "Identifier":
            arguments, closing = self.generic_arguments(first)
            if closing.kind != "RBracket":
                # ErrorRecovery: pretend we saw a ']'.
                self.held = closing
                at = self.before(closing)
                self.incomplete_error("EndSquareBracketExpectedAtEndOfType", at, at)
                arguments = []
        else:
            self.resync(start)
        self.set_mode(old)
        return arguments

    def _invocation(self) -> Token | None:
        """The `(` or `{` right after a member's name."""
        if self.held is not None:
            return None
        char = self.text[self.pos]
        if char == "(" or char == "{":
            self.pos += 1
            return self.save("LParen" if char == "(" else "LCurly", self.pos - 1)
        return None

    def _invoke(
        self,
        target: ExpressionAst,
        opening: Token,
        member: CommandElementAst,
        static: bool,
        conditional: bool,
        generic: list[AnyTypeName],
    ) -> ExpressionAst:
        # G invocation-expression:
        # G     primary-expression '.' member-name argument-list
        # G     primary-expression '.' member-name script-block-expression
        arguments: list[ExpressionAst] | None
        if opening.kind == "LParen":
            arguments, end = self.argument_list(opening)
        else:
            block = self.script_block_expression(opening)
            arguments, end = [block], block.end
        return InvokeMemberExpressionAst(
            target.start, end, target, member, arguments or None, static, conditional, generic
        )

    def argument_list(self, paren: Token) -> tuple[list[ExpressionAst], int]:
        """Arguments up to the closing parenthesis, and the offset where it all ends."""
        # G argument-list:
        # G     '(' argument-expression-list:opt new-lines:opt ')'
        self.deepen()
        arguments: list[ExpressionAst] = []
        old_comma, self.comma_disabled = self.comma_disabled, True
        old_simple, self.simple_name = self.simple_name, False
        old_mode = self.set_mode(EXPRESSION)
        comma: Token | None = None
        failed = False
        while True:
            self.skip_lines()
            argument = self.expression()
            if argument is None:
                if comma is not None:
                    # ErrorRecovery: go on at the closing parenthesis or line.
                    self.incomplete_error("MissingExpressionAfterToken", comma.end, comma.end, comma.text)
                    failed = True
                break
            arguments.append(argument)
            self.skip_lines()
            comma = self.next_token()
            if comma.kind != "Comma":
                self.held = comma
                comma = None
                break
        self.skip_lines()
        closing = self.next_token()
        if closing.kind == "RParen":
            end = closing.end
        else:
            # ErrorRecovery: go on at the closing parenthesis or line.
            self.held = closing
            end = comma.end if comma is not None else arguments[-1].end if arguments else paren.end
            if not failed:
                self.incomplete_error("MissingEndParenthesisInMethodCall", end, end)
        self.comma_disabled = old_comma
        self.simple_name = old_simple
        self.set_mode(old_mode)
        self.depth -= 1
        return arguments, end


def _reduce(operands: list[ExpressionAst], operators: list[Token]) -> None:
    right = operands.pop()
    left = operands[-1]
    operator = operators.pop()
    operands[-1] = BinaryExpressionAst(left.start, right.end, operator.kind, left, right, operator.start, operator.end)


def nested_nodes(*held: object) -> list[Ast]:
    """The nodes among what an error keeps: lists and pairs are opened, None is dropped."""
    nodes: list[Ast] = []
    for item in held:
        if isinstance(item, Ast):
            nodes.append(item)
        elif isinstance(item, (list, tuple)):
            nodes.extend(nested_nodes(*item))
    return nodes
