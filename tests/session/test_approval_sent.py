"""The approval table on real accounts, to the wire: what is refused reaches no server, what is allowed arrives once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from glueshell.config import Account, Fence
from glueshell.itglue.client import Query
from glueshell.itglue.plans import RequestPlan
from glueshell.sandbox import Sandbox
from glueshell.session.errors import Declined, Refused
from glueshell.session.store import Store
from tests.session.conftest import FakeHost
from tests.session.places import World
from tests.session.plans import catalog

KEY = "ITG." + "c" * 32 + "." + "Key_" * 16
SENT = "sent"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(key=KEY) as sandbox:
        sandbox.serve()
        yield sandbox


def update(organization: tuple[int, str], number: int = 0) -> RequestPlan:
    """A new description for an organization of the account."""
    resource = catalog()["organizations"]
    attributes = {"description": f"changed {number}"}
    body = {"data": {"type": resource.request_type, "attributes": attributes}}
    return RequestPlan(
        "update",
        resource,
        "PATCH",
        f"{resource.path}/{organization[0]}",
        body=body,
        organization_id=organization[0],
        organization_name=organization[1],
        title=organization[1],
        record_id=str(organization[0]),
    )


# terminal, unlocked or permitted, how many records, -Confirm:$false, answers, what becomes of it
ROWS = [
    (True, False, 1, None, [], "ReadOnly"),
    (True, False, 1, False, [], "ReadOnly"),
    (True, False, 2, False, [], "ReadOnly"),
    (True, True, 1, None, ["LETTERS"], SENT),
    (True, True, 1, None, ["y"], "WrongConfirmation"),
    (True, True, 1, None, [""], "Declined"),
    (True, True, 1, False, [], SENT),
    (True, True, 2, None, ["2"], SENT),
    (True, True, 2, None, ["yes"], "WrongConfirmation"),
    (True, True, 2, False, [], SENT),
    (False, False, 1, None, [], "NoPermission"),
    (False, False, 1, False, [], "NoPermission"),
    (False, True, 1, None, [], SENT),
    (False, True, 2, None, [], "NeedsConfirmOff"),
    (False, True, 2, False, [], SENT),
]


@pytest.mark.parametrize("inside", ["anywhere", "test organization", "outside the fence"])
@pytest.mark.parametrize(("terminal", "allowed", "count", "confirm", "answers", "outcome"), ROWS)
def test_the_table_to_the_wire(
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inside: str,
    terminal: bool,
    allowed: bool,
    count: int,
    confirm: bool | None,
    answers: list[str],
    outcome: str,
) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    world, store = World({"US": sandbox}), Store(tmp_path / "state.db")
    host = FakeHost(interactive=terminal)
    id = sandbox.test_organizations[0]
    account = Account(
        "contoso",
        "https://api.itglue.com",
        region="US",
        name="Contoso",
        test_organizations=[id] if inside == "test organization" else [],
        fence=Fence([1]) if inside == "outside the fence" else None,
        allow_write=allowed and not terminal,
    )
    sitting = world.sitting(tmp_path, host, account, KEY, store)
    sitting.open()
    try:
        name = sitting.client.show(catalog()["organizations"], str(id)).attributes["name"]
        host.answers = [name[:6] if answer == "LETTERS" else answer for answer in answers]
        if inside == "test organization" and terminal and allowed:
            # As in the sandbox: Enter for one, y for more.
            outcome, host.answers = SENT, [] if confirm is False else ["" if count == 1 else True]
        elif inside == "test organization" and outcome == "NeedsConfirmOff":
            outcome = SENT
        elif inside == "outside the fence":
            outcome, host.answers = "Fenced", []
        if allowed and terminal:
            sitting.approval.unlock()
        sandbox.app.requests.clear()
        plans = [update((id, name), number) for number in range(count)]
        if outcome == SENT:
            assert len(list(sitting.send_all(plans, confirm=confirm))) == count
        else:
            with pytest.raises((Refused, Declined)) as caught:
                list(sitting.send_all(plans, confirm=confirm))
            assert (caught.value.error_id, caught.value.exit_status) == (outcome, 3)
        sent = [seen for seen in sandbox.app.requests if seen.method != "GET"]
        assert len(sent) == (count if outcome == SENT else 0)
        assert {seen.status for seen in sent} <= {200}
        assert [entry.status for entry in sitting.journal.entries()] == ["done"] * len(sent)
        assert host.answers == []
    finally:
        sitting.close()


def test_what_if_sends_nothing_on_any_account(sandbox: Sandbox, tmp_path: Path) -> None:
    sitting = World({"US": sandbox}).sitting(
        tmp_path, FakeHost(), Account("c", "https://api.itglue.com", region="US"), KEY, Store(tmp_path / "state.db")
    )
    sitting.open()
    (found,) = sitting.client.list(Query(catalog()["organizations"], first=1))
    sandbox.app.requests.clear()
    assert sitting.send(update((int(found.id), "x")), what_if=True) is None
    assert not sandbox.app.requests
    sitting.close()
