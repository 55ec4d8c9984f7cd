"""What a route does: list, show, create, update, delete, one or many, over one account."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from glueshell.sandbox import refusals, values
from glueshell.sandbox.bodies import attributes_of, many_entries, named_records, one_entry
from glueshell.sandbox.call import Call, Document, distinct
from glueshell.sandbox.presenting import page_members, resource_objects
from glueshell.sandbox.query import includes_from, order_from, page_from
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record

# Reading.

BACKWARDS = {"id ASC": "id DESC", "id DESC": "id ASC"}


def list_records(call: Call) -> Document:
    """One page of a collection."""
    account, rules = call.account, call.rules
    limits = account.catalog.limits
    page = page_from(call.pairs, limits["page_size"], limits["page_size_max"])
    condition = call.scope(filtered=True)
    rules.narrow(call, condition)
    total = account.store.count(call.table, condition.sql, condition.values)
    cap = rules.resource.page_cap
    records: list[Record] = []
    if (cap is None or page.number <= cap) and (page.number - 1) * page.size < total:
        order = order_from(call.pairs, rules.resource, rules)
        backwards = BACKWARDS.get(order)
        start = (page.number - 1) * page.size
        if backwards is not None and start > total // 2:
            # The end of a long list is nearer from behind.
            length = min(page.size, total - start)
            limit = f"LIMIT {length} OFFSET {total - start - length}"
            records = account.store.select(call.table, condition.sql, condition.values, backwards, limit)[::-1]
        else:
            records = account.store.select(call.table, condition.sql, condition.values, order, page.sql)
    asked = includes_from(call.pairs, rules.resource.includes["list"])
    objects, included = resource_objects(call.view(listing=True), rules, records, linked=asked or ())
    document: Document = {"data": objects}
    if asked is not None:
        document["included"] = distinct(included)
    document.update(page_members(page, total, call.address, call.pairs, cap))
    return document


def show_record(call: Call) -> Document:
    """One record."""
    record = call.rules.as_of(call.record(), call)
    asked = includes_from(call.pairs, call.rules.resource.includes["show"])
    objects, included = resource_objects(call.view(listing=False), call.rules, [record], linked=asked or ())
    document: Document = {"data": objects[0]}
    if asked is not None:
        document["included"] = distinct(included)
    return document


def answer_records(call: Call, records: Sequence[Record], linked: Sequence[str] = ()) -> list[Document]:
    """Written records as they are answered."""
    return resource_objects(call.view(listing=False), call.rules, records, linked=linked)[0]


# Writing.


def create_one(call: Call) -> Document:
    """A new record."""
    record = create(call, one_entry(call))
    return {"data": answer_records(call, [record], call.rules.linked_on_create)[0]}


def create_many(call: Call) -> Document:
    """New records, all or none."""
    records = all_or_none(many_entries(call), lambda entry: create(call, entry))
    return {"data": answer_records(call, records, call.rules.linked_on_create)}


def all_or_none(
    entries: Sequence[Mapping[str, object]], write: Callable[[Mapping[str, object]], Record]
) -> list[Record]:
    """Writes every entry of a bulk body; the problems of all of them are told together, each with its place."""
    written: list[Record] = []
    problems: list[refusals.Problem] = []
    for place, entry in enumerate(entries):
        try:
            written.append(write(entry))
        except refusals.Refusal as refusal:
            if refusal.status != 422:
                raise
            problems.extend(refusals.placed(problem, place) for problem in refusal.problems)
    if problems:
        raise refusals.Refusal(422, *problems)
    return written


def create(call: Call, data: Mapping[str, object]) -> Record:
    """Checks and stores one new record."""
    account, rules = call.account, call.rules
    parents, holder = call.parents(), call.holder()
    problems: list[refusals.Problem] = []
    sent = rules.sent(attributes_of(data), problems)
    sent.update(parents)
    now = account.now()
    record = Record(call.table, account.store.next_id(call.table), None, None, "", now, now, {})
    if holder is not None:
        record.parent_id, record.body["on"] = holder.id, holder.resource
        record.organization_id = holder.id if holder.resource == "organizations" else holder.organization_id
    change = Change(account, record, None, sent, data, call)
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
    kept = [pair for pair in zip(named_records(call, entries), entries) if pair[0] is not None]
    before = {id(entry): record for record, entry in kept}
    changed = all_or_none(
        [entry for _, entry in kept],
        lambda entry: update(call, before[id(entry)], entry),  # type: ignore[arg-type]
    )
    return {"data": answer_records(call, changed)}


def update(call: Call, before: Record, data: Mapping[str, object]) -> Record:
    """Checks and stores one changed record; what is left out stays."""
    account, rules = call.account, call.rules
    # Earlier entries of a bulk body may have changed it.
    before = account.store.get(call.table, before.id) or before
    problems: list[refusals.Problem] = []
    sent = rules.sent(attributes_of(data), problems)
    sent.update(call.parents())
    record = before.copy(account.now())
    change = Change(account, record, before, sent, data, call)
    change.problems.extend(problems)
    locked = rules.locked(change)
    if locked:
        raise refusals.Refusal(422, *change.problems, *(refusals.synced(attribute) for attribute in locked))
    apply(change, rules)
    require(change, rules, only_sent=True)
    store(change, rules)
    return record


def apply(change: Change, rules: Rules) -> None:
    """Puts the sent attributes into the record; fixed ones stay once it exists."""
    for attribute, value in change.sent.items():
        if change.creating or attribute not in rules.fixed:
            rules.set_value(change.record, attribute, value)


def require(change: Change, rules: Rules, *, only_sent: bool) -> None:
    """Checks what every resource needs: values that must be there, references that must lead somewhere."""
    account, record = change.account, change.record
    refused = {refusals.pointed_at(problem) for problem in change.problems}
    owner_checked = sorted(rules.writable.values(), key=lambda attribute: attribute.name != "organization-id")
    for attribute in owner_checked:
        name = attribute.name
        if name in refused or (only_sent and name not in change.sent):
            continue
        value = rules.value(record, name)
        if attribute.reference is not None and attribute.type == "integer":
            if value is None and not attribute.required_on_create:
                continue
            owner = account.rules[attribute.reference].table
            target = account.store.get(owner, value) if isinstance(value, int) else None
            foreign = (
                target is not None
                and target.organization_id is not None
                and record.organization_id not in (None, target.organization_id)
            )
            if target is None or foreign:
                refusal = rules.missing(name)
                if refusal is not None:
                    raise refusal
                change.refuse(name.removesuffix("-id"), rules.must_exist.get(name, refusals.MUST_EXIST))
        elif attribute.required_on_create and attribute.type not in ("object", "array") and values.blank(value):
            change.refuse(name, refusals.BLANK)
    if rules.unique_name and ("name" in change.sent) and record.name:
        if account.store.count(record.resource, "name = ? AND id <> ?", (record.name, record.id)):
            change.refuse("name", refusals.TAKEN)


def store(change: Change, rules: Rules) -> None:
    """Lets the resource's own rules check the change, then stores it or refuses with all that is wrong."""
    rules.check(change)
    if change.problems:
        raise refusals.Refusal(422, *change.problems)
    rules.fill_defaults(change.record)
    change.account.store.put([change.record, *change.children])
    rules.stored(change)
    rules.remember(change)


def publish(call: Call) -> Document:
    """A document whose draft is now what everyone reads."""
    record = call.record()
    call.rules.publish(record, call.account)
    return {"data": answer_records(call, [record])[0]}


def delete_one(call: Call) -> Document:
    """A record that is gone."""
    record = call.record()
    gone = answer_records(call, [record])[0]
    remove(call, [record])
    return {"data": gone}


def delete_many(call: Call) -> Document:
    """Records that are gone, all or none; a path that names one needs no body."""
    if "id" in call.parameters:
        return delete_one(call)
    named = [record for record in named_records(call, many_entries(call)) if record is not None]
    records = list({record.id: record for record in named}.values())
    gone = answer_records(call, records)
    remove(call, records)
    return {"data": gone}


def remove(call: Call, records: Sequence[Record]) -> None:
    """Removes records and what hangs on them, or none of them; every refusal is told."""
    problems: list[refusals.Problem] = []
    for place, record in enumerate(records):
        try:
            call.rules.remove(record, call.account)
            call.rules.forget(record, call.account)
        except refusals.Refusal as refusal:
            single = len(records) == 1
            problems.extend(p if single else refusals.placed(p, place) for p in refusal.problems)
    if problems:
        raise refusals.Refusal(422, *problems)


OPERATIONS: Mapping[str, Callable[[Call], Document]] = {
    "list": list_records,
    "show": show_record,
    "create": create_one,
    "bulk_create": create_many,
    "update": update_one,
    "bulk_update": update_many,
    "delete": delete_one,
    "bulk_delete": delete_many,
    "publish": publish,
}


def perform(call: Call) -> Document:
    """Carries a call out: in the resource's own way where it has one, else in the usual way."""
    own = call.rules.performs.get(call.operation)
    return own(call) if own is not None else OPERATIONS[call.operation](call)
