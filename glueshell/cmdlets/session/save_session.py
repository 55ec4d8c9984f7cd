"""Save-Session: what was done in this sitting, as a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from glueshell.cmdlets.files.targets import item_at
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.invocation import record_of
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.itglue.snapshot import Snapshot
from glueshell.objects.members import get_member
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.session.recording import Entry
from glueshell.session.saved_session import SavedSession, organizations_in, save_session
from glueshell.session.saved_steps import statements_before


class SaveSession(Cmdlet):
    """Writes what was done in this sitting as a script that does it again.

    Names stand for ids, full command names for aliases. The organization, and what looks like the customer's own
    (domains, e-mail addresses, telephone numbers, tagged contacts and configurations), become parameters with what was
    used as their defaults; a secret is never written, it becomes a parameter that is asked for unseen. Look-ups, and
    lines that failed or were declined, are left out, and of a field that was set again the last value counts.

    What the script makes it finds the next time (-IfExists Adopt). Run it with `glueshell run FILE`, for another
    organization with -Organization NAME, and with -WhatIf to see what it would do.
    """

    name = "Save-Session"
    default_set = "Last"
    examples = (
        Example("Use-Organization 'Test Organization - Happy Frog'; Save-Session mail.gsh", "All of this sitting."),
        Example(
            "Use-Organization 'Test Organization - Happy Frog';"
            " Save-Session mail.gsh -Force -PassThru | ForEach-Object Name",
            "Over what the file holds; with -Last 5 only the last five lines, with -Id 3..9 those.",
            "mail.gsh",
        ),
    )
    links = ("Get-History", "Submit-Draft", "Invoke-Script", "Save-Draft")

    path = Parameter("string", position=0, mandatory=True, help="The file, by custom a .gsh.")
    last = Parameter(
        "int", sets=("Last",), validators=(ValidateRange(1, 32767),), help="So many of the latest lines (default: all)."
    )
    id = Parameter(
        "object[]", sets=("Id",), mandatory=True, help="These lines, by their numbers in the history: 2, 5..9."
    )
    include_lookup = Parameter("switch", help="Keeps lines that only looked something up.")
    force = Parameter("switch", help="Overwrites a file that is there.")
    pass_thru = Parameter("switch", help="Answers the file.")

    def process(self) -> Iterator[object]:
        """Write it."""
        target = Path(self.engine.resolve_path(self.path))
        if target.exists() and not self.force:
            self.throw(
                ErrorRecord(
                    f"{target} exists.", "FileExists", "ResourceExists", str(target),
                    suggestion="Give another name, or -Force to overwrite it.", exit_status=2,
                )
            )  # fmt: skip
        saved = self._saved(target)
        if not saved.kept:
            self.throw(
                ErrorRecord(
                    "Nothing was done yet that a script could do again.", "NothingToSave", "ObjectNotFound",
                    suggestion="Lines that only look something up are kept with -IncludeLookup.", exit_status=2,
                )
            )  # fmt: skip
        self._write_file(target, saved.text)
        for line, style in _said(saved, target):
            self.host.write_error_line(line, style)
        if self.pass_thru:
            yield item_at(self.engine.drives.place(str(target)))

    def _saved(self, target: Path) -> SavedSession:
        sitting = sitting_of(self.invocation)
        recording = sitting.recording
        entries = list(recording)
        running = recording.running
        chosen, with_running = self._chosen(entries)
        first = chosen[0].id if chosen else len(entries) + 1
        site = self.invocation.site
        position = site.position()
        tail = None
        if with_running and running is not None and position is not None and site.source.rstrip() == running.text:
            # A secret that is blotted out moves what stands after it; the number of statements stays.
            tail = (running, recording.redacted(running.text), statements_before(running.text, position.start))
        return save_session(
            [entry for entry in entries if entry.id < first and entry not in chosen],
            chosen,
            account=sitting.account.id,
            find=self.engine.commands.find,
            snapshot=self._names(),
            file_name=target.name,
            running=tail,
            look_ups=bool(self.include_lookup),
        )

    def _names(self) -> Snapshot:
        """The names that are known, the domains of the organizations at hand among them: they tell whose a value is."""
        sitting = sitting_of(self.invocation)
        sitting.snapshots.take_in()
        for organization in organizations_in([*sitting.recording, sitting.recording.running]):
            if not sitting.snapshots.current.names("domains", organization.id):
                try:
                    sitting.read_names("domains", organization.id)
                except Exception as error:
                    record = record_of(self.engine, error)
                    if record is None:
                        raise
                    self.write_warning(f"The domains of {organization.text} could not be read: {record}")
        return sitting.snapshots.current

    def _chosen(self, entries: Sequence[Entry]) -> tuple[list[Entry], bool]:
        """The lines, and whether what was done of the present one belongs to them."""
        if self.last is not None:
            return list(entries[-self.last :]), False
        if self.parameter_set != "Id":
            return list(entries), True
        by_id = {entry.id: entry for entry in entries}
        wanted: set[int] = set()
        for given in self.id:
            first, last = _range(given)
            ids = [id for id in by_id if first <= id <= last]
            if not ids:
                self.throw(
                    ErrorRecord(
                        f"There is no line {to_text(given)} in the history.", "NoSuchLine", "ObjectNotFound", given,
                        suggestion="Get-History lists them; several are 3..9.", exit_status=2,
                    )
                )  # fmt: skip
            wanted.update(ids)
        return [by_id[id] for id in sorted(wanted)], False

    def _write_file(self, target: Path, text: str) -> None:
        from glueshell.config import write_private

        try:
            write_private(target, text.encode("utf-8"))
        except OSError as error:
            self.throw(
                ErrorRecord(
                    f"{target} cannot be written: {error.strerror or error}",
                    "FileNotWritten",
                    "WriteError",
                    str(target),
                )
            )


def _range(given: object) -> tuple[int, int]:
    """First and last of `7`, `3..9`, or an object of the history; what is none is (0, 0)."""
    if isinstance(given, PSObject):
        given = get_member(given, "Id")
    first, _, last = to_text(given).strip().partition("..")
    last = last or first
    if not (first.isascii() and first.isdecimal() and last.isascii() and last.isdecimal()):
        return 0, 0
    return min(int(first), int(last)), max(int(first), int(last))


def _said(saved: SavedSession, target: Path) -> Iterator[tuple[str, str]]:
    """What became of the lines, and what the person has to know."""
    left = [
        (saved.looked, "only looked"), (saved.replaced, "replaced later"), (saved.failed, "failed"),
    ]  # fmt: skip
    out = ", ".join(f"{count} {why}" for count, why in left if count)
    yield f"{target.name}: {_count(saved.kept, 'command')}" + (f"; left out: {out}." if out else "."), "hint"
    named = [f"-{one.name} = {one.default}" for one in saved.parameters if one.default is not None]
    if named:
        yield f"Parameters: {', '.join(named)}.", "hint"
    secrets = [f"-{one.name}" for one in saved.parameters if one.secret]
    if secrets:
        yield f"Secrets are not written; the script asks for {', '.join(secrets)}.", "warning"
    if saved.undefined:
        yield f"Nothing in it sets {', '.join('$' + name for name in saved.undefined)}; set them in it.", "warning"
    if saved.private:
        yield f"{_count(saved.private, 'line')} typed with a blank ahead: not written.", "warning"
    if saved.foreign:
        yield f"{_count(saved.foreign, 'line')} of another account: not written.", "warning"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
