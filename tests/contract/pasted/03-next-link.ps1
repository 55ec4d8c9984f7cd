# Pages by the link to the next one, put into the answer that was read first.
$i = 1
$ConfigList = Get-ITGlueConfigurations -page_size "200" -page_number $i
while ($ConfigList.links.next) {
    $i++
    $Next = Get-ITGlueConfigurations -page_size "200" -page_number $i
    $ConfigList.data += $Next.data
    $ConfigList.links = $Next.links
}
'{0} after {1} pages, the last of them {2}' -f $ConfigList.data.Count, $i, $ConfigList.data[-1].attributes.name
