"""Whatever the text and wherever the cursor: an answer, at once, that fits into the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glueshell.completion import Candidate, complete
from glueshell.completion.site import path_to, site_at
from glueshell.completion.topic import topic_at
from glueshell.language import parse
from tests.completion.fakes import View

TEXTS = [
    "Get-Organization -First 3 | Select-Things Name, Id -Where { $_.Name -like 'a*' }",
    "Set-Trait -Traits @{type='Office 365'; 'email-servers' = @(1,2); domains = \"a $($x.y) b\"}",
    "foreach ($item in $list) { if ($item.Age -gt 2) { org 'Happy Frog', \"B $Newt\" } else { trait -Name:type x } }",
    "function f { param([string]$Name = 'x', [int[]]$Ids) process { $_ } }; f -Name 'it''s' -Ids 1,2 @hash",
    "[math]::Round($hash['two words'] * 2.5, 1); [int]::MaxValue; $a[0].b.c('d')[1]",
    'try { throw "x" } catch [System.Exception] { $_ } finally { $env:PATH > out.txt 2>&1 }',
    "@'\nhere\n'@ ; \"$(1 + $(2))\" ; <# c #> 1 # end",
    "switch -Regex ($x) { 'a' { 1 } default { 2 } } ; do { $i++ } while ($i -lt 3) ; & { 1 } ; . f ; a && b || c",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_beginning_of_a_text_has_an_answer(text: str) -> None:
    view = View()
    for end in range(len(text) + 1):
        check(text[:end], end, view)


@pytest.mark.parametrize("text", TEXTS)
def test_every_place_in_a_text_has_an_answer(text: str) -> None:
    view = View()
    for cursor in range(-1, len(text) + 2):
        check(text, cursor, view)


@given(st.text(alphabet="abG-$@(){}[]'\"`,.:;|&=# \n\u2019\x1b1", max_size=30), st.integers(0, 30))
def test_any_text_has_a_site_and_an_answer(text: str, cursor: int) -> None:
    check(text, min(cursor, len(text)), View())


def check(text: str, cursor: int, view: View) -> None:
    parsed = parse(text)
    answer = complete(parsed, cursor, view)
    if answer.problem is not None:
        raise AssertionError(f"{text!r} at {cursor}") from answer.problem
    at = min(max(cursor, 0), len(text))
    assert 0 <= answer.start <= at <= answer.start + answer.length <= len(text)
    topic_at(parsed, cursor)


def test_a_failing_completer_costs_the_others_nothing() -> None:
    found = complete(parse("Test-Shape -Failing x"), 21, View())
    assert isinstance(found.problem, LookupError)
    assert found.candidates == []


def test_what_is_still_being_read_is_said() -> None:
    found = complete(parse("Use-Other "), 10, View())
    assert found.pending == ("organizations",)


def test_candidates_carry_details_and_hints_in_the_completers_order() -> None:
    found = complete(parse("trait "), 6, View())
    assert [(item.list_text, item.style_hint) for item in found.candidates] == [
        ("domains", "required"), ("type", "required"), ("email-servers", ""), ("location", "set"), ("webmail-url", ""),
    ]  # fmt: skip
    assert found.candidates[0].detail == "required"


def test_details_of_commands_and_parameters() -> None:
    commands = {item.value: item.detail for item in complete(parse("or"), 2, View()).candidates}
    assert commands["orgs"] == "→ Get-Organization"
    assert complete(parse("Get-Org"), 7, View()).candidates[0].detail.startswith("List organizations.")
    names = complete(parse("Get-Organization -F"), 19, View()).candidates
    assert names[0].detail == "[int] So many."


def test_mandatory_parameters_are_marked() -> None:
    hints = {item.value: item.style_hint for item in complete(parse("Set-Trait -"), 11, View()).candidates}
    assert (hints["Name"], hints["Value"], hints["Verbose"]) == ("required", "", "common")


def test_a_completer_may_choose_and_order_by_itself() -> None:
    view = View()
    parameter = view.commands.find("Use-Organization").parameters.get("Organization")  # type: ignore[union-attr]
    assert parameter is not None
    before = parameter.completer
    parameter.completer = lambda context: [Candidate("zz", matched=True), Candidate("#12", matched=True)]
    try:
        found = complete(parse("org 12"), 6, view)
    finally:
        parameter.completer = before
    assert [item.value for item in found.candidates] == ["zz", "#12"]


def test_path_to_goes_from_the_root_to_the_innermost_node() -> None:
    parsed = parse("a | b -c 'd'")
    names = [type(node).__name__ for node in path_to(parsed.ast, 9, 12)]
    assert names[0] == "ScriptBlockAst" and names[-1] == "StringConstantExpressionAst"
    assert type(site_at(parsed, 12)).__name__ == "ArgumentSite"


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        ("Get-Organ^ization -First 3", "Get-Organization"),
        ("Get-Organization -First 3^", "Get-Organization"),
        ("Get-Organization   ^", "Get-Organization"),
        ("a | b (c ^", "c"),
        ("^", None),
        ("$x^", None),
    ],
)
def test_topics(marked: str, wanted: str | None) -> None:
    assert topic_at(parse(marked.replace("^", "")), marked.index("^")) == wanted
