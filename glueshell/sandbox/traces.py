"""What a write leaves beside the record: log entries, revisions, expirations; and what goes with a removed record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.rules.plain import Rules

# Tables of records that hang on others, by `parent_id` and the body's `on`.
HANGING = ("attachments", "checklist_tasks", "passwords", "related_items", "resource_accesses", "tickets", "versions")

# How expirations call the kinds of records.
CLASSES = {"configurations": "Configuration", "domains": "Domain", "ssl_certificates": "SslCertificate"}


def log(account: Account, action: str, label: str, record: Record) -> None:
    """Adds one entry to the activity logs, in the name of the person whose key it is."""
    store, now = account.store, account.now()
    body: dict[str, object] = {
        "action": action, "resource-type": label, "resource-name": record.name or None, "member-name": member(account),
    }  # fmt: skip
    store.put([Record("logs", store.next_id("logs"), None, None, "", now, now, body)])


def member(account: Account) -> str:
    """The name of the person whose key is used."""
    return account.store.fact("member") or "API"


def keep_version(account: Account, before: Record) -> None:
    """Keeps the record as it was before a change."""
    store, now = account.store, account.now()
    body: dict[str, object] = {"on": before.resource, "before": before.body, "updated-at": before.updated_at}
    id = store.next_id("versions")
    store.put([Record("versions", id, before.organization_id, before.id, before.name, now, now, body)])


def refresh_expirations(account: Account, rules: Rules, record: Record) -> None:
    """Makes the expirations of a record follow its dates."""
    wanted = dict(rules.expiring(record, account))
    where = "parent_id = ? AND json_extract(body, '$.on') = ?"
    kept = account.store.select("expirations", where, (record.id, record.resource))
    if not wanted and not kept:
        return
    for expiration in kept:
        if expiration.body["description"] not in wanted:
            account.store.remove("expirations", "id = ?", (expiration.id,))
    known = {str(expiration.body["description"]): expiration for expiration in kept}
    for description, day in wanted.items():
        expiration = known.get(description) or Record(
            "expirations", account.store.next_id("expirations"), None, record.id, "", account.now(), "", {}
        )
        kind = CLASSES.get(record.resource) or type_name(record, account)
        path = rules.web_paths([record], account)[record.id]
        account.store.put([expiration_of(expiration, record, kind, path, description, day)])


def expiration_of(expiration: Record, record: Record, kind: str, path: str, description: str, day: str) -> Record:
    """Fills an expiration from the record that runs out."""
    expiration.organization_id = record.organization_id
    expiration.updated_at = record.updated_at
    expiration.body = {
        "on": record.resource,
        "description": description,
        "expiration-date": day,
        "resource-id": record.id,
        "resource-type": record.resource.replace("_", "-"),
        "resource-type-name": kind,
        "resource-name": record.name,
        "path": path,
    }
    return expiration


def type_name(record: Record, account: Account) -> str:
    """The name of an asset's type."""
    return account.store.names("flexible_asset_types", [record.parent_id or 0]).get(record.parent_id or 0, "")


def sweep(account: Account, record: Record) -> None:
    """Removes what hangs on a removed record, and the links that lead to it."""
    for resource in (*HANGING, "expirations"):
        account.store.remove(resource, "parent_id = ? AND json_extract(body, '$.on') = ?", (record.id, record.resource))
    account.store.remove_stray_files()
    account.store.remove(
        "related_items",
        "json_extract(body, '$.\"destination-id\"') = ? AND json_extract(body, '$.to') = ?",
        (record.id, record.resource),
    )
