# The language benchmarks in a real PowerShell: reads a case a line, answers each with a line, best of -Rounds after a
# warm-up, in milliseconds. Both sides take turns, so that a busy machine slows them alike.
param([int]$Rounds = 5)
while ($null -ne ($line = [Console]::In.ReadLine())) {
    $case = $line | ConvertFrom-Json
    $block = [scriptblock]::Create($case.code)
    $best = [double]::MaxValue
    foreach ($round in 0..$Rounds) {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $result = & $block
        $watch.Stop()
        if ($round -gt 0 -and $watch.Elapsed.TotalMilliseconds -lt $best) { $best = $watch.Elapsed.TotalMilliseconds }
    }
    [Console]::Out.WriteLine(([ordered]@{ id = $case.id; ms = [math]::Round($best, 2); result = "$result" } | ConvertTo-Json -Compress))
    [Console]::Out.Flush()
}
