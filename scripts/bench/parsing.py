"""How fast scripts are parsed, beside Python's own tokenizer on as many bytes of Python.

usage: python scripts/bench/parsing.py [FILE ...] [--rounds N]

Each file is parsed whole (tokens, tree and checks) N times and the best counts; Python's `tokenize` reads the same
number of bytes of the standard library. Without a file a script is made of the language's statements. Then texts of
two lengths, deeply nested and unclosed among them, show whether the cost stays in proportion to the length.
"""

from __future__ import annotations

import argparse
import gc
import io
import sys
import time
import tokenize
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

STATEMENTS = """\
function Get-Thing {
    [CmdletBinding()] param([Parameter(Mandatory = $true)][string]$Name, [int]$Count = 5)
    begin { $found = @() } # the things
    process {
        foreach ($item in 1..$Count) {
            if ($item -gt 2 -and $Name -match '^a') { $found += @{ Name = "$Name $($item + 1)"; At = Get-Date } }
            else { Write-Verbose -Message ("{0}: {1}" -f $Name, $item) }
        }
    }
    end { $found | Where-Object { $_.Name -ne 'x' } | Sort-Object -Property Name -Descending }
}
"""

# Repeated n times: what is nested, what is never closed, what is long and flat.
SHAPES = (
    "(", "@{ a = ", "{", "$(", "[int", "$x.y[", "'a' + ", "if (1) {", "'", '"$(', "@(1,", "foo -a 1 | ", "a b;", "<#",
    "$x.y <##> ", "$x.y `\n ",
)  # fmt: skip


def best(work: Callable[[], object], rounds: int) -> float:
    """The best time of some rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def python_text(size: int) -> str:
    """That many bytes of the standard library's own source."""
    parts: list[str] = []
    have = 0
    for name in ("argparse.py", "tarfile.py", "typing.py", "inspect.py", "subprocess.py", "pickle.py"):
        text = (Path(tokenize.__file__).parent / name).read_text(encoding="utf-8")
        parts.append(text)
        have += len(text.encode())
    text = "".join(parts)
    text *= 1 + size // have
    return text.encode()[:size].decode(errors="ignore").rpartition("\n")[0] + "\n"


def tokenized(text: str) -> None:
    """Read all of Python's tokens; a text that was cut off ends where it was cut."""
    try:
        for _ in tokenize.generate_tokens(io.StringIO(text).readline):
            pass
    except (tokenize.TokenError, IndentationError):
        pass


def main() -> None:
    """Measure and print."""
    from glueshell.language import parse

    parser = argparse.ArgumentParser(description="Speed of parsing.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    texts = [(path.name, path.read_text(encoding="utf-8-sig", errors="replace")) for path in options.files]
    for name, text in texts or [("made", STATEMENTS * 400)]:
        size = len(text.encode())
        gc.collect()
        ours = best(lambda text=text: parse(text), options.rounds)  # type: ignore[misc]
        other = python_text(size)
        gc.collect()
        theirs = best(lambda other=other: tokenized(other), options.rounds)  # type: ignore[misc]
        share = len(other.encode()) / size
        print(
            f"{name}: {size / 1000:.0f} kB in {ours * 1000:.0f} ms ({size / ours / 1e6:.2f} MB/s);"
            f" tokenize {theirs * 1000 / share:.0f} ms; ratio {ours / theirs * share:.2f}"
        )
    print("text               n = 400    n = 1600   n = 6400   (microseconds for each n)")
    for shape in SHAPES:
        costs = []
        for count in (400, 1600, 6400):
            text = shape * count
            costs.append(best(lambda text=text: parse(text), 3) / count * 1e6)  # type: ignore[misc]
        print(f"{shape!r:16}" + "".join(f"{cost:11.2f}" for cost in costs))


if __name__ == "__main__":
    main()
