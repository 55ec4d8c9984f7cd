# ruff: noqa: E501
"""Documents as IT Glue writes them."""

from __future__ import annotations

import json

import pytest

from glueshell.itglue.documents import NotADocument, Resource, parse, read_json, write


def body(document: object) -> bytes:
    return json.dumps(document).encode("utf-8")


def test_a_collection_keeps_order_names_and_counts() -> None:
    page = parse(
        body(
            {
                "data": [
                    {"id": "2", "type": "organizations", "attributes": {"name": "B", "organization-type-name": None}},
                    {"id": 1, "type": "organizations", "attributes": {"name": "A"}, "relationships": {}},
                ],
                "meta": {"total-count": 2, "total-pages": "1", "next-page": None, "filters": {}},
            }
        )
    )
    assert [(r.type, r.id) for r in page.resources] == [("organizations", "2"), ("organizations", "1")]
    assert page.resources[0].attributes == {"name": "B", "organization-type-name": None}
    assert (page.total_count, page.total_pages, page.has_next, page.single) == (2, 1, False, False)


def test_a_single_record_and_an_empty_one() -> None:
    assert parse(body({"data": {"id": "1", "type": "contacts"}})).single
    assert parse(body({"data": None})).resources == ()


def test_what_the_answer_does_not_say_is_none() -> None:
    page = parse(body({"data": []}))
    assert (page.total_count, page.total_pages, page.has_next) == (None, None, None)


@pytest.mark.parametrize(
    "payload, kind",
    [
        (b"", "empty"), (b"  \n", "empty"), (b"<!DOCTYPE html><html>", "html"), (b"\n<html>", "html"), (b"{", "not-json"),
        (b"\xff\xfe", "not-json"), (b"[]", "no-data"), (b'{"errors":[]}', "no-data"), (b'{"data":[1]}', "no-data"),
        (b"[" * 100_000, "not-json"), (b'"text"', "no-data"),
    ],
)  # fmt: skip
def test_a_body_that_is_no_document_says_what_it_is(payload: bytes, kind: str) -> None:
    with pytest.raises(NotADocument) as caught:
        parse(payload)
    assert caught.value.kind == kind


def test_a_byte_order_mark_is_read_over() -> None:
    assert parse(b'\xef\xbb\xbf{"data":[]}').resources == ()


def test_included_records_are_found_through_their_relationships() -> None:
    page = parse(
        body(
            {
                "data": {
                    "id": "7",
                    "type": "flexible-asset-types",
                    "relationships": {
                        "flexible-asset-fields": {
                            "data": [{"type": "flexible-asset-fields", "id": "2"}, {"type": "x", "id": "9"}]
                        },
                        "related-items": {"data": {"type": "related-items", "id": "3"}},
                        "nothing": {"data": None},
                    },
                },
                "included": [
                    {"id": "2", "type": "flexible-asset-fields", "attributes": {"name": "Type"}},
                    {"id": "3", "type": "tags", "attributes": {"resource-url": "u"}},
                ],
            }
        )
    )
    record = page.resources[0]
    assert [item.id for item in record.included["flexible-asset-fields"]] == ["2"]
    assert [item.type for item in record.included["related-items"]] == ["tags"]
    assert record.linkage("nothing") == () and record.linkage("missing") == ()


def test_a_record_becomes_a_document_again() -> None:
    record = {"id": "1", "type": "contacts", "attributes": {"name": "Ann"}, "relationships": {}}
    assert parse(body({"data": record})).resources[0].to_document() == record
    assert Resource("contacts", "1").to_document()["attributes"] == {}


def test_bodies_are_utf_8_and_keep_the_order_of_keys() -> None:
    assert write({"b": "Müller 東京", "a": [1, True, None]}) == '{"b":"Müller 東京","a":[1,true,null]}'.encode()
    with pytest.raises(ValueError):
        write({"a": float("nan")})


@pytest.mark.parametrize("before", range(8))
@pytest.mark.parametrize("number", [str(2**63 - 1), str(2**64), str(-(2**63)), str(-(2**63) - 1), "1" * 40, "9" * 18])
def test_numbers_beyond_64_bits_stay_whole(before: int, number: str) -> None:
    read = read_json(b'{"' + b"x" * before + b'":' + number.encode() + b"}")
    assert list(read.values()) == [int(number)]
    assert type(read["x" * before]) is int


@pytest.mark.parametrize("body", [b'["\\ud800"]', b"[NaN]", b"[-Infinity, 1]", b'{"a": 1, "a": 2}', b"[1e400]"])
def test_what_the_fast_reader_refuses_is_read_as_the_standard_library_reads_it(body: bytes) -> None:
    assert repr(read_json(body)) == repr(json.loads(body))


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (b"[" * 6000 + b"]" * 6000, False),
        (b'{"a":' * 6000 + b"1" + b"}" * 6000, False),
        # Closing brackets inside strings close nothing, whatever stands before their quotes.
        (b'{"}":' * 6000 + b"1" + b"}" * 6000, False),
        (b'{"\\"}":' * 6000 + b"1" + b"}" * 6000, False),
        (b'{"\\\\":["]","\\"]",' * 3000 + b"1" + b"]}" * 3000, False),
        (b'["]",' * 6000 + b"1" + b"]" * 6000, False),
        # Opening ones open nothing.
        (b'["' + b"[{" * 5000 + b'"]', True),
        (b'["' + b'\\"[' * 5000 + b'\\\\"]', True),
        (b"[" + b'{"a":["[","}"]},' * 5000 + b"1]", True),
        (b"[" * 900 + b"]" * 900, True),
    ],
)
def test_only_what_nests_too_deep_is_refused(body: bytes, read: bool) -> None:
    if read:
        assert read_json(body) == json.loads(body)
    else:
        with pytest.raises(NotADocument, match="not-json"):
            read_json(body)
