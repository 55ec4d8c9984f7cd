$i = 1
$All = do {
    $Contacts = (Get-ITGlueContacts -page_size 100 -page_number $i).data.attributes
    $i++
    $Contacts
} while ($Contacts.count % 100 -eq 0 -and $Contacts.count -ne 0)
"$($All.Count) contacts"
$Domains = foreach ($contact in $All) { ($contact.'contact-emails'.value -split "@")[1] }
$Domains | Where-Object { $_ } | Group-Object | Sort-Object @{ Expression = 'Count'; Descending = $true }, Name | Select-Object -First 5 | ForEach-Object { "$($_.Count) $($_.Name)" }
