"""A person at the prompt, without a terminal: lines one after another in one sitting, and answers to what is asked."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import SimpleNamespace

from glueshell.assembly.wiring import Assembled, assembled, tell
from glueshell.cli import parser
from glueshell.engine.host import Choice
from glueshell.formatting import Formatter
from glueshell.language import parse
from glueshell.session.sitting import Sitting
from glueshell.shell.parsed import ParseCache
from glueshell.shell.plain import PlainHost
from glueshell.shell.repl import UNREAD, Repl
from tests.cli.running import Glueshell, TestWorld


class AnsweringHost(PlainHost):
    """A host whose person gives the answers of `answers`, one after another; with none left nobody may ask."""

    interactive = True
    attended = True  # type: ignore[assignment]

    def __init__(self, out: io.StringIO, err: io.StringIO) -> None:
        super().__init__(out, err, environ={})
        self.answers: list[str] = []
        self.questions: list[str] = []

    def guard_paste(self, on: bool) -> None:
        """Nothing is pasted."""

    def fresh_line(self) -> None:
        """The line is fresh."""

    def _next(self, question: str) -> str:
        self.questions.append(question)
        assert self.answers, f"nobody expected the question: {question}"
        return self.answers.pop(0)

    def read_line(self, prompt: str) -> str:
        """The next answer."""
        return self._next(prompt)

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """The choice that begins with the next answer; Enter takes the first."""
        answer = self._next(prompt)
        return next(choice for choice in choices if choice.text.startswith(answer))

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        """The next answer; Enter takes the default."""
        answer = self._next(question)
        return default if not answer else answer == "y"


class Typist:
    """Types lines and reads what comes."""

    def __init__(self, whole: Assembled, host: AnsweringHost, out: io.StringIO, err: io.StringIO) -> None:
        self.host = host
        self._out = out
        self._err = err
        self.sitting: Sitting = whole.sitting
        self._repl = Repl(
            whole.engine,
            host,  # type: ignore[arg-type]
            SimpleNamespace(),  # type: ignore[arg-type]
            ParseCache(parse),
            formatter=lambda: Formatter(120, whole.views),
            report=lambda error: tell(whole, error),
            help_line=lambda topic: "",
            before_entry=self._begin,
            after_entry=self._end,
        )

    def _begin(self, text: str) -> None:
        self.sitting.begin_submission()
        self.sitting.recording.begin(text)

    def _end(self, ending: str) -> None:
        if ending == UNREAD:
            self.sitting.recording.discard()
        else:
            self.sitting.recording.end(ending)

    def __call__(self, line: str, *answers: str) -> str:
        """Type a line and give the answers; what is shown, results before what is said."""
        self._out.truncate(self._out.seek(0))
        self._err.truncate(self._err.seek(0))
        self.host.answers = list(answers)
        self._repl.run_entry(line)
        assert not self.host.answers, f"nobody asked for {self.host.answers}"
        return self._out.getvalue() + self._err.getvalue()


@contextmanager
def typing(glueshell: Glueshell, *, environ: Mapping[str, str] | None = None) -> Iterator[Typist]:
    """A sitting at the prompt on the sandbox of `glueshell`."""
    out, err = io.StringIO(), io.StringIO()
    world = TestWorld(
        glueshell.sandbox, glueshell.clock, {**glueshell.environ, **(environ or {})}, io.StringIO(), out, err
    )
    host = AnsweringHost(out, err)
    with assembled(parser().parse_args(["--sandbox"]), world, lambda config: host) as whole:
        yield Typist(whole, host, out, err)
