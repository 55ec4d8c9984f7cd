"""New-Draft, Get-Draft, Test-Draft, Save-Draft, Restore-Draft, Remove-Draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from glueshell.cmdlets.drafts.form import FormFields
from glueshell.cmdlets.drafts.showing import PROBLEM, draft_object, kept_object, trait_rows
from glueshell.cmdlets.drafts.traits import given
from glueshell.cmdlets.drafts.writing import rehearses
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.records import moment_of
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject
from glueshell.objects.text import to_text


def draft_completer(context: CompletionContext) -> Iterator[Candidate]:
    """Offers the kept drafts that no other shell has open."""
    for kept in context.view.drafts():
        draft = kept.draft
        filled, total = draft.filled
        yield Candidate(draft.id, detail=f"{draft.schema.name} in {draft.organization_name}, {filled}/{total}")


class NewDraft(Cmdlet):
    """Begins a draft of a flexible asset: in the selected organization, of the selected type.

    It is kept on disk from the first moment. With -Traits its first values come along.
    """

    name = "New-Draft"
    examples = (
        Example("New-Draft", "Begin; then Set-Trait, Get-Draft, Submit-Draft."),
        Example(
            "New-Draft @{ type = 'Office 365' } 2>$null; Get-Draft -List | Measure-Object | ForEach-Object Count",
            "With first values.",
        ),
    )
    links = ("Set-Trait", "Get-Draft", "Submit-Draft", "Restore-Draft")

    traits = Parameter(
        "hashtable", position=0, completer=FormFields(), help="First values: @{ type = 'Office 365'; ... }."
    )
    pass_thru = Parameter("switch", help="Answers the draft.")

    def process(self) -> Iterator[object]:
        """Begin it, and show what the form asks for."""
        sitting = sitting_of(self.invocation)
        draft = sitting.new_draft(rehearsed=rehearses(self))
        for key, value in self.traits.items() if isinstance(self.traits, Hashtable) else ():
            draft = sitting.set_trait(to_text(key), given(value))
        if self.pass_thru:
            yield draft_object(draft)
            return
        required = ", ".join(field.key for field in draft.missing()) or "nothing"
        self.host.write_error_line(
            f"Draft {draft.id}: {draft.schema.name} in {draft.organization_name}. Required: {required}.", "hint"
        )


class GetDraft(Cmdlet):
    """Shows the draft field by field: what is set, what is required and missing; or lists the kept drafts."""

    name = "Get-Draft"
    aliases = ("draft",)
    default_set = "Current"
    examples = (
        Example("Get-Draft -List", "Every draft that is kept."),
        Example("(Get-Draft -AsObject).FlexibleAssetType", "The draft as one object.", "API Email Example"),
    )
    links = ("New-Draft", "Restore-Draft", "Submit-Draft")

    id = Parameter(
        "string", sets=("Current",), position=0, completer=draft_completer, help="Another draft than the current."
    )
    list = Parameter("switch", sets=("List",), mandatory=True, help="Lists the kept drafts.")
    as_object = Parameter("switch", sets=("Current",), help="One object instead of a row per field.")

    def process(self) -> Iterator[object]:
        """Show it."""
        sitting = sitting_of(self.invocation)
        if self.list:
            for kept in sitting.drafts.entries():
                yield kept_object(
                    kept.draft, current=kept.current, elsewhere=kept.elsewhere, updated=moment_of(kept.updated_at)
                )
            return
        draft = sitting.drafts.get(self.id) if self.id else sitting.drafts.need_current()
        if self.as_object:
            yield draft_object(draft)
        else:
            yield from trait_rows(draft, sitting.snapshots.current)


class TestDraft(Cmdlet):
    """Checks the draft: every reason for which IT Glue would refuse it, or nothing."""

    __test__ = False  # no test class, whatever its name begins with

    name = "Test-Draft"
    examples = (
        Example("Test-Draft", "Nothing is shown when the draft can be sent."),
        Example("Test-Draft -Quiet", "For scripts.", "True"),
    )
    links = ("Get-Draft", "Submit-Draft")

    quiet = Parameter("switch", help="Answers $true or $false.")

    def process(self) -> Iterator[object]:
        """Check it."""
        draft = sitting_of(self.invocation).drafts.need_current()
        problems = draft.problems()
        if self.quiet:
            yield not problems
            return
        for problem in problems:
            yield PSObject({"Field": problem.field, "Problem": problem.message}, (PROBLEM, *CUSTOM_NAMES))
        if not problems:
            self.host.write_error_line(f"Draft {draft.id} is complete.", "hint")


class SaveDraft(Cmdlet):
    """Writes the draft as a script of the shell's own language, to keep or to hand on.

    The draft itself is on disk after every change; this makes a copy that people can read and run.
    """

    name = "Save-Draft"
    examples = (
        Example("Save-Draft mail.gsh", "Run it with: glueshell run mail.gsh"),
        Example("Save-Draft mail.gsh; (Get-Content mail.gsh)[-1]", "What the script does at its end."),
    )
    links = ("Get-Draft", "Restore-Draft")

    path = Parameter("string", position=0, mandatory=True, help="The file, by custom a .gsh.")
    force = Parameter("switch", help="Overwrites a file that is there.")

    def process(self) -> None:
        """Write it."""
        from glueshell.config import write_private
        from glueshell.session.draft_script import draft_script

        sitting = sitting_of(self.invocation)
        draft = sitting.drafts.need_current()
        target = Path(self.engine.resolve_path(self.path))
        if target.exists() and not self.force:
            self.throw(
                ErrorRecord(
                    f"{target} exists.", "FileExists", "ResourceExists", str(target),
                    suggestion="Give another name, or -Force to overwrite it.", exit_status=2,
                )
            )  # fmt: skip
        try:
            write_private(target, draft_script(draft, sitting.snapshots.current).encode("utf-8"))
        except OSError as error:
            self.throw(
                ErrorRecord(
                    f"{target} cannot be written: {error.strerror or error}",
                    "FileNotWritten",
                    "WriteError",
                    str(target),
                )
            )


class RestoreDraft(Cmdlet):
    """Takes a kept draft up again; its organization and type become the selected ones.

    Without an id the one that was changed last.
    """

    name = "Restore-Draft"
    examples = (
        Example("Restore-Draft", "Go on where you left off."),
        Example("Restore-Draft (Get-Draft -List)[0].Id", "One of several, by its id."),
    )
    links = ("Get-Draft",)

    id = Parameter("string", position=0, completer=draft_completer, help="The draft; its first characters are enough.")

    def process(self) -> None:
        """Take it up."""
        sitting = sitting_of(self.invocation)
        wanted = self.id
        if not wanted:
            kept = sitting.unfinished()
            if not kept:
                self.throw(
                    ErrorRecord(
                        "There is no draft to go on with.", "NoDraftKept", "ObjectNotFound",
                        suggestion="Begin one: New-Draft.", exit_status=2,
                    )
                )  # fmt: skip
            wanted = kept[0].draft.id
        draft = sitting.restore_draft(wanted)
        filled, total = draft.filled
        missing = ", ".join(field.key for field in draft.missing())
        self.host.write_error_line(
            f"Draft {draft.id}: {draft.schema.name} in {draft.organization_name}, {filled} of {total} set"
            + (f", missing: {missing}." if missing else "."),
            "hint",
        )


class RemoveDraft(Cmdlet):
    """Removes a draft for good, the current one unless an id is given."""

    name = "Remove-Draft"
    supports_should_process = True
    examples = (
        Example("Remove-Draft", "The current draft is gone."),
        Example(
            "Get-Draft -List | ForEach-Object { Remove-Draft $_.Id -WhatIf }", "What would be removed, draft by draft."
        ),
    )
    links = ("Get-Draft",)

    id = Parameter("string", position=0, completer=draft_completer, help="The draft; its first characters are enough.")

    def process(self) -> None:
        """Remove it."""
        sitting = sitting_of(self.invocation)
        draft = sitting.drafts.get(self.id) if self.id else sitting.drafts.need_current()
        if self.should_process(f"draft {draft.id}, {draft.schema.name} in {draft.organization_name}"):
            sitting.remove_draft(draft.id)
