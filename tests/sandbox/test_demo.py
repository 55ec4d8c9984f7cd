"""The demo account."""

from __future__ import annotations

import json
from typing import Any

import pytest

from glueshell.sandbox import Sandbox
from tests.sandbox.client import Client, dashed

COUNTS = {"organizations": 40, "configurations": 600, "contacts": 300, "domains": 60, "flexible_asset_types": 6}


def everything(sandbox: Sandbox) -> str:
    """All records of an account as one text."""
    found: list[object] = []
    for name in sandbox.app.account.rules:
        found.extend(record.row() for record in sandbox.store.select(name))
    return json.dumps(found)


def assets(client: Client) -> list[dict[str, Any]]:
    return [
        asset
        for id in client.ids("/flexible_asset_types")
        for asset in client.get(f"/flexible_assets?filter[flexible_asset_type_id]={id}&page[size]=1000").data
    ]


@pytest.mark.parametrize(("resource", "count"), COUNTS.items())
def test_how_much_there_is(reading: Client, resource: str, count: int) -> None:
    assert reading.get(f"/{resource}").json["meta"]["total-count"] == count


def test_there_are_two_hundred_assets_of_every_type(reading: Client) -> None:
    found = assets(reading)
    assert len(found) == 200
    assert len({asset["attributes"]["flexible-asset-type-id"] for asset in found}) == 6


def test_the_same_seed_gives_the_same_account_and_another_one_another() -> None:
    with Sandbox(seed=7) as one, Sandbox(seed=7) as same, Sandbox(seed=8) as other:
        assert everything(one) == everything(same)
        assert one.account_id != same.account_id and one.key != same.key
        assert not set(Client(one).ids("/organizations")) & set(Client(other).ids("/organizations"))
        assert {"4387", "3901", "7891"} <= set(Client(other).ids("/contacts"))


def test_test_organizations_stand_near_the_top_and_own_something_to_tag(reading: Client) -> None:
    newest = reading.names("/organizations?sort=-created_at&page[size]=5")
    tests = [name for name in newest if name.startswith("Test Organization")]
    assert len(tests) == 2
    for name in tests:
        id = reading.id_of("/organizations", name)
        assert id in reading.sandbox.test_organizations
        for resource in ("domains", "configurations", "contacts", "locations"):
            assert reading.ids(f"/{resource}?filter[organization_id]={id}")
        assert reading.ids(f"/configurations?filter[organization_id]={id}&page[size]=100")


def test_the_known_contacts_belong_to_a_test_organization(reading: Client) -> None:
    for entry in reading.get("/contacts?filter[id]=4387,3901,7891").data:
        assert entry["attributes"]["organization-id"] in reading.sandbox.test_organizations


def test_names_are_awkward_on_purpose(reading: Client) -> None:
    names = "\n".join(reading.names("/organizations"))
    for part in (",", "&", "ü", "株式会社", "\x1b[31m", "\u202e", "'"):
        assert part in names
    assert names.count("Lakeside Medical Group") == 2


def test_no_type_of_the_article_is_there_yet(reading: Client) -> None:
    assert "API Email Example" not in reading.names("/flexible_asset_types")


def test_the_types_have_all_eleven_kinds(reading: Client) -> None:
    fields = reading.get("/flexible_asset_types?include=flexible_asset_fields").json["included"]
    kinds = {field["attributes"]["kind"] for field in fields}
    assert kinds == set(reading.sandbox.app.account.catalog.kinds)
    read = {f["attributes"]["name-key"]: f["attributes"]["kind"] for f in fields}
    used = {read[key] for asset in assets(reading) for key in asset["attributes"]["traits"]}
    assert used == kinds - {"Header"}


def test_everything_lies_between_the_opening_and_the_end_of_2024(reading: Client) -> None:
    for resource in COUNTS:
        for entry in reading.get(f"/{resource}?page[size]=1000").data:
            attributes = entry["attributes"]
            assert "2017-01" <= attributes["created-at"] <= attributes["updated-at"] <= "2024-12-20T12"


def test_ids_grow_with_time(reading: Client) -> None:
    for resource in ("organizations", "configurations", "domains"):
        times = [e["attributes"]["created-at"] for e in reading.get(f"/{resource}?page[size]=1000").data]
        assert times == sorted(times)


def test_every_demo_asset_can_be_written_back_as_it_was_read(client: Client) -> None:
    fields = client.get("/flexible_asset_types?include=flexible_asset_fields").json["included"]
    kinds = {
        (f["attributes"]["flexible-asset-type-id"], f["attributes"]["name-key"]): f["attributes"]["kind"]
        for f in fields
    }
    entries = []
    before = assets(client)
    for asset in before:
        attributes = asset["attributes"]
        traits = dict(attributes["traits"])
        for key, value in attributes["traits"].items():
            kind = kinds[attributes["flexible-asset-type-id"], key]
            if kind == "Tag":
                traits[key] = [entry["id"] for entry in value["values"]]
            elif kind == "Upload":
                traits[key] = {"content": "QUJD", "file_name": value[0]["name"]}
        entries.append({"type": "flexible_assets", "attributes": {"id": asset["id"], "traits": traits}})
    answer = client.request("PATCH", "/flexible_assets", {"data": entries})
    assert answer.status == 200, answer.body[:500]
    for old, new in zip(before, answer.data):
        assert new["attributes"]["name"] == old["attributes"]["name"]
        assert new["attributes"]["traits"].keys() == old["attributes"]["traits"].keys()


@pytest.mark.parametrize("resource", ["contacts", "locations", "organizations"])
def test_every_demo_record_passes_its_own_checks(client: Client, resource: str) -> None:
    rules = client.sandbox.app.account.rules[resource]
    for entry in client.get(f"/{resource}?page[size]=1000").data:
        if entry["attributes"].get("sync-active") or entry["attributes"].get("psa-integration") == "enabled":
            continue
        attributes = {k: v for k, v in entry["attributes"].items() if k in rules.writable}
        answer = client.patch(f"/{resource}/{entry['id']}", resource, **dashed(attributes))
        assert answer.status == 200, (entry, answer.body)
