"""Large accounts, and accounts of older files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from glueshell.sandbox import Sandbox
from glueshell.sandbox.store import Store
from tests.sandbox.client import Client


@pytest.fixture(scope="module")
def crowd() -> Iterator[Client]:
    with Sandbox(scale=5, clock=lambda: 1.8e9) as made:
        yield Client(made)


def test_there_are_as_many_times_the_organizations(crowd: Client) -> None:
    answer = crowd.get("/organizations?page[size]=1000").json
    assert answer["meta"]["total-count"] == 200
    names = [entry["attributes"]["name"] for entry in answer["data"]]
    assert names[0] == "Alder & Birch LLP" and len(set(names[40:])) == 160
    assert len({entry["id"] for entry in answer["data"]}) == 200


def test_each_owns_something_that_can_be_changed(crowd: Client) -> None:
    newest = crowd.ids("/organizations?page[size]=1000")[-1]
    for resource, count in (("locations", 1), ("contacts", 1), ("configurations", 2), ("passwords", 1)):
        owned = crowd.get(f"/{resource}?filter[organization_id]={newest}").data
        assert len(owned) == count
        changed = crowd.patch(f"/{resource}/{owned[0]['id']}", resource, notes="n")
        assert changed.status == 200 and changed.data["attributes"]["notes"] == "n"
    made = crowd.post("/contacts", "contacts", organization_id=newest, first_name="Ann")
    assert made.status == 201 and made.data["id"] not in crowd.ids("/contacts?page[size]=1000")[:-1]


def test_the_same_seed_gives_the_same_crowd(crowd: Client) -> None:
    with Sandbox(scale=5, clock=lambda: 1.8e9) as again:
        assert Client(again).names("/organizations?page[size]=1000") == crowd.names("/organizations?page[size]=1000")


def test_counts_follow_every_write(crowd: Client) -> None:
    def total() -> int:
        return int(crowd.get("/contact_types").json["meta"]["total-count"])

    before = total()
    crowd.post("/contact_types", "contact_types", name="Counted")
    assert total() == before + 1


def test_an_account_of_an_older_file_gets_what_it_could_not_have(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Sandbox(path, seed=7, clock=lambda: 1.8e9) as made:
        key, wanted = made.key, everything(made)
    make_old(path)
    with Sandbox(path, clock=lambda: 1.8e9) as again:
        assert (again.key, again.seed) == (key, 7)
        assert everything(again) == wanted
        client = Client(again)
        assert client.get("/users").json["meta"]["total-count"] == 12
        id = client.get("/passwords?filter[cached_resource_name]=nothing").json["meta"]["total-count"]
        assert id == 0 and client.post("/contact_types", "contact_types", name="New").status == 201


def everything(sandbox: Sandbox) -> list[object]:
    with sandbox.store.reading():
        rows = sandbox.store._database.execute("SELECT * FROM records ORDER BY resource, id").fetchall()
    return [(*row[:-1], json.loads(row[-1])) for row in rows if row[0] != "passwords"]


def make_old(path: Path) -> None:
    """Takes a file back to the first format: no files, and only what there was then."""
    kept = (
        "organizations", "organization_types", "organization_statuses", "configurations", "configuration_types",
        "configuration_statuses", "configuration_interfaces", "contacts", "contact_types", "domains", "locations",
        "countries", "regions", "manufacturers", "models", "operating_systems", "platforms", "flexible_asset_types",
        "flexible_asset_fields", "flexible_assets",
    )  # fmt: skip
    marks = ",".join("?" * len(kept))
    embedded = "resource = 'passwords' AND json_extract(body, '$.on') IS 'flexible_assets'"
    statements = [
        f"DELETE FROM records WHERE resource NOT IN ({marks}) AND NOT ({embedded})",
        f"DELETE FROM sequences WHERE resource NOT IN ({marks}) AND resource NOT IN ('passwords', 'uploads')",
    ]
    database = sqlite3.connect(path)
    with database:
        for statement in statements:
            database.execute(statement, kept)
        database.execute(
            "UPDATE records SET body = json_remove(json_set(body, '$.\"resource-id\"', parent_id), '$.on'), "
            "parent_id = NULL WHERE resource = 'passwords'"
        )
        for name in ("psa-id", "psa-integration-type", "rmm-id", "rmm-integration-type"):
            database.execute(f"UPDATE records SET body = json_remove(body, '$.\"{name}\"')")
        database.execute(
            "UPDATE records SET body = json_set(body, '$.synced', json('false')) WHERE json_extract(body, '$.synced')"
        )
        database.execute(
            "UPDATE records SET body = json_remove(body, '$.\"psa-integration\"') WHERE resource = 'contacts'"
        )
        database.execute(
            "UPDATE sequences SET last = (SELECT max(id) FROM records WHERE resource = 'passwords') "
            "WHERE resource = 'passwords'"
        )
        database.execute("DROP TABLE files")
        database.execute("DROP INDEX records_by_name")
        database.execute("DELETE FROM facts WHERE name IN ('limited-key', 'member', 'member-id')")
        database.execute("PRAGMA user_version = 1")
    database.close()


def test_a_file_of_the_first_format_has_its_own_number(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    Sandbox(path).close()
    make_old(path)
    found: list[int] = []
    Store(path, lambda store, before: found.append(before)).close()
    Store(path, lambda store, before: found.append(before)).close()
    assert found == [1]
