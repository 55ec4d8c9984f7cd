"""Files on records, and the exports that bundle whole organizations into one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.downloads import address, content_type_of
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import View

SECONDS_UNTIL_EXPORTED = 30
VIEWABLE = ("image/", "text/plain", "application/pdf")


class Attachments(Rules):
    """One file on a record: the file never changes, its display name may."""

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """Where the file can be fetched."""
        return {
            record.id: {"download-url": address(view, "attachments", record.id, file_name_of(record))}
            for record in records
        }

    def check(self, change: Change) -> None:
        """Reads the file of a new attachment."""
        record, body = change.record, change.record.body
        sent = body.pop("attachment", None)
        if not change.creating:
            if values.blank(record.name):
                change.refuse("name", refusals.BLANK)
            return
        found = values.file_in(sent)
        if found is None:
            change.refuse("attachment", refusals.BLANK if values.blank(sent) else refusals.INVALID)
            return
        name, data = found
        record.name = record.name or name
        body.update(file_facts(name, len(data)))
        change.account.store.put_file("attachments", record.id, data)

    def forget(self, record: Record, account: Account) -> None:
        """Removes the file as well."""
        account.store.remove_file("attachments", record.id)
        super().forget(record, account)


def file_name_of(record: Record) -> str:
    """The name of an attachment's file."""
    return str(record.body.get("attachment-file-name") or record.name)


def file_facts(name: str, size: int) -> dict[str, object]:
    """What an attachment tells of its file."""
    kind = content_type_of(name)
    _, dot, extension = name.rpartition(".")
    return {
        "attachment-file-name": name,
        "attachment-content-type": kind,
        "attachment-file-size": size,
        "ext": extension.lower() if dot else None,
        "viewable": kind.startswith(VIEWABLE),
    }


class Exports(Rules):
    """An export takes a while; until it is done no second one of the same scope begins."""

    defaults = {"export-status": "processing"}

    def missing(self, attribute: str) -> refusals.Refusal | None:
        """An export of nobody's organization."""
        return refusals.unauthorized()

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """Whether the file is there by now, and where."""
        derived: dict[int, dict[str, object]] = {}
        for record in records:
            done = is_done(record, view.account)
            name = f"export-{record.id}.zip"
            derived[record.id] = {
                "export-status": "completed" if done else "processing",
                "download-url": address(view, "exports", record.id, name) if done else None,
                "downloaded": bool(record.body.get("downloaded")),
                "size": 22 + 1024 * (1 + record.id % 50) if done else None,
            }
        return derived

    def check(self, change: Change) -> None:
        """Refuses a second export of what is being exported."""
        if not change.creating:
            return
        scope = "organization_id IS ?"
        others = change.account.store.select("exports", scope, (change.record.organization_id,))
        if any(not is_done(other, change.account) for other in others):
            raise refusals.Refusal(422, refusals.document_problem("an export is already running"))


def is_done(export: Record, account: Account) -> bool:
    """Whether an export's file has been built."""
    begun = values.moment(export.created_at).timestamp()
    return account.clock() >= begun + SECONDS_UNTIL_EXPORTED
