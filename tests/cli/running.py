"""The whole program in this process: arguments, streams and a home folder in; status and text out."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from glueshell.cli import World, run
from glueshell.http import Clock, SystemClock
from glueshell.sandbox import Sandbox
from glueshell.sandbox.server import Server

ROOT = Path(__file__).resolve().parents[2]
ORGANIZATION = "Test Organization - Happy Frog"
USE = f"Use-Organization '{ORGANIZATION}'; Use-FlexibleAssetType 'API Email Example'; "


class Hurried(SystemClock):
    """A clock whose sleeps take no time; it remembers them."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Return at once."""
        self.slept.append(seconds)


class LastingSandbox(Sandbox):
    """A sandbox that outlives the runs that close it, so that a test can look at what was asked.

    While it is `gone`, nobody listens at the addresses it gives.
    """

    gone = False

    def serve(self, port: int = 0) -> Server:
        """Offer the app."""
        server = super().serve(port)
        if self.gone:
            server.close()
        return server

    def close(self) -> None:
        """Stop to serve, keep everything."""
        while self._servers:
            self._servers.pop().close()

    def end(self) -> None:
        """Close for good."""
        super().close()


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Yes."""
        return True


class TestWorld(World):
    """A world whose sandbox and clock belong to the test."""

    __slots__ = ("hurried", "sandbox")
    __test__ = False

    def __init__(self, sandbox: Sandbox, clock: Hurried, environ: Mapping[str, str], *streams: Any) -> None:
        super().__init__(environ, *streams)
        self.sandbox = sandbox
        self.hurried = clock

    def clock(self) -> Clock:
        """The test's clock."""
        return self.hurried

    def open_sandbox(self, path: Path | None, seed: int, **options: Any) -> Sandbox:
        """The test's sandbox."""
        return self.sandbox


class Ran:
    """What became of one run."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    def __repr__(self) -> str:
        return f"status {self.status}\n--- out\n{self.out}\n--- err\n{self.err}"

    @property
    def results(self) -> list[Any]:
        """The results of a run with --json."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def lines(self) -> list[str]:
        """The lines of standard output that are not blank, ends trimmed."""
        return [line.rstrip() for line in self.out.splitlines() if line.strip()]


class Glueshell:
    """Runs the program again and again in one home folder, on one sandbox."""

    def __init__(self, home: Path, sandbox: LastingSandbox) -> None:
        self.home = home
        self.sandbox = sandbox
        self.clock = Hurried()
        self.environ: dict[str, str] = {"GLUESHELL_HOME": str(home)}

    def __call__(self, *arguments: str, stdin: str = "", environ: Mapping[str, str] | None = None) -> Ran:
        """Run with these arguments, as they are, in pipes."""
        out, err = io.StringIO(), io.StringIO()
        status = self.at(arguments, io.StringIO(stdin), out, err, environ)
        return Ran(status, out.getvalue(), err.getvalue())

    def at(
        self,
        arguments: Sequence[str],
        stdin: io.StringIO,
        stdout: io.StringIO,
        stderr: io.StringIO,
        environ: Mapping[str, str] | None = None,
    ) -> int:
        """Run with these streams."""
        world = TestWorld(self.sandbox, self.clock, {**self.environ, **(environ or {})}, stdin, stdout, stderr)
        return run(list(arguments), world)

    def screen(self, text: str) -> str:
        """What a person sees of a text that is run at a terminal without colours."""
        screen = Screen()
        self.at(["--sandbox", "-c", text], Screen(), screen, screen, {"NO_COLOR": "1"})
        return screen.getvalue()

    def run(self, text: str, *options: str) -> Ran:
        """Run a text against the sandbox."""
        return self("--sandbox", *options, "-c", text)

    def results(self, text: str) -> list[Any]:
        """The results of a text that has to succeed, as JSON values."""
        ran = self.run(text, "--json")
        assert ran.status == 0, ran
        return ran.results

    @property
    def requests(self) -> list[tuple[str, str]]:
        """Method and path of every request so far."""
        return [(seen.method, seen.path) for seen in self.sandbox.app.requests]

    @property
    def writes(self) -> list[tuple[str, str, Any]]:
        """Method, path and document of every request so far that is none for reading."""
        return [
            (seen.method, seen.path, json.loads(seen.body))
            for seen in self.sandbox.app.requests
            if seen.method != "GET"
        ]

    def forget(self) -> None:
        """Begin to count requests anew."""
        self.sandbox.app.requests.clear()

    def make_type(self) -> None:
        """Make the type of the e-mail example."""
        text = (ROOT / "scripts/examples/api-email-example.gsh").read_text(encoding="utf-8")
        begin = text.index("$type =")
        ran = self.run(text[begin : text.index("# 3.")])
        assert ran.status == 0, ran
        self.forget()


@contextmanager
def started(home: Path, *arguments: str, environ: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """The program as a process of its own, ended with the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "glueshell", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "GLUESHELL_HOME": str(home), **(environ or {})},
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def process(
    home: Path, *arguments: str, stdin: bytes = b"", environ: Mapping[str, str] | None = None
) -> tuple[int, bytes, bytes]:
    """Status, output and errors of the program run as a process of its own."""
    with started(home, *arguments, environ=environ) as running:
        out, err = running.communicate(stdin, timeout=60)
    return running.returncode, out, err


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh demo account in a file; copying it is quicker than filling a new one."""
    path = tmp_path_factory.mktemp("sandbox") / "template.db"
    Sandbox(path).close()
    return path


@pytest.fixture(scope="session")
def mail_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same account with the type of the e-mail example in it."""
    folder = tmp_path_factory.mktemp("mail")
    sandbox = LastingSandbox(shutil.copy(template, folder / "template.db"))
    Glueshell(folder / "home", sandbox).make_type()
    sandbox.end()
    return folder / "template.db"


@pytest.fixture
def glueshell(template: Path, tmp_path: Path) -> Iterator[Glueshell]:
    """The program on a fresh demo account."""
    yield from _on(template, tmp_path)


@pytest.fixture
def mail(mail_template: Path, tmp_path: Path) -> Iterator[Glueshell]:
    """The program on an account that has the type of the e-mail example."""
    yield from _on(mail_template, tmp_path)


def _on(template: Path, folder: Path) -> Iterator[Glueshell]:
    sandbox = LastingSandbox(shutil.copy(template, folder / "account.db"))
    try:
        yield Glueshell(folder / "home", sandbox)
        assert sandbox.failures == []
    finally:
        sandbox.end()
