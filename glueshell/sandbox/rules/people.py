"""Users, whose names alone may change, and groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import dashed
from glueshell.sandbox.rules.contacts import full_name
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account


class Users(Rules):
    """People with a login; the API changes their names and pictures only."""

    def sent(self, attributes: Mapping[str, object], problems: list[refusals.Problem]) -> dict[str, object]:
        """A picture is sent as a file and read back as an address."""
        rest = {key: value for key, value in attributes.items() if dashed(key) != "avatar"}
        found = super().sent(rest, problems)
        for key, value in attributes.items():
            if dashed(key) == "avatar" and value is not None and values.file_in(value) is None:
                problems.append(refusals.attribute_problem("avatar", refusals.INVALID))
            elif dashed(key) == "avatar":
                found["avatar"] = value
        return found

    def check(self, change: Change) -> None:
        """Makes the name of its parts, and the picture's address."""
        body, account = change.record.body, change.account
        change.record.name = full_name(body)
        file = values.file_in(body.get("avatar"))
        if file is not None:
            body["avatar"] = f"{account.web}/avatars/{change.record.id}-{account.store.next_id('uploads')}"


class Groups(Rules):
    """Groups of users with the organizations they may see."""

    def check(self, change: Change) -> None:
        """Two groups have different names; members may come along as linkage."""
        relationships = change.raw.get("relationships")
        for name, relationship in relationships.items() if isinstance(relationships, dict) else ():
            attribute = {"users": "user-ids", "organizations": "organization-ids"}.get(dashed(name))
            if attribute is not None and isinstance(relationship, dict):
                change.record.body[attribute] = linked_ids(dashed(name), relationship.get("data"), change.account)

    def remove(self, record: Record, account: Account) -> None:
        """Removes the group from every access list as well."""
        where = "json_extract(body, '$.\"accessor-id\"') = ? AND json_extract(body, '$.\"accessor-type\"') = 'Group'"
        account.store.remove("resource_accesses", where, (record.id,))
        super().remove(record, account)


def linked_ids(resource: str, data: object, account: Account) -> list[int]:
    """The ids of a linkage, each of a record that is there."""
    entries = data if isinstance(data, list) else [data]
    ids: list[int] = []
    for entry in entries:
        try:
            ids.append(values.integer(entry.get("id") if isinstance(entry, dict) else None))
        except values.Unreadable:
            raise refusals.unauthorized() from None
    if len(account.store.find(resource, ids)) < len(set(ids)):
        raise refusals.unauthorized()
    return ids
