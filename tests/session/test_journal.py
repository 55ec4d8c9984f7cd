"""The journal: a row before a write, its ending after it, never a secret, nothing lost when the process dies."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from glueshell.itglue.plans import Outcome
from glueshell.session.journal import Journal
from glueshell.session.presence import Presence
from glueshell.session.redaction import Redactor
from glueshell.session.store import Store
from tests.session.conftest import Clock
from tests.session.plans import create_plan, delete_plan


def test_a_row_is_on_disk_before_and_complete_after(journal: Journal, clock: Clock, tmp_path: Path) -> None:
    plan = create_plan()
    journal.before(plan)
    # What another connection sees is committed, and every commit of this store is synchronous.
    other = sqlite3.connect(tmp_path / "state.db")
    assert other.execute("SELECT key, status, ended_at FROM journal").fetchall() == [
        (plan.journal_key, "intended", None)
    ]
    other.close()
    clock.now += 2
    journal.after(plan, Outcome("done", "1234568"))
    (entry,) = journal.entries()
    assert (entry.status, entry.record_id, entry.operation, entry.resource) == (
        "done",
        "1234568",
        "create",
        "flexible_assets",
    )
    assert (entry.method, entry.path, entry.title, entry.count) == ("POST", "/flexible_assets", "Office 365", 1)
    assert (entry.organization_id, entry.organization_name) == ("31337", "Happy Frog")
    assert entry.ended_at is not None and entry.ended_at - entry.started_at == 2


@pytest.mark.parametrize("status", ["done", "refused", "unknown", "not-sent"])
def test_every_ending_is_kept_and_the_first_one_stays(journal: Journal, status: str) -> None:
    plan = create_plan()
    journal.before(plan)
    journal.after(plan, Outcome(status, message="because"))
    journal.after(plan, Outcome("done", "1"))
    entry = journal.find(plan.journal_key)
    assert entry is not None and (entry.status, entry.message, entry.record_id) == (status, "because", None)


def test_no_secret_gets_into_it(journal: Journal, redactor: Redactor, tmp_path: Path) -> None:
    redactor.learn("the-sandbox-key")
    key = "ITG." + "0123456789abcdef" * 2 + "." + "canary" * 11
    plan = create_plan(attributes={"name": "x", "password": "hunter-two", "notes": f"see {key} the-sandbox-key"})
    journal.before(plan)
    journal.after(plan, Outcome("refused", message=f"bad key {key}"))
    (entry,) = journal.entries()
    assert entry.body is not None
    assert json.loads(entry.body)["data"]["attributes"] == {"name": "x", "password": "•••", "notes": "see ••• •••"}
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    for secret in (b"canary", b"hunter-two", b"the-sandbox-key"):
        assert secret not in content


def test_the_hash_tells_bodies_apart_without_telling_them(journal: Journal) -> None:
    one, two = create_plan(attributes={"password": "a"}), create_plan(attributes={"password": "b"})
    journal.before(one)
    journal.before(two)
    second, first = journal.entries()
    assert first.body == second.body and first.body_hash != second.body_hash
    journal.before(delete_plan("5"))
    assert journal.entries(1)[0].body_hash is None


def test_accounts_do_not_see_each_other(store: Store, presence: Presence, journal: Journal, clock: Clock) -> None:
    journal.before(create_plan())
    other = Journal(store, "other", presence=presence, redactor=Redactor(), clock=clock)
    assert other.entries() == [] and other.pending() == []


def test_rows_of_a_dead_process_are_found_and_those_of_a_living_one_are_not(
    store: Store, new_presence: Callable[[], Presence], clock: Clock
) -> None:
    living, dying = new_presence(), new_presence()
    plan = create_plan()
    Journal(store, "a", presence=dying, redactor=Redactor(), clock=clock).before(plan)
    journal = Journal(store, "a", presence=living, redactor=Redactor(), clock=clock)
    journal.before(create_plan())
    assert journal.pending() == []
    dying.release()
    assert [entry.key for entry in journal.pending()] == [plan.journal_key]
    assert [entry.key for entry in journal.recover()] == [plan.journal_key]
    found = journal.find(plan.journal_key)
    assert found is not None and found.status == "unknown"
    assert journal.pending() == []


def test_the_reason_of_an_unlock_is_kept(journal: Journal) -> None:
    journal.reason = "ticket 4711"
    journal.before(create_plan())
    assert journal.entries()[0].reason == "ticket 4711"
