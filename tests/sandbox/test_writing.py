"""Creating, changing and removing plain records, one and many."""

from __future__ import annotations

import pytest

from tests.sandbox.client import Client, World
from tests.sandbox.conftest import Clock


def first(client: Client, path: str) -> int:
    return int(client.ids(path)[0])


def test_a_create_answers_201_with_the_record(client: Client, clock: Clock) -> None:
    kind = first(client, "/organization_types")
    answer = client.post("/organizations", "organizations", name="Zürich AG", organization_type_id=kind)
    assert answer.status == 201
    attributes = answer.data["attributes"]
    assert attributes["name"] == "Zürich AG" and attributes["organization-type-id"] == kind
    assert attributes["organization-type-name"] and attributes["sync-active"] is False
    assert attributes["created-at"] == attributes["updated-at"] == "2027-01-15T08:00:00.000Z"
    assert client.get(f"/organizations/{answer.data['id']}").data == answer.data


def test_a_new_record_is_the_newest_by_time_and_by_id(client: Client) -> None:
    id = client.post("/organizations", "organizations", name="New").data["id"]
    assert client.ids("/organizations?sort=-created_at")[0] == id
    assert client.ids("/organizations?sort=-id")[0] == id


def test_keys_may_be_dashed_underscored_or_capital_and_ids_strings(world: World) -> None:
    kind = str(first(world.client, "/configuration_types"))
    body = {
        "data": {
            "type": "configurations",
            "attributes": {
                "organization_id": str(world.organization),
                "Name": "NEW-01",
                "configuration-type-id": kind,
                "serial_number": "S1",
            },
        }
    }
    made = world.client.request("POST", "/configurations", body).data["attributes"]
    assert made["name"] == "NEW-01" and made["serial-number"] == "S1"
    assert made["configuration-type-id"] == int(kind) and made["organization-id"] == world.organization


def test_computed_and_unknown_attributes_are_ignored(client: Client) -> None:
    made = client.post(
        "/organizations", "organizations", name="X", id=5, organization_type_name="Boss", colour="red",
        created_at="2001-01-01",
    ).data  # fmt: skip
    assert made["id"] != "5"
    assert made["attributes"]["organization-type-name"] is None and "colour" not in made["attributes"]
    assert made["attributes"]["created-at"].startswith("2027")


def test_a_patch_keeps_what_is_left_out_and_null_clears(client: Client, clock: Clock) -> None:
    id = client.post("/organizations", "organizations", name="X", alert="Hot", description="D").data["id"]
    clock.now += 61.5
    changed = client.patch(f"/organizations/{id}", "organizations", alert=None).data["attributes"]
    assert changed["alert"] is None and changed["description"] == "D" and changed["name"] == "X"
    assert changed["created-at"] == "2027-01-15T08:00:00.000Z" and changed["updated-at"] == "2027-01-15T08:01:01.500Z"


@pytest.mark.parametrize("value", [True, 1, "1", "true"])
def test_booleans_come_in_several_spellings(client: Client, value: object) -> None:
    assert client.patch("/contacts/4387", "contacts", important=value).data["attributes"]["important"] is True


def test_a_value_of_the_wrong_kind_is_refused(client: Client) -> None:
    answer = client.patch("/contacts/4387", "contacts", important="perhaps", contact_type_id="boss")
    assert answer.status == 422
    assert [e["source"]["pointer"].rpartition("/")[2] for e in answer.errors] == ["important", "contact-type-id"]


def test_references_must_lead_somewhere_in_the_same_organization(world: World) -> None:
    foreign = first(world.client, f"/locations?filter[organization_id]={world.other}")
    for id in (1, foreign):
        answer = world.client.patch("/contacts/4387", "contacts", location_id=id)
        assert answer.status == 422
        assert answer.errors[0]["source"]["pointer"] == "/data/attributes/location"
        assert answer.errors[0]["detail"] == "must exist"


def test_the_parent_of_a_nested_route_comes_from_the_path(world: World) -> None:
    path = f"/organizations/{world.organization}/relationships/contacts"
    made = world.client.post(path, "contacts", first_name="Ann", last_name="Lee").data["attributes"]
    assert made["organization-id"] == world.organization and made["name"] == "Ann Lee"


def test_many_are_created_at_once(world: World) -> None:
    entries = [
        {"type": "contacts", "attributes": {"organization-id": world.organization, "first-name": name}}
        for name in ("Ann", "Bob")
    ]
    answer = world.client.request("POST", "/contacts", {"data": entries})
    assert answer.status == 201 and [e["attributes"]["name"] for e in answer.data] == ["Ann", "Bob"]


def test_a_bulk_write_is_all_or_nothing(world: World) -> None:
    before = world.client.get("/contacts").json["meta"]["total-count"]
    entries = [
        {"type": "contacts", "attributes": {"organization-id": world.organization, "first-name": "Ann"}},
        {"type": "contacts", "attributes": {"organization-id": world.organization}},
    ]
    assert world.client.request("POST", "/contacts", {"data": entries}).status == 422
    assert world.client.get("/contacts").json["meta"]["total-count"] == before


def test_a_bulk_update_names_records_inside_the_attributes(client: Client) -> None:
    entries = [{"type": "contacts", "attributes": {"id": id, "title": "CTO"}} for id in (4387, "3901")]
    answer = client.request("PATCH", "/contacts", {"data": entries})
    assert answer.status == 200
    assert [(e["id"], e["attributes"]["title"]) for e in answer.data] == [("4387", "CTO"), ("3901", "CTO")]


def test_filters_narrow_a_bulk_update(client: Client) -> None:
    entries = [{"type": "contacts", "attributes": {"id": id, "title": "CTO"}} for id in (4387, 3901)]
    answer = client.request("PATCH", "/contacts?filter[id]=3901", {"data": entries})
    assert [e["id"] for e in answer.data] == ["3901"]
    assert client.get("/contacts/4387").data["attributes"]["title"] == "Office Manager"


def test_a_bulk_delete_answers_the_deleted(client: Client) -> None:
    entries = [{"type": "contacts", "attributes": {"id": id}} for id in (4387, 3901)]
    answer = client.request("DELETE", "/contacts", {"data": entries})
    assert answer.status == 200 and [e["id"] for e in answer.data] == ["4387", "3901"]
    assert client.get("/contacts/4387").status == 404


def test_a_bulk_delete_takes_a_single_object(client: Client) -> None:
    body = {"data": {"type": "contacts", "attributes": {"id": 7891}}}
    assert [e["id"] for e in client.request("DELETE", "/contacts", body).data] == ["7891"]


def test_a_bulk_body_with_an_unknown_id_changes_nothing(client: Client) -> None:
    entries = [{"type": "contacts", "attributes": {"id": id}} for id in (4387, 1)]
    assert client.request("DELETE", "/contacts", {"data": entries}).status == 401
    assert client.get("/contacts/4387").status == 200


def test_organizations_vanish_a_while_after_their_deletion(world: World, clock: Clock) -> None:
    client = world.client
    body = {"data": [{"type": "organizations", "attributes": {"id": world.organization}}]}
    assert client.request("DELETE", "/organizations", body).status == 200
    assert client.get(f"/organizations/{world.organization}").status == 200
    clock.now += 61
    assert client.get(f"/organizations/{world.organization}").status == 404
    assert client.get("/contacts/4387").status == 404


def test_ids_are_never_given_twice(client: Client) -> None:
    id = client.post("/organizations", "organizations", name="X").data["id"]
    kind = client.post("/contact_types", "contact-types", name="Visitor").data["id"]
    assert int(client.post("/organizations", "organizations", name="X").data["id"]) > int(id)
    assert int(client.post("/contact_types", "contact_types", name="Guest").data["id"]) > int(kind)


@pytest.mark.parametrize(
    "resource",
    ["organization_types", "organization_statuses", "configuration_types", "configuration_statuses", "contact_types"],
)
def test_names_of_lookups_are_unique(client: Client, resource: str) -> None:
    name = client.names(f"/{resource}")[0]
    answer = client.post(f"/{resource}", resource, name=name)
    assert answer.status == 422 and answer.errors[0]["detail"] == "has already been taken"
    id = client.post(f"/{resource}", resource, name="Fresh").data["id"]
    assert client.patch(f"/{resource}/{id}", resource, name="Fresher").data["attributes"]["name"] == "Fresher"


def test_a_synced_organization_takes_three_attributes_only(client: Client) -> None:
    id = client.id_of("/organizations", "Northwind Traders")
    path = f"/organizations/{id}"
    assert client.patch(path, "organizations", alert="A", description="D", quick_notes="Q").status == 200
    answer = client.patch(path, "organizations", alert="B", name="Else")
    assert answer.status == 422 and answer.errors[0]["source"]["pointer"] == "/data/attributes/name"
    assert client.get(path).data["attributes"]["alert"] == "A"


def test_put_on_a_configuration_is_a_patch(client: Client) -> None:
    id = first(client, "/configurations")
    body = {"data": {"type": "configurations", "attributes": {"notes": "n"}}}
    assert client.request("PUT", f"/configurations/{id}", body).data["attributes"]["notes"] == "n"


def test_a_configuration_brings_its_interfaces(world: World) -> None:
    kind = first(world.client, "/configuration_types")
    entry = {"name": "eth0", "ip-address": "10.0.0.9", "mac_address": "AA:BB", "primary": True}
    body = {
        "data": {
            "type": "configurations",
            "attributes": {"organization-id": world.organization, "name": "N", "configuration-type-id": kind},
            "relationships": {
                "configuration_interfaces": {"data": [{"type": "configuration_interfaces", "attributes": entry}]}
            },
        }
    }
    id = world.client.request("POST", "/configurations", body).data["id"]
    (interface,) = world.client.get(f"/configurations/{id}/relationships/configuration_interfaces").data
    assert interface["attributes"]["ip-address"] == "10.0.0.9" and interface["attributes"]["primary"] is True
    assert world.client.get(f"/configurations/{id}").data["attributes"]["primary-ip"] == "10.0.0.9"


def test_the_primary_interface_lends_its_address(world: World) -> None:
    id = first(world.client, "/configurations?filter[name]=FROG-DC01")
    path = f"/configurations/{id}/relationships/configuration_interfaces"
    world.client.post(path, "configuration_interfaces", name="eth1", ip_address="10.9.9.9", primary=True)
    flags = [e["attributes"]["primary"] for e in world.client.get(path).data]
    assert flags == [False, True]
    assert world.client.get(f"/configurations/{id}").data["attributes"]["primary-ip"] == "10.9.9.9"


def test_contact_lists_are_checked_and_replaced(client: Client) -> None:
    mails = [
        {"value": "a@b.example", "label_name": "Work"},
        {"value": "c@d.example", "label-name": "Home", "primary": True},
    ]
    phones = [{"value": "2065550100", "label-name": "Mobile", "extension": "7"}]
    changed = client.patch("/contacts/4387", "contacts", contact_emails=mails, contact_phones=phones).data
    assert changed["attributes"]["contact-emails"] == [
        {"value": "a@b.example", "primary": False, "label-name": "Work"},
        {"value": "c@d.example", "primary": True, "label-name": "Home"},
    ]
    assert changed["attributes"]["contact-phones"] == [
        {
            "value": "2065550100",
            "extension": "7",
            "primary": True,
            "label-name": "Mobile",
            "label-type": "mobile",
            "formatted-value": "(206) 555-0100",
        }
    ]
    bad = client.patch("/contacts/4387", "contacts", contact_emails=[{"value": "nobody"}])
    assert bad.status == 422 and len(bad.errors) == 2


def test_a_contact_is_named_after_its_parts(client: Client) -> None:
    changed = client.patch("/contacts/4387", "contacts", last_name=None).data["attributes"]
    assert changed["name"] == "Dana" and changed["last-name"] is None


def test_a_location_shows_its_telephone_formatted(world: World) -> None:
    made = world.client.post(
        "/locations", "locations", organization_id=world.organization, name="Shed", phone="2065550100", fax="+49 89 1"
    ).data["attributes"]
    assert made["formatted-phone"] == "(206) 555-0100" and made["formatted-fax"] == "+49 89 1"
