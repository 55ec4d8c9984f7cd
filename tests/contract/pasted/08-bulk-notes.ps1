# One change for some devices, empty values dropped before they are sent.
$orgID = (Get-ITGlueOrganizations -filter_name 'Test Organization - Happy Frog').data.id
$configs = (Get-ITGlueConfigurations -organization_id $orgID -page_size 1000).data | Sort-Object { [int]$_.id } | Select-Object -First 3
foreach ($config in $configs) {
    $body = @{ type = 'configurations'; attributes = @{ notes = "Checked by script"; 'asset-tag' = ''; hostname = $null; 'primary-ip' = '10.9.8.7' } }
    ($body.attributes.GetEnumerator() | Where-Object { -not $_.Value }) | ForEach-Object { $body.attributes.Remove($_.Name) }
    $updated = Set-ITGlueConfigurations -id $config.id -data $body
    $number = ($updated.data.attributes.'resource-url' -split "/")[-1]
    Write-Host "$($number -eq $config.id) $($updated.data.attributes.'primary-ip') $($updated.data.attributes.notes)"
}
