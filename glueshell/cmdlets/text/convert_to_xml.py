"""ConvertTo-Xml."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.enumeration import dictionary, enumerable, iterate
from glueshell.objects.enums import EnumValue
from glueshell.objects.listing import members_of
from glueshell.objects.psobject import NOTHING, PSObject, unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import type_name
from glueshell.objects.types.xml import XmlDocument
from glueshell.objects.xmlnodes import DECLARATION, ELEMENT, Node

_DECLARATION = 'version="1.0" encoding="utf-8"'
# Types that are written as text, not by their properties.
_TEXTS = frozenset(
    {
        "System.DateTime", "System.TimeSpan", "System.Guid", "System.Uri", "System.Decimal", "System.Version",
        "System.Char", "System.Management.Automation.ScriptBlock", "System.Security.SecureString",
        "System.Xml.XmlDocument",
    }
)  # fmt: skip


class ConvertToXml(Cmdlet):
    """Writes objects as plain XML: an element for each object, one for each property."""

    name = "ConvertTo-Xml"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertToXmlCommand"
    output_types = ("System.Xml.XmlDocument", "System.String")
    examples = (
        Example("(1, 2 | ConvertTo-Xml).Objects.Object.'#text' -join ','", "A document.", "1,2"),
        Example(
            "@{ id = 5 } | ConvertTo-Xml -As Stream -NoTypeInformation | Select-Object -Last 1",
            "As text.",
            "</Objects>",
        ),
    )
    links = ("ConvertTo-CliXml", "Select-Xml", "ConvertTo-Json")

    depth = Parameter(
        "int",
        default=1,
        validators=(ValidateRange(1, 2147483647),),
        help="How many levels of properties are written out.",
    )
    input_object = Parameter(
        "psobject", position=0, mandatory=True, from_pipeline=True, allow_null=True, help="The objects to write."
    )
    no_type_information = Parameter("switch", help="Without the types.")
    as_ = Parameter(
        "string", name="As", values=("Stream", "String", "Document"), default="Document",
        validators=(ValidateNotNullOrEmpty(),), help="One document, one text, or a text for each object.",
    )  # fmt: skip

    def begin(self) -> Iterator[object] | None:
        """Begin the document, or the stream of texts."""
        self._document = XmlDocument()
        self._document.append(self._document.make(DECLARATION, value=_DECLARATION))
        self._top = self._document.append(self._document.make(ELEMENT, "Objects"))
        self._stream = self.as_.lower() == "stream"
        if self._stream:
            self.write(f"<?xml {_DECLARATION}?>")
            self.write("<Objects>")
        return None

    def process(self) -> None:
        """Write one object."""
        element = self._document.make(ELEMENT, "Object")
        self._fill(element, self.input_object, self.depth, top=True)
        if self._stream:
            self.write(element.pretty())
        else:
            self._top.append(element)

    def end(self) -> Iterator[object]:
        """End it."""
        if self._stream:
            yield "</Objects>"
        elif self.as_.lower() == "string":
            yield self._document.pretty()
        else:
            yield self._document

    def _fill(self, element: Node, value: object, depth: int, *, top: bool = False) -> None:
        if not self.no_type_information:
            element.set_attribute("Type", "System.Object" if value is None else _type(value))
        bare = unwrap(value)
        if bare is None:
            return
        if _plain(bare):
            element.set_text(net_text(bare, invariant=True))
            return
        if depth < 1 and not (dictionary(bare) or enumerable(bare)):
            self._outline(element, bare)
            return
        if dictionary(bare):
            for key, item in bare.items():  # type: ignore[attr-defined]
                self._property(element, "Key", key, depth - 1)
                self._property(element, "Value", item, depth - 1)
        elif enumerable(bare):
            for item in iterate(bare):
                self._property(element, None, item, depth - 1)
        else:
            for info in members_of(value):
                if info.get is not None and info.kind in ("NoteProperty", "Property", "ScriptProperty"):
                    self._property(element, info.name, info.get(), depth - 1)

    def _outline(self, element: Node, bare: object) -> None:
        """An object below the deepest level: its text, of a custom object its properties' texts as well."""
        if not isinstance(bare, PSObject):
            element.set_text(net_text(bare, invariant=True))
            return
        whole = element.append(element.make(ELEMENT, "Property"))
        self._told(whole, "System.String", to_text(bare))
        for name, value in bare:
            one = element.append(element.make(ELEMENT, "Property"))
            one.set_attribute("Name", name)
            self._told(one, "System.Management.Automation.PSNoteProperty", to_text(value))

    def _told(self, element: Node, kind: str, text: str) -> None:
        if not self.no_type_information:
            element.set_attribute("Type", kind)
        element.set_text(text)

    def _property(self, parent: Node, name: str | None, value: object, depth: int) -> None:
        element = parent.append(parent.make(ELEMENT, "Property"))
        if name is not None:
            element.set_attribute("Name", name)
        self._fill(element, value, depth)


def _plain(bare: object) -> bool:
    return isinstance(bare, str | int | float | bool | EnumValue) or type_name(bare) in _TEXTS


def _type(value: object) -> str:
    if isinstance(value, PSObject) and value.base is NOTHING:
        return "System.Management.Automation.PSCustomObject"
    return type_name(unwrap(value))
