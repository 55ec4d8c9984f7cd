"""HashSet, Queue, Stack, the live views of a dictionary's keys and values, and enumerators."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from glueshell.objects.convert import convert
from glueshell.objects.declaration import Member, MemberTable, method, prop, typed
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.numbers import Byte, Int16, SByte, UInt16
from glueshell.objects.ranks import ASSIGNABLE, rank
from glueshell.objects.typeinfo import TypeInfo, generic_of, type_named, type_of
from glueshell.objects.types.enumerator import enumerator_of

_G = "System.Collections.Generic."


_ORDERED = "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection"


class View:
    """The keys or values of a dictionary as it is now; `side` is 'Key' or 'Value'."""

    __slots__ = ("side", "table")
    ps_enumerable = True

    def __init__(self, table: Hashtable, side: str) -> None:
        self.table = table
        self.side = side

    @property
    def ps_type_name(self) -> str:
        """Hashtable+KeyCollection and the like."""
        if isinstance(self.table, OrderedDictionary):
            return _ORDERED
        return f"System.Collections.Hashtable+{self.side}Collection"

    @property
    def enumerator_name(self) -> str:
        """What steps through it."""
        info = getattr(self.table, "ps_type", None)
        if info is not None and info.arguments:
            return f"{info.definition}+{self.side}Collection+Enumerator[{info.full_name.partition('[')[2]}"
        if isinstance(self.table, OrderedDictionary):
            return "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryEnumerator"
        return "System.Collections.Hashtable+HashtableEnumerator"

    def __iter__(self) -> Iterator[object]:
        return self.table.keys() if self.side == "Key" else self.table.values()

    def __len__(self) -> int:
        return len(self.table)

    def flowing(self) -> Iterator[object]:
        """Its elements without values that are no output."""
        gaps = getattr(self.table, "gaps", None)
        if not gaps or self.side == "Key":
            return iter(self)
        return (value for key, value in self.table.items() if self.table.slot(key) not in gaps)

    def at(self, index: object) -> object:
        """The element at a position; raises NetError where there is none."""
        from glueshell.objects.convert import refuse, to_int

        try:
            position = to_int(index)
        except PSError as error:
            if error.error_id == "ConvertToFinalInvalidCastException":
                raise refuse(self, type_named("System.Int32")) from None
            position = -1
        if not 0 <= position < len(self):
            raise net_problem("IndexRange")
        return list(self)[position]


class HashSet:
    """HashSet[T], with the comparer it was given for text."""

    __slots__ = ("element_type", "items")
    ps_enumerable = True

    def __init__(self, element_type: TypeInfo, values: Iterable[object] = (), ignore_case: bool = False) -> None:
        self.element_type = element_type
        self.items = Hashtable(case=not ignore_case)
        for value in values:
            self.items[convert(value, element_type)] = None

    @property
    def ps_type(self) -> TypeInfo:
        """The closed generic type."""
        return generic_of(_G + "HashSet`1", (self.element_type,))

    @property
    def ps_type_name(self) -> str:
        """Its full name."""
        return self.ps_type.full_name

    @property
    def type_arguments(self) -> tuple[TypeInfo, ...]:
        """(T,)."""
        return (self.element_type,)

    def __iter__(self) -> Iterator[object]:
        return self.items.keys()

    def __len__(self) -> int:
        return len(self.items)

    def add(self, value: object) -> bool:
        """Add; tells whether it was new."""
        if value in self.items:
            return False
        self.items[value] = None
        return True

    def union(self, values: object) -> None:
        """Add all."""
        for value in list(iterate(values)):
            self.add(convert(value, self.element_type))

    def keep(self, values: object, wanted: bool) -> None:
        """Keep those that are among `values` (or, with False, those that are not)."""
        other = HashSet(self.element_type, iterate(values), not self.items.case)
        for value in list(self):
            if (value in other.items) != wanted:
                self.items.remove(value)

    def overlaps(self, values: object) -> bool:
        """Whether any is shared."""
        return any(convert(value, self.element_type) in self.items for value in iterate(values))

    def covers(self, values: object) -> bool:
        """Whether all of `values` are in the set."""
        return all(convert(value, self.element_type) in self.items for value in iterate(values))


class Queue:
    """Queue and Queue[T] (first in, first out), Stack and Stack[T] (last in, first out)."""

    __slots__ = ("element_type", "items", "name")
    ps_enumerable = True

    def __init__(self, name: str, element_type: TypeInfo | None, values: Iterable[object] = ()) -> None:
        self.name = name
        self.element_type = element_type
        self.items: list[object] = []
        for value in values:
            self.push(value)

    @property
    def ps_type(self) -> TypeInfo:
        """Its type, closed where generic."""
        if self.element_type is None:
            return type_named("System.Collections." + self.name)
        return generic_of(f"{_G}{self.name}`1", (self.element_type,))

    @property
    def ps_type_name(self) -> str:
        """Its full name."""
        return self.ps_type.full_name

    @property
    def type_arguments(self) -> tuple[TypeInfo, ...]:
        """(T,) or nothing."""
        return () if self.element_type is None else (self.element_type,)

    @property
    def enumerator_name(self) -> str:
        """What steps through it, where it is no generic one."""
        return f"System.Collections.{self.name}+{self.name}Enumerator"

    def __iter__(self) -> Iterator[object]:
        return iter(list(self.items) if self.name == "Queue" else self.items[::-1])

    def __len__(self) -> int:
        return len(self.items)

    def push(self, value: object) -> None:
        """Enqueue or Push."""
        self.items.append(value if self.element_type is None else convert(value, self.element_type))

    def pop(self) -> object:
        """Dequeue or Pop."""
        if not self.items:
            raise net_problem("QueueEmpty", self.name)
        return self.items.pop(0 if self.name == "Queue" else -1)

    def peek(self) -> object:
        """The next one, left in place."""
        if not self.items:
            raise net_problem("QueueEmpty", self.name)
        return self.items[0 if self.name == "Queue" else -1]

    def has(self, value: object) -> bool:
        """Whether an equal one is in it."""
        from glueshell.objects.types.array import contains

        return contains(self.items, value)


@typed
def _construct_set(info: TypeInfo, *arguments: object) -> HashSet:
    if arguments and arguments[0] is None:
        raise net_problem("ArgumentNull", "collection")
    ignore = any(getattr(argument, "ignore_case", False) for argument in arguments)
    values = [argument for argument in arguments if not hasattr(argument, "ignore_case")]
    return HashSet(info.arguments[0], iterate(values[0]) if values and not isinstance(values[0], int) else (), ignore)


@typed
def _convert_set(value: object, info: TypeInfo) -> object:
    if isinstance(value, int) and type(value) in (int, Int16, UInt16, Byte, SByte):
        # A whole number is a set's capacity.
        return HashSet(info.arguments[0])
    return NotImplemented


@typed
def _convert_queue(value: object, info: TypeInfo) -> object:
    if info.arguments or not (isinstance(value, Hashtable) or enumerable(value)):
        return NotImplemented
    return _construct_queue(info, value.entries() if isinstance(value, Hashtable) else value)


@typed
def _construct_queue(info: TypeInfo, *arguments: object) -> Queue:
    name = "Queue" if "Queue" in info.definition else "Stack"
    if arguments and arguments[0] is None:
        raise net_problem("ArgumentNull", "collection" if info.arguments else "col")
    values = iterate(arguments[0]) if arguments and not isinstance(arguments[0], int) else ()
    return Queue(name, info.arguments[0] if info.arguments else None, values)




_EACH = "System.Collections.Generic.IEnumerable[T]"
_COMPARER = "System.StringComparer comparer"
_VIEW = (
    prop("Count", "int", len),
    prop("IsSynchronized", "bool", lambda view: False),
    prop("SyncRoot", "System.Object", lambda view: view.table),
    method("GetEnumerator", enumerator_of, "System.Collections.IEnumerator GetEnumerator()"),
    method("CopyTo", lambda view, target, start: target.__setitem__(slice(start, start + len(view)), list(view)),
           "void CopyTo(System.Object array, int index)"),
)
_SHARED = (
    prop("Count", "int", len),
    method("Clear", lambda owner: owner.items.clear(), "void Clear()"),
    method("GetEnumerator", enumerator_of, "System.Collections.IEnumerator GetEnumerator()"),
    method("ToArray", lambda owner: list(owner), "System.Object[] ToArray()"),
)


def _queue(name: str, item: str) -> MemberTable:
    put, take = ("Enqueue", "Dequeue") if "Queue" in name else ("Push", "Pop")
    return MemberTable(
        name, *_SHARED,
        method(put, lambda queue, value: queue.push(value), f"void {put}({item} item)"),
        method(take, lambda queue: queue.pop(), f"{item} {take}()"),
        method("Peek", lambda queue: queue.peek(), f"{item} Peek()"),
        method("Contains", lambda queue, value: queue.has(value), f"bool Contains({item} item)"),
        construct=_construct_queue, convert=_convert_queue,
        constructors=(f"{name}()", f"{name}(int capacity)",
                      f"{name}({_EACH} collection)" if item == "T" else f"{name}(System.Collections.ICollection col)"))


def _with(name: str, result: str, body: Callable[[HashSet, object], object]) -> Member:
    """A method that takes another collection of the set's type, and nothing that would have to be converted to one."""

    def call(owner: HashSet, values: object) -> object:
        if values is None:
            raise net_problem("ArgumentNull", "other")
        if rank(type_of(values), f"{_EACH[:-3]}[{owner.element_type.ps_text()}]") < ASSIGNABLE:
            raise problem("MethodCountCouldNotFindBest", name, 1)
        return body(owner, values)

    return method(name, call, f"{result} {name}(System.Object other)")


def _set_table() -> MemberTable:
    return MemberTable(
        _G + "HashSet`1", *_SHARED,
        method("Add", lambda owner, value: owner.add(value), "bool Add(T item)"),
        method("Contains", lambda owner, value: value in owner.items, "bool Contains(T item)"),
        method("Remove", lambda owner, value: owner.items.remove(value), "bool Remove(T item)"),
        _with("UnionWith", "void", lambda owner, values: owner.union(values)),
        _with("IntersectWith", "void", lambda owner, values: owner.keep(values, True)),
        _with("ExceptWith", "void", lambda owner, values: owner.keep(values, False)),
        _with("Overlaps", "bool", lambda owner, values: owner.overlaps(values)),
        _with("IsSupersetOf", "bool", lambda owner, values: owner.covers(values)),
        _with("IsSubsetOf", "bool", lambda owner, values: HashSet(owner.element_type, iterate(values)).covers(owner)),
        _with("SetEquals", "bool", lambda owner, values: owner.covers(values) and HashSet(
            owner.element_type, iterate(values)).covers(owner)),
        construct=_construct_set, convert=_convert_set,
        constructors=("HashSet()", f"HashSet({_EACH} collection)", f"HashSet({_EACH} collection, {_COMPARER})",
                      "HashSet(int capacity)", f"HashSet({_COMPARER})", f"HashSet(int capacity, {_COMPARER})"))


TABLES = {
    **{name: MemberTable(name, *_VIEW) for name in (
        "System.Collections.Hashtable+KeyCollection", "System.Collections.Hashtable+ValueCollection")},
    _ORDERED: MemberTable(_ORDERED, *_VIEW, index=lambda view, index: view.at(index)),
    _G + "HashSet`1": _set_table(),
    _G + "Queue`1": _queue(_G + "Queue`1", "T"),
    _G + "Stack`1": _queue(_G + "Stack`1", "T"),
    "System.Collections.Queue": _queue("System.Collections.Queue", "System.Object"),
    "System.Collections.Stack": _queue("System.Collections.Stack", "System.Object"),
}
