"""Reading XML into the nodes of a document, by defusedxml."""

from __future__ import annotations

import re
from typing import Any

from glueshell.objects.errors import NetError
from glueshell.objects.xmlnodes import ATTRIBUTE, BLANKS, CDATA, COMMENT, DECLARATION, ELEMENT, INSTRUCTION, TEXT, Node

EXCEPTION = "System.Xml.XmlException"
_DECLARED = re.compile(r"\ufeff?<\?xml\s+(.*?)\?>", re.DOTALL)
# A declaration anywhere but at the very start.
_LATE = re.compile(r"\s+<\?xml\s")


def read_into(document: Node, text: str) -> None:
    """Fill a document with the nodes of an XML text; raises XmlException where it is not well formed."""
    from xml.dom import Node as Dom
    from xml.parsers.expat import ExpatError

    from defusedxml.common import DefusedXmlException

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
        tree, ended = _parsed(rest.strip().encode("utf-8", "surrogatepass"))
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
            made.ended = id(source) in ended
            for one in source.attributes.values():
                attribute = document.make(ATTRIBUTE, one.name, one.value or "", one.namespaceURI or "")
                attribute.parent = made
                made.attributes.append(attribute)
            parent.append(made)
            stack.extend((one, made) for one in reversed(source.childNodes))
        elif source.nodeType in kinds:
            kind = kinds[source.nodeType]
            if kind == TEXT and not source.data.strip(" \t\r\n"):
                if not _keeps_blanks(parent):
                    continue
                kind = BLANKS
            name = source.target if kind == INSTRUCTION else ""
            parent.append(document.make(kind, name, source.data))


def _parsed(data: bytes) -> tuple[Any, set[int]]:
    """The tree of a text, and the ids of its elements that have an end tag."""
    from defusedxml.expatbuilder import DefusedExpatBuilderNS

    ended: set[int] = set()

    class Builder(DefusedExpatBuilderNS):
        def end_element_handler(self, name: str) -> None:
            at = self.getParser().CurrentByteIndex
            # After an empty tag the parser stands behind it, before an end tag in front of that.
            if data[at - 2 : at] != b"/>" or self.curNode.childNodes:
                ended.add(id(self.curNode))
            super().end_element_handler(name)

    return Builder().parseString(data), ended


def _keeps_blanks(node: Node | None) -> bool:
    """Whether the nearest `xml:space` around says so."""
    while node is not None:
        said = node.attribute("xml:space")
        if said is not None:
            return said.value == "preserve"
        node = node.parent
    return False


def _complaint(text: str, error: Any) -> str:
    from glueshell.objects.xmlcomplaints import complaint

    found = complaint(text)
    if found is not None:
        return found
    said = str(error).partition(":")[0]
    return f"{said[:1].upper()}{said[1:]}. Line {error.lineno}, position {error.offset + 1}."
