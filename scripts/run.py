"""Start glueshell against the embedded sandbox: python3 scripts/run.py [arguments of glueshell]

The first start makes a virtual environment in the project folder; later starts use it. Without a terminal and without
arguments the example session runs against a fresh sandbox. Standard library only.
"""

import os
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
    sys.argv[1:] = arguments(sys.argv[1:], terminal)
    # In this process: a second interpreter would cost every start what the first one did.
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [environment.ROOT, environment.packages(), *(path for path in sys.path if path != here)]
    from glueshell.__main__ import main as glueshell

    return glueshell()


if __name__ == "__main__":
    sys.exit(main())
