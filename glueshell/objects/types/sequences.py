"""System.Linq.Enumerable, and the delegates ([Predicate[T]], [Func[...]], [Action[...]]) that script blocks become."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from glueshell.objects.absence import OBJECT_ARRAYS
from glueshell.objects.arithmetic import add, divide
from glueshell.objects.comparer import order
from glueshell.objects.convert import truth
from glueshell.objects.declaration import MemberTable, static, typed
from glueshell.objects.enumeration import iterate
from glueshell.objects.errors import NetError, problem
from glueshell.objects.typeinfo import TypedArray, TypeInfo, type_named
from glueshell.objects.types.array import contains
from glueshell.objects.types.lists import GenericList

_LINQ = "System.Linq.Enumerable"


def _typed(values: object, name: str) -> list:
    """The elements of what has an element type of its own; PowerShell cannot tell it of an Object[]."""
    if type(values) in OBJECT_ARRAYS:
        raise problem("MethodCountCouldNotFindBest", name, 1)
    return list(iterate(values))


def _asked(block: object, item: object) -> bool:
    return truth(block.value(args=(item,)))  # type: ignore[attr-defined]


def _some(items: list) -> list:
    if not items:
        raise NetError("System.InvalidOperationException", "Sequence contains no elements")
    return items


def _sum(values: object) -> object:
    total: object = 0
    for value in _typed(values, "Sum"):
        total = add(total, value)
    return total


def _average(values: object) -> object:
    items = _some(_typed(values, "Average"))
    total: object = 0.0
    for value in items:
        total = add(total, value)
    return divide(total, float(len(items)))


def _extreme(name: str, last: bool) -> Callable[[object], object]:
    def find(values: object) -> object:
        items = _some(_typed(values, name))
        return items[order([[item] for item in items])[-1 if last else 0]]

    return find


def _distinct(items: Iterable[object]) -> list:
    found: list = []
    for item in items:
        if not contains(found, item):
            found.append(item)
    return found


def _where(values: object, block: object) -> list:
    return [item for item in iterate(values) if _asked(block, item)]


def _list(values: object) -> object:
    return GenericList(iterate(values), getattr(values, "element_type", None) or type_named("System.Object"))


def _array(values: object) -> object:
    element = getattr(values, "element_type", None)
    return list(iterate(values)) if element is None else TypedArray(iterate(values), element)


def _first(name: str, at: int) -> Callable[..., object]:
    def find(values: object, *block: object) -> object:
        items = _where(values, block[0]) if block else list(iterate(values))
        if not items and name.endswith("OrDefault"):
            return None
        return _some(items)[at]

    return find


def _any(values: object, *block: object) -> bool:
    return bool(_where(values, block[0]) if block else list(iterate(values)))


def _all(values: object, block: object) -> bool:
    return all(_asked(block, item) for item in iterate(values))


def _select(values: object, block: object) -> list:
    return [block.value(args=(item,)) for item in iterate(values)]  # type: ignore[attr-defined]


def _same(left: object, right: object) -> bool:
    one, other = list(iterate(left)), list(iterate(right))
    return len(one) == len(other) and all(contains([item], other[at]) for at, item in enumerate(one))


def _range(start: object, count: object) -> object:
    first, size = int(start), int(count)  # type: ignore[call-overload]
    return TypedArray(range(first, first + size), type_named("System.Int32"))


_ENUMERABLE = MemberTable(
    _LINQ,
    static("Sum", _sum),
    static("Average", _average),
    static("Max", _extreme("Max", True)),
    static("Min", _extreme("Min", False)),
    static("Count", lambda values, *block: len(_where(values, block[0]) if block else list(iterate(values)))),
    static("Range", _range),
    static("Repeat", lambda value, count: [value] * int(count)),
    static("Distinct", lambda values: _distinct(iterate(values))),
    static("Reverse", lambda values: list(iterate(values))[::-1]),
    static("ToList", _list),
    static("ToArray", _array),
    static("First", _first("First", 0)),
    static("FirstOrDefault", _first("FirstOrDefault", 0)),
    static("Last", _first("Last", -1)),
    static("LastOrDefault", _first("LastOrDefault", -1)),
    static("Any", _any),
    static("All", _all),
    static("Where", _where),
    static("Select", _select),
    static("Skip", lambda values, count: list(iterate(values))[int(count) :]),
    static("Take", lambda values, count: list(iterate(values))[: int(count)]),
    static("Contains", lambda values, item: contains(list(iterate(values)), item)),
    static("Concat", lambda left, right: [*iterate(left), *iterate(right)]),
    static("Union", lambda left, right: _distinct([*iterate(left), *iterate(right)])),
    static(
        "Intersect",
        lambda left, right: [item for item in _distinct(iterate(left)) if contains(list(iterate(right)), item)],
    ),
    static(
        "Except",
        lambda left, right: [item for item in _distinct(iterate(left)) if not contains(list(iterate(right)), item)],
    ),
    static("SequenceEqual", _same),
    static("Cast", lambda values: list(iterate(values))),
)


@typed
def _delegate(value: object, info: TypeInfo) -> object:
    """A script block is called wherever a delegate is."""
    return value if hasattr(value, "collect") else NotImplemented


_DELEGATES = (
    "System.Predicate`1",
    "System.Comparison`1",
    "System.Converter`2",
    *(f"System.Func`{count}" for count in range(1, 6)),
    *(f"System.Action`{count}" for count in range(1, 5)),
    "System.Action",
)

TABLES = {_LINQ: _ENUMERABLE, **{name: MemberTable(name, convert=_delegate) for name in _DELEGATES}}
