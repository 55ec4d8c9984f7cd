"""What every Get-<resource> cmdlet does: a query from bound parameters, records streamed as objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from glueshell.cmdlets.itglue.declared import own_id
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.itglue.parents import hangs_on_any, parent_of
from glueshell.cmdlets.itglue.records import Record, plain, reading_of
from glueshell.engine.cmdlet import Cmdlet
from glueshell.itglue.catalog import ResourceType
from glueshell.itglue.client import Query
from glueshell.itglue.documents import Resource
from glueshell.itglue.snapshot import Name
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard
from glueshell.session.errors import NotSelected

if TYPE_CHECKING:
    from glueshell.itglue.paths import Parent
    from glueshell.session.sitting import Sitting

# The title that a person filters by when the API offers no filter for it.
NAME = "Name"


class GetRecords(Cmdlet):
    """Base of the cmdlets that list and show one resource of the catalog."""

    resource: ClassVar[str] = ""

    @property
    def sitting(self) -> Sitting:
        """The sitting this call belongs to."""
        return sitting_of(self.invocation)

    @property
    def kind(self) -> ResourceType:
        """The catalog's entry."""
        return self.sitting.catalog[self.resource]

    def process(self) -> Iterator[object]:
        """Stream the records, page by page as they are wanted."""
        if self.value("Raw"):
            for resource in self._resources():
                yield plain(resource.to_document())
            return
        catalog = self.sitting.catalog
        reading = reading_of(catalog, self.kind.type)
        for resource in self._resources():
            # Most answers hold one type; those that hold others are told apart here.
            if resource.type != reading.type:
                reading = reading_of(catalog, resource.type)
            yield Record(resource, reading)

    def value(self, parameter: str) -> object:
        """The bound value of a parameter of this resource, None when it was not given."""
        return self.invocation.bound.get(parameter)

    # -- which records ----------------------------------------------------------------------------------------------

    def _resources(self) -> Iterable[Resource]:
        kind = self.kind
        include = self.value("Include") or ()
        names = [to_text(name) for name in include] if isinstance(include, list) else ()
        own = own_id(kind)
        if self.invocation.input_bound.get(own, own) is None:
            return ()  # a record that refers to none of these
        ids = self.value("Id") or self.value(own)
        planned = self._planned(ids)
        if planned is not None:
            return planned
        if isinstance(ids, list) and ids:
            return self.shown(ids, names)
        pattern, filters = self._filters()
        first = self.value("First")
        skip = self.value("Skip")
        query = Query(
            kind,
            filters,
            sort=self._sort(),
            include=names,
            first=first if isinstance(first, int) and pattern is None else None,
            skip=skip if isinstance(skip, int) and pattern is None else 0,
            parent=parent_of(self.sitting, kind, "list", self.invocation.bound),
        )
        listing = self.listed(query)
        if hangs_on_any(kind):
            listing = _below(listing, query.parent)
        if pattern is None:
            return listing
        return _cut(
            (one for one in listing if pattern.matches(str(one.attributes.get(kind.title) or ""))),
            skip if isinstance(skip, int) else 0,
            first if isinstance(first, int) else None,
        )

    def shown(self, ids: list[object], include: Sequence[str]) -> Iterator[Resource]:
        """Single records, one request each."""
        kind, client = self.kind, self.sitting.client
        parent = parent_of(self.sitting, kind, "show" if kind.operation("show") else "list", self.invocation.bound)
        for id in ids:
            shown = client.show(kind, _id_text(id), include, parent=parent)
            shown.parent = parent
            yield shown

    def listed(self, query: Query) -> Iterable[Resource]:
        """The records of a query."""
        return self.sitting.client.list(query)

    def _planned(self, ids: object) -> Iterable[Resource] | None:
        """What a rehearsal would have made, where just that is asked for: by its id, or by its type; else None."""
        rehearsal = self.sitting.rehearsal
        if isinstance(ids, list) and ids:
            found = [rehearsal.record(self.resource, _number_text(id)) for id in ids]
            return None if None in found else [record for record in found if record is not None]
        given = self.value("FlexibleAssetType")
        schema = self.sitting.context.flexible_asset_type
        chosen = _items(given)[0] if given else None
        type_id = chosen.id if isinstance(chosen, Name) else int(schema.id) if schema is not None else 0
        typed = self.resource in ("flexible_assets", "flexible_asset_fields")
        return rehearsal.records(self.resource, type_id) if typed and type_id < 0 else None

    def _filters(self) -> tuple[Wildcard | None, dict[str, object]]:
        """The pattern to match names with here, and the filters for IT Glue."""
        filters: dict[str, object] = {}
        pattern = None
        for item in self.kind.filters:
            given = self.value(item.parameter)
            if given is None or item.parameter == "Id":
                continue
            if item.parameter == NAME and any(has_wildcard(to_text(one)) for one in _items(given)):
                continue
            filters[item.name] = _filter_values(given)
        table = self.value("Filter")
        if isinstance(table, Hashtable):
            for key, one in table.items():
                known = self.kind.filter(to_text(key))
                filters[known.name if known is not None else to_text(key)] = _filter_values(one)
        wanted = self.value(NAME)
        by_api = self.kind.filter("name") is not None
        if wanted is not None and not (by_api and "name" in filters):
            pattern = _AnyOf([Wildcard(to_text(one)) for one in _items(wanted)])
        return pattern, self._scoped(filters)

    def _scoped(self, filters: dict[str, object]) -> dict[str, object]:
        """What the context selects, where the caller said nothing."""
        kind, context = self.kind, self.sitting.context
        organization = kind.filter("organization_id")
        if organization is not None and organization.name not in filters and not self.value("AllOrganizations"):
            if context.organization is not None:
                filters[organization.name] = context.organization.id
        asset_type = kind.filter("flexible_asset_type_id")
        if asset_type is not None and asset_type.required and asset_type.name not in filters:
            filters[asset_type.name] = self._selected_type()
        return filters

    def _selected_type(self) -> int:
        schema = self.sitting.context.flexible_asset_type
        if schema is None:
            raise NotSelected("NoFlexibleAssetType")
        return int(schema.id)

    def _sort(self) -> str | None:
        given = self.value("Sort")
        if given is None:
            if not self.value("Descending"):
                return None
            from glueshell.itglue.queries import stable_sort

            given = stable_sort(self.kind)
        fields = [to_text(one) for one in _items(given)]
        sign = "-" if self.value("Descending") else ""
        return ",".join(field if field.startswith("-") else sign + field for field in fields)


class _AnyOf(Wildcard):
    """Matches what one of several patterns matches."""

    def __init__(self, patterns: list[Wildcard]) -> None:
        self._patterns = patterns

    def matches(self, text: str) -> bool:
        return any(pattern.matches(text) for pattern in self._patterns)


def _below(resources: Iterable[Resource], parent: Parent | None) -> Iterator[Resource]:
    """The records, each with what it hangs on: they do not tell it themselves."""
    for resource in resources:
        resource.parent = parent
        yield resource


def _items(given: object) -> list[object]:
    return list(given) if isinstance(given, list) else [given]


def _filter_values(given: object) -> list[object]:
    return [_filter_value(one) for one in _items(given)]


def _filter_value(value: object) -> object:
    if isinstance(value, Name):
        return value.id
    if isinstance(value, Record):
        return value.get("Id")
    return value


def _id_text(value: object) -> str:
    return str(value.id) if isinstance(value, Name) else to_text(_filter_value(value))


def _number_text(value: object) -> str:
    """The digits of an id, also of one that shows itself otherwise because it is only planned."""
    id = _filter_value(value)
    return str(int(id)) if isinstance(id, int) else to_text(id)


def _cut(resources: Iterable[Resource], skip: int, first: int | None) -> Iterator[Resource]:
    """Some of the records; nothing is asked for after the last of them."""
    from itertools import islice

    yield from islice(resources, skip, None if first is None else skip + first)
