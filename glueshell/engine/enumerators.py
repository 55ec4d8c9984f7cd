"""Enumerators a script can step by hand: `$foreach`, `$switch`, `$input`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from copy import copy
from typing import TYPE_CHECKING, Any

from glueshell.objects.absence import Gaps
from glueshell.objects.enumeration import iterate
from glueshell.objects.numbers import Char
from glueshell.objects.psobject import unwrap
from glueshell.objects.types import enumerator

if TYPE_CHECKING:
    from glueshell.engine.scopes import Scope


def enumerator_of(items: Iterable[object], source: Any, gathered: bool) -> enumerator.Enumerator:
    """What a loop over the `items` of `source` steps with; of outputs (`gathered`) and ranges there is no source."""
    base: Any = unwrap(source)
    if isinstance(base, enumerator.Enumerator):
        return base.clone() if "`" in base.name else base
    if source is None and not gathered and type(items) in _RANGES:
        return RangeEnumerator(lambda: iter(copy(items)))
    name, outside = "System.ArrayEnumerator", None
    if gathered:
        from glueshell.objects.typeinfo import resolve_type

        found = resolve_type("System.Collections.Generic.List[object]")
        inside = "" if found is None else found.full_name.partition("[")[2]
        name = f"System.Collections.Generic.List`1+Enumerator[{inside}"
    elif getattr(base, "ps_type_name", "") == "System.Collections.ArrayList":
        name = _SIMPLE
    elif hasattr(base, "ps_type") or hasattr(base, "enumerator_name"):
        twin = enumerator.enumerator_of(base)
        if twin.name != enumerator.PLAIN:
            name, outside = twin.name, twin.outside

    def begin() -> Iterator[object]:
        if source is None or type(items) is tuple:
            return iter(copy(items))
        return Gaps(base) if type(items) is Gaps else iterate(source)

    kind = enumerator.GenericEnumerator if "`" in name else enumerator.Enumerator
    return kind(begin, name, outside)


def steps_by(scope: Scope, unit: object, stepping: enumerator.Enumerator, items: Iterable[object]) -> Iterable[object]:
    """What a loop goes by: the enumerator in its variable, unless the variable has a copy that stands by itself.

    So it is where variables are known by name alone, with the enumerators that are values to .NET."""
    frame = scope.frame
    apart = frame is None or frame.unit is not unit or scope.kind == "script" or scope.dynamic
    return items if apart and "`" in stepping.name else stepping


_RANGES: tuple[type, ...] = (type(iter(range(0))), type(iter([])))
_SIMPLE = "System.Collections.ArrayList+ArrayListEnumeratorSimple"


class RangeEnumerator(enumerator.Enumerator):
    """A walk over `a..b`: it stands at the first before it starts and stays at the last."""

    __slots__ = ()
    ps_more_types = ()
    ps_members = enumerator.TABLES[enumerator.PLAIN]

    def __init__(self, begin: Callable[[], Iterator[object]]) -> None:
        first = next(begin())
        kind = "CharRangeEnumerator" if type(first) is Char else "RangeEnumerator"
        super().__init__(begin, f"System.Management.Automation.{kind}", first)

    def step(self) -> bool:
        """Go to the next element; False at the end."""
        last = self.current
        if super().step():
            return True
        self.current = last
        return False


class InputEnumerator(enumerator.Enumerator):
    """`$input`: the objects piped in."""

    __slots__ = ()

    def __init__(self, items: Iterable[object]) -> None:
        kept = items if isinstance(items, list) else list(items)
        super().__init__(lambda: iter(kept), _SIMPLE)
