"""What would have been made while a whole run only said what it would do (-WhatIf): values that later lines can use.

Planned records have ids below zero, which IT Glue never gives; they are never sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from glueshell.session.errors import InputError

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Catalog
    from glueshell.itglue.documents import Resource
    from glueshell.itglue.drafts import Draft
    from glueshell.itglue.plans import RequestPlan
    from glueshell.itglue.schema import TypeSchema
    from glueshell.itglue.snapshot import Name

LATER = "(known after create)"


def is_planned(id: object) -> bool:
    """Whether an id, as text or number, is that of something that was only planned."""
    return str(id).startswith("-")


class Rehearsal:
    """The planned records of one session, by resource and id."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], Resource] = {}
        self._schemas: dict[str, TypeSchema] = {}

    # -- planning ------------------------------------------------------------------------------------------------

    def plan_type(self, plan: RequestPlan) -> Resource:
        """The flexible asset type that the plan would make, with its fields."""
        from glueshell.itglue.documents import Resource
        from glueshell.itglue.schema import name_key, schema_from

        data = plan.body["data"] if plan.body is not None else {}
        made = self._put("flexible_asset_types", Resource("flexible-asset-types", self._id(), dict(data["attributes"])))
        fields = []
        for linked in data.get("relationships", {}).get("flexible-asset-fields", {}).get("data", ()):
            attributes = {**linked["attributes"], "name-key": name_key(str(linked["attributes"]["name"]))}
            attributes["flexible-asset-type-id"] = int(made.id)
            fields.append(self._put("flexible_asset_fields", Resource("flexible-asset-fields", self._id(), attributes)))
        self._schemas[made.id] = schema_from(made, fields)
        return made

    def plan_asset(self, draft: Draft) -> Resource:
        """The asset that the draft would become, in the shape in which it would be read."""
        from glueshell.itglue.documents import Resource

        attributes = {
            "organization-id": draft.organization_id,
            "organization-name": draft.organization_name,
            "flexible-asset-type-id": int(draft.schema.id),
            "flexible-asset-type-name": draft.schema.name,
            "name": draft.title() or draft.schema.name,
            "traits": {key: _read_shape(value) for key, value in draft.values.items()},
        }
        return self._put("flexible_assets", Resource("flexible-assets", self._id(), attributes))

    def _put(self, resource: str, record: Resource) -> Resource:
        self._records[resource, record.id] = record
        return record

    def _id(self) -> str:
        return str(-1 - len(self._records))

    # -- finding -------------------------------------------------------------------------------------------------

    def schema(self, type_id: object) -> TypeSchema | None:
        """The fields of a planned type."""
        return self._schemas.get(str(type_id))

    def record(self, resource: str, id: object) -> Resource | None:
        """A planned record by its id."""
        return self._records.get((resource, str(id)))

    def records(self, resource: str, type_id: object = None) -> Iterator[Resource]:
        """The planned records of a resource; fields and assets of one type where it is given."""
        for (kind, _), record in self._records.items():
            if kind == resource and type_id in (None, record.attributes.get("flexible-asset-type-id")):
                yield record

    def find(self, catalog: Catalog, resource: str, text: str | int) -> Name | None:
        """The planned record that an id below zero or a name means, the last one first."""
        from glueshell.itglue.snapshot import Name

        word = str(text).strip().casefold()
        title = catalog[resource].title
        for record in reversed(list(self.records(resource))):
            name = str(record.attributes.get(title) or "")
            if word in (record.id, name.casefold()):
                return Name(int(record.id), name, record.attributes.get("organization-id"))
        return None

    # -- showing -------------------------------------------------------------------------------------------------

    @staticmethod
    def shown(plan: RequestPlan, draft: Draft) -> RequestPlan:
        """The plan of a draft for eyes: in the place of planned ids stands that they come later."""
        from glueshell.itglue.plans import RequestPlan

        if plan.body is None or not planned_parts(draft):
            return plan
        data = plan.body["data"]
        attributes = dict(data["attributes"])
        if is_planned(draft.schema.id):
            attributes["flexible-asset-type-id"] = LATER
        traits = dict(attributes["traits"])
        for field in draft.schema.fields:
            if field.tag_type and isinstance(traits.get(field.key), list):
                traits[field.key] = [LATER if is_planned(id) else id for id in traits[field.key]]
        attributes["traits"] = traits
        return RequestPlan(
            plan.operation,
            plan.resource,
            plan.method,
            plan.path,
            query=plan.query,
            body={"data": {**data, "attributes": attributes}},
            organization_id=plan.organization_id,
            organization_name=plan.organization_name,
            title=plan.title,
            journal_key=plan.journal_key,
            readings=plan.readings,
        )


def planned_parts(draft: Draft) -> list[str]:
    """What the draft needs that was only planned: the type, tagged records."""
    parts = [f"The flexible asset type '{draft.schema.name}'"] if is_planned(draft.schema.id) else []
    for value in draft.values.values():
        if isinstance(value, tuple):
            parts += [f"'{ref.name or ref.id}'" for ref in value if is_planned(getattr(ref, "id", ""))]
    return parts


def refuse_planned(draft: Draft) -> None:
    """`PlannedOnly` for a draft that needs what does not exist."""
    parts = planned_parts(draft)
    if parts:
        raise InputError("PlannedOnly", what=parts[0])


def _read_shape(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    values: list[Mapping[str, Any]] = [{"id": ref.id, "name": ref.name} for ref in value]
    return {"type": value[0].type if value else "", "values": values}
