"""A session whose requests to IT Glue are written down and answered with next to nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from glueshell.assembly.wiring import assembled
from glueshell.cli import World, parser
from glueshell.http import Response
from glueshell.itglue.client import Client
from glueshell.shell.plain import PlainHost

FOLDER = Path(__file__).parent
MODULES = ("ITGlueAPI 2.2.0", "ITGlueAPI 3.0.0", "Celerium.ITGlue 1.2.0")


class Recorder:
    """A transport that keeps what it is asked."""

    base_url = "https://api.itglue.com"

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        # How many pages every list has.
        self.pages = 1

    def request(
        self,
        method: str,
        path: str,
        query: Sequence[tuple[str, str]] | None = None,
        body: bytes | None = None,
        *,
        headers: dict[str, str] | None = None,
        write: bool = False,
    ) -> Response:
        """An empty list for a read, a record for a write."""
        self.requests.append({
            "method": method, "path": path, "query": sorted(query or ()),
            "content_type": (headers or {}).get("Content-Type"), "body": json.loads(body) if body else None,
        })  # fmt: skip
        listed = {"data": [], "meta": {"total-pages": self.pages}}
        answer = listed if method == "GET" else {"data": {"id": "1", "type": "things", "attributes": {}}}
        return Response(200, {}, json.dumps(answer).encode(), 0.0, self.base_url + path)


def recorded(request: dict[str, Any]) -> dict[str, Any]:
    """A recorded request in the same shape."""
    path, _, query = request["target"].partition("?")
    body = request["body"]
    return {
        "method": request["method"], "path": path, "query": sorted(parse_qsl(query, keep_blank_values=True)),
        "content_type": request["content_type"] if request["method"] != "GET" else None,
        "body": json.loads(body) if body else None,
    }  # fmt: skip


def lines(module: str) -> list[dict[str, Any]]:
    """Every recorded call of a module; `error` is the id that its binder refuses it with."""
    files = (FOLDER / "wrapper-requests.jsonl", FOLDER / "wrapper-requests-more.jsonl")
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["module"] == module]


class Speaker:
    """A session in one module's dialect."""

    def __init__(self, whole: Any, recorder: Recorder) -> None:
        self._whole = whole
        self._recorder = recorder
        # The id of the error that the last line ended with, without the command's name, and what that says.
        self.error_id = ""
        self.said = ""

    def command(self, name: str) -> Any:
        """The command of a name, behind its alias where it is one."""
        from glueshell.engine.commands import Alias

        found = self._whole.engine.commands.find(name)
        return found.resolved if isinstance(found, Alias) else found

    def say(self, line: str, pages: int = 1) -> tuple[list[dict[str, Any]], str]:
        """The requests of a line, with lists of so many pages, and the error that it ended with."""
        from glueshell.engine.errors import Terminating

        self._recorder.requests.clear()
        self._recorder.pages = pages
        before = len(self._whole.engine.errors)
        try:
            self._whole.engine.run(line, lambda item: None)
        except Terminating as error:
            self.said = error.record.message
            self.error_id = error.record.error_id.partition(",")[0]
            return list(self._recorder.requests), str(error.record)
        errors = self._whole.engine.errors
        found = errors[0] if len(errors) > before else None
        self.error_id = found.error_id.partition(",")[0] if found is not None else ""
        return list(self._recorder.requests), str(found or "")


@contextmanager
def speaking(module: str, home: Path) -> Iterator[Speaker]:
    """A session at the sandbox with that module imported, or none, connected to a recorder."""
    import io

    out, err = io.StringIO(), io.StringIO()
    world = World({"GLUESHELL_HOME": str(home)}, io.StringIO(), out, err)
    options = parser().parse_args(["--sandbox", "--fresh", "-c", "1"])
    host = PlainHost(out, err, environ=world.environ, quiet_success=False)
    with assembled(options, world, lambda config: host) as whole:
        recorder = Recorder()
        whole.sitting._client = Client(recorder, whole.sitting.catalog)
        name, _, version = module.partition(" ")
        if module:
            whole.engine.run(f"Import-Module {name} -RequiredVersion {version}", lambda item: None)
        yield Speaker(whole, recorder)
