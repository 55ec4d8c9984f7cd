"""What scripts may ask of error records: category, invocation, position, target; members as data."""

from __future__ import annotations

from typing import Any

from glueshell.engine.errors import ErrorRecord, Position
from glueshell.engine.lazy_members import LazyMembers
from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.enumeration import EMPTY
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import type_of
from glueshell.objects.types.exception import exception_of

_SMA = "System.Management.Automation."
_LONGEST = 40


class CategoryInfo:
    """`$_.CategoryInfo`: the category of an error, what failed, why, on what."""

    __slots__ = ("record",)
    ps_type_name = _SMA + "ErrorCategoryInfo"
    ps_members = LazyMembers("error_surface", "CATEGORY_INFO")

    def __init__(self, record: ErrorRecord) -> None:
        self.record = record

    @property
    def reason(self) -> str:
        """The exception's type, without its namespace."""
        return self.record.reason or self.record.exception_type.rpartition(".")[2]

    @property
    def target_name(self) -> str:
        """The text of what the error is about."""
        record = self.record
        if record.target_name or record.target is None:
            return record.target_name
        if record.target is EMPTY:
            return ""
        return to_text(record.target) if isinstance(record.target, PSObject) else net_text(record.target)

    @property
    def target_type(self) -> str:
        """The short type name of what the error is about."""
        record = self.record
        if record.target_type or record.target is None:
            return record.target_type
        name = "" if record.target is EMPTY else type_of(record.target).name
        return "PSObject" if name in ("", "PSCustomObject") else name

    def ps_text(self) -> str:
        """`InvalidData: (x:String) [Write-Error], WriteErrorException`."""
        record = self.record
        return (
            f"{record.category}: ({_shorten(self.target_name)}:{self.target_type})"
            f" [{_shorten(record.activity)}], {self.reason}"
        )


def _shorten(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    half = (_LONGEST - 1) // 2
    return f"{text[:half]}…{text[-half:]}"


class ErrorDetails:
    """`$_.ErrorDetails`: a message put in place of the exception's."""

    __slots__ = ("message", "recommended")
    ps_type_name = _SMA + "ErrorDetails"
    ps_members = LazyMembers("error_surface", "ERROR_DETAILS")

    def __init__(self, message: str, recommended: str = "") -> None:
        self.message = message
        self.recommended = recommended

    def ps_text(self) -> str:
        """The message."""
        return self.message


def _category(info: Any) -> object:
    from glueshell.objects.convert import convert
    from glueshell.objects.typeinfo import resolve_type

    kind = resolve_type(_SMA + "ErrorCategory")
    return info.record.category if kind is None else convert(info.record.category, kind)


def _exception(record: Any) -> object:
    if record.exception_object is None:
        exception = record.exception
        if isinstance(exception, BaseException):
            exception = exception_of(exception)
            if exception.is_a(_SMA + "RuntimeException"):
                own = record
                if record.thrown:
                    # What `throw` says is the statement's; the exception has a record that says nothing.
                    own = ErrorRecord(record.exception, "RuntimeException", "NotSpecified")
                    own.target = None
                    own.exception_object = exception
                exception.extra.setdefault("ErrorRecord", own)
                exception.extra.setdefault("WasThrownFromThrowStatement", record.thrown)
        record.exception_object = exception
    return record.exception_object


def _details(record: Any) -> object:
    if record.details is None and not record.recommended:
        return None
    return ErrorDetails(record.details or "", record.recommended)


def _set_details(record: Any, value: object) -> None:
    record.details = None if value is None else str(getattr(value, "message", value))


def _invocation(record: Any) -> object:
    from glueshell.engine.command_surface import InvocationInfo

    position = record.position
    if position is not None and record.conceal is not None:
        position = Position(record.conceal(position.source), position.start, position.end, position.file)
    info = InvocationInfo(record.invocation, position, name=_name_called(record))
    info.guarded = record.conceal is not None
    return info


def _name_called(record: Any) -> str:
    """As what a command that was not found had been called: by its name, or `&` or `.` where one stood before it."""
    if record.position is None or not record.error_id.startswith("CommandNotFoundException"):
        return ""
    before = record.position.source[: record.position.start].rstrip()
    return before[-1] if before[-1:] in ("&", ".") and not before.endswith("&&") else record.position.text


def _recommended(details: Any) -> str:
    return str(details.recommended)


def _construct(exception: object, error_id: object, category: object, target: object) -> ErrorRecord:
    known = isinstance(exception, BaseException) or hasattr(exception, "is_a")
    error: Any = exception if known else PSError(to_text(exception), to_text(error_id))
    return ErrorRecord(error, to_text(error_id), net_text(category), target)


ERROR_RECORD = MemberTable(
    ErrorRecord.ps_type_name,
    prop("Exception", "System.Exception", _exception),
    prop("TargetObject", "System.Object", lambda record: record.target),
    prop("CategoryInfo", _SMA + "ErrorCategoryInfo", lambda record: CategoryInfo(record)),
    prop("FullyQualifiedErrorId", "string", lambda record: record.error_id),
    prop(
        "ErrorDetails",
        _SMA + "ErrorDetails",
        _details,
        _set_details,
    ),
    prop("InvocationInfo", _SMA + "InvocationInfo", _invocation),
    prop("ScriptStackTrace", "string", lambda record: record.script_stack),
    prop("PipelineIterationInfo", "System.Collections.ObjectModel.ReadOnlyCollection[int]", lambda record: []),
    method("ToString", str, "string ToString()"),
    constructors=(
        "System.Management.Automation.ErrorRecord new(System.Exception exception, string errorId,"
        " System.Management.Automation.ErrorCategory errorCategory, System.Object targetObject)",
    ),
    construct=_construct,
)

CATEGORY_INFO = MemberTable(
    CategoryInfo.ps_type_name,
    prop("Category", _SMA + "ErrorCategory", _category),
    prop(
        "Activity",
        "string",
        lambda info: info.record.activity,
        lambda info, value: setattr(info.record, "activity", str(value)),
    ),
    prop(
        "Reason",
        "string",
        lambda info: info.reason,
        lambda info, value: setattr(info.record, "reason", str(value)),
    ),
    prop(
        "TargetName",
        "string",
        lambda info: info.target_name,
        lambda info, value: setattr(info.record, "target_name", str(value)),
    ),
    prop(
        "TargetType",
        "string",
        lambda info: info.target_type,
        lambda info, value: setattr(info.record, "target_type", str(value)),
    ),
    method("GetMessage", lambda info: info.ps_text(), "string GetMessage()"),
    method("ToString", lambda info: info.ps_text(), "string ToString()"),
)

ERROR_DETAILS = MemberTable(
    ErrorDetails.ps_type_name,
    prop("Message", "string", lambda details: details.message),
    prop("RecommendedAction", "string", _recommended),
    method("ToString", lambda details: details.message, "string ToString()"),
    constructors=("System.Management.Automation.ErrorDetails new(string message)",),
    construct=lambda message: ErrorDetails(str(message)),
)

__all__ = ["CATEGORY_INFO", "ERROR_DETAILS", "ERROR_RECORD", "CategoryInfo", "ErrorDetails", "Position"]
