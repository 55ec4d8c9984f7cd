"""How errors look to scripts and to people; drives and their items."""

from __future__ import annotations

import pytest

from glueshell.engine.errors import ErrorRecord, Position
from glueshell.engine.own_types import own_type
from glueshell.engine.providers.drives import Drives
from glueshell.engine.report import headline, report, report_parse_errors
from glueshell.language import parse
from glueshell.objects.errors import PSError
from tests.engine.commands.runspace import Runspace


@pytest.fixture
def runspace() -> Runspace:
    return Runspace()


def test_a_record_shows_its_surface_to_scripts(runspace: Runspace) -> None:
    runspace.run("function g { [CmdletBinding()] param([int]$Count) }")
    texts = runspace.texts(
        "try { g -Count abc } catch { $_.CategoryInfo.Category; $_.CategoryInfo.Activity; $_.CategoryInfo.Reason;"
        " $_.FullyQualifiedErrorId; $_.InvocationInfo.MyCommand; $_.InvocationInfo.OffsetInLine;"
        ' $_.InvocationInfo.ScriptLineNumber; $_.Exception.Message.Substring(0, 6); "$_".Substring(0, 6) }'
    )
    assert texts == [
        "InvalidData", "g", "ParameterBindingArgumentTransformationException", "ParameterArgumentTransformationError,g",
        "g", "16", "1", "Cannot", "Cannot",
    ]  # fmt: skip


def test_engine_types_can_be_made_by_name() -> None:
    info = own_type("system.management.automation.errorrecord")
    assert info is not None and info.construct is not None
    record = info.construct(PSError("m", "inner"), "id", "ObjectNotFound", 5)
    assert isinstance(record, ErrorRecord)
    assert (record.message, record.error_id, record.category, record.target) == ("m", "id", "ObjectNotFound", 5)
    assert own_type("System.String") is None


def test_a_long_line_is_cut_around_the_extent() -> None:
    line = "try { te } catch { $_.CategoryInfo.ToString(); $_.FullyQualifiedErrorId; 'and more of it' }"
    message = Position(line, 6, 8, "/tmp/x.ps1").message
    assert message.splitlines() == [
        "At /tmp/x.ps1:1 char:7",
        "+ try { te } catch { $_.CategoryInfo.ToString(); $_.FullyQualifiedError …",
        "+       ~~",
    ]
    late = Position("x" * 90 + " here", 91, 95).message
    assert late.splitlines()[1].startswith("+ … ") and late.splitlines()[1].endswith("here")
    assert late.splitlines()[2].index("~") == late.splitlines()[1].index("here")


def test_categories_print_as_powershell_prints_them(runspace: Runspace) -> None:
    record = ErrorRecord(PSError("bad", "X", "InvalidData", "Test.WriteErrorException"), target="a" * 60)
    record.activity = "Write-Error"
    assert runspace.category(record) == (
        "InvalidData: (aaaaaaaaaaaaaaaaaaa…aaaaaaaaaaaaaaaaaaa:String) [Write-Error], WriteErrorException"
    )


def test_a_report_has_message_source_and_suggestion() -> None:
    text = "Set-Trait inbound-deliver x\nnext"
    record = ErrorRecord("There is no field 'inbound-deliver'.", position=Position(text, 10, 25, "a.gsh"))
    record.activity = "Set-Trait"
    record.suggestion = "Did you mean inbound-delivery?"
    lines = report(record)
    assert lines[0] == ("Set-Trait: There is no field 'inbound-deliver'.", "error")
    assert any("Set-Trait inbound-deliver x" in line for line, style in lines if style == "source")
    assert any("~" * 15 in line for line, style in lines if style == "source")
    assert lines[-1] == ("  Did you mean inbound-delivery?", "hint")
    assert headline(record) == "Set-Trait: There is no field 'inbound-deliver'."


def test_an_error_of_no_command_is_headed_as_powershell_heads_it() -> None:
    missing = ErrorRecord("Not found.", "CommandNotFoundException", "ObjectNotFound", target="Get-Nothing")
    assert headline(missing) == "Get-Nothing: Not found."
    assert headline(ErrorRecord("No method.", "MethodNotFound", "InvalidOperation")) == "InvalidOperation: No method."


def test_a_one_line_input_is_not_repeated() -> None:
    record = ErrorRecord("No.", position=Position("Get-It", 0, 6))
    record.activity = "Get-It"
    assert report(record) == [("Get-It: No.", "error")]


def test_hostile_text_is_neutralised_in_reports() -> None:
    record = ErrorRecord("name \x1b[2J\u202e evil")
    record.suggestion = "Did you mean \x9b31m?"
    shown = "\n".join(text for text, _ in report(record))
    assert not any(char in shown for char in "\x1b\u202e\x9b")


def test_parse_errors_show_their_place() -> None:
    source = "if (1 {\n"
    lines = report_parse_errors(parse(source).errors, source, "x.gsh")
    assert lines[0][1] == "error" and lines[0][0].startswith("ParserError: ")
    assert any(style == "source" for _, style in lines)


def test_env_variable_function_and_alias_are_drives(runspace: Runspace) -> None:
    environ = {"HOME": "/h"}
    drives = Drives(runspace.engine, environ, "/")
    assert drives.read("ENV", "HOME") == "/h"
    drives.write("env", "NEW", 5)
    drives.write("env", "HOME", None)
    assert environ == {"NEW": "5"}
    runspace.run("$q = 7; function f { 'hi' }")
    assert drives.read("variable", "q") == 7
    assert str(drives.read("function", "f")).strip() == "'hi'"
    assert drives.read("function", "nope") is None
    drives.write("function", "g", drives.read("function", "f"))
    assert runspace.texts("g") == ["hi"]
    drives.write("alias", "gg", "f")
    assert drives.read("alias", "gg") == "f"
    assert drives.read("nodrive", "x") is None
    with pytest.raises(PSError) as raised:
        drives.write("nodrive", "x", 1)
    assert raised.value.error_id == "DriveNotFound"


def test_items_of_flat_drives(runspace: Runspace) -> None:
    drives = Drives(runspace.engine, {"A": "1", "B": "2"}, "/")
    env = drives.require("env").provider
    assert [item.get("Name") for item in env.items()] == ["A", "B"]  # type: ignore[attr-defined]
    env.remove("A")
    assert env.item("A") is None and not env.exists("A")
    with pytest.raises(PSError) as raised:
        env.remove("A")
    assert raised.value.error_id == "PathNotFound"


def test_the_location_moves_between_drives(runspace: Runspace, tmp_path: object) -> None:
    drives = Drives(runspace.engine, {"A": "1"}, str(tmp_path))
    drives.files.write("x.txt", ["a", "b"])
    assert drives.files.read("x.txt") == ["a", "b"]
    (drive, rest) = drives.split("env:A")
    assert (drive.name, rest) == ("Env", "A")
    drives.go("env:")
    assert str(drives.location) == "Env:/"
    assert drives.split("A")[0].name == "Env"
    drives.go(str(tmp_path))
    assert str(drives.location) == str(tmp_path)
    with pytest.raises(PSError):
        drives.go("nowhere")
