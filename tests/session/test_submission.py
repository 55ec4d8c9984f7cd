"""Sending a draft: once, with the journal before and after, and marked when the answer is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from glueshell.http.errors import TransportError
from glueshell.itglue.drafts import DraftNotReady
from glueshell.itglue.errors import ApiError, OutcomeUnknown
from glueshell.session.errors import Declined, Refused, StoreError, UnclearDraft
from glueshell.session.sitting import Sitting
from glueshell.session.statuses import status_of
from tests.session.conftest import FakeHost
from tests.session.plans import create_plan
from tests.session.server import TinyServer, new_sitting


@pytest.fixture
def server() -> TinyServer:
    return TinyServer()


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(interactive=False)


def ready(sitting: Sitting) -> Sitting:
    sitting.select_organization("Happy Frog")
    sitting.select_type("API Email Example")
    sitting.new_draft()
    sitting.set_trait("domains", 501)
    sitting.set_trait("type", "Office 365")
    return sitting


@pytest.fixture
def sitting(tmp_path: Path, server: TinyServer, host: FakeHost) -> Iterator[Sitting]:
    sitting = ready(new_sitting(tmp_path, server, host))
    yield sitting
    sitting.close()


def statuses(sitting: Sitting) -> list[str]:
    return [entry.status for entry in sitting.journal.entries()]


def test_a_success_says_id_and_url_and_ends_the_draft(sitting: Sitting, server: TinyServer) -> None:
    result = sitting.submit()
    assert result is not None
    assert (result.id, result.title, result.created) == ("1234568", "Office 365", True)
    assert result.url.endswith("/records/1234568")
    assert server.writes == [("POST", "/flexible_assets")]
    assert server.records["flexible_assets"][0]["attributes"]["traits"] == {"domains": [501], "type": "Office 365"}
    (entry,) = sitting.journal.entries()
    assert (entry.status, entry.record_id, entry.operation) == ("done", "1234568", "create")
    assert sitting.draft is None and sitting.unfinished() == []
    (kept,) = sitting.drafts.entries(submitted=True)
    assert (kept.draft.state, kept.draft.asset_id) == ("submitted", "1234568")


def test_the_journal_and_the_draft_are_written_before_the_request_leaves(sitting: Sitting, server: TinyServer) -> None:
    seen = []

    def look() -> None:
        rows = sitting.store.query("SELECT state, journal_key FROM drafts")
        seen.append((statuses(sitting), rows[0][0], rows[0][1] == sitting.journal.entries()[0].key))

    server.on_write = look
    sitting.submit()
    assert seen == [(["intended"], "in-flight", True)]
    assert statuses(sitting) == ["done"]


def test_of_a_passing_account_nothing_is_kept(sitting: Sitting, tmp_path: Path, server: TinyServer) -> None:
    sitting.submit()
    sitting.new_draft()
    sitting.store.execute("UPDATE journal SET account = 'another'")
    passing = new_sitting(tmp_path, server, FakeHost(interactive=False), passing=True)
    passing.close()
    counts = {
        table: sitting.store.query(f"SELECT count(*) FROM {table}")[0][0]
        for table in ("accounts", "context", "drafts", "journal", "names", "schemas", "readings")
    }
    assert counts.pop("journal") == 1
    assert set(counts.values()) == {0}


def test_a_hole_is_said_and_nothing_is_sent(sitting: Sitting, server: TinyServer) -> None:
    sitting.clear_trait("domains")
    with pytest.raises(DraftNotReady, match="Domains") as caught:
        sitting.submit()
    assert status_of(caught.value) == 2
    assert server.writes == [] and statuses(sitting) == []


@pytest.mark.parametrize("fault", ["lost", "504", "half"])
def test_a_lost_answer_is_said_marked_and_never_sent_again(sitting: Sitting, server: TinyServer, fault: str) -> None:
    server.fault = fault
    with pytest.raises(OutcomeUnknown) as caught:
        sitting.submit()
    assert status_of(caught.value) == 6
    assert sitting.draft is not None and sitting.draft.state == "unknown"
    assert statuses(sitting) == ["unknown"]
    server.fault = ""
    with pytest.raises(UnclearDraft, match="may or may not exist") as again:
        sitting.submit()
    assert status_of(again.value) == 6
    assert "-Force" in (again.value.suggestion or "")
    assert server.writes == [("POST", "/flexible_assets")]
    assert len(server.records["flexible_assets"]) == 1


def test_only_the_person_may_send_an_unclear_draft_again(sitting: Sitting, server: TinyServer) -> None:
    server.fault = "lost"
    with pytest.raises(OutcomeUnknown):
        sitting.submit()
    server.fault = "not-sent"
    with pytest.raises(TransportError):
        sitting.submit(force=True)
    assert sitting.draft is not None and sitting.draft.state == "unknown"  # the first try is as unclear as before
    server.fault = ""
    assert sitting.submit(force=True) is not None
    assert statuses(sitting) == ["done", "not-sent", "unknown"]


def test_an_unclear_draft_may_be_looked_at_and_removed(sitting: Sitting, server: TinyServer) -> None:
    server.fault = "lost"
    with pytest.raises(OutcomeUnknown):
        sitting.submit()
    assert sitting.submit(what_if=True) is None
    sitting.remove_draft()
    assert sitting.drafts.entries() == []


@pytest.mark.parametrize(
    ("fault", "error", "status", "row"),
    [("refused", ApiError, 4, "refused"), ("not-sent", TransportError, 8, "not-sent")],
)
def test_what_was_certainly_not_done_leaves_the_draft_open(
    sitting: Sitting, server: TinyServer, fault: str, error: type[Exception], status: int, row: str
) -> None:
    server.fault = fault
    with pytest.raises(error) as caught:
        sitting.submit()
    assert status_of(caught.value) == status
    assert sitting.draft is not None and sitting.draft.state == "open"
    server.fault = ""
    assert sitting.submit() is not None
    assert statuses(sitting) == ["done", row]


def test_what_is_not_allowed_or_not_confirmed_is_not_sent(tmp_path: Path, server: TinyServer) -> None:
    sitting = ready(new_sitting(tmp_path, server, FakeHost(False)))
    with pytest.raises(Declined):
        sitting.submit()
    sitting.close()
    real = ready(new_sitting(tmp_path, server, FakeHost(), sandbox=False))
    with pytest.raises(Refused):
        real.submit()
    assert real.draft is not None and real.draft.state == "open"
    assert statuses(real) == []
    real.close()
    assert server.writes == []


def test_what_if_shows_the_request_and_sends_nothing(sitting: Sitting, server: TinyServer, host: FakeHost) -> None:
    assert sitting.submit(what_if=True) is None
    assert any('"domains": [' in line for line in host.shown)
    assert server.writes == [] and statuses(sitting) == []
    assert sitting.draft is not None and sitting.draft.state == "open"


def test_one_interrupt_waits_for_the_answer_and_says_it(sitting: Sitting, server: TinyServer, host: FakeHost) -> None:
    server.on_write = lambda: signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        sitting.submit()
    assert statuses(sitting) == ["done"]
    assert sitting.draft is None
    assert host.shown == [
        "Done before the interruption: create flexible asset 'Office 365' in Happy Frog (id 1234568)."
    ]


def test_two_interrupts_make_the_outcome_unknown_and_say_so(sitting: Sitting, server: TinyServer) -> None:
    def insist() -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    server.on_write = insist
    with pytest.raises(OutcomeUnknown, match="interrupted"):
        sitting.submit()
    assert statuses(sitting) == ["unknown"]
    assert sitting.draft is not None and sitting.draft.state == "unknown"


def test_when_the_journal_cannot_be_written_nothing_is_sent(
    sitting: Sitting, server: TinyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(plan: object) -> None:
        raise StoreError("StoreUnwritable", path="state.db", reason="disk full")

    monkeypatch.setattr(sitting.journal, "before", fail)
    with pytest.raises(StoreError, match="disk full"):
        sitting.submit()
    assert server.writes == []
    assert sitting.draft is not None and sitting.draft.state == "open"


def test_when_the_ending_cannot_be_written_the_outcome_counts_as_unknown(
    sitting: Sitting, server: TinyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(plan: object, outcome: object) -> None:
        raise StoreError("StoreUnwritable", path="state.db", reason="disk full")

    monkeypatch.setattr(sitting.journal, "after", fail)
    with pytest.raises(StoreError):
        sitting.submit()
    assert len(server.writes) == 1
    assert sitting.draft is not None and sitting.draft.state == "unknown"


def test_other_writes_go_the_same_way(sitting: Sitting, server: TinyServer) -> None:
    plan = create_plan(attributes={"traits": {}})
    resource = sitting.send(plan)
    assert resource is not None and resource.id == "1234568"
    assert sitting.send(create_plan(), what_if=True) is None
    plans = [create_plan(title=str(number), attributes={"traits": {}}) for number in range(3)]
    assert [(plan.title, [r.id for r in sent]) for plan, sent in sitting.send_all(plans)] == [
        ("0", ["1234569"]),
        ("1", ["1234570"]),
        ("2", ["1234571"]),
    ]
    assert len(server.writes) == 4 and set(statuses(sitting)) == {"done"}


DYING = """
import os, sys
from pathlib import Path
from tests.session.conftest import FakeHost
from tests.session.server import TinyServer, new_sitting
from tests.session.test_submission import ready
server = TinyServer()
sitting = ready(new_sitting(Path(sys.argv[1]), server, FakeHost(interactive=False)))
when = sys.argv[2]
if when == "in the middle of a draft":
    sitting.set_trait("webmail-url", "https://owa.example")
    os._exit(9)
if when == "before the journal":
    sitting.journal.before = lambda plan: os._exit(9)
if when == "while sending":
    server.on_write = lambda: os._exit(9)
if when == "after the journal":
    after = sitting.journal.after
    def die(plan, outcome):
        after(plan, outcome)
        os._exit(9)
    sitting.journal.after = die
sitting.submit()
"""


@pytest.mark.parametrize(
    ("when", "state", "row", "unclear"),
    [
        ("in the middle of a draft", "open", [], 0),
        ("before the journal", "open", [], 0),
        ("while sending", "unknown", ["unknown"], 1),
        ("after the journal", "submitted", ["done"], 0),
    ],
)
def test_a_process_that_dies_loses_nothing_and_sends_nothing_twice(
    tmp_path: Path, server: TinyServer, when: str, state: str, row: list[str], unclear: int
) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path), when],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )
    assert done.returncode == 9
    sitting = new_sitting(tmp_path, server, FakeHost(interactive=False))
    (kept,) = sitting.drafts.entries(submitted=True)
    assert kept.draft.state == state
    assert kept.draft.values["type"] == "Office 365"
    assert statuses(sitting) == row
    assert len(sitting.unclear) == unclear
    if state == "open":
        sitting.restore_draft(kept.draft.id)
        assert sitting.submit() is not None
    elif state == "unknown":
        sitting.restore_draft(kept.draft.id)
        with pytest.raises(UnclearDraft):
            sitting.submit()
    sitting.close()


def test_a_draft_survives_kill_9(tmp_path: Path) -> None:
    code = DYING.replace("os._exit(9)", "print('saved', flush=True); sys.stdin.read()")
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path), "in the middle of a draft"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None and process.stdout is not None
    with process.stdin, process.stdout:
        assert process.stdout.readline() == "saved\n"
        sitting = new_sitting(tmp_path, TinyServer(), FakeHost())
        assert sitting.unfinished() == []  # it is open over there
        process.kill()
        process.wait()
        (kept,) = sitting.unfinished()
        assert kept.draft.filled == (3, 4)
        sitting.close()
