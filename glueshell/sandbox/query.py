"""Query strings: pages, order, filters and includes, as SQL over the store."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import underscored

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Filter, ResourceType
    from glueshell.sandbox.call import Call
    from glueshell.sandbox.rules.plain import Rules

BRACKET = re.compile(r"\[([^\[\]]*)\]")
SEPARATOR = re.compile(r"(?<!\\),")

COLUMNS = {
    "id": "records.id",
    "name": "records.name",
    "organization-id": "records.organization_id",
    "created-at": "records.created_at",
    "updated-at": "records.updated_at",
}


class Condition:
    """What an SQL `WHERE` must hold, with the values to bind."""

    __slots__ = ("clauses", "values")

    def __init__(self) -> None:
        self.clauses: list[str] = []
        self.values: list[object] = []

    def add(self, clause: str, *bound: object) -> None:
        """Adds one more clause that must hold."""
        self.clauses.append(clause)
        self.values.extend(bound)

    @property
    def sql(self) -> str:
        """The clauses joined; empty for none."""
        return " AND ".join(f"({clause})" for clause in self.clauses)


class Page:
    """One page of a list: its number from 1 and its size."""

    __slots__ = ("number", "size")

    def __init__(self, number: int, size: int) -> None:
        self.number = number
        self.size = size

    @property
    def sql(self) -> str:
        """The limit clause."""
        return f"LIMIT {self.size} OFFSET {(self.number - 1) * self.size}"


Pairs = Sequence[tuple[str, str]]


def page_from(pairs: Pairs, default: int, largest: int) -> Page:
    """The page asked for, clamped to what exists."""
    found = {key: value for key, value in pairs if key in ("page[number]", "page[size]")}
    return Page(clamped(found.get("page[number]"), 1, 10**9, 1), clamped(found.get("page[size]"), 1, largest, default))


def clamped(value: str | None, lowest: int, highest: int, default: int) -> int:
    """A numeric text within bounds; the default for anything that is not a number."""
    try:
        return max(lowest, min(highest, values.integer(value)))
    except values.Unreadable:
        return default


def includes_from(pairs: Pairs, allowed: Iterable[str]) -> tuple[str, ...] | None:
    """The includes asked for that the resource has, or None when none was asked for at all."""
    asked = [value for key, value in pairs if key == "include"]
    if not asked:
        return None
    known = set(allowed)
    words = (underscored(word.strip()) for value in asked for word in value.split(","))
    return tuple(dict.fromkeys(word for word in words if word in known))


def column(resource: ResourceType, rules: Rules, attribute: str) -> str:
    """The SQL expression of an attribute; names of referred records are looked up."""
    if attribute == rules.parent:
        return "records.parent_id"
    if attribute in COLUMNS:
        return COLUMNS[attribute]
    if attribute.endswith("-name"):
        owner = resource.attribute(attribute[: -len("name")] + "id")
        if owner is not None and owner.reference is not None:
            holder = column(resource, rules, owner.name)
            return f"(SELECT n.name FROM records AS n WHERE n.resource = '{owner.reference}' AND n.id = {holder})"
    return f"json_extract(records.body, '$.\"{attribute}\"')"


def order_from(pairs: Pairs, resource: ResourceType, rules: Rules) -> str:
    """The SQL order of a `sort` value; fields that the resource does not sort by are ignored."""
    allowed = {underscored(sort) for sort in resource.sorts}
    parts: list[str] = []
    direction = "ASC"
    for word in ",".join(value for key, value in pairs if key == "sort").split(","):
        descending = word.strip().startswith("-")
        field = underscored(word.strip().lstrip("-+"))
        if field not in allowed:
            continue
        expression = column(resource, rules, field.replace("_", "-"))
        # Blank values stand at the end of an ascending list and at the head of a descending one.
        end = "DESC NULLS FIRST" if descending else "ASC NULLS LAST"
        if not parts:
            direction = "DESC" if descending else "ASC"
        collation = "" if field in ("id", "created_at", "updated_at") else " COLLATE NOCASE"
        parts.append(f"{expression}{collation} {end}")
    if not parts and rules.default_order:
        return rules.default_order
    return ", ".join((*parts, f"id {direction}"))


def filters_from(call: Call, condition: Condition) -> None:
    """Adds what the filters of a query say; unknown ones are ignored, a mandatory one that is missing is refused."""
    resource, rules = call.rules.resource, call.rules
    seen: set[str] = set()
    known = {found.name: found for found in resource.filters}
    for key, value in call.pairs:
        if not key.startswith("filter["):
            continue
        parts = [underscored(part) for part in BRACKET.findall(key)]
        found, operator = known.get(".".join(parts)), ""
        if found is None and len(parts) > 1:
            found, operator = known.get(".".join(parts[:-1])), parts[-1]
        if found is None or (operator and operator not in found.operators):
            continue
        seen.add(found.name)
        if not rules.filters(call, found, operator, value, condition):
            add_filter(found, value, resource, rules, condition)
    flat = all(parameter == "id" for parameter in call.parameters)
    for found in resource.filters:
        asked = found.required or (found.required_on_flat and flat)
        if asked and found.name not in seen:
            raise refusals.missing_parameter(found.name)
        if found.requires is not None and found.name in seen and found.requires not in seen:
            raise refusals.missing_parameter(found.requires)


def add_filter(found: Filter, value: str, resource: ResourceType, rules: Rules, condition: Condition) -> None:
    """Adds one filter."""
    head, _, tail = found.name.rpartition(".")
    attribute = (tail if tail != "range" else "id").replace("_", "-")
    expression = rules.filter_expression(attribute) or column(resource, rules, attribute)
    if found.type in ("datetime", "date") or (found.type in ("date_range", "datetime_range") and "," not in value):
        add_span(expression, found.type, value, condition)
    elif found.type.endswith("range"):
        add_range(expression, found.type, value, condition)
    else:
        add_choice(expression, found.type, words(value), head == "exclude", condition)


def words(value: str) -> list[str]:
    """The alternatives of a filter value; a backslash keeps a comma."""
    return [part.replace("\\,", ",") for part in SEPARATOR.split(value)]


def add_choice(expression: str, kind: str, wanted: Iterable[str], exclude: bool, condition: Condition) -> None:
    """Keeps, or drops, the records that have one of the values; a value that cannot be read matches nothing."""
    bound: list[object] = []
    for word in wanted:
        try:
            if kind == "integer":
                bound.append(values.integer(word))
            elif kind == "boolean":
                bound.append(int(values.boolean(word)))
            else:
                bound.append(word)
        except values.Unreadable:
            continue
    marks = ",".join("?" * len(bound))
    if exclude:
        condition.add(f"{expression} IS NULL OR {expression} NOT IN ({marks})", *bound)
    elif len(bound) == 1:
        # Only an equality lets SQLite read an index in the order of the ids.
        condition.add(f"{expression} = ?", *bound)
    else:
        condition.add(f"{expression} IN ({marks})", *bound)


def add_span(expression: str, kind: str, value: str, condition: Condition) -> None:
    """Keeps one day, one instant, or with a comma everything between two of them."""
    if "," in value:
        add_range(expression, kind, value, condition)
        return
    try:
        first, last = limits(kind, value)
    except ValueError:
        condition.add("0")
        return
    condition.add(f"{expression} BETWEEN ? AND ?", first, last)


def add_range(expression: str, kind: str, value: str, condition: Condition) -> None:
    """Keeps what lies between two values, both included; `*` is an open end."""
    low, comma, high = (part.strip() for part in value.partition(","))
    try:
        if not comma:
            raise ValueError(value)
        if low != "*":
            condition.add(f"{expression} >= ?", limits(kind, low)[0])
        if high != "*":
            condition.add(f"{expression} <= ?", limits(kind, high)[1])
    except ValueError:
        condition.add("0")


def limits(kind: str, value: str) -> tuple[object, object]:
    """The first and last stored value that a filter value stands for; ValueError when it cannot be read."""
    if kind.startswith("datetime"):
        return values.span(value)
    try:
        if kind.startswith("date"):
            day = values.calendar_date(value)
            return day, day
        return values.number(value), values.number(value)
    except values.Unreadable as problem:
        raise ValueError(value) from problem
