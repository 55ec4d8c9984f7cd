"""What people type wrong: each is said in one sentence with what would be right, and nothing is sent."""

from __future__ import annotations

import pytest

from tests.cli.running import ORGANIZATION, USE, Glueshell

DRAFT = USE + "New-Draft; "


def lines(text: str) -> list[str]:
    """The lines of a text, ends trimmed."""
    return [line.rstrip() for line in text.splitlines()]


def test_an_unknown_field_is_pointed_at_and_the_nearest_named(mail: Glueshell) -> None:
    assert mail.run(DRAFT).status == 0
    mail.forget()
    ran = mail.run("Restore-Draft\nSet-Trait inbound-deliver x\n'never'")
    assert (ran.status, ran.out) == (2, "")
    assert lines(ran.err)[-4:] == [
        "Set-Trait: There is no field 'inbound-deliver' in API Email Example.",
        "   2 |  Set-Trait inbound-deliver x",
        "     |            ~~~~~~~~~~~~~~~",
        "  Did you mean inbound-delivery?",
    ]
    assert mail.requests == []


@pytest.mark.parametrize("command", ["Set-Trait", "Add-Trait", "Clear-Trait"])
@pytest.mark.parametrize("written", ["-Name inbound-deliver", "-Name:inbound-deliver", "inbound-deliver"])
def test_the_caret_stands_under_the_word_however_it_was_given(mail: Glueshell, command: str, written: str) -> None:
    value = "" if command == "Clear-Trait" else " -Value x"
    ran = mail.run(f"{DRAFT}\n{command} {written}{value}")
    assert ran.status == 2
    source, mark = next(pair for pair in zip(lines(ran.err), lines(ran.err)[1:], strict=False) if "~" in pair[1])
    assert source[mark.index("~") : mark.rindex("~") + 1] == "inbound-deliver"


def test_a_field_from_a_variable_is_pointed_at_where_it_is_written(mail: Glueshell) -> None:
    ran = mail.run(f"{DRAFT}\n$arguments = @{{ Name = 'nothing'; Value = 1 }}\nSet-Trait @arguments")
    assert ran.status == 2
    assert "     |  ~~~~~~~~~~~~~~~~~~~~" in ran.err


def test_a_wrong_option_is_answered_with_the_options(mail: Glueshell) -> None:
    assert mail.run(DRAFT).status == 0
    mail.forget()
    ran = mail.run("Restore-Draft\nSet-Trait type 'Office 366'")
    assert ran.status == 2
    assert lines(ran.err)[-4:] == [
        "Set-Trait: 'Office 366' is no option of 'Type'; the options are Office 365, Exchange 2016, Exchange 2013,"
        " POP/IMAP.",
        "   2 |  Set-Trait type 'Office 366'",
        "     |                 ~~~~~~~~~~~~",
        "  Did you mean Office 365?",
    ]
    assert mail.requests == []


def test_two_options_where_one_is_right(mail: Glueshell) -> None:
    ran = mail.run(f"{DRAFT}\nSet-Trait type Office 365")
    assert ran.status == 2
    assert "'Type' takes one option, and 2 were given." in ran.err


def test_what_is_required_and_missing_is_said_before_anything_is_sent(mail: Glueshell) -> None:
    assert mail.run(DRAFT + "Set-Trait webmail-url https://example.com").status == 0
    mail.forget()
    ran = mail.run("Restore-Draft\nSubmit-Draft\n'never'")
    assert (ran.status, ran.out) == (2, "")
    assert "Submit-Draft: 'Domains' is required. 'Type' is required." in ran.err
    assert "Nothing was sent. Put it right: Set-Trait domains VALUE." in ran.err
    assert mail.requests == []
    kept = mail.results("Get-Draft -List")
    assert [(draft["Progress"], draft["State"]) for draft in kept] == [("1/6", "open")]


def test_an_ambiguous_organization_is_answered_with_the_candidates(glueshell: Glueshell) -> None:
    ran = glueshell.run("Use-Organization 'Lakeside Medical Group'")
    assert ran.status == 2
    twins = glueshell.results("Get-Organization 'Lakeside Medical Group'")
    assert len(twins) == 2
    assert "2 organizations are called 'Lakeside Medical Group':" in ran.err
    assert all(str(twin["Id"]) in ran.err for twin in twins)
    assert "Say which one by its id." in ran.err
    chosen = glueshell.results(f"Use-Organization {twins[1]['Id']} -PassThru")
    assert chosen[0]["OrganizationId"] == twins[1]["Id"]


def test_an_unknown_organization_is_answered_with_the_nearest(glueshell: Glueshell) -> None:
    ran = glueshell.run("'first'\nUse-Organization 'Test Organisation - Happy Frog'")
    assert ran.status == 2
    assert lines(ran.err) == [
        "Use-Organization: There is no organization 'Test Organisation - Happy Frog'.",
        "   2 |  Use-Organization 'Test Organisation - Happy Frog'",
        "     |                   ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
        f"  Nearest: {ORGANIZATION}.",
    ]


@pytest.mark.parametrize(
    ("text", "says", "type_this"),
    [
        ("New-Draft", "No organization is selected.", "Use-Organization NAME"),
        (
            f"Use-Organization '{ORGANIZATION}'; New-Draft",
            "No flexible asset type is selected.",
            "Use-FlexibleAssetType NAME",
        ),
        ("Get-FlexibleAsset", "No flexible asset type is selected.", "Use-FlexibleAssetType NAME"),
        ("Get-FlexibleAssetField", "No flexible asset type is selected.", "Use-FlexibleAssetType NAME"),
        ("Set-Trait domains x", "There is no draft.", "New-Draft"),
        ("Submit-Draft", "There is no draft.", "New-Draft"),
        ("Get-Draft", "There is no draft.", "New-Draft"),
    ],
)
def test_where_nothing_is_selected_it_says_what_to_type(
    glueshell: Glueshell, text: str, says: str, type_this: str
) -> None:
    ran = glueshell.run(text)
    assert ran.status == 2
    assert says in ran.err and type_this in ran.err


@pytest.mark.parametrize(
    ("text", "id", "source", "mark"),
    [
        ("Get-Organization |", "EmptyPipeElement", "Get-Organization |", " " * 18 + "~"),
        ("if (1) {", "MissingEndCurlyBrace", "if (1) {", " " * 7 + "~"),
        ("'a' 'b'", "UnexpectedToken", "'a' 'b'", "    ~~~"),
    ],
)
def test_a_syntax_error_has_a_caret_and_an_id_and_nothing_runs(
    glueshell: Glueshell, text: str, id: str, source: str, mark: str
) -> None:
    ran = glueshell.run("'never'\n" + text)
    assert (ran.status, ran.out) == (2, "")
    assert f"   2 |  {source}" in lines(ran.err)
    assert f"     |  {mark}" in lines(ran.err)
    assert id in lines(ran.err)[-1]


def test_a_name_that_would_act_on_the_terminal_is_harmless_on_it(glueshell: Glueshell) -> None:
    hostile = [
        one["Name"] for one in glueshell.results("Get-Organization") if any(c in one["Name"] for c in "\x1b\u202e")
    ]
    assert len(hostile) == 2
    table = glueshell.screen("Get-Organization | Format-Table Id, Name")
    assert "\x1b" not in table and "\u202e" not in table
    assert "␛" in table and "⟦U+202E⟧" in table
    for name in hostile:
        written = name.replace("\x1b", "`e")
        said = glueshell.screen(f'Use-Organization "{written}x"; Write-Host "{written}"')
        assert "There is no organization" in said
        assert "\x1b" not in said and "\u202e" not in said
        assert "\x1b" not in glueshell.screen(f'Write-Host "{written}"')


def test_a_pipe_gets_a_name_as_it_is(glueshell: Glueshell) -> None:
    names = glueshell.run("Get-Organization | ForEach-Object Name").out
    assert "\x1b" in names and "\u202e" in names
