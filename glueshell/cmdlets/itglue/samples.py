"""Examples in the help of the catalog's cmdlets: the usual ones from the entry, and better ones where there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glueshell.cmdlets.itglue.declared import catalog, said_by
from glueshell.cmdlets.itglue.parents import hangs_on_any
from glueshell.engine.cmdlet import Example
from glueshell.itglue.catalog import Attribute, ResourceType
from glueshell.itglue.paths import needs_parent

NOTHING_SENT = "The exact request; nothing is sent."
TYPE = "Get-FlexibleAssetType -First 1"
CONFIGURATION = "Get-Configuration -First 1"
IMAGE = "Set-Content rack.png x; New-DocumentImage rack.png -Document (Get-Document -First 1).Id"
# Resources that the session may have selected need no place in an example.
_SELECTED = frozenset({"organizations", "flexible_asset_types"})
_VALUES = {"integer": "1", "boolean": "$true", "date": "2027-03-31"}

_BETTER: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("Get", "organizations"): (
        ("Get-Organization -Sort CreatedAt -Descending -First 5", "The newest five."),
        ("Get-Organization 'test*' | Get-Contact | Select-Object Name, OrganizationName", "Along the pipeline."),
    ),
    ("Get", "configurations"): (
        ("Get-Configuration -First 5", "The first five."),
        ("Get-Organization 'test*' | Get-Configuration | Get-ConfigurationInterface", "Along the pipeline."),
    ),
    ("Get", "flexible_asset_types"): (
        ("Get-FlexibleAssetType -Sort CreatedAt -Descending -First 3", "The newest three."),
        (f"{TYPE} -Include FlexibleAssetFields", "With its fields."),
    ),
    ("Get", "flexible_asset_fields"): (
        (f"{TYPE} | Get-FlexibleAssetField", "The fields of a type, with their name-keys."),
        (f"{TYPE} | Get-FlexibleAssetField | Where-Object Required", "What has to be filled in."),
    ),
    ("Get", "flexible_assets"): (
        (f"{TYPE} | Get-FlexibleAsset -First 3", "Three assets of a type."),
        (f"{TYPE} | Get-FlexibleAsset -First 1 | Select-Object -ExpandProperty Traits", "What one holds."),
    ),
    ("Get", "passwords"): (
        ("Get-Password -First 3", "Three passwords; their values are not read."),
        ("Get-Password -First 1 -Reveal | Select-Object Name, Username, Password", "One, with its value."),
    ),
    ("Get", "logs"): (
        ("Get-Log -First 20", "The oldest twenty of the last 30 days."),
        ("Get-Log -CreatedAt (Get-Date).AddDays(-1).ToString('yyyy-MM-dd'), $null", "Since yesterday."),
    ),
    ("Get", "document_images"): (
        (f"{IMAGE} | Get-DocumentImage", "One that was sent just now."),
        (f"{IMAGE} | Get-DocumentImage | ForEach-Object InlineResourceUrl", "The address to use in a section."),
    ),
    ("Get", "attachments"): (
        (f"{CONFIGURATION} | Get-Attachment", "What hangs on a configuration."),
        (f"{CONFIGURATION} | Get-Attachment | Measure-Object AttachmentFileSize -Sum", "How much of it."),
        (
            f"{CONFIGURATION} | Get-Attachment |"
            " ForEach-Object { Invoke-WebRequest $_.DownloadUrl -OutFile $_.Name }",
            "All of them, downloaded into this folder.",
        ),
    ),
    ("Remove", "document_images"): (
        (f"{IMAGE} | Remove-DocumentImage -WhatIf", NOTHING_SENT),
        (f"{IMAGE} | ForEach-Object {{ Remove-DocumentImage $_.Id -WhatIf }}", "By id."),
    ),
    ("Remove", "related_items"): (
        ("Remove-RelatedItem 7 -ResourceType contacts -ResourceId 3901 -WhatIf", NOTHING_SENT),
        (f"{CONFIGURATION} | Remove-RelatedItem 7, 8 -WhatIf", "Get-Related tells the ids."),
    ),
    ("Set", "related_items"): (
        ("Set-RelatedItem 7 -ResourceType contacts -ResourceId 3901 -Notes 'hosts it' -WhatIf", NOTHING_SENT),
        (f"{CONFIGURATION} | Set-RelatedItem 7 -Notes 'hosts it' -WhatIf", "Get-Related tells the id."),
    ),
    ("New", "related_items"): (
        (f"{CONFIGURATION} | New-RelatedItem -DestinationType Contact -DestinationId 3901 -WhatIf", NOTHING_SENT),
        (
            "New-RelatedItem -ResourceType contacts -ResourceId 3901 -DestinationType Domain -DestinationId 1 -WhatIf",
            "By ids.",
        ),
    ),
    ("Set", "attachments"): (
        (f"$c = {CONFIGURATION}; $c | Set-Attachment ($c | Get-Attachment).Id -Name 'Offer' -WhatIf", NOTHING_SENT),
        (
            f"$c = {CONFIGURATION}; Show-Request {{ $c | Set-Attachment ($c | Get-Attachment).Id -Name 'Offer' }} Curl",
            "The same for curl.",
        ),
    ),
    ("Remove", "attachments"): (
        (f"$c = {CONFIGURATION}; $c | Remove-Attachment ($c | Get-Attachment).Id -WhatIf", NOTHING_SENT),
        (
            f"$c = {CONFIGURATION}; Show-Request {{ $c | Remove-Attachment ($c | Get-Attachment).Id }} -As Python",
            "The same for Python.",
        ),
    ),
}


def examples(verb: str, kind: ResourceType) -> Iterator[Example]:
    """At least two examples of a cmdlet, each of which runs in the sandbox."""
    better = _BETTER.get((verb, kind.name))
    if better is not None:
        yield from (Example(code, says) for code, says in better)
        return
    makers = {"Get": _reading, "New": _making, "Set": _changing, "Remove": _removing, "Publish": _removing}
    yield from (Example(code, says) for code, says in makers[verb](verb, kind))


def _one(kind: ResourceType) -> str:
    """A pipeline that gives one record of the resource."""
    operation = kind.operation("list")
    below = kind.parent if operation is not None and needs_parent(operation) else None
    before = "" if below is None or below in _SELECTED else f"{_one(catalog()[below])} | "
    return f"{before}Get-{kind.noun} -First 1"


def _reading(verb: str, kind: ResourceType) -> Iterator[tuple[str, str]]:
    many = _one(kind).removesuffix(" -First 1")
    yield f"{many} -First 3", f"Three {kind.plural.lower()}."
    if kind.operation("show") is not None:
        yield f"{_one(kind)} | Format-List", "Everything that IT Glue says of one."
    else:
        yield f"({many} | Measure-Object).Count", "How many there are."


def _making(verb: str, kind: ResourceType) -> Iterator[tuple[str, str]]:
    name = f"New-{kind.noun}"
    needed = [item for item in kind.writable("create") if item.required_on_create]
    said = " ".join(
        f"-{said_by(item)} {_sample(item)}" for item in needed or kind.writable("create")[:1]
        if item.reference not in _SELECTED or not needed
    )  # fmt: skip
    before = _parent_before(kind)
    yield f"{before}{name} {said} -WhatIf", NOTHING_SENT
    texts = [item for item in needed if item.type == "string" and not item.values]
    if texts and not before:
        column = said_by(texts[0])
        rest = said.replace(f"-{column} {_sample(texts[0])}", "").strip()
        call = " ".join(part for part in (name, rest, "-WhatIf") if part)
        yield f"'{column}', 'One', 'Two' | ConvertFrom-Csv | {call}", "Two at once, from a table."
    else:
        yield f"Show-Request {{ {before}{name} {said} }} -As Curl", "The same for curl."


def _changing(verb: str, kind: ResourceType) -> Iterator[tuple[str, str]]:
    said = next(
        item for item in sorted(kind.writable("update"), key=lambda item: item.type != "string")
        if item.reference is None and not item.secret and not item.values
    )  # fmt: skip
    call = f"Set-{kind.noun} -{said_by(said)} {_sample(said, 'Changed')} -WhatIf"
    yield f"{_one(kind)} | {call}", NOTHING_SENT
    yield f"{_one(kind).replace('-First 1', '-First 3', 1)} | {call}", "Several, asked about once."


def _removing(verb: str, kind: ResourceType) -> Iterator[tuple[str, str]]:
    yield f"{_one(kind)} | {verb}-{kind.noun} -WhatIf", NOTHING_SENT
    yield f"{_one(kind).replace('-First 1', '-First 3', 1)} | {verb}-{kind.noun} -WhatIf", "Several, asked about once."


def _parent_before(kind: ResourceType) -> str:
    operation = kind.operation("create")
    if hangs_on_any(kind):
        return f"{CONFIGURATION} | "
    if operation is None or not needs_parent(operation) or kind.parent is None or kind.parent in _SELECTED:
        return ""
    return f"{_one(catalog()[kind.parent])} | "


def _sample(attribute: Attribute, text: str = "Example") -> str:
    if attribute.reference is not None:
        return f"({_one(catalog()[attribute.reference])}).Id"
    if attribute.values:
        return f"'{attribute.values[0]}'"
    return _VALUES.get(attribute.type, f"'{text}'")
