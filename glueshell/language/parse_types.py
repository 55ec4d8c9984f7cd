"""Productions of type names, attributes and type constraints."""

from __future__ import annotations

import re

from glueshell.language.ast import (
    AnyTypeName,
    ArrayTypeName,
    AttributeAst,
    AttributeBaseAst,
    ConstantExpressionAst,
    ErrorExpressionAst,
    ExpressionAst,
    GenericTypeName,
    NamedAttributeArgumentAst,
    TypeConstraintAst,
    TypeName,
)
from glueshell.language.grammar import EXPRESSION, Grammar
from glueshell.language.lexer import TYPE
from glueshell.language.tokens import ATTRIBUTE_NAME, TYPE_NAME, Token

_ASSEMBLY_WORD = re.compile(r"[^\s,=\]\0]*")


class TypeProductions(Grammar):
    """Type names in brackets, and attributes with their arguments."""

    def attribute_list(self, in_expression: bool) -> list[AttributeBaseAst] | None:
        """All attributes and type constraints that stand here, or None."""
        # G attribute-list:
        # G     attribute
        # G     attribute-list new-lines:opt attribute
        attribute = self.attribute()
        if attribute is None:
            return None
        attributes = []
        while attribute is not None:
            attributes.append(attribute)
            if not in_expression or isinstance(attribute, AttributeAst):
                self.skip_lines()
            attribute = self.attribute()
        return attributes

    def next_bracket(self) -> Token | None:
        """A `[` that comes next, whatever the mode."""
        held = self.held
        if held is not None:
            if held.kind == "LBracket":
                self.held = None
                return held
            if held.kind == "Generic" and held.text[0] == "[":
                self.resync(held.start)
            else:
                return None
        old = self.mode
        self.mode = EXPRESSION
        after = self.pos
        self.skip_blanks()
        start = self.pos
        try:
            if self.text[start] == "[":
                self.pos += 1
                return self.save("LBracket", start)
            if self.text[start] in ".:":
                # A member of a type follows without a blank.
                self.pos = after
            return None
        finally:
            self.mode = old

    def attribute(self) -> AttributeBaseAst | None:
        """`[type]` or `[attribute(arguments)]`."""
        # G attribute:
        # G     '[' new-lines:opt attribute-name '(' attribute-arguments new-lines:opt ')' new-lines:opt ']'
        # G     type-literal
        opening = self.next_bracket()
        if opening is None:
            return None
        self.skip_lines()
        first, name = self.type_name(True)
        if name is None or first is None:
            # ErrorRecovery: give the bracket back, so that we stop looking for attributes.
            self.resync(opening.start)
            self.incomplete_error("MissingTypename", opening.end, opening.end)
            return None
        following = self.next_token()
        if following.kind == "LParen":
            return self._attribute_arguments(opening, first, name, following)
        end = following.end
        if following.kind != "RBracket":
            # ErrorRecovery: pretend we saw a ']'.
            self.held = following
            end = name.end
            at = self.before(following)
            self.error("EndSquareBracketExpectedAtEndOfAttribute", at, at)
        return TypeConstraintAst(opening.start, end, name)

    def _attribute_arguments(self, opening: Token, first: Token, name: AnyTypeName, paren: Token) -> AttributeAst:
        positional: list[ExpressionAst] = []
        named: list[NamedAttributeArgumentAst] = []
        old_mode, old_comma = self.set_mode(EXPRESSION), self.comma_disabled
        self.comma_disabled = True
        last = self._arguments(positional, named, paren.end)
        self.skip_lines()
        closing = self.next_token()
        end = closing.end
        closed = closing.kind == "RParen"
        if not closed:
            # ErrorRecovery: pretend we saw a ')'.
            self.held = closing
            self.incomplete_error("MissingEndParenthesisInExpression", last, last)
            end = last
        self.skip_lines()
        bracket = self.next_token()
        if bracket.kind == "RBracket":
            end = bracket.end
        else:
            # ErrorRecovery: pretend we saw a ']'.
            self.held = bracket
            if closed:
                self.incomplete_error("EndSquareBracketExpectedAtEndOfAttribute", end, end)
        self.comma_disabled = old_comma
        self.set_mode(old_mode)
        first.flags |= ATTRIBUTE_NAME
        return AttributeAst(opening.start, end, name, positional, named)

    def _arguments(self, positional: list[ExpressionAst], named: list[NamedAttributeArgumentAst], last: int) -> int:
        """Fill the lists; returns the offset where the last item ends."""
        # G attribute-argument:
        # G     new-lines:opt expression
        # G     new-lines:opt property-name
        # G     new-lines:opt property-name '=' new-lines:opt expression
        comma: Token | None = None
        seen: set[str] = set()
        while True:
            self.skip_lines()
            simple = self.simple_name_of()
            if simple is not None:
                token, name = simple
                omitted = False
                argument: ExpressionAst | None
                equals = self.peek()
                if equals.kind == "Equals":
                    self.held = None
                    self.skip_lines()
                    argument = self.expression()
                    if argument is None:
                        # ErrorRecovery: go on after what cannot be an argument.
                        self.incomplete_error("MissingExpressionInNamedArgument", equals.end, equals.end)
                        argument = ErrorExpressionAst(equals.end, equals.end, [])
                        self.sync_on_error(False, "Comma", "RParen", "RBracket", "NewLine")
                    last = argument.end
                else:
                    argument = ConstantExpressionAst(token.start, token.end, True)
                    omitted = True
                key = name.value.lower()
                if key in seen:
                    self.error("DuplicateNamedArgument", name.start, name.end, name.value)
                else:
                    seen.add(key)
                    named.append(NamedAttributeArgumentAst(name.start, argument.end, name.value, argument, omitted))
            else:
                argument = self.expression()
                if argument is not None:
                    positional.append(argument)
                    last = argument.end
                elif comma is not None:
                    # ErrorRecovery: pretend we saw the argument and keep going.
                    last = comma.end
                    self.incomplete_error("MissingExpressionAfterToken", last, last, ",")
                    positional.append(ErrorExpressionAst(last, last, []))
            self.skip_lines()
            comma = self.peek()
            if comma.kind != "Comma":
                return last
            last = comma.end
            self.held = None

    def type_name(self, qualified: bool) -> tuple[Token | None, AnyTypeName | None]:
        """A type name without its brackets; the first token comes along, to be marked."""
        # G type-spec:
        # G     array-type-name new-lines:opt dimension:opt ']'
        # G     generic-type-name new-lines:opt generic-type-arguments ']'
        # G     type-name
        old = self.set_mode(TYPE)
        token = self.next_token()
        if token.kind != "Identifier":
            self.held = token
            self.set_mode(old)
            return None, None
        name = self._finish_type_name(token, qualified)
        self.set_mode(old)
        return token, name

    def _finish_type_name(self, name: Token, qualified: bool) -> AnyTypeName:
        token = self.peek()
        if token.kind == "LBracket":
            self.held = None
            self.skip_lines()
            opening = token
            token = self.next_token()
            if token.kind == "RBracket" or token.kind == "Comma":
                element = TypeName(name.start, name.end, _unescape(name.text))
                return self._array_type_name(element, token, qualified)
            if token.kind == "LBracket" or token.kind == "Identifier":
                return self._generic_type_name(name, token, qualified)
            # ErrorRecovery: go on after the bracket; a name is returned so that there is one error only.
            if token.kind == "EndOfInput":
                self.held = token
                self.incomplete_error("MissingTypename", opening.end, opening.end)
            else:
                self.error("UnexpectedToken", token.start, token.end, token.text)
                self.sync_on_error(True, "RBracket")
            return TypeName(name.start, name.end, _unescape(name.text))
        if token.kind == "Comma" and qualified:
            return self._qualified(name, token)
        return TypeName(name.start, name.end, _unescape(name.text))

    def _qualified(self, name: Token, comma: Token) -> TypeName:
        self.held = None
        specification = self._assembly()
        if specification is None:
            self.error("MissingAssemblyNameSpecification", comma.end, comma.end)
            return TypeName(name.start, name.end, _unescape(name.text))
        return TypeName(name.start, self.pos, _unescape(name.text), specification)

    def _assembly(self) -> str | None:
        """What follows the comma: a name, and properties such as `, Version=1.0.0.0`; None without a name."""
        # G assembly-name-spec:
        # G     assembly-name
        # G     assembly-name ',' assembly-properties
        start = last = self._assembly_word()
        self.skip_blanks()
        while self.text[self.pos] == ",":
            self.pos += 1
            self.save("Comma", self.pos - 1)
            last = self._assembly_word()
            self.skip_blanks()
            if self.text[self.pos] == "=":
                self.pos += 1
                self.save("Equals", self.pos - 1)
                last = self._assembly_word()
                self.skip_blanks()
        self.pos = last.end
        return self.text[start.start : last.end] or None

    def _assembly_word(self) -> Token:
        self.skip_blanks()
        start = self.pos
        match = _ASSEMBLY_WORD.match(self.text, start)
        self.pos = match.end() if match else start
        token = self.save("Identifier", start)
        token.flags |= TYPE_NAME
        return token

    def _array_type_name(self, element: AnyTypeName, token: Token, qualified: bool) -> AnyTypeName:
        """`[]` and `[,]` after a name, the token being the first one inside of the bracket."""
        while True:
            rank = 1
            while token.kind == "Comma":
                rank += 1
                self.skip_lines()
                token = self.next_token()
            end = token.end
            if token.kind != "RBracket":
                # ErrorRecovery: pretend we saw a ']'.
                self.held = token
                at = token.start
                self.incomplete_error("EndSquareBracketExpectedAtEndOfType", at, at)
                return ArrayTypeName(element.start, at, element, rank)
            element = ArrayTypeName(element.start, end, element, rank)
            following = self.peek()
            if following.kind == "Comma" and qualified:
                self.held = None
                specification = self._assembly()
                if specification is None:
                    self.error("MissingAssemblyNameSpecification", following.end, following.end)
                else:
                    _innermost(element).assembly = specification
                return element
            if following.kind != "LBracket":
                return element
            self.held = None
            self.skip_lines()
            token = self.next_token()
            if token.kind not in ("Comma", "RBracket"):
                # ErrorRecovery: only a dimension can follow one.
                self.held = token
                self.error("UnexpectedToken", token.start, token.end, token.text)
                self.sync_on_error(True, "RBracket")
                return element

    def generic_arguments(self, first: Token) -> tuple[list[AnyTypeName], Token]:
        """The types from their first token on, and the token that follows them: a `]`, if all is well."""
        # G generic-type-arguments:
        # G     generic-type-argument new-lines:opt
        # G     generic-type-arguments ',' generic-type-argument new-lines:opt
        self.deepen()
        arguments = [self._generic_argument(first)]
        while True:
            self.skip_lines()
            comma = self.next_token()
            if comma.kind != "Comma":
                break
            self.skip_lines()
            token = self.next_token()
            if token.kind == "Identifier" or token.kind == "LBracket":
                arguments.append(self._generic_argument(token))
            else:
                # ErrorRecovery: pretend there was an argument.
                self.incomplete_error("MissingTypename", comma.end, comma.end)
                self.held = token
                arguments.append(TypeName(comma.start, comma.end, ":ErrorTypeName:"))
        self.depth -= 1
        return arguments, comma

    def _generic_type_name(self, name: Token, first: Token, qualified: bool) -> AnyTypeName:
        arguments, closing = self.generic_arguments(first)
        end = closing.end
        if closing.kind != "RBracket":
            # ErrorRecovery: pretend we saw a ']'.
            self.held = closing
            end = self.before(closing)
            self.incomplete_error("EndSquareBracketExpectedAtEndOfAttribute", end, end)
        plain = TypeName(name.start, name.end, _unescape(name.text))
        result = GenericTypeName(name.start, end, plain, arguments)
        token = self.peek()
        if token.kind == "LBracket":
            self.held = None
            self.skip_lines()
            return self._array_type_name(result, self.next_token(), qualified)
        if token.kind == "Comma" and qualified:
            self.held = None
            specification = self._assembly()
            if specification is None:
                self.error("MissingAssemblyNameSpecification", token.end, token.end)
            else:
                plain.assembly = specification
        return result

    def _generic_argument(self, token: Token) -> AnyTypeName:
        if token.kind == "Identifier":
            return self._finish_type_name(token, False)
        first = self.next_token()
        if first.kind != "Identifier":
            # ErrorRecovery: pretend there was a name.
            self.held = first
            at = first.end + (first.kind == "EndOfInput")
            self.incomplete_error("MissingTypename", at, at)
            return TypeName(token.start, token.end, ":ErrorTypeName:")
        name = self._finish_type_name(first, True)
        closing = self.next_token()
        if closing.kind != "RBracket":
            # ErrorRecovery: pretend we saw a ']'.
            self.held = closing
            at = self.before(closing)
            self.incomplete_error("EndSquareBracketExpectedAtEndOfType", at, at)
        return name


def _innermost(name: AnyTypeName) -> TypeName:
    while not isinstance(name, TypeName):
        name = name.element_type if isinstance(name, ArrayTypeName) else name.type_name
    return name


def _unescape(name: str) -> str:
    """A name as it is known: a backtick before anything but a digit only quotes."""
    return re.sub(r"`(\D)", r"\1", name) if "`" in name else name
