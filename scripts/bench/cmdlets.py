"""How fast the everyday cmdlets work through many objects, and what they hold, beside a real PowerShell.

usage: python scripts/bench/cmdlets.py [--pwsh PATH] [--only TEXT] [--rounds N]

Every case runs in a process of its own: its data is made, it runs once to warm up, then N times; the best counts, and
the most memory the process ever held. PowerShell's path comes from --pwsh or the variable GLUESHELL_PWSH; without one
its columns stay empty, and nothing is compared. Ends with status 1 when the geometric mean of the times is above
PowerShell's, or a case holds more than twice as much.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

ROWS = 100_000
MOST_MEMORY = 2.0

_OBJECTS = (
    '$rows = foreach ($i in 1..%d) { [pscustomobject]@{ Id = $i; Name = "server-$i"; Site = "site $($i %% 100)";'
    " Ram = ($i * 7919) %% 100003 } }\n"
)
_DOCUMENT = (
    '$text = \'[\' + ((1..20000 | ForEach-Object { \'{"id":"\' + $_ + \'","type":"configurations","attributes":'
    '{"name":"server-\' + $_ + \'","ram":\' + ($_ % 512) + \',"archived":false,"tags":["a","b"],'
    "\"created-at\":\"2024-05-06T07:08:09.000Z\"}}' }) -join ',') + ']'\n"
)
# Name -> (what is made before, what is measured).
CASES: dict[str, tuple[str, str]] = {
    "ConvertTo-Json, 20,000 documents": (
        _DOCUMENT + "$made = $text | ConvertFrom-Json\n", "$null = $made | ConvertTo-Json -Depth 5 -Compress"
    ),
    "ConvertFrom-Json, 20,000 documents": (_DOCUMENT, "$null = $text | ConvertFrom-Json"),
    "Import-Csv, 100,000 rows": ("", "$null = Import-Csv $path"),
    "Sort-Object of 100,000 by a number": (_OBJECTS % ROWS, "$null = $rows | Sort-Object Ram"),
    "Sort-Object of 100,000 by a text": (_OBJECTS % ROWS, "$null = $rows | Sort-Object Name"),
    "Group-Object of 100,000": (_OBJECTS % ROWS, "$null = $rows | Group-Object Site"),
    "Format-Table of 100,000": (_OBJECTS % ROWS, "$null = $rows | Format-Table | Out-String -Width 120"),
}  # fmt: skip


def measured(name: str, path: str, rounds: int) -> tuple[float, int]:
    """Best time of some rounds in milliseconds, and the most memory this process held in bytes."""
    from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
    from glueshell.engine.commands import CommandTable
    from glueshell.engine.runtime import Engine
    from glueshell.engine.streams import Streams, nowhere

    class Nobody:
        interactive = False
        width = 120

    quiet = Streams(error=fail, warning=nowhere, verbose=nowhere, debug=nowhere, information=nowhere, progress=nowhere)
    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), Nobody(), quiet)  # type: ignore[arg-type]
    engine.set_variable("path", path)
    before, body = CASES[name]
    engine.run(before, nowhere)
    best = math.inf
    for turn in range(rounds + 1):
        start = time.perf_counter()
        engine.run("& {" + body + "}", nowhere)
        took = (time.perf_counter() - start) * 1000
        if turn:
            best = min(best, took)
    return best, most_memory()


def most_memory() -> int:
    """The most memory this process ever held, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held if sys.platform == "darwin" else held * 1024


class Failed(Exception):
    """A benchmark wrote an error: it cannot be measured."""


def fail(record: Any) -> None:
    """An error in a benchmark is a fault in it."""
    raise Failed(str(record).splitlines()[0])


def ours(name: str, path: str, rounds: int) -> tuple[float, int]:
    """The same, in a process of its own."""
    command = [sys.executable, __file__, "--alone", name, "--path", path, "--rounds", str(rounds)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    best, held = json.loads(run.stdout)
    return best, held


def theirs(pwsh: str, name: str, path: str, rounds: int) -> tuple[float, int]:
    """PowerShell's time and memory for a case."""
    before, body = CASES[name]
    code = (
        f"$path = '{path}'\n{before}\n$best = [double]::MaxValue\nforeach ($turn in 0..{rounds}) {{\n"
        f"$watch = [System.Diagnostics.Stopwatch]::StartNew()\n& {{{body}}}\n$took = $watch.Elapsed.TotalMilliseconds\n"
        "if ($turn -and $took -lt $best) { $best = $took }\n}\n"
        "\"$([string]::Format([cultureinfo]::InvariantCulture, '{0}', $best))"
        ' $([System.Diagnostics.Process]::GetCurrentProcess().PeakWorkingSet64)"'
    )
    with tempfile.NamedTemporaryFile("w", suffix=".ps1", delete=False, encoding="utf-8") as script:
        script.write(code)
    try:
        run = subprocess.run(
            [pwsh, "-NoProfile", "-File", script.name], capture_output=True, encoding="utf-8", check=True
        )
    finally:
        os.unlink(script.name)
    best, held = run.stdout.split()
    return float(best), int(held)


def table(path: Path) -> None:
    """A CSV file of a hundred thousand rows, written the same every time."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write('"Id","Name","Site","Ram","Notes"\n')
        for number in range(1, ROWS + 1):
            file.write(f'"{number}","server-{number}","site {number % 100}","{number * 7919 % 100003}","a, ""b"" c"\n')


def main(arguments: Sequence[str]) -> int:
    """Measure and print; the exit status says whether the bounds hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pwsh", default=os.environ.get("GLUESHELL_PWSH", ""))
    parser.add_argument("--only", default="")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("--path", default="", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.alone:
        print(json.dumps(measured(options.alone, options.path, options.rounds)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        table(path)
        return compare([name for name in CASES if options.only.lower() in name.lower()], str(path), options)


def compare(names: Sequence[str], path: str, options: argparse.Namespace) -> int:
    """Run the cases side by side."""
    print(f"{'case':<38}{'ms':>9}{'pwsh':>9}{'ratio':>8}{'MB':>8}{'pwsh':>8}{'ratio':>8}")
    ratios, heavy = [], []
    for name in names:
        best, held = ours(name, path, options.rounds)
        line = f"{name:<38}{best:>9.0f}"
        if options.pwsh:
            other, other_held = theirs(options.pwsh, name, path, options.rounds)
            ratios.append(best / other)
            line += f"{other:>9.0f}{best / other:>8.2f}{held / 1e6:>8.0f}{other_held / 1e6:>8.0f}"
            line += f"{held / other_held:>8.2f}"
            if held > MOST_MEMORY * other_held:
                heavy.append(name)
        else:
            line += f"{'':>17}{held / 1e6:>8.0f}"
        print(line, flush=True)
    if not ratios:
        print("No PowerShell here to compare with (--pwsh, GLUESHELL_PWSH).")
        return 0
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    print(f"geometric mean of the times: {mean:.2f}")
    for name in heavy:
        print(f"more than twice the memory: {name}")
    return 1 if mean > 1.0 or heavy else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
