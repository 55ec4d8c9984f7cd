"""New-FlexibleAssetType."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from glueshell.cmdlets.drafts.writing import confirmation, if_exists, policy_of, wants_what_if
from glueshell.cmdlets.itglue.blame import blaming
from glueshell.cmdlets.itglue.declared import catalog
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.records import record_of
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.itglue.fieldspecs import KEYS, field_plan, type_plan
from glueshell.itglue.kinds import KINDS
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.members import get_member
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.session.sitting import Sitting

FLAGS = ("Required", "UseForTitle", "ShowInList", "Expiration")


# What the menu says of a key, and of a kind.
KEYS_SAY: Mapping[str, str] = MappingProxyType({
    "Name": "what the form calls the field",
    "Kind": "what it holds: Text, Select, Tag, Date, ...",
    "TagType": "a Tag: which records it names",
    "Options": "a Select: what may be chosen, 'A', 'B'",
    "Required": "must be filled in",
    "UseForTitle": "makes the asset's title; one field has to",
    "ShowInList": "a column of the list; one field has to",
    "Hint": "a sentence under the field",
    "Decimals": "a Number: digits behind the point",
    "Expiration": "a Date: shown among the expirations",
})  # fmt: skip
KINDS_SAY: Mapping[str, str] = MappingProxyType({
    "Text": "one line",
    "Textbox": "many lines",
    "Select": "one of its Options",
    "Number": "a number",
    "Percent": "a share in percent; set in IT Glue itself",
    "Checkbox": "yes or no",
    "Date": "a day",
    "Tag": "records of IT Glue; TagType says which",
    "Password": "a secret; set in IT Glue itself",
    "Upload": "files; set in IT Glue itself",
    "Header": "a heading of the form, no value",
})  # fmt: skip


class FieldCompleter:
    """Offers what a field may say, inside the hashtables of -Fields."""

    __slots__ = ()

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """Nothing: a field is written as a hashtable."""
        return iter(())

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """The keys."""
        return (
            Candidate(key, detail=KEYS_SAY[key], style_hint="required" if key in ("Name", "Kind") else "")
            for key in KEYS
        )

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """Kinds, tag types, true and false."""
        key = context.key.casefold()
        if key == "kind":
            yield from (Candidate(name, detail=KINDS_SAY[name]) for name in KINDS)
        elif key in ("tagtype", "tag"):
            yield from (Candidate(name) for name in catalog().tag_types)
        elif key in {flag.casefold() for flag in FLAGS}:
            yield from (Candidate(text, literal=True) for text in ("$true", "$false"))


class NewFlexibleAssetType(Cmdlet):
    """Makes a flexible asset type with its fields, in one request.

    A field is a hashtable: Name and Kind, and where they apply TagType, Options, Required, UseForTitle, ShowInList,
    Hint, Decimals, Expiration. At least one field makes the title and one is shown in lists. A tag of another flexible
    asset type is `TagType = 'FlexibleAssetType: Its name'`.

    A type of the same name that is there already is found, and its fields are compared: -IfExists says what happens
    when they are the same; when they differ, it stops and says what differs.
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
        Example(
            "New-FlexibleAssetType 'Rack' -WhatIf -Fields @{ Name = 'Room'; Kind = 'Text'; UseForTitle = $true;"
            " ShowInList = $true }, @{ Name = 'Devices'; Kind = 'Tag'; Tag = 'Configurations' }",
            "Two fields, one of them for tags.",
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
    if_exists = if_exists()

    def process(self) -> Iterator[object]:
        """Check the fields, ask, send."""
        sitting = sitting_of(self.invocation)
        with blaming(self.invocation, "Fields"):
            specs = field_plan([_plain(field, sitting) for field in self.fields], sitting.catalog)
        plan = type_plan(
            sitting.catalog,
            self.type_name,
            specs,
            description=self.description,
            icon=self.icon,
            show_in_menu=not self.hide_in_menu,
        )
        what_if = wants_what_if(self)
        made = sitting.make_type(
            plan,
            specs,
            confirm=confirmation(self),
            what_if=what_if,
            if_exists=policy_of(self),
            rehearse=what_if and "WhatIf" not in self.invocation.bound,
        )
        if made is not None:
            yield record_of(made, sitting.catalog)


def _plain(field: object, sitting: Sitting) -> object:
    """A hashtable as the plain mapping that the rules of fields read; a type that is tagged may go by its name."""
    if not isinstance(field, Hashtable):
        return field
    return {
        to_text(key): _tagged(value, sitting) if to_text(key).lower() in ("tagtype", "tag") else value
        for key, value in field.items()
    }


def _tagged(value: object, sitting: Sitting) -> object:
    """`FlexibleAssetType: NAME`, or a record of a type, as the id that IT Glue wants; anything else as it is."""
    from glueshell.itglue.catalog import FLEXIBLE_ASSET_TAG

    if isinstance(value, PSObject):
        id = get_member(value, "Id")
        return value if id is None else f"{FLEXIBLE_ASSET_TAG}: {to_text(id)}"
    text = to_text(value)
    kind, colon, name = text.partition(":")
    name = name.strip()
    if not colon or kind.strip().casefold() != FLEXIBLE_ASSET_TAG.casefold() or not name or name.isdecimal():
        return value
    return f"{FLEXIBLE_ASSET_TAG}: {sitting.directory.resolve('flexible_asset_types', name).id}"
