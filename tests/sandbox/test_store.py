"""The store: one file, its mode, its refusals, and several users at once."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from glueshell.sandbox import Sandbox, SandboxError
from glueshell.sandbox.store import FORMAT
from tests.sandbox.client import Client


def test_a_file_keeps_account_key_and_records(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    with Sandbox(path, seed=3) as first:
        id = Client(first).post("/organizations", "organizations", name="Kept").data["id"]
        known = (first.account_id, first.key, first.seed)
    with Sandbox(path, seed=4) as second:
        assert (second.account_id, second.key, second.seed) == known
        assert Client(second).get(f"/organizations/{id}").data["attributes"]["name"] == "Kept"


def test_account_ids_are_uuids_and_keys_have_their_shape(tmp_path: Path) -> None:
    with Sandbox(entropy=lambda count: bytes(range(count))) as made:
        assert made.account_id == "00010203-0405-4607-8809-0a0b0c0d0e0f"
        head, middle, tail = made.key.split(".")
        assert head == "ITG" and len(middle) == 32 and len(tail) == 64


def test_a_given_key_is_the_key() -> None:
    with Sandbox(key="ITG.mine") as made:
        assert made.key == "ITG.mine" and Client(made).get("/regions").status == 200


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_files_are_private_under_any_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Sandbox(tmp_path / "state" / "sandbox.db") as made:
            Client(made).post("/organizations", "organizations", name="X")
            files = sorted((tmp_path / "state").iterdir())
            assert [file.name for file in files] == ["sandbox.db", "sandbox.db-shm", "sandbox.db-wal"]
            assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
            assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    finally:
        os.umask(before)


def test_in_memory_leaves_files_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sandbox.db"
    Sandbox(path).close()
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    monkeypatch.chdir(tmp_path)
    with Sandbox() as made:
        Client(made).post("/organizations", "organizations", name="X")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [file.name for file in tmp_path.iterdir()] == ["sandbox.db"]


def test_a_foreign_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(b"Dear reader, " * 400)
    with pytest.raises(SandboxError) as refused:
        Sandbox(path)
    assert refused.value.id == "not-a-sandbox" and str(path) in str(refused.value)
    assert path.read_bytes() == b"Dear reader, " * 400


def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE things (name)")
    database.commit()
    database.close()
    before = path.read_bytes()
    with pytest.raises(SandboxError) as refused:
        Sandbox(path)
    assert refused.value.id == "not-a-sandbox" and path.read_bytes() == before


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    Sandbox(path).close()
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {FORMAT + 1}")
    database.close()
    with pytest.raises(SandboxError) as refused:
        Sandbox(path)
    assert refused.value.id == "newer-file"


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SandboxError) as refused:
        Sandbox(tmp_path)
    assert refused.value.id == "unusable-file" and "it is a folder" in str(refused.value)


def test_a_file_that_was_only_begun_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    path.touch()
    with Sandbox(path) as made:
        assert len(Client(made).ids("/organizations")) == 40


def test_two_processes_that_begin_at_once_share_one_account(tmp_path: Path) -> None:
    code = (
        "import sys; from glueshell.sandbox import Sandbox\n"
        "with Sandbox(sys.argv[1]) as made: print(made.account_id, made.key)"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code, str(tmp_path / "sandbox.db")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root) for _ in range(3)]
    answers = [process.communicate(timeout=60) for process in running]
    assert [error for _, error in answers] == [b""] * 3
    assert len({output for output, _ in answers}) == 1


def test_two_sandboxes_on_one_file_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.db"
    with Sandbox(path) as one, Sandbox(path) as two:
        id = Client(one).post("/organizations", "organizations", name="Seen").data["id"]
        assert Client(two).get(f"/organizations/{id}").data["attributes"]["name"] == "Seen"
        other = Client(two).post("/organizations", "organizations", name="Also").data["id"]
        assert int(other) > int(id)


@pytest.mark.parametrize("kept", [True, False])
def test_threads_write_without_losing_anything(tmp_path: Path, kept: bool) -> None:
    failures: list[BaseException] = []
    with Sandbox(tmp_path / "sandbox.db" if kept else None) as made:
        client = Client(made)

        def work(name: str) -> None:
            try:
                for number in range(10):
                    assert client.post("/organizations", "organizations", name=f"{name}{number}").status == 201
                    assert client.get("/organizations?page[size]=3&sort=-id").status == 200
            except BaseException as problem:
                failures.append(problem)

        threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures
        names = client.names("/organizations?page[size]=1000")
        assert len(names) == 80 and len(set(client.ids("/organizations?page[size]=1000"))) == 80


def test_a_failed_write_leaves_no_trace(client: Client) -> None:
    before = client.get("/flexible_asset_types").json["meta"]["total-count"]
    answer = client.post("/flexible_asset_types", "flexible_asset_types", name="Half")
    assert answer.status == 422
    assert client.get("/flexible_asset_types").json["meta"]["total-count"] == before


def test_a_closed_sandbox_says_so() -> None:
    made = Sandbox()
    client = Client(made)
    client.get("/regions")
    made.close()
    made.close()
    with pytest.raises(SandboxError) as refused:
        client.get("/regions")
    assert refused.value.id == "closed"
