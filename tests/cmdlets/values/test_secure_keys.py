"""Secure strings under a key, in the form that PowerShell 7.6.9 writes."""

from __future__ import annotations

from tests.formatting.running import Run

# Written by PowerShell 7.6.9 with -Key (1..16): the secret is `abc`.
KEPT = (
    "76492d1116743f0423413b16050a5345MgB8ADQASgB5AHEARAAxAE8AcgA3AGsAVABkAHkAcgBsAFQAZQBLAFMAbQBpAFEAPQA9AHwANgAwAGEA"
    "YQA1ADMAZgBmAGIAYQA4AGEAZgAwADIAZgAxAGEAMwBlAGIAZQA2ADAAZgA4ADUAZgBjADcAZgA2AA=="
)
PLAIN = "ConvertFrom-SecureString -AsPlainText"


def test_what_powershell_kept_can_be_read() -> None:
    assert Run(f"ConvertTo-SecureString '{KEPT}' -Key (1..16) | {PLAIN}").objects == ["abc"]


def test_a_key_may_be_a_secure_string() -> None:
    code = (
        "$k = ConvertTo-SecureString 'eight!!!' -AsPlainText -Force;"
        " $e = ConvertTo-SecureString xyz -AsPlainText -Force |"
        f" ConvertFrom-SecureString -SecureKey $k; ConvertTo-SecureString $e -SecureKey $k | {PLAIN}"
    )
    assert Run(code).objects == ["xyz"]


def test_another_key_opens_nothing() -> None:
    run = Run(f"ConvertTo-SecureString '{KEPT}' -Key (2..17); ConvertTo-SecureString nonsense -Key (2..17)")
    assert run.objects == []
    assert len(run.errors) == 2


def test_a_key_of_another_size_is_refused() -> None:
    code = f"try {{ ConvertTo-SecureString '{KEPT}' -Key (1..5) }} catch {{ $_.FullyQualifiedErrorId }}"
    assert Run(code).objects == ["Argument,Microsoft.PowerShell.Commands.ConvertToSecureStringCommand"]
