"""Organizations: what a sync owns, short notes in lists, and a slow farewell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals
from glueshell.sandbox.rules.plain import Change, Rules

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.store import Record

OPEN_WHEN_SYNCED = frozenset({"alert", "description", "quick-notes"})
NOTES_IN_LISTS = 250
SECONDS_UNTIL_GONE = 60


class Organizations(Rules):
    """Organizations are only marked for deletion; they vanish, with all they own, a minute later."""

    defaults = {"ancestor-ids": []}

    def web_paths(self, records: Sequence[Record], account: Account) -> dict[int, str]:
        """The organizations' home pages."""
        return {record.id: f"/{record.id}" for record in records}

    def derive(self, records: Sequence[Record], account: Account, listing: bool) -> dict[int, dict[str, object]]:
        """Quick notes are cut in lists."""
        if not listing:
            return {}
        cut: dict[int, dict[str, object]] = {}
        for record in records:
            notes = record.body.get("quick-notes")
            if isinstance(notes, str) and len(notes) > NOTES_IN_LISTS:
                cut[record.id] = {"quick-notes": notes[:NOTES_IN_LISTS]}
        return cut

    def check(self, change: Change) -> None:
        """A synced organization takes alert, description and quick notes only; a parent cannot be set."""
        if not change.creating and change.record.body.get("sync-active"):
            closed = (attribute for attribute in change.sent if attribute not in OPEN_WHEN_SYNCED)
            change.problems.extend(refusals.synced(attribute) for attribute in closed)

    def remove(self, record: Record, account: Account) -> None:
        """Marks the organization for deletion."""
        account.store.mark_departing(record.id, account.clock() + SECONDS_UNTIL_GONE)
