"""IT Glue's records as objects of the shell: PascalCase names that answer to every spelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from glueshell.itglue.catalog import Catalog, ResourceType, pascal, spelling
from glueshell.itglue.documents import Resource
from glueshell.itglue.kinds import KINDS
from glueshell.objects.errors import PSError
from glueshell.objects.numbers import integer
from glueshell.objects.psobject import CUSTOM_NAMES, Property, PSObject
from glueshell.objects.text import to_text
from glueshell.objects.types.dateparse import json_date

BASE_NAMES = ("ITGlue.Record", *CUSTOM_NAMES)
TAG = KINDS["Tag"]


class Named(PSObject):
    """An object whose properties answer to any casing and to dash or underscore spelling.

    A spelling that could mean several is an error.
    """

    __slots__ = ()

    def find(self, name: str) -> str | None:
        """The property's name as written."""
        found = super().find(name)
        if found is not None:
            return found
        wanted = spelling(name)
        candidates = [known for known in self.properties if spelling(known) == wanted]
        if len(candidates) > 1:
            raise PSError(
                f"'{name}' could be any of {', '.join(candidates)}; write one of them.",
                "AmbiguousProperty",
                "InvalidArgument",
            )
        return candidates[0] if candidates else None


class Record(Named):
    """One record; `resource` is what IT Glue answered."""

    __slots__ = ("resource",)

    resource: Resource

    def copy(self) -> PSObject:
        """A copy that shares the values but not the properties."""
        twin = super().copy()
        assert isinstance(twin, Record)
        twin.resource = self.resource
        return twin


def record_of(resource: Resource, catalog: Catalog) -> Record:
    """The object of a record: `Id`, then its attributes in IT Glue's order, then what was included."""
    kind = catalog.by_type(resource.type)
    properties: dict[str, object] = {"Id": integer(int(resource.id)) if resource.id.isdecimal() else resource.id}
    for name, value in resource.attributes.items():
        if name != "id":
            properties[pascal(name)] = _value(name, value, kind)
    for name, included in resource.included.items():
        properties[pascal(name)] = [record_of(one, catalog) for one in included]
    record = Record(properties, (f"ITGlue.{kind.singular if kind else pascal(resource.type)}", *BASE_NAMES))
    record.resource = resource
    return record


def records_of(resources: Iterable[Resource], catalog: Catalog) -> Iterable[Record]:
    """The objects of many records, one at a time."""
    for resource in resources:
        yield record_of(resource, catalog)


def _value(name: str, value: Any, kind: ResourceType | None) -> object:
    if isinstance(value, dict):
        return traits_of(value) if name == "traits" else plain(value)
    if isinstance(value, list):
        return plain(value)
    if isinstance(value, str):
        attribute = kind.attribute(name) if kind else None
        return moment(value) if attribute is not None and attribute.type == "datetime" else value
    return plain(value)


def traits_of(traits: dict[str, Any]) -> Named:
    """The traits of a flexible asset by name-key; as text they say what they hold."""
    held = {key: _trait(value) for key, value in traits.items()}
    return _saying(Named(held, ("ITGlue.Traits", *CUSTOM_NAMES)), _traits_text)


def _trait(value: Any) -> object:
    """A trait as it was read; what names records or files says their names as text."""
    if isinstance(value, dict) and isinstance(value.get("values"), list):
        read = plain(value)
        assert isinstance(read, Named)
        return _saying(read, lambda owner: TAG.show(TAG.from_wire(value)))
    return plain(value)


def _saying(named: Named, text: Callable[[Named], str]) -> Named:
    """The object with a ToString of its own, unless one of its properties is called so."""
    if named.find("ToString") is None:
        named.properties["ToString"] = Property(
            "ScriptMethod", invoke=lambda owner, arguments: text(named), definition="string ToString()"
        )
    return named


def _traits_text(traits: Named) -> str:
    return "@{" + "; ".join(f"{name}={_words(value)}" for name, value in traits) + "}"


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    if isinstance(value, Named) and "ToString" not in value.properties:
        return to_text(value.get("name") or "")
    return to_text(value)


def plain(value: Any) -> object:
    """A JSON value as an object of the shell."""
    if isinstance(value, dict):
        return Named({key: plain(item) for key, item in value.items()}, CUSTOM_NAMES)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return integer(value)
    return value


def moment(text: str) -> object:
    """A timestamp of IT Glue as a UTC date; text that is none stays text."""
    found = json_date(text)
    return text if found is None else found


def moment_of(seconds: float | None) -> object:
    """A time of our own records (seconds since the epoch) as a UTC date."""
    if seconds is None:
        return None
    import datetime

    return moment(datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
