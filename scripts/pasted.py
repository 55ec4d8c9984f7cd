"""Ten scripts from technicians' notes, under a real PowerShell with the real module and under glueshell with its own.

    python scripts/pasted.py --itglueapi .../ITGlueAPI.psd1 [--pwsh pwsh] [--record]

Each script of `tests/contract/pasted` runs twice, each time on a fresh sandbox; what it prints and what it leaves
behind has to be the same. With `--record` the real module's outcome becomes what the tests expect. Ends with 1 where
the two differ.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.contract.pasted import EXPECTED, SCRIPTS, Shell, outcome

OUR_MODULE = "Import-Module ITGlueAPI -RequiredVersion 2.2.0"


def run(command: list[str], text: str, environ: dict[str, str]) -> str:
    """What a program prints that runs a script file; it has to succeed."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "script.ps1"
        script.write_text(text, encoding="utf-8")
        ran = subprocess.run(
            [*command, str(script)],
            capture_output=True, text=True, encoding="utf-8", check=False, env={**environ, "GLUESHELL_HOME": folder},
        )  # fmt: skip
    if ran.returncode:
        return f"{ran.stdout}\nended with {ran.returncode}: {ran.stderr}"
    return ran.stdout


def real(pwsh: str) -> Shell:
    """A real PowerShell."""
    command = [pwsh, "-NoProfile", "-NonInteractive", "-File"]
    environ = {**os.environ, "NO_PROXY": "127.0.0.1", "NO_COLOR": "1", "TERM": "dumb"}
    return lambda text, url: run(command, text, environ)


def ours() -> Shell:
    """This program; the address is the script's, so the account of this run is one at the same address."""

    def shell(text: str, url: str) -> str:
        environ = {**os.environ, "ITGLUE_API_KEY": "ITG.another", "ITGLUE_BASE_URL": url, "NO_PROXY": "127.0.0.1"}
        return run([sys.executable, "-m", "glueshell", "--allow-write", "run"], text, environ)

    return shell


def main() -> int:
    """Runs them all and tells."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pwsh", default="pwsh", help="PowerShell 7")
    parser.add_argument("--itglueapi", type=Path, required=True, help="the .psd1 file of ITGlueAPI 2.2.0")
    parser.add_argument("--record", action="store_true", help="write what the tests expect")
    options = parser.parse_args()
    os.chdir(Path(__file__).resolve().parents[1])
    module = f"Import-Module '{options.itglueapi.resolve()}'"
    recorded = {}
    differing = 0
    for script in SCRIPTS:
        expected = outcome(script, real(options.pwsh), module)
        found = outcome(script, ours(), OUR_MODULE)
        recorded[script.name] = expected
        same = expected == found
        differing += not same
        left = sum(map(len, expected["left"].values()))
        print(f"{script.name:26} {len(expected['printed']):3} lines, {left} records changed"
              f"{'' if same else ': DIFFERENT'}")  # fmt: skip
        if not same:
            for name, told in (("PowerShell", expected), ("glueshell", found)):
                print(f"--- {name}", *told["printed"], json.dumps(told["left"], indent=1), sep="\n")
    if options.record:
        EXPECTED.write_text(json.dumps(recorded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
