"""Variables and the scopes they live in."""

from __future__ import annotations

from glueshell.engine.scopes import EMPTY, UNSET, Scope
from tests.engine.compiler.running import Session, run


def test_a_value_set_from_outside_is_seen_by_compiled_code() -> None:
    session = Session()
    session.run("$x = 1")
    session.engine.set_variable("X", 5)
    assert session.run("$x + 1") == [6]


def test_code_sees_what_an_earlier_submission_assigned() -> None:
    session = Session()
    session.run("$count = 1; function add { $script:count += 1 }")
    session.run("add; add")
    assert session.engine.get_variable("count") == 3


def test_a_typed_variable_converts_what_later_submissions_assign() -> None:
    session = Session()
    session.run("[int]$n = 0")
    assert session.run("foreach ($n in '1', '2') { $n + 1 }; $n = '7'; $n + 1") == [2, 3, 8]


def test_a_read_only_variable_refuses_assignment_by_code_compiled_before() -> None:
    session = Session()
    text = "$x = 1; $x"
    assert session.run(text) == [1]
    special = session.engine.global_scope.special("x")
    special.options = frozenset({"ReadOnly"})
    assert session.run(text) == [1]
    assert [error.error_id for error in session.errors] == ["VariableNotWritable"]


def test_a_private_variable_is_hidden_from_scopes_below() -> None:
    assert run("$private:p = 1; & { $null -eq $p }; $p") == [True, 1]


def test_removing_a_variable_uncovers_the_one_above() -> None:
    session = Session()
    session.run("$v = 'outer'")
    below = Scope(session.engine, session.engine.global_scope)
    below.set("v", "inner")
    assert below.get("v") == "inner"
    assert below.remove("V")
    assert below.get("v") == "outer"
    assert not below.remove("v")


def test_empty_output_is_null_as_a_value_and_nothing_when_enumerated() -> None:
    session = Session()
    assert session.run("$r = & { }; $null -eq $r; @($r).Count; foreach ($x in $r) { 'never' }") == [True, 0]
    special = session.engine.global_scope.special("r")
    assert special.value is EMPTY
    assert session.engine.get_variable("r") is None


def test_variables_are_listed_with_their_names_as_written() -> None:
    session = Session()
    session.engine.set_variable("MyName", 1)
    names = {name: value for name, value, _ in session.engine.global_scope.variables()}
    assert names["MyName"] == 1
    assert session.engine.global_scope.own("nothing") is UNSET


def test_at_finds_scopes_by_name_and_by_number() -> None:
    engine = Session().engine
    script = Scope(engine, engine.global_scope, "script")
    local = Scope(engine, script)
    assert local.at("script") is script
    assert local.at("global") is engine.global_scope
    assert local.at(1) is script
    assert local.at(9) is None


def test_a_function_running_downstream_does_not_see_the_variables_upstream() -> None:
    assert run("function up { $v = 'up'; 1 }; function down { process { \"[$v]\" } }; up | down") == ["[]"]


def test_output_into_a_block_runs_in_the_scope_of_the_pipeline() -> None:
    assert run("function f { $last = 'f'; 1; 2 }; f | & { process { $script:last = $_ } }; $last") == [2]
