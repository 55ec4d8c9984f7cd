"""The kinds of flexible asset fields, one class each: what a person types, what is stored, what goes on the wire.

A new kind is one class in this package and its entry in KINDS.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from glueshell.itglue.kinds.base import Choice, FieldKind, Problem, TagLookup, TagRef, TraitProblem
from glueshell.itglue.kinds.date import Date
from glueshell.itglue.kinds.plain import Checkbox, Header, Number, Text, Textbox
from glueshell.itglue.kinds.select import Select
from glueshell.itglue.kinds.tag import Tag
from glueshell.itglue.kinds.unsupported import Password, Percent, UnknownKind, Upload

__all__ = [
    "KINDS",
    "Checkbox",
    "Choice",
    "Date",
    "FieldKind",
    "Header",
    "Number",
    "Password",
    "Percent",
    "Problem",
    "Select",
    "Tag",
    "TagLookup",
    "TagRef",
    "Text",
    "Textbox",
    "TraitProblem",
    "UnknownKind",
    "Upload",
    "kind_of",
]

KINDS: Mapping[str, FieldKind] = MappingProxyType({
    kind.name: kind
    for kind in (
        Checkbox(), Date(), Header(), Number(), Percent(), Select(), Tag(), Text(), Textbox(), Upload(), Password(),
    )
})  # fmt: skip


def kind_of(name: str) -> FieldKind:
    """The kind of this name in any casing; one that is not known yet is shown and refused, never sent."""
    found = KINDS.get(name)
    if found is not None:
        return found
    folded = name.casefold()
    return next((kind for key, kind in KINDS.items() if key.casefold() == folded), UnknownKind(name))
