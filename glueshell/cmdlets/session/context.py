"""Get-Context, Clear-Context, Use-Region, Use-Organization, Use-FlexibleAssetType."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.drafts.writing import rehearses
from glueshell.cmdlets.itglue.blame import blaming
from glueshell.cmdlets.itglue.named import names_completer, sitting_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.objects.members import get_member
from glueshell.objects.numbers import integer
from glueshell.objects.psobject import CUSTOM_NAMES, PSObject
from glueshell.objects.text import to_text
from glueshell.session.sitting import Sitting

REGIONS = ("US", "EU", "AU")


def context_of(sitting: Sitting) -> PSObject:
    """What is selected, as an object."""
    context, draft = sitting.context, sitting.draft
    organization, schema = context.organization, context.flexible_asset_type
    return PSObject(
        {
            "Account": "sandbox" if sitting.account.sandbox else sitting.account.name,
            "Region": context.region,
            "Organization": organization.text if organization else None,
            "OrganizationId": integer(organization.id) if organization else None,
            "FlexibleAssetType": schema.name if schema else None,
            "FlexibleAssetTypeId": integer(int(schema.id)) if schema else None,
            "Draft": draft.id if draft else None,
        },
        ("GlueShell.Context", *CUSTOM_NAMES),
    )


def reference_text(given: object) -> str | int:
    """What a person named: a record's id, or the text itself."""
    if isinstance(given, PSObject):
        given = get_member(given, "Id")
    return given if isinstance(given, int) and not isinstance(given, bool) else to_text(given)


class GetContext(Cmdlet):
    """Says what is selected: account, region, organization, flexible asset type, draft."""

    name = "Get-Context"
    aliases = ("ctx",)
    examples = (
        Example("(Get-Context).Region", "One part of it.", "US"),
        Example(
            "Use-Organization 'Test Organization - Happy Frog'; (Get-Context).Organization",
            "What is selected.",
            "Test Organization - Happy Frog",
        ),
    )
    links = ("Use-Organization", "Use-FlexibleAssetType")

    def process(self) -> Iterator[object]:
        """The context."""
        yield context_of(sitting_of(self.invocation))


class ClearContext(Cmdlet):
    """Selects nothing; a draft is set aside, kept."""

    name = "Clear-Context"
    examples = (
        Example("Clear-Context; (Get-Context).Organization -eq $null", "Nothing is selected.", "True"),
        Example(
            "Use-Organization 'Test Organization - Happy Frog'; Clear-Context;"
            " Get-Configuration -First 1 | Measure-Object | ForEach-Object Count",
            "Lists are of all organizations again.",
            "1",
        ),
    )
    links = ("Get-Context", "Use-Organization")

    def process(self) -> None:
        """Clear it."""
        sitting_of(self.invocation).clear_context()


class UseRegion(Cmdlet):
    """Selects the region: US, EU or AU."""

    name = "Use-Region"
    aliases = ("region",)
    examples = (
        Example("Use-Region US", "The region of the demo account."),
        Example("Use-Region US; (Get-Context).Region", "It is part of the context.", "US"),
    )
    links = ("Get-Context", "Connect-ITGlue")

    region = Parameter("string", name="Name", position=0, mandatory=True, values=REGIONS, help="The region.")

    def process(self) -> None:
        """Select it."""
        sitting_of(self.invocation).select_region(self.region)


class UseOrganization(Cmdlet):
    """Selects the organization that lists, drafts and tags are about.

    Give its name, its id, or its address in IT Glue. A draft for another organization is set aside, kept.
    """

    name = "Use-Organization"
    aliases = ("org",)
    examples = (
        Example("Use-Organization 'Test Organization - Happy Frog'", "By name; Tab lists them."),
        Example("Get-Organization -First 1 | Use-Organization -PassThru | ForEach-Object Region", "From a list.", "US"),
    )
    links = ("Get-Organization", "Get-Context")

    organization = Parameter(
        "object",
        name="Name",
        aliases=("Id", "Organization"),
        position=0,
        mandatory=True,
        from_pipeline=True,
        completer=names_completer("organizations"),
        help="Name, id or address of the organization.",
    )
    pass_thru = Parameter("switch", help="Answers the context.")

    def process(self) -> Iterator[object]:
        """Select it."""
        sitting = sitting_of(self.invocation)
        with blaming(self.invocation, "Name"):
            sitting.select_organization(reference_text(self.organization), remember=not rehearses(self))
        if self.pass_thru:
            yield context_of(sitting)


class UseFlexibleAssetType(Cmdlet):
    """Selects the flexible asset type that drafts and lists are about, and reads its fields.

    Give its name or its id. A draft of another type is set aside, kept.
    """

    name = "Use-FlexibleAssetType"
    aliases = ("fatype",)
    examples = (
        Example(
            "Get-FlexibleAssetType -First 1 | Use-FlexibleAssetType -PassThru | ForEach-Object Region",
            "From a list.",
            "US",
        ),
        Example(
            "Use-FlexibleAssetType 'API Email Example'; (Get-Context).FlexibleAssetType",
            "By name; Tab lists them.",
            "API Email Example",
        ),
    )
    links = ("Get-FlexibleAssetType", "Get-FlexibleAssetField", "New-Draft")

    flexible_asset_type = Parameter(
        "object",
        name="Name",
        aliases=("Id", "FlexibleAssetType"),
        position=0,
        mandatory=True,
        from_pipeline=True,
        completer=names_completer("flexible_asset_types"),
        help="Name or id of the type.",
    )
    pass_thru = Parameter("switch", help="Answers the context.")

    def process(self) -> Iterator[object]:
        """Select it."""
        sitting = sitting_of(self.invocation)
        with blaming(self.invocation, "Name"):
            sitting.select_type(reference_text(self.flexible_asset_type), remember=not rehearses(self))
        if self.pass_thru:
            yield context_of(sitting)
