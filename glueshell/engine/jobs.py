"""Jobs: script blocks that run on threads of their own while the session goes on; what they write is kept for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from glueshell.engine.exchange import SLICE, Exchange
from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.runspaces import Threads, beside, leave, run
from glueshell.engine.scopes import UNSET
from glueshell.engine.signals import Interrupted
from glueshell.engine.streams import STREAM_NAMES, Streams

if TYPE_CHECKING:
    from glueshell.engine.errors import ErrorRecord
    from glueshell.engine.runtime import Engine

BACKGROUND, THREAD, TASKS = "BackgroundJob", "ThreadJob", "PSTaskJob"
_TYPES: Mapping[str, str] = {
    BACKGROUND: "System.Management.Automation.PSRemotingJob",
    THREAD: "ThreadJob.ThreadJob",
    TASKS: "System.Management.Automation.PSTasks.PSTaskJob",
}
FINISHED = ("Completed", "Failed", "Stopped")
OUTPUT = "output"
# Jobs started with Start-ThreadJob that run at once.
AT_ONCE = 5


class Task:
    """One block to run: its text, `$_` (or none), its arguments, the values of `$using:`, variables set beforehand.

    `initial` is a text that runs first, its output dropped; `folder` is where it runs, '' for where the session is.
    """

    __slots__ = ("arguments", "folder", "initial", "input", "text", "underscore", "using", "variables")

    def __init__(
        self,
        text: str,
        underscore: object = UNSET,
        arguments: Sequence[object] = (),
        using: Mapping[str, object] | None = None,
        initial: str = "",
        variables: Mapping[str, object] | None = None,
        input: Sequence[object] = (),
        folder: str = "",
    ) -> None:
        self.text = text
        self.folder = folder
        self.underscore = underscore
        self.arguments = arguments
        self.using = using
        self.initial = initial
        self.variables = variables or {}
        self.input = input


class Job:
    """One job; `state` is NotStarted, Running, Blocked, Completed, Failed or Stopped.

    `kept` holds what it wrote and nobody has received: (stream, record) in order. `reason` is the error that ended it.
    """

    ps_members = LazyMembers("job_surface", "JOB")

    def __init__(self, id: int, name: str, kind: str, command: str, exchange: Exchange) -> None:
        self.id = id
        self.name = name
        self.kind = kind
        self.command = command
        self.exchange = exchange
        self.ps_type_name = _TYPES[kind]
        self.location = "localhost" if kind == BACKGROUND else "PowerShell"
        self.kept: list[tuple[str, Any]] = []
        self.reason: ErrorRecord | None = None
        # When it began and ended, in seconds since 1970; a Guid once somebody asks for it.
        self.begun: float | None = None
        self.over: float | None = None
        self.identity: object = None
        # Whether the person has seen `reason`.
        self.told = False
        self.finished = threading.Event()
        self._state = "NotStarted"
        self._left = 0
        self._lock = threading.Lock()
        self._threads: Threads | None = None

    @property
    def state(self) -> str:
        """How it is going; Blocked while it waits for an answer of the session's thread."""
        return "Blocked" if self._state == "Running" and self.exchange.waiting else self._state

    @property
    def more(self) -> bool:
        """Whether there is, or may come, something to receive."""
        return bool(self.kept) or self._state not in FINISHED

    def streams(self) -> Streams:
        """The streams that keep what is sent to them."""
        return Streams(**{name: self._keeper(name) for name in STREAM_NAMES})

    def start(self, engine: Engine, tasks: Sequence[Task], threads: Threads) -> None:
        """Begin its tasks on threads; `engine` is the session's."""
        self._threads = threads
        self._left = len(tasks)
        self.begun = time.time()
        if not tasks:
            self._finish("Completed")
            return
        self._state = "Running"
        for task in tasks:
            made = beside(engine, self.exchange, self.streams())
            threads.do(self._work(made, task))
        threads.end()

    def _work(self, engine: Engine, task: Task) -> Callable[[], None]:
        def work() -> None:
            if self._state in FINISHED:
                return
            if task.folder:
                engine.drives.go(task.folder)
            for name, value in task.variables.items():
                engine.set_variable(name, value)
            try:
                failure = run(engine, task.initial, _drop) if task.initial else None
                if failure is None:
                    failure = run(
                        engine, task.text, self._keeper(OUTPUT), underscore=task.underscore,
                        arguments=task.arguments, using=task.using, input=task.input,
                    )  # fmt: skip
            except Interrupted:
                self._finish("Stopped")
                raise
            finally:
                leave(engine)
            self._ended(failure)

        return work

    def _ended(self, failure: ErrorRecord | None) -> None:
        with self._lock:
            self._left -= 1
            if failure is not None and self.reason is None:
                self.reason = failure
            over = self._left == 0
        if over:
            self._finish("Completed" if self.reason is None else "Failed")

    def _finish(self, state: str) -> None:
        with self._lock:
            if self._state not in FINISHED:
                self._state = state
                self.over = time.time()
        self.finished.set()

    def _keeper(self, stream: str) -> Callable[[object], None]:
        kept = self.kept

        def keep(record: object) -> None:
            kept.append((stream, record))

        return keep

    def receive(self, *, keep: bool = False) -> Iterator[tuple[str, Any]]:
        """What it has written so far, and then is forgotten unless it is to be kept."""
        count = len(self.kept)
        yield from self.kept[:count]
        if not keep:
            del self.kept[:count]

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended, doing what it asks of the session's thread; False when the time was over first."""
        until = None if timeout is None else time.monotonic() + timeout
        while not self.finished.wait(SLICE if self.exchange.waiting == 0 else 0):
            self.exchange.serve()
            if until is not None and time.monotonic() >= until:
                return self.finished.is_set()
        return True

    def stop(self) -> None:
        """End it, whatever it does."""
        if self._state not in FINISHED:
            self.exchange.settle()
            self._finish("Stopped")
            self.exchange.close()
            if self._threads is not None:
                self._threads.close(stop=True)


def _drop(item: object) -> None:
    return None


J = TypeVar("J", bound=Job)


class Jobs:
    """The jobs of a runspace, by id."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.all: dict[int, Job] = {}
        self._next = 1

    def start(self, kind: str, tasks: Sequence[Task], command: str, *, name: str = "", limit: int = 1) -> Job:
        """Start a job of one or more tasks, `limit` of them at a time."""
        # A job takes the number of its one child as well, as PowerShell counts.
        job = Job(self._next, name or f"Job{self._next}", kind, command, Exchange())
        self._next += 2
        self.all[job.id] = job
        job.start(self.engine, tasks, Threads(limit, f"glueshell-job-{job.id}"))
        return job

    def adopt(self, make: Callable[[int], J], *, shown: bool = True) -> J:
        """Take in a job that something else runs, made for the number it is given; one not shown is in no list."""
        job = make(self._next)
        self._next += 1
        if shown:
            self.all[job.id] = job
        return job

    def remove(self, job: Job) -> None:
        """Forget a job that has ended."""
        self.all.pop(job.id, None)

    def close(self) -> None:
        """Stop all of them."""
        for job in list(self.all.values()):
            job.stop()
