# From nothing to a documented e-mail system: "Getting started with the IT Glue API", as a session.
#
#   glueshell --sandbox --fresh run api-email-example

# 1. Which organizations are there? The newest first. Everything below is about the one in use.
Get-Organization -Sort CreatedAt -Descending -First 6 | Format-Table Id, Name, OrganizationTypeName
Use-Organization 'Test Organization - Happy Frog'

# 2. A flexible asset type with its six fields, in one go.
$type = New-FlexibleAssetType 'API Email Example' -Icon envelope -Description 'How a client receives mail' -Fields @(
    @{ Name = 'Domains'; Kind = 'Tag'; TagType = 'Domains'; Required = $true; ShowInList = $true
       Hint = 'Tag accepted domains for this email system' }
    @{ Name = 'Type'; Kind = 'Select'; Required = $true; UseForTitle = $true; ShowInList = $true
       Hint = 'Select the email platform'; Options = 'Office 365', 'Exchange 2016', 'Exchange 2013', 'POP/IMAP' }
    @{ Name = 'Email Servers'; Kind = 'Tag'; TagType = 'Configurations'; ShowInList = $true
       Hint = 'Tag server(s) participating in email delivery' }
    @{ Name = 'Location'; Kind = 'Select'; Options = 'Cloud', 'On-Premises'; Hint = 'Where is the email hosted' }
    @{ Name = 'Inbound Delivery'; Kind = 'Select'; ShowInList = $true
       Hint = 'How is inbound email delivered'; Options = 'Office 365', 'Google', 'Proofpoint', 'Mimecast', 'Reflexion' }
    @{ Name = 'Webmail URL'; Kind = 'Text'; ShowInList = $true }
)

# 3. Find it again, look at its fields and their name-keys, and make it the current type.
Get-FlexibleAssetType -Sort CreatedAt -Descending -First 3 | Format-Table
Use-FlexibleAssetType $type
Get-FlexibleAssetField | Format-Table

# 4. Build an asset trait by trait: tags by name, id, address or as records, one or several; an option; a text.
New-Draft
Set-Trait domains happyfrog.example, mail.happyfrog.example
Set-Trait type 'Office 365'
Get-Configuration FROG-EX01 | Set-Trait email-servers
Add-Trait email-servers FROG-DC01
Set-Trait inbound-delivery Mimecast
Set-Trait webmail-url https://outlook.office.com/owa/?realm=happyfrog.example

# 5. Look at it, check it, see the exact request, send it.
Get-Draft | Format-Table
Test-Draft
Submit-Draft -WhatIf
$asset = Submit-Draft

# 6. Read it back.
Get-FlexibleAsset -Id $asset.Id | Format-List Id, Name, OrganizationName, Traits
Write-Host "Created flexible asset $($asset.Id)"
Write-Host $asset.ResourceUrl
