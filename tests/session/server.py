"""A tiny IT Glue behind the client, in memory, that can lose answers on request; and a sitting on top of it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from glueshell.config import Account, Config, ShellOptions
from glueshell.http import Response
from glueshell.http.errors import failure
from glueshell.itglue.client import Client
from glueshell.itglue.documents import Resource
from glueshell.session.sitting import Sitting
from glueshell.session.snapshots import SHORT_LISTS
from glueshell.session.store import Store
from tests.session.conftest import Clock, FakeHost
from tests.session.plans import catalog

FROG, TOAD, TWIN = 31337, 40210, 40211
EMAIL, MSA = 33, 34


def record(type_: str, id: int, **attributes: Any) -> dict[str, Any]:
    return {
        "id": str(id),
        "type": type_,
        "attributes": {name.replace("_", "-"): value for name, value in attributes.items()},
    }


def field(id: int, order: int, name: str, kind: str, **more: Any) -> dict[str, Any]:
    return record(
        "flexible-asset-fields",
        id,
        order=order,
        name=name,
        kind=kind,
        name_key=name.lower().replace(" ", "-"),
        **more,
    )


EMAIL_FIELDS = [
    field(1, 1, "Domains", "Tag", tag_type="Domains", required=True),
    field(2, 2, "Type", "Select", required=True, use_for_title=True, default_value="Office 365\r\nPOP/IMAP"),
    field(3, 3, "Email Servers", "Tag", tag_type="Configurations"),
    field(4, 4, "Webmail URL", "Text"),
]


class TinyServer:
    """Answers the client's requests from dictionaries; `fault` decides what becomes of the next write."""

    def __init__(self) -> None:
        self.records: dict[str, list[dict[str, Any]]] = {
            "organizations": [
                record("organizations", FROG, name="Happy Frog", organization_type_name="Customer"),
                record("organizations", TOAD, name="Kub, Reynolds & Gibson", organization_type_name="Customer"),
                record("organizations", TWIN, name="Twin", organization_type_name="Vendor"),
                record("organizations", TWIN + 1, name="Twin", organization_type_name="Partner"),
                record("organizations", 365, name="Three Six Five", organization_type_name=None),
                record("organizations", 50, name="777", organization_type_name=None),
            ],
            "flexible_asset_types": [
                record("flexible-asset-types", EMAIL, name="API Email Example", description="mail"),
                record("flexible-asset-types", MSA, name="MSA", description=""),
            ],
            "domains": [
                record("domains", 501, name="happyfrog.example", organization_id=FROG),
                record("domains", 509, name="mail.happyfrog.example", organization_id=FROG),
                record("domains", 601, name="toad.example", organization_id=TOAD),
            ],
            "configurations": [
                record("configurations", 987, name="HF-EX01", organization_id=FROG, configuration_type_name="Server"),
                record("configurations", 988, name="HF-EX02", organization_id=FROG, configuration_type_name="Server"),
                record("configurations", 989, name="HF-EX02", organization_id=FROG, configuration_type_name="Laptop"),
            ],
            "contacts": [record("contacts", 4387, name="Ann Smith", organization_id=FROG, title="CEO")],
            "flexible_assets": [],
            **{name: [] for name in SHORT_LISTS},
            "configuration_types": [
                record("configuration-types", 71, name="Server"),
                record("configuration-types", 72, name="Laptop"),
            ],
        }
        self.requests: list[tuple[str, str]] = []
        self.fault = ""
        self.on_write: Callable[[], None] | None = None
        self.gate: threading.Event | None = None

    @property
    def writes(self) -> list[tuple[str, str]]:
        return [entry for entry in self.requests if entry[0] != "GET"]

    def request(
        self,
        method: str,
        path: str,
        query: Sequence[tuple[str, str]] | None = None,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        write: bool = False,
    ) -> Response:
        self.requests.append((method, path))
        if self.gate is not None:
            self.gate.wait(10)
        if self.fault == "unreachable":
            raise failure("unreachable", "tiny", "refused")
        parts = path.strip("/").split("/")
        if method == "GET":
            return self._get(parts, dict(query or ()))
        assert write and body is not None
        return self._write(json.loads(body))

    def _get(self, parts: list[str], query: dict[str, str]) -> Response:
        held = self.records[parts[0]]
        if len(parts) == 2:
            found = [entry for entry in held if entry["id"] == parts[1]]
            if not found:
                return answer(404, {"errors": [{"title": "Not Found", "status": "404"}]})
            return answer(200, self._with_fields(found, single=True, include=query.get("include")))
        found = [entry for entry in held if all(matches(entry, key, value) for key, value in query.items())]
        size, number = int(query["page[size]"]), int(query["page[number]"])
        page = found[(number - 1) * size : number * size]
        document = self._with_fields(page, single=False, include=query.get("include"))
        document["meta"] = {"total-count": len(found), "next-page": number + 1 if number * size < len(found) else None}
        return answer(200, document)

    def _with_fields(self, found: list[dict[str, Any]], *, single: bool, include: str | None) -> dict[str, Any]:
        if include != "flexible_asset_fields":
            return {"data": found[0] if single else found}
        shown, included = [], []
        for entry in found:
            fields = EMAIL_FIELDS if entry["id"] == str(EMAIL) else []
            linked = [{"type": "flexible-asset-fields", "id": item["id"]} for item in fields]
            shown.append({**entry, "relationships": {"flexible-asset-fields": {"data": linked}}})
            included += fields
        return {"data": shown[0] if single else shown, "included": included}

    def _write(self, document: dict[str, Any]) -> Response:
        if self.on_write is not None:
            self.on_write()
        if self.fault == "not-sent":
            raise failure("unreachable", "tiny", "refused")
        if self.fault == "refused":
            problem = {"title": "Unprocessable", "detail": "can't be blank", "status": "422"}
            return answer(422, {"errors": [problem]})
        kept = self.records["flexible_assets"]
        new = record("flexible-assets", 1234568 + len(kept), **document["data"]["attributes"])
        new["attributes"]["resource-url"] = f"https://x.itglue.com/1/assets/33-a/records/{new['id']}"
        kept.append(new)
        if self.fault == "lost":
            raise failure("reset", "tiny", sent=True)
        if self.fault == "504":
            return answer(504, {"errors": [{"title": "Gateway Timeout"}]})
        if self.fault == "half":
            return Response(201, {}, json.dumps({"data": new}).encode()[:40], 0.0, "")
        return answer(201, {"data": new})


def matches(entry: dict[str, Any], key: str, value: str) -> bool:
    if not key.startswith("filter["):
        return True
    name = key[7:-1].replace("_", "-")
    if name == "id":
        return bool(entry["id"] == value)
    return str(entry["attributes"].get(name)) == value.replace("\\,", ",")


def answer(status: int, document: dict[str, Any]) -> Response:
    return Response(status, {}, json.dumps(document).encode(), 0.0, "https://tiny")


def new_sitting(
    home: Path,
    server: TinyServer,
    host: FakeHost,
    *,
    sandbox: bool = True,
    clock: Clock | None = None,
    passing: bool = False,
) -> Sitting:
    """A sitting over the tiny server; the caller closes it."""

    def connect(on_records: Callable[[Sequence[Resource]], None]) -> Client:
        return Client(server, catalog(), on_records=on_records)

    def connect_background(stop: threading.Event) -> Client:
        return Client(server, catalog())

    sitting = Sitting(
        config=Config(home, {}, ShellOptions()),
        store=Store(home / "state.db"),
        account=Account("sandbox-1", "http://127.0.0.1:1", name="Sandbox", sandbox=sandbox),
        load_catalog=catalog,
        connect=connect,
        connect_background=connect_background,
        host=host,
        clock=clock or Clock(),
        monotonic=Clock(),
        passing=passing,
    )
    sitting.open()
    return sitting
