"""Links between records: those that people make, and those that Tag fields make; access lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.bodies import attributes_of, many_entries
from glueshell.sandbox.names import dashed
from glueshell.sandbox.presenting import resource_objects
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import Call, Document, View

FOREVER_THERE = "has already been taken"
ACCESSORS = {"User": "users", "Group": "groups"}


class RelatedItems(Rules):
    """A link runs from the record of the path to its destination, and is seen from both."""

    logged = False

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """The other record: its kind, its id, its name."""
        derived: dict[int, dict[str, object]] = {}
        for record in records:
            derived[record.id] = shape(
                record, str(record.body["to"]), values.id_in(record.body, "destination-id"), view.account
            )
        return derived

    def check(self, change: Change) -> None:
        """Finds the destination of a new link, which may not be there already."""
        if not change.creating:
            return
        record, account = change.record, change.account
        title, id = record.body.pop("destination-type", None), record.body.get("destination-id")
        kinds = {kind.title.lower(): kind.path for kind in reversed(list(account.kinds.values()))}
        path = kinds.get(str(title).replace("_", " ").lower())
        if values.blank(title) or path is None:
            if not values.blank(title):
                change.refuse("destination-type", "is not included in the list")
            return
        table = account.table_of(path)
        target = account.store.get(table, id) if isinstance(id, int) else None
        if target is None:
            if id is None:
                return
            raise refusals.unauthorized()
        record.body["to"] = table
        where = (
            "parent_id = ? AND json_extract(body, '$.on') = ? AND json_extract(body, '$.to') = ? "
            "AND json_extract(body, '$.\"destination-id\"') = ?"
        )
        if account.store.count("related_items", where, (record.parent_id, record.body["on"], table, id)):
            change.refuse("destination-id", FOREVER_THERE)


def shape(link: Record, table: str, id: int, account: Account) -> dict[str, object]:
    """A link as it is read from one of its ends: `table` and `id` name the other."""
    name = account.store.names(table, [id]).get(id)
    return {
        "asset-type": singular_of(table),
        "resource-id": id,
        "resource-url": None,
        "resource-type-name": None,
        "name": name,
        "via-copilot": False,
    }


def singular_of(table: str) -> str:
    """The kind of a record, singular and with underscores: `flexible_asset`."""
    return table.removesuffix("s")


def related_to(record: Record, account: Account) -> list[Document]:
    """The links of a record, from either end."""
    store = account.store
    there = store.select(
        "related_items", "parent_id = ? AND json_extract(body, '$.on') = ?", (record.id, record.resource)
    )
    back = store.select(
        "related_items",
        "json_extract(body, '$.\"destination-id\"') = ? AND json_extract(body, '$.to') = ?",
        (record.id, record.resource),
    )
    ends = [(link, str(link.body["to"]), values.id_in(link.body, "destination-id")) for link in there]
    ends += [(link, str(link.body["on"]), link.parent_id or 0) for link in back]
    return [
        {
            "id": str(link.id),
            "type": "related-items",
            "attributes": {
                key: value
                for key, value in {**shape(link, table, id, account), "notes": link.body.get("notes")}.items()
                if key in ("asset-type", "resource-id", "notes", "name")
            },
            "relationships": {},
        }
        for link, table, id in sorted(ends, key=lambda end: end[0].id)
    ]


def tags_to(record: Record, account: Account) -> list[Document]:
    """The Tag fields of flexible assets that point at a record."""
    from glueshell.sandbox.traits import tag_target

    targets: list[tuple[int, int, str]] = []
    for field in account.store.select("flexible_asset_fields", "json_extract(body, '$.kind') = 'Tag'"):
        try:
            table, type_id = tag_target(str(field.body.get("tag-type")))
        except (KeyError, values.Unreadable):
            continue
        if table == record.resource and type_id in (None, record.parent_id):
            targets.append((field.parent_id or 0, values.id_in(field.body, "order"), str(field.body["name-key"])))
    entries: list[Document] = []
    rules = account.rules["flexible_assets"]
    names = account.store.names("flexible_asset_types", {type_id for type_id, _, _ in targets})
    for type_id, order, key in targets:
        where = (
            "parent_id = ? AND EXISTS (SELECT 1 FROM json_each(json_extract(records.body, ?)) AS tag "
            "WHERE tag.value = ?)"
        )
        assets = account.store.select("flexible_assets", where, (type_id, f'$.traits."{key}"', record.id))
        paths = rules.web_paths(assets, account)
        for asset in assets:
            attributes: Document = {
                "resource-url": account.web + paths[asset.id],
                "resource-type-name": names.get(type_id),
            }
            entries.append(
                {
                    "id": str(asset.id * 1000 + order % 1000),
                    "type": "tags",
                    "attributes": attributes,
                    "relationships": {},
                }
            )
    return entries


def replace_accesses(call: Call) -> Document:
    """A new access list in the place of the old one."""
    holder = call.holder()
    assert holder is not None
    store = call.account.store
    made: list[Record] = []
    problems: list[refusals.Problem] = []
    for place, entry in enumerate(many_entries(call)):
        sent = {dashed(key): value for key, value in attributes_of(entry).items()}
        problems.extend(refusals.placed(problem, place) for problem in access_problems(sent))
        if not problems:
            made.append(access_record(call, holder, sent))
    if problems:
        raise refusals.Refusal(422, *problems)
    store.remove("resource_accesses", "parent_id = ? AND json_extract(body, '$.on') = ?", (holder.id, holder.resource))
    store.put(made)
    return {"data": resource_objects(call.view(listing=False), call.rules, made)[0]}


def access_problems(sent: Mapping[str, object]) -> list[refusals.Problem]:
    """What is wrong with an entry of an access list."""
    problems: list[refusals.Problem] = []
    if values.blank(sent.get("accessor-id")):
        problems.append(refusals.attribute_problem("accessor-id", refusals.BLANK))
    if sent.get("accessor-type") not in ACCESSORS:
        detail = refusals.BLANK if values.blank(sent.get("accessor-type")) else "is not included in the list"
        problems.append(refusals.attribute_problem("accessor-type", detail))
    return problems


def access_record(call: Call, holder: Record, sent: Mapping[str, object]) -> Record:
    """One entry of an access list; the user or group must be there."""
    store, now = call.account.store, call.account.now()
    try:
        accessor_id = values.integer(sent["accessor-id"])
    except values.Unreadable:
        raise refusals.unauthorized() from None
    accessor = store.get(ACCESSORS[str(sent["accessor-type"])], accessor_id)
    if accessor is None:
        raise refusals.unauthorized()
    body: dict[str, object] = {
        "on": holder.resource,
        "accessor-id": accessor_id,
        "accessor-type": sent["accessor-type"],
        "meta": {"role-name": accessor.body["role-name"]} if "role-name" in accessor.body else {},
    }
    owner = holder.organization_id
    id = store.next_id("resource_accesses")
    return Record("resource_accesses", id, owner, holder.id, accessor.name, now, now, body)


class ResourceAccesses(Rules):
    """Access lists are written as a whole."""

    performs = {"bulk_update": replace_accesses}
