"""Every operation of the catalog has its cmdlet, and every example in the help of one runs."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from glueshell.cmdlets.index import COMMANDS
from glueshell.cmdlets.itglue.declared import catalog, said_by
from glueshell.cmdlets.itglue.generated import HANDMADE, VERBS
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.cmdlet_command import declared_parameters
from tests.cli.running import ORGANIZATION, Glueshell

SELECTED = f"Use-Organization '{ORGANIZATION}'; Use-FlexibleAssetType 'Internet/WAN'; "


def _cmdlets() -> dict[str, type[Cmdlet]]:
    found = {}
    for name, where in COMMANDS.items():
        module, _, attribute = where.partition(":")
        if module.split(".")[2] == "itglue":
            found[name] = getattr(import_module(module), attribute)
    return found


def _examples() -> list[Any]:
    return [
        pytest.param(example, id=f"{name}-{number}")
        for name, cls in sorted(_cmdlets().items())
        for number, example in enumerate(cls.examples, 1)
    ]


def test_every_operation_of_the_catalog_has_its_cmdlet() -> None:
    wanted = {
        f"{verb}-{kind.noun}"
        for kind in catalog()
        for name in kind.operations
        for verb, operations in VERBS.items()
        if name in operations
    }
    assert wanted - set(COMMANDS) == set()
    operations = {name for operations in VERBS.values() for name in operations}
    assert {name for kind in catalog() for name in kind.operations} == operations


def test_what_is_made_by_hand_is_there_in_its_place() -> None:
    for verb, resource in HANDMADE:
        where = COMMANDS[f"{verb}-{catalog()[resource].noun}"]
        assert "generated" not in where


@pytest.mark.parametrize("example", _examples())
def test_example_runs(glueshell: Glueshell, example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = glueshell.run(SELECTED + example.code)
    assert (ran.status, ran.err) == (0, ""), example.code


def test_every_cmdlet_has_two_examples_a_synopsis_and_help_for_its_parameters() -> None:
    poor = []
    for name, cls in _cmdlets().items():
        if len(cls.examples) < 2 or not (cls.__doc__ or "").strip():
            poor.append(name)
        poor += [f"{name} -{parameter.name}" for parameter in declared_parameters(cls) if not parameter.help]
    assert poor == []


def test_every_filter_of_the_catalog_is_a_parameter_of_its_listing_cmdlet() -> None:
    missing, counted = [], 0
    for kind in catalog():
        cls = _cmdlets().get(f"Get-{kind.noun}")
        names = {parameter.name for parameter in declared_parameters(cls)} if cls is not None else set()
        for item in kind.filters:
            counted += 1
            if item.parameter not in names:
                missing.append(f"Get-{kind.noun} -{item.parameter}")
    assert missing == []
    assert counted == sum(len(kind.filters) for kind in catalog()) >= 116


def test_get_command_shows_as_many_cmdlets_as_the_catalog_has(glueshell: Glueshell) -> None:
    nouns = {kind.noun for kind in catalog()}
    wanted = sum(
        any(name in kind.operations for name in operations) for kind in catalog() for operations in VERBS.values()
    )
    listed = glueshell.results("Get-Command -Verb " + ",".join(VERBS) + " | ForEach-Object Name")
    found = {name for name in listed if name.partition("-")[2] in nouns}
    assert len(found) == wanted
    for name in sorted(found)[::25]:
        assert glueshell.results(f"(Get-Command {name}).Parameters.Keys -join ' '")[0].split()


def test_every_writable_attribute_of_the_catalog_can_be_said() -> None:
    missing = []
    for kind in catalog():
        cls = _cmdlets().get(f"Set-{kind.noun}")
        if cls is None or ("Set", kind.name) in HANDMADE:
            continue
        names = {parameter.name for parameter in declared_parameters(cls)}
        missing += [
            f"Set-{kind.noun} -{said_by(item)}" for item in kind.writable("update") if said_by(item) not in names
        ]
    assert missing == []
