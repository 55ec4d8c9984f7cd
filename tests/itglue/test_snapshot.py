# ruff: noqa: E501
"""Snapshots: names found as fast as somebody types."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glueshell.itglue.documents import Resource
from glueshell.itglue.snapshot import Name, NameList, Snapshot, fold, key_of, name_from, names_key
from tests.itglue.account import CATALOG, seven_kinds

NAMES = NameList([
    Name(1, "Happy Frog", None, "Customer"), Name(2, "Kub, Reynolds and Gibson"), Name(3, "Müller & Söhne GmbH"),
    Name(4, "happy frog"), Name(5, "Frog Pond"), Name(6, "株式会社さくら"), Name(7, "Unhappy Ltd"), Name(8, "New-Frog"),
])  # fmt: skip


def texts(names: list[Name]) -> list[str]:
    return [name.text for name in names]


@pytest.mark.parametrize(
    "word, found",
    [
        ("happy", [1, 4, 7]), ("HAPPY F", [1, 4]), ("frog", [5, 1, 4, 8]), ("muller", [3]), ("MÜLLER", [3]), ("sohne", [3]),
        ("krg", []), ("kr", [2]), ("hf", [1, 4]), ("gibson kub", [2]), ("さくら", [6]), ("zzz", []), ("ppy", [1, 4, 7]),
        (" happy ", [1, 4, 7]), (",", [2]), ("&", [3]),
    ],
)  # fmt: skip
def test_names_are_found_by_beginning_word_part_accent_and_initials(word: str, found: list[int]) -> None:
    assert [name.id for name in NAMES.search(word)] == found


def test_nothing_typed_lists_everything_in_order_up_to_the_limit() -> None:
    assert texts(NAMES.search("", 3)) == ["Frog Pond", "Happy Frog", "happy frog"]
    assert len(NAMES.search("", 100)) == 8
    assert len(NAMES.search("o", 2)) == 2


def test_a_name_is_found_exactly_then_without_case_then_without_accents() -> None:
    assert [name.id for name in NAMES.find("happy frog")] == [4]
    assert [name.id for name in NAMES.find("HAPPY FROG")] == [1, 4]
    assert [name.id for name in NAMES.find("muller & sohne gmbh")] == [3]
    assert NAMES.find("Happy") == [] and NAMES.find("") == []


@given(st.lists(st.text(min_size=1, max_size=8), max_size=20), st.text(max_size=4))
def test_search_finds_whatever_holds_the_word(words: list[str], typed: str) -> None:
    names = NameList(Name(number, text) for number, text in enumerate(words))
    folded = fold(typed).strip()
    expected = {number for number, text in enumerate(words) if folded in fold(text)}
    found = [name.id for name in names.search(typed, 100)]
    assert expected <= set(found) and len(found) == len(set(found))
    for number, text in enumerate(words):
        assert number in [name.id for name in names.find(text)] or text in texts(names.find(text))


def test_names_are_kept_apart_by_organization() -> None:
    names = NameList([Name(1, "DC1", 7), Name(2, "DC1", 8), Name(3, "DC2", 7)])
    snapshot = Snapshot({"configurations": names})
    assert [name.id for name in snapshot.find("configurations", "dc1", 7)] == [1]
    assert [name.id for name in snapshot.find("configurations", "dc1")] == [1, 2]
    assert [name.id for name in snapshot.search("configurations", "dc", 10, 7)] == [1, 3]
    assert len(snapshot.names("configurations", 99)) == 0 and len(snapshot.names("nothing")) == 0


def test_a_snapshot_never_changes_and_its_successors_know_more() -> None:
    first = Snapshot({"organizations": NAMES}, read_at=1.0)
    second = first.with_names("organizations", [Name(5, "Frog Lake"), Name(9, "Newcomer")]).with_schema(seven_kinds())
    assert len(first.names("organizations")) == 8 and first.schema("77") is None
    assert second.names("organizations").get(5) == Name(5, "Frog Lake")
    assert texts(second.find("organizations", "newcomer")) == ["Newcomer"]
    assert second.schema(77) is not None and second.read_at == 1.0
    third = second.with_names("organizations", [Name(1, "Only")], replace=True).without("organizations", 1).at(2.0)
    assert len(third.names("organizations")) == 0 and third.read_at == 2.0
    assert third.resources() == ("organizations",)


def test_a_snapshot_survives_its_records() -> None:
    first = Snapshot({"organizations": NAMES}, read_at=1.5).with_schema(seven_kinds())
    again = Snapshot.from_records(json.loads(json.dumps(first.to_records())))
    assert again.to_records() == first.to_records()
    assert list(again.names("organizations")) == list(NAMES)


def test_many_names_are_searched_without_missing_one() -> None:
    dice = random.Random(5)
    words = ["Happy", "Frog", "Kub", "Reynolds", "Müller", "Server", "Nordic", "Alpha", "Beta", "Consulting", "GmbH"]
    names = NameList(Name(n, f"{' '.join(dice.choice(words) for _ in range(3))} {n}", n % 40) for n in range(20_000))
    for typed in ("h", "hap", "happy fr", "19999", "muller", "frog kub 12"):
        found = names.search(typed, len(names))
        assert {name.id for name in names if typed in fold(name.text)} <= {name.id for name in found}, typed
        assert names.search(typed, 200) == found[:200], "the best come first, however many are wanted"
    assert names.search("zzzz", 200) == []


def test_names_near_a_typing_error_are_found() -> None:
    assert NAMES.nearest("Hapy Frog")[0] == "Happy Frog"


@pytest.mark.parametrize(
    "tag_type, key",
    [
        ("Configurations", "configurations"), ("AccountsUsers", "users"), ("SslCertificates", "ssl_certificates"),
        ("FlexibleAssetType: 12", "flexible_assets/12"), ("FlexibleAssetTypes", None), (None, None), ("", None),
    ],
)  # fmt: skip
def test_tag_types_lead_to_names(tag_type: str | None, key: str | None) -> None:
    assert names_key(tag_type) == key


def test_records_that_pass_teach_their_names() -> None:
    contact = Resource("contacts", "5", {"name": "Ann Lee", "title": "CTO", "organization-id": 7})
    assert name_from(CATALOG["contacts"], contact) == Name(5, "Ann Lee", 7, "CTO")
    organization = Resource("organizations", "7", {"name": "Happy Frog", "organization-type-name": None})
    assert name_from(CATALOG["organizations"], organization) == Name(7, "Happy Frog", None, "")
    for broken in (
        Resource("contacts", "", {"name": "A"}),
        Resource("contacts", "5", {"name": None}),
        Resource("contacts", "5"),
    ):
        assert name_from(CATALOG["contacts"], broken) is None
    asset = Resource("flexible-assets", "9", {"name": "LAN", "flexible-asset-type-id": 12, "organization-id": 7})
    assert key_of(CATALOG["flexible_assets"], asset) == "flexible_assets/12"
    assert key_of(CATALOG["contacts"], contact) == "contacts"


def test_initials_are_found_in_the_middle_of_a_name_after_those_at_its_beginning() -> None:
    names = NameList([Name(1, "Test Organization - Happy Frog"), Name(2, "Harbor Freight"), Name(3, "Blue Newt")])
    assert [name.id for name in names.search("hf")] == [2, 1]
    assert [name.id for name in names.search("tohf")] == [1]


def test_a_name_is_near_when_some_of_its_words_are() -> None:
    names = NameList([Name(1, "Test Organization - Happy Frog"), Name(2, "Happy Days"), Name(3, "Blue Newt Ltd")])
    assert names.nearest("Happy Frg") == ["Test Organization - Happy Frog"]
    assert names.nearest("Blu Newt") == ["Blue Newt Ltd"]
    assert names.nearest("Hapy Days") == ["Happy Days"], "a whole name that is near comes alone"
    assert names.nearest("Zebra Frg") == []
