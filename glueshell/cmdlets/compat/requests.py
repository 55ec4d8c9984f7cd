"""From a call of a wrapper's function to the request that the module would send.

Where a module does what nobody would expect, that is in IRREGULAR; everything else follows from the catalog's routes
and the names of the parameters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from glueshell.cmdlets.compat.dialects import Function, meaning
from glueshell.cmdlets.itglue.declared import catalog
from glueshell.itglue.catalog import ResourceType
from glueshell.objects.text import to_text

METHODS = {"Get": "GET", "New": "POST", "Set": "PATCH", "Remove": "DELETE", "Publish": "PATCH"}
CONTENT_TYPE = "application/vnd.api+json; charset=utf-8"
# Parameters that name the record above, by meaning.
PARENTS = {
    "organizationid": "organization_id", "configurationid": "configuration_id",
    "flexibleassettypeid": "flexible_asset_type_id", "countryid": "country_id", "manufacturerid": "manufacturer_id",
    "documentid": "document_id",
}  # fmt: skip
QUERY = {
    "sort": "sort", "pagenumber": "page[number]", "pagesize": "page[size]", "include": "include",
    "showpassword": "show_password", "versionid": "version_id",
}  # fmt: skip
_OLD, _NEW, _OTHER = "ITGlueAPI 2.2.0", "ITGlueAPI 3.0.0", "Celerium.ITGlue 1.2.0"


# ITGlueAPI 2.2.0 puts a slash behind every collection, the others behind three. These differ from their module's rule.
_PLAIN_IN_OLD = frozenset({
    "Get-ITGlueDomains", "Get-ITGlueLogs", "Get-ITGlueUserMetrics", "New-ITGlueConfigurations", "New-ITGlueContacts",
    "Set-ITGlueDocuments",
})  # fmt: skip
_SLASHED_IN_NEW = frozenset({"New-ITGlueManufacturer", "New-ITGlueOrganization", "New-ITGluePassword"})
# Booleans that 2.2.0 sends as 1 or 0, and that it sends when they are false as well.
_ONES_IN_OLD = frozenset({
    ("Get-ITGlueContacts", "filter_important"), ("Set-ITGlueContacts", "filter_important"),
    ("Remove-ITGlueContacts", "filter_important"), ("Get-ITGlueFlexibleAssetTypes", "filter_enabled"),
})  # fmt: skip
_FALSE_IN_OLD = frozenset({("Get-ITGlueFlexibleAssetFields", "filter_enabled")})
# Functions whose request is another one than their verb says.
_OTHER_METHODS: Mapping[tuple[str, str], str] = {(_OLD, "New-ITGlueAttachments"): "GET"}
# What is sent for a query key that nobody gave; 2.2.0 sends what is false as well.
_SENT_ANYWAY: Mapping[tuple[str, str], str] = {
    (_OLD, "Get-ITGluePasswords"): "True", (_OLD, "New-ITGluePasswords"): "True",
    (_OLD, "Set-ITGluePasswords"): "False", (_NEW, "Set-ITGluePassword"): "", (_OTHER, "Set-ITGluePassword"): "",
}  # fmt: skip
_SHOW_PASSWORD = "show_password"
# Parents that a function takes and does not use.
_IGNORED_PARENTS: Mapping[tuple[str, str], bool] = {
    (_OLD, "Set-ITGlueContacts"): True, (_OLD, "Set-ITGlueConfigurations"): True,
}  # fmt: skip
# The new modules remove these by their filters; an id counts below an organization only, and there is always one.
_REMOVED_BELOW = frozenset({"Remove-ITGlueLocation", "Remove-ITGluePassword"})
# Query keys that are spelled as nobody else spells them.
_DASHED = {
    "filter[flexible_asset_type_id]": "filter[flexible-asset-type-id]",
    "filter[organization_id]": "filter[organization-id]",
}
_SPELLINGS: Mapping[tuple[str, str], Mapping[str, str]] = {
    (_NEW, "Get-ITGlueFlexibleAsset"): _DASHED,
    (_OTHER, "Get-ITGlueFlexibleAsset"): _DASHED,
    **{(module, "Get-ITGlueRegion"): {"filter[country_id]": "filter[CountryID]"} for module in (_NEW, _OTHER)},
    **{(module, "Get-ITGlueUser"): {"filter[sales_force_id]": "filter[salesforce_id]"} for module in (_NEW, _OTHER)},
}
# Filters that a function takes and does not send.
_DROPPED: Mapping[tuple[str, str], frozenset[str]] = {
    (_OLD, "Set-ITGlueConfigurationInterfaces"): frozenset({"filter[id]"}),
    (_OLD, "Set-ITGlueConfigurations"): frozenset({"filter[psa_integration_type]"}),
    **{(module, "Get-ITGlueExpiration"): frozenset({"filter[range][expiration_date]"}) for module in (_NEW, _OTHER)},
}
# Functions of Celerium's module that stay below the organization when they change several records.
_NESTED_ANYWAY = frozenset({(_OTHER, "Set-ITGlueChecklist")})
# Functions of Celerium's module that name the one record to remove outside an array.
_REMOVED_ALONE = frozenset({(_OTHER, "Remove-ITGlueChecklist"), (_OTHER, "Remove-ITGlueDocument")})
# Celerium's module drops every filter of these: what would be removed is something else than what was asked for.
_UNFILTERED = frozenset({
    (_OTHER, "Remove-ITGlueConfiguration"), (_OTHER, "Remove-ITGlueLocation"), (_OTHER, "Remove-ITGlueOrganization"),
})  # fmt: skip


class FilterDropped(Exception):
    """The module would not send a filter of a request that removes records."""


class DataMissing(Exception):
    """A request that changes records without saying what: the modules refuse it."""


def slashed(function: Function, *, nested: bool) -> bool:
    """Whether the module puts a slash behind the collection."""
    if function.module == _OLD:
        if nested and function.verb == "New":
            return function.name == "New-ITGlueLocations"
        return function.name not in _PLAIN_IN_OLD
    return not nested and function.name in _SLASHED_IN_NEW


class Call:
    """One request of a wrapper: `query` pairs in order, `body` the JSON value or None; `all_pages` of a list."""

    __slots__ = ("all_pages", "body", "method", "path", "query")

    def __init__(self, method: str, path: str, query: list[tuple[str, str]], body: Any, all_pages: bool) -> None:
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.all_pages = all_pages


@cache
def resource_of(noun: str) -> ResourceType | None:
    """The resource a noun names, in the singular or plural: `FlexibleAssets`."""
    wanted = noun.lower()
    for kind in catalog():
        if wanted in (kind.label.replace(" ", "").lower(), kind.plural.replace(" ", "").lower()):
            return kind
    return None


def path_of(function: Function, kind: ResourceType, values: Mapping[str, Any]) -> str:
    """The path for these values (by meaning)."""
    place = (function.module, function.name)
    id = None if values.get("id") is None else to_text(values["id"])
    if "resourcetype" in values and ":resource_type" in kind.path:
        base = f"/{values['resourcetype']}/{values['resourceid']}/relationships/{kind.path.rpartition('/')[2]}"
        return base if id is None else f"{base}/{id}"
    nested = None if place in _IGNORED_PARENTS else _nested(function, kind, values)
    if function.module != _OLD and function.name in _REMOVED_BELOW:
        if nested is None and id is not None and "data" not in values and kind.operation("delete") is not None:
            return f"{kind.path}/{id}"
        return f"{nested}/{id or 0}" if nested else kind.path
    if function.verb == "Remove" and id is not None and kind.operation("delete") is None:
        return nested or kind.path  # the id goes into the body
    if function.verb == "Set" and id is None and function.module != _OLD and place not in _NESTED_ANYWAY:
        nested = None if kind.operation("bulk_update") is not None else nested
    base = nested or _flat(kind)
    if function.verb == "Publish":
        return f"{base}/{id}/publish"
    if id is not None:
        return f"{base}/{id}"
    return base + ("/" if slashed(function, nested=nested is not None) else "")


def _flat(kind: ResourceType) -> str:
    return f"/{kind.name}" if "/:" in kind.path else kind.path


def _nested(function: Function, kind: ResourceType, values: Mapping[str, Any]) -> str | None:
    for path in kind.nested_paths:
        name = next(part[1:] for part in path.split("/") if part.startswith(":"))
        key = name.replace("_", "")
        given = values.get(key)
        # A parent that must be named is in the path even where it is nothing: not every record is meant then.
        if given or (key in values and key in function.required):
            return path.replace(f":{name}", str(given or 0))
    return None


def query_key(parameter: str) -> str | None:
    """The query key a parameter becomes: `FilterExcludeName` is `filter[exclude][name]`."""
    known = QUERY.get(meaning(parameter))
    if known is not None:
        return known
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", parameter).lower().split("_")
    if words[0] != "filter" or len(words) < 2:
        return None
    for special in ("exclude", "range"):
        if words[1] == special:
            rest = "_".join(words[2:])
            return f"filter[{special}]" + (f"[{rest}]" if rest else "")
    return f"filter[{'_'.join(words[1:])}]"


def call_of(function: Function, parameter_set: str, bound: Mapping[str, Any], values: Mapping[str, Any]) -> Call:
    """The request of a call: `bound` by the parameters' names, `values` by their meaning.

    Raises FilterDropped and DataMissing for what must not leave.
    """
    kind = resource_of(function.noun)
    assert kind is not None, function.name
    place = (function.module, function.name)
    query = dict(_query(function, parameter_set, bound))
    if place in _UNFILTERED and any(key.startswith("filter") for key in query):
        raise FilterDropped
    if place in _SENT_ANYWAY:
        query.setdefault(_SHOW_PASSWORD, _SENT_ANYWAY[place])
    method = _OTHER_METHODS.get(place) or METHODS[function.verb]
    body = body_of(function, kind, values)
    if body is None and function.needs_data and not (function.verb == "Remove" and values.get("id") is not None):
        raise DataMissing
    return Call(
        method, path_of(function, kind, values), list(query.items()), body, bool(values.get("allresults")),
    )  # fmt: skip


def _query(function: Function, parameter_set: str, bound: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    place = (function.module, function.name)
    dropped, spellings = _DROPPED.get(place, frozenset()), _SPELLINGS.get(place, {})
    single = parameter_set.lower() == "show"
    for name, value in bound.items():
        key = query_key(name)
        if key is None or key in dropped or (single and key.startswith(("filter", "sort", "page"))):
            continue
        if (function.name, name) in _ONES_IN_OLD:
            yield key, "1" if value else "0"
        elif (function.name, name) in _FALSE_IN_OLD and value is False:
            yield key, "False"
        elif value or (value is False and place in _SENT_ANYWAY and function.module == _OLD):
            yield spellings.get(key, key), to_text(value)
    if function.name == "Get-ITGlueOrganizations" and "filter_exclude_organization_type_id" in bound:
        # 2.2.0 looks at the type where it means the status.
        yield "filter[exclude][organization_status_id]", to_text(bound.get("filter_exclude_organization_status_id"))


def body_of(function: Function, kind: ResourceType, values: Mapping[str, Any]) -> Any:
    """The body: what -Data says, else what the function makes of its other parameters."""
    data = values.get("data")
    if data or (function.module == _OLD and isinstance(data, dict)):
        return {"data": data}
    if function.name == "New-ITGlueExport":
        logs = "True" if values.get("includelogs") else None
        return {"data": {"type": kind.name, "attributes": {
            "organization-id": values.get("organizationid"), "include-logs": logs,
            "zip-password": values.get("zippassword"),
        }}}  # fmt: skip
    if function.name == "New-ITGluePasswordFolder":
        restricted = "true" if values.get("restricted") else "false"
        attributes = {"name": values.get("name"), "restricted": restricted}
        return {"data": {"type": kind.name, "attributes": attributes}}
    if function.verb == "Remove" and values.get("id") is not None and kind.operation("delete") is None:
        row = {"type": kind.name, "attributes": {"id": values["id"]}}
        return {"data": row if (function.module, function.name) in _REMOVED_ALONE else [row]}
    return None
