# What a wrapper module answers, with documents of its own instead of a connection.
$organizations = @'
{"data":[
{"id":"101","type":"organizations","attributes":{"name":"Contoso Ltd","short-name":"CON","organization-type-name":"Customer","organization-status-name":"Active","created-at":"2021-03-04T09:15:00.000Z"}},
{"id":"102","type":"organizations","attributes":{"name":"Fabrikam xyz, Inc.","short-name":"FAB","organization-type-name":"Customer","organization-status-name":"Active","created-at":"2022-05-06T10:30:00.000Z"}},
{"id":"103","type":"organizations","attributes":{"name":"Xyzzy Works","short-name":"XYZ","organization-type-name":"Vendor","organization-status-name":"Inactive","created-at":"2023-01-15T08:00:00.000Z"}}
],"meta":{"current-page":1,"next-page":null,"prev-page":null,"total-pages":1,"total-count":3},"links":{}}
'@
$contacts = @'
{"data":[
{"id":"7001","type":"contacts","attributes":{"organization-id":101,"organization-name":"Contoso Ltd","name":"Ann Lee","first-name":"Ann","last-name":"Lee","contact-emails":[{"value":"ann.lee@contoso.example","primary":true,"label-name":"Work"}]}},
{"id":"7002","type":"contacts","attributes":{"organization-id":102,"organization-name":"Fabrikam xyz, Inc.","name":"Bob Ray","first-name":"Bob","last-name":"Ray","contact-emails":[]}},
{"id":"7003","type":"contacts","attributes":{"organization-id":101,"organization-name":"Contoso Ltd","name":"Cyd Fox","first-name":"Cyd","last-name":"Fox","contact-emails":[{"value":"cyd@contoso.example","primary":true,"label-name":"Work"}]}}
],"meta":{"current-page":1,"next-page":null,"total-pages":1,"total-count":3}}
'@
$configurations = @'
{"data":[
{"id":"5001","type":"configurations","attributes":{"organization-id":101,"organization-name":"Contoso Ltd","resource-url":"https://contoso.itglue.example/101/configurations/5001","name":"CON-DC01","hostname":"con-dc01","primary-ip":"10.0.0.10","serial-number":"ABC1239","configuration-type-name":"Server","archived":false}},
{"id":"5002","type":"configurations","attributes":{"organization-id":101,"organization-name":"Contoso Ltd","resource-url":"https://contoso.itglue.example/101/configurations/5002","name":"CON-LT017","hostname":"con-lt017","primary-ip":"10.0.0.57","serial-number":"SN-B2","configuration-type-name":"Laptop","archived":true}},
{"id":"5003","type":"configurations","attributes":{"organization-id":102,"organization-name":"Fabrikam xyz, Inc.","resource-url":"https://contoso.itglue.example/102/configurations/5003","name":"FAB-FW01","hostname":null,"primary-ip":"10.1.0.1","serial-number":"SN-C3","configuration-type-name":"Firewall","archived":false}}
],"meta":{"current-page":1,"next-page":null,"total-pages":1,"total-count":3},"links":{}}
'@
$passwords = @'
{"data":[
{"id":"8001","type":"passwords","attributes":{"organization-id":101,"name":"Domain admin","username":"administrator","password":"Tr0ub4dor&3","password-category-id":41,"password-category-name":"Active Directory","url":null}},
{"id":"8002","type":"passwords","attributes":{"organization-id":102,"name":"Firewall","username":"admin","password":"correct horse","password-category-id":42,"password-category-name":"Network","url":"https://10.1.0.1"}}
],"meta":{"current-page":1,"total-pages":1,"total-count":2}}
'@
$types = @'
{"data":[{"id":"601","type":"flexible-asset-types","attributes":{"name":"File Sharing","icon":"share-alt","enabled":true}}],"meta":{"total-count":1}}
'@
$fields = @'
{"data":[
{"id":"1","type":"flexible-asset-fields","attributes":{"name":"Share Name","kind":"Text","name-key":"share-name","required":true}},
{"id":"2","type":"flexible-asset-fields","attributes":{"name":"Disk Path","kind":"Text","name-key":"disk-path","required":false}},
{"id":"3","type":"flexible-asset-fields","attributes":{"name":"Servers","kind":"Tag","name-key":"servers","required":false}}
],"meta":{"total-count":3}}
'@
$assets = @'
{"data":[
{"id":"9001","type":"flexible-assets","attributes":{"organization-id":101,"name":"Finance","traits":{"share-name":"Finance","disk-path":"D:\\Shares\\Finance","servers":{"type":"Configurations","values":[{"id":5001,"name":"CON-DC01"}]}}}},
{"id":"9002","type":"flexible-assets","attributes":{"organization-id":101,"name":"HR","traits":{"share-name":"HR","disk-path":"D:\\Shares\\HR","servers":{"type":"Configurations","values":[{"id":5001,"name":"CON-DC01"},{"id":5002,"name":"CON-LT017"}]}}}}
],"meta":{"total-count":2}}
'@
function Get-ITGlueOrganizations($filter_name, $id, $page_size, $page_number) { $d = $organizations | ConvertFrom-Json; if ($filter_name) { $d.data = @($d.data | Where-Object { $_.attributes.name -eq $filter_name }) }; $d }
function Get-ITGlueContacts($page_size = 50, $page_number = 1, $organization_id) { $d = $contacts | ConvertFrom-Json; $all = @($d.data | Where-Object { !$organization_id -or $_.attributes.'organization-id' -eq $organization_id }); $d.data = @($all | Select-Object -Skip (($page_number - 1) * $page_size) -First $page_size); $d }
function Get-ITGlueConfigurations($filter_serial_number, $page_size = 50, $page_number = 1, $filter_configuration_status_id, $filter_archived, $organization_id) { $d = $configurations | ConvertFrom-Json; $all = @($d.data | Where-Object { (!$filter_serial_number -or $_.attributes.'serial-number' -eq $filter_serial_number) -and ($null -eq $filter_archived -or $_.attributes.archived -eq [bool]$filter_archived) -and (!$organization_id -or $_.attributes.'organization-id' -eq $organization_id) }); $d.data = @($all | Select-Object -Skip (([int]$page_number - 1) * [int]$page_size) -First ([int]$page_size)); $d.meta.'total-pages' = [math]::Ceiling($all.Count / [int]$page_size); if ([int]$page_number -lt $d.meta.'total-pages') { $d.links = [pscustomobject]@{ next = "page $([int]$page_number + 1)" } } ; $d }
function Get-ITGluePasswords($id, $show_password, $filter_password_category_id) { $d = $passwords | ConvertFrom-Json; $d.data = @($d.data | Where-Object { (!$id -or $_.id -eq $id) -and (!$filter_password_category_id -or $_.attributes.'password-category-id' -eq $filter_password_category_id) }); $d }
function Get-ITGlueFlexibleAssetTypes($filter_name) { $d = $types | ConvertFrom-Json; $d.data = @($d.data | Where-Object { $_.attributes.name -eq $filter_name }); $d }
function Get-ITGlueFlexibleAssets($filter_flexible_asset_type_id, $filter_organization_id, $page_size) { $assets | ConvertFrom-Json }
function New-ITGlueFlexibleAssetTypes($Data) { "NEW TYPE " + ($Data | ConvertTo-Json -Depth 10 -Compress) }
function New-ITGlueFlexibleAssets($data) { "NEW " + ($data | ConvertTo-Json -Depth 10 -Compress) }
function Set-ITGlueFlexibleAssets($id, $data) { "SET $id " + ($data | ConvertTo-Json -Depth 10 -Compress) }
function Set-ITGlueConfigurations($id, $data) { "SET $id " + ($data | ConvertTo-Json -Depth 10 -Compress) }
function New-ITGluePasswords($organization_id, $data) { "PASSWORD for $organization_id " + ($data | ConvertTo-Json -Depth 10 -Compress) }
$organization_id = 101; $orgID = 101; $ClientName = 'Contoso Ltd'
