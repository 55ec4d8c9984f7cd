"""What a property is compared with: of a record what the catalog and the names tell, else the values seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from glueshell.completion.candidates import PERSON, Candidate, Property
from glueshell.completion.inference import RECORD, properties_of
from glueshell.completion.quoting import quote
from glueshell.completion.ranking import best
from glueshell.completion.site import Site, path_to
from glueshell.language import ast as nodes

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult

# So many names or values are worth offering.
SHOWN = 200
# Longer texts are nothing one compares with.
LONGEST = 80

_COMPARED = re.compile(
    r"(\$\w+)\.(?:(Traits)\.)?(?:([\w-]+)|'([^']*)')\s+-[ic]?(?:eq|ne|like|notlike|in|contains)\s+"
    r"(?:(['\"])([^'\"]*)|([\w-]*))$",
    re.IGNORECASE,
)


def comparison(parsed: ParseResult, cursor: int, view: Any) -> tuple[Site, list[Candidate]] | None:
    """The site and the values behind `$_.Status -eq`, or behind that of a variable; None elsewhere."""
    line = parsed.text[:cursor].rpartition("\n")[2]
    if "-" not in line or "." not in line or (found := _COMPARED.search(line)) is None:
        return None
    start = cursor - len(line) + found.start()
    opened, word = found[5] or "", found[6] or found[7] or ""
    if any(token.kind == "Comment" and token.start < cursor <= token.end for token in parsed.tokens):
        return None
    name = found[3] or found[4]
    if found[2]:
        offers = _options(name, view)
    else:
        path = path_to(parsed.ast, start, start + len(found[1]))
        target = path[-1]
        if not isinstance(target, nodes.VariableExpressionAst):
            return None
        offers = list(values_of(name, properties_of(target, view, path[:-1]), view, word))
    chosen = best(word, offers, lambda candidate: (candidate.list_text, candidate.value))
    for candidate in chosen:
        candidate.audience = PERSON
        if not candidate.literal:
            candidate.text = quote(candidate.value, opened, bare=False)
    return Site(cursor - len(word) - len(opened), cursor, word, opened), chosen


def values_of(name: str, properties: Iterable[Property], view: Any, word: str) -> Iterator[Candidate]:
    """The values that one of these properties can have, as far as anybody knows."""
    known = list(properties)
    low = name.lower()
    # A heading of a table says the property too: the Status of an organization is its OrganizationStatusName.
    chosen = next((each for each in known if each.name.lower() == low), None)
    owner = next((each.owner for each in known if each.owner), "")
    if chosen is not None and chosen.seen is not None:
        yield from _distinct(chosen.seen())
    elif owner.startswith(RECORD):
        yield from _of_record(owner.removeprefix(RECORD), name, view, word)
    elif chosen is not None and chosen.type.lower() in ("bool", "boolean"):
        yield from _flags()


def _of_record(singular: str, name: str, view: Any, word: str) -> Iterator[Candidate]:
    resource = view.catalog.by_singular(singular) if view.catalog is not None else None
    if resource is None:
        return
    spelled = (name, f"{name}Name", f"{resource.singular}{name}Name")
    attribute = next((found for each in spelled if (found := resource.attribute(each)) is not None), None)
    if attribute is None:
        if name.lower() == "id":
            yield from _named(resource.name, view, word, ids=True)
        return
    if attribute.type == "boolean":
        yield from _flags()
    elif attribute.values:
        yield from (Candidate(str(value)) for value in attribute.values)
    elif attribute.name == resource.title:
        yield from _named(resource.name, view, word)
    elif attribute.reference and attribute.name.endswith("-id"):
        yield from _named(attribute.reference, view, word, ids=True)
    elif attribute.name.endswith("-name"):
        twin = resource.attribute(attribute.name.removesuffix("name") + "id")
        if twin is not None and twin.reference:
            yield from _named(twin.reference, view, word)


def _named(resource: str, view: Any, word: str, *, ids: bool = False) -> Iterator[Candidate]:
    """The names of a resource, of the selected organization where they belong to one; or their ids."""
    snapshot, context = view.snapshot, view.context
    if snapshot is None:
        return
    selected = getattr(context, "organization", None)
    names = snapshot.names(resource)
    if selected is not None and any(name.organization_id == selected.id for name in names):
        names = names.within(selected.id)
    told: set[str] = set()
    begun = (name for name in names if str(name.id).startswith(word))
    for name in begun if ids and word.isdigit() else names.search(word, SHOWN) if word else names:
        if ids:
            yield Candidate(str(name.id), detail=name.text, literal=True, matched=bool(word))
        elif name.text not in told:
            yield Candidate(name.text, detail=name.detail, matched=bool(word))
        told.add(name.text)
        if len(told) >= SHOWN:
            return


def _options(name: str, view: Any) -> list[Candidate]:
    """The options of a select field of the selected flexible asset type."""
    schema = getattr(view.context, "flexible_asset_type", None)
    field = schema.field(name) if schema is not None else None
    return [Candidate(str(option)) for option in field.options] if field is not None else []


def _distinct(values: Iterable[object]) -> Iterator[Candidate]:
    """The different values seen, those seen most first."""
    from glueshell.objects.text import to_text

    counted: dict[str, int] = {}
    flags = numbers = True
    for value in values:
        if value is None:
            continue
        flags = flags and isinstance(value, bool)
        numbers = numbers and isinstance(value, (int, float))
        text = to_text(value)
        if text and len(text) <= LONGEST and "\n" not in text:
            counted[text] = counted.get(text, 0) + 1
    if counted and flags:
        yield from _flags()
        return
    for text in sorted(counted, key=lambda each: (-counted[each], each.lower()))[:SHOWN]:
        yield Candidate(text, detail=f"{counted[text]} of them" if counted[text] > 1 else "", literal=numbers)


def _flags() -> Iterator[Candidate]:
    return (Candidate(word, literal=True) for word in ("$true", "$false"))
