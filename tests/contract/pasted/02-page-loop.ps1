# Every page, counted by the document's own number of pages.
$data = @(); $page_number = 1
do {
    $current_page = Get-ITGlueConfigurations -page_size 250 -page_number $page_number
    $data += $current_page.data
    $page_number++
} while ($current_page.meta.'total-pages' -ne $page_number - 1)
Write-Host "Read $($data.Count) in $($page_number - 1) pages"
$data | Group-Object { $_.attributes.'configuration-type-name' } | Sort-Object Count, Name -Descending | Select-Object -First 4 Count, Name | Format-Table -AutoSize
