"""The lines of a sitting: times, endings, what of them failed, and no secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from glueshell.session.history import History
from glueshell.session.recording import (
    COMPLETED,
    FAILED,
    STOPPED,
    Entry,
    Made,
    Place,
    Recording,
    undone_statements,
)
from glueshell.session.redaction import Redactor
from tests.session.conftest import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock(100.0)


@pytest.fixture
def recording(clock: Clock, tmp_path: Path) -> Recording:
    history = History(tmp_path / "history", redactor=Redactor(), clock=clock)
    return Recording(clock=clock, place=lambda: Place("a", None, None), redact=history.redact, limit=3)


def test_a_line_has_a_number_times_and_an_ending(recording: Recording, clock: Clock) -> None:
    recording.begin("Get-Date  \n")
    clock.now = 101.5
    recording.end(COMPLETED)
    (entry,) = recording
    assert (entry.id, entry.text, entry.started, entry.ended, entry.status) == (1, "Get-Date", 100.0, 101.5, COMPLETED)


def test_what_could_not_be_read_is_no_line_but_has_used_its_number(recording: Recording) -> None:
    recording.begin("Get-Date |")
    recording.discard()
    recording.begin("Get-Date")
    recording.end(COMPLETED)
    assert [(entry.id, entry.text) for entry in recording] == [(2, "Get-Date")]


def test_secrets_are_gone_when_the_line_has_ended(recording: Recording) -> None:
    recording.begin("Connect-Thing -Password 'hunter2hunter2' -User me")
    recording.end(COMPLETED)
    (entry,) = recording
    assert entry.text == "Connect-Thing -Password '•••' -User me"


def test_only_the_latest_lines_are_kept(recording: Recording) -> None:
    for number in range(5):
        recording.begin(f"line {number}")
        recording.end(COMPLETED)
    assert [entry.id for entry in recording] == [3, 4, 5]
    assert recording.find(1) is None and recording.find(4) is not None


def test_facts_belong_to_the_line_that_runs(recording: Recording) -> None:
    recording.note(Made("nothing", "1", False))
    recording.begin("x")
    recording.note(Made("a thing", "2", False))
    recording.end(COMPLETED)
    (entry,) = recording
    assert [fact.what for fact in entry.facts if isinstance(fact, Made)] == ["a thing"]


def test_a_line_that_stands_for_another_is_remembered_as_that(recording: Recording) -> None:
    recording.begin("Invoke-History 1")
    recording.take_the_place("Get-Date")
    recording.end(COMPLETED)
    assert [entry.text for entry in recording] == ["Get-Date"]


def test_lines_are_forgotten_and_added(recording: Recording) -> None:
    recording.add("a", COMPLETED, 1.0, 2.0)
    recording.add("b", FAILED, 2.0, 3.0)
    recording.forget([entry for entry in recording if entry.text == "a"])
    assert [(entry.id, entry.text, entry.status) for entry in recording] == [(2, "b", FAILED)]


TEXT = "New-Draft; Set-Trait a 1; Set-Trait b 2"


@pytest.mark.parametrize(
    ("status", "failures", "undone"),
    [
        (COMPLETED, [], set()),
        (COMPLETED, [(11, 24)], {1}),
        (COMPLETED, [(0, 9), (26, 39)], {0, 2}),
        (COMPLETED, [None], {0, 1, 2}),
        (COMPLETED, [(500, 501)], {0, 1, 2}),
        (FAILED, [(11, 24)], {1, 2}),
        (FAILED, [], {0, 1, 2}),
        (STOPPED, [], {0, 1, 2}),
    ],
)
def test_which_statements_were_not_done(status: str, failures: list, undone: set[int]) -> None:
    entry = Entry(1, TEXT, Place("a", None, None), 0.0)
    entry.status = status
    entry.failures = failures
    assert undone_statements(entry) == undone


def test_an_error_in_another_text_has_no_place_here(recording: Recording) -> None:
    recording.begin(TEXT)
    recording.fail("function f { nothing }", (13, 20))
    recording.fail(TEXT, (0, 9))
    recording.end(COMPLETED)
    (entry,) = recording
    assert entry.failures == [None, (0, 9)]
    assert entry.undone == {0, 1, 2}
