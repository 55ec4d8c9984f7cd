"""XPath over a small document: text, path, the nodes it leads to."""

from __future__ import annotations

import pytest

from glueshell.objects.errors import PSError
from glueshell.objects.types.xml import XmlDocument
from glueshell.objects.xpath import select

XML = (
    '<r xmlns:p="urn:p"><a n="1">one</a><a n="2">two<b>in</b></a><c><a n="3"/><!--said--></c>'
    '<p:d id="x">  spaced  out </p:d></r>'
)


@pytest.mark.parametrize(
    "path, found",
    [
        ("/r/a", ["1", "2"]),
        ("//a", ["1", "2", "3"]),
        ("//a[@n>1]", ["2", "3"]),
        ("//a[2]", ["2"]),
        ("(//a)[3]", ["3"]),
        ("//a[last()]", ["2", "3"]),
        ("//a[position()<2]", ["1", "3"]),
        ("/r/*[b]", ["2"]),
        ("//b/..", ["2"]),
        ("//b/ancestor::a", ["2"]),
        ("//a[.='one']", ["1"]),
        ("//a[contains(., 'w')]", ["2"]),
        ("//a[starts-with(text(), 'tw') and not(@n='1')]", ["2"]),
        ("//a[@n='1'] | //c/a", ["1", "3"]),
        ("//a[string-length()=3 or @n=3]", ["1", "3"]),
        ("//c/preceding-sibling::a[1]", ["2"]),
        ("/r/a[1]/following::a", ["2", "3"]),
        ("//a[count(*)=1]", ["2"]),
        ("//a[sum(@n) * 2 = 6]", ["3"]),
        ("//a[@n mod 2 = 1]", ["1", "3"]),
        ("//*[local-name()='a' and parent::c]", ["3"]),
        ("descendant::a[self::a]", ["1", "2", "3"]),
    ],
)
def test_elements(path: str, found: list[str]) -> None:
    nodes = select(XmlDocument(XML), path)
    assert [node.attribute("n").value for node in nodes] == found  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "path, texts",
    [
        ("//a/@n", ["1", "2", "3"]),
        ("//a/text()", ["one", "two"]),
        ("//comment()", ["said"]),
        ("//b/text()", ["in"]),
        ("//q:d[normalize-space()='spaced out']/@id", ["x"]),
        ("//q:*/@*", ["x"]),
    ],
)
def test_other_nodes(path: str, texts: list[str]) -> None:
    assert [node.text() for node in select(XmlDocument(XML), path, {"q": "urn:p"})] == texts


@pytest.mark.parametrize("path", ["//[", "count(//a)", "//p:d", "nope()", "//a[", "/r/a]", "1 +"])
def test_what_is_no_path_to_nodes_is_an_error(path: str) -> None:
    with pytest.raises(PSError) as caught:
        select(XmlDocument(XML), path)
    assert caught.value.exception_type == "System.Xml.XPath.XPathException"


def test_entities_are_refused() -> None:
    with pytest.raises(PSError):
        XmlDocument('<!DOCTYPE r [<!ENTITY a "x">]><r>&a;</r>')


def test_a_deep_document_is_read_and_written() -> None:
    text = "<a>" * 5000 + "x" + "</a>" * 5000
    assert XmlDocument(text).outer() == text
