"""The program as a process of its own: streams, locales, modes of files, signals, pipes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from glueshell.sandbox import Sandbox
from tests.cli.running import ROOT, process, started

posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes, signals or pipes on Windows")


@pytest.fixture
def home(template: Path, tmp_path: Path) -> Path:
    """A home folder with a demo account in it."""
    import shutil

    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    shutil.copy(template, folder / "sandbox.db")
    return folder


def test_a_text_a_file_and_a_pipe(home: Path, tmp_path: Path) -> None:
    script = tmp_path / "with blanks" / "s.gsh"
    script.parent.mkdir()
    script.write_text('param($Name) "hello $Name"; exit 5', encoding="utf-8")
    assert process(home, "--sandbox", "-c", "1 + 1") == (0, _line("2"), b"")
    assert process(home, "--sandbox", "run", str(script), "-Name", "Blue Newt") == (5, _line("hello Blue Newt"), b"")
    assert process(home, "--sandbox", stdin=b"'piped'\n") == (0, _line("piped"), b"")


def _line(text: str) -> bytes:
    return (text + os.linesep).encode()


def test_a_syntax_error_ends_the_process_with_2(home: Path) -> None:
    status, out, err = process(home, "--sandbox", "-c", "foreach (")
    assert (status, out) == (2, b"")
    assert b"ParserError" in err and b"~" in err


@posix
@pytest.mark.parametrize("locale", ["C", "de_DE.ISO-8859-1"])
def test_output_is_utf8_under_any_locale(home: Path, locale: str) -> None:
    environ = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    status, out, err = process(
        home,
        "--sandbox",
        stdin="'Žižkov ✎'; (Get-Organization '한빛*').Name; Write-Warning 'ü'".encode(),
        environ=environ,
    )
    assert (status, out.decode("utf-8").splitlines()) == (0, ["Žižkov ✎", "한빛 데이터"])
    assert err.decode("utf-8").splitlines() == ["WARNING: ü"]


@posix
def test_every_file_is_the_persons_own_whatever_the_umask(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    code = "import os, sys; os.umask(0); from glueshell.__main__ import main; sys.exit(main())"
    text = "Use-Organization 'Test Organization - Happy Frog'; Use-FlexibleAssetType LAN; New-Draft; Save-Draft a.gsh"
    done = subprocess.run(
        [sys.executable, "-c", code, "--sandbox", "-c", text],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "GLUESHELL_HOME": str(home)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert home.stat().st_mode & 0o777 == 0o700
    files = [tmp_path / "a.gsh", *(path for path in home.rglob("*") if path.is_file())]
    assert {"state.db", "sandbox.db"} <= {path.name for path in files}
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in files} == {path.name: "0o600" for path in files}


def test_a_fresh_sandbox_leaves_the_stored_one_untouched(home: Path) -> None:
    before = (home / "sandbox.db").read_bytes()
    status, out, _ = process(home, "--sandbox", "--fresh", "run", "api-email-example")
    assert status == 0 and b"Created flexible asset" in out
    assert (home / "sandbox.db").read_bytes() == before
    assert not list(home.glob("sandbox.db-*"))
    # Nothing of the passing account stays behind either.
    from glueshell.session.store import Store

    store = Store(home / "state.db")
    try:
        assert [store.query(f"SELECT count(*) FROM {table}")[0][0] for table in ("drafts", "journal", "context")] == [
            0,
            0,
            0,
        ]
    finally:
        store.close()


def test_the_stored_sandbox_remembers(home: Path) -> None:
    made = (
        "New-FlexibleAssetType Kept -Fields @{ Name = 'A'; Kind = 'Text'; UseForTitle = 1; ShowInList = 1 } | Out-Null"
    )
    assert process(home, "--sandbox", "-c", made)[0] == 0
    assert process(home, "--sandbox", "-c", "(Get-FlexibleAssetType Kept).Name")[1] == _line("Kept")


def test_another_seed_for_a_stored_sandbox_is_answered_with_a_warning(home: Path) -> None:
    status, _, err = process(home, "--sandbox", "--seed", "7", "-c", "1")
    assert status == 0
    assert b"holds the demo account of the seed" in err and b"--fresh" in err


@posix
def test_a_reader_that_has_seen_enough_ends_it_quietly(home: Path) -> None:
    with started(home, "--sandbox", "-c", "1..200000; Write-Host never") as running:
        assert running.stdout is not None and running.stderr is not None
        assert running.stdout.readline() == b"1\n"
        running.stdout.close()
        err = running.stderr.read()
        status = running.wait(timeout=60)
    assert (status, err) == (0, b"")


@posix
def test_a_reader_of_the_help_may_leave_too(home: Path) -> None:
    with started(home, "--help") as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        err = running.stderr.read()
        assert running.wait(timeout=60) in (0, 1)
    assert b"Traceback" not in err


@posix
def test_ctrl_c_ends_a_running_script_with_130(home: Path) -> None:
    with started(home, "--sandbox", "-c", "'ready'; while ($true) { }") as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, b"", b"")


@posix
def test_the_sandbox_is_served_until_ctrl_c(home: Path, tmp_path: Path) -> None:
    with started(home, "sandbox", "--db", str(tmp_path / "practice.db")) as running:
        assert running.stdout is not None
        url, key = (running.stdout.readline().decode().split()[-1] for _ in range(2))
        assert "Ctrl+C" in [running.stdout.readline().decode() for _ in range(3)][-1]
        request = urllib.request.Request(url + "/organizations?page[size]=1", headers={"x-api-key": key})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            assert json.load(answer)["meta"]["total-count"] == 40
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, b"")
    with Sandbox(tmp_path / "practice.db") as kept:
        assert kept.key == key


def test_a_port_that_is_taken_is_said(home: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status, out, err = process(home, "sandbox", "--fresh", "--port", str(taken.getsockname()[1]))
    assert status != 0 and out == b""
    assert b"Traceback" not in err and len(err.splitlines()) <= 2


def test_a_served_sandbox_can_be_worked_with_as_an_account(home: Path, tmp_path: Path) -> None:
    with Sandbox(tmp_path / "other.db") as sandbox:
        account = {"ITGLUE_BASE_URL": sandbox.serve().url, "ITGLUE_API_KEY": sandbox.key}
        status, out, err = process(home, "-c", "Get-Organization -First 1 | Format-Table Id", environ=account)
        assert status == 0, err
        assert b"Id" in out
        assert sandbox.key.encode() not in b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
