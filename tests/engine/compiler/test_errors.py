"""Which extent an error points at, what ends, and who hears of it."""

from __future__ import annotations

import pytest

from glueshell.engine.errors import ParseFailure, Terminating
from glueshell.engine.signals import ExitSignal, Interrupted
from tests.engine.compiler.running import Session, run


@pytest.mark.parametrize(
    ("text", "extent"),
    [
        ("$x = 5; 1 + 2 + (7 / 0)", "1 + 2 + (7 / 0)"),
        ("5; $y = 1 + $(7 / 0)", "7 / 0"),
        # PowerShell never sets the first point of a text again.
        ("$y = 1 + $(7 / 0)", "$y = 1 + $(7 / 0)"),
        ("5; $y = 1 + $(if (1) { 2 } else { 3 }) + 'x'", "2"),
        ("5; $y = 5 -split (5, 'x')", "-split"),
        ("while (1 / 0) { 2 }", "1 / 0"),
        ("$a = 1, (nosuch)", "nosuch"),
        ("return 1 / 0", "1 / 0"),
        ("'a'.Substring(9)", "'a'.Substring(9)"),
        ("foreach ($i in 1..2) {\n  [int]'x'\n}", "[int]'x'"),
        ("if ($true) { $null.Foo() }", "$null.Foo()"),
        ("function f { 1 / 0 }; f", "1 / 0"),
        ("nosuch -a 1", "nosuch"),
        ("throw 'x'", "throw 'x'"),
    ],
)
def test_an_error_points_at_the_statement_or_command_that_failed(text: str, extent: str) -> None:
    session = Session()
    try:
        session.run(text)
        record = session.errors[0]
    except Terminating as error:
        record = error.record
    assert record.position is not None
    assert record.position.text == extent


def test_the_stack_names_function_file_and_line_of_every_frame() -> None:
    session = Session()
    session.run("function inner {\n  1 / 0\n}\nfunction outer {\n  inner\n}\n\nouter")
    assert session.errors[0].script_stack.split("\n") == [
        "at inner, <No file>: line 2",
        "at outer, <No file>: line 5",
        "at <ScriptBlock>, <No file>: line 8",
    ]


def test_the_next_statement_runs_after_an_error_and_success_is_told() -> None:
    session = Session()
    assert session.run("1 / 0; $?; $?") == [False, True]


def test_throw_ends_the_run_and_is_remembered() -> None:
    session = Session()
    with pytest.raises(Terminating) as raised:
        session.run("throw 'boom'; 'never'")
    assert raised.value.stops_script
    assert session.run("$Error[0].Exception.Message") == ["boom"]


def test_a_session_that_ends_at_its_first_error_does() -> None:
    session = Session()
    session.engine.ends_at_first_error = True
    output: list[object] = []
    with pytest.raises(Terminating) as raised:
        session.engine.run("'a'; 1 / 0; 'b'", output.append)
    assert output == ["a"]
    assert raised.value.record.position is not None
    assert session.errors == []


def test_a_session_that_ends_at_its_first_error_lets_scripts_catch_and_hide() -> None:
    session = Session()
    session.engine.ends_at_first_error = True
    text = "try { 1 / 0 } catch { 'caught' }; function f { 1 / 0; 'f' }; f 2>$null; 'end'"
    assert session.run(text) == ["caught", "f", "end"]


def test_the_end_at_the_first_error_cannot_be_caught_but_finally_runs() -> None:
    session = Session()
    session.engine.ends_at_first_error = True
    output: list[object] = []
    with pytest.raises(Terminating):
        text = "function f { try { Write-Error 'x' } catch { 'no' } finally { 'cleanup' } }; f; 'never'"
        session.engine.run(text, output.append)
    assert output == ["cleanup"]


def test_text_that_does_not_parse_raises_with_its_errors() -> None:
    session = Session()
    with pytest.raises(ParseFailure) as raised:
        session.run("if (")
    assert raised.value.errors
    assert raised.value.source == "if ("


def test_exit_carries_its_code() -> None:
    with pytest.raises(ExitSignal) as raised:
        Session().run("try { exit 3 } finally { 'f' }; 'never'")
    assert raised.value.code == 3


def test_an_interrupt_runs_finally_and_is_never_caught() -> None:
    session = Session()
    output: list[object] = []

    def sink(item: object) -> None:
        output.append(item)
        if item == "stop":
            raise Interrupted

    with pytest.raises(Interrupted):
        session.engine.run("try { 'stop' } catch { 'no' } finally { 'cleanup' }; 'never'", sink)
    assert output == ["stop", "cleanup"]
    assert session.run("'alive'") == ["alive"]


def test_after_a_failure_the_engine_stands_where_it_stood() -> None:
    session = Session()
    engine = session.engine
    with pytest.raises(Terminating):
        session.run("function f { try { throw 'x' } finally { } }; & { f }")
    assert engine.scope is engine.global_scope
    assert (engine.call_depth, engine.frames, engine.catching) == (0, [], False)


def test_a_fault_of_ours_is_not_dressed_up_as_an_error_of_the_script() -> None:
    session = Session()
    session.engine.set_variable("block", _Broken())
    with pytest.raises(ZeroDivisionError):
        session.run('try { "$block" } catch { }')


class _Broken:
    ps_type_name = "Test.Broken"

    def ps_text(self) -> str:
        """Fail as a bug would."""
        raise ZeroDivisionError


def test_break_without_a_loop_ends_the_run_silently() -> None:
    assert run("'a'; function f { break }; f; 'never'") == ["a"]
