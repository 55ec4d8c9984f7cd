"""One recorded completion asked for in an engine of its own, and what came of it in the recording's shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.runtime import Engine
from glueshell.engine.streams import Streams
from glueshell.language.names import quote_argument
from glueshell.objects.members import get_member
from tests.golden.session import QuietHost

FOLDER = Path(__file__).parent
SHOWN = 60


def cases() -> Iterator[dict[str, Any]]:
    """The recorded cases (PowerShell 7.6.9 on Linux, en-US)."""
    for name in ("completions.jsonl", "completions_more.jsonl"):
        with open(FOLDER / name, encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def listed() -> dict[str, str]:
    """Id -> reason of the cases that do not come out as recorded."""
    found = {}
    for line in (FOLDER / "completions_listed.txt").read_text(encoding="utf-8").splitlines():
        name, _, reason = line.partition("#")
        if name.strip():
            found[name.strip()] = reason.strip()
    return found


def engine() -> Engine:
    """An engine with every cmdlet and no session."""

    def nothing(record: object) -> None:
        """Take it and say nothing."""

    streams = Streams(
        error=nothing, warning=nothing, verbose=nothing, debug=nothing, information=nothing, progress=nothing
    )
    return Engine(CommandTable(COMMANDS, ALIASES, ROLES), QuietHost(), streams)  # type: ignore[arg-type]


def ask(running: Engine, marked: str) -> dict[str, Any]:
    """What TabExpansion2 answers for a text with `^` at the cursor: start, length, matches."""
    at = marked.index("^")
    text = marked[:at] + marked[at + 1 :]
    output: list[object] = []
    running.run(f"TabExpansion2 -inputScript {_quoted(text)} -cursorColumn {at}", output.append)
    (answer,) = output
    return {
        "start": get_member(answer, "ReplacementIndex"),
        "length": get_member(answer, "ReplacementLength"),
        "matches": [
            {
                "text": get_member(match, "CompletionText"),
                "list": get_member(match, "ListItemText"),
                "kind": getattr(get_member(match, "ResultType"), "name", ""),
                "tip": get_member(match, "ToolTip"),
            }
            for match in _items(get_member(answer, "CompletionMatches"))
        ][:SHOWN],
    }


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _quoted(text: str) -> str:
    return quote_argument(text) if text and "\n" not in text else "'" + text.replace("'", "''") + "'"


def recorded(case: dict[str, Any]) -> dict[str, Any]:
    """Run the setup of a case, then ask."""
    running = engine()
    if case.get("setup"):
        running.run(case["setup"], lambda item: None)
    return ask(running, case["input"])


def differences(case: dict[str, Any], seen: dict[str, Any]) -> list[str]:
    """What is not as recorded: the place, what is missing, what is too much, what is told otherwise, the order."""
    found = [f"{key}: wanted {case[key]}, got {seen[key]}" for key in ("start", "length") if case[key] != seen[key]]
    wanted = {match["text"]: match for match in case["matches"]}
    got = {match["text"]: match for match in seen["matches"]}
    for text, match in wanted.items():
        if text not in got:
            found.append(f"missing: {text}")
        elif got[text] != match:
            found.append(f"wanted {match}\n   got {got[text]}")
    found += [f"too much: {text}" for text in got if text not in wanted]
    # The parameters of PowerShell's compiled cmdlets come in the order of .NET's reflection, which nobody promises.
    compiled = not case.get("setup") and all(match["kind"] == "ParameterName" for match in case["matches"])
    if not found and list(wanted) != list(got) and not (compiled and case["input"].endswith("-^")):
        found.append(f"order: wanted {list(wanted)}\n   got {list(got)}")
    return found
