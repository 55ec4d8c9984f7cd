"""The resources of the API as data: read once from `catalog.json`, each entry built when it is first asked for.

Nothing heavy may be imported here: the prompt, the sandbox and Tab all start with this module.

One entry of `resources` holds everything about one resource; adding a resource is adding one entry. Its members:

- `label`, `plural`, `singular`, `noun`: "Contact Type", "Contact Types", `ContactType`, and the noun of its cmdlets.
- `type`, `request_type`: the `type` of documents in answers and in requests (null where nothing is written).
- `path`, `nested_paths`: where the collection lies; a resource without a flat list repeats the nested path as `path`.
  The parent (`ResourceType.parent`) follows from the nested path.
- `title`, `detail`: the attributes that name a record and tell two of one name apart. `columns`: the default view.
- `operations`: name to [method, paths, body, success status, note]. Names are list, show, create, bulk_create, update,
  bulk_update, delete, bulk_delete, publish; `paths` holds every route, flat before nested; `body` is none, object,
  array or object_or_array. In the bodies of bulk operations the id stands inside `attributes`.
- `attributes`, `members` (of the attributes that are objects or lists): [name, type, flags, description, values], names
  as in answers (dashes). Flags: `read-only`; `required` (on create; the nested route's path meets it for the parent's
  id); `fixed` (given on create, never changed after); `nullable`; `write-only`; `not-in-list` (show only); `secret`.
  No resource requires an attribute on update. `values` are what a request may say, where that is closed.
  What an `-id` attribute refers to follows from the labels (`Attribute.reference`); one that refers to records of
  several resources has a `-type` beside it.
- `relationships`: [name, type, "one" or "many"], and a fourth "sent" where a create may carry new records under it.
- `filters`: query key, type, parameter name, and where they apply `values`, `required`, `required_on_flat` (the flat
  list asks for it), `requires` (another filter), `operators` (a third bracket, `[ne]`), `literals` (words beside
  values), `longest_days` (of a range).
- `sorts`, `includes` (for list and for show), `query_parameters` (of certain operations only).
- `path_values`: what may stand for `:resource_type` in the paths of records that hang on others.
- `synced`: present where records of a PSA or RMM sync refuse changes; lists the attributes that stay open.
- `page_cap`: how many pages a list gives. `rules`: what has no other place, as sentences. `tag_type`: of Tag fields.

Beside the resources stand `record_kinds` (how each kind of record that others hang on is called), `included` (shapes of
included records), `limits`, `kinds`, `tag_types` and `value_sets`.
"""

from __future__ import annotations

import json
import os.path
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

FLEXIBLE_ASSET_TAG = "FlexibleAssetType"


def pascal(name: str) -> str:
    """The canonical PascalCase of a name as IT Glue writes it: `organization-type-name` is `OrganizationTypeName`."""
    return "".join(part[:1].upper() + part[1:] for part in name.replace("_", "-").split("-"))


def flexible_asset_type_of(tag_type: str) -> str | None:
    """The type id inside a tag type `FlexibleAssetType: 12`, or None for every other tag type."""
    head, colon, tail = tag_type.partition(":")
    if colon and head.strip().casefold() == FLEXIBLE_ASSET_TAG.casefold() and tail.strip().isdigit():
        return tail.strip()
    return None


class UnknownResource(LookupError):
    """No resource of the catalog has this name."""


class Attribute:
    """One attribute of a resource: `name` as in responses, `parameter` in PascalCase, `type` a JSON-like type name.

    `values` lists what a request may say where that is closed, `members` the attributes of an object or of a list's
    entries, `reference` the resource whose id the attribute holds. `fixed` ones are given on create only, `secret` ones
    are never shown.
    """

    __slots__ = (
        "description",
        "fixed",
        "in_list",
        "members",
        "name",
        "nullable",
        "parameter",
        "read_only",
        "reference",
        "required_on_create",
        "secret",
        "type",
        "values",
        "write_only",
    )

    def __init__(self, row: list[str], members: tuple[Attribute, ...], reference: str | None) -> None:
        name, type_, flags, description, *values = row
        self.name = name
        self.type = type_
        self.description = description
        self.parameter = pascal(name)
        flag = flags.split()
        self.read_only = "read-only" in flag
        self.required_on_create = "required" in flag
        self.nullable = "nullable" in flag
        self.write_only = "write-only" in flag
        self.fixed = "fixed" in flag
        self.secret = "secret" in flag
        self.in_list = "not-in-list" not in flag
        self.values: tuple[str, ...] = tuple(values[0]) if values else ()
        self.members = members
        self.reference = reference

    def __repr__(self) -> str:
        return f"Attribute({self.name!r}, {self.type!r})"


class Filter:
    """One filter of a list: `query_key` goes on the wire, `parameter` is what people type.

    `type` is one of integer, string, enum, boolean, date, datetime, date_range, datetime_range, number_range;
    `requires` names the filter that must come with it; `reference` the resource whose id it takes; `operators` may
    stand in a third bracket, `literals` instead of a value; a range may span `longest_days` at most.
    """

    __slots__ = (
        "literals",
        "longest_days",
        "name",
        "note",
        "operators",
        "parameter",
        "query_key",
        "reference",
        "required",
        "required_on_flat",
        "requires",
        "type",
        "values",
    )

    def __init__(self, row: Mapping[str, Any], values: tuple[str, ...], reference: str | None) -> None:
        self.name = str(row["name"])
        self.query_key = str(row["query_key"])
        self.type = str(row["type"])
        self.parameter = str(row["parameter"])
        self.values = values
        self.required = bool(row.get("required", False))
        self.required_on_flat = bool(row.get("required_on_flat", False))
        self.operators = _strings(row.get("operators", []))
        self.literals = _strings(row.get("literals", []))
        longest = row.get("longest_days")
        self.longest_days: int | None = None if longest is None else int(longest)
        requires = row.get("requires")
        self.requires = None if requires is None else str(requires)
        self.note = str(row.get("note", ""))
        self.reference = reference

    def __repr__(self) -> str:
        return f"Filter({self.name!r}, {self.type!r})"


class Operation:
    """One operation: its method, its paths (flat before nested where both exist), body form and success status.

    `body` is one of none, object, array, object_or_array. `flat` is the path that names no parent, or None; `nested`
    are the paths below a parent.
    """

    __slots__ = ("body", "flat", "method", "name", "nested", "note", "paths", "status")

    def __init__(self, name: str, method: str, paths: list[str], body: str, status: int, note: str) -> None:
        self.name = name
        self.method = method
        self.paths = tuple(paths)
        self.nested = tuple(path for path in paths if _parent_parameter(path) is not None)
        self.flat = next((path for path in paths if _parent_parameter(path) is None), None)
        self.body = body
        self.status = status
        self.note = note

    @property
    def many(self) -> bool:
        """Whether it works on several records at once."""
        return self.name.startswith("bulk_")

    def __repr__(self) -> str:
        return f"Operation({self.name!r}, {self.method!r}, {self.paths!r})"


class Relationship:
    """A relationship: its name, the type it leads to, whether to many records, whether a create may bring them."""

    __slots__ = ("many", "name", "sent", "type")

    def __init__(self, name: str, type_: str, cardinality: str, sent: str = "") -> None:
        self.name = name
        self.type = type_
        self.many = cardinality == "many"
        self.sent = sent == "sent"


class QueryParameter:
    """A key of the query string that certain operations take, beside filters, sorts, includes and pages.

    `default` maps the name of an operation to the value that holds there when the key is left out.
    """

    __slots__ = ("default", "description", "name", "operations", "type", "values")

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.name = str(row["name"])
        self.type = str(row["type"])
        self.operations = _strings(row["operations"])
        self.values = _strings(row.get("values", []))
        self.default: Mapping[str, object] = row.get("default", {})
        self.description = str(row.get("description", ""))

    def __repr__(self) -> str:
        return f"QueryParameter({self.name!r}, {self.type!r})"


class RecordKind:
    """A kind of record that others hang on, in its four spellings.

    `path` is the segment `/configurations/7/relationships/...`, `class_name` the `resource_type` of a password
    (`FlexibleAsset`), `title` the `destination_type` of a related item ("Flexible Asset"); `resource` names the
    resource of the API, or is None where the kind has no endpoint of its own.
    """

    __slots__ = ("class_name", "path", "resource", "title")

    def __init__(self, path: str, class_name: str, title: str, resource: str | None) -> None:
        self.path = path
        self.class_name = class_name
        self.title = title
        self.resource = resource

    def __repr__(self) -> str:
        return f"RecordKind({self.path!r})"


class ResourceType:
    """One resource of the API with everything a client, a sandbox, a view and completion need to know of it."""

    __slots__ = (
        "_attribute_index",
        "anchor",
        "attributes",
        "columns",
        "detail",
        "filters",
        "includes",
        "label",
        "name",
        "nested_paths",
        "noun",
        "operations",
        "page_cap",
        "parent",
        "path",
        "path_values",
        "plural",
        "query_parameters",
        "relationships",
        "request_type",
        "rules",
        "singular",
        "sorts",
        "summary",
        "synced",
        "tag_type",
        "title",
        "type",
    )

    def __init__(
        self, name: str, row: Mapping[str, Any], sets: Mapping[str, list[str]], ids: Mapping[str, str]
    ) -> None:
        self.name = name
        self.label = str(row["label"])
        self.plural = str(row["plural"])
        self.singular = str(row["singular"])
        self.noun = str(row["noun"])
        self.type = str(row["type"])
        self.request_type: str | None = _optional(row["request_type"])
        self.path = str(row["path"])
        self.nested_paths = _strings(row["nested_paths"])
        self.anchor: str | None = _optional(row["anchor"])
        self.summary = str(row["summary"])
        self.title = str(row["title"])
        self.detail: str | None = _optional(row["detail"])
        self.tag_type: str | None = _optional(row["tag_type"])
        self.columns = _strings(row["columns"])
        self.sorts = _strings(row["sorts"])
        self.rules = _strings(row["rules"])
        includes: dict[str, list[str]] = row["includes"]
        self.includes: Mapping[str, tuple[str, ...]] = {key: tuple(includes[key]) for key in ("list", "show")}
        self.relationships = tuple(Relationship(*entry) for entry in _rows(row["relationships"]))
        path_values: dict[str, list[str]] = row["path_values"]
        self.path_values: Mapping[str, tuple[str, ...]] = {key: tuple(value) for key, value in path_values.items()}
        query_parameters: list[dict[str, Any]] = row["query_parameters"]
        self.query_parameters = tuple(QueryParameter(entry) for entry in query_parameters)
        self.synced: tuple[str, ...] | None = _strings(row["synced"]) if "synced" in row else None
        page_cap = row.get("page_cap")
        self.page_cap: int | None = None if page_cap is None else int(page_cap)
        operations: dict[str, list[Any]] = row["operations"]
        self.operations: Mapping[str, Operation] = {key: Operation(key, *entry) for key, entry in operations.items()}
        members: dict[str, list[list[str]]] = row["members"]
        self.attributes = tuple(
            Attribute(
                entry, tuple(Attribute(m, (), None) for m in members.get(entry[0], ())), self._reference(entry[0], ids)
            )
            for entry in _rows(row["attributes"])
        )
        self._attribute_index = {attribute.name: attribute for attribute in self.attributes}
        filters: list[dict[str, Any]] = row["filters"]
        self.filters = tuple(
            Filter(entry, _values(entry.get("values"), sets), self._filter_reference(str(entry["name"]), ids))
            for entry in filters
        )
        self.parent = self._parent(ids)

    def _reference(self, attribute: str, ids: Mapping[str, str]) -> str | None:
        if attribute == "parent-id":
            return self.name
        return ids.get(attribute)

    def _filter_reference(self, name: str, ids: Mapping[str, str]) -> str | None:
        prefix, _, last = name.rpartition(".")
        if prefix == "range":
            return None
        return self.name if last == "id" else ids.get(last.replace("_", "-"))

    def _parent(self, ids: Mapping[str, str]) -> str | None:
        for path in self.nested_paths:
            first, second = path.split("/")[1:3]
            if second.startswith(":") and not first.startswith(":"):
                return ids.get(second[1:].replace("_", "-"), first)
        return None

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of this name, in any casing and in dash, underscore or PascalCase spelling."""
        found = self._attribute_index.get(name)
        if found is not None:
            return found
        key = spelling(name)
        return next((item for item in self.attributes if spelling(item.name) == key), None)

    def filter(self, name: str) -> Filter | None:
        """The filter of this name or parameter name, in any casing and spelling."""
        key = spelling(name)
        return next(
            (item for item in self.filters if spelling(item.name) == key or spelling(item.parameter) == key), None
        )

    def sort(self, name: str) -> str | None:
        """The sort field as the API spells it, for any spelling; a leading dash (descending) is kept."""
        sign = "-" if name.startswith("-") else ""
        key = spelling(name)
        return next((sign + item for item in self.sorts if spelling(item) == key), None)

    def writable(self, operation: str) -> tuple[Attribute, ...]:
        """The attributes that a body of `create` or `update` (or their bulk forms) may carry; `id` is none of them."""
        creating = operation.endswith("create")
        return tuple(item for item in self.attributes if not item.read_only and (creating or not item.fixed))

    @property
    def required(self) -> tuple[Attribute, ...]:
        """The attributes that a create must carry; on a nested route the path brings the parent's id."""
        return tuple(item for item in self.attributes if item.required_on_create)

    def operation(self, name: str) -> Operation | None:
        """The operation of this name (list, show, create, bulk_create, update, ... publish), or None."""
        return self.operations.get(name)

    def __repr__(self) -> str:
        return f"ResourceType({self.name!r})"


def spelling(name: str) -> str:
    """The form in which two spellings of one name are equal: lower case, without dashes, underscores and dots."""
    return name.replace("-", "").replace("_", "").replace(".", "").lower()


def _parent_parameter(path: str) -> str | None:
    """The path parameter that names a parent's id, or None on a flat path."""
    return next((part[1:] for part in path.split("/") if part.startswith(":") and part != ":id"), None)


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _strings(value: object) -> tuple[str, ...]:
    assert isinstance(value, list)
    return tuple(value)


def _rows(value: object) -> list[list[str]]:
    assert isinstance(value, list)
    return value


def _values(value: object, sets: Mapping[str, list[str]]) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(sets[value])
    return _strings(value) if value is not None else ()


class Catalog:
    """Every resource of the API by name; entries are built at first use and shared afterwards."""

    __slots__ = ("_built", "_data", "_ids", "_rows", "_sets")

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._rows: dict[str, dict[str, Any]] = data["resources"]
        self._sets: dict[str, list[str]] = data["value_sets"]
        self._ids = {str(row["label"]).replace(" ", "-").lower() + "-id": name for name, row in self._rows.items()}
        self._built: dict[str, ResourceType] = {}

    def __getitem__(self, name: str) -> ResourceType:
        built = self._built.get(name)
        if built is None:
            row = self._rows.get(name)
            if row is None:
                raise UnknownResource(f"IT Glue has no resource '{name}'.")
            built = self._built[name] = ResourceType(name, row, self._sets, self._ids)
        return built

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[ResourceType]:
        return (self[name] for name in self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def names(self) -> tuple[str, ...]:
        """The names of all resources, in the order of the catalog."""
        return tuple(self._rows)

    def get(self, name: str) -> ResourceType | None:
        """The resource of this exact name, or None."""
        return self[name] if name in self._rows else None

    def by_type(self, type_: str) -> ResourceType | None:
        """The resource whose documents carry this `type`, with dashes or underscores, or None."""
        dashed = type_.replace("_", "-")
        return next((self[name] for name, row in self._rows.items() if row["type"] == dashed), None)

    def by_tag_type(self, tag_type: str) -> ResourceType | None:
        """The resource that fields of this tag type point at; None where the API has no endpoint for it."""
        if flexible_asset_type_of(tag_type) is not None or tag_type == FLEXIBLE_ASSET_TAG + "s":
            return self["flexible_assets"]
        key = spelling(tag_type)
        for name, row in self._rows.items():
            known = row["tag_type"]
            if isinstance(known, str) and spelling(known) == key:
                return self[name]
        return None

    def by_singular(self, singular: str) -> ResourceType | None:
        """The resource of a singular name or noun such as `FlexibleAssetType`, in any casing, or None."""
        key = spelling(singular)
        for name, row in self._rows.items():
            if key in (spelling(str(row["singular"])), spelling(str(row["noun"]))):
                return self[name]
        return None

    @property
    def limits(self) -> Mapping[str, int]:
        """page_size, page_size_max, payload_bytes, requests and window_seconds."""
        limits: dict[str, int] = self._data["limits"]
        return MappingProxyType(limits)

    @property
    def content_type(self) -> str:
        """The media type of request and response bodies."""
        return str(self._data["content_type"])

    @property
    def kinds(self) -> tuple[str, ...]:
        """The names of the kinds of flexible asset fields."""
        return _strings(self._data["kinds"])

    @property
    def tag_types(self) -> tuple[str, ...]:
        """The fixed tag types; `FlexibleAssetType: <id>` comes on top."""
        return _strings(self._data["tag_types"])

    @property
    def parents_without_endpoint(self) -> tuple[str, ...]:
        """Names that may stand as the parent in a path though they are no resources of the API."""
        return _strings(self._data["parents_without_endpoint"])

    @property
    def record_kinds(self) -> Mapping[str, RecordKind]:
        """The kinds of records that others hang on, by path segment (`flexible_assets`)."""
        table: dict[str, tuple[str, str, str | None]] = self._data["record_kinds"]
        return {path: RecordKind(path, *row) for path, row in table.items()}

    def included(self, name: str) -> tuple[str, tuple[str, ...]] | None:
        """The type and the attribute names of what an include value adds, or None where nobody has seen it."""
        table: dict[str, tuple[str, list[str]]] = self._data["included"]
        entry = table.get(name.replace("-", "_"))
        return None if entry is None else (entry[0], tuple(entry[1]))


def load(path: str | None = None) -> Catalog:
    """The catalog of the API, from the file beside this module unless another is given."""
    source = path if path is not None else os.path.join(os.path.dirname(__file__), "catalog.json")
    with open(source, encoding="utf-8") as file:
        return Catalog(json.load(file))
