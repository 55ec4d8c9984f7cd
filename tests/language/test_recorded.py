"""Every recorded text parses as PowerShell 7.6.9 parsed it, save for the listed differences."""

from __future__ import annotations

from typing import Any

import pytest

from tests.language.recorded import answers, differing, listed

PARTS = 8


@pytest.fixture(scope="module")
def recorded() -> list[dict[str, Any]]:
    return answers()


@pytest.mark.parametrize("part", range(PARTS))
def test_texts_parse_as_powershell_parses_them(recorded: list[dict[str, Any]], part: int) -> None:
    known = listed()
    wrong = []
    for answer in recorded[part::PARTS]:
        expected = known.get(answer["code"], {"fields": []})["fields"]
        found = differing(answer)
        if found != expected:
            wrong.append((answer["code"], found, "listed as " + repr(expected)))
    assert not wrong


def test_every_listed_difference_is_of_a_recorded_text_and_has_a_reason(recorded: list[dict[str, Any]]) -> None:
    codes = {answer["code"] for answer in recorded}
    known = listed()
    assert set(known) <= codes
    assert all(item["reason"] and item["fields"] for item in known.values())
