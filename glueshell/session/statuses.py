"""The exit status of every way to end, in one table for every entry point."""

from __future__ import annotations

from collections.abc import Mapping

DONE = 0
FAILED = 1
INPUT = 2
NOT_ALLOWED = 3
REFUSED = 4
WORLD_CHANGED = 5
UNKNOWN = 6
PARTLY = 7
NETWORK = 8
ASSERTION = 9
CHANGES = 10
INTERRUPTED = 130

# Errors that carry no status of their own, by the full name of their class or of a base; nothing is imported to look.
BY_CLASS: Mapping[str, int] = {
    "glueshell.engine.errors.ParseFailure": INPUT,
    "glueshell.engine.signals.Interrupted": INTERRUPTED,
    "builtins.KeyboardInterrupt": INTERRUPTED,
    "glueshell.engine.host.NoTerminal": INPUT,
    "glueshell.http.errors.TransportError": NETWORK,
    "glueshell.itglue.errors.OutcomeUnknown": UNKNOWN,
    "glueshell.itglue.errors.ITGlueError": REFUSED,
    "glueshell.itglue.catalog.UnknownResource": INPUT,
}

# PowerShell's exception types that mean "what was typed is not right", whoever raises them.
BY_EXCEPTION_TYPE: Mapping[str, int] = {
    "System.Management.Automation.CommandNotFoundException": INPUT,
    "System.Management.Automation.ParameterBindingException": INPUT,
    "System.Management.Automation.ParameterBindingValidationException": INPUT,
    "System.Management.Automation.ParameterBindingArgumentTransformationException": INPUT,
    "System.Management.Automation.ParseException": INPUT,
    "System.Management.Automation.ParentContainsErrorRecordException": FAILED,
}


def status_of(error: object) -> int:
    """The status a run ends with when `error` ends it: an exception, an ErrorRecord, or what wraps one."""
    record = getattr(error, "record", None)
    if record is not None:
        return status_of(record)
    code = getattr(error, "code", None)
    if isinstance(code, int) and _is(error, "glueshell.engine.signals.ExitSignal"):
        return code
    own = getattr(error, "exit_status", 0)
    if isinstance(own, int) and own:
        return own
    inner = getattr(error, "exception", None)
    if inner is not None and inner is not error:
        return status_of(inner)
    for kind in type(error).__mro__:
        found = BY_CLASS.get(f"{kind.__module__}.{kind.__qualname__}")
        if found is not None:
            return found
    named = BY_EXCEPTION_TYPE.get(getattr(error, "exception_type", ""))
    if named is not None:
        return named
    # An error of ours inside one of PowerShell's (a member that threw, a wrapped answer) keeps its status.
    cause = getattr(error, "inner", None)
    return status_of(cause) if isinstance(cause, BaseException) else FAILED


def _is(error: object, name: str) -> bool:
    return any(f"{kind.__module__}.{kind.__qualname__}" == name for kind in type(error).__mro__)
