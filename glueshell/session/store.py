"""`state.db`: the only module that opens it. SQLite in WAL mode, one connection per thread, durable at every commit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from glueshell.config import create_private
from glueshell.session.errors import StoreError
from glueshell.session.migrations import MIGRATIONS
from glueshell.session.shield import Shield

if TYPE_CHECKING:
    import sqlite3

BUSY_SECONDS = 5.0
# Offset of the user version (four bytes, big end first) in the header of every SQLite file.
USER_VERSION_OFFSET = 60
HEADER_LENGTH = 100
MAGIC = b"SQLite format 3\0"


def connect(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """A connection to a database file, without transactions of its own; any thread may close it."""
    import sqlite3

    return sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)


class Store:
    """The state on disk; every row is filed under its account. Safe with several threads and several shells.

    `migrations[n]` is the script that leads from version n to n + 1. `StoreError` when the file is newer, damaged or
    locked for longer than `busy_seconds`.
    """

    def __init__(
        self,
        path: Path,
        *,
        migrations: Sequence[str] = MIGRATIONS,
        busy_seconds: float = BUSY_SECONDS,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self.path = path
        self._migrations = tuple(migrations)
        self._busy_seconds = busy_seconds
        self._wait = wait or threading.Event().wait
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        self._ready = False
        self._closed = False

    @property
    def version(self) -> int:
        """The version of the tables that this program reads and writes."""
        return len(self._migrations)

    # -- using it -------------------------------------------------------------------------------------------

    def query(self, sql: str, values: Sequence[object] = ()) -> list[tuple]:
        """The rows a statement answers with, read at once."""
        with self._problems():
            return self._connection().execute(sql, values).fetchall()

    def execute(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run one writing statement in a transaction of its own (or the one that is open); answers the rows changed."""
        with self.transaction() as connection:
            return connection.execute(sql, values).rowcount

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: on disk when the block ends, undone when it raises. Nested blocks join the outer one."""
        connection = self._connection()
        if connection.in_transaction:
            yield connection
            return
        with Shield(), self._problems():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def forget(self, account: str) -> None:
        """Remove every row of one account."""
        with self.transaction() as connection:
            tables = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
            for (table,) in tables.fetchall():
                connection.execute(f"DELETE FROM {table} WHERE account = ?", (account,))

    def release(self) -> None:
        """Close the calling thread's connection; a thread that ends does this itself."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            self._local.connection = None
            with self._lock:
                if connection in self._connections:
                    self._connections.remove(connection)
            connection.close()

    def close(self) -> None:
        """Close every connection; threads that use the store must have ended."""
        with self._lock:
            self._closed = True
            connections, self._connections = self._connections, []
        for connection in connections:
            connection.close()

    # -- opening it -----------------------------------------------------------------------------------------

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None or self._closed:
            connection = self._open()
            self._local.connection = connection
        return connection

    def _open(self) -> sqlite3.Connection:
        with self._lock, self._problems():
            if self._closed:
                raise StoreError("StoreClosed")
            if not self._ready:
                self._refuse_newer(self._header_version())
                create_private(self.path)
            connection = self._connect()
            try:
                if not self._ready:
                    self._prepare(connection)
                    self._ready = True
                connection.execute("PRAGMA synchronous = FULL")
            except BaseException:
                connection.close()
                raise
            self._connections.append(connection)
            return connection

    def _connect(self) -> sqlite3.Connection:
        return connect(self.path, self._busy_seconds)

    def _header_version(self) -> int:
        """The version as the file's first bytes give it: reading them touches nothing, not even the WAL."""
        try:
            with open(self.path, "rb") as file:
                header = file.read(HEADER_LENGTH)
        except FileNotFoundError:
            return 0
        if not header:
            return 0
        if len(header) < HEADER_LENGTH or not header.startswith(MAGIC):
            raise StoreError("StoreDamaged", path=self.path, reason="it is no database")
        return int.from_bytes(header[USER_VERSION_OFFSET : USER_VERSION_OFFSET + 4], "big")

    def _refuse_newer(self, found: int) -> None:
        if found > self.version:
            raise StoreError("StoreNewer", path=self.path, found=found, known=self.version)

    def _prepare(self, connection: sqlite3.Connection) -> None:
        found = self._user_version(connection)
        self._refuse_newer(found)
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self._switch_to_wal(connection)
        if found == self.version:
            return
        if found:
            self._back_up(connection, found)
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another shell may have migrated while this one waited for the lock.
            found = self._user_version(connection)
            self._refuse_newer(found)
            for script in self._migrations[found:]:
                for statement in script.split(";"):
                    if statement.strip():
                        connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {self.version}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _switch_to_wal(self, connection: sqlite3.Connection) -> None:
        import sqlite3

        # SQLite does not wait for the lock this needs, so two shells that start at once on a new file have to.
        step, waited = 0.01, 0.0
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if waited >= self._busy_seconds:
                    raise
                self._wait(step)
                waited += step

    @staticmethod
    def _user_version(connection: sqlite3.Connection) -> int:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return version

    def _back_up(self, connection: sqlite3.Connection, version: int) -> None:
        path = self.path.with_name(f"{self.path.name}.v{version}.bak")
        create_private(path)
        copy = connect(path, self._busy_seconds)
        try:
            connection.backup(copy)
        finally:
            copy.close()

    @contextmanager
    def _problems(self) -> Iterator[None]:
        """SQLite's and the file system's complaints as sentences of ours."""
        import sqlite3

        try:
            yield
        except sqlite3.OperationalError as error:
            reason = str(error)
            if "locked" in reason or "busy" in reason:
                raise StoreError("StoreBusy", path=self.path, seconds=self._busy_seconds, cause=error) from error
            if "readonly" in reason or "unable to open" in reason or "full" in reason or "disk I/O" in reason:
                raise StoreError("StoreUnwritable", path=self.path, reason=reason, cause=error) from error
            raise
        except sqlite3.DatabaseError as error:
            if "not a database" in str(error) or "malformed" in str(error):
                raise StoreError("StoreDamaged", path=self.path, reason=error, cause=error) from error
            raise
        except OSError as error:
            raise StoreError("StoreUnwritable", path=self.path, reason=error.strerror or error, cause=error) from error
