"""Attachments and exports: what is uploaded can be fetched again, byte for byte."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import Any

import pytest

from tests.sandbox.client import Client, Reply, World


@pytest.fixture
def configuration(world: World) -> str:
    return str(world.client.get(f"/configurations?filter[organization_id]={world.organization}").data[0]["id"])


def upload(client: Client, path: str, name: object = "plan.pdf", content: object = "aGVsbG8=") -> Reply:
    return client.post(path, "attachments", attachment={"content": content, "file_name": name})


def fetch(client: Client, address: str) -> Reply:
    return client.request("GET", address.partition("://")[2].partition("/")[2].join(("/", "")), key="none")


def test_a_file_comes_back_without_a_key(world: World, configuration: str) -> None:
    path = f"/configurations/{configuration}/relationships/attachments"
    made = upload(world.client, path)
    assert made.status == 201
    shown = made.data["attributes"]
    assert {key: shown[key] for key in list(shown)[:6] if not key.endswith("-at")} == {
        "name": "plan.pdf",
        "attachment-file-name": "plan.pdf",
        "attachment-content-type": "application/pdf",
        "attachment-file-size": 5,
        "ext": "pdf",
    }
    assert shown["viewable"] is True
    answer = fetch(world.client, shown["download-url"])
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"hello", "application/pdf")
    assert (
        fetch(world.client, shown["download-url"].replace("/files/attachments/", "/files/attachments/9")).status == 404
    )


def test_the_file_never_changes_but_its_name_may(world: World, configuration: str) -> None:
    path = f"/configurations/{configuration}/relationships/attachments"
    id = upload(world.client, path).data["id"]
    changed = world.client.patch(
        f"{path}/{id}", "attachments", name="Floor plan", attachment={"content": "eA==", "file_name": "x.txt"}
    ).data["attributes"]
    assert (changed["name"], changed["attachment-file-name"], changed["attachment-file-size"]) == (
        "Floor plan",
        "plan.pdf",
        5,
    )
    assert world.client.patch(f"{path}/{id}", "attachments", name=" ").status == 422


@pytest.mark.parametrize(
    "attachment",
    [
        None,
        {},
        "x",
        {"content": "aGVsbG8"},
        {"content": "aGVs\nbG8=", "file_name": "a"},
        {"content": "data:text/plain;base64,aGVsbG8=", "file_name": "a"},
        {"content": "aGVsbG8=", "file_name": " "},
    ],
)
def test_what_is_no_file_is_refused(world: World, configuration: str, attachment: object) -> None:
    path = f"/configurations/{configuration}/relationships/attachments"
    answer = world.client.post(path, "attachments", attachment=attachment)
    assert answer.status == 422 and answer.errors[0]["source"]["pointer"] == "/data/attributes/attachment"


def test_a_body_of_more_than_ten_megabytes_is_stopped(world: World, configuration: str) -> None:
    content = base64.b64encode(bytes(8 * 1024 * 1024)).decode()
    answer = upload(world.client, f"/configurations/{configuration}/relationships/attachments", content=content)
    assert answer.status == 413 and answer.json == {"message": "Request Too Long"}


def test_attachments_hang_on_their_record_alone(world: World, configuration: str) -> None:
    client = world.client
    path = f"/configurations/{configuration}/relationships/attachments"
    body = [
        {"type": "attachments", "attributes": {"attachment": {"content": "eA==", "file_name": f"{n}.txt"}}}
        for n in "ab"
    ]
    made = client.request("POST", path, {"data": body}).data
    contact = client.ids(f"/contacts?filter[organization_id]={world.organization}")[0]
    assert {entry["id"] for entry in made} <= set(client.ids(path))
    assert client.get(f"/contacts/{contact}/relationships/attachments/{made[0]['id']}").status == 404
    wrong = {"data": {"type": "attachments", "attributes": {"id": made[0]["id"]}}}
    assert client.request("DELETE", f"/contacts/{contact}/relationships/attachments", wrong).status == 401
    assert client.request("DELETE", path, wrong).status == 200
    shown = client.get(f"/configurations/{configuration}?include=attachments").json
    ids = [entry["id"] for entry in shown["data"]["relationships"]["attachments"]["data"]]
    assert made[1]["id"] in ids and made[0]["id"] not in ids
    assert {entry["type"] for entry in shown["included"]} == {"attachments"}


def test_a_missing_parent_is_out_of_reach(world: World) -> None:
    assert upload(world.client, "/configurations/5/relationships/attachments").status == 401


def test_files_go_with_what_they_hang_on(world: World) -> None:
    client = world.client
    asset = world.create({"field-technician": "Ann Lee"}).data["id"]
    id = upload(client, f"/flexible_assets/{asset}/relationships/attachments").data["id"]
    client.request("DELETE", f"/flexible_assets/{asset}")
    with client.sandbox.store.reading():
        assert client.sandbox.store.get("attachments", int(id)) is None
        assert client.sandbox.store.file("attachments", int(id)) is None


def test_an_export_takes_a_while(world: World, clock: Any) -> None:
    client = world.client
    made = client.post(
        "/exports", "exports", organization_id=world.organization, include_logs=True, zip_password="x"
    ).data
    assert made["attributes"]["export-status"] != "completed" and made["attributes"]["download-url"] is None
    assert "zip-password" not in made["attributes"]
    again = client.post("/exports", "exports", organization_id=world.organization)
    assert again.status == 422
    assert client.post("/exports", "exports", organization_id=world.other).status == 201
    clock.now += 31
    done = client.get(f"/exports/{made['id']}").data["attributes"]
    assert done["export-status"] == "completed" and done["downloaded"] is False
    answer = fetch(client, done["download-url"])
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        rows = archive.read("organizations.csv").decode().splitlines()
    assert [row.split(",")[0] for row in rows] == ["id", str(world.organization)]
    assert client.get(f"/exports/{made['id']}").data["attributes"]["downloaded"] is True
    assert client.post("/exports", "exports", organization_id=world.organization).status == 201
    assert client.request("DELETE", f"/exports/{made['id']}").status == 200


def test_an_export_of_everything_names_no_organization(client: Client) -> None:
    assert client.post("/exports", "exports", organization_id=None).data["attributes"]["organization-name"] is None
    assert client.post("/exports", "exports", organization_id=5).status == 401
