"""Values made, compared and searched; questions to the person."""

from __future__ import annotations

from typing import Any

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import host_streams
from tests.formatting.running import Paper, Run


class Person(Paper):
    """A host with a person who gives the same answer to everything."""

    interactive = True
    attended = True

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[str] = []

    def read_line(self, prompt: str) -> str:
        """Answer."""
        self.questions.append(prompt)
        return "HQ"

    def read_secret(self, prompt: str) -> str:
        """Answer unseen."""
        self.questions.append(prompt)
        return "s3cret"


def _asked(code: str) -> tuple[list[Any], list[str]]:
    person, objects = Person(), []
    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), person, host_streams(person, lambda record: None))
    engine.run(code, objects.append)
    return objects, person.questions


def test_a_question_is_asked_with_a_colon_behind_it() -> None:
    assert _asked("Read-Host 'Which site'") == (["HQ"], ["Which site: "])
    assert _asked("Read-Host") == (["HQ"], [""])


def test_secrets_are_asked_for_unseen() -> None:
    assert _asked("Read-Host Key -MaskInput") == (["s3cret"], ["Key: "])
    assert _asked("Read-Host Key -AsSecureString | ConvertFrom-SecureString -AsPlainText")[0] == ["s3cret"]
    objects, questions = _asked("(Get-Credential admin).GetNetworkCredential().Password")
    assert (objects, questions) == (["s3cret"], ["Password for user admin: "])


def test_without_a_terminal_a_question_is_an_error_of_the_user_s() -> None:
    run = Run("try { Read-Host 'x' } catch { $_ }")
    assert run.objects[0].error_id == "InvalidOperation,Microsoft.PowerShell.Commands.ReadHostCommand"
    assert run.objects[0].exit_status == 2


def test_a_seed_makes_random_numbers_repeatable() -> None:
    code = "$null = Get-Random -SetSeed 7; (1..5 | ForEach-Object { Get-Random -Maximum 1000 }) -join ','"
    assert Run(code).objects == Run(code).objects


def test_other_computers_are_refused_in_one_sentence() -> None:
    run = Run("try { Invoke-Command -ComputerName DC01 { 1 } } catch { $_.Exception.Message }")
    assert run.objects == ["Nothing can be run on DC01: this shell has no PowerShell remoting."]


def test_invoked_text_runs_in_the_present_scope_and_reports_where_it_does_not_parse() -> None:
    assert Run("function f { Invoke-Expression '$x = 2'; $x }; f; $null -eq $x").objects == [2, True]
    assert Run(
        "try { Invoke-Expression 'if (' } catch { $_.FullyQualifiedErrorId -like '*,*InvokeExpressionCommand' }"
    ).objects == [True]


@pytest.mark.parametrize("order", ["1..3000", "3000..1"])
def test_long_collections_are_compared_quickly_and_rightly(order: str) -> None:
    run = Run(f"$d = Compare-Object (1..3000) (({order}) + 3001); $d.InputObject; $d.SideIndicator")
    assert run.objects == [3001, "=>"]


def test_text_is_compared_as_powershell_does_it_upper_and_lower_case_alike() -> None:
    assert Run("Compare-Object 'A', 'b' 'a', 'B'").objects == []
    assert len(Run("Compare-Object 'A' 'a' -CaseSensitive").objects) == 2


def test_a_simple_pattern_has_no_special_characters() -> None:
    assert Run("'a.c', 'abc' | Select-String 'a.c' -SimpleMatch -Raw").objects == ["a.c"]
    assert Run("'a.c', 'abc' | Select-String 'a.c' -Raw").objects == ["a.c", "abc"]


def test_measuring_says_how_long_and_writes_nothing_else() -> None:
    run = Run("Measure-Command { 'loud' }")
    assert len(run.objects) == 1
    assert run.objects[0].ticks >= 0
