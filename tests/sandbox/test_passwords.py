"""Passwords: who sees the secret, what is embedded, older revisions, folders."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.client import Client, World


def make(client: Client, organization: object, query: str = "", **attributes: Any) -> Any:
    body = {"organization-id": organization, "name": "Switch", "password": "first", **attributes}
    return client.request("POST", f"/passwords{query}", {"data": {"type": "passwords", "attributes": body}})


def secret(client: Client, id: str, query: str = "", key: str | None = None) -> object:
    attributes = client.request("GET", f"/passwords/{id}{query}", key=key).data["attributes"]
    return attributes.get("password", "no key")


def test_the_secret_is_shown_by_show_alone(world: World) -> None:
    client = world.client
    made = make(client, world.organization)
    assert made.status == 201 and "password" not in made.data["attributes"]
    id = made.data["id"]
    assert secret(client, id) == "first" and secret(client, id, "?show_password=true") == "first"
    assert secret(client, id, "?show_password=false") == "no key"
    (listed,) = client.get(f"/passwords?filter[id]={id}").data
    assert "password" not in listed["attributes"]
    shown = client.get(f"/passwords/{id}").data["attributes"]
    assert list(shown)[-1] == "password" and "otp-secret" not in shown


def test_writes_show_it_when_asked(world: World) -> None:
    made = make(world.client, world.organization, "?show_password=true")
    assert made.data["attributes"]["password"] == "first"
    body = {"data": {"type": "passwords", "attributes": {"password": "second"}}}
    changed = world.client.request("PATCH", f"/passwords/{made.data['id']}?show_password=true", body)
    assert changed.data["attributes"]["password"] == "second"


def test_a_key_without_password_access_never_sees_one(world: World) -> None:
    client, limited = world.client, world.client.sandbox.limited_key
    id = make(client, world.organization).data["id"]
    assert secret(client, id, "?show_password=true", key=limited) == "no key"
    shown = client.request("GET", f"/passwords/{id}", key=limited).data["attributes"]
    assert shown["name"] == "Switch"


def test_included_passwords_have_no_secret(world: World) -> None:
    client = world.client
    configuration = client.get(f"/configurations?filter[organization_id]={world.organization}").data[0]["id"]
    id = make(client, world.organization, **{"resource-id": configuration, "resource-type": "Configuration"}).data["id"]
    answer = client.get(f"/configurations/{configuration}?include=passwords").json
    linked = answer["data"]["relationships"]["passwords"]["data"]
    assert {"type": "passwords", "id": id} in linked
    assert all("password" not in entry["attributes"] for entry in answer["included"])


def test_a_missing_organization_has_an_answer_of_its_own(client: Client) -> None:
    for organization in (None, 5):
        answer = make(client, organization)
        assert answer.status == 422
        assert answer.errors == [
            {
                "status": 422,
                "title": "Valid organization_id is required",
                "source": {"pointer": "data/attributes/organization_id"},
            }
        ]


def test_an_embedded_password_tells_of_its_parent(world: World) -> None:
    client = world.client
    configuration = client.get(f"/configurations?filter[organization_id]={world.organization}").data[0]
    parent: dict[str, Any] = {"resource_id": configuration["id"], "resource_type": "Configuration"}
    made = make(client, world.organization, **parent).data["attributes"]
    assert made["resource-type"] == "configurations" and made["resource-id"] == int(configuration["id"])
    assert made["cached-resource-name"] == configuration["attributes"]["name"]
    assert made["cached-resource-type-name"] == "Configuration"
    assert made["parent-url"] == configuration["attributes"]["resource-url"]
    named = client.get(f"/passwords?filter[cached_resource_name]={configuration['attributes']['name']}").data
    assert {"Switch"} <= {entry["attributes"]["name"] for entry in named}


def test_an_unknown_class_makes_a_general_password(world: World) -> None:
    configuration = world.client.ids("/configurations?page[size]=1")[0]
    made = make(world.client, world.organization, **{"resource-id": configuration, "resource-type": "configurations"})
    assert made.status == 201
    assert made.data["attributes"]["resource-id"] is None and made.data["attributes"]["resource-type"] is None


def test_a_parent_elsewhere_is_out_of_reach(world: World) -> None:
    client = world.client
    foreign = client.get(f"/configurations?filter[organization_id]={world.other}").data[0]["id"]
    for id in (foreign, 1):
        answer = make(client, world.organization, **{"resource-id": str(id), "resource-type": "Configuration"})
        assert answer.status == 401 and answer.errors[0]["detail"] == "Unauthorized resource access"


def test_a_password_trait_is_an_embedded_password(world: World) -> None:
    asset = world.create({"field-technician": "Ann Lee", "portal-password": "hush"}).data
    id = asset["attributes"]["traits"]["portal-password"]
    shown = world.client.get(f"/passwords/{id}").data["attributes"]
    assert shown["password"] == "hush" and shown["resource-type"] == "flexible-asset-traits"
    assert shown["resource-id"] != int(asset["id"])
    assert (shown["cached-resource-type-name"], shown["cached-resource-name"]) == ("Agreement", "Ann Lee")
    assert shown["parent-url"] == asset["attributes"]["resource-url"]
    world.client.request("DELETE", f"/flexible_assets/{asset['id']}")
    assert world.client.get(f"/passwords/{id}").status == 404


def test_one_time_codes_are_written_in_any_spelling_and_read_as_a_flag(world: World) -> None:
    for key in ("otp-secret", "otp_secret", "otpSecret"):
        assert make(world.client, world.organization, **{key: "JBSWY3DP"}).data["attributes"]["otp-enabled"] is True
    assert make(world.client, world.organization).data["attributes"]["otp-enabled"] is False


def test_only_a_new_secret_moves_its_date(world: World, clock: Any) -> None:
    client = world.client
    made = make(client, world.organization).data
    clock.now += 60
    renamed = client.patch(f"/passwords/{made['id']}", "passwords", name="Core switch").data["attributes"]
    assert renamed["password-updated-at"] == made["attributes"]["password-updated-at"] < renamed["updated-at"]
    changed = client.patch(f"/passwords/{made['id']}", "passwords", password="second").data["attributes"]
    assert changed["password-updated-at"] == changed["updated-at"]
    assert changed["updated-by-type"] == "User" and changed["updated-by"] in {int(id) for id in client.ids("/users")}


def test_an_older_revision_is_named_by_its_version(world: World) -> None:
    client = world.client
    id = make(client, world.organization).data["id"]
    client.patch(f"/passwords/{id}", "passwords", password="second")
    (version,) = client.get(f"/passwords/{id}?include=recent_versions").json["included"]
    assert version["type"] == "versions"
    assert secret(client, id, f"?version_id={version['id']}") == "first" and secret(client, id) == "second"
    other = make(client, world.organization).data["id"]
    for query in (f"/passwords/{other}?version_id={version['id']}", f"/passwords/{id}?version_id=x"):
        assert client.get(query).status == 404


def test_a_vault_hides_the_value(reading: Client) -> None:
    vaulted = [e for e in reading.get("/passwords?page[size]=1000").data if e["attributes"]["vault-id"] is not None]
    assert vaulted and secret(reading, vaulted[0]["id"]) is None


def test_a_password_lies_in_a_folder_of_its_own_organization(world: World) -> None:
    client = world.client
    for organization, status in ((world.organization, 201), (world.other, 422)):
        path = f"/organizations/{organization}/relationships/password_folders"
        folder = client.post(path, "password_folders", name="New").data["id"]
        answer = make(client, world.organization, **{"password-folder-id": folder})
        assert answer.status == status
    assert answer.errors[0]["detail"] == "must exist in the same organization"
    assert answer.errors[0]["source"]["pointer"] == "/data/attributes/password-folder"


def test_a_used_folder_cannot_go(world: World) -> None:
    client = world.client
    path = f"/organizations/{world.organization}/relationships/password_folders"
    outer = client.post(path, "password_folders", name="Outer").data
    inner = client.post(path, "password_folders", name="Inner", parent_id=outer["id"]).data
    assert inner["attributes"]["ancestor-ids"] == [int(outer["id"])]
    body = {"data": [{"type": "password_folders", "attributes": {"id": id}} for id in (outer["id"], inner["id"])]}
    refused = client.request("DELETE", path, body)
    assert refused.status == 422 and refused.errors[0]["source"]["pointer"] == "/data/0"
    assert client.get(f"{path}/{inner['id']}").status == 200
    for id in (inner["id"], outer["id"]):
        assert (
            client.request("DELETE", path, {"data": [{"type": "password_folders", "attributes": {"id": id}}]}).status
            == 200
        )


def test_a_folder_cannot_lie_in_itself(world: World) -> None:
    client = world.client
    path = f"/organizations/{world.organization}/relationships/password_folders"
    outer = client.post(path, "password_folders", name="Outer").data["id"]
    inner = client.post(path, "password_folders", name="Inner", parent_id=outer).data["id"]
    for parent in (outer, inner):
        assert client.patch(f"{path}/{outer}", "password_folders", parent_id=parent).status == 422


@pytest.mark.parametrize("path", ["/password_folders", "/organizations/{}/relationships/password_folders"])
def test_folders_are_changed_in_bulk_on_the_flat_route_only(world: World, path: str) -> None:
    nested = f"/organizations/{world.organization}/relationships/password_folders"
    folder = world.client.post(nested, "password_folders", name="Old").data["id"]
    body = {"data": [{"type": "password_folders", "attributes": {"id": folder, "name": "New"}}]}
    answer = world.client.request("PATCH", path.format(world.organization), body)
    assert answer.status == (200 if path.startswith("/password") else 404)


def test_categories_count_their_passwords(world: World) -> None:
    client = world.client
    category = client.post("/password_categories", "password_categories", name="Doors").data
    assert category["attributes"]["passwords-count"] == 0
    make(client, world.organization, **{"password-category-id": category["id"]})
    shown = client.get(f"/password_categories/{category['id']}").data["attributes"]
    assert shown["passwords-count"] == 1
    assert client.post("/password_categories", "password_categories", name="Doors").status == 422
