"""Ctrl+C while script runs; a module of its own, since what runs scripts without a prompt needs no terminal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from glueshell.engine.signals import Interrupted


@contextmanager
def interruptible() -> Iterator[None]:
    """While the block runs, Ctrl+C raises `Interrupted` in it; outside the main thread nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        # None: installed by something that is not Python and cannot be put back.
        signal.signal(signal.SIGINT, before if before is not None else signal.default_int_handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise Interrupted
