"""Say which recorded cases differ without being listed, and which are listed but differ no more.

Run `python -m tests.golden.refresh`; the list is `divergences.toml`, and every entry needs its reason.
"""

from __future__ import annotations

from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
from glueshell.engine.commands import CommandTable
from tests.golden.session import cases, differences, divergences, run


def main() -> None:
    """Run every case and compare with the list."""
    listed = divergences()
    for case in cases():
        try:
            found = differences(case, run(case["code"], CommandTable(COMMANDS, ALIASES, ROLES)))
        except Exception as error:
            found = [repr(error)]
        if bool(found) != (case["id"] in listed):
            print(f"{case['id']}: {found[0] if found else 'is listed, but comes out as recorded'}")


if __name__ == "__main__":
    main()
