"""When an asset, or a type, is what somebody was about to make."""

from __future__ import annotations

from typing import Any

import pytest

from glueshell.itglue.catalog import load
from glueshell.itglue.documents import Resource
from glueshell.itglue.drafts import Draft
from glueshell.itglue.fieldspecs import field_plan
from glueshell.itglue.kinds import TagRef
from glueshell.itglue.kinds.markup import canonical
from glueshell.itglue.schema import Field, TypeSchema
from glueshell.itglue.twins import field_differences, same_title, trait_differences

FIELDS = (
    Field("1", "Name", "name", "Text", use_for_title=True, order=1),
    Field("2", "Servers", "servers", "Tag", tag_type="Configurations", use_for_title=True, order=2),
    Field("3", "Kind", "kind", "Select", options=("A", "B"), required=True, order=3),
    Field("4", "Seats", "seats", "Number", decimals=1, order=4),
    Field("5", "Until", "until", "Date", order=5),
    Field("6", "Signed", "signed", "Checkbox", order=6),
    Field("7", "Notes", "notes", "Textbox", order=7),
)
SCHEMA = TypeSchema("9", "Thing", FIELDS)
TAGS = (TagRef(5, "EX01"), TagRef(6, "DC01"))


def draft(**values: object) -> Draft:
    return Draft("d", "a", 1, "Frog", SCHEMA, values)


def asset(title: str = "", traits: dict[str, Any] | None = None) -> Resource:
    return Resource("flexible-assets", "1", {"name": title, "traits": traits or {}})


def differing(values: dict[str, object], traits: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.key, one.wanted, one.found) for one in trait_differences(draft(**values), asset(traits=traits))]


@pytest.mark.parametrize(
    ("key", "value", "raw"),
    [
        ("name", "a b", " a  b "),
        ("name", "Mu\u0308ller", "M\u00fcller"),
        ("servers", TAGS, {"type": "Configurations", "values": [{"id": 6, "name": "new"}, {"id": 5, "name": "x"}]}),
        ("servers", TAGS, [5, "6"]),
        ("kind", "A", "A "),
        ("seats", 25, 25.0),
        ("seats", 2.5, "2.50"),
        ("seats", 2.5, 2.5000001),
        ("until", "2026-03-31", "2026-03-31T00:00:00Z"),
        ("signed", True, "true"),
        ("signed", False, None),
        ("notes", "a\nb", "a\r\nb\r\n"),
        ("notes", "<p>a &amp; b</p>", "a & b"),
        ("notes", "a<br>b", "a<BR />b"),
        ("notes", "<ul><li>a</li></ul>", "<UL>\n  <LI>a</LI>\n</UL>"),
    ],
)
def test_what_means_the_same_is_no_difference(key: str, value: object, raw: object) -> None:
    assert differing({key: value}, {key: raw}) == []


@pytest.mark.parametrize(
    ("key", "value", "raw", "shown"),
    [
        ("name", "a", "A", ("a", "A")),
        ("name", "a", None, ("a", "nothing")),
        ("servers", TAGS, {"type": "Configurations", "values": [{"id": 5, "name": "EX01"}]}, ("EX01, DC01", "EX01")),
        ("servers", TAGS, {"type": "Configurations", "values": []}, ("EX01, DC01", "nothing")),
        ("kind", "A", "B", ("A", "B")),
        ("seats", 25, 26, ("25", "26")),
        ("until", "2026-03-31", "2026-04-01", ("2026-03-31", "2026-04-01")),
        ("signed", True, None, ("Yes", "nothing")),
        ("notes", "a\nb", "a b", ("a b", "a b")),
        ("notes", "<b>a</b>", "a", ("a", "a")),
    ],
)
def test_what_differs_is_named_with_both_sides(key: str, value: object, raw: object, shown: tuple[str, str]) -> None:
    assert differing({key: value}, {key: raw}) == [(key, *shown)]


def test_traits_that_the_draft_does_not_set_are_free_and_the_order_is_the_forms() -> None:
    assert differing({"name": "a"}, {"name": "a", "kind": "B", "unknown": 1}) == []
    found = differing({"until": "2026-01-01", "name": "b", "kind": "A"}, {"name": "a"})
    assert [key for key, _, _ in found] == ["name", "kind", "until"]


def test_the_same_title() -> None:
    wanted = draft(name="Mail", servers=TAGS)
    assert same_title(wanted, asset("Mail EX01 DC01")) and same_title(wanted, asset("Mail EX01, DC01"))
    assert not same_title(wanted, asset("Mail")) and not same_title(draft(kind="A"), asset(""))


SPECS = ({"Name": "Name", "Kind": "Text", "UseForTitle": True, "ShowInList": True},
         {"Name": "Servers", "Kind": "Tag", "TagType": "Configurations"},
         {"Name": "Kind", "Kind": "Select", "Options": ["B", "A"], "Required": True})  # fmt: skip


def test_a_type_with_the_wanted_fields_is_the_same_whatever_its_hints_and_order_of_options() -> None:
    held = TypeSchema("9", "Thing", FIELDS[:3])
    assert field_differences(field_plan(SPECS, load()), held) == []


@pytest.mark.parametrize(
    ("place", "change", "expected"),
    [
        (0, {"Kind": "Textbox"}, [("name", "Textbox", "Text")]),
        (1, {"TagType": "Contacts"}, [("servers", "tags Contacts", "tags Configurations")]),
        (2, {"Required": False}, [("kind", "not required", "required")]),
        (2, {"Options": ["A"]}, [("kind", "options A", "options A, B")]),
        (1, {"Name": "Hosts"}, [("hosts", "Tag", "nothing"), ("servers", "nothing", "Tag")]),
    ],
)
def test_what_differs_in_a_type(place: int, change: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    specs = [dict(one) for one in SPECS]
    specs[place].update(change)
    found = field_differences(field_plan(specs, load()), TypeSchema("9", "Thing", FIELDS[:3]))
    assert [(one.key, one.wanted, one.found) for one in found] == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("", "<p></p>"),
        ("<p> a </p>", "a"),
        ("<div><p>a</p></div>", "a"),
        ("a\u00a0b", "a b"),
        ("a&nbsp;b", "a b"),
        ("x &lt; y", "x < y"),
        ("<a b='1' a=2>k</a>", '<A a="2" b="1">k</A>'),
        ("<p>a <b>b</b> c</p>", "<p>a  <b>b</b>\n c</p>"),
        ("<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>"),
        ("<img src='x'/>", "<img src=x>"),
    ],
)
def test_markup_that_shows_the_same(left: str, right: str) -> None:
    assert canonical(left) == canonical(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [("a b", "ab"), ("a\n\nb", "a\nb"), ("<p>a</p><p>b</p>", "<p>ab</p>"), ("a<b>b</b>", "a <b>b</b>"),
     ("<a href='x'>k</a>", "<a href='y'>k</a>")],
)  # fmt: skip
def test_markup_that_shows_something_else(left: str, right: str) -> None:
    assert canonical(left) != canonical(right)
