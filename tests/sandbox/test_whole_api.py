"""Every endpoint of the catalog is there, and a resource that is added to the catalog is served."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from glueshell.itglue import catalog as catalogs
from glueshell.sandbox import Sandbox
from glueshell.sandbox.account import Key
from glueshell.sandbox.app import App
from glueshell.sandbox.limits import RateLimit
from tests.sandbox.client import Client

CATALOG = catalogs.load()
ENDPOINTS = [
    (resource.name, operation.name, operation.method, path)
    for resource in CATALOG
    for operation in resource.operations.values()
    for path in operation.paths
]
# Lists that say nothing without a filter.
NEEDED = {
    "/flexible_assets": "filter[flexible_asset_type_id]={flexible_asset_type}",
    "/document_folders": "filter[organization_id]={organization}",
}


class Places:
    """Ids to put into paths: of a record of each kind that has parents or children."""

    def __init__(self, client: Client) -> None:
        self._client = client
        store = client.sandbox.store
        self.organization = client.id_of("/organizations?page[size]=1000", "Test Organization - Happy Frog")
        with store.reading():
            self._of = {
                resource: [record.id for record in store.select(resource, "organization_id = ?", (self.organization,))]
                for resource in ("configurations", "documents")
            }

    def fill(self, resource: str, path: str) -> str:
        """A path with everything put in but the record's own id."""
        client = self._client
        parameters = {
            ":organization_id": self.organization,
            ":configuration_id": self._of["configurations"][0],
            ":manufacturer_id": client.ids("/manufacturers")[0],
            ":country_id": client.ids("/countries")[0],
            ":flexible_asset_type_id": client.ids("/flexible_asset_types")[0],
            ":document_id": self._of["documents"][0],
            ":resource_type": "configurations",
            ":resource_id": self._of["configurations"][0],
        }
        for parameter, value in parameters.items():
            path = path.replace(f"{parameter}/", f"{value}/")
        return path

    def query(self, path: str) -> str:
        """The path with the filter that it needs."""
        filled = {
            "organization": self.organization,
            "flexible_asset_type": self._client.ids("/flexible_asset_types")[0],
        }
        return f"{path}?{NEEDED[path].format(**filled)}" if path in NEEDED else path


@pytest.fixture(scope="module")
def places(reading: Client) -> Places:
    return Places(reading)


def test_every_resource_is_served(reading: Client) -> None:
    assert set(reading.sandbox.app.account.rules) == set(CATALOG.names())
    assert len({(method, path) for _, _, method, path in ENDPOINTS}) == 205


@pytest.mark.parametrize(("resource", "operation", "method", "path"), ENDPOINTS, ids=lambda value: str(value))
def test_every_endpoint_has_a_route(
    reading: Client, places: Places, resource: str, operation: str, method: str, path: str
) -> None:
    filled = places.fill(resource, path)
    if operation == "list":
        answer = reading.get(places.query(filled))
        assert answer.status == 200 and answer.json["meta"]["total-count"] >= len(answer.data)
        return
    if operation == "show":
        listed = reading.get(places.query(path_of_list(resource, filled)))
        ids = [entry["id"] for entry in listed.data] if listed.status == 200 else [shown_only(reading, resource)]
        for id in ids[:2]:
            answer = reading.get(filled.replace(":id", str(id)))
            assert answer.status == 200 and answer.data["id"] == str(id) and answer.data["type"]
        return
    # A write without a body is refused by the rules, not by the paths; nothing is written.
    answer = reading.request(method, filled.replace(":id", "1"))
    assert answer.status in (400, 401, 404) and answer.headers["content-type"].startswith("application/vnd.api+json")


def path_of_list(resource: str, path: str) -> str:
    """The collection that a record's path belongs to, where it can be listed."""
    base = path.removesuffix("/:id")
    if resource == "configuration_interfaces" and base == "/configuration_interfaces":
        return "/nowhere"
    return base


def shown_only(client: Client, resource: str) -> int:
    """A record of a resource without a list."""
    with client.sandbox.store.reading():
        return client.sandbox.store.select(resource)[0].id


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/configuration_interfaces"),
        ("DELETE", "/configurations/1"),
        ("POST", "/documents/1/publish"),
        ("POST", "/documents/1/relationships/document_images"),
        ("GET", "/tickets"),
        ("GET", "/organizations/1/relationships/attachments"),
        ("POST", "/operating_systems"),
    ],
)
def test_what_is_no_endpoint_is_a_web_page(reading: Client, method: str, path: str) -> None:
    answer = reading.request(method, path, {"data": {}} if method != "GET" else None)
    assert answer.status == 404 and b"The page you were looking for doesn't exist (404)" in answer.body


def test_a_resource_is_added_by_one_entry(tmp_path: Path) -> None:
    source = Path(catalogs.__file__).with_name("catalog.json")
    data: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    entry = json.loads(json.dumps(data["resources"]["contact_types"]))
    entry.update(
        label="Vehicle", plural="Vehicles", singular="Vehicle", noun="Vehicle", type="vehicles", path="/vehicles"
    )
    entry["request_type"] = "vehicles"
    entry["operations"] = {
        "list": ["GET", ["/vehicles"], "none", 200, ""],
        "create": ["POST", ["/vehicles"], "object", 201, ""],
    }
    data["resources"]["vehicles"] = entry
    path = tmp_path / "catalog.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with Sandbox() as sandbox:
        keys = {sandbox.key: Key("full", sandbox.key, True)}
        limit = RateLimit(0, 1.0, lambda: 0.0)
        sandbox._app = App(
            sandbox.store, catalogs.load(str(path)), keys, lambda: 1.8e9, "sandbox", limit, "US", "token"
        )
        client = Client(sandbox)
        assert client.post("/vehicles", "vehicles", name="Van").status == 201
        assert client.names("/vehicles") == ["Van"]
        assert client.post("/vehicles", "vehicles").status == 422
