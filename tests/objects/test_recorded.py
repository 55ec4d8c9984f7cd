"""Every recorded answer is ours too, or is listed as different with a reason."""

from __future__ import annotations

import pytest

from tests.objects.recorded import ANSWERS, differences, listed


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_answers_are_powershells_except_where_listed(name: str) -> None:
    different: dict[str, tuple[str, str]] = {}
    total = 0
    for key, wanted, got in ANSWERS[name]():
        total += 1
        if wanted != got:
            different.setdefault(key, (wanted, got))
    assert total > 500
    unlisted = {key: pair for key, pair in different.items() if key not in listed(name)}
    assert not unlisted, f"{len(unlisted)} answers differ, the first: {next(iter(unlisted.items()))}"
    repaired = listed(name) - set(different)
    assert not repaired, f"listed as different, but the same: {sorted(repaired)[:5]}"


def test_every_difference_has_a_reason() -> None:
    for reasons in differences().values():
        for reason, keys in reasons.items():
            assert len(reason.split()) > 4 and keys
