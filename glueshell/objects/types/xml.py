"""XmlDocument and its nodes, over ElementTree; documents are read by defusedxml."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.text import to_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_X = "System.Xml."


class XmlNode:
    """An element with its document; child elements and attributes read as properties."""

    __slots__ = ("document", "element", "parent")
    ps_type_name = _X + "XmlElement"

    def __init__(self, element: Element, document: XmlDocument, parent: object = None) -> None:
        self.element = element
        self.document = document
        self.parent = parent

    @property
    def name(self) -> str:
        """The tag without its namespace."""
        return _local(self.element.tag)

    def children(self) -> list[XmlNode]:
        """Child elements."""
        return [XmlNode(child, self.document, self) for child in self.element if isinstance(child.tag, str)]

    def text(self) -> str:
        """All text inside."""
        return "".join(self.element.itertext())

    def outer(self) -> str:
        """The element as XML."""
        from xml.etree.ElementTree import tostring

        text = tostring(self.element, encoding="unicode", short_empty_elements=True)
        return text[: len(text) - len(self.element.tail or "")] if self.element.tail else text

    def ps_text(self) -> str:
        """The name of an element."""
        return self.name

    def ps_equals(self, other: object) -> bool:
        """The same element."""
        return isinstance(other, XmlNode) and other.element is self.element

    def ps_get(self, low: str, missing: object) -> object:
        """A child or attribute by name: text where it is only text, several as a list."""
        if low == "#text":
            return self.element.text
        found: list[object] = [value for key, value in self.element.attrib.items() if _local(key).lower() == low]
        found.extend(shown(child) for child in self.children() if child.name.lower() == low)
        if not found:
            return missing
        return found[0] if len(found) == 1 else found

    def ps_set(self, name: str, value: object) -> bool:
        """Write an attribute, or a child's text."""
        low = name.lower()
        for key in self.element.attrib:
            if _local(key).lower() == low:
                self.element.set(key, to_text(value))
                return True
        for child in self.children():
            if child.name.lower() == low:
                child.element.text = to_text(value)
                return True
        return False

    def ps_names(self) -> list[str]:
        """Names of attributes and children."""
        names = [_local(key) for key in self.element.attrib] + [child.name for child in self.children()]
        if self.element.text and self.element.text.strip():
            names.append("#text")
        return list(dict.fromkeys(names))


class XmlDocument:
    """A whole document."""

    __slots__ = ("root",)
    ps_type_name = _X + "XmlDocument"

    def __init__(self, text: str = "") -> None:
        self.root: Element | None = None
        if text:
            self.load(text)

    def load(self, text: str) -> None:
        """Read XML; what is not well formed raises XmlException."""
        from xml.etree.ElementTree import ParseError

        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        try:
            self.root = fromstring(text)
        except (ParseError, DefusedXmlException, ValueError) as error:
            raise NetError(_X + "XmlException", str(error)) from None

    def top(self) -> XmlNode | None:
        """The document element."""
        return None if self.root is None else XmlNode(self.root, self, self)

    def outer(self) -> str:
        """The document as XML."""
        top = self.top()
        return "" if top is None else top.outer()

    def ps_text(self) -> str:
        """#document."""
        return "#document"

    def ps_get(self, low: str, missing: object) -> object:
        """The document element by its name."""
        top = self.top()
        return shown(top) if top is not None and top.name.lower() == low else missing

    def ps_names(self) -> list[str]:
        """The document element's name."""
        top = self.top()
        return [] if top is None else [top.name]

    def children(self) -> list[XmlNode]:
        """The document element."""
        top = self.top()
        return [] if top is None else [top]

    def text(self) -> str:
        """All text."""
        top = self.top()
        return "" if top is None else top.text()


def shown(node: XmlNode) -> object:
    """A node as a property gives it: its text where it has nothing else."""
    if not node.element.attrib and not len(node.element):
        return node.element.text or ""
    return node


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _select(node: Any, path: str) -> Iterator[XmlNode]:
    if isinstance(node, XmlDocument):
        if node.root is None:
            return
        wrapper = _wrapped(node.root)
        query = "." + path if path.startswith("/") else path
        for element in wrapper.iterfind(query):
            yield XmlNode(element, node)
        return
    query = "." + path if path.startswith("//") else path
    for element in node.element.iterfind(query):
        yield XmlNode(element, node.document)


def _wrapped(root: Element) -> Element:
    from xml.etree.ElementTree import Element as Make

    top = Make("document")
    top.append(root)
    return top


def _descendants(node: Any, name: str) -> list[XmlNode]:
    start = node.root if isinstance(node, XmlDocument) else node.element
    document = node if isinstance(node, XmlDocument) else node.document
    if start is None:
        return []
    return [XmlNode(element, document) for element in start.iter()
            if isinstance(element.tag, str) and (name == "*" or _local(element.tag) == name)]


def _attribute(node: object, name: str) -> str:
    return str(node.element.get(name, ""))  # type: ignore[attr-defined]


def _set_text(node: object, value: object) -> None:
    element = node.element  # type: ignore[attr-defined]
    for child in list(element):
        element.remove(child)
    element.text = to_text(value)


def _create(document: object, name: str) -> XmlNode:
    from xml.etree.ElementTree import Element as Make

    assert isinstance(document, XmlDocument)
    return XmlNode(Make(name), document)


def _append(node: Any, child: XmlNode) -> XmlNode:
    if isinstance(node, XmlDocument):
        node.root = child.element
    else:
        node.element.append(child.element)
    return child


def _read_file(document: object, path: str) -> None:
    with open(path, encoding="utf-8") as file:
        document.load(file.read())  # type: ignore[attr-defined]


def _save(document: object, path: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(document.outer())  # type: ignore[attr-defined]


def _inner(node: Any) -> str:
    if isinstance(node, XmlDocument):
        return node.outer()
    start, document = node.element, node.document
    return (start.text or "") + "".join(XmlNode(child, document).outer() + (child.tail or "") for child in start)


def _convert(value: object) -> object:
    if isinstance(value, str):
        try:
            return XmlDocument(value)
        except PSError as error:
            raise problem("XmlCast", value, error.message, target=value, inner=error) from None
    return NotImplemented


TABLES = {
    _X + "XmlNode": MemberTable(
        _X + "XmlNode",
        prop("Name", "string", lambda node: node.ps_text()),
        prop("LocalName", "string", lambda node: node.ps_text()),
        prop("InnerText", "string", lambda node: node.text(), _set_text),
        prop("InnerXml", "string", _inner),
        prop("OuterXml", "string", lambda node: node.outer()),
        prop("ChildNodes", "System.Object", lambda node: list(node.children())),
        prop("HasChildNodes", "bool", lambda node: bool(node.children())),
        prop("FirstChild", "System.Object", lambda node: next(iter(node.children()), None)),
        prop("LastChild", "System.Object", lambda node: (node.children() or [None])[-1]),
        prop("ParentNode", "System.Object", lambda node: getattr(node, "parent", None)),
        method("SelectNodes", lambda node, path: list(_select(node, path)), "System.Object SelectNodes(string xpath)"),
        method("SelectSingleNode", lambda node, path: next(_select(node, path), None),
               "System.Object SelectSingleNode(string xpath)"),
        method("GetElementsByTagName", _descendants, "System.Object GetElementsByTagName(string name)"),
        method("AppendChild", _append, "System.Object AppendChild(System.Object newChild)"),
    ),
    _X + "XmlElement": MemberTable(
        _X + "XmlElement",
        prop("Attributes", "System.Object", lambda node: _attributes(node)),
        method("GetAttribute", _attribute, "string GetAttribute(string name)"),
        method("HasAttribute", lambda node, name: name in node.element.attrib, "bool HasAttribute(string name)"),
        method("SetAttribute", lambda node, name, value: node.element.set(name, value),
               "void SetAttribute(string name, string value)"),
        method("RemoveAttribute", lambda node, name: node.element.attrib.pop(name, None),
               "void RemoveAttribute(string name)"),
    ),
    _X + "XmlDocument": MemberTable(
        _X + "XmlDocument",
        prop("DocumentElement", "System.Xml.XmlElement", lambda document: document.top()),
        method("LoadXml", lambda document, text: document.load(text), "void LoadXml(string xml)"),
        method("Load", _read_file, "void Load(string filename)"),
        method("Save", _save, "void Save(string filename)"),
        method("CreateElement", _create, "System.Xml.XmlElement CreateElement(string name)"),
        construct=XmlDocument,
        convert=_convert,
    ),
}


def _attributes(node: object) -> list:
    from glueshell.objects.psobject import PSObject

    return [PSObject({"Name": _local(name), "Value": value, "#text": value})
            for name, value in node.element.attrib.items()]  # type: ignore[attr-defined]
