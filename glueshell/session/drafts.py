"""The drafts of one account: on disk after every change, owned by one shell at a time, never overwritten unseen."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from glueshell.session.errors import DraftLocked, InputError, NotSelected, StaleDraft
from glueshell.session.journal import INTENDED

if TYPE_CHECKING:
    from glueshell.itglue.drafts import Draft
    from glueshell.itglue.schema import TypeSchema
    from glueshell.itglue.snapshot import Name
    from glueshell.session.journal import Journal
    from glueshell.session.presence import Presence
    from glueshell.session.store import Store

OPEN = "open"
IN_FLIGHT = "in-flight"
UNKNOWN = "unknown"
SUBMITTED = "submitted"


class Kept:
    """One stored draft as a list shows it; `elsewhere`: another shell has it open; `current`: it is ours."""

    __slots__ = ("created_at", "current", "draft", "elsewhere", "updated_at")

    def __init__(self, draft: Draft, updated_at: float, *, elsewhere: bool, current: bool) -> None:
        self.draft = draft
        self.created_at = draft.created_at
        self.updated_at = updated_at
        self.elsewhere = elsewhere
        self.current = current


class Drafts:
    """Begin, change, list, restore and remove drafts; `current` is the one being built, or None.

    `DraftLocked` when another shell owns a draft, `StaleDraft` when it was changed there in the meantime.
    """

    def __init__(
        self,
        store: Store,
        account: str,
        *,
        presence: Presence,
        clock: Callable[[], float],
        new_id: Callable[[], str] | None = None,
    ) -> None:
        self._store = store
        self._account = account
        self._presence = presence
        self._clock = clock
        self._new_id = new_id or _random_id
        self._current: Draft | None = None
        self._revision = 0
        self._passing = False

    @property
    def current(self) -> Draft | None:
        """The draft being built."""
        return self._current

    @property
    def passing(self) -> bool:
        """Whether the current draft belongs to a rehearsal and is kept nowhere."""
        return self._current is not None and self._passing

    def need_current(self) -> Draft:
        """The draft being built; `NotSelected` says how to begin one."""
        if self._current is None:
            raise NotSelected("NoDraft")
        return self._current

    # -- changing -------------------------------------------------------------------------------------------

    def begin(
        self,
        organization: Name,
        schema: TypeSchema,
        *,
        values: dict[str, object] | None = None,
        asset_id: str | None = None,
        passing: bool = False,
    ) -> Draft:
        """A new draft, on disk unless it is `passing`, and current; the former one stays kept."""
        from glueshell.itglue.drafts import Draft

        draft = Draft(
            id=self._free_id(),
            account=self._account,
            organization_id=organization.id,
            organization_name=organization.text,
            schema=schema,
            values=dict(values or {}),
            created_at=self._clock(),
            state=OPEN,
            asset_id=asset_id,
        )
        if passing:
            self.close()
            self._current, self._revision = draft, 1
        else:
            self._insert(draft)
        self._passing = passing
        return draft

    def save(self, draft: Draft) -> Draft:
        """Write the current draft's new value; on disk when this returns."""
        self._write(draft, None)
        return draft

    def mark(self, state: str, *, journal_key: str | None = None, asset_id: str | None = None) -> Draft:
        """Put the current draft into another state."""
        draft = self.need_current().in_state(state, asset_id)
        self._write(draft, journal_key)
        return draft

    def close(self) -> None:
        """Let go of the current draft; it stays on disk, free for any shell."""
        if self.passing:
            self._current = None
        if self._current is not None:
            self._store.execute(
                "UPDATE drafts SET owner = NULL WHERE account = ? AND id = ? AND owner = ?",
                (self._account, self._current.id, self._presence.token),
            )
            self._current = None

    # -- finding --------------------------------------------------------------------------------------------

    def entries(self, *, submitted: bool = False) -> Sequence[Kept]:
        """The drafts of this account, the last changed first; submitted ones on request."""
        rows = self._store.query(
            "SELECT record, updated_at, owner FROM drafts WHERE account = ? AND (? OR state <> ?)"
            " ORDER BY updated_at DESC, id",
            (self._account, submitted, SUBMITTED),
        )
        return [self._kept(*row) for row in rows]

    def unfinished(self) -> Sequence[Kept]:
        """What a new start may offer: drafts that no living shell has open, sent ones with a lost answer among them."""
        return [kept for kept in self.entries() if not kept.elsewhere and not kept.current]

    def get(self, id: str) -> Draft:
        """A draft to look at, whoever has it open; an unambiguous beginning of the id is enough."""
        return self._read_text(self._row(id)[0])

    def restore(self, id: str) -> Draft:
        """Make a kept draft the current one."""
        with self._store.transaction():
            text, revision, owner = self._row(id)
            draft = self._read_text(text)
            if owner != self._presence.token and self._presence.alive(owner):
                raise DraftLocked("DraftLocked", id=draft.id, target=draft.id)
            if self._current is not None and self._current.id != draft.id:
                self.close()
            self._store.execute(
                "UPDATE drafts SET owner = ? WHERE account = ? AND id = ?",
                (self._presence.hold(), self._account, draft.id),
            )
        self._current, self._revision, self._passing = draft, revision, False
        return draft

    def remove(self, id: str) -> Draft:
        """Remove a draft for good; answers what it was."""
        if self._current is not None and self.passing and self._current.id == id:
            draft, self._current = self._current, None
            return draft
        with self._store.transaction():
            text, _, owner = self._row(id)
            draft = self._read_text(text)
            if owner != self._presence.token and self._presence.alive(owner):
                raise DraftLocked("DraftLocked", id=draft.id, target=draft.id)
            self._store.execute("DELETE FROM drafts WHERE account = ? AND id = ?", (self._account, draft.id))
        if self._current is not None and self._current.id == draft.id:
            self._current = None
        return draft

    def recover(self, journal: Journal) -> Sequence[Draft]:
        """Drafts whose process died while they were being sent get the state that the journal knows, else unknown.

        Answers those whose outcome is unknown.
        """
        rows = self._store.query(
            "SELECT record, journal_key, owner FROM drafts WHERE account = ? AND state = ?", (self._account, IN_FLIGHT)
        )
        unclear = []
        for text, journal_key, owner in rows:
            if self._presence.alive(owner):
                continue
            entry = journal.find(journal_key) if journal_key else None
            draft = self._read_text(text)
            if entry is None or entry.status in ("refused", "not-sent"):
                # Without a journal row the process died before anything could be sent.
                draft = draft.in_state(OPEN)
            elif entry.status == "done":
                draft = draft.in_state(SUBMITTED, entry.record_id)
            else:
                draft = draft.in_state(UNKNOWN)
                if entry.status == INTENDED:
                    journal.end(entry.key, UNKNOWN, message="the program ended before an answer came")
            self._store.execute(
                "UPDATE drafts SET state = ?, record = ?, owner = NULL, revision = revision + 1"
                " WHERE account = ? AND id = ? AND state = ?",
                (draft.state, _dump(draft.to_record()), self._account, draft.id, IN_FLIGHT),
            )
            if draft.state == UNKNOWN:
                unclear.append(draft)
        return unclear

    # -- rows -----------------------------------------------------------------------------------------------

    def _free_id(self) -> str:
        while True:
            id = self._new_id()
            if not self._store.query("SELECT 1 FROM drafts WHERE account = ? AND id = ?", (self._account, id)):
                return id

    def _insert(self, draft: Draft) -> None:
        now = self._clock()
        with self._store.transaction():
            self.close()
            self._store.execute(
                "INSERT INTO drafts (account, id, revision, state, owner, record, created_at, updated_at)"
                " VALUES (?, ?, 1, ?, ?, ?, ?, ?)",
                (self._account, draft.id, draft.state, self._presence.hold(), _dump(draft.to_record()), now, now),
            )
        self._current, self._revision = draft, 1

    def _write(self, draft: Draft, journal_key: str | None) -> None:
        if self.passing:
            self._current = draft
            return
        changed = self._store.execute(
            "UPDATE drafts SET revision = revision + 1, state = ?, record = ?, updated_at = ?,"
            " journal_key = coalesce(?, journal_key)"
            " WHERE account = ? AND id = ? AND revision = ? AND owner = ?",
            (
                draft.state,
                _dump(draft.to_record()),
                self._clock(),
                journal_key,
                self._account,
                draft.id,
                self._revision,
                self._presence.token,
            ),
        )
        if not changed:
            raise StaleDraft("StaleDraft", id=draft.id, target=draft.id)
        self._current = draft
        self._revision += 1

    def _row(self, id: str) -> tuple[str, int, str | None]:
        pattern = id.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%"
        rows = self._store.query(
            "SELECT record, revision, owner, id FROM drafts WHERE account = ? AND id LIKE ? ESCAPE '!'",
            (self._account, pattern),
        )
        exact = [row for row in rows if row[3] == id] or rows
        if len(exact) != 1 or not id:
            raise InputError("UnknownDraft", id=id, target=id)
        record, revision, owner, _ = exact[0]
        return record, revision, owner

    def _kept(self, text: str, updated_at: float, owner: str | None) -> Kept:
        draft = self._read_text(text)
        mine = owner == self._presence.token
        return Kept(
            draft,
            updated_at,
            elsewhere=not mine and self._presence.alive(owner),
            current=self._current is not None and self._current.id == draft.id,
        )

    @staticmethod
    def _read_text(text: str) -> Draft:
        import json

        from glueshell.itglue.drafts import Draft

        return Draft.from_record(json.loads(text))


def _dump(record: object) -> str:
    import json

    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _random_id() -> str:
    return os.urandom(2).hex()
