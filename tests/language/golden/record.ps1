# Records what PowerShell's own parser says of each text: tokens, errors and tree.
# usage: pwsh -NoProfile -File record.ps1 -Cases cases.jsonl -Out parses.jsonl    (each line of the cases {"code": ...})
# The answers kept beside this file were recorded from PowerShell 7.6.9 and packed with xz.
using namespace System.Management.Automation.Language
param([string]$Cases, [string]$Out)
function Ext($e) { "$($e.StartOffset),$($e.EndOffset)" }
function Tok($t) {
  $r=[System.Collections.Generic.List[object]]::new(); $r.Add("$($t.Kind)");$r.Add($t.Extent.StartOffset);$r.Add($t.Extent.EndOffset);$r.Add([int]$t.TokenFlags)
  if($t -is [StringExpandableToken] -and $t.NestedTokens){ $n=[System.Collections.Generic.List[object]]::new(); foreach($x in $t.NestedTokens){ $n.Add((Tok $x)) }; $r.Add($n) }
  ,$r
}
function Det($a) {
  switch ($a.GetType().Name) {
  'StringConstantExpressionAst' { "$($a.StringConstantType):$($a.Value)" }
  'ExpandableStringExpressionAst' { "$($a.StringConstantType):$($a.Value):$($a.NestedExpressions.Count)" }
  'VariableExpressionAst' { "$($a.VariablePath.UserPath):$($a.Splatted)" }
  'ConstantExpressionAst' { if($null -eq $a.Value){'null';break}; $a.Value.GetType().Name + ':' + $a.Value.ToString([cultureinfo]::InvariantCulture) }
  'BinaryExpressionAst' { "$($a.Operator):$(Ext $a.ErrorPosition)" }
  'UnaryExpressionAst' { "$($a.TokenKind)" }
  { $_ -in 'InvokeMemberExpressionAst','BaseCtorInvokeMemberExpressionAst' } { "$($a.Static):$($a.NullConditional):$(if($null -eq $a.Arguments){-1}else{$a.Arguments.Count}):$(@($a.GenericTypeArguments | ForEach-Object FullName) -join ';')" }
  'MemberExpressionAst' { "$($a.Static):$($a.NullConditional)" }
  'IndexExpressionAst' { "$($a.NullConditional)" }
  'CommandParameterAst' { "$($a.ParameterName):$(Ext $a.ErrorPosition)" }
  'CommandAst' { "$($a.InvocationOperator):$($a.CommandElements.Count):$($a.Redirections.Count)" }
  'FileRedirectionAst' { "$($a.FromStream):$($a.Append)" }
  'MergingRedirectionAst' { "$($a.FromStream):$($a.ToStream)" }
  'FunctionDefinitionAst' { "$($a.Name):$($a.IsFilter):$(if($null -eq $a.Parameters){-1}else{$a.Parameters.Count})" }
  { $_ -in 'TypeExpressionAst','AttributeAst','TypeConstraintAst' } { "$($a.TypeName.FullName):$(Ext $a.TypeName.Extent):$($a.TypeName.GetType().Name)" }
  'SwitchStatementAst' { "$($a.Flags):$($a.Label):$($a.Clauses.Count)" }
  { $_ -in 'ForEachStatementAst','ForStatementAst','WhileStatementAst','DoWhileStatementAst','DoUntilStatementAst' } { "$($a.Label)" }
  'AssignmentStatementAst' { "$($a.Operator):$(Ext $a.ErrorPosition)" }
  'PipelineAst' { "$($a.Background)" }
  'PipelineChainAst' { "$($a.Operator):$($a.Background)" }
  'NamedBlockAst' { "$($a.BlockKind):$($a.Unnamed):$($a.Statements.Count)" }
  'StatementBlockAst' { "$($a.Statements.Count):$(if($a.Traps){$a.Traps.Count}else{0})" }
  'HashtableAst' { "$($a.KeyValuePairs.Count)" }
  'ArrayLiteralAst' { "$($a.Elements.Count)" }
  'NamedAttributeArgumentAst' { "$($a.ArgumentName):$($a.ExpressionOmitted)" }
  'TypeDefinitionAst' { "$($a.Name):$($a.TypeAttributes):$($a.Members.Count)" }
  'PropertyMemberAst' { "$($a.Name):$($a.PropertyAttributes)" }
  'FunctionMemberAst' { "$($a.Name):$($a.MethodAttributes)" }
  'UsingStatementAst' { "$($a.UsingStatementKind)" }
  'ErrorStatementAst' { "$($a.Kind.Kind):$(if($a.Flags){@($a.Flags.Keys) -join ';'})" }
  default { '' } }
}
$w = [System.IO.StreamWriter]::new($Out, $false)
foreach ($line in [System.IO.File]::ReadLines($Cases)) {
  if (-not $line.Trim()) { continue }
  $code=[System.Text.Json.JsonDocument]::Parse($line).RootElement.GetProperty('code').GetString(); $toks=$errs=$null
  $ast=[Parser]::ParseInput($code,[ref]$toks,[ref]$errs)
  $tl=[System.Collections.Generic.List[object]]::new(); foreach($t in $toks){ $tl.Add((Tok $t)) }
  $al=[System.Collections.Generic.List[object]]::new(); foreach($a in $ast.FindAll({$true},$true)){ $al.Add(@($a.GetType().Name,$a.Extent.StartOffset,$a.Extent.EndOffset,(Det $a))) }
  $el=[System.Collections.Generic.List[object]]::new(); foreach($e in $errs){ $el.Add(@($e.ErrorId,$e.Extent.StartOffset,$e.Extent.EndOffset,$e.IncompleteInput,$e.Message)) }
  $o=[ordered]@{code=$code;tokens=$tl;errors=$el;ast=$al}
  $w.WriteLine([System.Text.Json.JsonSerializer]::Serialize($o,[object]))
}
$w.Close()
