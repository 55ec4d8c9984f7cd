"""By which rules the sandbox serves each resource; one without rules of its own is served by what the catalog says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.sandbox.rules.attachments import Attachments, Exports
from glueshell.sandbox.rules.configurations import ConfigurationInterfaces, Configurations, ConfigurationTypes, Models
from glueshell.sandbox.rules.contacts import Contacts, Locations, Regions
from glueshell.sandbox.rules.documents import (
    CopilotDocuments,
    DocumentFolders,
    DocumentImages,
    Documents,
    DocumentSections,
)
from glueshell.sandbox.rules.flexible import FlexibleAssetFields, FlexibleAssets, FlexibleAssetTypes
from glueshell.sandbox.rules.history import Expirations, Logs, UserMetrics
from glueshell.sandbox.rules.organizations import Organizations
from glueshell.sandbox.rules.passwords import PasswordCategories, PasswordFolders, Passwords
from glueshell.sandbox.rules.people import Groups, Users
from glueshell.sandbox.rules.plain import Lookup, Rules
from glueshell.sandbox.rules.related import RelatedItems, ResourceAccesses

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Catalog
    from glueshell.sandbox.account import Account
    from glueshell.sandbox.store import Record


class Domains(Rules):
    """Domains run out."""

    def expiring(self, record: Record, account: Account) -> list[tuple[str, str]]:
        """The day on which the registration ends."""
        day = record.body.get("expires-on")
        return [("Domain registration", str(day))] if day else []


class Checklists(Rules):
    """Checklists are made in the web application and only changed here."""

    def web_paths(self, records: Sequence[Record], account: Account) -> dict[int, str]:
        """The checklists' pages."""
        return {record.id: f"/{record.organization_id}/checklists/{record.id}" for record in records}


TABLE: Mapping[str, type[Rules]] = {
    "attachments": Attachments,
    "checklists": Checklists,
    "configuration_interfaces": ConfigurationInterfaces,
    "configuration_statuses": Lookup,
    "configuration_types": ConfigurationTypes,
    "configurations": Configurations,
    "contact_types": Lookup,
    "contacts": Contacts,
    "copilot_smart_assist_documents": CopilotDocuments,
    "document_folders": DocumentFolders,
    "document_images": DocumentImages,
    "document_sections": DocumentSections,
    "documents": Documents,
    "domains": Domains,
    "expirations": Expirations,
    "exports": Exports,
    "flexible_asset_fields": FlexibleAssetFields,
    "flexible_asset_types": FlexibleAssetTypes,
    "flexible_assets": FlexibleAssets,
    "groups": Groups,
    "locations": Locations,
    "logs": Logs,
    "manufacturers": Lookup,
    "models": Models,
    "organization_statuses": Lookup,
    "organization_types": Lookup,
    "organizations": Organizations,
    "password_categories": PasswordCategories,
    "password_folders": PasswordFolders,
    "passwords": Passwords,
    "regions": Regions,
    "related_items": RelatedItems,
    "resource_accesses": ResourceAccesses,
    "user_metrics": UserMetrics,
    "users": Users,
}


def rules_for(catalog: Catalog) -> dict[str, Rules]:
    """The rules of every resource, by name."""
    return {resource.name: TABLE.get(resource.name, Rules)(resource) for resource in catalog}
