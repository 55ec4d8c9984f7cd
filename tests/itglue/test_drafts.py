"""Drafts: built step by step, and sent exactly as shown."""

from __future__ import annotations

import json

import pytest

from glueshell.itglue.documents import Resource
from glueshell.itglue.drafts import Draft, DraftNotReady, UnknownField, draft_from_asset
from glueshell.itglue.kinds import TagRef, TraitProblem
from glueshell.itglue.schema import TypeSchema
from tests.itglue.account import CATALOG, field, seven_kinds

TRAITS = {
    "client-has-signed-and-acknowledged-msa": True,
    "signing-date": "2018-10-31",
    "number-of-seats": 25,
    "field-technician": "Randy Rios",
    "emergency-contact": [4387, 3901, 7891],
    "emergency-contact-telephone-number": "555-234-9876",
    "notes": "These are the notes.",
}
TYPED = {
    "Notes": "These are the notes.",
    "Emergency Contact": ["4387", 3901, "7891"],
    "Client has signed and acknowledged MSA": "yes",
    "signing_date": "31 Oct 2018",
    "NumberOfSeats": "25",
    "field-technician": "randy rios",
    "emergency-contact-telephone-number": "555-234-9876",
}


def draft(schema: TypeSchema | None = None) -> Draft:
    return Draft("d1", "demo", 31337, "Happy Frog", seven_kinds() if schema is None else schema, created_at=1.0)


def filled() -> Draft:
    made = draft()
    for name, typed in TYPED.items():
        item = made.schema.field(name)
        assert item is not None
        made = made.set(item.key, item.kind.parse(item, typed))
    return made


def test_the_seven_kinds_of_the_article_leave_exactly_as_it_says() -> None:
    plan = filled().plan(CATALOG)
    assert (plan.method, plan.path, plan.operation) == ("POST", "/flexible_assets", "create")
    assert plan.body == {
        "data": {
            "type": "flexible_assets",
            "attributes": {"organization-id": 31337, "flexible-asset-type-id": 77, "traits": TRAITS},
        }
    }
    body = plan.payload()
    assert body is not None
    assert list(json.loads(body)["data"]["attributes"]["traits"]) == list(TRAITS)
    assert (plan.organization_id, plan.organization_name, plan.count) == (31337, "Happy Frog", 1)
    assert plan.title == "Randy Rios 555-234-9876"
    assert plan.summary == "create flexible asset 'Randy Rios 555-234-9876' in Happy Frog"


def test_a_draft_never_changes() -> None:
    first = draft()
    second = first.set("notes", "a")
    assert (dict(first.values), dict(second.values)) == ({}, {"notes": "a"})
    with pytest.raises(TypeError):
        second.values["notes"] = "b"  # type: ignore[index]
    assert dict(second.unset("Notes").values) == {}


@pytest.mark.parametrize("empty", [None, "", ()])
def test_an_empty_value_unsets(empty: object) -> None:
    assert "notes" not in draft().set("notes", "a").set("notes", empty).values


def test_progress_and_what_is_missing_are_known() -> None:
    made = draft().set("notes", "a")
    assert made.filled == (1, 7)
    assert [item.key for item in made.missing()] == ["signing-date"]
    assert [(item.id, item.message) for item in made.problems()] == [("Required", "'Signing Date' is required.")]
    assert filled().filled == (7, 7) and filled().problems() == []


def test_an_incomplete_draft_is_not_planned_but_can_be_shown() -> None:
    with pytest.raises(DraftNotReady) as caught:
        draft().plan(CATALOG)
    assert (caught.value.exit_status, caught.value.message) == (2, "'Signing Date' is required.")
    preview = draft().set("notes", "a").plan(CATALOG, check=False)
    assert '        "notes": "a"' in preview.request_lines()


def test_an_unknown_field_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownField) as caught:
        draft().set("number-of-seat", 1)
    assert (caught.value.suggestions, caught.value.exit_status) == (("number-of-seats",), 2)
    assert str(caught.value) == "There is no field 'number-of-seat' in Support Agreement."
    with pytest.raises(UnknownField):
        Draft("d", "a", 1, "o", seven_kinds(), {"gone": 1})


@pytest.mark.parametrize("key, value", [("number-of-seats", "25"), ("agreement", "x"), ("field-technician", "Nobody")])
def test_a_value_that_its_kind_did_not_make_is_refused(key: str, value: object) -> None:
    with pytest.raises(TraitProblem):
        draft().set(key, value)


def test_a_required_field_that_cannot_be_filled_yet_says_so() -> None:
    made = draft(TypeSchema("1", "WiFi", [field("Password", "Key", required=True), field("Text", "SSID", order=1)]))
    assert [(item.id, item.field) for item in made.problems()] == [("PasswordField", "key")]


def test_a_value_whose_field_changed_since_is_a_problem_again() -> None:
    made = filled()
    changed = TypeSchema("77", "Support Agreement", [
        item if item.key != "field-technician" else field("Select", "Field Technician", options=("Ann Lee",), order=4)
        for item in made.schema.fields
    ])  # fmt: skip
    assert [item.id for item in made.with_schema(changed).problems()] == ["NotAnOption"]
    assert len(made.with_schema(TypeSchema("77", "X", [])).values) == 0


def test_the_title_is_made_of_the_title_fields_in_form_order() -> None:
    assert draft().title() == ""
    assert draft().set("emergency-contact-telephone-number", "555").title() == "555"
    servers = field("Tag", "Servers", tag_type="Configurations", use_for_title=True)
    tagged = draft(TypeSchema("1", "Email", [servers])).set("servers", (TagRef(1, "SRV-A"), TagRef(2, "SRV-B")))
    assert tagged.title() == "SRV-A, SRV-B"
    assert draft(TypeSchema("1", "Email", [])).plan(CATALOG).title == "Email"


def test_the_same_draft_has_the_same_journal_key_and_a_changed_one_another() -> None:
    assert filled().plan(CATALOG).journal_key == filled().plan(CATALOG).journal_key
    assert filled().plan(CATALOG).journal_key != filled().set("notes", "other").plan(CATALOG).journal_key
    assert filled().plan(CATALOG).journal_key == filled().in_state("unknown").plan(CATALOG).journal_key


def test_states_are_the_four_there_are() -> None:
    made = draft().in_state("submitted", "99")
    assert (made.state, made.asset_id) == ("submitted", "99")
    with pytest.raises(ValueError):
        draft().in_state("lost")


def test_two_drafts_are_compared_field_by_field() -> None:
    first = draft().set("notes", "a").set("number-of-seats", 1)
    second = first.set("notes", "b").unset("number-of-seats").set("signing-date", "2026-01-01")
    assert [(change.key, change.before, change.after) for change in first.diff(second)] == [
        ("signing-date", None, "2026-01-01"), ("number-of-seats", 1, None), ("notes", "a", "b"),
    ]  # fmt: skip


def test_a_draft_survives_its_record() -> None:
    made = filled().in_state("unknown")
    again = Draft.from_record(json.loads(json.dumps(made.to_record())))
    assert again.to_record() == made.to_record()
    assert dict(again.values) == dict(made.values)
    assert again.plan(CATALOG).body == made.plan(CATALOG).body


ASSET = Resource(
    "flexible-assets",
    "555",
    {
        "organization-id": 31337,
        "organization-name": "Happy Frog",
        "traits": {
            "emergency-contact": {
                "type": "Contacts",
                "values": [{"id": 4387, "first-name": "Ann", "last-name": "Lee"}],
            },
            "signing-date": "2018-10-31",
            "number-of-seats": 25.0,
            "notes": None,
            "gone": "x",
        },
    },
)


def test_an_existing_asset_is_sent_back_whole() -> None:
    made = draft_from_asset("d2", "demo", seven_kinds(), ASSET, 2.0).set("notes", "new")
    plan = made.plan(CATALOG)
    assert (plan.method, plan.path, plan.record_id) == ("PATCH", "/flexible_assets/555", "555")
    assert plan.body is not None
    assert plan.body["data"]["attributes"]["traits"] == {
        "signing-date": "2018-10-31", "number-of-seats": 25, "emergency-contact": [4387], "notes": "new",
    }  # fmt: skip


def test_files_of_an_existing_asset_are_not_wiped_by_a_change() -> None:
    schema = TypeSchema("1", "X", [field("Upload", "Plan"), field("Text", "Name", order=1)])
    traits = {"plan": [{"name": "a.pdf", "url": "u"}], "name": "a"}
    asset = Resource("flexible-assets", "5", {"organization-id": 1, "traits": traits})
    with pytest.raises(DraftNotReady) as caught:
        draft_from_asset("d3", "demo", schema, asset, 0).plan(CATALOG)
    assert [item.id for item in caught.value.problems] == ["UploadField"]
