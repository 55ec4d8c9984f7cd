"""The shape of documents: members and their order, ids, values, names of referred records, web addresses."""

from __future__ import annotations

import re
from typing import Any

from tests.sandbox.client import Client

ORGANIZATION = [
    "name", "alert", "description", "organization-type-id", "organization-type-name", "organization-status-id",
    "organization-status-name", "my-glue-account-id", "primary", "logo", "quick-notes", "short-name", "created-at",
    "updated-at", "psa-integration", "sync-active", "has-personal-passwords", "ancestor-ids", "parent-id",
]  # fmt: skip

FLEXIBLE_ASSET = [
    "organization-id", "organization-name", "resource-url", "restricted", "my-glue", "flexible-asset-type-id",
    "flexible-asset-type-name", "name", "traits", "archived", "created-at", "updated-at",
]  # fmt: skip

FIELD = [
    "order", "name", "kind", "hint", "decimals", "tag-type", "required", "use-for-title", "expiration", "show-in-list",
    "name-key", "created-at", "updated-at", "flexible-asset-type-id", "default-value",
]  # fmt: skip


def first_asset(client: Client) -> dict[str, Any]:
    type_id = client.id_of("/flexible_asset_types", "Applications")
    first: dict[str, Any] = client.get(f"/flexible_assets?filter[flexible_asset_type_id]={type_id}").data[0]
    return first


def test_a_single_record_is_an_object_with_id_type_attributes_relationships(reading: Client) -> None:
    id = reading.ids("/organizations")[0]
    document = reading.get(f"/organizations/{id}").json
    assert list(document) == ["data"]
    assert list(document["data"]) == ["id", "type", "attributes", "relationships"]
    assert document["data"]["id"] == id and document["data"]["type"] == "organizations"
    assert document["data"]["relationships"] == {}


def test_a_collection_has_data_meta_and_links_in_this_order(reading: Client) -> None:
    document = reading.get("/organizations").json
    assert list(document) == ["data", "meta", "links"]
    assert list(document["meta"]) == [
        "current-page", "next-page", "prev-page", "total-pages", "total-count", "filters",
    ]  # fmt: skip
    assert document["meta"]["filters"] == {}


def test_included_stands_between_data_and_meta_when_asked_for(reading: Client) -> None:
    assert list(reading.get("/flexible_asset_types?include=flexible_asset_fields").json) == [
        "data", "included", "meta", "links",
    ]  # fmt: skip


def test_answers_are_json_api(reading: Client) -> None:
    assert reading.get("/organizations").headers["content-type"] == "application/vnd.api+json; charset=utf-8"


def test_ids_are_strings_and_id_attributes_integers(reading: Client) -> None:
    for entry in reading.get("/configurations").data:
        assert isinstance(entry["id"], str) and entry["id"].isdigit()
        assert isinstance(entry["attributes"]["organization-id"], int)


def test_attributes_stand_in_the_order_of_real_answers(reading: Client) -> None:
    assert list(reading.get("/organizations").data[0]["attributes"]) == ORGANIZATION
    assert list(first_asset(reading)["attributes"]) == FLEXIBLE_ASSET
    type_id = reading.id_of("/flexible_asset_types", "Applications")
    fields = reading.get(f"/flexible_asset_types/{type_id}/relationships/flexible_asset_fields").data
    assert list(fields[0]["attributes"]) == FIELD


def test_timestamps_are_utc_with_three_decimals(reading: Client) -> None:
    for entry in reading.get("/contacts").data:
        for key in ("created-at", "updated-at"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry["attributes"][key])


def test_unset_attributes_are_null(reading: Client) -> None:
    attributes = reading.get("/organizations").data[1]["attributes"]
    assert attributes["logo"] is None and attributes["alert"] is None


def test_names_accompany_ids(reading: Client) -> None:
    entry = reading.get("/configurations").data[0]["attributes"]
    owner = reading.get(f"/organizations/{entry['organization-id']}").data["attributes"]
    kind = reading.get(f"/configuration_types/{entry['configuration-type-id']}").data["attributes"]
    assert entry["organization-name"] == owner["name"]
    assert entry["organization-short-name"] == owner["short-name"]
    assert entry["configuration-type-name"] == kind["name"]
    assert entry["manufacturer-name"] and entry["model-name"] and entry["configuration-status-name"]


def test_record_addresses_have_the_form_of_the_web_application(reading: Client) -> None:
    for resource, page in (("configurations", "configurations"), ("locations", "locations"), ("contacts", "contacts")):
        entry = reading.get(f"/{resource}").data[0]
        owner = entry["attributes"]["organization-id"]
        expected = f"https://sandbox.itglue.com/{owner}/{page}/{entry['id']}"
        assert entry["attributes"]["resource-url"] == expected


def test_the_address_of_an_asset_names_type_id_and_slug(reading: Client) -> None:
    asset = first_asset(reading)
    attributes = asset["attributes"]
    type_id = attributes["flexible-asset-type-id"]
    assert attributes["resource-url"] == (
        f"https://sandbox.itglue.com/{attributes['organization-id']}/assets/{type_id}-applications/records/{asset['id']}"
    )


def test_domains_repeat_their_id_as_an_integer(reading: Client) -> None:
    for entry in reading.get("/domains").data:
        assert entry["attributes"]["id"] == int(entry["id"])


def test_domains_have_no_show(reading: Client) -> None:
    assert reading.get(f"/domains/{reading.ids('/domains')[0]}").status == 404


def test_quick_notes_are_cut_in_lists_only(reading: Client) -> None:
    listed = next(e for e in reading.get("/organizations").data if e["attributes"]["quick-notes"])
    shown = reading.get(f"/organizations/{listed['id']}").data
    assert len(listed["attributes"]["quick-notes"]) == 250
    assert len(shown["attributes"]["quick-notes"]) > 250


def test_a_field_names_its_type(reading: Client) -> None:
    type_id = reading.ids("/flexible_asset_types")[0]
    for field in reading.get(f"/flexible_asset_types/{type_id}/relationships/flexible_asset_fields").data:
        assert field["type"] == "flexible-asset-fields"
        assert field["relationships"] == {
            "flexible-asset-type": {"data": {"id": type_id, "type": "flexible-asset-types"}}
        }


def test_the_key_check_of_clients_works(reading: Client) -> None:
    assert reading.get("/regions").status == 200
    assert reading.request("GET", "/regions", key="ITG.wrong").status == 403


def test_configuration_types_count_their_configurations(reading: Client) -> None:
    counts = [e["attributes"]["configurations-count"] for e in reading.get("/configuration_types").data]
    assert sum(counts) == reading.get("/configurations").json["meta"]["total-count"]


def test_the_kind_of_a_configuration_type_is_a_slug(reading: Client) -> None:
    kinds = {e["attributes"]["configuration-type-kind"] for e in reading.get("/configurations?page[size]=1000").data}
    assert {"server", "workstation", "laptop"} <= kinds
