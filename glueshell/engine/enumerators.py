"""Enumerators a script can step by hand: `$foreach`, `$switch`, `$input`."""

from __future__ import annotations

from collections.abc import Iterable

from glueshell.engine.lazy_members import LazyMembers


class Enumerator:
    """Where a loop is, with MoveNext and Current; enumerating it uses it up."""

    ps_type_name = "System.Collections.IEnumerator"
    ps_members = LazyMembers("scriptblock_surface", "ENUMERATOR")
    ps_enumerable = True
    ps_walk = True
    __slots__ = ("_iterator", "current")

    def __init__(self, items: Iterable[object]) -> None:
        self._iterator = iter(items)
        self.current: object = None

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
        return False

    def reset(self) -> None:
        """A loop cannot go back."""


class InputEnumerator(Enumerator):
    """`$input`: the objects piped in; it can be reset to begin anew."""

    __slots__ = ("_items",)
    ps_type_name = "System.Collections.ArrayList+ArrayListEnumeratorSimple"

    def __init__(self, items: Iterable[object]) -> None:
        self._items = items if isinstance(items, list) else list(items)
        super().__init__(self._items)

    def reset(self) -> None:
        """Go back to before the first object."""
        self._iterator = iter(self._items)
        self.current = None
