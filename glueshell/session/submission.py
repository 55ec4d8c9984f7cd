"""Sending a draft exactly once: every step is on disk before the next one, and a lost answer never leads to a twin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glueshell.engine.signals import Interrupted
from glueshell.session.drafts import IN_FLIGHT, SUBMITTED, UNKNOWN
from glueshell.session.errors import InputError, SessionError, UnclearDraft
from glueshell.session.rehearsal import planned_parts, refuse_planned
from glueshell.session.shield import Shield
from glueshell.session.twins import ADOPT, CREATE, find_assets, settle, tell

if TYPE_CHECKING:
    from glueshell.itglue.documents import Resource
    from glueshell.itglue.drafts import Draft
    from glueshell.itglue.plans import RequestPlan, WriteGrant
    from glueshell.session.drafts import Drafts
    from glueshell.session.journal import Journal
    from glueshell.session.sitting import Sitting


class Submission:
    """What became of a draft: the asset's `id`, its `url` ('' where IT Glue gives none), the draft and the record.

    `adopted` says that the asset was there already and nothing was sent.
    """

    __slots__ = ("adopted", "created", "draft", "id", "plan", "resource", "title", "url")

    def __init__(self, draft: Draft, plan: RequestPlan, resource: Resource | None, *, adopted: bool = False) -> None:
        self.draft = draft
        self.plan = plan
        self.resource = resource
        self.adopted = adopted
        self.created = plan.operation == "create" and not adopted
        self.title = plan.title
        self.id = str(resource.id if resource is not None else plan.record_id or "")
        address = resource.attributes.get("resource-url") if resource is not None else None
        self.url = address if isinstance(address, str) else ""


def submit(
    sitting: Sitting,
    done: Callable[[Submission, bool], None],
    *,
    confirm: bool | None = None,
    what_if: bool = False,
    force: bool = False,
    if_exists: str = CREATE,
    rehearse: bool = False,
) -> Submission | None:
    """Check the current draft, ask, and send it; see `Sitting.submit`.

    `done` hears of the success, and whether Ctrl+C was pressed meanwhile, before that interrupt is delivered.
    """
    drafts = sitting.drafts
    draft = drafts.need_current()
    if not what_if:
        if drafts.passing:
            raise InputError("DraftRehearsed", id=draft.id)
        refuse_planned(draft)
    # Who wants to go on with what is there may look for it, also when the answer to an earlier try was lost.
    _check_state(draft, force=force or what_if or if_exists == ADOPT)
    plan = draft.plan(sitting.catalog)
    if if_exists != CREATE and draft.asset_id is None and not planned_parts(draft):
        twin = _twin(sitting, draft, if_exists, what_if=what_if)
        if twin is not None:
            if what_if and not rehearse:
                return None
            if draft.state == UNKNOWN and not what_if:
                sitting.journal.found(plan.journal_key, twin.id)
            return _adopted(drafts, plan, twin, done, what_if=what_if)
    _check_state(draft, force=force or what_if)
    shown = sitting.rehearsal.shown(plan, draft) if what_if else plan
    grant = sitting.approval.grant(shown, confirm=confirm, what_if=what_if)
    if grant is None:
        if not rehearse:
            return None
        planned = sitting.rehearsal.plan_asset(draft)
        result = Submission(draft.in_state(SUBMITTED, planned.id), plan, planned)
        if drafts.passing:
            done(result, False)
        return result
    client = sitting.client
    client.await_turn()
    with Shield(breakable=True) as shield:
        drafts.mark(IN_FLIGHT, journal_key=plan.journal_key)
        try:
            resource = client.send(plan, grant)
        except BaseException as error:
            raise _after(error, drafts, draft, plan, grant, sitting.journal) from error
        record_id = resource.id if resource is not None else plan.record_id
        result = Submission(drafts.mark(SUBMITTED, asset_id=record_id), plan, resource)
        done(result, shield.interrupted)
        return result


def _twin(sitting: Sitting, draft: Draft, if_exists: str, *, what_if: bool) -> Resource | None:
    found = find_assets(sitting.client, sitting.catalog, draft)
    twin = settle(found, if_exists, sitting.host, different="AssetDiffers")
    if twin is not None:
        tell(sitting.host, found, twin, what_if=what_if)
    return twin


def _adopted(
    drafts: Drafts, plan: RequestPlan, twin: Resource, done: Callable[[Submission, bool], None], *, what_if: bool
) -> Submission:
    """The draft is done with: its asset was there. A rehearsal leaves what is on disk as it was."""
    draft = drafts.need_current()
    draft = draft.in_state(SUBMITTED, twin.id) if what_if else drafts.mark(SUBMITTED, asset_id=twin.id)
    result = Submission(draft, plan, twin, adopted=True)
    if drafts.passing or not what_if:
        done(result, False)
    return result


def _check_state(draft: Draft, *, force: bool) -> None:
    if draft.state == SUBMITTED:
        raise InputError("DraftSent", id=draft.id, asset=draft.asset_id)
    if draft.state == IN_FLIGHT:
        raise UnclearDraft("DraftInFlight", id=draft.id)
    if draft.state == UNKNOWN and not force:
        raise UnclearDraft("DraftUnclear", id=draft.id)


def _after(
    error: BaseException, drafts: Drafts, before: Draft, plan: RequestPlan, grant: WriteGrant, journal: Journal
) -> BaseException:
    """Mark the draft for what `error` says of the write; answers the error to go on with."""
    from glueshell.itglue.errors import OutcomeUnknown

    unknown = _may_have_happened(error, plan, grant, journal)
    try:
        # What is certainly not done leaves the draft as it was, an unknown outcome of an earlier try included.
        drafts.mark(UNKNOWN if unknown else before.state)
    except SessionError as trouble:
        # On disk it stays in flight, which the next start takes for unknown: the safe side.
        error.add_note(f"The draft could not be marked: {trouble.message}")
    if unknown and isinstance(error, (Interrupted, KeyboardInterrupt)):
        entry = journal.find(plan.journal_key)
        return OutcomeUnknown(plan, _Interruption(), sent_at=entry.started_at if entry else 0.0)
    return error


def _may_have_happened(error: BaseException, plan: RequestPlan, grant: WriteGrant, journal: Journal) -> bool:
    from glueshell.http.errors import TransportError
    from glueshell.itglue.errors import ApiError, OutcomeUnknown

    if isinstance(error, OutcomeUnknown):
        return True
    if isinstance(error, TransportError):
        return error.sent
    if isinstance(error, ApiError) or not grant.spent:
        return False
    # Something of ours failed in between: before the request if the journal has no row of it, else nobody knows.
    entry = journal.find(plan.journal_key)
    return entry is not None and entry.status not in ("refused", "not-sent")


class _Interruption(Exception):
    def __str__(self) -> str:
        return "It was interrupted."
