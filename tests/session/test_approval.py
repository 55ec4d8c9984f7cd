"""The approval table, row by row; what it refuses has not been sent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from glueshell.config import Account, Fence
from glueshell.itglue.plans import Outcome, RequestPlan
from glueshell.session.approval import RULES, Approval
from glueshell.session.errors import Declined, Refused
from glueshell.session.journal import Journal
from glueshell.session.redaction import Redactor
from tests.session.conftest import Clock, FakeHost
from tests.session.plans import create_plan, delete_plan

ONE = (create_plan(),)
REMOVE = (delete_plan("5"),)
MANY = (delete_plan("5", "6", "7"),)
TWO = (create_plan(title="a"), create_plan(title="b"))


def approval(
    journal: Journal,
    clock: Clock,
    host: FakeHost,
    *,
    sandbox: bool = False,
    tests: Sequence[int] = (),
    fence: Fence | None = None,
    allow_write: bool = False,
    configured: bool = False,
) -> Approval:
    account = Account(
        "contoso",
        "https://api.example",
        name="Contoso MSP",
        sandbox=sandbox,
        test_organizations=tests,
        fence=fence,
        allow_write=configured,
    )
    return Approval(account, host, journal, redactor=Redactor(), clock=clock, allow_write=allow_write)


ALLOWED = "allowed"
YES: bool = True
# where, terminal, unlocked or permitted, plans, confirm, answers, outcome
ROWS = [
    # sandbox, terminal: Enter; y
    ("sandbox", True, False, ONE, None, [""], ALLOWED),
    ("sandbox", True, False, ONE, None, [False], "Declined"),
    ("sandbox", True, False, REMOVE, None, [""], "Declined"),
    ("sandbox", True, False, REMOVE, None, [YES], ALLOWED),
    ("sandbox", True, False, MANY, None, [YES], ALLOWED),
    ("sandbox", True, False, TWO, None, [""], "Declined"),
    ("sandbox", True, False, TWO, None, [YES], ALLOWED),
    ("sandbox", True, False, ONE, False, [], ALLOWED),
    ("sandbox", True, False, REMOVE, False, [], ALLOWED),
    # sandbox, no terminal: allowed
    ("sandbox", False, False, ONE, None, [], ALLOWED),
    ("sandbox", False, False, REMOVE, None, [], ALLOWED),
    ("sandbox", False, False, MANY, None, [], ALLOWED),
    # real, terminal: read-only until unlocked; the first letters; the title or the number
    ("real", True, False, ONE, None, [], "ReadOnly"),
    ("real", True, False, ONE, False, [], "ReadOnly"),
    ("real", True, False, REMOVE, False, [], "ReadOnly"),
    ("real", True, True, ONE, None, ["happ"], ALLOWED),
    ("real", True, True, ONE, None, ["HAPPY FR"], ALLOWED),
    ("real", True, True, ONE, None, ["y"], "WrongConfirmation"),
    ("real", True, True, ONE, None, ["hap"], "WrongConfirmation"),
    ("real", True, True, ONE, None, [""], "Declined"),
    ("real", True, True, REMOVE, None, ["office 365"], ALLOWED),
    ("real", True, True, REMOVE, None, ["y"], "WrongConfirmation"),
    ("real", True, True, MANY, None, ["3"], ALLOWED),
    ("real", True, True, MANY, None, ["2"], "WrongConfirmation"),
    ("real", True, True, TWO, None, ["2"], ALLOWED),
    ("real", True, True, ONE, False, [], ALLOWED),
    ("real", True, True, MANY, False, [], ALLOWED),
    # real, no terminal: with permission only, and -Confirm:$false for the heavy ones
    ("real", False, False, ONE, None, [], "NoPermission"),
    ("real", False, False, ONE, False, [], "NoPermission"),
    ("real", False, True, ONE, None, [], ALLOWED),
    ("real", False, True, REMOVE, None, [], "NeedsConfirmOff"),
    ("real", False, True, TWO, None, [], "NeedsConfirmOff"),
    ("real", False, True, REMOVE, False, [], ALLOWED),
    ("real", False, True, MANY, False, [], ALLOWED),
    # test organizations: locked like all, then as the sandbox
    ("test", True, False, ONE, None, [], "ReadOnly"),
    ("test", True, True, ONE, None, [""], ALLOWED),
    ("test", True, True, REMOVE, None, [YES], ALLOWED),
    ("test", False, False, ONE, None, [], "NoPermission"),
    ("test", False, True, REMOVE, None, [], ALLOWED),
]


@pytest.mark.parametrize(("where", "terminal", "allowed", "plans", "confirm", "answers", "outcome"), ROWS)
def test_the_table(
    journal: Journal,
    clock: Clock,
    where: str,
    terminal: bool,
    allowed: bool,
    plans: Sequence[RequestPlan],
    confirm: bool | None,
    answers: list[str | bool],
    outcome: str,
) -> None:
    host = FakeHost(*answers, interactive=terminal)
    asked = approval(
        journal,
        clock,
        host,
        sandbox=where == "sandbox",
        tests=[31337] if where == "test" else [],
        allow_write=allowed and not terminal,
    )
    if allowed and terminal:
        asked.unlock()
    if outcome == ALLOWED:
        grants = asked.grant(plans, confirm=confirm)
        assert [grant.plan for grant in grants] == list(plans)
    else:
        with pytest.raises((Refused, Declined)) as caught:
            asked.grant(plans, confirm=confirm)
        assert (caught.value.error_id, caught.value.exit_status) == (outcome, 3)
    assert host.answers == []
    assert journal.entries() == []


def test_every_cell_of_the_table_has_a_rule() -> None:
    cells = {(place, terminal, weight) for place in ("sandbox", "test", "real") for terminal in (True, False)
             for weight in ("light", "heavy")}  # fmt: skip
    assert set(RULES) == cells


def test_a_configured_permission_counts_without_a_terminal_only(journal: Journal, clock: Clock) -> None:
    assert approval(journal, clock, FakeHost(interactive=False), configured=True).grant(ONE[0])
    with pytest.raises(Refused, match="read-only"):
        approval(journal, clock, FakeHost(), configured=True).grant(ONE[0])


def test_an_unlock_runs_out_and_can_be_taken_back(journal: Journal, clock: Clock) -> None:
    host = FakeHost("happ")
    asked = approval(journal, clock, host)
    assert asked.read_only
    asked.unlock(10, "ticket 4711")
    assert not asked.read_only and asked.unlocked_seconds == 600 and journal.reason == "ticket 4711"
    clock.now += 599
    asked.grant(ONE[0])
    clock.now += 1
    with pytest.raises(Refused):
        asked.grant(ONE[0])
    assert journal.reason is None
    asked.unlock()
    asked.lock()
    assert asked.read_only


def test_a_grant_writes_the_journal(journal: Journal, clock: Clock) -> None:
    plan = create_plan()
    grant = approval(journal, clock, FakeHost(interactive=False), sandbox=True).grant(plan)
    assert grant is not None
    grant.begin(plan)
    assert [entry.status for entry in journal.entries()] == ["intended"]
    grant.end(Outcome("done", "9"))
    assert [(entry.status, entry.record_id) for entry in journal.entries()] == [("done", "9")]


def test_what_if_shows_the_exact_request_and_gives_nothing(journal: Journal, clock: Clock) -> None:
    host = FakeHost()
    plan = create_plan(attributes={"traits": {"type": "Office\x1b[2J 365"}, "password": "hunter-two"})
    assert approval(journal, clock, host).grant(plan, what_if=True) is None
    text = "\n".join(host.shown)
    assert "What if: create flexible asset 'Office 365' in Happy Frog" in text
    assert "POST /flexible_assets" in text and '"traits": {' in text
    assert "\x1b" not in text
    assert host.questions == []


def test_the_preview_shows_every_value_and_no_control_character(journal: Journal, clock: Clock) -> None:
    host = FakeHost("")
    plan = create_plan(
        attributes={
            "organization-id": 31337,
            "traits": {"type": "Office 365\n  + domains  [1]", "domains": [501, 509], "notes": "x" * 500},
            "password": "hunter-two",
        }
    )
    approval(journal, clock, host, sandbox=True).grant(plan)
    assert host.shown[:4] == [
        "POST /flexible_assets",
        "  + organization-id  Happy Frog (#31337)",
        "  + type             Office 365␊  + domains  [1]",
        "  + domains          [501, 509]",
    ]
    assert "hunter-two" not in "\n".join(host.shown)
    assert max(map(len, host.shown)) < 200
    assert host.questions == ["Create flexible asset 'Office 365' in Happy Frog?"]


def test_many_requests_are_previewed_in_one_line_each(journal: Journal, clock: Clock) -> None:
    host = FakeHost(True)
    plans = [create_plan(title=f"asset {number}") for number in range(37)]
    grants = approval(journal, clock, host, sandbox=True).grant(plans)
    assert len(grants) == 37
    assert host.shown[0] == "37 requests, 37 records"
    assert "  … and 27 more" in host.shown
    assert host.questions == ["37 records?"]


def test_a_type_asks_for_the_letters_of_the_account(journal: Journal, clock: Clock) -> None:
    plan = create_plan(resource="flexible_asset_types", organization_id=None, organization_name=None, title="API Email")
    host = FakeHost("cont")
    asked = approval(journal, clock, host)
    asked.unlock()
    assert asked.grant(plan)
    assert host.questions == ["Type the first letters of Contoso MSP (cont): "]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Kub, Reynolds & Gibson", "kubr"),
        ("Ümlaut GmbH", "ümla"),
        ("日本", "日本"),
        ("\x1b[2Jab", "2jab"),
        ("A", "a"),
        ("&&&", "&&&"),
    ],
)
def test_every_name_can_be_confirmed(journal: Journal, clock: Clock, name: str, typed: str) -> None:
    asked = approval(journal, clock, FakeHost(typed))
    asked.unlock()
    assert asked.grant(create_plan(organization_name=name))


def test_a_loop_is_asked_each_time_until_a_number_is_agreed_to(journal: Journal, clock: Clock) -> None:
    host = FakeHost("", "all 3", "n")
    asked = approval(journal, clock, host, sandbox=True)
    asked.begin_submission()
    for _ in range(4):
        asked.grant(create_plan())
    with pytest.raises(Declined):
        asked.grant(create_plan())
    assert host.answers == []
    assert host.questions[1] == (
        "Create flexible asset 'Office 365' in Happy Frog? Enter = yes, n = no"
        " (and, for the next ones of this line too: all NUMBER): "
    )


def test_what_was_agreed_to_ends_with_the_submission(journal: Journal, clock: Clock) -> None:
    host = FakeHost("", "all 9", "")
    asked = approval(journal, clock, host, sandbox=True)
    asked.grant(create_plan())
    asked.grant(create_plan())
    asked.begin_submission()
    asked.grant(create_plan())
    assert host.answers == []


def test_in_a_real_account_all_needs_the_letters_too(journal: Journal, clock: Clock) -> None:
    asked = approval(journal, clock, FakeHost("happ", "happ all 2", "all 5"))
    asked.unlock()
    for _ in range(3):
        asked.grant(create_plan())
    with pytest.raises(Declined):
        asked.grant(create_plan())


FROG, TOAD = (31337, "Happy Frog"), (7, "Test Toad")


@pytest.mark.parametrize(
    ("allow", "deny", "organization", "passes"),
    [
        ([31337], [], FROG, True),
        ([31337], [], TOAD, False),
        (["Test*"], [], TOAD, True),
        (["test*"], [], TOAD, True),
        (["Test*"], [], FROG, False),
        (["Test*", 31337], [], FROG, True),
        ([], [7], TOAD, False),
        ([], [7], FROG, True),
        ([], ["Happy*"], FROG, False),
        (["*"], [31337], FROG, False),
        ([], ["Happy*"], (9, None), False),  # an unknown name could be a denied one
        (["Happy*"], [], (9, None), False),
    ],
)
def test_the_fence(
    journal: Journal,
    clock: Clock,
    allow: list[int | str],
    deny: list[int | str],
    organization: tuple[int, str | None],
    passes: bool,
) -> None:
    asked = approval(journal, clock, FakeHost(interactive=False), fence=Fence(allow, deny), allow_write=True)
    plan = create_plan(organization_id=organization[0], organization_name=organization[1])
    if passes:
        assert asked.grant(plan, confirm=False)
    else:
        with pytest.raises(Refused, match="outside the fence") as caught:
            asked.grant(plan, confirm=False)
        assert caught.value.exit_status == 3


def test_one_plan_outside_the_fence_stops_them_all(journal: Journal, clock: Clock) -> None:
    asked = approval(journal, clock, FakeHost(interactive=False), fence=Fence([31337]), sandbox=True)
    with pytest.raises(Refused):
        asked.grant([create_plan(), create_plan(organization_id=7, organization_name="Test Toad")])


def test_what_names_no_organization_does_not_pass_a_fence_it_could_reach_over(journal: Journal, clock: Clock) -> None:
    types = create_plan(resource="flexible_asset_types", organization_id=None, organization_name=None)
    contacts = create_plan(resource="contacts", organization_id=None, organization_name=None)
    allowing = approval(journal, clock, FakeHost(interactive=False), fence=Fence([31337]), sandbox=True)
    denying = approval(journal, clock, FakeHost(interactive=False), fence=Fence([], [7]), sandbox=True)
    for plan in (types, contacts):
        with pytest.raises(Refused, match="does not say to which one it belongs"):
            allowing.grant(plan)
    with pytest.raises(Refused):
        denying.grant(contacts)
    assert denying.grant(types)
    organization = create_plan(resource="organizations", organization_id=None, organization_name=None, title="Test New")
    assert approval(journal, clock, FakeHost(interactive=False), fence=Fence(["Test*"]), sandbox=True).grant(
        organization
    )


def test_one_organization_outside_the_test_ones_makes_it_real(journal: Journal, clock: Clock) -> None:
    asked = approval(journal, clock, FakeHost("2"), tests=[31337])
    asked.unlock()
    assert asked.grant([create_plan(), create_plan(organization_id=7)])


def test_the_preview_names_the_organization_of_a_record(journal: Journal, clock: Clock) -> None:
    attributes = {"first-name": "Ann", "organization-id": 31337}
    plan = create_plan(resource="contacts", title="Ann", attributes=attributes)
    host = FakeHost(True)
    assert approval(journal, clock, host, sandbox=True).grant(plan) is not None
    assert "  + organization-id  Happy Frog (#31337)" in host.shown
