"""Errors in generated code: which extent they came from, whether the statement or the script ends, who catches them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, NoReturn

from glueshell.engine.callstack import overflow, trace
from glueshell.engine.errors import ErrorRecord, Position, StageFailed, Terminating
from glueshell.engine.invocation import preference_of, record_of, remember
from glueshell.engine.scopes import Scope
from glueshell.engine.signals import BreakSignal, ContinueSignal, ExitSignal
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import WrittenNumber, unwrap


def position_of(error: BaseException) -> Position | None:
    """The extent of the line of generated code that raised: the innermost one."""
    found: Position | None = None
    step: TracebackType | None = error.__traceback__
    while step is not None:
        variables = step.tb_frame.f_globals
        table = variables.get("TABLE")
        if table is not None and step.tb_lineno < len(table):
            extent = table[step.tb_lineno]
            if extent is not None:
                if len(extent) > 3 and getattr(error, "of_operator", False):
                    extent = extent[3]
                elif len(extent) > 2:
                    # Which statement ran last, the code itself has kept.
                    extent = step.tb_frame.f_locals.get(extent[2], extent)
                source = variables["SOURCE"]
                found = Position(source.text, extent[0], extent[1], source.file)
        step = step.tb_next
    return found


def record_for(engine: Any, scope: Scope, error: Exception) -> ErrorRecord:
    """The error record of anything generated code raised."""
    if isinstance(error, Terminating):
        record = error.record
    elif isinstance(error, RecursionError):
        record = ErrorRecord(overflow(engine))
    else:
        made = record_of(engine, error)
        if made is None:
            raise error
        record = made
    if record.position is None:
        record.position = position_of(error)
    if not record.script_stack:
        record.script_stack = trace(engine, record.position)
    return record


def failed(engine: Any, scope: Scope, error: Exception) -> None:
    """A statement failed: tell and let the next one run, or go further up."""
    if isinstance(error, StageFailed):
        raise error
    stops = isinstance(error, Terminating) and error.stops_script
    if engine.catching:
        if isinstance(error, Terminating) and error.record.script_stack:
            raise error
        raise Terminating(record_for(engine, scope, error), stops_script=stops) from error
    if stops and error.forced:  # type: ignore[attr-defined]
        raise error
    record = record_for(engine, scope, error)
    action = preference_of(engine, "Error")
    # What -ErrorAction Stop ended is not silenced by the preference of who called.
    if action in ("SilentlyContinue", "Ignore") and not (stops and record.stopped_by):
        engine.last_success = False
        remember(engine, record)
        if action == "SilentlyContinue":
            engine.streams.silent(record)
        return
    if stops or action == "Stop":
        if isinstance(error, Terminating) and error.stops_script:
            raise error
        ending = Terminating(record, stops_script=True)
        ending.preferred = True
        raise ending from error
    report(engine, record)


def report(engine: Any, record: ErrorRecord) -> None:
    """Put a record into `$Error` and the error stream."""
    engine.last_success = False
    remember(engine, record)
    record.reported = True
    engine.streams.error(record)


def caught(engine: Any, scope: Scope, error: Exception) -> ErrorRecord:
    """The record a `catch` sees as `$_`."""
    if isinstance(error, StageFailed):
        raise error
    record = record_for(engine, scope, error)
    remember(engine, record)
    engine.last_success = False
    return record


def handler(
    engine: Any, record: ErrorRecord, clauses: Sequence[Sequence[str]], trap: bool = False
) -> tuple[int, ErrorRecord]:
    """Which of several clauses takes an error, by the types they name (none: all), and the record it sees.

    -1 where none does. What is inside an exception of PowerShell's own is asked first, and what takes that sees it in
    place of the outer one; then that itself; last, for `catch`, what a preference made the end of the script.
    """
    wanted = [{_exception_named(engine, name) for name in names} for names in clauses]
    exception = record.exception_object if record.exception_object is not None else record.exception
    own = exception_types(exception)
    inner = getattr(exception, "inner", None) if _RUNTIME in own else None
    if record.stopped_by:
        chosen = _taking(exception_types_of(_STOPPED), wanted)
        if not trap and (chosen < 0 or not wanted[chosen]):
            chosen = _taking(own, wanted)
        return chosen, record
    if record.wrapped:
        # Around it is what says that a cmdlet failed; what is inside it only `catch` asks.
        kinds = [own, exception_types_of(_INVOKED)]
        deeper = getattr(exception, "inner", None)
        if deeper is not None and not trap:
            kinds.append(exception_types(deeper))
        named = next((taken for each in kinds if (taken := _taking(each, wanted)) >= 0 and wanted[taken]), -1)
        return named if named >= 0 else _taking(own, wanted), record
    if inner is not None:
        chosen = _taking(exception_types(inner), wanted)
        if chosen >= 0 and (wanted[chosen] or (trap and _taking(own, wanted) == chosen)):
            return chosen, record.about(inner)
        return _taking(own, wanted), record
    chosen = _taking(own, wanted)
    if _RUNTIME not in own and (chosen < 0 or not wanted[chosen]):
        # What `throw` raised was wrapped on its way.
        chosen = _taking(exception_types_of(_RUNTIME), wanted)
    return chosen, record


def _exception_named(engine: Any, name: str) -> str:
    try:
        found: str = engine.find_type(name).full_name
    except PSError:
        # One of .NET's that nothing here throws; what is in nobody's name space is a mistake.
        if not name.lower().startswith(("system.", "microsoft.")):
            raise
        found = name
    return found.lower()


def _taking(types: list[str], wanted: list[set[str]]) -> int:
    """The clause for an exception's types, its own first: for that type, else for a base of it, else for all."""
    for number, names in enumerate(wanted):
        if types[0] in names:
            return number
    for number, names in enumerate(wanted):
        if not names.isdisjoint(types):
            return number
    return next((number for number, names in enumerate(wanted) if not names), -1)


def exception_types(exception: Any) -> list[str]:
    """Full names, in lower case, of an exception's .NET type and, after it, its bases."""
    full = getattr(exception, "exception_type", None) or getattr(exception, "ps_type_name", None) or _EXCEPTION
    return exception_types_of(full, getattr(exception, "ps_base_types", ()))


def exception_types_of(full: str, bases: Sequence[str] = ()) -> list[str]:
    """The same of the type of a full name, `bases` being those of a script's own class."""
    from glueshell.objects.typeinfo import type_named

    return [each.lower() for each in (full, *bases, *type_named(full).chain(), _EXCEPTION)]


_EXCEPTION = "System.Exception"
_RUNTIME = "system.management.automation.runtimeexception"
_STOPPED = "System.Management.Automation.ActionPreferenceStopException"
_INVOKED = "System.Management.Automation.CmdletInvocationException"


def raise_again(engine: Any, error: Exception) -> NoReturn:
    """No catch clause took the error: it goes on as it came."""
    raise error


def rethrow(engine: Any, again: bool) -> NoReturn:
    """`throw` alone: inside `catch` the same error `again`, elsewhere ScriptHalted."""
    if again and isinstance(engine.caught, ErrorRecord):
        raise Terminating(engine.caught, stops_script=True)
    raise Terminating(_thrown(engine, "ScriptHalted", None), stops_script=True)


def throw(engine: Any, scope: Scope, value: object) -> NoReturn:
    """`throw value`."""
    base = unwrap(value)
    if isinstance(base, ErrorRecord):
        raise Terminating(base, stops_script=True)
    if isinstance(base, PSError):
        # An instance of a script's own exception class.
        record = ErrorRecord(base, base.message, "OperationStopped")
        record.exception_object = base
        raise Terminating(record, stops_script=True)
    full = getattr(base, "full_name", None)
    if full is not None and hasattr(base, "is_a"):
        error_id, category, target = _own_of(base)
        error = PSError(base.message, error_id, category, full, target=target)  # type: ignore[attr-defined]
        record = ErrorRecord(error, error_id, category, target)
        record.exception_object = base
        raise Terminating(record, stops_script=True)
    from glueshell.objects.text import net_text, to_text

    if value is None:
        raise Terminating(_thrown(engine, "ScriptHalted", None), stops_script=True)
    if type(value) is WrittenNumber:
        value = base
    text = to_text(value) if isinstance(base, str) or not hasattr(base, "items") else net_text(value)
    raise Terminating(_thrown(engine, text, value), stops_script=True)


def _own_of(exception: Any) -> tuple[str, str, object]:
    """Id, category and target of an exception that is thrown: PowerShell's own kinds bring an error record."""
    full: str = exception.full_name
    if not exception.is_a("System.Management.Automation.RuntimeException"):
        return exception.message, "OperationStopped", None
    record = exception.extra.get("ErrorRecord")
    if record is None:
        return full.rpartition(".")[2], "NotSpecified", None
    error_id: str = record.error_id if "ParameterBinding" in full else record.error_id.partition(",")[0]
    return error_id, record.category, record.target


def _thrown(engine: Any, text: str, target: object) -> ErrorRecord:
    error = PSError(text, text, "OperationStopped", target=target)
    record = ErrorRecord(error, text, "OperationStopped", target)
    record.error_id = text
    record.thrown = True
    return record


Trap = tuple[Any, "str | None"]


def trapped(
    engine: Any, scope: Scope, error: Exception, traps: Sequence[Trap], out: Callable[[object], None], before: bool
) -> None:
    """A statement failed in a block that has traps: run the one that takes the error."""
    engine.catching = before
    record = record_for(engine, scope, error)
    try:
        number, seen = handler(engine, record, [() if name is None else (name,) for _, name in traps], trap=True)
    except PSError as unknown:
        raise Terminating(record_for(engine, scope, unknown), stops_script=True) from error
    if number < 0:
        # An error that none of a block's traps takes ends the script, whatever the preference.
        ending = Terminating(record, stops_script=True)
        ending.forced = True
        raise ending from error
    from glueshell.engine.scriptblock import ScriptBlock

    chosen = traps[number]

    # An error in the trap is none of its own block's: it ends that.
    engine.catching = True
    try:
        ScriptBlock(chosen[0], engine).invoke(out, underscore=seen, args=scope.get("args") or ())
    except ContinueSignal:
        remember(engine, record)
        engine.last_success = False
        return
    except BreakSignal:
        ending = Terminating(record, stops_script=True)
        ending.forced = True
        raise ending from error
    finally:
        engine.catching = before
    action = preference_of(engine, "Error")
    if action == "Stop":
        raise Terminating(record, stops_script=True) from error
    if action in ("SilentlyContinue", "Ignore"):
        engine.last_success = False
        remember(engine, record)
        return
    report(engine, record)


def leave(engine: Any, value: object) -> NoReturn:
    """`exit value`."""
    from glueshell.objects.convert import to_int

    try:
        code = to_int(value)
    except PSError:
        code = 0
    raise ExitSignal(code)
