"""What generated code calls: variables, values on their way out, members, types, definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from typing import Any

from glueshell.engine.compiler.faults import (
    caught,
    failed,
    handler,
    leave,
    raise_again,
    rethrow,
    throw,
    trapped,
)
from glueshell.engine.compiler.member_access import (
    call_as,
    call_base_constructor,
    call_method,
    call_static,
    cast,
    drop,
    find_type,
    gapped_object,
    gapped_table,
    get_element,
    get_static,
    member,
    object_of,
    ordered_of,
    put_entry,
    set_static,
    strict_call,
    table_of,
)
from glueshell.engine.compiler.variable_access import (
    assign,
    assign_in,
    assign_typed,
    attribute_constraint,
    constrained,
    look,
    look_in,
    look_in_string,
    look_own,
    look_owned,
    look_raw,
    read_drive,
    reference,
    reference_to,
    refuse_assignment,
    settle,
    type_constraint,
    write_drive,
)
from glueshell.engine.compiler.variables import split_path
from glueshell.engine.enumerators import enumerator_of, steps_by
from glueshell.engine.invocation import Redirect, Splat
from glueshell.engine.pipeline import run_pipeline
from glueshell.engine.scopes import EMPTY, UNSET, Scope, find
from glueshell.engine.scriptblock import ScriptBlock
from glueshell.engine.sentinels import ASKED, NO_VALUE
from glueshell.engine.signals import BreakSignal, ContinueSignal, Interrupted, PipelineStop, ReturnSignal
from glueshell.objects import members, operators
from glueshell.objects.absence import OBJECT_ARRAYS, GappyArray, Gaps, absent, flow
from glueshell.objects.absence import array as gapped_array
from glueshell.objects.absence import leave as leave_gap
from glueshell.objects.collation import equal_text
from glueshell.objects.convert import convert, to_int, truth
from glueshell.objects.enumeration import collection, enumerable, iterate
from glueshell.objects.errors import ModifiedError, NetError, PSError, problem
from glueshell.objects.extended import added_member
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.indexing import Subscripts, indexed
from glueshell.objects.numbers import Char
from glueshell.objects.psobject import Property, PSObject, WrittenNumber, attached, unwrap
from glueshell.objects.tables import find as find_member
from glueshell.objects.text import format_item, to_text
from glueshell.objects.textoperators import pattern_of
from glueshell.objects.typeinfo import PLAIN as TYPES_OF_PYTHON
from glueshell.objects.typeinfo import TypedArray, type_of
from glueshell.objects.wildcard import Wildcard

Emit = Callable[[object], None]

PLAIN = frozenset((int, str, float, bool, PSObject, type(None)))
"""Classes of values that are pushed as they are, without asking whether they enumerate."""

ARRAYS = frozenset((list, TypedArray))
"""Classes of arrays."""

NUMBERS = frozenset((int, float))
"""Classes of numbers that Python calculates with as PowerShell does, overflow aside."""

INTEGERS = frozenset((int,))
"""The class of Int32."""

KEYS = frozenset((int, str))
"""Classes of keys that a Hashtable is asked for as they are."""

def owns(value: object, low: str) -> bool:
    """Whether a member (in lower case) of a value is one of .NET's, or a stored property: reading it runs no script."""
    kind = type(value)
    if kind is PSObject:
        properties: dict[str, object] = value.properties  # type: ignore[attr-defined]
        stored = any(name.lower() == low for name in properties)
        return stored and all(type(entry) is not Property for entry in properties.values())
    if added_member(value, low) is not None:
        return False
    if kind is Hashtable:
        return True
    if not (kind in TYPES_OF_PYTHON or kind.__module__.startswith("glueshell.objects.")) or isinstance(value, PSObject):
        return False
    return find_member(value, low) is not None


def takes(value: object, kind: type) -> bool:
    """Whether elements of an array can be replaced by values of a class as they are."""
    if type(value) is list:
        return True
    return type(value) is TypedArray and TYPES_OF_PYTHON[kind] == value.element_type.full_name


# -- output -----------------------------------------------------------------------------------------------------------


def pour(value: object, out: Emit) -> None:
    """Push a value into a sink, its elements one by one where it enumerates."""
    if type(value) is list:
        for item in value:
            out(item)
    elif value is EMPTY:
        return
    elif enumerable(value):
        try:
            for item in flow(value):
                out(item)
        except ModifiedError as error:
            raise problem("BadEnumeration", error.message) from error
    else:
        out(value)


def unroll(value: object, raw: bool) -> object:
    """The value of one expression written as output: what enumerates loses its husk when it has one item or none."""
    if value is EMPTY:
        return EMPTY if raw else None
    if not enumerable(value):
        return value
    items = list(flow(value))
    if len(items) == 1:
        return items[0]
    return items or (EMPTY if raw else None)


def array_of(value: object) -> list[object]:
    """`@(value)`."""
    if value is EMPTY:
        return []
    if type(value) is GappyArray:
        return value.twin()
    if enumerable(value):
        return list(iterate(value))
    return [value]


def each(value: object) -> Iterator[object] | Sequence[object]:
    """What `foreach` runs over: nothing for null."""
    if type(value) is GappyArray:
        return Gaps(value)
    return each_value(value)


def each_value(value: object) -> Iterator[object] | Sequence[object]:
    """As `each`, with null in place of no output."""
    if value is None or value is EMPTY:
        return ()
    if enumerable(value):
        return iterate(value)
    return (value,)


def switched(value: object) -> Iterator[object] | Sequence[object]:
    """What `switch` runs over."""
    if value is EMPTY:
        return ()
    if type(value) is GappyArray:
        return Gaps(value)
    if enumerable(value):
        return iterate(value)
    return (value,)


def span(left: object, right: object) -> Iterable[object]:
    """`left..right` without building the list, where both are Int32."""
    if type(left) is int and type(right) is int:
        return iter(range(left, right + 1) if left <= right else range(left, right - 1, -1))
    return iter(operators.range_(left, right))


def spread(value: object, count: int, gaps: bool) -> list[object]:
    """The values of a multiple assignment: the last target gets what is left; no output stays so where `gaps`."""
    base = unwrap(value)
    # Only lists are spread: sets, queues and the keys of a dictionary are one value.
    lists = isinstance(base, list) or (collection(base) and "System.Collections.IList" in type_of(base).ancestors)
    items = list(Gaps(value) if gaps and type(value) is GappyArray else iterate(value)) if lists else [value]
    if len(items) < count:
        return items + [None] * (count - len(items))
    if len(items) == count:
        return items
    return [*items[: count - 1], gapped_array(items[count - 1 :])]


def whole(value: object, items: list[object]) -> object:
    """What a multiple assignment is as a value: what was assigned, where it had as many items as there are targets."""
    return value if isinstance(value, list) and len(value) == len(items) else items


def flush(items: list[object], out: Callable[[object], None]) -> None:
    """Write what a value was to be made of, where that was left before its end."""
    for item in items:
        out(item)


def lines_of(engine: Any, path: object) -> list[str]:
    """The lines of a file, for `switch -File`."""
    given = to_text(path)
    if not given:
        raise problem("InvalidFilenameOption")
    file_path = engine.resolve_path(given)
    try:
        with open(file_path, encoding="utf-8-sig") as file:
            return file.read().splitlines()
    except FileNotFoundError:
        raise problem("PathNotFound", file_path, target=given) from None
    except OSError as error:
        raise problem("FileReadError", error.strerror, target=given) from None


# -- text -------------------------------------------------------------------------------------------------------------


def text(scope: Scope, value: object) -> str:
    """A value in a string: arrays joined by `$OFS`."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is int:
        return str(value)
    if kind is WrittenNumber:
        # Inside a text it is the number, wherever else its spelling.
        return to_text(unwrap(value))
    if enumerable(value):
        separator = find(scope, "ofs")
        if separator is not UNSET and separator is not None:
            return to_text(value, to_text(separator))
    return to_text(value)


def string_of(scope: Scope, value: object) -> str | None:
    """`[string]value`; null of no output at all."""
    if type(value) is WrittenNumber:
        return value.written
    return None if value is EMPTY else text(scope, value)


def member_name(scope: Scope, value: object) -> str | None:
    """The name a computed member access means."""
    return value if type(value) is str or value is None else to_text(value)


def member_key(scope: Scope, value: object) -> object:
    """What a computed member is read or written by."""
    return value if type(value) in KEYS else unwrap(value)


def format_operator(scope: Scope, left: object, right: object) -> str:
    """`left -f right`."""
    return operators.format_operator(left, right)


def boxed(value: object) -> object:
    """A value as the PSObject that a cast or a command made of it."""
    return value if value is EMPTY or value is None or type(value) in KEYS else attached(value)


def from_command(engine: Any, scope: Scope, value: object, name: str) -> object:
    """The output of a command of this name, boxed where it is one object of a cmdlet."""
    if value is EMPTY or value is None or type(value) in KEYS or type(value) in OBJECT_ARRAYS:
        return value
    command = engine.commands.find(name, scope)
    return attached(value) if command is not None and command.kind == "Cmdlet" else value


def join_operator(scope: Scope, left: object, right: object) -> str:
    """`left -join right`."""
    if getattr(left, "ps_walk", False):
        # -join takes collections apart, not what steps through one.
        return text(scope, list(left))  # type: ignore[call-overload]
    return operators.join(left, right)


def isplit_operator(scope: Scope, left: object, right: object) -> object:
    """`left -split right`."""
    return operators.split(left, right, False)


def csplit_operator(scope: Scope, left: object, right: object) -> object:
    """`left -csplit right`."""
    return operators.split(left, right, True)


def split_blank(scope: Scope, value: object) -> object:
    """`-split value`."""
    return operators.unary_split(value)


def switch_like(scope: Scope, item: object, pattern: object, case: bool) -> bool:
    """Whether a wildcard clause of a switch takes an item; a clause of null takes null alone."""
    return item is None if pattern is None else Wildcard(text(scope, pattern), case).matches(text(scope, item))


def switch_match(scope: Scope, item: object, pattern: object, case: bool) -> tuple[object, Hashtable | None]:
    """Whether a regex clause of a switch takes an item, and `$Matches` when it does."""
    if pattern is None:
        return item is None, None
    return operators.match(text(scope, item), pattern_of(pattern, case), case)


def lacks(value: object, index: object, wrapped: bool = False) -> bool:
    """Whether `value[index]`, which read as null, is no output at all.

    So it is of a value that has no elements, which only 0 and -1 index, of a list whose index is no position, of what
    was kept as no output, and beyond what a value `wrapped` by a cast to PSObject holds."""
    base = unwrap(value)
    if isinstance(base, Hashtable) or type(base) is GappyArray:
        return absent(base, index) or (wrapped and isinstance(base, Hashtable) and index not in base)
    if wrapped and isinstance(base, list) and type(base) not in ARRAYS and type(index) is int:
        return not -len(base) <= index < len(base)
    if isinstance(base, list) and type(base) not in ARRAYS:
        if type(index) is int or isinstance(index, list):
            return False
        try:
            to_int(index)
        except PSError as error:
            return error.error_id == "ConvertToFinalInvalidCastException"
        return False
    if base is None or isinstance(base, (list, Hashtable)):
        return False
    return type(base) is Char or not (isinstance(base, str) or indexed(base))


def switch_equal(scope: Scope, item: object, wanted: object, case: bool) -> bool:
    """Whether a plain clause of a switch takes an item: the two are compared as texts, null only with null."""
    if wanted is None:
        return item is None
    return equal_text(text(scope, item), text(scope, wanted), case)


# -- commands ---------------------------------------------------------------------------------------------------------


def redirect_target(scope: Scope, value: object) -> object:
    """Where a redirection goes: a path, or None for `$null`."""
    return None if value is None else text(scope, value)


class Rerouted:
    """An expression's redirections at work."""

    __slots__ = ("catching", "engine", "kept", "redirected", "send")

    def __init__(self, engine: Any, redirects: Sequence[Redirect], out: Emit) -> None:
        from glueshell.engine.redirection import Redirected

        self.engine = engine
        self.kept, self.catching = engine.streams, engine.catching
        self.redirected = Redirected(engine, redirects, engine.streams)
        self.send = self.redirected.connect(out)
        engine.streams = self.redirected.streams
        if engine.catching is ASKED and engine.streams.error is not self.kept.error:
            engine.catching = False


def redirect(engine: Any, redirects: Sequence[Redirect], out: Emit) -> Rerouted:
    """Begin the redirections of an expression whose output belongs to `out`."""
    return Rerouted(engine, redirects, out)


def end_redirect(engine: Any, rerouted: Rerouted, items: list[object]) -> None:
    """Send what an expression gave where its redirections say, and end them."""
    engine.streams, engine.catching = rerouted.kept, rerouted.catching
    try:
        for item in items:
            rerouted.send(item)
    finally:
        rerouted.redirected.close()


_REMOTE, _BESIDE = "-".join(("Invoke", "Command")), "-".join(("Start", "Job"))


def background(engine: Any, scope: Scope, text: str, names: Sequence[str], emit: Emit) -> None:
    """`command &`: a job that runs the text with the variables it names as they are now."""
    from glueshell.engine.jobs import BACKGROUND, Task

    own = engine.automatic
    given = {
        name: None if value is EMPTY else value
        for name in names
        if own(scope, name.lower()) is UNSET and (value := find(scope, name.lower())) is not UNSET
    }
    job = engine.jobs.start(BACKGROUND, [Task(text, variables=given)], text)
    emit(job)


def using_variable(engine: Any, key: str) -> object:
    """`$using:name` in a block that runs in a runspace of its own."""
    using = engine.using
    if using is None or key not in using:
        raise PSError(
            # PowerShell's words; the commands in them are not known in this room.
            f"A Using variable cannot be retrieved. A Using variable can be used only with {_REMOTE}, {_BESIDE}, or"
            f" InlineScript in the script workflow. When it is used with {_REMOTE}, the Using variable is valid only if"
            " the script block is invoked on a remote computer.",
            "UsingWithoutInvokeCommand", "InvalidOperation",
        )  # fmt: skip
    return using[key]


def define_function(engine: Any, scope: Scope, definition: tuple[str, Any]) -> None:
    """`function name { ... }`."""
    from glueshell.engine.functions import FunctionCommand

    name, template = definition
    where = scope
    head, rest = split_path(name)
    if head in ("global", "script", "local", "private"):
        target = scope.at(head)
        assert target is not None
        where, name = target, rest
    kind = "Filter" if template.definition is not None and template.definition.is_filter else "Function"
    engine.commands.define(FunctionCommand(name, template, engine, kind=kind, home=engine.home_of(scope)), where)
    block = template.ast.param_block
    if block is not None and block.attributes:
        from glueshell.engine.attributes import other_names
        from glueshell.engine.commands import Alias

        for alias in other_names(engine, template):
            engine.commands.define_alias(Alias(alias, name), where)


def define_type(engine: Any, scope: Scope, definition: Any, source: Any) -> None:
    """`class name { ... }` and `enum name { ... }`."""
    from glueshell.engine.classes import define

    define(engine, scope, definition, source)


NAMES: Mapping[str, object] = {
    **{f"BINARY_{kind}": function for kind, function in operators.BINARY.items()},
    **{f"UNARY_{kind}": function for kind, function in operators.UNARY.items()},
    "less": operators.BINARY["Ilt"], "less_equal": operators.BINARY["Ile"], "greater": operators.BINARY["Igt"],
    "greater_equal": operators.BINARY["Ige"], "less_case": operators.BINARY["Clt"],
    "less_equal_case": operators.BINARY["Cle"], "greater_case": operators.BINARY["Cgt"],
    "greater_equal_case": operators.BINARY["Cge"], "equal": operators.BINARY["Ieq"],
    "unequal": operators.BINARY["Ine"], "equal_case": operators.BINARY["Ceq"], "unequal_case": operators.BINARY["Cne"],
    "add": operators.add, "subtract": operators.subtract, "multiply": operators.multiply,
    "remainder": operators.remainder, "negate": operators.negate, "positive": operators.plus,
    "increment": operators.increment, "decrement": operators.decrement, "match": operators.match,
    "not_match": operators.not_match,
    "truth": truth, "convert": convert, "UNSET": UNSET, "EMPTY": EMPTY, "NO_VALUE": NO_VALUE, "ASKED": ASKED,
    "PLAIN": PLAIN, "KEYS": KEYS,
    "ARRAYS": ARRAYS, "math_sqrt": sqrt, "format_item": format_item, "PSObject": PSObject, "NetError": NetError,
    "NUMBERS": NUMBERS, "INTEGERS": INTEGERS, "owns": owns, "takes": takes,
    "Hashtable": Hashtable, "OrderedDictionary": OrderedDictionary, "ScriptBlock": ScriptBlock, "Splat": Splat,
    "HALTS": (PipelineStop, Interrupted), "ERRORS": (Exception, PipelineStop, Interrupted),
    "flush": flush, "whole": whole,
    "Redirect": Redirect, "BreakSignal": BreakSignal, "ContinueSignal": ContinueSignal, "ReturnSignal": ReturnSignal,
    "gapped": gapped_array, "GappyArray": GappyArray, "leave_gap": leave_gap, "absent": absent,
    "run_pipeline": run_pipeline, "get_member": members.get_member, "set_member": members.set_member,
    "set_indexed": members.set_indexed,
    "get_index": members.get_index, "set_index": members.set_index, "Subscripts": Subscripts,
    **{
        function.__name__: function
        for function in (
            look, look_own, look_owned, look_raw, look_in, look_in_string, assign, settle, assign_in, assign_typed,
            constrained, type_constraint, attribute_constraint, refuse_assignment, read_drive, write_drive, reference,
            reference_to, pour, unroll, array_of, each, each_value, switched, span, spread,
            enumerator_of, steps_by, lines_of, text, string_of, Gaps,
            member_name, member_key, format_operator, boxed, from_command, join_operator, isplit_operator,
            csplit_operator, split_blank, lacks, switch_equal, switch_like, switch_match, member, get_element,
            put_entry, table_of, gapped_table, gapped_object, object_of, ordered_of, find_type, cast, get_static,
            set_static, call_static, call_method, call_as, call_base_constructor, strict_call, drop, redirect_target,
            redirect, end_redirect, background, using_variable, define_function, define_type, failed, caught, handler,
            raise_again, rethrow, throw, trapped, leave,
        )
    },
}  # fmt: skip


def names() -> Mapping[str, object]:
    """The globals every unit has."""
    return NAMES
