"""Ctrl+C during a write or a transaction is remembered, not lost and not obeyed at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from glueshell.engine.signals import Interrupted
from glueshell.session.shield import Shield
from glueshell.session.store import Store


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """Interrupts that reach the handler outside of any shield."""
    calls: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: calls.append(number))
    yield calls
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_waits_until_the_block_has_ended(heard: list[int]) -> None:
    with Shield() as shield:
        signal.raise_signal(signal.SIGINT)
        assert shield.interrupted and heard == []
    assert heard == [signal.SIGINT]


def test_without_an_interrupt_nothing_is_delivered(heard: list[int]) -> None:
    with Shield() as shield:
        pass
    assert not shield.interrupted and heard == []
    signal.raise_signal(signal.SIGINT)
    assert heard == [signal.SIGINT]


def test_the_handler_that_was_there_may_raise_after_the_block() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), Shield():  # pytest runs under Python's own handler
        signal.raise_signal(signal.SIGINT)
        done.append("whole block")
    assert done == ["whole block"]


def test_shields_nest(heard: list[int]) -> None:
    with Shield():
        with Shield():
            signal.raise_signal(signal.SIGINT)
        assert heard == []
    assert heard == [signal.SIGINT]


def test_a_second_interrupt_breaks_a_breakable_shield(heard: list[int]) -> None:
    with pytest.raises(Interrupted), Shield(breakable=True):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
    assert heard == []


def test_an_error_of_the_block_is_not_hidden_by_an_interrupt(heard: list[int]) -> None:
    with pytest.raises(ValueError, match="ours"), Shield():
        signal.raise_signal(signal.SIGINT)
        raise ValueError("ours")
    assert heard == []


def test_on_another_thread_it_does_nothing() -> None:
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def work() -> None:
        with Shield():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]


def test_a_transaction_is_finished_before_an_interrupt_is_obeyed(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.transaction() as connection:
        connection.execute("INSERT INTO schemas VALUES ('a', '1', '{}')")
        signal.raise_signal(signal.SIGINT)
    assert store.query("SELECT account FROM schemas") == [("a",)]
