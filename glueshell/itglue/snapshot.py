"""What is known of an account without asking it: names, ids and schemas, immutable, swapped as a whole.

Completion reads it on every keystroke, so a list of names is searched as one text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from glueshell.itglue.catalog import FLEXIBLE_ASSET_TAG, ResourceType, flexible_asset_type_of
from glueshell.itglue.documents import Resource
from glueshell.itglue.nearness import closest
from glueshell.itglue.schema import TypeSchema

_BREAKS = str.maketrans("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 10)


def fold(text: str) -> str:
    """The form in which names are compared for searching: no case, no accents, one line."""
    if text.isascii():
        folded = text.lower()
    else:
        import unicodedata

        bare = unicodedata.normalize("NFKD", text.casefold())
        folded = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    return folded.translate(_BREAKS)


class Name:
    """A record as completion knows it: `id`, `text`, the organization it belongs to, and a word or two of `detail`."""

    __slots__ = ("detail", "id", "organization_id", "text")

    def __init__(self, id: int, text: str, organization_id: int | None = None, detail: str = "") -> None:
        self.id = id
        self.text = text
        self.organization_id = organization_id
        self.detail = detail

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Name) and other.to_record() == self.to_record()

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    def __repr__(self) -> str:
        return f"Name({self.id}, {self.text!r})"

    def to_record(self) -> list[Any]:
        """`[id, text, organization_id, detail]`."""
        return [self.id, self.text, self.organization_id, self.detail]


class _Index:
    """Names in alphabetical order with their folded forms in one text: `\\n` before and after each."""

    __slots__ = ("_initials", "folded", "names", "starts", "text")

    def __init__(self, names: Iterable[Name]) -> None:
        pairs = sorted(((fold(name.text), name.id, name) for name in names), key=lambda pair: pair[:2])
        self.folded = [pair[0] for pair in pairs]
        self.names = [pair[2] for pair in pairs]
        self.text, self.starts = _joined(self.folded)
        self._initials: tuple[str, list[int]] | None = None

    def initials(self) -> tuple[str, list[int]]:
        """The first letters of each name's words, joined like the names."""
        if self._initials is None:
            self._initials = _joined([_initials(text) for text in self.folded])
        return self._initials

    def matches(self, word: str) -> Iterator[int]:
        """Places of names, best first: beginning with the word, a word of theirs beginning so, anywhere, initials.

        Initials count from the first word, then from any: `hf` is Happy Frog, and Test Organization - Happy Frog.
        """
        for pattern in ("\n" + word, " " + word, "-" + word, word):
            yield from _hits(self.text, self.starts, pattern)
        if len(word) > 1 and " " not in word:
            yield from _hits(*self.initials(), "\n" + word)
            yield from _hits(*self.initials(), word)
        elif " " in word:
            parts = word.split()
            rarest = min(parts, key=self.text.count)
            for place in _hits(self.text, self.starts, rarest):
                if all(part in self.folded[place] for part in parts):
                    yield place


def _joined(lines: Sequence[str]) -> tuple[str, list[int]]:
    starts: list[int] = []
    position = 0
    for line in lines:
        starts.append(position)
        position += len(line) + 1
    return "\n" + "\n".join(lines) + "\n", starts


def _hits(text: str, starts: Sequence[int], pattern: str) -> Iterator[int]:
    position = text.find(pattern)
    while position >= 0:
        place = bisect_right(starts, position) - 1
        # A pattern without a leading break cannot match the break itself; one with it begins at the line's own start.
        yield place
        if place + 1 >= len(starts):
            return
        position = text.find(pattern, starts[place + 1])


def _initials(text: str) -> str:
    return "".join(part[0] for part in text.replace("-", " ").split())


class NameList:
    """The names of one resource, immutable; what searching needs is built at the first search."""

    __slots__ = ("_by_id", "_index", "_scopes", "names")

    def __init__(self, names: Iterable[Name] = ()) -> None:
        self.names: tuple[Name, ...] = tuple(names)
        self._index: _Index | None = None
        self._by_id: dict[int, Name] | None = None
        self._scopes: dict[int | None, NameList] | None = None

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Name]:
        return iter(self.names)

    def warm(self) -> NameList:
        """The same list with its index built, for a thread that has time before it is handed over."""
        self._ready().initials()
        return self

    def get(self, id: int) -> Name | None:
        """The name of an id, or None."""
        if self._by_id is None:
            self._by_id = {name.id: name for name in self.names}
        return self._by_id.get(id)

    def within(self, organization_id: int | None) -> NameList:
        """The names of one organization; all of them for None."""
        if organization_id is None:
            return self
        if self._scopes is None:
            grouped: dict[int | None, list[Name]] = {}
            for name in self.names:
                grouped.setdefault(name.organization_id, []).append(name)
            self._scopes = {key: NameList(names) for key, names in grouped.items()}
        return self._scopes.get(organization_id) or NameList()

    def find(self, text: str) -> list[Name]:
        """The names that equal the text, exactly if there are any, else without regard to case, else to accents."""
        index = self._ready()
        wanted = fold(text)
        begin = bisect_left(index.folded, wanted)
        end = bisect_right(index.folded, wanted, begin)
        same = index.names[begin:end]
        exact = [name for name in same if name.text == text]
        if exact:
            return exact
        casefolded = text.casefold()
        return [name for name in same if name.text.casefold() == casefolded] or same

    def search(self, text: str, limit: int = 200) -> list[Name]:
        """At most `limit` names for what was typed, best first; all in alphabetical order for nothing typed."""
        index = self._ready()
        word = fold(text).strip()
        if not word:
            return index.names[:limit]
        found: dict[int, None] = {}
        for place in index.matches(word):
            found[place] = None
            if len(found) >= limit:
                break
        return [index.names[place] for place in found]

    def nearest(self, text: str, limit: int = 3) -> list[str]:
        """Names that come close to the text, for "did you mean"."""
        return closest(text, (name.text for name in self.names), limit)

    def with_names(self, names: Iterable[Name]) -> NameList:
        """The list with these names added or, where an id is there already, put in its place."""
        merged = {name.id: name for name in self.names}
        merged.update((name.id, name) for name in names)
        return NameList(merged.values())

    def without(self, *ids: int) -> NameList:
        """The list without these ids."""
        return NameList(name for name in self.names if name.id not in ids)

    def to_records(self) -> list[list[Any]]:
        """One row `[id, text, organization_id, detail]` a name."""
        return [name.to_record() for name in self.names]

    @staticmethod
    def from_records(rows: Iterable[Sequence[Any]]) -> NameList:
        """The list of such rows."""
        return NameList(Name(row[0], row[1], row[2], row[3]) for row in rows)

    def _ready(self) -> _Index:
        if self._index is None:
            self._index = _Index(self.names)
        return self._index


class Snapshot:
    """The names of an account by resource, its schemas by type id, and when it was read (seconds since the epoch).

    Flexible assets are kept by type, under `flexible_assets/<type id>`.
    """

    __slots__ = ("_names", "read_at", "schemas")

    def __init__(
        self,
        names: Mapping[str, NameList] | None = None,
        schemas: Mapping[str, TypeSchema] | None = None,
        read_at: float = 0.0,
    ) -> None:
        self._names: Mapping[str, NameList] = MappingProxyType(dict(names or {}))
        self.schemas: Mapping[str, TypeSchema] = MappingProxyType(dict(schemas or {}))
        self.read_at = read_at

    def resources(self) -> tuple[str, ...]:
        """The keys under which names are known."""
        return tuple(self._names)

    def names(self, resource: str, organization_id: int | None = None) -> NameList:
        """The names of a resource, of one organization if given; an empty list where nothing is known."""
        found = self._names.get(resource)
        return NameList() if found is None else found.within(organization_id)

    def find(self, resource: str, text: str, organization_id: int | None = None) -> list[Name]:
        """The records of this name: exactly, else without regard to case, else to accents."""
        return self.names(resource, organization_id).find(text)

    def search(self, resource: str, text: str, limit: int = 200, organization_id: int | None = None) -> list[Name]:
        """At most `limit` names for what was typed, best first."""
        return self.names(resource, organization_id).search(text, limit)

    def schema(self, type_id: str | int) -> TypeSchema | None:
        """The schema of a type, or None where it is not known."""
        return self.schemas.get(str(type_id))

    def with_names(self, resource: str, names: Iterable[Name], *, replace: bool = False) -> Snapshot:
        """A snapshot that knows these names as well, or with `replace` these instead."""
        if isinstance(names, NameList) and (replace or resource not in self._names):
            fresh = names
        elif replace:
            fresh = NameList(names)
        else:
            fresh = self.names(resource).with_names(names)
        return Snapshot({**self._names, resource: fresh}, self.schemas, self.read_at)

    def without(self, resource: str, *ids: int) -> Snapshot:
        """A snapshot in which these records are gone."""
        return Snapshot({**self._names, resource: self.names(resource).without(*ids)}, self.schemas, self.read_at)

    def with_schema(self, schema: TypeSchema) -> Snapshot:
        """A snapshot with this schema."""
        return Snapshot(self._names, {**self.schemas, schema.id: schema}, self.read_at)

    def at(self, read_at: float) -> Snapshot:
        """The same snapshot, read at this time."""
        return Snapshot(self._names, self.schemas, read_at)

    def to_records(self) -> dict[str, Any]:
        """The snapshot as a JSON-able dict."""
        return {
            "read_at": self.read_at,
            "names": {resource: names.to_records() for resource, names in self._names.items()},
            "schemas": {type_id: schema.to_record() for type_id, schema in self.schemas.items()},
        }

    @staticmethod
    def from_records(records: Mapping[str, Any]) -> Snapshot:
        """The snapshot of such a dict."""
        return Snapshot(
            {resource: NameList.from_records(rows) for resource, rows in records["names"].items()},
            {type_id: TypeSchema.from_record(record) for type_id, record in records["schemas"].items()},
            records["read_at"],
        )


def names_key(tag_type: str | None) -> str | None:
    """The key of a snapshot that holds what a tag type points at, or None for no tag type."""
    if not tag_type or tag_type == FLEXIBLE_ASSET_TAG + "s":
        return None
    type_id = flexible_asset_type_of(tag_type)
    if type_id is not None:
        return f"flexible_assets/{type_id}"
    if tag_type.casefold() == "accountsusers":
        return "users"
    return "".join(("_" if i and c.isupper() else "") + c.lower() for i, c in enumerate(tag_type))


def key_of(resource_type: ResourceType, record: Resource) -> str:
    """The key of a snapshot under which a record belongs."""
    if resource_type.name == "flexible_assets":
        return f"flexible_assets/{record.attributes.get('flexible-asset-type-id')}"
    return resource_type.name


def name_from(resource_type: ResourceType, record: Resource) -> Name | None:
    """The name of a record, by the title and detail attributes of its resource; None without id or title."""
    text = record.attributes.get(resource_type.title)
    if not record.id.isdecimal() or not isinstance(text, str) or not text:
        return None
    organization = record.attributes.get("organization-id")
    detail = record.attributes.get(resource_type.detail) if resource_type.detail is not None else None
    return Name(
        int(record.id),
        text,
        organization if isinstance(organization, int) else None,
        "" if detail is None else str(detail),
    )
