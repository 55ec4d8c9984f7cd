"""Runs the public wrapper modules, unchanged, against a sandbox: every function that reads, and a create and update.

usage: python scripts/wrapper_modules.py MANIFEST [MANIFEST ...]

A manifest is the .psd1 file of a checkout of itglue/powershellwrapper (ITGlueAPI/ITGlueAPI.psd1) or of
Celerium/Celerium.ITGlue (Celerium.ITGlue/Celerium.ITGlue.psd1). A sandbox is served for the run. Printed is what was
imported, what every reading function answered, what writing answered, and whether the settings come back from a file.
Functions that must be told what to read, and resources the sandbox does not have (404), are counted apart. The exit
status is 1 when a function fails in any other way.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

READ = r"""
param($Module, $Key, $Url)
$imported = Import-Module $Module -PassThru
Add-ITGlueBaseURI $Url
if ((Get-Command Add-ITGlueAPIKey).Parameters.ContainsKey('Api_Key')) { Add-ITGlueAPIKey -Api_Key $Key }
else { Add-ITGlueAPIKey -ApiKey $Key }
$functions = @(Get-Command -Module $imported.Name -CommandType Function)
@{ imported = $functions.Count }
foreach ($function in $functions | Where-Object Name -Like 'Get-ITGlue*') {
    try {
        $answer = & $function.Name -ErrorAction Stop -WarningAction SilentlyContinue
        @{ name = $function.Name; count = @($answer.data).Count }
    } catch { @{ name = $function.Name; id = $_.FullyQualifiedErrorId; said = $_.Exception.Message } }
}
"""
WRITE = r"""
param($Module, $Key, $Url, $Folder)
$imported = Import-Module $Module -PassThru
$celerium = $imported.Name -eq 'Celerium.ITGlue'
Add-ITGlueBaseURI $Url
if ($celerium) { Add-ITGlueAPIKey -ApiKey $Key } else { Add-ITGlueAPIKey -Api_Key $Key }
$data = @{ type = 'organizations'; attributes = @{ name = "Made by $($imported.Name)" } }
$made = if ($celerium) { New-ITGlueOrganization -Data $data } else { New-ITGlueOrganizations -data $data }
$new = @{ type = 'organizations'; attributes = @{ 'short-name' = 'W' } }
$set = if ($celerium) { Set-ITGlueOrganization -ID $made.data.id -Data $new }
       else { Set-ITGlueOrganizations -id $made.data.id -data $new }
$where = if ($celerium) { @{ ITGlueConfigPath = $Folder } } else { @{ itglue_api_conf_path = $Folder } }
$null = Export-ITGlueModuleSettings @where -WarningAction SilentlyContinue
Remove-ITGlueAPIKey -Confirm:$false; Remove-ITGlueBaseURI -Confirm:$false
Import-ITGlueModuleSettings @where
$secure = Get-ITGlueAPIKey
@{ created = $made.data.attributes.name; updated = $set.data.attributes.'short-name'
   settings = ((Get-ITGlueBaseURI) -eq $Url) -and
        ((New-Object PSCredential 'N', $secure).GetNetworkCredential().Password -eq $Key) }
"""


def run(text: str, folder: Path, environ: dict[str, str], arguments: list[str]) -> tuple[list[dict[str, object]], str]:
    """What a script wrote, as records, and what was said on standard error."""
    from glueshell.cli import World
    from glueshell.cli import run as start

    script = folder / "script.ps1"
    script.write_text(text, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    words = ["--json", "--allow-write", "run", str(script), *arguments, "-Force"]
    start(words, World(environ, io.StringIO(), out, err))
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue()


def verdict(record: dict[str, object]) -> str:
    """How a reading function did."""
    said = f"{record.get('id', '')} {record.get('said', '')}"
    if "id" not in record:
        return "answered"
    if "MissingMandatoryParameter" in said:
        return "must be told what to read"
    if "404" in said or "URI not found" in said:
        return "not in the sandbox (404)"
    if "400" in said or "422" in said:
        return "refused by the sandbox without a filter"
    return "FAILED"


def main() -> int:
    """Run each module; answers the exit status."""
    from glueshell.sandbox import Sandbox

    parser = argparse.ArgumentParser(description="Runs the public wrapper modules against a sandbox.")
    parser.add_argument("manifests", nargs="+", type=Path)
    failed = False
    for manifest in parser.parse_args().manifests:
        with tempfile.TemporaryDirectory() as name, Sandbox(None, 7) as sandbox:
            folder, url = Path(name), sandbox.serve().url
            environ = {
                **os.environ,
                "GLUESHELL_HOME": str(folder / "home"), "ITGLUE_API_KEY": sandbox.key, "ITGLUE_BASE_URL": url,
            }  # fmt: skip
            where = ["-Module", str(manifest.resolve()), "-Key", sandbox.key, "-Url", url]
            records, said = run(READ, folder, environ, where)
            if not records:
                print(manifest, said, sep="\n")
                failed = True
                continue
            print(f"{manifest}: {records[0]['imported']} functions imported")
            for kind, count in sorted(Counter(verdict(record) for record in records[1:]).items()):
                print(f"  {count:3} reading functions {kind}")
            for record in records[1:]:
                if verdict(record) == "FAILED":
                    print(f"      {record['name']}: {record['id']}: {record['said']}")
                    failed = True
            written, said = run(WRITE, folder, environ, [*where, "-Folder", str(folder / "settings")])
            found = written[-1] if written else {}
            print(f"  created {found.get('created')!r}, updated {found.get('updated')!r},"
                  f" settings come back: {found.get('settings')}")  # fmt: skip
            failed = failed or not (found.get("created") and found.get("updated") == "W" and found.get("settings"))
            if not found:
                print(said)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
