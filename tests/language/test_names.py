"""Quoting reads back as what was quoted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glueshell.language import ast, parse
from glueshell.language.names import is_bareword, is_keyword, quote_argument, quote_member, variable_reference


def arguments(text: str) -> list[ast.CommandElementAst]:
    result = parse(text)
    assert result.errors == [], text
    return next(node for node in result.ast.descendants() if isinstance(node, ast.CommandAst)).command_elements


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Contoso", "Contoso"),
        ("dc01.contoso.com", "dc01.contoso.com"),
        ("Acme, Inc.", "'Acme, Inc.'"),
        ("O'Brien", "'O''Brien'"),
        ("\u2018x\u2019", "'\u2018\u2018x\u2019\u2019'"),
        ("", "''"),
        ("-Name", "'-Name'"),
        ("10", "'10'"),
        ("$x", "'$x'"),
        ("a\nb", '"a`nb"'),
        ("a\x1b$", '"a`e`$"'),
        ("@x", "'@x'"),
    ],
)
def test_arguments_are_written_the_shortest_way_that_is_safe(text: str, written: str) -> None:
    assert quote_argument(text) == written


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_a_quoted_argument_is_one_string_of_the_same_text(text: str) -> None:
    elements = arguments("foo " + quote_argument(text))
    assert len(elements) == 2
    assert isinstance(elements[1], ast.StringConstantExpressionAst)
    assert elements[1].value == text
    assert is_bareword(text) == (elements[1].string_constant_type == "BareWord")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
def test_a_quoted_member_is_read_back(text: str) -> None:
    result = parse("$x." + quote_member(text))
    assert result.errors == []
    member = next(node for node in result.ast.descendants() if isinstance(node, ast.MemberExpressionAst)).member
    assert isinstance(member, ast.StringConstantExpressionAst)
    assert member.value == text


@pytest.mark.parametrize("name", ["x", "env:PATH", "a b", "a}b", "a{b`c", "name-key"])
def test_a_variable_reference_is_read_back(name: str) -> None:
    node = next(
        each
        for each in parse(variable_reference(name)).ast.descendants()
        if isinstance(each, ast.VariableExpressionAst)
    )
    assert node.variable_path == name


def test_keywords_are_known_in_any_case() -> None:
    assert is_keyword("ForEach") and not is_keyword("Get-Item")
