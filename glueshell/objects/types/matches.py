"""Match, Group, Capture and their collections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import net_problem
from glueshell.objects.patterns import Pattern, replacement
from glueshell.objects.types.enumerator import enumerator_of

_P = "System.Text.RegularExpressions."


class Capture:
    """A piece of the text: value, index, length."""

    __slots__ = ("index", "value")
    ps_type_name = _P + "Capture"

    def __init__(self, value: str, index: int) -> None:
        self.value = value
        self.index = index

    def ps_text(self) -> str:
        """The piece."""
        return self.value


class Group(Capture):
    """A group of a match and everything it captured."""

    __slots__ = ("captures", "name", "success")
    ps_type_name = _P + "Group"

    def __init__(self, name: str, found: Any, index: int) -> None:
        spans = [] if found is None else found.spans(index)
        self.success = bool(spans) and found.group(index) is not None
        start, end = spans[-1] if self.success else (0, 0)
        super().__init__(found.string[start:end] if self.success else "", start)
        self.name = name
        # The last capture of a group is the group itself.
        self.captures = [*(Capture(found.string[a:b], a) for a, b in spans[:-1]), *([self] if self.success else [])]


class Match(Group):
    """One match of a pattern; `success` is false for none."""

    __slots__ = ("found", "pattern", "text")
    ps_type_name = _P + "Match"

    def __init__(self, pattern: Pattern, found: Any, text: str | None = None) -> None:
        super().__init__("0", found, 0)
        self.pattern = pattern
        self.found = found
        self.text = text if text is not None else ("" if found is None else found.string)

    @property
    def groups(self) -> MatchCollection:
        """Its groups, the whole match first."""
        found = self.found
        groups: list[Capture] = [self]
        groups.extend(Group(name, found, index) for _, name, index in self.pattern.groups[1:])
        return MatchCollection(groups, _P + "GroupCollection")

    def next(self) -> Match:
        """The match after this one."""
        if self.found is None:
            return self
        start, end = self.found.span()
        if end == start:
            end += 1
        again = None if end > len(self.text) else self.pattern.search(self.text, end)
        return Match(self.pattern, again, self.text)


class MatchCollection:
    """Matches, groups or captures in order; groups answer to their names too."""

    __slots__ = ("items", "ps_type_name")
    ps_enumerable = True

    def __init__(self, items: list, type_name: str = _P + "MatchCollection") -> None:
        self.items = items
        self.ps_type_name = type_name

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def at(self, index: object) -> object:
        """By position, or a group by name; a group that is not there is one without success."""
        groups = self.ps_type_name.endswith("GroupCollection")
        if isinstance(index, str):
            found = next((item for item in self.items if getattr(item, "name", None) == index), None)
            if found is not None:
                return found
            if groups:
                return Group(index, None, 0)
        from glueshell.objects.convert import to_int

        position = to_int(index)
        if position < 0 and not groups:
            position += len(self.items)
        if 0 <= position < len(self.items):
            return self.items[position]
        if groups:
            return Group(str(position), None, 0)
        raise net_problem("IndexRange")


def _result(match: Match, template: str) -> str:
    return replacement(template)(match.pattern, match.found)


_CAPTURE = (
    prop("Index", "int", lambda item: item.index),
    prop("Length", "int", lambda item: len(item.value)),
    prop("Value", "string", lambda item: item.value),
    prop("ValueSpan", "string", lambda item: None),
    method("ToString", lambda item: item.value, "string ToString()"),
)
_GROUP = (
    prop("Success", "bool", lambda item: item.success),
    prop("Name", "string", lambda item: item.name),
    prop("Captures", _P + "CaptureCollection",
         lambda item: MatchCollection(item.captures, _P + "CaptureCollection")),
)


def _collection(name: str) -> MemberTable:
    return MemberTable(
        _P + name,
        prop("Count", "int", len),
        prop("IsReadOnly", "bool", lambda items: True),
        prop("IsFixedSize", "bool", lambda items: True),
        method("Item", lambda items, index: items.at(index)),
        method("GetEnumerator", enumerator_of, "System.Collections.IEnumerator GetEnumerator()"),
        index=lambda items, index: items.at(index),
    )


TABLES = {
    _P + "Capture": MemberTable(_P + "Capture", *_CAPTURE),
    _P + "Group": MemberTable(_P + "Group", *_GROUP),
    _P + "Match": MemberTable(
        _P + "Match",
        prop("Groups", _P + "GroupCollection", lambda match: match.groups),
        *_GROUP,
        *_CAPTURE,
        method("NextMatch", lambda match: match.next(), f"{_P}Match NextMatch()"),
        method("Result", _result, "string Result(string replacement)"),
    ),
    **{_P + name: _collection(name) for name in ("MatchCollection", "GroupCollection", "CaptureCollection")},
}
