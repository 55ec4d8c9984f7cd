"""Select-Xml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from glueshell.cmdlets.files.targets import file_path
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.provider import not_found
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.declaration import MemberTable, prop
from glueshell.objects.errors import PSError, problem
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import has_wildcard
from glueshell.objects.xmlnodes import Node

_FILLED = (ValidateNotNullOrEmpty(),)
_STREAM = "InputStream"


class SelectXmlInfo:
    """A node that was found, where, and by which path."""

    __slots__ = ("node", "path", "pattern")
    ps_type_name = "Microsoft.PowerShell.Commands.SelectXmlInfo"
    ps_members = MemberTable(
        ps_type_name,
        prop("Node", "System.Xml.XmlNode", lambda info: info.node),
        prop("Path", "string", lambda info: info.path),
        prop("Pattern", "string", lambda info: info.pattern),
    )

    def __init__(self, node: Node, path: str, pattern: str) -> None:
        self.node = node
        self.path = path
        self.pattern = pattern

    def ps_text(self) -> str:
        """The text inside; of a file its path as well."""
        text = self.node.text().strip()
        return text if self.path == _STREAM else f"{text}:{self.path}"


class SelectXml(Cmdlet):
    """Finds nodes of XML by an XPath, in texts, documents and files."""

    name = "Select-Xml"
    default_set = "Xml"
    dotnet_name = "Microsoft.PowerShell.Commands.SelectXmlCommand"
    output_types = ("Microsoft.PowerShell.Commands.SelectXmlInfo",)
    examples = (
        Example("(Select-Xml -Content '<r><a n=\"1\"/><a n=\"2\">y</a></r>' -XPath '//a[@n=2]').Node.InnerText",
                "By an attribute.", "y"),
        Example("$x = [xml]'<r xmlns=\"urn:x\"><a>q</a></r>';"
                " ($x | Select-Xml //p:a -Namespace @{ p = 'urn:x' }).Node.InnerText", "In a namespace.", "q"),
    )  # fmt: skip
    links = ("ConvertTo-Xml", "Select-String")

    path = Parameter(
        "string[]", validators=_FILLED, wildcards=True, help="The files; wildcards allowed.",
        placements={"Path": Placement(position=1, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), validators=_FILLED, help="The files, with nothing special in names.",
        placements={"LiteralPath": Placement(mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    xml = Parameter(
        "System.Xml.XmlNode[]", aliases=("Node",), validators=_FILLED, help="Documents or nodes.",
        placements={"Xml": Placement(position=1, mandatory=True, from_pipeline=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    content = Parameter(
        "string[]", validators=_FILLED, help="XML as text.",
        placements={"Content": Placement(mandatory=True, from_pipeline=True)},
    )  # fmt: skip
    x_path = Parameter("string", name="XPath", position=0, mandatory=True, validators=_FILLED, help="Where to look.")
    namespace = Parameter(
        "hashtable", validators=_FILLED, help="Prefixes of the path and the namespaces they stand for."
    )

    def process(self) -> Iterator[object]:
        """Look in each."""
        if self.xml is not None:
            for node in self.xml:
                yield from self._found(unwrap(node), _STREAM)
        for text in self.content or ():
            document = self._read(text)
            if document is not None:
                yield from self._found(document, _STREAM)
        for given in self.path or self.literal_path or ():
            for place in self._places(given):
                yield from self._file(place)

    def _places(self, given: str) -> Iterator[str]:
        if self.path is not None and has_wildcard(given):
            yield from (place.path for place in self.engine.drives.expand(given) if not place.is_container)
            return
        place = self.engine.drives.place(given)
        if not place.exists:
            self.throw(ErrorRecord(not_found(place.shown)))
        yield file_path(self, given)

    def _file(self, place: str) -> Iterator[object]:
        try:
            with open(place, encoding="utf-8-sig") as file:
                document = self._read(file.read(), place)
        except (OSError, UnicodeError) as error:
            said = f"The file '{place}' cannot be read due to the following error: {error}"
            self.write_error(
                ErrorRecord(
                    PSError(said, "ProcessingFile", "InvalidArgument", "System.ArgumentException"), target=place
                )
            )
            return
        if document is not None:
            yield from self._found(document, place)

    def _read(self, text: str, place: str | None = None) -> Node | None:
        from glueshell.objects.types.xml import XmlDocument

        try:
            return XmlDocument(text)
        except PSError as error:
            if place is not None:
                said = f"The file '{place}' cannot be read due to the following error: {error.message}"
                record = ErrorRecord(PSError(said, "ProcessingFile", "InvalidArgument", "System.ArgumentException"))
                self.write_error(record)
                return None
            cast = problem("XmlCast", text, error.message, target=text, inner=error)
            self.write_error(ErrorRecord(cast))
            return None

    def _found(self, node: object, place: str) -> Iterator[object]:
        from glueshell.objects.xpath import select

        known = {to_text(key): to_text(value) for key, value in (self.namespace or {}).items()}
        assert isinstance(node, Node)
        try:
            nodes = select(node, self.x_path, known)
        except PSError as error:
            self._no_path(error)
        yield from (SelectXmlInfo(one, place, self.x_path) for one in nodes)

    def _no_path(self, error: PSError) -> NoReturn:
        self.throw(ErrorRecord(error, error.exception_type, "NotSpecified", exit_status=2))
