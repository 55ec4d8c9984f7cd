"""What only the service writes: expirations, logs, user metrics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from glueshell.sandbox import Sandbox
from tests.sandbox.client import Client, World

NOW = 1_800_000_000.0  # 2027-01-15


@pytest.fixture(scope="module")
def living() -> Iterator[Client]:
    """An account that was made just now, so that its logs and metrics are recent."""
    with Sandbox(clock=lambda: NOW) as made:
        yield Client(made)


def test_warranties_expire(world: World) -> None:
    client = world.client
    id = client.ids(f"/configurations?filter[organization_id]={world.organization}")[0]
    client.patch(f"/configurations/{id}", "configurations", warranty_expires_at="2031-05-05")
    (found,) = client.get(f"/expirations?filter[resource_id]={id}").data
    assert found["attributes"]["expiration-date"] == "2031-05-05"
    assert found["attributes"]["resource-type-name"] == "Configuration"
    client.patch(f"/configurations/{id}", "configurations", name="Renamed", warranty_expires_at="2032-01-01")
    (again,) = client.get(f"/expirations?filter[resource_id]={id}").data
    assert again["id"] == found["id"] and again["attributes"]["resource-name"] == "Renamed"
    client.patch(f"/configurations/{id}", "configurations", warranty_expires_at=None)
    assert client.get(f"/expirations?filter[resource_id]={id}").data == []


def test_date_fields_that_say_so_expire(world: World) -> None:
    client = world.client
    field = {"flexible-asset-type-id": world.type, "name": "Ends", "kind": "Date", "expiration": True}
    client.request("POST", "/flexible_asset_fields", {"data": {"type": "flexible_asset_fields", "attributes": field}})
    asset = world.create({"field-technician": "Ann Lee", "ends": "2030-02-03", "signing-date": "2030-01-01"}).data
    (found,) = client.get(f"/expirations?filter[resource_id]={asset['id']}").data
    assert found["attributes"] == found["attributes"] | {
        "description": "Ends", "expiration-date": "2030-02-03", "resource-type-name": "Agreement",
        "resource-url": asset["attributes"]["resource-url"],
    }  # fmt: skip
    client.request("DELETE", f"/flexible_assets/{asset['id']}")
    assert client.get(f"/expirations?filter[resource_id]={asset['id']}").data == []


def test_expirations_are_filtered_by_range(reading: Client) -> None:
    everything = reading.get("/expirations?page[size]=1000").data
    days = sorted(entry["attributes"]["expiration-date"] for entry in everything)
    assert {entry["attributes"]["resource-type-name"] for entry in everything} >= {
        "Configuration", "Domain", "SslCertificate", "Licensing",
    }  # fmt: skip
    middle = days[len(days) // 2]
    for text, kept in (
        (f"{days[0]}, {middle}", [d for d in days if d <= middle]),
        (f"{middle}, *", [d for d in days if d >= middle]),
    ):
        found = reading.get(
            f"/expirations?filter[range][expiration_date]={text}&page[size]=1000&sort=expiration_date"
        ).data
        assert [entry["attributes"]["expiration-date"] for entry in found] == kept
    ordered = reading.get("/expirations?sort=-expiration_date&page[size]=1000").data
    assert [entry["attributes"]["expiration-date"] for entry in ordered] == days[::-1]


def test_writes_are_logged(world: World, clock: Any) -> None:
    client = world.client
    id = client.post("/contact_types", "contact_types", name="Night shift").data["id"]
    clock.now += 1
    client.patch(f"/contact_types/{id}", "contact_types", name="Day shift")
    entries = client.get("/logs?sort=-created_at").data[:2]
    assert [(e["attributes"]["action"], e["attributes"]["resource-name"]) for e in entries] == [
        ("updated", "Day shift"),
        ("created", "Night shift"),
    ]
    assert entries[0]["attributes"]["member-name"] in client.names("/users")
    assert entries[0]["attributes"]["resource-type"] == "Contact Type"


def test_old_logs_are_gone(world: World, clock: Any) -> None:
    world.client.post("/contact_types", "contact_types", name="Night shift")
    assert world.client.get("/logs").json["meta"]["total-count"] > 0
    clock.now += 31 * 86400
    assert world.client.get("/logs").data == []


def test_logs_end_after_five_pages_and_go_on_by_date(living: Client) -> None:
    pages = [living.get(f"/logs?sort=created_at&page[size]=50&page[number]={number}").json for number in range(1, 7)]
    assert [len(page["data"]) for page in pages] == [50] * 5 + [0]
    assert pages[0]["meta"]["total-pages"] == 5 and pages[0]["meta"]["total-count"] == 420
    assert [page["meta"]["next-page"] for page in pages[:5]] == [2, 3, 4, 5, None]
    last = pages[4]["data"][-1]["attributes"]["created-at"]
    rest = living.get(f"/logs?sort=created_at&filter[created_at]={last},*&page[size]=1000").data
    assert len(rest) == 420 - 250 + 1 and rest[0]["id"] == pages[4]["data"][-1]["id"]


def test_logs_want_the_plan(client: Client) -> None:
    client.sandbox.app.account.features.logs = False
    assert client.get("/logs").status == 403


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("2027-01-01,2027-01-08", 200),
        ("2027-01-01,2027-01-09", 422),
        ("*,2027-01-07", 422),
        ("2027-01-01,*", 200),
        ("*,*", 200),
        ("2027-01-10", 200),
    ],
)
def test_metrics_span_a_week_at_most(living: Client, text: str, status: int) -> None:
    answer = living.get(f"/user_metrics?filter[date]={text}&page[size]=1000")
    assert answer.status == status
    if status == 422:
        title = "date range filter cannot be longer than a week, and cannot start with a wildcard"
        assert answer.errors == [{"status": 422, "title": title}]
        return
    first, _, last = text.partition(",")
    days = {entry["attributes"]["date"] for entry in answer.data}
    assert days and (first == "*" or min(days) >= first)
    assert last in ("", "*") or max(days) <= last


def test_metrics_have_no_relationships_and_a_default_window(living: Client) -> None:
    entries = living.get("/user_metrics?page[size]=1000").data
    assert all("relationships" not in entry for entry in entries)
    assert min(entry["attributes"]["date"] for entry in entries) >= "2027-01-08"
    user = entries[0]["attributes"]["user-id"]
    mine = living.get(f"/user_metrics?filter[user_id]={user}&filter[resource_type]=Documents&sort=-viewed").data
    views = [entry["attributes"]["viewed"] for entry in mine]
    assert views == sorted(views, reverse=True) and {e["attributes"]["resource-type"] for e in mine} == {"Documents"}
