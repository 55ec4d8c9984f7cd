"""Requests of a script's own: which are an API's, whose account they are for, and that none writes unasked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from glueshell.config import Account, Config, ShellOptions
from glueshell.http import TransportError
from glueshell.http.errors import InsecureUrl
from glueshell.itglue.catalog import load
from glueshell.itglue.client import Client
from glueshell.itglue.errors import OutcomeUnknown
from glueshell.itglue.regions import fingerprint
from glueshell.session.errors import Refused
from glueshell.session.handmade import Handmade, exit_status, guarded_headers, judge
from glueshell.session.sitting import Sitting
from glueshell.session.store import Store
from tests.session.conftest import FakeHost

KEY = "ITG." + "a" * 32 + "." + "Key_" * 16
OTHER = "ITG." + "b" * 32 + "." + "Key_" * 16
BASE = "https://api.itglue.com"
BODY = b'{"data":{"type":"organizations","attributes":{"name":"A"}}}'


class Answered:
    """An answer."""

    def __init__(self, status: int, body: bytes = b"") -> None:
        self.status = status
        self.body = body


def sitting_of(folder: Path, *, interactive: bool = False, allow_write: bool = False, connect: Any = None) -> Sitting:
    mine = Account("mine", BASE, name="Mine", key_fingerprint=fingerprint(KEY))
    theirs = Account("theirs", "https://api.eu.itglue.com", name="Theirs", key_fingerprint=fingerprint(OTHER))
    config = Config(folder, {"mine": mine, "theirs": theirs}, ShellOptions())
    sitting = Sitting(
        config=config,
        store=Store(folder / "state.db"),
        account=mine,
        load_catalog=load,
        connect=connect or (lambda hear: pytest.fail("nobody connects here")),
        connect_background=lambda stop: pytest.fail("nobody refreshes here"),
        host=FakeHost(interactive=interactive),
        allow_write=allow_write,
    )
    sitting.open()
    return sitting


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    made = sitting_of(tmp_path)
    yield made
    made.close()


def judged(sitting: Sitting, method: str, url: str, key: str = KEY, body: bytes | None = BODY) -> Handmade:
    found = judge(sitting, method, url, {"x-api-key": key}, body)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "url, is_api",
    [
        (f"{BASE}/organizations", True),
        ("https://api.au.itglue.com/organizations?x=1", True),
        ("https://API.itglue.com:443/organizations", True),
        ("https://api.itglue.com.evil.example/organizations", False),
        ("https://example.com/?u=https://api.itglue.com/organizations", False),
        ("http://127.0.0.1:9/organizations", False),
    ],
)
def test_which_addresses_are_an_apis(url: str, is_api: bool, sitting: Sitting) -> None:
    sitting.account = sitting.account.at(BASE, "US", sandbox=False)
    assert (judge(sitting, "GET", url, {}, None) is not None) is is_api


def test_a_key_of_it_glue_makes_any_address_a_gateway_of_it(sitting: Sitting) -> None:
    assert judged(sitting, "POST", "https://gateway.example/organizations").writes
    assert judge(sitting, "POST", "https://gateway.example/x", {"x-api-key": "of-another-service"}, b"") is None


@pytest.mark.parametrize("url", ["http://api.itglue.com/organizations", "http://gateway.example/organizations"])
def test_a_key_does_not_go_over_plain_http(url: str, sitting: Sitting) -> None:
    with pytest.raises(InsecureUrl):
        judge(sitting, "GET", url, {"x-api-key": KEY}, None)


def test_a_read_needs_no_permission(sitting: Sitting) -> None:
    assert not judged(sitting, "GET", f"{BASE}/organizations").writes


def test_a_write_without_permission_is_refused(sitting: Sitting) -> None:
    with pytest.raises(Refused, match="Mine"):
        judged(sitting, "POST", f"{BASE}/organizations").permit(confirm=False, what_if=False)


def test_another_accounts_key_is_judged_by_its_own_account(tmp_path: Path) -> None:
    sitting = sitting_of(tmp_path, interactive=True)
    sitting.approval.unlock()
    try:
        with pytest.raises(Refused, match="Theirs"):
            judged(sitting, "POST", f"{BASE}/organizations", OTHER).permit(confirm=False, what_if=False)
    finally:
        sitting.close()


def test_a_sandbox_at_hand_opens_no_other_address(tmp_path: Path) -> None:
    sitting = sitting_of(tmp_path)
    sitting.account = Account("sandbox", "http://127.0.0.1:9", sandbox=True)
    try:
        with pytest.raises(Refused):
            judged(sitting, "POST", f"{BASE}/organizations", OTHER).permit(confirm=None, what_if=False)
        with pytest.raises(Refused):
            judged(sitting, "POST", "http://127.0.0.1:10/organizations").permit(confirm=None, what_if=False)
    finally:
        sitting.close()


@pytest.mark.parametrize(
    "answer, status, record",
    [
        (Answered(201, b'{"data":{"id":"9","type":"organizations","attributes":{}}}'), "done", "9"),
        (Answered(422, b"{}"), "refused", None),
        (Answered(302), "refused", None),
        (Answered(502), "unknown", None),
    ],
)
def test_the_journal_says_how_it_ended(answer: Answered, status: str, record: str | None, tmp_path: Path) -> None:
    sitting = sitting_of(tmp_path, allow_write=True)
    try:
        request = judged(sitting, "POST", f"{BASE}/organizations")
        grant: Any = request.permit(confirm=None, what_if=False)
        assert request.send(grant, lambda: answer) is answer
        entry = sitting.journal.entries()[0]
        assert (entry.status, entry.record_id, entry.title) == (status, record, "A")
    finally:
        sitting.close()


@pytest.mark.parametrize("sent, status", [(True, "unknown"), (False, "not-sent")])
def test_a_lost_answer_is_an_unknown_outcome(sent: bool, status: str, tmp_path: Path) -> None:
    sitting = sitting_of(tmp_path, allow_write=True)

    def fail() -> Answered:
        raise TransportError("gone", "reset", sent=sent)

    try:
        request = judged(sitting, "POST", f"{BASE}/organizations")
        grant: Any = request.permit(confirm=None, what_if=False)
        with pytest.raises(OutcomeUnknown if sent else TransportError):
            request.send(grant, fail)
        assert sitting.journal.entries()[0].status == status
    finally:
        sitting.close()


def test_keys_are_learned_and_stay_where_they_are(sitting: Sitting) -> None:
    judged(sitting, "GET", f"{BASE}/organizations", "of-no-known-shape")
    assert sitting.redactor.redact("x of-no-known-shape") == "x •••"
    headers = {"X-Api-Key": "short", "Authorization": KEY, "Accept": "a"}
    assert guarded_headers(sitting, headers) == ["x-api-key", "authorization"]


def test_the_exit_status_tells_refusal_from_uncertainty() -> None:
    assert [exit_status(code, writes=True) for code in (401, 404, 422, 429, 500)] == [3, 4, 4, 8, 6]
    assert exit_status(503, writes=False) == 8


@pytest.mark.parametrize(
    "url, headers, key",
    [
        (f"{BASE}/organizations", {}, KEY),
        (f"{BASE}/organizations", {"Authorization": "Bearer x"}, None),
        (f"{BASE}/organizations", {"X-Api-Key": OTHER}, None),
        ("https://api.eu.itglue.com/organizations", {}, None),
    ],
)
def test_the_sessions_key_goes_to_its_own_account_where_nothing_else_tells_who_asks(
    url: str, headers: dict[str, str], key: str | None, tmp_path: Path
) -> None:
    turns: list[str] = []

    class Counted:
        """A transport that counts who takes a turn."""

        base_url = BASE

        @contextmanager
        def turn(self) -> Iterator[None]:
            turns.append(url)
            yield

        def key_for(self, url: str) -> str:
            return KEY

    sitting = sitting_of(tmp_path, connect=lambda hear: Client(Counted(), load()))  # type: ignore[arg-type]
    found = judge(sitting, "GET", url, headers, None)
    assert found is not None and found.key(url, headers) == key
    with found.turn():
        assert turns == ([url] if url.startswith(BASE) and "X-Api-Key" not in headers else [])
    sitting.close()
