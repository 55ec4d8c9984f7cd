"""What `include` adds to an answer: the linkage of each record, and the included records themselves.

Shapes that nobody has published (versions, checklist tasks, users and organizations of groups) follow the nearest
known one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import values
from glueshell.sandbox.store import batches

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import View
    from glueshell.sandbox.rules.plain import Rules
    from glueshell.sandbox.store import Record

Document = dict[str, object]
Present = Callable[["Rules", "Sequence[Record]"], list[Document]]
# By record id, what it is linked with; and the included documents.
Links = tuple[dict[int, list[Document]], list[Document]]


class Linking:
    """The records of one answer that are being linked; `present` makes resource objects of included ones."""

    __slots__ = ("account", "present", "records", "rules", "view")

    def __init__(self, view: View, rules: Rules, records: Sequence[Record], present: Present) -> None:
        self.view = view
        self.account: Account = view.account
        self.rules = rules
        self.records = records
        self.present = present

    def hanging(self, resource: str) -> dict[int, list[Record]]:
        """The records of a resource that hang on each of ours, by our id."""
        found: dict[int, list[Record]] = {record.id: [] for record in self.records}
        for marks, batch in batches(found):
            where = f"parent_id IN ({marks}) AND json_extract(records.body, '$.on') = ?"
            for record in self.account.store.select(resource, where, [*batch, self.rules.table]):
                found[record.parent_id or 0].append(record)
        return found

    def named(self, resource: str, ids: Mapping[int, Iterable[int]]) -> Links:
        """Links to records of a resource by their ids."""
        rules = self.account.rules[resource]
        found = self.account.store.find(rules.table, [id for wanted in ids.values() for id in wanted])
        type_ = rules.resource.type
        linkage: dict[int, list[Document]] = {
            owner: [{"type": type_, "id": str(id)} for id in dict.fromkeys(wanted) if id in found]
            for owner, wanted in ids.items()
        }
        return linkage, self.present(rules, list(found.values()))


def link(linking: Linking, include: str, relationships: dict[int, Document]) -> list[Document]:
    """Fills one include's linkage into `relationships` and returns its records; kinds without records link nothing."""
    account, rules = linking.account, linking.rules
    key = include.replace("_", "-")
    maker = LINKERS.get(include)
    if maker is not None and not (include == "organizations" and rules.table != "groups"):
        linkage, included = maker(linking)
        for record in linking.records:
            relationships[record.id][key] = {"data": linkage.get(record.id, [])}
        return included
    child = account.rules.get(include)
    if child is not None and child.parent is not None and child.references.get(child.parent) == rules.table:
        return link_children(linking, include, relationships)
    target = TO_ONE.get(include) or (f"{key}-id", rules.references.get(f"{key}-id", ""))
    if target[1] in account.rules:
        return link_one(linking, key, *target, relationships)
    declared = next((entry for entry in rules.resource.relationships if entry.name == key), None)
    nothing: object = None if declared is not None and not declared.many else []
    for record in linking.records:
        relationships[record.id][key] = {"data": nothing}
    return []


def link_children(linking: Linking, include: str, relationships: dict[int, Document]) -> list[Document]:
    """Links the children of each record, in their order."""
    child = linking.account.rules[include]
    found: list[Record] = []
    for marks, batch in batches(record.id for record in linking.records):
        found.extend(linking.account.store.select(include, f"parent_id IN ({marks})", batch, child.child_order))
    linkage: dict[int, list[Document]] = {record.id: [] for record in linking.records}
    for record in found:
        linkage[record.parent_id or 0].append({"type": child.resource.type, "id": str(record.id)})
    for id, data in linkage.items():
        relationships[id][include.replace("_", "-")] = {"data": data}
    return linking.present(child, found)


def link_one(
    linking: Linking, key: str, attribute: str, target: str, relationships: dict[int, Document]
) -> list[Document]:
    """Links the one record that each record's attribute refers to."""
    ids = {record.id: linking.rules.value(record, attribute) for record in linking.records}
    rules = linking.account.rules[target]
    found = linking.account.store.find(rules.table, [id for id in ids.values() if isinstance(id, int)])
    for record in linking.records:
        id = ids[record.id]
        known = isinstance(id, int) and id in found
        relationships[record.id][key] = {"data": {"type": rules.resource.type, "id": str(id)} if known else None}
    return linking.present(rules, list(found.values()))


# To-one includes that are not called like the attribute that holds the id.
TO_ONE = {"updater": ("updated-by", "users")}


def hung(resource: str) -> Callable[[Linking], Links]:
    """Links records of a resource that hang on others."""

    def maker(linking: Linking) -> Links:
        found = linking.hanging(resource)
        rules = linking.account.rules[resource]
        type_ = rules.resource.type
        linkage: dict[int, list[Document]] = {
            id: [{"type": type_, "id": str(row.id)} for row in rows] for id, rows in found.items()
        }
        return linkage, linking.present(rules, [row for rows in found.values() for row in rows])

    return maker


def plain(
    resource: str, type_: str, shape: Callable[[Record], Document], keep: Callable[[Record], bool] = lambda record: True
) -> Callable[[Linking], Links]:
    """Links records that hang on others and have no resource of their own."""

    def maker(linking: Linking) -> Links:
        found = {id: [row for row in rows if keep(row)] for id, rows in linking.hanging(resource).items()}
        linkage: dict[int, list[Document]] = {
            id: [{"type": type_, "id": str(row.id)} for row in rows] for id, rows in found.items()
        }
        return linkage, [document(type_, row.id, shape(row)) for rows in found.values() for row in rows]

    return maker


def document(type_: str, id: int, attributes: Document) -> Document:
    """A resource object without relationships."""
    return {"id": str(id), "type": type_, "attributes": attributes, "relationships": {}}


def access_shape(record: Record) -> Document:
    """An entry of an access list."""
    body = record.body
    return {
        "accessor-id": body.get("accessor-id"),
        "accessor-type": body.get("accessor-type"),
        "name": record.name,
        "meta": body.get("meta") or {},
    }


def ticket_shape(record: Record) -> Document:
    """A ticket: when it was stored here and when it was made there."""
    return {
        "created-at": record.created_at,
        "updated-at": record.updated_at,
        "ticket-created-at": record.body.get("ticket-created-at"),
        "ticket-updated-at": record.body.get("ticket-updated-at"),
    }


def task_shape(record: Record) -> Document:
    """One task of a checklist."""
    return {
        "name": record.name,
        "sort": record.body.get("sort"),
        "completed": bool(record.body.get("completed")),
        "created-at": record.created_at,
        "updated-at": record.updated_at,
    }


def version_shape(record: Record) -> Document:
    """One revision: what the record was called until it was changed."""
    return {"event": "update", "name": record.name, "created-at": record.created_at}


def adapters(linking: Linking) -> Links:
    """The PSA and RMM that synced records come from."""
    linkage: dict[int, list[Document]] = {}
    included: list[Document] = []
    for record in linking.records:
        for place, prefix in enumerate(("psa", "rmm")):
            remote = record.body.get(f"{prefix}-id")
            if remote is None:
                continue
            id = record.id * 10 + place
            linkage.setdefault(record.id, []).append({"type": "adapters-resources", "id": str(id)})
            name = ADAPTERS.get(str(record.body.get(f"{prefix}-integration-type")), "Other")
            attributes: Document = {"adapter-type-name": name, "remote-id": str(remote), "sync": True}
            included.append(document("adapters-resources", id, attributes))
    return linkage, included


ADAPTERS = {"manage": "ConnectWise Manage", "autotask": "Autotask", "automate": "ConnectWise Automate", "aem": "Datto"}


def rmm_records(linking: Linking) -> Links:
    """What an RMM agent reports of a configuration."""
    linkage: dict[int, list[Document]] = {}
    included: list[Document] = []
    stores, rules = linking.account.store, linking.rules
    reported = [record for record in linking.records if record.body.get("rmm-id") is not None]
    makers = stores.names("manufacturers", (values.id_in(r.body, "manufacturer-id") for r in reported))
    models = stores.names("models", (values.id_in(r.body, "model-id") for r in reported))
    kinds = stores.names("configuration_types", (values.id_in(r.body, "configuration-type-id") for r in reported))
    for record in reported:
        id = record.id * 10 + 5
        body = record.body
        linkage[record.id] = [{"type": "rmm-records", "id": str(id)}]
        attributes: Document = {
            "name": rules.value(record, "name"),
            "cpu": "Intel(R) Core(TM) i5-13500T",
            "device-type": kinds.get(values.id_in(body, "configuration-type-id")),
            "disks": [{"name": "C:", "total": 511, "free": 200 + record.id % 250}],
            "external-url": f"https://rmm.example/devices/{body['rmm-id']}",
            "hostname": body.get("hostname"),
            "ip-addresses": [body.get("primary-ip")],
            "last-login-user": f"{str(body.get('hostname')).split('-')[0].upper()}\\admin",
            "last-reboot": record.created_at,
            "last-seen-online": record.updated_at,
            "manufacturer-model-name": models.get(values.id_in(body, "model-id")),
            "manufacturer-name": makers.get(values.id_in(body, "manufacturer-id")),
            "memory-total": 16384,
            "ms-office-version": "Microsoft 365 Apps",
            "patches-applied": 40 + record.id % 60,
            "patches-total": 100,
            "serial-number": body.get("serial-number"),
        }
        included.append(document("rmm-records", id, attributes))
    return linkage, included


def authorized_users(linking: Linking) -> Links:
    """The users who may see each record: everyone, or those of its access list."""
    account = linking.account
    everyone = [record.id for record in account.store.select("users")]
    lists = linking.hanging("resource_accesses")
    wanted: dict[int, list[int]] = {}
    for record in linking.records:
        if not record.body.get("restricted"):
            wanted[record.id] = everyone
            continue
        ids: list[int] = []
        for entry in lists[record.id]:
            accessor = values.id_in(entry.body, "accessor-id")
            if entry.body.get("accessor-type") == "Group":
                group = account.store.get("groups", accessor)
                ids.extend(values.ids_in(group.body.get("user-ids")) if group is not None else ())
            else:
                ids.append(accessor)
        wanted[record.id] = ids
    return linking.named("users", wanted)


def members(attribute: str, resource: str) -> Callable[[Linking], Links]:
    """Links the records whose ids a record holds in a list."""
    return lambda linking: linking.named(
        resource, {record.id: values.ids_in(record.body.get(attribute)) for record in linking.records}
    )


def ancestors(linking: Linking) -> Links:
    """The folders that each folder lies in, outermost first."""
    rules = linking.rules
    derived = rules.derive(linking.records, linking.view)
    return linking.named(
        rules.resource.name,
        {record.id: values.ids_in(derived[record.id]["ancestor-ids"]) for record in linking.records},
    )


def related_items(linking: Linking) -> Links:
    """The links between records, seen from either end, and the Tag fields that point here (these as `tags`)."""
    from glueshell.sandbox.rules.related import related_to, tags_to

    linkage: dict[int, list[Document]] = {}
    included: list[Document] = []
    for record in linking.records:
        entries = [*related_to(record, linking.account), *tags_to(record, linking.account)]
        linkage[record.id] = [{"type": "related-items", "id": entry["id"]} for entry in entries]
        included.extend(entries)
    return linkage, included


LINKERS: Mapping[str, Callable[[Linking], Links]] = {
    "adapters_resources": adapters,
    "ancestors": ancestors,
    "attachments": hung("attachments"),
    "authorized_users": authorized_users,
    "checklist_tasks": plain("checklist_tasks", "checklist-tasks", task_shape),
    "group_resource_accesses": plain(
        "resource_accesses",
        "group-resource-accesses",
        access_shape,
        lambda record: record.body.get("accessor-type") == "Group",
    ),
    "organizations": members("organization-ids", "organizations"),
    "passwords": hung("passwords"),
    "recent_versions": plain("versions", "versions", version_shape),
    "related_items": related_items,
    "rmm_records": rmm_records,
    "tickets": plain("tickets", "tickets", ticket_shape),
    "user_resource_accesses": plain(
        "resource_accesses",
        "resource-accesses",
        access_shape,
        lambda record: record.body.get("accessor-type") == "User",
    ),
    "users": members("user-ids", "users"),
}
