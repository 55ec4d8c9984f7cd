"""What scripts may ask of the engine's own values: members of script blocks, as data."""

from __future__ import annotations

from typing import Any

from glueshell.engine.errors import ErrorRecord, Position, Terminating
from glueshell.engine.invocation import remember
from glueshell.engine.scopes import EMPTY
from glueshell.engine.scriptblock import ScriptBlock
from glueshell.engine.sentinels import ASKED
from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import NetError, PSError
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.types.blocks import collected


def _invoke(block: Any, *arguments: object) -> object:
    return collected(_results(block, arguments))


def _invoke_as_is(block: Any, *arguments: object) -> object:
    results = _results(block, arguments)
    return results[0] if len(results) == 1 else results or EMPTY


def _results(block: Any, arguments: tuple[object, ...], **more: object) -> list[object]:
    """What a block writes when .NET calls it; what is thrown in it comes out as the error of that call."""
    items = list(arguments)
    if len(items) == 1 and isinstance(items[0], list):
        items = list(items[0])
    results: list[object] = []
    engine = block.engine
    catching, engine.catching = engine.catching, ASKED
    try:
        block.invoke(results.append, args=items, **more)
    except Terminating as error:
        raise error_of_call(error, engine) from error
    except PSError as error:
        # What .NET itself throws comes out of a block as a RuntimeException.
        raise NetError(_RUNTIME, error.message, error) from error
    finally:
        engine.catching = catching
    return results


def error_of_call(error: Terminating, engine: Any) -> Exception:
    """What ended a block, as the error of the method that called it; `$Error` keeps both."""
    record = error.record
    kind = record.exception_type
    if kind in (_SMA + "MethodInvocationException", _SMA + "MethodException") and not _wrapper(record):
        # What a method threw, or had no overload for, stays the error of that call.
        return error
    if "ParameterBinding" not in kind:
        remember(engine, record)
    seen = seen_outside(error)
    made = NetError(seen.exception_type, seen.message, None if record.stopped_by else seen.inner)
    made.error_id, made.category, made.properties = record.error_id, record.category, {"ErrorRecord": record}
    return made


def seen_outside(error: Terminating) -> PSError:
    """What ended a block, as the exception its caller catches: one of PowerShell's own kinds is that itself."""
    record = error.record
    exception: PSError = record.exception
    wrapper = _wrapper(record)
    own = not record.thrown and _RUNTIME in (exception.exception_type, *type_named(exception.exception_type).ancestors)
    if own and not wrapper:
        return exception
    return PSError(str(error), record.error_id, record.category, wrapper or _RUNTIME, inner=exception)


def _wrapper(record: ErrorRecord) -> str:
    """The exception that a preference or a cmdlet has put around another, if one has."""
    if record.stopped_by:
        return _SMA + "ActionPreferenceStopException"
    return _SMA + "CmdletInvocationException" if record.wrapped else ""


_SMA = "System.Management.Automation."
_RUNTIME = _SMA + "RuntimeException"


def _invoke_with_context(block: Any, functions: object, variables: Any, *arguments: object) -> object:
    given: dict[str, object] = {}
    for variable in variables if isinstance(variables, list) else []:
        given[str(getattr(variable, "name", ""))] = getattr(variable, "value", None)
    underscore = given.pop("_", None)
    return _results(block, arguments, underscore=underscore, variables=given)


def _attributes(block: Any) -> object:
    return TypedArray([], type_named("System.Attribute"))


class BlockTree:
    """What `.Ast` shows of a script block: its place in the text."""

    __slots__ = ("block",)
    ps_type_name = "System.Management.Automation.Language.ScriptBlockAst"
    ps_base_types = ("System.Management.Automation.Language.Ast", "System.Object")
    ps_members = MemberTable(
        ps_type_name,
        prop("Extent", "System.Management.Automation.Language.IScriptExtent", lambda tree: Extent(tree.extent)),
        method("ToString", lambda tree: tree.ps_text(), "string ToString()"),
    )

    def __init__(self, block: ScriptBlock) -> None:
        self.block = block

    @property
    def extent(self) -> Position:
        """Where the block stands."""
        template = self.block.template
        source, tree = template.source, template.definition or template.ast
        return Position(source.text, tree.start, tree.end, source.file)

    def ps_text(self) -> str:
        """The block as it is written, braces and all."""
        return self.extent.text


class Extent:
    """A stretch of a script's text."""

    __slots__ = ("position",)
    ps_type_name = "System.Management.Automation.Language.InternalScriptExtent"
    ps_members = MemberTable(
        ps_type_name,
        prop("File", "string", lambda extent: extent.position.file),
        prop("StartLineNumber", "int", lambda extent: extent.position.line),
        prop("StartColumnNumber", "int", lambda extent: extent.position.column),
        prop("EndLineNumber", "int", lambda extent: extent.ending.line),
        prop("EndColumnNumber", "int", lambda extent: extent.ending.column),
        prop("Text", "string", lambda extent: extent.position.text),
        prop("StartOffset", "int", lambda extent: extent.position.start),
        prop("EndOffset", "int", lambda extent: extent.position.end),
        method("ToString", lambda extent: extent.position.text, "string ToString()"),
    )

    def __init__(self, position: Position) -> None:
        self.position = position

    @property
    def ending(self) -> Position:
        """The place right behind it."""
        place = self.position
        return Position(place.source, place.end, place.end, place.file)

    def ps_text(self) -> str:
        """The text itself."""
        return self.position.text


SCRIPT_BLOCK = MemberTable(
    ScriptBlock.ps_type_name,
    prop("Ast", "System.Management.Automation.Language.Ast", lambda block: BlockTree(block)),
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
