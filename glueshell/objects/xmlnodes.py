"""XML as a tree of nodes, as System.Xml keeps it, written as .NET writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glueshell.objects.errors import NetError

DOCUMENT, ELEMENT, ATTRIBUTE, TEXT, CDATA, COMMENT = "Document", "Element", "Attribute", "Text", "CDATA", "Comment"
DECLARATION, INSTRUCTION, BLANKS = "XmlDeclaration", "ProcessingInstruction", "SignificantWhitespace"
XMLNS = "http://www.w3.org/2000/xmlns/"
_NAMES = {
    DOCUMENT: "#document", TEXT: "#text", CDATA: "#cdata-section", COMMENT: "#comment", DECLARATION: "xml",
    BLANKS: "#significant-whitespace",
}  # fmt: skip
_TYPES = {TEXT: "XmlText", CDATA: "XmlCDataSection", DECLARATION: "XmlDeclaration"}
_NO_NAMESPACES: Mapping[str, str] = {}


class Node:
    """One node; `name` as it is written, `uri` its namespace, `value` its text where it is no element or document.

    An element that is `ended` has an end tag even with nothing inside.
    """

    __slots__ = ("attributes", "children", "document", "ended", "kind", "name", "parent", "uri", "value")

    def __init__(self, kind: str, name: str = "", value: str = "", uri: str = "") -> None:
        self.kind = kind
        self.name = name or _NAMES.get(kind, "")
        self.value = value
        self.uri = uri
        self.ended = False
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

    @property
    def declares(self) -> bool:
        """Whether it is an attribute that gives a prefix its namespace."""
        return self.name == "xmlns" or self.name.startswith("xmlns:")

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
        self.ended = True
        child.parent = self
        return child

    def set_text(self, text: str) -> None:
        """Put one text in place of everything inside."""
        for child in self.children:
            child.parent = None
        self.children = []
        self.ended = True
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
        return "".join(one.value for one in self.walk() if one.kind in (TEXT, CDATA, BLANKS))

    def top(self) -> Node | None:
        """The element of a document."""
        return next((one for one in self.children if one.kind == ELEMENT), None)

    def copy(self, deep: bool = True) -> Node:
        """A copy in no place, with or without what is inside."""
        twin = self.make(self.kind, self.name, self.value, self.uri)
        twin.ended = self.ended
        for one in self.attributes:
            twin.attributes.append(_placed(one.copy(), twin))
        if deep:
            for child in self.children:
                twin.append(child.copy())
        return twin

    # -- writing ----------------------------------------------------------------------------------------------------

    def outer(self, known: Mapping[str, str] = _NO_NAMESPACES) -> str:
        """The node as XML, where the prefixes `known` stand for namespaces already."""
        parts: list[str] = []
        stack: list[tuple[Node | str, Mapping[str, str]]] = [(self, known)]
        while stack:
            node, known = stack.pop()
            if isinstance(node, str):
                parts.append(node)
            elif node.kind == DOCUMENT:
                stack.extend((one, known) for one in reversed(node.children))
            elif node.kind != ELEMENT:
                parts.append(_leaf(node))
            else:
                head, known = _head(node, known)
                if node.children or node.ended:
                    parts.append(head + ">")
                    stack.append((f"</{node.name}>", known))
                    stack.extend((one, known) for one in reversed(node.children))
                else:
                    parts.append(head + " />")
        return "".join(parts)

    def inner(self) -> str:
        """What is inside as XML."""
        return "".join(one.outer() for one in self.children)

    def pretty(self, level: int = 0, known: Mapping[str, str] = _NO_NAMESPACES) -> str:
        """The node as XML, an element a line, two blanks a level."""
        if self.kind == DOCUMENT:
            return "\n".join(one.pretty() for one in self.children)
        step = "  " * level
        if self.kind != ELEMENT or not self.children or any(one.kind in (TEXT, CDATA) for one in self.children):
            return step + self.outer(known)
        head, known = _head(self, known)
        inside = (one.pretty(level + 1, known) for one in self.children)
        return "\n".join([f"{step}{head}>", *inside, f"{step}</{self.name}>"])


def _head(node: Node, known: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
    """`<name attributes` with the declarations that are missing, and what the prefixes stand for inside."""
    parts = [f"<{node.name}", *(_leaf(one) for one in node.attributes)]
    own = {one.local if one.prefix else "": one.value for one in node.attributes if one.declares}
    if own:
        known = {**known, **own}
    missing: list[str] = []
    for one in (node, *(one for one in node.attributes if one.prefix and not one.declares)):
        if known.get(one.prefix, "") != one.uri and one.prefix != "xml":
            known = {**known, one.prefix: one.uri}
            missing.append(f'xmlns{":" if one.prefix else ""}{one.prefix}="{_quoted(one.uri)}"')
    # As .NET's writer has them: the last one first.
    return " ".join(parts + missing[::-1]), known


def _placed(node: Node, parent: Node) -> Node:
    node.parent = parent
    return node


def _leaf(node: Node) -> str:
    if node.kind in (TEXT, BLANKS):
        return escaped(node.value)
    if node.kind == ATTRIBUTE:
        return f'{node.name}="{_quoted(node.value)}"'
    if node.kind == CDATA:
        return f"<![CDATA[{node.value}]]>"
    if node.kind == COMMENT:
        return f"<!--{node.value}-->"
    return f"<?{node.name} {node.value}?>"


def _quoted(text: str) -> str:
    return escaped(text).replace('"', "&quot;")


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
