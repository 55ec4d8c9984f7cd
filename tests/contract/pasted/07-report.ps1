$orgID = (Get-ITGlueOrganizations -filter_name 'Test Organization - Happy Frog').data.id
$rows = (Get-ITGlueContacts -organization_id $orgID -page_size 1000).data.attributes |
    Select-Object @{N='Name';E={"$($_.'first-name') $($_.'last-name')"}}, @{N='Title';E={$_.title}}, @{N='Mails';E={@($_.'contact-emails').Count}}
$rows | Sort-Object Name | Format-Table -AutoSize
$path = Join-Path ([IO.Path]::GetTempPath()) "contacts-$PID.csv"
$rows | Sort-Object Name | Export-Csv -Path $path -Force -NoTypeInformation
(Get-Content $path)[0..2]
(Import-Csv $path | Measure-Object Mails -Sum).Sum
Remove-Item $path
