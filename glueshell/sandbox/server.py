"""The sandbox on a loopback port, served by waitress from a background thread."""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from glueshell.sandbox.messages import SandboxError

if TYPE_CHECKING:
    from glueshell.sandbox.app import App, OtherRegion
    from glueshell.sandbox.listener import Listener

HOST = "127.0.0.1"


class Server:
    """One listening port; `url` answers at once, and requests wait in the backlog until waitress is loaded."""

    def __init__(self, app: Callable[[], App | OtherRegion], port: int, report: Callable[[str], object]) -> None:
        self._socket = listening_socket(port)
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self._app = app
        self._report = report
        self._listener: Listener | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="glueshell-sandbox", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            from glueshell.sandbox.listener import Listener

            app = self._app()
            with self._lock:
                if self._stop.is_set():
                    return
                app.faults.arm()
                listener = self._listener = Listener(app, self._socket, self._report)
            try:
                while not self._stop.is_set():
                    listener.turn()
            finally:
                # From here on nothing may wake it: its descriptors are about to be closed and used anew.
                with self._lock:
                    self._listener = None
                # A request that a fault holds back must not hold back the end.
                app.faults.release()
                listener.shut()
        finally:
            self._socket.close()
            self._stop.set()

    def wait(self) -> None:
        """Waits until the server ends."""
        # Windows delivers Ctrl+C only between waits.
        while not self._stop.wait(0.2):
            pass

    def close(self) -> None:
        """Ends the server, its connections and its threads; a second call does nothing."""
        with self._lock:
            self._stop.set()
            if self._listener is not None:
                self._listener.wake()
        self._thread.join()


def listening_socket(port: int) -> socket.socket:
    """A listening socket on loopback, or `SandboxError` when the port is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise SandboxError("port-in-use", port=port) from None
    return listening
