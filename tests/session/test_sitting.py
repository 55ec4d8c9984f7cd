"""A sitting: selecting, building a draft, and what is still there the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glueshell.itglue.drafts import UnknownField
from glueshell.itglue.kinds import TagRef, TraitProblem
from glueshell.session.errors import (
    AmbiguousReference,
    DraftLocked,
    InputError,
    NotSelected,
    StaleDraft,
    UnknownReference,
)
from glueshell.session.sitting import Sitting
from glueshell.session.statuses import status_of
from tests.session.conftest import FakeHost
from tests.session.server import EMAIL, FROG, TOAD, TinyServer, new_sitting


@pytest.fixture
def server() -> TinyServer:
    return TinyServer()


@pytest.fixture
def begin(tmp_path: Path, server: TinyServer) -> Iterator[Callable[[], Sitting]]:
    made: list[Sitting] = []

    def make() -> Sitting:
        made.append(new_sitting(tmp_path, server, FakeHost(interactive=False)))
        return made[-1]

    yield make
    for sitting in made:
        sitting.close()


@pytest.fixture
def sitting(begin: Callable[[], Sitting]) -> Sitting:
    return begin()


@pytest.fixture
def drafting(sitting: Sitting) -> Sitting:
    sitting.select_organization("Happy Frog")
    sitting.select_type("API Email Example")
    sitting.new_draft()
    return sitting


def test_the_journey_of_a_draft(drafting: Sitting) -> None:
    drafting.set_trait("domains", ["happyfrog.example", 509])
    drafting.set_trait("TYPE", "office 365")
    drafting.set_trait("email_servers", "https://x.itglue.com/31337/configurations/987")
    drafting.add_trait("Email Servers", 988)
    draft = drafting.set_trait("Webmail URL", "https://owa.example")
    assert draft.traits() == {
        "domains": [501, 509],
        "type": "Office 365",
        "email-servers": [987, 988],
        "webmail-url": "https://owa.example",
    }
    assert [tag.name for tag in draft.values["domains"]] == [  # type: ignore[attr-defined]
        "happyfrog.example",
        "mail.happyfrog.example",
    ]
    assert drafting.clear_trait("email-servers").filled == (3, 4)


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda s: s.new_draft(), "Use-Organization"),
        (lambda s: (s.select_organization("Happy Frog"), s.new_draft()), "Use-FlexibleAssetType"),
        (lambda s: s.set_trait("type", "x"), "New-Draft"),
        (lambda s: s.submit(), "New-Draft"),
        (lambda s: s.need_organization(), "Use-Organization"),
    ],
)
def test_what_must_be_selected_first_is_said_with_the_command(
    sitting: Sitting, act: Callable[[Sitting], object], says: str
) -> None:
    with pytest.raises(NotSelected) as caught:
        act(sitting)
    assert says in (caught.value.suggestion or "")
    assert status_of(caught.value) == 2


def test_an_unknown_field_names_the_nearest_and_asks_nobody(drafting: Sitting, server: TinyServer) -> None:
    before = len(server.requests)
    with pytest.raises(UnknownField, match="no field 'webmal-url'") as caught:
        drafting.set_trait("webmal-url", "x")
    assert caught.value.suggestions[0] == "webmail-url"
    assert len(server.requests) == before


def test_a_wrong_option_names_the_options(drafting: Sitting) -> None:
    with pytest.raises(TraitProblem, match=r"Office 365, POP/IMAP|Office 365.*POP/IMAP"):
        drafting.set_trait("type", "O365")
    assert drafting.draft is not None and "type" not in drafting.draft.values


def test_an_ambiguous_tag_lists_the_ids(drafting: Sitting) -> None:
    with pytest.raises(TraitProblem, match=r"988 .*989 "):
        drafting.set_trait("email-servers", "HF-EX02")
    assert drafting.set_trait("email-servers", "HF-EX02#989").traits()["email-servers"] == [989]


def test_a_tag_of_another_organization_is_not_found_by_name_but_by_id(drafting: Sitting) -> None:
    with pytest.raises(TraitProblem, match=r"toad\.example"):
        drafting.set_trait("domains", "toad.example")
    assert drafting.set_trait("domains", 601).values["domains"] == (TagRef(601),)


def test_only_tags_can_be_added_to(drafting: Sitting) -> None:
    with pytest.raises(InputError, match="Type holds one value"):
        drafting.add_trait("type", "Office 365")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Happy Frog", FROG),
        ("happy frog", FROG),
        (FROG, FROG),
        ("31337", FROG),
        ("Kub, Reynolds & Gibson", TOAD),
        ("https://x.itglue.com/40210", TOAD),
        ("https://x.eu.itglue.com/40210/configurations/987", TOAD),
        ("Twin#40211", 40211),
        ("365", 365),
        ("777", 50),  # a name of digits
    ],
)
def test_an_organization_by_name_id_or_address(sitting: Sitting, server: TinyServer, text: str | int, id: int) -> None:
    assert sitting.select_organization(text).id == id
    sitting.snapshots.take_in()
    # What was seen once is known without asking again (a name of digits is asked for as an id first).
    before = len(server.requests)
    assert sitting.select_organization(text).id == id
    assert len(server.requests) == before or text == "777"


def test_an_unknown_name_comes_with_the_nearest(sitting: Sitting) -> None:
    with pytest.raises(UnknownReference, match="no organization 'Hapy Frog'") as caught:
        sitting.select_organization("Hapy Frog")
    assert caught.value.suggestion == "Nearest: Happy Frog."
    with pytest.raises(UnknownReference) as caught:
        sitting.select_organization("happyfr")
    assert caught.value.suggestion == "Nearest: Happy Frog."
    with pytest.raises(UnknownReference, match="with the id 99"):
        sitting.select_organization(99)
    with pytest.raises(InputError, match="organization is needed"):
        sitting.select_organization("  ")
    assert sitting.context.organization is None


def test_an_ambiguous_name_lists_the_candidates(sitting: Sitting) -> None:
    with pytest.raises(AmbiguousReference, match=r"2 organizations are called 'Twin': 40211 .*, 40212 ") as caught:
        sitting.select_organization("Twin")
    assert caught.value.candidates == (("Twin", 40211, "Vendor"), ("Twin", 40212, "Partner"))
    assert caught.value.suggestion == "Say which one by its id."


def test_the_address_of_something_else_is_said(sitting: Sitting) -> None:
    with pytest.raises(InputError, match="one of Configurations, not of Flexible Asset Types"):
        sitting.select_type("https://x.itglue.com/31337/configurations/987")
    assert sitting.select_type("https://x.itglue.com/31337/assets/33-api-email/records/5").id == str(EMAIL)


def test_the_context_is_there_the_next_time(begin: Callable[[], Sitting]) -> None:
    first = begin()
    first.select_organization("Happy Frog")
    first.select_type("API Email Example")
    first.close()
    second = begin()
    assert second.context.region == "US"
    assert second.need_organization().text == "Happy Frog"
    assert [field.key for field in second.need_type().fields] == ["domains", "type", "email-servers", "webmail-url"]
    second.clear_context()
    assert begin().context.organization is None


def test_the_account_is_filed(sitting: Sitting) -> None:
    assert sitting.other_key is None
    assert sitting.store.query("SELECT account, base_url FROM accounts") == [("sandbox-1", "http://127.0.0.1:1")]


def test_regions_are_known_and_a_real_account_has_one(begin: Callable[[], Sitting], tmp_path: Path) -> None:
    sitting = begin()
    sitting.select_organization("Happy Frog")
    assert sitting.select_region("eu") == "EU"
    assert (sitting.context.region, sitting.context.organization) == ("EU", None)
    real = new_sitting(tmp_path, TinyServer(), FakeHost(), sandbox=False)
    with pytest.raises(InputError, match="another region is another account"):
        real.select_region("AU")
    real.close()


def test_a_draft_is_set_aside_when_something_else_is_selected(drafting: Sitting) -> None:
    drafting.set_trait("type", "POP/IMAP")
    assert drafting.draft is not None
    id = drafting.draft.id
    drafting.select_organization("Happy Frog")
    assert drafting.draft is not None
    drafting.select_organization(TOAD)
    assert drafting.draft is None
    assert [kept.draft.id for kept in drafting.unfinished()] == [id]
    restored = drafting.restore_draft(id[:3])
    assert restored.values == {"type": "POP/IMAP"}
    assert drafting.need_organization().id == FROG


def test_a_draft_is_offered_the_next_time(begin: Callable[[], Sitting]) -> None:
    first = begin()
    first.select_organization("Happy Frog")
    first.select_type(EMAIL)
    first.new_draft()
    first.set_trait("domains", 501)
    first.close()
    second = begin()
    (kept,) = second.unfinished()
    assert (kept.draft.filled, kept.draft.organization_name, kept.elsewhere) == ((1, 4), "Happy Frog", False)
    assert second.restore_draft(kept.draft.id).values["domains"] == (TagRef(501),)
    assert second.remove_draft().id == kept.draft.id
    assert second.drafts.entries() == [] and second.draft is None


def test_a_second_shell_sees_an_open_draft_locked(begin: Callable[[], Sitting]) -> None:
    first, second = begin(), begin()
    first.select_organization("Happy Frog")
    first.select_type(EMAIL)
    draft = first.new_draft()
    assert second.unfinished() == []
    (kept,) = second.drafts.entries()
    assert kept.elsewhere and second.drafts.get(draft.id).id == draft.id
    with pytest.raises(DraftLocked, match="open in another glueshell") as caught:
        second.restore_draft(draft.id)
    assert status_of(caught.value) == 5
    with pytest.raises(DraftLocked):
        second.remove_draft(draft.id)
    first.drafts.close()
    assert second.restore_draft(draft.id).id == draft.id
    # The first one still holds the old value in its hand: it must not overwrite what is open elsewhere.
    with pytest.raises(NotSelected):
        first.set_trait("type", "POP/IMAP")


def test_a_newer_revision_is_refused_and_not_overwritten(drafting: Sitting) -> None:
    drafting.set_trait("type", "POP/IMAP")
    drafting.store.execute("UPDATE drafts SET revision = revision + 1")
    with pytest.raises(StaleDraft, match="nothing was overwritten"):
        drafting.set_trait("type", "Office 365")
    assert drafting.draft is not None
    assert drafting.drafts.get(drafting.draft.id).values == {"type": "POP/IMAP"}


def test_an_unknown_or_unclear_draft_id_is_said(drafting: Sitting) -> None:
    for id in ("zzzz", "", "%", "_"):
        with pytest.raises(InputError, match="no draft"):
            drafting.restore_draft(id)


def test_accounts_have_their_own_drafts(drafting: Sitting) -> None:
    drafting.store.execute("UPDATE drafts SET account = 'another'")
    assert drafting.drafts.entries() == []


def test_a_draft_is_on_disk_after_every_change(drafting: Sitting, tmp_path: Path) -> None:
    from glueshell.session.store import Store

    drafting.set_trait("type", "POP/IMAP")
    other = Store(tmp_path / "state.db")
    assert '"type":"POP/IMAP"' in other.query("SELECT record FROM drafts")[0][0]
    other.close()
