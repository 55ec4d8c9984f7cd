"""The Tag kind: one or several other records, read as objects and written as ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from glueshell.itglue.catalog import flexible_asset_type_of, spelling
from glueshell.itglue.documents import Resource
from glueshell.itglue.kinds.base import Choice, FieldKind, Problem, TagLookup, TagRef, TraitProblem, problem, shown

if TYPE_CHECKING:
    import datetime

    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Snapshot


class Tag(FieldKind):
    """A tuple of TagRef, in the order given and without doubles."""

    __slots__ = ()
    name = "Tag"

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """The records meant by names, ids, record addresses or records, one or several.

        Without a lookup only ids are taken.
        """
        items = value if isinstance(value, (list, tuple)) else (value,)
        found: dict[int, TagRef] = {}
        for item in items:
            if item is None or item == "":
                continue
            ref = _ref(field, item, lookup, organization_id)
            found.setdefault(ref.id, ref)
        return tuple(found.values())

    def validate(self, field: Field, value: object) -> Problem | None:
        """A tuple of TagRef fits."""
        if isinstance(value, tuple) and all(isinstance(item, TagRef) for item in value):
            return None
        return problem("NotATag", field, value=shown(value), target=target(field))

    def to_wire(self, value: Any) -> object:
        """The ids as a list of numbers."""
        return [ref.id for ref in value]

    def from_wire(self, raw: object) -> object:
        """The records of the read shape `{type, values: [...]}`; an id or a list of ids is taken as well."""
        type_ = ""
        values: object = raw
        if isinstance(raw, dict):
            if "values" in raw:
                type_, values = str(raw.get("type") or ""), raw["values"]
            else:
                values = [raw]
        if values is None:
            return ()
        items = values if isinstance(values, (list, tuple)) else [values]
        found: dict[int, TagRef] = {}
        for item in items:
            ref = _read(item, type_)
            if ref is not None:
                found.setdefault(ref.id, ref)
        return tuple(found.values())

    def comparable(self, field: Field, value: Any) -> object:
        """The set of ids: names change, and the order of tags means nothing."""
        return frozenset(ref.id for ref in value) or None if value else None

    def show(self, value: Any) -> str:
        """The names, or the ids where no name is known."""
        return ", ".join(ref.name or str(ref.id) for ref in value)

    def candidates(
        self, field: Field, snapshot: Snapshot, organization_id: int | None, word: str = "", limit: int = 200
    ) -> Iterable[Choice]:
        """The known records of the tag type in the organization; one whose name is not the only one goes by its id."""
        from glueshell.itglue.snapshot import names_key

        key = names_key(field.tag_type)
        if key is None:
            return
        scope = None if key == "organizations" or key == "users" else organization_id
        names = snapshot.search(key, word, limit, scope)
        for name in names:
            twins = snapshot.find(key, name.text, scope)
            detail = " · ".join(part for part in (name.detail, str(name.id)) if part)
            yield Choice(name.text if len(twins) < 2 else str(name.id), detail, name.text)

    def sample(self, field: Field) -> str:
        """An id."""
        return "4387"


def target(field: Field) -> str:
    """What the field tags, in words."""
    if flexible_asset_type_of(field.tag_type or "") is not None:
        return "the flexible assets of its type"
    return {"AccountsUsers": "Users", "SslCertificates": "SSL Certificates"}.get(
        field.tag_type or "", field.tag_type or "its records"
    )


def _ref(field: Field, item: object, lookup: TagLookup | None, organization_id: int | None) -> TagRef:
    if isinstance(item, TagRef):
        return item
    type_ = ""
    if isinstance(item, (bool, float)):
        raise TraitProblem(problem("NotATag", field, value=shown(item), target=target(field)))
    if isinstance(item, int):
        text = str(int(item))
    elif isinstance(item, str):
        text = item.strip()
    else:
        type_, text = _record(item)
        if not text:
            raise TraitProblem(problem("NotATag", field, value=shown(item), target=target(field)))
        _check_type(field, type_)
    if lookup is None:
        if text.isascii() and text.isdecimal():
            return TagRef(int(text), "", field.tag_type or "")
        raise TraitProblem(problem("TagNeedsLookup", field, value=shown(text), target=target(field)))
    found = lookup.find(field.tag_type or "", organization_id, text)
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(f"{ref.id} ({ref.detail})" if ref.detail else str(ref.id) for ref in found[:6])
        raise TraitProblem(
            problem(
                "AmbiguousTag",
                field,
                value=shown(text),
                target=target(field),
                candidates=named,
                suggestions=[str(ref.id) for ref in found],
                choices=[Choice(str(ref.id), ref.detail, ref.name) for ref in found],
            )
        )
    near = lookup.nearest(field.tag_type or "", organization_id, text)
    raise TraitProblem(problem("UnknownTag", field, value=shown(text), target=target(field), suggestions=near))


def _record(item: Any) -> tuple[str, str]:
    # A record from a list, an object of the pipeline, or a hashtable with an id.
    if isinstance(item, Resource):
        return item.type, item.id
    getter = getattr(item, "get", None)
    if not callable(getter):
        return "", ""
    for name in ("Id", "id", "ID"):
        id_ = getter(name)
        if id_ is not None:
            return "", str(id_)
    return "", ""


def _check_type(field: Field, type_: str) -> None:
    wanted = spelling(field.tag_type or "")
    if type_ and wanted and flexible_asset_type_of(field.tag_type or "") is None and spelling(type_) != wanted:
        if not (wanted == "accountsusers" and type_ == "users"):
            raise TraitProblem(problem("WrongTagType", field, target=target(field), other=type_))


def _read(item: Any, type_: str) -> TagRef | None:
    if isinstance(item, dict):
        id_ = item.get("id")
        first_last = " ".join(str(item[key]) for key in ("first-name", "last-name") if item.get(key))
        name = str(item.get("name") or first_last or item.get("hostname") or "")
    else:
        id_, name = item, ""
    if isinstance(id_, bool) or not (isinstance(id_, int) or (isinstance(id_, str) and id_.strip().isdecimal())):
        return None
    return TagRef(int(id_), name, type_)
