"""JSON:API documents as IT Glue writes and reads them; names keep IT Glue's dashes."""

from __future__ import annotations

import gc
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar


class NotADocument(ValueError):
    """A body that is no JSON:API document; `kind` is one of empty, html, not-json, no-data."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


Given = TypeVar("Given")
Made = TypeVar("Made")
NOTHING_INCLUDED: Mapping[str, tuple[Resource, ...]] = MappingProxyType({})


class Resource:
    """One record: `type` with dashes, `id` a string, `attributes`, `relationships` and `meta` as they came.

    `parent` is the record it was read below (resource, id), where somebody noted it.
    `included` holds the records that its relationships lead to, as far as the same document carried them.
    """

    __slots__ = ("attributes", "id", "included", "meta", "parent", "relationships", "type")

    def __init__(
        self,
        type: str,
        id: str,
        attributes: dict[str, Any] | None = None,
        relationships: dict[str, Any] | None = None,
        meta: dict[str, Any] | None = None,
    ) -> None:
        self.type = type
        self.id = id
        self.attributes: dict[str, Any] = {} if attributes is None else attributes
        self.relationships: dict[str, Any] = {} if relationships is None else relationships
        self.meta: dict[str, Any] = {} if meta is None else meta
        self.included: Mapping[str, tuple[Resource, ...]] = NOTHING_INCLUDED
        self.parent: tuple[str, str] | None = None

    def __repr__(self) -> str:
        return f"Resource({self.type!r}, {self.id!r})"

    def linkage(self, name: str) -> tuple[tuple[str, str], ...]:
        """The (type, id) pairs of a relationship; a single object counts as one, a missing one as none."""
        entry = self.relationships.get(name)
        data = entry.get("data") if isinstance(entry, dict) else None
        items = data if isinstance(data, list) else [data]
        return tuple((str(i.get("type", "")), str(i.get("id", ""))) for i in items if isinstance(i, dict))

    def to_document(self) -> dict[str, Any]:
        """The record as a JSON:API object again."""
        record: dict[str, Any] = {"id": self.id, "type": self.type, "attributes": self.attributes}
        record["relationships"] = self.relationships
        if self.meta:
            record["meta"] = self.meta
        return record


class Document:
    """A parsed answer: `resources` (one for a single record), `included`, `meta`, `single`, and the `raw` document."""

    __slots__ = ("included", "meta", "raw", "resources", "single")

    def __init__(
        self,
        resources: tuple[Resource, ...],
        included: tuple[Resource, ...],
        meta: dict[str, Any],
        raw: dict[str, Any],
        single: bool,
    ) -> None:
        self.resources = resources
        self.included = included
        self.meta = meta
        self.raw = raw
        self.single = single

    @property
    def total_count(self) -> int | None:
        """How many records match, over all pages; None where the answer does not say."""
        return _whole(self.meta.get("total-count"))

    @property
    def total_pages(self) -> int | None:
        """How many pages there are at this page size; None where the answer does not say."""
        return _whole(self.meta.get("total-pages"))

    @property
    def has_next(self) -> bool | None:
        """Whether another page follows; None where the answer does not say."""
        return self.meta["next-page"] is not None if "next-page" in self.meta else None


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() else None


DEEPEST = 4096
"""How deeply a body may nest: the standard library's reader recurses in C, and so many levels fit the smallest stack
that any thread of ours has; much deeper bodies would end the process."""


_OPENING = (b"[", b"{")
_NO_BRACKET = bytes(byte for byte in range(256) if byte not in b'"[]{}')
# A whole page at once would need as much memory again, which the system has to hand out anew for every page.
_PIECE = 2**16
# Pages of records are flat: so many rounds of taking out innermost pairs leave nothing of them.
_ROUNDS = 12


def _opens(text: bytes, most: int) -> bool:
    """Whether more than `most` brackets open in a text, those in strings counted too."""
    find = text.find
    for bracket in _OPENING:
        at = find(bracket)
        while at >= 0:
            if not most:
                return True
            most -= 1
            at = find(bracket, at + 1)
    return False


def _too_deep(text: bytes) -> bool:
    """Whether a text nests deeper than the reader bears.

    Every page passes here: most have fewer brackets than that, and finding a bracket costs next to nothing while
    looking at every byte is a tenth of the reading. Where there are more, a few operations over the whole text tell.
    """
    if not _opens(text, DEEPEST):
        return False
    if b"\\" in text:
        import re

        text = re.sub(rb"\\.", b"", text, flags=re.DOTALL)
    rest = b"".join(text[begun : begun + _PIECE].translate(None, _NO_BRACKET) for begun in range(0, len(text), _PIECE))
    # What is left of a string without brackets is a pair of quotes; two strings that meet may count as one.
    rest = rest.replace(b'""', b"")
    if b'"' in rest:
        rest = b"".join(rest.split(b'"')[::2])
    for _ in range(_ROUNDS):
        rest = rest.replace(b"{}", b"").replace(b"[]", b"")
        if not rest:
            return False
    depth = deepest = 0
    for bracket in rest:
        depth += 1 if bracket in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest + 2 * _ROUNDS > DEEPEST


def _undisturbed(read: Callable[[Given], Made], given: Given) -> Made:
    """What `read` makes of it; a page is thousands of objects, none of which is garbage before it is complete."""
    if not gc.isenabled():
        return read(given)
    gc.disable()
    try:
        return read(given)
    finally:
        gc.enable()


# Every digit as 1, all else as 0: numbers of so many digits may not fit 64 bits, which orjson would round.
_DIGITS = bytes(byte in b"0123456789" for byte in range(256))
_LONG_NUMBER = b"\1" * 19


def _has_long_number(text: bytes) -> bool:
    """Whether so many digits stand in a row; one byte in four tells that of nearly every page."""
    return _LONG_NUMBER[::4][1:] in text[::4].translate(_DIGITS) and _LONG_NUMBER in text.translate(_DIGITS)


def read_json(body: bytes) -> Any:
    """The JSON value of a body; raises NotADocument for an empty body, a web page and what is no JSON.

    orjson reads it in half the time; what it refuses or would round, the standard library reads and judges.
    """
    import orjson

    text = body.strip().removeprefix(BOM_UTF8)
    if not text:
        raise NotADocument("empty")
    if text[:1] == b"<":
        raise NotADocument("html")
    if not _has_long_number(text):
        try:
            return _undisturbed(orjson.loads, text)
        except orjson.JSONDecodeError:
            pass
    return _read_leniently(text)


def _read_leniently(text: bytes) -> Any:
    import json

    try:
        if _too_deep(text):
            raise NotADocument("not-json")
        return _undisturbed(json.loads, text.decode())
    except (ValueError, RecursionError):
        raise NotADocument("not-json") from None


def parse(body: bytes) -> Document:
    """The document of a body; raises NotADocument."""
    raw = read_json(body)
    if not isinstance(raw, dict) or "data" not in raw:
        raise NotADocument("no-data")
    data = raw["data"]
    single = not isinstance(data, list)
    resources = _undisturbed(_resources, [data] if single else data)
    included = _undisturbed(_resources, raw.get("included") or [])
    if included:
        attach(resources, included)
    meta = raw.get("meta")
    return Document(resources, included, meta if isinstance(meta, dict) else {}, raw, single)


def attach(resources: Iterable[Resource], included: Iterable[Resource]) -> None:
    """Give each resource the included records that its relationships name."""
    by_key = {(item.type, item.id): item for item in included}
    # Related items are linked under one type and may arrive under another ("tags").
    by_id: dict[str, Resource] = {}
    for item in included:
        by_id.setdefault(item.id, item)
    for resource in resources:
        linked = {name: tuple(_linked(resource.linkage(name), by_key, by_id)) for name in resource.relationships}
        resource.included = {name: found for name, found in linked.items() if found}


def _linked(
    linkage: Iterable[tuple[str, str]], by_key: Mapping[tuple[str, str], Resource], by_id: Mapping[str, Resource]
) -> Iterator[Resource]:
    for type_, id_ in linkage:
        item = by_key.get((type_, id_)) or (by_id.get(id_) if type_ == "related-items" else None)
        if item is not None:
            yield item


def _resources(items: Sequence[Any]) -> tuple[Resource, ...]:
    """The records of a list of JSON:API objects; what is missing, or of another kind than it should be, is empty."""
    made = []
    for item in items:
        if type(item) is not dict:
            if item is None:
                continue
            raise NotADocument("no-data")
        get = item.get
        kind, id, attributes, relationships, meta = (
            get("type"), get("id"), get("attributes"), get("relationships"), get("meta")
        )  # fmt: skip
        if type(kind) is not str or "_" in kind:
            kind = "" if kind is None else str(kind).replace("_", "-")
        if type(id) is not str:
            id = "" if id is None else str(id)
        made.append(
            Resource(
                kind,
                id,
                attributes if type(attributes) is dict else None,
                relationships if type(relationships) is dict else None,
                meta if type(meta) is dict else None,
            )
        )
    return tuple(made)


def write(document: Mapping[str, Any]) -> bytes:
    """The body of a request: compact UTF-8 JSON with keys in the order given."""
    import json

    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def write_pretty(document: Mapping[str, Any]) -> str:
    """The same document for eyes: two blanks of indentation."""
    import json

    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
