"""The Get-<noun> cmdlets of the catalog: `generated.GetOrganization` is made from its entry when first asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from glueshell.engine.cmdlet import Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.itglue.catalog import Catalog, Filter, ResourceType, pascal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glueshell.cmdlets.itglue.reading import GetRecords
    from glueshell.completion.candidates import Candidate, CompletionContext

# The resources whose records can be read so far, and an example that shows each at its best.
READABLE = {
    "organizations": ("Get-Organization -Sort CreatedAt -Descending -First 5", "The newest five."),
    "organization_types": ("Get-OrganizationType", "All of them."),
    "organization_statuses": ("Get-OrganizationStatus", "All of them."),
    "flexible_asset_types": ("Get-FlexibleAssetType -Sort CreatedAt -Descending -First 3", "The newest three."),
    "flexible_asset_fields": (
        "Get-FlexibleAssetType -First 1 | ForEach-Object { Get-FlexibleAssetField -FlexibleAssetType $_.Id }",
        "The fields of a type, with their name-keys.",
    ),
    "flexible_assets": (
        "Get-FlexibleAssetType -First 1 | ForEach-Object { Get-FlexibleAsset -FlexibleAssetType $_.Id -First 3 }",
        "Three assets of a type.",
    ),
    "configurations": ("Get-Configuration -First 5", "The first five."),
    "configuration_types": ("Get-ConfigurationType", "All of them."),
    "configuration_statuses": ("Get-ConfigurationStatus", "All of them."),
    "contacts": ("Get-Contact -First 5", "The first five."),
    "domains": ("Get-Domain -First 5", "The first five."),
}

MOST = 2**31 - 1

# PowerShell types of the catalog's filter types.
_TYPES = {"string": "string[]", "enum": "string[]", "boolean": "bool", "integer": "long[]"}


def __dir__() -> list[str]:
    return sorted(_classes())


def __getattr__(name: str) -> type[GetRecords]:
    resource = _classes().get(name)
    if resource is None:
        raise AttributeError(name)
    return _make(name, resource)


@cache
def catalog() -> Catalog:
    """The catalog that declarations are made from; it is the same for every account."""
    from glueshell.itglue.catalog import load

    return load()


@cache
def _classes() -> dict[str, str]:
    """Class name -> resource, from the catalog's nouns."""
    return {"Get" + catalog()[resource].noun: resource for resource in READABLE}


@cache
def _make(name: str, resource: str) -> type[GetRecords]:
    from glueshell.cmdlets.itglue.reading import GetRecords

    kind = catalog()[resource]
    code, says = READABLE[resource]
    members: dict[str, Any] = {
        "__doc__": f"Lists {kind.plural.lower()}, or shows one by its id.\n\nRecords stream in as their pages arrive.",
        "__module__": __name__,
        "resource": resource,
        "name": "Get-" + kind.noun,
        "output_types": ("ITGlue." + kind.singular,),
        "examples": (Example(code, says),),
    }
    for parameter in _parameters(kind):
        members["given_" + parameter.name] = parameter
    return type(name, (GetRecords,), members)


def _parameters(kind: ResourceType) -> list[Parameter]:
    from glueshell.cmdlets.itglue.named import named_ref, names_completer
    from glueshell.cmdlets.itglue.reading import organization_parameter

    made: dict[str, Parameter] = {}
    label = kind.label.lower()
    made["Name"] = Parameter(
        "string[]",
        name="Name",
        position=0,
        wildcards=True,
        completer=names_completer(kind.name, inside=kind.filter("organization_id") is not None),
        help=f"Names to look for. Patterns such as 'happy*' are matched here, after reading every {label}.",
    )
    made["Id"] = Parameter("long[]", name="Id", help=f"The ids of single {kind.plural.lower()}.")
    for item in kind.filters:
        if item.parameter not in made:
            made[item.parameter] = _filter(item, scoped=organization_parameter(item))
    if kind.name == "flexible_asset_fields":
        made["FlexibleAssetType"] = named_ref(
            "flexible_asset_types", name="FlexibleAssetType", help="The type (default: the selected one)."
        )
    if any(organization_parameter(item) for item in kind.filters):
        made["AllOrganizations"] = Parameter(
            "switch", name="AllOrganizations", help="Of every organization, whatever is selected."
        )
    if kind.filters:
        made["Filter"] = Parameter(
            "hashtable",
            name="Filter",
            completer=FilterKeys(kind),
            help="Filters as a hashtable: @{ OrganizationStatusId = 12 }; the parameters of these names do the same.",
        )
    made["Sort"] = Parameter(
        "string[]", name="Sort", values=[pascal(field) for field in kind.sorts], help="The order; IT Glue offers these."
    )
    made["Descending"] = Parameter("switch", name="Descending", help="The other way round.")
    count = (ValidateRange(0, MOST),)
    made["First"] = Parameter("int", name="First", validators=count, help="So many and no more (default: all).")
    made["Skip"] = Parameter("int", name="Skip", validators=count, help="Leaves out so many at the start.")
    if kind.includes["list"]:
        made["Include"] = Parameter(
            "string[]",
            name="Include",
            values=[pascal(one) for one in kind.includes["list"]],
            help="What to read along.",
        )
    made["Raw"] = Parameter("switch", name="Raw", help="The document as IT Glue sent it.")
    return list(made.values())


class FilterKeys:
    """Offers the filters of a resource as the keys of a hashtable, and what the closed ones take."""

    __slots__ = ("_kind",)

    def __init__(self, kind: ResourceType) -> None:
        self._kind = kind

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """Nothing: filters are written as a hashtable."""
        return iter(())

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """The filters."""
        from glueshell.completion.candidates import Candidate

        return (Candidate(item.parameter, detail=item.note) for item in self._kind.filters)

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """The values of a filter that has a list of them."""
        from glueshell.completion.candidates import Candidate

        item = self._kind.filter(context.key)
        return (Candidate(value) for value in (item.values if item is not None else ()))


def _filter(item: Filter, *, scoped: bool) -> Parameter:
    from glueshell.cmdlets.itglue.named import named_ref

    if item.reference is not None and item.parameter != "Id":
        default = " (default: the selected one)" if scoped or item.required else ""
        return named_ref(
            item.reference, several=True, name=item.parameter, help=f"By name, id or address{default}."
        )
    return Parameter(
        _TYPES.get(item.type, "object[]"), name=item.parameter, values=item.values, help=item.note or "Only these."
    )
