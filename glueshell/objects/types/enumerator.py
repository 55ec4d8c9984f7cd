"""System.Collections.IEnumerator: a walk over a collection, one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import NetError
from glueshell.objects.hashtable import DictionaryEntry

PLAIN = "System.Collections.IEnumerator"
"""The name of an enumerator of no kind of its own."""


class Enumerator:
    """What GetEnumerator() gives: it unrolls in a pipeline, or is stepped with MoveNext() and Current."""

    __slots__ = ("begin", "current", "iterator", "name", "outside", "steps")
    ps_enumerable = True
    # Conversions take it for one value: it steps through a collection but is none.
    ps_walk = True
    ps_more_types: tuple[str, ...] = ("System.ICloneable",)

    def __init__(
        self, begin: Callable[[], Iterator[object]], name: str = PLAIN,
        outside: object = None,
    ) -> None:
        self.begin = begin
        self.iterator = begin()
        self.steps = 0
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
        return ("System.Object", "System.Collections.IEnumerator", *self.ps_more_types)

    @property
    def ps_type_names(self) -> tuple[str, ...]:
        """Its kind and Object."""
        return (self.name, "System.Object")

    def __iter__(self) -> Iterator[object]:
        return self

    def __next__(self) -> object:
        if self.step():
            return self.current
        raise StopIteration

    def step(self) -> bool:
        """Go to the next element; False at the end."""
        self.steps += 1
        for item in self.iterator:
            self.current = item
            return True
        self.current = self.outside
        return False

    def reset(self) -> None:
        """Go back to before the first element."""
        self.iterator = self.begin()
        self.steps = 0
        self.current = self.outside

    def clone(self) -> Enumerator:
        """Another one that stands where this one does."""
        twin = copy(self)
        twin.reset()
        for _ in range(self.steps):
            twin.step()
        return twin


class GenericEnumerator(Enumerator):
    """A walk over a collection of one type: a value to .NET, which has no way to clone it."""

    __slots__ = ()
    ps_more_types = ("System.IDisposable",)


class CharEnumerator(Enumerator):
    """A walk over a text."""

    __slots__ = ()
    ps_more_types = ("System.ICloneable", "System.IDisposable")

    def __init__(self, begin: Callable[[], Iterator[object]], name: str = "", outside: object = None) -> None:
        super().__init__(begin, name or "System.CharEnumerator", outside)


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
        return GenericEnumerator(lambda: iter(values), f"{kind}+Enumerator[{inside}", outside)
    return Enumerator(lambda: iter(values), getattr(values, "enumerator_name", PLAIN))


class EntryEnumerator(Enumerator):
    """A walk over a dictionary: what it stands at shows its key and value as well."""

    __slots__ = ()
    ps_more_types: tuple[str, ...] = ()

    @property
    def entry(self) -> DictionaryEntry:
        """The entry it stands at; an error before the first step and after the last."""
        if isinstance(self.current, DictionaryEntry):
            return self.current
        raise NetError(
            "System.InvalidOperationException", "Enumeration has either not started or has already finished."
        )

class TableEnumerator(EntryEnumerator):
    """A walk over a hashtable."""

    __slots__ = ()
    ps_more_types = ("System.ICloneable",)


_CURRENT = prop("Current", "System.Object", lambda enumerator: enumerator.current)
_STEPS = (
    method("MoveNext", lambda enumerator: enumerator.step(), "bool MoveNext()"),
    method("Reset", lambda enumerator: enumerator.reset(), "void Reset()"),
)
_CLONE = method("Clone", lambda enumerator: enumerator.clone(), "System.Object Clone()")
_DISPOSE = method("Dispose", lambda enumerator: None, "void Dispose()")
_ENTRY = (
    prop("Key", "System.Object", lambda enumerator: enumerator.entry.key),
    prop("Entry", "System.Collections.DictionaryEntry", lambda enumerator: enumerator.entry),
    _CURRENT,
    prop("Value", "System.Object", lambda enumerator: enumerator.entry.value),
)

for _kind, _members in (
    (Enumerator, (_CURRENT, *_STEPS, _CLONE)),
    (GenericEnumerator, (_CURRENT, *_STEPS, _DISPOSE)),
    (CharEnumerator, (_CURRENT, *_STEPS, _CLONE, _DISPOSE)),
    (EntryEnumerator, (*_ENTRY, *_STEPS)),
    (TableEnumerator, (*_ENTRY, *_STEPS, _CLONE)),
):
    _kind.ps_members = MemberTable(PLAIN, *_members)  # type: ignore[attr-defined]

TABLES = {PLAIN: MemberTable(PLAIN, _CURRENT, *_STEPS)}
