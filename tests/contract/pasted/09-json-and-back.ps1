$Matched = (Get-ITGlueOrganizations -page_size 5 -sort '-name').data
$file = Join-Path ([IO.Path]::GetTempPath()) "matched-$PID.json"
$Matched | ConvertTo-Json -Depth 100 | Out-File $file
$back = Get-Content $file -Raw | ConvertFrom-Json
Remove-Item $file
for ($n = 0; $n -lt $back.Count; $n++) { '{0}: {1} {2}' -f $n, $back[$n].attributes.name, ($back[$n].id -eq $Matched[$n].id) }
($back[0].attributes | Get-Member | Where-Object { $_.MemberType -eq "NoteProperty" }).Name -join ' '
