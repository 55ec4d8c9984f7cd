"""A type with its fields in one request, and what is refused before there is one."""

from __future__ import annotations

import pytest

from glueshell.cmdlets.itglue.new_flexible_asset_type import FieldCompleter
from glueshell.completion.candidates import CompletionContext
from tests.cli.running import Glueshell

ONE = "@{ Name = 'A'; Kind = 'Text'; UseForTitle = $true; ShowInList = $true }"


def test_one_request_makes_the_type_and_its_fields(glueshell: Glueshell) -> None:
    (made,) = glueshell.results(
        f"""New-FlexibleAssetType Mail -Icon envelope -Description 'How mail comes' -HideInMenu -Fields {ONE}, @{{
            name = 'Servers'; KIND = 'tag'; Tag = 'configuration'; hint = 'which' }}, @{{
            Name = 'Kind of'; Kind = 'Select'; Options = 'x', 'y' }}"""
    )
    assert made["Name"] == "Mail"
    ((method, path, document),) = glueshell.writes
    assert (method, path) == ("POST", "/flexible_asset_types")
    data = document["data"]
    assert data["attributes"] == {
        "name": "Mail", "description": "How mail comes", "icon": "envelope", "enabled": True, "show-in-menu": False,
    }  # fmt: skip
    fields = [field["attributes"] for field in data["relationships"]["flexible-asset-fields"]["data"]]
    plain = {"required": False, "use-for-title": False, "show-in-list": False}
    assert fields == [
        {"order": 1, "name": "A", "kind": "Text", "required": False, "use-for-title": True, "show-in-list": True},
        {"order": 2, "name": "Servers", "kind": "Tag", "hint": "which", "tag-type": "Configurations", **plain},
        {"order": 3, "name": "Kind of", "kind": "Select", "default-value": "x\ny", **plain},
    ]


def test_whatif_shows_the_request_and_sends_nothing(glueshell: Glueshell) -> None:
    ran = glueshell.run(f"New-FlexibleAssetType Mail -Fields {ONE} -WhatIf")
    assert ran.status == 0
    assert ran.out.startswith("What if: create flexible asset type 'Mail'\n  POST /flexible_asset_types\n")
    assert glueshell.writes == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ("@{ Nmae = 'A'; Kind = 'Text' }", "Field 1 knows no 'Nmae'"),
        ("@{ Name = 'A'; Kind = 'Txet' }", "Field 'A' has the kind 'Txet', which does not exist"),
        ("@{ Name = 'A'; Kind = 'Tag'; TagType = 'Domans'; ShowInList = 1 }", "Did you mean Domains?"),
        ("@{ Name = 'A'; Kind = 'Text' }", "At least one field must be used for the title (UseForTitle = $true)."),
        ("'A'", "Field 1 is no set of names and values"),
        (f"{ONE}, @{{ Name = 'a'; Kind = 'Text' }}", "would get the same name-key a."),
    ],
)
def test_a_field_that_makes_none_is_said_pointed_at_and_not_sent(glueshell: Glueshell, fields: str, says: str) -> None:
    ran = glueshell.run(f"'x' > $null\nNew-FlexibleAssetType Mail -Fields {fields}")
    assert ran.status == 2
    assert says in ran.err
    source, mark = next(
        pair for pair in zip(ran.err.splitlines(), ran.err.splitlines()[1:], strict=False) if "~" in pair[1]
    )
    assert source[mark.index("~") : mark.rindex("~") + 1] == fields
    assert glueshell.requests == []


def test_tab_knows_what_a_field_may_say() -> None:
    offers = FieldCompleter()

    def values(key: str) -> list[str]:
        return [offer.text for offer in offers.key_values(CompletionContext("", None, key=key))]

    assert [offer.text for offer in offers.keys(CompletionContext("", None))][:4] == [
        "Name",
        "Kind",
        "TagType",
        "Options",
    ]
    assert {"Checkbox", "Select", "Tag", "Header"} <= set(values("kind"))
    assert "Configurations" in values("TagType")
    assert values("ShowInList") == ["$true", "$false"]
    assert values("Hint") == []
