"""Which shells are alive: each holds a lock that the operating system drops when the process ends, however it ends.

A process id would not do: it is reused, and asking about one is not portable.
"""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from glueshell.config import create_private, prepare_home
from glueshell.session.store import connect

if TYPE_CHECKING:
    import sqlite3

FOLDER = "running"
# Seconds: two shells that ask about a dead third one at the same moment must not take each other for it.
PATIENCE = 0.03
# Seconds after which a file without a lock is nobody's.
SETTLED = 60


class Presence:
    """This shell among others; `token` names it in rows that it owns. The lock is taken at first `hold`."""

    def __init__(self, home: Path, token: str | None = None) -> None:
        self.token = token or os.urandom(8).hex()
        self._folder = home / FOLDER
        self._held: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def hold(self) -> str:
        """Take the lock (once) and answer the token."""
        with self._lock:
            if self._held is None:
                prepare_home(self._folder)
                path = self._folder / self.token
                create_private(path)
                self._held = self._grab(path, PATIENCE)
                self._sweep(path)
        return self.token

    def alive(self, token: str | None) -> bool:
        """Whether the shell named `token` still runs; this one does."""
        if not token:
            return False
        if token == self.token:
            return True
        path = self._folder / token
        if not path.exists():
            return False
        import sqlite3

        try:
            connection = self._grab(path, PATIENCE)
        except sqlite3.OperationalError:
            return True
        connection.close()
        _remove(path)
        return False

    def release(self) -> None:
        """Let go of the lock and remove its file."""
        with self._lock:
            held, self._held = self._held, None
        if held is not None:
            held.close()
            _remove(self._folder / self.token)

    def _sweep(self, ours: Path) -> None:
        """Remove what killed shells left, unless it is so young that its shell may be about to take the lock."""
        import sqlite3

        now = ours.stat().st_mtime
        for path in self._folder.iterdir():
            with contextlib.suppress(OSError, sqlite3.Error):
                if path != ours and now - path.stat().st_mtime > SETTLED:
                    self._grab(path, 0).close()
                    _remove(path)

    @staticmethod
    def _grab(path: Path, patience: float) -> sqlite3.Connection:
        # A file of SQLite's, because its locks work alike on every system and vanish with the process.
        connection = connect(path, patience)
        try:
            # Nothing is ever written, so no journal file is wanted beside it.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("BEGIN EXCLUSIVE")
        except BaseException:
            connection.close()
            raise
        return connection


def _remove(path: Path) -> None:
    # On Windows a file that another shell is asking about at this moment cannot be removed; the next one does it.
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
