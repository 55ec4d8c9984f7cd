"""Shapes that generated Python could not hold if they were written straight."""

from __future__ import annotations

import pytest

from tests.engine.compiler.running import Session, run


def nested(head: str, inside: str, depth: int, tail: str = "}") -> str:
    return "".join(head.replace("#", str(number)) for number in range(depth)) + inside + tail * depth


@pytest.mark.parametrize("depth", [5, 12, 30])
def test_deeply_nested_loops_run(depth: int) -> None:
    assert run(nested("foreach ($i# in 1) {", "'in'", depth) + "; 'end'") == ["in", "end"]


def test_deeply_nested_conditions_run() -> None:
    assert run(nested("if (1) {", "'in'", 130)) == ["in"]


def test_deeply_nested_subexpressions_run() -> None:
    assert run(nested("$(", "7", 60, ")")) == [7]


def test_deeply_nested_script_blocks_run() -> None:
    assert run(nested("& {", "'in'", 60)) == ["in"]


def test_nested_try_blocks_hand_an_error_outwards() -> None:
    text = "try {" * 30 + "throw 'x'" + "} catch { throw }" * 29 + "} catch { \"caught $_\" }"
    assert run(text) == ["caught x"]


def test_break_leaves_the_nearest_of_many_nested_loops() -> None:
    text = nested("foreach ($i# in 1, 2) {", "$n++; break", 9)
    assert run(f"{text}; $n") == [2**8]


def test_labelled_break_leaves_nested_loops_at_once() -> None:
    text = ":out " + nested("foreach ($i# in 1, 2) {", "'in'; break out", 14)
    assert run(f"{text}; 'end'") == ["in", "end"]


def test_return_leaves_a_function_from_any_depth() -> None:
    text = nested("foreach ($i# in 1, 2) {", "'in'; return 7", 14)
    assert run(f"function f {{ {text}; 'no' }}; f; 'end'") == ["in", 7, "end"]


def test_long_operator_chains_run() -> None:
    assert run("+".join(["1"] * 4000)) == [4000]
    assert run(" -and ".join(["$true"] * 2500)) == [True]


def test_long_elseif_chains_run() -> None:
    clauses = "".join(f"elseif ($x -eq {number}) {{ {number} }}" for number in range(2500))
    assert run(f"$x = 2499; if (0) {{ 0 }} {clauses}") == [2499]


def test_endless_recursion_is_an_error_and_the_script_goes_on() -> None:
    session = Session()
    assert session.run("function f { f }; f; 'after'") == ["after"]
    assert [error.error_id for error in session.errors] == ["CallDepthOverflow"]


def test_deep_recursion_that_ends_is_no_error() -> None:
    assert run("function f($n) { if ($n -eq 0) { 'done' } else { f ($n - 1) } }; f 4000") == ["done"]


def test_names_that_python_would_confuse_are_kept_apart() -> None:
    # Python folds compatibility characters in identifiers; PowerShell does not.
    assert run("${\ufb01le} = 1; $file = 2; ${\ufb01le}; ${a b} = 3; ${a-b} = 4; ${a b} + ${a-b}") == [1, 7]


def test_true_one_and_one_point_zero_are_three_keys() -> None:
    assert run("$h = @{}; $h[1] = 'a'; $h[$true] = 'b'; $h[1.0] = 'c'; $h.Count; $h[$true]") == [3, "b"]
