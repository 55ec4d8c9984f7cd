"""Productions of functions, parameters, `param` blocks, `data`, `using`, and what PowerShell 7 no longer has."""

from __future__ import annotations

from glueshell.language.ast import (
    AttributeAst,
    DataStatementAst,
    ErrorStatementAst,
    ExpressionAst,
    FunctionDefinitionAst,
    HashtableAst,
    ParamBlockAst,
    ParameterAst,
    StatementAst,
    StringConstantExpressionAst,
    UsingStatementAst,
    VariableExpressionAst,
)
from glueshell.language.grammar import COMMAND, EXPRESSION
from glueshell.language.parse_commands import FUNCTION_NAME, NAME
from glueshell.language.parse_expressions import nested_nodes
from glueshell.language.parse_loops import LoopProductions
from glueshell.language.tokens import Token

_USING_KINDS = {
    "namespace": "Namespace",
    "module": "Module",
    "assembly": "Assembly",
    "command": "Command",
    "type": "Type",
}


class DefinitionProductions(LoopProductions):
    """Functions, parameters, data sections and using statements."""

    def function_statement(self, word: Token) -> StatementAst:
        """`function name(parameters) { ... }`, or `filter`."""
        # G function-statement:
        # G     'function' new-lines:opt function-name function-parameter-declaration:opt '{' script-block '}'
        # G     'filter' new-lines:opt function-name function-parameter-declaration:opt '{' script-block '}'
        # G function-parameter-declaration:
        # G     new-lines:opt '(' parameter-list new-lines:opt ')'
        self.skip_lines()
        name_node = self._function_name()
        if name_node is None:
            # ErrorRecovery: nothing but the keyword has been typed yet.
            self.incomplete_error("MissingNameAfterKeyword", word.end, word.end, word.text)
            return ErrorStatementAst(word.start, word.end, word, {}, [], [], [])
        end = name_node.end
        name = name_node.value
        wrong: int | None = None
        parameters: list[ParameterAst] | None = None
        self.skip_lines()
        paren = self.peek()
        if paren.kind == "LParen":
            parameters, end, wrong = self.parameters_between(paren)
        self.skip_lines()
        opening = self.next_token()
        if opening.kind != "LCurly":
            # ErrorRecovery: the body has not been typed yet.
            self.held = opening
            if wrong is None:
                wrong = end
                self.incomplete_error("MissingFunctionBody", wrong, wrong)
        if wrong is not None:
            return ErrorStatementAst(word.start, wrong, word, {}, [], [], nested_nodes(parameters))
        old_mode = self.set_mode(COMMAND)
        body = self.script_block(opening, word.kind == "Filter")
        self.set_mode(old_mode)
        if word.kind == "Workflow":
            self.error("WorkflowNotSupportedInPowerShellCore", word.start, body.end)
        return FunctionDefinitionAst(
            word.start, body.end, word.kind == "Filter", word.kind == "Workflow", name, parameters, body
        )

    def _function_name(self) -> StringConstantExpressionAst | None:
        old = self.set_mode(COMMAND)
        token = self.peek()
        result = None
        if token.kind in ("LParen", "LCurly", "AtCurly", "AtParen", "DollarParen", "Variable", "SplattedVariable"):
            self.set_mode(old)
            return None
        node = self.single_argument(FUNCTION_NAME)
        if isinstance(node, StringConstantExpressionAst):
            result = node
        elif node is not None:
            result = StringConstantExpressionAst(node.start, node.end, node.text(self.text), "BareWord")
        self.set_mode(old)
        return result

    def parameters_between(self, paren: Token) -> tuple[list[ParameterAst], int, int | None]:
        """The parameters behind a parenthesis and where they end; with its partner missing that place once more."""
        self.held = None
        parameters = self.parameter_list()
        self.skip_lines()
        closing = self.next_token()
        if closing.kind == "RParen":
            return parameters, closing.end, None
        # ErrorRecovery: the body cannot be told from what comes next.
        self.held = closing
        wrong = parameters[-1].end if parameters else paren.end
        self.incomplete_error("MissingEndParenthesisInFunctionParameterList", wrong, wrong)
        return parameters, wrong, wrong

    def parameter_list(self) -> list[ParameterAst]:
        """Parameters joined by commas."""
        # G parameter-list:
        # G     script-parameter
        # G     parameter-list new-lines:opt ',' script-parameter
        parameters: list[ParameterAst] = []
        comma: Token | None = None
        while True:
            parameter = self.parameter()
            if parameter is None:
                if comma is not None:
                    # ErrorRecovery: the parameter after the comma is missing.
                    self.incomplete_error("MissingExpressionAfterToken", comma.end, comma.end, comma.text)
                break
            parameters.append(parameter)
            self.skip_lines()
            comma = self.peek()
            if comma.kind != "Comma":
                break
            self.held = None
        return parameters

    def parameter(self) -> ParameterAst | None:
        """One parameter, or None when none stands here."""
        # G script-parameter:
        # G     new-lines:opt attribute-list:opt new-lines:opt variable script-parameter-default:opt
        # G script-parameter-default:
        # G     new-lines:opt '=' new-lines:opt expression
        old_comma, self.comma_disabled = self.comma_disabled, True
        old_mode = self.set_mode(EXPRESSION)
        result = self._parameter_declaration()
        self.comma_disabled = old_comma
        self.set_mode(old_mode)
        return result

    def _parameter_declaration(self) -> ParameterAst | None:
        self.skip_lines()
        attributes = self.attribute_list(False)
        self.skip_lines()
        token = self.next_token()
        if token.kind != "Variable" and token.kind != "SplattedVariable":
            self.held = token
            if attributes is None:
                return None
            # ErrorRecovery: go on after the parameters, and keep the attributes with a name nobody has.
            start, end = attributes[0].start, attributes[-1].end
            self.incomplete_error("InvalidFunctionParameter", end, end)
            self.sync_on_error(False, "RParen")
            name = VariableExpressionAst(start, end, "__error__", False)
            return ParameterAst(start, end, name, attributes, None)
        name = VariableExpressionAst(token.start, token.end, str(token.value), token.kind == "SplattedVariable")
        default: ExpressionAst | None = None
        restore = self.restore_point()
        self.skip_lines()
        equals = self.peek()
        if equals.kind == "Equals":
            self.held = None
            self.skip_lines()
            default = self.expression()
            if default is None:
                # ErrorRecovery: the parameter has no default.
                self.incomplete_error("MissingExpressionAfterToken", equals.end, equals.end, equals.text)
        elif equals.kind == "EndOfInput":
            self.resync(restore)
        start = attributes[0].start if attributes else token.start
        end = default.end if default is not None else token.end
        return ParameterAst(start, end, name, attributes or [], default)

    def param_block(self) -> ParamBlockAst | None:
        """`param(...)` at the start of a script block, or None; nothing is consumed then."""
        # G param-block:
        # G     new-lines:opt attribute-list:opt new-lines:opt 'param' new-lines:opt
        # G         '(' parameter-list:opt new-lines:opt ')'
        restore = self.restore_point()
        self.skip_lines()
        held = self.held
        if held is None:
            self.skip_blanks()
            char = self.text[self.pos]
            if char != "[" and char not in "pP":
                if self.pos != restore:
                    self.resync(restore)
                return None
        attributes = self.attribute_list(False)
        word = self.peek()
        if word.kind != "Param":
            self.resync(restore)
            return None
        self.held = None
        self.skip_lines()
        paren = self.peek()
        if paren.kind != "LParen":
            # Without a parenthesis `param` is a command like any other.
            self.resync(restore)
            return None
        self.held = None
        parameters = self.parameter_list()
        self.skip_lines()
        closing = self.next_token()
        end = closing.end
        if closing.kind != "RParen":
            # ErrorRecovery: pretend we saw a ')'.
            self.held = closing
            end = self.before(closing)
            at = parameters[-1].end if parameters else paren.end
            self.incomplete_error("MissingEndParenthesisInFunctionParameterList", at, at)
        kept: list[AttributeAst] = []
        for attribute in attributes or ():
            if isinstance(attribute, AttributeAst):
                kept.append(attribute)
            else:
                name = attribute.type_name.full_name
                self.error("TypeNotAllowedBeforeParam", attribute.start, attribute.end, name)
        return ParamBlockAst(word.start, end, kept, parameters)

    def data_statement(self, word: Token) -> StatementAst:
        """`data [name] [-SupportedCommand commands] { ... }`."""
        # G data-statement:
        # G     'data' new-lines:opt data-name data-commands-allowed:opt statement-block
        # G data-commands-allowed:
        # G     new-lines:opt '-supportedcommand' data-commands-list
        self.skip_lines()
        end = word.end
        simple = self.simple_name_of()
        variable: str | None = None
        if simple is not None:
            variable = simple[1].value
            end = simple[0].end
        self.skip_lines()
        commands: list[ExpressionAst] = []
        wrong: int | None = None
        parameter = self.peek()
        if parameter.kind == "Parameter":
            self.held = None
            name = str(parameter.value).lower()
            if not name or not "supportedcommand".startswith(name):
                # ErrorRecovery: read the commands all the same.
                wrong = parameter.end
                self.error(
                    "InvalidParameterForDataSectionStatement", parameter.start, parameter.end, str(parameter.value)
                )
            end = parameter.end
            comma: Token | None = None
            while True:
                self.skip_lines()
                command = self.single_argument(NAME)
                if command is None:
                    # ErrorRecovery: the command is missing.
                    wrong = comma.end if comma is not None else parameter.end
                    self.incomplete_error("MissingValueForSupportedCommandInDataSectionStatement", wrong, wrong)
                    break
                commands.append(command)
                end = command.end
                comma = self.peek()
                if comma.kind != "Comma":
                    break
                self.held = None
        body = self.statement_block() if wrong is None else None
        if body is None:
            if wrong is None:
                # ErrorRecovery: keep the commands.
                wrong = end
                self.incomplete_error("MissingStatementBlockForDataSection", wrong, wrong)
            return ErrorStatementAst(word.start, wrong, word, {}, [], [], nested_nodes(commands))
        return DataStatementAst(word.start, body.end, variable, commands, body)

    # Using

    def using_statements(self) -> list[UsingStatementAst]:
        """The using statements a script begins with."""
        result: list[UsingStatementAst] = []
        while True:
            self.skip_lines_and_semicolons()
            held = self.held
            if held is None:
                self.skip_blanks()
                if self.text[self.pos] not in "uU":
                    return result
            token = self.peek()
            if token.kind != "Using":
                return result
            self.held = None
            statement = self.using_statement(token)
            if isinstance(statement, UsingStatementAst):
                result.append(statement)
            else:
                self.early_errors.append(statement)

    def late_using_statement(self, word: Token) -> StatementAst:
        """A using statement after others, which is an error."""
        statement = self.using_statement(word)
        self.error("UsingMustBeAtStartOfScript", statement.start, statement.end)
        return statement

    def using_statement(self, word: Token) -> StatementAst:
        """`using namespace|module|assembly name`, or `using type alias = name`."""
        # G using-statement:
        # G     'using' new-lines:opt ('namespace' | 'module' | 'assembly' | 'command' | 'type') item
        # G         statement-terminator
        self.skip_blanks()
        kind_token = self.next_token()
        kind = _USING_KINDS.get(kind_token.text.lower())
        if kind is None or kind_token.kind in ("StringLiteral", "StringExpandable"):
            # ErrorRecovery: what comes next belongs to something else.
            self.held = kind_token
            self.incomplete_error("MissingUsingStatementDirective", word.end, word.end)
            return ErrorStatementAst(word.start, word.end, word, {}, [], [], [])
        kind_token.flags |= 0x10
        item = self._using_item()
        if item is None:
            # ErrorRecovery: nothing but the kind has been typed yet.
            self.incomplete_error("MissingUsingItemName", kind_token.end, kind_token.end)
            return ErrorStatementAst(word.start, kind_token.end, word, {}, [], [], [])
        result: StatementAst
        alias = self.peek()
        if alias.kind == "Equals" or alias.text == "=":
            self.held = None
            target = self._using_item()
            if target is None:
                # ErrorRecovery: the alias stands for nothing.
                self.incomplete_error("MissingNamespaceAlias", alias.end, alias.end)
                return ErrorStatementAst(word.start, alias.end, word, {}, [], [], [item])
            self.error("UsingStatementNotSupported", word.start, target.end)
            name = item if isinstance(item, StringConstantExpressionAst) else None
            aliased = target if isinstance(target, StringConstantExpressionAst) else None
            specification = target if isinstance(target, HashtableAst) else None
            return UsingStatementAst(word.start, target.end, kind, name, aliased, specification)
        if isinstance(item, HashtableAst):
            if kind != "Module":
                self.error("InvalidValueForUsingItemName", item.start, item.end, item.text(self.text))
                return ErrorStatementAst(word.start, item.end, word, {}, [], [], [item])
            result = UsingStatementAst(word.start, item.end, kind, None, None, item)
        elif isinstance(item, StringConstantExpressionAst):
            if kind in ("Command", "Type"):
                self.incomplete_error("MissingEqualsInUsingAlias", item.end, item.end)
                return ErrorStatementAst(word.start, item.end, word, {}, [], [], [item])
            result = UsingStatementAst(word.start, item.end, kind, item, None, None)
        else:
            self.error("InvalidValueForUsingItemName", item.start, item.end, item.text(self.text))
            return ErrorStatementAst(word.start, item.end, word, {}, [], [], [item])
        following = self.peek()
        if following.kind not in ("NewLine", "Semi", "EndOfInput"):
            # ErrorRecovery: what comes next is parsed as a statement of its own.
            self.error("UnexpectedToken", following.start, following.end, following.text)
        return result

    def _using_item(self) -> ExpressionAst | None:
        old = self.set_mode(COMMAND)
        result = self.single_argument(0)
        self.set_mode(old)
        return result

    def configuration_statement(self, word: Token) -> StatementAst:
        """`configuration`, which belongs to Windows PowerShell."""
        # ErrorRecovery: read the name and the block, keep neither.
        self.skip_lines()
        name = self.single_argument(0)
        end = word.end
        if name is None:
            self.incomplete_error("MissingConfigurationName", word.end, word.end)
            return ErrorStatementAst(word.start, end, word, {}, [], [], [])
        end = name.end
        body = self.statement_block()
        if body is None:
            self.incomplete_error("MissingCurlyInConfigurationStatement", end, end)
            return ErrorStatementAst(word.start, end, word, {}, [], [], [name])
        self.error("ConfigurationNotSupportedInPowerShellCore", word.start, word.end)
        return ErrorStatementAst(word.start, body.end, word, {}, [], [body], [name])
