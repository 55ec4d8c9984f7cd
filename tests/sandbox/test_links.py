"""Related items, access lists, and what includes bring along."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.client import Client, Reply, World


def link(client: Client, path: str, title: object, id: object, notes: str | None = None) -> Reply:
    return client.post(path, "related_items", destination_type=title, destination_id=id, notes=notes)


@pytest.fixture
def ids(world: World) -> dict[str, str]:
    query = f"filter[organization_id]={world.organization}"
    return {name: str(world.client.ids(f"/{name}?{query}")[-1]) for name in ("configurations", "contacts", "locations")}


def related(client: Client, path: str) -> list[Any]:
    return list(client.get(f"{path}?include=related_items").json["included"])


def test_a_link_is_seen_from_both_ends(world: World, ids: dict[str, str]) -> None:
    client, configuration, contact = world.client, ids["configurations"], ids["contacts"]
    made = link(client, f"/configurations/{configuration}/relationships/related_items", "Contact", contact, "owner")
    assert made.status == 201 and made.data["attributes"]["asset-type"] == "contact"
    there = {e["id"]: e for e in related(client, f"/configurations/{configuration}")}[made.data["id"]]
    assert there["type"] == "related-items"
    assert there["attributes"]["resource-id"] == int(contact) and there["attributes"]["notes"] == "owner"
    back = {e["id"]: e for e in related(client, f"/contacts/{contact}")}[made.data["id"]]
    assert (back["attributes"]["asset-type"], back["attributes"]["resource-id"]) == (
        "configuration",
        int(configuration),
    )


def test_the_same_link_twice_is_refused(world: World, ids: dict[str, str]) -> None:
    path = f"/configurations/{ids['configurations']}/relationships/related_items"
    assert link(world.client, path, "Location", ids["locations"]).status == 201
    again = link(world.client, path, "Location", ids["locations"])
    assert again.status == 422 and again.errors[0]["detail"] == "has already been taken"


def test_only_the_notes_of_a_link_change(world: World, ids: dict[str, str]) -> None:
    client, path = world.client, f"/contacts/{ids['contacts']}/relationships/related_items"
    body = [
        {"type": "related_items", "attributes": {"destination_type": title, "destination_id": id}}
        for title, id in (("Location", ids["locations"]), ("Organization", world.other))
    ]
    made = client.request("POST", path, {"data": body}).data
    changed = client.patch(f"{path}/{made[0]['id']}", "related_items", notes="n", destination_id=world.organization)
    assert changed.data["attributes"]["notes"] == "n"
    assert changed.data["attributes"]["resource-id"] == int(ids["locations"])
    gone = client.request(
        "DELETE", path, {"data": [{"type": "related_items", "attributes": {"id": e["id"]}} for e in made]}
    )
    assert [entry["id"] for entry in gone.data] == [entry["id"] for entry in made]


def test_links_to_nowhere_are_refused(world: World, ids: dict[str, str]) -> None:
    path = f"/contacts/{ids['contacts']}/relationships/related_items"
    assert link(world.client, path, "Location", 5).status == 401
    assert link(world.client, path, "Datto Device", 5).status == 422
    blank = link(world.client, path, None, None)
    assert {e["source"]["pointer"].rpartition("/")[2] for e in blank.errors} == {"destination-type", "destination-id"}


def test_folders_can_be_linked_from(world: World) -> None:
    path = f"/organizations/{world.organization}/relationships/document_folders"
    folder = world.client.post(path, "document-folders", name="F").data["id"]
    assert (
        link(world.client, f"/folders/{folder}/relationships/related_items", "Organization", world.organization).status
        == 201
    )


def test_tag_fields_show_up_as_tags(world: World) -> None:
    asset = world.create({"field-technician": "Ann Lee", "emergency-contact": [3901]}).data
    entries = [entry for entry in related(world.client, "/contacts/3901") if entry["type"] == "tags"]
    assert {"resource-url": asset["attributes"]["resource-url"], "resource-type-name": "Agreement"} in [
        entry["attributes"] for entry in entries
    ]
    linkage = world.client.get("/contacts/3901?include=related_items").data["relationships"]["related-items"]["data"]
    assert {entry["type"] for entry in linkage} == {"related-items"}


def test_links_go_with_either_end(world: World, ids: dict[str, str]) -> None:
    client = world.client
    asset = world.create({"field-technician": "Ann Lee"}).data["id"]
    made = link(client, f"/contacts/{ids['contacts']}/relationships/related_items", "Flexible Asset", asset).data["id"]
    client.request("DELETE", f"/flexible_assets/{asset}")
    assert made not in [entry["id"] for entry in related(client, f"/contacts/{ids['contacts']}")]


def test_an_access_list_is_replaced_as_a_whole(world: World, ids: dict[str, str]) -> None:
    client, path = world.client, f"/configurations/{ids['configurations']}"
    user, group = client.ids("/users")[0], client.ids("/groups")[0]

    def put(*entries: tuple[object, str]) -> Reply:
        data = [{"type": "resource_accesses", "attributes": {"accessor_id": i, "accessor_type": t}} for i, t in entries]
        return client.request("PATCH", f"{path}/relationships/resource_accesses", {"data": data})

    assert put((user, "User"), (group, "Group")).status == 200
    (listed,) = put((group, "Group")).data
    assert listed["attributes"]["accessor-type"] == "Group"
    answer = client.get(f"{path}?include=user_resource_accesses,group_resource_accesses").json
    assert answer["data"]["relationships"]["user-resource-accesses"]["data"] == []
    (entry,) = answer["included"]
    assert entry["type"] == "group-resource-accesses" and entry["attributes"]["accessor-id"] == int(group)
    assert put((5, "User")).status == 401
    refused = put((user, "User"), (None, "Robot"))
    assert refused.status == 422
    assert [error["source"]["pointer"] for error in refused.errors] == [
        "/data/1/attributes/accessor-id",
        "/data/1/attributes/accessor-type",
    ]


def test_who_may_see_a_restricted_record(world: World, ids: dict[str, str]) -> None:
    client, path = world.client, f"/contacts/{ids['contacts']}"
    everyone = client.ids("/users")
    shown = client.get(f"{path}?include=authorized_users").data["relationships"]["authorized-users"]["data"]
    assert [entry["id"] for entry in shown] == everyone
    client.patch(path, "contacts", restricted=True)
    data = [{"type": "resource_accesses", "attributes": {"accessor_id": everyone[3], "accessor_type": "User"}}]
    client.request("PATCH", f"{path}/relationships/resource_accesses", {"data": data})
    shown = client.get(f"{path}?include=authorized_users").data["relationships"]["authorized-users"]["data"]
    assert shown == [{"type": "users", "id": everyone[3]}]


def test_synced_records_tell_of_their_sync(reading: Client) -> None:
    organization = reading.id_of("/organizations", "Northwind Traders")
    (adapter,) = reading.get(f"/organizations/{organization}?include=adapters_resources").json["included"]
    assert (
        adapter["type"] == "adapters-resources" and adapter["attributes"]["adapter-type-name"] == "ConnectWise Manage"
    )
    query = f"filter[organization_id]={organization}&include=rmm_records,tickets&page[size]=3"
    answer = reading.get(f"/configurations?{query}").json
    assert {entry["type"] for entry in answer["included"]} >= {"rmm-records"}
    assert all(len(entry["relationships"]["rmm-records"]["data"]) == 1 for entry in answer["data"])


@pytest.mark.parametrize(
    ("path", "include", "type_"),
    [
        ("/groups", "users", "users"),
        ("/groups", "organizations", "organizations"),
        ("/checklists", "checklist_tasks", "checklist-tasks"),
        ("/configurations?page[size]=500", "tickets", "tickets"),
        ("/documents/{document}", "attachments", "attachments"),
        ("/passwords/{password}", "updater", "users"),
    ],
)
def test_includes_are_linked_and_present(reading: Client, path: str, include: str, type_: str) -> None:
    with reading.sandbox.store.reading():
        hung = reading.sandbox.store.select("attachments", "json_extract(body, '$.on') = 'documents'")[0].parent_id
        password = reading.sandbox.store.select("passwords", "parent_id IS NULL")[0].id
    filled = path.format(document=hung, password=password)
    answer = reading.get(f"{filled}{'&' if '?' in filled else '?'}include={include}").json
    records = answer["data"] if isinstance(answer["data"], list) else [answer["data"]]
    linked = [record["relationships"][include.replace("_", "-")]["data"] for record in records]
    pairs = {(e["type"], e["id"]) for entry in linked for e in (entry if isinstance(entry, list) else [entry])}
    assert pairs == {(entry["type"], entry["id"]) for entry in answer["included"]}
    assert {entry["type"] for entry in answer["included"]} == {type_}


def test_folders_tell_their_ancestors(world: World) -> None:
    path = f"/organizations/{world.organization}/relationships/password_folders"
    outer = world.client.post(path, "password_folders", name="Outer").data["id"]
    inner = world.client.post(path, "password_folders", name="Inner", parent_id=outer).data["id"]
    answer = world.client.get(f"{path}/{inner}?include=ancestors").json
    assert [entry["id"] for entry in answer["included"]] == [outer]
