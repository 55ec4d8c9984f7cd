"""Organizations: what a sync owns, short notes in lists, and a slow farewell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox.rules.plain import Rules

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Filter
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import Call, View
    from glueshell.sandbox.query import Condition
    from glueshell.sandbox.store import Record

IN_GROUP = (
    "records.id IN (SELECT member.value FROM records AS g, json_each(json_extract(g.body, '$.\"organization-ids\"')) AS member "  # noqa: E501
    "WHERE g.resource = 'groups' AND g.id IN ({marks}))"
)
NOTES_IN_LISTS = 250
SECONDS_UNTIL_GONE = 60


class Organizations(Rules):
    """Organizations are only marked for deletion; they vanish, with all they own, a minute later."""

    defaults = {"ancestor-ids": []}

    def web_paths(self, records: Sequence[Record], account: Account) -> dict[int, str]:
        """The organizations' home pages."""
        return {record.id: f"/{record.id}" for record in records}

    def filters(self, call: Call, found: Filter, operator: str, value: str, condition: Condition) -> bool:
        """The organizations of a group are kept with the group."""
        if found.name != "group_id":
            return False
        ids = [word for word in value.split(",") if word.strip().isdigit()]
        condition.add(IN_GROUP.format(marks=",".join("?" * len(ids))), *(int(id) for id in ids))
        return True

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """Quick notes are cut in lists."""
        if not view.listing:
            return {}
        cut: dict[int, dict[str, object]] = {}
        for record in records:
            notes = record.body.get("quick-notes")
            if isinstance(notes, str) and len(notes) > NOTES_IN_LISTS:
                cut[record.id] = {"quick-notes": notes[:NOTES_IN_LISTS]}
        return cut

    def remove(self, record: Record, account: Account) -> None:
        """Marks the organization for deletion."""
        account.store.mark_departing(record.id, account.clock() + SECONDS_UNTIL_GONE)
