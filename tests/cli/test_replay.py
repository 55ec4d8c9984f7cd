"""A session saved in one account runs in another one, for another organization: as a plan first, and only once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from glueshell.sandbox import Sandbox
from tests.cli.running import ORGANIZATION, ROOT, Glueshell, LastingSandbox
from tests.cli.typed import typing

OTTER = "Test Organization - Quiet Otter"
SESSION = (
    "Get-Organization -First 3",
    f"org '{ORGANIZATION}'",
    """$type = New-FlexibleAssetType 'Loan Agreement' -Icon file-text -Fields @(
    @{ Name = 'Device'; Kind = 'Tag'; TagType = 'Configurations'; Required = $true; UseForTitle = $true }
    @{ Name = 'Lent to'; Kind = 'Tag'; TagType = 'Contacts'; ShowInList = $true }
    @{ Name = 'Place'; Kind = 'Tag'; TagType = 'Locations' }
    @{ Name = 'State'; Kind = 'Select'; Options = 'New', 'Used' }
    @{ Name = 'Back by'; Kind = 'Date'; Expiration = $true }
    @{ Name = 'Price'; Kind = 'Number'; Decimals = 2 }
    @{ Name = 'Insured'; Kind = 'Checkbox' }
    @{ Name = 'Terms'; Kind = 'Textbox' }
)""",
    "Use-FlexibleAssetType $type",
    "New-Draft",
    "Set-Trait state new",
    "Set-Trait device 'Loan Device 1', 'Loan Device 2'",
    "Set-Trait lent-to 'Robin Keller'",
    "Set-Trait place 'Main Office'",
    "Set-Trait state Used",
    "Set-Trait back-by '31 Mar 2026'",
    "Set-Trait price 12.50",
    "Set-Trait insured yes",
    "Set-Trait terms 'Bring it back. Questions: help@happyfrog.example'",
    "Get-Draft",
    "$asset = Submit-Draft",
)
NAMES = {
    "device": ["Loan Device 1", "Loan Device 2"], "lent-to": ["Robin Keller"], "place": ["Main Office"],
    "state": "Used", "back-by": "2026-03-31", "price": 12.5, "insured": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def other_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo account of another seed, in a file."""
    path = tmp_path_factory.mktemp("other") / "template.db"
    Sandbox(path, 7).close()
    return path


@pytest.fixture
def elsewhere(other_template: Path, tmp_path: Path) -> Iterator[Glueshell]:
    """The program on the demo account of another seed, in a home of its own."""
    sandbox = LastingSandbox(shutil.copy(other_template, tmp_path / "elsewhere.db"))
    try:
        yield Glueshell(tmp_path / "elsewhere", sandbox)
        assert sandbox.failures == []
    finally:
        sandbox.end()


def saved(glueshell: Glueshell, folder: Path) -> Path:
    """The session, done and saved."""
    path = folder / "loan.gsh"
    with typing(glueshell) as typed:
        for line in SESSION:
            typed(line, *([""] if "New-Fl" in line or "Submit" in line else []))
        typed(f"Save-Session '{path}'")
    return path


def assets(glueshell: Glueshell) -> list[dict[str, Any]]:
    """The assets of the type in the account, as IT Glue answers them."""
    found = glueshell.results("Get-FlexibleAsset -FlexibleAssetType 'Loan Agreement' -Raw")
    return [one["attributes"] for one in found]


def by_name(traits: dict[str, Any]) -> tuple[dict[str, Any], set[int]]:
    """Traits with names in the place of tagged records, and the ids of those."""
    named: dict[str, Any] = {}
    ids: set[int] = set()
    for key, value in traits.items():
        if isinstance(value, dict):
            ids |= {one["id"] for one in value["values"]}
            value = [one.get("name") or f"{one['first-name']} {one['last-name']}" for one in value["values"]]
        named[key] = value
    return named, ids


def test_the_same_traits_by_name_and_other_ids_in_another_account_and_organization(
    glueshell: Glueshell, elsewhere: Glueshell, tmp_path: Path
) -> None:
    path = saved(glueshell, tmp_path)
    again = ("--sandbox", "run", str(path), "-Organization", OTTER, "-Domain", "quietotter.example")

    plan = elsewhere(*again, "-WhatIf")
    assert plan.status == 0, plan
    assert plan.out.count("What if: create") == 2
    assert '"flexible-asset-type-id": "(known after create)"' in plan.out
    assert elsewhere.writes == []
    assert elsewhere.results("Get-Draft -List") == []

    ran = elsewhere(*again)
    assert ran.status == 0, ran
    assert [path for _, path, _ in elsewhere.writes] == ["/flexible_asset_types", "/flexible_assets"]

    (there,), (here,) = assets(elsewhere), assets(glueshell)
    assert (here["organization-name"], there["organization-name"]) == (ORGANIZATION, OTTER)
    (named_here, ids_here), (named_there, ids_there) = by_name(here["traits"]), by_name(there["traits"])
    assert named_here.pop("terms") == "Bring it back. Questions: help@happyfrog.example"
    assert named_there.pop("terms") == "Bring it back. Questions: help@quietotter.example"
    assert named_here == named_there == NAMES
    assert len(ids_here) == len(ids_there) == 4 and not ids_here & ids_there
    assert here["flexible-asset-type-id"] != there["flexible-asset-type-id"]

    elsewhere.forget()
    for once_more in (again, (*again, "-WhatIf")):
        ran = elsewhere(*once_more)
        assert ran.status == 0, ran
        said = (ran.out + ran.err).lower()
        assert "found the flexible asset type 'loan agreement'" in said or "found, nothing created: the flex" in said
        assert elsewhere.writes == []
    assert len(assets(elsewhere)) == 1


def test_an_asset_of_its_title_with_other_traits_stops_the_replay(glueshell: Glueshell, tmp_path: Path) -> None:
    path = saved(glueshell, tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("12.50", "13.75"), encoding="utf-8")
    glueshell.forget()
    ran = glueshell("--sandbox", "run", str(path))
    assert ran.status == 5 and glueshell.writes == []
    assert "  price: 13.75 here, 12.5 there" in ran.err
    assert f"{path}:" in ran.err


def test_what_a_saved_script_looks_like(glueshell: Glueshell, tmp_path: Path) -> None:
    text = saved(glueshell, tmp_path).read_text(encoding="utf-8")
    assert (
        text
        == f"""\
# A session, saved by glueshell. It can be run again: what is there already is found, not made twice.
# It makes the flexible asset type 'Loan Agreement'.
# It makes Loan Agreement 'Loan Device 1, Loan Device 2'.
#
#   glueshell run loan.gsh -Organization ... -Device ... -LentTo ... -Domain ... -Email ... -WhatIf

param(
    [Organization]$Organization = '{ORGANIZATION}',
    [string[]]$Device = @('Loan Device 1', 'Loan Device 2'),
    [string]$LentTo = 'Robin Keller',
    [string]$Domain = 'happyfrog.example',
    [string]$Email = "help@$Domain"
)

Use-Organization $Organization

{SESSION[2].replace("Agreement'", "Agreement' -IfExists Adopt", 1)}
Use-FlexibleAssetType $type

New-Draft
Set-Trait device $Device
Set-Trait lent-to $LentTo
Set-Trait place 'Main Office'
Set-Trait state Used
Set-Trait back-by '31 Mar 2026'
Set-Trait price 12.50
Set-Trait insured yes
Set-Trait terms "Bring it back. Questions: $Email"
Submit-Draft -IfExists Adopt
"""
    )


# -- played through ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", ["api-email-example", "seven-kinds"])
def test_an_example_can_be_played_through_to_its_end(glueshell: Glueshell, example: str) -> None:
    selected = glueshell.results("Use-Organization 'Northwind Traders'; Get-Context")
    ran = glueshell("--sandbox", "run", example, "-WhatIf")
    assert ran.status == 0, ran
    assert "Created flexible asset (known after create)" in ran.lines
    assert glueshell.writes == []
    assert glueshell.results("Get-Draft -List") == []
    assert glueshell.results("Get-Context") == selected
    assert (ROOT / f"scripts/examples/{example}.gsh").exists()


PLAN = (
    "$WhatIfPreference = $true; $type = New-FlexibleAssetType 'Planned' -Fields"
    " @{ Name = 'Model'; Kind = 'Text'; UseForTitle = $true; ShowInList = $true; Required = $true }; "
)


def test_a_planned_type_is_known_by_its_value_and_its_name(glueshell: Glueshell) -> None:
    ran = glueshell.run(
        PLAN
        + f"Use-Organization '{ORGANIZATION}' | Out-Null; Use-FlexibleAssetType Planned; (Get-FlexibleAssetField).Name;"
        " New-Draft @{ model = 'X' }; (Submit-Draft).Name; (Get-FlexibleAsset).Traits.Model; \"$($type.Id)\""
    )
    assert ran.status == 0, ran
    assert [line for line in ran.lines if line in ("Model", "X")] == ["Model", "X", "X"]
    assert ran.lines[-1] == "(known after create)"
    assert glueshell.writes == []


def test_what_was_only_planned_is_never_sent(glueshell: Glueshell) -> None:
    ran = glueshell.run(
        PLAN + f"Use-Organization '{ORGANIZATION}'; Use-FlexibleAssetType $type; New-Draft @{{ model = 'X' }};"
        " $WhatIfPreference = $false; Submit-Draft"
    )
    assert ran.status == 2 and "belongs to a rehearsal (-WhatIf)" in ran.err
    ran = glueshell.run(
        PLAN + f"Use-Organization '{ORGANIZATION}'; Use-FlexibleAssetType $type; $WhatIfPreference = $false; New-Draft"
    )
    assert ran.status == 2 and "The flexible asset type 'Planned' was only planned" in ran.err
    assert glueshell.writes == []


def test_an_incomplete_draft_stops_a_rehearsal_as_it_would_the_run(glueshell: Glueshell) -> None:
    ran = glueshell.run(
        PLAN + f"Use-Organization '{ORGANIZATION}'; Use-FlexibleAssetType $type; New-Draft; Submit-Draft"
    )
    assert ran.status == 2 and "'Model' is required." in ran.err


def test_a_preview_in_a_real_run_answers_nothing(mail: Glueshell) -> None:
    ran = mail.run(
        f"Use-Organization '{ORGANIZATION}'; Use-FlexibleAssetType 'API Email Example';"
        " New-Draft @{ type = 'Office 365'; domains = 'happyfrog.example' };"
        " $null -eq (Submit-Draft -WhatIf -IfExists Create); (Get-Draft -AsObject).State"
    )
    assert ran.lines[-2:] == ["True", "open"]
