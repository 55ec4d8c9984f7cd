# A password beside the device it opens, as the scripts for local administrators do it.
$orgID = (Get-ITGlueOrganizations -filter_name 'Test Organization - Happy Frog').data.id
$TaggedResource = (Get-ITGlueConfigurations -organization_id $orgID -page_size 1000).data | Sort-Object { [int]$_.id } | Select-Object -First 1
$PasswordObject = @{
    type = 'passwords'
    attributes = @{ name = "Local Admin - $($TaggedResource.attributes.name)"; username = 'Administrator'; password = 'C0rrect-horse'; notes = "Local admin" }
}
if ($TaggedResource) {
    $PasswordObject.attributes.Add("resource_id", [int]$TaggedResource.Id)
    $PasswordObject.attributes.Add("resource_type", "Configuration")
}
$made = New-ITGluePasswords -organization_id $orgID -show_password $false -data $PasswordObject
"$($made.data.attributes.name) for $($made.data.attributes.username)"
$found = (Get-ITGluePasswords -filter_organization_id $orgID -filter_name $PasswordObject.attributes.name).data
@($found).Count
