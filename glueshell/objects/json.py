"""JSON as ConvertTo-Json writes it and ConvertFrom-Json reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from glueshell.objects.enumeration import collection, enumerable, iterate
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import PSError, problem
from glueshell.objects.extended import added_members, own_members, read_member
from glueshell.objects.hashtable import DictionaryEntry, Hashtable, OrderedHashtable
from glueshell.objects.jsontext import quoted
from glueshell.objects.listing import members_of
from glueshell.objects.numberformat import double_text, single_text
from glueshell.objects.numbers import INT64_MAX, INT64_MIN, BigInteger, Int64, Single, is_decimal
from glueshell.objects.psobject import NOTHING, PSObject, unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, type_name

_PLAIN_TEXT = frozenset(("System.Guid", "System.Uri", "System.Char", "System.String"))


def to_json(
    value: object,
    depth: int = 2,
    compress: bool = False,
    enums_as_strings: bool = False,
    as_array: bool = False,
    escape: str = "Default",
    truncated: Callable[[], None] | None = None,
    piped: bool = False,
) -> str:
    """A value as JSON text; below `depth` values become their text and `truncated` is called once.

    `escape` is 'Default', 'EscapeNonAscii' or 'EscapeHtml'. `piped`: what came through a pipeline shows what
    PowerShell adds to its type, too.
    """
    writer = _Writer(depth, compress, enums_as_strings, escape)
    if as_array and not enumerable(value):
        value = [value]
    if piped:
        writer.piped = value if isinstance(value, list) else [value]
    text = writer.write(value, 0, "")
    if writer.truncated and truncated is not None:
        truncated()
    return text


class _Writer:
    def __init__(self, depth: int, compress: bool, enums: bool, escape: str) -> None:
        self.depth = depth
        self.enums = enums
        self.escape = escape.lower()
        self.newline = "" if compress else "\n"
        self.step = "" if compress else "  "
        self.colon = ":" if compress else ": "
        self.truncated = False
        self.piped: list = []
        # Names come again and again.
        self._names: dict[str, str] = {}

    def name(self, name: str) -> str:
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = self.text(name) + self.colon
        return found

    def write(self, value: object, level: int, indent: str) -> str:
        kind = type(value)
        if kind is str:
            return self.text(value)  # type: ignore[arg-type]
        if value is None:
            return "null"
        if kind is bool:
            return "true" if value else "false"
        if kind is int or kind is Int64:
            return str(int(value))  # type: ignore[call-overload]
        if isinstance(value, PSObject):
            if value.base is not NOTHING:
                return self._wrapped(value, level, indent)
        elif self.piped and level < 2 and type_name(value) == "System.Guid" and any(value is it for it in self.piped):
            return self._object([("value", to_text(value)), ("Guid", to_text(value))], level, indent)
        else:
            scalar = self._scalar(value)
            if scalar is not None:
                return scalar
        if level > self.depth:
            self.truncated = True
            return self.text(to_text(value))
        if isinstance(value, Hashtable):
            return self._object(_named(value), level, indent)
        if isinstance(value, PSObject):
            return self._object([*value, *_added(value)], level, indent)
        if collection(value):
            return self._array(list(iterate(value)), level, indent)
        piped = level < 2 and any(value is item for item in self.piped)
        return self._object(_properties(value, piped), level, indent)

    def text(self, value: str) -> str:
        return quoted(value, self.escape)

    def _scalar(self, value: object) -> str | None:
        if isinstance(value, EnumValue):
            return self.text(value.name) if self.enums else str(int(value))
        if isinstance(value, float):
            return self._float(value)
        if isinstance(value, int):
            return str(int(value))
        if isinstance(value, str):
            return self.text(str(value))
        if is_decimal(value):
            text = format(value, "f")
            return text if "." in text else text + ".0"
        name = type_name(value)
        if name in _PLAIN_TEXT:
            return self.text(to_text(value))
        if name == "System.Management.Automation.SwitchParameter":
            return None
        if name == "System.DBNull":
            return "null"
        own = getattr(value, "ps_json", None)
        return None if own is None else self.text(own())

    def _float(self, value: float) -> str:
        text = single_text(value) if type(value) is Single else double_text(value)
        if text in ("NaN", "Infinity", "-Infinity"):
            return f'"{text}"'
        return text if "." in text or "E" in text else text + ".0"

    def _wrapped(self, value: PSObject, level: int, indent: str) -> str:
        """A wrapped value with properties of its own becomes an object of its value and them."""
        extra = list(value)
        if not extra or enumerable(value.base):
            base = self._unwrapped(value.base, level, indent)
            if not extra:
                return base
            return self._object([("value", value.base), ("Count", _count(value.base)), *extra], level, indent)
        if isinstance(value.base, Hashtable):
            return self._object([*_named(value.base), *extra], level, indent)
        if isinstance(value.base, str) or type_name(value.base) == "System.DateTime":
            return self._unwrapped(value.base, level, indent)
        scalar = self._scalar(value.base)
        if scalar is not None or type(value.base) in (int, bool):
            return self._object([("value", value.base), *extra], level, indent)
        return self._object([*_properties(value.base), *extra], level, indent)

    def _unwrapped(self, value: object, level: int, indent: str) -> str:
        return self.write(value, level, indent)

    def _object(self, pairs: list[tuple[str, object]], level: int, indent: str) -> str:
        if not pairs:
            return "{}"
        inner = indent + self.step
        lines = [f"{inner}{self.name(name)}{self.write(item, level + 1, inner)}" for name, item in pairs]
        return self._wrap("{", lines, "}", indent)

    def _array(self, items: list, level: int, indent: str) -> str:
        if not items:
            return "[]"
        inner = indent + self.step
        lines = [inner + self.write(item, level + 1, inner) for item in items]
        return self._wrap("[", lines, "]", indent)

    def _wrap(self, opening: str, lines: list[str], closing: str, indent: str) -> str:
        separator = "," + self.newline
        return f"{opening}{self.newline}{separator.join(lines)}{self.newline}{indent}{closing}"


def _added(value: PSObject) -> list[tuple[str, object]]:
    """The properties scripts added to the object's type."""
    return [
        (name, read_member(value, entry)) for name, entry in added_members(value).items()
        if entry.invoke is None and value.find(name) is None
    ]  # fmt: skip


def _named(table: Hashtable) -> list[tuple[str, object]]:
    """The entries of a dictionary, whose keys must be text."""
    for key in table:
        if not isinstance(unwrap(key), str):
            raise problem("NonStringKey", type_name(table), target=table)
    pairs = [(to_text(key), item) for key, item in table.items()]
    pairs += [(name, read_member(table, entry)) for name, entry in own_members(table).values() if entry.invoke is None]
    return pairs


def _count(value: object) -> int:
    return len(list(iterate(value)))


def _properties(value: object, piped: bool = False) -> list[tuple[str, object]]:
    if isinstance(value, DictionaryEntry):
        return [("Key", value.key), ("Value", value.value)]
    pairs: list[tuple[str, object]] = []
    # What PowerShell adds to a type comes after what the type has.
    for info in sorted(members_of(value, hidden=True), key=lambda info: info.kind == "ScriptProperty"):
        shown = info.kind in ("Property", "NoteProperty") or (piped and info.kind == "ScriptProperty")
        if info.get is None or not (shown or isinstance(value, TypeInfo)):
            continue
        try:
            pairs.append((info.name, info.get()))
        except PSError:
            pairs.append((info.name, None))
    own = own_members(value)
    if own:
        # What was added to the value comes after what it has by its type.
        pairs.sort(key=lambda pair: pair[0].lower() in own)
    return pairs


# Reading.


def from_json(
    text: str, as_hashtable: bool = False, depth: int = 1024, date_kind: str = "Default", narrow: bool = False
) -> object:
    """JSON text as values: objects as PSObject (or OrderedHashtable), whole numbers as Int64, ISO dates as DateTime.

    `date_kind` 'String' leaves dates as text. With `narrow`, numbers that fit are Int32. Wrong JSON is a PSError.
    """
    reader = _Reader(as_hashtable, depth, date_kind, narrow)
    return reader.read(text)


def _narrowed(text: str) -> int:
    number = int(text)
    from glueshell.objects.numbers import integer

    return integer(number)


def _whole(text: str) -> int:
    number = int(text)
    return Int64(number) if INT64_MIN <= number <= INT64_MAX else BigInteger(number)


_DEEPEST = 1024
"""The standard library's reader recurses in C: deeper text would end the process."""


class _Reader:
    def __init__(self, as_hashtable: bool, depth: int, date_kind: str, narrow: bool) -> None:
        self.as_hashtable = as_hashtable
        self.depth = depth
        self.dates = date_kind.lower() != "string"
        self.date_kind = date_kind.lower()
        self.whole = _narrowed if narrow else _whole

    def read(self, text: str) -> object:
        import json

        if not text.strip():
            return None
        hook = self._table if self.as_hashtable else self._object
        try:
            if _nesting(text) > _DEEPEST and _bracket_depth(text) > _DEEPEST:
                raise RecursionError
            value = json.loads(text, object_pairs_hook=hook, parse_int=self.whole)
        except (ValueError, RecursionError):
            from glueshell.objects.jsontext import Lenient

            value = Lenient(text, hook, self.whole, self.depth).parse()
        if _nesting(text) > self.depth and _depth(value) > self.depth:
            from glueshell.objects.jsontext import Lenient

            # Only the slow reader knows where it is.
            Lenient(text, hook, self.whole, self.depth).parse()
        return self._value(value)

    def _value(self, value: Any) -> Any:
        if type(value) is str:
            return self._text(value)
        if type(value) is list:
            for position, item in enumerate(value):
                if type(item) is str or type(item) is list:
                    value[position] = self._value(item)
        return value

    def _text(self, value: str) -> object:
        written = (19 <= len(value) <= 40 and value[10] == "T" and value[4] == "-") or value[:6] == "/Date("
        if written and self.dates:
            from glueshell.objects.types.dateparse import json_date

            found = json_date(value, self.date_kind)
            return value if found is None else found
        return value

    def _object(self, pairs: list[tuple[str, Any]]) -> PSObject:
        properties: dict[str, object] = {}
        for name, value in pairs:
            kind = type(value)
            properties[name] = self._value(value) if kind is str or kind is list else value
        if len({name.lower() for name in properties}) != len(properties):
            self._clash(list(properties))
        if "" in properties:
            raise problem("JsonEmptyKey")
        return PSObject(properties)

    def _clash(self, names: list[str]) -> None:
        seen: dict[str, str] = {}
        for name in names:
            old = seen.setdefault(name.lower(), name)
            if old != name:
                raise problem("JsonKeysDifferByCase", old, name)

    def _table(self, pairs: list[tuple[str, Any]]) -> OrderedHashtable:
        table = OrderedHashtable()
        for name, value in pairs:
            table[name] = self._value(value)
        return table


def _nesting(text: str) -> int:
    """An upper bound of how deep a text nests: cheap, and enough to skip the exact count."""
    return text.count("[") + text.count("{")


def _bracket_depth(text: str) -> int:
    """At least how deep a text nests; brackets in its strings may count."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while True:
        level = [item for item in level if isinstance(item, (PSObject, list, Hashtable))]
        if not level:
            return depth
        depth += 1
        below: list[object] = []
        for item in level:
            if type(item) is PSObject:
                below.extend(item.properties.values())
            elif isinstance(item, Hashtable):
                below.extend(item.values())
            else:
                below.extend(item)  # type: ignore[arg-type]
        level = below
