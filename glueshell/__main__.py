"""`python -m glueshell` and the `glueshell` command."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run the command line of this process; answers the exit status."""
    # Objects come by the hundred thousand here and mostly stay; looking for cycles that often only costs time.
    gc.set_threshold(20_000, 20, 50)
    from glueshell.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
