"""The running of ForEach-Object -Parallel: a few threads, each block in a runspace of its own."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.exchange import Exchange
from glueshell.engine.jobs import OUTPUT, TASKS, Task
from glueshell.engine.runspaces import Threads, UndefinedUsing, beside, leave, pass_on, put, run, used_variables
from glueshell.engine.scriptblock import ScriptBlock
from glueshell.engine.streams import STREAM_NAMES, Streams
from glueshell.objects.errors import RUNTIME_EXCEPTION, PSError
from glueshell.objects.psobject import unwrap

if TYPE_CHECKING:
    from glueshell.cmdlets.objects.foreach_object import ForEachObject

_COMMON = ("ErrorAction", "WarningAction", "InformationAction", "PipelineVariable")
_UNSUPPORTED = "System.Management.Automation.PSNotSupportedException"
_DONE = "done"
_NO_BLOCKS = (
    "Passed-in script block variables are not supported with ForEach-Object -Parallel, and can result in undefined"
    " behavior."
)


class Parallel:
    """One ForEach-Object -Parallel: blocks start as objects come, what they write is handed on as it comes."""

    def __init__(self, cmdlet: ForEachObject) -> None:
        self._cmdlet = cmdlet
        self._text = cmdlet.parallel.source_text
        self._check()
        self._exchange = Exchange()
        self._threads = Threads(cmdlet.throttle_limit, "glueshell-parallel")
        self._tasks: list[Task] = []
        self._running = 0
        self._over = False
        seconds = cmdlet.timeout_seconds
        self._until = time.monotonic() + seconds if seconds else None

    def _check(self) -> None:
        cmdlet = self._cmdlet
        if any(cmdlet.is_bound(name) for name in _COMMON):
            self._refuse(
                "The following common parameters are not currently supported in the Parallel parameter set:\n"
                + ", ".join(_COMMON),
                "ParallelCommonParametersNotSupported", "NotImplemented", _UNSUPPORTED,
            )  # fmt: skip
        try:
            self._using = used_variables(cmdlet.parallel)
        except UndefinedUsing as missing:
            from glueshell.cmdlets.jobs.start_job import undefined

            cmdlet.throw(undefined(missing.name))
        if any(isinstance(unwrap(value), ScriptBlock) for value in self._using.values()):
            self._refuse(
                f"A ForEach-Object -Parallel using variable cannot be a script block. {_NO_BLOCKS}",
                "ParallelUsingVariableCannotBeScriptBlock", "InvalidType",
            )  # fmt: skip

    def _refuse(self, text: str, id: str, category: str, exception_type: str = RUNTIME_EXCEPTION) -> NoReturn:
        self._cmdlet.throw(ErrorRecord(PSError(text, id, category, exception_type)))

    # -- objects in -------------------------------------------------------------------------------------------------

    def take(self, item: object) -> None:
        """Start the block for an object, as soon as one of the threads is free."""
        if isinstance(unwrap(item), ScriptBlock):
            self._cmdlet.write_error(
                ErrorRecord(
                    f"A ForEach-Object -Parallel piped input object cannot be a script block. {_NO_BLOCKS}",
                    "ParallelPipedInputObjectCannotBeScriptBlock", "InvalidType", item,
                )
            )  # fmt: skip
            return
        task = Task(self._text, underscore=item, using=self._using)
        if self._cmdlet.as_job:
            self._tasks.append(task)
            return
        while self._running >= self._cmdlet.throttle_limit and not self._over:
            self._hear()
        while self._running and not self._over and self._hear(0):
            pass
        if not self._over:
            self._start(task)

    def _start(self, task: Task) -> None:
        exchange = self._exchange
        streams = Streams(**{name: self._sender(name) for name in STREAM_NAMES})
        engine = beside(self._cmdlet.engine, exchange, streams)

        def work() -> None:
            failure: ErrorRecord | None = None
            try:
                failure = run(engine, task.text, self._sender(OUTPUT), underscore=task.underscore, using=task.using)
            finally:
                leave(engine)
                exchange.put((_DONE, failure))

        self._running += 1
        self._threads.do(work)

    def _sender(self, stream: str) -> Callable[[object], None]:
        put = self._exchange.put
        return lambda record: put((stream, record))

    # -- what comes out ---------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Hand on what comes until all blocks have ended; as a job, write the job."""
        cmdlet = self._cmdlet
        if cmdlet.as_job:
            cmdlet.write(cmdlet.engine.jobs.start(TASKS, self._tasks, self._text, limit=cmdlet.throttle_limit))
            return
        while self._running and not self._over:
            self._hear()
        if not self._over:
            self._threads.close()

    def _hear(self, timeout: float | None = None) -> bool:
        """Hand on the next thing a block sends; False when none came in time."""
        if timeout is None and self._until is not None:
            timeout = max(0.0, self._until - time.monotonic())
        try:
            found: Any = self._exchange.take(timeout)
        except queue.Empty:
            if timeout != 0 or (self._until is not None and time.monotonic() >= self._until):
                self._time_out()
            return False
        stream, record = found
        cmdlet = self._cmdlet
        if stream == OUTPUT:
            cmdlet.write(record)
        elif stream == "error":
            pass_on(cmdlet.invocation, record)
        elif stream == _DONE:
            self._running -= 1
            if record is not None:
                # What ended a block is told by its words alone.
                ended = PSError(str(Terminating(record)), "PSTaskException", "InvalidOperation", RUNTIME_EXCEPTION)
                put(cmdlet.invocation, ErrorRecord(ended))
        else:
            getattr(cmdlet.invocation.streams, stream)(record)
        return True

    def _time_out(self) -> None:
        self._over = True
        self.close()
        invocation = self._cmdlet.invocation
        text, where = "The pipeline has been stopped.", invocation.site.position()
        pass_on(invocation, ErrorRecord(text, "PSTaskException", "InvalidOperation", position=where))

    def close(self) -> None:
        """Stop what still runs."""
        if self._running:
            self._exchange.settle()
            self._exchange.close()
            self._threads.close(stop=True)
            self._running = 0
