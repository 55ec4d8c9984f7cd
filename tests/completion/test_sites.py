"""One line a case: text with ^ for the cursor -> what is offered, as it would be written."""

from __future__ import annotations

import pytest

from glueshell.completion import Completion, complete
from glueshell.language import parse
from tests.completion.fakes import View


def answer(marked: str) -> Completion:
    cursor = marked.index("^")
    found = complete(parse(marked.replace("^", "", 1)), cursor, View())
    return found


def written(marked: str) -> list[str]:
    """The line as it would read with each candidate, `^` behind the candidate."""
    text = marked.replace("^", "", 1)
    found = answer(marked)
    assert found.problem is None
    before, after = text[: found.start], text[found.start + found.length :]
    return [f"{before}{candidate.text}^{after}" for candidate in found.candidates]


CASES = [
    # commands
    ("Get-O^", ["Get-Organization^"]),
    ("get-o^", ["Get-Organization^"]),
    ("Get-^", ["Get-Configuration^", "Get-Organization^"]),
    ("Get-O^rgan -First 3", ["Get-Organization^ -First 3"]),
    ("1 | Select-T^", ["1 | Select-Things^"]),
    ("$x = Get-C^", ["$x = Get-Configuration^"]),
    ("if (Get-C^", ["if (Get-Configuration^"]),
    ("foreach ($x in Get-C^", ["foreach ($x in Get-Configuration^"]),
    ("& { Get-C^", ["& { Get-Configuration^"]),
    ('"a $(Get-C^', ['"a $(Get-Configuration^']),
    ('& "Get-C^', ['& "Get-Configuration"^']),
    ("gorg^", []),
    ("tra^", ["trait^", "trap^"]),
    ("# Get-O^", []),
    ("function Get-O^", []),
    ("switc^", ["switch^"]),
    # parameter names
    ("Test-Shape -K^", ["Test-Shape -Kind^"]),
    ("Test-Shape -k^ind x", ["Test-Shape -Kind^ x"]),
    ("Test-Shape -Kind a -C^", ["Test-Shape -Kind a -Colour^", "Test-Shape -Kind a -Count^"]),
    ("Test-Shape -Qui^", ["Test-Shape -Fast^"]),
    ("Test-Shape -Left a -R^", []),
    ("Test-Shape -Secret^", []),
    ("Test-Shape -Fast -Fa^", ["Test-Shape -Fast -Failing^"]),
    ("if (Test-Shape -K^", ["if (Test-Shape -Kind^"]),
    ("& { Test-Shape -K^", ["& { Test-Shape -Kind^"]),
    ("@{a=Test-Shape -K^", ["@{a=Test-Shape -Kind^"]),
    ("Set-Trait x (Test-Shape -K^", ["Set-Trait x (Test-Shape -Kind^"]),
    ("Test-Shape -Ki^ -Fast", ["Test-Shape -Kind^ -Fast"]),
    ("Get-Nothing -K^", []),
    # values
    ("Test-Shape -Kind off^", ["Test-Shape -Kind 'Office 365'^"]),
    ("Test-Shape -Kind 'off^", ["Test-Shape -Kind 'Office 365'^"]),
    ('Test-Shape -Kind "off^', ['Test-Shape -Kind "Office 365"^']),
    ("Test-Shape -Kind 'Office 3^65' -Fast", ["Test-Shape -Kind 'Office 365'^ -Fast"]),
    ("Test-Shape -Kind:off^", ["Test-Shape -Kind:'Office 365'^"]),
    ("Test-Shape -Kind off^ -Fast", ["Test-Shape -Kind 'Office 365'^ -Fast"]),
    ("Test-Shape -Kind 'Office 365',^",
     ["Test-Shape -Kind 'Office 365','Exchange 2016'^",
      "Test-Shape -Kind 'Office 365','it''s'^"]),
    ("Test-Shape -Kind 'Office 365', ex^", ["Test-Shape -Kind 'Office 365', 'Exchange 2016'^"]),
    ("Test-Shape -Kind 'Office 365','ex^", ["Test-Shape -Kind 'Office 365','Exchange 2016'^"]),
    ("Test-Shape -Kind it^", ["Test-Shape -Kind 'it''s'^"]),
    ('Test-Shape -Kind "it^', ['Test-Shape -Kind "it\'s"^']),
    ("Test-Shape -Kind @('Office 365','ex^", ["Test-Shape -Kind @('Office 365','Exchange 2016'^"]),
    ("Test-Shape -Colour r^", ["Test-Shape -Colour Red^"]),
    ("Test-Shape -Colour darkr^", ["Test-Shape -Colour DarkRed^"]),
    ("Test-Shape -Fast:^", ["Test-Shape -Fast:$true^", "Test-Shape -Fast:$false^"]),
    ("Test-Shape -Flag ^", ["Test-Shape -Flag $true^", "Test-Shape -Flag $false^"]),
    ("Test-Shape -Flag ^ -Fast", ["Test-Shape -Flag $true^ -Fast", "Test-Shape -Flag $false^ -Fast"]),
    ("Get-Organization -Sort c^", ["Get-Organization -Sort CreatedAt^"]),
    ("Test-Shape -Fast x -Kind o^", ["Test-Shape -Fast x -Kind 'Office 365'^"]),
    # values of a completer
    ("org happy^", ["org 'Happy Frog'^", "org 'Happy Toad'^"]),
    ("org hf^", ["org 'Happy Frog'^"]),
    ("org frog^", ["org 'Happy Frog'^"]),
    ("org 'Blue Newt', h^", ["org 'Blue Newt', 'Happy Frog'^", "org 'Blue Newt', 'Happy Toad'^"]),
    ("org o'b^", ["org 'O''Brien & Sons'^"]),
    ("org 'o''b^", ["org 'O''Brien & Sons'^"]),
    ("org brien^", ["org 'O''Brien & Sons'^"]),
    ("org kub^", ["org 'Kub, Reynolds'^"]),
    ("org mull^", ['org "Müller`e[31m"^']),
    ("org -Organization blue^", ["org -Organization 'Blue Newt'^"]),
    ("trait ^", [f"trait {key}^" for key in ("domains", "type", "email-servers", "location", "webmail-url")]),
    ("trait e^", ["trait email-servers^"]),
    ("trait type ^", ["trait type 'Office 365'^", "trait type 'Exchange 2016'^", "trait type POP/IMAP^"]),
    ("trait $which p^", ["trait $which POP/IMAP^"]),
    ("trait location o^", ["trait location On-Premises^"]),
    ("trait -Value o^ -Name location", ["trait -Value On-Premises^ -Name location"]),
    ("trait -Name loc^", ["trait -Name location^"]),
    ("Set-Trait domains x ^", ["Set-Trait domains x -Traits^"]),
    # hashtables
    ("Set-Trait -Traits @{^",
     [f"Set-Trait -Traits @{{{key}^"
      for key in ("domains", "type", "'email-servers'", "location", "'webmail-url'")]),
    ("Set-Trait -Traits @{e^", ["Set-Trait -Traits @{'email-servers'^"]),
    ("Set-Trait -Traits @{ domains=1; ty^", ["Set-Trait -Traits @{ domains=1; type^"]),
    ("Set-Trait -Traits @{\n  domains=1\n  ty^", ["Set-Trait -Traits @{\n  domains=1\n  type^"]),
    ("Set-Trait -Traits @{type=^",
     ["Set-Trait -Traits @{type='Office 365'^",
      "Set-Trait -Traits @{type='Exchange 2016'^"]),
    ("Set-Trait -Traits @{type='ex^", ["Set-Trait -Traits @{type='Exchange 2016'^"]),
    ("Set-Trait -Traits @{type=ex^", ["Set-Trait -Traits @{type='Exchange 2016'^"]),
    ("Set-Trait -Traits @(@{ty^", ["Set-Trait -Traits @(@{type^"]),
    ("Set-Trait -Traits @{type = 'Office 365'; ^",
     [f"Set-Trait -Traits @{{type = 'Office 365'; {key}^"
      for key in ("domains", "'email-servers'", "location", "'webmail-url'")]),
    # variables
    ("$has^", ["$hash^"]),
    ("$ha^ + 1", ["$hash^ + 1"]),
    ("$odd^", ["${odd var}^"]),
    ("${od^", ["${odd var}^"]),
    ("@ha^", ["@hash^"]),
    ("Test-Shape @ha^", ["Test-Shape @hash^"]),
    ('"a $ha^"', ['"a $hash^"']),
    ('"a $ha^', ['"a $hash^']),
    ("$env:PA^", ["$env:PAGER^", "$env:PATH^"]),
    ("$global:ha^", ["$global:hash^"]),
    ("$new = 1; $ne^", ["$new = 1; $new^"]),
    ("foreach ($item in 1..3) { $it^ }", ["foreach ($item in 1..3) { $item^ }"]),
    ("if ($ha^", ["if ($hash^"]),
    ("Test-Shape -Flag $tr^", ["Test-Shape -Flag $true^"]),
    # members
    ("$obj.N^", ["$obj.Name^"]),
    ("$obj.O^", ["$obj.'Odd Name'^"]),
    ("$obj.'O^", ["$obj.'Odd Name'^"]),
    ("$hash.al^", ["$hash.Alpha^"]),
    ('"$($obj.N^', ['"$($obj.Name^']),
    ("$text.Subs^", ["$text.Substring(^"]),
    ("'abc'.Subs^", ["'abc'.Substring(^"]),
    ("Test-Shape $obj.N^", ["Test-Shape $obj.Name^"]),
    ("$list[0].Ag^", ["$list[0].Age^"]),
    ("$list.Ag^", ["$list.Age^"]),
    ("$hash['t^", ["$hash['two words'^"]),
    ("$hash[^", ["$hash['Alpha'^", "$hash['two words'^"]),
    ("[math]::Roun^", ["[math]::Round(^"]),
    ("[System.ConsoleColor]::DarkR^", ["[System.ConsoleColor]::DarkRed^"]),
    ("Get-Organization | Select-Things -Where { $_.Cre^", ["Get-Organization | Select-Things -Where { $_.CreatedAt^"]),
    ("Get-Organization | Select-Things | Select-Things -Where { $_.Cre^ }",
     ["Get-Organization | Select-Things | Select-Things -Where { $_.CreatedAt^ }"]),
    ("(Get-Organization -First 1).Cre^", ["(Get-Organization -First 1).CreatedAt^"]),
    ("Get-Organization | Select-Things Cr^", ["Get-Organization | Select-Things CreatedAt^"]),
    ("$list | Select-Things ^", ["$list | Select-Things Name^", "$list | Select-Things Age^"]),
    ("Get-Organization | Select-Things Name, ^",
     ["Get-Organization | Select-Things Name, Id^",
      "Get-Organization | Select-Things Name, CreatedAt^"]),
    # types and operators
    ("[psobj^", ["[psobject^"]),
    ("[System.Tex^", ["[System.Text^"]),
    ("[System.ConsoleCol^", ["[System.ConsoleColor^"]),
    ("1 -no^", ["1 -notlike^", "1 -notmatch^", "1 -notcontains^", "1 -notin^"]),
    ("$x -rep^ 'a'", ["$x -replace^ 'a'"]),
    ("$x -ceq^", ["$x -ceq^"]),
    # nothing
    ("$x = 'Hap^'", []),
    ("param(^", []),
    ("@'\nGet-O^", []),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "wanted"), CASES, ids=[case[0].replace("\n", "⏎") for case in CASES])
def test_offers(marked: str, wanted: list[str]) -> None:
    assert written(marked) == wanted
