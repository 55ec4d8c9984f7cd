"""What Tab offers for the fields of a form and their values."""

from __future__ import annotations

from types import SimpleNamespace

from glueshell.cmdlets.drafts.fields import kind_of
from glueshell.cmdlets.drafts.form import FormFields, value_completer
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.itglue.drafts import Draft
from glueshell.itglue.kinds import TagRef
from glueshell.itglue.schema import Field, TypeSchema
from glueshell.itglue.snapshot import Name, Snapshot

FROG, TOAD = 1, 2

FIELDS = (
    Field("1", "Contract", "contract", "Header", order=1),
    Field("2", "Webmail URL", "webmail-url", "Text", order=2),
    Field("3", "Type", "type", "Select", required=True, options=("Office 365", "POP/IMAP"), hint="Select it", order=3),
    Field("4", "Domains", "domains", "Tag", required=True, tag_type="Domains", order=4),
    Field("5", "Portal Password", "portal-password", "Password", order=5),
    Field("6", "Signed", "signed", "Checkbox", order=6),
    Field("7", "Email Servers", "email-servers", "Tag", tag_type="Configurations", order=7),
)
SCHEMA = TypeSchema("7", "Mail", FIELDS)
SNAPSHOT = Snapshot(
    {
        "domains": Snapshot().with_names("domains", [
            Name(10, "frog.example", FROG), Name(11, "mail.frog.example", FROG), Name(12, "toad.example", TOAD),
            Name(13, "twin.example", FROG, "old"), Name(14, "twin.example", FROG, "new"),
        ]).names("domains"),
    }
)  # fmt: skip


def context(word: str = "", *, draft: Draft | None = None, **more: object) -> CompletionContext:
    view = SimpleNamespace(
        draft=draft,
        snapshot=SNAPSHOT,
        context=SimpleNamespace(flexible_asset_type=SCHEMA, organization=Name(FROG, "Frog")),
    )
    return CompletionContext(word, view, **more)  # type: ignore[arg-type]


def a_draft(**values: object) -> Draft:
    return Draft("d", "a", FROG, "Frog", SCHEMA, values)


def fields(word: str = "", draft: Draft | None = None) -> list[Candidate]:
    return list(FormFields()(context(word, draft=draft)))


def texts(candidates: list[Candidate]) -> list[str]:
    return [candidate.text for candidate in candidates]


def test_required_and_missing_first_then_free_then_set_then_what_cannot_be_filled() -> None:
    draft = a_draft(type="POP/IMAP", signed=True)
    assert texts(fields(draft=draft)) == [
        "domains",
        "webmail-url",
        "email-servers",
        "type",
        "signed",
        "portal-password",
    ]
    hints = {candidate.text: candidate.style_hint for candidate in fields(draft=draft)}
    assert hints == {
        "domains": "required", "webmail-url": "", "email-servers": "", "type": "set", "signed": "set",
        "portal-password": "retired",
    }  # fmt: skip


def test_required_fields_carry_a_star() -> None:
    assert [candidate.list_text for candidate in fields()][:3] == ["type*", "domains*", "webmail-url"]


def test_a_field_is_found_by_key_and_by_name() -> None:
    assert texts(fields("web")) == ["webmail-url"]
    assert texts(fields("mail u")) == ["webmail-url"]
    assert texts(fields("PASS")) == ["portal-password"]


def test_the_detail_says_kind_value_hint_and_options() -> None:
    draft = a_draft(type="POP/IMAP", domains=(TagRef(10, "frog.example"),))
    details = {candidate.text: candidate.detail for candidate in fields(draft=draft)}
    assert details["type"] == "Select · = POP/IMAP · Select it · Office 365, POP/IMAP"
    assert details["domains"] == "Tag: Domains · = frog.example"


def test_a_tagged_type_goes_by_its_name_where_that_is_known() -> None:
    field = Field("8", "Connection", "connection", "Tag", tag_type="FlexibleAssetType: 12")
    known = Snapshot().with_names("flexible_asset_types", [Name(12, "Internet/WAN"), Name(13, "LAN")])
    assert kind_of(field, known) == "Tag: Internet/WAN"
    assert kind_of(field, Snapshot()) == "Tag: FlexibleAssetType: 12"


def values(name: str, word: str = "", draft: Draft | None = None) -> tuple[list[str], tuple[str, ...]]:
    asked = context(word, draft=draft, bound={"Name": name})
    return texts(list(value_completer(asked))), asked.pending


def test_a_select_offers_its_options_and_a_checkbox_its_words() -> None:
    assert values("type") == (["Office 365", "POP/IMAP"], ())
    assert values("Type", "pop") == (["POP/IMAP"], ())
    assert {"$true", "yes", "Yes", "true"} & set(values("signed")[0])


def test_a_tag_offers_what_the_organization_has_twins_by_id() -> None:
    offered, pending = values("domains")
    assert set(offered) == {"frog.example", "mail.frog.example", "13", "14"}
    assert pending == ()
    assert values("domains", "mail")[0] == ["mail.frog.example"]


def test_names_that_are_still_being_read_are_waited_for() -> None:
    assert values("email-servers") == ([], ("configurations",))


def test_an_unknown_field_or_none_offers_nothing() -> None:
    assert values("nothing") == ([], ())
    assert list(value_completer(context())) == []


def test_in_a_hashtable_fields_are_keys_and_have_values() -> None:
    offers = FormFields()
    assert texts(list(offers.keys(context("dom")))) == ["domains"]
    assert texts(list(offers.key_values(context(key="Type")))) == ["Office 365", "POP/IMAP"]
    assert list(offers.key_values(context(key="nothing"))) == []
