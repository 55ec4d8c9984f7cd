"""Productions of pipelines, chains, commands, their arguments and redirections."""

from __future__ import annotations

import re

from glueshell.language.ast import (
    ArrayLiteralAst,
    AssignmentStatementAst,
    ChainableAst,
    CommandAst,
    CommandBaseAst,
    CommandElementAst,
    CommandExpressionAst,
    CommandParameterAst,
    ErrorExpressionAst,
    ErrorStatementAst,
    ExpressionAst,
    FileRedirectionAst,
    MergingRedirectionAst,
    PipelineAst,
    PipelineBaseAst,
    PipelineChainAst,
    RedirectionAst,
    StringConstantExpressionAst,
)
from glueshell.language.grammar import COMMAND, EXPRESSION
from glueshell.language.lexer_strings import Expandable
from glueshell.language.parse_primaries import PrimaryProductions
from glueshell.language.tokens import ASSIGNMENT_OPERATOR, COMMAND_NAME, KEYWORD, Token

#: What an argument is for: an argument of a command, its name, a file, a clause of a switch, a name of a function.
ARGUMENT, NAME, FILE, SWITCH_CONDITION, FUNCTION_NAME = 0, 1, 2, 3, 4

_COMMAND_ENDS = frozenset(("EndOfInput", "NewLine", "RParen", "RCurly", "Semi", "AndAnd", "OrOr", "Ampersand", "Pipe"))
_ARGUMENT_ENDS = _COMMAND_ENDS | {"Comma", "Redirection", "RedirectInStd"}
_PRIMARY_STARTS = frozenset(
    (
        "Variable", "SplattedVariable", "Number", "StringLiteral", "StringExpandable", "HereStringLiteral",
        "HereStringExpandable", "LParen", "AtParen", "DollarParen", "AtCurly", "LCurly",
    )
)  # fmt: skip
# Comment lines may come between, blank lines not.
_PIPELINE_CONTINUES = re.compile(
    r"[ \t\v\f\x85\xa0]*(?:(?:#[^\r\n\0]*(?:\r\n?|\n)|<#[^\0]*?#>(?:\r\n?|\n)?)[ \t\v\f\x85\xa0]*)*\|"
)
_STREAMS = {
    "": "Output",
    "*": "All",
    "1": "Output",
    "2": "Error",
    "3": "Warning",
    "4": "Verbose",
    "5": "Debug",
    "6": "Information",
}
_STREAM_NAMES = {
    "All": "* stream",
    "Output": "output stream",
    "Error": "error stream",
    "Warning": "warning stream",
    "Verbose": "verbose stream",
    "Debug": "debug stream",
    "Information": "information stream",
}


class CommandProductions(PrimaryProductions):
    """Pipelines and what stands in them."""

    def pipeline_chain(self) -> PipelineBaseAst | None:
        """An assignment, a pipeline, or pipelines joined by `&&` and `||`; None when nothing of it starts here."""
        # G pipeline-chain:
        # G     pipeline
        # G     assignment-expression
        # G     pipeline-chain '&&' new-lines:opt pipeline
        # G     pipeline-chain '||' new-lines:opt pipeline
        start: ExpressionAst | None = None
        if not self._starts_command():
            old = self.set_mode(EXPRESSION)
            start = self.expression()
            if start is not None:
                token = self.peek()
                if token.flags & ASSIGNMENT_OPERATOR:
                    self.held = None
                    self.set_mode(old)
                    return self._assignment(start, token)
            self.set_mode(old)
        chain: ChainableAst | None = None
        operator: Token | None = None
        while True:
            first = None
            if start is None:
                first = self.peek()
            pipeline = self._pipeline(start, tried=chain is None)
            start = None
            if pipeline is None:
                if chain is None or operator is None or first is None:
                    return None
                return self._missing_link(chain, operator, first)
            token = self.peek()
            background = False
            if token.kind == "Ampersand":
                self.held = None
                background = True
                token = self.peek()
                if token.kind == "AndAnd" or token.kind == "OrOr":
                    self.held = None
                    self.error("BackgroundOperatorInPipelineChain", token.start, token.end)
                    kept = chain or pipeline
                    return ErrorStatementAst(kept.start, token.end, token, {}, [], [], [kept])
            elif token.kind == "AndAnd" or token.kind == "OrOr":
                self.held = None
                self.skip_lines()
                if chain is None:
                    chain = pipeline
                elif operator is not None:
                    chain = PipelineChainAst(chain.start, pipeline.end, chain, pipeline, operator.kind, False)
                operator = token
                continue
            if chain is None or operator is None:
                if background:
                    pipeline.background = True
                return pipeline
            return PipelineChainAst(chain.start, pipeline.end, chain, pipeline, operator.kind, background)

    def _starts_command(self) -> bool:
        """Whether the next token begins with a letter, so that no expression can start here."""
        held = self.held
        if held is not None:
            char = held.text[:1]
        else:
            self.skip_blanks()
            char = self.text[self.pos]
        return char.isalpha() or char == "_"

    def _assignment(self, left: ExpressionAst, operator: Token) -> PipelineBaseAst:
        # G assignment-expression:
        # G     expression assignment-operator new-lines:opt statement
        self.skip_lines()
        old = self.set_mode(COMMAND)
        right = self.statement()
        self.set_mode(old)
        if right is None:
            # ErrorRecovery: an error stands for the missing statement.
            at = operator.end
            self.incomplete_error("ExpectedValueExpression", at, at, operator.text)
            right = ErrorStatementAst(at, at, None, {}, [], [], [])
        elif isinstance(right, PipelineAst) and len(right.pipeline_elements) == 1 and not right.background:
            # A lone expression stands without a pipeline around it.
            element = right.pipeline_elements[0]
            if isinstance(element, CommandExpressionAst):
                right = element
        return AssignmentStatementAst(left.start, right.end, left, operator.kind, right, operator.start, operator.end)

    def _missing_link(self, chain: ChainableAst, operator: Token, first: Token) -> PipelineBaseAst:
        # ErrorRecovery: what stands before the operator is kept.
        if first.kind == "EndOfInput":
            self.incomplete_error("EmptyPipelineChainElement", operator.end, operator.end)
            return chain
        else:
            self.error("EmptyPipelineChainElement", operator.start, first.end)
            end = operator.end
        return ErrorStatementAst(chain.start, end, operator, {}, [], [], [chain])

    def _pipeline(self, start: ExpressionAst | None, tried: bool = False) -> PipelineAst | None:
        """A pipeline, its first expression already parsed or (`tried`) known not to be one."""
        # G pipeline:
        # G     expression redirections:opt pipeline-tail:opt
        # G     command pipeline-tail:opt
        # G pipeline-tail:
        # G     '|' new-lines:opt command pipeline-tail:opt
        elements: list[CommandBaseAst] = []
        expression = start
        bar: Token | None = None
        while True:
            if expression is None and not tried and not self._starts_command():
                old = self.set_mode(EXPRESSION)
                expression = self.expression()
                self.set_mode(old)
            element: CommandBaseAst | None
            if expression is not None:
                element = self._expression_element(expression, bool(elements))
            else:
                element = self._command()
            expression = None
            tried = False
            if element is not None:
                elements.append(element)
            elif elements or self.peek().kind == "Pipe":
                # ErrorRecovery: the missing element is after the bar, or, when it would be the first, at the bar.
                if bar is not None:
                    self.incomplete_error("EmptyPipeElement", bar.end, bar.end)
                else:
                    token = self.peek()
                    self.incomplete_error("EmptyPipeElement", token.start, token.end)
            token = self.held or self.peek()
            if token.kind == "NewLine" and _PIPELINE_CONTINUES.match(self.text, self.pos):
                self.skip_lines()
                token = self.peek()
            kind = token.kind
            if kind == "Pipe":
                bar = token
                self.held = None
                self.skip_lines()
                if self.peek().kind == "EndOfInput":
                    self.incomplete_error("EmptyPipeElement", bar.end, bar.end)
                    break
                continue
            if kind not in _COMMAND_ENDS:
                # ErrorRecovery: stop here; what comes is parsed as a statement of its own.
                self.error("UnexpectedToken", token.start, token.end, token.text)
            break
        if not elements:
            return None
        return PipelineAst(elements[0].start, elements[-1].end, elements, False)

    def _expression_element(self, expression: ExpressionAst, late: bool) -> CommandBaseAst:
        if late:
            # ErrorRecovery: the meaning is wrong, not the form, so keep parsing.
            self.error("ExpressionsMustBeFirstInPipeline", expression.start, expression.end)
        redirections: dict[str, RedirectionAst] = {}
        end = expression.end
        old = self.set_mode(COMMAND) if (self.held or self.peek()).kind in ("Redirection", "RedirectInStd") else None
        if old is not None:
            token = self.peek()
            while token.kind == "Redirection" or token.kind == "RedirectInStd":
                self.held = None
                end = self._redirect(token, redirections)
                token = self.peek()
            self.set_mode(old)
        return CommandExpressionAst(expression.start, end, expression, list(redirections.values()))

    # Commands

    def _command(self) -> CommandBaseAst | None:
        # G command:
        # G     command-name command-elements:opt
        # G     command-invocation-operator command-module:opt command-name-expr command-elements:opt
        old = self.set_mode(COMMAND)
        old_signed, self.allow_signed = self.allow_signed, False
        old_simple, self.simple_name = self.simple_name, False
        old_comma, self.comma_disabled = self.comma_disabled, False
        result = self._command_elements()
        self.comma_disabled = old_comma
        self.simple_name = old_simple
        self.allow_signed = old_signed
        self.set_mode(old)
        return result

    def _command_elements(self) -> CommandBaseAst | None:
        token = self.next_token()
        first = token
        end = token.end
        invocation = "Unknown"
        if token.kind == "Dot" or token.kind == "Ampersand":
            invocation = token.kind
            token = self.next_token()
        elements: list[CommandElementAst] = []
        redirections: dict[str, RedirectionAst] = {}
        plain_only = False
        context = NAME
        while True:
            kind = token.kind
            if kind in _COMMAND_ENDS:
                self.held = token
                break
            if kind == "Parameter":
                if context == NAME or plain_only:
                    token.flags |= COMMAND_NAME
                    elements.append(StringConstantExpressionAst(token.start, token.end, token.text, "BareWord"))
                    end = token.end
                else:
                    parameter = self._parameter_element(token)
                    elements.append(parameter)
                    end = parameter.end
            elif (kind == "Redirection" or kind == "RedirectInStd") and context == NAME:
                # A redirection with nothing before it is taken for a name.
                elements.append(StringConstantExpressionAst(token.start, token.end, token.text, "BareWord"))
                end = token.end
            elif kind == "Redirection" or kind == "RedirectInStd":
                end = self._redirect(token, redirections)
            elif kind == "MinusMinus":
                end = token.end
                if context == NAME or plain_only:
                    if context == NAME:
                        token.flags |= COMMAND_NAME
                    elements.append(StringConstantExpressionAst(token.start, token.end, token.text, "BareWord"))
                else:
                    elements.append(CommandParameterAst(token.start, token.end, "-", None, token.start, token.end))
                plain_only = True
            elif kind == "Comma":
                # ErrorRecovery: ignore the comma.
                end = token.end
                self.error("MissingArgument", token.start, token.end)
                self.skip_lines()
            else:
                argument = self._argument(context, token)
                if argument is None:
                    break
                elements.append(argument)
                end = argument.end
                if token.text == "--%" and isinstance(argument, StringConstantExpressionAst):
                    verbatim = self._verbatim()
                    elements.append(verbatim)
                    end = verbatim.end
                    break
            context = ARGUMENT
            token = self.held or self.next_token()
            self.held = None
        if not elements:
            if invocation != "Unknown":
                # ErrorRecovery: an error stands for the missing command.
                self.error("MissingExpression", first.start, first.end, first.text)
                return None
            if not redirections:
                return None
        return CommandAst(first.start, end, elements, invocation, list(redirections.values()))

    def _parameter_element(self, token: Token) -> CommandParameterAst:
        argument: ExpressionAst | None = None
        end = token.end
        if token.text.endswith(":"):
            following = self.peek()
            if following.kind == "Comma":
                self.error("MissingArgument", following.start, following.end)
            self.held = None
            argument = self._argument(ARGUMENT, following)
            if argument is None:
                # ErrorRecovery: the parameter stands alone.
                if following.kind != "Comma":
                    self.error("ParameterRequiresArgument", token.end, token.end, token.text)
            else:
                end = argument.end
        return CommandParameterAst(token.start, end, str(token.value), argument, token.start, token.end)

    def single_argument(self, context: int) -> ExpressionAst | None:
        """One argument, without commas."""
        # G single-argument:
        # G     a value, a word, or a primary expression
        old = self.set_mode(COMMAND)
        token = self.peek()
        if token.kind in _ARGUMENT_ENDS:
            self.set_mode(old)
            return None
        self.held = None
        result = self._one_argument(context, token)
        self.set_mode(old)
        return result

    def _argument(self, context: int, token: Token) -> ExpressionAst | None:
        # G command-argument:
        # G     single-argument
        # G     command-argument ',' new-lines:opt single-argument
        elements: list[ExpressionAst] = []
        comma: Token | None = None
        while True:
            if token.kind in _ARGUMENT_ENDS:
                self.held = token
                if comma is None:
                    return None
                # ErrorRecovery: keep what stands before the comma.
                self.incomplete_error("MissingExpression", comma.end, comma.end, ",")
                return ErrorExpressionAst(elements[0].start, comma.end, list(elements))
            argument = self._one_argument(context, token)
            if context != ARGUMENT:
                return argument
            token = self.held or self.peek()
            if token.kind != "Comma":
                if not elements:
                    return argument
                elements.append(argument)
                return ArrayLiteralAst(elements[0].start, argument.end, elements)
            comma = token
            elements.append(argument)
            self.held = None
            self.skip_lines()
            token = self.next_token()

    def _one_argument(self, context: int, token: Token) -> ExpressionAst:
        kind = token.kind
        if kind in _PRIMARY_STARTS:
            self.held = token
            result = self.primary()
            if result is not None:
                return result
        if context == NAME:
            token.flags |= COMMAND_NAME
        if kind == "Generic":
            value = token.value
            if isinstance(value, Expandable):
                if context != FUNCTION_NAME and context != NAME:
                    return self.expandable(token, "BareWord")
                # A name is not expanded.
                token.nested = [inner for inner in value.inner if isinstance(inner, Token)]
                token.value = value = value.value
            return StringConstantExpressionAst(token.start, token.end, str(value), "BareWord")
        if token.flags & KEYWORD and context != SWITCH_CONDITION:
            # A word that is only an argument is no keyword.
            token.flags &= ~KEYWORD
        if kind != "Identifier" and context != NAME and context != SWITCH_CONDITION:
            if kind != "MinusMinus":
                token.kind = "Generic"
                token.value = token.text
        return StringConstantExpressionAst(token.start, token.end, token.text, "BareWord")

    def _verbatim(self) -> StringConstantExpressionAst:
        """What follows `--%`: text up to the end of the line or a bar outside of quotes."""
        if self.held is not None:
            self.resync(self.held.start)
        self.skip_blanks()
        text = self.text
        start = at = self.pos
        quoted = False
        while at < self.length:
            char = text[at]
            if char in "\r\n":
                break
            if char in '"\u201c\u201d\u201e':
                quoted = not quoted
            elif not quoted and (char == "|" or (char == "&" and text[at + 1] == "&")):
                break
            at += 1
        self.pos = at
        token = self.save("Generic", start)
        token.value = token.text
        return StringConstantExpressionAst(start, at, token.text, "BareWord")

    def _redirect(self, token: Token, redirections: dict[str, RedirectionAst]) -> int:
        """Read what a redirection needs and add it; returns where it ends."""
        # G redirection:
        # G     merging-redirection-operator
        # G     file-redirection-operator new-lines:opt redirected-file-name
        text = token.text
        result: RedirectionAst
        if "&" in text:
            source, target = _STREAMS[text[: text.index(">")]], _STREAMS[text[-1]]
            if target != "Output" or source == target:
                self.error("RedirectionNotSupported", token.start, token.end, text)
            result = MergingRedirectionAst(token.start, token.end, source, "Output")
        else:
            location = self.single_argument(FILE)
            if location is None:
                # ErrorRecovery: pretend there was a file.
                self.error("MissingFileSpecification", token.end, token.end)
                location = ErrorExpressionAst(token.start, token.end, [])
            if token.kind == "RedirectInStd":
                self.error("RedirectionNotSupported", token.start, token.end, text)
                return location.end
            source = _STREAMS[text.rstrip(">")]
            result = FileRedirectionAst(token.start, location.end, source, location, text.endswith(">>"))
        if source in redirections:
            self.error("StreamAlreadyRedirected", result.start, result.end, _STREAM_NAMES[source])
        else:
            redirections[source] = result
        return result.end
