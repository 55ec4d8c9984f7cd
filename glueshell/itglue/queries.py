"""What a list is asked for, checked against the catalog before anything is sent.

IT Glue ignores names it does not know and answers with everything; so an unknown filter is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from glueshell.itglue.catalog import Catalog, Filter, Operation, ResourceType, spelling
from glueshell.itglue.errors import RequestProblem
from glueshell.itglue.nearness import closest
from glueshell.itglue.paths import Parent, needs_parent, operation_of, path_of

Pairs = list[tuple[str, str]]

MAX_PAGE = 1000
_RANGES = frozenset({"date", "datetime", "date_range", "datetime_range", "number_range"})
_TRUE = frozenset({"true", "1", "yes", "$true"})
_FALSE = frozenset({"false", "0", "no", "$false"})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}|$)")
_RANGE_OF_DATES = "it takes 2024-01-31 or 2024-01-31T08:00:00Z, or a start and an end, '*' for an open one"
_RANGE_OF_NUMBERS = "it takes a whole number, or a start and an end, '*' for an open one"


class Query:
    """A list of one resource: filters by name, sort, includes, a parent (resource name, id), and how much of it.

    `first` is how many records are wanted, `skip` how many are passed over, `page_size` overrides our choice. A
    filter's value is one value or several (any of them); a pair for a range. `exact` sends what is given as it is: no
    order of ours, no check of names.
    """

    __slots__ = ("exact", "filters", "first", "include", "page_size", "parent", "resource", "skip", "sort")

    def __init__(
        self,
        resource: ResourceType,
        filters: Mapping[str, object] | None = None,
        sort: str | None = None,
        include: Iterable[str] = (),
        page_size: int | None = None,
        first: int | None = None,
        skip: int = 0,
        parent: Parent | None = None,
        *,
        exact: bool = False,
    ) -> None:
        self.resource = resource
        self.filters = dict(filters or {})
        self.sort = sort
        self.include = tuple(include)
        self.page_size = page_size
        self.first = first
        self.skip = skip
        self.parent = parent
        self.exact = exact


class Request:
    """A checked query: the path and the pairs of the query string but for the page."""

    __slots__ = ("pairs", "path")

    def __init__(self, path: str, pairs: Pairs) -> None:
        self.path = path
        self.pairs = pairs


def request_of(query: Query, catalog: Catalog) -> Request:
    """The request of a query; raises RequestProblem for what IT Glue would ignore or refuse."""
    resource = query.resource
    operation = operation_of(resource, "list")
    filters, parent = _placed(query, operation)
    path = path_of(resource, operation, catalog, parent=parent)
    pairs = filter_pairs(resource, filters, exact=query.exact)
    sort = query.sort
    if sort is not None and not query.exact:
        sort = sort_of(resource, sort)
    elif sort is None and not query.exact:
        sort = stable_sort(resource)
    if sort is not None:
        pairs.append(("sort", sort))
    if query.include:
        names = query.include if query.exact else includes_of(resource, query.include, "list")
        pairs.append(("include", ",".join(names)))
    return Request(path, pairs)


def _placed(query: Query, operation: Operation) -> tuple[dict[str, object], Parent | None]:
    # A list that exists only below an organization takes its organization filter as the parent.
    filters, parent = query.filters, query.parent
    if parent is None and needs_parent(operation) and query.resource.parent is not None:
        key = query.resource.parent.removesuffix("s") + "_id"
        for name in filters:
            if spelling(name) in (spelling(key), spelling(key.removesuffix("_id"))):
                return {n: v for n, v in filters.items() if n != name}, (query.resource.parent, str(filters[name]))
    return dict(filters), parent


def stable_sort(resource: ResourceType) -> str | None:
    """The order in which pages do not shift under new records: by id where the list offers it, else by creation."""
    return resource.sort("id") or resource.sort("created_at")


def sort_of(resource: ResourceType, text: str) -> str:
    """The sort as the API spells it, several fields separated by commas; raises RequestProblem."""
    found: list[str] = []
    for part in text.split(","):
        field = resource.sort(part.strip())
        if field is None:
            raise RequestProblem(
                "UnknownSort",
                plural=resource.plural,
                name=part.strip().lstrip("-"),
                known=", ".join(resource.sorts) or "none",
                suggestions=closest(part.strip().lstrip("-"), resource.sorts),
            )
        found.append(field)
    return ",".join(found)


def includes_of(resource: ResourceType, names: Iterable[str], operation: str) -> tuple[str, ...]:
    """The include values as the API spells them, for `list` or `show`; raises RequestProblem."""
    known = {spelling(name): name for name in resource.includes[operation]}
    found: list[str] = []
    for name in names:
        if spelling(name) not in known:
            raise RequestProblem(
                "UnknownInclude",
                plural=resource.plural,
                name=name,
                known=", ".join(known.values()) or "none",
                suggestions=closest(name, known.values()),
            )
        found.append(known[spelling(name)])
    return tuple(found)


def filter_pairs(resource: ResourceType, filters: Mapping[str, object], *, exact: bool = False) -> Pairs:
    """The filters as query pairs, escaped; raises RequestProblem for a name or a value the API would not take."""
    pairs: Pairs = []
    used: set[str] = set()
    for name, value in filters.items():
        if value is None:
            continue
        found = resource.filter(name)
        if found is None:
            if not exact:
                raise _unknown(resource, name)
            pairs.append((f"filter[{name}]", ",".join(escape(_plain(v)) for v in _several(value))))
            continue
        used.add(found.name)
        pairs.append((found.query_key, filter_value(found, value)))
    if not exact:
        for item in resource.filters:
            if item.required and item.name not in used:
                raise RequestProblem("FilterNeeded", plural=resource.plural, name=item.parameter)
            if item.requires is not None and item.name in used and item.requires not in used:
                other = resource.filter(item.requires)
                raise RequestProblem(
                    "FilterPair", name=item.parameter, other=other.parameter if other else item.requires
                )
    return pairs


def _unknown(resource: ResourceType, name: str) -> RequestProblem:
    known = [item.parameter for item in resource.filters]
    if not known:
        return RequestProblem("NoFilters", plural=resource.plural, name=name)
    return RequestProblem(
        "UnknownFilter",
        plural=resource.plural,
        name=name,
        known=", ".join(known),
        suggestions=closest(name.replace("_", "").replace("-", ""), known),
    )


def escape(text: str) -> str:
    """Text as one value of a filter: a comma would separate values and gets a backslash."""
    return text.replace(",", "\\,")


def filter_value(item: Filter, value: object) -> str:
    """A filter's value as it goes on the wire; raises RequestProblem when the filter takes no such value."""
    values = _several(value)
    if item.type in _RANGES:
        return _range(item, values)
    if item.type == "boolean":
        return ",".join(_boolean(item, one) for one in values)
    if item.type == "enum":
        return ",".join(_choice(item, one) for one in values)
    if item.type == "integer":
        return ",".join(_integer(item, one) for one in values)
    # A backslash at the end of a value would swallow the comma after it; at the very end it is harmless.
    escaped = sorted((escape(_plain(one)) for one in values), key=lambda text: text.endswith("\\"))
    if sum(text.endswith("\\") for text in escaped[:-1]):
        raise _refused(item, escaped[0], "one value with a backslash at its end at a time")
    return ",".join(escaped)


def _range(item: Filter, values: list[object]) -> str:
    parts = [part.strip() for one in values for part in ("*" if one is None else _plain(one)).split(",")]
    said = ",".join(parts)
    numbers = item.type == "number_range"
    right = _RANGE_OF_NUMBERS if numbers else _RANGE_OF_DATES
    if len(parts) > 2 or not all(part == "*" or (_whole(part) if numbers else is_date(part)) for part in parts):
        raise _refused(item, said, right)
    if item.longest_days is not None and len(parts) == 2:
        _within(item, parts[0], parts[1])
    return said


def _whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def is_date(text: str) -> bool:
    """Whether a text is a date, or a date with a time, with or without a zone."""
    import datetime

    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return _DATE.match(text) is not None


def _within(item: Filter, start: str, end: str) -> None:
    """Raises RequestProblem for a range that starts nowhere, or is longer than the API answers."""
    import datetime

    right = f"it takes a start, and an end at most {item.longest_days} days later"
    if start == "*":
        raise _refused(item, f"{start},{end}", right)
    if end == "*":
        return
    days = datetime.date.fromisoformat(end[:10]) - datetime.date.fromisoformat(start[:10])
    if item.longest_days is not None and days.days > item.longest_days:
        raise _refused(item, f"{start},{end}", right)


def _boolean(item: Filter, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    text = _plain(value).strip().lower()
    if text in _TRUE or text in _FALSE:
        return "true" if text in _TRUE else "false"
    raise _refused(item, _plain(value), "it takes true or false")


def _choice(item: Filter, value: object) -> str:
    text = _plain(value).strip()
    for known in item.values:
        if known.casefold() == text.casefold():
            return known
    if item.values:
        near = closest(text, item.values)
        raise _refused(item, text, "it takes " + ", ".join(item.values), near)
    return escape(text)


def _integer(item: Filter, value: object) -> str:
    text = _plain(value).strip()
    # The word null is how documents in every folder are asked for.
    if text.lstrip("-").isdecimal() or text == "null":
        return text
    raise _refused(item, text, "it takes whole numbers")


def _refused(item: Filter, value: str, right: str, near: Iterable[str] = ()) -> RequestProblem:
    return RequestProblem("FilterValue", name=item.parameter, value=value, right=right, suggestions=tuple(near))


def _several(value: object) -> list[object]:
    if isinstance(value, (list, tuple, set, frozenset)):
        return list(value)
    return [value]


def _plain(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if callable(isoformat) else str(value)
