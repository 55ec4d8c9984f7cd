"""Which argument belongs to which parameter, from the text alone; what completion asks of it."""

from __future__ import annotations

import pytest

from glueshell.engine.invocation import CallSite
from glueshell.engine.matching import UNKNOWN, Match, match
from glueshell.engine.parameters import Parameter, ParameterTable, Placement, assign_positions, table_of
from glueshell.language import parse
from glueshell.language.ast import CommandAst


def table() -> ParameterTable:
    return table_of(
        [
            Parameter("string", name="Name", position=0, aliases=("Title",)),
            Parameter("int", name="Count", position=1),
            Parameter("switch", name="Force"),
            Parameter("string", name="Namespace"),
            Parameter("object", name="Id", placements={"ById": Placement(mandatory=True)}),
        ],
        default_set="ByName",
    )


def matched(text: str, parameters: ParameterTable | None = None, *, trailing: bool = False) -> Match:
    command = next(node for node in parse(text).ast.descendants() if isinstance(node, CommandAst))
    return match(parameters or table(), CallSite(command, text).shapes, trailing=trailing)


def owners(found: Match) -> list[str | None]:
    return [None if owner is None else owner.name for owner in found.owners]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x a 3", ["Name", "Count"]),
        ("x -Count 3 a", ["Count", "Count", "Name"]),
        ("x -Force a", ["Force", "Name"]),
        ("x -Force:$false a", ["Force", "Name"]),
        ("x -title a 5", ["Name", "Name", "Count"]),
        ("x -Cou:3 a", ["Count", "Name"]),
        ("x -- -Force 3", [None, "Name", "Count"]),
        ("x a -Id 7", ["Name", "Id", "Id"]),
    ],
)
def test_every_element_has_its_owner(text: str, expected: list[str | None]) -> None:
    assert owners(matched(text)) == expected


@pytest.mark.parametrize(
    ("text", "problem", "marked"),
    [
        ("x -Na a", "AmbiguousParameter", "-Na"),
        ("x -Nope a", "NamedParameterNotFound", "-Nope"),
        ("x -Count", "MissingArgument", "-Count"),
        ("x -Count -Name a", "MissingArgument", "-Count"),
        ("x -Count 1 -Count 2", "ParameterAlreadyBound", "-Count"),
        ("x a 1 b", "PositionalParameterNotFound", None),
    ],
)
def test_problems_have_ids_and_extents(text: str, problem: str, marked: str | None) -> None:
    first = matched(text).problems[0]
    assert first.error_id == problem
    assert (None if first.start is None else text[first.start : first.end]) == marked


def test_an_ambiguous_name_lists_what_it_may_be() -> None:
    assert matched("x -Na a").problems[0].arguments == ("Na", " -Name -Namespace")


def test_own_parameters_win_over_shared_ones() -> None:
    own = table_of([Parameter("string", name="Vault")])
    assert owners(matched("x -v a", own)) == ["Vault", "Vault"]


def test_a_plain_function_keeps_what_it_does_not_know() -> None:
    plain = table_of([Parameter("object", name="a", position=0)], advanced=False)
    found = matched("x 1 2 -nope 3", plain)
    assert found.problems == []
    assert [found.elements[index].text for index in found.rest] == ["2", "-nope", "3"]


def test_literals_are_what_the_text_fixes() -> None:
    found = matched("x -Name a,b -Count $n -Force")
    assert found.literals() == {"Name": ["a", "b"], "Force": True}
    assert found.elements[3].literal is UNKNOWN


def test_an_unfinished_name_says_which_parameters_remain() -> None:
    text = "x -Count 3 -Na"
    site = matched(text, trailing=True).site(len(text))
    assert (site.kind, site.word, site.start) == ("name", "Na", 11)
    names = [parameter.name for parameter in site.candidates]
    assert "Name" in names and "Namespace" in names and "Count" not in names


def test_a_name_without_its_value_is_pending_and_takes_the_next_word() -> None:
    text = "x -Name "
    found = matched(text, trailing=True)
    assert found.problems == []
    assert found.pending is not None and found.pending.name == "Name"
    site = found.site(len(text))
    assert (site.kind, site.parameter and site.parameter.name, site.word) == ("value", "Name", "")


@pytest.mark.parametrize(
    ("text", "parameter", "word"),
    [
        ("x ", "Name", ""),
        ("x ab", "Name", "ab"),
        ("x ab ", "Count", ""),
        ("x -Force ", "Name", ""),
        ("x -Name:ab", "Name", "ab"),
        ("x -Name ab", "Name", "ab"),
        ("x -Name a -Count 3 ", None, ""),
    ],
)
def test_the_cursor_knows_its_parameter(text: str, parameter: str | None, word: str) -> None:
    site = matched(text, trailing=True).site(len(text))
    assert site.kind == "value"
    assert (None if site.parameter is None else site.parameter.name) == parameter
    assert site.word == word


def test_matching_reads_nothing_but_the_shapes() -> None:
    first, second = matched("x a 3"), matched("x a 3")
    assert owners(first) == owners(second)
    assert first.static and first.set_name == "ByName"


def test_a_splat_leaves_the_match_open() -> None:
    assert matched("x @h a").static is False


def test_sets_narrow_by_what_is_given() -> None:
    found = matched("x -Id 3")
    assert found.set_name == "ById"
    assert found.missing == []


def test_missing_mandatory_parameters_are_named() -> None:
    needed = table_of([Parameter("string", name="A", mandatory=True), Parameter("string", name="B", mandatory=True)])
    found = matched("x -A 1", needed)
    assert [parameter.name for parameter in found.missing] == ["B"]
    assert found.problems[-1].error_id == "MissingMandatoryParameter"


def test_implicit_positions_leave_switches_out() -> None:
    declared = [Parameter("object", name="a"), Parameter("switch", name="s"), Parameter("object", name="b")]
    assign_positions(declared)
    positions = [part.position for parameter in declared for part in parameter.placements.values()]
    assert positions == [0, None, 1]


def test_one_explicit_position_ends_the_implicit_ones() -> None:
    declared = [Parameter("object", name="a"), Parameter("object", name="b", position=0)]
    assign_positions(declared)
    assert [part.position for parameter in declared for part in parameter.placements.values()] == [None, 0]
