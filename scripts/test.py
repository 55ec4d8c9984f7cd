"""Lint, types, layers and tests: python3 scripts/test.py [--all] [--only NAME ...]

Sets up what it needs on first use. `--all` adds the slow suites; `--only` runs some of the checks by name.
Standard library only.
"""

import argparse
import os
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import environment


def checks(everything):
    """The checks in order: name, command."""
    python = environment.interpreter()
    tests = [python, "-m", "pytest", "-n", "2", "--dist", "loadfile"]
    return [
        ("lint", [python, "-m", "ruff", "check", "."]),
        ("types", [python, "-m", "mypy"]),
        ("layers", [python, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]),
        ("tests", tests if everything else [*tests, "-m", "not slow"]),
    ]


def main():
    known = [name for name, _ in checks(False)]
    parser = argparse.ArgumentParser(description="Run the project's checks.")
    parser.add_argument("--all", action="store_true", help="also the slow suites")
    parser.add_argument("--only", nargs="+", choices=known, default=known, help="only these checks")
    options = parser.parse_args()
    try:
        environment.ready("test")
    except environment.Missing as missing:
        sys.stderr.write(str(missing) + "\n")
        return 1
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored, and tests send it
    failed = []
    for name, command in checks(options.all):
        if name not in options.only:
            continue
        print(f"== {name}", flush=True)
        started = time.monotonic()
        if subprocess.run(command, cwd=environment.ROOT).returncode:
            failed.append(name)
        print(
            "== {}: {} ({:.1f} s)".format(name, "FAILED" if name in failed else "ok", time.monotonic() - started),
            flush=True,
        )
    print("All checks passed." if not failed else "Failed: " + ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
