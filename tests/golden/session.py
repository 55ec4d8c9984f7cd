"""One recorded case run in an engine of its own, and what came of it in the recording's shape."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path
from typing import Any

from glueshell.cmdlets.output.preferences import SessionPreferences
from glueshell.engine.commands import CommandTable
from glueshell.engine.errors import ErrorRecord, ParseFailure, Position, Terminating
from glueshell.engine.runtime import Engine
from glueshell.engine.signals import ExitSignal
from glueshell.engine.streams import Streams
from glueshell.formatting import out_string

FOLDER = Path(__file__).parent
KEYS = ("output", "host", "errors", "warnings", "verbose", "terminating")


def cases() -> Iterator[dict[str, Any]]:
    """The recorded cases (PowerShell 7.6.9, en-US, UTC)."""
    names = ["powershell.jsonl", "more.jsonl", "more-cmdlets.jsonl", "loops.jsonl", "neighbours.jsonl"]
    names += ["siblings.jsonl", "cmdlets4.jsonl", "everyday.jsonl", "cmdlets6.jsonl"]
    names += sorted(path.name for path in FOLDER.glob("fuzz-*.jsonl"))
    for name in names:
        with open(FOLDER / name, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def divergences() -> dict[str, str]:
    """Ids of the cases that come out otherwise here on purpose, each with its reason (`divergences.toml`)."""
    with open(FOLDER / "divergences.toml", "rb") as file:
        return {entry["id"]: entry["reason"] for entry in tomllib.load(file)["case"]}


def random_divergences() -> list[dict[str, str]]:
    """What scripts/oracle_fuzz.py found and is as it is on purpose: entries of key, example and reason."""
    with open(FOLDER / "divergences.toml", "rb") as file:
        return list(tomllib.load(file)["fuzz"])


class QuietHost:
    """A host with nobody at it."""

    interactive = False
    attended = False
    width = 120

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        """Say nothing: what Write-Host sends is looked at as information records."""

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Say nothing."""

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Show nothing."""


def normal(text: str) -> str:
    """Text without trailing blanks of lines and trailing empty lines."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def described(record: ErrorRecord) -> dict[str, str]:
    """An error record as the recording has it."""
    return {"message": record.message, "id": record.error_id, "category": str(record.category)}


def run(code: str, commands: CommandTable) -> dict[str, Any]:
    """Run a case; the keys of the recording. What it sets for its thread (the culture) ends with it."""
    return copy_context().run(_run, code, commands)


def _run(code: str, commands: CommandTable) -> dict[str, Any]:
    seen: dict[str, Any] = {"host": [], "errors": [], "warnings": [], "verbose": []}
    output: list[object] = []
    streams = Streams(
        error=lambda record: seen["errors"].append(described(record)),
        warning=lambda record: seen["warnings"].append(record.message),
        verbose=lambda record: seen["verbose"].append(record.message),
        debug=lambda record: None,
        information=lambda record: seen["host"].append(str(record)),
        progress=lambda record: None,
    )
    engine = Engine(commands, QuietHost(), streams)  # type: ignore[arg-type]
    try:
        engine.run(code, output.append)
    except Terminating as error:
        seen["terminating"] = {**described(error.record), "message": str(error)}
    except ParseFailure as failure:
        parse = []
        for each in failure.errors:
            where = Position(failure.source, each.start, each.end)
            parse.append({"id": each.id, "message": each.message, "line": where.line, "column": where.column})
        seen["terminating"] = {"id": parse[0]["id"], "parse": parse}
    except ExitSignal:
        pass
    seen["output"] = out_string(output, 120, preferences=SessionPreferences(engine))
    return seen


def differences(case: dict[str, Any], seen: dict[str, Any]) -> list[str]:
    """What is not as recorded, key by key."""
    found = []
    for key in KEYS:
        wanted, got = case.get(key), seen.get(key)
        if key == "output":
            if case.get("terminating"):
                # The recorder loses what a script wrote before an error ended it.
                continue
            wanted, got = normal(wanted or ""), normal(got or "")
        elif key == "terminating" and wanted and got:
            if "parse" in wanted:
                wanted, got = wanted["parse"], got.get("parse")
            else:
                wanted = {name: wanted.get(name) for name in ("message", "id", "category")}
        elif isinstance(wanted, list) or isinstance(got, list):
            wanted, got = list(wanted or []), list(got or [])
            if key == "errors":
                wanted = [{**each, "message": normal(each["message"])} for each in wanted]
                got = [{**each, "message": normal(each["message"])} for each in got]
        if (wanted or None) != (got or None):
            found.append(f"{key}: wanted {wanted!r}\n  got {got!r}")
    return found
