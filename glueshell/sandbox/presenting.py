"""Records on their way out: resource objects, the values of tags, pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox.includes import Linking, Present, link
from glueshell.sandbox.rules.plain import plain_path
from glueshell.sandbox.traits import TAG_MEMBERS

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import View
    from glueshell.sandbox.query import Page
    from glueshell.sandbox.rules.plain import Rules
    from glueshell.sandbox.store import Record

Document = dict[str, object]


def resource_objects(
    view: View, rules: Rules, records: Sequence[Record], *, linked: Iterable[str] = ()
) -> tuple[list[Document], list[Document]]:
    """The resource objects of records of one resource, and the records that their `linked` includes bring along."""
    account, resource = view.account, rules.resource
    names = companion_names(account, rules, records)
    derived = rules.derive(records, view)
    shown = rules.shown_to(view)
    paths = rules.web_paths(records, account) if any(a.name == "resource-url" for a in shown) else {}
    relationships: dict[int, Document] = {record.id: rules.relationships(record) for record in records}
    included: list[Document] = []
    for include in linked:
        included.extend(link(Linking(view, rules, records, presented(view)), include, relationships))
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
        shape: Document = {"id": str(record.id), "type": resource.type, "attributes": attributes}
        if not rules.bare:
            shape["relationships"] = relationships[record.id]
        objects.append(shape)
    return objects, included


def presented(view: View) -> Present:
    """How included records are made into resource objects: as in a list."""
    inner = view.as_list()
    return lambda rules, records: resource_objects(inner, rules, records)[0]


def companion_names(account: Account, rules: Rules, records: Sequence[Record]) -> dict[str, dict[int, str]]:
    """For every attribute that has a `-name` companion, the names of the records it refers to."""
    found: dict[str, dict[int, str]] = {}
    for owner in rules.companions.values():
        ids = [value for record in records if isinstance(value := rules.value(record, owner), int)]
        found[owner] = account.store.names(account.rules[rules.references[owner]].table, ids)
    return found


def tag_members(account: Account, name: str, records: Sequence[Record]) -> dict[int, Document]:
    """The records as the entries of a Tag trait's `values`, by id; the id is an integer here."""
    rules = account.rules.get(name)
    paths = rules.web_paths(records, account) if rules else {record.id: plain_path(record) for record in records}
    names = companion_names(account, rules, records) if rules else {}
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


def page_members(
    page: Page, total: int, address: str, pairs: Sequence[tuple[str, str]], cap: int | None = None
) -> Document:
    """`meta` and `links` of a collection; `address` is the list's URL without its query, `cap` the last page given."""
    from urllib.parse import urlencode

    last = min(max(1, -(-total // page.size)), cap or total + 1)
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
            "total-pages": last,
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
