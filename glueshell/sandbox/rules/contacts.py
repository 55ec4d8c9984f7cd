"""Contacts and locations: addresses, telephone numbers, and the names made of parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import dashed
from glueshell.sandbox.rules.plain import Change, Rules

if TYPE_CHECKING:
    from glueshell.sandbox.call import View
    from glueshell.sandbox.store import Record

ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
PRIMARY_EMAIL = (
    "(SELECT json_extract(e.value, '$.value') FROM json_each(records.body, '$.\"contact-emails\"') AS e "
    "WHERE json_extract(e.value, '$.primary') LIMIT 1)"
)


class Contacts(Rules):
    """A contact's name is made of its parts; the lists of addresses and numbers are replaced as a whole."""

    def filter_expression(self, attribute: str) -> str | None:
        """The primary address is the primary entry of the list."""
        return PRIMARY_EMAIL if attribute == "primary-email" else None

    def check(self, change: Change) -> None:
        """Refuses malformed addresses, and makes the name."""
        body = change.record.body
        if change.sent.get("contact-emails") is not None:
            body["contact-emails"] = emails(change)
        if change.sent.get("contact-phones") is not None:
            body["contact-phones"] = phones(change)
        change.record.name = full_name(body)


class Regions(Rules):
    """Regions belong to a country."""

    parent = "country-id"


class Locations(Rules):
    """Locations show their numbers formatted; one location of an organization is primary."""

    def check(self, change: Change) -> None:
        """A region belongs to its country."""
        body = change.record.body
        region, country = body.get("region-id"), body.get("country-id")
        if country is not None and isinstance(region, int) and {"region-id", "country-id"} & set(change.sent):
            found = change.account.store.get("regions", region)
            if found is not None and found.parent_id != country:
                change.refuse("region", "must belong to the country")

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """The display forms of telephone and fax."""
        return {
            record.id: {
                "formatted-phone": formatted(record.body.get("phone")),
                "formatted-fax": formatted(record.body.get("fax")),
            }
            for record in records
        }


def full_name(body: dict[str, object]) -> str:
    """First and last name joined by a blank."""
    parts = (body.get("first-name"), body.get("last-name"))
    return " ".join(str(part) for part in parts if part)


def entries_of(change: Change, attribute: str) -> list[dict[str, object]]:
    """The objects of a sent list, with dashed keys; anything else is noted as a problem."""
    sent = change.sent[attribute]
    if isinstance(sent, list) and all(isinstance(entry, dict) for entry in sent):
        return [{dashed(key): value for key, value in entry.items()} for entry in sent]
    change.refuse(attribute, refusals.INVALID)
    return []


def primary_flags(entries: list[dict[str, object]]) -> list[bool]:
    """Which entry is the primary one: the first that says so, else the first."""
    said = [entry.get("primary") in (True, 1, "1", "true") for entry in entries]
    chosen = said.index(True) if True in said else 0
    return [place == chosen for place in range(len(entries))]


def emails(change: Change) -> list[dict[str, object]]:
    """The addresses as they are read back."""
    entries = entries_of(change, "contact-emails")
    read: list[dict[str, object]] = []
    for entry, primary in zip(entries, primary_flags(entries)):
        value = entry.get("value")
        if not isinstance(value, str) or not ADDRESS.fullmatch(value):
            change.refuse("contact-emails.value", refusals.INVALID)
        if values.blank(entry.get("label-name")):
            change.refuse("contact-emails.label-name", refusals.BLANK)
        read.append({"value": value, "primary": primary, "label-name": entry.get("label-name")})
    return read


def phones(change: Change) -> list[dict[str, object]]:
    """The telephone numbers as they are read back."""
    entries = entries_of(change, "contact-phones")
    read: list[dict[str, object]] = []
    for entry, primary in zip(entries, primary_flags(entries)):
        value = entry.get("value")
        if values.blank(value) or not isinstance(value, str | int):
            change.refuse("contact-phones.value", refusals.BLANK)
            continue
        if values.blank(entry.get("label-name")):
            change.refuse("contact-phones.label-name", refusals.BLANK)
        read.append(phone_entry(str(value), entry.get("extension"), primary, str(entry.get("label-name"))))
    return read


def phone_entry(value: str, extension: object, primary: bool, label: str) -> dict[str, object]:
    """One telephone number in the shape of answers."""
    return {
        "value": value,
        "extension": extension,
        "primary": primary,
        "label-name": label,
        "label-type": "mobile" if label == "Mobile" else "phone",
        "formatted-value": formatted(value),
    }


def formatted(value: object) -> str | None:
    """A ten-digit number in its usual display form; other numbers stay as they are."""
    if not isinstance(value, str):
        return None
    digits = "".join(c for c in value if c.isascii() and c.isdigit())
    if len(digits) == 10 and not value.startswith("+"):
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return value
