"""One person's sitting: everything of this room wired together, and what the commands do with it."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from glueshell.session.accounts import dead_key_advice, last_answer, note_answer, remember
from glueshell.session.approval import Approval
from glueshell.session.context import Context, Contexts
from glueshell.session.drafts import Drafts
from glueshell.session.errors import InputError, NotConnected, NotSelected, StoreError
from glueshell.session.history import History
from glueshell.session.journal import Journal
from glueshell.session.presence import Presence
from glueshell.session.recording import Made, Place, Recording, Reference, Restored, Trait
from glueshell.session.redaction import Redactor
from glueshell.session.references import Directory, TagTargets
from glueshell.session.rehearsal import Rehearsal, is_planned
from glueshell.session.shield import Shield
from glueshell.session.snapshots import Snapshots
from glueshell.session.submission import Submission, submit
from glueshell.session.transcript import Transcripts
from glueshell.session.twins import CREATE, find_types, settle, tell

if TYPE_CHECKING:
    import datetime

    from glueshell.config import Account, Config
    from glueshell.engine.host import Host
    from glueshell.http.web import WebClient
    from glueshell.itglue.catalog import Catalog
    from glueshell.itglue.client import Client
    from glueshell.itglue.documents import Document, Resource
    from glueshell.itglue.drafts import Draft
    from glueshell.itglue.fieldspecs import FieldSpec
    from glueshell.itglue.plans import RequestPlan
    from glueshell.itglue.schema import Field, TypeSchema
    from glueshell.itglue.snapshot import Name
    from glueshell.session.connecting import Connector
    from glueshell.session.distant import DistantSitting, Way
    from glueshell.session.drafts import Kept
    from glueshell.session.store import Store

DEFAULT_REGION = "US"
WAITING = "{account} takes no more requests at the moment; going on in {seconds} seconds"
# Whose history the lines typed in any sandbox are.
SANDBOX_HISTORY = "sandbox"


class Sitting:
    """Account, context, drafts, approval, journal, history, names: what commands work on. Assembly builds it.

    `connect(on_records)` makes the client at first use, `connect_background(stop)` the refresher's. `open` before use,
    `close` at the end, whatever happened in between. Of a `passing` account (a sandbox in memory) nothing is kept.
    `switch` makes it work on another account; whatever belongs to one is made anew then, so that nothing crosses.
    """

    account: Account
    journal: Journal
    drafts: Drafts
    approval: Approval
    snapshots: Snapshots
    directory: Directory
    tags: TagTargets

    def __init__(
        self,
        *,
        config: Config,
        store: Store,
        account: Account,
        load_catalog: Callable[[], Catalog],
        connect: Callable[[Callable[[Sequence[Resource]], None]], Client],
        connect_background: Callable[[threading.Event], Client],
        host: Host,
        redactor: Redactor | None = None,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        today: Callable[[], datetime.date] | None = None,
        allow_write: bool = False,
        passing: bool = False,
    ) -> None:
        self.config = config
        self.store = store
        self.host = host
        self.redactor = redactor or Redactor()
        self._load_catalog = load_catalog
        self._today = today
        self._clock = clock
        self._monotonic = monotonic
        self._allow_write = allow_write
        self._catalog: Catalog | None = None
        self._web: WebClient | None = None
        self.presence = Presence(config.home)
        self.history = History(config.home / "history", redactor=self.redactor, clock=clock)
        self.transcripts = Transcripts(
            self.redactor, clock, command=self.history.redact, schema=lambda id: self.snapshots.current.schema(id)
        )
        self.recording = Recording(clock=clock, place=self._place, redact=self.history.redact)
        # Hears of every record that IT Glue answers, as long as somebody wants to.
        self.on_record: Callable[[Resource], None] | None = None
        # What makes connections to other accounts; assembly says how it is made, and the first who wants it makes it.
        self.make_connector: Callable[[], Connector] | None = None
        self._connector: Connector | None = None
        self._settle_in(account, connect, connect_background, passing)

    def _settle_in(
        self,
        account: Account,
        connect: Callable[[Callable[[Sequence[Resource]], None]], Client],
        connect_background: Callable[[threading.Event], Client],
        passing: bool,
    ) -> None:
        """Make everything that belongs to one account."""
        store = self.store
        self.account = account
        self._connect = connect
        self._passing = passing
        self._client: Client | None = None
        self._context = Context()
        self._contexts = Contexts(store, account.id)
        # Whether what is selected is remembered for the next start; not what a rehearsal selects.
        self._remembering = True
        self.rehearsal = Rehearsal()
        self.journal = Journal(store, account.id, presence=self.presence, redactor=self.redactor, clock=self._clock)
        self.drafts = Drafts(store, account.id, presence=self.presence, clock=self._clock)
        self.approval = Approval(
            account,
            self.host,
            self.journal,
            redactor=self.redactor,
            clock=self._monotonic,
            allow_write=self._allow_write,
        )
        self.history.account = SANDBOX_HISTORY if account.sandbox else account.id
        self.snapshots = Snapshots(
            store, account.id, catalog=lambda: self.catalog, connect=connect_background, clock=self._clock
        )
        self.directory = Directory(
            lambda: self.catalog,
            lambda: self.snapshots.current,
            lambda: self.client,
            self.snapshots.take_in,
            planned=lambda resource, text: self.rehearsal.find(self.catalog, resource, text),
            heard=lambda *reference: self.recording.note(Reference(*reference)),
        )
        self.tags = TagTargets(lambda: self.catalog, self.directory)
        # Drafts that were sent by a process that died before it heard an answer; found by `open`.
        self.unclear: Sequence[Draft] = ()
        # Fingerprint of the key this account was used with before, when the present key is another one.
        self.other_key: str | None = None

    # -- life ----------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Take up what was left: the context, and what a process that died in the middle of a write left open."""
        self._context = self._contexts.load(self.snapshots.schema).with_draft(None)
        if self._context.region is None:
            default = self.account.region or (DEFAULT_REGION if self.account.sandbox else None)
            self._context = self._context.with_region(default)
        self.other_key = remember(self.store, self.account, self.account.key_fingerprint, self._clock())
        self.unclear = self.drafts.recover(self.journal)
        self.journal.recover()

    def switch(
        self,
        account: Account,
        *,
        connect: Callable[[Callable[[Sequence[Resource]], None]], Client],
        connect_background: Callable[[threading.Event], Client],
        passing: bool = False,
    ) -> None:
        """Work on another account from now on: its context, drafts, names, journal, history; read-only again."""
        refreshing, on_change = self.snapshots.refreshing, self.snapshots.on_change
        self._leave()
        self._settle_in(account, connect, connect_background, passing)
        self.snapshots.on_change = on_change
        self.open()
        if refreshing:
            self.start_refreshing()

    def disconnect(self) -> None:
        """Ask nothing of IT Glue any more until `switch`; drafts and names stay to be looked at, writing is locked."""
        self.snapshots.close()
        self.approval.lock()
        self._client = None
        name = self.account.name

        def refuse(_: Callable[[Sequence[Resource]], None]) -> Client:
            raise NotConnected("Disconnected", account=name)

        self._connect = refuse

    def _leave(self) -> None:
        try:
            self.snapshots.close()
        finally:
            try:
                self.drafts.close()
            finally:
                if self._passing:
                    self.store.forget(self.account.id)

    def start_refreshing(self) -> None:
        """Begin to read names in the background (for a person who will press Tab)."""
        organization = self._context.organization
        self.snapshots.start(organization.id if organization else None)

    def begin_submission(self) -> None:
        """The person has pressed Enter: what was agreed to for the last line is over."""
        self.approval.begin_submission()

    def close(self) -> None:
        """End everything: stop and join the refresher, let go of the draft, close the store."""
        try:
            self._leave()
        finally:
            self.transcripts.close()
            if self._web is not None:
                self._web.close()
            self.presence.release()
            self.store.close()

    # -- what is looked at ---------------------------------------------------------------------------------------

    @property
    def catalog(self) -> Catalog:
        """The resources of the API, loaded at first use."""
        if self._catalog is None:
            self._catalog = self._load_catalog()
        return self._catalog

    @property
    def client(self) -> Client:
        """The way to IT Glue, connected at first use; `NotConnected` when there is no key."""
        if self._client is None:
            self._client = self._connect(self._hearing())
            self._client.hear_waits(self._tell_wait)
        return self._client

    @property
    def connector(self) -> Connector | None:
        """What makes connections to other accounts."""
        if self._connector is None and self.make_connector is not None:
            self._connector = self.make_connector()
        return self._connector

    @property
    def connected(self) -> bool:
        """Whether the way to IT Glue is open."""
        return self._client is not None

    def shared(self, way: Way) -> DistantSitting:
        """This sitting for a runspace on another thread; `way` leads back to this one."""
        from glueshell.session.distant import DistantSitting

        return DistantSitting(self, way)

    @property
    def base_url(self) -> str:
        """The address of this account's API, "" without one; the embedded sandbox begins to serve when asked for it."""
        if self.account.base_url:
            return self.account.base_url
        try:
            return self.client.base_url
        except NotConnected:
            return ""

    @property
    def web(self) -> WebClient:
        """The way to any address, for what a script asks itself."""
        if self._web is None:
            from glueshell.http.web import WebClient

            self._web = WebClient()
        return self._web

    def approval_of(self, account: Account) -> Approval:
        """The approval of another account than the session's own: never unlocked, with a journal of its own."""
        journal = Journal(self.store, account.id, presence=self.presence, redactor=self.redactor, clock=self._clock)
        return Approval(
            account,
            self.host,
            journal,
            redactor=self.redactor,
            clock=self._monotonic,
            allow_write=self._allow_write,
        )

    def now(self) -> float:
        """Seconds since the epoch."""
        return self._clock()

    def _hearing(self) -> Callable[[Sequence[Resource]], None]:
        """What hears of the records of every answer: the names; and the first one shows that the key works."""
        learn, account = self.snapshots.learn, self.account
        noted = account.sandbox

        def hear(resources: Sequence[Resource]) -> None:
            nonlocal noted
            self.transcripts.hear(resources)
            if self.on_record is not None:
                for resource in resources:
                    self.on_record(resource)
            if resources and not noted:
                noted = True
                # Only for a better sentence some day: a disk that is full must not stop a reading.
                with contextlib.suppress(StoreError):
                    note_answer(self.store, account.id, self._clock())
            learn(resources)

        return hear

    def _tell_wait(self, seconds: float, kind: str) -> None:
        """A request waits for its turn: the person sees for how long; other threads wait in silence."""
        if kind == "budget" and threading.current_thread() is threading.main_thread():
            text = WAITING.format(seconds=int(seconds) + 1, account=self.account.name)
            self.host.progress(text if seconds else "", "", None)

    def advice(self, error: BaseException) -> str | None:
        """What would be right after `error`, where the session knows more than the error itself: a refused key."""
        if getattr(error, "error_id", "") != "KeyRefused" or self.account.sandbox:
            return None
        print_ = self.account.key_fingerprint
        answered = last_answer(self.store, print_) if print_ else None
        return dead_key_advice(answered, self.account.name, self._clock())

    @property
    def context(self) -> Context:
        """What is selected."""
        return self._context

    def _place(self) -> Place:
        return Place(self.account.id, self._context, self.draft)

    @property
    def draft(self) -> Draft | None:
        """The draft being built."""
        return self.drafts.current

    def need_organization(self) -> Name:
        """The selected organization; `NotSelected` says how to select one."""
        if self._context.organization is None:
            raise NotSelected("NoOrganization")
        return self._context.organization

    def need_type(self) -> TypeSchema:
        """The selected flexible asset type; `NotSelected` says how to select one."""
        if self._context.flexible_asset_type is None:
            raise NotSelected("NoFlexibleAssetType")
        return self._context.flexible_asset_type

    def schemas(self) -> Iterator[TypeSchema]:
        """The flexible asset types whose fields are known, the one at hand first."""
        if self.draft is not None:
            yield self.draft.schema
        if self._context.flexible_asset_type is not None:
            yield self._context.flexible_asset_type
        yield from self.snapshots.current.schemas.values()

    def unfinished(self) -> Sequence[Kept]:
        """Drafts that can be taken up again."""
        return self.drafts.unfinished()

    # -- selecting -----------------------------------------------------------------------------------------------

    def select_region(self, text: str) -> str:
        """Select a region by name; a real account lives in one region only."""
        from glueshell.itglue.regions import region

        wanted = region(text).name
        if not self.account.sandbox and wanted != self.account.region:
            known = self.account.region or self.account.base_url
            raise InputError("RegionFixed", account=self.account.name, region=known, wanted=wanted, target=text)
        if wanted != self._context.region:
            self.drafts.close()
            self._select(self._context.with_region(wanted))
        return wanted

    def select_organization(self, text: str | int, *, remember: bool = True) -> Name:
        """Select an organization by name, id or address; a draft for another one is set aside, kept.

        Unless it is to `remember`, the next start selects what was selected before.
        """
        name = self.directory.resolve("organizations", text)
        if self.draft is not None and self.draft.organization_id != name.id:
            self.drafts.close()
        self._remembering = remember
        self._select(self._context.with_organization(name).with_draft(self._draft_id))
        self.snapshots.refresh(name.id)
        return name

    def select_type(self, text: str | int, *, remember: bool = True) -> TypeSchema:
        """Select a flexible asset type by name or id; a draft of another one is set aside, kept."""
        name = self.directory.resolve("flexible_asset_types", text)
        schema = self.read_schema(name.id)
        if self.draft is not None and self.draft.schema.id != schema.id:
            self.drafts.close()
        self._remembering = remember
        self._select(self._context.with_type(schema).with_draft(self._draft_id))
        return schema

    def read_schema(self, type_id: str | int) -> TypeSchema:
        """The fields of a type as IT Glue has them now; the snapshot learns them."""
        planned = self.rehearsal.schema(type_id)
        if planned is not None:
            return planned
        schema = self.client.schema(type_id)
        self.snapshots.learn_schema(schema)
        return schema

    def read_names(self, resource: str, organization_id: int) -> None:
        """Learn the names of an organization's records of one resource."""
        from glueshell.itglue.client import Query

        for _ in self.client.list(Query(self.catalog[resource], {"organization_id": organization_id})):
            pass
        self._take_in()

    def select_again(self, context: Context) -> None:
        """Select what was selected before; a draft that is open is set aside, kept."""
        self.drafts.close()
        self._select(context.with_draft(None))

    def clear_context(self) -> None:
        """Select nothing; the draft is set aside, kept."""
        self.drafts.close()
        self._select(Context(self._context.region))

    def _select(self, context: Context) -> None:
        schema = context.flexible_asset_type
        if self._remembering and not (schema is not None and is_planned(schema.id)):
            self._contexts.save(context)
        self._context = context

    @property
    def _draft_id(self) -> str | None:
        return self.draft.id if self.draft is not None else None

    # -- the draft -----------------------------------------------------------------------------------------------

    def new_draft(self, values: dict[str, object] | None = None, *, rehearsed: bool = False) -> Draft:
        """Begin a draft in the selected organization, of the selected type; a `rehearsed` one is kept nowhere."""
        organization, schema = self.need_organization(), self.need_type()
        if is_planned(schema.id) and not rehearsed:
            raise InputError("PlannedOnly", what=f"The flexible asset type '{schema.name}'")
        draft = self.drafts.begin(organization, schema, values=values, passing=rehearsed)
        self._select(self._context.with_draft(draft.id))
        return draft

    def restore_draft(self, id: str) -> Draft:
        """Take up a kept draft; its organization and type become the selected ones."""
        from glueshell.itglue.snapshot import Name

        draft = self.drafts.restore(id)
        self.recording.note(Restored(draft))
        current = self._context.organization
        organization = (
            current
            if current is not None and current.id == draft.organization_id
            else Name(draft.organization_id, draft.organization_name)
        )
        self._select(Context(self._context.region, organization, draft.schema, draft.id))
        self.snapshots.refresh(draft.organization_id)
        return draft

    def remove_draft(self, id: str | None = None) -> Draft:
        """Remove a draft for good, the current one unless named."""
        draft = self.drafts.remove(id if id is not None else self.drafts.need_current().id)
        if self._context.draft_id == draft.id:
            self._select(self._context.with_draft(None))
        return draft

    def find_field(self, text: str) -> Field:
        """The field of the draft that `text` (key or name) means; `UnknownField` comes with the nearest keys."""
        from glueshell.itglue.drafts import UnknownField

        schema = self.drafts.need_current().schema
        field = schema.field(text)
        if field is None:
            raise UnknownField(text, schema)
        return field

    def set_trait(self, field_text: str, value: object) -> Draft:
        """Put a value into a field, as its kind understands it; on disk when this returns."""
        draft, field = self._editable(), self.find_field(field_text)
        parsed = self._parsed(field, value)
        draft = self.drafts.save(draft.set(field.key, parsed))
        self.recording.note(Trait(field, parsed, draft.organization_id))
        return draft

    def add_trait(self, field_text: str, value: object) -> Draft:
        """Add records to a field of tags; other fields hold one value."""
        draft, field = self._editable(), self.find_field(field_text)
        held = draft.values.get(field.key, ())
        added = self._parsed(field, value)
        if not isinstance(held, tuple) or not isinstance(added, tuple):
            raise InputError("NotAList", field=field.name, key=field.key, target=field_text)
        draft = self.drafts.save(draft.set(field.key, tuple(dict.fromkeys(held + added))))
        self.recording.note(Trait(field, added, draft.organization_id))
        return draft

    def clear_trait(self, field_text: str) -> Draft:
        """Take a field's value out."""
        draft, field = self._editable(), self.find_field(field_text)
        return self.drafts.save(draft.unset(field.key))

    def today(self) -> str:
        """Today as IT Glue writes dates."""
        import datetime

        day = self._today() if self._today is not None else datetime.datetime.fromtimestamp(self._clock()).date()
        return day.isoformat()

    def parsed(self, field: Field, value: object, organization_id: int) -> object:
        """A value as the field's kind understands it, tags looked up in that organization; raises TraitProblem."""
        return field.kind.parse(field, value, self.tags, organization_id=organization_id, today=self._today)

    def _parsed(self, field: Field, value: object) -> object:
        return self.parsed(field, value, self.drafts.need_current().organization_id)

    def _editable(self) -> Draft:
        draft = self.drafts.need_current()
        if draft.state == "submitted":
            raise InputError("DraftSent", id=draft.id, asset=draft.asset_id)
        return draft

    # -- writing -------------------------------------------------------------------------------------------------

    def submit(
        self,
        *,
        confirm: bool | None = None,
        what_if: bool = False,
        force: bool = False,
        if_exists: str = CREATE,
        rehearse: bool = False,
    ) -> Submission | None:
        """Send the draft: check, look for a twin, ask, journal, one request, and say the id; None with `what_if`.

        `if_exists` says what happens when the asset is there already (`twins.POLICIES`). With `rehearse` besides
        `what_if` the answer is what would come of it. `force` sends a draft again whose outcome is unknown.
        Raises `DraftNotReady` (what is missing, nothing sent), `TwinExists`, `Refused`, `Declined`, `UnclearDraft`, or
        what `Client.send` raises; after `OutcomeUnknown` the draft is marked.
        """
        return submit(
            self, self._submitted, confirm=confirm, what_if=what_if, force=force, if_exists=if_exists, rehearse=rehearse
        )

    def make_type(
        self,
        plan: RequestPlan,
        fields: Sequence[FieldSpec],
        *,
        confirm: bool | None = None,
        what_if: bool = False,
        if_exists: str = CREATE,
        rehearse: bool = False,
    ) -> Resource | None:
        """Make a flexible asset type, or go on with the one that is there; None with `what_if` unless `rehearse`."""
        if if_exists != CREATE:
            found = find_types(self.client, self.catalog, plan.title, fields)
            twin = settle(found, if_exists, self.host, different="TypeDiffers")
            if twin is not None:
                tell(self.host, found, twin, what_if=what_if)
                self.recording.note(Made(found.what, twin.id, True))
                return None if what_if and not rehearse else twin
        sent = self.send(plan, confirm=confirm, what_if=what_if)
        if what_if and rehearse:
            return self.rehearsal.plan_type(plan)
        if sent is not None:
            self.read_schema(sent.id)
            self.recording.note(Made(f"the flexible asset type '{plan.title}'", sent.id, False))
        return sent

    def _submitted(self, result: Submission, interrupted: bool) -> None:
        self.recording.note(Made(f"{result.draft.schema.name} '{result.title}'", result.id, result.adopted))
        self.drafts.close()
        self._select(self._context.with_draft(None))
        self._take_in()
        if interrupted:
            self._tell_done(result.plan, result.id)

    def _take_in(self) -> None:
        # What was just made can be named on the next line; a full disk must not make a write that succeeded fail.
        with contextlib.suppress(StoreError):
            self.snapshots.take_in()

    def _tell_done(self, plan: RequestPlan, id: str) -> None:
        # The interrupt ends the command before it can say so itself.
        self.host.write_error_line(f"Done before the interruption: {plan.summary} (id {id}).", "warning")

    def send(self, plan: RequestPlan, *, confirm: bool | None = None, what_if: bool = False) -> Resource | None:
        """Ask for and send one write that is no draft; the record that came back, None with `what_if`."""
        grant = self.approval.grant(plan, confirm=confirm, what_if=what_if)
        if grant is None:
            return None
        client = self.client
        client.await_turn()
        with Shield(breakable=True) as shield:
            sent = client.send(plan, grant)
            self._take_in()
            if shield.interrupted:
                self._tell_done(plan, sent.id if sent is not None else plan.record_id or "")
            return sent

    def send_all(
        self, plans: Sequence[RequestPlan], *, confirm: bool | None = None, what_if: bool = False
    ) -> Iterator[tuple[RequestPlan, tuple[Resource, ...]]]:
        """Ask once for several writes, then send one after another as the results are taken; stops at an error."""
        for plan, page in self.deliver(plans, confirm=confirm, what_if=what_if):
            yield plan, page.resources if page is not None else ()

    def deliver(
        self, plans: Sequence[RequestPlan], *, confirm: bool | None = None, what_if: bool = False
    ) -> Iterator[tuple[RequestPlan, Document | None]]:
        """The same with the whole answers; None for an empty one."""
        grants = self.approval.grant(plans, confirm=confirm, what_if=what_if)
        client = self.client if grants else None
        for grant in grants:
            assert client is not None
            client.await_turn()
            with Shield(breakable=True) as shield:
                page = client.deliver(grant.plan, grant)
                self._take_in()
                if shield.interrupted:
                    self._tell_done(grant.plan, ", ".join(each.id for each in page.resources) if page else "")
            yield grant.plan, page
