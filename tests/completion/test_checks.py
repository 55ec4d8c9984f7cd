"""What is marked before Enter, and what is left alone because nobody can be sure."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from glueshell.cmdlets.index import ALIASES, COMMANDS
from glueshell.completion.checks import Mark, marks
from glueshell.engine.commands import CommandTable
from glueshell.itglue.drafts import Draft
from glueshell.itglue.schema import Field, TypeSchema
from glueshell.itglue.snapshot import Snapshot
from glueshell.language import parse
from tests.completion.fakes import View

SCHEMA = TypeSchema(
    "7",
    "Email",
    (
        Field("1", "Domains", "domains", "Tag", required=True, tag_type="Domains", order=1),
        Field("2", "Type", "type", "Select", options=("Office 365", "POP/IMAP"), order=2),
        Field("3", "Webmail URL", "webmail-url", "Text", order=3),
    ),
)


class Shell(View):
    """A session with the real cmdlets and a draft."""

    def __init__(self, draft: bool = True) -> None:
        super().__init__()
        self.commands = CommandTable(COMMANDS, ALIASES)
        self.snapshot = Snapshot()  # type: ignore[assignment]
        self.context = SimpleNamespace(flexible_asset_type=None, organization=None)  # type: ignore[assignment]
        self.draft = Draft("d", "a", 1, "Frog", SCHEMA, {}) if draft else None  # type: ignore[assignment]


def found(text: str, *, cursor: int = 0, draft: bool = True) -> list[Mark]:
    return marks(parse(text), cursor, Shell(draft))


def marked(text: str, *, cursor: int = 0, draft: bool = True) -> list[str]:
    return [text[mark.start : mark.end] for mark in found(text, cursor=cursor, draft=draft)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Set-Trait domians x", ["domians"]),
        ("Set-Trait domains x", []),
        ("Set-Trait 'Webmail URL' x", []),
        ("Set-Trait WebmailUrl x", []),
        ("trait -Name nothing -Value x", ["nothing"]),
        ("Set-Trait type 'Office 366'", ["'Office 366'"]),
        ("Set-Trait type 'office 365'", []),
        ("Set-Trait type $which", []),
        ("Set-Trait $unknown 'Office 366'", []),
        ("Set-Trait domains 'anything at all'", []),
        ("Set-Trait type Office 366", []),
        ("New-Draft @{ domians = 1; type = 2 }", ["domians"]),
        ("Get-Organization -Frist 3", ["-Frist"]),
        ("Get-Organization -First 3", []),
        ("Get-Organization -Firs 3", []),
        ("Sort-Object Name -Descnding", ["-Descnding"]),
        ("Use-Region XX", ["XX"]),
        ("Use-Region us", []),
        ("Get-Nothing -Frist", []),
        ("$p = 1; Sort-Object @p -Wrong", ["-Wrong"]),
        ("& $command -Frist", []),
        ("function f { param($a) }; f -b", []),
        ("Get-Organization -First 3 | Select-Object -Frist 1", ["-Frist"]),
        ("if ($x) { Set-Trait domians x }", ["domians"]),
        ("Set-Trait domians (", ["domians"]),
    ],
)
def test_marks(text: str, wanted: list[str]) -> None:
    assert marked(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Set-Trait dom", []),
        ("Set-Trait domx", ["domx"]),
        ("Set-Trait type 'Off", []),
        ("Set-Trait type 'Xyz", ["'Xyz"]),
        ("Use-Region U", []),
        ("Use-Region Q", ["Q"]),
        ("Get-Organization -Fi", []),
        ("Get-Organization -Fi ", ["-Fi"]),
        ("Get-Organization -Fix", ["-Fix"]),
        ("Get-Organization -", []),
    ],
)
def test_a_word_that_is_being_written_is_wrong_only_when_nothing_can_come_of_it(text: str, wanted: list[str]) -> None:
    assert marked(text, cursor=len(text)) == wanted


def test_without_a_form_no_field_is_wrong() -> None:
    assert marked("Set-Trait domians x", draft=False) == []


def test_the_sentence_says_what_would_be_right() -> None:
    (field,) = found("Set-Trait domians x")
    assert field.message == "Email has no field 'domians'. Did you mean domains?"
    (parameter,) = found("Get-Organization -Frist 3")
    assert parameter.message == "Get-Organization has no parameter -Frist. Did you mean -First?"
    (option,) = found("Set-Trait type 'Office 366'")
    assert "Office 365" in option.message
    (region,) = found("Use-Region XX")
    assert region.message.startswith("-Name takes US, EU, AU")
