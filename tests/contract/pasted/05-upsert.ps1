# Looks for the type, makes it where it is missing, then makes or changes one asset of it. Run twice.
$FlexAssetName = "Network Shares"
$orgID = (Get-ITGlueOrganizations -filter_name 'Test Organization - Happy Frog').data.id
foreach ($round in 1..2) {
    $FilterID = (Get-ITGlueFlexibleAssetTypes -filter_name $FlexAssetName).data
    if (!$FilterID) {
        $NewFlexAssetData = @{
            type = 'flexible-asset-types'
            attributes = @{ name = $FlexAssetName; icon = 'sitemap'; description = 'Shares' }
            relationships = @{
                "flexible-asset-fields" = @{
                    data = @(
                        @{ type = "flexible_asset_fields"; attributes = @{ order = 1; name = "Share Name"; kind = "Text"; required = $true; "show-in-list" = $true; "use-for-title" = $true } },
                        @{ type = "flexible_asset_fields"; attributes = @{ order = 2; name = "Share Path"; kind = "Text"; required = $false; "show-in-list" = $true } }
                    )
                }
            }
        }
        New-ITGlueFlexibleAssetTypes -Data $NewFlexAssetData | Out-Null
        $FilterID = (Get-ITGlueFlexibleAssetTypes -filter_name $FlexAssetName).data
        Write-Host "Made the type"
    }
    $body = @{
        type = 'flexible-assets'
        attributes = @{
            "organization-id" = $orgID
            "flexible-asset-type-id" = $FilterID.id
            traits = @{ "share-name" = "Public"; "share-path" = "\\srv\public$round" }
        }
    }
    $Existing = (Get-ITGlueFlexibleAssets -filter_flexible_asset_type_id $($FilterID.ID) -filter_organization_id $orgID).data | Where-Object { $_.attributes.traits.'share-name' -eq 'Public' }
    if (!$Existing) {
        Write-Host "Creating new flexible asset"
        New-ITGlueFlexibleAssets -data $body | Out-Null
    } else {
        Write-Host "Updating flexible asset"
        $Existing = $Existing | Select-Object -Last 1
        Set-ITGlueFlexibleAssets -id $Existing.id -data $body | Out-Null
    }
}
$assets = (Get-ITGlueFlexibleAssets -filter_flexible_asset_type_id $FilterID.id).data
foreach ($asset in $assets) { foreach ($t in $asset.attributes.traits.PSObject.Properties) { "$($t.Name): $($t.Value)" } }
