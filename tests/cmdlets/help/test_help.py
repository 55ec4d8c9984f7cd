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
    assert headings == [
        "NAME",
        "SYNOPSIS",
        "SYNTAX",
        "DESCRIPTION",
        "ALIASES",
        "PARAMETERS",
        "INPUTS",
        "OUTPUTS",
        "EXAMPLES",
        "RELATED",
    ]


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
    assert Run("(Get-Help Sort-Ob*).Name").objects == ["Sort-Object"]


def test_an_unknown_word_names_the_nearest() -> None:
    run = Run("Get-Help Selct-Object")
    assert [record.error_id for record in run.errors] == ["HelpNotFound,Microsoft.PowerShell.Commands.GetHelpCommand"]
    assert "Select-Object" in (run.errors[0].suggestion or "")


def test_one_parameter_alone() -> None:
    lines = page("Get-Help Select-Object -Parameter First")
    assert lines[0] == "    -First <int>"
    assert not any("-Last" in line for line in lines)


def test_required_is_what_the_usual_form_of_a_command_cannot_do_without() -> None:
    required = [line.split()[0] for line in page("Get-Help Where-Object") if line.endswith("Required.")]
    assert required == ["-Property"]


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
    assert Run(
        "(Get-Help Get-Date).Name; (Get-Help Get-Date).Parameters.Parameter.Name -contains 'Format'"
    ).objects == [
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


def test_a_topic_is_found_with_and_without_its_prefix() -> None:
    assert page("Get-Help about_drafts") == page("Get-Help DRAFTS")
    lines = page("Get-Help about_drafts")
    assert lines[1] == "about_drafts" and "VALUES" in lines
    assert "        Use-Organization 'Test Organization - Happy Frog'" in lines


def test_every_topic_fits_the_screen() -> None:
    wide = []
    for name in Run("(Get-Help about_*).Name").objects:
        wide += [line for line in page(f"Get-Help {name}") if len(line) > 80 and not line.startswith(" " * 8)]
    assert wide == []


def test_topics_are_searched_too() -> None:
    assert "about_flexible_assets" in Run("(Get-Help tag).Name").objects
    assert Run("(Get-Help about_sand*).Category").objects == ["HelpFile"]


def test_kinds_narrow_the_search() -> None:
    assert set(Run("(Get-Help draft -Category HelpFile).Category").objects) == {"HelpFile"}
    assert set(Run("(Get-Help json -Category Cmdlet).Category").objects) == {"Cmdlet"}


def test_online_says_where_the_help_is() -> None:
    run = Run("Get-Help Get-Date -Online")
    assert [record.error_id.partition(",")[0] for record in run.errors] == ["HelpIsHere"]
    assert run.errors[0].suggestion == "Get-Help Get-Date -Full shows all of it."


def test_an_unknown_parameter_names_the_nearest() -> None:
    run = Run("Get-Help Select-Object -Parameter Frst")
    assert [record.error_id.partition(",")[0] for record in run.errors] == ["NoParmsFound"]
    assert "First" in (run.errors[0].suggestion or "")


def test_what_comes_in_and_out_is_told() -> None:
    lines = page("Get-Help ConvertTo-Csv")
    assert "    psobject: -InputObject takes the object itself or its property of that name." in lines
    assert lines[lines.index("OUTPUTS") + 1] == "    System.String"


COMMENTED = """
function Get-Site {
    <#
    .SYNOPSIS
        Finds a site.
    .DESCRIPTION
        Looks in both places.
    .PARAMETER Name
        Its name.
    .EXAMPLE
        Get-Site HQ

        The main site.
    .EXAMPLE
        'HQ' | Get-Site
    .INPUTS
        System.String
    .OUTPUTS
        Site
    .NOTES
        Kept by the field team.
    .LINK
        Set-Site
    .COMPONENT
        Sites
    #>
    [CmdletBinding()] param([Parameter(ValueFromPipeline)] [string] $Name)
}
"""


def test_a_comment_fills_every_section() -> None:
    lines = page(COMMENTED + "Get-Help Get-Site -Full")
    headings = [line for line in lines if line.isupper() and not line.startswith(" ")]
    assert headings == [
        "NAME", "SYNOPSIS", "SYNTAX", "DESCRIPTION", "PARAMETERS", "INPUTS", "OUTPUTS", "EXAMPLES", "NOTES", "RELATED",
    ]  # fmt: skip
    assert "    'HQ' | Get-Site" in lines and "    Kept by the field team." in lines
    assert Run(COMMENTED + "(Get-Help * -Component Si*).Name").objects == ["Get-Site"]


def test_a_comment_may_point_to_another_command() -> None:
    code = "function Get-Mine {\n<#\n.FORWARDHELPTARGETNAME Get-Date\n#>\n}\n(Get-Help Get-Mine).Name"
    assert Run(code).objects == ["Get-Date"]


def test_a_page_may_be_asked_for_by_scripts_with_its_examples() -> None:
    assert Run(COMMENTED + "(Get-Help Get-Site).Examples.Example.Count; (Get-Help Get-Site).Synopsis").objects == [
        2, "Finds a site.",
    ]  # fmt: skip
