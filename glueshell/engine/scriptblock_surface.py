"""What scripts may ask of the engine's own values: members of script blocks, as data."""

from __future__ import annotations

from typing import Any

from glueshell.engine.errors import Terminating
from glueshell.engine.scriptblock import ScriptBlock
from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import NetError, PSError
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.types.blocks import collected


def _invoke(block: Any, *arguments: object) -> object:
    items = list(arguments)
    if len(items) == 1 and isinstance(items[0], list):
        items = list(items[0])
    results: list[object] = []
    engine = block.engine
    catching, engine.catching = engine.catching, True
    try:
        block.invoke(results.append, args=items)
    except Terminating as error:
        record = error.record
        kind = record.exception_type
        if kind == _SMA + "MethodInvocationException":
            # What a method threw stays the error of that call.
            raise
        if record.stopped_by:
            kind = _SMA + "ActionPreferenceStopException"
        elif record.wrapped:
            kind = _SMA + "CmdletInvocationException"
        elif not (kind.startswith(_SMA) or record.thrown or record.exception_object):
            # What .NET itself throws comes out of a block as a RuntimeException.
            kind = _RUNTIME
        raise NetError(kind, str(error), record.exception) from error
    except PSError as error:
        # What .NET itself throws comes out of a block as a RuntimeException.
        raise NetError(_RUNTIME, error.message, error) from error
    finally:
        engine.catching = catching
    return collected(results)


_SMA = "System.Management.Automation."
_RUNTIME = _SMA + "RuntimeException"


def _invoke_as_is(block: Any, *arguments: object) -> object:
    return block.value(args=arguments)


def _invoke_with_context(block: Any, functions: object, variables: Any, *arguments: object) -> object:
    given: dict[str, object] = {}
    for variable in variables if isinstance(variables, list) else []:
        given[str(getattr(variable, "name", ""))] = getattr(variable, "value", None)
    underscore = given.pop("_", None)
    results: list[object] = []
    block.invoke(results.append, args=list(arguments), underscore=underscore, variables=given)
    return results


def _attributes(block: Any) -> object:
    return TypedArray([], type_named("System.Attribute"))


SCRIPT_BLOCK = MemberTable(
    ScriptBlock.ps_type_name,
    prop("Ast", "System.Management.Automation.Language.Ast", lambda block: block.ast),
    prop("File", "string", lambda block: block.file),
    prop("IsFilter", "bool", lambda block: False),
    prop("Module", "psmoduleinfo", lambda block: None),
    prop("Attributes", "System.Collections.Generic.List[System.Attribute]", _attributes),
    method("Invoke", _invoke),
    method("InvokeReturnAsIs", _invoke_as_is),
    method("InvokeWithContext", _invoke_with_context),
    method("GetNewClosure", lambda block: block.closure(), "scriptblock GetNewClosure()"),
    method("ToString", lambda block: block.source_text, "string ToString()"),
)

BOUND_PARAMETERS = MemberTable(
    "System.Management.Automation.PSBoundParametersDictionary",
    method("Remove", lambda table, key: table.remove(key), "bool Remove(string key)"),
)

ENUMERATOR = MemberTable(
    "System.Collections.IEnumerator",
    prop("Current", "System.Object", lambda loop: loop.current),
    method("MoveNext", lambda loop: loop.move_next(), "bool MoveNext()"),
    method("Reset", lambda loop: loop.reset(), "void Reset()"),
)
