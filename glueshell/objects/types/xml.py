"""XmlDocument and its nodes: what scripts may ask of them; the tree itself is `objects.xmlnodes`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.enums import EnumValue, enum_type
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.indexing import Subscripts
from glueshell.objects.numbercasts import culture_text
from glueshell.objects.text import to_text
from glueshell.objects.types.file import guarded
from glueshell.objects.xmlnodes import (
    ATTRIBUTE,
    CDATA,
    COMMENT,
    DECLARATION,
    DOCUMENT,
    ELEMENT,
    TEXT,
    Node,
)
from glueshell.objects.xmlreading import read_into

_X = "System.Xml."
_MANAGER = _X + "XmlNamespaceManager"


class XmlDocument(Node):
    """A whole document."""

    __slots__ = ()

    def __init__(self, text: str = "") -> None:
        super().__init__(DOCUMENT)
        if text:
            self.load(text)

    def load(self, text: str) -> None:
        """Read XML; what is not well formed raises XmlException."""
        read_into(self, text)


class NodeList(list):
    """Nodes as a collection of one of .NET's types."""

    __slots__ = ("ps_type_name",)

    def __init__(self, nodes: Iterable[Node], name: str) -> None:
        super().__init__(nodes)
        self.ps_type_name = _X + name


class NamespaceManager:
    """Prefixes and the namespaces they stand for in paths."""

    __slots__ = ("known",)
    ps_type_name = _MANAGER

    def __init__(self, *names: object) -> None:
        self.known: dict[str, str] = {}


def _select(node: Node, path: str, manager: object = None) -> NodeList:
    from glueshell.objects.xpath import select

    known = manager.known if isinstance(manager, NamespaceManager) else {}
    return NodeList(select(node, path, known), "XPath.XPathNodeList")


def _descendants(node: Node, name: str) -> NodeList:
    found = (one for one in node.walk() if one is not node and one.kind == ELEMENT and name in ("*", one.name))
    return NodeList(found, "XmlElementList")


def _value_of_attribute(node: Node, name: str) -> str:
    found = node.attribute(name)
    return "" if found is None else found.value


def _remove_attribute(node: Node, name: str) -> None:
    node.attributes = [one for one in node.attributes if one.name != name]


def _remove_child(node: Node, child: Node) -> Node:
    if child not in node.children:
        raise NetError("System.ArgumentException", "The node to be removed is not a child of this node.")
    node.children.remove(child)
    child.parent = None
    return child


def _replace(node: Node, new: Node, old: Node) -> Node:
    node.append(new, before=old)
    return _remove_child(node, old)


def _remove_all(node: Node) -> None:
    node.attributes = []
    for child in list(node.children):
        _remove_child(node, child)


def _sibling(node: Node, step: int) -> Node | None:
    if node.parent is None:
        return None
    among = node.parent.children
    place = among.index(node) + step
    return among[place] if 0 <= place < len(among) else None


def _prepend(node: Node, child: Node) -> Node:
    return node.append(child, before=node.children[0] if node.children else None)


def _insert(node: Node, child: Node, other: Node | None, after: bool) -> Node:
    if other is None:
        return _prepend(node, child) if after else node.append(child)
    return node.append(child, before=_sibling(other, 1) if after else other)


def _set_inner(node: Node, xml: str) -> None:
    inside = XmlDocument(f"<x>{xml}</x>").top()
    node.set_text("")
    for child in list(inside.children if inside is not None else ()):
        node.append(child)


def _set_value(node: Node, value: object) -> None:
    if node.kind == ELEMENT:
        node.set_text(to_text(value))
    else:
        node.value = to_text(value)


def _read_file(document: Any, path: str) -> None:
    with open(path, encoding="utf-8-sig") as file:
        document.load(file.read())


def _save(document: Node, path: object) -> None:
    with open(to_text(path), "w", encoding="utf-8") as file:
        file.write(document.pretty())


def document_of(value: object) -> XmlDocument:
    """What `[xml]` makes of a value."""
    if isinstance(value, XmlDocument):
        return value
    try:
        # Whatever it is, its text is read, of several the lines.
        return XmlDocument(to_text(value, "\n"))
    except PSError as error:
        raise problem("XmlCast", culture_text(value), error.message, target=value, inner=error) from None


def _named(node: Node, name: object) -> object:
    """`$node['child']`: the first child element of that name; `['child', 'namespace']`: of both."""
    if type(name) is Subscripts:
        local, uri = (to_text(each) for each in name)
        found = (one for one in node.children if one.local == local and one.uri == uri)
    else:
        found = (one for one in node.children if one.name == to_text(name))
    return next((one for one in found if one.kind == ELEMENT), None)


_named.takes_two = True  # type: ignore[attr-defined]


def _new_element(document: Node, *names: str) -> Node:
    *name, uri = names if len(names) > 1 else (*names, "")
    return document.make(ELEMENT, ":".join(each for each in name if each), uri=uri)


def _set_empty(node: Node, empty: bool) -> None:
    if empty:
        for child in list(node.children):
            _remove_child(node, child)
    node.ended = not empty


def _kind(node: Node) -> EnumValue:
    kinds = enum_type(_X + "XmlNodeType")
    assert kinds is not None
    return kinds.parse(node.kind)


TABLES = {
    _X + "XmlNode": MemberTable(
        _X + "XmlNode",
        method("ToString", lambda node: node.name, "string ToString()"),
        prop("Name", "string", lambda node: node.name),
        prop("LocalName", "string", lambda node: node.local),
        prop("Prefix", "string", lambda node: node.prefix),
        prop("NamespaceURI", "string", lambda node: node.uri),
        prop("NodeType", _X + "XmlNodeType", _kind),
        prop("Value", "string", lambda node: None if node.kind in (ELEMENT, DOCUMENT) else node.value, _set_value),
        prop("InnerText", "string", lambda node: node.text(), _set_value),
        prop("InnerXml", "string", lambda node: node.inner(), _set_inner),
        prop("OuterXml", "string", lambda node: node.outer()),
        prop("ChildNodes", _X + "XmlNodeList", lambda node: NodeList(node.children, "XmlChildNodes")),
        prop("HasChildNodes", "bool", lambda node: bool(node.children)),
        prop("FirstChild", _X + "XmlNode", lambda node: next(iter(node.children), None)),
        prop("LastChild", _X + "XmlNode", lambda node: (node.children or [None])[-1]),
        prop("NextSibling", _X + "XmlNode", lambda node: _sibling(node, 1)),
        prop("PreviousSibling", _X + "XmlNode", lambda node: _sibling(node, -1)),
        prop("ParentNode", _X + "XmlNode", lambda node: node.parent),
        prop("OwnerDocument", _X + "XmlDocument", lambda node: node.document),
        method("SelectNodes", _select, "System.Xml.XmlNodeList SelectNodes(string xpath)",
               "System.Xml.XmlNodeList SelectNodes(string xpath, System.Object nsmgr)"),
        method("SelectSingleNode", lambda node, path, manager=None: next(iter(_select(node, path, manager)), None),
               "System.Xml.XmlNode SelectSingleNode(string xpath)",
               "System.Xml.XmlNode SelectSingleNode(string xpath, System.Object nsmgr)"),
        method("AppendChild", lambda node, child: node.append(child)),
        method("PrependChild", _prepend),
        method("InsertBefore", lambda node, child, other: _insert(node, child, other, False)),
        method("InsertAfter", lambda node, child, other: _insert(node, child, other, True)),
        method("RemoveChild", _remove_child),
        method("ReplaceChild", _replace),
        method("RemoveAll", _remove_all, "void RemoveAll()"),
        method("Clone", lambda node: node.copy(), "System.Xml.XmlNode Clone()"),
        method("CloneNode", lambda node, deep: node.copy(deep), "System.Xml.XmlNode CloneNode(bool deep)"),
        index=_named,
    ),
    _X + "XmlElement": MemberTable(
        _X + "XmlElement",
        prop("Attributes", _X + "XmlAttributeCollection",
             lambda node: NodeList(node.attributes, "XmlAttributeCollection")),
        prop("HasAttributes", "bool", lambda node: bool(node.attributes)),
        prop("IsEmpty", "bool", lambda node: not node.children and not node.ended, _set_empty),
        method("GetAttribute", _value_of_attribute, "string GetAttribute(string name)"),
        method("HasAttribute", lambda node, name: node.attribute(name) is not None, "bool HasAttribute(string name)"),
        method("SetAttribute", lambda node, name, value: node.set_attribute(name, value),
               "void SetAttribute(string name, string value)"),
        method("RemoveAttribute", _remove_attribute, "void RemoveAttribute(string name)"),
        method("GetElementsByTagName", _descendants, "System.Xml.XmlNodeList GetElementsByTagName(string name)"),
    ),
    _X + "XmlDocument": MemberTable(
        _X + "XmlDocument",
        prop("DocumentElement", _X + "XmlElement", lambda document: document.top()),
        prop("PreserveWhitespace", "bool", lambda document: False, lambda document, value: None),
        method("LoadXml", lambda document, text: document.load(text), "void LoadXml(string xml)"),
        method("Load", guarded(_read_file, 1), "void Load(string filename)"),
        method("Save", guarded(_save, 1)),
        method("CreateElement", _new_element,
               "System.Xml.XmlElement CreateElement(string name)",
               "System.Xml.XmlElement CreateElement(string qualifiedName, string namespaceURI)",
               "System.Xml.XmlElement CreateElement(string prefix, string localName, string namespaceURI)"),
        method("CreateAttribute", lambda document, name: document.make(ATTRIBUTE, name),
               "System.Xml.XmlAttribute CreateAttribute(string name)"),
        method("CreateTextNode", lambda document, text: document.make(TEXT, value=text),
               "System.Xml.XmlText CreateTextNode(string text)"),
        method("CreateCDataSection", lambda document, text: document.make(CDATA, value=text),
               "System.Xml.XmlCDataSection CreateCDataSection(string data)"),
        method("CreateComment", lambda document, text: document.make(COMMENT, value=text),
               "System.Xml.XmlComment CreateComment(string data)"),
        method("CreateXmlDeclaration", lambda document, version, encoding, alone: _declaration(
            document, version, encoding, alone),
            "System.Xml.XmlDeclaration CreateXmlDeclaration(string version, string encoding, string standalone)"),
        method("ImportNode", lambda document, node, deep: _adopted(document, node.copy(deep))),
        method("GetElementsByTagName", _descendants, "System.Xml.XmlNodeList GetElementsByTagName(string name)"),
        constructors=("xml new()",),
        construct=XmlDocument,
    ),
    _X + "XmlNodeList": MemberTable(
        _X + "XmlNodeList",
        prop("Count", "int", len),
        method("Item", lambda nodes, at: nodes[at] if 0 <= at < len(nodes) else None,
               "System.Xml.XmlNode Item(int index)"),
    ),
    _X + "XmlAttributeCollection": MemberTable(
        _X + "XmlAttributeCollection",
        prop("Count", "int", len),
        method("GetNamedItem", lambda nodes, name: next((one for one in nodes if one.name == name), None),
               "System.Xml.XmlNode GetNamedItem(string name)"),
        index=lambda nodes, key: nodes[key] if isinstance(key, int) else next(
            (one for one in nodes if one.name == to_text(key)), None),
    ),
    _MANAGER: MemberTable(
        _MANAGER,
        method("AddNamespace", lambda manager, prefix, uri: manager.known.update({prefix: uri}),
               "void AddNamespace(string prefix, string uri)"),
        method("LookupNamespace", lambda manager, prefix: manager.known.get(prefix),
               "string LookupNamespace(string prefix)"),
        construct=NamespaceManager,
    ),
}  # fmt: skip


def _declaration(document: Node, version: str, encoding: object, alone: object) -> Node:
    parts = [f'version="{version}"']
    parts += [f'encoding="{to_text(encoding)}"'] if encoding else []
    parts += [f'standalone="{to_text(alone)}"'] if alone else []
    return document.make(DECLARATION, value=" ".join(parts))


def _adopted(document: Node, node: Node) -> Node:
    for one in node.walk():
        one.document = document
    return node
