# The module ITGlueAPI 2.2.0 against a sandbox: what it lists, makes, changes and removes, as one line of JSON.
param([string] $Module, [string] $BaseUri, [string] $Key)
$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
Import-Module $Module -Force
Add-ITGlueBaseURI -base_uri $BaseUri
Add-ITGlueAPIKey -Api_Key $Key
$told = [ordered]@{ }
# The module's own Test-ITGlueAPIKey uses headers that it never makes; what it asks for is the list of regions.
$told.key = (Get-ITGlueRegions).data.Count -gt 0
$told.organizations = (Get-ITGlueOrganizations -page_size 7 -all).data.Count
$told.configurations = (Get-ITGlueConfigurations -page_size 1000).meta.'total-count'
$frog = (Get-ITGlueOrganizations -filter_name 'Test Organization - Happy Frog').data
$told.filtered = $frog.attributes.'short-name'
$told.second = (Get-ITGlueOrganizations -sort 'name' -page_size 5 -page_number 2).meta.'current-page'
$told.nested = (Get-ITGlueContacts -organization_id $frog.id).data.Count
$told.metrics = (Get-ITGlueUserMetrics).data.Count -gt 0
$told.logs = (Get-ITGlueLogs -page_size 5).data.Count

$new = New-ITGlueOrganizations -data @{ type = 'organizations'; attributes = @{ name = 'Made by a module' } }
$id = $new.data.id
$told.created = $new.data.attributes.name
$changed = Set-ITGlueOrganizations -id $id -data @{ type = 'organizations'; attributes = @{ 'quick-notes' = 'changed' } }
$told.updated = $changed.data.attributes.'quick-notes'

$type = (Get-ITGlueConfigurationTypes).data[0].id
# The module takes one hashtable as its body, so that nothing is made or removed in bulk; and its Remove-ITGlueConfigurations
# passes a parameter that does not exist.
$one = New-ITGlueConfigurations -data @{ type = 'configurations'; attributes = @{ 'organization-id' = $id; name = 'one'; 'configuration-type-id' = $type } }
$told.one = $one.data.attributes.name
$told.noted = (Set-ITGlueConfigurations -id $one.data.id -data @{ type = 'configurations'; attributes = @{ notes = 'noted' } }).data.attributes.notes
$told.owned = (Get-ITGlueConfigurations -organization_id $id).data.Count

# The module writes show_password as True, which the API does not take.
$secret = New-ITGluePasswords -organization_id $id -data @{ type = 'passwords'; attributes = @{ name = 'Router'; username = 'admin'; password = 'hush' } }
$told.shown = (Get-ITGluePasswords -id $secret.data.id).data.attributes.password

$fields = @{ data = @(
        @{ type = 'flexible_asset_fields'; attributes = @{ order = 1; name = 'Name'; kind = 'Text'; required = $true; 'use-for-title' = $true; 'show-in-list' = $true } }
        @{ type = 'flexible_asset_fields'; attributes = @{ order = 2; name = 'Contact(s)'; kind = 'Tag'; 'tag-type' = 'Contacts' } }
    )
}
$template = New-ITGlueFlexibleAssetTypes -data @{ type = 'flexible_asset_types'; attributes = @{ name = 'Made by a module'; icon = 'cloud' }; relationships = @{ 'flexible-asset-fields' = $fields } }
$asset = New-ITGlueFlexibleAssets -data @{ type = 'flexible_assets'; attributes = @{ 'organization-id' = $frog.id; 'flexible-asset-type-id' = $template.data.id; traits = @{ name = 'alpha'; 'contact-s' = @(3901) } } }
$told.asset = $asset.data.attributes.name
$told.tag = $asset.data.attributes.traits.'contact-s'.values[0].'last-name'
$patched = Set-ITGlueFlexibleAssets -id $asset.data.id -data @{ type = 'flexible_assets'; attributes = @{ traits = @{ name = 'beta' } } }
$told.replaced = @($patched.data.attributes.traits.PSObject.Properties.Name) -join ' '
$told.listed = (Get-ITGlueFlexibleAssets -filter_flexible_asset_type_id $template.data.id).data.Count
Remove-ITGlueFlexibleAssets -id $asset.data.id -Confirm:$false | Out-Null
$told.gone = (Get-ITGlueFlexibleAssets -filter_flexible_asset_type_id $template.data.id).data.Count

$link = New-ITGlueRelatedItems -resource_type contacts -resource_id 3901 -data @{ type = 'related_items'; attributes = @{ destination_type = 'Organization'; destination_id = $id } }
$told.related = $link.data.attributes.'asset-type'
$told.seen = (Get-ITGlueContacts -id 3901 -include related_items).included.id -contains $link.data.id
try { New-ITGlueOrganizations -data @{ type = 'organizations'; attributes = @{ description = 'no name' } } | Out-Null; $told.refused = 'no' } catch { $told.refused = "$_" -match "can't be blank|422" }
$told | ConvertTo-Json -Compress
