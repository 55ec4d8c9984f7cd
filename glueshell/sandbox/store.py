"""The sandbox's records, in one SQLite file or in memory.

One connection serves every thread, under a lock: answers take milliseconds, and a single connection makes the
in-memory store and the file behave alike. Several processes may share a file (WAL, immediate write transactions).
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from glueshell.sandbox.messages import SandboxError

APPLICATION_ID = 0x676C7362
FORMAT = 2

SCHEMA = (
    """CREATE TABLE records (
        resource TEXT NOT NULL, id INTEGER NOT NULL, organization_id INTEGER, parent_id INTEGER,
        name TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, body TEXT NOT NULL,
        PRIMARY KEY (resource, id)) WITHOUT ROWID""",
    "CREATE INDEX records_by_organization ON records (resource, organization_id)",
    "CREATE INDEX records_by_parent ON records (resource, parent_id)",
    "CREATE INDEX records_by_age ON records (resource, created_at)",
    "CREATE TABLE sequences (resource TEXT PRIMARY KEY, last INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE departures (organization_id INTEGER PRIMARY KEY, at REAL NOT NULL)",
)

# What came with each format after the first; in a new file everything is made at once.
ADDED = {
    2: (
        "CREATE TABLE files (resource TEXT NOT NULL, id INTEGER NOT NULL, content BLOB NOT NULL, "
        "PRIMARY KEY (resource, id))",
        "CREATE INDEX records_by_name ON records (resource, name)",
    ),
}

COLUMNS = "resource, id, organization_id, parent_id, name, created_at, updated_at, body"

# SQLite binds at most 999 values a statement in its older builds.
BATCH = 900

REMEMBERED_COUNTS = 1000

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Record:
    """One stored record; `body` holds the attributes that have no column of their own."""

    __slots__ = ("body", "created_at", "id", "name", "organization_id", "parent_id", "resource", "updated_at")

    def __init__(
        self,
        resource: str,
        id: int,
        organization_id: int | None,
        parent_id: int | None,
        name: str,
        created_at: str,
        updated_at: str,
        body: dict[str, object],
    ) -> None:
        self.resource = resource
        self.id = id
        self.organization_id = organization_id
        self.parent_id = parent_id
        self.name = name
        self.created_at = created_at
        self.updated_at = updated_at
        self.body = body

    def copy(self, updated_at: str) -> Record:
        """The record as it will be changed at a time; the body may be changed without touching this one's."""
        return Record(
            self.resource,
            self.id,
            self.organization_id,
            self.parent_id,
            self.name,
            self.created_at,
            updated_at,
            dict(self.body),
        )

    def row(self) -> tuple[object, ...]:
        """The record as the values of `COLUMNS`."""
        body = ENCODER.encode(self.body)
        return (
            self.resource,
            self.id,
            self.organization_id,
            self.parent_id,
            self.name,
            self.created_at,
            self.updated_at,
            body,
        )


def record_from(row: tuple[Any, ...]) -> Record:
    """The record of a row of `COLUMNS`."""
    resource, id, organization_id, parent_id, name, created_at, updated_at, body = row
    return Record(resource, id, organization_id, parent_id, name, created_at, updated_at, json.loads(body))


class Store:
    """The records and facts of one sandbox account.

    `fill` is called once, inside the creating transaction, with the format of the file before: 0 for a new one, an
    older format when an account is brought up to date.
    """

    def __init__(self, path: str | os.PathLike[str], fill: Callable[[Store, int], None] | None = None) -> None:
        self.path = os.fspath(path)
        self._lock = threading.RLock()
        self._closed = False
        self._counted: dict[tuple[object, ...], int] = {}
        self._counted_at = (-1, -1)
        if self.path != ":memory:":
            self._create_file()
        self._database = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(fill)
        except sqlite3.DatabaseError as problem:
            self.close()
            if "not a database" in str(problem):
                raise SandboxError("not-a-sandbox", path=self.path) from None
            raise SandboxError("unusable-file", path=self.path, reason=str(problem)) from None
        except BaseException:
            self.close()
            raise

    def _create_file(self) -> None:
        """Makes an absent file with mode 0600, whatever the umask; SQLite gives its journals the same mode."""
        try:
            folder = os.path.dirname(os.path.abspath(self.path))
            os.makedirs(folder, mode=0o700, exist_ok=True)
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            if os.path.isdir(self.path):
                raise SandboxError("unusable-file", path=self.path, reason="it is a folder") from None
        except OSError as problem:
            raise SandboxError("unusable-file", path=self.path, reason=problem.strerror) from None

    def _prepare(self, fill: Callable[[Store, int], None] | None) -> None:
        database = self._database
        (identity,) = database.execute("PRAGMA application_id").fetchone()
        (found,) = database.execute("PRAGMA user_version").fetchone()
        if identity == APPLICATION_ID and found > FORMAT:
            raise SandboxError("newer-file", path=self.path, found=found, known=FORMAT)
        if identity != APPLICATION_ID and database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise SandboxError("not-a-sandbox", path=self.path)
        if self.path != ":memory:":
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
        if identity != APPLICATION_ID or found < FORMAT:
            with self.writing():
                # Another process may have filled the file while this one waited for its turn.
                (identity,) = database.execute("PRAGMA application_id").fetchone()
                (found,) = database.execute("PRAGMA user_version").fetchone()
                before = found if identity == APPLICATION_ID else 0
                if before < FORMAT:
                    later = [statement for number in ADDED if number > before for statement in ADDED[number]]
                    for statement in (*(SCHEMA if before == 0 else ()), *later):
                        database.execute(statement)
                    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                    database.execute(f"PRAGMA user_version = {FORMAT}")
                    if fill is not None:
                        fill(self, before)
                    # Knowing how many records share an owner, SQLite reads them through the owner's index.
                    database.execute("ANALYZE")

    # Transactions.

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One write transaction: all of it is kept, or, when the block raises, nothing."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One consistent view of the records."""
        with self._transaction("BEGIN"):
            yield

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with self._lock:
            if self._closed:
                raise SandboxError("closed")
            self._database.execute(begin)
            try:
                yield
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def close(self) -> None:
        """Closes the database; later transactions raise `SandboxError`."""
        with self._lock:
            self._closed = True
            self._database.close()

    # Facts about the account.

    def fact(self, name: str) -> str | None:
        """The value of one fact (`account-id`, `key`, `seed`), or None."""
        row = self._database.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def set_fact(self, name: str, value: str) -> None:
        """Stores one fact."""
        self._database.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    # Reading records.

    def get(self, resource: str, id: int) -> Record | None:
        """One record, or None."""
        row = self._database.execute(
            f"SELECT {COLUMNS} FROM records WHERE resource = ? AND id = ?", (resource, id)
        ).fetchone()
        return None if row is None else record_from(row)

    def find(self, resource: str, ids: Iterable[int]) -> dict[int, Record]:
        """The records of these ids that exist, by id."""
        found = {}
        for marks, batch in batches(ids):
            query = f"SELECT {COLUMNS} FROM records WHERE resource = ? AND id IN ({marks})"
            for row in self._database.execute(query, (resource, *batch)):
                found[row[1]] = record_from(row)
        return found

    def names(self, resource: str, ids: Iterable[int]) -> dict[int, str]:
        """The names of these records, by id."""
        found: dict[int, str] = {}
        for marks, batch in batches(ids):
            query = f"SELECT id, name FROM records WHERE resource = ? AND id IN ({marks})"
            found.update(self._database.execute(query, (resource, *batch)).fetchall())
        return found

    def select(
        self, resource: str, where: str = "", values: Sequence[object] = (), order: str = "id", limit: str = ""
    ) -> list[Record]:
        """The records of one resource that a condition over `COLUMNS` keeps."""
        condition = f" AND ({where})" if where else ""
        query = f"SELECT {COLUMNS} FROM records WHERE resource = ?{condition} ORDER BY {order} {limit}"
        return [record_from(row) for row in self._database.execute(query, (resource, *values))]

    def count(self, resource: str, where: str = "", values: Sequence[object] = ()) -> int:
        """How many records of one resource a condition keeps."""
        # Counting fifty thousand records takes longer than reading a page of them.
        (others,) = self._database.execute("PRAGMA data_version").fetchone()
        age = (self._database.total_changes, int(others))
        if age != self._counted_at or len(self._counted) > REMEMBERED_COUNTS:
            self._counted_at = age
            self._counted.clear()
        key = (resource, where, tuple(values))
        number = self._counted.get(key)
        if number is None:
            condition = f" AND ({where})" if where else ""
            query = f"SELECT count(*) FROM records WHERE resource = ?{condition}"
            (number,) = self._database.execute(query, (resource, *values)).fetchone()
            self._counted[key] = number
        return int(number)

    def counts(self, resource: str, column: str) -> dict[int, int]:
        """How many records of one resource share each value of an SQL expression."""
        query = f"SELECT {column}, count(*) FROM records WHERE resource = ? GROUP BY 1"
        return dict(self._database.execute(query, (resource,)).fetchall())

    # Writing records, inside `writing`.

    def next_id(self, resource: str) -> int:
        """A new id, larger than every id the resource ever had."""
        self._database.execute(
            "INSERT INTO sequences VALUES (?, 1) ON CONFLICT (resource) DO UPDATE SET last = last + 1", (resource,)
        )
        (last,) = self._database.execute("SELECT last FROM sequences WHERE resource = ?", (resource,)).fetchone()
        return int(last)

    def last_id(self, resource: str) -> int:
        """The last id that the resource had; 0 when it never had any."""
        row = self._database.execute("SELECT last FROM sequences WHERE resource = ?", (resource,)).fetchone()
        return 0 if row is None else int(row[0])

    def set_last_id(self, resource: str, last: int) -> None:
        """Makes `next_id` go on after `last`."""
        self._database.execute("INSERT OR REPLACE INTO sequences VALUES (?, ?)", (resource, last))

    def put(self, records: Iterable[Record]) -> None:
        """Stores records, new or changed."""
        self._database.executemany(
            "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (record.row() for record in records)
        )

    def put_rows(self, rows: Iterable[tuple[object, ...]]) -> None:
        """Stores records that are written as rows of `COLUMNS` already."""
        self._database.executemany("INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def remove(self, resource: str, where: str, values: Sequence[object]) -> None:
        """Removes the records of one resource that a condition keeps."""
        self._database.execute(f"DELETE FROM records WHERE resource = ? AND ({where})", (resource, *values))

    # Files.

    def file(self, resource: str, id: int) -> bytes | None:
        """The content of a record's file, or None."""
        row = self._database.execute(
            "SELECT content FROM files WHERE resource = ? AND id = ?", (resource, id)
        ).fetchone()
        return None if row is None else bytes(row[0])

    def put_file(self, resource: str, id: int, content: bytes) -> None:
        """Stores the content of a record's file."""
        self._database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (resource, id, content))

    def remove_file(self, resource: str, id: int) -> None:
        """Removes the content of a record's file."""
        self._database.execute("DELETE FROM files WHERE resource = ? AND id = ?", (resource, id))

    def remove_stray_files(self) -> None:
        """Removes the files of attachments and images that are gone with what they hung on."""
        self._database.execute(
            "DELETE FROM files WHERE resource IN ('attachments', 'document_images') AND NOT EXISTS "
            "(SELECT 1 FROM records WHERE records.resource = files.resource AND records.id = files.id)"
        )

    # Organizations on their way out.

    def mark_departing(self, organization_id: int, at: float) -> None:
        """Lets an organization vanish, with everything it owns, at a point in time (seconds since 1970)."""
        self._database.execute("INSERT OR IGNORE INTO departures VALUES (?, ?)", (organization_id, at))

    def has_departed(self, now: float) -> bool:
        """Whether an organization's time has come, so that `let_depart` has work."""
        return self._database.execute("SELECT 1 FROM departures WHERE at <= ?", (now,)).fetchone() is not None

    def let_depart(self, now: float) -> None:
        """Removes the organizations whose time has come."""
        for (id,) in self._database.execute("SELECT organization_id FROM departures WHERE at <= ?", (now,)).fetchall():
            self._database.execute("DELETE FROM records WHERE organization_id = ?", (id,))
            self._database.execute("DELETE FROM records WHERE resource = 'organizations' AND id = ?", (id,))
            self._database.execute("DELETE FROM departures WHERE organization_id = ?", (id,))
        self.remove_stray_files()


def batches(ids: Iterable[int]) -> Iterator[tuple[str, list[int]]]:
    """The distinct ids in lists short enough to bind, each with its question marks."""
    distinct = list(dict.fromkeys(ids))
    for start in range(0, len(distinct), BATCH):
        batch = distinct[start : start + BATCH]
        yield ",".join("?" * len(batch)), batch
