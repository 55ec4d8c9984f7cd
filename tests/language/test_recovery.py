"""Text that is wrong: which error, where, whether more input would do, and what of the tree survives."""

from __future__ import annotations

import pytest

from glueshell.language import parse
from glueshell.language.extents import LineMap

# text, error id, line, column, incomplete, node classes that survive with their text
TABLE = [
    ("(1", "MissingEndParenthesisInExpression", 1, 3, True, {"ConstantExpressionAst": "1"}),
    ("(1 2)", "UnexpectedToken", 1, 4, False, {"ConstantExpressionAst": "1"}),
    ("foo (", "ExpectedExpression", 1, 6, True, {"CommandAst": "foo ("}),
    ("$a[0", "MissingEndSquareBracket", 1, 5, True, {"IndexExpressionAst": "$a[0"}),
    ("$a[", "MissingArrayIndexExpression", 1, 4, True, {"IndexExpressionAst": "$a["}),
    ("$a.", "MissingPropertyName", 1, 4, True, {"MemberExpressionAst": "$a.", "VariableExpressionAst": "$a"}),
    ("$a.b(1,", "MissingExpressionAfterToken", 1, 8, True, {"InvokeMemberExpressionAst": "$a.b(1,"}),
    ("$a.b(1", "MissingEndParenthesisInMethodCall", 1, 7, True, {"InvokeMemberExpressionAst": "$a.b(1"}),
    ("[int]::", "MissingPropertyName", 1, 8, True, {"TypeExpressionAst": "[int]"}),
    ("foo |", "EmptyPipeElement", 1, 6, True, {"CommandAst": "foo"}),
    ("foo | | bar", "EmptyPipeElement", 1, 6, False, {"PipelineAst": "foo | | bar"}),
    ("foo &&", "EmptyPipelineChainElement", 1, 7, True, {"CommandAst": "foo"}),
    ("1 +", "ExpectedValueExpression", 1, 4, True, {"BinaryExpressionAst": "1 +"}),
    ("1 -foo 2", "UnexpectedToken", 1, 3, False, {"CommandParameterAst": "-foo"}),
    ("$x =", "ExpectedValueExpression", 1, 5, True, {"AssignmentStatementAst": "$x ="}),
    ("@{ a = 1; b", "MissingEqualsInHashLiteral", 1, 12, False, {"HashtableAst": "@{ a = 1; b"}),
    ("@{ a = ", "MissingStatementInHashLiteral", 1, 7, True, {"HashtableAst": "@{ a = "}),
    ("@{ a = 1", "MissingEndCurlyBrace", 1, 3, True, {"HashtableAst": "@{ a = 1"}),
    ("if ($a", "MissingEndParenthesisAfterStatement", 1, 7, True, {"VariableExpressionAst": "$a"}),
    ("if ($a) ", "MissingStatementBlock", 1, 7, True, {"VariableExpressionAst": "$a"}),
    ("if ($a) {\n  foo", "MissingEndCurlyBrace", 1, 9, True, {"IfStatementAst": "if ($a) {\n  foo"}),
    ("foreach ($x in $y", "MissingEndParenthesisAfterForeach", 1, 18, True, {"PipelineAst": "$y"}),
    ("foreach ($x", "MissingInInForeach", 1, 12, True, {"VariableExpressionAst": "$x"}),
    ("for ($i = 0; $i -lt 5", "MissingEndParenthesisAfterStatement", 1, 22, True, {"BinaryExpressionAst": "$i -lt 5"}),
    ("while ($true)", "MissingLoopStatement", 1, 14, True, {"VariableExpressionAst": "$true"}),
    ("do { 1 }", "MissingWhileOrUntilInDoWhile", 1, 9, True, {"StatementBlockAst": "{ 1 }"}),
    ("switch ($x) {", "MissingSwitchConditionExpression", 1, 14, True, {"VariableExpressionAst": "$x"}),
    ("switch ($x) { 1", "MissingSwitchStatementClause", 1, 16, True, {"ConstantExpressionAst": "1"}),
    ("try { foo }", "MissingCatchOrFinally", 1, 12, True, {"StatementBlockAst": "{ foo }"}),
    ("try { foo } catch [int]", "MissingCatchHandlerBlock", 1, 24, True, {"TypeConstraintAst": "[int]"}),
    ("function f($a", "MissingEndParenthesisInFunctionParameterList", 1, 14, True, {"ParameterAst": "$a"}),
    ("function f", "MissingFunctionBody", 1, 11, True, {"ErrorStatementAst": "function f"}),
    (
        "param([Parameter(Mandatory)]",
        "InvalidFunctionParameter",
        1,
        29,
        True,
        {"AttributeAst": "[Parameter(Mandatory)]"},
    ),
    ("foo > ", "MissingFileSpecification", 1, 6, False, {"FileRedirectionAst": ">"}),
    ("foo a,", "MissingExpression", 1, 7, True, {"StringConstantExpressionAst": "foo"}),
    ("foo -Name:", "ParameterRequiresArgument", 1, 11, False, {"CommandParameterAst": "-Name:"}),
    ('foo "a $(bar', "IncompleteDollarSubexpressionReference", 1, 8, True, {"CommandAst": 'foo "a $(bar'}),
    ('foo\n"bar', "TerminatorExpectedAtEndOfString", 2, 1, True, {"StringConstantExpressionAst": "foo"}),
    ("@'\nfoo\n '@", "WhitespaceBeforeHereStringFooter", 3, 2, True, {}),
    ('@"x\n"@', "UnexpectedCharactersAfterHereStringHeader", 1, 3, False, {}),
    ("<# c", "MissingTerminatorMultiLineComment", 1, 1, True, {}),
    ("300y", "BadNumericConstant", 1, 1, False, {"ConstantExpressionAst": "300y"}),
    ("}", "UnexpectedToken", 1, 1, False, {}),
    ("foo }\nbar", "UnexpectedToken", 1, 5, False, {"CommandAst": "foo"}),
    ("1 = 2", "InvalidLeftHandSide", 1, 1, False, {"AssignmentStatementAst": "1 = 2"}),
    ("@{a=1;A=2}", "DuplicateKeyInHashLiteral", 1, 7, False, {}),
    ("param($a, $A)", "DuplicateFormalParameter", 1, 11, False, {}),
    ("$b = @a", "SplattingNotPermitted", 1, 6, False, {}),
    ("1++", "OperatorRequiresVariableOrProperty", 1, 1, False, {}),
    ("try {} finally { return }", "ControlLeavingFinally", 1, 18, False, {}),
    ("class A { [int]$x", "MissingPropertyTerminator", 1, 18, True, {"PropertyMemberAst": "[int]$x"}),
]


@pytest.mark.parametrize(
    ("text", "id", "line", "column", "incomplete", "survivors"), TABLE, ids=lambda each: repr(each)
)
def test_error_and_survivors(
    text: str, id: str, line: int, column: int, incomplete: bool, survivors: dict[str, str]
) -> None:
    result = parse(text)
    first = result.errors[0]
    assert (first.id, *LineMap(text).position(first.start), first.incomplete) == (id, line, column, incomplete)
    assert result.incomplete == any(each.incomplete for each in result.errors)
    found = [(type(node).__name__, node.text(text)) for node in result.ast.descendants()]
    for name, written in survivors.items():
        assert (name, written) in found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foo",
        "foo # c",
        "@'\nx\n'@",
        "if (1) {}",
        "$a = 1;",
        "foo `\n bar",
        "foo |\n bar",
        "{ }",
        "}",
        "foo )",
        "1 = 2",
        "1 +  # c\n",
        "param($a,\n ",
    ],
)
def test_text_that_wants_no_more_input(text: str) -> None:
    assert not parse(text).incomplete


@pytest.mark.parametrize(
    "text", ["foo {", "(", "'a", "foo | ", "@'\nx", "if (1) { # c", "1 +  # c", "function f { begin {"]
)
def test_text_that_wants_more_input(text: str) -> None:
    assert parse(text).incomplete


def test_an_error_is_reported_once() -> None:
    errors = parse('"a').errors
    assert [each.id for each in errors] == ["TerminatorExpectedAtEndOfString"]
    assert errors[0].message == 'The string is missing the terminator: ".'


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("{", "}"), ("$(", ")"), ("@(", ")"), ("@{a=", "}"), ('"$(', ')"')]
)
def test_two_hundred_levels_of_nesting_are_no_error(opening: str, closing: str) -> None:
    assert parse(opening * 200 + "1" + closing * 200).errors == []


@pytest.mark.parametrize("opening", ["(", "{", "$(", "@{a=", '"$(', "if(1){", "-not ", "$x[", "$a="])
def test_nesting_without_end_is_refused_not_crashed_on(opening: str) -> None:
    text = opening * 3000
    result = parse(text)
    assert "ScriptTooComplicated" in {each.id for each in result.errors}
    assert result.tokens[-1].kind == "EndOfInput"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("#requires -Modules @{ a",
         ["MissingEqualsInHashLiteral", "MissingEndCurlyBrace", "RequiresArgumentMustBeConstant"]),
        ("#requires -Modules @{ ModuleName='x' }", ["RequiresModuleInvalid"]),
        ("#requires -Modules @{ ModuleVersion='1.0' }", ["RequiresModuleInvalid"]),
        ("#requires -Modules @{ ModuleName='x'; ModuleVersion='1' }", ["RequiresModuleInvalid"]),
        ("#requires -Modules @{ ModuleName='x'; foo='1'; ModuleVersion='1.0' }", ["RequiresModuleInvalid"]),
        ("#requires -Modules @{ ModuleName='x'; ModuleVersion='1.0' }", []),
        ("#requires -Version 1 -Version 2", ["ParameterAlreadyBound"]),
        ("#requires foo", ["ScriptRequiresInvalidFormat"]),
        ("#requires -foo 1", ["ScriptRequiresInvalidFormat"]),
        ("#requires -Modules \"a$b\"", ["RequiresArgumentMustBeConstant"]),
        ("#requires -Version 'a", ["TerminatorExpectedAtEndOfString", "RequiresVersionInvalid"]),
        ("#requires -RunAsAdministrator 1", ["ParameterCannotHaveArgument"]),
    ],
)  # fmt: skip
def test_what_a_requires_comment_says_wrong(text: str, ids: list[str]) -> None:
    assert [each.id for each in parse(text).errors] == ids


@pytest.mark.parametrize("between", [" " * 300, "<##>" * 300, "`\n" * 300, " <#" * 300])
def test_much_between_a_member_and_what_follows_is_read_once(between: str) -> None:
    found = parse(f"$a.b{between} = 5")
    assert not found.errors or found.errors[0].id == "MissingTerminatorMultiLineComment"
