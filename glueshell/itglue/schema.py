"""A flexible asset type as the shell knows it: its fields, their kinds, and how people spell their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from glueshell.itglue.catalog import spelling
from glueshell.itglue.documents import Resource
from glueshell.itglue.kinds import FieldKind, kind_of
from glueshell.itglue.nearness import closest

# What takes more than its accent off to become plain letters.
_PLAIN = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i",
})  # fmt: skip


def name_key(label: str) -> str:
    """The name-key IT Glue derives from a field's name.

    Letters lose their accents and are lower case; everything but letters and digits becomes one dash, none at the ends.
    """
    if not label.isascii():
        import unicodedata

        label = "".join(
            c for c in unicodedata.normalize("NFKD", label.translate(_PLAIN)) if not unicodedata.combining(c)
        )
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")


class Field:
    """One field of a type: `key` is its name-key, `kind` knows its values, `options` are those of a Select."""

    __slots__ = (
        "decimals", "expiration", "hint", "id", "key", "kind", "kind_name", "name", "options", "order", "required",
        "show_in_list", "tag_type", "use_for_title",
    )  # fmt: skip

    def __init__(
        self,
        id: str,
        name: str,
        key: str,
        kind_name: str,
        *,
        hint: str = "",
        required: bool = False,
        options: tuple[str, ...] = (),
        tag_type: str | None = None,
        order: int = 0,
        use_for_title: bool = False,
        show_in_list: bool = False,
        decimals: int = 0,
        expiration: bool = False,
    ) -> None:
        self.id = id
        self.name = name
        self.key = key
        self.kind: FieldKind = kind_of(kind_name)
        self.kind_name = kind_name
        self.hint = hint
        self.required = required
        self.options = options
        self.tag_type = tag_type
        self.order = order
        self.use_for_title = use_for_title
        self.show_in_list = show_in_list
        self.decimals = decimals
        self.expiration = expiration

    def __repr__(self) -> str:
        return f"Field({self.key!r}, {self.kind_name!r})"

    def to_record(self) -> dict[str, Any]:
        """The field as a JSON-able dict."""
        record = {name: getattr(self, name) for name in Field.__slots__ if name != "kind"}
        record["options"] = list(self.options)
        return record

    @staticmethod
    def from_record(record: Mapping[str, Any]) -> Field:
        """The field of such a dict."""
        more = {name: value for name, value in record.items() if name not in ("id", "name", "key", "kind_name")}
        more["options"] = tuple(more.get("options", ()))
        return Field(record["id"], record["name"], record["key"], record["kind_name"], **more)


class TypeSchema:
    """A flexible asset type with its fields in form order; `id` is a string."""

    __slots__ = ("_by_key", "_by_spelling", "description", "fields", "icon", "id", "name")

    def __init__(self, id: str, name: str, fields: Iterable[Field], *, description: str = "", icon: str = "") -> None:
        self.id = id
        self.name = name
        self.fields: tuple[Field, ...] = tuple(sorted(fields, key=lambda field: field.order))
        self.description = description
        self.icon = icon
        self._by_key = {field.key: field for field in reversed(self.fields)}
        self._by_spelling: dict[str, Field] | None = None

    def __repr__(self) -> str:
        return f"TypeSchema({self.id!r}, {self.name!r})"

    def field(self, text: str) -> Field | None:
        """The field of a name-key or a name, in any casing and in dash, underscore or PascalCase spelling."""
        found = self._by_key.get(text)
        if found is not None:
            return found
        if self._by_spelling is None:
            table: dict[str, Field] = {}
            for field in reversed(self.fields):
                table[spelling(name_key(field.name))] = field
            for field in reversed(self.fields):
                table[spelling(field.key)] = field
                table[field.name.casefold()] = field
            self._by_spelling = table
        return self._by_spelling.get(text.casefold()) or self._by_spelling.get(spelling(name_key(text)) or "\0")

    def closest(self, text: str, limit: int = 3) -> list[Field]:
        """The fields somebody may have meant, nearest first, by key or by name."""
        keys = closest(name_key(text) or text, [field.key for field in self.fields], limit)
        names = closest(text, [field.name for field in self.fields], limit)
        by_name = {field.name: field for field in reversed(self.fields)}
        found = dict.fromkeys([*(self._by_key[key] for key in keys), *(by_name[name] for name in names)])
        return list(found)[:limit]

    @property
    def fillable(self) -> tuple[Field, ...]:
        """The fields that hold a value, in form order: all but headings."""
        return tuple(field for field in self.fields if field.kind.fillable)

    @property
    def required(self) -> tuple[Field, ...]:
        """The fields without which IT Glue refuses an asset."""
        return tuple(field for field in self.fillable if field.required)

    @property
    def title_fields(self) -> tuple[Field, ...]:
        """The fields whose values make the title, in form order."""
        return tuple(field for field in self.fillable if field.use_for_title)

    @property
    def list_fields(self) -> tuple[Field, ...]:
        """The fields that lists show, in form order."""
        return tuple(field for field in self.fillable if field.show_in_list)

    def to_record(self) -> dict[str, Any]:
        """The schema as a JSON-able dict."""
        return {
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "icon": self.icon,
            "fields": [field.to_record() for field in self.fields],
        }

    @staticmethod
    def from_record(record: Mapping[str, Any]) -> TypeSchema:
        """The schema of such a dict."""
        fields = [Field.from_record(entry) for entry in record["fields"]]
        return TypeSchema(
            record["id"],
            record["name"],
            fields,
            description=record.get("description", ""),
            icon=record.get("icon", ""),
        )


def options_of(default_value: object) -> tuple[str, ...]:
    """The options of a Select from its `default-value`: one a line, blank lines and doubles dropped."""
    lines = str(default_value or "").splitlines()
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def field_from(record: Resource) -> Field:
    """The field of a record of type flexible-asset-fields."""
    a = record.attributes
    name = str(a.get("name") or "")
    kind = str(a.get("kind") or "")
    return Field(
        record.id,
        name,
        str(a.get("name-key") or name_key(name)),
        kind,
        hint=str(a.get("hint") or ""),
        required=bool(a.get("required")),
        options=options_of(a.get("default-value")) if kind.casefold() == "select" else (),
        tag_type=str(a["tag-type"]) if a.get("tag-type") else None,
        order=_whole(a.get("order")),
        use_for_title=bool(a.get("use-for-title")),
        show_in_list=bool(a.get("show-in-list")),
        decimals=_whole(a.get("decimals")),
        expiration=bool(a.get("expiration")),
    )


def schema_from(resource_type: Resource, fields: Iterable[Resource]) -> TypeSchema:
    """The schema of a record of type flexible-asset-types and the records of its fields."""
    a = resource_type.attributes
    return TypeSchema(
        resource_type.id,
        str(a.get("name") or ""),
        [field_from(field) for field in fields],
        description=str(a.get("description") or ""),
        icon=str(a.get("icon") or ""),
    )


def _whole(value: object) -> int:
    if isinstance(value, bool) or value is None:
        return 0
    if isinstance(value, (int, float)):
        return int(value)
    return int(value) if isinstance(value, str) and value.isdecimal() else 0
