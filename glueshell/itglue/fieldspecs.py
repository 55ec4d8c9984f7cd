"""New flexible asset types from friendly descriptions of their fields, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from glueshell.itglue.catalog import Catalog, flexible_asset_type_of, spelling
from glueshell.itglue.errors import ITGlueError
from glueshell.itglue.kinds import KINDS, FieldKind
from glueshell.itglue.nearness import closest
from glueshell.itglue.plans import RequestPlan, create_plan
from glueshell.itglue.schema import name_key, options_of

# What may be said of a field, and the other words for it.
KEYS = MappingProxyType({
    "Name": ("Label",),
    "Kind": ("Type",),
    "TagType": ("Tag",),
    "Options": ("Option", "DefaultValue"),
    "Required": (),
    "UseForTitle": ("Title",),
    "ShowInList": ("List",),
    "Hint": ("Description",),
    "Decimals": (),
    "Expiration": ("Expires",),
})  # fmt: skip

MESSAGES = MappingProxyType({
    "NoFields": "A flexible asset type needs at least one field.",
    "NotAField": "Field {number} is no set of names and values; write it like @{{Name='Type'; Kind='Text'}}.",
    "UnknownKey": "{field} knows no '{value}'; it takes {known}.",
    "KeyTwice": "{field} says '{value}' twice.",
    "NoName": "{field} has no Name.",
    "NoKind": "{field} has no Kind; the kinds are {known}.",
    "UnknownKind": "{field} has the kind '{value}', which does not exist; the kinds are {known}.",
    "NoOptions": "{field} is a Select and needs Options.",
    "OptionsElsewhere": "{field} has Options, and only a Select has those.",
    "NoTagType": "{field} is a Tag and needs a TagType, such as Configurations.",
    "TagTypeElsewhere": "{field} has a TagType, and only a Tag has that.",
    "UnknownTagType": "{field} tags '{value}', which cannot be tagged; there are {known}, FlexibleAssetType: <id>.",
    "DecimalsElsewhere": "{field} has Decimals, and only a Number has those.",
    "BadDecimals": "{field} has {value} Decimals; a whole number from 0 to 9 is right.",
    "ExpirationElsewhere": "{field} has Expiration, and only a Date has that.",
    "HeaderFlag": "{field} is a heading; it cannot be {value}.",
    "NotABool": "{field} has '{value}' for {key}; true or false is right.",
    "SameName": "{field} and '{value}' would get the same name-key {key}.",
    "NoLetters": "{field} needs a letter or a digit in its Name.",
    "NoTitle": "At least one field must be used for the title (UseForTitle = $true).",
    "NoList": "At least one field must be shown in lists (ShowInList = $true).",
    "NoTypeName": "A flexible asset type needs a name.",
})  # fmt: skip

_TRUE = frozenset({"true", "yes", "1", "$true"})
_FALSE = frozenset({"false", "no", "0", "$false", ""})


class FieldSpecProblem(ITGlueError):
    """A description that makes no field; `index` is its place from 0, or None when it concerns the whole."""

    exit_status = 2

    def __init__(
        self, error_id: str, *, index: int | None = None, suggestions: Sequence[str] = (), **values: object
    ) -> None:
        super().__init__(error_id, MESSAGES[error_id].format(**values))
        self.index = index
        self.suggestions = tuple(suggestions)


class FieldSpec:
    """A field to be made; `order` counts from 1."""

    __slots__ = (
        "decimals", "expiration", "hint", "kind", "name", "options", "order", "required", "show_in_list", "tag_type",
        "use_for_title",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        kind: FieldKind,
        order: int,
        *,
        hint: str | None = None,
        required: bool = False,
        use_for_title: bool = False,
        show_in_list: bool = False,
        options: tuple[str, ...] = (),
        tag_type: str | None = None,
        decimals: int = 0,
        expiration: bool = False,
    ) -> None:
        self.name = name
        self.kind = kind
        self.order = order
        self.hint = hint
        self.required = required
        self.use_for_title = use_for_title
        self.show_in_list = show_in_list
        self.options = options
        self.tag_type = tag_type
        self.decimals = decimals
        self.expiration = expiration

    def __repr__(self) -> str:
        return f"FieldSpec({self.name!r}, {self.kind.name!r})"

    @property
    def key(self) -> str:
        """The name-key the field will get."""
        return name_key(self.name)

    def attributes(self) -> dict[str, Any]:
        """The attributes of the new field, as they are sent."""
        sent: dict[str, Any] = {"order": self.order, "name": self.name, "kind": self.kind.name}
        if self.hint is not None:
            sent["hint"] = self.hint
        if self.options:
            sent["default-value"] = "\n".join(self.options)
        if self.tag_type is not None:
            sent["tag-type"] = self.tag_type
        if self.decimals:
            sent["decimals"] = self.decimals
        sent["required"] = self.required
        sent["use-for-title"] = self.use_for_title
        sent["show-in-list"] = self.show_in_list
        if self.expiration:
            sent["expiration"] = True
        return sent


def field_plan(specs: Iterable[Any], catalog: Catalog) -> tuple[FieldSpec, ...]:
    """The fields of friendly descriptions (mappings with the keys of KEYS, in any casing); raises FieldSpecProblem."""
    fields = tuple(_field(spec, index, catalog) for index, spec in enumerate(specs))
    if not fields:
        raise FieldSpecProblem("NoFields")
    by_key: dict[str, FieldSpec] = {}
    for index, field in enumerate(fields):
        other = by_key.setdefault(field.key, field)
        if other is not field:
            raise FieldSpecProblem("SameName", index=index, field=f"'{field.name}'", value=other.name, key=field.key)
    if not any(field.use_for_title for field in fields):
        raise FieldSpecProblem("NoTitle")
    if not any(field.show_in_list for field in fields):
        raise FieldSpecProblem("NoList")
    return fields


def type_plan(
    catalog: Catalog,
    name: str,
    fields: Sequence[FieldSpec],
    *,
    description: str | None = None,
    icon: str | None = None,
    enabled: bool = True,
    show_in_menu: bool = True,
    journal_key: str | None = None,
) -> RequestPlan:
    """The plan of a new flexible asset type with its fields in one request."""
    if not name.strip():
        raise FieldSpecProblem("NoTypeName")
    attributes: dict[str, Any] = {"name": name.strip()}
    if description is not None:
        attributes["description"] = description
    if icon is not None:
        attributes["icon"] = icon
    attributes["enabled"] = enabled
    attributes["show-in-menu"] = show_in_menu
    request_type = catalog["flexible_asset_fields"].request_type
    data = [{"type": request_type, "attributes": field.attributes()} for field in fields]
    return create_plan(
        catalog,
        catalog["flexible_asset_types"],
        attributes,
        relationships={"flexible-asset-fields": {"data": data}},
        journal_key=journal_key,
    )


def _field(spec: Any, index: int, catalog: Catalog) -> FieldSpec:
    said = _said(spec, index)
    name = str(said.get("Name") or "").strip()
    field = f"Field '{name}'" if name else f"Field {index + 1}"
    if not name:
        raise FieldSpecProblem("NoName", index=index, field=field)
    if not name_key(name):
        raise FieldSpecProblem("NoLetters", index=index, field=field)
    kind = _kind(said.get("Kind"), field, index)
    flags = {
        key: _bool(said.get(key), key, field, index) for key in ("Required", "UseForTitle", "ShowInList", "Expiration")
    }
    if not kind.fillable:
        for key in ("Required", "UseForTitle", "ShowInList"):
            if flags[key]:
                raise FieldSpecProblem("HeaderFlag", index=index, field=field, value=key)
    if flags["Expiration"] and kind.name != "Date":
        raise FieldSpecProblem("ExpirationElsewhere", index=index, field=field)
    hint = said.get("Hint")
    return FieldSpec(
        name,
        kind,
        index + 1,
        hint=None if hint is None else str(hint),
        required=flags["Required"],
        use_for_title=flags["UseForTitle"],
        show_in_list=flags["ShowInList"],
        options=_options(said.get("Options"), kind, field, index),
        tag_type=_tag_type(said.get("TagType"), kind, field, index, catalog),
        decimals=_decimals(said.get("Decimals"), kind, field, index),
        expiration=flags["Expiration"],
    )


def _said(spec: Any, index: int) -> Mapping[str, Any]:
    words = {spelling(word): key for key, others in KEYS.items() for word in (key, *others)}
    said: dict[str, Any] = {}
    pairs = _pairs(spec, index)
    name = next((str(value) for key, value in pairs if words.get(spelling(str(key))) == "Name"), "")
    field = f"Field '{name}'" if name else f"Field {index + 1}"
    for word, value in pairs:
        key = words.get(spelling(str(word)))
        if key is None:
            near = closest(str(word), KEYS)
            raise FieldSpecProblem(
                "UnknownKey", index=index, field=field, value=word, known=", ".join(KEYS), suggestions=near
            )
        if key in said:
            raise FieldSpecProblem("KeyTwice", index=index, field=field, value=key)
        said[key] = value
    return said


def _pairs(spec: Any, index: int) -> list[tuple[Any, Any]]:
    # A mapping, or an object of the pipeline, which is iterated as (name, value).
    items = getattr(spec, "items", None)
    try:
        pairs = [(key, value) for key, value in (items() if callable(items) else spec)]
    except (TypeError, ValueError):
        raise FieldSpecProblem("NotAField", index=index, number=index + 1) from None
    if isinstance(spec, str):
        raise FieldSpecProblem("NotAField", index=index, number=index + 1)
    return pairs


def _kind(value: Any, field: str, index: int) -> FieldKind:
    known = ", ".join(KINDS)
    if value is None or not str(value).strip():
        raise FieldSpecProblem("NoKind", index=index, field=field, known=known)
    text = str(value).strip()
    for name, kind in KINDS.items():
        if name.casefold() == text.casefold():
            return kind
    raise FieldSpecProblem(
        "UnknownKind", index=index, field=field, value=text, known=known, suggestions=closest(text, KINDS)
    )


def _bool(value: Any, key: str, field: str, index: int) -> bool:
    text = "" if value is None else str(value).strip().casefold()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise FieldSpecProblem("NotABool", index=index, field=field, value=value, key=key)


def _options(value: Any, kind: FieldKind, field: str, index: int) -> tuple[str, ...]:
    if kind.name != "Select":
        if value is not None:
            raise FieldSpecProblem("OptionsElsewhere", index=index, field=field)
        return ()
    lines = "\n".join(str(line) for line in value) if isinstance(value, (list, tuple)) else value
    options = options_of(lines)
    if not options:
        raise FieldSpecProblem("NoOptions", index=index, field=field)
    return options


def _tag_type(value: Any, kind: FieldKind, field: str, index: int, catalog: Catalog) -> str | None:
    if kind.name != "Tag":
        if value is not None:
            raise FieldSpecProblem("TagTypeElsewhere", index=index, field=field)
        return None
    text = "" if value is None else str(value).strip()
    if not text:
        raise FieldSpecProblem("NoTagType", index=index, field=field)
    type_id = text if text.isascii() and text.isdecimal() else flexible_asset_type_of(text)
    if type_id is not None:
        return f"FlexibleAssetType: {type_id}"
    known = catalog.tag_types
    wanted = spelling(text).replace(" ", "")
    for name in known:
        if wanted in (spelling(name), spelling(name).removesuffix("s"), spelling(name).removeprefix("accounts")):
            return name
    raise FieldSpecProblem(
        "UnknownTagType", index=index, field=field, value=text, known=", ".join(known), suggestions=closest(text, known)
    )


def _decimals(value: Any, kind: FieldKind, field: str, index: int) -> int:
    if value is None:
        return 0
    if kind.name != "Number":
        raise FieldSpecProblem("DecimalsElsewhere", index=index, field=field)
    text = str(value).strip()
    if len(text) == 1 and text in "0123456789":
        return int(text)
    raise FieldSpecProblem("BadDecimals", index=index, field=field, value=text)
