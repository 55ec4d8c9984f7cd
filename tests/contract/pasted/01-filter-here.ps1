# The API has no wildcards: everything is read and looked through here.
$OrgID = (Get-ITGlueOrganizations -filter_name 'Test Organization - Happy Frog').data.id
(Get-ITGlueOrganizations -page_size 1000).data | Where-Object { $_.attributes.name -like "*org*" } | ForEach-Object { $_.attributes.name } | Sort-Object
((Get-ITGlueOrganizations -page_size 1000).data | Where-Object { $_.attributes.'short-name' -eq 'FROG' }).attributes.name
(Get-ITGlueContacts -page_size (Get-ITGlueContacts).meta.'total-count').data | where { $_.attributes.'organization-id' -eq $OrgID } | select -First 3 | % { $_.attributes.'last-name' }
"$((Get-ITGlueConfigurations -organization_id $OrgID).data.Count) configurations"
