"""What scripts may ask of warnings, verbose and debug messages, information and progress records; members as data."""

from __future__ import annotations

from typing import Any

from glueshell.engine.streams import HostText, InformationRecord, MessageRecord, ProgressRecord
from glueshell.objects.declaration import MemberTable, method, prop


def _get(name: str) -> Any:
    return lambda record: getattr(record, name)


MESSAGE_RECORD = MemberTable(
    MessageRecord.ps_type_name,
    prop("Message", "string", _get("message")),
    prop("InvocationInfo", "System.Management.Automation.InvocationInfo", _get("invocation")),
    method("ToString", str, "string ToString()"),
)

INFORMATION_RECORD = MemberTable(
    InformationRecord.ps_type_name,
    prop("MessageData", "System.Object", _get("data")),
    prop("Source", "string", _get("source")),
    prop("Tags", "System.Collections.Generic.List[string]", lambda record: list(record.tags)),
    method("ToString", str, "string ToString()"),
)

HOST_TEXT = MemberTable(
    HostText.ps_type_name,
    prop("Message", "string", _get("text")),
    prop("NoNewLine", "System.Nullable[bool]", _get("no_newline")),
    prop("ForegroundColor", "System.Nullable[System.ConsoleColor]", _get("foreground")),
    prop("BackgroundColor", "System.Nullable[System.ConsoleColor]", _get("background")),
    method("ToString", str, "string ToString()"),
)

PROGRESS_RECORD = MemberTable(
    ProgressRecord.ps_type_name,
    prop("Activity", "string", _get("activity")),
    prop("StatusDescription", "string", _get("status")),
    prop("PercentComplete", "int", _get("percent")),
    prop("ActivityId", "int", _get("id")),
    prop("ParentActivityId", "int", _get("parent")),
    prop("CurrentOperation", "string", _get("operation")),
    prop("SecondsRemaining", "int", _get("seconds")),
)
