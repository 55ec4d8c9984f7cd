"""Clauses of their own kind: attributes, `using`, flags of `switch`, preferences; and what the text itself declares."""

from __future__ import annotations

import pytest

from glueshell.completion import complete
from glueshell.language import parse
from tests.completion.fakes import View


def texts(marked: str) -> list[str]:
    cursor = marked.index("^")
    found = complete(parse(marked.replace("^", "", 1)), cursor, View())
    assert found.problem is None
    return [candidate.text for candidate in found.candidates]


@pytest.mark.parametrize(
    ("marked", "some"),
    [
        ("param([Parameter(Man^", ["Mandatory"]),
        ("[CmdletBinding(SupportsShouldProcess, Conf^", ["ConfirmImpact"]),
        ("using na^", ["namespace"]),
        ("#requires -V^", ["Version"]),
        ("switch -R^", ["-Regex"]),
        ("$ErrorActionPreference = 'St^", ["'Stop'"]),
    ],
)
def test_clauses_offer_what_may_stand_in_them(marked: str, some: list[str]) -> None:
    assert texts(marked) == some


@pytest.mark.parametrize("marked", ["'switch -R^'", "# using na^", "'[Parameter(Man^'"])
def test_text_and_comments_have_no_clauses(marked: str) -> None:
    assert texts(marked) == []


@pytest.mark.parametrize(
    ("marked", "some"),
    [
        ("function Foo { param([datetime]$When) $When.AddD^ }", "AddDays("),
        ("$x = 'a' -split ','; $x.Len^", "Length"),
        ("[datetime]::Now.Ye^", "Year"),
        ("'a'.ToUpper().Sub^", "Substring("),
        ("foreach ($item in 1..3) { $item.ToS^ }", "ToString("),
    ],
)
def test_members_of_what_the_text_types(marked: str, some: str) -> None:
    assert some in texts(marked)
