"""Configurations, their types and their interfaces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import values
from glueshell.sandbox.names import dashed, name_key
from glueshell.sandbox.rules.plain import Change, Lookup, Rules
from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import View

INTERFACE_IN_CREATE = ("name", "ip-address", "mac-address", "primary")


class ConfigurationTypes(Lookup):
    """Types of configurations count what they hold."""

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """How many configurations each type has."""
        counts = view.account.store.counts("configurations", "json_extract(body, '$.\"configuration-type-id\"')")
        return {record.id: {"configurations-count": counts.get(record.id, 0)} for record in records}


class Configurations(Rules):
    """Configurations take their interfaces along when they are made, and away when they go."""

    put = True

    def expiring(self, record: Record, account: Account) -> list[tuple[str, str]]:
        """The end of the warranty."""
        day = record.body.get("warranty-expires-at")
        return [("Warranty", str(day)[:10])] if day else []

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """The kind of the type, as a slug, and the short name of the owner."""
        account = view.account
        kinds = account.store.find("configuration_types", ids_of(records, "configuration-type-id"))
        owners = account.store.find("organizations", [record.organization_id or 0 for record in records])
        derived: dict[int, dict[str, object]] = {}
        for record in records:
            kind = kinds.get(id_of(record, "configuration-type-id"))
            owner = owners.get(record.organization_id or 0)
            derived[record.id] = {
                "configuration-type-kind": None if kind is None else kind.body.get("kind") or name_key(kind.name),
                "organization-short-name": None if owner is None else owner.body.get("short-name"),
            }
        return derived

    def check(self, change: Change) -> None:
        """A model belongs to its manufacturer."""
        body = change.record.body
        model, maker = body.get("model-id"), body.get("manufacturer-id")
        if maker is not None and isinstance(model, int) and {"model-id", "manufacturer-id"} & set(change.sent):
            found = change.account.store.get("models", model)
            if found is not None and found.parent_id != maker:
                change.refuse("model", "must belong to the manufacturer")

    def stored(self, change: Change) -> None:
        """Stores the interfaces that a create brings in its relationships."""
        if not change.creating:
            return
        account, record = change.account, change.record
        for attributes in sent_interfaces(change):
            interface = Record(
                "configuration_interfaces",
                account.store.next_id("configuration_interfaces"),
                record.organization_id,
                record.id,
                str(attributes.get("name") or ""),
                record.created_at,
                record.created_at,
                {key: attributes.get(key) for key in INTERFACE_IN_CREATE if key != "name"},
            )
            interface.body["primary"] = bool(attributes.get("primary"))
            account.store.put([interface])
            mirror_primary(interface, account)

    def remove(self, record: Record, account: Account) -> None:
        """Removes the configuration and its interfaces."""
        account.store.remove("configuration_interfaces", "parent_id = ?", (record.id,))
        super().remove(record, account)


class Models(Rules):
    """Models belong to a manufacturer."""

    parent = "manufacturer-id"


class ConfigurationInterfaces(Rules):
    """Interfaces belong to a configuration; the primary one lends it its addresses."""

    parent = "configuration-id"

    def check(self, change: Change) -> None:
        """The owner of an interface is the owner of its configuration."""
        owner = change.account.store.get("configurations", change.record.parent_id or 0)
        if owner is None:
            change.refuse("configuration", "must exist")
        else:
            change.record.organization_id = owner.organization_id

    def stored(self, change: Change) -> None:
        """Keeps one interface primary and shows its addresses on the configuration."""
        mirror_primary(change.record, change.account)


def mirror_primary(interface: Record, account: Account) -> None:
    """Makes a primary interface the only one, and copies its addresses to the configuration."""
    if not interface.body.get("primary") or interface.parent_id is None:
        return
    others = account.store.select(interface.resource, "parent_id = ? AND id <> ?", (interface.parent_id, interface.id))
    for other in others:
        other.body["primary"] = False
    account.store.put(others)
    owner = account.store.get("configurations", interface.parent_id)
    if owner is not None:
        owner.body["primary-ip"] = interface.body.get("ip-address")
        owner.body["mac-address"] = interface.body.get("mac-address") or owner.body.get("mac-address")
        account.store.put([owner])


def sent_interfaces(change: Change) -> list[dict[str, object]]:
    """The attributes of the interfaces in a create's relationships, dashed."""
    relationships = change.raw.get("relationships")
    found: list[dict[str, object]] = []
    if not isinstance(relationships, dict):
        return found
    for name, relationship in relationships.items():
        if dashed(name) != "configuration-interfaces" or not isinstance(relationship, dict):
            continue
        entries = relationship.get("data")
        for entry in entries if isinstance(entries, list) else [entries]:
            attributes = entry.get("attributes") if isinstance(entry, dict) else None
            if isinstance(attributes, dict):
                found.append({dashed(key): value for key, value in attributes.items()})
    return found


def id_of(record: Record, attribute: str) -> int:
    """A referred id, or 0, which no record has."""
    try:
        return values.integer(record.body.get(attribute))
    except values.Unreadable:
        return 0


def ids_of(records: Sequence[Record], attribute: str) -> list[int]:
    """The referred ids of several records."""
    return [id_of(record, attribute) for record in records]
