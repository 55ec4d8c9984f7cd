"""What the sandbox answers has the shape of what IT Glue was recorded to answer, and our objects lose nothing of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from glueshell.itglue import catalog, documents
from glueshell.sandbox import Sandbox
from tests.contract.schemas import RECORDED, collection_schema, record_schema, schema_of
from tests.sandbox.client import Client, World

LISTS = {
    "flexible-asset-types": "/flexible_asset_types",
    "passwords": "/passwords",
    "user-metrics": "/user_metrics",
    "users": "/users",
}
RECORDS = [(type_, record) for type_, records in RECORDED["records"].items() for record in records]
INCLUDED = [(type_, record) for type_, records in RECORDED["included"].items() for record in records]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Sandbox(clock=lambda: 1_800_000_000.0) as sandbox:
        yield Client(sandbox)


@pytest.fixture(scope="module")
def world(client: Client) -> World:
    return World(client)


def validate(schema: dict[str, Any], body: object) -> None:
    problems = [f"{error.json_path}: {error.message[:200]}" for error in Draft202012Validator(schema).iter_errors(body)]
    assert problems == []


def in_order(shown: dict[str, Any], recorded: dict[str, Any]) -> bool:
    return [key for key in shown if key in recorded] == [key for key in recorded if key in shown]


def same_shape(type_: str, records: list[dict[str, Any]]) -> None:
    recorded = (RECORDED["records"] | RECORDED["included"])[type_][0]
    for record in records:
        validate(record_schema(type_), without_later_attributes(type_, record))
        assert list(record) == list(recorded)
        assert in_order(record["attributes"], recorded["attributes"])


# Attributes that were seen in other answers than the recorded one, and what only a show has.
LATER = {"passwords": ("personal", "password"), "related-items": ("name",)}


def without_later_attributes(type_: str, record: dict[str, Any]) -> dict[str, Any]:
    attributes = {key: value for key, value in record["attributes"].items() if key not in LATER.get(type_, ())}
    return {**record, "attributes": attributes}


@pytest.mark.parametrize(("type_", "path"), LISTS.items())
def test_every_page_of_a_list_has_the_recorded_shape(client: Client, type_: str, path: str) -> None:
    for number in (1, 2, 99):
        page = client.get(f"{path}?page[size]=100&page[number]={number}").json
        records = page["data"]
        page["data"] = [without_later_attributes(type_, record) for record in records]
        validate(collection_schema(type_), page)
        same_shape(type_, records)


def test_every_record_that_is_shown_has_the_recorded_shape(client: Client) -> None:
    for type_, path in LISTS.items():
        if type_ != "user-metrics":
            for id in client.ids(f"{path}?page[size]=1000")[:40]:
                same_shape(type_, [client.get(f"{path}/{id}").data])


def test_flexible_assets_and_their_fields_have_the_recorded_shape(world: World) -> None:
    client = world.client
    for type_id in client.ids("/flexible_asset_types"):
        nested = f"/flexible_asset_types/{type_id}/relationships/flexible_asset_fields?page[size]=1000"
        same_shape("flexible-asset-fields", client.get(nested).data)
        listed = client.get(f"/flexible_assets?filter[flexible_asset_type_id]={type_id}&page[size]=1000").json
        validate(collection_schema("flexible-assets"), listed)
        same_shape("flexible-assets", listed["data"])


def test_what_writes_answer_has_the_recorded_shape(world: World) -> None:
    client = world.client
    made = world.create({"field-technician": "Ann Lee"}).data
    same_shape("flexible-assets", [made])
    body = {"type": "flexible_assets", "attributes": {"traits": {"field-technician": "Randy Rios"}}}
    same_shape("flexible-assets", [client.request("PATCH", f"/flexible_assets/{made['id']}", {"data": body}).data])
    same_shape("flexible-assets", [client.request("DELETE", f"/flexible_assets/{made['id']}").data])
    password = client.post("/passwords", "passwords", organization_id=world.organization, name="P", password="p").data
    same_shape("passwords", [password])
    configuration = client.ids("/configurations?page[size]=1")[0]
    file = {"content": "eA==", "file_name": "a.txt"}
    path = f"/configurations/{configuration}/relationships/attachments"
    attachment = client.post(path, "attachments", attachment=file).data
    same_shape("attachments", [attachment])
    same_shape("attachments", client.get(path).data)


def test_included_records_have_the_recorded_shape(world: World) -> None:
    client = world.client
    seen: dict[str, list[dict[str, Any]]] = {}
    words = (
        "user_resource_accesses,group_resource_accesses,adapters_resources,rmm_records,tickets,attachments,passwords"
    )
    for record in client.get(f"/configurations?page[size]=1000&include={words}").json["included"]:
        seen.setdefault(record["type"], []).append(record)
    restricted = [e["id"] for e in client.get("/passwords?page[size]=1000").data if e["attributes"]["restricted"]]
    for record in client.get(f"/passwords/{restricted[0]}?include={words}").json["included"]:
        seen.setdefault(record["type"], []).append(record)
    world.create({"field-technician": "Ann Lee", "emergency-contact": [3901]})
    link = {"destination_type": "Organization", "destination_id": world.other}
    client.post("/contacts/3901/relationships/related_items", "related_items", **link)
    for record in client.get("/contacts/3901?include=related_items").json["included"]:
        seen.setdefault(record["type"], []).append(record)
    for type_, records in seen.items():
        same_shape(type_, records)
    assert set(RECORDED["included"]) <= set(seen)


def test_traits_are_read_in_the_recorded_shape(client: Client) -> None:
    upload = schema_of(RECORDED["traits"]["Upload"])
    members = {tag: schema_of(RECORDED["traits"][tag]) for tag in ("Configurations", "Contacts")}
    seen: set[str] = set()
    for type_id in client.ids("/flexible_asset_types"):
        fields = {
            field["attributes"]["name-key"]: field["attributes"]
            for field in client.get(
                f"/flexible_asset_types/{type_id}/relationships/flexible_asset_fields?page[size]=1000"
            ).data
        }
        for asset in client.get(f"/flexible_assets?filter[flexible_asset_type_id]={type_id}&page[size]=1000").data:
            for key, value in asset["attributes"]["traits"].items():
                kind = fields[key]["kind"]
                seen.add(kind)
                if kind == "Tag":
                    assert list(value) == ["type", "values"]
                    for entry in value["values"]:
                        assert list(entry)[:2] == ["resource-url", "id"] and isinstance(entry["id"], int)
                        if value["type"] in members:
                            validate(members[value["type"]], entry)
                elif kind == "Upload":
                    validate(upload, value)
                elif kind in RECORDED["traits"]:
                    validate(schema_of(RECORDED["traits"][kind]), value)
    assert {"Tag", "Upload", "Checkbox", "Date", "Number", "Password"} <= seen


@pytest.mark.parametrize("name", RECORDED["errors"])
def test_errors_are_the_recorded_ones(world: World, name: str) -> None:
    client, organization = world.client, world.organization
    document = client.post("/documents", "documents", organization_id=organization, name="D").data["id"]
    answers = {
        "E1": lambda: world.create({"field-technician": "Ann Lee", "nothing": 1}),
        "E2": lambda: world.create({"telephone": "1"}),
        "E3": lambda: client.request(
            "POST", "/flexible_assets", {"data": [{"type": "flexible_assets", "attributes": {}}]}
        ),
        "E4": lambda: world.create({"field-technician": "Ann Lee", "emergency-contact": 5}),
        "E5": lambda: client.post("/passwords", "passwords", name="P", password="p"),
        "E6": lambda: client.post("/configurations", "configurations", organization_id=organization, name="C"),
        "E7": lambda: client.post(f"/documents/{document}/relationships/sections", "document-sections", content="a"),
        "E8": lambda: client.patch(f"/documents/{document}", "documents", document_folder_id=5),
        "E9": lambda: client.get("/user_metrics?filter[date]=*,2026-08-07"),
        "E10": lambda: closed(client, f"/organizations/{organization}/relationships/document_folders"),
    }
    answer = answers[name]()
    recorded = RECORDED["errors"][name]
    text = json.dumps(answer.json).replace("flexible-asset-traits.field-technician", "flexible-asset-traits.url")
    assert text == json.dumps(recorded)
    status = recorded["errors"][0]["status"]
    assert answer.status == (422 if status == "unprocessable_entity" else int(status))


def closed(client: Client, path: str) -> Any:
    client.sandbox.app.account.features.document_folders = False
    try:
        return client.get(path)
    finally:
        client.sandbox.app.account.features.document_folders = True


@pytest.mark.parametrize(
    ("type_", "record"), [*RECORDS, *INCLUDED], ids=lambda value: value if isinstance(value, str) else ""
)
def test_recorded_records_come_through_our_objects_unchanged(type_: str, record: dict[str, Any]) -> None:
    for body in ({"data": record}, {"data": [record], **RECORDED["envelope"]}, {"data": [], "included": [record]}):
        parsed = documents.parse(json.dumps(body).encode())
        (found,) = parsed.resources or parsed.included
        assert found.type == type_
        again = found.to_document()
        if "relationships" not in record:
            assert again.pop("relationships") == {}
        assert again == record and list(again["attributes"]) == list(record["attributes"])
        assert json.loads(documents.write(body)) == parsed.raw == body


@pytest.mark.parametrize(("type_", "record"), RECORDS, ids=lambda value: value if isinstance(value, str) else "")
def test_the_catalog_knows_every_recorded_attribute(type_: str, record: dict[str, Any]) -> None:
    resource = catalog.load().by_type(type_)
    assert resource is not None
    for name in record["attributes"]:
        attribute = resource.attribute(name)
        assert attribute is not None and attribute.name == name and not attribute.write_only
