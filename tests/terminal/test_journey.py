"""The whole journey of the first hour, typed with Tab at every step, and the screens a person sees on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.screen import CTRL_D, ENTER, ESCAPE, TAB, Terminal

pytestmark = pytest.mark.terminal

HAPPY_FROG = "'Test Organization - Happy Frog'"
TYPE = "'API Email Example'"
FIELDS = (
    "New-FlexibleAssetType 'API Email Example' -Fields @(",
    "@{Name='Domains';Kind='Tag';TagType='Domains';Required=$true;ShowInList=$true",
    "Hint='Tag accepted domains for this email system'}",
    "@{Name='Type';Kind='Select';Required=$true;UseForTitle=$true;ShowInList=$true",
    "Hint='Select the email platform';Options='Office 365','Exchange 2016','Exchange 2013','POP/IMAP'}",
    "@{Name='Email Servers';Kind='Tag';TagType='Configurations';ShowInList=$true",
    "Hint='Tag server(s) participating in email delivery'}",
    "@{Name='Location';Kind='Select';Options='Cloud','On-Premises';Hint='Where is the email hosted'}",
    "@{Name='Inbound Delivery';Kind='Select';ShowInList=$true;Hint='How is inbound email delivered'",
    "Options='Office 365','Google','Proofpoint','Mimecast','Reflexion'}",
    "@{Name='Webmail URL';Kind='Text';ShowInList=$true}",
    ")",
)


def begin(terminal: Terminal) -> None:
    """Wait for the prompt and for the names that Tab offers."""
    terminal.until("US>")
    terminal.until("names just read")


def make_type(terminal: Terminal) -> None:
    """Type the new type's fields over several lines, and agree to the preview."""
    for line in FIELDS[:-1]:
        terminal.enter(line)
    terminal.enter(FIELDS[-1])
    terminal.until("Create flexible asset type 'API Email Example'?")
    terminal.keys(ENTER)
    terminal.until("US Test Organization - Happy Frog>")


def choose(terminal: Terminal) -> None:
    """Select the test organization with Tab."""
    terminal.tab("Use-Org", "Use-Organization").tab(" happy", HAPPY_FROG).keys(ENTER)
    terminal.until("US Test Organization - Happy Frog>")


def fill(terminal: Terminal) -> None:
    """Select the type and build the draft, trait by trait."""
    terminal.tab("Use-Flex", "Use-FlexibleAssetType").tab(" api", TYPE).keys(ENTER)
    terminal.until("▸ API Email Example>")
    terminal.keys("New-D", TAB)
    terminal.until("New-DocumentFolder")  # several begin so: a menu, the draft's first
    terminal.keys(TAB)
    terminal.shows("> New-Draft")
    terminal.keys(ENTER, ENTER)
    terminal.until("✎0/6 *2>")
    terminal.tab("Set-Tr", "Set-Trait").tab(" dom", "domains").tab(" mail", "mail.happyfrog.example")
    terminal.keys(", happy", TAB)
    terminal.until("portal.happyfrog.example")  # two fit: a menu, the better one first
    terminal.keys(TAB)
    terminal.shows("mail.happyfrog.example, happyfrog.example")
    terminal.keys(ENTER, ENTER)  # the first takes the item, the second runs the line
    terminal.until("✎1/6 *1>")
    terminal.tab("Set-Trait ty", "Set-Trait type").tab(" off", "'Office 365'").keys(ENTER)
    terminal.until("✎2/6>")
    terminal.tab("Set-Trait email", "email-servers").tab(" frog-ex", "FROG-EX01").keys(ENTER)
    terminal.until("✎3/6>")
    terminal.tab("Set-Trait inb", "inbound-delivery").tab(" mim", "Mimecast").keys(ENTER)
    terminal.until("✎4/6>")
    terminal.tab("Set-Trait web", "webmail-url").keys(" https://owa.happyfrog.example", ENTER)
    terminal.until("✎5/6>")


def test_the_whole_journey_at_80x24(start: Callable[..., Terminal]) -> None:
    terminal = start()
    begin(terminal)
    assert "Look:" in terminal.text and "Choose:" in terminal.text and "Create:" in terminal.text

    terminal.tab("Get-Orga", "Get-Organization").keys(ESCAPE)
    terminal.tab(" -So", "-Sort").tab(" Crea", "CreatedAt").tab(" -Desc", "-Descending").tab(" -Fir", "-First")
    terminal.keys(" 6", ENTER)
    terminal.until("Test Organization - Quiet Otter")
    terminal.until("Test Organization - Happy Frog  Customer")

    choose(terminal)
    make_type(terminal)

    terminal.tab("Get-FlexibleAssetType -So", "-Sort").tab(" Crea", "CreatedAt").keys(" -Descending -First 1", ENTER)
    terminal.until("API Email Example")
    fill(terminal)

    terminal.tab("Get-Dr", "Get-Draft").keys(ENTER)
    screen = terminal.until("mail.happyfrog.example, happyfrog.example")
    rows = [line.split() for line in screen.splitlines()]
    assert ["inbound-delivery", "set", "Mimecast"] in rows
    assert any(row[:1] == ["location"] and "set" not in row for row in rows)

    terminal.enter("Submit-Draft -WhatIf")
    terminal.until('"webmail-url": "https://owa.happyfrog.example"')
    terminal.tab("Submit-D", "Submit-Draft").keys(ENTER)
    terminal.until("Create flexible asset 'Office 365' in Test Organization - Happy Frog?")
    terminal.keys(ENTER)
    screen = terminal.until("ResourceUrl")
    assert "/assets/" in screen

    terminal.enter("Get-FlexibleAsset | Format-List Id, Name, OrganizationName")
    screen = terminal.until("OrganizationName : Test Organization - Happy Frog")
    assert "Name             : Office 365" in screen
    terminal.idle().keys(CTRL_D)
    assert terminal.ended() == 0


def test_menus_form_and_preview_at_120x40(start: Callable[..., Terminal]) -> None:
    terminal = start(columns=120, rows=40)
    begin(terminal)
    choose(terminal)
    make_type(terminal)
    terminal.enter("Use-FlexibleAssetType 'API Email Example'").until("▸ API Email Example>")
    terminal.enter("New-Draft").until("✎0/6 *2>")

    terminal.keys("Set-Trait ", TAB)
    menu = terminal.until("webmail-url")
    places = [menu.index(key) for key in ("domains*", "type*", "email-servers", "location", "inbound-delivery")]
    assert places == sorted(places), "required fields come first, then the form's order"
    assert "Tag: Domains" in menu and "Tag accepted domains for this email system" in menu
    terminal.keys(ESCAPE).keys("type ", TAB)
    options = terminal.until("Exchange 2016")
    assert "Office 365" in options and "POP/IMAP" in options
    terminal.keys(ESCAPE).keys("'POP/IMAP'", ENTER)
    terminal.until("✎1/6 *1>")

    terminal.enter("Get-Draft")
    terminal.until(lambda text: any("domains" in line and "missing" in line for line in text.splitlines()[:-1]))

    terminal.enter("Set-Trait domains happyfrog.example").until("✎2/6>")
    terminal.enter("Submit-Draft")
    preview = terminal.until("Create flexible asset 'POP/IMAP'")
    assert "POST /flexible_assets" in preview and "+ type" in preview
    terminal.keys("n", ENTER)
    terminal.until("✎2/6>")


def test_a_draft_survives_kill_9(start: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = start()
    begin(terminal)
    choose(terminal)
    make_type(terminal)
    terminal.enter("Use-FlexibleAssetType 'API Email Example'").until("▸ API Email Example>")
    terminal.enter("New-Draft").until("✎0/6 *2>")
    terminal.enter("Set-Trait type 'Exchange 2016'").until("✎1/6 *1>")
    terminal.child.kill(9)
    terminal.ended()

    again = start()
    again.until("API Email Example in Test Organization - Happy Frog, 1 of 6 set")
    again.until("US Test Organization")
    again.enter("Restore-Draft").until("✎1/6 *1>")
    again.enter("(Get-Draft).Value")
    again.until("\nExchange 2016")
