"""Flexible assets: traits of every kind, their names, and how they are written and read."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.sandbox.client import World


def traits_of(world: World, traits: dict[str, object]) -> Any:
    answer = world.create({"field-technician": "Randy Rios", **traits})
    assert answer.status == 201, answer.body
    read = answer.data["attributes"]["traits"]
    assert world.client.get(f"/flexible_assets/{answer.data['id']}").data["attributes"]["traits"] == read
    return read


@pytest.mark.parametrize(
    ("key", "written", "read"),
    [
        ("signed", True, True),
        ("signed", False, False),
        ("signed", "true", True),
        ("signed", 0, False),
        ("signing-date", "2018-10-31", "2018-10-31"),
        ("signing-date", "2018-10-31T10:00:00+02:00", "2018-10-31"),
        ("number-of-seats", 25, 25),
        ("number-of-seats", "25", 25),
        ("number-of-seats", 25.4, 25),
        ("discount", 12.5, 12.5),
        ("discount", "12.5", 12.5),
        ("field-technician", "Ann Lee", "Ann Lee"),
        ("telephone", "555-234-9876", "555-234-9876"),
        ("telephone", 5552349876, "5552349876"),
        ("notes", "<p>Hällo & <b>x</b></p>", "<p>Hällo & <b>x</b></p>"),
        ("notes", "These are the notes.", "These are the notes."),
    ],
)
def test_a_trait_is_read_as_its_kind_reads(world: World, key: str, written: object, read: object) -> None:
    found = traits_of(world, {key: written})[key]
    assert found == read and type(found) is type(read)


@pytest.mark.parametrize(
    ("key", "value", "detail"),
    [
        ("signed", "perhaps", "is not included in the list"),
        ("signing-date", "31.10.2018", "is not a valid date"),
        ("signing-date", "2018-02-30", "is not a valid date"),
        ("number-of-seats", "many", "is not a number"),
        ("discount", [1], "is not a number"),
        ("field-technician", "Nobody", "is not included in the list"),
        ("telephone", ["1"], "is invalid"),
        ("scan", "a.txt", "is invalid"),
        ("scan", [{"content": "", "file_name": "a.txt"}], "is invalid"),
        ("scan", {"content": "no base64!", "file_name": "a.txt"}, "is not valid base64"),
        ("scan", {"content": "QUJD\nREVG", "file_name": "a.txt"}, "is not valid base64"),
    ],
)
def test_a_value_that_its_kind_does_not_take(world: World, key: str, value: object, detail: str) -> None:
    answer = world.create({"field-technician": "Ann Lee", key: value})
    assert answer.status == 422
    assert answer.errors == [
        {
            "source": {"pointer": f"/data/attributes/flexible-asset-traits.{key}"},
            "detail": [detail],
            "title": "Unprocessable Entity",
            "status": 422,
        }
    ]


@pytest.mark.parametrize("written", [4387, "4387", [4387], ["4387", 4387, ""]])
def test_tags_are_written_as_ids_and_read_as_records(world: World, written: object) -> None:
    read = traits_of(world, {"emergency-contact": written})["emergency-contact"]
    assert read == {
        "type": "Contacts",
        "values": [
            {
                "resource-url": f"https://sandbox.itglue.com/{world.organization}/contacts/4387",
                "id": 4387,
                "first-name": "Dana",
                "last-name": "Whitfield",
                "organization-name": "Test Organization - Happy Frog",
            }
        ],
    }


def test_tagged_records_keep_their_order(world: World) -> None:
    read = traits_of(world, {"emergency-contact": [4387, 3901, 7891]})["emergency-contact"]
    assert [value["id"] for value in read["values"]] == [4387, 3901, 7891]


def test_tagged_configurations_carry_host_and_type(world: World) -> None:
    id = int(world.client.ids("/configurations?filter[name]=FROG-EX01")[0])
    (value,) = traits_of(world, {"servers": id})["servers"]["values"]
    assert list(value) == [
        "resource-url", "id", "name", "hostname", "organization-name", "configuration-type-name",
    ]  # fmt: skip
    assert value["name"] == "FROG-EX01" and value["configuration-type-name"] == "Managed Server"


def test_a_tagged_record_that_is_gone_is_no_longer_shown(world: World) -> None:
    id = world.create({"field-technician": "Ann Lee", "emergency-contact": [4387, 3901]}).data["id"]
    for contact, left in ((4387, [3901]), (3901, None)):
        body = {"data": {"type": "contacts", "attributes": {"id": contact}}}
        world.client.request("DELETE", "/contacts", body)
        traits = world.client.get(f"/flexible_assets/{id}").data["attributes"]["traits"]
        shown = traits.get("emergency-contact")
        assert (shown and [value["id"] for value in shown["values"]]) == left


def test_other_flexible_assets_are_tagged_by_type(world: World) -> None:
    field = {"name": "Agreement", "kind": "Tag", "tag-type": f"FlexibleAssetType: {world.type}"}
    body = {"type": "flexible_asset_fields", "attributes": {"flexible-asset-type-id": world.type, **field}}
    assert world.client.request("POST", "/flexible_asset_fields", {"data": body}).status == 201
    first = world.create({"field-technician": "Ann Lee"}).data
    read = traits_of(world, {"agreement": int(first["id"])})["agreement"]
    assert read == {
        "type": "FlexibleAssetTypes",
        "values": [{"resource-url": first["attributes"]["resource-url"], "id": int(first["id"]), "name": "Ann Lee"}],
    }
    lan = world.client.id_of("/flexible_asset_types", "LAN")
    foreign = world.client.ids(f"/flexible_assets?filter[flexible_asset_type_id]={lan}")[0]
    assert world.create({"field-technician": "Ann Lee", "agreement": int(foreign)}).status == 401


def test_an_upload_is_read_as_a_list_of_files(world: World) -> None:
    content = base64.b64encode(b"hello").decode()
    (file,) = traits_of(world, {"scan": {"content": content, "file_name": "plan.pdf"}})["scan"]
    assert list(file) == ["name", "url", "content-type"]
    assert file["name"] == "plan.pdf" and file["content-type"] == "application/pdf"
    assert file["url"].rpartition("/")[2].isdigit()


def test_a_password_is_read_as_the_id_of_an_embedded_one(world: World) -> None:
    answer = world.create({"field-technician": "Ann Lee", "portal-password": "s3cret"})
    id = answer.data["attributes"]["traits"]["portal-password"]
    assert isinstance(id, int) and b"s3cret" not in answer.body
    store = world.client.sandbox.store
    record = store.get("passwords", id)
    assert record is not None and record.body["password"] == "s3cret"
    path = f"/flexible_assets/{answer.data['id']}"
    traits = {"field-technician": "Ann Lee", "portal-password": "new"}
    assert world.client.patch(path, "flexible_assets", traits=traits).data["attributes"]["traits"][
        "portal-password"
    ] == id  # fmt: skip
    traits["portal-password"] = id  # type: ignore[assignment]
    world.client.patch(path, "flexible_assets", traits=traits)
    changed = store.get("passwords", id)
    assert changed is not None and changed.body["password"] == "new"
    world.client.patch(path, "flexible_assets", traits={"field-technician": "Ann Lee"})
    assert store.get("passwords", id) is None


def test_empty_traits_are_left_out_and_the_rest_is_in_field_order(world: World) -> None:
    read = traits_of(world, {"notes": "n", "telephone": None, "signing-date": "", "signed": True})
    assert list(read) == ["signed", "field-technician", "notes"]


def test_the_name_is_made_of_the_title_fields_in_field_order(world: World) -> None:
    answer = world.create({"telephone": "10.12.48.0/24", "field-technician": "Ann Lee"}, name="ignored")
    assert answer.data["attributes"]["name"] == "Ann Lee 10.12.48.0/24"


def test_tagged_names_stand_in_for_a_title_tag(reading: Any) -> None:
    wan = reading.id_of("/flexible_asset_types", "Internet/WAN")
    for asset in reading.get(f"/flexible_assets?filter[flexible_asset_type_id]={wan}").data:
        traits = asset["attributes"]["traits"]
        assert asset["attributes"]["name"] == f"{traits['provider']} {traits['location']['values'][0]['name']}"


def test_a_patch_replaces_the_traits_as_a_whole(world: World) -> None:
    id = world.create({"field-technician": "Ann Lee", "telephone": "1", "notes": "n"}).data["id"]
    path = f"/flexible_assets/{id}"
    changed = world.client.patch(path, "flexible_assets", traits={"field-technician": "Randy Rios", "notes": None})
    assert changed.data["attributes"]["traits"] == {"field-technician": "Randy Rios"}
    assert changed.data["attributes"]["name"] == "Randy Rios"


def test_a_patch_without_traits_leaves_them_alone(world: World) -> None:
    id = world.create({"field-technician": "Ann Lee"}).data["id"]
    changed = world.client.patch(f"/flexible_assets/{id}", "flexible_assets", archived=True, restricted=True)
    attributes = changed.data["attributes"]
    assert attributes["traits"] == {"field-technician": "Ann Lee"}
    assert attributes["archived"] is True and attributes["restricted"] is True


def test_a_patch_must_send_required_traits_again(world: World) -> None:
    id = world.create({"field-technician": "Ann Lee"}).data["id"]
    answer = world.client.patch(f"/flexible_assets/{id}", "flexible_assets", traits={"notes": "n"})
    assert answer.status == 422 and answer.errors[0]["detail"] == ["can't be blank"]


def test_an_option_that_is_gone_may_be_written_back(world: World) -> None:
    id = world.create({"field-technician": "Ann Lee"}).data["id"]
    fields = world.client.get(f"/flexible_asset_types/{world.type}/relationships/flexible_asset_fields").data
    field = next(f for f in fields if f["attributes"]["name"] == "Field Technician")
    world.client.patch(f"/flexible_asset_fields/{field['id']}", "flexible_asset_fields", default_value="Randy Rios")
    assert world.client.get(f"/flexible_assets/{id}").data["attributes"]["traits"]["field-technician"] == "Ann Lee"
    same = world.client.patch(f"/flexible_assets/{id}", "flexible_assets", traits={"field-technician": "Ann Lee"})
    assert same.status == 200
    assert world.create({"field-technician": "Ann Lee"}).status == 422


def test_type_and_owner_of_an_asset_stay(world: World) -> None:
    id = world.create({"field-technician": "Ann Lee"}).data["id"]
    path = f"/flexible_assets/{id}"
    same = world.client.patch(path, "flexible_assets", flexible_asset_type_id=world.type, organization_id=world.other)
    assert same.data["attributes"]["organization-id"] == world.organization
    lan = world.client.id_of("/flexible_asset_types", "LAN")
    assert world.client.patch(path, "flexible_assets", flexible_asset_type_id=lan).status == 422


def test_many_assets_are_made_below_an_organization(world: World) -> None:
    entries = [
        {
            "type": "flexible-assets",
            "attributes": {"flexible-asset-type-id": world.type, "traits": {"field-technician": name}},
        }
        for name in ("Ann Lee", "Randy Rios")
    ]
    path = f"/organizations/{world.organization}/relationships/flexible_assets"
    answer = world.client.request("POST", path, {"data": entries})
    assert answer.status == 201 and [e["attributes"]["name"] for e in answer.data] == ["Ann Lee", "Randy Rios"]


def test_assets_are_deleted_one_by_one_and_in_bulk(world: World) -> None:
    ids = [world.create({"field-technician": "Ann Lee"}).data["id"] for _ in range(3)]
    assert world.client.request("DELETE", f"/flexible_assets/{ids[0]}").data["id"] == ids[0]
    body = {"data": [{"type": "flexible_assets", "attributes": {"id": id}} for id in ids[1:]]}
    assert [e["id"] for e in world.client.request("DELETE", "/flexible_assets", body).data] == ids[1:]
    assert world.client.get(f"/flexible_assets?filter[flexible_asset_type_id]={world.type}").data == []


def test_traits_must_be_an_object(world: World) -> None:
    assert world.create(["x"]).status == 422
    answer = world.create(...)
    assert answer.status == 422 and answer.errors[0]["detail"] == ["can't be blank"]


def test_the_documented_example_goes_through(world: World) -> None:
    """The seven kinds of the getting-started article, with its values."""
    traits = {
        "signed": True,
        "signing-date": "2018-10-31",
        "number-of-seats": 25,
        "field-technician": "Randy Rios",
        "emergency-contact": [4387, 3901, 7891],
        "telephone": "555-234-9876",
        "notes": "These are the notes.",
    }
    answer = world.create(traits)
    assert answer.status == 201
    attributes = answer.data["attributes"]
    assert answer.data["type"] == "flexible-assets"
    assert attributes["organization-name"] == "Test Organization - Happy Frog"
    assert attributes["flexible-asset-type-name"] == "Agreement"
    assert attributes["name"] == "Randy Rios 555-234-9876"
    assert {key: value for key, value in attributes["traits"].items() if key != "emergency-contact"} == {
        key: value for key, value in traits.items() if key != "emergency-contact"
    }
