"""What the tests of this room share: a clock, a host that answers, a store in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from glueshell.engine.host import Choice
from glueshell.session.journal import Journal
from glueshell.session.presence import Presence
from glueshell.session.redaction import Redactor
from glueshell.session.store import Store


class Clock:
    """A clock that goes when told."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class FakeHost:
    """A host whose person gives the answers of `answers`, one after another, and remembers what was shown."""

    def __init__(self, *answers: str | bool, interactive: bool = True) -> None:
        self.answers = list(answers)
        self.shown: list[str] = []
        self.questions: list[str] = []
        self._interactive = interactive

    @property
    def interactive(self) -> bool:
        return self._interactive

    @property
    def attended(self) -> bool:
        return self._interactive

    @property
    def width(self) -> int:
        return 80

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        self.shown += text.splitlines()

    def write_error_line(self, text: str, style: str = "error") -> None:
        self.shown.append(text)

    def _answer(self, question: str) -> str | bool:
        self.questions.append(question)
        assert self.answers, f"nobody expected the question: {question}"
        return self.answers.pop(0)

    def read_line(self, prompt: str) -> str:
        answer = self._answer(prompt)
        assert isinstance(answer, str)
        return answer

    def read_secret(self, prompt: str) -> str:
        return self.read_line(prompt)

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        answer = self._answer(prompt)
        return next(choice for choice in choices if choice.text == answer)

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        self.shown += lines
        answer = self._answer(question)
        return default if answer == "" else bool(answer)

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        pass

    def get_clipboard(self) -> str | None:
        return None

    def set_clipboard(self, text: str) -> bool:
        return False

    def open_url(self, url: str) -> bool:
        return False

    def clear_screen(self) -> None:
        pass


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "state.db")
    yield store
    store.close()


@pytest.fixture
def new_presence(tmp_path: Path) -> Iterator[Callable[[], Presence]]:
    made: list[Presence] = []

    def make() -> Presence:
        made.append(Presence(tmp_path))
        return made[-1]

    yield make
    for presence in made:
        presence.release()


@pytest.fixture
def presence(new_presence: Callable[[], Presence]) -> Presence:
    return new_presence()


@pytest.fixture
def redactor() -> Redactor:
    return Redactor()


@pytest.fixture
def journal(store: Store, presence: Presence, redactor: Redactor, clock: Clock) -> Journal:
    return Journal(store, "contoso", presence=presence, redactor=redactor, clock=clock)
