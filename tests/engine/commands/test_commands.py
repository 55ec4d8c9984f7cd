"""How commands are found, listed, defined; what the person is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.commands import Alias, CommandTable
from glueshell.engine.help import parse_comment, syntax_lines, topic_of
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateRange
from glueshell.objects.errors import PSError
from tests.engine.commands.runspace import Runspace


class RemoveThing(Cmdlet):
    """Removes a thing.

    It is gone
    afterwards.
    """

    name = "Remove-Thing"
    aliases = ("rmt",)
    supports_should_process = True
    confirm_impact = "High"
    default_set = "ByName"
    examples = (Example("Remove-Thing a", "Removes one."),)

    names = Parameter("string[]", name="Name", position=0, mandatory=True, sets=("ByName",), help="Which.")
    id = Parameter("int", placements={"ById": Placement(mandatory=True, from_pipeline=True)})
    color = Parameter("string", values=("Red", "Green"))
    quiet = Parameter("switch", aliases=("q",))

    def process(self) -> Iterator[object]:
        for name in self.names or ():
            if self.should_process(name, "Remove"):
                yield f"removed {name}"


class PickNumber(Cmdlet):
    """Shows a number."""

    name = "Pick-Number"
    number = Parameter("int", mandatory=True, validators=(ValidateRange(1, 9),))
    key = Parameter("string", secret=True, mandatory=True)
    tags = Parameter("string[]", mandatory=True)

    def process(self) -> Iterator[object]:
        yield f"{self.number} {self.key} {','.join(self.tags)}"


INDEX = {"Remove-Thing": f"{__name__}:RemoveThing", "Pick-Number": f"{__name__}:PickNumber"}


def test_a_cmdlet_is_imported_when_it_is_first_resolved() -> None:
    table = CommandTable({**INDEX, "Get-Missing": "no.such.module:GetMissing"}, {"rmt": "Remove-Thing"})
    assert table.resolve("REMOVE-thing").name == "Remove-Thing"
    assert table.resolve("rmt") is table.resolve("glueshell\\Remove-Thing")
    with pytest.raises(ModuleNotFoundError):
        table.resolve("Get-Missing")


def test_an_unknown_name_gets_the_nearest() -> None:
    table = CommandTable(INDEX)
    with pytest.raises(PSError) as raised:
        table.resolve("Remove-Thng")
    assert raised.value.error_id == "CommandNotFoundException"
    assert raised.value.suggestion == "Did you mean Remove-Thing?"


def test_names_hold_cmdlets_functions_and_aliases(runspace: Runspace) -> None:
    runspace.run("function Get-Local { }")
    runspace.commands.define_alias(Alias("zz", "Get-Local"))
    assert {"Remove-Thing", "rmt", "Get-Local", "zz"} <= set(runspace.commands.names())
    assert runspace.commands.aliases_of("get-local") == ["zz"]


@pytest.fixture
def runspace() -> Runspace:
    return Runspace(RemoveThing, PickNumber)


def test_a_function_in_a_function_ends_with_it(runspace: Runspace) -> None:
    texts = runspace.texts("function f { 'outer' }; function g { function f { 'inner' }; f }; g; f; g")
    assert texts == ["inner", "outer", "inner"]


def test_a_redefinition_is_seen_by_calls_that_ran_before(runspace: Runspace) -> None:
    texts = runspace.texts(
        "foreach ($i in 1..2) { function f { \"f$i\" }; f; if ($i -eq 1) { ${function:f} = { 'new' }; f } }"
    )
    assert texts == ["f1", "new", "f2"]


def test_an_alias_hides_a_function_of_its_name(runspace: Runspace) -> None:
    runspace.commands.define_alias(Alias("f", "g"))
    assert runspace.texts("function f { 'f' }; function g { 'g' }; f") == ["g"]


def test_what_if_says_and_does_nothing(runspace: Runspace) -> None:
    assert runspace.run("Remove-Thing a,b -WhatIf") == []
    assert runspace.host.written == [
        'What if: Performing the operation "Remove" on target "a".\n',
        'What if: Performing the operation "Remove" on target "b".\n',
    ]


def test_confirm_asks_and_yes_to_all_holds() -> None:
    runspace = Runspace(RemoveThing, answers=["No", "Yes to All"])
    assert runspace.run("Remove-Thing a,b,c") == ["removed b", "removed c"]
    assert len(runspace.host.asked) == 2
    assert 'Performing the operation "Remove" on target "a".' in runspace.host.asked[0]


def test_confirm_off_does_not_ask(runspace: Runspace) -> None:
    assert runspace.run("Remove-Thing a -Confirm:$false") == ["removed a"]
    assert runspace.run("$ConfirmPreference = 'None'; Remove-Thing b") == ["removed b"]


def test_nobody_to_confirm_is_an_error_that_says_what_to_do(runspace: Runspace) -> None:
    assert runspace.run("Remove-Thing a") == []
    assert runspace.errors[0].error_id.startswith("ConfirmationNeeded")
    assert "-Confirm:$false" in runspace.errors[0].message


def test_functions_ask_through_pscmdlet(runspace: Runspace) -> None:
    runspace.run(
        "function f { [CmdletBinding(SupportsShouldProcess)] param()"
        " if ($PSCmdlet.ShouldProcess('t', 'Do')) { 'did' } }"
    )
    assert runspace.texts("f; f -WhatIf") == ["did"]
    assert runspace.host.written == ['What if: Performing the operation "Do" on target "t".\n']


def test_missing_mandatory_parameters_are_asked_for() -> None:
    runspace = Runspace(PickNumber, answers=["5", "secret", "a", "b", ""])
    assert runspace.run("Pick-Number") == ["5 secret a,b"]
    assert runspace.host.asked == ["Number: ", "Key: ", "Tags[0]: ", "Tags[1]: ", "Tags[2]: "]


def test_a_wrong_parameter_name_gets_the_nearest(runspace: Runspace) -> None:
    runspace.run("Remove-Thing -Nmae a")
    assert runspace.errors[0].suggestion == "Did you mean -Name?"


def test_syntax_is_printed_as_powershell_prints_it(runspace: Runspace) -> None:
    assert syntax_lines(runspace.commands.resolve("Remove-Thing")) == [
        "Remove-Thing [-Name] <string[]> [-Color <string>] [-Quiet] [-WhatIf] [-Confirm] [<CommonParameters>]",
        "Remove-Thing -Id <int> [-Color <string>] [-Quiet] [-WhatIf] [-Confirm] [<CommonParameters>]",
    ]
    runspace.run(
        "function sx { [CmdletBinding()]param($A,[Parameter(Mandatory)]$B,[Parameter(Position=0)]$C,[switch]$D,"
        "[Parameter(Mandatory)][switch]$E) }; function sy { param($A,[int]$B,[switch]$C) }; function sz { }"
    )
    # Recorded from PowerShell 7.6.9.
    assert syntax_lines(runspace.commands.resolve("sx")) == [
        "sx [[-C] <Object>] -B <Object> -E [-A <Object>] [-D] [<CommonParameters>]"
    ]
    assert syntax_lines(runspace.commands.resolve("sy")) == ["sy [[-A] <Object>] [[-B] <int>] [-C]"]
    assert syntax_lines(runspace.commands.resolve("sz")) == ["sz"]


def test_help_comes_from_the_declaration(runspace: Runspace) -> None:
    topic = topic_of(runspace.commands.resolve("rmt"), ["rmt"])
    assert topic.synopsis == "Removes a thing."
    assert topic.description == "It is gone afterwards."
    assert [parameter.name for parameter in topic.parameters] == ["Name", "Id", "Color", "Quiet", "WhatIf", "Confirm"]
    first, second = topic.parameters[:2]
    assert (first.position, first.required, first.pipeline, first.type) == ("0", True, "False", "string[]")
    assert second.pipeline == "True (ByValue)"


def test_a_help_comment_has_sections() -> None:
    sections = parse_comment("\n.SYNOPSIS\n  Does it.\n.PARAMETER Name\n  The name.\n.EXAMPLE\n  f a\n\n  Runs it.\n")
    assert sections == [
        ("synopsis", "", "Does it."),
        ("parameter", "Name", "The name."),
        ("example", "", "f a\n\nRuns it."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "function f { <#\n.SYNOPSIS\nDoes it.\n.PARAMETER Name\nThe name.\n#> param($Name) }",
        "<#\n.SYNOPSIS\nDoes it.\n.PARAMETER Name\nThe name.\n#>\nfunction f { param($Name) }",
        "# .SYNOPSIS\n# Does it.\n# .PARAMETER Name\n# The name.\nfunction f($Name) { }",
        "function f {\n  # .SYNOPSIS\n  #   Does it.\n  # .PARAMETER Name\n  #   The name.\n  param($Name) }",
    ],
)
def test_a_function_is_helped_by_its_comment(runspace: Runspace, text: str) -> None:
    runspace.run(text)
    topic = topic_of(runspace.commands.resolve("f"))
    assert topic.synopsis == "Does it."
    assert topic.parameters[0].description == "The name."


def test_a_comment_without_sections_is_no_help(runspace: Runspace) -> None:
    runspace.run("# just a note\nfunction f { param($Name) }")
    assert topic_of(runspace.commands.resolve("f")).synopsis == "f [[-Name] <Object>]"


def test_a_number_written_as_text_keeps_its_digits(runspace: Runspace) -> None:
    runspace.run('function f { param([string]$s, [int]$n) "$s $n" }')
    assert runspace.texts("f 1.50 2; f -s:0x10 -n 0x10; f (1.50)") == ["1.50 2", "0x10 16", "1.5 0"]
