"""Draw the pictures of the documentation: screens of a real session into docs/screens/.

The steps of the first asset are text; the everyday screens are text at 80 and at 160 columns, and pictures of the
same on a dark and on a light terminal.

Run it in the project's environment: .venv/bin/python scripts/screens.py
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pyte.screens import Char

from scripts.painting import svg
from tests.terminal.screen import ENTER, ESCAPE, TAB, Terminal
from tests.terminal.test_journey import begin, choose, make_type

TARGET = ROOT / "docs" / "screens"

# High enough for a help page as a whole.
ROWS = 44

#: Name, what is typed, what the last line shows.
SCREENS = (
    (
        "walk",
        (
            "Get-Organization 'Test Organization - Happy*' | Get-Configuration -First 3",
            "Get-Configuration FROG-EX01 | Get-ConfigurationInterface",
            "Get-Configuration FROG-EX01 | Get-Related",
            "Get-FlexibleAsset -Id 1988539 | Get-Organization | Get-Contact -First 2",
        ),
        "Dana Whitfield",
    ),
    ("configurations", ("Get-Configuration -First 15",), "MUELLER-EX01"),
    ("help", ("Get-Help Set-Trait",), "-Full says more"),
    (
        "draft",
        (
            "Use-Organization 'Test Organization - Happy Frog'",
            "Use-FlexibleAssetType Applications",
            "New-Draft",
            "Set-Trait category Accounting",
            "Get-Draft",
        ),
        "installer",
    ),
)


def save(name: str, text: str) -> None:
    """Write one screen."""
    TARGET.mkdir(parents=True, exist_ok=True)
    # The empty middle of the screen tells nothing.
    shown = re.sub(r"\n{3,}", "\n\n", text.rstrip())
    (TARGET / f"{name}.txt").write_text(shown + "\n", encoding="utf-8")


def everyday() -> None:
    """A table, a help page, a form and a walk across five resources, in four looks each."""
    for columns in (80, 160):
        for theme, told in (("dark", "15;0"), ("light", "0;15")):
            with (
                tempfile.TemporaryDirectory() as home,
                Terminal(Path(home) / "home", columns=columns, rows=ROWS, NO_COLOR="", COLORFGBG=told) as terminal,
            ):
                for name, lines, last in SCREENS:
                    show(terminal, lines, last)
                    save(f"{name}-{columns}", terminal.text)
                    painted = svg(condensed(terminal.cells), theme)
                    (TARGET / f"{name}-{columns}-{theme}.svg").write_text(painted, encoding="utf-8")


def condensed(rows: list[list[Char]]) -> list[list[Char]]:
    """The rows of a screen without its empty middle, as the text has them."""
    blank = [not any(cell.data.strip() or cell.bg != "default" or cell.reverse for cell in row) for row in rows]
    return [row for at, row in enumerate(rows) if not (blank[at] and at and blank[at - 1])]


def show(terminal: Terminal, lines: tuple[str, ...], last: str) -> None:
    """Run lines on an empty screen, until the last has shown what it should and the names are read."""
    terminal.until("names just read")
    terminal.enter("Clear-Host")
    terminal.until(lambda text: text.lstrip().startswith("US") and "Clear-Host" not in text)
    for line in lines:
        terminal.idle().enter(line)
    terminal.until(last)
    terminal.idle().until("names just read")


def main() -> None:
    everyday()
    first_asset()


def first_asset() -> None:
    """From choosing the organization to the created asset."""
    with tempfile.TemporaryDirectory() as home, Terminal(Path(home) / "home", columns=100, rows=30) as terminal:
        begin(terminal)
        choose(terminal)
        make_type(terminal)
        terminal.enter("Use-FlexibleAssetType 'API Email Example'").until("▸ API Email Example>")
        terminal.enter("New-Draft").until("✎0/6 *2>")
        terminal.enter("Clear-Host")
        terminal.until(lambda text: "New-Draft" not in text)
        terminal.keys("Set-Trait ", TAB)
        terminal.until("webmail-url")
        save("fields", terminal.until("Tab chooses"))
        terminal.keys(ESCAPE).keys("domains ", TAB)
        terminal.until("portal.happyfrog.example")
        save("tags", terminal.until("Tab chooses"))
        terminal.keys(ESCAPE).keys("happyfrog.example, mail.happyfrog.example", ENTER)
        terminal.until("✎1/6 *1>")
        terminal.enter("Set-Trait type 'Office 365'").until("✎2/6>")
        terminal.enter("Set-Trait email-servers FROG-EX01").until("✎3/6>")
        terminal.enter("Set-Trait inbound-deliver Mimecast")
        save("unknown-field", terminal.until("inbound-delivery"))
        terminal.enter("Set-Trait inbound-delivery Mimecast").until("✎4/6>")
        terminal.enter("Clear-Host")
        terminal.until(lambda text: "Mimecast" not in text)
        terminal.enter("Get-Draft").until("Mimecast")
        terminal.enter("Submit-Draft").until("Create flexible asset 'Office 365'")
        terminal.keys(ENTER)
        save("submit", terminal.until("ResourceUrl"))


if __name__ == "__main__":
    main()
