"""What every Get-<resource> cmdlet does: a query from bound parameters, records streamed as objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from glueshell.cmdlets.itglue.blame import blaming
from glueshell.cmdlets.itglue.declared import named_by_name, own_id
from glueshell.cmdlets.itglue.named import resolved, sitting_of
from glueshell.cmdlets.itglue.parents import hangs_on_any, parent_of
from glueshell.cmdlets.itglue.records import Record, plain, reading_of
from glueshell.cmdlets.itglue.saying import moment_text
from glueshell.engine.cmdlet import Cmdlet
from glueshell.itglue.catalog import Filter, ResourceType
from glueshell.itglue.client import Query
from glueshell.itglue.documents import Resource
from glueshell.itglue.listing import Listing
from glueshell.itglue.snapshot import Name
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.text import to_text
from glueshell.objects.types.datetime import DateTime
from glueshell.objects.wildcard import Wildcard, has_wildcard
from glueshell.session.errors import NotSelected

if TYPE_CHECKING:
    from glueshell.itglue.paths import Parent
    from glueshell.session.sitting import Sitting

# The title that a person filters by when the API offers no filter for it.
NAME = "Name"
# So many names are offered for one that no record has.
NEAR = 3

MESSAGES = {
    "cut": "{read:,} of {total:,} {many}: -First leaves out the rest.",
    "enough": "-First {first}: there may be more {many}.",
    "matched": "{found:,} of {read:,} {many} read match.",
    "matched-cut": "{found:,} match; -First leaves out what else may match among {total:,} {many}.",
    "near": "No {one} is called '{name}'. Did you mean {near}? A pattern such as '*{name}*' finds parts of names.",
    "id": "No {one} is called '{name}'; -Id {name} finds one by its id.",
    "none": "No {one} is called '{name}'; a pattern such as '*{name}*' finds parts of names.",
}


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

    def begin(self) -> None:
        """Note what is wanted of all that follows: `-First` and `-Skip` count through the whole command."""
        self._course = Course(self.value("First"), self.value("Skip"))

    def process(self) -> Iterator[object]:
        """Stream the records, page by page as they are wanted."""
        if self.value("Raw"):
            for resource in self._resources():
                yield plain(resource.to_document())
            self.stop_when_enough()
            return
        catalog = self.sitting.catalog
        reading = reading_of(catalog, self.kind.type)
        for resource in self._resources():
            # Most answers hold one type; those that hold others are told apart here.
            if resource.type != reading.type:
                reading = reading_of(catalog, resource.type)
            yield Record(resource, reading)
        self.stop_when_enough()

    def end(self) -> None:
        """Say what a limit has cut off, how much was read for a pattern, and what a name that is none may be."""
        footer = self._course.footer(self.kind) or self._other_names()
        if footer is not None:
            self.mention(footer)

    def stop_when_enough(self) -> None:
        """End the commands before this one where nothing that they may send will be read."""
        if self._course.left == 0 and self.invocation.expecting_input:
            self.stop_upstream()

    def value(self, parameter: str) -> object:
        """The bound value of a parameter of this resource, None when it was not given."""
        return self.invocation.bound.get(parameter)

    # -- which records ----------------------------------------------------------------------------------------------

    def _resources(self) -> Iterable[Resource]:
        if self._course.left == 0:
            return ()
        return self._course.counted(self._chosen())

    def _chosen(self) -> Iterable[Resource]:
        kind, course = self.kind, self._course
        course.counting = True
        include = self.value("Include") or ()
        names = [to_text(name) for name in include] if isinstance(include, list) else ()
        own = own_id(kind)
        if self.invocation.input_bound.get(own, own) is None:
            return ()  # a record that refers to none of these
        ids = self.value("Id") or self.value(own) or self._addressed()
        planned = self._planned(ids)
        if planned is not None:
            return planned
        if isinstance(ids, list) and ids:
            return self.shown(ids, names)
        pattern, filters = self._filters()
        # One list is cut by IT Glue itself, and of several no more is asked for than is still wanted.
        course.counting = pattern is not None or self.invocation.expecting_input
        query = Query(
            kind,
            filters,
            sort=self._sort(),
            include=names,
            first=None if pattern is not None or course.left is None else course.left + course.counting * course.skip,
            skip=0 if course.counting else course.skip,
            parent=parent_of(self.sitting, kind, "list", self.invocation.bound),
        )
        listing = self.listed(query)
        course.listings.append(listing)
        if hangs_on_any(kind):
            listing = _below(listing, query.parent)
        if pattern is None:
            return listing
        course.matching = True
        return (one for one in listing if pattern.matches(str(one.attributes.get(kind.title) or "")))

    def _addressed(self) -> list[object]:
        """The ids of records whose addresses stand where names are expected."""
        given = [to_text(one) for one in _items(self.value(NAME) or [])]
        if not any("://" in one for one in given):
            return []
        from glueshell.itglue.urls import parse_record_url

        found = [parse_record_url(one) for one in given]
        meant = [
            url.organization_id if self.resource == "organizations" else url.id for url in found if url is not None
        ]
        right = all(url is not None and self.resource in ("organizations", url.resource) for url in found)
        return list(meant) if right else []

    def shown(self, ids: list[object], include: Sequence[str]) -> Iterator[Resource]:
        """Single records, one request each."""
        kind, client = self.kind, self.sitting.client
        parent = parent_of(self.sitting, kind, "show" if kind.operation("show") else "list", self.invocation.bound)
        for id in ids:
            shown = client.show(kind, self.sole_id(id), include, parent=parent)
            shown.parent = parent
            yield shown

    def sole_id(self, given: object) -> str:
        """The id of one record that -Id names: by number, by its address, or by its name as well."""
        text, kind = _id_text(given), self.kind
        if text.isdecimal() or not ("://" in text or (named_by_name(kind) and kind.operation("list") is not None)):
            return text
        with blaming(self.invocation, "Id"):
            inside = kind.parent == "organizations"
            return str(resolved(self.sitting, kind.name, text, inside=inside, others=self.invocation.bound).id)

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
            filters[item.name] = _filter_values(given, item)
        table = self.value("Filter")
        if isinstance(table, Hashtable):
            for key, one in table.items():
                known = self.kind.filter(to_text(key))
                filters[known.name if known is not None else to_text(key)] = _filter_values(one, known)
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

    def _other_names(self) -> str | None:
        """What may have been meant by names that no record has; None where something was found or nothing is near."""
        if self._course.read or not self._course.listings:
            return None
        known = self.sitting.snapshots.current.names(self.kind.name)
        for given in _items(self.value(NAME) or []):
            text = to_text(given)
            if text.isascii() and text.isdigit():
                return MESSAGES["id"].format(one=self.kind.label.lower(), name=text)
            near = [name.text for name in known.search(text, NEAR)] or known.nearest(text, NEAR)
            if near:
                offered = ", ".join(f"'{name}'" for name in near)
                return MESSAGES["near"].format(one=self.kind.label.lower(), name=text, near=offered)
            return MESSAGES["none"].format(one=self.kind.label.lower(), name=text)
        return None


class Course:
    """How far a command has come through its records: what `-First` and `-Skip` leave to do, and what was read.

    `left` is how many are still wanted (None: all), `skip` how many are still to be left out. While `counting`, both
    are counted here, one record after another; else the one list that is read keeps to them itself.
    """

    __slots__ = ("counting", "found", "left", "listings", "matching", "skip", "wanted")

    def __init__(self, first: object, skip: object) -> None:
        self.wanted = first if isinstance(first, int) else None
        self.left = self.wanted
        self.skip = skip if isinstance(skip, int) else 0
        self.counting = True
        self.matching = False
        self.found = 0
        self.listings: list[Iterable[Resource]] = []

    @property
    def read(self) -> int:
        """How many records the lists have given."""
        return sum(one.read for one in self.listings if isinstance(one, Listing))

    def counted(self, resources: Iterable[Resource]) -> Iterable[Resource]:
        """The records that are wanted; nothing is asked for after the last of them."""
        if not self.counting or (self.left is None and not self.skip and not self.matching):
            return resources
        return self._counted(resources)

    def _counted(self, resources: Iterable[Resource]) -> Iterator[Resource]:
        for resource in resources:
            if self.skip:
                self.skip -= 1
                continue
            self.found += 1
            if self.left is not None:
                self.left -= 1
            yield resource
            if self.left == 0:
                return

    def footer(self, kind: ResourceType) -> str | None:
        """What the list alone does not say."""
        total = sum(one.total or 0 for one in self.listings if isinstance(one, Listing))
        if self.matching and self.read:
            message = "matched-cut" if self.left == 0 else "matched"
            return MESSAGES[message].format(found=self.found, read=self.read, total=total, many=kind.plural.lower())
        if self.wanted and not self.counting and total > self.read:
            return MESSAGES["cut"].format(read=self.read, total=total, many=kind.plural.lower())
        if self.wanted and self.counting and self.left == 0:
            return MESSAGES["enough"].format(first=self.wanted, many=kind.plural.lower())
        return None


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


def _filter_values(given: object, item: Filter | None) -> list[object]:
    values = [_filter_value(one) for one in _items(given)]
    kind = item.type.removesuffix("_range") if item is not None else ""
    dated = (DateTime, str) if kind in ("date", "datetime") else DateTime
    return [moment_text(one, kind) if isinstance(one, dated) else one for one in values]


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
