"""Flexible asset types and their fields."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.client import FIELDS, Client, World, type_body

FIELD = {"name": "Name", "kind": "Text", "use-for-title": True, "show-in-list": True}


def create(client: Client, *fields: dict[str, object], name: str = "Email") -> dict[str, Any]:
    answer = client.request("POST", "/flexible_asset_types", type_body(name, list(fields) or [FIELD]))
    assert answer.status == 201, answer.body
    made: dict[str, Any] = answer.data
    return made


@pytest.mark.parametrize("key", ["flexible-asset-fields", "flexible_asset_fields"])
def test_a_type_is_made_with_its_fields_in_one_go(client: Client, key: str) -> None:
    answer = client.request("POST", "/flexible_asset_types", type_body("Email", FIELDS, key))
    assert answer.status == 201
    linkage = answer.data["relationships"]["flexible-asset-fields"]["data"]
    assert len(linkage) == len(FIELDS) and linkage[0]["type"] == "flexible-asset-fields"
    assert "included" not in answer.json
    path = f"/flexible_asset_types/{answer.data['id']}/relationships/flexible_asset_fields"
    fields = client.get(path).data
    assert [f["id"] for f in fields] == [entry["id"] for entry in linkage]
    assert [f["attributes"]["name"] for f in fields] == [f["name"] for f in FIELDS]
    assert answer.data["attributes"]["icon"] == "envelope"
    assert client.ids("/flexible_asset_types?sort=-created_at")[0] == answer.data["id"]


def test_defaults_of_a_field(client: Client) -> None:
    type_id = create(client, FIELD, {"name": "Plain", "kind": "Text"})["id"]
    plain = client.get(f"/flexible_asset_types/{type_id}/relationships/flexible_asset_fields").data[1]["attributes"]
    expected = {
        "order": 2, "hint": None, "decimals": 0, "tag-type": None, "required": False, "use-for-title": False,
        "expiration": False, "show-in-list": False, "name-key": "plain", "default-value": None,
    }  # fmt: skip
    assert {key: plain[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("fields", "detail"),
    [
        ([], "must have at least one field"),
        ([{"name": "A", "kind": "Text", "show-in-list": True}], "must have at least one field used for the title"),
        ([{"name": "A", "kind": "Text", "use-for-title": True}], "must have at least one field shown in the list"),
        ([FIELD, {"name": "", "kind": "Text"}], "can't be blank"),
        ([FIELD, {"name": "B"}], "can't be blank"),
        ([FIELD, {"name": "B", "kind": "Colour"}], "is not included in the list"),
        ([FIELD, {"name": "B", "kind": "Tag"}], "can't be blank"),
        ([FIELD, {"name": "B", "kind": "Tag", "tag-type": "Colours"}], "is not included in the list"),
        ([FIELD, {"name": "B", "kind": "Tag", "tag-type": "FlexibleAssetType: 5"}], "must exist"),
        ([FIELD, {"name": "B", "kind": "Number", "decimals": "two"}], "is not a number"),
    ],
)
def test_types_that_are_refused(client: Client, fields: list[dict[str, object]], detail: str) -> None:
    before = client.ids("/flexible_asset_types")
    answer = client.request("POST", "/flexible_asset_types", type_body("Email", fields))
    assert answer.status == 422 and [e["detail"] for e in answer.errors] == [detail]
    assert client.ids("/flexible_asset_types") == before


def test_fields_inside_the_attributes_break_the_server(client: Client) -> None:
    answer = client.post("/flexible_asset_types", "flexible_asset_types", name="X", flexible_asset_fields=[FIELD])
    assert answer.status == 500


def test_a_patch_changes_attributes_but_no_relationships(client: Client) -> None:
    id = create(client)["id"]
    path = f"/flexible_asset_types/{id}"
    assert client.patch(path, "flexible_asset_types", enabled=False).data["attributes"]["enabled"] is False
    body = type_body("Other", [FIELD])
    answer = client.request("PATCH", path, body)
    assert answer.status == 403
    assert client.get(path).data["attributes"]["name"] == "Email"


def test_names_of_types_are_unique(client: Client) -> None:
    create(client)
    answer = client.request("POST", "/flexible_asset_types", type_body("Email", [FIELD]))
    assert answer.status == 422 and answer.errors[0]["detail"] == "has already been taken"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Relative ID (RID) Master", "relative-id-rid-master"),
        ("Application admin(s) at the customer", "application-admin-s-at-the-customer"),
        ("Password(s)", "password-s"),
        ("Managed by us?", "managed-by-us"),
        ("Upgraded to SQL?", "upgraded-to-sql"),
        ("Client has signed and acknowledged MSA", "client-has-signed-and-acknowledged-msa"),
        ("Größe & Gewicht", "grosse-gewicht"),
        ("Café/Ørsted 中 x", "cafe-orsted-x"),
    ],
)
def test_name_keys_follow_the_observed_rule(client: Client, name: str, key: str) -> None:
    type_id = create(client, {**FIELD, "name": name})["id"]
    field = client.get(f"/flexible_asset_types/{type_id}/relationships/flexible_asset_fields").data[0]
    assert field["attributes"]["name-key"] == key


def test_name_keys_of_one_type_are_distinct(client: Client) -> None:
    type_id = create(client, FIELD, {"name": "name!", "kind": "Text"}, {"name": "NAME", "kind": "Text"})["id"]
    fields = client.get(f"/flexible_asset_types/{type_id}/relationships/flexible_asset_fields").data
    assert [f["attributes"]["name-key"] for f in fields] == ["name", "name-2", "name-3"]


def fields_by_name(client: Client, type_id: int) -> dict[str, Any]:
    found = client.get(f"/flexible_asset_types/{type_id}/relationships/flexible_asset_fields").data
    return {f["attributes"]["name"]: f for f in found}


def test_a_field_is_added_flat_nested_and_in_bulk(world: World) -> None:
    client = world.client
    flat = client.post(
        "/flexible_asset_fields", "flexible_asset_fields", flexible_asset_type_id=world.type, name="A", kind="Text"
    )
    nested_path = f"/flexible_asset_types/{world.type}/relationships/flexible_asset_fields"
    nested = client.post(nested_path, "flexible_asset_fields", name="B", kind="Text")
    entries = [{"type": "flexible_asset_fields", "attributes": {"name": n, "kind": "Text"}} for n in ("C", "A")]
    many = client.request("POST", nested_path, {"data": entries})
    assert (flat.status, nested.status, many.status) == (201, 201, 201)
    assert [f["attributes"]["order"] for f in (flat.data, nested.data, *many.data)] == [13, 14, 15, 16]
    assert many.data[1]["attributes"]["name-key"] == "a-2"


def test_a_field_without_a_type_is_refused(client: Client) -> None:
    answer = client.post("/flexible_asset_fields", "flexible_asset_fields", name="A", kind="Text")
    assert answer.status == 422
    assert answer.errors[0]["source"]["pointer"] == "/data/attributes/flexible-asset-type"


def test_renaming_a_field_keeps_its_key(world: World) -> None:
    field = fields_by_name(world.client, world.type)["Telephone"]
    path = f"/flexible_asset_fields/{field['id']}"
    changed = world.client.patch(path, "flexible_asset_fields", name="Phone", name_key="x").data["attributes"]
    assert changed["name"] == "Phone" and changed["name-key"] == "telephone"


def test_the_kind_of_a_field_is_fixed_once_it_is_in_use(world: World) -> None:
    field = fields_by_name(world.client, world.type)["Telephone"]
    path = f"/flexible_asset_fields/{field['id']}"
    assert world.client.patch(path, "flexible_asset_fields", kind="Textbox").status == 200
    world.create({"field-technician": "Ann Lee", "telephone": "1"})
    answer = world.client.patch(path, "flexible_asset_fields", kind="Text")
    assert answer.status == 422 and answer.errors[0]["source"]["pointer"] == "/data/attributes/kind"


def test_the_last_title_field_stays_one(client: Client) -> None:
    type_id = int(create(client, FIELD, {"name": "B", "kind": "Text"})["id"])
    field = fields_by_name(client, type_id)["Name"]
    path = f"/flexible_asset_fields/{field['id']}"
    assert client.patch(path, "flexible_asset_fields", use_for_title=False).status == 422
    assert client.request("DELETE", path).status == 422


def test_a_deleted_field_takes_its_values_along(world: World) -> None:
    id = world.create({"field-technician": "Ann Lee", "telephone": "1"}).data["id"]
    field = fields_by_name(world.client, world.type)["Telephone"]
    answer = world.client.request("DELETE", f"/flexible_asset_fields/{field['id']}")
    assert answer.status == 200 and answer.data["id"] == field["id"]
    asset = world.client.get(f"/flexible_assets/{id}").data["attributes"]
    assert asset["traits"] == {"field-technician": "Ann Lee"} and asset["name"] == "Ann Lee"


def test_a_bulk_update_of_fields(world: World) -> None:
    fields = fields_by_name(world.client, world.type)
    entries = [
        {"type": "flexible_asset_fields", "attributes": {"id": fields[name]["id"], "hint": "h"}}
        for name in ("Notes", "Scan")
    ]
    answer = world.client.request("PATCH", "/flexible_asset_fields", {"data": entries})
    assert [f["attributes"]["hint"] for f in answer.data] == ["h", "h"]
