# Runs programs, one JSON object {code, fresh} a line on standard input, and answers each with one line of JSON.
$ErrorActionPreference = 'Stop'
$PSStyle.OutputRendering = 'PlainText'
$culture = [cultureinfo]::GetCultureInfo('en-US')
[System.Threading.Thread]::CurrentThread.CurrentCulture = $culture
[cultureinfo]::DefaultThreadCurrentCulture = $culture
[cultureinfo]::DefaultThreadCurrentUICulture = $culture
$in = [System.IO.StreamReader]::new([Console]::OpenStandardInput(), [System.Text.UTF8Encoding]::new($false))
$out = [System.IO.StreamWriter]::new([Console]::OpenStandardOutput(), [System.Text.UTF8Encoding]::new($false))
$invariant = [cultureinfo]::InvariantCulture

function Describe($value, $depth) {
    if ($null -eq $value) { return , 'null' }
    $base = $value
    if ($value -is [psobject]) { $base = $value.psobject.BaseObject }
    $name = $base.GetType().ToString()
    if ($base -is [string]) { return $name, $base }
    if ($base -is [System.ValueType]) {
        if ($base -is [datetime]) { return $name, ($base.ToString('o') + ' ' + $base.Kind) }
        if ($base -is [double] -or $base -is [single]) { return $name, $base.ToString('R', $invariant) }
        if ($base -is [System.Collections.DictionaryEntry]) { return $name, @(Describe $base.Key 3), @(Describe $base.Value 3) }
        if ($base -is [System.Enum] -or $base -is [char]) { return $name, $base.ToString() }
        if ($base -is [System.IFormattable]) { return $name, $base.ToString($null, $invariant) }
        return $name, $base.ToString()
    }
    if ($depth -gt 3) { return $name, '...' }
    if ($base -is [System.Collections.IDictionary]) {
        $entries = [System.Collections.Generic.List[object]]::new()
        foreach ($each in $base.GetEnumerator()) { $entries.Add(@(@(Describe $each.Key ($depth + 1)), @(Describe $each.Value ($depth + 1)))) }
        return $name, 'entries', $entries.ToArray()
    }
    if ($base -is [System.Management.Automation.PSCustomObject]) {
        $properties = [System.Collections.Generic.List[object]]::new()
        foreach ($each in $value.psobject.Properties) { $properties.Add(@($each.Name, @(Describe $each.Value ($depth + 1)))) }
        return $value.pstypenames[0], 'properties', $properties.ToArray()
    }
    if ($base -is [System.Collections.IList] -or $base -is [System.Collections.ICollection]) {
        $items = [System.Collections.Generic.List[object]]::new()
        foreach ($each in $base.GetEnumerator()) { $items.Add(@(Describe $each ($depth + 1))) }
        return $name, 'items', $items.ToArray()
    }
    if ($base -is [System.Management.Automation.ErrorRecord]) { return $name, $base.ToString(), $base.FullyQualifiedErrorId }
    try { return $name, [string]$base } catch { return $name, '?' }
}

function Record($record) {
    $at = $record.InvocationInfo
    [ordered]@{
        message = $record.Exception.Message; id = $record.FullyQualifiedErrorId; category = "$($record.CategoryInfo.Category)"
        at = if ($at) { "$($at.ScriptLineNumber):$($at.OffsetInLine)" } else { '' }
    }
}

function Open-Runspace {
    $space = [runspacefactory]::CreateRunspace([System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
    $space.Open()
    $space
}

$shared = Open-Runspace
while ($null -ne ($line = $in.ReadLine())) {
    $case = $line | ConvertFrom-Json
    $space = if ($case.fresh) { Open-Runspace } else { $shared }
    $ps = [powershell]::Create()
    $ps.Runspace = $space
    $null = $ps.AddScript('$ProgressPreference = "SilentlyContinue"; Remove-Item function:fn*, alias:fn*').Invoke()
    $ps.Commands.Clear()
    $ps.Streams.ClearStreams()
    $null = $ps.AddScript($case.code)
    $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
    $terminating = $null
    $parse = $null
    $late = $false
    try {
        $running = $ps.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]$null, $output)
        if ($running.AsyncWaitHandle.WaitOne(10000)) { $null = $ps.EndInvoke($running) } else { $late = $true; $ps.Stop() }
    } catch {
        $e = $_.Exception
        # The call of EndInvoke wraps what the program threw, which may be such a wrapper itself.
        if ($e -is [System.Management.Automation.MethodInvocationException] -and $e.InnerException) { $e = $e.InnerException }
        while ($e.InnerException -and $e -isnot [System.Management.Automation.RuntimeException]) { $e = $e.InnerException }
        $problems = $null
        if ($e -is [System.Management.Automation.ParseException]) {
            $null = [System.Management.Automation.Language.Parser]::ParseInput($case.code, [ref]$null, [ref]$problems)
            # What only the making of a class finds stands in the exception alone.
            if (-not $problems) { $problems = $e.Errors }
        }
        if ($problems) {
            $parse = @($problems | ForEach-Object { "$($_.ErrorId) $($_.Extent.StartLineNumber):$($_.Extent.StartColumnNumber) $($_.Message)" })
        } elseif ($e -is [System.Management.Automation.RuntimeException]) {
            $terminating = [ordered]@{ message = $e.Message; id = $e.ErrorRecord.FullyQualifiedErrorId; category = "$($e.ErrorRecord.CategoryInfo.Category)" }
        } else { $terminating = [ordered]@{ message = $e.Message; id = ''; category = '' } }
    }
    $shown = [System.Collections.Generic.List[object]]::new()
    foreach ($each in $output) { try { $shown.Add(@(Describe $each 0)) } catch { $shown.Add(@('cannot be described', "$_")) } }
    $answer = [ordered]@{
        output = $shown.ToArray()
        host = @($ps.Streams.Information | ForEach-Object { "$($_.MessageData)" })
        errors = @($ps.Streams.Error | ForEach-Object { Record $_ })
        warnings = @($ps.Streams.Warning | ForEach-Object { $_.Message })
        verbose = @($ps.Streams.Verbose | ForEach-Object { $_.Message })
        terminating = $terminating; parse = $parse; late = $late
    }
    $out.WriteLine(($answer | ConvertTo-Json -Depth 20 -Compress))
    $out.Flush()
    $ps.Dispose()
    if ($case.fresh) { $space.Dispose() } else { $shared.ResetRunspaceState() }
}
