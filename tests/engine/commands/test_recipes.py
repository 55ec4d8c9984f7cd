"""A place that binds again takes the way it went before, and another one where the values are of other classes."""

from __future__ import annotations

import pytest

from glueshell.engine.errors import Terminating
from tests.engine.compiler.running import Session, run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("foreach ($x in { 'b' }, 'Length', { 'c' }, 'Length') { 'ab' | ForEach-Object $x }", ["b", 2, "c", 2]),
        ("foreach ($n in 1, '2', 1) { 5, 6, 7 | Select-Object -First $n }", [5, 5, 6, 5]),
        ("foreach ($v in 1, 'a', $null, 1) { 1, 'a', $null | Where-Object { $_ -eq $v } }", [1, "a", None, 1]),
        ("foreach ($d in $true, $false, $true) { (1, 2 | Sort-Object -Descending:$d)[0] }", [2, 1, 2]),
        ("foreach ($i in 1..3) { 'b', 'a' | Sort-Object -Descending | Select-Object -Last 1 }", ["a", "a", "a"]),
        (
            "foreach ($i in 1..3) { if ($i -eq 2) { $PSDefaultParameterValues['Select-Object:First'] = 1 };"
            " (1, 2 | Select-Object -Skip 0 | Measure-Object).Count }",
            [2, 1, 1],
        ),
    ],
)
def test_the_same_place_binds_by_what_it_is_given(text: str, expected: list[object]) -> None:
    assert run(text) == expected


def test_a_value_that_does_not_pass_is_refused_after_one_that_did() -> None:
    session = Session()
    text = "foreach ($n in 1, -1, 2) { try { 5, 6 | Select-Object -First $n } catch { 'refused' } }"
    assert session.run(text) == [5, "refused", 5, 6]


def test_an_empty_text_is_refused_after_one_that_was_none() -> None:
    with pytest.raises(Terminating):
        Session().run("foreach ($n in 'a', '') { $ErrorActionPreference = 'Stop'; 'a' | Select-String -Pattern $n }")
