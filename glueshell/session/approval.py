"""Permission to write: a table, and the only maker of grants. Whatever is refused here has not been sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, overload

from glueshell.session.confirmation import Question, ask
from glueshell.session.errors import Refused

if TYPE_CHECKING:
    from glueshell.config import Account
    from glueshell.engine.host import Host
    from glueshell.itglue.plans import RequestPlan, WriteGrant
    from glueshell.session.journal import Journal
    from glueshell.session.redaction import Redactor

# Where a write goes to: the sandbox, a test organization of a real account (once writing is allowed), anything else.
SANDBOX, TEST, REAL = "sandbox", "test", "real"
# What it does: create or update one record; remove, or more than one record.
LIGHT, HEAVY = "light", "heavy"
# What is asked: nothing, Enter, `y`, the first letters of a name, the title or the number of records.
NOTHING, ENTER, YES, LETTERS, TYPED = "nothing", "enter", "yes", "letters", "typed"
# What must have been allowed before: nothing, the unlocked session, the script's permission, that and -Confirm:$false.
FREE, UNLOCKED, PERMITTED, PERMITTED_UNASKED = "free", "unlocked", "permitted", "permitted-unasked"


class Rule:
    """One cell of the table: what must have been allowed, and what is asked."""

    __slots__ = ("asks", "needs")

    def __init__(self, needs: str, asks: str) -> None:
        self.needs = needs
        self.asks = asks


# (where, is there a terminal, how heavy): rule
RULES: Mapping[tuple[str, bool, str], Rule] = {
    (SANDBOX, True, LIGHT): Rule(FREE, ENTER),
    (SANDBOX, True, HEAVY): Rule(FREE, YES),
    (SANDBOX, False, LIGHT): Rule(FREE, NOTHING),
    (SANDBOX, False, HEAVY): Rule(FREE, NOTHING),
    (TEST, True, LIGHT): Rule(UNLOCKED, ENTER),
    (TEST, True, HEAVY): Rule(UNLOCKED, YES),
    (TEST, False, LIGHT): Rule(PERMITTED, NOTHING),
    (TEST, False, HEAVY): Rule(PERMITTED, NOTHING),
    (REAL, True, LIGHT): Rule(UNLOCKED, LETTERS),
    (REAL, True, HEAVY): Rule(UNLOCKED, TYPED),
    (REAL, False, LIGHT): Rule(PERMITTED, NOTHING),
    (REAL, False, HEAVY): Rule(PERMITTED_UNASKED, NOTHING),
}


class Approval:
    """The approval of one account: `grant` is the only way to a `WriteGrant`.

    `Refused` when a write is not allowed (locked, no permission, fence), `Declined` when the person did not confirm;
    both end a run with exit status 3. `clock` counts seconds and never goes back.
    """

    def __init__(
        self,
        account: Account,
        host: Host,
        journal: Journal,
        *,
        redactor: Redactor,
        clock: Callable[[], float],
        allow_write: bool = False,
    ) -> None:
        self._account = account
        self._host = host
        self._journal = journal
        self._redactor = redactor
        self._clock = clock
        self._permitted = allow_write or account.allow_write
        self._unlocked_until: float | None = None
        self._asked = 0
        self._agreed = 0
        self._shown: Callable[[RequestPlan], None] | None = None

    # -- the lock -------------------------------------------------------------------------------------------

    def unlock(self, minutes: float = 30, reason: str | None = None) -> None:
        """Allow writing at the terminal for a while; the reason goes into the journal."""
        self._unlocked_until = self._clock() + minutes * 60
        self._journal.reason = reason

    def lock(self) -> None:
        """Back to read-only."""
        self._unlocked_until = None
        self._journal.reason = None

    @property
    def unlocked_seconds(self) -> float:
        """How long writing stays allowed; 0 when it is not."""
        if self._unlocked_until is None:
            return 0.0
        left = self._unlocked_until - self._clock()
        if left <= 0:
            self.lock()
            return 0.0
        return left

    @property
    def read_only(self) -> bool:
        """Whether a write would be refused as things stand."""
        if self._account.sandbox:
            return False
        return self.unlocked_seconds == 0 if self._host.interactive else not self._permitted

    def begin_submission(self) -> None:
        """A new line of the person begins: "all in this submission" of the last one is over."""
        self._asked = 0
        self._agreed = 0

    # -- grants ---------------------------------------------------------------------------------------------

    @overload
    def grant(self, plans: RequestPlan, *, confirm: bool | None = None, what_if: bool = False) -> WriteGrant | None: ...

    @overload
    def grant(
        self, plans: Sequence[RequestPlan], *, confirm: bool | None = None, what_if: bool = False
    ) -> list[WriteGrant]: ...

    def grant(
        self, plans: RequestPlan | Sequence[RequestPlan], *, confirm: bool | None = None, what_if: bool = False
    ) -> WriteGrant | list[WriteGrant] | None:
        """The permission to send a plan once, or a list of them for several plans, asked about together.

        `confirm` False skips the question, never the lock or the fence. With `what_if` the exact requests are shown
        and there is no grant: None, or an empty list.
        """
        single = not isinstance(plans, Sequence)
        several: Sequence[RequestPlan] = [plans] if not isinstance(plans, Sequence) else plans
        if self._shown is not None:
            for plan in several:
                self._shown(plan)
            return None if single else []
        if what_if:
            for plan in several:
                for line in self.what_if_lines(plan):
                    self._host.write(line + "\n")
            return None if single else []
        grants = self._granted(several, confirm) if several else []
        return grants[0] if single else grants

    @property
    def shows(self) -> bool:
        """Whether plans are only shown at the moment."""
        return self._shown is not None

    @contextmanager
    def showing(self, show: Callable[[RequestPlan], None]) -> Iterator[None]:
        """While the block runs nothing is granted: `show` gets each plan instead."""
        before, self._shown = self._shown, show
        try:
            yield
        finally:
            self._shown = before

    def _granted(self, plans: Sequence[RequestPlan], confirm: bool | None) -> list[WriteGrant]:
        from glueshell.itglue.plans import WriteGrant

        for plan in plans:
            self._check_fence(plan)
        weight = self.weight(plans)
        rule = RULES[self.place(plans), self._host.interactive, weight]
        self._check_permission(rule, plans, confirm)
        if rule.asks != NOTHING and confirm is not False:
            self._confirm(rule, plans)
        return [WriteGrant(plan, self._journal.before, self._journal.after) for plan in plans]

    @staticmethod
    def weight(plans: Sequence[RequestPlan]) -> str:
        """Whether the plans create or update one record, or do more."""
        light = len(plans) == 1 and plans[0].count == 1 and plans[0].operation in ("create", "update")
        return LIGHT if light else HEAVY

    def place(self, plans: Sequence[RequestPlan]) -> str:
        """Which rows of the table count; test organizations only when every plan stays inside them."""
        if self._account.sandbox:
            return SANDBOX
        tests = self._account.test_organizations
        inside = tests and all(
            plan.organization_id is not None and int(plan.organization_id) in tests for plan in plans
        )
        return TEST if inside else REAL

    # -- checks ---------------------------------------------------------------------------------------------

    def _check_permission(self, rule: Rule, plans: Sequence[RequestPlan], confirm: bool | None) -> None:
        name = self._account.name
        if rule.needs == UNLOCKED and self.unlocked_seconds == 0:
            raise Refused("ReadOnly", account=name)
        if rule.needs in (PERMITTED, PERMITTED_UNASKED) and not self._permitted:
            raise Refused("NoPermission", account=name)
        if rule.needs == PERMITTED_UNASKED and confirm is not False:
            raise Refused("NeedsConfirmOff", account=name, action=_first(plans[0].summary, len(plans)))

    def _check_fence(self, plan: RequestPlan) -> None:
        fence = self._account.fence
        if not fence:
            return
        id, name = plan.organization_id, plan.organization_name
        if id is None and plan.resource.name == "organizations":
            name = plan.title
        elif id is None:
            # What belongs to an organization, but does not say to which, could reach over the fence.
            if fence.allow or plan.resource.attribute("organization-id") is not None:
                raise Refused("FencedAccountWide", account=self._account.name, action=plan.summary)
            return
        # A name that is not known could be a denied one.
        denied = any(self._matches(entry, id, name, unknown=True) for entry in fence.deny)
        allowed = not fence.allow or any(self._matches(entry, id, name, unknown=False) for entry in fence.allow)
        if denied or not allowed:
            raise Refused("Fenced", account=self._account.name, organization=name or f"Organization {id}")

    @staticmethod
    def _matches(entry: int | str, id: object, name: str | None, *, unknown: bool) -> bool:
        if isinstance(entry, int):
            return unknown if id is None else int(str(id)) == entry
        if name is None:
            return unknown
        from glueshell.objects.wildcard import Wildcard

        return Wildcard(entry).matches(name)

    # -- the question ---------------------------------------------------------------------------------------

    def _confirm(self, rule: Rule, plans: Sequence[RequestPlan]) -> None:
        if self._agreed >= len(plans):
            self._agreed -= len(plans)
            return
        question = self._question(rule, plans)
        self._agreed = ask(self._host, question, repeated=self._asked > 0)
        self._asked += 1

    def _question(self, rule: Rule, plans: Sequence[RequestPlan]) -> Question:
        first = plans[0]
        lines = self.preview(plans)
        count = sum(plan.count for plan in plans)
        if rule.asks == LETTERS:
            name = first.organization_name if first.organization_id is not None else None
            return Question.letters(lines, name or self._account.name)
        if rule.asks == TYPED:
            if count > 1 or not first.title:
                return Question.number(lines, count)
            return Question.title(lines, first.title)
        return Question.plain(lines, first.summary if len(plans) == 1 else f"{count} records", enter=rule.asks == ENTER)

    def preview(self, plans: Sequence[RequestPlan]) -> list[str]:
        """What is about to be sent, in lines: method and path, then each value as `+ key value`."""
        from glueshell.session.preview import preview_lines

        return preview_lines(plans, self._account.name, self._redactor)

    def what_if_lines(self, plan: RequestPlan) -> list[str]:
        """The exact request of `plan` in lines, secrets blotted out."""
        from glueshell.objects.neutral import neutralise
        from glueshell.session.preview import named_records

        names = [f"  {neutralise(name, newlines=True)}" for name in named_records(plan)]
        return [f"What if: {neutralise(plan.summary, newlines=True)}", *names] + [
            "  " + self._redactor.redact(neutralise(line)) for text in plan.request_lines() for line in text.split("\n")
        ]


def _first(summary: str, count: int) -> str:
    return summary if count == 1 else f"{summary} and {count - 1} more"
