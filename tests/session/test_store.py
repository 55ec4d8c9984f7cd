"""state.db: private, shared by threads and shells, migrated forward only."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from glueshell.session.errors import StoreError
from glueshell.session.migrations import MIGRATIONS
from glueshell.session.store import Store

SECOND = "ALTER TABLE accounts ADD COLUMN note TEXT NOT NULL DEFAULT ''"


def fill(store: Store, account: str = "a") -> None:
    store.execute(
        "INSERT INTO accounts (account, base_url, first_seen) VALUES (?, 'https://x.example', 0)",
        (account,),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are POSIX's")
def test_every_file_is_private_under_umask_000(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store(tmp_path / "state.db")
        fill(store)
        files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        store.close()
    finally:
        os.umask(before)
    assert files == {"state.db": 0o600, "state.db-wal": 0o600, "state.db-shm": 0o600}


def test_it_is_durable_and_in_wal_mode(store: Store) -> None:
    assert store.query("PRAGMA journal_mode") == [("wal",)]
    assert store.query("PRAGMA synchronous") == [(2,)]  # FULL: on disk at every commit
    assert store.query("PRAGMA user_version") == [(len(MIGRATIONS),)]


def test_nothing_is_opened_before_it_is_needed(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    assert not (tmp_path / "state.db").exists()
    store.close()
    code = "import sys; import glueshell.session.store; print('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_two_stores_share_one_file(tmp_path: Path, store: Store) -> None:
    other = Store(tmp_path / "state.db")
    fill(store, "a")
    fill(other, "b")
    assert store.query("SELECT account FROM accounts ORDER BY account") == [("a",), ("b",)]
    other.close()


def test_many_threads_and_stores_lose_nothing(tmp_path: Path) -> None:
    stores = [Store(tmp_path / "state.db", busy_seconds=30) for _ in range(2)]
    problems: list[BaseException] = []

    def work(store: Store, name: str) -> None:
        try:
            for number in range(10):
                fill(store, f"{name}{number}")
        except BaseException as error:
            problems.append(error)
        finally:
            store.release()

    threads = [threading.Thread(target=work, args=(stores[i % 2], f"t{i}-")) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert stores[0].query("SELECT count(*) FROM accounts") == [(60,)]
    for store in stores:
        store.close()


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.transaction():
        fill(store, "a")
        with store.transaction():
            fill(store, "b")
        raise RuntimeError
    assert store.query("SELECT count(*) FROM accounts") == [(0,)]


def test_a_newer_file_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    newer = Store(path, migrations=[*MIGRATIONS, SECOND])
    fill(newer)
    newer.close()
    before = path.read_bytes(), path.stat().st_mtime_ns, sorted(os.listdir(tmp_path))
    store = Store(path)
    with pytest.raises(StoreError, match="written by a newer glueshell") as caught:
        store.query("SELECT 1")
    assert caught.value.error_id == "StoreNewer"
    assert (path.read_bytes(), path.stat().st_mtime_ns, sorted(os.listdir(tmp_path))) == before


def test_a_newer_version_still_in_the_wal_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    holder = Store(path)
    fill(holder)
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 7")
    raw.commit()
    with pytest.raises(StoreError, match="version 7"):
        Store(path).query("SELECT 1")
    raw.close()
    holder.close()


def test_an_older_file_is_migrated_after_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    old = Store(path)
    fill(old)
    old.close()
    store = Store(path, migrations=[*MIGRATIONS, SECOND])
    assert store.query("SELECT account, note FROM accounts") == [("a", "")]
    store.close()
    backup = path.with_name(f"state.db.v{len(MIGRATIONS)}.bak")
    copy = sqlite3.connect(backup)
    assert copy.execute("SELECT account FROM accounts").fetchall() == [("a",)]
    assert copy.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    copy.close()
    if sys.platform != "win32":
        assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_a_file_of_the_first_version_keeps_its_accounts(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    first = Store(path, migrations=MIGRATIONS[:1])
    fill(first)
    first.close()
    store = Store(path)
    assert store.query("SELECT account, answered_at FROM accounts") == [("a", None)]
    store.close()


def test_a_failed_migration_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    old = Store(path)
    fill(old)
    old.close()
    broken = Store(path, migrations=[*MIGRATIONS, SECOND + ";DROP TABLE nonsense"])
    with pytest.raises(sqlite3.OperationalError):
        broken.query("SELECT 1")
    broken.close()
    store = Store(path)
    assert store.query("SELECT account FROM accounts") == [("a",)]
    store.close()


def test_what_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"these are my notes, not a database\n" * 10)
    with pytest.raises(StoreError, match="not a database that glueshell can read"):
        Store(path).query("SELECT 1")
    assert path.read_bytes().startswith(b"these are my notes")


def test_a_damaged_database_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    store = Store(path)
    fill(store)
    store.close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    store = Store(path)
    with pytest.raises(StoreError, match="not a database that glueshell can read"):
        store.query("SELECT * FROM accounts")
    store.close()


def test_a_lock_that_lasts_is_one_sentence(tmp_path: Path) -> None:
    holder = Store(tmp_path / "state.db")
    other = Store(tmp_path / "state.db", busy_seconds=0.01)
    fill(other, "x")
    with holder.transaction(), pytest.raises(StoreError, match="in use by another program"):
        fill(other, "y")
    holder.close()
    other.close()


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "state.db")
    fill(store)
    store.close()
    with pytest.raises(StoreError, match="closed already"):
        store.query("SELECT 1")
