# What PowerShell's own parser says of each text: tokens, errors, and whether more input is wanted.
# usage: pwsh -NoProfile -File oracle_tokens.ps1 -Cases cases.jsonl -Out answers.jsonl
# Each line of the cases: {"code": ..., "tokens": true|false}. Each line of the answers:
# {"tokens": [[kind, start, end, flags, [nested...]]...], "errors": [[id, start, end, message]...], "incomplete": ...}
using namespace System.Management.Automation.Language
param([string]$Cases, [string]$Out)
function Shape($tokens, $text) {
    $first = $true
    $null = $text.Append('[')
    foreach ($token in $tokens) {
        if ($first) { $first = $false } else { $null = $text.Append(',') }
        $extent = $token.Extent
        $null = $text.Append('["').Append($token.Kind.ToString()).Append('",').Append($extent.StartOffset).Append(',').Append($extent.EndOffset).Append(',').Append([int]$token.TokenFlags)
        if ($token -is [StringExpandableToken] -and $token.NestedTokens) { $null = $text.Append(','); Shape $token.NestedTokens $text }
        $null = $text.Append(']')
    }
    $null = $text.Append(']')
}
$writer = [System.IO.StreamWriter]::new($Out, $false)
foreach ($line in [System.IO.File]::ReadLines($Cases)) {
    $case = [System.Text.Json.JsonDocument]::Parse($line).RootElement
    $tokens = $errors = $null
    $null = [Parser]::ParseInput($case.GetProperty('code').GetString(), [ref]$tokens, [ref]$errors)
    $text = [System.Text.StringBuilder]::new('{"tokens":')
    if ($case.GetProperty('tokens').GetBoolean()) { Shape $tokens $text } else { $null = $text.Append('[]') }
    $found = [System.Collections.Generic.List[object]]::new()
    foreach ($each in $errors) { $found.Add(@($each.ErrorId, $each.Extent.StartOffset, $each.Extent.EndOffset, $each.Message)) }
    $null = $text.Append(',"errors":').Append([System.Text.Json.JsonSerializer]::Serialize($found, [object]))
    $null = $text.Append(',"incomplete":').Append($(if (@($errors).Where{ $_.IncompleteInput }.Count) { 'true' } else { 'false' })).Append('}')
    $writer.WriteLine($text.ToString())
}
$writer.Close()
