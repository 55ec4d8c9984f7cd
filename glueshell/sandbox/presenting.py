"""Records on their way out: resource objects, linkage, included records, pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox.rules.plain import plain_path
from glueshell.sandbox.store import batches
from glueshell.sandbox.traits import TAG_MEMBERS

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.query import Page
    from glueshell.sandbox.store import Record

Document = dict[str, object]


def resource_objects(
    account: Account, name: str, records: Sequence[Record], *, listing: bool, linked: Iterable[str] = ()
) -> tuple[list[Document], list[Document]]:
    """The resource objects of records of one resource, and the records that their `linked` includes bring along."""
    rules = account.rules[name]
    resource = rules.resource
    names = companion_names(account, name, records)
    derived = rules.derive(records, account, listing)
    shown = rules.listed if listing else rules.shown
    paths = rules.web_paths(records, account) if any(a.name == "resource-url" for a in shown) else {}
    relationships: dict[int, Document] = {record.id: rules.relationships(record) for record in records}
    included: list[Document] = []
    for include in linked:
        included.extend(link(account, name, records, include, relationships))
    objects: list[Document] = []
    for record in records:
        own = derived.get(record.id, {})
        attributes: Document = {}
        for attribute in shown:
            key = attribute.name
            if key in own:
                attributes[key] = own[key]
            elif key in rules.companions:
                id = rules.value(record, rules.companions[key])
                attributes[key] = names[rules.companions[key]].get(id) if isinstance(id, int) else None
            elif key == "resource-url":
                attributes[key] = account.web + paths[record.id]
            else:
                value = rules.value(record, key)
                attributes[key] = rules.default(attribute) if value is None else value
        objects.append(
            {
                "id": str(record.id),
                "type": resource.type,
                "attributes": attributes,
                "relationships": relationships[record.id],
            }
        )
    return objects, included


def companion_names(account: Account, name: str, records: Sequence[Record]) -> dict[str, dict[int, str]]:
    """For every attribute that has a `-name` companion, the names of the records it refers to."""
    rules = account.rules[name]
    found: dict[str, dict[int, str]] = {}
    for owner in rules.companions.values():
        ids = [value for record in records if isinstance(value := rules.value(record, owner), int)]
        found[owner] = account.store.names(rules.references[owner], ids)
    return found


def link(
    account: Account, name: str, records: Sequence[Record], include: str, relationships: dict[int, Document]
) -> list[Document]:
    """Fills one include's linkage into `relationships` and returns its records; kinds without records link nothing."""
    rules = account.rules[name]
    key = include.replace("_", "-")
    child = account.rules.get(include)
    if child is not None and child.parent is not None and child.references.get(child.parent) == name:
        return link_children(account, include, records, relationships)
    target = rules.references.get(f"{key}-id")
    if target is not None and target in account.rules:
        return link_one(account, name, key, target, records, relationships)
    declared = next((entry for entry in rules.resource.relationships if entry.name == key), None)
    nothing: object = None if declared is not None and not declared.many else []
    for record in records:
        relationships[record.id][key] = {"data": nothing}
    return []


def link_children(
    account: Account, include: str, records: Sequence[Record], relationships: dict[int, Document]
) -> list[Document]:
    """Links the children of each record, in their order."""
    child = account.rules[include]
    found: list[Record] = []
    for marks, batch in batches(record.id for record in records):
        found.extend(account.store.select(include, f"parent_id IN ({marks})", batch, child.child_order))
    linkage: dict[int, list[Document]] = {record.id: [] for record in records}
    for record in found:
        linkage[record.parent_id or 0].append({"type": child.resource.type, "id": str(record.id)})
    for id, data in linkage.items():
        relationships[id][include.replace("_", "-")] = {"data": data}
    return resource_objects(account, include, found, listing=True)[0]


def link_one(
    account: Account, name: str, key: str, target: str, records: Sequence[Record], relationships: dict[int, Document]
) -> list[Document]:
    """Links the one record that each record's `-id` attribute refers to."""
    rules = account.rules[name]
    ids = {record.id: rules.value(record, f"{key}-id") for record in records}
    found = account.store.find(target, [id for id in ids.values() if isinstance(id, int)])
    type_ = account.rules[target].resource.type
    for record in records:
        id = ids[record.id]
        known = isinstance(id, int) and id in found
        relationships[record.id][key] = {"data": {"type": type_, "id": str(id)} if known else None}
    return resource_objects(account, target, list(found.values()), listing=True)[0]


def tag_members(account: Account, name: str, records: Sequence[Record]) -> dict[int, Document]:
    """The records as the entries of a Tag trait's `values`, by id; the id is an integer here."""
    rules = account.rules.get(name)
    paths = rules.web_paths(records, account) if rules else {record.id: plain_path(record) for record in records}
    names = companion_names(account, name, records) if rules else {}
    members = TAG_MEMBERS.get(name, ("name",))
    shown: dict[int, Document] = {}
    for record in records:
        entry: Document = {"resource-url": account.web + paths[record.id], "id": record.id}
        for member in members:
            if rules is None:
                entry[member] = record.name
            elif member in rules.companions:
                id = rules.value(record, rules.companions[member])
                entry[member] = names[rules.companions[member]].get(id) if isinstance(id, int) else None
            else:
                entry[member] = rules.value(record, member)
        shown[record.id] = entry
    return shown


def page_members(page: Page, total: int, address: str, pairs: Sequence[tuple[str, str]]) -> Document:
    """`meta` and `links` of a collection; `address` is the list's URL without its query."""
    from urllib.parse import urlencode

    last = max(1, -(-total // page.size))
    following = page.number + 1 if page.number < last else None
    previous = page.number - 1 if page.number > 1 else None

    def url(number: int | None) -> str | None:
        if number is None:
            return None
        rest = [(key, value) for key, value in pairs if not key.startswith("page[")]
        return f"{address}?{urlencode([*rest, ('page[number]', number), ('page[size]', page.size)])}"

    return {
        "meta": {
            "current-page": page.number,
            "next-page": following,
            "prev-page": previous,
            "total-pages": last if total else 1,
            "total-count": total,
            "filters": {},
        },
        "links": {
            "self": url(page.number),
            "first": url(1),
            "prev": url(previous),
            "next": url(following),
            "last": url(last),
        },
    }
