"""Parameters that take a record by name, by id, or by its address in IT Glue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.parameters import Parameter, Transform
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.members import get_member
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation
    from glueshell.itglue.snapshot import Name
    from glueshell.session.sitting import Sitting

SHOWN = 200
FLEXIBLE_ASSETS = "flexible_assets"
ORGANIZATION = "Organization"


def sitting_of(invocation: Invocation) -> Sitting:
    """The sitting that the engine of this call serves."""
    sitting: Sitting = invocation.engine.services
    return sitting


def named_ref(
    resource: str, *, inside: bool = False, several: bool = False, ids: bool = False, **declaration: Any
) -> Parameter:
    """A parameter whose value becomes a `Name` of `resource` (with `several`: a list of them).

    `inside` looks a name up in one organization only: that of -Organization, else the selected one. With `ids` a
    number is an id and stays one: whether there is such a record, IT Glue says when it is told.
    """
    return Parameter(
        "object[]" if several else "object",
        transform=_resolver(resource, inside, several, ids),
        completer=names_completer(resource, inside=inside),
        # What names the organization is known before names inside it are looked up.
        leads=resource == "organizations",
        **declaration,
    )


def _resolver(resource: str, inside: bool, several: bool, ids: bool) -> Transform:
    def resolve(invocation: Invocation, given: object) -> object:
        sitting, others = sitting_of(invocation), invocation.bound
        items = list(iterate(given)) if enumerable(given) else [given]
        found = [
            item
            if ids and isinstance(item, int) and not isinstance(item, bool)
            else resolved(sitting, resource, item, inside=inside, others=others)
            for item in items
            if item is not None
        ]
        if several:
            return found
        return found[0] if found else None

    return resolve


def resolved(
    sitting: Sitting, resource: str, item: object, *, inside: bool = False, others: Mapping[str, object] | None = None
) -> Name:
    """The record that `item` (a name, id, address or an object with an Id) means.

    With `inside` a name is looked for in one organization: the one that `others`, the values given besides, hold
    (`among`, or an argument of that name), else the selected one. A flexible asset's type is found the same way.
    """
    from glueshell.itglue.snapshot import Name
    from glueshell.session.references import resolve

    if isinstance(item, Name):
        return item
    if isinstance(item, PSObject):
        # A record has an id; anything else is what it is as text.
        id = get_member(item, "Id")
        item = to_text(item) if id is None else id
    text = item if isinstance(item, int) and not isinstance(item, bool) else to_text(item)
    organization_id = type_id = None
    if inside:
        held = others or {}
        organization = among("organizations", held) or _named_in(held) or sitting.context.organization
        organization_id = organization.id if organization else None
    if resource == FLEXIBLE_ASSETS:
        kind = among("flexible_asset_types", others or {})
        schema = sitting.context.flexible_asset_type
        type_id = str(kind.id) if kind else schema.id if schema else None
    return resolve(sitting, resource, text, organization_id, type_id)


def _named_in(bound: Mapping[str, object]) -> Name | None:
    """The organization that -Organization names, where it names one."""
    from glueshell.itglue.snapshot import Name

    given = bound.get(ORGANIZATION)
    if isinstance(given, list) and len(given) == 1:
        given = given[0]
    return given if isinstance(given, Name) else None


def among(resource: str, values: Mapping[str, object]) -> Name | None:
    """The one record of `resource` that these values hold as a reference; None where there is none, or several."""
    found = {
        name.id: name
        for value in values.values()
        if getattr(value, "resource", None) == resource and (name := getattr(value, "name", None)) is not None
    }
    return next(iter(found.values())) if len(found) == 1 else None


class NamesCompleter:
    """Offers the names of `resource` that the snapshot knows, best match first; the id stands in the detail."""

    __slots__ = ("inside", "resource")

    def __init__(self, resource: str, inside: bool) -> None:
        self.resource = resource
        self.inside = inside

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """The names for the word, of one organization where they belong to one."""
        organization = _organization_at(context) if self.inside else None
        names = context.view.snapshot.names(self.resource, organization)
        meant = names.get(_id_in(context.word, self.resource))
        if meant is not None:
            # An id or an address was written or pasted: say whose it is.
            yield Candidate(meant.text, detail=detail_of(meant), matched=True)
            return
        # A long list is cut; what the person uses has to be in it.
        used = [name for word in context.favourites() for name in names.find(word)]
        for name in dict.fromkeys([*used, *names.search(context.word, SHOWN)]):
            yield Candidate(name.text, detail=detail_of(name), matched=True)


def names_completer(resource: str, *, inside: bool = False) -> NamesCompleter:
    """What completes a parameter that takes a record of `resource`."""
    return NamesCompleter(resource, inside)


def _id_in(word: str, resource: str) -> int:
    """The id that a word is, or that an address in it names for the resource; 0 for neither."""
    from glueshell.itglue.urls import parse_record_url

    if word.isascii() and word.isdigit():
        return int(word)
    url = parse_record_url(word) if "://" in word else None
    if url is None:
        return 0
    if resource == "organizations":
        return int(url.organization_id)
    if resource == "flexible_asset_types" and url.type_id is not None:
        return int(url.type_id)
    return int(url.id) if url.resource == resource and url.id.isdigit() else 0


def _organization_at(context: CompletionContext) -> int | None:
    """The id of the organization that the line itself names, else of the selected one."""
    table = context.command.parameters if context.command is not None else None
    for name, value in context.bound.items():
        parameter = table.get(name) if table is not None else None
        if parameter is None or parameter.label.lower() != "organization":
            continue
        if isinstance(value, PSObject):
            value = get_member(value, "Id")
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        found = context.view.snapshot.find("organizations", str(value))
        id: int | None = found[0].id if len(found) == 1 else None
        return id
    selected = context.view.context.organization
    return selected.id if selected else None


def detail_of(name: Name) -> str:
    """What stands beside a name in a menu: its id and what tells it from others."""
    return f"#{name.id}  {name.detail}" if name.detail else f"#{name.id}"
