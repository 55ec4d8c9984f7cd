"""What is selected: region, organization, flexible asset type, draft. A value; `Contexts` keeps it per account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glueshell.itglue.schema import TypeSchema
    from glueshell.itglue.snapshot import Name
    from glueshell.session.store import Store


class Context:
    """The selection of a sitting; immutable, `with_...` answers a changed copy."""

    __slots__ = ("draft_id", "flexible_asset_type", "organization", "region")

    def __init__(
        self,
        region: str | None = None,
        organization: Name | None = None,
        flexible_asset_type: TypeSchema | None = None,
        draft_id: str | None = None,
    ) -> None:
        self.region = region
        self.organization = organization
        self.flexible_asset_type = flexible_asset_type
        self.draft_id = draft_id

    def with_region(self, region: str | None) -> Context:
        """Another region; what was selected belongs to the old one and goes."""
        return Context(region) if region != self.region else self

    def with_organization(self, organization: Name | None) -> Context:
        """Another organization."""
        return Context(self.region, organization, self.flexible_asset_type, self.draft_id)

    def with_type(self, schema: TypeSchema | None) -> Context:
        """Another flexible asset type."""
        return Context(self.region, self.organization, schema, self.draft_id)

    def with_draft(self, draft_id: str | None) -> Context:
        """Another current draft."""
        return Context(self.region, self.organization, self.flexible_asset_type, draft_id)


class Contexts:
    """The context of one account on disk; of two shells the last one to change it is remembered."""

    def __init__(self, store: Store, account: str) -> None:
        self._store = store
        self._account = account

    def load(self, schema_of: Callable[[str], TypeSchema | None]) -> Context:
        """The context as it was left; a type whose fields are not known any more is not selected."""
        rows = self._store.query(
            "SELECT region, organization_id, organization_name, organization_detail, type_id, draft_id"
            " FROM context WHERE account = ?",
            (self._account,),
        )
        if not rows:
            return Context()
        region, organization_id, name, detail, type_id, draft_id = rows[0]
        organization = None
        if organization_id is not None:
            from glueshell.itglue.snapshot import Name

            organization = Name(organization_id, name, None, detail or "")
        return Context(region, organization, schema_of(type_id) if type_id else None, draft_id)

    def save(self, context: Context) -> None:
        """Keep `context`."""
        organization, schema = context.organization, context.flexible_asset_type
        self._store.execute(
            "INSERT OR REPLACE INTO context"
            " (account, region, organization_id, organization_name, organization_detail, type_id, draft_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                self._account,
                context.region,
                organization.id if organization else None,
                organization.text if organization else None,
                organization.detail if organization else None,
                str(schema.id) if schema else None,
                context.draft_id,
            ),
        )
