# What is refused, and what comes after it.
$orgID = (Get-ITGlueOrganizations -filter_name 'Test Organization - Happy Frog').data.id
$new = New-ITGlueOrganizations -data @{ type = 'organizations'; attributes = @{ name = 'Made by a pasted script'; 'quick-notes' = 'first' } }
$id = $new.data.id
foreach ($note in 'second', 'third') {
    $changed = Set-ITGlueOrganizations -id $id -data @{ type = 'organizations'; attributes = @{ 'quick-notes' = $note } }
    "$($changed.data.attributes.name): $($changed.data.attributes.'quick-notes')"
}
$missing = Get-ITGlueOrganizations -id 999999999 -ErrorAction SilentlyContinue
if (!$missing.data) { 'no such organization' }
(Get-ITGlueConfigurations -filter_serial_number 'NO-SUCH-NUMBER').data.Count
$location = New-ITGlueLocations -org_id $id -data @{ type = 'locations'; attributes = @{ name = 'Head Office'; city = 'Exeter' } }
"$($location.data.attributes.name) in $($location.data.attributes.city)"
(Get-ITGlueLocations -org_id $id).data.attributes.name
