"""The order in which commands run, how they stop, where their streams go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.objects.errors import PSError
from tests.engine.commands.runspace import Runspace


class TraceIt(Cmdlet):
    """Passes objects on and says when."""

    name = "Trace-It"
    label = Parameter("string", position=0)
    early = Parameter("switch")
    input_object = Parameter("psobject", from_pipeline=True)

    def begin(self) -> Iterator[object]:
        self.write_information(f"begin {self.label}")
        if self.early:
            yield f"early {self.label}"

    def process(self) -> Iterator[object]:
        self.write_information(f"process {self.label} {self.input_object}")
        yield self.input_object

    def end(self) -> None:
        self.write_information(f"end {self.label}")

    def dispose(self) -> None:
        self.write_information(f"dispose {self.label}")


class TakeFirst(Cmdlet):
    """Takes so many objects and stops those who make them."""

    name = "Take-First"
    count = Parameter("int", position=0)
    input_object = Parameter("psobject", from_pipeline=True)

    def begin(self) -> None:
        self.left = self.count

    def process(self) -> None:
        self.left -= 1
        self.write(self.input_object)
        if self.left <= 0:
            self.stop_upstream()

    def end(self) -> Iterator[object]:
        yield "done"


class GetNumbers(Cmdlet):
    """Makes numbers without end, and remembers how many."""

    name = "Get-Numbers"
    made = 0

    def process(self) -> Iterator[object]:
        number = 0
        while True:
            number += 1
            GetNumbers.made = number
            yield number


class PassOn(Cmdlet):
    """Feeds directly."""

    name = "Pass-On"
    aliases = ("po",)
    input_object = Parameter("psobject", from_pipeline=True)

    def receiver(self) -> Callable[[object], None]:
        return self.write


class FailOn(Cmdlet):
    """Fails on one value, each in its way."""

    name = "Fail-On"
    dotnet_name = "Test.Commands.FailOnCommand"
    how = Parameter("string", position=0)
    input_object = Parameter("int", from_pipeline=True)

    def process(self) -> Iterator[object]:
        if self.input_object == 2:
            if self.how == "write":
                self.write_error(ErrorRecord("not two", "NotTwo", "InvalidData", self.input_object))
                return
            if self.how == "throw":
                self.throw(ErrorRecord("never two", "NeverTwo", "InvalidData"))
            if self.how == "python":
                raise PSError("python two", "PythonTwo", "InvalidOperation")
            raise ZeroDivisionError("a fault")
        yield self.input_object


class SaySo(Cmdlet):
    """Speaks on every stream."""

    name = "Say-So"

    def process(self) -> Iterator[object]:
        self.write_warning("w")
        self.write_verbose("v")
        self.write_debug("d")
        self.write_information("i")
        self.write_error(ErrorRecord("e", "E"))
        yield "o"


@pytest.fixture
def runspace() -> Runspace:
    return Runspace(TraceIt, TakeFirst, GetNumbers, PassOn, FailOn, SaySo)


def test_begins_run_left_to_right_then_objects_then_ends(runspace: Runspace) -> None:
    runspace.run("$InformationPreference = 'Continue'; 1,2 | Trace-It a | Trace-It b")
    assert runspace.information == [
        "begin a", "begin b", "process a 1", "process b 1", "process a 2", "process b 2", "end a", "end b",
        "dispose a", "dispose b",
    ]  # fmt: skip


def test_what_a_begin_writes_begins_the_next_command_first(runspace: Runspace) -> None:
    assert runspace.run("1 | Trace-It a -Early | Trace-It b") == ["early a", 1]
    assert runspace.information[:4] == ["begin a", "begin b", "process b early a", "process a 1"]


def test_a_stop_ends_the_commands_before_and_not_those_after(runspace: Runspace) -> None:
    assert runspace.run("Get-Numbers | Take-First 2 | Trace-It x") == [1, 2, "done"]
    assert GetNumbers.made == 2
    assert runspace.information[-2:] == ["end x", "dispose x"]


def test_two_stops_in_one_pipeline(runspace: Runspace) -> None:
    assert runspace.run("Get-Numbers | Take-First 5 | Take-First 2") == [1, 2, "done"]


def test_direct_feeding_keeps_order_and_identity(runspace: Runspace) -> None:
    assert runspace.run("1,2,3 | po | po") == [1, 2, 3]


def test_nothing_in_nothing_out(runspace: Runspace) -> None:
    assert runspace.run("@() | Pass-On") == []
    assert runspace.run("$null | Pass-On") == [None]


def test_a_written_error_lets_the_rest_go_on(runspace: Runspace) -> None:
    assert runspace.run("1,2,3 | Fail-On write; $?") == [1, 3, False]
    record = runspace.errors[0]
    assert record.error_id == "NotTwo,Test.Commands.FailOnCommand"
    assert record.activity == "Fail-On"
    assert record.position is not None and record.position.text == "Fail-On write"


@pytest.mark.parametrize(("how", "error_id"), [("throw", "NeverTwo"), ("python", "PythonTwo")])
def test_a_thrown_error_ends_the_statement_and_is_caught(runspace: Runspace, how: str, error_id: str) -> None:
    texts = runspace.texts(
        f"1,2,3 | Fail-On {how}; 'next'; try {{ 2 | Fail-On {how} }} catch {{ $_.FullyQualifiedErrorId }}"
    )
    assert texts == ["1", "next", f"{error_id},Test.Commands.FailOnCommand"]
    assert len(runspace.errors) == 1


def test_a_fault_of_ours_is_not_made_an_error_record(runspace: Runspace) -> None:
    with pytest.raises(ZeroDivisionError):
        runspace.run("2 | Fail-On fault")


def test_the_hook_makes_records_of_known_exceptions(runspace: Runspace) -> None:
    runspace.engine.translate = lambda error: ErrorRecord(str(error), "Translated", "ConnectionError", exit_status=8)
    runspace.run("2 | Fail-On fault")
    assert [(record.error_id, record.exit_status) for record in runspace.errors] == [
        ("Translated,Test.Commands.FailOnCommand", 8)
    ]


def test_preferences_and_common_parameters_decide_what_is_shown(runspace: Runspace) -> None:
    runspace.run("Say-So")
    assert (runspace.warnings, runspace.verbose, runspace.debug, len(runspace.errors)) == (["w"], [], [], 1)
    runspace.run("Say-So -Verbose -Debug -WarningAction SilentlyContinue -ErrorAction Ignore")
    assert (runspace.warnings, runspace.verbose, runspace.debug, len(runspace.errors)) == (["w"], ["v"], ["d"], 1)
    runspace.run("$VerbosePreference = 'Continue'; $ErrorActionPreference = 'SilentlyContinue'; Say-So")
    assert (runspace.verbose, len(runspace.errors)) == (["v", "v"], 1)


def test_dollar_error_remembers_all_but_the_ignored(runspace: Runspace) -> None:
    runspace.run("Say-So -ErrorAction Ignore; Say-So -ErrorAction SilentlyContinue; Say-So")
    assert [record.error_id.partition(",")[0] for record in runspace.engine.errors] == ["E", "E"]


def test_error_action_stop_makes_it_terminating(runspace: Runspace) -> None:
    assert runspace.texts("try { Say-So -ErrorAction Stop; 'not here' } catch { \"caught $_\" }") == ["caught e"]


def test_variables_collect_output_and_errors(runspace: Runspace) -> None:
    texts = runspace.texts("Say-So -OutVariable o -ErrorVariable e -WarningVariable w -ea SilentlyContinue; $o, $e, $w")
    assert texts == ["o", "o", "e", "w"]


def test_a_plus_sign_appends_to_the_variable(runspace: Runspace) -> None:
    assert runspace.run("1 | Trace-It a -ov o | Pass-On; 2 | Trace-It a -ov +o; $o.Count") == [1, 2, 2]


def test_merging_puts_records_into_the_output(runspace: Runspace) -> None:
    texts = runspace.texts("Say-So 2>&1 3>&1 | Pass-On | Pass-On")
    assert texts == ["w", "e", "o"]
    assert (runspace.warnings, runspace.errors) == ([], [])


def test_null_takes_a_stream_away(runspace: Runspace) -> None:
    assert runspace.texts("Say-So 2>$null 3>$null") == ["o"]
    assert (runspace.warnings, runspace.errors) == ([], [])
    assert runspace.texts("Say-So *>$null") == []


def test_redirection_reaches_into_functions(runspace: Runspace) -> None:
    assert runspace.texts("function f { Say-So } f 2>&1 | Pass-On") == ["e", "o"]
    assert runspace.errors == []


def test_a_pipeline_variable_holds_the_object_of_its_command(runspace: Runspace) -> None:
    texts = runspace.texts(
        "function twice { process { $_ * 2 } } 1,2 | Trace-It a -PipelineVariable p | twice | twice | "
        'Trace-It b -pv q | & { process { "$p $q" } }'
    )
    assert texts == ["1 4", "2 8"]


def test_files_are_written_by_the_command_with_that_role(runspace: Runspace) -> None:
    written: list[tuple[object, object, object]] = []

    class WriteFile(Cmdlet):
        """Keeps what a file would get."""

        name = "Write-File"
        roles = ("write-file",)
        file_path = Parameter("string", position=0)
        append = Parameter("switch")
        input_object = Parameter("psobject", from_pipeline=True)

        def process(self) -> None:
            written.append((self.file_path, self.append, str(self.input_object)))

    runspace.commands.add(WriteFile)
    assert runspace.run("Say-So > out.txt 2>> err.txt") == []
    assert [(str(path).rpartition("/")[2], append, text) for path, append, text in written] == [
        ("err.txt", True, "e"), ("out.txt", False, "o"),
    ]  # fmt: skip


def test_a_redirection_without_a_writer_says_so(runspace: Runspace) -> None:
    runspace.run("Say-So > out.txt")
    assert [record.error_id for record in runspace.errors] == ["NoFileWriter"]
