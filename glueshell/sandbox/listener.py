"""waitress, quiet and able to break a connection off, as a sandbox needs it."""

from __future__ import annotations

import logging
import socket
import struct
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher, WSGITask

from glueshell.sandbox.faults import Hangup

if TYPE_CHECKING:
    from glueshell.sandbox.app import App, OtherRegion

THREADS = 4

# How long an idle connection stays; a request that a fault never answers waits on one.
SILENCE_SECONDS = 3600

# The C struct linger: two ints, on Windows two shorts.
LINGER_NOT = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


class Silence(logging.Handler):
    """A log handler that passes on what waitress reports of unexpected failures, and nothing else."""

    def __init__(self, report: Callable[[str], object]) -> None:
        super().__init__()
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        """Reports a record that carries an exception."""
        if record.exc_info:
            self._report(self.format(record))


class Task(WSGITask):
    """A task whose app may hang up, or keep silent, instead of answering."""

    def service(self) -> None:
        """Runs the app; a `Hangup` closes the connection without a byte of an answer, or leaves it open."""
        self.logger = self.channel.logger
        try:
            super().service()
        except Hangup as hangup:
            if hangup.silent:
                return
            if hangup.reset:
                self.channel.reset_on_close()
            self.close_on_finish = True


class Channel(HTTPChannel):
    """One connection."""

    task_class = Task

    def __init__(self, server: Listener.Port, *values: object, **options: object) -> None:
        self.logger = server.logger
        super().__init__(server, *values, **options)

    def reset_on_close(self) -> None:
        """Makes the coming close a TCP reset instead of an orderly end."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)


class Dispatcher(ThreadedTaskDispatcher):
    """Worker threads that have names and are joined."""

    def __init__(self, logger: logging.Logger) -> None:
        self.logger = self.queue_logger = logger
        self.workers: list[threading.Thread] = []
        super().__init__()

    def start_new_thread(self, target: Callable[[int], None], thread_no: int) -> None:
        """Starts one worker."""
        worker = threading.Thread(
            target=target, name=f"glueshell-sandbox-{thread_no + 1}", args=(thread_no,), daemon=True
        )
        self.workers.append(worker)
        worker.start()

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> bool:
        """Ends every worker and waits for it."""
        done = super().shutdown(cancel_pending, timeout)
        for worker in self.workers:
            worker.join()
        return bool(done)


class Listener:
    """waitress around one listening socket; `turn` handles what has arrived and returns."""

    class Port(TcpWSGIServer):
        """The accepting end."""

        channel_class = Channel

    def __init__(self, app: App | OtherRegion, listening: socket.socket, report: Callable[[str], object]) -> None:
        logger = logging.Logger("glueshell.sandbox")
        logger.addHandler(Silence(report))
        self._map: dict[int, object] = {}
        self._dispatcher = Dispatcher(logger)
        self._dispatcher.set_thread_count(THREADS)
        self._port = self.Port(
            app,
            map=self._map,
            _sock=listening,
            dispatcher=self._dispatcher,
            adj=Adjustments(
                host="127.0.0.1",
                port=0,
                ident=None,
                clear_untrusted_proxy_headers=False,
                channel_timeout=SILENCE_SECONDS,
            ),
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
            bind_socket=False,
        )
        self._port.logger = logger

    def turn(self) -> None:
        """Waits for traffic, at most a second, and handles it."""
        wasyncore.loop(timeout=1.0, map=self._map, count=1)

    def wake(self) -> None:
        """Ends a waiting `turn`; any thread may call it."""
        self._port.pull_trigger()

    def shut(self) -> None:
        """Ends the workers and every connection; the listening thread calls it."""
        self._dispatcher.shutdown()
        wasyncore.close_all(self._map, ignore_all=True)
