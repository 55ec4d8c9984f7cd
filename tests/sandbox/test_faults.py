"""Faults: what they answer, whether the request was carried out, and the control routes."""

from __future__ import annotations

import json

import pytest

from glueshell.sandbox.faults import Hangup
from tests.sandbox.client import Client

CREATE = {"data": {"type": "organizations", "attributes": {"name": "Stored?"}}}


def stored(client: Client) -> int:
    return len(client.ids("/organizations?filter[name]=Stored?"))


@pytest.mark.parametrize(
    ("status", "message"),
    [(429, "Too Many Requests"), (500, "Internal server error"), (503, "Service Unavailable")],
)
def test_a_status_before_storing(client: Client, status: int, message: str) -> None:
    client.sandbox.app.faults.add("status", status=status, retry_after=7)
    answer = client.request("POST", "/organizations", CREATE)
    assert answer.status == status and answer.json == {"message": message}
    assert answer.headers["retry-after"] == "7"
    assert stored(client) == 0
    assert client.request("POST", "/organizations", CREATE).status == 201


def test_a_status_after_storing(client: Client) -> None:
    client.sandbox.app.faults.add("status", status=503, stored=True)
    assert client.request("POST", "/organizations", CREATE).status == 503
    assert stored(client) == 1


def test_a_web_page_instead_of_json(client: Client) -> None:
    client.sandbox.app.faults.add("page", status=200)
    answer = client.get("/organizations")
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/html")
    assert b"<h1>" in answer.body


def test_garbage_and_emptiness(client: Client) -> None:
    client.sandbox.app.faults.add("garbage")
    client.sandbox.app.faults.add("empty", status=204)
    with pytest.raises(json.JSONDecodeError):
        client.get("/organizations").json  # noqa: B018
    answer = client.get("/organizations")
    assert answer.status == 204 and answer.body == b""


def test_a_redirect(client: Client) -> None:
    client.sandbox.app.faults.add("redirect", location="https://elsewhere.example/")
    answer = client.get("/organizations")
    assert answer.status == 302 and answer.headers["location"] == "https://elsewhere.example/"


@pytest.mark.parametrize(("kind", "reset"), [("reset", True), ("close", False)])
def test_hanging_up_stores_first_unless_told_otherwise(client: Client, kind: str, reset: bool) -> None:
    client.sandbox.app.faults.add(kind)
    with pytest.raises(Hangup) as raised:
        client.request("POST", "/organizations", CREATE)
    assert raised.value.reset is reset and stored(client) == 1
    client.sandbox.app.faults.add(kind, stored=False)
    with pytest.raises(Hangup):
        client.request("POST", "/organizations", CREATE)
    assert stored(client) == 1


def test_half_an_answer_names_its_full_length(client: Client) -> None:
    client.sandbox.app.faults.add("half")
    answer = client.request("POST", "/organizations", CREATE)
    assert len(answer.body) == int(answer.headers["content-length"]) // 2
    assert stored(client) == 1


def test_method_and_path_choose_and_count_and_skip_number(client: Client) -> None:
    fault = client.sandbox.app.faults.add("status", status=500, method="get", path=r"^/contacts", count=2, skip=1)
    statuses = [client.get(p).status for p in ("/organizations", *["/contacts"] * 4)]
    assert statuses == [200, 200, 500, 500, 200]
    assert fault.hits == 2 and client.sandbox.app.faults.pending() == []


def test_faults_strike_in_the_order_in_which_they_were_set(client: Client) -> None:
    for status in (429, 503):
        client.sandbox.app.faults.add("status", status=status)
    assert [client.get("/regions").status for _ in range(3)] == [429, 503, 200]


def test_a_hook_runs_before_or_after_the_request(client: Client) -> None:
    seen: list[int] = []
    faults = client.sandbox.app.faults
    faults.add("hook", method="POST", hook=lambda: seen.append(stored(client)))
    faults.add("hook", method="POST", stored=True, hook=lambda: seen.append(stored(client)))
    for _ in range(2):
        assert client.request("POST", "/organizations", CREATE).status == 201
    assert seen == [0, 2]


def test_a_delay_that_is_released_answers(client: Client) -> None:
    client.sandbox.app.faults.add("delay", seconds=3600)
    client.sandbox.app.faults.release()
    assert client.get("/regions").status == 200


def test_faults_can_be_taken_back(client: Client) -> None:
    client.sandbox.app.faults.add("status", count=99)
    client.sandbox.app.faults.clear()
    assert client.get("/regions").status == 200


def test_an_unknown_kind_is_a_mistake(client: Client) -> None:
    with pytest.raises(ValueError, match="there are status, page"):
        client.sandbox.app.faults.add("earthquake")


def test_a_wrong_key_wears_no_fault_down(client: Client) -> None:
    client.sandbox.app.faults.add("status", status=500)
    assert client.request("GET", "/regions", key="x").status == 403
    assert client.get("/regions").status == 500


def test_the_control_route_sets_lists_and_clears(client: Client) -> None:
    body = {"kind": "status", "status": 429, "path": "^/contacts", "count": 3}
    made = client.request("POST", "/sandbox/faults", body)
    assert made.status == 201 and made.json["stored"] is False
    assert client.get("/contacts").status == 429
    (listed,) = client.get("/sandbox/faults").json["faults"]
    assert listed["count"] == 2 and listed["hits"] == 1
    assert client.request("DELETE", "/sandbox/faults").json == {"faults": []}
    assert client.get("/contacts").status == 200


@pytest.mark.parametrize(
    "body", [{"kind": "earthquake"}, {"kind": "status", "colour": 1}, [], {"kind": "status", "path": "("}, {}]
)
def test_the_control_route_refuses_what_is_no_fault(client: Client, body: object) -> None:
    answer = client.request("POST", "/sandbox/faults", body)
    assert answer.status == 422 and answer.json["message"]


def test_requests_are_remembered(client: Client) -> None:
    client.request("POST", "/organizations", CREATE)
    client.get("/sandbox/account")
    (one,) = client.get("/sandbox/requests").json["requests"]
    assert (one["method"], one["path"], one["status"]) == ("POST", "/organizations", 201)
    assert json.loads(one["body"]) == CREATE
    assert client.sandbox.app.requests[0].body == json.dumps(CREATE).encode()


def test_the_account_can_be_asked_for(client: Client) -> None:
    assert client.get("/sandbox/account").json == {
        "account-id": client.sandbox.account_id,
        "seed": str(client.sandbox.seed),
        "region": "US",
    }
