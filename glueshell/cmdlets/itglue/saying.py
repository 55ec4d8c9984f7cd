"""From the arguments of a write to the attributes of its body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from glueshell.cmdlets.itglue.declared import said_by
from glueshell.itglue.catalog import Attribute, ResourceType, pascal, spelling
from glueshell.itglue.nearness import closest
from glueshell.itglue.queries import is_date
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.objects.types.datetime import DateTime
from glueshell.session.errors import InputError, UnknownReference

if TYPE_CHECKING:
    from glueshell.session.redaction import Redactor

# IT Glue takes no e-mail address or telephone number without a label.
USUAL_LABEL = "Work"


def attributes_of(
    kind: ResourceType, operation: str, bound: Mapping[str, object], redactor: Redactor
) -> dict[str, Any]:
    """The attributes that the bound arguments say, in the catalog's order; secrets become known to the redactor."""
    said: dict[str, Any] = {}
    for attribute in kind.writable(operation):
        name = said_by(attribute)
        if name in bound:
            value = wire(attribute, bound[name])
            if attribute.secret and isinstance(value, str):
                redactor.learn(value)
            said[attribute.name] = value
    return said


def wire(attribute: Attribute, value: object) -> Any:
    """A value as it stands in a request body; raises UnknownReference for members that the attribute does not have."""
    if value is None:
        return None
    if attribute.reference is not None:
        return getattr(value, "id", value)
    if attribute.secret:
        return secret_text(value)
    if attribute.type == "array" and isinstance(value, list):
        return [_entry(attribute, item, first=index == 0) for index, item in enumerate(value)]
    if attribute.type == "object":
        return _entry(attribute, value, first=True)
    if attribute.type in ("date", "datetime"):
        text = moment_text(value, attribute.type)
        if text and not is_date(text):
            raise InputError("NoDate", text=text, name=pascal(attribute.name), target=text)
        return text
    return value


def secret_text(value: object) -> str:
    """A secret as text, from text or from a SecureString."""
    reveal = getattr(value, "plain", None)
    return str(reveal()) if callable(reveal) else to_text(value)


def plain_json(value: object) -> Any:
    """An object of the shell as JSON would hold it."""
    import json

    from glueshell.objects.json import to_json

    return json.loads(to_json(value, depth=20, compress=True))


def moment_text(value: object, type_name: str) -> str:
    """A date, or a moment in UTC, as IT Glue takes it (`type_name`: date or datetime); text stays as it is."""
    if not isinstance(value, DateTime):
        text = to_text(value).strip()
        # What begins with a year is written as IT Glue writes it; other ways are read as `[datetime]` reads them.
        if text[:4].isdecimal() or "*" in text or "," in text or text == "null":
            return text
        from glueshell.objects.convert import convert
        from glueshell.objects.errors import PSError
        from glueshell.objects.typeinfo import type_of

        try:
            value = convert(text, type_of(DateTime(0)))
        except PSError:
            return text
        assert isinstance(value, DateTime)
    if type_name == "date":
        return value.ps_format("yyyy-MM-dd", True)
    return value.to_utc().ps_format("yyyy-MM-ddTHH:mm:ss.fffZ", True)


def _entry(attribute: Attribute, value: object, *, first: bool) -> Any:
    """One hashtable of an attribute, its keys spelled as IT Glue spells them; a bare text is the entry's `value`."""
    if not isinstance(value, (Hashtable, PSObject)):
        members = {member.name for member in attribute.members}
        if "value" not in members:
            return plain_json(value)
        entry: dict[str, Any] = {"value": to_text(value)}
        if "label-name" in members:
            entry["label-name"] = USUAL_LABEL
        if first and "primary" in members:
            entry["primary"] = True
        return entry
    pairs = value.items() if isinstance(value, Hashtable) else iter(value)
    return {_member(attribute, to_text(key)): plain_json(item) for key, item in pairs}


def _member(attribute: Attribute, key: str) -> str:
    if not attribute.members:
        return key
    wanted = spelling(key)
    for member in attribute.members:
        if spelling(member.name) == wanted:
            return member.name
    known = [pascal(member.name) for member in attribute.members]
    near = closest(key, known)
    raise UnknownReference(
        "UnknownMember", nearest=tuple(near), name=key, owner=pascal(attribute.name), known=", ".join(known), target=key
    )
