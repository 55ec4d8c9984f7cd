"""Two accounts in one sitting, changed to and fro: nothing of one is ever seen, kept or sent for the other."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from glueshell.itglue.client import Query
from glueshell.itglue.errors import ApiError
from glueshell.itglue.fieldspecs import field_plan, type_plan
from glueshell.sandbox import Sandbox
from glueshell.session.connecting import Connector
from glueshell.session.errors import InputError, NotConnected, NotSelected, Refused, UnknownReference
from glueshell.session.sitting import Sitting
from glueshell.session.store import Store
from tests.session.conftest import FakeHost
from tests.session.places import World
from tests.session.plans import catalog

RED_KEY = "ITG." + "a" * 32 + "." + "Red_" * 16
BLUE_KEY = "ITG." + "b" * 32 + "." + "Blue" * 16
ENOUGH = 20.0


class Two:
    """A sitting with two accounts, each played by a sandbox of its own."""

    def __init__(self, home: Path, red: Sandbox, blue: Sandbox) -> None:
        self.home = home
        self.sandboxes = {"red": red, "blue": blue}
        self.world = World({"US": red, "EU": blue})
        self.host = FakeHost()
        self.sittings: list[Sitting] = []
        self.connectors: list[Connector] = []

    def start(self, name: str = "red") -> Sitting:
        """A new sitting, as a new process would begin it."""
        store = Store(self.home / "state.db")
        connector = self.world.connector(self.home, self.host, store, environment={"ITGLUE_API_KEY": RED_KEY})
        if not (self.home / "config.toml").exists():
            connector.connect(account="red", region="US")
            self.host.answers += [BLUE_KEY]
            connector.connect(account="blue", region="EU")
        key = RED_KEY if name == "red" else BLUE_KEY
        sitting = self.world.sitting(self.home, self.host, connector.config().accounts[name], key, store)
        sitting.make_connector = lambda: connector
        sitting.open()
        self.sittings.append(sitting)
        self.connectors.append(connector)
        self.go(name)
        return sitting

    def go(self, name: str) -> None:
        """Change to an account; the key of the one is in the environment, that of the other is typed."""
        if name == "blue":
            self.host.answers.append(BLUE_KEY)
        self.connectors[-1].use(self.sittings[-1], self.connectors[-1].connect(account=name))

    def close(self) -> None:
        for sitting, connector in zip(self.sittings, self.connectors, strict=True):
            sitting.close()
            connector.close()


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Two]:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with Sandbox(key=RED_KEY, subdomain="red") as red, Sandbox(key=BLUE_KEY, subdomain="blue", seed=99) as blue:
        red.serve()
        blue.serve()
        made = Two(tmp_path, red, blue)
        yield made
        made.close()
        assert red.failures == blue.failures == []


def make_type(sitting: Sitting, name: str) -> str:
    """A flexible asset type of one text field."""
    where = {"Name": "Where", "Kind": "Text", "Required": True, "UseForTitle": True, "ShowInList": True}
    specs = field_plan([where], catalog())
    sitting.approval.unlock()
    made = sitting.send(type_plan(catalog(), name, specs, icon="envelope"), confirm=False)
    assert made is not None
    return made.id


def first_organization(sitting: Sitting) -> Any:
    (found,) = sitting.client.list(Query(catalog()["organizations"], first=1))
    return found


def test_interleaved_nothing_crosses(two: Two) -> None:
    sitting = two.start()
    red, blue = {}, {}
    for name, seen in (("red", red), ("blue", blue), ("red", red), ("blue", blue)):
        two.go(name)
        assert sitting.account.name == name and sitting.context.region == ("US" if name == "red" else "EU")
        assert sitting.approval.read_only, "changing the account locks writing again"
        if not seen:
            assert (sitting.context.organization, sitting.draft, list(sitting.unfinished())) == (None, None, [])
            assert sitting.journal.entries() == [] and list(sitting.history.entries()) == []
            with pytest.raises(NotSelected):
                sitting.need_type()
            organization = first_organization(sitting)
            seen["organization"] = sitting.select_organization(int(organization.id)).text
            seen["type"] = sitting.select_type(make_type(sitting, f"Of {name}")).name
            sitting.new_draft()
            sitting.set_trait("where", f"in {name}")
            assert sitting.draft is not None
            seen["draft"] = sitting.draft.id
            sitting.history.append(f"the secret life of {name}")
            continue
        # The second visit: everything of this account is there again, nothing of the other.
        assert sitting.need_organization().text == seen["organization"]
        assert sitting.need_type().name == seen["type"]
        assert [kept.draft.id for kept in sitting.unfinished()] == [seen["draft"]]
        assert sitting.restore_draft(seen["draft"]).values == {"where": f"in {name}"}
        assert [entry.title for entry in sitting.journal.entries()] == [f"Of {name}"]
        assert list(sitting.history.entries()) == [f"the secret life of {name}"]
        other = blue if name == "red" else red
        with pytest.raises(InputError, match="There is no draft"):
            sitting.restore_draft(other["draft"])
        with pytest.raises(UnknownReference):
            sitting.select_type(other["type"])
    # Each server heard of its own account only, and each key went to its own server only (the other would refuse it).
    for name, sandbox in two.sandboxes.items():
        assert {seen.status for seen in sandbox.app.requests} <= {200, 201, 404}
        bodies = b"".join(seen.body for seen in sandbox.app.requests)
        assert f"Of {name}".encode() in bodies and f"Of {'blue' if name == 'red' else 'red'}".encode() not in bodies


def test_a_draft_is_sent_to_its_own_account(two: Two) -> None:
    sitting = two.start()
    for name in ("red", "blue"):
        two.go(name)
        sitting.select_organization(int(first_organization(sitting).id))
        sitting.select_type(make_type(sitting, f"Of {name}"))
        sitting.new_draft()
        sitting.set_trait("where", f"in {name}")
    two.go("red")
    (kept,) = sitting.unfinished()
    sitting.restore_draft(kept.draft.id)
    with pytest.raises(Refused, match="red is a real account and read-only"):
        sitting.submit()
    sitting.approval.unlock()
    sent = sitting.submit(confirm=False)
    assert sent is not None and sent.url.startswith("https://red.itglue.com/")
    assert [entry.status for entry in sitting.journal.entries()] == ["done", "done"]
    two.go("blue")
    assert [entry.operation for entry in sitting.journal.entries()] == ["create"]
    assert not [seen for seen in two.sandboxes["blue"].app.requests if seen.path == "/flexible_assets"]


def test_names_that_were_read_stay_with_their_account(two: Two) -> None:
    sitting = two.start()
    sitting.start_refreshing()
    names: dict[str, set[int]] = {}
    for name in ("red", "blue", "red"):
        two.go(name)
        assert sitting.snapshots.refreshing, "changing goes on reading in the background"
        assert sitting.snapshots.settle(ENOUGH) and sitting.snapshots.problem is None
        found = {entry.id for entry in sitting.snapshots.current.names("organizations")}
        assert found == names.setdefault(name, found)
    assert names["red"] != names["blue"]
    assert threading.active_count() < 20


def test_what_an_old_connection_still_brings_is_not_learned_by_the_new_account(two: Two) -> None:
    sitting = two.start()
    listing = iter(sitting.client.list(Query(catalog()["organizations"], page_size=2)))
    before = next(listing).attributes["name"]
    two.go("blue")
    late = [record.attributes["name"] for record, _ in zip(listing, range(5), strict=False)]
    sitting.snapshots.take_in()
    known = {entry.text for entry in sitting.snapshots.current.names("organizations")}
    assert not known & {before, *late}


def test_a_new_start_finds_each_account_as_it_was_left(two: Two) -> None:
    sitting = two.start()
    chosen = {}
    for name in ("red", "blue"):
        two.go(name)
        chosen[name] = sitting.select_organization(int(first_organization(sitting).id)).text
        sitting.history.append(f"typed in {name}")
    sitting.close()
    two.sittings.pop()
    two.connectors.pop().close()
    for name in ("blue", "red"):
        again = two.start(name)
        assert again.need_organization().text == chosen[name]
        assert list(again.history.entries()) == [f"typed in {name}"]


def test_after_disconnecting_nothing_is_asked_and_everything_kept_can_be_seen(two: Two) -> None:
    sitting = two.start()
    sitting.select_organization(int(first_organization(sitting).id))
    sitting.approval.unlock()
    connector = two.connectors[-1]
    connector.disconnect(sitting)
    count = len(two.sandboxes["red"].app.requests)
    assert sitting.approval.read_only
    with pytest.raises(NotConnected, match="red was disconnected") as caught:
        first_organization(sitting)
    assert "Connect-ITGlue -Account red" in (caught.value.suggestion or "")
    assert sitting.need_organization().text and len(sitting.snapshots.current.names("organizations")) == 1
    assert len(two.sandboxes["red"].app.requests) == count
    two.go("red")
    assert first_organization(sitting).id


def test_a_refusal_after_it_once_worked_tells_the_rule_of_90_days(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = two.start()
    first_organization(sitting)
    two.sandboxes["red"].app.faults.add("status", status=403, body='{"message": "Forbidden"}')
    with pytest.raises(ApiError) as caught:
        first_organization(sitting)
    advice = sitting.advice(caught.value) or ""
    assert advice.startswith("It last worked ") and "90 days" in advice and "-Account red" in advice
    assert sitting.advice(RuntimeError("x")) is None


def test_the_answer_names_no_other_host_that_is_followed(two: Two) -> None:
    sitting = two.start()
    red = two.sandboxes["red"]
    evil = (
        '{"data": [{"id": "1", "type": "organizations", "attributes": {"name": "One"}}], "meta": {"next-page": 2,'
        ' "total-count": 2, "total-pages": 2}, "links": {"next": "https://evil.example/organizations?page[number]=2"}}'
    )
    red.app.faults.add("status", status=200, path="^/organizations", body=evil)
    red.app.requests.clear()
    list(sitting.client.list(Query(catalog()["organizations"], page_size=1)))
    assert [seen.path for seen in red.app.requests] == ["/organizations"] * len(red.app.requests)
    assert len(red.app.requests) >= 2, "the next page was asked of the same host"
