"""Which resources the sandbox serves, and by which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.sandbox.rules.configurations import ConfigurationInterfaces, Configurations, ConfigurationTypes
from glueshell.sandbox.rules.contacts import Contacts, Locations
from glueshell.sandbox.rules.flexible import FlexibleAssetFields, FlexibleAssets, FlexibleAssetTypes
from glueshell.sandbox.rules.organizations import Organizations
from glueshell.sandbox.rules.plain import Lookup, Rules

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Catalog


class Regions(Rules):
    """Regions belong to a country."""

    parent = "country-id"


class Models(Rules):
    """Models belong to a manufacturer."""

    parent = "manufacturer-id"


TABLE: tuple[tuple[str, type[Rules]], ...] = (
    ("organizations", Organizations),
    ("organization_types", Lookup),
    ("organization_statuses", Lookup),
    ("configurations", Configurations),
    ("configuration_types", ConfigurationTypes),
    ("configuration_statuses", Lookup),
    ("configuration_interfaces", ConfigurationInterfaces),
    ("contacts", Contacts),
    ("contact_types", Lookup),
    ("domains", Rules),
    ("locations", Locations),
    ("countries", Rules),
    ("regions", Regions),
    ("manufacturers", Lookup),
    ("models", Models),
    ("operating_systems", Rules),
    ("platforms", Rules),
    ("flexible_asset_types", FlexibleAssetTypes),
    ("flexible_asset_fields", FlexibleAssetFields),
    ("flexible_assets", FlexibleAssets),
)


def rules_for(catalog: Catalog) -> dict[str, Rules]:
    """The rules of every resource that the sandbox serves, by name."""
    return {name: rules(catalog[name]) for name, rules in TABLE}
