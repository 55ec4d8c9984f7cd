"""The same sitting over the real client, transport and sandbox: the journey, and every way an answer gets lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from glueshell.config import Account, Config, ShellOptions
from glueshell.http import SystemClock, Transport
from glueshell.itglue.client import Client, Query
from glueshell.itglue.documents import Resource
from glueshell.itglue.errors import OutcomeUnknown
from glueshell.itglue.fieldspecs import field_plan, type_plan
from glueshell.sandbox import Sandbox
from glueshell.session.errors import UnclearDraft
from glueshell.session.sitting import Sitting
from glueshell.session.store import Store
from tests.session.conftest import FakeHost
from tests.session.plans import catalog

ENOUGH = 20.0


class Hurried(SystemClock):
    """A clock whose sleeps take no time."""

    def sleep(self, seconds: float) -> None:
        """Return at once."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        sandbox.serve()
        yield sandbox
    assert sandbox.failures == []


@pytest.fixture
def begin(sandbox: Sandbox, tmp_path: Path) -> Iterator[Callable[..., Sitting]]:
    made: list[Sitting] = []
    transports: list[Transport] = []

    def client(on_records: Callable[[Sequence[Resource]], None] | None) -> Client:
        url = sandbox._servers[0].url
        transports.append(Transport(url, lambda: sandbox.key, clock=Hurried(), timeouts=(30, 30)))
        return Client(transports[-1], catalog(), on_records=on_records)

    def make(host: FakeHost | None = None) -> Sitting:
        def connect_background(stop: threading.Event) -> Client:
            return client(None)

        sitting = Sitting(
            config=Config(tmp_path, {}, ShellOptions()),
            store=Store(tmp_path / "state.db"),
            account=Account(sandbox.account_id, sandbox._servers[0].url, name="sandbox", sandbox=True),
            load_catalog=catalog,
            connect=client,
            connect_background=connect_background,
            host=host or FakeHost(interactive=False),
        )
        sitting.redactor.learn(sandbox.key)
        sitting.open()
        made.append(sitting)
        return sitting

    yield make
    for sitting in made:
        sitting.close()
    for transport in transports:
        transport.close()


def make_type(sitting: Sitting, name: str) -> str:
    specs = field_plan(
        [
            {"Name": "Domains", "Kind": "Tag", "TagType": "Domains", "Required": True, "ShowInList": True},
            {
                "Name": "Type",
                "Kind": "Select",
                "Options": ["Office 365", "POP/IMAP"],
                "Required": True,
                "UseForTitle": True,
            },
            {"Name": "Email Servers", "Kind": "Tag", "TagType": "Configurations"},
        ],
        catalog(),
    )
    made = sitting.send(type_plan(catalog(), name, specs, icon="envelope"))
    assert made is not None
    return made.id


def fill(sitting: Sitting, organization: int) -> None:
    sitting.select_organization(organization)
    snapshot = sitting.snapshots
    sitting.new_draft()
    (domain,) = sitting.client.list(Query(catalog()["domains"], {"organization_id": organization}, first=1))
    (server,) = sitting.client.list(Query(catalog()["configurations"], {"organization_id": organization}, first=1))
    snapshot.take_in()
    sitting.set_trait("domains", domain.attributes["name"])
    sitting.set_trait("type", "office 365")
    sitting.set_trait("Email Servers", server.attributes["resource-url"])


def test_the_journey(begin: Callable[..., Sitting], sandbox: Sandbox) -> None:
    host = FakeHost("", "")
    sitting = begin(host)
    sitting.start_refreshing()
    type_id = make_type(sitting, "API Email Example")
    assert sitting.select_type("api email example").id == type_id
    fill(sitting, sandbox.test_organizations[0])
    assert sitting.snapshots.settle(ENOUGH) and sitting.snapshots.problem is None
    assert len(sitting.snapshots.current.names("organizations")) == 40
    assert len(sitting.snapshots.current.names("configurations", sandbox.test_organizations[0])) > 1
    sitting.begin_submission()
    sent = sitting.submit()
    assert sent is not None and sent.url.startswith("https://") and sent.title == "Office 365"
    stored = sitting.client.show(catalog()["flexible_assets"], sent.id)
    assert stored.attributes["traits"]["type"] == "Office 365"
    assert [entry.status for entry in sitting.journal.entries()] == ["done", "done"]
    assert host.questions[1] == f"Create flexible asset 'Office 365' in {sitting.need_organization().text}?"


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("reset", {}),
        ("close", {}),
        ("half", {}),
        ("status", {"status": 504, "stored": True}),
        ("status", {"status": 500, "stored": True}),
        ("page", {"stored": True}),
        ("garbage", {"stored": True}),
        ("empty", {"stored": True}),
    ],
)
def test_a_lost_answer_makes_one_asset_and_one_request(
    begin: Callable[..., Sitting], sandbox: Sandbox, kind: str, options: dict[str, object]
) -> None:
    sitting = begin()
    type_id = make_type(sitting, f"Lost {kind} {options.get('status', '')}".strip())
    sitting.select_type(int(type_id))
    fill(sitting, sandbox.test_organizations[1])
    fault = sandbox.app.faults.add(kind, method="POST", path="flexible_assets$", count=2, **options)
    with pytest.raises(OutcomeUnknown):
        sitting.submit()
    with pytest.raises(UnclearDraft):
        sitting.submit()
    assert fault.hits == 1
    sandbox.app.faults.clear()
    query = Query(catalog()["flexible_assets"], {"flexible_asset_type_id": type_id})
    assert len(list(sitting.client.list(query))) == 1
    assert [entry.status for entry in sitting.journal.entries()] == ["unknown", "done"]
    assert sitting.draft is not None and sitting.draft.state == "unknown"


def test_the_key_is_in_no_file(begin: Callable[..., Sitting], sandbox: Sandbox, tmp_path: Path) -> None:
    sitting = begin()
    sitting.history.append(f"Connect-ITGlue -Key {sandbox.key}")
    make_type(sitting, f"Type with a key {sandbox.key}")
    sitting.close()
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.name != "state.db":
            assert sandbox.key.encode() not in path.read_bytes(), path
    store = Store(tmp_path / "state.db")
    for table in ("journal", "drafts", "accounts", "context"):
        assert sandbox.key not in repr(store.query(f"SELECT * FROM {table}"))
    store.close()
