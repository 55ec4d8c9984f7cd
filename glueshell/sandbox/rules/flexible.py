"""Flexible asset types, their fields, and the assets themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox import refusals, values
from glueshell.sandbox.names import dashed, free_name_key, name_key
from glueshell.sandbox.presenting import tag_members
from glueshell.sandbox.rules.plain import Change, Rules
from glueshell.sandbox.store import Record
from glueshell.sandbox.traits import (
    KINDS,
    Asset,
    Field,
    Password,
    Tags,
    asset_name,
    is_tag_type,
    read_traits,
    tag_target,
    tagged,
    written_traits,
)

if TYPE_CHECKING:
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.call import View

FIELD_ORDER = "json_extract(records.body, '$.\"order\"'), records.id"


class FlexibleAssetTypes(Rules):
    """A type is made together with its fields, and later changed without them."""

    unique_name = True
    defaults = {"enabled": True, "icon": "cube", "show-in-menu": True}
    linked_on_create = ("flexible_asset_fields",)

    def check(self, change: Change) -> None:
        """Reads the fields of a create; refuses what the documentation refuses."""
        if not change.creating:
            if change.raw.get("relationships"):
                raise refusals.forbidden_relationships()
            return
        if "flexible-asset-fields" in change.raw_attributes():
            raise refusals.broken()
        change.children = self._fields(change)
        if not change.children:
            self._refuse(change, "must have at least one field")
            return
        if not any(field.body["use-for-title"] for field in change.children):
            self._refuse(change, "must have at least one field used for the title")
        if not any(field.body["show-in-list"] for field in change.children):
            self._refuse(change, "must have at least one field shown in the list")

    def _refuse(self, change: Change, detail: str) -> None:
        change.problems.append(refusals.relationship_problem("flexible-asset-fields", detail))

    def _fields(self, change: Change) -> list[Record]:
        rules = change.account.rules["flexible_asset_fields"]
        fields: list[Record] = []
        taken: set[str] = set()
        for place, attributes in enumerate(sent_fields(change.raw), start=1):
            problems: list[refusals.Problem] = []
            body = rules.sent(attributes, problems)
            key = free_name_key(str(body.get("name") or ""), taken)
            taken.add(key)
            field = field_record(change.account, change.record.id, body, key, place)
            problems.extend(
                refusals.attribute_problem(attribute, detail)
                for attribute, detail in field_problems(field, change.account)
            )
            for problem in problems:
                pointer = str(problem["source"]["pointer"])  # type: ignore[index]
                name = f"flexible-asset-fields/data/{place - 1}/attributes/{pointer.rpartition('/')[2]}"
                change.problems.append(refusals.relationship_problem(name, str(problem["detail"])))
            fields.append(field)
        return fields


def sent_fields(raw: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The attributes of the fields in a create's relationships, under either spelling of the key."""
    relationships = raw.get("relationships")
    found: list[Mapping[str, object]] = []
    if isinstance(relationships, dict):
        for name, relationship in relationships.items():
            if dashed(name) == "flexible-asset-fields" and isinstance(relationship, dict):
                entries = relationship.get("data")
                for entry in entries if isinstance(entries, list) else []:
                    attributes = entry.get("attributes") if isinstance(entry, dict) else None
                    found.append(attributes if isinstance(attributes, dict) else {})
    return found


def field_record(account: Account, type_id: int, body: dict[str, object], key: str, place: int) -> Record:
    """A new field of a type that is being made."""
    now = account.now()
    return Record(
        "flexible_asset_fields",
        account.store.next_id("flexible_asset_fields"),
        None,
        type_id,
        str(body.get("name") or ""),
        now,
        now,
        field_body(body, key, place),
    )


def field_body(body: Mapping[str, object], key: str, place: int) -> dict[str, object]:
    """The stored attributes of a field; what was left out is false, zero or null, and the order its place."""
    return {
        "order": body.get("order") if body.get("order") is not None else place,
        "kind": body.get("kind"),
        "hint": body.get("hint"),
        "decimals": body.get("decimals") or 0,
        "tag-type": body.get("tag-type"),
        "required": bool(body.get("required")),
        "use-for-title": bool(body.get("use-for-title")),
        "expiration": bool(body.get("expiration")),
        "show-in-list": bool(body.get("show-in-list")),
        "name-key": key,
        "default-value": body.get("default-value"),
    }


def field_problems(field: Record, account: Account) -> list[tuple[str, str]]:
    """What is wrong with a field: attribute and detail."""
    problems: list[tuple[str, str]] = []
    if values.blank(field.name):
        problems.append(("name", refusals.BLANK))
    kind = field.body.get("kind")
    if values.blank(kind):
        problems.append(("kind", refusals.BLANK))
    elif kind not in KINDS:
        problems.append(("kind", "is not included in the list"))
    elif kind == "Tag":
        tag_type = field.body.get("tag-type")
        if values.blank(tag_type):
            problems.append(("tag-type", refusals.BLANK))
        elif not is_tag_type(tag_type):
            problems.append(("tag-type", "is not included in the list"))
        else:
            type_id = tag_target(str(tag_type))[1]
            # A type that tags its own kind names the id it is just being given.
            known = type_id in (None, field.parent_id)
            if not known and account.store.get("flexible_asset_types", type_id or 0) is None:
                problems.append(("tag-type", refusals.MUST_EXIST))
    return problems


class FlexibleAssetFields(Rules):
    """A field's key and, once used, its kind are fixed; deleting it deletes its values."""

    parent = "flexible-asset-type-id"
    child_order = FIELD_ORDER
    order = (
        "order", "name", "kind", "hint", "decimals", "tag-type", "required", "use-for-title", "expiration",
        "show-in-list", "name-key", "created-at", "updated-at", "flexible-asset-type-id", "default-value",
    )  # fmt: skip

    def relationships(self, record: Record) -> dict[str, object]:
        """Every field names its type."""
        return {"flexible-asset-type": {"data": {"id": str(record.parent_id), "type": "flexible-asset-types"}}}

    def check(self, change: Change) -> None:
        """Gives a new field its key and place; keeps kinds and titles that are in use."""
        record, account = change.record, change.account
        siblings = account.store.select("flexible_asset_fields", "parent_id = ?", (record.parent_id,))
        if change.creating:
            key = free_name_key(record.name, {str(field.body["name-key"]) for field in siblings})
            places = (values.integer(field.body.get("order") or 0) for field in siblings)
            record.body = field_body(change.sent, key, 1 + max(places, default=0))
        else:
            assert change.before is not None
            if record.body.get("kind") != change.before.body.get("kind") and in_use(change.before, account):
                change.refuse("kind", "cannot be changed because the field is in use")
            if not record.body.get("use-for-title") and is_only_title(change.before, siblings):
                change.refuse("use-for-title", "must be set on at least one field")
            for attribute in ("order", "decimals"):
                record.body[attribute] = record.body.get(attribute) or 0
            for attribute in ("required", "use-for-title", "expiration", "show-in-list"):
                record.body[attribute] = bool(record.body.get(attribute))
        for attribute, detail in field_problems(record, account):
            change.refuse(attribute, detail)

    def stored(self, change: Change) -> None:
        """Names of assets follow their title fields."""
        if not change.creating and {"use-for-title", "order", "decimals"} & set(change.sent):
            rename_assets(change.record.parent_id or 0, change.account)

    def remove(self, record: Record, account: Account) -> None:
        """Removes the field and its value in every asset."""
        siblings = account.store.select("flexible_asset_fields", "parent_id = ?", (record.parent_id,))
        if is_only_title(record, siblings):
            problem = refusals.attribute_problem("use-for-title", "must be set on at least one field")
            raise refusals.Refusal(422, problem)
        key = str(record.body["name-key"])
        for asset in account.store.select("flexible_assets", "parent_id = ?", (record.parent_id,)):
            traits = traits_of(asset)
            if key in traits:
                forget_passwords([traits.pop(key)] if record.body["kind"] == "Password" else [], account)
                asset.body["traits"] = traits
                account.store.put([asset])
        super().remove(record, account)
        if record.body.get("use-for-title"):
            rename_assets(record.parent_id or 0, account)


def in_use(field: Record, account: Account) -> bool:
    """Whether an asset has a value for the field."""
    key = field.body["name-key"]
    return any(key in traits_of(asset) for asset in assets_of(field.parent_id or 0, account))


def is_only_title(field: Record, siblings: Sequence[Record]) -> bool:
    """Whether the field is the last one used for the title."""
    return bool(field.body.get("use-for-title")) and not any(
        other.body.get("use-for-title") for other in siblings if other.id != field.id
    )


def assets_of(type_id: int, account: Account) -> list[Record]:
    """The assets of a type."""
    return account.store.select("flexible_assets", "parent_id = ?", (type_id,))


def rename_assets(type_id: int, account: Account) -> None:
    """Gives the assets of a type the names that its fields now make."""
    fields = fields_of(type_id, account)
    assets = assets_of(type_id, account)
    for record in assets:
        traits = traits_of(record)
        record.name = asset_name(fields, traits, Asset(account, record.id, record.organization_id or 0, traits))
    account.store.put(assets)


def fields_of(type_id: int, account: Account) -> list[Field]:
    """The fields of a type in their order."""
    records = account.store.select("flexible_asset_fields", "parent_id = ?", (type_id,), FIELD_ORDER)
    return [Field(record) for record in records]


def traits_of(record: Record) -> dict[str, object]:
    """The stored traits of an asset."""
    traits = record.body.get("traits")
    return dict(traits) if isinstance(traits, dict) else {}


def dates_of(asset: Record, fields: Sequence[Field]) -> list[tuple[str, str]]:
    """The dates of an asset on which something runs out, by the names of their fields."""
    traits = traits_of(asset)
    return [(field.name, str(traits[field.key])) for field in fields if field.expires and traits.get(field.key)]


def forget_passwords(ids: Sequence[object], account: Account) -> None:
    """Removes the embedded passwords of traits that are gone."""
    for id in ids:
        account.store.remove("passwords", "id = ?", (id,))


class FlexibleAssets(Rules):
    """Assets: traits checked against the type's fields, replaced as a whole, and read in another shape."""

    parent = "flexible-asset-type-id"

    def missing(self, attribute: str) -> refusals.Refusal | None:
        """A missing or wrong type makes every trait key invalid."""
        return refusals.invalid_trait_keys() if attribute == self.parent else super().missing(attribute)

    def web_paths(self, records: Sequence[Record], account: Account) -> dict[int, str]:
        """Pages that carry the type's id and slug."""
        types = account.store.names("flexible_asset_types", [record.parent_id or 0 for record in records])
        return {
            record.id: (
                f"/{record.organization_id}/assets/{record.parent_id}-{name_key(types.get(record.parent_id or 0, ''))}"
                f"/records/{record.id}"
            )
            for record in records
        }

    def expiring(self, record: Record, account: Account) -> list[tuple[str, str]]:
        """The dates whose fields say that something runs out."""
        return dates_of(record, fields_of(record.parent_id or 0, account))

    def derive(self, records: Sequence[Record], view: View) -> dict[int, dict[str, object]]:
        """The traits in their read shape."""
        account = view.account
        fields = {type_id: fields_of(type_id, account) for type_id in {record.parent_id or 0 for record in records}}
        wanted: dict[str, list[int]] = {}
        for record in records:
            for resource, ids in tagged(fields[record.parent_id or 0], traits_of(record)):
                wanted.setdefault(resource, []).extend(ids)
        tags = Tags(account, wanted, lambda resource, found: tag_members(account, resource, found))
        return {
            record.id: {"traits": read_traits(fields[record.parent_id or 0], traits_of(record), tags)}
            for record in records
        }

    def check(self, change: Change) -> None:
        """Checks and stores the traits, and computes the name."""
        record, account, before = change.record, change.account, change.before
        if before is not None:
            if change.sent.get("flexible-asset-type-id", before.parent_id) != before.parent_id:
                raise refusals.invalid_trait_keys()
            record.organization_id = before.organization_id
        old = {} if before is None else traits_of(before)
        if before is None or "traits" in change.sent:
            sent = change.sent.get("traits")
            if sent is not None and not isinstance(sent, dict):
                change.refuse("traits", refusals.INVALID)
                return
            fields = fields_of(record.parent_id or 0, account)
            asset = Asset(account, record.id, record.organization_id or 0, old)
            stored = written_traits(fields, sent or {}, asset)
            if before is None and not stored:
                change.refuse("traits", refusals.BLANK)
            forget_passwords(
                [
                    old[field.key]
                    for field in fields
                    if isinstance(field.kind, Password) and field.key in old and field.key not in stored
                ],
                account,
            )
            record.body["traits"] = stored
            record.name = asset_name(fields, stored, asset)
