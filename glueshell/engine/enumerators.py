"""Enumerators a script can step by hand: `$foreach`, `$switch`, `$input`."""

from __future__ import annotations

from collections.abc import Iterable

from glueshell.engine.lazy_members import LazyMembers


def enumerator_of(items: Iterable[object], source: object, gathered: bool) -> Enumerator:
    """What a loop over `source` steps with; of lists of .NET's own kinds, and of outputs (`gathered`), a copy.

    The copy stands before the first element, and moving it moves the loop no further."""
    if gathered:
        from glueshell.objects.typeinfo import resolve_type

        found = resolve_type("System.Collections.Generic.List[object]")
        inside = "" if found is None else found.full_name.partition("[")[2]
        return Enumerator(items, f"System.Collections.Generic.List`1+Enumerator[{inside}", own=True)
    info = getattr(source, "ps_type", None)
    if info is not None and info.arguments:
        from glueshell.objects.types.enumerator import enumerator_of as step_through

        twin = step_through(source)  # type: ignore[arg-type]
        return Enumerator(twin.begin(), twin.name, twin.outside, own=True)
    if isinstance(source, list):
        name = getattr(source, "ps_type_name", "")
        return Enumerator(items, _SIMPLE if name == "System.Collections.ArrayList" else "System.ArrayEnumerator")
    named = getattr(source, "ps_type_name", "") if getattr(source, "ps_walk", False) else ""
    return Enumerator(items, named or "System.ArrayEnumerator")


_SIMPLE = "System.Collections.ArrayList+ArrayListEnumeratorSimple"


class Enumerator:
    """Where a loop is, with MoveNext and Current; enumerating it uses it up.

    `outside` is what it stands at before the first element and after the last; one of its `own` is not the loop's."""

    ps_members = LazyMembers("scriptblock_surface", "ENUMERATOR")
    ps_enumerable = True
    ps_walk = True
    __slots__ = ("_iterator", "current", "name", "outside", "own")

    def __init__(
        self,
        items: Iterable[object],
        name: str = "System.Collections.IEnumerator",
        outside: object = None,
        own: bool = False,
    ) -> None:
        self._iterator = iter(items)
        self.name = name
        self.outside = outside
        self.own = own
        self.current: object = outside

    @property
    def ps_type_name(self) -> str:
        """The kind of enumerator."""
        return self.name

    def __iter__(self) -> Enumerator:
        return self

    def __next__(self) -> object:
        self.current = next(self._iterator)
        return self.current

    def move_next(self) -> bool:
        """Go on by one; False at the end."""
        for item in self._iterator:
            self.current = item
            return True
        self.current = self.outside
        return False

    def reset(self) -> None:
        """A loop cannot go back."""


class InputEnumerator(Enumerator):
    """`$input`: the objects piped in; it can be reset to begin anew."""

    __slots__ = ("_items",)

    def __init__(self, items: Iterable[object]) -> None:
        self._items = items if isinstance(items, list) else list(items)
        super().__init__(self._items, _SIMPLE)

    def reset(self) -> None:
        """Go back to before the first object."""
        self._iterator = iter(self._items)
        self.current = None
