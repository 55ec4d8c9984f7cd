# ruff: noqa: E501
"""Regions, keys, and addresses of records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glueshell.itglue.nearness import closest, distance
from glueshell.itglue.regions import UnknownRegion, clean_key, fingerprint, looks_like_key, region, region_of
from glueshell.itglue.urls import parse_record_url

KEY = "ITG.0123456789abcdef0123456789abcdef.AbC-dEf_0123456789-0123456789"


def test_regions_have_their_addresses_in_any_casing() -> None:
    assert region(" eu ").base_url == "https://api.eu.itglue.com"
    assert region("US").base_url == "https://api.itglue.com"
    found = region_of("https://api.au.itglue.com/")
    assert found is not None and found.name == "AU"
    assert region_of("https://gateway.example") is None


def test_an_unknown_region_is_never_taken_for_another() -> None:
    with pytest.raises(UnknownRegion, match=r"There is no region 'UK'; the regions are US, EU, AU\.") as caught:
        region("UK")
    assert caught.value.exit_status == 3


@pytest.mark.parametrize(
    "pasted", [KEY, f"  {KEY}\r\n", f'"{KEY}"', f"\ufeff{KEY}\u200b", KEY[:20] + "\x16\n" + KEY[20:], f"x-api-key: {KEY}",
     f"\u201c{KEY}\u201d"],
)  # fmt: skip
def test_what_a_paste_drags_along_is_cleaned_away(pasted: str) -> None:
    assert clean_key(pasted) == KEY
    assert looks_like_key(clean_key(pasted))


def test_other_texts_do_not_look_like_keys() -> None:
    assert not any(looks_like_key(text) for text in ("", "ITG.", "sandbox-key", KEY + " ", "ITG.xyz." + "a" * 64))


def test_a_fingerprint_names_a_key_without_telling_it() -> None:
    assert fingerprint(KEY) == fingerprint(KEY) != fingerprint(KEY + "x")
    assert len(fingerprint(KEY)) == 12 and fingerprint(KEY) not in KEY


@pytest.mark.parametrize(
    "url, organization, resource, id, type_id",
    [
        ("https://sub.itglue.com/1/configurations/5", "1", "configurations", "5", None),
        ("https://sub.eu.itglue.com/1/contacts/5/", "1", "contacts", "5", None),
        ("https://sub.itglue.com/1/docs/5#version=published", "1", "documents", "5", None),
        ("https://sub.itglue.com/1/domains/5?x=1", "1", "domains", "5", None),
        ("https://sub.itglue.com/1/assets/77-email-systems/records/5#version=published&documentMode=view",
         "1", "flexible_assets", "5", "77"),
        ("https://sub.itglue.com/1/documents/folder/5/", "1", "document_folders", "5", None),
        ("https://sub.itglue.com/1694461951918297", "1694461951918297", "organizations", "1694461951918297", None),
        ("http://127.0.0.1:8080/1/configurations/5", "1", "configurations", "5", None),
        ("  https://SUB.itglue.com/1/passwords/5 ", "1", "passwords", "5", None),
    ],
)  # fmt: skip
def test_addresses_of_records_are_read(
    url: str, organization: str, resource: str, id: str, type_id: str | None
) -> None:
    found = parse_record_url(url)
    assert found is not None
    assert (found.organization_id, found.resource, found.id, found.type_id) == (organization, resource, id, type_id)


@pytest.mark.parametrize(
    "text",
    ["", "5", "Happy Frog", "https://sub.itglue.com", "https://sub.itglue.com/about", "https://sub.itglue.com/1/unknown/5",
     "https://sub.itglue.com/1/configurations", "https://sub.itglue.com/1/configurations/abc", "ftp://x/1/configurations/5",
     "https://user@sub.itglue.com/1/configurations/5", "https://sub.itglue.com/1/assets/records/5", "https://x/1/docs/５"],
)  # fmt: skip
def test_other_texts_are_no_addresses(text: str) -> None:
    assert parse_record_url(text) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader_of_addresses(text: str) -> None:
    parse_record_url(text)
    clean_key(text)


@pytest.mark.parametrize(
    "word, known, found",
    [
        ("inbound-deliver", ["domains", "inbound-delivery", "type"], ["inbound-delivery"]),
        ("offcie 365", ["Office 365", "Exchange 2016"], ["Office 365"]),
        ("exchange", ["Office 365", "Exchange 2016", "Exchange 2013"], ["Exchange 2016", "Exchange 2013"]),
        ("xyz", ["Office 365"], []),
        ("a", ["b", "abc"], ["b"]),
    ],
)  # fmt: skip
def test_near_words_are_found(word: str, known: list[str], found: list[str]) -> None:
    assert closest(word, known) == found


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_a_distance_up_to_its_limit(left: str, right: str) -> None:
    assert distance(left, right, 9) == distance(right, left, 9)
    assert (distance(left, right, 9) == 0) == (left == right)
    assert distance(left, right, 1) == min(2, distance(left, right, 9))
