"""A stretch of work that Ctrl+C does not tear apart: the interrupt is remembered and delivered afterwards."""

from __future__ import annotations

import threading
from types import FrameType, TracebackType

from glueshell.engine.signals import Interrupted


class Shield:
    """Holds SIGINT back while its block runs on the main thread; on other threads it does nothing.

    A remembered interrupt goes to the handler that was there before, when the block ends without an error of its own.
    With `breakable`, a second Ctrl+C raises `Interrupted` inside the block at once: somebody insists. Shields nest.
    """

    __slots__ = ("_breakable", "_installed", "_previous", "_seen")

    def __init__(self, *, breakable: bool = False) -> None:
        self._breakable = breakable
        self._installed = False
        self._previous: object = None
        self._seen = 0

    @property
    def interrupted(self) -> bool:
        """Whether Ctrl+C was pressed while the block ran."""
        return self._seen > 0

    def _remember(self, number: int, frame: FrameType | None) -> None:
        self._seen += 1
        if self._breakable and self._seen > 1:
            raise Interrupted

    def __enter__(self) -> Shield:
        if threading.current_thread() is threading.main_thread():
            import signal

            previous = signal.getsignal(signal.SIGINT)
            # None: installed by something that is not Python and could not be put back.
            if previous is not None:
                signal.signal(signal.SIGINT, self._remember)
                self._previous = previous
                self._installed = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if not self._installed:
            return
        import signal

        previous = self._previous
        signal.signal(signal.SIGINT, previous)  # type: ignore[arg-type]
        self._installed = False
        # An error already ends the work; raising over it would hide what became of a write.
        if self._seen and error is None and callable(previous):
            previous(signal.SIGINT, None)
