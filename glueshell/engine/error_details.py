"""Everything that is known of an error, as Get-Error shows it: nested lists, what is empty left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glueshell.engine.errors import ErrorRecord
from glueshell.objects.members import get_member
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_name

EXTENDED = "System.Management.Automation.ErrorRecord#PSExtendedError"

_STEP = "    "
_INVOCATION = (
    "MyCommand", "ScriptLineNumber", "OffsetInLine", "ScriptName", "Line", "Statement", "PositionMessage",
    "PSScriptRoot", "PSCommandPath", "InvocationName", "CommandOrigin",
)  # fmt: skip
_DEEPEST = 8

Entry = tuple[str, "str | list[Entry]"]


def error_lines(record: ErrorRecord) -> list[str]:
    """The lines that show an error record whole."""
    return ["", *_lines(_of_record(record), "")]


def exception_lines(exception: object) -> list[str]:
    """The lines that show an exception whole."""
    return ["", *_lines(_of_exception(exception, 0), "")]


def _lines(entries: Sequence[Entry], indent: str) -> Iterator[str]:
    wide = max((len(name) for name, _ in entries), default=0)
    for name, value in entries:
        head = f"{indent}{name:<{wide}} : "
        if isinstance(value, str):
            first, *more = value.rstrip("\n").split("\n")
            yield head + first
            hanging = " " * len(head)
            yield from (hanging + line for line in more)
        else:
            yield head
            yield from _lines(value, indent + _STEP)


def _of_record(record: ErrorRecord) -> list[Entry]:
    entries: list[Entry] = [("Exception", _of_exception(get_member(record, "Exception"), 0))]
    for name in ("TargetObject", "CategoryInfo", "FullyQualifiedErrorId", "ErrorDetails"):
        entries.extend(_told(record, name))
    invocation = get_member(record, "InvocationInfo")
    if invocation is not None:
        known = [entry for name in _INVOCATION for entry in _told(invocation, name)]
        if known:
            entries.append(("InvocationInfo", known))
    entries.extend(_told(record, "ScriptStackTrace"))
    if record.suggestion:
        entries.append(("Suggestion", record.suggestion))
    return entries


def _of_exception(exception: object, depth: int) -> list[Entry]:
    entries: list[Entry] = [("Type", type_name(exception))]
    for name in ("Message", "StatusCode", "HelpLink", "HResult"):
        entries.extend(_told(exception, name))
    inner = get_member(exception, "InnerException")
    if inner is not None and depth < _DEEPEST:
        entries.append(("InnerException", _of_exception(inner, depth + 1)))
    return entries


def _told(owner: object, name: str) -> Iterator[Entry]:
    value = get_member(owner, name)
    text = to_text(value)
    if value is not None and text and not (name.endswith(("Number", "Line")) and text == "0"):
        yield name, text
