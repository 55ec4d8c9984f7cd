"""Get-ItemProperty, Get-ItemPropertyValue and Set-ItemProperty."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.files.targets import LITERAL, PATH, ItemCmdlet, Narrowed, item_at, targets
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.places import Place
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.listing import property_names
from glueshell.objects.members import MISSING, get_member, get_member_or_missing, set_member
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_of
from glueshell.objects.wildcard import Wildcard

_NOTES = ("PSPath", "PSParentPath", "PSChildName", "PSDrive", "PSProvider")


def _missing(name: str, error_id: str, category: str = "ReadError") -> PSError:
    return PSError(f"The property {name} does not exist or was not found.", error_id, category,
                   "System.IO.IOException", target=name)  # fmt: skip


class GetItemProperty(ItemCmdlet):
    """Answers properties of items: all, or those asked for."""

    name = "Get-ItemProperty"
    aliases = ("gp",)
    dotnet_name = "Microsoft.PowerShell.Commands.GetItemPropertyCommand"
    examples = (
        Example("'abc' | Set-Content a.txt; (Get-ItemProperty a.txt).Name", "All.", "a.txt"),
        Example("'x' | Set-Content a.txt; (Get-ItemProperty a.txt -Name IsReadOnly).IsReadOnly", "One.", "False"),
    )
    links = ("Get-Item", "Set-ItemProperty")

    force = Parameter("switch", hidden=True, help="Hidden items too.")
    property = Parameter("string[]", name="Name", aliases=("PSProperty",), position=1, wildcards=True,
                         help="Names or patterns.")  # fmt: skip

    def process(self) -> Iterator[object]:
        """The properties of each item."""
        for place in targets(self):
            item = item_at(place)
            if not self.property:
                yield item
                continue
            found: dict[str, object] = {}
            for text in self.property:
                name = to_text(text)
                fitting = [known for known in property_names(item) if Wildcard(name).matches(known)]
                if not fitting:
                    self.write_error(ErrorRecord(_missing(name, "GetValueError")))
                for each in fitting:
                    found[each] = get_member(item, each)
            if found:
                yield PSObject({**found, **{note: get_member(item, note) for note in _NOTES}})


class GetItemPropertyValue(Narrowed):
    """Answers the value of a property of items."""

    name = "Get-ItemPropertyValue"
    aliases = ("gpv",)
    default_set = PATH
    dotnet_name = "Microsoft.PowerShell.Commands.GetItemPropertyValueCommand"
    examples = (
        Example("'x' | Set-Content a.txt; Get-ItemPropertyValue a.txt -Name BaseName", "Of a file.", "a"),
        Example("'x' | Set-Content a.txt; Get-ItemPropertyValue a.txt Name, Extension", "Two.", "a.txt\n.txt"),
    )
    links = ("Get-ItemProperty",)

    path = Parameter("string[]", sets=(PATH,), position=0, from_pipeline=True, from_pipeline_by_name=True,
                     wildcards=True, validators=(ValidateNotNullOrEmpty(),), default=["."],
                     help="The items; wildcards allowed.")  # fmt: skip
    literal_path = Parameter("string[]", aliases=("PSPath", "LP"), sets=(LITERAL,), mandatory=True,
                             from_pipeline_by_name=True,
                             help="The items, every character meant as it is written.")  # fmt: skip
    property = Parameter("string[]", name="Name", aliases=("PSProperty",), position=1, mandatory=True,
                         help="The properties.")  # fmt: skip

    def process(self) -> Iterator[object]:
        """The values."""
        for place in targets(self):
            item = item_at(place)
            for text in self.property:
                value = get_member_or_missing(item, to_text(text), MISSING)
                if value is MISSING:
                    error = _missing(to_text(text), "System.IO.IOException", "NotSpecified")
                    error.target = None
                    raise error
                yield value


_VALUE_PATH, _VALUE_LITERAL = "propertyValuePathSet", "propertyValueLiteralPathSet"
_OBJECT_PATH, _OBJECT_LITERAL = "propertyPSObjectPathSet", "propertyPSObjectLiteralPathSet"


class SetItemProperty(Narrowed):
    """Changes properties of items: IsReadOnly, LastWriteTime, ..."""

    name = "Set-ItemProperty"
    aliases = ("sp",)
    default_set = _VALUE_PATH
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.SetItemPropertyCommand"
    examples = (
        Example("'x' | Set-Content a.txt; Set-ItemProperty a.txt IsReadOnly $true; (Get-Item a.txt).IsReadOnly", "",
                "True"),
        Example("'x' | Set-Content a.txt; Set-ItemProperty a.txt LastWriteTime '2024-05-06';"
                " (Get-Item a.txt).LastWriteTime.Year", "", "2024"),
    )  # fmt: skip
    links = ("Get-ItemProperty",)

    path = Parameter(
        "string[]",
        placements={name: Placement(mandatory=True, position=0, from_pipeline_by_name=True)
                    for name in (_OBJECT_PATH, _VALUE_PATH)},
        wildcards=True, help="The items; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter("string[]", aliases=("PSPath", "LP"), sets=(_VALUE_LITERAL, _OBJECT_LITERAL),
                             mandatory=True, from_pipeline_by_name=True,
                             help="The items, every character meant as it is written.")  # fmt: skip
    property = Parameter("string", name="Name", aliases=("PSProperty",), sets=(_VALUE_PATH, _VALUE_LITERAL),
                         position=1, mandatory=True, from_pipeline_by_name=True, help="The property.")  # fmt: skip
    value = Parameter("object", sets=(_VALUE_PATH, _VALUE_LITERAL), position=2, mandatory=True, allow_null=True,
                      allow_empty=True, from_pipeline_by_name=True, help="Its new value.")  # fmt: skip
    input_object = Parameter("psobject", sets=(_OBJECT_PATH, _OBJECT_LITERAL), mandatory=True, from_pipeline=True,
                             from_pipeline_by_name=True, help="An object whose properties are taken over.")  # fmt: skip
    pass_thru = Parameter("switch", help="Answers what was set.")
    force = Parameter("switch", help="Hidden items too.")

    def process(self) -> Iterator[object]:
        """Change each item."""
        changes = (
            {self.property: self.value}
            if self.property is not None
            else {name: get_member(self.input_object, name) for name in property_names(self.input_object)}
        )
        for place in targets(self):
            try:
                yield from self._change(place, changes)
            except PSError as error:
                self.write_error(ErrorRecord(error))

    def _change(self, place: Place, changes: dict[str, object]) -> Iterator[object]:
        item = item_at(place)
        for name, value in changes.items():
            kind = "Directory" if place.is_container else "File"
            target = f"Item: {place.shown} Property: {name} Value: {to_text(value)}"
            if get_member_or_missing(item, name, MISSING) is MISSING:
                raise _missing(f"{type_of(value).short_name} {name}={to_text(value)}", "SetPropertyError")
            if self.should_process(target, f"Set Property {kind}"):
                set_member(item, name, value)
                if self.pass_thru:
                    yield PSObject({name: value, **{note: get_member(item, note) for note in _NOTES}})
