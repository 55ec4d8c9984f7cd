"""XML as a tree of nodes, as System.Xml keeps it: read by defusedxml, written as .NET writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from glueshell.objects.errors import NetError

DOCUMENT, ELEMENT, ATTRIBUTE, TEXT, CDATA, COMMENT = "Document", "Element", "Attribute", "Text", "CDATA", "Comment"
DECLARATION, INSTRUCTION = "XmlDeclaration", "ProcessingInstruction"
XMLNS = "http://www.w3.org/2000/xmlns/"
EXCEPTION = "System.Xml.XmlException"
_NAMES = {
    DOCUMENT: "#document", TEXT: "#text", CDATA: "#cdata-section", COMMENT: "#comment", DECLARATION: "xml",
}  # fmt: skip
_TYPES = {TEXT: "XmlText", CDATA: "XmlCDataSection", DECLARATION: "XmlDeclaration"}
_DECLARED = re.compile(r"\ufeff?<\?xml\s+(.*?)\?>", re.DOTALL)
# A declaration anywhere but at the very start.
_LATE = re.compile(r"\s+<\?xml\s")


class Node:
    """One node; `name` as it is written, `uri` its namespace, `value` its text where it is no element or document."""

    __slots__ = ("attributes", "children", "document", "kind", "name", "parent", "uri", "value")

    def __init__(self, kind: str, name: str = "", value: str = "", uri: str = "") -> None:
        self.kind = kind
        self.name = name or _NAMES.get(kind, "")
        self.value = value
        self.uri = uri
        self.attributes: list[Node] = []
        self.children: list[Node] = []
        self.parent: Node | None = None
        self.document: Node | None = None

    # -- what scripts see -------------------------------------------------------------------------------------------

    ps_adapted = True

    @property
    def ps_type_name(self) -> str:
        """XmlElement and its like."""
        return "System.Xml." + _TYPES.get(self.kind, "Xml" + self.kind)

    def ps_text(self) -> str:
        """The name of its type."""
        return self.ps_type_name

    def ps_shown(self) -> str:
        """Its name: what ToString() gives, and what shows of it among others."""
        return self.name

    def ps_equals(self, other: object) -> bool:
        """The same node."""
        return other is self

    def ps_get(self, low: str, missing: object) -> object:
        """A child or attribute by its name: text where it is only text, several as a list."""
        found: list[object] = [
            one.value for one in self.attributes if one.name.lower() == low or one.local.lower() == low
        ]
        found.extend(shown(one) for one in self.children if one.local.lower() == low or one.name.lower() == low)
        if not found:
            return missing
        return found[0] if len(found) == 1 else found

    def ps_set(self, name: str, value: object) -> bool:
        """Write an attribute, or a child's text; several of one name cannot be written."""
        from glueshell.objects.text import to_text

        low = name.lower()
        for one in self.attributes:
            if one.name.lower() == low:
                one.value = to_text(value)
                return True
        fitting = [one for one in self.children if one.name.lower() == low]
        if len(fitting) != 1:
            return False
        if fitting[0].kind == ELEMENT:
            fitting[0].set_text(to_text(value))
        else:
            fitting[0].value = to_text(value)
        return True

    def ps_names(self) -> list[str]:
        """The names of attributes and children, each once."""
        return list(dict.fromkeys([one.name for one in self.attributes] + [one.local for one in self.children]))

    # -- the tree ---------------------------------------------------------------------------------------------------

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix of the name."""
        return self.name.rpartition(":")[0]

    def attribute(self, name: str) -> Node | None:
        """The attribute of exactly that name."""
        return next((one for one in self.attributes if one.name == name), None)

    def set_attribute(self, name: str, value: str) -> None:
        """Write an attribute, a new one at the end."""
        found = self.attribute(name)
        if found is None:
            found = Node(ATTRIBUTE, name)
            found.parent, found.document = self, self.document
            self.attributes.append(found)
        found.value = value

    def append(self, child: Node, before: Node | None = None) -> Node:
        """Put a node at the end, or before another child; it leaves where it was."""
        if self.kind == DOCUMENT and child.kind == ELEMENT and any(one.kind == ELEMENT for one in self.children):
            raise NetError("System.InvalidOperationException", "This document already has a 'DocumentElement' node.")
        if child.parent is not None:
            child.parent.children.remove(child)
        place = len(self.children) if before is None else self.children.index(before)
        self.children.insert(place, child)
        child.parent = self
        return child

    def set_text(self, text: str) -> None:
        """Put one text in place of everything inside."""
        for child in self.children:
            child.parent = None
        self.children = []
        if text:
            self.append(self.make(TEXT, value=text))

    def make(self, kind: str, name: str = "", value: str = "", uri: str = "") -> Node:
        """A new node of this document, in no place yet."""
        made = Node(kind, name, value, uri)
        made.document = self if self.kind == DOCUMENT else self.document
        return made

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, in the order of the text."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def text(self) -> str:
        """All text inside."""
        if self.kind not in (ELEMENT, DOCUMENT):
            return self.value
        return "".join(one.value for one in self.walk() if one.kind in (TEXT, CDATA))

    def top(self) -> Node | None:
        """The element of a document."""
        return next((one for one in self.children if one.kind == ELEMENT), None)

    def copy(self, deep: bool = True) -> Node:
        """A copy in no place, with or without what is inside."""
        twin = self.make(self.kind, self.name, self.value, self.uri)
        for one in self.attributes:
            twin.attributes.append(_placed(one.copy(), twin))
        if deep:
            for child in self.children:
                twin.append(child.copy())
        return twin

    # -- writing ----------------------------------------------------------------------------------------------------

    def outer(self) -> str:
        """The node as XML."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            elif node.kind == DOCUMENT:
                stack.extend(reversed(node.children))
            elif node.kind != ELEMENT:
                parts.append(_leaf(node))
            else:
                head = f"<{node.name}" + "".join(" " + _leaf(one) for one in node.attributes)
                if node.children:
                    parts.append(head + ">")
                    stack.append(f"</{node.name}>")
                    stack.extend(reversed(node.children))
                else:
                    parts.append(head + " />")
        return "".join(parts)

    def inner(self) -> str:
        """What is inside as XML."""
        return "".join(one.outer() for one in self.children)

    def pretty(self, level: int = 0) -> str:
        """The node as XML, an element a line, two blanks a level."""
        if self.kind == DOCUMENT:
            return "\n".join(one.pretty() for one in self.children)
        step = "  " * level
        if self.kind != ELEMENT or not self.children or any(one.kind in (TEXT, CDATA) for one in self.children):
            return step + self.outer()
        head = f"{step}<{self.name}" + "".join(" " + _leaf(one) for one in self.attributes) + ">"
        return "\n".join([head, *(one.pretty(level + 1) for one in self.children), f"{step}</{self.name}>"])


def _placed(node: Node, parent: Node) -> Node:
    node.parent = parent
    return node


def _leaf(node: Node) -> str:
    if node.kind == TEXT:
        return escaped(node.value)
    if node.kind == ATTRIBUTE:
        return f'{node.name}="{escaped(node.value).replace(chr(34), "&quot;")}"'
    if node.kind == CDATA:
        return f"<![CDATA[{node.value}]]>"
    if node.kind == COMMENT:
        return f"<!--{node.value}-->"
    return f"<?{node.name} {node.value}?>"


def escaped(text: str) -> str:
    """Text as it stands between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shown(node: Node) -> object:
    """A node as a property gives it: its text where it has nothing else."""
    if node.kind != ELEMENT:
        return node.value
    if not node.attributes and all(one.kind == TEXT for one in node.children):
        return node.text()
    return node


def read_into(document: Node, text: str) -> None:
    """Fill a document with the nodes of an XML text; raises XmlException where it is not well formed."""
    from xml.dom import Node as Dom
    from xml.parsers.expat import ExpatError

    from defusedxml.common import DefusedXmlException
    from defusedxml.minidom import parseString

    declared = _DECLARED.match(text)
    rest = text[declared.end() :] if declared is not None else text
    if _LATE.match(text):
        raise NetError(EXCEPTION, _complaint(text, None))
    if not rest.strip():
        document.children = []
        if declared is not None:
            document.append(document.make(DECLARATION, value=" ".join(declared[1].split())))
        return
    try:
        tree = parseString(rest.strip().encode("utf-8", "surrogatepass"))
    except ExpatError as error:
        raise NetError(EXCEPTION, _complaint(text, error)) from None
    except (DefusedXmlException, ValueError) as error:
        raise NetError(EXCEPTION, str(error)) from None
    document.children = []
    if declared is not None:
        document.append(document.make(DECLARATION, value=" ".join(declared[1].split())))
    kinds = {
        Dom.TEXT_NODE: TEXT, Dom.CDATA_SECTION_NODE: CDATA, Dom.COMMENT_NODE: COMMENT,
        Dom.PROCESSING_INSTRUCTION_NODE: INSTRUCTION,
    }  # fmt: skip
    stack: list[tuple[Any, Node]] = [(one, document) for one in reversed(tree.childNodes)]
    while stack:
        source, parent = stack.pop()
        if source.nodeType == Dom.ELEMENT_NODE:
            made = document.make(ELEMENT, source.tagName, uri=source.namespaceURI or "")
            for one in source.attributes.values():
                attribute = _placed(document.make(ATTRIBUTE, one.name, one.value, one.namespaceURI or ""), made)
                made.attributes.append(attribute)
            parent.append(made)
            stack.extend((one, made) for one in reversed(source.childNodes))
        elif source.nodeType in kinds:
            kind = kinds[source.nodeType]
            if kind == TEXT and not source.data.strip(" \t\r\n"):
                continue
            name = source.target if kind == INSTRUCTION else ""
            parent.append(document.make(kind, name, source.data))


def _complaint(text: str, error: Any) -> str:
    from glueshell.objects.xmlcomplaints import complaint

    found = complaint(text)
    if found is not None:
        return found
    said = str(error).partition(":")[0]
    return f"{said[:1].upper()}{said[1:]}. Line {error.lineno}, position {error.offset + 1}."
