"""How fast the language runs, beside a real PowerShell where there is one.

usage: python scripts/bench/language.py [--pwsh PATH] [--only TEXT] [--rounds N]

Every case of language.jsonl runs once to warm up, then N times and more, a round here and a round there in turns; the
best counts. PowerShell's path comes from --pwsh or the variable GLUESHELL_PWSH; without one its column stays empty.
Cases of the kind "field" are what scripts of the field do, those of the kind "tight" loops over single operations,
which PowerShell compiles to machine code; each kind has a mean of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

#: Short cases go on until they have taken so many milliseconds, or so many rounds.
ENOUGH = 1000.0
MOST_ROUNDS = 40

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))


class Ours:
    """One case in an engine of its own."""

    def __init__(self, code: str) -> None:
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
        self.engine = Engine(CommandTable(COMMANDS, ALIASES, ROLES), Nobody(), quiet)  # type: ignore[arg-type]
        self.text = "& {" + code + "}"

    def run(self) -> tuple[float, str]:
        """The milliseconds of one round, and the result as text."""
        start = time.perf_counter()
        found: list[object] = []
        self.engine.run(self.text, found.append)
        took = (time.perf_counter() - start) * 1000
        return took, self.engine.string_of(found)


class Failed(Exception):
    """A benchmark wrote an error: it cannot be measured."""


def fail(record: Any) -> None:
    """An error in a benchmark is a fault in it."""
    raise Failed(str(record).splitlines()[0])


class PowerShell:
    """A real PowerShell that is given one case after the other."""

    def __init__(self, path: str) -> None:
        command = [path, "-NoProfile", "-File", str(HERE / "language.ps1")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def prepare(self, case: dict[str, str]) -> str:
        """Run a case once; its result as text."""
        return str(self._answer(json.dumps(case))["result"])

    def run(self) -> float:
        """The milliseconds of one round."""
        return float(self._answer("")["ms"])

    def _answer(self, line: str) -> dict[str, Any]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(line + "\n")
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
    # As the program itself does at its start.
    gc.set_threshold(20_000, 20, 50)
    lines = (HERE / "language.jsonl").read_text(encoding="utf-8").splitlines()
    cases = [case for case in map(json.loads, lines) if chosen.only in case["id"]]
    peer = PowerShell(chosen.pwsh) if chosen.pwsh and os.path.exists(chosen.pwsh) else None
    if peer is None:
        print("no PowerShell given (--pwsh PATH or GLUESHELL_PWSH): only our own times", file=sys.stderr)
    print(f"{'case':22}{'ms':>10}{'pwsh ms':>10}{'ratio':>8}")
    ratios: dict[str, list[tuple[float, str]]] = {"field": [], "tight": [], "all": []}
    for case in cases:
        ours = Ours(case["code"])
        best, other, note = math.inf, math.inf, ""
        try:
            _, result = ours.run()
            if peer is not None and (answer := peer.prepare(case)) != result:
                note = f"   results differ: {result!r}, PowerShell {answer!r}"
            spent, rounds = 0.0, 0
            while rounds < chosen.rounds or (spent < ENOUGH and rounds < MOST_ROUNDS):
                took, _ = ours.run()
                best = min(best, took)
                if peer is not None:
                    other = min(other, peer.run())
                spent += took
                rounds += 1
        except Failed as failed:
            print(f"{case['id']:22}{'failed':>10}   {failed}", flush=True)
            continue
        if peer is None:
            print(f"{case['id']:22}{best:10.2f}", flush=True)
            continue
        for kind in (case.get("kind", "field"), "all"):
            ratios[kind].append((best / other, case["id"]))
        print(f"{case['id']:22}{best:10.2f}{other:10.2f}{best / other:8.2f}{note}", flush=True)
    if peer is not None:
        peer.close()
    for kind, found in ratios.items():
        if found:
            mean = math.exp(sum(math.log(ratio) for ratio, _ in found) / len(found))
            worst, name = max(found)
            print(f"{kind}: {len(found)} rows, geometric mean {mean:.3f}, worst {worst:.2f} ({name})")


if __name__ == "__main__":
    main()
