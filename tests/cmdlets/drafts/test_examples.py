"""The examples in the help of the commands for drafts and the session run, each where it makes sense."""

from __future__ import annotations

from importlib import import_module

import pytest

from glueshell.cmdlets.index import COMMANDS
from glueshell.engine.cmdlet import Example
from tests.cli.running import USE, Glueshell

# What has to be there for an example: nothing, or a draft that could be sent.
READY = USE + "New-Draft @{ domains = 'happyfrog.example'; type = 'Office 365'; location = 'Cloud' } 2>$null; "
BEFORE = {"Restore-Draft": "", "New-Draft": USE, "Add-Trait": READY, "Get-Draft": READY}
FAMILIES = ("drafts", "session")
# Their examples are about accounts of one's own.
ELSEWHERE = ("Connect-ITGlue", "Disconnect-ITGlue")


def _examples() -> list[tuple[str, Example]]:
    found = []
    for name, where in sorted(COMMANDS.items()):
        module, _, attribute = where.partition(":")
        if module.split(".")[2] in FAMILIES and name not in ELSEWHERE:
            found += [(name, example) for example in getattr(import_module(module), attribute).examples]
    return found


@pytest.mark.parametrize(("name", "example"), _examples(), ids=lambda value: value if isinstance(value, str) else "")
def test_an_example_runs_and_prints_what_the_help_says(
    mail: Glueshell, tmp_path: object, monkeypatch: pytest.MonkeyPatch, name: str, example: Example
) -> None:
    monkeypatch.chdir(str(tmp_path))
    if name == "Restore-Draft":
        assert mail.run(READY).status == 0
    drafts = COMMANDS[name].split(".")[2] == "drafts"
    ran = mail.run(BEFORE.get(name, READY if drafts else "") + example.code)
    assert ran.status == 0, ran
    if example.prints is not None:
        assert ran.lines == example.prints.splitlines()
