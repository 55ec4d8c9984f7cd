"""What a terminal is sent, and the questions asked there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from prompt_toolkit.application import Application

from glueshell.engine.host import Choice
from glueshell.engine.signals import Interrupted
from glueshell.shell import picker, questions
from glueshell.shell.terminal import TerminalHost, hanging, preview_style
from tests.shell.driving import CTRL_C, DOWN, ENTER, ESC, TAB, Paper, Person, Steps, drive, recorded, terminal

HOSTILE = "a\x1b]0;owned\x07\x1b[2J\x9b2J\u202eb\u200b\r"


def asked(monkeypatch: pytest.MonkeyPatch, ask: Callable[[], Any], *visits: Steps) -> Any:
    """Call `ask`, a person answering in each application or prompt that it starts."""
    left = list(visits)
    original = Application.run

    def run(self: Application[Any], *args: Any, **named: Any) -> Any:
        return drive(self, lambda: original(self, *args, **named), left.pop(0))

    monkeypatch.setattr(Application, "run", run)
    answer = ask()
    assert not left, "a question was not asked"
    return answer


def keys(*pressed: str) -> Steps:
    async def steps(person: Person) -> None:
        await person.press(*pressed)

    return steps


def test_no_sequence_reaches_the_screen_that_is_not_ours() -> None:
    with recorded({"NO_COLOR": "1"}) as (host, paper):
        host.write(HOSTILE)
        host.write_lines([HOSTILE])
        for style in ("error", "warning", "verbose", "debug", "hint", "source"):
            host.write_error_line(HOSTILE, style)
        host.say([("class:question", HOSTILE)])
    left = paper.text.replace("\x1b[0m", "").replace("\x1b[0;1m", "")
    assert not set(left) & {"\x1b", "\x07", "\x9b", "\u202e", "\u200b", "\r"}
    assert "a␛]0;owned␇␛[2J" in left


def test_colours_are_the_terminals_own_and_end_at_the_line() -> None:
    with recorded() as (host, paper):
        host.write("a\nb", foreground="Green", background="DarkBlue")
        host.write_error_line("wrong")
    assert paper.text == "\x1b[0;92;44ma\x1b[0m\n\x1b[0;92;44mb\x1b[0m\x1b[0;91mwrong\x1b[0m\n"


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colour_plain_text_is_all_there_is(environ: dict[str, str]) -> None:
    with recorded(environ) as (host, paper):
        host.write("a", foreground="Green")
        host.write_error_line("careful", "verbose")
    assert paper.text == "acareful\n"


def test_progress_is_one_line_that_goes_before_anything_else_is_said() -> None:
    now = [0.0]
    with recorded({"NO_COLOR": "1"}, columns=50, clock=lambda: now[0]) as (host, paper):
        host.progress("Reading", "page 1 of a very long list of organizations\x1b[2J", 50)
        now[0] += 0.05
        host.progress("Reading", "page 2", 75)
        host.write_lines(["done"])
        host.progress("", "", None)
    assert "page 2" not in paper.text, "painted again before its time"
    shown, _, rest = paper.text.partition("\r")
    assert shown.startswith("[##########..........]  50% Reading: page 1") and len(shown.replace("\x1b[0m", "")) == 49
    assert rest == "\x1b[Kdone\n"


def test_a_line_is_asked_for_and_a_paste_stays_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal() as host:
        answer = asked(monkeypatch, lambda: host.read_line("Name:"), keys("\x1b[200~Happy\nFrog\x1b[201~", ENTER))
    assert answer == "Happy Frog"


def test_a_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(person: Person) -> None:
        await person.press("ITG.abc")
        assert person.screen[0] == "Key: *******"
        await person.press(ENTER)

    with terminal() as host:
        assert asked(monkeypatch, lambda: host.read_secret("Key:"), steps) == "ITG.abc"


def test_ctrl_c_interrupts_every_question(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal() as host:
        for ask in (
            lambda: host.read_line("Name"),
            lambda: host.read_secret("Key"),
            lambda: host.confirm([], "Sure?"),
            lambda: host.pick("Which?", [Choice("a")]),
        ):
            with pytest.raises(Interrupted), monkeypatch.context() as patch:
                asked(patch, ask, keys(CTRL_C))


@pytest.mark.parametrize(
    ("pressed", "default", "wanted"),
    [("y", False, True), ("n", True, False), (ENTER, True, True), (ENTER, False, False), (ESC, True, False)],
)
def test_yes_or_no_is_one_key(monkeypatch: pytest.MonkeyPatch, pressed: str, default: bool, wanted: bool) -> None:
    with terminal() as host:
        answer = asked(monkeypatch, lambda: host.confirm([], "Create it?", default=default), keys(pressed))
    assert answer is wanted


def test_other_keys_and_pastes_answer_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(person: Person) -> None:
        await person.press("x", "\x1b[200~y\n\x1b[201~", "1")
        assert person.running
        await person.press("n")

    with terminal() as host:
        assert asked(monkeypatch, lambda: host.confirm([], "Create it?", default=True), steps) is False


def test_a_preview_stays_on_the_screen_with_question_and_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    with terminal() as host:
        monkeypatch.setattr(TerminalHost, "say", lambda self, parts: said.append("".join(text for _, text in parts)))
        asked(monkeypatch, lambda: host.confirm(["Create 1", "+ type  Office 365"], "Create?", default=True), keys("y"))
    assert said == ["Create 1", "+ type  Office 365", "Create? [Y/n] yes"]


@pytest.mark.parametrize(
    ("line", "at", "wanted"),
    [
        ("Create 1 asset", 0, "class:preview.head"),
        ("  + type  x", 1, "class:preview.add"),
        ("  - type", 1, "class:preview.remove"),
        ("  ~ type  a -> b", 1, "class:preview.change"),
        ("  -name  x", 1, ""),
        ("plain", 1, ""),
    ],
)
def test_lines_of_a_preview_are_coloured_by_their_sign(line: str, at: int, wanted: str) -> None:
    assert preview_style(line, at) == wanted


CHOICES = [
    Choice("Happy Frog", 31337, "#31337 active"),
    Choice("Happy Frog Canada", 40210, "#40210"),
    Choice("Unhappy Toad\x1b[2J", 11402, "#11402"),
    Choice("Blue Newt", 7, "#7"),
]


def test_a_long_value_of_a_preview_goes_on_below_its_beginning() -> None:
    line = "  + domains  happyfrog.example, mail.happyfrog.example (#501, #502)"
    assert hanging(line, 48) == ["  + domains  happyfrog.example,", "             mail.happyfrog.example (#501, #502)"]
    assert hanging(line, 80) == [line]
    assert hanging("x" * 90, 80) == ["x" * 90]


def test_typing_filters_the_list_and_enter_takes_the_marked_one(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(person: Person) -> None:
        shown = person.screen
        assert shown[0] == "Which organization?"
        assert shown[1] == "›"
        assert [line.split("#")[0].strip() for line in shown[2:6]] == [
            "Happy Frog", "Happy Frog Canada", "Unhappy Toad␛[2J", "Blue Newt",
        ]  # fmt: skip
        assert shown[6].strip().startswith("4 of 4")
        await person.press("happy")
        assert person.screen[5].strip().startswith("3 of 4")
        await person.press(DOWN, TAB)
        await person.press(ENTER)

    with terminal() as host:
        picked = asked(monkeypatch, lambda: host.pick("Which organization?", CHOICES), steps)
    assert picked.value == 11402


def test_a_filter_that_leaves_nothing_cannot_be_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps(person: Person) -> None:
        await person.press("zzz")
        assert picker.TEXTS["none"] in person.screen[2]
        await person.press(ENTER)
        assert person.running
        await person.press("\x7f", "\x7f", "\x7f", "bn", ENTER)

    with terminal() as host:
        assert asked(monkeypatch, lambda: host.pick("Which?", CHOICES), steps).text == "Blue Newt"


def test_escape_leaves_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal() as host, pytest.raises(Interrupted):
        asked(monkeypatch, lambda: host.pick("Which?", CHOICES), keys(ESC))


def test_a_long_list_shows_ten_rows_around_the_mark() -> None:
    many = picker.Picker([Choice(f"Organization {number}") for number in range(1000)])
    many.move(500)
    top, rows = many.window(10)
    assert (top, len(rows), rows[5].text) == (495, 10, "Organization 500")
    many.filter("999")
    assert [choice.text for choice in many.left] == ["Organization 999"]


def test_a_dumb_terminal_picks_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["x", "0", "2"])
    monkeypatch.setattr(questions, "ask_line", lambda host, prompt, secret=False: next(answers))
    with recorded({"TERM": "dumb"}) as (host, paper):
        assert host.pick("Which?", CHOICES).value == 40210
    lines = paper.text.splitlines()
    assert lines[0] == "   1  Happy Frog   #31337 active"
    assert lines[2] == "   3  Unhappy Toad␛[2J   #11402"
    assert lines.count(picker.TEXTS["again"].format(count=4)) == 2
    assert lines[-1] == "Which? Happy Frog Canada"


def test_only_web_addresses_are_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url: not opened.append(url))  # type: ignore[func-returns-value]
    with recorded() as (host, _):
        assert host.open_url("https://eu.itglue.example/1")
        assert not host.open_url("file:///etc/passwd")
        assert not host.open_url("https://x.example/ --flag")
        assert not host.open_url("javascript:alert(1)")
    assert opened == ["https://eu.itglue.example/1"]


def test_there_is_no_clipboard_without_a_desktop() -> None:
    from glueshell.shell.desktop import clipboard_program

    assert clipboard_program({}, "linux") == ()
    assert clipboard_program({}, "win32") == ("clip",)
    assert clipboard_program({}, "darwin") == ("pbcopy",)


def test_pastes_are_marked_while_a_command_runs() -> None:
    with recorded() as (host, paper):
        host.guard_paste(True)
        host.guard_paste(False)
    assert paper.text == "\x1b[?2004h\x1b[?2004l"
    assert isinstance(paper, Paper)
