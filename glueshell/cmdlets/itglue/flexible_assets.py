"""New-FlexibleAsset, Set-FlexibleAsset: whole assets from hashtables of traits, checked as drafts are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glueshell.cmdlets.drafts.traits import given
from glueshell.cmdlets.itglue.blame import blaming
from glueshell.cmdlets.itglue.declared import catalog
from glueshell.cmdlets.itglue.generated import target_parameter
from glueshell.cmdlets.itglue.named import named_ref
from glueshell.cmdlets.itglue.writing import TARGET, WriteRecords
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.cmdlet import Example
from glueshell.engine.parameters import Parameter
from glueshell.itglue.drafts import Draft, DraftNotReady, UnknownField, draft_from_asset
from glueshell.itglue.plans import RequestPlan, update_plan
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text
from glueshell.session.errors import InputError

if TYPE_CHECKING:
    from glueshell.itglue.documents import Resource
    from glueshell.itglue.schema import TypeSchema

RESOURCE = "flexible_assets"


class TraitKeys:
    """Offers the name-keys of the selected type's fields as the keys of a hashtable, and what they take."""

    __slots__ = ()

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """Nothing: traits are written as a hashtable."""
        return iter(())

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """The fields, the required ones first."""
        schema = context.view.context.flexible_asset_type
        for field in sorted(schema.fillable if schema else (), key=lambda field: not field.required):
            yield Candidate(
                field.key, detail=field.kind_name, style_hint="required" if field.required else "", matched=False
            )

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """The options of a select."""
        schema = context.view.context.flexible_asset_type
        field = schema.field(context.key) if schema else None
        return (Candidate(option) for option in (field.options if field is not None else ()))


class WriteAssets(WriteRecords):
    """What making and changing an asset have in common."""

    resource = RESOURCE
    traits = Parameter(
        "object",
        from_pipeline_by_name=True,
        completer=TraitKeys(),
        help="The traits: @{ 'field-key' = value }; keys are name-keys or names, values as for a draft.",
    )

    def begin(self) -> None:
        """Nothing is collected yet."""
        self._plans: list[RequestPlan] = []

    def plans(self) -> list[RequestPlan]:
        """One request an asset."""
        return self._plans

    def filled(self, draft: Draft, traits: object) -> Draft:
        """The draft with these traits in it; raises what its fields say of them."""
        sitting = self.sitting
        with blaming(self.invocation, "Traits"):
            for key, value in _pairs(traits):
                field = draft.schema.field(key)
                if field is None:
                    raise UnknownField(key, draft.schema)
                if value is None:
                    draft = draft.unset(field.key)
                    continue
                parsed = sitting.parsed(field, given(value), draft.organization_id)
                draft = draft.set(field.key, parsed)
        return draft


class NewFlexibleAsset(WriteAssets):
    """Makes a flexible asset from a hashtable of traits.

    The traits are checked against the type's fields before anything is sent: keys, options, tags by name, what is
    required. Objects that come down the pipeline are one asset each, their `Traits` property are the traits. A draft
    (New-Draft) builds an asset step by step instead.
    """

    name = "New-FlexibleAsset"
    operation = "create"
    output_types = ("ITGlue.FlexibleAsset",)
    examples = (
        Example(
            "New-FlexibleAsset -FlexibleAssetType LAN -Traits @{ NetworkName = 'Guest'; subnet = '10.9.0.0' } -WhatIf",
            "The exact request; nothing is sent.",
        ),
        Example(
            "'Name,Net', 'Guest,10.9.0.0/24' | ConvertFrom-Csv | ForEach-Object {"
            " New-FlexibleAsset -FlexibleAssetType LAN -Traits @{ NetworkName = $_.Name; Subnet = $_.Net } -WhatIf }",
            "One a row of a table.",
        ),
    )
    links = ("New-Draft", "Set-FlexibleAsset", "Get-FlexibleAssetField")

    flexible_asset_type = named_ref(
        "flexible_asset_types",
        name="FlexibleAssetType",
        aliases=("FlexibleAssetTypeId",),
        from_pipeline_by_name=True,
        help="The type: by name or id (default: the selected one).",
    )
    organization = named_ref(
        "organizations",
        name="Organization",
        aliases=("OrganizationId",),
        from_pipeline_by_name=True,
        help="The organization: by name, id or address (default: the selected one).",
    )

    def process(self) -> None:
        """Check one asset and take it in."""
        sitting = self.sitting
        organization = self.organization or sitting.need_organization()
        schema = self._schema()
        draft = Draft("", sitting.account.name, organization.id, organization.text, schema)
        draft = self.filled(draft, self.traits)
        with blaming(self.invocation, "Traits"):
            self._plans.append(draft.plan(sitting.catalog))

    def _schema(self) -> TypeSchema:
        chosen = self.flexible_asset_type
        if chosen is None:
            return self.sitting.need_type()
        known = self.sitting.snapshots.schema(chosen.id)
        return known if known is not None else self.sitting.read_schema(chosen.id)


class SetFlexibleAsset(WriteAssets):
    """Changes traits of a flexible asset; those that are not named stay.

    IT Glue replaces all traits of an asset by those of the request, so the asset is read first and sent whole. A value
    of `$null` takes a trait out.
    """

    name = "Set-FlexibleAsset"
    operation = "update"
    output_types = ("ITGlue.FlexibleAsset",)
    examples = (
        Example(
            "Get-FlexibleAssetType Internet/WAN | Get-FlexibleAsset -First 1 |"
            " Set-FlexibleAsset -Traits @{ 'account-number' = '59-1' } -WhatIf",
            "The exact request; nothing is sent.",
        ),
        Example(
            "Get-FlexibleAssetType LAN | Get-FlexibleAsset -First 3 | Set-FlexibleAsset -Archived $true -WhatIf",
            "Three, asked about once.",
        ),
    )
    links = ("Get-FlexibleAsset", "New-FlexibleAsset")

    target = target_parameter(catalog()[RESOURCE])
    restricted = Parameter("bool", help="Whether only named people and groups see it.")
    archived = Parameter("bool", help="Whether it is archived.")

    def process(self) -> None:
        """Check the changes of some assets and take them in."""
        if self.traits is None and not self.is_bound("Restricted") and not self.is_bound("Archived"):
            raise InputError("NothingToChange", known="-Traits, -Restricted, -Archived")
        traits = None if "Traits" in self.invocation.input_bound else self.traits
        for record in self.targets(self.invocation.bound[TARGET]):
            # What was listed may be old by now; what is sent replaces all of it.
            asset = self.sitting.client.show(self.kind, record.id)
            self._plans.append(self._plan(asset, traits))

    def _plan(self, asset: Resource, traits: object) -> RequestPlan:
        sitting = self.sitting
        schema = sitting.read_schema(str(asset.attributes["flexible-asset-type-id"]))
        draft = draft_from_asset("", sitting.account.name, schema, asset, 0.0)
        attributes: dict[str, Any] = {
            name: bool(self.invocation.bound[name.capitalize()])
            for name in ("restricted", "archived")
            if self.is_bound(name.capitalize())
        }
        if traits is None:
            # Without any traits in the request, all of them stay.
            return update_plan(
                sitting.catalog, self.kind, asset.id, attributes, organization_id=draft.organization_id,
                organization_name=draft.organization_name, title=draft.title() or schema.name,
            )  # fmt: skip
        carried = dict(_carried(asset, schema))
        changed = self.filled(draft, traits)
        with blaming(self.invocation, "Traits"):
            problems = tuple(one for one in changed.problems() if one.field not in carried)
            if problems:
                raise DraftNotReady(problems)
        plan = changed.plan(sitting.catalog, check=False)
        assert plan.body is not None
        said = plan.body["data"]["attributes"]
        said["traits"].update(carried)
        said.update(attributes)
        return plan


def _carried(asset: Resource, schema: TypeSchema) -> Iterator[tuple[str, object]]:
    """The traits that go back as they were read; an error where one cannot, since leaving it out would remove it."""
    held = asset.attributes.get("traits")
    for key, value in (held if isinstance(held, dict) else {}).items():
        field = schema.field(key)
        if value in (None, "", []) or (field is not None and field.kind.supported):
            continue
        if field is None or not field.kind.carried:
            raise InputError("TraitLost", key=key, asset=asset.id, kind=field.kind_name if field else "unknown")
        yield field.key, value


def _pairs(traits: object) -> Iterator[tuple[str, object]]:
    if isinstance(traits, Hashtable):
        yield from ((to_text(key), value) for key, value in traits.items())
    elif isinstance(traits, PSObject):
        yield from ((name, value) for name, value in traits if name != "ToString")
    elif traits is not None:
        raise InputError("TraitsShape", target=to_text(traits))
