"""JSON through the cmdlets."""

from __future__ import annotations

from tests.formatting.running import Run


def test_a_document_may_come_line_by_line() -> None:
    assert Run("'{\"a\":', '1}' | ConvertFrom-Json | ForEach-Object a").objects == [1]


def test_each_line_may_be_a_document() -> None:
    assert Run("'{\"a\":1}', '{\"a\":2}' | ConvertFrom-Json | ForEach-Object a").objects == [1, 2]


def test_too_deep_is_a_warning_and_a_text() -> None:
    run = Run("@{ a = @{ b = @{ c = 1 } } } | ConvertTo-Json -Depth 1 -Compress")
    assert run.objects == ['{"a":{"b":"System.Collections.Hashtable"}}']
    assert run.host.complaints == [
        "WARNING: Resulting JSON is truncated as serialization has exceeded the set depth of 1."
    ]


def test_wrong_json_is_a_terminating_error_of_the_cmdlet() -> None:
    run = Run("try { '{' | ConvertFrom-Json } catch { 'caught'; $_.FullyQualifiedErrorId }")
    assert run.objects == ["caught", "System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand"]


def test_no_objects_make_no_document_and_an_empty_text_is_null() -> None:
    assert Run("@() | ConvertTo-Json").objects == []
    assert Run("'' | ConvertFrom-Json").objects == [None]
