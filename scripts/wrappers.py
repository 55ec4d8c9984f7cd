"""The real wrapper modules under a real PowerShell, against the sandbox.

    python scripts/wrappers.py --pwsh pwsh --itglueapi .../ITGlueAPI.psd1 --celerium .../Celerium.ITGlue.psd1

Runs what each module offers (`scripts/wrappers/*.ps1`) on a fresh sandbox, prints what came out, and ends with 1 when a
value is not the expected one. A module that is not named is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from glueshell.sandbox import Sandbox

PROGRAMS = Path(__file__).parent / "wrappers"

BOTH: dict[str, object] = {
    "key": True, "organizations": 40, "configurations": 600, "filtered": "FROG", "second": 2, "nested": 12,
    "metrics": True, "logs": 5, "created": "Made by a module", "updated": "changed", "shown": "hush",
    "asset": "alpha", "tag": "Vega", "replaced": "name", "listed": 1, "gone": 0, "related": "organization",
    "seen": True, "refused": True,
}  # fmt: skip
ONE_BY_ONE: dict[str, object] = {"one": "one", "noted": "noted", "owned": 1}
MORE: dict[str, object] = {
    "password": "hush", "bulk": "bulk-1 bulk-2 bulk-3", "noted": "all all all", "left": 0, "folder": "Folder",
    "section": "<p>a</p>", "published": True, "group": True, "export": "processing", "checklists": True, "attached": 5,
}  # fmt: skip

MODULES: dict[str, tuple[str, dict[str, object]]] = {
    "itglueapi": ("itglueapi.ps1", {**BOTH, **ONE_BY_ONE}),
    "celerium": ("celerium.ps1", {**BOTH, **MORE}),
}


def told_by(pwsh: str, program: str, module: Path) -> dict[str, object]:
    """What a program tells that drives a module against a fresh sandbox."""
    with Sandbox() as sandbox:
        server = sandbox.serve()
        command = [pwsh, "-NoProfile", "-NonInteractive", "-File", str(PROGRAMS / program)]
        arguments = ["-Module", str(module), "-BaseUri", server.url, "-Key", sandbox.key]
        environment = {**os.environ, "NO_PROXY": "127.0.0.1"}
        ran = subprocess.run(
            [*command, *arguments], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
        )
    lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]
    if ran.returncode != 0 or not lines:
        sys.exit(f"{program} failed:\n{ran.stdout}\n{ran.stderr}")
    told: dict[str, object] = json.loads(lines[-1])
    return told


def main() -> int:
    """Runs the modules that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pwsh", default="pwsh", help="PowerShell 7")
    for name in MODULES:
        parser.add_argument(f"--{name}", type=Path, help="the module's .psd1")
    options = parser.parse_args()
    wrong = 0
    for name, (program, expected) in MODULES.items():
        module: Path | None = getattr(options, name)
        if module is None:
            print(f"{name}: left out, --{name} names no module")
            continue
        told = told_by(options.pwsh, program, module.resolve())
        print(name)
        for key in {**expected, **told}:
            right = told.get(key) == expected.get(key)
            wrong += not right
            print(f"  {key:15} {told.get(key)!s:25} {'' if right else f'expected {expected.get(key)!s}'}".rstrip())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
