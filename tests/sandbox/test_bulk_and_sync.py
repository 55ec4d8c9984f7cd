"""Bulk writes, all or none with every problem told; what a sync owns; filters that need another; belonging together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.sandbox.client import Client, Reply, World


def bulk(client: Client, method: str, path: str, type_: str, *entries: Mapping[str, object]) -> Reply:
    return client.request(method, path, {"data": [{"type": type_, "attributes": entry} for entry in entries]})


def pointers(answer: Reply) -> list[str]:
    return [error["source"]["pointer"] for error in answer.errors]


def test_every_problem_of_a_bulk_create_is_told_with_its_place(world: World) -> None:
    before = world.client.get("/contacts").json["meta"]["total-count"]
    good: dict[str, object] = {"organization-id": world.organization, "first-name": "Ann"}
    answer = bulk(
        world.client, "POST", "/contacts", "contacts",
        good, {**good, "first-name": " "}, {**good, "contact-type-id": 5, "contact-emails": [{"value": "x"}]},
    )  # fmt: skip
    assert answer.status == 422
    assert pointers(answer) == [
        "/data/1/attributes/first-name",
        "/data/2/attributes/contact-type",
        "/data/2/attributes/contact-emails.value",
        "/data/2/attributes/contact-emails.label-name",
    ]
    assert world.client.get("/contacts").json["meta"]["total-count"] == before


def test_a_bulk_update_is_all_or_none(world: World) -> None:
    client = world.client
    one, two = client.ids(f"/configurations?filter[organization_id]={world.organization}")[:2]
    answer = bulk(
        client, "PATCH", "/configurations", "configurations", {"id": one, "notes": "n"}, {"id": two, "name": ""}
    )
    assert pointers(answer) == ["/data/1/attributes/name"]
    assert client.get(f"/configurations/{one}").data["attributes"]["notes"] != "n"
    done = bulk(
        client, "PATCH", "/configurations", "configurations", {"id": one, "notes": "n"}, {"id": two, "notes": "n"}
    )
    assert [entry["id"] for entry in done.data] == [one, two]


def test_a_nested_bulk_write_reaches_its_own_records_only(world: World) -> None:
    foreign = world.client.ids(f"/configurations?filter[organization_id]={world.other}")[0]
    path = f"/organizations/{world.organization}/relationships/configurations"
    assert bulk(world.client, "DELETE", path, "configurations", {"id": foreign}).status == 401
    assert world.client.get(f"/configurations/{foreign}").status == 200


def test_filters_narrow_a_bulk_write(world: World) -> None:
    client = world.client
    ids = client.ids(f"/contacts?filter[organization_id]={world.organization}")[:2]
    name = client.get(f"/contacts/{ids[0]}").data["attributes"]["first-name"]
    path = f"/contacts?filter[first_name]={name}&filter[id]={ids[0]}"
    answer = bulk(client, "PATCH", path, "contacts", *({"id": id, "title": "Narrowed"} for id in ids))
    assert [entry["id"] for entry in answer.data] == [ids[0]]
    assert client.get(f"/contacts/{ids[1]}").data["attributes"]["title"] != "Narrowed"


def test_a_single_object_is_a_bulk_delete_of_one(world: World) -> None:
    id = world.client.ids("/checklists")[0]
    body = {"data": {"type": "checklists", "attributes": {"id": id}}}
    assert [entry["id"] for entry in world.client.request("DELETE", "/checklists", body).data] == [id]


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        ("organization_types", "Internal"),
        ("contact_types", "Contractor"),
        ("configuration_types", "UPS"),
        ("manufacturers", "APC"),
    ],
)
def test_synced_labels_refuse_changes(client: Client, resource: str, name: str) -> None:
    (label,) = client.get(f"/{resource}?filter[name]={name}").data
    answer = client.patch(f"/{resource}/{label['id']}", resource, name="Other")
    assert answer.status == 422 and pointers(answer) == ["/data/attributes/name"]
    free = next(entry for entry in client.get(f"/{resource}").data if entry["id"] != label["id"])
    assert client.patch(f"/{resource}/{free['id']}", resource, name="Other").status == 200


def test_synced_contacts_refuse_changes_and_organizations_leave_three_open(client: Client) -> None:
    bank = client.id_of("/organizations", "Redwood Community Bank")
    contact = client.ids(f"/contacts?filter[organization_id]={bank}")[0]
    assert client.patch(f"/contacts/{contact}", "contacts", title="CTO").status == 422
    answer = client.patch(f"/organizations/{bank}", "organizations", alert="a", name="b", short_name="c")
    assert answer.status == 422 and pointers(answer) == ["/data/attributes/name", "/data/attributes/short-name"]
    assert (
        client.patch(f"/organizations/{bank}", "organizations", alert="a", description="b", quick_notes="c").status
        == 200
    )


def test_psa_and_rmm_ids_need_their_kinds(reading: Client) -> None:
    bank = reading.id_of("/organizations", "Redwood Community Bank")
    with reading.sandbox.store.reading():
        configuration = reading.sandbox.store.select("configurations", "organization_id = ?", (bank,))[0]
    answer = reading.get(f"/configurations?filter[rmm_id]={configuration.id}")
    assert answer.status == 400 and "rmm_integration_type" in answer.errors[0]["detail"]
    query = f"filter[rmm_id]={configuration.id}&filter[rmm_integration_type]="
    assert reading.ids(f"/configurations?{query}automate") == [str(configuration.id)]
    assert reading.ids(f"/configurations?{query}aem") == []


def test_organizations_of_a_group(reading: Client) -> None:
    group = reading.get("/groups?include=organizations").data[0]
    wanted = {entry["id"] for entry in group["relationships"]["organizations"]["data"]}
    assert set(reading.ids(f"/organizations?filter[group_id]={group['id']}&page[size]=1000")) == wanted and wanted
    assert reading.ids("/organizations?filter[group_id]=x") == []


def test_models_and_regions_belong_to_their_parents(world: World) -> None:
    client = world.client
    configuration = client.ids(f"/configurations?filter[organization_id]={world.organization}")[0]
    dell, apc = client.id_of("/manufacturers", "Dell"), client.id_of("/manufacturers", "APC")
    model = client.ids(f"/manufacturers/{dell}/relationships/models")[0]
    path = f"/configurations/{configuration}"
    assert client.patch(path, "configurations", manufacturer_id=dell, model_id=model).status == 200
    refused = client.patch(path, "configurations", manufacturer_id=apc)
    assert refused.status == 422 and pointers(refused) == ["/data/attributes/model"]
    location = client.ids(f"/locations?filter[organization_id]={world.organization}")[0]
    germany, texas = client.id_of("/countries", "Germany"), client.id_of("/regions?page[size]=99", "Texas")
    answer = client.patch(f"/locations/{location}", "locations", country_id=germany, region_id=texas)
    assert answer.status == 422 and pointers(answer) == ["/data/attributes/region"]


def test_users_change_their_names_and_pictures_only(client: Client) -> None:
    id = client.ids("/users")[1]
    picture = {"content": "eA==", "file_name": "me.png"}
    changed = client.patch(f"/users/{id}", "users", first_name="Anna", email="x@y.z", role_name="Lite", avatar=picture)
    shown = changed.data["attributes"]
    assert (shown["name"], shown["role-name"]) == ("Anna de Wit", "Administrator")
    assert shown["email"] != "x@y.z" and shown["avatar"].startswith("https://")
    assert client.patch(f"/users/{id}", "users", avatar="me.png").status == 422
    assert client.request("POST", "/users", {"data": {"type": "users", "attributes": {}}}).status == 404


def test_groups_are_made_changed_and_removed(client: Client) -> None:
    user = client.ids("/users")[0]
    linked = {"users": {"data": [{"type": "users", "id": user}]}}
    body = {"data": {"type": "groups", "attributes": {"name": "Night"}, "relationships": linked}}
    made = client.request("POST", "/groups", body).data["id"]
    shown = client.get(f"/groups/{made}?include=users").json
    assert [entry["id"] for entry in shown["included"]] == [user]
    assert client.request("POST", "/groups", {"data": {"type": "groups", "attributes": {}}}).status == 422
    assert (
        bulk(client, "PATCH", "/groups", "groups", {"id": made, "name": "Day"}).data[0]["attributes"]["name"] == "Day"
    )
    assert client.request("DELETE", f"/groups/{made}").data["id"] == made
    assert client.get(f"/groups/{made}").status == 404


def test_checklists_are_changed_but_never_made(client: Client) -> None:
    id = client.ids("/checklists")[0]
    changed = client.patch(f"/checklists/{id}", "checklists", name="New", due_date="2030-01-01", completed=True)
    assert (changed.data["attributes"]["name"], changed.data["attributes"]["due-date"]) == ("New", "2030-01-01")
    assert client.request("POST", "/checklists", {"data": {"type": "checklists", "attributes": {}}}).status == 404
    assert client.request("DELETE", f"/checklists/{id}").status == 404


def test_late_storing(client: Client) -> None:
    app = client.sandbox.app
    app.faults.add("late", method="POST", seconds=30)
    assert client.post("/contact_types", "contact_types", name="Late").status == 504
    assert client.get("/contact_types?filter[name]=Late").data == []
    app.account.clock.now += 31  # type: ignore[attr-defined]
    assert len(client.get("/contact_types?filter[name]=Late").data) == 1
