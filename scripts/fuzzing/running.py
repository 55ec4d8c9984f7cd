"""Running a program here and in PowerShell, both described in the same plain words."""

from __future__ import annotations

import _thread
import json
import subprocess
import threading
from collections.abc import Callable
from contextvars import copy_context
from pathlib import Path
from typing import Any

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from glueshell.engine.errors import ErrorRecord, ParseFailure, Position, Terminating
from glueshell.engine.runtime import Engine
from glueshell.engine.signals import ExitSignal
from glueshell.engine.streams import Streams
from glueshell.objects.enumeration import dictionary, iterate
from glueshell.objects.hashtable import DictionaryEntry, Hashtable
from glueshell.objects.members import call_method, get_member
from glueshell.objects.psobject import CUSTOM_NAMES, NOTHING, PSObject, unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import is_instance, resolve_type, type_of

Answer = dict[str, Any]
FACETS = ("parse", "terminating", "errors", "output", "host", "warnings", "verbose")
_TOO_LONG = 15.0


class PowerShell:
    """A PowerShell that answers programs one after another; closed at the end of a `with`."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PowerShell:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def answer(self, code: str, fresh: bool = False) -> Answer:
        """What PowerShell makes of a program; `fresh` in a runspace of its own."""
        if self.process is None:
            script = str(Path(__file__).with_name("serve.ps1"))
            command = [self.path, "-NoProfile", "-NonInteractive", "-File", script]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"code": code, "fresh": fresh}).encode("utf-8") + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.close()
            return {"broken": "PowerShell ended"}
        return _shaped(json.loads(line))


def _shaped(answer: Answer) -> Answer:
    """An answer in which one-element lists are lists and nothing is null."""
    for key in ("output", "host", "errors", "warnings", "verbose"):
        value = answer.get(key)
        answer[key] = [] if value is None else value if isinstance(value, list) else [value]
    return answer


class Quiet:
    """A host with nobody at it."""

    interactive = False
    attended = False
    width = 120

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        """Say nothing."""

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Say nothing."""

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Show nothing."""


def answer(code: str) -> Answer:
    """What glueshell makes of a program; `broken` names an exception that no script may see."""
    late = threading.Timer(_TOO_LONG, _thread.interrupt_main)
    late.start()
    try:
        return copy_context().run(_answer, code)
    except KeyboardInterrupt:
        return {"broken": "does not end"}
    except Exception as error:
        return {"broken": f"{type(error).__name__}: {error}"}
    finally:
        late.cancel()


def _answer(code: str) -> Answer:
    seen: Answer = {"host": [], "errors": [], "warnings": [], "verbose": [], "terminating": None, "parse": None}
    output: list[object] = []
    streams = Streams(
        error=lambda record: seen["errors"].append({**_described(record), "at": _place(record)}),
        warning=lambda record: seen["warnings"].append(record.message),
        verbose=lambda record: seen["verbose"].append(record.message),
        debug=lambda record: None,
        information=lambda record: seen["host"].append(str(record)),
        progress=lambda record: None,
    )
    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), Quiet(), streams)  # type: ignore[arg-type]
    try:
        engine.run(code, output.append)
    except Terminating as error:
        seen["terminating"] = _uncaught(error)
    except ParseFailure as failure:
        seen["parse"] = []
        for each in failure.errors:
            where = Position(failure.source, each.start, each.end)
            seen["parse"].append(f"{each.id} {where.line}:{where.column} {each.message}")
    except ExitSignal:
        pass
    seen["output"] = [describe(value) for value in output]
    return seen


def _uncaught(error: Terminating) -> dict[str, str]:
    """What ended the program; of what a method threw PowerShell's caller sees the exception inside alone."""
    inside: Any = error.record.exception
    wrapper = "System.Management.Automation.MethodInvocationException"
    while getattr(inside, "exception_type", "") == wrapper and inside.inner is not None:
        inside = inside.inner
    if inside is error.record.exception or error.record.wrapped:
        return {**_described(error.record), "message": str(error)}
    known = inside.exception_type.startswith("System.Management.Automation.")
    identity = {"id": inside.error_id, "category": inside.category} if known else {"id": "", "category": ""}
    return {"message": inside.message, **identity}


def _described(record: ErrorRecord) -> dict[str, str]:
    return {"message": record.message, "id": record.error_id, "category": str(record.category)}


def _place(record: ErrorRecord) -> str:
    at = get_member(record, "InvocationInfo")
    if at is None:
        return ""
    return f"{to_text(get_member(at, 'ScriptLineNumber'))}:{to_text(get_member(at, 'OffsetInLine'))}"


def describe(value: object, depth: int = 0) -> list[Any]:
    """A value as its type and its text or contents."""
    if value is None:
        return ["null"]
    base = unwrap(value)
    name = net_text(type_of(base))
    if isinstance(base, str) and type(base).__name__ != "Char":
        return [name, str(base)]
    if isinstance(base, float):
        return [name, str(call_method(base, "ToString", ["R"])).replace("∞", "Infinity")]
    if name == "System.DateTime":
        return [name, f"{call_method(base, 'ToString', ['o'])} {get_member(base, 'Kind').name}"]  # type: ignore[attr-defined]
    if isinstance(base, DictionaryEntry) and base.type_name == "System.Collections.DictionaryEntry":
        return [name, describe(base.key, 3), describe(base.value, 3)]
    if depth > 3 and not is_instance(base, resolve_type("System.ValueType")):
        return [name, "..."]
    if isinstance(base, Hashtable) or dictionary(base):
        entries: Any = call_method(base, "GetEnumerator", [])
        pairs = [[describe(each.key, depth + 1), describe(each.value, depth + 1)] for each in entries]
        return [name, "entries", pairs]
    if isinstance(base, PSObject) and base.base is NOTHING and CUSTOM_NAMES[0] in base.type_names:
        return [base.type_names[0], "properties", [[each, describe(item, depth + 1)] for each, item in base]]
    collection = resolve_type("System.Collections.ICollection")
    if isinstance(base, list) or (collection is not None and is_instance(base, collection)):
        return [name, "items", [describe(item, depth + 1) for item in iterate(base)]]
    if isinstance(base, ErrorRecord):
        return [name, to_text(base), base.error_id]
    return [name, to_text(base)]


def differing(wanted: Answer, got: Answer) -> tuple[str, Any, Any] | None:
    """The first facet that differs, with PowerShell's and our version; None where there is no difference."""
    if "broken" in wanted or wanted.get("late"):
        return None
    if "broken" in got:
        return "broken", "", got["broken"]
    for facet in FACETS:
        mine, theirs = got[facet], wanted[facet]
        if facet == "errors" and len(mine) == len(theirs):
            # At the top of a script Write-Error is nowhere there, and at its command here.
            mine = [{**one, "at": "0:0"} if other["at"] == "0:0" else one for one, other in zip(mine, theirs)]
        if _even(theirs) != _even(mine):
            return facet, theirs, mine
    return None


def _even(value: Any) -> Any:
    """The value with trailing blanks of texts taken away and single values told from lists of one alike."""
    if isinstance(value, str):
        return value.rstrip()
    if isinstance(value, list):
        if len(value) == 3 and value[1] == "entries":
            entries = value[2] if value[2] and isinstance(value[2], list) else []
            return [value[0], "entries", sorted((_even(entry) for entry in entries), key=repr)]
        return [_even(item) for item in value]
    if isinstance(value, dict):
        return {key: _even(item) for key, item in value.items()}
    return value


Runner = Callable[[str], Answer]
