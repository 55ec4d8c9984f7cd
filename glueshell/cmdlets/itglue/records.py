"""IT Glue's records as objects of the shell: PascalCase names that answer to every spelling."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from glueshell.itglue.catalog import Catalog, ResourceType, pascal, spelling
from glueshell.itglue.documents import Resource
from glueshell.itglue.kinds import KINDS
from glueshell.objects.errors import PSError
from glueshell.objects.numbers import integer
from glueshell.objects.psobject import CUSTOM_NAMES, NOTHING, Property, PSObject
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
    """One record; `resource` is what IT Glue answered.

    Its properties are made when somebody first wants all of them; a single one is read straight from the answer.
    """

    __slots__ = ("_made", "_reading", "resource")

    def __init__(self, resource: Resource, reading: Reading) -> None:
        self.resource = resource
        self._reading = reading
        self._made: dict[str, object] | None = None
        self._names = reading.type_names
        self._base = NOTHING

    @property
    def properties(self) -> dict[str, object]:
        """`Id`, then its attributes in IT Glue's order, then what was included."""
        made = self._made
        if made is None:
            made = self._made = self._reading.properties(self.resource)
        return made

    @properties.setter
    def properties(self, properties: dict[str, object]) -> None:
        self._made = properties

    def find(self, name: str) -> str | None:
        """The property's name as written; an organization answers to `OrganizationId` too, as others call its id."""
        if self._made is None and self._reading.key(self.resource, name) is not None:
            return name
        found = super().find(name)
        if found is None and name[-2:].lower() == "id" and spelling(name) == self._reading.own_id:
            return "Id"
        return found

    def get(self, name: str, default: object = None) -> object:
        """A property's value, `default` where there is none."""
        if self._made is None:
            reading, resource = self._reading, self.resource
            # Most of what is read is text, and nothing else is looked at so often.
            value = resource.attributes.get(reading.plain.get(name, ""))
            if type(value) is str and not resource.included:
                return value
            key = reading.key(resource, name)
            if key is not None:
                return reading.value(resource, key)
        found = super().get(name, NOTHING)
        if found is not NOTHING:
            return found
        # What heads its column in a table is read too: `Where-Object Status -eq Active`. It is no property of its own.
        headed = self._reading.headed(name)
        return default if headed is None else super().get(headed, default)

    def held(self, found: str) -> object:
        """The value of a property that `find` has found."""
        return self.get(found)

    def copy(self) -> PSObject:
        """A copy that shares the values but not the properties."""
        twin = super().copy()
        assert isinstance(twin, Record)
        twin.resource, twin._reading = self.resource, self._reading
        return twin


class Related(PSObject):
    """What a record is related to; `resource` is the related item, with what it hangs on."""

    __slots__ = ("resource",)

    def __init__(self, properties: dict[str, object], resource: Resource) -> None:
        super().__init__(properties, ("ITGlue.Related", *CUSTOM_NAMES))
        self.resource = resource

    def copy(self) -> PSObject:
        """A copy that shares the values but not the properties."""
        twin = super().copy()
        assert isinstance(twin, Related)
        twin.resource = self.resource
        return twin


class Reading:
    """How the records of one resource read: what each attribute is called, and what its value is."""

    __slots__ = (
        "_catalog",
        "_headings",
        "_keys",
        "_kind",
        "_named",
        "converted",
        "own_id",
        "plain",
        "type",
        "type_names",
    )

    def __init__(self, catalog: Catalog, type_: str) -> None:
        kind = catalog.by_type(type_)
        singular = kind.singular if kind else pascal(type_)
        self.type = type_
        self._catalog = catalog
        self._kind = kind
        self._named: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        # The attributes whose text stands for itself, by the property's name.
        self.plain: dict[str, str] = {}
        self._headings: dict[str, str] | None = None
        # Attributes whose text stands for something else: the moments, and the id, which is a number.
        self.converted: set[str] = {"id"}
        self.own_id = spelling(singular) + "id"
        self.type_names = (f"ITGlue.{singular}", *BASE_NAMES)
        for attribute in kind.attributes if kind else ():
            self._name(attribute.name)

    def _name(self, key: str) -> str:
        """The property of an attribute, seen for the first time."""
        name = self._named[key] = pascal(key)
        attribute = self._kind.attribute(key) if self._kind else None
        if attribute is not None and attribute.type == "datetime":
            self.converted.add(key)
        self._keys[name] = key
        if key not in self.converted:
            self.plain[name] = key
        return name

    def key(self, resource: Resource, name: str) -> str | None:
        """The attribute that a property certainly is, None where all of them must be looked at."""
        if name == "Id":
            return "id"
        key = self._keys.get(name)
        return key if key is not None and key in resource.attributes and not resource.included else None

    def headed(self, name: str) -> str | None:
        """The property that a table heads so: `Status` is the `OrganizationStatusName`; None where it heads none."""
        headings = self._headings
        if headings is None:
            headings = self._headings = _headings(self._kind) if self._kind is not None else {}
        return headings.get(spelling(name))

    def value(self, resource: Resource, key: str) -> object:
        """The value of an attribute, of `id` the record's own."""
        if key == "id":
            return _id(resource.id)
        value = resource.attributes[key]
        kind = type(value)
        if kind is str:
            return moment(value) if key in self.converted else value
        if value is None or kind is bool:
            return value
        return traits_of(value) if kind is dict and key == "traits" else plain(value)

    def properties(self, resource: Resource) -> dict[str, object]:
        """All the properties of a record."""
        made: dict[str, object] = {"Id": _id(resource.id)}
        named, converted = self._named, self.converted
        for key, value in resource.attributes.items():
            if key != "id":
                kind = type(value)
                name = named.get(key) or self._name(key)
                if value is None or kind is bool or (kind is str and key not in converted):
                    made[name] = value
                else:
                    made[name] = self.value(resource, key)
        for key, included in resource.included.items():
            made[pascal(key)] = [record_of(one, self._catalog) for one in included]
        return made


def _headings(kind: ResourceType) -> dict[str, str]:
    """Heading, in the form of `spelling`, to property; what would head several heads none."""
    from glueshell.cmdlets.itglue.views import heading

    taken = {spelling(attribute.name) for attribute in kind.attributes}
    found: dict[str, str] = {}
    for attribute in kind.attributes:
        if attribute.name.endswith("-name") or attribute.name in kind.columns:
            short = spelling(heading(attribute.name, kind))
            found[short] = "" if short in found else pascal(attribute.name)
    return {short: name for short, name in found.items() if name and short not in taken}


@lru_cache(maxsize=256)
def reading_of(catalog: Catalog, type_: str) -> Reading:
    """How the records of a type read."""
    return Reading(catalog, type_)


def record_of(resource: Resource, catalog: Catalog) -> Record:
    """The object of a record: `Id`, then its attributes in IT Glue's order, then what was included."""
    return Record(resource, reading_of(catalog, resource.type))


def _id(id: str) -> object:
    if id.isdecimal():
        return integer(int(id))
    from glueshell.cmdlets.drafts.writing import planned_id

    return planned_id(id)


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
