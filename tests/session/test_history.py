"""What is kept of what was typed, and what is not."""

from __future__ import annotations

import os
import stat
import sys
import threading
from itertools import islice
from pathlib import Path

import pytest

from glueshell.session.history import History, without_secrets
from glueshell.session.redaction import Redactor
from tests.session.conftest import Clock

KEY = "ITG." + "0123456789abcdef" * 2 + "." + "Ab_-" * 16


@pytest.fixture
def history(tmp_path: Path, clock: Clock) -> History:
    return History(tmp_path / "history", redactor=Redactor(), clock=clock, max_entries=100)


def test_entries_come_newest_first_and_survive(history: History, tmp_path: Path, clock: Clock) -> None:
    for line in ("Get-Organization", "Get-Contact -First 3", "trait domains 'a.example'"):
        history.append(line)
    again = History(tmp_path / "history", redactor=Redactor(), clock=clock)
    assert list(again.entries()) == ["trait domains 'a.example'", "Get-Contact -First 3", "Get-Organization"]


@pytest.mark.parametrize(
    "entry",
    [
        "if ($true) {\n  'a'\n}",
        "'one\n\n+two\n# three\n\\n'",
        "@'\n# 2025-01-01\n+x\n'@",
        "back`\ntick",
        "'äöü 漢字 🐸 \x0b \x85 \u2028'",
    ],
)
def test_lines_that_look_like_the_file_format_stay_one_entry(history: History, entry: str) -> None:
    history.append("before")
    history.append(entry)
    history.append("after")
    assert list(history.entries()) == ["after", entry, "before"]


def test_windows_line_ends_become_plain_ones(history: History) -> None:
    history.append("a {\r\n}\r\n")
    assert list(history.entries()) == ["a {\n}"]


def test_equal_neighbours_are_kept_once(history: History, tmp_path: Path, clock: Clock) -> None:
    assert [history.append(line) for line in ("a", "a", "b", "a")] == ["a", None, "b", "a"]
    assert History(tmp_path / "history", redactor=Redactor(), clock=clock).append("a") is None
    assert list(history.entries()) == ["a", "b", "a"]


@pytest.mark.parametrize("line", ["", "  \n ", " secret-ish", "\tGet-Date"])
def test_blank_lines_and_a_leading_blank_are_not_kept(history: History, line: str, tmp_path: Path) -> None:
    assert history.append(line) is None
    assert not (tmp_path / "history").exists()


def test_no_more_than_the_maximum_is_given(tmp_path: Path, clock: Clock) -> None:
    history = History(tmp_path / "history", redactor=Redactor(), clock=clock, max_entries=3)
    for number in range(10):
        history.append(str(number))
    assert list(history.entries()) == ["9", "8", "7"]


def test_only_the_end_of_a_long_file_is_read(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "history"
    path.write_bytes(b"".join(b"\n# t\n+entry %d %s\n" % (n, b"x" * 1000) for n in range(5000)))
    history = History(path, redactor=Redactor(), clock=clock)
    entries = history.entries()
    assert [entry.split()[1] for entry in islice(entries, 2)] == ["4999", "4998"]
    whole = list(history.entries())
    assert len(whole) == 5000 and whole[-1].startswith("entry 0 ")


def test_a_torn_entry_does_not_swallow_the_next(history: History, tmp_path: Path) -> None:
    history.append("first")
    with open(tmp_path / "history", "ab") as file:
        file.write(b"\n# 2025-01-01\n+half an en")
    history.append("next")
    assert next(history.entries()) == "next"
    assert "first" in list(history.entries())


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are POSIX's")
def test_the_file_is_private_under_umask_000(history: History, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        history.append("x")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "history").stat().st_mode) == 0o600


def test_two_shells_do_not_mix_their_lines(tmp_path: Path, clock: Clock) -> None:
    def work(name: str) -> None:
        mine = History(tmp_path / "history", redactor=Redactor(), clock=clock)
        for number in range(30):
            mine.append(f"{name} {number}\n" + name * 200)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entries = list(History(tmp_path / "history", redactor=Redactor(), clock=clock).entries())
    assert sorted(entries) == sorted(f"{n} {i}\n" + n * 200 for n in "abc" for i in range(30))


def test_clearing_forgets_everything(history: History) -> None:
    history.append("x")
    history.clear()
    assert list(history.entries()) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"Connect-ITGlue -Key {KEY}", "Connect-ITGlue -Key •••"),
        (f"$k='{KEY}'", "$k='•••'"),
        ("New-Password -Name wifi -Password 'hunter 2' -First 3", "New-Password -Name wifi -Password '•••' -First 3"),
        ('Set-It -ApiKey "a`"b" x', 'Set-It -ApiKey "•••" x'),
        ("Set-It -ClientSecret:abc.def", "Set-It -ClientSecret:•••"),
        ("Set-It -Password $secret", "Set-It -Password $secret"),
        ("Set-It -Password (Get-Secret x)", "Set-It -Password (Get-Secret x)"),
        ("Set-It -Token -Force", "Set-It -Token -Force"),
        ("$env:ITGLUE_API_KEY = 'abc'", "$env:ITGLUE_API_KEY = '•••'"),
        ("traits=@{'admin-password'='x1'; name='n'}", "traits=@{'admin-password'='•••'; name='n'}"),
        ("Sort-Object -Property Name # no secret", "Sort-Object -Property Name # no secret"),
        ("Get-Password -Name 'a'", "Get-Password -Name 'a'"),
        ("Get-Organization 'Keymaster'", "Get-Organization 'Keymaster'"),
    ],
)
def test_secrets_are_blotted_out_and_the_rest_is_kept(typed: str, kept: str) -> None:
    assert without_secrets(typed, Redactor()) == kept


def test_a_known_key_of_any_shape_is_blotted_out(tmp_path: Path, clock: Clock) -> None:
    redactor = Redactor()
    history = History(tmp_path / "history", redactor=redactor, clock=clock)
    redactor.learn("sandbox-key-1")
    history.append("Write-Host sandbox-key-1")
    assert list(history.entries()) == ["Write-Host •••"]


def test_a_very_long_line_is_redacted_in_no_time(history: History) -> None:
    history.append("-password" * 20_000 + " x")
    history.append("password" * 20_000 + " = x")
