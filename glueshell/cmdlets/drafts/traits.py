"""Set-Trait, Add-Trait, Clear-Trait: the draft, one field at a time."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.drafts.form import FormFields, value_completer
from glueshell.cmdlets.drafts.showing import draft_object
from glueshell.cmdlets.itglue.blame import blaming
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.records import Record
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.itglue.drafts import Draft
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.members import get_member
from glueshell.objects.psobject import PSObject, unwrap


def given(value: object) -> object:
    """A value as the kinds take it: records by what they are, text without the shell's own dress."""
    if isinstance(value, list):
        return [given(item) for item in value]
    if isinstance(value, Record):
        return value.resource
    if isinstance(value, PSObject) and not isinstance(value, Hashtable):
        bare = unwrap(value)
        return get_member(value, "Id") if bare is value else given(bare)
    return value


class TraitCmdlet(Cmdlet):
    """Base of the cmdlets that change one trait of the draft."""

    field = Parameter(
        "string",
        name="Name",
        aliases=("Field", "Key"),
        position=0,
        mandatory=True,
        completer=FormFields(),
        help="The field: its name-key or its name.",
    )
    pass_thru = Parameter("switch", help="Answers the draft.")

    def checked(self) -> str:
        """The name-key of the field that is meant."""
        with blaming(self.invocation, "Name"):
            return sitting_of(self.invocation).find_field(self.field).key

    def after(self, draft: Draft) -> Iterator[object]:
        """What is written once the draft has changed."""
        if self.pass_thru:
            yield draft_object(draft)


class ValueCmdlet(TraitCmdlet):
    """Base of those that put values into it, given as arguments or down the pipeline."""

    value = Parameter(
        "object",
        position=1,
        mandatory=True,
        from_pipeline=True,
        from_remaining=True,
        completer=value_completer,
        help="The value; several for a tag: names, ids, addresses, records.",
    )

    def begin(self) -> None:
        """Wait for what comes."""
        self._values: list[object] = []

    def process(self) -> None:
        """Collect: what comes down the pipeline is one value."""
        if isinstance(self.value, list):
            self._values += self.value
        else:
            self._values.append(self.value)

    def end(self) -> Iterator[object]:
        """Change the draft, once."""
        key, values = self.checked(), self._values
        if not values and self.invocation.expecting_input:
            self.write_warning(f"Nothing came down the pipeline; {key} stays as it is.")
            return
        with blaming(self.invocation, "Value"):
            draft = self.change(key, given(values[0] if len(values) == 1 else values))
        yield from self.after(draft)

    def change(self, key: str, value: object) -> Draft:
        """The draft with the value in it."""
        raise NotImplementedError


class SetTrait(ValueCmdlet):
    """Puts a value into a field of the draft, checked at once and kept on disk.

    A tag takes names, ids or record addresses, one or several, and records down the pipeline; a select one of its
    options; a date `2026-03-31`, `31 Mar 2026` or `today+90d`; a checkbox `$true` or `yes`.
    """

    name = "Set-Trait"
    aliases = ("trait",)
    examples = (
        Example("Set-Trait type 'Office 365'", "A select option; Tab lists them."),
        Example(
            "Set-Trait webmail-url https://mail.happyfrog.example", "A text; the field may be named by its label too."
        ),
    )
    links = ("New-Draft", "Get-Draft", "Clear-Trait", "Submit-Draft")

    def change(self, key: str, value: object) -> Draft:
        """Put it in the place of what was there."""
        return sitting_of(self.invocation).set_trait(key, value)


class AddTrait(ValueCmdlet):
    """Adds records to a tag field of the draft."""

    name = "Add-Trait"
    examples = (
        Example("Add-Trait email-servers FROG-DC01", "One more."),
        Example("Add-Trait email-servers FROG-DC01, FROG-SQL01", "Several at once."),
    )
    links = ("Set-Trait", "Clear-Trait")

    def change(self, key: str, value: object) -> Draft:
        """Add it to what is there."""
        return sitting_of(self.invocation).add_trait(key, value)


class ClearTrait(TraitCmdlet):
    """Takes the value out of a field of the draft."""

    name = "Clear-Trait"
    examples = (
        Example("Clear-Trait location", "The field is empty again."),
        Example("Clear-Trait location; (Get-Draft -AsObject).Missing", "What is missing now."),
    )
    links = ("Set-Trait",)

    def process(self) -> Iterator[object]:
        """Clear it."""
        yield from self.after(sitting_of(self.invocation).clear_trait(self.checked()))
