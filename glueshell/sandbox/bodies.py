"""Request bodies: data objects, their attributes, and the records that bulk bodies name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import dashed
from glueshell.sandbox.store import batches

if TYPE_CHECKING:
    from glueshell.sandbox.call import Call
    from glueshell.sandbox.query import Condition
    from glueshell.sandbox.store import Record


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


def id_in(entry: Mapping[str, object]) -> int:
    """The id inside the attributes of a bulk entry."""
    sent = {dashed(key): value for key, value in attributes_of(entry).items()}.get("id")
    if values.blank(sent):
        raise refusals.missing_parameter("id")
    try:
        return values.integer(sent)
    except values.Unreadable:
        raise refusals.unauthorized() from None


def named_records(call: Call, entries: Sequence[Mapping[str, object]]) -> list[Record | None]:
    """The record of each entry's `attributes.id`; None where the query's filters leave it out."""
    ids = [id_in(entry) for entry in entries]
    found = call.account.store.find(call.table, ids)
    if len(found) < len(set(ids)):
        raise refusals.unauthorized()
    within = call.scope(filtered=False)
    if within.clauses and kept_ids(call, within, ids) != set(ids):
        raise refusals.unauthorized()
    # A filter that is mandatory on lists is not asked of a bulk write.
    if not any(key.startswith("filter[") for key, _ in call.pairs):
        return [found[id] for id in ids]
    kept = kept_ids(call, call.scope(filtered=True), ids)
    return [found[id] if id in kept else None for id in ids]


def kept_ids(call: Call, condition: Condition, ids: Sequence[int]) -> set[int]:
    """Those of the ids whose records a condition keeps."""
    kept: set[int] = set()
    for marks, batch in batches(ids):
        where = f"{condition.sql} AND id IN ({marks})" if condition.clauses else f"id IN ({marks})"
        kept.update(r.id for r in call.account.store.select(call.table, where, [*condition.values, *batch]))
    return kept
