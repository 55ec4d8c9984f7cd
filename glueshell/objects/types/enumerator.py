"""System.Collections.IEnumerator: a walk over a collection, one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import NetError
from glueshell.objects.hashtable import DictionaryEntry


class Enumerator:
    """What GetEnumerator() gives: it unrolls in a pipeline, or is stepped with MoveNext() and Current."""

    __slots__ = ("begin", "current", "iterator", "name", "outside")
    ps_enumerable = True
    # Conversions take it for one value: it steps through a collection but is none.
    ps_walk = True

    def __init__(
        self, begin: Callable[[], Iterator[object]], name: str = "System.Collections.IEnumerator",
        outside: object = None,
    ) -> None:
        self.begin = begin
        self.iterator = begin()
        self.name = name
        # What it stands at before the first element and after the last.
        self.outside = outside
        self.current: object = outside

    @property
    def ps_type_name(self) -> str:
        """The kind of enumerator."""
        return self.name

    @property
    def ps_base_types(self) -> tuple[str, ...]:
        """Every enumerator is an IEnumerator."""
        return ("System.Object", "System.Collections.IEnumerator")

    @property
    def ps_type_names(self) -> tuple[str, ...]:
        """Its kind and Object."""
        return (self.name, "System.Object")

    def __iter__(self) -> Iterator[object]:
        return self

    def __next__(self) -> object:
        self.current = next(self.iterator)
        return self.current

    def step(self) -> bool:
        """Go to the next element; False at the end."""
        try:
            next(self)
        except StopIteration:
            self.current = self.outside
            return False
        return True

    def reset(self) -> None:
        """Go back to before the first element."""
        self.iterator = self.begin()
        self.current = self.outside


def enumerator_of(values: Iterable[object]) -> Enumerator:
    """An enumerator over any collection, named after it as .NET does."""
    info = getattr(values, "ps_type", None)
    if info is not None and info.arguments:
        from glueshell.objects.construction import zero

        first = info.arguments[0]
        outside = zero(first) if first.kind in ("struct", "enum") else None
        inside = info.full_name.partition("[")[2]
        # A Collection steps through the list in it.
        kind = info.definition.replace("ObjectModel.Collection", "Generic.List")
        return Enumerator(lambda: iter(values), f"{kind}+Enumerator[{inside}", outside)
    return Enumerator(lambda: iter(values), getattr(values, "enumerator_name", "System.Collections.IEnumerator"))


class EntryEnumerator(Enumerator):
    """A walk over a dictionary: what it stands at shows its key and value as well."""

    __slots__ = ()

    @property
    def entry(self) -> DictionaryEntry:
        """The entry it stands at; an error before the first step and after the last."""
        if isinstance(self.current, DictionaryEntry):
            return self.current
        raise NetError(
            "System.InvalidOperationException", "Enumeration has either not started or has already finished."
        )


_STEPS = (
    prop("Current", "System.Object", lambda enumerator: enumerator.current),
    method("MoveNext", lambda enumerator: enumerator.step(), "bool MoveNext()"),
    method("Reset", lambda enumerator: enumerator.reset(), "void Reset()"),
    method("Dispose", lambda enumerator: None, "void Dispose()"),
)
_TABLE = MemberTable("System.Collections.IEnumerator", *_STEPS)
Enumerator.ps_members = _TABLE  # type: ignore[attr-defined]
EntryEnumerator.ps_members = MemberTable(  # type: ignore[attr-defined]
    "System.Collections.IDictionaryEnumerator", *_STEPS,
    prop("Key", "System.Object", lambda enumerator: enumerator.entry.key),
    prop("Value", "System.Object", lambda enumerator: enumerator.entry.value),
    prop("Entry", "System.Collections.DictionaryEntry", lambda enumerator: enumerator.entry),
)

TABLES = {"System.Collections.IEnumerator": _TABLE}
