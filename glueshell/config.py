"""Where state lives and what `config.toml` says. Imports the standard library, and platformdirs when it must.

The folder is 0700 and every file in it 0600 whatever the umask; the environment is always handed in.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

VERSION = 1
FILE_NAME = "config.toml"
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
# A folder that holds one of these is ours, so its mode may be tightened; somebody else's folder is left as it is.
OUR_FILES = (FILE_NAME, "state.db", "history", "sandbox.db")

COLORS = ("auto", "dark", "light", "none")
EDITING_MODES = ("emacs", "vi")

MESSAGES = {
    "not-toml": "{file} is not valid TOML: {reason}",
    "unreadable": "{file} cannot be read: {reason}",
    "newer": "{file} was written for a newer glueshell (version {found}; this one reads {known}). Update glueshell.",
    "wrong-type": "{file}: {key} must be {wanted}, it is {found!r}.",
    "not-one-of": "{file}: {key} must be one of {wanted}, it is {found!r}.",
    "unknown-keys": "{file}: these settings are not known and do nothing: {keys}.",
    "no-such-default": "{file}: default_account is {found!r}, but there is no [accounts.{found}].",
    "not-editable": "{file} is written in a way that the account {account!r} cannot be added to; nothing was changed.",
    "no-home": "The folder {folder} cannot be made or used: {reason}",
}


class ConfigError(Exception):
    """`config.toml` or the folder it lives in is not usable; the message is one sentence."""

    exit_status = 2

    def __init__(self, message_id: str, **values: object) -> None:
        super().__init__(MESSAGES[message_id].format(**values))
        self.id = message_id


class Fence:
    """Which organizations an account may write to: ids (int) or name patterns (str) allowed and denied.

    An empty `allow` allows all; `deny` wins over `allow`.
    """

    __slots__ = ("allow", "deny")

    def __init__(self, allow: Iterable[int | str] = (), deny: Iterable[int | str] = ()) -> None:
        self.allow = tuple(allow)
        self.deny = tuple(deny)

    def __bool__(self) -> bool:
        return bool(self.allow or self.deny)


# How many requests in how many seconds IT Glue answers; `requests` 0 leaves the counting to the server.
LIMIT = (3000, 300.0)


class Account:
    """One IT Glue account as the configuration describes it; `id` is what all state is filed under.

    `base_url` is None where the region (as written, unchecked) says it. Of the key it holds the fingerprint and the
    last characters only, `key_command` (what prints it) and whether the system's keyring holds it.
    `limit` is how many requests are made in how many seconds.
    """

    __slots__ = (
        "allow_write",
        "base_url",
        "ca_file",
        "fence",
        "id",
        "key_command",
        "key_ending",
        "key_fingerprint",
        "key_in_keyring",
        "limit",
        "name",
        "region",
        "sandbox",
        "test_organizations",
    )

    def __init__(
        self,
        id: str,
        base_url: str | None,
        *,
        region: str | None = None,
        name: str = "",
        key_fingerprint: str | None = None,
        key_ending: str | None = None,
        key_command: str | None = None,
        key_in_keyring: bool = False,
        sandbox: bool = False,
        allow_write: bool = False,
        test_organizations: Iterable[int] = (),
        fence: Fence | None = None,
        ca_file: str | None = None,
        limit: tuple[int, float] = LIMIT,
    ) -> None:
        self.id = id
        self.base_url = base_url
        self.region = region
        self.name = name or id
        self.key_fingerprint = key_fingerprint
        self.key_ending = key_ending
        self.key_command = key_command
        self.key_in_keyring = key_in_keyring
        self.sandbox = sandbox
        self.allow_write = allow_write
        self.test_organizations = frozenset(test_organizations)
        self.fence = fence or Fence()
        self.ca_file = ca_file
        self.limit = limit

    def at(self, base_url: str | None, region: str | None, *, sandbox: bool) -> Account:
        """The same account at another address."""
        moved = self._copy()
        moved.base_url, moved.region, moved.sandbox = base_url, region, sandbox
        return moved

    def with_key(self, fingerprint: str, ending: str, *, command: str | None, in_keyring: bool) -> Account:
        """The same account with another key."""
        changed = self._copy()
        changed.key_fingerprint, changed.key_ending = fingerprint, ending or None
        changed.key_command, changed.key_in_keyring = command, in_keyring
        return changed

    def called(self, name: str) -> Account:
        """The same account under another name."""
        renamed = self._copy()
        renamed.name = name
        return renamed

    def _copy(self) -> Account:
        from copy import copy

        return copy(self)


class ShellOptions:
    """The `[shell]` table: colours and the editing mode of the prompt."""

    __slots__ = ("colors", "editing_mode")

    def __init__(self, colors: str = "auto", editing_mode: str = "emacs") -> None:
        self.colors = colors
        self.editing_mode = editing_mode


class Config:
    """What the configuration says: the home folder, the accounts, the shell's options, and at most one warning."""

    __slots__ = ("accounts", "default_account", "home", "shell", "warnings")

    def __init__(
        self,
        home: Path,
        accounts: Mapping[str, Account],
        shell: ShellOptions,
        *,
        default_account: str | None = None,
        warnings: Iterable[str] = (),
    ) -> None:
        self.home = home
        self.accounts = accounts
        self.shell = shell
        self.default_account = default_account
        self.warnings = tuple(warnings)


# -- the folder and its files ------------------------------------------------------------------------------


def home_folder(environment: Mapping[str, str]) -> Path:
    """The folder of all state: `GLUESHELL_HOME`, or what the platform provides for user data."""
    named = environment.get("GLUESHELL_HOME")
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("glueshell", appauthor=False))


def prepare_home(home: Path) -> None:
    """Make the folder, 0700 under any umask; `ConfigError` when it cannot be used."""
    try:
        try:
            home.parent.mkdir(parents=True, exist_ok=True)
            home.mkdir(mode=PRIVATE_FOLDER)
        except FileExistsError:
            if (home.stat().st_mode & 0o777) == PRIVATE_FOLDER:
                return
            entries = os.listdir(home)
            if entries and not any(entry in OUR_FILES for entry in entries):
                return
        os.chmod(home, PRIVATE_FOLDER)
    except OSError as error:
        raise ConfigError("no-home", folder=home, reason=error.strerror or error) from error


def create_private(path: Path) -> bool:
    """Create an empty file, 0600 under any umask; False when it was there already (its mode is set right too)."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(path, flags, PRIVATE_FILE)
    except FileExistsError:
        if (path.stat().st_mode & 0o777) != PRIVATE_FILE:
            os.chmod(path, PRIVATE_FILE)
        return False
    os.close(handle)
    os.chmod(path, PRIVATE_FILE)
    return True


def write_private(path: Path, content: bytes) -> None:
    """Replace a file's content in one step, 0600; a reader sees the old or the new content, never half of it."""
    draft = path.with_name(f"{path.name}.{os.urandom(4).hex()}.new")
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(draft, flags, PRIVATE_FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, PRIVATE_FILE)
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


# -- config.toml -------------------------------------------------------------------------------------------


class _Reader:
    """Takes typed settings out of parsed TOML tables and remembers which keys nobody asked for."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.unknown: list[str] = []

    def table(self, table: Mapping[str, object], key: str, prefix: str = "") -> dict[str, object]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(prefix + key, "a table", value)
        return value

    def text(self, table: Mapping[str, object], key: str, prefix: str) -> str | None:
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            raise self.wrong(prefix + key, "a text", value)
        return value or None

    def flag(self, table: Mapping[str, object], key: str, prefix: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self.wrong(prefix + key, "true or false", value)
        return value

    def option(self, table: Mapping[str, object], key: str, prefix: str, allowed: tuple[str, ...]) -> str:
        value = table.get(key, allowed[0])
        if value not in allowed:
            raise ConfigError("not-one-of", file=self.file, key=prefix + key, wanted=", ".join(allowed), found=value)
        return str(value)

    def number(self, table: Mapping[str, object], key: str, prefix: str, default: float, least: float) -> float:
        value = table.get(key, default)
        if not isinstance(value, (int, float)) or isinstance(value, bool) or value < least:
            raise self.wrong(prefix + key, f"a number of at least {least:g}", value)
        return value

    def ids(self, table: Mapping[str, object], key: str, prefix: str) -> tuple[int, ...]:
        wanted = "a list of organization ids such as [31337, 40210]"
        return tuple(item for item in self.entries(table, key, prefix, wanted, (int,)) if isinstance(item, int))

    def patterns(self, table: Mapping[str, object], key: str, prefix: str) -> tuple[int | str, ...]:
        wanted = "a list of organization ids and name patterns such as [31337, 'Test*']"
        return tuple(self.entries(table, key, prefix, wanted, (int, str)))

    def entries(
        self, table: Mapping[str, object], key: str, prefix: str, wanted: str, types: tuple[type, ...]
    ) -> list[int | str]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(i, types) and not isinstance(i, bool) for i in value):
            raise self.wrong(prefix + key, wanted, value)
        return value

    def wrong(self, key: str, wanted: str, found: object) -> ConfigError:
        return ConfigError("wrong-type", file=self.file, key=key, wanted=wanted, found=found)

    def leftover(self, table: Mapping[str, object], known: Iterable[str], prefix: str = "") -> None:
        known = tuple(known)
        for key in table:
            if key not in known:
                import difflib

                near = difflib.get_close_matches(key, known, 1)
                self.unknown.append(f"{prefix}{key}" + (f" (did you mean {near[0]}?)" if near else ""))


ACCOUNT_KEYS = (
    "allow_write", "base_url", "ca_file", "fence", "key_command", "key_ending", "key_fingerprint", "key_in_keyring",
    "limit", "name", "region", "sandbox", "test_organizations",
)  # fmt: skip
# What connecting writes; everything else in the file is its owner's and stays as it is.
WRITTEN_KEYS = (
    "name", "region", "base_url", "ca_file", "key_fingerprint", "key_ending", "key_command", "key_in_keyring",
)  # fmt: skip


def _account(read: _Reader, id: str, table: Mapping[str, object]) -> Account:
    prefix = f"accounts.{id}."
    read.leftover(table, ACCOUNT_KEYS, prefix)
    region = read.text(table, "region", prefix)
    base_url = read.text(table, "base_url", prefix)
    fence = read.table(table, "fence", prefix)
    read.leftover(fence, ("allow", "deny"), prefix + "fence.")
    limit = read.table(table, "limit", prefix)
    read.leftover(limit, ("requests", "seconds"), prefix + "limit.")
    return Account(
        id,
        base_url,
        region=region,
        name=read.text(table, "name", prefix) or id,
        key_fingerprint=read.text(table, "key_fingerprint", prefix),
        key_ending=read.text(table, "key_ending", prefix),
        key_command=read.text(table, "key_command", prefix),
        key_in_keyring=read.flag(table, "key_in_keyring", prefix),
        sandbox=read.flag(table, "sandbox", prefix),
        allow_write=read.flag(table, "allow_write", prefix),
        test_organizations=read.ids(table, "test_organizations", prefix),
        fence=Fence(read.patterns(fence, "allow", prefix + "fence."), read.patterns(fence, "deny", prefix + "fence.")),
        ca_file=read.text(table, "ca_file", prefix),
        limit=(
            int(read.number(limit, "requests", prefix + "limit.", LIMIT[0], 0)),
            read.number(limit, "seconds", prefix + "limit.", LIMIT[1], 1),
        ),
    )


def parse(text: str, home: Path) -> Config:
    """The configuration that `text` (the content of `config.toml`) describes; `ConfigError` says what is wrong."""
    import tomllib

    file = home / FILE_NAME
    try:
        top = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError("not-toml", file=file, reason=error) from error
    version = top.get("version", VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        raise ConfigError("wrong-type", file=file, key="version", wanted="a number", found=version)
    if version > VERSION:
        raise ConfigError("newer", file=file, found=version, known=VERSION)
    read = _Reader(file)
    read.leftover(top, ("version", "default_account", "accounts", "shell"))
    shell = read.table(top, "shell")
    read.leftover(shell, ("colors", "editing_mode"), "shell.")
    options = ShellOptions(
        read.option(shell, "colors", "shell.", COLORS), read.option(shell, "editing_mode", "shell.", EDITING_MODES)
    )
    tables = read.table(top, "accounts")
    accounts = {id: _account(read, id, read.table(tables, id, "accounts.")) for id in tables}
    default = read.text(top, "default_account", "")
    if default is not None and default not in accounts:
        raise ConfigError("no-such-default", file=file, found=default)
    warnings = [MESSAGES["unknown-keys"].format(file=file, keys=", ".join(read.unknown))] if read.unknown else []
    return Config(home, accounts, options, default_account=default, warnings=warnings)


def load(
    environment: Mapping[str, str], *, prepare: Callable[[Path], None] = prepare_home, home: Path | None = None
) -> Config:
    """Read the configuration of this user, making the folder when it is missing; a missing file is an empty one."""
    folder = home if home is not None else home_folder(environment)
    prepare(folder)
    file = folder / FILE_NAME
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config(folder, {}, ShellOptions())
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise ConfigError("unreadable", file=file, reason=reason) from error
    return parse(text, folder)


# -- writing an account ------------------------------------------------------------------------------------

_HEADER = r"\s*\[(?!\[)(?P<name>.+)\]\s*(?:#.*)?"


def save_account(home: Path, account: Account) -> bool:
    """Put an account into `config.toml`, leaving every other line as it is; the first one becomes the default.

    Answers whether it is the default account now. `ConfigError` when the file cannot be changed; then it is untouched.
    """
    file = home / FILE_NAME
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    config = parse(text, home)
    first = not config.accounts and config.default_account is None
    settings = {key: getattr(account, key) for key in WRITTEN_KEYS}
    if settings["region"] is not None:
        settings["base_url"] = None
    changed = with_account(text, account.id, settings, default=first)
    if not _says(text, changed, account.id, settings, first):
        raise ConfigError("not-editable", file=file, account=account.id)
    write_private(file, changed.encode("utf-8"))
    return first or config.default_account == account.id


def with_account(text: str, id: str, settings: Mapping[str, object], *, default: bool) -> str:
    """The text of a `config.toml` with these settings of one account; None and False take a setting out."""
    lines = text.splitlines() or [f"version = {VERSION}"]
    starts = [number for number, line in enumerate(lines) if re.fullmatch(_HEADER, line)]
    head = next((number for number in starts if _names(lines[number], id)), None)
    if head is None:
        lines += [] if lines[-1:] == [""] else [""]
        head = len(lines)
        lines.append(f"[accounts.{_key(id)}]")
    end = min((number for number in starts if number > head), default=len(lines))
    body = lines[head + 1 : end]
    for key, value in settings.items():
        at = next((n for n, line in enumerate(body) if re.match(rf"\s*{key}\s*=", line)), None)
        if value is None or value is False:
            if at is not None:
                del body[at]
            continue
        line = f"{key} = {_literal(value)}"
        if at is not None:
            body[at] = line
        else:
            filled = [n for n, old in enumerate(body) if old.strip()]
            body.insert(filled[-1] + 1 if filled else 0, line)
    lines[head + 1 : end] = body
    if default:
        first = next((n for n, line in enumerate(lines) if re.fullmatch(_HEADER, line)), len(lines))
        filled = [n for n in range(first) if lines[n].strip()]
        lines.insert(filled[-1] + 1 if filled else 0, f"default_account = {_literal(id)}")
    return "\n".join(lines) + "\n"


def _names(line: str, id: str) -> bool:
    """Whether a line begins the table of the account `id`."""
    import tomllib

    try:
        return tomllib.loads(line) == {"accounts": {id: {}}}
    except tomllib.TOMLDecodeError:
        return False


def _says(before: str, after: str, id: str, settings: Mapping[str, object], default: bool) -> bool:
    """Whether the new text says what the old one said, and the settings, and nothing else."""
    import tomllib

    try:
        wanted, found = tomllib.loads(before), tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        return False
    wanted.setdefault("version", found.get("version"))
    if wanted["version"] is None:
        del wanted["version"]
    if default:
        wanted["default_account"] = id
    table = wanted.setdefault("accounts", {}).setdefault(id, {})
    for key, value in settings.items():
        table.pop(key, None)
        if value is not None and value is not False:
            table[key] = value
    return wanted == found


def _key(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else _literal(text)


def _literal(value: object) -> str:
    """A TOML value: true, or a basic string."""
    if value is True:
        return "true"
    import json

    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
