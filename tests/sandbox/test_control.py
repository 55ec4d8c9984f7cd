"""The control page: to this computer alone, and changes only for who knows the token or a key."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from tests.sandbox.client import Client, Reply

FAULT = {"kind": "status", "status": 429, "path": "^/contacts", "count": 3}
FORM = "application/x-www-form-urlencoded"


def token(client: Client) -> str:
    found = re.search(r"name='token' value='([0-9a-f]+)'", client.request("GET", "/sandbox/", key="").body.decode())
    assert found is not None
    return found.group(1)


def send(client: Client, route: str, **fields: str) -> Reply:
    """Posts a form of the page, as a browser does."""
    raw = urlencode({"token": token(client), **fields}).encode()
    headers = {"HTTP_ORIGIN": "http://localhost:8080", "HTTP_SEC_FETCH_SITE": "same-origin"}
    return client.request("POST", f"/sandbox/{route}", raw=raw, content_type=FORM, key="", headers=headers)


@pytest.mark.parametrize("path", ["/sandbox", "/sandbox/", "/sandbox/faults", "/sandbox/requests", "/sandbox/state"])
def test_this_computer_alone_may_look_and_needs_no_key(client: Client, path: str) -> None:
    assert client.request("GET", path, key="").status == 200
    assert client.request("GET", path, key="", peer="127.0.0.9").status == 200
    for peer in ("192.0.2.7", "10.0.0.1", "", "::2"):
        assert client.request("GET", path, peer=peer).status == 403
    for host in ("sandbox.example", "localhost.example:8080", "192.0.2.7:8080"):
        assert client.request("GET", path, headers={"HTTP_HOST": host}).status == 403


def test_changing_needs_the_token_or_a_key(client: Client) -> None:
    assert client.request("POST", "/sandbox/faults", FAULT, key="").status == 403
    assert client.request("POST", "/sandbox/faults", {**FAULT, "token": "0" * 32}, key="").status == 403
    assert client.request("DELETE", "/sandbox/faults", key="x").status == 403
    assert client.sandbox.app.faults.pending() == []
    for body, headers in (({**FAULT, "token": token(client)}, {}), (FAULT, {"HTTP_X_SANDBOX_TOKEN": token(client)})):
        assert client.request("POST", "/sandbox/faults", body, key="", headers=headers).status == 201
    assert client.request("DELETE", "/sandbox/faults", key=client.sandbox.limited_key).status == 200


def test_json_is_json_even_where_curl_calls_it_a_form(client: Client) -> None:
    raw = b'{"kind": "status", "status": 503, "count": 2}'
    answer = client.request("POST", "/sandbox/faults", raw=raw, content_type=FORM)
    assert (answer.status, answer.json["count"]) == (201, 2)
    assert client.request("POST", "/sandbox/faults", raw=raw, content_type=FORM, key="").status == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://localhost:9999"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
    ],
)
def test_another_site_changes_nothing_even_with_the_token(client: Client, headers: dict[str, str]) -> None:
    body = {**FAULT, "token": token(client)}
    assert client.request("POST", "/sandbox/faults", body, headers=headers).status == 403
    assert client.sandbox.app.faults.pending() == []


def test_reading_changes_nothing(client: Client) -> None:
    for path in ("/sandbox/faults/clear", "/sandbox/requests/clear", "/sandbox/nothing"):
        assert client.get(path).status == 404


def test_the_form_sets_and_clears_faults(client: Client) -> None:
    made = send(
        client,
        "faults",
        kind="status",
        status="503",
        method="GET",
        path="^/contacts",
        count="2",
        skip="0",
        stored="true",
    )
    assert made.status == 303 and made.headers["location"] == "/sandbox/"
    (fault,) = client.sandbox.app.faults.pending()
    assert (fault.status, fault.count, fault.method, fault.stored) == (503, 2, "GET", True)
    assert "^/contacts" in client.get("/sandbox/").body.decode()
    assert client.get("/contacts").status == 503
    assert send(client, "faults/clear").status == 303
    assert client.sandbox.app.faults.pending() == []
    assert send(client, "faults", kind="status", count="many").status == 422


def test_the_form_sets_the_limit_and_what_the_account_has(client: Client) -> None:
    assert send(client, "limit", requests="2", seconds="60").status == 303
    assert [client.get("/regions").status for _ in range(3)] == [200, 200, 429]
    assert client.get("/sandbox/limit").json == {"requests": 2, "seconds": 60.0, "left": 0}
    assert client.request("POST", "/sandbox/limit", {"requests": 0}).json["left"] is None
    assert send(client, "features", logs="false").status == 303
    assert client.get("/logs").status == 403
    assert client.get("/sandbox/features").json == {"copilot": True, "document_folders": True, "logs": False}
    assert client.request("POST", "/sandbox/features", {"logs": True}).json["logs"] is True


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("limit", {"requests": -1}),
        ("limit", {"seconds": 0}),
        ("limit", {"colour": 1}),
        ("features", {"logs": "yes"}),
        ("features", {"weather": True}),
    ],
)
def test_what_cannot_be_set_is_refused(client: Client, route: str, body: dict[str, object]) -> None:
    answer = client.request("POST", f"/sandbox/{route}", body)
    assert answer.status == 422 and answer.json["message"]


def test_the_page_shows_requests_without_trusting_them(client: Client) -> None:
    client.get("/<script>alert(1)</script>?x=<b>")
    page = client.get("/sandbox/")
    assert "<script>" not in page.body.decode() and "&lt;script&gt;" in page.body.decode()
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.sandbox.key not in page.body.decode()
    assert send(client, "requests/clear").status == 303
    assert client.get("/sandbox/requests").json == {"requests": []}


def test_everything_is_there_in_one_object(client: Client) -> None:
    client.get("/regions")
    state = client.get("/sandbox/state").json
    assert state.keys() == {"account-id", "seed", "region", "faults", "requests", "limit", "features"}
    assert state["requests"][-1]["path"] == "/regions" and state["limit"]["requests"] == 3000
