"""System.Array: Object[] and typed arrays, which never change their size."""

from __future__ import annotations

from typing import Any

from glueshell.objects.absence import GappyArray
from glueshell.objects.comparer import compare_any
from glueshell.objects.convert import convert
from glueshell.objects.declaration import Member, MemberTable, indexed, method, prop, static
from glueshell.objects.errors import NetError, net_problem, problem
from glueshell.objects.grid import Grid, grid
from glueshell.objects.numbers import is_decimal
from glueshell.objects.psobject import unwrap
from glueshell.objects.typeinfo import TypedArray, TypeInfo, type_named, type_of
from glueshell.objects.types.enumerator import Enumerator
from glueshell.objects.types.object import same


def create(element: TypeInfo, size: int, *more: int) -> list:
    """An array of a size (of several: of as many dimensions), filled with the element type's zero."""
    for each in (size, *more):
        if each < 0:
            raise net_problem("NegativeWidth", "length", each)
    fill = None
    if element.kind in ("struct", "enum"):
        fill = element.enum.value(0) if element.enum is not None else convert(None, element)  # type: ignore[attr-defined]
    if more:
        return grid(element, (size, *more), fill)
    return [fill] * size if element.full_name == "System.Object" else TypedArray([fill] * size, element)


def index_of(items: list, value: object, start: int = 0, count: int | None = None) -> int:
    """The first position of an equal element, -1 where there is none."""
    if not 0 <= start <= len(items):
        raise net_problem("ListRange", "startIndex")
    end = len(items) if count is None else start + count
    return next((at for at in range(start, min(end, len(items))) if _holds(items, at, value)), -1)


def last_index_of(items: list, value: object) -> int:
    """The last position of an equal element."""
    return next((at for at in range(len(items) - 1, -1, -1) if _holds(items, at, value)), -1)


def _holds(items: list, at: int, value: object) -> bool:
    """Whether the element at a position is equal to a value; what is no output is nobody's equal."""
    return _equal(items[at], value) and not (value is None and type(items) is GappyArray and at in items.gaps)


def _equal(left: object, right: object) -> bool:
    if left is None or right is None:
        return left is right
    return same(left, right)


def contains(items: list, value: object) -> bool:
    """Whether an element is equal."""
    return index_of(items, value) >= 0


def fixed(*arguments: object) -> object:
    """What arrays answer to Add, Remove and Insert."""
    raise net_problem("FixedSize")


def sort(items: list, *rest: object) -> None:
    """Sort in place, in culture order with case; raises NetError where two elements have no order."""
    from functools import cmp_to_key

    key = cmp_to_key(_order)
    if rest and isinstance(rest[0], list):
        pairs = sorted(zip(items, rest[0]), key=lambda pair: key(pair[0]))
        items[:], rest[0][:] = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        return
    if len(rest) == 2 and isinstance(rest[0], int) and isinstance(rest[1], int):
        items[rest[0] : rest[0] + rest[1]] = sorted(items[rest[0] : rest[0] + rest[1]], key=key)
        return
    items.sort(key=key)


def _order(left: object, right: object) -> int:
    if left is None or right is None:
        return (left is not None) - (right is not None)
    left, right = unwrap(left), unwrap(right)
    ordered = isinstance(left, (str, int, float)) or is_decimal(left) or hasattr(left, "ps_compare")
    if left is not right and (type(left) is not type(right) or not ordered):
        raise NetError("System.InvalidOperationException", "Failed to compare two elements in the array.")
    return compare_any(left, right, True)


def _compare(items: list, other: object, comparer: object) -> int:
    """Which of two arrays of one length comes first, by their first elements that differ."""
    if other is None:
        return 1
    if not isinstance(other, list) or len(other) != len(items):
        raise NetError("System.ArgumentException", "The object is not an array with the same number of elements as the"
                       " array to compare it to. (Parameter 'other')")
    return next((order for one, two in zip(items, other) if (order := compare_any(one, two, True))), 0)


def reverse(items: list, *rest: object) -> None:
    """Reverse in place."""
    items.reverse()


def _clear(items: list) -> None:
    items[:] = create(getattr(items, "element_type", type_named("System.Object")), len(items))


def _clear_part(items: list, start: int = 0, count: int | None = None) -> None:
    """Set elements to the zero of their type."""
    size = len(items) if count is None else count
    if start < 0 or size < 0 or start + size > len(items):
        raise net_problem("IndexBounds")
    zeros = create(getattr(items, "element_type", type_named("System.Object")), size)
    items[start : start + size] = zeros


def clone(items: list) -> list:
    """A shallow copy."""
    if isinstance(items, Grid):
        return Grid(items, items.element_type, items.lengths)
    if type(items) is GappyArray:
        return items.twin()
    return TypedArray(items, items.element_type) if isinstance(items, TypedArray) else list(items)


def copy_to(items: list, target: list, start: int = 0) -> None:
    """Copy the elements into another array from a position."""
    if start + len(items) > len(target):
        raise NetError("System.ArgumentException", "Destination array was not long enough. Check the destination index,"
                       " length, and the array's lower bounds. (Parameter 'destinationArray')")
    target[start : start + len(items)] = items


def copy(source: list, *rest: Any) -> None:
    """Array.Copy(source, target, count) or (source, from, target, at, count)."""
    start, target, at, count = (0, rest[0], 0, rest[1]) if len(rest) == 2 else rest
    if count < 0:
        raise net_problem("NegativeWidth", "length", count)
    for name, place, items in (("source", start, source), ("destination", at, target)):
        if place < 0 or place + count > len(items):
            raise net_problem("ArrayTooShort", name.capitalize(), name)
    target[at : at + count] = source[start : start + count]


def _place(items: list, positions: tuple[int, ...]) -> int:
    """Where an element is by its position in each dimension."""
    lengths = _lengths(items)
    if len(positions) != len(lengths):
        words = "Array was not a one-dimensional array." if len(positions) == 1 else (
            "Indices length does not match the array rank.")
        raise NetError("System.ArgumentException", words)
    place = 0
    for position, length in zip(positions, lengths):
        if not 0 <= position < length:
            raise net_problem("IndexBounds")
        place = place * length + position
    return place


def _lengths(items: list) -> tuple[int, ...]:
    return items.lengths if isinstance(items, Grid) else (len(items),)


def _length_of(items: list, dimension: int) -> int:
    lengths = _lengths(items)
    if not 0 <= dimension < len(lengths):
        raise NetError("System.IndexOutOfRangeException", "Array does not have that many dimensions.")
    return lengths[dimension]


def _get_value(items: list, *positions: int) -> object:
    return items[_place(items, positions)]


def _set_value(items: list, value: object, *positions: int) -> None:
    element = getattr(items, "element_type", None)
    items[_place(items, positions)] = value if element is None else convert(value, element)


def _at(items: list, index: int) -> object:
    return _get_value(items, index)


def _set_at(items: list, index: int, value: object) -> None:
    _set_value(items, value, index)


def _fill(items: list, value: object) -> None:
    """Fill an array of the value's own type; of any other PowerShell fills a copy."""
    if getattr(items, "element_type", None) != type_of(value):
        return
    for at in range(len(items)):
        _set_value(items, value, at)


def search(items: list, value: object) -> int:
    """Where an equal element of a sorted array is; else less than zero, the complement of where it would stand."""
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        order = _order(items[middle], value)
        if order == 0:
            return middle
        if order < 0:
            low = middle + 1
        else:
            high = middle - 1
    return -low - 1


def _resize(reference: object, size: int) -> None:
    if size < 0:
        raise net_problem("NegativeCapacity", "newSize")
    items = reference.take()  # type: ignore[attr-defined]
    grown = create(getattr(items, "element_type", type_named("System.Object")), size)
    grown[: min(size, len(items))] = items[:size]
    reference.put(grown)  # type: ignore[attr-defined]


def _each(items: list, block: object) -> None:
    for item in items:
        block.delegate(item)  # type: ignore[attr-defined]


def _find(items: list, block: object) -> object:
    if not hasattr(block, "delegate"):
        raise problem("MethodCountCouldNotFindBest", "Find", 2)
    from glueshell.objects.types.blocks import predicate

    return next((item for item in items if predicate(block, item)), None)


def find_index(items: list, block: object) -> int:
    """The place of the first element that a script block says yes to, -1 without one."""
    from glueshell.objects.types.blocks import predicate

    return next((at for at, item in enumerate(list(items)) if predicate(block, item)), -1)


def _find_all(items: list, block: object) -> list:
    from glueshell.objects.types.blocks import predicate

    found = [item for item in items if predicate(block, item)]
    return TypedArray(found, items.element_type) if isinstance(items, TypedArray) else found


def true_for_all(items: list, block: object) -> bool:
    """Whether a script block says yes to every element."""
    from glueshell.objects.types.blocks import predicate

    return all(predicate(block, item) for item in list(items))


def converted_all(items: list, block: object) -> list:
    """What a script block makes of each element."""
    if not hasattr(block, "delegate"):
        raise problem("MethodCountCouldNotFindBest", "ConvertAll", 1)
    results = [block.delegate(item) for item in list(items)]
    return [result[0] if len(result) == 1 else result or None for result in results]



TABLES = {
    "System.Array": MemberTable(
        "System.Array",
        prop("Length", "int", len),
        prop("LongLength", "long", len),
        prop("Rank", "int", lambda items: len(_lengths(items))),
        prop("SyncRoot", "System.Object", lambda items: items),
        prop("IsReadOnly", "bool", lambda items: False),
        prop("IsFixedSize", "bool", lambda items: True),
        prop("IsSynchronized", "bool", lambda items: False),
        prop("Count", "int", len),
        method("Add", fixed, "int Add(System.Object value)"),
        method("Clear", _clear, "void Clear()"),
        Member("CompareTo", "Method", "int", body=_compare,
               overloads=("int CompareTo(System.Object other, System.Object comparer)",), hidden=True),
        method("Clone", clone, "System.Object Clone()"),
        method("Contains", contains, "bool Contains(System.Object value)"),
        method("CopyTo", copy_to, "void CopyTo(array array, int index)"),
        method("GetEnumerator", lambda items: Enumerator(lambda: iter(list(items)), "System.ArrayEnumerator"),
               "System.Collections.IEnumerator GetEnumerator()"),
        method("GetLength", _length_of, "int GetLength(int dimension)"),
        method("GetLowerBound", lambda items, dimension: 0, "int GetLowerBound(int dimension)"),
        method("GetUpperBound", lambda items, dimension: _length_of(items, dimension) - 1,
               "int GetUpperBound(int dimension)"),
        method("GetValue", _get_value, "System.Object GetValue(int index)", "System.Object GetValue(long index)",
               "System.Object GetValue(int index1, int index2)", "System.Object GetValue(params int[] indices)"),
        method("IndexOf", index_of, "int IndexOf(System.Object value)"),
        indexed("System.Object Item(int index)", _at, _set_at, hidden=True),
        Member("set_Item", "Method", "void", body=_set_at, hidden=True,
               overloads=("void set_Item(int index, System.Object value)",)),
        Member("Get", "Method", "System.Object", body=_at, overloads=("System.Object Get(int index)",), hidden=True),
        Member("Set", "Method", "void", body=_set_at, overloads=("void Set(int index, System.Object value)",),
               hidden=True),
        method("Insert", fixed, "void Insert(int index, System.Object value)"),
        method("Remove", fixed, "void Remove(System.Object value)"),
        method("RemoveAt", fixed, "void RemoveAt(int index)"),
        method("SetValue", _set_value, "void SetValue(System.Object value, int index)",
               "void SetValue(System.Object value, int index1, int index2)",
               "void SetValue(System.Object value, params int[] indices)"),
        static("IndexOf", index_of, "int IndexOf(array array, System.Object value)",
               "int IndexOf(array array, System.Object value, int startIndex)",
               "int IndexOf(array array, System.Object value, int startIndex, int count)"),
        static("LastIndexOf", last_index_of, "int LastIndexOf(array array, System.Object value)"),
        static("Sort", sort, "void Sort(array array)",
               "void Sort(System.Object keys, System.Object items)",
               "void Sort(array array, int index, int length)"),
        static("Clear", _clear_part, "void Clear(array array)", "void Clear(array array, int index, int length)"),
        static("Reverse", reverse, "void Reverse(array array)",
               "void Reverse(array array, int index, int length)"),
        static("Copy", copy, "void Copy(System.Object sourceArray, System.Object destinationArray, int length)",
               "void Copy(System.Object sourceArray, int sourceIndex, System.Object destinationArray,"
               " int destinationIndex, int length)"),
        static("CreateInstance", create, "array CreateInstance(type elementType, int length)",
               "array CreateInstance(type elementType, int length1, int length2)"),
        static("Resize", _resize, "void Resize([ref] array array, int newSize)"),
        static("Empty", lambda: [], "array Empty()"),
        static("Fill", _fill, "void Fill(array array, System.Object value)"),
        static("ForEach", _each, "void ForEach(array array, System.Object action)"),
        static("Find", _find, "System.Object Find(array array, System.Object match)"),
        static("FindAll", _find_all, "System.Object FindAll(array array, System.Object match)"),
        static("FindIndex", find_index, "int FindIndex(array array, System.Object match)"),
        static("TrueForAll", true_for_all, "bool TrueForAll(array array, System.Object match)"),
        static("ConvertAll", converted_all, "System.Object ConvertAll(array array, System.Object converter)"),
        static("Exists", lambda items, block: find_index(items, block) >= 0,
               "bool Exists(array array, System.Object match)"),
        static("BinarySearch", search, "int BinarySearch(array array, System.Object value)"),
    ),
}
