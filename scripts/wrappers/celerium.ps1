# The module Celerium.ITGlue 1.2.0 against a sandbox: what it lists, makes, changes and removes, as one line of JSON.
param([string] $Module, [string] $BaseUri, [string] $Key)
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
Import-Module $Module -Force
Add-ITGlueBaseURI -BaseUri $BaseUri
Add-ITGlueAPIKey -ApiKey $Key
$told = [ordered]@{ }
$told.key = [bool](Test-ITGlueAPIKey)
$told.organizations = (Get-ITGlueOrganization -PageSize 7 -AllResults).data.Count
$told.configurations = (Get-ITGlueConfiguration -PageSize 1000).meta.'total-count'
$frog = (Get-ITGlueOrganization -FilterName 'Test Organization - Happy Frog').data
$told.filtered = $frog.attributes.'short-name'
$told.second = (Get-ITGlueOrganization -Sort 'name' -PageSize 5 -PageNumber 2).meta.'current-page'
$told.nested = (Get-ITGlueContact -OrganizationID $frog.id).data.Count
$told.metrics = (Get-ITGlueUserMetric).data.Count -gt 0
$told.logs = (Get-ITGlueLog -PageSize 5).data.Count

$new = New-ITGlueOrganization -Data @{ type = 'organizations'; attributes = @{ name = 'Made by a module' } }
$id = $new.data.id
$told.created = $new.data.attributes.name
$changed = Set-ITGlueOrganization -ID $id -Data @{ type = 'organizations'; attributes = @{ 'quick-notes' = 'changed' } }
$told.updated = $changed.data.attributes.'quick-notes'

$type = (Get-ITGlueConfigurationType).data[0].id
$several = foreach ($n in 1..3) { @{ type = 'configurations'; attributes = @{ 'organization-id' = $id; name = "bulk-$n"; 'configuration-type-id' = $type } } }
$bulk = New-ITGlueConfiguration -Data $several
$told.bulk = $bulk.data.attributes.name -join ' '
$notes = foreach ($one in $bulk.data) { @{ type = 'configurations'; attributes = @{ id = $one.id; notes = 'all' } } }
$told.noted = (Set-ITGlueConfiguration -Data $notes).data.attributes.notes -join ' '
$gone = foreach ($one in $bulk.data) { @{ type = 'configurations'; attributes = @{ id = $one.id } } }
Remove-ITGlueConfiguration -Data $gone -Confirm:$false | Out-Null
$told.left = (Get-ITGlueConfiguration -OrganizationID $id).data.Count

$secret = New-ITGluePassword -OrganizationID $id -ShowPassword 'true' -Data @{ type = 'passwords'; attributes = @{ name = 'Router'; username = 'admin'; password = 'hush' } }
$told.password = $secret.data.attributes.password
$told.shown = (Get-ITGluePassword -ID $secret.data.id).data.attributes.password

$fields = @{ data = @(
        @{ type = 'flexible_asset_fields'; attributes = @{ order = 1; name = 'Name'; kind = 'Text'; required = $true; 'use-for-title' = $true; 'show-in-list' = $true } }
        @{ type = 'flexible_asset_fields'; attributes = @{ order = 2; name = 'Contact(s)'; kind = 'Tag'; 'tag-type' = 'Contacts' } }
    )
}
$template = New-ITGlueFlexibleAssetType -Data @{ type = 'flexible_asset_types'; attributes = @{ name = 'Made by a module'; icon = 'cloud' }; relationships = @{ 'flexible-asset-fields' = $fields } }
$asset = New-ITGlueFlexibleAsset -Data @{ type = 'flexible_assets'; attributes = @{ 'organization-id' = $frog.id; 'flexible-asset-type-id' = $template.data.id; traits = @{ name = 'alpha'; 'contact-s' = @(3901) } } }
$told.asset = $asset.data.attributes.name
$told.tag = $asset.data.attributes.traits.'contact-s'.values[0].'last-name'
$patched = Set-ITGlueFlexibleAsset -ID $asset.data.id -Data @{ type = 'flexible_assets'; attributes = @{ traits = @{ name = 'beta' } } }
$told.replaced = @($patched.data.attributes.traits.PSObject.Properties.Name) -join ' '
$told.listed = (Get-ITGlueFlexibleAsset -FilterFlexibleAssetTypeID $template.data.id).data.Count
# With -ID the module passes an empty body on, which its own request function refuses.
Remove-ITGlueFlexibleAsset -Data @{ type = 'flexible_assets'; attributes = @{ id = $asset.data.id } } -Confirm:$false | Out-Null
$told.gone = (Get-ITGlueFlexibleAsset -FilterFlexibleAssetTypeID $template.data.id).data.Count

$link = New-ITGlueRelatedItem -ResourceType contacts -ResourceID 3901 -Data @{ type = 'related_items'; attributes = @{ destination_type = 'Organization'; destination_id = $id } }
$told.related = $link.data.attributes.'asset-type'
$told.seen = (Get-ITGlueContact -ID 3901 -Include related_items).included.id -contains $link.data.id
try { New-ITGlueOrganization -Data @{ type = 'organizations'; attributes = @{ description = 'no name' } } | Out-Null; $told.refused = 'no' } catch { $told.refused = "$_" -match "can't be blank|422" }

# What this module has and the other one has not.
$folder = New-ITGluePasswordFolder -OrganizationID $id -Data @{ type = 'password_folders'; attributes = @{ name = 'Folder' } }
$told.folder = (Get-ITGluePasswordFolder -OrganizationID $id -ID $folder.data.id).data.attributes.name
$document = New-ITGlueDocument -OrganizationID $id -Data @{ type = 'documents'; attributes = @{ name = 'Guide' } }
$section = New-ITGlueDocumentSection -DocumentId $document.data.id -Data @{ type = 'document-sections'; attributes = @{ 'resource-type' = 'Document::Text'; content = '<p>a</p>' } }
$told.section = (Get-ITGlueDocumentSection -DocumentId $document.data.id).data.attributes.content
$told.published = (Publish-ITGlueDocument -ID $document.data.id).data.attributes.published
$group = New-ITGlueGroup -Data @{ type = 'groups'; attributes = @{ name = 'Night' } }
$told.group = (Remove-ITGlueGroup -Id $group.data.id -Confirm:$false).data.id -eq $group.data.id
$export = New-ITGlueExport -OrganizationID $id -IncludeLogs
$told.export = $export.data.attributes.'export-status'
$told.checklists = (Get-ITGlueChecklist -AllResults).data.Count -gt 0
$file = New-ITGlueAttachment -ResourceType contacts -ResourceID 3901 -Data @{ type = 'attachments'; attributes = @{ attachment = @{ content = 'aGVsbG8='; file_name = 'hello.txt' } } }
$told.attached = (Get-ITGlueAttachment -ResourceType contacts -ResourceId 3901 -Id $file.data.id).data.attributes.'attachment-file-size'
$told | ConvertTo-Json -Compress
