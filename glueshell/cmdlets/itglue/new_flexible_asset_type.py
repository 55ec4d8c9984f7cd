"""New-FlexibleAssetType."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.drafts.submit_draft import wants_what_if
from glueshell.cmdlets.itglue.blame import blaming
from glueshell.cmdlets.itglue.generated import catalog
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.records import record_of
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.itglue.fieldspecs import KEYS, field_plan, type_plan
from glueshell.itglue.kinds import KINDS
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.text import to_text

FLAGS = ("Required", "UseForTitle", "ShowInList", "Expiration")


class FieldCompleter:
    """Offers what a field may say, inside the hashtables of -Fields."""

    __slots__ = ()

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """Nothing: a field is written as a hashtable."""
        return iter(())

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """The keys."""
        return (Candidate(key, style_hint="required" if key in ("Name", "Kind") else "") for key in KEYS)

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """Kinds, tag types, true and false."""
        key = context.key.casefold()
        if key == "kind":
            yield from (Candidate(name) for name in KINDS)
        elif key in ("tagtype", "tag"):
            yield from (Candidate(name) for name in catalog().tag_types)
        elif key in {flag.casefold() for flag in FLAGS}:
            yield from (Candidate(text, literal=True) for text in ("$true", "$false"))


class NewFlexibleAssetType(Cmdlet):
    """Makes a flexible asset type with its fields, in one request.

    A field is a hashtable: Name and Kind, and where they apply TagType, Options, Required, UseForTitle, ShowInList,
    Hint, Decimals, Expiration. At least one field makes the title and one is shown in lists.
    """

    name = "New-FlexibleAssetType"
    supports_should_process = True
    output_types = ("ITGlue.FlexibleAssetType",)
    examples = (
        Example(
            "New-FlexibleAssetType 'Printer' -WhatIf -Fields"
            " @{ Name = 'Model'; Kind = 'Text'; UseForTitle = $true; ShowInList = $true }",
            "The exact request; nothing is sent.",
        ),
    )
    links = ("Get-FlexibleAssetType", "Get-FlexibleAssetField", "Use-FlexibleAssetType")

    type_name = Parameter("string", name="Name", position=0, mandatory=True, help="The name of the type.")
    fields = Parameter(
        "object[]",
        position=1,
        mandatory=True,
        completer=FieldCompleter(),
        help="The fields: @{ Name = 'Type'; Kind = 'Select'; Options = 'A', 'B' }.",
    )
    description = Parameter("string", help="What the type is for.")
    icon = Parameter("string", default="cube", help="IT Glue's name of an icon, such as envelope or lock.")
    hide_in_menu = Parameter("switch", help="Not in IT Glue's side menu.")

    def process(self) -> Iterator[object]:
        """Check the fields, ask, send."""
        sitting = sitting_of(self.invocation)
        with blaming(self.invocation, "Fields"):
            specs = field_plan([_plain(field) for field in self.fields], sitting.catalog)
        plan = type_plan(
            sitting.catalog,
            self.type_name,
            specs,
            description=self.description,
            icon=self.icon,
            show_in_menu=not self.hide_in_menu,
        )
        confirm = self.invocation.bound.get("Confirm")
        if confirm is None and str(self.engine.get_variable("ConfirmPreference")) == "None":
            confirm = False
        sent = sitting.send(plan, confirm=None if confirm is None else bool(confirm), what_if=wants_what_if(self))
        if sent is not None:
            sitting.read_schema(sent.id)
            yield record_of(sent, sitting.catalog)


def _plain(field: object) -> object:
    """A hashtable as the plain mapping that the rules of fields read."""
    if isinstance(field, Hashtable):
        return {to_text(key): value for key, value in field.items()}
    return field
