"""Errors in generated code: which extent they came from, whether the statement or the script ends, who catches them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, NoReturn

from glueshell.engine.callstack import overflow, trace
from glueshell.engine.errors import ErrorRecord, Position, Terminating
from glueshell.engine.invocation import preference_of, record_of, remember
from glueshell.engine.scopes import Scope
from glueshell.engine.signals import BreakSignal, ContinueSignal, ExitSignal
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import unwrap


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
    stops = isinstance(error, Terminating) and error.stops_script
    if engine.catching:
        if isinstance(error, Terminating) and error.record.script_stack:
            raise error
        raise Terminating(record_for(engine, scope, error), stops_script=stops) from error
    if stops and error.forced:  # type: ignore[attr-defined]
        raise error
    record = record_for(engine, scope, error)
    action = preference_of(engine, "Error")
    if action in ("SilentlyContinue", "Ignore"):
        engine.last_success = False
        if action == "SilentlyContinue":
            remember(engine, record)
        return
    if stops or action == "Stop":
        if isinstance(error, Terminating) and error.stops_script:
            raise error
        raise Terminating(record, stops_script=True) from error
    report(engine, record)


def report(engine: Any, record: ErrorRecord) -> None:
    """Put a record into `$Error` and the error stream."""
    engine.last_success = False
    remember(engine, record)
    record.reported = True
    engine.streams.error(record)


def caught(engine: Any, scope: Scope, error: Exception) -> ErrorRecord:
    """The record a `catch` sees as `$_`."""
    record = record_for(engine, scope, error)
    remember(engine, record)
    engine.last_success = False
    return record


def catches(record: ErrorRecord, names: Sequence[str]) -> ErrorRecord | None:
    """The record a catch clause for these types sees, None when it does not take the error.

    The exception inside the error is asked first; the clause that takes it sees it in place of the outer one.
    """
    from glueshell.objects.typeinfo import resolve_type

    wanted = set()
    for name in names:
        info = resolve_type(name) or resolve_type(f"System.{name}")
        wanted.add((info.full_name if info is not None else name).lower())
    exception = record.exception_object if record.exception_object is not None else record.exception
    inner = getattr(exception, "inner", None)
    if inner is not None and not wanted.isdisjoint(exception_types(inner)):
        return record.about(inner)
    return None if wanted.isdisjoint(exception_types(exception)) else record


def exception_types(exception: Any) -> set[str]:
    """Full names, in lower case, of an exception's .NET type and its bases."""
    from glueshell.objects.typeinfo import type_named

    full = getattr(exception, "exception_type", None) or getattr(exception, "ps_type_name", None) or _EXCEPTION
    bases = getattr(exception, "ps_base_types", ())
    return {each.lower() for each in (full, _EXCEPTION, *bases, *type_named(full).chain())}


_EXCEPTION = "System.Exception"


def raise_again(engine: Any, error: Exception) -> NoReturn:
    """No catch clause took the error: it goes on as it came."""
    raise error


def rethrow(engine: Any, scope: Scope) -> NoReturn:
    """`throw` alone: inside `catch` the same error again, elsewhere ScriptHalted."""
    current = scope.get("_")
    if isinstance(current, ErrorRecord):
        raise Terminating(current, stops_script=True)
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
        error = PSError(base.message, base.message, "OperationStopped", full)  # type: ignore[attr-defined]
        record = ErrorRecord(error, error.message, "OperationStopped")
        record.exception_object = base
        raise Terminating(record, stops_script=True)
    from glueshell.objects.text import net_text, to_text

    if value is None:
        raise Terminating(_thrown(engine, "ScriptHalted", None), stops_script=True)
    text = to_text(value) if isinstance(base, str) or not hasattr(base, "items") else net_text(value)
    raise Terminating(_thrown(engine, text, value), stops_script=True)


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
    seen = record
    chosen = None
    for trap in traps:
        taken = None if trap[1] is None else catches(record, (trap[1],))
        if taken is not None:
            chosen, seen = trap, taken
            break
    if chosen is None:
        chosen = next((trap for trap in traps if trap[1] is None), None)
        inner = getattr(record.exception, "inner", None)
        # A trap for everything sees what went wrong inside a method.
        seen = record.about(inner) if chosen is not None and inner is not None else record
    if chosen is None:
        # An error that none of a block's traps takes ends the script.
        raise Terminating(record, stops_script=True) from error
    from glueshell.engine.scriptblock import ScriptBlock

    # An error in the trap is none of its own block's: it ends that.
    engine.catching = True
    try:
        ScriptBlock(chosen[0], engine).invoke(out, underscore=seen)
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
        if action == "SilentlyContinue":
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
