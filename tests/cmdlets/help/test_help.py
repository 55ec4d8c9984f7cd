"""The pages of help, at 80 columns."""

from __future__ import annotations

import pytest

from glueshell.cmdlets.help.page import syntax_block
from glueshell.cmdlets.index import COMMANDS
from glueshell.engine.errors import Terminating
from tests.formatting.running import Run


def page(code: str) -> list[str]:
    return Run(code, width=80).screen.split("\n")


def test_a_page_has_its_sections_in_order() -> None:
    lines = page("Get-Help Select-Object")
    headings = [line for line in lines if line.isupper() and not line.startswith(" ")]
    assert headings == ["NAME", "SYNOPSIS", "SYNTAX", "DESCRIPTION", "ALIASES", "PARAMETERS", "EXAMPLES", "RELATED"]


def test_every_page_fits_the_screen_save_its_examples() -> None:
    pages = Run("; ".join(f"Get-Help {name}" for name in COMMANDS), width=80).objects
    assert [each.topic.name for each in pages] == list(COMMANDS)
    wide = []
    for each in pages:
        lines = each.ps_lines(80)
        examples = lines.index("EXAMPLES") if "EXAMPLES" in lines else len(lines)
        wide += [line for line in lines[:examples] if len(line) > 80]
    assert wide == []


def test_an_alias_leads_to_its_command() -> None:
    assert "    Format-Table" in page("Get-Help ft")


def test_without_a_name_it_says_where_to_begin_and_fits() -> None:
    lines = page("Get-Help")
    assert "Build an asset" in lines
    assert any(line.split()[:1] == ["Submit-Draft"] for line in lines)
    assert [line for line in lines if len(line) > 80] == []


def test_a_word_is_searched_in_names_and_sentences() -> None:
    found = Run("(Get-Help tag).Name").objects
    assert "Set-Trait" in found
    assert "org" not in found


def test_a_pattern_lists_the_names_that_fit() -> None:
    assert Run("(Get-Help Format-*).Name").objects == ["Format-List", "Format-Table", "Format-Wide"]


def test_an_unknown_word_names_the_nearest() -> None:
    run = Run("Get-Help Selct-Object")
    assert [record.error_id for record in run.errors] == ["HelpNotFound,Microsoft.PowerShell.Commands.GetHelpCommand"]
    assert "Select-Object" in (run.errors[0].suggestion or "")


def test_one_parameter_alone() -> None:
    lines = page("Get-Help Select-Object -Parameter First")
    assert lines[0] == "    -First <int>"
    assert not any("-Last" in line for line in lines)


def test_examples_alone() -> None:
    text = "\n".join(page("Get-Help Select-Object -Examples"))
    assert "1..9 | Select-Object -First 2" in text
    assert "PARAMETERS" not in text


def test_a_function_shows_its_comment() -> None:
    comment = "<#\n.SYNOPSIS\nGets things.\n.PARAMETER Id\nWhich one.\n#>"
    code = f"function Get-Thing {{\n{comment}\nparam($Id)\n}}\nGet-Help Get-Thing"
    text = "\n".join(page(code))
    assert "Gets things." in text and "Which one." in text


def test_scripts_may_ask_the_page() -> None:
    assert Run("(Get-Help Get-Date).Name; (Get-Help Get-Date).Parameters -contains 'Format'").objects == [
        "Get-Date",
        True,
    ]


def test_a_syntax_line_breaks_between_parameters_only() -> None:
    lines = syntax_block("Do-It [-Alpha <string[]>] [[-Beta] <int>] -Gamma <Object> [-Delta]", 40)
    assert lines == ["Do-It [-Alpha <string[]>]", "    [[-Beta] <int>] -Gamma <Object>", "    [-Delta]"]


def test_commands_are_found_by_verb_noun_and_pattern() -> None:
    assert Run("(Get-Command -Verb Format -Noun Ta*).Name").objects == ["Format-Table"]
    assert Run("(Get-Command Sort-Ob*).Name").objects == ["Sort-Object"]


def test_a_mistyped_command_is_an_error_with_the_nearest() -> None:
    run = Run("Get-Command Selct-Object")
    assert [record.error_id for record in run.errors] == [
        "CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand"
    ]
    assert "Select-Object" in (run.errors[0].suggestion or "")


def test_stopping_on_a_missing_command_ends_the_statement() -> None:
    with pytest.raises(Terminating):
        Run("Get-Command Nope-Nope -ErrorAction Stop")
