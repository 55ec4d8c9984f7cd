"""What a route does: list, show, create, update, delete, one or many, over one account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import dashed
from glueshell.sandbox.presenting import page_members, resource_objects
from glueshell.sandbox.query import (
    Condition,
    Pairs,
    column,
    filters_from,
    includes_from,
    order_from,
    page_from,
)
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account

Document = dict[str, object]

Parameters = Mapping[str, str]


class Call:
    """One request to a resource: the path's parameters, the query, the body and the list's own address."""

    __slots__ = ("account", "address", "body", "name", "pairs", "parameters", "rules")

    def __init__(
        self, account: Account, name: str, parameters: Parameters, pairs: Pairs, body: object, address: str
    ) -> None:
        self.account = account
        self.name = name
        self.rules: Rules = account.rules[name]
        self.parameters = parameters
        self.pairs = pairs
        self.body = body
        self.address = address

    def parents(self) -> dict[str, int]:
        """The parents that the path names, as attribute and id; each must exist."""
        found: dict[str, int] = {}
        for parameter, text in self.parameters.items():
            if parameter != "id":
                attribute = dashed(parameter)
                owner = self.rules.references[attribute]
                found[attribute] = number_in_path(text)
                if self.account.store.get(owner, found[attribute]) is None:
                    raise refusals.unauthorized()
        return found

    def record(self) -> Record:
        """The record that the path names, below the parents that it names."""
        found = self.account.store.get(self.name, number_in_path(self.parameters["id"]))
        if found is None or any(self.rules.value(found, a) != id for a, id in self.parents().items()):
            raise refusals.not_found()
        return found

    def scope(self, *, filtered: bool) -> Condition:
        """What the path's parents and, if asked for, the query's filters keep."""
        condition = Condition()
        for attribute, id in self.parents().items():
            condition.add(f"{column(self.rules.resource, self.rules, attribute)} = ?", id)
        if filtered:
            filters_from(self.pairs, self.rules.resource, self.rules, condition)
        return condition


def number_in_path(text: str) -> int:
    """An id of a path; one that is no number belongs to no record."""
    try:
        return values.integer(text)
    except values.Unreadable:
        raise refusals.not_found() from None


# Reading.


def list_records(call: Call) -> Document:
    """One page of a collection."""
    account, rules = call.account, call.rules
    limits = account.catalog.limits
    page = page_from(call.pairs, limits["page_size"], limits["page_size_max"])
    condition = call.scope(filtered=True)
    total = account.store.count(call.name, condition.sql, condition.values)
    order = order_from(call.pairs, rules.resource, rules)
    records = account.store.select(call.name, condition.sql, condition.values, order, page.sql)
    asked = includes_from(call.pairs, rules.resource.includes["list"])
    objects, included = resource_objects(account, call.name, records, listing=True, linked=asked or ())
    document: Document = {"data": objects}
    if asked is not None:
        document["included"] = distinct(included)
    document.update(page_members(page, total, call.address, call.pairs))
    return document


def show_record(call: Call) -> Document:
    """One record."""
    asked = includes_from(call.pairs, call.rules.resource.includes["show"])
    objects, included = resource_objects(call.account, call.name, [call.record()], listing=False, linked=asked or ())
    document: Document = {"data": objects[0]}
    if asked is not None:
        document["included"] = distinct(included)
    return document


def distinct(included: Sequence[Document]) -> list[Document]:
    """Included records without repetitions."""
    return list({(entry["type"], entry["id"]): entry for entry in included}.values())


def answer_records(call: Call, records: Sequence[Record], linked: Sequence[str] = ()) -> list[Document]:
    """Written records as they are answered."""
    return resource_objects(call.account, call.name, records, listing=False, linked=linked)[0]


# Bodies.


def data_of(call: Call) -> object:
    """The `data` member of the body."""
    body = call.body
    if not isinstance(body, dict) or values.blank(body.get("data")):
        raise refusals.missing_parameter("data")
    data = body["data"]
    if not isinstance(data, dict | list):
        # The real server stumbles over data that was encoded twice.
        raise refusals.broken()
    return data


def entry_of(call: Call, data: object) -> Mapping[str, object]:
    """One data object whose type, if it names one, is this resource's."""
    if not isinstance(data, dict):
        raise refusals.bad_request("data must be an object")
    sent = data.get("type")
    resource = call.rules.resource
    if sent is not None:
        known = {dashed(resource.type), dashed(resource.request_type or resource.type), dashed(resource.name)}
        if not isinstance(sent, str) or dashed(sent) not in known:
            raise refusals.conflicting_type(str(sent))
    return data


def attributes_of(data: Mapping[str, object]) -> Mapping[str, object]:
    """The attributes of a data object."""
    attributes = data.get("attributes", {})
    if not isinstance(attributes, dict):
        raise refusals.broken()
    return attributes


def one_entry(call: Call) -> Mapping[str, object]:
    """The only data object of a body; an array is refused as on the real route."""
    data = data_of(call)
    if isinstance(data, list):
        raise refusals.bulk_not_allowed(call.rules.resource.label)
    return entry_of(call, data)


def many_entries(call: Call) -> list[Mapping[str, object]]:
    """The data objects of a bulk body; a single object counts as an array of one."""
    data = data_of(call)
    return [entry_of(call, entry) for entry in (data if isinstance(data, list) else [data])]


def named_records(call: Call, entries: Sequence[Mapping[str, object]]) -> list[Record | None]:
    """The record of each entry's `attributes.id`; None where the query's filters leave it out."""
    ids = []
    for entry in entries:
        sent = {dashed(key): value for key, value in attributes_of(entry).items()}.get("id")
        if values.blank(sent):
            raise refusals.missing_parameter("id")
        try:
            ids.append(values.integer(sent))
        except values.Unreadable:
            raise refusals.unauthorized() from None
    found = call.account.store.find(call.name, ids)
    if len(found) < len(set(ids)):
        raise refusals.unauthorized()
    # A filter that is mandatory on lists is not asked of a bulk write.
    filtered = any(key.startswith("filter[") for key, _ in call.pairs)
    condition = call.scope(filtered=filtered)
    if not condition.clauses:
        return [found[id] for id in ids]
    kept = {record.id for record in call.account.store.select(call.name, condition.sql, condition.values)}
    return [found[id] if id in kept else None for id in ids]


# Writing.


def create_one(call: Call) -> Document:
    """A new record."""
    record = create(call, one_entry(call))
    return {"data": answer_records(call, [record], call.rules.linked_on_create)[0]}


def create_many(call: Call) -> Document:
    """New records, all or none."""
    records = [create(call, entry) for entry in many_entries(call)]
    return {"data": answer_records(call, records, call.rules.linked_on_create)}


def create(call: Call, data: Mapping[str, object]) -> Record:
    """Checks and stores one new record."""
    account, rules = call.account, call.rules
    parents = call.parents()
    problems: list[refusals.Problem] = []
    sent = rules.sent(attributes_of(data), problems)
    sent.update(parents)
    now = account.now()
    record = Record(call.name, account.store.next_id(call.name), None, None, "", now, now, {})
    change = Change(account, record, None, sent, data)
    change.problems.extend(problems)
    apply(change, rules)
    require(change, rules, only_sent=False)
    store(change, rules)
    return record


def update_one(call: Call) -> Document:
    """A changed record."""
    return {"data": answer_records(call, [update(call, call.record(), one_entry(call))])[0]}


def update_many(call: Call) -> Document:
    """Changed records, all or none."""
    entries = many_entries(call)
    pairs = zip(named_records(call, entries), entries)
    changed = [update(call, record, entry) for record, entry in pairs if record is not None]
    return {"data": answer_records(call, changed)}


def update(call: Call, before: Record, data: Mapping[str, object]) -> Record:
    """Checks and stores one changed record; what is left out stays."""
    account, rules = call.account, call.rules
    # Earlier entries of a bulk body may have changed it.
    before = account.store.get(call.name, before.id) or before
    problems: list[refusals.Problem] = []
    sent = rules.sent(attributes_of(data), problems)
    sent.update(call.parents())
    record = Record(
        before.resource, before.id, before.organization_id, before.parent_id, before.name, before.created_at,
        account.now(), dict(before.body),
    )  # fmt: skip
    change = Change(account, record, before, sent, data)
    change.problems.extend(problems)
    apply(change, rules)
    require(change, rules, only_sent=True)
    store(change, rules)
    return record


def apply(change: Change, rules: Rules) -> None:
    """Puts the sent attributes into the record; fixed ones stay once it exists."""
    for attribute, value in change.sent.items():
        if change.creating or not rules.writable[attribute].fixed:
            rules.set_value(change.record, attribute, value)


def require(change: Change, rules: Rules, *, only_sent: bool) -> None:
    """Checks what every resource needs: values that must be there, references that must lead somewhere."""
    store, record = change.account.store, change.record
    refused = {str(problem["source"]["pointer"]).rpartition("/")[2] for problem in change.problems}  # type: ignore[index]
    owner_checked = sorted(rules.writable.values(), key=lambda attribute: attribute.name != "organization-id")
    for attribute in owner_checked:
        name = attribute.name
        if name in refused or (only_sent and name not in change.sent):
            continue
        value = rules.value(record, name)
        if attribute.reference is not None and attribute.type == "integer":
            if value is None and not attribute.required_on_create:
                continue
            target = store.get(attribute.reference, value) if isinstance(value, int) else None
            foreign = (
                target is not None
                and target.organization_id is not None
                and record.organization_id not in (None, target.organization_id)
            )
            if target is None or foreign:
                refusal = rules.missing(name)
                if refusal is not None:
                    raise refusal
                change.refuse(name.removesuffix("-id"), refusals.MUST_EXIST)
        elif attribute.required_on_create and attribute.type not in ("object", "array") and values.blank(value):
            change.refuse(name, refusals.BLANK)
    if rules.unique_name and ("name" in change.sent) and record.name:
        if store.count(record.resource, "name = ? AND id <> ?", (record.name, record.id)):
            change.refuse("name", refusals.TAKEN)


def store(change: Change, rules: Rules) -> None:
    """Lets the resource's own rules check the change, then stores it or refuses with all that is wrong."""
    rules.check(change)
    if change.problems:
        raise refusals.Refusal(422, *change.problems)
    rules.fill_defaults(change.record)
    change.account.store.put([change.record, *change.children])
    rules.stored(change)


def delete_one(call: Call) -> Document:
    """A record that is gone."""
    record = call.record()
    gone = answer_records(call, [record])[0]
    call.rules.remove(record, call.account)
    return {"data": gone}


def delete_many(call: Call) -> Document:
    """Records that are gone, all or none; a path that names one needs no body."""
    if "id" in call.parameters:
        return delete_one(call)
    named = [record for record in named_records(call, many_entries(call)) if record is not None]
    records = list({record.id: record for record in named}.values())
    gone = answer_records(call, records)
    for record in records:
        call.rules.remove(record, call.account)
    return {"data": gone}


OPERATIONS: Mapping[str, Callable[[Call], Document]] = {
    "list": list_records,
    "show": show_record,
    "create": create_one,
    "bulk_create": create_many,
    "update": update_one,
    "bulk_update": update_many,
    "delete": delete_one,
    "bulk_delete": delete_many,
}
