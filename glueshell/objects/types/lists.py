"""ArrayList, List[T] and Collection[T]: lists that grow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from glueshell.objects.absence import filled
from glueshell.objects.convert import convert, culture_text
from glueshell.objects.declaration import Member, MemberTable, indexed, method, prop, typed
from glueshell.objects.enumeration import collection, iterate
from glueshell.objects.errors import ModifiedError, net_problem, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import Char
from glueshell.objects.typeinfo import TypedArray, TypeInfo, generic_of, type_name, type_named
from glueshell.objects.types import array
from glueshell.objects.types.enumerator import Enumerator, GenericEnumerator

LIST = "System.Collections.Generic.List`1"
COLLECTION = "System.Collections.ObjectModel.Collection`1"


class ArrayList(list):
    """System.Collections.ArrayList."""

    __slots__ = ("gaps", "ps_added", "ps_boxed")
    ps_type_name = "System.Collections.ArrayList"

    def watched(self) -> Iterator[object]:
        """Its elements, for a loop that must hear of changes meanwhile."""
        return walk(self)


class GenericList(list):
    """System.Collections.Generic.List[T], or Collection[T] by its `definition`; every element is of `element_type`."""

    __slots__ = ("definition", "element_type", "gaps", "ps_added", "ps_boxed", "ps_type")

    def __init__(self, items: object = (), element_type: TypeInfo | None = None, definition: str = LIST) -> None:
        super().__init__(items)  # type: ignore[call-overload]
        self.element_type = element_type if element_type is not None else type_named("System.Object")
        self.definition = definition
        # The closed generic type.
        self.ps_type = generic_of(definition, (self.element_type,))

    @property
    def ps_type_name(self) -> str:
        """Its full name."""
        return self.ps_type.full_name

    @property
    def type_arguments(self) -> tuple[TypeInfo, ...]:
        """(T,)."""
        return (self.element_type,)

    def watched(self) -> Iterator[object]:
        """Its elements, for a loop that must hear of changes meanwhile."""
        return walk(self)


def _same_kind(items: list, values: Iterable[object]) -> list:
    if isinstance(items, GenericList):
        return GenericList(values, items.element_type, items.definition)
    return ArrayList(values)


def _position(items: list, position: int, past: int = 0) -> int:
    if not 0 <= position < len(items) + past:
        raise net_problem("IndexRange" if not past else "ListIndexRange")
    return position


def add(items: list, value: object) -> object:
    """Add; an ArrayList tells the position."""
    items.append(value)
    return len(items) - 1 if isinstance(items, ArrayList) else None


def _all(items: list, values: object) -> list:
    """The values to add to a list, each of its element type."""
    element = getattr(items, "element_type", None)
    if values is None:
        raise net_problem("ArgumentNull", "c" if element is None else "collection")
    return _elements(values, element)


def _elements(values: object, element: TypeInfo | None) -> list:
    """What a collection holds; a dictionary its entries, a text its characters."""
    if isinstance(values, Hashtable):
        return list(values.entries())
    if isinstance(values, str):
        return [Char(char) for char in values]
    return list(iterate(values)) if element is None else [convert(value, element) for value in iterate(values)]


def _add_range(items: list, values: object) -> None:
    items.extend(_all(items, values))


def _insert(items: list, position: int, value: object) -> None:
    items.insert(_position(items, position, 1), value)


def _insert_range(items: list, position: int, values: object) -> None:
    added = _all(items, values)
    if not 0 <= position <= len(items):
        raise net_problem("ListRange", "index")
    items[position:position] = added


def _at(items: list, index: int) -> object:
    return items[_position(items, index)]


def _set_at(items: list, index: int, value: object) -> None:
    items[_position(items, index)] = value


def _remove(items: list, value: object) -> object:
    at = _index_of(items, value)
    if at >= 0:
        del items[at]
    return at >= 0 if isinstance(items, GenericList) else None


def _remove_at(items: list, position: int) -> None:
    del items[_position(items, position)]


def _range(items: list, start: int, count: int) -> slice:
    if start < 0 or count < 0 or start + count > len(items):
        raise net_problem("OffsetLength")
    return slice(start, start + count)


def _remove_range(items: list, start: int, count: int) -> None:
    del items[_range(items, start, count)]


def _of_objects(items: list) -> bool:
    element = getattr(items, "element_type", None)
    return element is not None and element.full_name == "System.Management.Automation.PSObject"


def _index_of(items: list, value: object, *start: int) -> int:
    """The first position of an equal element; objects as scripts hand them out are compared as `-eq` does."""
    if not _of_objects(items):
        return array.index_of(items, value, *start)
    from glueshell.objects.operators import equals

    def same(item: object) -> bool:
        return item is value if item is None or value is None else equals(item, value, True)

    return next((at for at, item in enumerate(items) if same(item)), -1)


def _to_array(items: list, *kind: object) -> list:
    element = getattr(items, "element_type", None)
    if kind and isinstance(kind[0], TypeInfo):
        element = kind[0]
    if element is None or element.full_name == "System.Object":
        return list(items)
    return TypedArray(items, element)


def _sort(items: list, *rest: object) -> None:
    if rest and hasattr(rest[0], "collect"):
        from functools import cmp_to_key

        from glueshell.objects.convert import to_int

        block = rest[0]
        # Insertion by bisection keeps the script block out of C code.
        done: list = []
        key = cmp_to_key(lambda left, right: to_int((block.delegate(left, right) or [0])[-1]))  # type: ignore[attr-defined]
        for item in items:
            low, high = 0, len(done)
            while low < high:
                middle = (low + high) // 2
                if key(item) < key(done[middle]):
                    high = middle
                else:
                    low = middle + 1
            done.insert(low, item)
        items[:] = done
        return
    array.sort(items)


def _reverse(items: list, *rest: int) -> None:
    if len(rest) == 2:
        part = _range(items, *rest)
        items[part] = items[part][::-1]
    else:
        items.reverse()


def _matching(items: list, block: object) -> list[int]:
    from glueshell.objects.types.blocks import predicate

    return [at for at, item in enumerate(list(items)) if predicate(block, item)]


def _find(items: list, block: object) -> object:
    at = array.find_index(items, block)
    return items[at] if at >= 0 else None


def _remove_all(items: list, block: object) -> int:
    found = set(_matching(items, block))
    items[:] = [item for at, item in enumerate(items) if at not in found]
    return len(found)


def _called(items: list, block: object, name: str, parameter: str, delegate: str) -> Any:
    """What a method is given to call for each element: a script block, nothing else becomes a delegate."""
    if block is None:
        raise net_problem("ArgumentNull", parameter)
    if not hasattr(block, "collect"):
        element = getattr(items, "element_type", None) or type_named("System.Object")
        wanted = f"System.{delegate}`1[{element.full_name}]"
        why = f'Cannot convert the "{culture_text(block)}" value of type "{type_name(block)}" to type "{wanted}".'
        raise problem("MethodArgumentConversionInvalidCastArgument", parameter, culture_text(block), name, wanted, why)
    return block


def _asking(name: str, body: Callable[[list, Any], object]) -> Member:
    """A method that asks a block about each element."""
    result = {"Find": "T", "FindAll": "System.Object", "FindIndex": "int", "RemoveAll": "int"}.get(name, "bool")
    return method(name, lambda items, block: body(items, _called(items, block, name, "match", "Predicate")),
                  f"{result} {name}(System.Object match)")


def _each(items: list, block: object) -> None:
    action = _called(items, block, "ForEach", "action", "Action")
    for item in list(items):
        action.delegate(item)


def _set_capacity(items: list, size: int) -> None:
    if size < len(items):
        raise net_problem("CapacityBelowCount")


def walk(items: list) -> Iterator[object]:
    """The elements, watching that nothing is added, taken out or put in the place of the current one meanwhile."""
    size = len(items)
    for at in range(size):
        item = items[at]
        yield item
        if len(items) != size or items[at] is not item:
            raise ModifiedError


def _enumerator(items: list) -> Enumerator:
    if isinstance(items, GenericList):
        from glueshell.objects.construction import zero

        arguments = items.ps_type.full_name.partition("[")[2]
        outside = zero(items.element_type) if items.element_type.kind in ("struct", "enum") else None
        return GenericEnumerator(lambda: walk(items), f"{LIST}+Enumerator[{arguments}", outside)
    return Enumerator(lambda: walk(items), "System.Collections.ArrayList+ArrayListEnumeratorSimple")


_STATES = (
    prop("IsFixedSize", "bool", lambda items: False), prop("IsReadOnly", "bool", lambda items: False),
    prop("IsSynchronized", "bool", lambda items: False), prop("SyncRoot", "System.Object", lambda items: items),
)  # fmt: skip


def _members(item: str, array_type: str) -> tuple[Member, ...]:
    several = "System.Collections.ICollection c" if item != "T" else f"{_EACH} collection"
    return (
        prop("Capacity", "int", lambda items: max(4, len(items)), _set_capacity),
        prop("Count", "int", len),
        *(_STATES if item != "T" else [_STATES[at] for at in (1, 0, 3, 2)]),
        method("Add", add, f"{'int' if item != 'T' else 'void'} Add({item} item)"),
        method("AddRange", _add_range, f"void AddRange({several})"),
        method("BinarySearch", array.search, f"int BinarySearch({item} item)"),
        method("Clear", lambda items: items.clear(), "void Clear()"),
        method("Clone", lambda items: _same_kind(items, items), "System.Object Clone()"),
        method("Contains", lambda items, value: _index_of(items, value) >= 0, f"bool Contains({item} item)"),
        method("CopyTo", array.copy_to, "void CopyTo(System.Object array)",
               "void CopyTo(System.Object array, int arrayIndex)"),
        method("GetEnumerator", _enumerator,
               "System.Collections.IEnumerator GetEnumerator()"),
        method("GetRange", lambda items, start, count: _same_kind(items, items[_range(items, start, count)]),
               "System.Object GetRange(int index, int count)"),
        indexed(f"{item} Item(int index)", _at, _set_at),
        Member("get_Item", "Method", item, body=_at, overloads=(f"{item} get_Item(int index)",), hidden=True),
        Member("set_Item", "Method", "void", body=_set_at, overloads=(f"void set_Item(int index, {item} value)",),
               hidden=True),
        method("IndexOf", _index_of, f"int IndexOf({item} item)", f"int IndexOf({item} item, int index)"),
        method("Insert", _insert, f"void Insert(int index, {item} item)"),
        method("InsertRange", _insert_range, f"void InsertRange(int index, {several})"),
        method("LastIndexOf", array.last_index_of, f"int LastIndexOf({item} item)"),
        method("Remove", _remove, f"{'bool' if item == 'T' else 'void'} Remove({item} item)"),
        method("RemoveAt", _remove_at, "void RemoveAt(int index)"),
        method("RemoveRange", _remove_range, "void RemoveRange(int index, int count)"),
        method("Reverse", _reverse, "void Reverse()", "void Reverse(int index, int count)"),
        method("Sort", _sort, "void Sort()", "void Sort(System.Object comparison)"),
        method("ToArray", _to_array, f"{array_type} ToArray()", f"{array_type} ToArray(type type)"),
        method("TrimToSize", lambda items: None, "void TrimToSize()"),
        method("TrimExcess", lambda items: None, "void TrimExcess()"),
        _asking("Find", _find),
        _asking("FindIndex", array.find_index),
        _asking("FindAll", lambda items, block: _same_kind(items, [items[at] for at in _matching(items, block)])),
        _asking("Exists", lambda items, block: array.find_index(items, block) >= 0),
        _asking("RemoveAll", _remove_all),
        _asking("TrueForAll", array.true_for_all),
        method("ConvertAll", array.converted_all, "System.Object ConvertAll(System.Object converter)"),
        Member("ForEach", "Method", "void" if item == "T" else "System.Object", body=_each),
        method("AsReadOnly", lambda items: items, "System.Object AsReadOnly()"),
    )


@typed
def _construct_list(info: TypeInfo, *arguments: object) -> GenericList:
    element = info.arguments[0] if info.arguments else type_named("System.Object")
    if arguments and arguments[0] is None:
        raise net_problem("ArgumentNull", "collection")
    if arguments and not (isinstance(arguments[0], int) and not isinstance(arguments[0], bool)):
        return GenericList(_elements(arguments[0], element), element, info.definition)
    if arguments and isinstance(arguments[0], int) and arguments[0] < 0:
        raise net_problem("NegativeCapacity", "capacity")
    return GenericList((), element, info.definition)


def _construct_array_list(*arguments: object) -> ArrayList:
    if arguments and arguments[0] is None:
        raise net_problem("ArgumentNull", "c")
    if arguments and not isinstance(arguments[0], int):
        return ArrayList(_elements(arguments[0], None))
    if arguments and isinstance(arguments[0], int) and arguments[0] < 0:
        raise net_problem("NegativeRoom", "capacity")
    return ArrayList()


_EACH = "System.Collections.Generic.IEnumerable[T]"


def _convert_array_list(value: object) -> object:
    if isinstance(value, Hashtable):
        return ArrayList(value.entries())
    return filled(value, ArrayList(iterate(value))) if collection(value) else NotImplemented


TABLES = {
    "System.Collections.ArrayList": MemberTable(
        "System.Collections.ArrayList",
        *[member for member in _members("System.Object", "System.Object[]")
          if member.name not in ("Find", "FindIndex", "FindAll", "Exists", "RemoveAll", "ForEach", "AsReadOnly",
                                 "ConvertAll", "TrimExcess", "TrueForAll")],
        construct=_construct_array_list,
        constructors=("System.Collections.ArrayList()", "System.Collections.ArrayList(int capacity)",
                      "System.Collections.ArrayList(System.Collections.ICollection c)"),
        convert=_convert_array_list,
    ),
    LIST: MemberTable(
        LIST,
        *[member for member in _members("T", "T[]") if member.name not in ("Clone", "TrimToSize")],
        construct=_construct_list,
        constructors=(f"{LIST}()", f"{LIST}(int capacity)", f"{LIST}({_EACH} collection)"),
    ),
    "System.Collections.ObjectModel.Collection`1": MemberTable(
        "System.Collections.ObjectModel.Collection`1",
        *[member for member in _members("T", "T[]")
          if member.name in ("Count", "Item", "get_Item", "set_Item",
                             "Add", "Clear", "Contains", "CopyTo", "GetEnumerator", "IndexOf", "Insert",
                             "Remove", "RemoveAt", "IsReadOnly", "IsFixedSize", "SyncRoot", "IsSynchronized")],
        construct=_construct_list,
    ),
}
