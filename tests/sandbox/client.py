"""A client that calls the sandbox's WSGI app directly."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import quote

from glueshell.sandbox import Sandbox

MEDIA_TYPE = "application/vnd.api+json"


class Reply:
    """One answer: status, headers (lower case), raw body, and the body as JSON."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = int(status.split()[0])
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def data(self) -> Any:
        assert self.status < 300, (self.status, self.body)
        return self.json["data"]

    @property
    def errors(self) -> Any:
        return self.json["errors"]


class Client:
    """Requests to one sandbox, with its key unless told otherwise."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        content_type: str = MEDIA_TYPE,
        raw: bytes | None = None,
        peer: str = "127.0.0.1",
        headers: dict[str, str] | None = None,
    ) -> Reply:
        content = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": quote(query, safe="=&%*,"),
            "HTTP_X_API_KEY": self.sandbox.key if key is None else key,
            "HTTP_HOST": "localhost:8080",
            "REMOTE_ADDR": peer,
            "CONTENT_TYPE": content_type if content else "",
            "CONTENT_LENGTH": str(len(content)),
            "wsgi.input": io.BytesIO(content),
            "wsgi.url_scheme": "http",
            **(headers or {}),
        }
        started: list[Any] = []

        def start_response(*values: Any) -> Any:
            started.extend(values)

        chunks = list(self.sandbox.app(environ, start_response))
        return Reply(started[0], started[1], b"".join(chunks))

    def get(self, path: str) -> Reply:
        return self.request("GET", path)

    def names(self, path: str) -> list[str]:
        return [entry["attributes"]["name"] for entry in self.get(path).data]

    def ids(self, path: str) -> list[str]:
        return [entry["id"] for entry in self.get(path).data]

    def id_of(self, path: str, name: str) -> int:
        """The id of the first record of a list that has this name."""
        return next(int(e["id"]) for e in self.get(path).data if e["attributes"]["name"] == name)

    def post(self, path: str, type_: str, **attributes: object) -> Reply:
        return self.request("POST", path, {"data": {"type": type_, "attributes": dashed(attributes)}})

    def patch(self, path: str, type_: str, **attributes: object) -> Reply:
        return self.request("PATCH", path, {"data": {"type": type_, "attributes": dashed(attributes)}})


def dashed(attributes: dict[str, object]) -> dict[str, object]:
    return {key.replace("_", "-"): value for key, value in attributes.items()}


FIELDS: list[dict[str, object]] = [
    {"order": 1, "name": "Signed", "kind": "Checkbox", "show-in-list": True},
    {"order": 2, "name": "Signing Date", "kind": "Date"},
    {"order": 3, "name": "Contract", "kind": "Header"},
    {"order": 4, "name": "Number of seats", "kind": "Number"},
    {"order": 5, "name": "Discount", "kind": "Percent", "decimals": 1},
    {
        "order": 6,
        "name": "Field Technician",
        "kind": "Select",
        "default-value": "Randy Rios\r\nAnn Lee\n",
        "required": True,
        "use-for-title": True,
    },
    {"order": 7, "name": "Emergency Contact", "kind": "Tag", "tag-type": "Contacts"},
    {"order": 8, "name": "Telephone", "kind": "Text", "use-for-title": True},
    {"order": 9, "name": "Notes", "kind": "Textbox"},
    {"order": 10, "name": "Scan", "kind": "Upload"},
    {"order": 11, "name": "Portal Password", "kind": "Password"},
    {"order": 12, "name": "Servers", "kind": "Tag", "tag-type": "Configurations"},
]


def type_body(name: str, fields: list[dict[str, object]], key: str = "flexible-asset-fields") -> dict[str, object]:
    """The body that makes a type together with its fields."""
    return {
        "data": {
            "type": "flexible_asset_types",
            "attributes": {"name": name, "icon": "envelope", "enabled": True, "show-in-menu": True},
            "relationships": {
                key: {"data": [{"type": "flexible_asset_fields", "attributes": field} for field in fields]}
            },
        }
    }


class World:
    """A client with a type that has every kind, and the test organization that owns the known contacts."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.organization = client.id_of("/organizations?page[size]=100", "Test Organization - Happy Frog")
        self.other = client.id_of("/organizations?page[size]=100", "Test Organization - Quiet Otter")
        made = client.request("POST", "/flexible_asset_types", type_body("Agreement", FIELDS))
        self.type = int(made.data["id"])

    def create(self, traits: object, **changes: object) -> Reply:
        attributes: dict[str, object] = {
            "organization-id": self.organization,
            "flexible-asset-type-id": self.type,
            "traits": traits,
        }
        attributes.update(dashed(changes))
        attributes = {key: value for key, value in attributes.items() if value is not ...}
        return self.client.request(
            "POST", "/flexible_assets", {"data": {"type": "flexible_assets", "attributes": attributes}}
        )
