"""The words of PowerShell 7.6.9 itself, kept in JSON files with a line for each name, of which only those asked for are
read: `dotnet.json` for members of types, `powershell.json` for its commands and their parameters. `types.json` has the
names of every type it can reach, a line for each namespace, and its short names for some."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

DOTNET = "dotnet.json"
COMMANDS = "powershell.json"
TYPES = "types.json"
#: What PowerShell has loaded before anything is called; a command of another module tells its name alone until then.
LOADED = frozenset(("Core", "Management"))


@cache
def _text(file: str) -> str:
    return (Path(__file__).parent / file).read_text(encoding="utf-8")


@cache
def line(file: str, name: str) -> Mapping[str, Any]:
    """What the file says of a name, spelled as there; empty where it says nothing."""
    text = _text(file)
    begin = f'\n"{name}":'
    at = text.find(begin)
    if at < 0:
        return {}
    found: Mapping[str, Any] = json.loads(text[at + len(begin) : text.index("\n", at + 1)].rstrip(","))
    return found


def command(found: Any) -> Mapping[str, Any]:
    """What PowerShell says of a cmdlet of its own: `module`, `syntax`, `parameters` (name -> label, type in full)."""
    return line(COMMANDS, found.name) if getattr(found, "kind", "") == "Cmdlet" else {}


def module(name: str) -> str:
    """The module of PowerShell that a command of this name belongs to, or nothing."""
    said: str = line(COMMANDS, name).get("module", "")
    return said


def accelerators() -> list[str]:
    """PowerShell's short names of types, `int=System.Int32`, in its order."""
    return _types()[1]


def types() -> Mapping[str, str]:
    """Namespace -> the names of its types, divided by blanks.

    A mark before a name says the kind of a type that is loaded (`.` class, `#` enum, `%` struct, `&` interface,
    `!` delegate); behind a backtick stands the number of type parameters.
    """
    return _types()[0]


@cache
def _types() -> tuple[Mapping[str, str], list[str]]:
    found: dict[str, str] = json.loads(_text(TYPES))
    short = found.pop("accelerators").split()
    return found, short
