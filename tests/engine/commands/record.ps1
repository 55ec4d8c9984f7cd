# Records what a real PowerShell does with each case {id, define, call}: output as text, or the error.
# usage: pwsh -NoProfile -NonInteractive -File record.ps1 cases.jsonl binding.jsonl
param([string]$Cases, [string]$Out)
$w = [System.IO.StreamWriter]::new($Out, $false)
foreach ($line in [System.IO.File]::ReadLines($Cases)) {
    $case = $line | ConvertFrom-Json
    $rs = [runspacefactory]::CreateRunspace([System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()); $rs.Open()
    $ps = [powershell]::Create(); $ps.Runspace = $rs
    if ($case.define) { $null = $ps.AddScript($case.define).Invoke(); $ps.Commands.Clear() }
    $rec = [ordered]@{ id = $case.id; define = $case.define; call = $case.call }
    $out2 = @(); $term = $null
    try { $out2 = @($ps.AddScript($case.call).Invoke() | ForEach-Object { "$_" }) } catch {
        $e = $_.Exception; while ($e.InnerException -and $e -is [System.Management.Automation.MethodInvocationException]) { $e = $e.InnerException }
        $term = $e.ErrorRecord
    }
    $rec.output = $out2
    $all = @(); if ($term) { $all += $term }; $all += @($ps.Streams.Error | ForEach-Object { $_ })
    $rec.errors = @($all | ForEach-Object { [ordered]@{ id = $_.FullyQualifiedErrorId; message = $_.Exception.Message; category = "$($_.CategoryInfo)"; position = @($_.InvocationInfo.PositionMessage -split "`n")[-1].TrimEnd() } })
    $w.WriteLine(($rec | ConvertTo-Json -Depth 5 -Compress)); $ps.Dispose(); $rs.Dispose()
}
$w.Close()
