"""The rules of a resource that has none of its own, and the change they work on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import dashed

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Attribute, ResourceType
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.store import Record

IN_COLUMNS = frozenset({"id", "name", "organization-id", "created-at", "updated-at"})


class Change:
    """One record being made or changed; `sent` holds the writable attributes of the body, already converted.

    `children` are records that are stored together with it.
    """

    __slots__ = ("account", "before", "children", "problems", "raw", "record", "sent")

    def __init__(
        self,
        account: Account,
        record: Record,
        before: Record | None,
        sent: dict[str, object],
        raw: Mapping[str, object],
    ) -> None:
        self.account = account
        self.record = record
        self.before = before
        self.sent = sent
        self.raw = raw
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
        """The attributes as they were sent."""
        attributes = self.raw.get("attributes")
        return attributes if isinstance(attributes, dict) else {}


class Rules:
    """Rules of a plain resource: what the catalog says, and nothing more."""

    parent: str | None = None
    unique_name = False
    put = False
    defaults: Mapping[str, object] = {}
    order: tuple[str, ...] = ()
    child_order = "id"
    linked_on_create: tuple[str, ...] = ()

    def __init__(self, resource: ResourceType) -> None:
        self.resource = resource
        shown = [attribute for attribute in resource.attributes if not attribute.write_only]
        if self.order:
            shown.sort(key=lambda attribute: self.order.index(attribute.name))
        self.shown: tuple[Attribute, ...] = tuple(shown)
        self.listed = tuple(attribute for attribute in shown if attribute.in_list)
        self.writable = {attribute.name: attribute for attribute in resource.attributes if not attribute.read_only}
        self.references = {
            attribute.name: attribute.reference for attribute in resource.attributes if attribute.reference is not None
        }
        self._stored_defaults = tuple(
            (attribute.name, self.default(attribute))
            for attribute in resource.attributes
            if attribute.name not in IN_COLUMNS
            and attribute.name != self.parent
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

    def filter_expression(self, attribute: str) -> str | None:
        """The SQL of a filter that is not simply an attribute, or None."""
        return None

    def web_paths(self, records: Sequence[Record], account: Account) -> dict[int, str]:
        """The paths of records in the web application, by id."""
        return {record.id: plain_path(record) for record in records}

    def missing(self, attribute: str) -> refusals.Refusal | None:
        """The answer to a reference that is missing or leads nowhere, where it is not the usual 422."""
        return refusals.unauthorized() if attribute == "organization-id" else None

    def derive(self, records: Sequence[Record], account: Account, listing: bool) -> dict[int, dict[str, object]]:
        """Values that are worked out when records are read, by record id."""
        return {}

    def relationships(self, record: Record) -> dict[str, object]:
        """Linkage that every answer carries."""
        return {}

    def check(self, change: Change) -> None:
        """Completes a change before it is stored and notes what is wrong with it."""

    def stored(self, change: Change) -> None:
        """Does what follows from a stored change."""

    def remove(self, record: Record, account: Account) -> None:
        """Removes one record."""
        account.store.remove(record.resource, "id = ?", (record.id,))


def plain_path(record: Record) -> str:
    """The usual path of a record in the web application: its organization, its resource, its id."""
    head = "" if record.organization_id is None else f"/{record.organization_id}"
    return f"{head}/{record.resource}/{record.id}"


class Lookup(Rules):
    """A list of labels whose names are unique; those of a sync are fixed."""

    unique_name = True

    def check(self, change: Change) -> None:
        """Refuses to change what a sync owns."""
        if not change.creating and change.record.body.get("synced"):
            change.problems.extend(refusals.synced(attribute) for attribute in change.sent)
