"""Documents: drafts, folders, sections, images, and what the assistant finds."""

from __future__ import annotations

import base64

import pytest

from tests.sandbox.client import Client, Reply, World

PICTURE = base64.b64encode(b"\x89PNG").decode()


@pytest.fixture
def document(world: World) -> str:
    return str(
        world.client.post("/documents", "documents", organization_id=world.organization, name="Guide").data["id"]
    )


def section(client: Client, document: str, **attributes: object) -> Reply:
    return client.post(f"/documents/{document}/relationships/sections", "document-sections", **attributes)


def folder(client: Client, organization: int, name: str = "Folder") -> str:
    path = f"/organizations/{organization}/relationships/document_folders"
    return str(client.post(path, "document-folders", name=name).data["id"])


def test_a_new_document_is_a_draft_until_it_is_published(world: World, document: str) -> None:
    shown = world.client.get(f"/documents/{document}").data["attributes"]
    assert (shown["draft"], shown["published"]) == (True, False)
    assert shown["resource-url"].endswith(f"/{world.organization}/docs/{document}")
    published = world.client.request("PATCH", f"/documents/{document}/publish").data["attributes"]
    assert (published["draft"], published["published"]) == (False, True)
    assert section(world.client, document, resource_type="Document::Text", content="<p>a</p>").status == 201
    assert world.client.get(f"/documents/{document}").data["attributes"]["draft"] is True


def test_content_is_taken_and_thrown_away(world: World, document: str) -> None:
    changed = world.client.patch(f"/documents/{document}", "documents", content="<p>gone</p>", name="Guide 2")
    assert changed.data["attributes"]["name"] == "Guide 2" and changed.data["attributes"]["content"] == []


def test_lists_are_of_the_root_unless_a_folder_is_named(world: World) -> None:
    client, path = world.client, f"/organizations/{world.organization}/relationships/documents"
    inside = folder(client, world.organization)
    for name, where in (("In the root", None), ("In the folder", inside)):
        client.post("/documents", "documents", organization_id=world.organization, name=name, document_folder_id=where)
    root, everything = client.names(f"{path}?page[size]=1000"), client.names(f"{path}?filter[document_folder_id]=null")
    assert "In the root" in root and "In the folder" not in root
    assert {"In the root", "In the folder"} <= set(everything)
    assert client.names(f"{path}?filter[document_folder_id]={inside}") == ["In the folder"]
    foldered = client.names(f"{path}?filter[document-folder-id][ne]=null")
    assert "In the folder" in foldered and "In the root" not in foldered
    assert len(client.names(f"{path}?filter[name]=nothing")) == len(root)


def test_a_folder_of_another_organization_is_refused(world: World, document: str) -> None:
    for where in (folder(world.client, world.other), 5):
        answer = world.client.patch(f"/documents/{document}", "documents", document_folder_id=where)
        assert answer.status == 422
        assert answer.errors == [
            {
                "source": {"pointer": "/data/attributes/document-folder"},
                "detail": "must exist in the same organization",
                "title": "Unprocessable Entity",
                "status": 422,
            }
        ]


def test_closed_folders_want_a_session(world: World) -> None:
    world.client.sandbox.app.account.features.document_folders = False
    answer = world.client.get(f"/organizations/{world.organization}/relationships/document_folders")
    assert answer.status == 401
    assert answer.errors == [{"status": 401, "title": "Unauthorized", "detail": "Only supported for JWT requests"}]


def test_folders_have_a_flat_list_with_a_filter(world: World) -> None:
    made = folder(world.client, world.organization)
    assert made in world.client.ids(f"/document_folders?filter[organization_id]={world.organization}")
    assert world.client.get("/document_folders").status == 400
    nested = f"/organizations/{world.organization}/relationships/document_folders/{made}"
    world.client.post(
        "/documents", "documents", organization_id=world.organization, name="One", document_folder_id=made
    )
    assert world.client.get(nested).data["attributes"]["documents-count"] == 1


def test_a_section_needs_a_type(world: World, document: str) -> None:
    answer = section(world.client, document, content="<p>a</p>")
    assert answer.status == 400
    assert answer.errors == [
        {"title": "Bad Request", "detail": "param is missing or the value is empty: resource_type", "status": "400"}
    ]
    assert section(world.client, document, resource_type="Document::Song").status == 422


def test_sections_stand_in_order_and_in_the_document(world: World, document: str) -> None:
    client = world.client
    for text in ("one", "two", "three"):
        section(client, document, resource_type="Document::Text", content=text)
    path = f"/documents/{document}/relationships/sections"
    first = client.get(path).data[0]
    assert first["type"] == "document-sections" and first["attributes"]["rendered-content"] == "one"
    client.patch(f"{path}/{first['id']}", "document-sections", sort=7, rendered_content="no", resource_type="x")
    assert [e["attributes"]["content"] for e in client.get(path).data] == ["two", "three", "one"]
    embedded = client.get(f"/documents/{document}").data["attributes"]["content"]
    assert [e["attributes"]["content"] for e in embedded] == ["two", "three", "one"]
    moved = client.get(f"{path}/{first['id']}").data["attributes"]
    assert (moved["resource-type"], moved["rendered-content"]) == ("Document::Text", "one")
    assert client.request("DELETE", f"{path}/{first['id']}").status == 200
    assert len(client.get(path).data) == 2


@pytest.mark.parametrize(("level", "status"), [(None, 422), (0, 422), (7, 422), (3, 201)])
def test_a_heading_needs_a_level(world: World, document: str, level: object, status: int) -> None:
    answer = section(world.client, document, resource_type="Document::Heading", content="Title", level=level)
    assert answer.status == status


def test_drawings_are_dropped_without_an_error(world: World, document: str) -> None:
    made = section(world.client, document, resource_type="Document::Text", content="<p>a<svg><path/></svg>b</p>")
    assert made.data["attributes"]["content"] == "<p>ab</p>"


def test_a_gallery_takes_its_images_along(world: World, document: str) -> None:
    client = world.client
    gallery = section(client, document, resource_type="Document::Gallery").data
    target = {"type": "gallery", "id": gallery["attributes"]["document-gallery-id"]}
    image = {"content": PICTURE, "file-name": "a.png"}
    made = client.post("/document_images", "document-images", target=target, image=image).data
    assert made["attributes"]["inline-resource-url"].startswith("https://")
    path = f"/documents/{document}/relationships/sections/{gallery['id']}"
    assert [e["id"] for e in client.get(path).data["attributes"]["document-images"]] == [made["id"]]
    client.request("DELETE", path)
    assert client.get(f"/document_images/{made['id']}").status == 404


def test_an_image_needs_a_target_within_reach(world: World, document: str) -> None:
    client, image = world.client, {"content": PICTURE, "file_name": "a.png"}
    assert (
        client.post(
            "/document_images", "document-images", target={"type": "document", "id": document}, image=image
        ).status
        == 201
    )
    for target, status in (
        ({"type": "document", "id": 5}, 401),
        ({"type": "gallery", "id": 5}, 401),
        ({"type": "x", "id": 1}, 422),
    ):
        assert client.post("/document_images", "document-images", target=target, image=image).status == status
    answer = client.post("/document_images", "document-images", image={"content": "%%", "file_name": "a"})
    assert {error["source"]["pointer"] for error in answer.errors} == {
        "/data/attributes/target",
        "/data/attributes/image",
    }


def test_the_assistant_archives_what_it_finds(world: World) -> None:
    client, path = world.client, "/copilot_smart_assist/documents"
    stale = client.get(f"{path}?filter[type]=stale").data
    assert stale and len(stale) <= client.get(path).json["meta"]["total-count"]
    for _ in range(2):
        client.post("/documents", "documents", organization_id=world.organization, name="The same")
    found = client.get(f"{path}?filter[type]=duplicate&filter[organization_id]={world.organization}").data
    ids = [entry["attributes"]["id"] for entry in found if entry["attributes"]["name"] == "The same"]
    assert len(ids) == 2
    body = {"data": [{"type": "copilot_smart_assist_document", "attributes": {"id": ids[0], "archived": True}}]}
    assert client.request("PATCH", path, body).status == 200
    assert client.get(f"/documents/{ids[0]}").data["attributes"]["archived"] is True
    body = {"data": [{"type": "copilot_smart_assist_document", "attributes": {"id": ids[1]}}]}
    assert client.request("DELETE", path, body).status == 200
    assert client.get(f"/documents/{ids[1]}").status == 404
    client.sandbox.app.account.features.copilot = False
    assert client.get(path).status == 500


def test_documents_go_in_bulk_with_all_they_hold(world: World, document: str) -> None:
    section(world.client, document, resource_type="Document::Text", content="a")
    path = f"/organizations/{world.organization}/relationships/documents"
    answer = world.client.request("DELETE", path, {"data": [{"type": "documents", "attributes": {"id": document}}]})
    assert [entry["id"] for entry in answer.data] == [document]
    with world.client.sandbox.store.reading():
        assert world.client.sandbox.store.count("document_sections", "parent_id = ?", (int(document),)) == 0
