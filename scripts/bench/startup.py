"""Time to the first prompt, beside litecli and a bare prompt_toolkit prompt.

    python3 scripts/bench/startup.py [--runs N]

Each program starts in a pseudo-terminal of 80x24 with a warm home folder of its own; the clock runs from its
start until the prompt's text has been painted. Runs are interleaved; reported are medians in milliseconds and ratios.
litecli lives in an environment of its own (`.venv-bench`), made on first use.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))

import environment

PEERS = os.path.join(environment.ROOT, ".venv-bench")
LITECLI = "litecli==1.17.1"
BARE = "from prompt_toolkit import PromptSession; PromptSession().prompt('bare> ')"


def peers():
    """Path of the peers' Python, with litecli installed."""
    python = os.path.join(PEERS, "bin", "python")
    if not os.path.exists(os.path.join(PEERS, "bin", "litecli")):
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=True).create(PEERS)
        subprocess.run([python, "-m", "pip", "install", "--quiet", LITECLI], check=True)
    return python


def time_to(command, prompt, home):
    """Milliseconds until `prompt` (a pattern) is on the screen."""
    import pexpect

    surroundings = {
        **os.environ,
        "HOME": home,
        "GLUESHELL_HOME": os.path.join(home, "glueshell"),
        "TERM": "xterm-256color",
    }
    # A start finds what an earlier one compiled, as on anybody's machine.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    started = time.perf_counter()
    child = pexpect.spawn(command[0], command[1:], dimensions=(24, 80), env=surroundings, timeout=30, encoding="utf-8")
    try:
        child.expect(prompt)
        return (time.perf_counter() - started) * 1000
    finally:
        child.close(force=True)


def main():
    parser = argparse.ArgumentParser(description="Time to the first prompt.")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    python = peers()
    with tempfile.TemporaryDirectory() as home:
        programs = {
            "glueshell": ([environment.interpreter(), "-m", "glueshell", "--sandbox"], r"US(?:\x1b\[[0-9;]*m)*>"),
            "litecli": ([python, "-m", "litecli.main", os.path.join(home, "bench.db")], r"bench\.db>"),
            "bare prompt": ([environment.interpreter(), "-c", BARE], "bare>"),
        }
        times = {name: [] for name in programs}
        for turn in range(options.runs + 1):
            for name, (command, prompt) in programs.items():
                taken = time_to(command, prompt, home)
                if turn:  # the first turn fills caches and home folders
                    times[name].append(taken)
    ours = statistics.median(times["glueshell"])
    for name, taken in times.items():
        middle = statistics.median(taken)
        print(f"{name:12} median {middle:6.1f} ms   min {min(taken):6.1f}   glueshell/{name} {ours / middle:.2f}")


if __name__ == "__main__":
    environment.ready("test")
    if sys.executable != environment.interpreter() and not os.environ.get("GLUESHELL_BENCH"):
        sys.exit(
            subprocess.run(
                [environment.interpreter(), *sys.argv], env={**os.environ, "GLUESHELL_BENCH": "1"}
            ).returncode
        )
    main()
