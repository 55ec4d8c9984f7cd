"""Script blocks and functions as Python code sees them."""

from __future__ import annotations

from collections.abc import Iterator

from tests.engine.compiler.running import Session, run


def test_invoke_pushes_each_object_and_restores_the_current_one() -> None:
    session = Session()
    session.run("$_ = 'before'")
    block = session.engine.script_block("$_ * 2; 'x'")
    got: list[object] = []
    block.invoke(got.append, underscore=4, new_scope=False)
    assert got == [8, "x"]
    assert session.engine.get_variable("_") == "before"


def test_a_block_in_the_callers_scope_assigns_there_and_one_of_its_own_does_not() -> None:
    session = Session()
    block = session.engine.script_block("$seen = $_")
    block.invoke(lambda item: None, underscore=1)
    assert session.engine.get_variable("seen") is None
    block.invoke(lambda item: None, underscore=2, new_scope=False)
    assert session.engine.get_variable("seen") == 2


def test_value_gives_null_one_object_or_a_list() -> None:
    engine = Session().engine
    assert engine.script_block("").value() is None
    assert engine.script_block("$_ + 1").value(4) == 5
    assert engine.script_block("1; 2").value() == [1, 2]


def test_a_quiet_value_gives_null_for_an_error_and_only_remembers_it() -> None:
    session = Session()
    assert session.engine.script_block("1 / 0").value(quiet=True) is None
    assert session.errors == []
    assert len(session.engine.errors) == 1


def test_arguments_are_converted_and_the_rest_is_args() -> None:
    engine = Session().engine
    assert engine.script_block("param([int]$n) $n + 1; $args.Count").collect(args=("4", 5, 6)) == [5, 2]


def test_a_stepper_runs_the_block_for_every_object() -> None:
    session = Session()
    got: list[object] = []
    step = session.engine.script_block("$sum += $_; $_").stepper(got.append)
    for number in (1, 2, 3):
        step(number)
    assert got == [1, 2, 3]
    assert session.engine.get_variable("sum") == 6


def test_a_loop_over_a_range_takes_no_more_than_it_needs() -> None:
    assert run("foreach ($i in 1..2000000000) { if ($i -gt 2) { break }; $i }") == [1, 2]


def test_a_loop_over_an_iterator_reads_on_only_when_the_body_is_done() -> None:
    read: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10):
            read.append(number)
            yield number

    session = Session()
    session.engine.set_variable("source", numbers())
    assert session.run("foreach ($n in $source) { $n; if ($n -eq 1) { break } }") == [0, 1]
    assert read == [0, 1]


def test_the_same_text_is_compiled_once() -> None:
    session = Session()
    text = "function f { 1 }; f"
    session.run(text)
    first = session.engine.source(text)
    session.run(text)
    assert session.engine.source(text) is first


def test_a_function_declares_its_parameters_as_any_command_does() -> None:
    session = Session()
    session.run(
        "function f { [CmdletBinding(DefaultParameterSetName = 'A')] param("
        "[Parameter(Mandatory, Position = 0, ParameterSetName = 'A')][Alias('n')][string]$Name,"
        "[ValidateSet('x', 'y')]$Mode, [switch]$Force) }"
    )
    command = session.engine.commands.resolve("f")
    name = command.parameters.get("Name")
    mode = command.parameters.get("Mode")
    force = command.parameters.get("Force")
    assert name is not None and mode is not None and force is not None
    assert (name.type, name.aliases, name.mandatory) == ("string", ("n",), True)
    assert mode.values == ("x", "y")
    assert force.is_switch
    assert command.parameters.default_set == "A"


def test_a_script_runs_in_a_scope_of_its_own_with_parameters_by_name_and_position() -> None:
    from glueshell.objects.hashtable import Hashtable

    session = Session()
    got: list[object] = []
    text = "param($a, $b = 'd') $kept = 1; \"$a $b\""
    session.engine.run(text, got.append, parameters=Hashtable([("a", 5)]), as_script=True)
    session.engine.run(text, got.append, arguments=[1, 2], as_script=True)
    assert got == ["5 d", "1 2"]
    assert session.engine.get_variable("kept") is None


def test_functions_defined_in_a_function_end_with_it() -> None:
    session = Session()
    assert session.run("function f { function g { 'g' }; g }; f") == ["g"]
    session.run("g")
    assert session.errors[0].error_id == "CommandNotFoundException"


def test_blocks_and_functions_made_in_a_closure_keep_its_variables() -> None:
    text = "function make { $n = 5; { function inner { $n }; { $n + 1 }; inner }.GetNewClosure() }; $n = 0"
    assert run(f"{text}; $made = & (make); & $made[0]; $made[1]") == [6, 5]
