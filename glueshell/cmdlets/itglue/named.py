"""Parameters that take a record by name, by id, or by its address in IT Glue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.parameters import Parameter, Transform
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.members import get_member
from glueshell.objects.psobject import PSObject

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation
    from glueshell.itglue.snapshot import Name
    from glueshell.session.sitting import Sitting

SHOWN = 200


def sitting_of(invocation: Invocation) -> Sitting:
    """The sitting that the engine of this call serves."""
    sitting: Sitting = invocation.engine.services
    return sitting


def named_ref(resource: str, *, inside: bool = False, several: bool = False, **declaration: Any) -> Parameter:
    """A parameter whose value becomes a `Name` of `resource` (with `several`: a list of them).

    `inside` looks a name up in the selected organization only.
    """
    return Parameter(
        "object[]" if several else "object",
        transform=_resolver(resource, inside, several),
        completer=names_completer(resource, inside=inside),
        **declaration,
    )


def _resolver(resource: str, inside: bool, several: bool) -> Transform:
    def resolve(invocation: Invocation, given: object) -> object:
        sitting = sitting_of(invocation)
        items = list(iterate(given)) if enumerable(given) else [given]
        found = [resolved(sitting, resource, item, inside=inside) for item in items if item is not None]
        if several:
            return found
        return found[0] if found else None

    return resolve


def resolved(sitting: Sitting, resource: str, item: object, *, inside: bool = False) -> Name:
    """The record that `item` (a name, id, address or an object with an Id) means."""
    from glueshell.itglue.snapshot import Name
    from glueshell.session.references import resolve

    if isinstance(item, Name):
        return item
    if isinstance(item, PSObject):
        item = get_member(item, "Id")
    organization = sitting.context.organization if inside else None
    text = item if isinstance(item, int) and not isinstance(item, bool) else str(item)
    return resolve(sitting, resource, text, organization.id if organization else None)


def names_completer(resource: str, *, inside: bool = False) -> Callable[[CompletionContext], Iterator[Candidate]]:
    """Offers the names of `resource` that the snapshot knows, best match first; the id stands in the detail."""

    def complete(context: CompletionContext) -> Iterator[Candidate]:
        organization = context.view.context.organization if inside else None
        names = context.view.snapshot.names(resource, organization.id if organization else None)
        # A long list is cut; what the person uses has to be in it.
        used = [name for word in context.favourites() for name in names.find(word)]
        for name in dict.fromkeys([*used, *names.search(context.word, SHOWN)]):
            yield Candidate(name.text, detail=detail_of(name), matched=True)

    return complete


def detail_of(name: Name) -> str:
    """What stands beside a name in a menu: its id and what tells it from others."""
    return f"#{name.id}  {name.detail}" if name.detail else f"#{name.id}"
