"""How a runspace on a thread of its own reaches the thread it was started from: calls to be made there, and records.

Only the owner's thread takes from an exchange; any thread may put into it.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from glueshell.engine.signals import Interrupted

if TYPE_CHECKING:
    from glueshell.engine.host import Choice, Host

Answer = TypeVar("Answer")

# Ctrl+C must get through on systems where it does not wake a waiter.
SLICE = 0.05


class Call:
    """Something a thread wants done on the owner's thread, and what came of it."""

    __slots__ = ("_answer", "_done", "_error", "_work")

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self._done = threading.Event()
        self._answer: Any = None
        self._error: BaseException | None = None

    def make(self) -> None:
        """Do it, on the owner's thread; Ctrl+C meanwhile is the owner's too."""
        try:
            self._answer = self._work()
        except BaseException as error:
            self._error = error
            if isinstance(error, (Interrupted, KeyboardInterrupt)):
                raise
        finally:
            self._done.set()

    def refuse(self) -> None:
        """Nobody will do it any more."""
        self._error = Interrupted()
        self._done.set()

    def wait(self) -> Any:
        """The answer, on the asking thread; raises what was raised."""
        while not self._done.wait(SLICE):
            pass
        if self._error is not None:
            raise self._error
        return self._answer


class Exchange:
    """Calls and records on their way to the owner's thread; `waiting` tells how many threads wait for an answer.

    `held` counts what must not be torn apart: a request that changes something and is on its way.
    """

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self.waiting = 0
        self.held = 0

    def hold(self) -> None:
        """Something began that must not be torn apart."""
        with self._lock:
            self.held += 1

    def release(self) -> None:
        """It is over."""
        with self._lock:
            self.held -= 1

    def settle(self) -> None:
        """Wait, on the owner's thread, until nothing is held any more; calls are made, records in between dropped."""
        while self.held:
            self.serve()
            time.sleep(SLICE)

    def call(self, work: Callable[[], Answer]) -> Answer:
        """Have `work` done on the owner's thread, and wait for what it answers; `Interrupted` once it is closed."""
        call = Call(work)
        with self._lock:
            if self._closed:
                raise Interrupted
            self.waiting += 1
            self._queue.put(call)
        try:
            answer: Answer = call.wait()
            return answer
        finally:
            with self._lock:
                self.waiting -= 1

    def put(self, record: object) -> None:
        """Hand a record over."""
        self._queue.put(record)

    def take(self, timeout: float | None = None) -> object:
        """The next record; calls that come before it are made. Raises queue.Empty after `timeout` seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        while True:
            left = SLICE if until is None else min(SLICE, until - time.monotonic())
            try:
                found = self._queue.get(timeout=left) if left > 0 else self._queue.get_nowait()
            except queue.Empty:
                if until is not None and time.monotonic() >= until:
                    raise
                continue
            if not isinstance(found, Call):
                return found
            found.make()

    def serve(self) -> None:
        """Make the calls that wait now; records that stand between them are dropped."""
        while True:
            try:
                found = self._queue.get_nowait()
            except queue.Empty:
                return
            if isinstance(found, Call):
                found.make()

    def close(self) -> None:
        """Refuse whatever is or will be asked."""
        with self._lock:
            self._closed = True
        while True:
            try:
                found = self._queue.get_nowait()
            except queue.Empty:
                return
            if isinstance(found, Call):
                found.refuse()


class DistantHost:
    """The Host of a runspace on another thread: whatever is said or asked goes through the owner's thread."""

    def __init__(self, host: Host, exchange: Exchange) -> None:
        self._host = host
        self._call = exchange.call

    @property
    def interactive(self) -> bool:
        """Whether a person can answer questions."""
        return self._host.interactive

    @property
    def attended(self) -> bool:
        """Whether somebody can answer what a script asks."""
        return self._host.attended

    @property
    def width(self) -> int:
        """Columns of the screen."""
        return self._host.width

    def write(self, text: str, *, foreground: str | None = None, background: str | None = None) -> None:
        """Put text on the success side."""
        self._call(lambda: self._host.write(text, foreground=foreground, background=background))

    def write_error_line(self, text: str, style: str = "error") -> None:
        """Put one line on the diagnostics side."""
        self._call(lambda: self._host.write_error_line(text, style))

    def read_line(self, prompt: str) -> str:
        """Ask for a line."""
        return self._call(lambda: self._host.read_line(prompt))

    def read_secret(self, prompt: str) -> str:
        """Ask for a line that is not shown."""
        return self._call(lambda: self._host.read_secret(prompt))

    def pick(self, prompt: str, choices: Sequence[Choice]) -> Choice:
        """Ask to choose one of several."""
        return self._call(lambda: self._host.pick(prompt, choices))

    def pick_several(self, prompt: str, choices: Sequence[Choice]) -> list[Choice]:
        """Ask to choose some of several."""
        return self._call(lambda: self._host.pick_several(prompt, choices))

    def get_clipboard(self) -> str | None:
        """The text on the clipboard."""
        return self._call(self._host.get_clipboard)

    def confirm(self, lines: Sequence[str], question: str, *, default: bool = False) -> bool:
        """Show lines, ask a question."""
        return self._call(lambda: self._host.confirm(lines, question, default=default))

    def progress(self, activity: str, status: str, percent: int | None) -> None:
        """Show or remove the progress line."""
        self._call(lambda: self._host.progress(activity, status, percent))

    def set_clipboard(self, text: str) -> bool:
        """Put text on the clipboard."""
        return self._call(lambda: self._host.set_clipboard(text))

    def open_url(self, url: str) -> bool:
        """Open a checked URL in a browser."""
        return self._call(lambda: self._host.open_url(url))

    def clear_screen(self) -> None:
        """Wipe the screen."""
        self._call(self._host.clear_screen)
