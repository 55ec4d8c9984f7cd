"""Passwords and their folders: who sees the secret, what is embedded where, and what was there before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import dashed
from glueshell.sandbox.rules.folders import Folders
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Attribute
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import Call, View

SAME_ORGANIZATION = "must exist in the same organization"

# The name of the parent: an embedded password's is that of the record, found where the sandbox keeps it.
PARENT_NAME = (
    "(SELECT n.name FROM records AS n WHERE n.resource = json_extract(records.body, '$.on') "
    "AND n.id = records.parent_id)"
)


class PasswordCategories(Rules):
    """Labels of passwords; they count what carries them."""

    unique_name = True

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """How many passwords have each label."""
        counts = view.account.store.counts("passwords", "json_extract(body, '$.\"password-category-id\"')")
        return {record.id: {"passwords-count": counts.get(record.id, 0)} for record in records}


class PasswordFolders(Folders):
    """Folders of passwords; one that is used cannot go."""

    web = "passwords/folder"
    content = ("passwords", "password-folder-id")

    def remove(self, record: Record, account: Account) -> None:
        """Removes an empty folder."""
        if self.used(record, account):
            raise refusals.Refusal(422, refusals.document_problem("cannot be deleted while it is in use"))
        super().remove(record, account)


class Passwords(Rules):
    """General passwords, those embedded in records, and those behind the Password traits of flexible assets."""

    must_exist = {"password-folder-id": SAME_ORGANIZATION}

    def missing(self, attribute: str) -> refusals.Refusal | None:
        """A password without an organization has an answer of its own."""
        return refusals.owner_required() if attribute == "organization-id" else None

    def sent(self, attributes: Mapping[str, object], problems: list[refusals.Problem]) -> dict[str, object]:
        """The seed of one-time codes is known in camel case, too."""
        spelled = {("otp-secret" if key == "otpSecret" else key): value for key, value in attributes.items()}
        return super().sent(spelled, problems)

    def shown_to(self, view: View) -> tuple[Attribute, ...]:
        """The secret stands last, and only where it may be seen; elsewhere the key is missing."""
        if view.secrets:
            return super().shown_to(view)
        return tuple(attribute for attribute in super().shown_to(view) if attribute.name != "password")

    def filter_expression(self, attribute: str) -> str | None:
        """The name of the parent is not stored with the password."""
        return PARENT_NAME if attribute == "cached-resource-name" else None

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """What embedded passwords tell of their parents; whether there is a one-time code; what a vault hides."""
        derived: dict[int, dict[str, object]] = {}
        account = view.account
        parents = parents_of(records, account)
        for record in records:
            own: dict[str, object] = {"otp-enabled": bool(record.body.get("otp-secret"))}
            parent = parents.get(record.id)
            if parent is not None:
                own.update(told_of(parent, account))
            if record.body.get("vault-id") is not None:
                own["password"] = None
            derived[record.id] = own
        return derived

    def as_of(self, record: Record, call: Call) -> Record:
        """An older revision, where the query names one."""
        asked = call.parameter("version_id")
        if asked is None:
            return record
        try:
            version = call.account.store.get("versions", values.integer(asked))
        except values.Unreadable:
            version = None
        if version is None or (version.parent_id, version.body.get("on")) != (record.id, record.resource):
            raise refusals.not_found()
        before = version.body["before"]
        old = record.copy(str(version.body["updated-at"]))
        old.name, old.body = version.name, dict(before) if isinstance(before, dict) else {}
        return old

    def check(self, change: Change) -> None:
        """Embeds a new password in its record, and notes when the secret changes."""
        record, account = change.record, change.account
        if change.creating:
            embed(change)
        elif change.before is not None and record.organization_id != change.before.organization_id:
            record.organization_id = change.before.organization_id
        secret = record.body.get("password")
        if change.creating or (change.before is not None and secret != change.before.body.get("password")):
            record.body["password-updated-at"] = record.updated_at
        user = account.store.fact("member-id")
        record.body["updated-by"] = None if user is None else int(user)
        record.body["updated-by-type"] = None if user is None else "User"


def embed(change: Change) -> None:
    """Puts a new password into the record it names; with a class that nobody knows it stays a general one."""
    record, account = change.record, change.account
    id, class_name = record.body.pop("resource-id", None), record.body.pop("resource-type", None)
    kind = next((kind for kind in account.kinds.values() if kind.class_name == class_name), None)
    if id is None or kind is None:
        return
    table = account.table_of(kind.path)
    parent = account.store.get(table, id) if isinstance(id, int) else None
    if parent is None or parent.organization_id not in (None, record.organization_id):
        raise refusals.unauthorized()
    record.parent_id = parent.id
    record.body.update({"on": table, "resource-id": parent.id, "resource-type": dashed(table)})


def parents_of(passwords: Sequence[Record], account: Account) -> dict[int, Record]:
    """The records that embedded passwords stand in, by the password's id."""
    wanted: dict[str, list[int]] = {}
    for password in passwords:
        if password.parent_id is not None:
            wanted.setdefault(str(password.body.get("on")), []).append(password.parent_id)
    found = {table: account.store.find(table, ids) for table, ids in wanted.items()}
    return {
        password.id: found[str(password.body.get("on"))][password.parent_id]
        for password in passwords
        if password.parent_id is not None and password.parent_id in found[str(password.body.get("on"))]
    }


def told_of(parent: Record, account: Account) -> dict[str, object]:
    """What a password tells of its parent: kind, name and address."""
    rules = account.rules.get(parent.resource)
    if parent.resource == "flexible_assets":
        types = account.store.names("flexible_asset_types", [parent.parent_id or 0])
        kind = types.get(parent.parent_id or 0)
    else:
        kind = next((k.title for k in account.kinds.values() if account.table_of(k.path) == parent.resource), None)
    path = rules.web_paths([parent], account)[parent.id] if rules is not None else None
    return {
        "cached-resource-type-name": kind,
        "cached-resource-name": parent.name,
        "parent-url": None if path is None else account.web + path,
    }
