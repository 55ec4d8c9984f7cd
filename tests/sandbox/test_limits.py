"""The rate limit, the keys, the regions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from glueshell.sandbox import Sandbox
from glueshell.sandbox.limits import RateLimit
from tests.sandbox.client import Client


def test_three_thousand_requests_in_five_minutes(client: Client, clock: Any) -> None:
    assert (client.sandbox.app.limit.requests, client.sandbox.app.limit.seconds) == (3000, 300.0)
    key = client.sandbox.key
    assert [client.sandbox.app.limit.admit(key) for _ in range(3000)] == [None] * 3000
    clock.now += 100
    answer = client.get("/regions")
    assert answer.status == 429 and answer.json == {"message": "Too Many Requests"}
    assert answer.headers["retry-after"] == "200"
    assert client.request("GET", "/regions", key=client.sandbox.limited_key).status == 200
    clock.now += 200
    assert client.get("/regions").status == 200


def test_another_limit_and_none() -> None:
    now = [0.0]
    limit = RateLimit(2, 10, lambda: now[0])
    assert [limit.admit("a"), limit.admit("a"), limit.admit("a")] == [None, None, 10]
    now[0] = 9.5
    assert limit.admit("a") == 1 and limit.told()["left"] == 0
    now[0] = 10.0
    assert limit.admit("a") is None
    # A clock that was set back begins a new window instead of a long wait.
    now[0] = 5.0
    assert limit.admit("a") is None
    assert RateLimit(0, 1, lambda: 0.0).admit("a") is None


def test_a_refused_request_reaches_nothing(client: Client) -> None:
    client.sandbox.app.limit.change(1, 60)
    client.sandbox.app.faults.add("status", status=500)
    assert client.get("/regions").status == 500
    client.sandbox.app.faults.add("status", status=500)
    assert client.post("/contact_types", "contact_types", name="No").status == 429
    assert len(client.sandbox.app.faults.pending()) == 1


def test_keys_are_kept_in_the_file(tmp_path: Path) -> None:
    with Sandbox(tmp_path / "a.db") as made:
        keys = made.key, made.limited_key
    with Sandbox(tmp_path / "a.db") as again:
        assert (again.key, again.limited_key) == keys and keys[0] != keys[1]


def keeping(statuses: list[str]) -> Any:
    """A `start_response` that keeps the status line."""
    return lambda status, headers: statuses.append(status)


def test_a_key_is_good_in_one_region(client: Client) -> None:
    sandbox = client.sandbox
    elsewhere = sandbox._app_of("EU")
    assert sandbox._app_of("US") is sandbox.app and sandbox._app_of(None) is sandbox.app
    for key in (sandbox.key, sandbox.limited_key, "x"):
        statuses: list[str] = []
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/regions", "HTTP_X_API_KEY": key, "wsgi.input": None}
        body = b"".join(elsewhere(environ, keeping(statuses)))
        assert statuses == ["403 Forbidden"] and body == b'{"message": "Forbidden"}'
    assert client.get("/sandbox/requests").json["requests"][-1]["status"] == 403


def test_three_hosts_are_served(client: Client) -> None:
    lines: list[str] = []

    def write(line: str) -> None:
        lines.append(line)
        if "Ctrl+C" in line:
            raise KeyboardInterrupt

    client.sandbox.serve_forever(regions=True, write=write)
    regions = [line.split(": ", 1) for line in lines if line.startswith("  ")]
    assert [region.strip() for region, _ in regions] == ["US", "EU", "AU"]
    assert len({url for _, url in regions}) == 3 and lines[0].endswith(regions[0][1])
