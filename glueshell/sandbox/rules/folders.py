"""Folders: a tree inside one organization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import View


class Folders(Rules):
    """Folders know what they lie in; `content` names the table and the attribute of what lies in them."""

    web = "folder"
    content: tuple[str, str] = ("", "")
    must_exist = {"parent-id": "must exist in the same organization"}

    def web_paths(self, records: Sequence[Record], account: Account) -> dict[int, str]:
        """The pages of the folders."""
        return {record.id: f"/{record.organization_id}/{self.web}/{record.id}/" for record in records}

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """The folders that each lies in, outermost first, and how much lies in it."""
        owners = {record.organization_id for record in records}
        parents: dict[int, object] = {}
        for owner in owners:
            for folder in view.account.store.select(self.table, "organization_id = ?", (owner,)):
                parents[folder.id] = folder.body.get("parent-id")
        table, attribute = self.content
        counts = view.account.store.counts(table, f"json_extract(body, '$.\"{attribute}\"')")
        return {
            record.id: {"ancestor-ids": line_of(record.id, parents), "documents-count": counts.get(record.id, 0)}
            for record in records
        }

    def check(self, change: Change) -> None:
        """A folder cannot lie in itself."""
        parent = change.record.body.get("parent-id")
        if change.creating or parent is None:
            return
        folders = change.account.store.select(self.table, "organization_id = ?", (change.record.organization_id,))
        parents = {folder.id: folder.body.get("parent-id") for folder in folders}
        if parent == change.record.id or (isinstance(parent, int) and change.record.id in line_of(parent, parents)):
            change.refuse("parent", refusals.INVALID)

    def used(self, record: Record, account: Account) -> bool:
        """Whether something lies in the folder."""
        table, attribute = self.content
        inside = f"json_extract(body, '$.\"{attribute}\"') = ?"
        below = "json_extract(body, '$.\"parent-id\"') = ?"
        return bool(
            account.store.count(table, inside, (record.id,)) or account.store.count(self.table, below, (record.id,))
        )


def line_of(id: int, parents: dict[int, object]) -> list[int]:
    """The folders above one, outermost first."""
    line: list[int] = []
    above = parents.get(id)
    while isinstance(above, int) and above not in line:
        line.insert(0, above)
        above = parents.get(above)
    return line
