"""Objects flow one by one: nothing is asked for that nobody needs."""

from __future__ import annotations

from tests.formatting.running import Run


def seen(code: str) -> list[object]:
    """What came through, with every number the source made written down in `$made`."""
    return Run("$made = @(); " + code + "; 'made'; $made").objects


SOURCE = "1..9 | ForEach-Object { $script:made += $_; $_ }"


def test_first_stops_the_source() -> None:
    assert seen(f"{SOURCE} | Select-Object -First 2") == [1, 2, "made", 1, 2]


def test_first_with_wait_lets_the_source_end() -> None:
    assert seen(f"{SOURCE} | Select-Object -First 1 -Wait")[-9:] == list(range(1, 10))


def test_index_stops_after_the_last_wanted() -> None:
    assert seen(f"{SOURCE} | Select-Object -Index 0, 2") == [1, 3, "made", 1, 2, 3]


def test_first_of_nothing_asks_for_one_at_most() -> None:
    assert seen(f"{SOURCE} | Select-Object -First 0") == ["made", 1]


def test_conditions_see_every_object_and_keep_the_callers_variables() -> None:
    assert Run("$n = 0; 1..4 | Where-Object { $n += 1; $_ % 2 }; $n").objects == [1, 3, 4]


def test_a_failing_calculated_property_is_null_and_only_the_error_list_knows() -> None:
    run = Run("$x = 1 | Select-Object @{ n = 'bad'; e = { 1 / 0 } }; $null -eq $x.bad; $Error.Count")
    assert run.objects == [True, 1]
    assert run.errors == []


def test_a_nested_pipeline_does_not_disturb_the_outer_one() -> None:
    assert Run("1..3 | Where-Object { (1..$_ | Where-Object { $_ -gt 1 }).Count -gt 1 }").objects == [3]


def test_break_in_a_block_ends_the_loop_around_the_pipeline() -> None:
    assert Run("foreach ($i in 1..2) { 1..3 | ForEach-Object { if ($_ -eq 2) { break }; $_ } }; 'after'").objects == [
        1, "after",
    ]  # fmt: skip


def test_a_group_answers_its_own_type() -> None:
    assert Run("(1, 1 | Group-Object)[0].GetType().Name; (1 | Measure-Object).GetType().Name").objects == [
        "GroupInfo", "GenericMeasureInfo",
    ]  # fmt: skip
