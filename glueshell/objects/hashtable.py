"""Hashtable and its relatives: dictionaries whose string keys ignore case unless told otherwise.

Keys of other types are told apart by type, as in .NET: 1, 1L, '1' and $true are four keys. Order is the order
of insertion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from glueshell.objects.errors import ModifiedError, net_problem

_MISSING = object()


class DictionaryEntry:
    """A key and its value, as enumerating a dictionary gives them."""

    __slots__ = ("key", "type_name", "value")

    def __init__(self, key: object, value: object, type_name: str = "System.Collections.DictionaryEntry") -> None:
        self.key = key
        self.value = value
        self.type_name = type_name

    @property
    def ps_type_name(self) -> str:
        """The .NET type: DictionaryEntry, or KeyValuePair for generic dictionaries."""
        return self.type_name


def _slot(key: object) -> object:
    kind = type(key)
    if kind is str or kind is int:
        return key
    return (kind, key) if kind.__hash__ is not None else (kind, _Itself(key))


def _key_of(slot: object) -> object:
    if type(slot) is not tuple:
        return slot
    key = slot[1]
    return key.key if type(key) is _Itself else key


class _Itself:
    """A key that is equal to nothing but itself: a list, a table."""

    __slots__ = ("key",)

    def __init__(self, key: object) -> None:
        self.key = key

    def __hash__(self) -> int:
        return id(self.key)

    def __eq__(self, other: object) -> bool:
        return type(other) is _Itself and other.key is self.key


class Hashtable:
    """A dictionary of any keys; `case=True` makes its string keys case-sensitive.

    `_changes` counts what was written and taken out, for those who go through the table meanwhile.
    `_items` maps the exact key (a str or int itself, anything else as (class, key)) to the value; `_folded` maps a
    lower-cased string key to the exact one and is used when the exact key misses.
    `gaps`, where set, are the slots of values that are no output (see absence).
    """

    __slots__ = ("_changes", "_folded", "_items", "case", "gaps", "ps_added")
    ps_type_name: str = "System.Collections.Hashtable"
    # Whether property expressions take its entries for properties: those of this very type, as in PowerShell.
    shows_entries = True

    def __init__(self, items: Iterable[tuple[object, object]] = (), case: bool = False) -> None:
        self.case = case
        self._changes = 0
        self._items: dict[object, object] = {}
        self._folded: dict[str, str] = {}
        for key, value in items:
            self[key] = value

    def _find(self, key: object) -> object:
        """The slot under which a key is kept, or `_MISSING`."""
        if type(key) is str:
            if key in self._items:
                return key
            if self.case:
                return _MISSING
            return self._folded.get(key.lower(), _MISSING)
        slot = _slot(key)
        return slot if slot in self._items else _MISSING

    def get(self, key: object, default: object = None) -> object:
        """The value of a key, `default` where it is missing."""
        if type(key) is str:
            value = self._items.get(key, _MISSING)
            if value is not _MISSING:
                return value
            if self.case:
                return default
            exact = self._folded.get(key.lower(), _MISSING)
            return default if exact is _MISSING else self._items[exact]
        if key is None:
            return default
        return self._items.get(_slot(key), default)

    def fill(self, items: dict[object, object], folded: dict[str, str]) -> None:
        """Take over a dictionary of Int32 and text keys; `folded` maps the texts in lower case to them as they are."""
        self._items = items
        self._folded = dict(folded)

    def numbered(self) -> dict[object, object]:
        """What is kept, to be filled with Int32 keys directly."""
        return self._items

    def __getitem__(self, key: object) -> object:
        value = self.get(key, _MISSING)
        if value is _MISSING:
            raise KeyError(key)
        return value

    def slot(self, key: object) -> object:
        """What `gaps` know a key by; None where it is missing. An ordered dictionary is asked by position as well."""
        if type(key) is int and isinstance(self, OrderedDictionary):
            return list(self._items)[key] if -len(self) <= key < len(self) else None
        found = self._find(key)
        return None if found is _MISSING else found

    def __setitem__(self, key: object, value: object) -> None:
        self._changes += 1
        if value is None and getattr(self, "gaps", None):
            self.gaps: set = self.gaps - {self._find(key)}
        if type(key) is str:
            items = self._items
            if key in items:
                items[key] = value
                return
            if not self.case:
                exact = self._folded.setdefault(key.lower(), key)
                items[exact] = value
                return
            items[key] = value
            return
        self._items[_slot(key)] = value

    def __delitem__(self, key: object) -> None:
        if not self.remove(key):
            raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return self._find(key) is not _MISSING

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[object]:
        return self.keys()

    def exact(self, key: object) -> object:
        """The key as it was written when added; the given key where there is none."""
        slot = self._find(key)
        return key if slot is _MISSING else _key_of(slot)

    def add(self, key: object, value: object) -> None:
        """Add a new key; a key that is there already is an error."""
        if key is None:
            raise net_problem("ArgumentNull", "key")
        found = self._find(key)
        if found is not _MISSING:
            raise self.duplicate(_key_of(found), key)
        self[key] = value

    def duplicate(self, old: object, new: object) -> Exception:
        """The error for adding a key that is there."""
        from glueshell.objects.text import to_text

        return net_problem("KeyDuplicateHashtable", to_text(old), to_text(new))

    def remove(self, key: object) -> bool:
        """Take a key out; tells whether it was there."""
        slot = self._find(key)
        if slot is _MISSING:
            return False
        self._changes += 1
        del self._items[slot]
        if not self.case and type(slot) is str:
            self._folded.pop(slot.lower(), None)
        return True

    def clear(self) -> None:
        """Take every key out."""
        self._changes += 1
        self._items.clear()
        self._folded.clear()

    def keys(self) -> Iterator[object]:
        """The keys in order; changing the table meanwhile is an error."""
        return self._walk(lambda slot, value: _key_of(slot))

    def values(self) -> Iterator[object]:
        """The values in the order of their keys."""
        return self._walk(lambda slot, value: value)

    def items(self) -> Iterator[tuple[object, object]]:
        """Pairs of key and value in order."""
        return self._walk(lambda slot, value: (_key_of(slot), value))

    def entries(self) -> Iterator[DictionaryEntry]:
        """Each key and value as a DictionaryEntry."""
        return self._walk(lambda slot, value: DictionaryEntry(_key_of(slot), value))

    def _walk(self, shape: Callable[[object, object], object]) -> Iterator:
        before = self._changes
        for slot, value in self._items.items():
            yield shape(slot, value)
            if self._changes != before:
                raise ModifiedError

    def clone(self) -> Hashtable:
        """A shallow copy of the same class."""
        twin = type(self).__new__(type(self))
        twin.case = self.case
        twin._changes = 0
        twin._items = dict(self._items)
        twin._folded = dict(self._folded)
        if getattr(self, "gaps", None):
            twin.gaps = set(self.gaps)
        return twin


class OrderedDictionary(Hashtable):
    """[ordered]@{}: a Hashtable whose entries also answer to their position."""

    __slots__ = ()
    ps_type_name = "System.Collections.Specialized.OrderedDictionary"
    shows_entries = False

    def at(self, position: int) -> object:
        """The value at a position from 0."""
        if not 0 <= position < len(self._items):
            raise net_problem("IndexRange")
        return list(self._items.values())[position]

    def put(self, position: int, value: object) -> None:
        """Replace the value at a position from 0."""
        if not 0 <= position < len(self._items):
            raise net_problem("IndexRange")
        self._items[list(self._items)[position]] = value

    def insert(self, position: int, key: object, value: object) -> None:
        """Add a new key before a position."""
        if position < 0:
            raise net_problem("NegativeWidth", "index", position)
        if position > len(self._items):
            raise net_problem("AtMost", "index", position, len(self._items))
        pairs = list(self.items())
        if key in self:
            raise self.duplicate(self.exact(key), key)
        self.clear()
        for old, kept in [*pairs[:position], (key, value), *pairs[position:]]:
            self[old] = kept

    def remove_at(self, position: int) -> None:
        """Take out the entry at a position from 0."""
        if position < 0:
            raise net_problem("NegativeWidth", "index", position)
        if position >= len(self._items):
            raise net_problem("Below", "index", position, len(self._items))
        self.remove(_key_of(list(self._items)[position]))

    def duplicate(self, old: object, new: object) -> Exception:
        """The error for adding a key that is there."""
        from glueshell.objects.text import to_text

        return net_problem("KeyDuplicateHashtable", to_text(old), to_text(new))


class OrderedHashtable(OrderedDictionary):
    """What ConvertFrom-Json -AsHashtable makes: case-sensitive and in order."""

    __slots__ = ()
    ps_type_name = "System.Management.Automation.OrderedHashtable"
    shows_entries = True

    def __init__(self, items: Iterable[tuple[object, object]] = (), case: bool = True) -> None:
        super().__init__(items, case)
