"""The start at a terminal: where no account is set up, and where its key is kept nowhere."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from glueshell.assembly.places import MESSAGES, Place, place_of
from glueshell.cli import parser
from glueshell.config import load
from glueshell.engine.signals import Interrupted
from glueshell.session.errors import NotConnected
from glueshell.session.redaction import Redactor
from tests.cli.running import Glueshell, Hurried, TestWorld
from tests.session.conftest import FakeHost
from tests.session.test_keys import printing

CONNECT, SANDBOX = MESSAGES["connect"], MESSAGES["sandbox"]
KEPT_NOWHERE = "This machine has no keyring to keep the key in: it is used until you leave, then asked for again."


class Leaving(FakeHost):
    """A person who presses Ctrl+C where an answer is missing."""

    def _answer(self, question: str) -> str | bool:
        if not self.answers:
            self.questions.append(question)
            raise Interrupted
        return super()._answer(question)


Start = Callable[..., Place]


@pytest.fixture
def start(glueshell: Glueshell, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts on the sandbox that stands in for IT Glue; answers where the run works."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    url = glueshell.sandbox.serve().url
    with ExitStack() as stack:

        def start(host: FakeHost, *arguments: str, address: bool = True, **environ: str) -> Place:
            known = {"GLUESHELL_HOME": str(glueshell.home), **({"ITGLUE_BASE_URL": url} if address else {}), **environ}
            streams = (io.StringIO(), io.StringIO(), io.StringIO())
            world = TestWorld(glueshell.sandbox, Hurried(), known, *streams)
            options = parser().parse_args(list(arguments))
            place = place_of(options, load(known), world, stack, Redactor(), host)
            stack.callback(place.close)
            return place

        yield start


def test_one_question_leads_to_a_connection(start: Start, glueshell: Glueshell) -> None:
    host = FakeHost(CONNECT, glueshell.sandbox.key)
    place = start(host)
    assert host.questions == ["No account is set up. Where do you want to work?", "API key (it is not shown): "]
    assert (place.account.name, place.account.sandbox, place.key()) == ("sandbox", False, glueshell.sandbox.key)
    assert [line for line in host.shown if "keyring" in line] == [KEPT_NOWHERE]


def test_or_to_the_sandbox(start: Start) -> None:
    place = start(FakeHost(SANDBOX))
    assert place.account.sandbox and place.account.name == "sandbox"


def test_a_key_that_is_refused_is_told_and_asked_about_again(start: Start, glueshell: Glueshell) -> None:
    host = FakeHost(CONNECT, "ITG.wrong-key-of-nobody", CONNECT, "   ", SANDBOX)
    assert start(host).account.sandbox
    said = "\n".join(host.shown)
    assert "refuses the API key …body (403)." in said and "The API key is empty." in said
    assert not (glueshell.home / "config.toml").exists()


def test_leaving_the_question_ends_with_what_to_do(start: Start) -> None:
    with pytest.raises(NotConnected, match="nothing was chosen"):
        start(Leaving())


def test_ctrl_c_at_the_key_goes_back_to_the_question(start: Start) -> None:
    host = Leaving(CONNECT)
    with pytest.raises(NotConnected):
        start(host)
    assert len(host.questions) == 3


def test_without_a_terminal_nothing_is_asked(start: Start) -> None:
    host = FakeHost(interactive=False)
    place = start(host, address=False)
    with pytest.raises(NotConnected):
        place.key()
    assert host.questions == []


def test_a_key_that_is_kept_nowhere_is_asked_for_at_the_start(start: Start, glueshell: Glueshell) -> None:
    start(FakeHost(CONNECT, glueshell.sandbox.key))
    again = FakeHost(glueshell.sandbox.key)
    place = start(again)
    assert again.questions == ["API key (it is not shown): "] and place.key() == glueshell.sandbox.key
    assert any(line.startswith("For the account sandbox at 127.0.0.1") for line in again.shown)
    away = Leaving()
    offline = start(away)
    assert away.shown[-1].startswith("sandbox is not connected") and offline.account.name == "sandbox"
    with pytest.raises(NotConnected, match="no API key for sandbox"):
        offline.key()


def test_a_command_runs_once_before_the_prompt_has_the_terminal(
    start: Start, glueshell: Glueshell, tmp_path: Path
) -> None:
    host = FakeHost()
    command = printing(tmp_path, glueshell.sandbox.key)
    place = start(host, "--key-command", command)
    (tmp_path / "print it.py").unlink()
    assert place.key() == glueshell.sandbox.key and host.questions == []
    failing = FakeHost()
    start(failing, "--key-command", "no-such-program-here")
    assert failing.shown[0] == "There is no program 'no-such-program-here' to get the key from."
