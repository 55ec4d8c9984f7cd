"""What was changed: a row before each write and its ending after it, both on disk at once. Never a secret.

A row that has no ending belongs to a write that is under way, or to a process that died in the middle of one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glueshell.itglue.plans import Outcome, RequestPlan
    from glueshell.session.presence import Presence
    from glueshell.session.redaction import Redactor
    from glueshell.session.store import Store

INTENDED = "intended"
# done, refused, unknown and not-sent are the statuses of an `Outcome`.
DONE, UNKNOWN = "done", "unknown"

LONGEST_TITLE = 200

COLUMNS = (
    "number", "key", "owner", "started_at", "operation", "resource", "method", "path", "organization_id",
    "organization_name", "title", "count", "body_hash", "body", "reason", "status", "record_id", "message", "ended_at",
)  # fmt: skip


class Entry:
    """One row of the journal; times are seconds since the epoch, `body` is redacted JSON text or None.

    `record_id` holds the ids of all records of the write, with commas between them.
    """

    __slots__ = COLUMNS

    number: int
    key: str
    owner: str | None
    started_at: float
    operation: str
    resource: str
    method: str
    path: str
    organization_id: str | None
    organization_name: str | None
    title: str | None
    count: int
    body_hash: str | None
    body: str | None
    reason: str | None
    status: str
    record_id: str | None
    message: str | None
    ended_at: float | None

    def __init__(self, row: tuple) -> None:
        for name, value in zip(COLUMNS, row):
            setattr(self, name, value)

    @property
    def record_ids(self) -> tuple[str, ...]:
        """The ids of the records it was about, where known; of a write of several, all of them."""
        return tuple(self.record_id.split(",")) if self.record_id else ()


def _title(plan: RequestPlan) -> str:
    """What a write is about: the record's title, of several records their names, cut where there are many."""
    if plan.count == 1 or plan.title:
        return plan.title
    names = ", ".join(plan.readings.values())
    return names if len(names) <= LONGEST_TITLE else names[: LONGEST_TITLE - 1] + "…"


class Journal:
    """The journal of one account; `before` and `after` are the hooks that every grant carries."""

    def __init__(
        self,
        store: Store,
        account: str,
        *,
        presence: Presence,
        redactor: Redactor,
        clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._account = account
        self._presence = presence
        self._redactor = redactor
        self._clock = clock
        # Why writing was unlocked; goes into every row until it changes.
        self.reason: str | None = None

    def before(self, plan: RequestPlan) -> None:
        """Write down what is about to be sent; when this fails nothing may be sent."""
        import hashlib
        import json

        body_hash = body = None
        if plan.body is not None:
            body_hash = hashlib.sha256(json.dumps(plan.body, sort_keys=True, default=str).encode("utf-8")).hexdigest()
            body = json.dumps(self._redactor.redact_value(plan.body), ensure_ascii=False, default=str)
        self._store.execute(
            "INSERT INTO journal (account, key, owner, started_at, operation, resource, method, path, organization_id,"
            " organization_name, title, count, body_hash, body, reason, status)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._account,
                plan.journal_key,
                self._presence.hold(),
                self._clock(),
                plan.operation,
                plan.resource.name,
                plan.method,
                plan.path,
                None if plan.organization_id is None else str(plan.organization_id),
                plan.organization_name,
                self._redactor.redact(title) if (title := _title(plan)) else None,
                plan.count,
                body_hash,
                body,
                self._redactor.redact(self.reason) if self.reason else None,
                INTENDED,
            ),
        )

    def after(self, plan: RequestPlan, outcome: Outcome) -> None:
        """Write down how it ended; the first ending that is known stays."""
        self.end(plan.journal_key, outcome.status, ",".join(outcome.ids) or None, outcome.message)

    def end(self, key: str, status: str, record_id: object = None, message: str | None = None) -> None:
        """Close the row `key` unless it has an ending already."""
        self._store.execute(
            "UPDATE journal SET status = ?, record_id = ?, message = ?, ended_at = ?"
            " WHERE account = ? AND key = ? AND status = ?",
            (
                status,
                None if record_id is None else str(record_id),
                self._redactor.redact(message) if message else None,
                self._clock(),
                self._account,
                key,
                INTENDED,
            ),
        )

    def found(self, key: str, record_id: object) -> None:
        """Close the row of a write whose answer was lost: its record was found."""
        self._store.execute(
            "UPDATE journal SET status = ?, record_id = ?, message = ? WHERE account = ? AND key = ? AND status = ?",
            (DONE, str(record_id), "the answer was lost; the record was found later", self._account, key, UNKNOWN),
        )

    def find(self, key: str) -> Entry | None:
        """The last row of one write; the same draft sent again has the same key."""
        rows = self._select("AND key = ?", (key,), 1)
        return rows[0] if rows else None

    def entries(self, limit: int | None = None) -> list[Entry]:
        """The rows of this account, newest first."""
        return self._select("", (), limit)

    def pending(self) -> list[Entry]:
        """Writes whose process died before their ending was known; each may or may not have been carried out."""
        open_rows = self._select("AND status = ?", (INTENDED,), None)
        return [entry for entry in open_rows if not self._presence.alive(entry.owner)]

    def recover(self) -> list[Entry]:
        """Mark every pending row as unknown and answer them as they were found."""
        found = self.pending()
        for entry in found:
            self.end(entry.key, UNKNOWN, message="the program ended before an answer came")
        return found

    def _select(self, condition: str, values: tuple[object, ...], limit: int | None) -> list[Entry]:
        rows = self._store.query(
            f"SELECT {', '.join(COLUMNS)} FROM journal WHERE account = ? {condition} ORDER BY number DESC LIMIT ?",
            (self._account, *values, -1 if limit is None else limit),
        )
        return [Entry(row) for row in rows]
