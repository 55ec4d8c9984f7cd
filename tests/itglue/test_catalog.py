"""The catalog: whole, consistent, and light."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from glueshell.itglue import catalog
from glueshell.itglue.catalog import Attribute, Catalog, ResourceType, UnknownResource, flexible_asset_type_of, pascal

CATALOG = catalog.load()
REFERENCE: dict[str, Any] = json.loads((Path(__file__).parent / "api.json").read_text(encoding="utf-8"))
RESOURCES = list(CATALOG)
OPERATIONS = {
    "list": "GET", "show": "GET", "create": "POST", "bulk_create": "POST", "update": "PATCH", "bulk_update": "PATCH",
    "delete": "DELETE", "bulk_delete": "DELETE", "publish": "PATCH",
}  # fmt: skip
TYPES = {"string", "integer", "boolean", "date", "datetime", "object", "array"}
FILTER_TYPES = {
    "integer", "string", "enum", "boolean", "date", "datetime", "date_range", "datetime_range", "number_range",
}  # fmt: skip


def test_the_catalog_holds_the_whole_api() -> None:
    assert REFERENCE["counts"] == {
        "resources": len(CATALOG),
        "operations": sum(len(r.operations) for r in RESOURCES),
        "endpoints": len({(o.method, path) for r in RESOURCES for o in r.operations.values() for path in o.paths}),
        "filters": sum(len(r.filters) for r in RESOURCES),
        "sorts": sum(len(r.sorts) for r in RESOURCES),
        "includes": sum(len(set(r.includes["list"]) | set(r.includes["show"])) for r in RESOURCES),
        "attributes": sum(1 + len(a.members) for r in RESOURCES for a in r.attributes),
    }


def flags_of(attribute: Attribute) -> str:
    flags = {
        "read-only": attribute.read_only, "required": attribute.required_on_create, "nullable": attribute.nullable,
        "fixed": attribute.fixed, "write-only": attribute.write_only, "not-in-list": not attribute.in_list,
    }  # fmt: skip
    return " ".join(flag for flag, holds in flags.items() if holds)


@pytest.mark.parametrize("name", REFERENCE["resources"])
def test_every_entry_says_what_the_reference_says(name: str) -> None:
    told, found = REFERENCE["resources"][name], CATALOG[name]
    assert (found.path, found.type, found.request_type) == (told["path"], told["type"], told["request_type"])
    assert list(found.nested_paths) == told["nested_paths"]
    operations = {o.name: [o.method, list(o.paths), o.body, o.status] for o in found.operations.values()}
    assert operations == told["operations"]
    filters = [[f.name, f.query_key, f.type, f.required, f.requires, list(f.values) or None] for f in found.filters]
    assert filters == told["filters"]
    assert list(found.sorts) == told["sorts"]
    assert {kind: list(words) for kind, words in found.includes.items()} == told["includes"]
    assert [[a.name, a.type, flags_of(a)] for a in found.attributes] == told["attributes"]
    members = {a.name: [[m.name, m.type, flags_of(m)] for m in a.members] for a in found.attributes if a.members}
    assert members == told["members"]
    assert {key: list(values) for key, values in found.path_values.items()} == told["path_values"]
    assert [parameter.name for parameter in found.query_parameters] == told["query_parameters"]


def test_routes_are_told_apart() -> None:
    create = CATALOG["contacts"].operations["create"]
    assert create.flat == "/contacts" and not create.many
    assert create.nested == ("/organizations/:organization_id/relationships/contacts",)
    assert CATALOG["flexible_assets"].operations["bulk_create"].flat is None
    assert CATALOG["flexible_assets"].operations["bulk_update"].many
    assert CATALOG["related_items"].operations["create"].flat is None


def test_what_a_body_may_carry() -> None:
    passwords = CATALOG["passwords"]
    create = {a.name for a in passwords.writable("create")}
    assert create - {a.name for a in passwords.writable("update")} == {"resource-id", "resource-type"}
    assert {a.name for a in passwords.attributes if a.secret} == {"password", "otp-secret"}
    assert [a.name for a in CATALOG["attachments"].writable("update")] == ["name"]
    assert [a.name for a in CATALOG["configurations"].required] == ["organization-id", "name", "configuration-type-id"]
    sent = {
        r.name: [x.name for x in r.relationships if x.sent] for r in RESOURCES if any(x.sent for x in r.relationships)
    }
    assert sent == {
        "configurations": ["configuration-interfaces"],
        "flexible_asset_types": ["flexible-asset-fields"],
    }
    show = passwords.query_parameters[0]
    assert (show.name, show.operations, show.default["show"]) == ("show_password", ("show", "create", "update"), True)


def test_what_a_sync_locks_and_where_lists_end() -> None:
    assert {r.name: r.synced for r in RESOURCES if r.synced is not None} == {
        "configuration_statuses": (), "configuration_types": (), "contact_types": (), "contacts": (),
        "manufacturers": (), "models": (), "organization_statuses": (), "organization_types": (),
        "organizations": ("alert", "description", "quick-notes"),
    }  # fmt: skip
    assert {r.name: r.page_cap for r in RESOURCES if r.page_cap} == {"logs": 5}
    folder = CATALOG["documents"].filter("DocumentFolder")
    assert folder is not None and (folder.operators, folder.literals) == (("ne",), ("null",))
    days = CATALOG["user_metrics"].filter("Date")
    assert days is not None and days.longest_days == 7
    flat = CATALOG["document_folders"].filter("Organization")
    assert flat is not None and flat.required_on_flat and not flat.required


def test_kinds_of_records_have_their_spellings() -> None:
    kinds = CATALOG.record_kinds
    assert (kinds["flexible_assets"].class_name, kinds["flexible_assets"].title) == ("FlexibleAsset", "Flexible Asset")
    assert kinds["folders"].resource == "document_folders" and kinds["tickets"].resource is None
    for resource in ("attachments", "related_items", "resource_accesses"):
        assert kinds.keys() >= set(CATALOG[resource].path_values["resource_type"])
    titles = {kind.title for kind in kinds.values()}
    destination = CATALOG["related_items"].attribute("destination-type")
    assert destination is not None and set(destination.values) - titles == {"Datto Device"}


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: r.name)
def test_every_resource_is_complete(resource: ResourceType) -> None:
    for text in (resource.label, resource.plural, resource.singular, resource.noun, resource.summary):
        assert text and text == text.strip()
    assert resource.singular == resource.label.replace(" ", "")
    assert resource.type == resource.type.lower().replace("_", "-")
    assert resource.path.startswith("/")
    names = [attribute.name for attribute in resource.attributes]
    assert names and len(set(names)) == len(names)
    assert resource.title in names
    assert resource.detail is None or resource.detail in names
    assert 2 <= len(resource.columns) <= 6
    assert all(column == "id" or column in names for column in resource.columns)
    assert len(set(resource.columns)) == len(resource.columns)
    assert "id" in resource.columns or resource.operation("show") is None
    writes = [name for name in resource.operations if OPERATIONS[name] != "GET"]
    assert resource.request_type is not None or not writes


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: r.name)
def test_every_operation_can_be_called(resource: ResourceType) -> None:
    for name, operation in resource.operations.items():
        assert operation.name == name
        assert operation.method == OPERATIONS[name]
        assert operation.body in ("none", "object", "array", "object_or_array")
        assert operation.status == (201 if operation.method == "POST" else 200)
        assert operation.paths and all(path.startswith("/") for path in operation.paths)
        if name in ("show", "update", "delete"):
            assert all(path.endswith("/:id") for path in operation.paths)


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: r.name)
def test_every_attribute_and_filter_is_of_a_known_type(resource: ResourceType) -> None:
    for attribute in resource.attributes:
        assert attribute.type in TYPES and attribute.description
        assert attribute.parameter == pascal(attribute.name)
        assert not (attribute.read_only and (attribute.write_only or attribute.required_on_create))
        # An avatar is read as a text and written as an object.
        assert not attribute.members or attribute.type in ("object", "array") or attribute.name == "avatar"
    parameters = [item.parameter for item in resource.filters]
    assert len(set(parameters)) == len(parameters)
    for item in resource.filters:
        assert item.type in FILTER_TYPES
        assert item.query_key == "filter[" + item.name.replace(".", "][") + "]"
        assert item.parameter[:1].isupper() and item.parameter.isalnum()
        assert item.type != "enum" or item.values
        assert item.requires is None or resource.filter(item.requires) is not None
        assert item.reference is None or item.reference in CATALOG


def test_names_lead_to_resources_in_every_spelling() -> None:
    assert CATALOG["organizations"].singular == "Organization"
    assert CATALOG.get("nothing") is None
    for type_ in ("flexible-assets", "flexible_assets"):
        assert CATALOG.by_type(type_) is CATALOG["flexible_assets"]
    for singular in ("FlexibleAssetType", "flexibleassettype", "flexible-asset-type"):
        assert CATALOG.by_singular(singular) is CATALOG["flexible_asset_types"]
    assert CATALOG.by_singular("OrganizationLocation") is CATALOG["locations"]
    assert CATALOG.by_singular("nothing") is None
    with pytest.raises(UnknownResource, match="IT Glue has no resource 'organisations'"):
        CATALOG["organisations"]


def test_tag_types_lead_to_resources() -> None:
    found = {tag: resource.name for tag in CATALOG.tag_types if (resource := CATALOG.by_tag_type(tag)) is not None}
    assert found == {
        "AccountsUsers": "users", "Checklists": "checklists", "Contacts": "contacts",
        "Configurations": "configurations", "Documents": "documents", "Domains": "domains",
        "Passwords": "passwords", "Locations": "locations", "Organizations": "organizations",
    }  # fmt: skip
    assert {tag for tag in CATALOG.tag_types if tag not in found} == {
        "ChecklistTemplates",
        "SslCertificates",
        "Tickets",
    }
    for tag in ("FlexibleAssetType: 12", "FlexibleAssetTypes", "flexibleassettype:12"):
        assert CATALOG.by_tag_type(tag) is CATALOG["flexible_assets"]


def test_a_flexible_asset_tag_type_holds_its_id() -> None:
    assert flexible_asset_type_of("FlexibleAssetType: 12") == "12"
    assert flexible_asset_type_of("Configurations") is None
    assert flexible_asset_type_of("FlexibleAssetType: x") is None


def test_ids_know_what_they_refer_to() -> None:
    configurations = CATALOG["configurations"]
    references = {a.name: a.reference for a in configurations.attributes if a.reference}
    assert references["organization-id"] == "organizations"
    assert references["operating-system-id"] == "operating_systems"
    status = configurations.filter("ConfigurationStatus")
    assert status is not None and status.reference == "configuration_statuses"
    exclude = CATALOG["organizations"].filter("ExcludeOrganizationType")
    assert exclude is not None and exclude.reference == "organization_types"
    parent = CATALOG["organizations"].attribute("ParentId")
    assert parent is not None and parent.reference == "organizations"


def test_parents_are_those_of_the_nested_paths() -> None:
    parents = {resource.name: resource.parent for resource in RESOURCES if resource.parent}
    assert parents["models"] == "manufacturers"
    assert parents["regions"] == "countries"
    assert parents["flexible_asset_fields"] == "flexible_asset_types"
    assert parents["document_sections"] == "documents"
    assert parents["contacts"] == "organizations"
    assert "organizations" not in parents and "attachments" not in parents


def test_attributes_and_sorts_answer_to_any_spelling() -> None:
    organizations = CATALOG["organizations"]
    for spelling in (
        "organization-type-name",
        "OrganizationTypeName",
        "organization_type_name",
        "ORGANIZATION-TYPE-name",
    ):
        attribute = organizations.attribute(spelling)
        assert attribute is not None and attribute.name == "organization-type-name"
    assert organizations.attribute("nothing") is None
    assert organizations.sort("-CreatedAt") == "-created_at"
    assert CATALOG["configurations"].sort("updated_at") == "updated-at"
    assert organizations.sort("alert") is None


def test_limits_are_those_of_the_vendor() -> None:
    assert dict(CATALOG.limits) == {
        "page_size": 50, "page_size_max": 1000, "payload_bytes": 10485760, "requests": 3000, "window_seconds": 300,
    }  # fmt: skip
    assert CATALOG.content_type == "application/vnd.api+json"
    assert len(CATALOG.kinds) == 11


def test_included_shapes_are_known_where_they_were_seen() -> None:
    assert CATALOG.included("adapters_resources") == ("adapters-resources", ("adapter-type-name", "remote-id", "sync"))
    assert CATALOG.included("nothing") is None


def test_entries_are_built_once_and_only_when_asked_for() -> None:
    fresh = catalog.load()
    assert isinstance(fresh, Catalog)
    assert fresh["contacts"] is fresh["contacts"]
    assert fresh._built.keys() == {"contacts"}


def test_nothing_heavy_comes_with_the_catalog() -> None:
    heavy = "('requests', 'decimal', 'datetime', 'dataclasses', 'pathlib', 'urllib', 'glueshell.http', 'asyncio')"
    code = f"import sys; from glueshell.itglue import catalog; catalog.load(); sys.exit(any(n in sys.modules for n in {heavy}))"  # noqa: E501
    assert subprocess.run([sys.executable, "-S", "-c", code], check=False, cwd=".").returncode == 0
