"""What the pipeline unrolls: arrays, lists and other collections; never text, dictionaries or objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from glueshell.objects.psobject import PSObject, unwrap


class NoOutput:
    """The result of a pipeline that wrote nothing (AutomationNull)."""

    __slots__ = ()
    ps_enumerable = True

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __repr__(self) -> str:
        return "EMPTY"


EMPTY: Final = NoOutput()
"""No output at all: null as a value, nothing when enumerated."""

_SINGLE = frozenset((str, int, float, bool, type(None), dict, bytes))


def enumerable(value: object) -> bool:
    """Tell whether the pipeline would unroll a value."""
    kind = type(value)
    if kind in _SINGLE:
        return False
    if kind is list:
        return True
    if isinstance(value, list):
        return True
    if isinstance(value, PSObject):
        base = unwrap(value)
        return base is not value and enumerable(base)
    if getattr(value, "ps_enumerable", False):
        return True
    return hasattr(value, "__next__")


def collection(value: object) -> bool:
    """Whether conversions take a value for a collection: what only steps through one is one value to them."""
    return enumerable(value) and not getattr(value, "ps_walk", False)


def iterate(value: object) -> Iterator[object]:
    """The elements of an enumerable value; any other value comes alone, null included.

    Raises ModifiedError where the collection was changed meanwhile."""
    if type(value) is list:
        return iter(value)
    if isinstance(value, list):
        watched = getattr(value, "watched", None)
        return iter(value) if watched is None else watched()
    if isinstance(value, PSObject):
        base = unwrap(value)
        if base is not value and enumerable(base):
            return iterate(base)
        return iter((value,))
    if enumerable(value):
        return iter(value)  # type: ignore[call-overload]
    return iter((value,))


def elements(value: object) -> list:
    """An enumerable value as a list of its elements, another value alone in a list, null as an empty list."""
    if isinstance(value, list):
        return value
    if value is None:
        return []
    return list(iterate(value))


def dictionary(value: object) -> bool:
    """Tell whether a value is a dictionary ([IDictionary])."""
    from glueshell.objects.hashtable import Hashtable

    return isinstance(value, (Hashtable, dict)) or (isinstance(value, PSObject) and dictionary_base(value))


def dictionary_base(value: PSObject) -> bool:
    """Tell whether a PSObject wraps a dictionary."""
    base = unwrap(value)
    return base is not value and dictionary(base)
