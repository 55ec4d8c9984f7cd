"""A module written the way the public wrapper modules are, unchanged against a served sandbox.

Its functions build their own addresses and headers, keep the key in a read-only global SecureString, page through
results, and write; the guard of the key, the approval and the journal hold for them as for every request.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from glueshell.sandbox import Sandbox
from tests.cli.running import Glueshell, Ran, glueshell, template

__all__ = ["glueshell", "template"]

MANIFEST = """\
@{
    RootModule = 'Wrapper.psm1'
    ModuleVersion = '1.2.0'
    NestedModules = 'Internal/Settings.ps1', 'Internal/Request.ps1', 'Resources\\Organizations.ps1'
    FunctionsToExport = 'Add-WrapURI', 'Add-WrapKey', 'Get-WrapKey', 'Export-WrapSettings', 'Import-WrapSettings',
        'Get-WrapOrganizations', 'New-WrapOrganizations', 'Set-WrapOrganizations'
    AliasesToExport = '*'
    CmdletsToExport = @()
    PrivateData = @{ PSData = @{ Tags = @('api') } }
}
"""
SETTINGS = """\
function Add-WrapURI {
    [cmdletbinding()]
    Param (
        [parameter(ValueFromPipeline)][string]$base_uri = 'https://api.itglue.example',
        [Alias('dc')][ValidateSet('US', 'EU')][String]$data_center = ''
    )
    process {
        if ($base_uri[$base_uri.Length - 1] -eq "/") { $base_uri = $base_uri.Substring(0, $base_uri.Length - 1) }
        switch ($data_center) { 'EU' { $base_uri = 'https://api.eu.itglue.example' } Default {} }
        Set-Variable -Name "Wrap_URI" -Value $base_uri -Option ReadOnly -Scope global -Force
    }
}
function Add-WrapKey {
    [cmdletbinding()]
    Param ([Parameter(ValueFromPipeline = $true)][AllowEmptyString()][Alias('ApiKey')][string]$Api_Key)
    process {
        if ($Api_Key) { $secure = ConvertTo-SecureString $Api_Key -AsPlainText -Force }
        else { Write-Output "Please enter your API key:"; $secure = Read-Host -AsSecureString }
        Set-Variable -Name "Wrap_Key" -Value $secure -Option ReadOnly -Scope global -Force
    }
}
function Get-WrapKey {
    [CmdletBinding()] Param ([switch]$AsPlainText)
    try {
        if (-not $Wrap_Key) { Write-Warning "No key."; return }
        if ($AsPlainText) {
            $pointer = [System.Runtime.InteropServices.Marshal]::SecureStringToBSTR($Wrap_Key)
            ([System.Runtime.InteropServices.Marshal]::PtrToStringBSTR($pointer)).ToString()
        } else { $Wrap_Key }
    } finally { if ($pointer) { [System.Runtime.InteropServices.Marshal]::ZeroFreeBSTR($pointer) } }
}
function Export-WrapSettings {
    [CmdletBinding()] Param ([string]$path = "$($env:USERPROFILE)\\Wrap", [string]$file = 'config.psd1')
    $secret = $Wrap_Key | ConvertFrom-SecureString
    New-Item -ItemType Directory -Force -Path $path | ForEach-Object { $_.Attributes = "hidden" }
@"
@{
    Wrap_URI = '$Wrap_URI'
    Wrap_Key = '$secret'
}
"@ | Out-File -FilePath ($path + "\\" + $file) -Force
}
function Import-WrapSettings {
    [CmdletBinding()] Param ([string]$path = "$($env:USERPROFILE)\\Wrap", [string]$file = 'config.psd1')
    if (Test-Path ($path + "\\" + $file) -PathType Leaf) {
        $tmp = Import-LocalizedData -BaseDirectory $path -FileName $file
        Add-WrapURI $tmp.Wrap_URI
        $tmp.Wrap_Key = ConvertTo-SecureString $tmp.Wrap_Key
        Set-Variable -Name "Wrap_Key" -Value $tmp.Wrap_Key -Option ReadOnly -Scope global -Force
        Remove-Variable "tmp"
    } else { Set-Variable -Name "Wrap_URI" -Value "https://api.itglue.example" -Option ReadOnly -Scope global -Force }
}
New-Alias -Name Set-WrapKey -Value Add-WrapKey
"""
REQUEST = """\
function ConvertTo-QueryString([Hashtable]$QueryParams) {
    if (-not $QueryParams) { return "" }
    $params = @()
    foreach ($key in $QueryParams.Keys) {
        $params += "$key=$([System.Net.WebUtility]::UrlEncode($QueryParams[$key]))"
    }
    return '?' + ($params -join '&')
}
function Invoke-WrapRequest {
    param (
        [ValidateSet('GET', 'POST', 'PATCH', 'DELETE')][string]$Method = 'GET',
        [Parameter(Mandatory = $true)][string]$ResourceURI,
        [Hashtable]$QueryParams = $null,
        [Hashtable]$Data = $null,
        [Switch]$AllResults
    )
    $result = @{}
    if ($null -eq $Data) { $body = $null } else { $body = @{ 'data' = $Data } | ConvertTo-Json -Depth 100 }
    try {
        $credential = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList 'N/A', $Wrap_Key
        $headers = @{ 'x-api-key' = $credential.GetNetworkCredential().Password }
        $page = 0
        do {
            if ($AllResults) {
                $page++
                if (-not $QueryParams) { $QueryParams = @{} }
                $QueryParams['page[number]'] = $page
            }
            $parameters = @{
                'Method' = $Method
                'Uri' = $Wrap_URI + $ResourceURI + (ConvertTo-QueryString -QueryParams $QueryParams)
                'Headers' = $headers
                'Body' = $body
            }
            if ($Method -ne 'GET') { $parameters['ContentType'] = 'application/vnd.api+json; charset=utf-8' }
            $answer = Invoke-RestMethod @parameters -ErrorAction Stop
            if ($AllResults) { $result.data += $answer.data } else { $result = $answer }
        } while ($AllResults -and $answer.meta.'total-pages' -and $page -lt ($answer.meta.'total-pages'))
        if ($AllResults -and $answer.meta) { $result.meta = $answer.meta }
    } catch { Write-Error $_ }
    return $result
}
"""
RESOURCES = """\
function Get-WrapOrganizations {
    [CmdletBinding(DefaultParameterSetName = 'index')]
    Param (
        [Parameter(ParameterSetName = 'index')][String]$filter_name = '',
        [Parameter(ParameterSetName = 'index')][Nullable[int]]$page_size = $null,
        [Parameter(ParameterSetName = 'index')][switch]$all,
        [Parameter(ParameterSetName = 'show')][Nullable[Int64]]$id = $null
    )
    $resource_uri = '/organizations/{0}' -f $id
    $query_params = @{}
    if (($PSCmdlet.ParameterSetName -eq 'index')) {
        if ($filter_name) { $query_params['filter[name]'] = $filter_name }
    }
    if ($page_size) { $query_params['page[size]'] = $page_size }
    return Invoke-WrapRequest -Method GET -ResourceURI $resource_uri -QueryParams $query_params -AllResults:$all
}
function New-WrapOrganizations { Param ([Parameter(Mandatory = $true)]$data)
    return Invoke-WrapRequest -Method POST -ResourceURI '/organizations/' -Data $data }
function Set-WrapOrganizations { Param ([Nullable[Int64]]$id = $null, [Parameter(Mandatory = $true)]$data)
    return Invoke-WrapRequest -Method PATCH -ResourceURI "/organizations/$id" -Data $data }
"""
BEGIN = "Import-Module {module}; Add-WrapURI '{url}/'; Add-WrapKey '{key}'; "


@pytest.fixture
def module(tmp_path: Path) -> Path:
    folder = tmp_path / "Wrapper"
    for name, text in (
        ("Wrapper.psd1", MANIFEST),
        ("Wrapper.psm1", "Import-WrapSettings"),
        ("Internal/Settings.ps1", SETTINGS),
        ("Internal/Request.ps1", REQUEST),
        ("Resources/Organizations.ps1", RESOURCES),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "Wrapper.psd1"


class Gateway:
    """A served sandbox, and runs of scripts whose account it is."""

    def __init__(self, run: Glueshell, sandbox: Sandbox, url: str, module: Path) -> None:
        self.run = run
        self.sandbox = sandbox
        self.environ = {"ITGLUE_API_KEY": sandbox.key, "ITGLUE_BASE_URL": url, "NO_PROXY": "127.0.0.1"}
        self.begin = BEGIN.format(module=module, url=url, key=sandbox.key)

    def __call__(self, code: str, *options: str) -> Ran:
        """Run code after the module was imported and told where to go."""
        return self.run(*options, "-c", self.begin + code, environ=self.environ)


@pytest.fixture
def gateway(glueshell: Glueshell, module: Path) -> Iterator[Gateway]:
    with Sandbox(None, 7) as sandbox:
        yield Gateway(glueshell, sandbox, sandbox.serve().url, module)


def test_the_module_imports_with_its_nested_scripts(gateway: Gateway) -> None:
    ran = gateway(
        "(Get-Command -Module Wrapper).Count; (Get-Module Wrapper).Version.ToString();"
        "Get-Alias Set-WrapKey | ForEach-Object Definition; Get-Command Invoke-WrapRequest -ErrorAction Ignore"
    )
    assert (ran.status, ran.lines) == (0, ["9", "1.2.0", "Add-WrapKey"])


def test_its_functions_read_and_page(gateway: Gateway) -> None:
    ran = gateway(
        "$all = Get-WrapOrganizations -page_size 7 -all; $all.data.Count; $all.meta.'total-count';"
        "$one = $all.data[0]; (Get-WrapOrganizations -id $one.id).data.attributes.name -eq $one.attributes.name;"
        "(Get-WrapOrganizations -filter_name $one.attributes.name).data.Count"
    )
    count, total, same, filtered = ran.lines
    assert (count, same, filtered) == (total, "True", "1")
    assert int(count) > 7


def test_its_functions_write_once_it_is_allowed(gateway: Gateway) -> None:
    create = (
        "$made = New-WrapOrganizations -data @{ type = 'organizations'; attributes = @{ name = 'Wrapped Newt' } };"
        "$made.data.attributes.name; $short = @{ 'short-name' = 'WN' };"
        "(Set-WrapOrganizations -id $made.data.id -data @{ type = 'organizations'; attributes = $short })"
        ".data.attributes.'short-name'"
    )
    refused = gateway(create)
    assert refused.status == 3
    assert "Wrapped Newt" not in gateway("(Get-WrapOrganizations -page_size 1000).data.attributes.name").out
    allowed = gateway(create, "--allow-write")
    assert (allowed.status, allowed.lines) == (0, ["Wrapped Newt", "WN"])


def test_a_refusal_is_an_error_of_powershells_kind(gateway: Gateway) -> None:
    ran = gateway("try { Get-WrapOrganizations -id 999999999 -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }")
    assert ran.lines == [
        "WebCmdletWebResponseException,Microsoft.PowerShell.Commands.InvokeRestMethodCommand,Invoke-WrapRequest"
    ]


def test_its_settings_are_kept_and_read_again(gateway: Gateway, tmp_path: Path) -> None:
    folder = tmp_path / "settings"
    ran = gateway(
        f"Export-WrapSettings -path '{folder}'; Remove-Variable Wrap_Key, Wrap_URI -Scope global -Force;"
        f"Import-WrapSettings -path '{folder}'; (Get-WrapKey -AsPlainText).Length; $Wrap_URI;"
        "(Get-WrapOrganizations -page_size 1).data.Count"
    )
    assert ran.lines == [str(len(gateway.sandbox.key)), gateway.environ["ITGLUE_BASE_URL"], "1"]
    assert gateway.sandbox.key not in (folder / "config.psd1").read_text(encoding="utf-8-sig")


def test_a_script_in_this_style_is_not_stopped_by_the_scan(gateway: Gateway, tmp_path: Path, module: Path) -> None:
    script = tmp_path / "report.ps1"
    text = gateway.begin + "(Get-WrapOrganizations -page_size 2).data.Count"
    script.write_text(text.replace(str(module), "$PSScriptRoot/Wrapper/Wrapper.psd1"), encoding="utf-8")
    ran = gateway.run("run", str(script), environ=gateway.environ)
    assert (ran.status, ran.lines) == (0, ["2"])
    assert "cannot finish" not in ran.err


def test_parallel_blocks_ask_and_write_through_the_sessions_thread(gateway: Gateway) -> None:
    names = (
        "1..3 | ForEach-Object -Parallel { (Get-Organization -First 1).Name } | Select-Object -Unique | Measure-Object"
    )
    assert gateway(f"({names}).Count").lines == ["1"]
    url, key = gateway.environ["ITGLUE_BASE_URL"], gateway.sandbox.key
    write = (
        '1..3 | ForEach-Object -Parallel { $attributes = @{ name = "Par $_" };'
        " $body = @{ data = @{ type = 'organizations'; attributes = $attributes } } | ConvertTo-Json -Depth 9;"
        f" $null = Invoke-RestMethod '{url}/organizations' -Method POST -Body $body"
        f" -ContentType 'application/vnd.api+json' -Headers @{{ 'x-api-key' = '{key}' }} }};"
        "(Get-WrapOrganizations -page_size 1000).data.attributes.name -like 'Par *' | Sort-Object"
    )
    assert "Par" not in gateway(write).out
    assert gateway(write, "--allow-write").lines == ["Par 1", "Par 2", "Par 3"]
