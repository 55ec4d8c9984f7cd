"""Where the key comes from, whose it is, and what a paste drags along."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from glueshell.itglue.regions import clean_key, fingerprint
from glueshell.session import keys
from glueshell.session.errors import NotConnected
from glueshell.session.statuses import status_of
from tests.session.keyrings import Keyring, install

KEY = "ITG." + "0123456789abcdef" * 2 + "." + "Ab_-" * 16
OTHER = KEY[:-4] + "zzzz"


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


def printing(folder: Path, text: str, *, status: int = 0, complaint: str = "") -> str:
    """A command that prints `text` and leaves its environment in a file."""
    script = folder / "print it.py"
    script.write_text(
        "import json, os, sys\n"
        f"open({str(folder / 'environment.json')!r}, 'w', encoding='utf-8').write(json.dumps(dict(os.environ)))\n"
        f"sys.stdout.write({text!r})\nsys.stderr.write({complaint!r})\nsys.exit({status})\n",
        encoding="utf-8",
    )
    return f'"{sys.executable}" "{script}"'


# -- sources ---------------------------------------------------------------------------------------------------


def test_the_environment_is_cleaned_and_heard_of() -> None:
    learned: list[str] = []
    source = keys.KeySource("a", {"ITGLUE_API_KEY": f"\u200b '{KEY}'\n"}, on_key=learned.append)
    assert source() == KEY and source.origin == "environment" and learned == [KEY]


def test_without_a_key_it_says_how_to_give_one() -> None:
    source = keys.KeySource("a", {})
    assert source.known() is None
    with pytest.raises(NotConnected, match="no API key for a") as caught:
        source()
    assert status_of(caught.value) == 3
    assert source.give(f" {KEY} ") == KEY and source() == KEY
    with pytest.raises(NotConnected):
        source.give("  ")


def test_the_keyring_is_asked_when_the_environment_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = install(monkeypatch, Keyring())
    assert keys.keyring_usable()
    assert keys.write_keyring("a", KEY) and ring.kept == {("glueshell", "a"): KEY}
    assert keys.KeySource("a", {})() == KEY
    assert keys.remove_from_keyring("a") and not keys.remove_from_keyring("a")
    assert keys.KeySource("a", {}).known() is None


def test_a_broken_keyring_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, Keyring(problem=RuntimeError("no backend, but here is a secret")))
    source = keys.KeySource("a", {})
    assert source.known() is None
    assert source.problem == "The keyring of this system cannot be read (RuntimeError)."
    assert not keys.write_keyring("a", KEY) and not keys.remove_from_keyring("a")
    with pytest.raises(NotConnected, match=r"no API key for a\. The keyring of this system cannot be read"):
        source()


def test_a_machine_without_a_backend_has_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not keys.keyring_usable()
    install(monkeypatch, Keyring(priority=0))
    assert not keys.keyring_usable()


def test_the_key_of_another_account_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    learned: list[str] = []
    environment = {"ITGLUE_API_KEY": OTHER}
    source = keys.KeySource("a", environment, known_fingerprint=fingerprint(KEY), on_key=learned.append)
    with pytest.raises(NotConnected, match="…zzzz"):
        source()
    assert learned == [OTHER]  # it is kept out of what is shown all the same
    install(monkeypatch, Keyring({("glueshell", "a"): KEY}))
    assert keys.KeySource("a", environment, known_fingerprint=fingerprint(KEY))() == KEY


def test_the_command_of_the_command_line_comes_first(tmp_path: Path) -> None:
    source = keys.KeySource("a", {"ITGLUE_API_KEY": OTHER}, first_command=printing(tmp_path, KEY + "\n"))
    assert source() == KEY and source.origin == "command"


def test_the_command_of_an_account_comes_after_the_environment(tmp_path: Path) -> None:
    command = printing(tmp_path, KEY)
    assert keys.KeySource("a", {"ITGLUE_API_KEY": OTHER}, command=command)() == OTHER
    assert keys.KeySource("a", {}, command=command)() == KEY


# -- a command -------------------------------------------------------------------------------------------------


def test_a_command_does_not_get_the_key_of_the_environment(tmp_path: Path) -> None:
    environment = {"ITGLUE_API_KEY": OTHER, "SYSTEMROOT": "", "KEPT": "1"}
    assert keys.run_key_command(printing(tmp_path, f"\n{KEY}\r\n"), environment, attended=False) == KEY
    seen = json.loads((tmp_path / "environment.json").read_text(encoding="utf-8"))
    assert seen["KEPT"] == "1" and "ITGLUE_API_KEY" not in seen


@pytest.mark.parametrize(
    ("text", "status", "complaint", "error_id", "said"),
    [
        ("", 0, "", "KeyCommandOutput", "it printed 0"),
        (f"{KEY}\n{KEY}\n", 0, "", "KeyCommandOutput", "it printed 2"),
        ("", 3, "", "KeyCommandFailed", "it ended with status 3"),
        ("", 1, "first\nyou are not signed in\n", "KeyCommandFailed", "you are not signed in"),
        ("", 1, f"bad key {KEY}", "KeyCommandFailed", "bad key •••"),
    ],
)
def test_a_command_that_gives_no_key_says_why(
    tmp_path: Path, text: str, status: int, complaint: str, error_id: str, said: str
) -> None:
    command = printing(tmp_path, text, status=status, complaint=complaint)
    with pytest.raises(NotConnected) as caught:
        keys.run_key_command(command, {}, attended=False)
    assert caught.value.error_id == error_id and said in caught.value.message
    assert KEY not in caught.value.message and status_of(caught.value) == 3


@pytest.mark.parametrize(
    ("command", "error_id"), [("no-such-program-here -x", "KeyCommandMissing"), ("'open", "KeyCommandUnreadable")]
)
def test_a_command_that_cannot_run_is_refused(command: str, error_id: str) -> None:
    with pytest.raises(NotConnected) as caught:
        keys.run_key_command(command, {"PATH": ""}, attended=False)
    assert caught.value.error_id == error_id


def test_a_command_that_hangs_is_given_up(tmp_path: Path) -> None:
    script = tmp_path / "hang.py"
    script.write_text("import threading\nthreading.Event().wait(60)\n", encoding="utf-8")
    with pytest.raises(NotConnected, match="within 0 seconds"):
        keys.run_key_command(f'"{sys.executable}" "{script}"', {}, attended=False, patience=0.2)


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    script = tmp_path / "echo.py"
    script.write_text("import sys\nprint('|'.join(sys.argv[1:]))\n", encoding="utf-8")
    command = f'"{sys.executable}" "{script}" $HOME; "a b" > x && y'
    assert keys.run_key_command(command, {}, attended=False) == "$HOME;|a b|>|x|&&|y"


# -- a paste ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paste", "said"),
    [
        (KEY, ""),
        (f" {KEY}\r\n", "1 line break, 1 blank"),
        (f'"{KEY}"', "2 quotes"),
        (f"“{KEY}”\t", "1 blank, 2 quotes"),
        (f"{KEY}\x1b\x07", "2 control characters"),
        (f"\ufeff{KEY}\u200b", "2 invisible characters"),
        (f"x-api-key: {KEY}", "the header's name, 1 blank"),
        (f"{KEY[:50]}\n{KEY[50:]}", "1 line break"),
        (f"{KEY[:50]} \x00{KEY[50:]}'", "1 blank, 1 quote, 1 control character"),
    ],
)
def test_what_was_taken_out_of_a_paste_is_told(paste: str, said: str) -> None:
    assert clean_key(paste) == KEY
    assert keys.removed_from(paste, KEY) == said


def test_only_the_end_of_a_key_is_shown() -> None:
    assert keys.key_ending(KEY) == KEY[-4:]
    assert keys.key_ending("short") == ""
