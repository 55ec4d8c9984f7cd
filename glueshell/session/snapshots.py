"""What is known of an account without asking: the current snapshot, what traffic teaches it, and its refresher.

The refresher is one background thread with a client and a connection of its own; it holds no other state of the session
and is stopped and joined by `close`. Nobody who asks here ever waits for it.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from glueshell.session.errors import StoreError
from glueshell.session.names import StoredNames

if TYPE_CHECKING:
    from glueshell.http.clock import Clock
    from glueshell.itglue.catalog import Catalog, ResourceType
    from glueshell.itglue.client import Client, Query
    from glueshell.itglue.documents import Resource
    from glueshell.itglue.schema import TypeSchema
    from glueshell.itglue.snapshot import Name, NameList, Snapshot
    from glueshell.session.store import Store

# What is read of the selected organization.
ORGANIZATION_RESOURCES = ("domains", "configurations", "contacts")
# Short lists of the account that records refer to: each is one page, as a rule.
SHORT_LISTS = (
    "configuration_types", "configuration_statuses", "contact_types", "organization_types", "organization_statuses",
    "password_categories", "manufacturers",
)  # fmt: skip
# Records heard of within this many seconds are taken in together.
BATCH_SECONDS = 0.25
# Names that wait to be taken in at a time: a shell does that several times a second, a script once, at its end.
MOST_HEARD = 2_500
WHOLE_ACCOUNT = None
# No organization has this id.
NO_WISH = -1
# Nobody refers to these by name.
NOT_LEARNED = frozenset({
    "attachments", "document_images", "exports", "flexible_asset_fields", "logs", "related_items",
    "resource_accesses", "user_metrics",
})  # fmt: skip

STATES = {
    "loading": "loading names…",
    "refreshing": "refreshing…",
    "failed": "names not refreshed",
    "never": "names not read yet",
    "fresh": "names just read",
    "minutes": "names {count} min old",
    "hours": "names {count} h old",
    "days": "names {count} d old",
}


class Stopped(Exception):
    """The refresher was told to end while it waited."""


class StoppableClock:
    """A clock for the refresher's transport: its sleeps end with `Stopped` when the refresher is told to end."""

    __slots__ = ("_clock", "_stop")

    def __init__(self, stop: threading.Event, clock: Clock) -> None:
        self._stop = stop
        self._clock = clock

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return self._clock.monotonic()

    def time(self) -> float:
        """Seconds since the epoch, UTC."""
        return self._clock.time()

    def random(self) -> float:
        """A number of [0, 1)."""
        return self._clock.random()

    def sleep(self, seconds: float) -> None:
        """Wait, or raise `Stopped`."""
        if self._stop.wait(seconds):
            raise Stopped


class Snapshots:
    """The current snapshot of one account and everything that replaces it.

    `connect(stop)` makes the refresher's own client; `stop` is set when it should end. Without `start` nothing runs in
    the background: the snapshot is loaded when it is first looked at, and what traffic taught is kept by `close`.
    """

    def __init__(
        self,
        store: Store,
        account: str,
        *,
        catalog: Callable[[], Catalog],
        connect: Callable[[threading.Event], Client],
        clock: Callable[[], float],
        batch_seconds: float = BATCH_SECONDS,
    ) -> None:
        self._store = store
        self._stored = StoredNames(store, account)
        self._catalog = catalog
        self._connect = connect
        self._clock = clock
        self._batch_seconds = batch_seconds
        self._current: Snapshot | None = None
        self._swap = threading.Lock()
        self._heard: deque[tuple[str, Name]] = deque()
        self._types: dict[str, ResourceType | None] = {}
        self._naming: (
            tuple[Callable[[ResourceType, Resource], str], Callable[[ResourceType, Resource], Name | None]] | None
        )
        self._naming = None
        self._refresher: Refresher | None = None
        self.problem: str | None = None
        # Called on the refresher's thread when the names or their state have changed (a toolbar repaints).
        self.on_change: Callable[[], None] | None = None

    # -- looking -------------------------------------------------------------------------------------------------

    @property
    def current(self) -> Snapshot:
        """The snapshot of this moment; with a refresher it may still be empty, without one it is loaded now."""
        current = self._current
        if current is not None:
            return current
        if self._refresher is not None:
            from glueshell.itglue.snapshot import Snapshot

            return Snapshot()
        return self.load()

    def schema(self, type_id: str | int) -> TypeSchema | None:
        """The fields of a type as far as they are known, from the snapshot or from disk."""
        current = self._current
        known = current.schema(type_id) if current is not None else None
        return known or self._stored.schema(str(type_id))

    def load(self) -> Snapshot:
        """Read the kept names now, unless that was done."""
        loaded = None if self._current is not None else self._stored.load()
        with self._swap:
            if self._current is None:
                assert loaded is not None
                self._current = loaded
            return self._current

    def state(self) -> str:
        """What the toolbar says: refreshing, how old the names are, or that they could not be read."""
        refresher, current = self._refresher, self._current
        if refresher is not None and refresher.busy:
            return STATES["loading" if current is None else "refreshing"]
        if self.problem is not None:
            return STATES["failed"]
        if current is None or not current.read_at:
            return STATES["never"]
        minutes = int((self._clock() - current.read_at) // 60)
        if minutes < 1:
            return STATES["fresh"]
        for name, size in (("days", 24 * 60), ("hours", 60), ("minutes", 1)):
            if minutes >= size:
                return STATES[name].format(count=minutes // size)
        return STATES["fresh"]

    # -- learning ------------------------------------------------------------------------------------------------

    def learn(self, resources: Sequence[Resource]) -> None:
        """Hear of records that passed; cheap, and taken in later.

        Of a list that is longer than anybody remembers only the beginning is learned.
        """
        for resource in resources[: max(0, MOST_HEARD - len(self._heard))]:
            self._learn(resource)

    def _learn(self, resource: Resource) -> None:
        if self._naming is None:
            from glueshell.itglue.snapshot import key_of, name_from

            self._naming = key_of, name_from
        key_of_, name_from_ = self._naming
        if resource.type not in self._types:
            found = self._catalog().by_type(resource.type)
            self._types[resource.type] = None if found is None or found.name in NOT_LEARNED else found
        entry = self._types[resource.type]
        name = None if entry is None else name_from_(entry, resource)
        if entry is not None and name is not None:
            self._heard.append((key_of_(entry, resource), name))
            if self._refresher is not None:
                self._refresher.wake()

    def learn_schema(self, schema: TypeSchema) -> None:
        """Take in a type's fields at once."""
        self.load()
        self._replace(lambda snapshot: snapshot.with_schema(schema))
        self._stored.save_schemas({schema.id: schema})

    def forget(self, key: str, id: int) -> None:
        """Take out a record that is gone."""
        self.load()
        self._replace(lambda snapshot: snapshot.without(key, id))
        self._stored.remove_names(key, [id])

    def take_in(self) -> None:
        """Bring what was heard into the snapshot and onto the disk."""
        self.load()
        heard: dict[str, dict[int, Name]] = {}
        # Two threads may take in at once; each record goes to one of them.
        while True:
            try:
                key, name = self._heard.popleft()
            except IndexError:
                break
            heard.setdefault(key, {})[name.id] = name
        for key, names in heard.items():
            known = self.current.names(key)
            fresh = [name for name in names.values() if known.get(name.id) != name]
            if fresh:
                self._put(key, fresh)

    # -- refreshing ----------------------------------------------------------------------------------------------

    def start(self, organization_id: int | None = None) -> None:
        """Begin to work in the background: load what is kept, read everything anew; once begun, read anew again."""
        begun = self._refresher
        refresher = begun or Refresher(self, self._store, self._connect, self._batch_seconds)
        refresher.want(WHOLE_ACCOUNT)
        if organization_id is not None:
            refresher.want(organization_id)
        if begun is None:
            self._refresher = refresher
            refresher.start()

    def refresh(self, organization_id: int | None = None) -> None:
        """Ask for the account (None) or one organization to be read anew; a wish that waits already is not doubled."""
        if self._refresher is not None:
            self._refresher.want(organization_id)

    @property
    def refreshing(self) -> bool:
        """Whether names are read in the background."""
        return self._refresher is not None

    def settle(self, timeout: float | None = None) -> bool:
        """Wait until the refresher has nothing to do; False when that takes longer."""
        return self._refresher is None or self._refresher.settle(timeout)

    def close(self) -> None:
        """Stop and join the refresher, keep what was heard."""
        if self._refresher is not None:
            self._refresher.close()
            self._refresher = None
        # Names are a convenience: a disk that is full must not turn a run that went well into one that failed.
        with contextlib.suppress(StoreError):
            if self._heard:
                self.take_in()

    def read_account(self, client: Client, stop: threading.Event) -> None:
        """Read organizations and flexible asset types with their fields; runs on the refresher's thread."""
        from glueshell.itglue.client import Query
        from glueshell.itglue.schema import schema_from

        catalog = self._catalog()
        names = self._read(client, Query(catalog["organizations"]), stop)
        self._renew("organizations", names, None)
        types, schemas = [], {}
        for record in client.list(Query(catalog["flexible_asset_types"], include=("flexible_asset_fields",))):
            if stop.is_set():
                raise Stopped
            types.append(record)
            fields = record.included.get("flexible-asset-fields", ())
            if fields or not record.linkage("flexible-asset-fields"):
                schemas[record.id] = schema_from(record, fields)
            else:
                schemas[record.id] = client.schema(record.id)
        self._renew("flexible_asset_types", _names(catalog, "flexible_asset_types", types), None)
        self._renew_schemas(schemas)
        self._read_short_lists(client, stop)

    def _read_short_lists(self, client: Client, stop: threading.Event) -> None:
        from glueshell.itglue.client import Query
        from glueshell.itglue.errors import ITGlueError

        catalog = self._catalog()
        for key in SHORT_LISTS:
            try:
                self._renew(key, self._read(client, Query(catalog[key]), stop), None)
            except ITGlueError as problem:
                # Closed to this key: Tab does without these names, and everything else is read all the same.
                if problem.error_id not in ("Forbidden", "OutOfReach", "NoRecord", "NoAddress"):
                    raise

    def read_organization(self, client: Client, organization_id: int, stop: threading.Event) -> None:
        """Read what tags of one organization may point at; runs on the refresher's thread."""
        from glueshell.itglue.client import Query

        catalog = self._catalog()
        for key in ORGANIZATION_RESOURCES:
            query = Query(catalog[key], {"organization_id": organization_id})
            self._renew(key, self._read(client, query, stop), organization_id)

    # -- replacing -----------------------------------------------------------------------------------------------

    def _read(self, client: Client, query: Query, stop: threading.Event) -> list[Name]:
        from glueshell.itglue.snapshot import name_from

        found = []
        for record in client.list(query):
            if stop.is_set():
                raise Stopped
            name = name_from(query.resource, record)
            if name is not None:
                found.append(name)
        return found

    def _renew(self, key: str, names: list[Name], organization_id: int | None) -> None:
        """Put a list that was read completely in place of what was known, and write only the differences."""
        from glueshell.itglue.snapshot import NameList

        before = self.current.names(key, organization_id)
        fresh = {name.id: name for name in names}
        gone = [name.id for name in before if name.id not in fresh]
        changed = [name for name in names if before.get(name.id) != name]
        now = self._clock()

        def replaced(snapshot: Snapshot) -> Snapshot:
            others: Iterable[Name] = ()
            if organization_id is not None:
                others = [name for name in snapshot.names(key) if name.organization_id != organization_id]
            whole: NameList = NameList([*others, *names]).warm()
            return snapshot.with_names(key, whole, replace=True).at(
                now if organization_id is None else snapshot.read_at
            )

        if changed or gone or organization_id is None:
            self._replace(replaced)
        self._stored.remove_names(key, gone)
        self._stored.save_names(key, changed)
        self._stored.mark_read(key, organization_id, now)

    def _renew_schemas(self, schemas: dict[str, TypeSchema]) -> None:
        def replaced(snapshot: Snapshot) -> Snapshot:
            from glueshell.itglue.snapshot import Snapshot

            return Snapshot({key: snapshot.names(key) for key in snapshot.resources()}, schemas, snapshot.read_at)

        gone = [type_id for type_id in self.current.schemas if type_id not in schemas]
        self._replace(replaced)
        self._stored.remove_schemas(gone)
        self._stored.save_schemas(schemas)

    def _put(self, key: str, names: list[Name]) -> None:
        self._replace(lambda snapshot: snapshot.with_names(key, names))
        self._stored.save_names(key, names)

    def _replace(self, change: Callable[[Snapshot], Snapshot]) -> None:
        with self._swap:
            assert self._current is not None
            self._current = change(self._current)

    def changed(self) -> None:
        """Say that something changed, to whoever shows it."""
        if self.on_change is not None:
            self.on_change()


class Refresher:
    """The background thread: loads, takes in what was heard, reads what is wanted, one wish at a time."""

    def __init__(
        self,
        snapshots: Snapshots,
        store: Store,
        connect: Callable[[threading.Event], Client],
        batch_seconds: float,
    ) -> None:
        self._snapshots = snapshots
        self._store = store
        self._connect = connect
        self._batch_seconds = batch_seconds
        self._stop = threading.Event()
        self._condition = threading.Condition()
        self._wanted: dict[int | None, None] = {}
        self._heard = False
        self._busy = True
        self._working = False
        self._prepared = False
        self._thread = threading.Thread(target=self._run, name="glueshell-refresher", daemon=False)

    @property
    def busy(self) -> bool:
        """Whether it is loading or reading."""
        return self._busy

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def want(self, organization_id: int | None) -> None:
        """Put a wish on the list, once."""
        with self._condition:
            self._wanted[organization_id] = None
            self._busy = True
            self._condition.notify_all()

    def wake(self) -> None:
        """Something was heard."""
        if not self._heard:
            with self._condition:
                self._heard = True
                self._condition.notify_all()

    def settle(self, timeout: float | None) -> bool:
        """Wait until there is nothing to do."""
        with self._condition:
            return self._condition.wait_for(
                lambda: not (self._busy or self._working or self._heard or self._wanted), timeout
            )

    def close(self) -> None:
        """Stop and wait for the end."""
        self._stop.set()
        with self._condition:
            self._condition.notify_all()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        client: Client | None = None
        try:
            while not self._stop.is_set():
                heard, wish = self._next()
                try:
                    self._snapshots.changed()
                    self._prepare()
                    if heard:
                        self._snapshots.take_in()
                    if wish is not NO_WISH:
                        client = client or self._connect(self._stop)
                        self._read(client, wish)
                        self._snapshots.problem = None
                except Stopped:
                    break
                except Exception as error:
                    # Whatever it was must not end the session; the toolbar says that names are not fresh.
                    self._snapshots.problem = str(error) or type(error).__name__
                self._rest()
        finally:
            self._store.release()
            with self._condition:
                self._busy = self._working = self._heard = False
                self._wanted.clear()
                self._condition.notify_all()

    def _prepare(self) -> None:
        """Load what is kept and build what searching it needs, before anything is waited for."""
        snapshot = self._snapshots.load()
        for key in snapshot.resources():
            if self._stop.is_set():
                raise Stopped
            snapshot.names(key).warm()
        if not self._prepared:
            self._prepared = True
            self._snapshots.changed()

    def _next(self) -> tuple[bool, int | None]:
        with self._condition:
            heard, self._heard = self._heard, False
            wish = next(iter(self._wanted), NO_WISH)
            self._wanted.pop(wish, None)
            self._working = True
            return heard, wish

    def _read(self, client: Client, wish: int | None) -> None:
        if wish is None:
            self._snapshots.read_account(client, self._stop)
        else:
            self._snapshots.read_organization(client, wish, self._stop)

    def _rest(self) -> None:
        with self._condition:
            self._busy = bool(self._wanted or self._heard)
            idle = not self._busy
        if idle:
            self._snapshots.changed()
        with self._condition:
            self._working = False
            if not self._wanted and not self._heard:
                self._condition.notify_all()
                self._condition.wait_for(self._called)
            if self._heard and not self._wanted and self._batch_seconds:
                self._condition.wait_for(lambda: self._wanted or self._stop.is_set(), self._batch_seconds)

    def _called(self) -> bool:
        return bool(self._wanted) or self._heard or self._stop.is_set()


def _names(catalog: Catalog, key: str, records: Iterable[Resource]) -> list[Name]:
    from glueshell.itglue.snapshot import name_from

    found = (name_from(catalog[key], record) for record in records)
    return [name for name in found if name is not None]
