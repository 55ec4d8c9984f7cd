"""Where state lives, under any umask, and what `config.toml` may say."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from glueshell import config
from glueshell.config import ConfigError

posix = pytest.mark.skipif(sys.platform == "win32", reason="file modes are POSIX's")


@pytest.fixture(params=[0o000, 0o022, 0o277])
def any_umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@posix
def test_folder_and_files_are_private_under_any_umask(tmp_path: Path, any_umask: None) -> None:
    home = tmp_path / "state"
    config.prepare_home(home)
    config.create_private(home / "created")
    config.write_private(home / "written", b"x")
    assert mode(home) == 0o700
    assert mode(home / "created") == mode(home / "written") == 0o600
    assert sorted(os.listdir(home)) == ["created", "written"]


@posix
def test_an_open_file_of_ours_is_closed_up(tmp_path: Path) -> None:
    (tmp_path / "history").write_text("x", encoding="utf-8")
    os.chmod(tmp_path / "history", 0o644)
    assert config.create_private(tmp_path / "history") is False
    assert mode(tmp_path / "history") == 0o600


@posix
def test_a_folder_of_somebody_else_keeps_its_mode(tmp_path: Path) -> None:
    os.chmod(tmp_path, 0o755)
    (tmp_path / "something").write_text("x", encoding="utf-8")
    config.prepare_home(tmp_path)
    assert mode(tmp_path) == 0o755
    (tmp_path / "state.db").touch()
    config.prepare_home(tmp_path)
    assert mode(tmp_path) == 0o700


@posix
def test_creating_does_not_follow_a_planted_link(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"theirs")
    (tmp_path / "file").symlink_to(target)
    config.write_private(tmp_path / "file", b"ours")
    assert target.read_bytes() == b"theirs"
    assert (tmp_path / "file").read_bytes() == b"ours"


def test_a_failed_replacement_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.write_private(tmp_path / "file", b"old")

    def fail(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        config.write_private(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["file"]


def test_home_is_named_by_the_environment_that_is_handed_in(tmp_path: Path) -> None:
    assert config.home_folder({"GLUESHELL_HOME": str(tmp_path / "x")}) == tmp_path / "x"
    assert config.home_folder({}).name == "glueshell"


def test_an_unusable_home_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="cannot be made or used") as caught:
        config.load({"GLUESHELL_HOME": str(tmp_path / "file" / "home")})
    assert caught.value.exit_status == 2


def test_a_missing_file_is_an_empty_configuration(tmp_path: Path) -> None:
    loaded = config.load({"GLUESHELL_HOME": str(tmp_path / "new")})
    assert (loaded.accounts, loaded.warnings, loaded.default_account) == ({}, (), None)
    assert (loaded.shell.colors, loaded.shell.editing_mode) == ("auto", "emacs")
    assert (tmp_path / "new").is_dir()


FULL = """
version = 1
default_account = "contoso"

[shell]
colors = "dark"
editing_mode = "vi"

[accounts.contoso]
name = "Contoso MSP"
region = "EU"
key_fingerprint = "0123456789ab"
allow_write = true
test_organizations = [31337, 40210]
fence = { allow = ["Test*", 31337], deny = [7] }

[accounts.gateway]
base_url = "https://gateway.example"
sandbox = true
"""


def test_everything_it_may_say(tmp_path: Path) -> None:
    loaded = config.parse(FULL, tmp_path)
    contoso, gateway = loaded.accounts["contoso"], loaded.accounts["gateway"]
    assert loaded.default_account == "contoso" and loaded.warnings == ()
    assert (loaded.shell.colors, loaded.shell.editing_mode) == ("dark", "vi")
    assert (contoso.name, contoso.region, contoso.base_url, contoso.allow_write) == ("Contoso MSP", "EU", None, True)
    assert contoso.test_organizations == {31337, 40210}
    assert (contoso.fence.allow, contoso.fence.deny) == (("Test*", 31337), (7,))
    assert (gateway.base_url, gateway.sandbox, gateway.allow_write, bool(gateway.fence)) == (
        "https://gateway.example",
        True,
        False,
        False,
    )


def test_unknown_keys_are_one_warning_that_names_the_nearest(tmp_path: Path) -> None:
    loaded = config.parse(
        'colours = 1\n[shell]\ncolrs = "x"\n[accounts.a]\nregion = "US"\nallow_writes = true\n', tmp_path
    )
    assert len(loaded.warnings) == 1
    assert "colours" in loaded.warnings[0]
    assert "shell.colrs (did you mean colors?)" in loaded.warnings[0]
    assert "accounts.a.allow_writes (did you mean allow_write?)" in loaded.warnings[0]
    assert loaded.accounts["a"].allow_write is False


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[accounts", "is not valid TOML"),
        ("version = 9", "written for a newer glueshell"),
        ("version = 'one'", "version must be a number"),
        ("shell = 3", "shell must be a table"),
        ("[shell]\ncolors = 'pink'", "shell.colors must be one of auto, dark, light, none, it is 'pink'"),
        ("[accounts.a]\nallow_write = 'yes'", "accounts.a.allow_write must be true or false"),
        (
            "[accounts.a]\ntest_organizations = ['x']",
            "accounts.a.test_organizations must be a list of organization ids",
        ),
        ("[accounts.a]\nfence = { allow = 'Test*' }", "accounts.a.fence.allow must be a list"),
        ("[accounts.a]\nfence = { deny = [true] }", "accounts.a.fence.deny must be a list"),
        ("default_account = 'b'", "there is no \\[accounts.b\\]"),
    ],
)
def test_what_is_wrong_is_said_and_never_guessed(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        config.parse(text, tmp_path)


def test_a_file_that_is_not_utf8_is_said(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="not UTF-8"):
        config.load({"GLUESHELL_HOME": str(tmp_path)})


# -- writing an account ------------------------------------------------------------------------------------------

OWNED = """# mine
version = 1
default_account = 'a' # the usual one

[accounts.a]
name = "A"  # short
allow_write = true
fence = { allow = [1] }

[accounts."b c"] # another
region = "US"
base_url = "https://gateway.example"

[shell]
colors = "dark"
"""


def account(id: str, **settings: object) -> config.Account:
    return config.Account(id, None, **settings)  # type: ignore[arg-type]


def test_an_account_is_put_into_an_empty_file(tmp_path: Path) -> None:
    made = account("contoso", region="EU", name="Contoso 'MSP' \\ \x7f", key_ending="7Qx2", key_fingerprint="f" * 12)
    assert config.save_account(tmp_path, made) is True
    found = config.load({}, home=tmp_path)
    read = found.accounts["contoso"]
    assert (read.name, read.region, read.key_ending) == (made.name, "EU", "7Qx2")
    assert found.default_account == "contoso" and found.warnings == ()


def test_everything_else_stays_as_its_owner_wrote_it(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(OWNED, encoding="utf-8")
    assert config.save_account(tmp_path, account("b c", region="AU", name="B", key_in_keyring=True)) is False
    after = (tmp_path / "config.toml").read_text(encoding="utf-8")
    assert after == OWNED.replace(
        'region = "US"\nbase_url = "https://gateway.example"\n', 'region = "AU"\nname = "B"\nkey_in_keyring = true\n'
    )
    assert config.save_account(tmp_path, account("a", name="A2")) is True
    read = config.load({}, home=tmp_path).accounts["a"]
    assert (read.name, read.allow_write, read.fence.allow) == ("A2", True, (1,))
    config.save_account(tmp_path, account("new", region="US"))
    assert list(config.load({}, home=tmp_path).accounts) == ["a", "b c", "new"]


@pytest.mark.parametrize(
    "text",
    [
        "accounts.a.region = 'US'\n",
        "[accounts]\na = { region = 'US' }\n",
        "x = \"\"\"\n[accounts.a]\n\"\"\"\n",
    ],
)
def test_a_file_that_cannot_be_changed_with_care_is_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="nothing was changed"):
        config.save_account(tmp_path, account("a", region="EU"))
    assert (tmp_path / "config.toml").read_text(encoding="utf-8") == text
