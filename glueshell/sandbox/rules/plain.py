"""The rules of a resource that has none of its own, and the change they work on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, traces, values
from glueshell.sandbox.names import dashed

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Attribute, Filter, ResourceType
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import Call, View
    from glueshell.sandbox.query import Condition
    from glueshell.sandbox.store import Record

IN_COLUMNS = frozenset({"id", "name", "organization-id", "created-at", "updated-at"})


class Change:
    """One record being made or changed; `sent` holds the writable attributes of the body, already converted.

    `children` are records that are stored together with it.
    """

    __slots__ = ("account", "before", "call", "children", "problems", "raw", "record", "sent")

    def __init__(
        self,
        account: Account,
        record: Record,
        before: Record | None,
        sent: dict[str, object],
        raw: Mapping[str, object],
        call: Call,
    ) -> None:
        self.account = account
        self.record = record
        self.before = before
        self.sent = sent
        self.raw = raw
        self.call = call
        self.problems: list[refusals.Problem] = []
        self.children: list[Record] = []

    @property
    def creating(self) -> bool:
        """Whether the record is new."""
        return self.before is None

    def refuse(self, attribute: str, detail: str) -> None:
        """Notes a problem with an attribute; the request is refused once all are known."""
        self.problems.append(refusals.attribute_problem(attribute, detail))

    def raw_attributes(self) -> Mapping[str, object]:
        """The attributes as they were sent, under dashed names."""
        attributes = self.raw.get("attributes")
        return {dashed(key): value for key, value in attributes.items()} if isinstance(attributes, dict) else {}


class Rules:
    """Rules of a plain resource: what the catalog says, and nothing more."""

    parent: str | None = None
    # Where the records are stored, if not under the name of the resource.
    stored_as: str | None = None
    unique_name = False
    put = False
    # Whether answers come without `relationships`.
    bare = False
    # Whether writes are told in the logs.
    logged = True
    defaults: Mapping[str, object] = {}
    order: tuple[str, ...] = ()
    default_order = ""
    child_order = "id"
    linked_on_create: tuple[str, ...] = ()
    # What is said of a reference that leads nowhere, where it is not the usual.
    must_exist: Mapping[str, str] = {}
    # Operations that are carried out in the resource's own way.
    performs: Mapping[str, Callable[[Call], dict[str, object]]] = {}

    def __init__(self, resource: ResourceType) -> None:
        self.resource = resource
        self.table = self.stored_as or resource.name
        shown = [attribute for attribute in resource.attributes if not attribute.write_only]
        if self.order:
            shown.sort(key=lambda attribute: self.order.index(attribute.name))
        self.shown: tuple[Attribute, ...] = tuple(shown)
        self.listed = tuple(attribute for attribute in shown if attribute.in_list)
        self.writable = {attribute.name: attribute for attribute in resource.attributes if not attribute.read_only}
        self.fixed = frozenset(attribute.name for attribute in resource.attributes if attribute.fixed)
        self.versioned = "recent_versions" in resource.includes["show"]
        self.references = {
            attribute.name: attribute.reference for attribute in resource.attributes if attribute.reference is not None
        }
        self._stored_defaults = tuple(
            (attribute.name, self.default(attribute))
            for attribute in resource.attributes
            if attribute.name not in IN_COLUMNS
            and attribute.name != self.parent
            and not attribute.write_only
            and self.default(attribute) is not None
        )
        self.companions = {
            attribute.name: owner
            for attribute in shown
            if attribute.name.endswith("-name") and (owner := attribute.name[: -len("name")] + "id") in self.references
        }

    def value(self, record: Record, attribute: str) -> object:
        """The stored value of an attribute."""
        if attribute == "organization-id":
            return record.organization_id
        if attribute == self.parent:
            return record.parent_id
        if attribute in IN_COLUMNS:
            return getattr(record, attribute.replace("-", "_"))
        return record.body.get(attribute)

    def set_value(self, record: Record, attribute: str, value: object) -> None:
        """Stores the value of an attribute in the record."""
        if attribute == "organization-id":
            record.organization_id = value  # type: ignore[assignment]
        elif attribute == self.parent:
            record.parent_id = value  # type: ignore[assignment]
        elif attribute == "name":
            record.name = "" if value is None else str(value)
        else:
            record.body[attribute] = value

    def default(self, attribute: Attribute) -> object:
        """The value of an attribute that nobody set."""
        if attribute.name in self.defaults:
            return self.defaults[attribute.name]
        if not attribute.nullable:
            if attribute.type == "boolean":
                return False
            if attribute.type == "array":
                return []
        return None

    def fill_defaults(self, record: Record) -> None:
        """Stores the defaults that are more than null, so that filters find them."""
        for name, value in self._stored_defaults:
            record.body.setdefault(name, value)

    def sent(self, attributes: Mapping[str, object], problems: list[refusals.Problem]) -> dict[str, object]:
        """The writable attributes of a body, dashed and converted; unknown and computed ones are ignored."""
        found: dict[str, object] = {}
        for key, value in attributes.items():
            attribute = self.writable.get(dashed(key))
            if attribute is None:
                continue
            try:
                found[attribute.name] = values.converted(attribute.type, value)
            except values.Unreadable as problem:
                problems.append(refusals.attribute_problem(attribute.name, str(problem)))
        return found

    # What the classes of the resources change.

    def gate(self, account: Account) -> None:
        """Refuses every request to a resource that is closed on this account."""

    def shown_to(self, view: View) -> tuple[Attribute, ...]:
        """The attributes of an answer, in their order."""
        return self.listed if view.listing else self.shown

    def filter_expression(self, attribute: str) -> str | None:
        """The SQL of a filter that is not simply an attribute, or None."""
        return None

    def filters(self, call: Call, found: Filter, operator: str, value: str, condition: Condition) -> bool:
        """Adds a filter that works in its own way; False leaves it to the usual one."""
        return False

    def narrow(self, call: Call, condition: Condition) -> None:
        """Adds what holds for every list, filtered or not."""

    def as_of(self, record: Record, call: Call) -> Record:
        """The record, or the revision of it that the query asks for."""
        return record

    def locked(self, change: Change) -> tuple[str, ...]:
        """The sent attributes that a sync owns."""
        if self.resource.synced is None or not is_synced(change.record):
            return ()
        return tuple(attribute for attribute in change.sent if attribute not in self.resource.synced)

    def web_paths(self, records: Sequence[Record], account: Account) -> dict[int, str]:
        """The paths of records in the web application, by id."""
        return {record.id: plain_path(record) for record in records}

    def missing(self, attribute: str) -> refusals.Refusal | None:
        """The answer to a reference that is missing or leads nowhere, where it is not the usual 422."""
        return refusals.unauthorized() if attribute == "organization-id" else None

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """Values that are worked out when records are read, by record id."""
        return {}

    def relationships(self, record: Record) -> dict[str, object]:
        """Linkage that every answer carries."""
        return {}

    def check(self, change: Change) -> None:
        """Completes a change before it is stored and notes what is wrong with it."""

    def stored(self, change: Change) -> None:
        """Does what follows from a stored change."""

    def publish(self, record: Record, account: Account) -> None:
        """Makes a draft visible; only documents have drafts."""

    def expiring(self, record: Record, account: Account) -> list[tuple[str, str]]:
        """What of the record runs out: description and date of each."""
        return []

    def remember(self, change: Change) -> None:
        """Tells the logs of a stored change, keeps the revision before it, and brings the expirations up to date."""
        if self.logged:
            traces.log(change.account, "created" if change.creating else "updated", self.resource.label, change.record)
        if self.versioned and change.before is not None:
            traces.keep_version(change.account, change.before)
        traces.refresh_expirations(change.account, self, change.record)

    def remove(self, record: Record, account: Account) -> None:
        """Removes one record."""
        account.store.remove(record.resource, "id = ?", (record.id,))

    def forget(self, record: Record, account: Account) -> None:
        """Removes what hangs on a removed record, and tells the logs."""
        if self.logged:
            traces.log(account, "deleted", self.resource.label, record)
        traces.sweep(account, record)


def is_synced(record: Record) -> bool:
    """Whether a PSA or RMM sync owns the record."""
    body = record.body
    return bool(body.get("sync-active") or body.get("synced")) or (
        record.resource == "contacts" and body.get("psa-integration") == "enabled"
    )


def plain_path(record: Record) -> str:
    """The usual path of a record in the web application: its organization, its resource, its id."""
    head = "" if record.organization_id is None else f"/{record.organization_id}"
    return f"{head}/{record.resource}/{record.id}"


class Lookup(Rules):
    """A list of labels whose names are unique."""

    unique_name = True
