"""System.Tuple and System.ValueTuple: a few values of their own types under Item1, Item2 and so on."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.objects.comparer import compare_any
from glueshell.objects.declaration import MemberTable, method, prop, static, typed
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, generic_of, type_named, type_of
from glueshell.objects.types.array import _equal


class Tuple:
    """A tuple; `definition` is the full name of its generic type, `items` are its values."""

    __slots__ = ("definition", "items", "kinds")

    def __init__(self, name: str, items: tuple[object, ...], kinds: tuple[TypeInfo, ...] | None = None) -> None:
        self.definition = f"System.{name}`{len(items)}"
        self.items = items
        self.kinds = kinds or tuple(
            type_named("System.Object") if item is None else type_of(item) for item in items
        )

    @property
    def ps_type(self) -> TypeInfo:
        """Its closed generic type."""
        return generic_of(self.definition, self.kinds)

    @property
    def ps_type_name(self) -> str:
        """The full name of its type."""
        return self.ps_type.full_name

    def ps_text(self) -> str:
        """Its values in parentheses."""
        return f"({', '.join(to_text(item) for item in self.items)})"

    def ps_equals(self, other: object) -> bool:
        """Whether another tuple holds equal values."""
        return isinstance(other, Tuple) and self.definition == other.definition and all(
            _equal(one, two) for one, two in zip(self.items, other.items)
        )

    def ps_compare(self, other: object) -> int:
        """Which comes first, by the first values that differ."""
        theirs = other.items if isinstance(other, Tuple) else ()
        return next((order for one, two in zip(self.items, theirs) if (order := compare_any(one, two, True))), 0)


@typed
def _construct(info: TypeInfo, *items: object) -> Tuple:
    return Tuple(info.definition.rpartition(".")[2].partition("`")[0], items, info.arguments)


def _item(at: int) -> Callable[[Tuple], object]:
    return lambda value: value.items[at]


def _table(name: str, count: int) -> MemberTable:
    full = f"System.{name}`{count}"
    members = [prop("Length", "int", lambda value: len(value.items))]
    members += [prop(f"Item{at + 1}", f"T{at + 1}", _item(at)) for at in range(count)]
    return MemberTable(full, *members, method("ToString", lambda value: value.ps_text(), "string ToString()"),
                       construct=_construct)  # fmt: skip


def _makers(name: str) -> MemberTable:
    many = tuple(
        f"System.Object Create({', '.join(f'System.Object item{at}' for at in range(1, count + 1))})"
        for count in range(1, 8)
    )
    return MemberTable(f"System.{name}", static("Create", lambda *items: Tuple(name, items), *many))


TABLES = {
    **{f"System.{name}`{count}": _table(name, count) for name in ("Tuple", "ValueTuple") for count in range(1, 8)},
    **{f"System.{name}": _makers(name) for name in ("Tuple", "ValueTuple")},
}
