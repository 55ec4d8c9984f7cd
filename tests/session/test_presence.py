"""Which shells are alive."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from glueshell.session.presence import Presence


def test_a_shell_is_alive_until_it_lets_go(tmp_path: Path, new_presence: Callable[[], Presence]) -> None:
    one, two = new_presence(), new_presence()
    token = one.hold()
    assert two.alive(token) and one.alive(token)
    one.release()
    assert not two.alive(token)
    assert os.listdir(tmp_path / "running") == []


def test_what_never_was_is_not_alive(presence: Presence) -> None:
    assert not presence.alive(None) and not presence.alive("") and not presence.alive("0123")
    assert not Path(presence._folder).exists()  # asking leaves nothing behind


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are POSIX's")
def test_its_files_are_private(tmp_path: Path, presence: Presence) -> None:
    before = os.umask(0)
    try:
        presence.hold()
    finally:
        os.umask(before)
    folder = tmp_path / "running"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_what_killed_shells_left_is_swept_away(tmp_path: Path, new_presence: Callable[[], Presence]) -> None:
    living = new_presence()
    living.hold()
    folder = tmp_path / "running"
    for name in ("old", "young", living.token):
        (folder / name).touch()
        if name != "young":
            os.utime(folder / name, (1, 1))
    mine = new_presence()
    mine.hold()
    assert {path.name for path in folder.iterdir()} == {"young", living.token, mine.token}


def test_a_killed_process_is_not_alive_and_a_running_one_is(tmp_path: Path, presence: Presence) -> None:
    code = (
        "import sys; from pathlib import Path; from glueshell.session.presence import Presence\n"
        "print(Presence(Path(sys.argv[1])).hold(), flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None and process.stdin is not None
    with process.stdin, process.stdout:
        token = process.stdout.readline().strip()
        assert presence.alive(token)
        process.kill()
        process.wait()
        assert not presence.alive(token)
