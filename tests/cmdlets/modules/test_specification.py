"""Modules named with their versions."""

from __future__ import annotations

import pytest

from tests.cmdlets.jobs.test_jobs import Whole

MADE = "New-Module -Name mm { function ff {} } | Import-Module; "


@pytest.mark.parametrize(
    ("specification", "count"),
    [
        ("mm", "1"),
        ("@{ ModuleName = 'mm'; ModuleVersion = '0.0' }", "1"),
        ("@{ ModuleName = 'mm'; ModuleVersion = '2.0' }", "0"),
        ("@{ ModuleName = 'mm'; RequiredVersion = '0.0' }", "1"),
        ("@{ ModuleName = 'mm'; MaximumVersion = '1.0' }", "1"),
    ],
)
def test_a_module_is_found_by_name_and_version(specification: str, count: str) -> None:
    space = Whole()
    assert space.texts(f"{MADE}@(Get-Module -FullyQualifiedName {specification}).Count") == [count]
    assert space.errors == []


def test_a_module_is_removed_by_its_specification() -> None:
    space = Whole()
    assert space.texts(MADE + "Remove-Module -FullyQualifiedName mm; @(Get-Module mm).Count") == ["0"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("@{ ModuleName = 'mm' }", "One of these three members must exist"),
        ("@{ a = 1 }", "Remove the members that are not valid ('a')"),
        ("@{ ModuleVersion = '1.0' }", "The member 'ModuleName' does not exist"),
    ],
)
def test_a_table_that_is_no_specification_is_refused(table: str, said: str) -> None:
    space = Whole()
    space.run(f"Get-Module -FullyQualifiedName {table}")
    assert [record.error_id.partition(",")[0] for record in space.errors] == ["CannotConvertArgumentNoMessage"]
    assert said in space.errors[0].message
