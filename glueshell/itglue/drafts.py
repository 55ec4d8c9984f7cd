"""A flexible asset being built: an immutable value that knows what it lacks and what it would send."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from glueshell.itglue.catalog import Catalog
from glueshell.itglue.documents import Resource, write
from glueshell.itglue.kinds import Problem, TagRef, TraitProblem
from glueshell.itglue.kinds.base import problem
from glueshell.itglue.nearness import closest
from glueshell.itglue.plans import RequestPlan, create_plan, update_plan
from glueshell.itglue.schema import Field, TypeSchema

STATES = ("open", "in-flight", "unknown", "submitted")
# The names under which drafts derive their journal keys: one draft with one content has one key.
_NAMESPACE = "8f9e2f3c-6d0b-5c6e-9a53-5e1d8a3c7b11"


class DraftNotReady(ValueError):
    """A draft that must not be sent as it is; `problems` say why, each with its field."""

    exit_status = 2
    error_id = "DraftNotReady"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.message = " ".join(item.message for item in problems)
        super().__init__(self.message)


class UnknownField(KeyError):
    """No field of the type has this key; `suggestions` are keys that come close."""

    exit_status = 2
    error_id = "UnknownField"

    def __init__(self, key: str, schema: TypeSchema) -> None:
        self.suggestions = tuple(field.key for field in schema.closest(key))
        self.message = f"There is no field '{key}' in {schema.name}."
        super().__init__(self.message)

    def __str__(self) -> str:
        return self.message


class Change:
    """One difference between two drafts: the field's key, and its values before and after (None: not set)."""

    __slots__ = ("after", "before", "key")

    def __init__(self, key: str, before: object, after: object) -> None:
        self.key = key
        self.before = before
        self.after = after

    def __repr__(self) -> str:
        return f"Change({self.key!r}, {self.before!r}, {self.after!r})"


class Draft:
    """A flexible asset before it exists, or an existing one (`asset_id`) before it is changed.

    `values` maps name-keys to what the kinds parsed, in form order; `created_at` is seconds since the epoch; `state` is
    one of STATES. Every change gives a new draft.
    """

    __slots__ = (
        "account", "asset_id", "created_at", "id", "organization_id", "organization_name", "schema", "state", "values",
    )  # fmt: skip

    def __init__(
        self,
        id: str,
        account: str,
        organization_id: int,
        organization_name: str,
        schema: TypeSchema,
        values: Mapping[str, object] | None = None,
        created_at: float = 0.0,
        state: str = "open",
        asset_id: str | None = None,
    ) -> None:
        if state not in STATES:
            raise ValueError(f"a draft has no state {state}")
        held = values or {}
        unknown = [key for key in held if not any(field.key == key for field in schema.fields)]
        if unknown:
            raise UnknownField(unknown[0], schema)
        self.id = id
        self.account = account
        self.organization_id = organization_id
        self.organization_name = organization_name
        self.schema = schema
        self.values: Mapping[str, object] = MappingProxyType(
            {field.key: held[field.key] for field in schema.fields if field.key in held}
        )
        self.created_at = created_at
        self.state = state
        self.asset_id = asset_id

    def __repr__(self) -> str:
        return f"Draft({self.id!r}, {self.schema.name!r}, {self.state!r})"

    def set(self, key: str, value: object) -> Draft:
        """The draft with one value as its kind parsed it; an empty one unsets. Raises UnknownField, TraitProblem."""
        field = self._field(key)
        if value is None or value == "" or value == ():
            return self.unset(field.key)
        wrong = field.kind.validate(field, value)
        if wrong is not None:
            raise TraitProblem(wrong)
        return self._with(values={**self.values, field.key: value})

    def unset(self, key: str) -> Draft:
        """The draft without this value; raises UnknownField."""
        field = self._field(key)
        return self._with(values={name: value for name, value in self.values.items() if name != field.key})

    def in_state(self, state: str, asset_id: str | None = None) -> Draft:
        """The draft in another state, with the id of its asset where that is known now."""
        return self._with(state=state, asset_id=self.asset_id if asset_id is None else asset_id)

    def with_schema(self, schema: TypeSchema) -> Draft:
        """The draft under the fields of today; values of fields that are gone are dropped."""
        kept = {key: value for key, value in self.values.items() if any(field.key == key for field in schema.fields)}
        return self._with(schema=schema, values=kept)

    def missing(self) -> list[Field]:
        """The required fields without a value, in form order."""
        return [field for field in self.schema.required if field.key not in self.values]

    def problems(self) -> list[Problem]:
        """Everything for which IT Glue would refuse this draft, in form order."""
        found: list[Problem] = []
        for field in self.schema.fillable:
            if field.key not in self.values:
                if field.required:
                    reason = "Required" if field.kind.supported else field.kind.reason
                    found.append(problem(reason, field, kind=field.kind_name))
                continue
            wrong = field.kind.validate(field, self.values[field.key])
            if wrong is not None:
                found.append(wrong)
        return found

    @property
    def filled(self) -> tuple[int, int]:
        """How many fields have a value, and how many could have one."""
        return len(self.values), len(self.schema.fillable)

    def title(self) -> str:
        """The title the asset will get: the values of the title fields, joined by one blank; '' without any."""
        parts = [
            field.kind.show(self.values[field.key]) for field in self.schema.title_fields if field.key in self.values
        ]
        return " ".join(part for part in parts if part)

    def traits(self) -> dict[str, object]:
        """The traits as they are sent, in form order."""
        sent: dict[str, object] = {}
        for field in self.schema.fillable:
            if field.key in self.values and field.kind.supported:
                sent[field.key] = field.kind.to_wire(self.values[field.key])
        return sent

    def plan(self, catalog: Catalog, *, check: bool = True) -> RequestPlan:
        """The request that makes the asset, or changes it; raises DraftNotReady unless `check` is off (for a preview).

        The journal key follows from the draft and its content: the same draft unchanged has the same key.
        """
        if check:
            problems = tuple(self.problems())
            if problems:
                raise DraftNotReady(problems)
        resource = catalog["flexible_assets"]
        attributes: dict[str, Any] = {
            "organization-id": self.organization_id,
            "flexible-asset-type-id": _number(self.schema.id),
            "traits": self.traits(),
        }
        title = self.title() or self.schema.name
        readings = {"organization-id": self.organization_name, "flexible-asset-type-id": self.schema.name}
        for field in self.schema.fields:
            if field.tag_type and field.key in self.values:
                readings[field.key] = field.kind.show(self.values[field.key])
        if self.asset_id is not None:
            return update_plan(
                catalog,
                resource,
                self.asset_id,
                attributes,
                organization_id=self.organization_id,
                organization_name=self.organization_name,
                title=title,
                journal_key=self._journal_key(attributes),
                readings=readings,
            )
        return create_plan(
            catalog,
            resource,
            attributes,
            organization_id=self.organization_id,
            organization_name=self.organization_name,
            title=title,
            journal_key=self._journal_key(attributes),
            readings=readings,
        )

    def diff(self, other: Draft) -> list[Change]:
        """What `other` has differently, field by field in form order."""
        keys = [field.key for field in self.schema.fields]
        keys += [field.key for field in other.schema.fields if field.key not in keys]
        pairs = ((key, self.values.get(key), other.values.get(key)) for key in keys)
        return [Change(key, before, after) for key, before, after in pairs if before != after]

    def to_record(self) -> dict[str, Any]:
        """The draft as a JSON-able dict, its schema included."""
        return {
            "id": self.id,
            "account": self.account,
            "organization_id": self.organization_id,
            "organization_name": self.organization_name,
            "schema": self.schema.to_record(),
            "values": {key: _to_record(value) for key, value in self.values.items()},
            "created_at": self.created_at,
            "state": self.state,
            "asset_id": self.asset_id,
        }

    @staticmethod
    def from_record(record: Mapping[str, Any]) -> Draft:
        """The draft of such a dict."""
        return Draft(
            record["id"],
            record["account"],
            record["organization_id"],
            record["organization_name"],
            TypeSchema.from_record(record["schema"]),
            {key: _from_record(value) for key, value in record["values"].items()},
            record["created_at"],
            record["state"],
            record["asset_id"],
        )

    def _field(self, key: str) -> Field:
        field = self.schema.field(key)
        if field is None:
            raise UnknownField(key, self.schema)
        return field

    def _with(self, **changes: Any) -> Draft:
        now = {name: getattr(self, name) for name in Draft.__slots__}
        return Draft(**{**now, **changes})

    def _journal_key(self, attributes: Mapping[str, Any]) -> str:
        import uuid

        content = write({"draft": self.id, "asset": self.asset_id, "attributes": dict(attributes)})
        return str(uuid.uuid5(uuid.UUID(_NAMESPACE), content.decode("utf-8")))


def draft_from_asset(id: str, account: str, schema: TypeSchema, asset: Resource, created_at: float) -> Draft:
    """A draft that begins as an existing asset; traits that the type does not have any more are left out."""
    traits = asset.attributes.get("traits")
    values: dict[str, object] = {}
    for field in schema.fillable:
        raw = traits.get(field.key) if isinstance(traits, dict) else None
        if raw is None:
            continue
        value = field.kind.from_wire(raw)
        if value is not None and value != "" and value != ():
            values[field.key] = value
    return Draft(
        id,
        account,
        int(asset.attributes["organization-id"]),
        str(asset.attributes.get("organization-name") or ""),
        schema,
        values,
        created_at,
        asset_id=asset.id,
    )


def nearest_keys(schema: TypeSchema, text: str) -> list[str]:
    """Name-keys that come close to the text."""
    return closest(text, [field.key for field in schema.fillable])


def _to_record(value: object) -> object:
    if isinstance(value, tuple):
        return {"tags": [[ref.id, ref.name, ref.type] if isinstance(ref, TagRef) else ref for ref in value]}
    return value


def _from_record(value: Any) -> object:
    if isinstance(value, dict) and "tags" in value:
        return tuple(TagRef(*item) if isinstance(item, list) else item for item in value["tags"])
    return value


def _number(id: str) -> int | str:
    return int(id) if id.isascii() and id.isdecimal() else id
