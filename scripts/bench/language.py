"""How fast the language runs, beside a real PowerShell where there is one.

usage: python scripts/bench/language.py [--pwsh PATH] [--only TEXT] [--rounds N]

Every case of language.jsonl runs once to warm up, then N times; the best counts. PowerShell's path comes from --pwsh or
the variable GLUESHELL_PWSH; without one its column stays empty. Cases of the kind "tight" are loops over .NET calls and
array elements, which PowerShell compiles to machine code: they are here to be seen, and have a mean of their own.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))


def measured(code: str, rounds: int) -> tuple[float, str]:
    """Best time of some rounds in milliseconds, and the result as text."""
    from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
    from glueshell.engine.commands import CommandTable
    from glueshell.engine.runtime import Engine
    from glueshell.engine.streams import Streams, nowhere

    class Nobody:
        interactive = False
        width = 120

    quiet = Streams(
        error=fail, warning=nowhere, verbose=nowhere, debug=nowhere, information=nowhere, progress=nowhere
    )
    engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), Nobody(), quiet)  # type: ignore[arg-type]
    best, result = math.inf, ""
    for turn in range(rounds + 1):
        start = time.perf_counter()
        found: list[object] = []
        engine.run("& {" + code + "}", found.append)
        took = (time.perf_counter() - start) * 1000
        if turn:
            best = min(best, took)
        result = engine.string_of(found)
    return best, result


class Failed(Exception):
    """A benchmark wrote an error: it cannot be measured."""


def fail(record: Any) -> None:
    """An error in a benchmark is a fault in it."""
    raise Failed(str(record).splitlines()[0])


class PowerShell:
    """A real PowerShell that is given one case after the other."""

    def __init__(self, path: str, rounds: int) -> None:
        command = [path, "-NoProfile", "-File", str(HERE / "language.ps1"), "-Rounds", str(rounds)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def measured(self, case: dict[str, str]) -> dict[str, Any]:
        """Its best time and result."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise SystemExit("PowerShell has ended")
            if line.startswith("{"):
                found: dict[str, Any] = json.loads(line)
                return found

    def close(self) -> None:
        """Let it end."""
        self.process.communicate()


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pwsh", default=os.environ.get("GLUESHELL_PWSH", ""))
    parser.add_argument("--only", default="", help="cases whose id contains this text")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    lines = (HERE / "language.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if chosen.only in case["id"]]
    peer = PowerShell(chosen.pwsh, chosen.rounds) if chosen.pwsh and os.path.exists(chosen.pwsh) else None
    if peer is None:
        print("no PowerShell given (--pwsh PATH or GLUESHELL_PWSH): only our own times", file=sys.stderr)
    print(f"{'case':22}{'ms':>10}{'pwsh ms':>10}{'ratio':>8}")
    ratios: dict[str, list[tuple[float, str]]] = {"field": [], "tight": []}
    for case in cases:
        try:
            took, result = measured(case["code"], chosen.rounds)
        except Failed as failed:
            print(f"{case['id']:22}{'failed':>10}   {failed}", flush=True)
            continue
        if peer is None:
            print(f"{case['id']:22}{took:10.2f}", flush=True)
            continue
        other = peer.measured(case)
        ratio = took / other["ms"]
        ratios[case.get("kind", "field")].append((ratio, case["id"]))
        note = "" if other["result"] == result else f"   results differ: {result!r}, PowerShell {other['result']!r}"
        print(f"{case['id']:22}{took:10.2f}{other['ms']:10.2f}{ratio:8.2f}{note}", flush=True)
    if peer is not None:
        peer.close()
    for kind, found in ratios.items():
        if found:
            mean = math.exp(sum(math.log(ratio) for ratio, _ in found) / len(found))
            worst, name = max(found)
            print(f"{kind}: geometric mean {mean:.3f}, worst {worst:.2f} ({name})")


if __name__ == "__main__":
    main()
