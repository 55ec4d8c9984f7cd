# All kinds of fields in one form: a service agreement, signed, with who to call at night.
#
#   glueshell --sandbox --fresh run seven-kinds

Use-Organization 'Test Organization - Happy Frog'

# A heading, seven fields to fill, and a password that is named in the form and cannot be filled from here yet.
$type = New-FlexibleAssetType 'Service Agreement' -Icon file-text -Fields @(
    @{ Name = 'Contract'; Kind = 'Header' }
    @{ Name = 'Client has signed and acknowledged MSA'; Kind = 'Checkbox'; ShowInList = $true }
    @{ Name = 'Signing Date'; Kind = 'Date'; UseForTitle = $true; ShowInList = $true }
    @{ Name = 'Number of seats'; Kind = 'Number'; ShowInList = $true }
    @{ Name = 'People'; Kind = 'Header' }
    @{ Name = 'Field Technician'; Kind = 'Select'; Options = 'Ann Lee', 'Randy Rios', 'Tom Okafor'; UseForTitle = $true }
    @{ Name = 'Emergency Contact'; Kind = 'Tag'; TagType = 'Contacts'; Required = $true }
    @{ Name = 'Emergency Contact Telephone Number'; Kind = 'Text' }
    @{ Name = 'Notes'; Kind = 'Textbox' }
    @{ Name = 'Portal Password'; Kind = 'Password' }
)
Use-FlexibleAssetType $type

# The same values as they come to mind: a yes, a date as people write it, ids of contacts.
New-Draft
Set-Trait client-has-signed-and-acknowledged-msa yes
Set-Trait signing-date '31 Oct 2018'
Set-Trait number-of-seats 25
Set-Trait field-technician 'Randy Rios'
Set-Trait emergency-contact 4387, 3901, 7891
Set-Trait emergency-contact-telephone-number 555-234-9876
Set-Trait notes 'These are the notes.'
Get-Draft | Format-Table

$asset = Submit-Draft
$traits = (Get-FlexibleAsset -Id $asset.Id).Traits
$traits | Format-List
Write-Host "Call $($traits.EmergencyContact.Values.FirstName -join ' or ') at $($traits.EmergencyContactTelephoneNumber)."
Write-Host "Created flexible asset $($asset.Id)"
Write-Host $asset.ResourceUrl
