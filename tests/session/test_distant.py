"""The sitting as another thread's runspace has it: what asks, selects or writes is done on the session's thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any

import pytest

from glueshell.engine.exchange import Exchange
from glueshell.engine.signals import Interrupted
from glueshell.session.distant import DistantApproval, DistantGrant, DistantSitting


class Approval:
    """An approval that notes which thread asks it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.read_only = True

    def grant(self, plans: Any, **more: Any) -> Any:
        self.asked.append(threading.current_thread().name)
        if more.get("what_if"):
            return None
        return [Grant(plan) for plan in plans] if isinstance(plans, list) else Grant(plans)

    def unlock(self) -> None:
        self.asked.append(threading.current_thread().name)


class Grant:
    """A permission that notes which thread uses it."""

    def __init__(self, plan: object) -> None:
        self.plan = plan
        self.spent = False
        self.used: list[str] = []

    def begin(self, plan: object) -> None:
        self.spent = True
        self.used.append(threading.current_thread().name)

    def end(self, outcome: object) -> None:
        self.used.append(threading.current_thread().name)


class Sitting:
    """As much of a sitting as these tests need."""

    def __init__(self) -> None:
        self.approval = Approval()
        self.connected = False
        self.opened: list[str] = []
        self.context = "Contoso"
        self.selected: list[tuple[object, str]] = []

    @property
    def client(self) -> str:
        self.opened.append(threading.current_thread().name)
        self.connected = True
        return "client"

    def select_organization(self, name: object) -> str:
        self.selected.append((name, threading.current_thread().name))
        return "selected"


def on_another_thread(work: Callable[[Exchange], object]) -> object:
    """What `work` answers on a thread of its own while this one serves its exchange."""
    exchange, answers = Exchange(), []

    def body() -> None:
        answers.append(work(exchange))
        exchange.put("over")

    thread = threading.Thread(target=body, name="other")
    thread.start()
    assert exchange.take(20) == "over"
    thread.join()
    return answers[0]


HERE = threading.current_thread().name


def test_methods_run_on_the_sessions_thread_and_what_is_read_does_not() -> None:
    sitting = Sitting()

    def work(exchange: Exchange) -> object:
        distant = DistantSitting(sitting, exchange)  # type: ignore[arg-type]
        return distant.context, distant.select_organization("Contoso"), distant.client, distant.client

    assert on_another_thread(work) == ("Contoso", "selected", "client", "client")
    assert sitting.selected == [("Contoso", HERE)]
    # The way to IT Glue is opened on the session's thread, and then used from the other.
    assert sitting.opened == [HERE, "other"]


def test_permissions_are_asked_for_and_used_on_the_sessions_thread() -> None:
    sitting, held = Sitting(), list[int]()

    def work(exchange: Exchange) -> object:
        approval = DistantSitting(sitting, exchange).approval  # type: ignore[arg-type]
        assert approval.read_only
        one, several, none = approval.grant("plan"), approval.grant(["a", "b"]), approval.grant("c", what_if=True)
        one.begin("plan")
        held.append(exchange.held)
        one.end("done")
        held.append(exchange.held)
        approval.unlock()
        return one, several, none

    one, several, none = on_another_thread(work)  # type: ignore[misc]
    assert isinstance(one, DistantGrant)
    assert (one.plan, one.spent, none) == ("plan", True, None)
    assert [grant.plan for grant in several] == ["a", "b"]
    assert sitting.approval.asked == [HERE] * 4
    assert one._grant.used == [HERE, HERE]
    # While a request is on its way nothing may stop the thread it leaves from.
    assert held == [1, 0]


def test_what_is_raised_on_the_sessions_thread_is_raised_where_it_was_asked() -> None:
    def refuse() -> None:
        raise ValueError("no")

    def work(exchange: Exchange) -> object:
        with pytest.raises(ValueError, match="no"):
            exchange.call(refuse)
        return "went on"

    assert on_another_thread(work) == "went on"


def test_a_closed_exchange_interrupts_whoever_asks() -> None:
    exchange = Exchange()
    exchange.close()
    with pytest.raises(Interrupted):
        exchange.call(lambda: 1)
    with pytest.raises(queue.Empty):
        exchange.take(0)


def test_an_approval_that_is_not_there_is_not_made_up() -> None:
    with pytest.raises(AttributeError):
        _ = DistantApproval(Approval(), Exchange()).nothing  # type: ignore[arg-type]


def test_what_is_held_is_waited_for_before_a_thread_is_stopped() -> None:
    exchange, told = Exchange(), list[str]()
    exchange.hold()

    def body() -> None:
        exchange.call(lambda: told.append("journal"))
        exchange.release()

    thread = threading.Thread(target=body)
    thread.start()
    exchange.settle()
    thread.join()
    assert (told, exchange.held) == (["journal"], 0)
