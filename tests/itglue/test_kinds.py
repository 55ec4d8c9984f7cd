# ruff: noqa: E501
"""Field kinds: what people type, what is held, what goes on the wire and comes back."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glueshell.itglue.documents import Resource
from glueshell.itglue.kinds import KINDS, TagRef, TraitProblem, kind_of
from glueshell.itglue.schema import Field
from glueshell.itglue.snapshot import Name, NameList, Snapshot
from tests.itglue.account import CATALOG, field

TODAY = datetime.date(2026, 1, 31)
DOMAINS = field("Tag", "Domains", tag_type="Domains")
TYPE = field("Select", "Type", options=("Office 365", "Exchange 2016", "POP/IMAP"))


def parsed(item: Field, value: object, lookup: Any = None, organization_id: int | None = None) -> object:
    return item.kind.parse(item, value, lookup, organization_id=organization_id, today=lambda: TODAY)


def refused(item: Field, value: object, lookup: Any = None) -> TraitProblem:
    with pytest.raises(TraitProblem) as caught:
        parsed(item, value, lookup)
    assert caught.value.exit_status == 2
    assert caught.value.problem.field == item.key
    assert "{field}" not in caught.value.message
    return caught.value


class Directory:
    """A lookup over a few records."""

    def __init__(self, *refs: TagRef) -> None:
        self.refs = refs
        self.asked: list[tuple[str, int | None, str]] = []

    def find(self, tag_type: str, organization_id: int | None, text: str) -> list[TagRef]:
        self.asked.append((tag_type, organization_id, text))
        return [ref for ref in self.refs if text in (ref.name, str(ref.id))]

    def nearest(self, tag_type: str, organization_id: int | None, text: str) -> list[str]:
        return [ref.name for ref in self.refs if ref.name[:3] == text[:3]]


def test_all_eleven_kinds_are_there_and_no_others() -> None:
    assert set(KINDS) == set(CATALOG.kinds)
    assert {name for name, kind in KINDS.items() if kind.supported} == {
        "Checkbox", "Date", "Number", "Select", "Tag", "Text", "Textbox",
    }  # fmt: skip
    assert [name for name, kind in KINDS.items() if not kind.fillable] == ["Header"]


def test_kinds_answer_to_any_casing_and_new_ones_are_never_sent() -> None:
    assert kind_of("textbox") is KINDS["Textbox"]
    signature = field("Signature")
    assert not signature.kind.supported
    assert "Signature, which is not known here" in refused(signature, "x").message


@pytest.mark.parametrize("value", [True, "true", "TRUE", "yes", "y", "on", "1", 1, "$true", " True ", ["yes"]])
def test_a_checkbox_is_checked_by_many_words(value: object) -> None:
    assert parsed(field("Checkbox"), value) is True


@pytest.mark.parametrize("value", [False, "false", "No", "off", "0", 0, "$false"])
def test_a_checkbox_is_cleared_by_many_words(value: object) -> None:
    assert parsed(field("Checkbox"), value) is False


@pytest.mark.parametrize("value", ["perhaps", 2, None, "", ["yes", "no"], 1.5])
def test_a_checkbox_takes_nothing_else(value: object) -> None:
    assert refused(field("Checkbox"), value).problem.id == "NotACheckbox"


@pytest.mark.parametrize(
    "text, day",
    [
        ("2018-10-31", "2018-10-31"), ("2018-1-5", "2018-01-05"), ("2018-10-31T23:57:04.000Z", "2018-10-31"),
        ("2018/10/31", "2018-10-31"), ("31 Oct 2018", "2018-10-31"), ("31 october 2018", "2018-10-31"),
        ("31st Oct 2018", "2018-10-31"), ("31. Oct 2018", "2018-10-31"), ("31-Oct-2018", "2018-10-31"),
        ("Oct 31, 2018", "2018-10-31"), ("October 31 2018", "2018-10-31"), ("Sept 1, 2018", "2018-09-01"),
        ("31/10/2018", "2018-10-31"), ("10/31/2018", "2018-10-31"), ("31.10.2018", "2018-10-31"), ("05/05/2026", "2026-05-05"),
        ("29 Feb 2024", "2024-02-29"), ("  31   Oct   2018 ", "2018-10-31"),
        ("today", "2026-01-31"), ("Tomorrow", "2026-02-01"), ("yesterday", "2026-01-30"), ("today+90d", "2026-05-01"),
        ("today - 2w", "2026-01-17"), ("today+1m", "2026-02-28"), ("today+1y", "2027-01-31"), ("today-13m", "2024-12-31"),
        (datetime.date(2018, 10, 31), "2018-10-31"), (datetime.datetime(2018, 10, 31, 23, 59), "2018-10-31"),
    ],
)  # fmt: skip
def test_dates_are_read_in_the_forms_people_write(text: object, day: str) -> None:
    assert parsed(field("Date"), text) == day


@pytest.mark.parametrize(
    "text, id",
    [
        ("2018-02-30", "NoSuchDay"), ("31 Feb 2018", "NoSuchDay"), ("13/13/2018", "NoSuchDay"), ("29 Feb 2023", "NoSuchDay"),
        ("today+99999y", "NoSuchDay"), ("31/10/18", "NotADate"), ("soon", "NotADate"), ("31 Foo 2018", "NotADate"),
        (25, "NotADate"), ("2018", "NotADate"), ("today+", "NotADate"), ("31/10-2018", "NotADate"),
    ],
)  # fmt: skip
def test_no_other_date_is_guessed_at(text: object, id: str) -> None:
    assert refused(field("Date"), text).problem.id == id


def test_a_date_with_two_readings_is_refused_and_both_are_named() -> None:
    error = refused(field("Date", "Signing Date"), "03/04/2026")
    assert error.message == (
        "'03/04/2026' can be 2026-04-03 or 2026-03-04; write the one you mean into 'Signing Date' like that."
    )
    assert error.suggestions == ("2026-04-03", "2026-03-04")


@given(st.dates())
def test_every_day_survives_its_iso_form(day: datetime.date) -> None:
    assert parsed(field("Date"), day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    "value, decimals, number",
    [
        (25, 0, 25), ("25", 0, 25), (" 25 ", 0, 25), ("-3", 0, -3), ("+3", 0, 3), ("25.0", 0, 25), ("2.5e1", 0, 25),
        (25.0, 0, 25), ("12.5", 2, 12.5), (12.5, 1, 12.5), (decimal.Decimal("12.50"), 2, 12.5), (".5", 1, 0.5), ([7], 0, 7),
        (123456789012345, 0, 123456789012345),
    ],
)  # fmt: skip
def test_numbers_are_read(value: object, decimals: int, number: float) -> None:
    found = parsed(field("Number", decimals=decimals), value)
    assert found == number and type(found) is type(number)


@pytest.mark.parametrize(
    "value, decimals, id",
    [
        ("1,000", 0, "NotANumber"), ("12x", 0, "NotANumber"), (True, 0, "NotANumber"), ("nan", 2, "NotANumber"),
        (float("inf"), 2, "NotANumber"), ("2.5", 0, "TooManyDecimals"), ("2.555", 2, "TooManyDecimals"),
        ("1e400", 0, "NotANumber"), (["1", "2"], 0, "NotANumber"), ("12345678901234567", 0, "NotANumber"),
        ("0x10", 0, "NotANumber"), ("٣", 0, "NotANumber"),
    ],
)  # fmt: skip
def test_no_other_number_is_guessed_at(value: object, decimals: int, id: str) -> None:
    assert refused(field("Number", decimals=decimals), value).problem.id == id


def test_too_many_decimals_says_how_many_are_right() -> None:
    assert "takes whole numbers" in refused(field("Number"), "2.5").message
    assert "takes at most 2 decimals" in refused(field("Number", decimals=2), "2.555").message


@pytest.mark.parametrize("value", ["Office 365", "office 365", " OFFICE 365 ", ["Office 365"]])
def test_an_option_is_taken_in_any_casing_and_held_in_its_own(value: object) -> None:
    assert parsed(TYPE, value) == "Office 365"


def test_a_wrong_option_is_answered_with_the_options() -> None:
    error = refused(TYPE, "Offcie 365")
    assert error.message == "'Offcie 365' is no option of 'Type'; the options are Office 365, Exchange 2016, POP/IMAP."
    assert error.suggestions == ("Office 365",)
    assert [choice.text for choice in error.problem.choices] == list(TYPE.options)
    assert refused(TYPE, ["Office 365", "POP/IMAP"]).problem.id == "OneOption"
    assert refused(field("Select"), "x").problem.id == "NoOptions"


def test_an_option_that_was_removed_since_is_noticed() -> None:
    assert TYPE.kind.validate(TYPE, "Office 365") is None
    wrong = TYPE.kind.validate(TYPE, "Lotus Notes")
    assert wrong is not None and wrong.id == "NotAnOption"


def test_text_is_one_line_and_a_textbox_many() -> None:
    assert parsed(field("Text"), 5551234) == "5551234"
    assert parsed(field("Text"), " a  b\n") == " a  b"
    assert refused(field("Text"), "a\nb").message == "'Thing' holds one line; the text has 2."
    assert refused(field("Text"), ["a", "b"]).problem.id == "OneText"
    assert parsed(field("Textbox"), "<p>a</p>\nb\n") == "<p>a</p>\nb\n"
    assert parsed(field("Textbox"), ["a", "b"]) == "a\nb"
    assert field("Textbox").kind.show("<p>a</p>\n  b") == "a b"


def test_tags_are_found_by_name_id_and_record_in_the_organization() -> None:
    directory = Directory(TagRef(4, "happyfrog.example"), TagRef(5, "frog.example"))
    value = parsed(DOMAINS, ["happyfrog.example", 5, "5"], directory, organization_id=1)
    assert value == (TagRef(4), TagRef(5))
    assert DOMAINS.kind.to_wire(value) == [4, 5]
    assert DOMAINS.kind.show(value) == "happyfrog.example, frog.example"
    assert directory.asked == [("Domains", 1, "happyfrog.example"), ("Domains", 1, "5"), ("Domains", 1, "5")]
    assert parsed(DOMAINS, "frog.example", directory) == (TagRef(5),)
    assert parsed(DOMAINS, Resource("domains", "4"), directory) == (TagRef(4),)
    assert parsed(DOMAINS, [{"Id": 4}, {"id": "5"}], directory) == (TagRef(4), TagRef(5))
    assert parsed(DOMAINS, TagRef(9, "x"), directory) == (TagRef(9),)


def test_without_a_lookup_only_ids_are_taken() -> None:
    contacts = field("Tag", "Emergency Contact", tag_type="Contacts")
    assert contacts.kind.to_wire(parsed(contacts, [4387, "3901", 7891])) == [4387, 3901, 7891]
    assert refused(contacts, "Ann").problem.id == "TagNeedsLookup"


def test_a_tag_that_is_unknown_ambiguous_or_of_another_type_is_refused() -> None:
    directory = Directory(TagRef(4, "mail", detail="Happy Frog"), TagRef(5, "mail", detail="Kub"), TagRef(6, "mailing"))
    unknown = refused(DOMAINS, "mal", Directory(TagRef(6, "malbec")))
    assert (unknown.problem.id, unknown.suggestions) == ("UnknownTag", ("malbec",))
    ambiguous = refused(DOMAINS, "mail", directory)
    assert "4 (Happy Frog), 5 (Kub)" in ambiguous.message
    assert ambiguous.suggestions == ("4", "5")
    assert [choice.label for choice in ambiguous.problem.choices] == ["mail", "mail"]
    other = refused(DOMAINS, Resource("contacts", "4"), directory)
    assert (other.problem.id, "tags Domains" in other.message) == ("WrongTagType", True)
    for value in (True, 1.5, object(), {}):
        assert refused(DOMAINS, value, directory).problem.id == "NotATag"


@pytest.mark.parametrize(
    "raw",
    [
        {"type": "Locations", "values": [{"resource-url": "https://s/1/locations/5", "id": 5, "name": "HQ"}, {"id": "6", "name": "Lab"}]},
        {"type": "Contacts", "values": [{"id": 5, "first-name": "Ann", "last-name": "Lee"}, {"id": 6}]},
        {"type": "FlexibleAssetTypes", "values": [{"id": 5}, {"id": 6}, {"id": 5}]},
        [5, "6"], {"values": [5, {"id": 6}, None, {}, True]},
    ],
)  # fmt: skip
def test_the_read_shape_of_tags_is_written_back_as_ids(raw: object) -> None:
    kind = KINDS["Tag"]
    value = kind.from_wire(raw)
    assert kind.to_wire(value) == [5, 6]
    assert kind.from_wire(kind.to_wire(value)) == value


def test_names_of_tags_are_found_in_every_read_shape() -> None:
    kind = KINDS["Tag"]
    assert (
        kind.show(kind.from_wire({"type": "Contacts", "values": [{"id": 5, "first-name": "Ann", "last-name": "Lee"}]}))
        == "Ann Lee"
    )
    assert kind.show(kind.from_wire(7)) == "7"
    assert kind.from_wire(None) == () and kind.from_wire({"type": "Contacts", "values": None}) == ()


WIRE: dict[str, st.SearchStrategy[Any]] = {
    "Checkbox": st.booleans(),
    "Date": st.dates().map(lambda day: day.isoformat()),
    "Number": st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9).filter(lambda n: not n.is_integer()),
    "Select": st.sampled_from(TYPE.options),
    "Text": st.text(min_size=1),
    "Textbox": st.text(min_size=1),
    "Percent": st.integers(0, 100),
}


@pytest.mark.parametrize("name", [name for name in WIRE if KINDS[name].supported])
@given(data=st.data())
def test_what_is_read_is_written_back_unchanged(name: str, data: st.DataObject) -> None:
    kind, raw = KINDS[name], data.draw(WIRE[name])
    value = kind.from_wire(raw)
    assert kind.to_wire(value) == raw
    assert type(kind.to_wire(value)) is type(raw)


@given(st.lists(st.tuples(st.integers(1, 2**53), st.text(max_size=5)), unique_by=lambda pair: pair[0]))
def test_tags_that_are_read_are_written_back_as_their_ids(pairs: list[tuple[int, str]]) -> None:
    raw = {"type": "Contacts", "values": [{"id": id, "name": name, "resource-url": "u"} for id, name in pairs]}
    assert KINDS["Tag"].to_wire(KINDS["Tag"].from_wire(raw)) == [id for id, _ in pairs]


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.supported])
def test_every_kind_takes_its_own_sample(name: str) -> None:
    item = field(name, options=("A", "B"), tag_type="Contacts", decimals=2)
    value = parsed(item, item.kind.sample(item))
    assert item.kind.validate(item, value) is None
    assert item.kind.show(value)


@pytest.mark.parametrize(
    "name, words", [("Password", "never sent as text"), ("Percent", "percent field"), ("Upload", "uploaded files")]
)
def test_kinds_that_are_not_there_yet_are_refused_in_one_sentence(name: str, words: str) -> None:
    item = field(name, "WiFi key")
    error = refused(item, "x")
    assert words in error.message and "'WiFi key'" in error.message and error.message.count(".") == 1
    assert item.kind.validate(item, "x") is not None
    with pytest.raises(TypeError):
        item.kind.to_wire("x")


def test_what_is_read_of_them_is_shown_without_secrets() -> None:
    assert KINDS["Password"].show(4711) == "•••"
    assert KINDS["Percent"].show(25) == "25 %"
    upload = KINDS["Upload"]
    assert upload.show(upload.from_wire({"name": "a.pdf", "url": "u"})) == "a.pdf"
    assert upload.show(upload.from_wire([{"name": "a.pdf"}, {"name": "b.pdf"}])) == "a.pdf, b.pdf"


def test_a_heading_holds_nothing() -> None:
    heading = field("Header", "Mail flow")
    assert refused(heading, "x").message == "'Mail flow' is a heading of the form; it holds no value."
    assert heading.kind.to_wire("x") is None


def test_candidates_are_the_options_words_or_names_of_the_field() -> None:
    snapshot = Snapshot(
        {
            "domains": NameList(
                [
                    Name(1, "happyfrog.example", 7, "Namecheap"),
                    Name(2, "mail.example", 7),
                    Name(3, "mail.example", 7),
                    Name(4, "other.example", 8),
                ]
            ),
            "flexible_assets/12": NameList([Name(9, "LAN", 7)]),
            "users": NameList([Name(5, "Ann Lee", None)]),
        }
    )
    assert [c.text for c in TYPE.kind.candidates(TYPE, snapshot, 7)] == list(TYPE.options)
    assert [c.text for c in field("Checkbox").kind.candidates(field("Checkbox"), snapshot, 7)] == ["true", "false"]
    found = list(DOMAINS.kind.candidates(DOMAINS, snapshot, 7))
    assert [(c.text, c.label) for c in found] == [
        ("happyfrog.example", "happyfrog.example"), ("2", "mail.example"), ("3", "mail.example"),
    ]  # fmt: skip
    assert found[0].detail == "Namecheap · 1"
    assert [c.text for c in DOMAINS.kind.candidates(DOMAINS, snapshot, 7, "frog")] == ["happyfrog.example"]
    lan = field("Tag", tag_type="FlexibleAssetType: 12")
    assert [c.text for c in lan.kind.candidates(lan, snapshot, 7)] == ["LAN"]
    users = field("Tag", tag_type="AccountsUsers")
    assert [c.text for c in users.kind.candidates(users, snapshot, 7)] == ["Ann Lee"]
    for choice in field("Date").kind.candidates(field("Date"), snapshot, 7):
        assert parsed(field("Date"), choice.text)
