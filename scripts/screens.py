"""Draw the pictures of the documentation: screens of a real session, as text, into docs/screens/.

Run it in the project's environment: .venv/bin/python scripts/screens.py
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.terminal.screen import ENTER, ESCAPE, TAB, Terminal
from tests.terminal.test_journey import begin, choose, make_type

TARGET = ROOT / "docs" / "screens"


def save(name: str, text: str) -> None:
    """Write one screen."""
    TARGET.mkdir(parents=True, exist_ok=True)
    # The empty middle of the screen tells nothing.
    shown = re.sub(r"\n{3,}", "\n\n", text.rstrip())
    (TARGET / f"{name}.txt").write_text(shown + "\n", encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as home, Terminal(Path(home) / "home", columns=100, rows=30) as terminal:
        begin(terminal)
        choose(terminal)
        make_type(terminal)
        terminal.enter("Use-FlexibleAssetType 'API Email Example'").until("▸ API Email Example>")
        terminal.enter("New-Draft").until("✎0/6 *2>")
        terminal.enter("Clear-Host")
        terminal.until(lambda text: "New-Draft" not in text)
        terminal.keys("Set-Trait ", TAB)
        save("fields", terminal.until("webmail-url"))
        terminal.keys(ESCAPE).keys("domains ", TAB)
        save("tags", terminal.until("portal.happyfrog.example"))
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
