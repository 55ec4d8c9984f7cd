"""Runspaces beside the session's: an engine of its own for a script block, and the threads such blocks run on."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import ErrorRecord, ParseFailure, Terminating
from glueshell.engine.exchange import DistantHost, Exchange
from glueshell.engine.invocation import remember
from glueshell.engine.scopes import UNSET
from glueshell.engine.signals import ExitSignal, Interrupted, Signal
from glueshell.language import ast
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation
    from glueshell.engine.runtime import Engine
    from glueshell.engine.scriptblock import ScriptBlock
    from glueshell.engine.streams import Streams

# A thread's stack: as deep as scripts may call there.
STACK_BYTES = 64 * 1024 * 1024
DEPTH_LIMIT = 1000
# How long a thread that was told to stop is waited for.
PATIENCE = 2.0


class UndefinedUsing(Exception):
    """A block uses a variable of its starter that is not set; `name` is the variable's."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def used_variables(block: ScriptBlock) -> Mapping[str, object]:
    """The values `$using:` will have in a block, by lower-case name, as they are now; raises `UndefinedUsing`."""
    from glueshell.engine.scopes import find

    found: dict[str, object] = {}
    for name in used_names(block.ast):
        value = find(block.engine.scope, name.lower())
        if value is UNSET:
            raise UndefinedUsing(name)
        found[name.lower()] = block.engine.get_variable(name)
    return found


def used_names(tree: ast.Ast) -> Iterator[str]:
    """The variables a text reaches with `$using:`."""
    for node in tree.descendants():
        if isinstance(node, ast.UsingExpressionAst):
            root: Any = node.sub_expression
            while not isinstance(root, ast.VariableExpressionAst):
                root = root.target if isinstance(root, ast.IndexExpressionAst) else root.expression
            yield root.variable_path


def beside(engine: Engine, exchange: Exchange, streams: Streams) -> Engine:
    """A runspace for another thread: the same commands, drives' folder and account, nothing of the session's state.

    Its host, and what of its services only one thread may do, go through `exchange` to the thread of `engine`.
    """
    from glueshell.engine.runtime import Engine as Runspace

    services = engine.services
    shared = getattr(services, "shared", None)
    made = Runspace(
        engine.commands.fresh(),
        DistantHost(engine.host, exchange),
        streams,
        shared(exchange) if shared is not None else services,
        culture=engine.culture,
        environ=engine.environ,
        folder=engine.drives.files.folder,
    )
    made.translate = engine.translate
    made.view_source = engine.view_source
    made.type_source = engine.type_source
    made.depth_limit = min(engine.depth_limit, DEPTH_LIMIT)
    return made


def run(
    engine: Engine,
    text: str,
    emit: Callable[[object], None],
    *,
    underscore: object = UNSET,
    arguments: Sequence[object] = (),
    using: Mapping[str, object] | None = None,
    input: Sequence[object] = (),
) -> ErrorRecord | None:
    """Run text in a runspace made for it; answers the error that ended it, if one did."""
    engine.using = using
    if underscore is not UNSET:
        engine.set_variable("_", underscore)
    if input:
        engine.set_variable("input", list(input))
    try:
        engine.run(text, emit, arguments=arguments)
    except Terminating as error:
        return error.record
    except ParseFailure as failure:
        from glueshell.engine.runtime import parse_problem

        return ErrorRecord(parse_problem(failure))
    except ExitSignal:
        return None
    except Interrupted:
        raise
    except Signal:
        return None
    except Exception as error:
        record = engine.translate(error) if engine.translate is not None else None
        return record or ErrorRecord(PSError(f"{type(error).__name__}: {error}", type(error).__name__))
    return None


def leave(engine: Engine) -> None:
    """End what a runspace opened on its thread: its jobs, its connections, its place in the store."""
    engine.close()
    close = getattr(engine.services, "close_connections", None)
    if close is not None:
        close()


def pass_on(invocation: Invocation, record: ErrorRecord) -> None:
    """Write an error of another runspace as it is: it names its own command and place."""
    if record.activity or record.position is None:
        invocation.write_error(record)
    else:
        put(invocation, record)


def put(invocation: Invocation, record: ErrorRecord) -> None:
    """Write an error as the command's preferences say, with nothing of the command's own added."""
    action = invocation.preference("Error")
    if action == "Stop":
        raise Terminating(record, stops_script=True)
    invocation.failed = True
    if action == "Ignore":
        return
    remember(invocation.engine, record)
    if action == "SilentlyContinue":
        invocation.streams.silent(record)
    else:
        invocation.streams.error(record)


class Threads:
    """A few threads that take work as it comes; closing them stops what runs."""

    def __init__(self, limit: int, name: str) -> None:
        self._limit = limit
        self._name = name
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._stopping = False

    def do(self, work: Callable[[], None]) -> None:
        """Have something done by the next thread that is free."""
        if len(self._threads) < self._limit:
            self._start()
        self._work.put(work)

    def end(self) -> None:
        """Let each thread end when there is no more work; nobody waits for it."""
        for _ in self._threads:
            self._work.put(None)

    def close(self, *, stop: bool = False) -> None:
        """Let the threads end once their work is done, or with `stop` at once; waits for them."""
        self._stopping = self._stopping or stop
        self.end()
        for thread in self._threads:
            if stop:
                halt(thread)
            thread.join(PATIENCE if stop else None)

    def _start(self) -> None:
        before = threading.stack_size(STACK_BYTES)
        try:
            thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
            thread.start()
        finally:
            threading.stack_size(before)
        self._threads.append(thread)

    def _loop(self) -> None:
        try:
            while not self._stopping:
                work = self._work.get()
                if work is None:
                    return
                work()
        except Interrupted:
            return


def halt(thread: threading.Thread) -> None:
    """Raise `Interrupted` in a thread at its next step of Python."""
    import ctypes

    if thread.ident is not None and thread.is_alive():
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident), ctypes.py_object(Interrupted))
