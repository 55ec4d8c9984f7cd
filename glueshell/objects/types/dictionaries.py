"""Hashtable, OrderedDictionary, Dictionary[K,V], SortedDictionary and SortedList."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from glueshell.objects.comparer import SortKey
from glueshell.objects.convert import convert
from glueshell.objects.declaration import Member, MemberTable, indexed, method, prop, typed
from glueshell.objects.errors import ModifiedError, net_problem
from glueshell.objects.hashtable import DictionaryEntry, Hashtable, OrderedDictionary, OrderedHashtable
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, generic_of, type_named
from glueshell.objects.types.array import _equal
from glueshell.objects.types.collections import View
from glueshell.objects.types.enumerator import EntryEnumerator, TableEnumerator

DICTIONARY = "System.Collections.Generic.Dictionary`2"
PAIR = "System.Collections.Generic.KeyValuePair`2"


class GenericDictionary(Hashtable):
    """Dictionary[TKey, TValue] and SortedDictionary by `definition`; keys and values are converted when written."""

    __slots__ = ("arguments", "definition")
    shows_entries = False

    def __init__(self, arguments: tuple[TypeInfo, ...], case: bool = True, definition: str = DICTIONARY,
                 items: Iterable[tuple[object, object]] = ()) -> None:
        super().__init__(case=case)
        self.arguments = arguments
        self.definition = definition
        for key, value in items:
            self.put_key(key, value)

    @property
    def ps_type(self) -> TypeInfo:
        """The closed generic type."""
        return generic_of(self.definition, self.arguments)

    @property
    def ps_type_name(self) -> str:  # type: ignore[override]
        """Its full name."""
        return self.ps_type.full_name

    @property
    def type_arguments(self) -> tuple[TypeInfo, ...]:
        """(TKey, TValue)."""
        return self.arguments

    def __setitem__(self, key: object, value: object) -> None:
        before = self._changes if key in self else self._changes + 1
        super().__setitem__(key, value)
        self._changes = before

    def remove(self, key: object) -> bool:
        """Take a key out, which nobody who goes through the dictionary needs to know; tells whether it was there."""
        before = self._changes
        there = super().remove(key)
        self._changes = before
        return there

    def _walk(self, shape: Callable[[object, object], object]) -> Iterator:
        before = self._changes
        for slot, value in list(self._items.items()):
            if slot in self._items:
                yield shape(slot, value)
            if self._changes != before:
                raise ModifiedError

    def put_key(self, key: object, value: object) -> None:
        """Write a key, both sides converted."""
        self[convert(key, self.arguments[0])] = convert(value, self.arguments[1])

    def read_key(self, key: object) -> object:
        """The value of a key, null where it is missing."""
        return self.get(convert(key, self.arguments[0]))

    def holds(self, key: object) -> bool:
        """Whether a key is there, whatever type it is given as."""
        return convert(key, self.arguments[0]) in self

    def duplicate(self, old: object, new: object) -> Exception:
        """The error for adding a key that is there."""
        return net_problem("KeyDuplicate", to_text(new))

    def keys(self) -> Iterator[object]:
        """The keys; sorted in a SortedDictionary."""
        if self.definition == DICTIONARY:
            return super().keys()
        return iter(sorted(super().keys(), key=lambda key: SortKey([key], True, [False])))

    def values(self) -> Iterator[object]:
        """The values in the order of the keys."""
        return super().values() if self.definition == DICTIONARY else iter([self.get(key) for key in self.keys()])

    def items(self) -> Iterator[tuple[object, object]]:
        """Pairs in the order of the keys."""
        if self.definition == DICTIONARY:
            return super().items()
        return iter([(key, self.get(key)) for key in self.keys()])

    def entries(self) -> Iterator[DictionaryEntry]:
        """Each pair as a KeyValuePair."""
        name = generic_of(PAIR, self.arguments).full_name
        return (DictionaryEntry(key, value, name) for key, value in self.items())

    def clone(self) -> Hashtable:
        """A copy."""
        return GenericDictionary(self.arguments, self.case, self.definition, self.items())


class SortedList(Hashtable):
    """System.Collections.SortedList: keys in order."""

    __slots__ = ()
    ps_type_name = "System.Collections.SortedList"
    shows_entries = False

    def keys(self) -> Iterator[object]:
        """The keys in order."""
        return iter(sorted(super().keys(), key=lambda key: SortKey([key], True, [False])))

    def values(self) -> Iterator[object]:
        """The values in the order of the keys."""
        return iter([self.get(key) for key in self.keys()])

    def items(self) -> Iterator[tuple[object, object]]:
        """Pairs in order."""
        return iter([(key, self.get(key)) for key in self.keys()])

    def entries(self) -> Iterator[DictionaryEntry]:
        """Entries in order."""
        return (DictionaryEntry(key, value) for key, value in self.items())


def _keys(table: object) -> View:
    assert isinstance(table, Hashtable)
    return View(table, "Key")


def _values(table: object) -> View:
    assert isinstance(table, Hashtable)
    return View(table, "Value")


def _contains_value(table: Hashtable, value: object) -> bool:
    return any(_equal(item, value) for item in table.values())


def _key(table: Hashtable, key: object) -> object:
    if key is None:
        raise net_problem("ArgumentNull", "key")
    return convert(key, table.arguments[0]) if isinstance(table, GenericDictionary) else unwrap(key)


def _add(table: Hashtable, key: object, value: object) -> None:
    table.add(_key(table, key), value)


def _try_add(table: Hashtable, key: object, value: object) -> bool:
    if _contains(table, key):
        return False
    _add(table, key, value)
    return True


def _contains(table: Hashtable, key: object) -> bool:
    return _key(table, key) in table


def _remove(table: Hashtable, key: object) -> object:
    gone = table.remove(_key(table, key))
    return gone if isinstance(table, GenericDictionary) else None


def _item(table: Hashtable, key: object) -> object:
    if isinstance(table, OrderedDictionary) and type(key) is int:
        return table.at(key)
    key = _key(table, key)
    if isinstance(table, GenericDictionary) and key not in table:
        raise net_problem("KeyMissing", to_text(key))
    return table.get(key)


def _set_item(table: Hashtable, key: object, value: object) -> None:
    table[_key(table, key)] = value


def _try_get(table: Hashtable, key: object, result: object) -> bool:
    from glueshell.objects.construction import zero
    from glueshell.objects.types.boolean import store

    key = _key(table, key)
    found = key in table
    second: TypeInfo = table.arguments[1]  # type: ignore[attr-defined]
    nothing = zero(second) if second.kind in ("struct", "enum") else None
    store(result, table.get(key) if found else nothing)
    return found


def _enumerator(table: Hashtable) -> EntryEnumerator:
    if isinstance(table, GenericDictionary):
        inside = table.ps_type_name.partition("[")[2]
        return EntryEnumerator(table.entries, f"{table.definition}+Enumerator[{inside}")
    if table.ps_type_name == "System.Collections.Specialized.OrderedDictionary":
        return EntryEnumerator(table.entries, f"{table.ps_type_name}+OrderedDictionaryEnumerator")
    return TableEnumerator(table.entries, "System.Collections.Hashtable+HashtableEnumerator")


def _copy_to(table: Hashtable, target: list, start: int) -> None:
    entries = list(table.entries())
    target[start : start + len(entries)] = entries


def _members(key: str, value: str) -> tuple[Member, ...]:
    return (
        method("Add", _add, f"void Add({key} key, {value} value)"),
        method("Clear", lambda table: table.clear(), "void Clear()"),
        method("Contains", _contains, f"bool Contains({key} key)"),
        method("ContainsKey", _contains, f"bool ContainsKey({key} key)"),
        method("ContainsValue", _contains_value, f"bool ContainsValue({value} value)"),
        method("CopyTo", _copy_to, "void CopyTo(System.Object array, int index)"),
        method("GetEnumerator", _enumerator, "System.Collections.IDictionaryEnumerator GetEnumerator()"),
        method("Remove", _remove, f"{'bool' if key == 'TKey' else 'void'} Remove({key} key)"),
        indexed(f"{value} Item({key} key)", _item, _set_item),
        Member("get_Item", "Method", value, body=_item, overloads=(f"{value} get_Item({key} key)",), hidden=True),
        Member("set_Item", "Method", "void", body=_set_item, hidden=True,
               overloads=(f"void set_Item({key} key, {value} value)",)),
        prop("Count", "int", len),
    )


_FLAGS = (
    prop("IsReadOnly", "bool", lambda table: False),
    prop("IsFixedSize", "bool", lambda table: False),
    prop("IsSynchronized", "bool", lambda table: False),
    prop("Keys", "System.Collections.ICollection", _keys),
    prop("Values", "System.Collections.ICollection", _values),
    prop("SyncRoot", "System.Object", lambda table: table),
)
_CLONE = method("Clone", lambda table: table.clone(), "System.Object Clone()")


def _construct_hashtable(*arguments: object) -> Hashtable:
    table = Hashtable(case=True)
    for argument in arguments:
        if isinstance(argument, Hashtable):
            for key, value in argument.items():
                table[key] = value
        elif getattr(argument, "ignore_case", False):
            table.case = False
    return table


def _construct_ordered(*arguments: object) -> OrderedDictionary:
    ignore = any(getattr(argument, "ignore_case", False) for argument in arguments)
    return OrderedDictionary(case=not ignore)


@typed
def _construct_generic(info: TypeInfo, *arguments: object) -> GenericDictionary:
    kinds = info.arguments or (type_named("System.Object"), type_named("System.Object"))
    table = GenericDictionary(kinds, definition=info.definition)
    for argument in arguments:
        if getattr(argument, "ignore_case", False):
            table.case = False
    for argument in arguments:
        if isinstance(argument, Hashtable):
            for key, value in argument.items():
                table.put_key(key, value)
    return table


@typed
def _construct_pair(info: TypeInfo, key: object, value: object) -> DictionaryEntry:
    return DictionaryEntry(key, value, info.full_name)



def _set_key(entry: object, key: object) -> None:
    entry.key = key  # type: ignore[attr-defined]


def _set_value(entry: object, value: object) -> None:
    entry.value = value  # type: ignore[attr-defined]


def _ordered_place(member: Member) -> int:
    """Where a member of an ordered dictionary stands: properties in .NET's order, then the methods."""
    names = ("Count", "IsReadOnly", "Keys", "Values", "IsFixedSize", "SyncRoot", "IsSynchronized")
    return names.index(member.name) if member.name in names else len(names)


_ORDERED = (
    method("Insert", lambda table, at, key, value: table.insert(at, key, value),
           "void Insert(int index, System.Object key, System.Object value)"),
    method("RemoveAt", lambda table, at: table.remove_at(at), "void RemoveAt(int index)"),
)
_GENERIC = (
    *_members("TKey", "TValue"),
    method("TryGetValue", _try_get, "bool TryGetValue(TKey key, [ref] TValue value)"),
    method("TryAdd", _try_add, "bool TryAdd(TKey key, TValue value)"),
    prop("Keys", "System.Object", _keys),
    prop("Values", "System.Object", _values),
)

_COMPARER = "System.StringComparer equalityComparer"

TABLES = {
    "System.Collections.Hashtable": MemberTable(
        "System.Collections.Hashtable", *_FLAGS, *_members("System.Object", "System.Object"), _CLONE,
        construct=_construct_hashtable,
        constructors=tuple(f"Hashtable({given})" for given in (
            "", "int capacity, float loadFactor", "System.Collections.IDictionary d, float loadFactor", "int capacity",
            _COMPARER, "System.Collections.IDictionary d", f"int capacity, {_COMPARER}",
            f"System.Collections.IDictionary d, {_COMPARER}"))),
    "System.Management.Automation.OrderedHashtable": MemberTable(
        "System.Management.Automation.OrderedHashtable", construct=OrderedHashtable),
    "System.Management.Automation.PSPrimitiveDictionary": MemberTable(
        "System.Management.Automation.PSPrimitiveDictionary", construct=_construct_hashtable),
    "System.Collections.Specialized.OrderedDictionary": MemberTable(
        "System.Collections.Specialized.OrderedDictionary",
        *sorted((member for member in (*_FLAGS, *_members("System.Object", "System.Object"))
                 if member.name not in ("ContainsValue", "ContainsKey")), key=_ordered_place),
        *_ORDERED,
        construct=_construct_ordered),
    "System.Collections.SortedList": MemberTable(
        "System.Collections.SortedList", *_FLAGS, *_members("System.Object", "System.Object"),
        construct=lambda *arguments: SortedList(
            pair for argument in arguments if isinstance(argument, Hashtable) for pair in argument.items())),
    DICTIONARY: MemberTable(DICTIONARY, *_GENERIC, construct=_construct_generic),
    "System.Collections.Generic.SortedDictionary`2": MemberTable(
        "System.Collections.Generic.SortedDictionary`2", *_GENERIC, construct=_construct_generic),
    "System.Collections.DictionaryEntry": MemberTable(
        "System.Collections.DictionaryEntry",
        Member("Name", "AliasProperty", "Key", lambda entry: entry.key, _set_key),
        prop("Key", "System.Object", lambda entry: entry.key, _set_key),
        prop("Value", "System.Object", lambda entry: entry.value, _set_value),
        construct=DictionaryEntry),
    PAIR: MemberTable(
        PAIR,
        prop("Key", "System.Object", lambda entry: entry.key),
        prop("Value", "System.Object", lambda entry: entry.value),
        construct=_construct_pair),
}
