"""The values of literals, the parts of strings, and what scripts require."""

from __future__ import annotations

from decimal import Decimal

import pytest

from glueshell.language import ast, parse
from glueshell.numerals import Literal


def only(text: str, kind: type) -> ast.Ast:
    result = parse(text)
    assert result.errors == []
    return next(node for node in result.ast.descendants() if type(node) is kind)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-2147483648", -2147483648),
        ("0x1F", 31),
        ("0xFFFFFFFF", -1),
        ("0b101", 5),
        ("1kb", 1024),
        ("1.5kb", 1536.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("3000000000", Literal("Int64", 3000000000)),
        ("1l", Literal("Int64", 1)),
        ("1u", Literal("UInt32", 1)),
        ("1ul", Literal("UInt64", 1)),
        ("1y", Literal("SByte", 1)),
        ("1uy", Literal("Byte", 1)),
        ("1n", Literal("BigInteger", 1)),
        ("1.5l", Literal("Int64", 2)),
        ("1.10d", Literal("Decimal", Decimal("1.10"))),
        ("9223372036854775808", Literal("Decimal", Decimal("9223372036854775808"))),
        ("0xFFFFFFFFFFFFFFFF", Literal("Int64", -1)),
        ("1e400", float("inf")),
    ],
)
def test_numbers_have_the_type_powershell_gives_them(text: str, value: object) -> None:
    node = only(text, ast.ConstantExpressionAst)
    assert isinstance(node, ast.ConstantExpressionAst)
    assert node.value == value
    assert type(node.value) is type(value)


@pytest.mark.parametrize(
    ("text", "parts", "nested"),
    [
        ('"a $x b"', ["a ", " b"], ["$x"]),
        ('"$x$(1 + 1)`n"', ["", "", "\n"], ["$x", "$(1 + 1)"]),
        ('"a ""$x"" `$y"', ['a "', '" $y'], ["$x"]),
        ('"$x.y $(""q"")"', ["", ".y ", ""], ["$x", '$(""q"")']),
        ('@"\n$x\n"z"\n"@', ["", '\n"z"'], ["$x"]),
        ("foo a$x'b $c'\"d\"", ["a", "b $cd"], ["$x"]),
    ],
)
def test_expandable_strings_come_in_pieces(text: str, parts: list[str], nested: list[str]) -> None:
    node = only(text, ast.ExpandableStringExpressionAst)
    assert isinstance(node, ast.ExpandableStringExpressionAst)
    assert node.parts == parts
    assert [each.text(text) for each in node.nested_expressions] == nested


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'it''s'", "it's"),
        ("\u2018it\u2019\u2019s\u2019", "it\u2019s"),
        ('"a`tb`u{1F600}`0"', "a\tb\U0001f600\0"),
        ("@'\n a\n'b'\n'@", " a\n'b'"),
        ("@'\n'@", ""),
        ("@'\r\na\r\nb\r\n'@", "a\r\nb"),
    ],
)
def test_string_values(text: str, value: str) -> None:
    node = only(text, ast.StringConstantExpressionAst)
    assert isinstance(node, ast.StringConstantExpressionAst)
    assert node.value == value


def test_requirements_are_read_from_comments() -> None:
    text = (
        "#requires -Version 7.2 -RunAsAdministrator\n#requires -Modules A, @{ModuleName='B'; ModuleVersion='1.0'}\nfoo"
    )
    found = parse(text).ast.script_requirements
    assert found is not None
    assert (found.version, found.elevated) == ("7.2", True)
    assert found.modules == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "id"),
    [("#requires -Version x", "RequiresVersionInvalid"), ("#requires -Modules", "ParameterRequiresArgument")],
)
def test_wrong_requirements_are_errors_at_their_place(text: str, id: str) -> None:
    result = parse(text)
    assert [each.id for each in result.errors] == [id]


def test_names_of_types_keep_arguments_and_ranks() -> None:
    node = only("[System.Collections.Generic.Dictionary[string, int[,]]]", ast.TypeExpressionAst)
    assert isinstance(node, ast.TypeExpressionAst)
    name = node.type_name
    assert isinstance(name, ast.GenericTypeName)
    assert name.full_name == "System.Collections.Generic.Dictionary[string,int[,]]"
    assert isinstance(name.generic_arguments[1], ast.ArrayTypeName)
    assert name.generic_arguments[1].rank == 2


def test_a_number_too_big_for_its_type_is_a_word_of_a_command() -> None:
    result = parse("f 0x07FFFFFFFFFFFFFFFF 300y")
    assert [token.kind for token in result.tokens[1:3]] == ["Generic", "Generic"]
    assert not result.errors
    assert [each.id for each in parse("0x07FFFFFFFFFFFFFFFF").errors] == ["BadNumericConstant"]


def test_the_assembly_of_a_type_is_read_word_by_word() -> None:
    tokens = parse("[Foo, Bar, Version=1.0.0.0, Culture=neutral]").tokens
    assert [(token.kind, token.text) for token in tokens[3:-1]] == [
        ("Identifier", "Bar"), ("Comma", ","), ("Identifier", "Version"), ("Equals", "="), ("Identifier", "1.0.0.0"),
        ("Comma", ","), ("Identifier", "Culture"), ("Equals", "="), ("Identifier", "neutral"), ("RBracket", "]"),
    ]  # fmt: skip
    node = only("[Foo, Bar, Version=1.0.0.0]", ast.TypeExpressionAst)
    assert isinstance(node, ast.TypeExpressionAst)
    assert isinstance(node.type_name, ast.TypeName)
    assert (node.type_name.name, node.type_name.assembly) == ("Foo", "Bar, Version=1.0.0.0")
