"""Start glueshell against the embedded sandbox: python3 scripts/run.py [arguments of glueshell]

The first start makes a virtual environment in the project folder; later starts use it. Without a terminal and without
arguments the example session runs against a fresh sandbox. Standard library only.
"""

import os
import signal
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import environment

EXAMPLE = os.path.join(environment.ROOT, "scripts", "examples", "api-email-example.gsh")


def arguments(given, terminal):
    """What glueshell is started with."""
    if not given and not terminal:
        return ["--sandbox", "--fresh", "run", EXAMPLE]
    return ["--sandbox", *given]


def main():
    try:
        environment.ready("run")
    except environment.Missing as missing:
        sys.stderr.write(str(missing) + "\n")
        return 1
    terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    command = [environment.interpreter(), "-m", "glueshell", *arguments(sys.argv[1:], terminal)]
    # Ctrl+C belongs to the shell, which shares this terminal (a handler, unlike "ignore", is not inherited).
    signal.signal(signal.SIGINT, lambda *_: None)
    status = subprocess.Popen(command).wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
