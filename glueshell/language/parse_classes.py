"""Productions of classes and enums."""

from __future__ import annotations

from glueshell.language.ast import (
    Ast,
    AttributeAst,
    AttributeBaseAst,
    BaseCtorInvokeMemberExpressionAst,
    CommandExpressionAst,
    ErrorStatementAst,
    ExpressionAst,
    FunctionMemberAst,
    MemberAst,
    NamedBlockAst,
    ParameterAst,
    PropertyMemberAst,
    ScriptBlockAst,
    StatementAst,
    StringConstantExpressionAst,
    TypeConstraintAst,
    TypeDefinitionAst,
    VariableExpressionAst,
)
from glueshell.language.grammar import COMMAND, EXPRESSION
from glueshell.language.parse_definitions import DefinitionProductions
from glueshell.language.parse_expressions import nested_nodes
from glueshell.language.tokens import KEYWORD, MEMBER_NAME, TYPE_NAME, Token


class ClassProductions(DefinitionProductions):
    """Classes, their members, and enums."""

    def class_statement(self, attributes: list[AttributeBaseAst] | None, word: Token) -> StatementAst:
        """`class name : base, interface { members }`."""
        # G class-statement:
        # G     attribute-list:opt 'class' new-lines:opt class-name bases:opt new-lines:opt '{' class-member-list '}'
        old_mode = self.set_mode(EXPRESSION)
        result = self._class(attributes, word)
        self.set_mode(old_mode)
        return result

    def _class(self, attributes: list[AttributeBaseAst] | None, word: Token) -> StatementAst:
        self.skip_lines()
        simple = self.simple_name_of()
        if simple is None:
            # ErrorRecovery: nothing but the keyword has been typed yet.
            self.incomplete_error("MissingNameAfterKeyword", word.end, word.end, word.text)
            return ErrorStatementAst(word.start, word.end, word, {}, [], [], [])
        token, name = simple
        token.flags = TYPE_NAME
        self.skip_lines()
        bases: list[TypeConstraintAst] = []
        end = name.end
        following = self.peek()
        if following.kind == "Colon":
            self.held = None
            self._bases(bases, following)
        self.skip_lines()
        opening = self.next_token()
        if opening.kind != "LCurly":
            # ErrorRecovery: the body has not been typed yet.
            self.held = opening
            self.incomplete_error("MissingTypeBody", end, end, word.text)
            return ErrorStatementAst(word.start, end, word, {}, [], [], nested_nodes(bases))
        members: list[MemberAst] = []
        stray: list[Ast] = []
        last = opening.end
        while True:
            self.skip_lines()
            member = self._member_definition(name.value, stray)
            if member is None:
                break
            members.append(member)
            last = member.end
        closing = self.next_token()
        if closing.kind != "RCurly":
            # ErrorRecovery: pretend we saw a '}'.
            self.held = closing
            self.incomplete_error("MissingEndCurlyBrace", opening.end, opening.end, seen=closing.end)
            end = last
        else:
            end = closing.end
        start = attributes[0].start if attributes else word.start
        kept = [each for each in attributes or () if isinstance(each, AttributeAst)]
        definition = TypeDefinitionAst(start, end, name.value, kept, members, bases, "Class")
        if stray:
            return ErrorStatementAst(start, stray[-1].end, word, {}, [], [], [definition, *stray])
        return definition

    def _bases(self, bases: list[TypeConstraintAst], colon: Token) -> None:
        # G bases:
        # G     new-lines:opt ':' base-name | bases ',' base-name
        separator = colon
        while True:
            self.skip_lines()
            _, name = self.type_name(False)
            if name is None:
                # ErrorRecovery: the name is missing.
                self.incomplete_error("TypeNameExpected", separator.end, separator.end)
                return
            bases.append(TypeConstraintAst(name.start, name.end, name))
            self.skip_lines()
            separator = self.peek()
            if separator.kind != "Comma":
                return
            self.held = None

    def _member_definition(self, class_name: str, stray: list[Ast]) -> MemberAst | None:
        # G class-member:
        # G     class-attributes:opt property-member | class-attributes:opt method-member
        # G class-attribute:
        # G     attribute | type-literal | 'static' | 'hidden'
        attributes: list[AttributeAst] = []
        kind: TypeConstraintAst | None = None
        modifiers: set[str] = set()
        start: int | None = None
        last: Ast | Token | None = None
        while True:
            self.skip_lines()
            attribute = self.attribute()
            if attribute is not None:
                start = attribute.start if start is None else start
                last = attribute
                if isinstance(attribute, AttributeAst):
                    attributes.append(attribute)
                elif isinstance(attribute, TypeConstraintAst):
                    if kind is None:
                        kind = attribute
                    else:
                        self.error("TooManyTypes", attribute.start, attribute.end)
                continue
            token = self.peek()
            word = token.text.lower()
            if token.kind == "Static" or token.kind == "Hidden":
                self.held = None
                start = token.start if start is None else start
                last = token
                token.flags |= KEYWORD
                if word in modifiers:
                    self.error("DuplicateQualifier", token.start, token.end, token.text)
                modifiers.add(word)
                continue
            break
        if token.kind == "Variable":
            self.held = None
            return self._property(token, start, kind, attributes, modifiers)
        if token.kind == "Identifier" or (token.flags == 0 and token.text[:1].isalpha()) or token.flags & KEYWORD:
            self.held = None
            token.flags &= ~KEYWORD
            token.kind = "Identifier"
            return self._method(token, start, kind, attributes, modifiers, class_name, stray)
        if last is not None:
            # ErrorRecovery: what stands before a member that is not there is kept.
            self.incomplete_error("IncompleteMemberDefinition", last.end, last.end)
            stray.extend(attributes)
            if kind is not None:
                stray.append(kind)
        return None

    def _property(
        self,
        token: Token,
        start: int | None,
        kind: TypeConstraintAst | None,
        attributes: list[AttributeAst],
        modifiers: set[str],
    ) -> MemberAst:
        # G property-member:
        # G     variable ('=' new-lines:opt expression):opt statement-terminator
        initial: ExpressionAst | None = None
        end = token.end
        following = self.peek()
        if following.kind == "Equals":
            self.held = None
            self.skip_lines()
            initial = self.expression()
            # ErrorRecovery: without a value the property ends at its name.
            if initial is not None:
                end = initial.end
        terminator = self.peek()
        if terminator.kind == "Semi":
            self.held = None
            end = terminator.end
        elif terminator.kind not in ("NewLine", "RCurly"):
            self.incomplete_error("MissingPropertyTerminator", end, end)
        first = token.start if start is None else start
        return PropertyMemberAst(first, end, str(token.value), kind, attributes, modifiers, initial)

    def _method(
        self,
        token: Token,
        start: int | None,
        kind: TypeConstraintAst | None,
        attributes: list[AttributeAst],
        modifiers: set[str],
        class_name: str,
        stray: list[Ast],
    ) -> MemberAst | None:
        # G method-member:
        # G     simple-name '(' parameter-list:opt new-lines:opt ')' base-constructor:opt
        # G         new-lines:opt '{' script-block '}'
        self.skip_lines()
        paren = self.peek()
        parameters: list[ParameterAst] = []
        end = token.end
        wrong: int | None = None
        if paren.kind == "LParen":
            parameters, end, wrong = self.parameters_between(paren)
        else:
            # ErrorRecovery: a method without parameters, if it has a body.
            self.incomplete_error("MissingMethodParameterList", end, end)
            if paren.kind != "LCurly":
                self.incomplete_error("MissingFunctionBody", end, end)
                stray.extend(attributes)
                if kind is not None:
                    stray.append(kind)
                self.sync_on_error(False, "RCurly")
                return None
        self.skip_lines()
        base: StatementAst | None = None
        colon = self.peek()
        is_constructor = token.text.lower() == class_name.lower()
        if is_constructor and kind is not None:
            self.error("ConstructorCantHaveReturnType", kind.start, kind.end)
        if colon.kind == "Colon" and is_constructor and wrong is None:
            self.held = None
            base, wrong = self._base_call(colon)
            self.skip_lines()
        opening = self.next_token()
        if opening.kind != "LCurly":
            # ErrorRecovery: the body has not been typed yet.
            self.held = opening
            if wrong is None:
                wrong = end
                self.incomplete_error("MissingFunctionBody", wrong, wrong)
        first = token.start if start is None else start
        if wrong is not None:
            stray.append(ErrorStatementAst(first, wrong, token, {}, [], [], nested_nodes(parameters)))
            self.sync_on_error(False, "RCurly")
            return None
        if is_constructor and base is None and "static" not in modifiers:
            base = _implicit_base_call(opening)
        old_mode = self.set_mode(COMMAND)
        body = self.script_block(opening, False)
        self.set_mode(old_mode)
        if base is not None:
            _prepend(body, base)
        return FunctionMemberAst(first, body.end, token.text, attributes, modifiers, kind, parameters, body)

    def _base_call(self, colon: Token) -> tuple[StatementAst | None, int | None]:
        # G base-constructor:
        # G     ':' new-lines:opt 'base' argument-list
        self.skip_lines()
        base = self.next_token()
        if base.kind != "Base":
            # ErrorRecovery: the call is missing.
            self.held = base
            self.incomplete_error("MissingBaseCtorCall", colon.end, colon.end)
            return None, colon.end
        base.flags |= KEYWORD
        self.skip_lines()
        paren = self.next_token()
        if paren.kind != "LParen":
            # ErrorRecovery: the arguments are missing.
            self.held = paren
            self.incomplete_error("MissingMethodParameterList", base.end, base.end)
            return None, base.end
        arguments, end = self.argument_list(paren)
        target = VariableExpressionAst(base.start, base.end, "this", False)
        member = StringConstantExpressionAst(base.start, base.end, ".ctor", "BareWord")
        call = BaseCtorInvokeMemberExpressionAst(base.start, end, target, member, arguments, False, False, [])
        return _statement_of(call), None

    def enum_statement(self, attributes: list[AttributeBaseAst] | None, word: Token) -> StatementAst:
        """`enum name { members }`."""
        # G enum-statement:
        # G     attribute-list:opt 'enum' new-lines:opt enum-name enum-underlying-type:opt '{' enum-member-list '}'
        # G enum-member:
        # G     simple-name ('=' expression):opt statement-terminator
        old_mode = self.set_mode(EXPRESSION)
        result = self._enum(attributes, word)
        self.set_mode(old_mode)
        return result

    def _enum(self, attributes: list[AttributeBaseAst] | None, word: Token) -> StatementAst:
        self.skip_lines()
        simple = self.simple_name_of()
        if simple is None:
            # ErrorRecovery: nothing but the keyword has been typed yet.
            self.incomplete_error("MissingNameAfterKeyword", word.end, word.end, word.text)
            return ErrorStatementAst(word.start, word.end, word, {}, [], [], [])
        name = simple[1]
        end = name.end
        bases: list[TypeConstraintAst] = []
        self.skip_lines()
        colon = self.peek()
        if colon.kind == "Colon":
            self.held = None
            self.skip_lines()
            _, base = self.type_name(False)
            if base is None:
                self.incomplete_error("TypeNameExpected", colon.end, colon.end)
                end = colon.end
            else:
                bases.append(TypeConstraintAst(base.start, base.end, base))
                end = base.end
            self.skip_lines()
        opening = self.next_token()
        if opening.kind != "LCurly":
            # ErrorRecovery: the body has not been typed yet.
            self.held = opening
            self.incomplete_error("MissingTypeBody", end, end, word.text)
            return ErrorStatementAst(word.start, end, word, {}, [], [], nested_nodes(bases))
        members: list[MemberAst] = []
        while True:
            self.skip_lines()
            member = self._enum_member()
            if member is None:
                break
            members.append(member)
        closing = self.next_token()
        if closing.kind != "RCurly":
            # ErrorRecovery: pretend we saw a '}'.
            self.held = closing
            self.incomplete_error("MissingEndCurlyBrace", opening.end, opening.end, seen=closing.end)
        end = closing.end
        start = attributes[0].start if attributes else word.start
        kept = [each for each in attributes or () if isinstance(each, AttributeAst)]
        return TypeDefinitionAst(start, end, name.value, kept, members, bases, "Enum")

    def _enum_member(self) -> MemberAst | None:
        simple = self.simple_name_of()
        if simple is None:
            return None
        token, name = simple
        token.flags |= MEMBER_NAME
        initial: ExpressionAst | None = None
        end = name.end
        following = self.peek()
        missing = False
        if following.kind == "Equals":
            self.held = None
            self.skip_lines()
            initial = self.expression()
            if initial is None:
                # ErrorRecovery: the member has no value.
                missing = True
                end = following.end
                self.error("ExpectedValueExpression", end, end, following.text)
            else:
                end = initial.end
        terminator = self.peek()
        if terminator.kind == "Semi":
            self.held = None
            end = terminator.end
        elif terminator.kind not in ("NewLine", "RCurly") and not missing:
            self.incomplete_error("MissingPropertyTerminator", end, end)
        return PropertyMemberAst(token.start, end, name.value, None, [], {"public", "static", "literal"}, initial)


def _statement_of(call: ExpressionAst) -> StatementAst:
    return CommandExpressionAst(call.start, call.end, call, [])


def _implicit_base_call(opening: Token) -> StatementAst:
    """The call every constructor opens with when it names none, standing before the brace."""
    at = opening.start
    target = VariableExpressionAst(at, at, "this", False)
    member = StringConstantExpressionAst(at, at, ".ctor", "BareWord")
    return _statement_of(BaseCtorInvokeMemberExpressionAst(at, at, target, member, [], False, False, []))


def _prepend(body: ScriptBlockAst, statement: StatementAst) -> None:
    if body.end_block is None:
        body.end_block = NamedBlockAst(body.start, body.end, "End", True, [], [])
    body.end_block.statements.insert(0, statement)
