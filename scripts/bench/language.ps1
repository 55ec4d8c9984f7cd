# The language benchmarks in a real PowerShell: a line with a case compiles and runs it once to warm up and answers with
# the result; an empty line runs it again and answers with the milliseconds. So both sides can take turns, and a busy
# machine slows them alike.
while ($null -ne ($line = [Console]::In.ReadLine())) {
    if ($line) {
        $case = $line | ConvertFrom-Json
        $block = [scriptblock]::Create($case.code)
        $result = & $block
        $answer = [ordered]@{ id = $case.id; result = "$result" }
    } else {
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        $result = & $block
        $watch.Stop()
        $answer = [ordered]@{ ms = [math]::Round($watch.Elapsed.TotalMilliseconds, 3) }
    }
    [Console]::Out.WriteLine(($answer | ConvertTo-Json -Compress))
    [Console]::Out.Flush()
}
