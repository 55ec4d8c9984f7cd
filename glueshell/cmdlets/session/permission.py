"""Unlock-Write and Get-Journal: permission to change things, and what was changed."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.records import moment_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.formatting.columns import RIGHT, property_column
from glueshell.formatting.directives import Shape
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject

JOURNAL_ENTRY = "GlueShell.JournalEntry"


class UnlockWrite(Cmdlet):
    """Allows writing to a real account for a while; the sandbox is never locked."""

    name = "Unlock-Write"
    examples = (
        Example("Unlock-Write -Minutes 10 -Reason 'ticket 4711'", "The reason goes into the journal."),
        Example("Unlock-Write", "For half an hour."),
    )
    links = ("Get-Journal",)

    minutes = Parameter("int", default=30, validators=(ValidateRange(1, 480),), help="For so long.")
    reason = Parameter("string", help="Why; a ticket number does.")

    def process(self) -> None:
        """Unlock, and say so at a terminal."""
        sitting = sitting_of(self.invocation)
        sitting.approval.unlock(self.minutes, self.reason)
        if sitting.account.sandbox:
            self.write_verbose("The sandbox is never locked.")
        elif sitting.host.interactive:
            minutes = "a minute" if self.minutes == 1 else f"{self.minutes} minutes"
            sitting.host.write_error_line(f"{sitting.account.name} may be changed for {minutes}.", "hint")


class GetJournal(Cmdlet):
    """Shows what was changed from here: every write, with what became of it."""

    name = "Get-Journal"
    examples = (
        Example("Get-Journal -First 5", "The latest five."),
        Example("Get-Journal | Where-Object Status -ne done", "What did not end well."),
    )
    links = ("Submit-Draft",)
    output_properties = (
        "StartedAt", "Operation", "Resource", "Title", "Organization", "Status", "RecordId", "Message",
    )  # fmt: skip

    first = Parameter("int", help="So many and no more (default: all).")

    def process(self) -> Iterator[object]:
        """The entries, the latest first."""
        entries = sitting_of(self.invocation).journal.entries(self.first)
        if not entries:
            self.mention("Nothing was changed from here yet.")
        for entry in entries:
            values = (
                moment_of(entry.started_at),
                entry.operation,
                entry.resource,
                entry.title,
                entry.organization_name,
                entry.status,
                list(ids) if len(ids := entry.record_ids) > 1 else entry.record_id,
                entry.message,
            )
            yield PSObject(dict(zip(self.output_properties, values, strict=True)), (JOURNAL_ENTRY, *CUSTOM_NAMES))


def journal_view() -> Shape:
    """How a list of entries is shown: when, what, on which record, and what became of it."""
    return Shape(
        "Table",
        [
            property_column("StartedAt", "At", format="yyyy-MM-dd HH:mm"),
            property_column("Operation"),
            property_column("Resource"),
            property_column("RecordId", alignment=RIGHT),
            property_column("Title"),
            property_column("Status"),
        ],
    )
