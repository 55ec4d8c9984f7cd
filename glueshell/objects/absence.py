"""What is no output at all, kept in an array, a dictionary or an object: it reads as null there, and enumerates as
nothing again when it flows from there into a pipeline, into `@(...)` or into a variable.

Containers hold null in its place and remember where: arrays in a class of their own, the others in their `gaps`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from glueshell.objects.enumeration import EMPTY, iterate
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import NOTHING, PSObject, unwrap


class GappyArray(list):
    """An Object[] some of whose elements are no output: `gaps` are their positions."""

    __slots__ = ("gaps",)
    ps_type_name = "System.Object[]"

    def __init__(self, items: list, gaps: set[int]) -> None:
        super().__init__(items)
        self.gaps = gaps

    def __setitem__(self, position: Any, value: object) -> None:
        if isinstance(position, slice):
            self.gaps.clear()
        else:
            self.gaps.discard(position % len(self) if self else 0)
        super().__setitem__(position, value)

    def reverse(self) -> None:
        """Reverse in place."""
        self.gaps = {len(self) - 1 - at for at in self.gaps}
        super().reverse()

    def sort(self, **how: Any) -> None:
        """Sort in place; what was no output is null from then on."""
        self.gaps.clear()
        super().sort(**how)

    def settle(self) -> None:
        """Make null of what was no output, as where the array is handed to a command."""
        self.gaps.clear()

    def twin(self) -> GappyArray:
        """A copy."""
        return GappyArray(self, set(self.gaps))


class Gaps:
    """Steps through an array some of whose elements are no output, and gives those as EMPTY."""

    def __init__(self, array: GappyArray) -> None:
        self._items = enumerate(array)
        self._array = array

    def __iter__(self) -> Gaps:
        return self

    def __next__(self) -> object:
        at, item = next(self._items)
        return EMPTY if at in self._array.gaps else item


OBJECT_ARRAYS = frozenset((list, GappyArray))
"""Classes of Object[]."""


def array(items: list) -> list:
    """An array of values, some of which may be no output."""
    gaps = {at for at, item in enumerate(items) if item is EMPTY}
    return GappyArray([None if item is EMPTY else item for item in items], gaps) if gaps else items


def chosen(items: list, fits: Callable[[object], bool]) -> list:
    """The elements that fit; what is no output is asked as null and is none still."""
    if type(items) is not GappyArray:
        return [item for item in items if fits(item)]
    return array([EMPTY if at in items.gaps else item for at, item in enumerate(items) if fits(item)])


def flow(value: object) -> Iterator[object]:
    """The elements of an enumerable value as they go into a pipeline."""
    gaps = getattr(value, "gaps", None)
    if not gaps or not isinstance(value, list):
        return iterate(value)
    return (item for at, item in enumerate(value) if item is not None or at not in gaps)


def filled(source: object, made: Any) -> Any:
    """A list made of the elements of another value, with those that are no output there."""
    if type(source) is GappyArray:
        made.gaps = set(source.gaps)
    return made


def settle(container: Any, values: dict) -> Any:
    """A dictionary or object with the `values` it holds, those that are no output made null and remembered."""
    gaps = {key for key, value in values.items() if value is EMPTY}
    if gaps:
        for key in gaps:
            values[key] = None
        container.gaps = gaps
    return container


def leave(container: object, key: object) -> None:
    """Remember that what was written under a key is no output."""
    container = unwrap(container)
    if isinstance(container, Hashtable):
        slot = container.slot(key)
        if slot is not None:
            container.gaps = getattr(container, "gaps", set()) | {slot}
    elif type(container) is GappyArray:
        if type(key) is int:
            container.gaps.add(key % len(container))
    elif isinstance(container, PSObject):
        container.gaps = getattr(container, "gaps", set()) | {container.find(str(key))}


def absent(container: object, key: object) -> bool:
    """Whether what reads as null under a key is no output."""
    gaps: set[object]
    if isinstance(container, PSObject):
        gaps = getattr(container, "gaps", set())
        if container.base is NOTHING or (gaps and type(key) is str and container.find(key) is not None):
            return bool(gaps) and type(key) is str and container.find(key) in gaps
        container = unwrap(container)
    if type(container) is GappyArray:
        return type(key) is int and -len(container) <= key < len(container) and key % len(container) in container.gaps
    if isinstance(container, Hashtable):
        gaps = getattr(container, "gaps", set())
        return bool(gaps) and container.slot(key) in gaps
    return False
