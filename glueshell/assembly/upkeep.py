"""The sandbox served on its own, and the removal of all state."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from glueshell.assembly.places import SANDBOX_FILE, STATE_FILE, World
from glueshell.config import FILE_NAME, Config, ConfigError, home_folder, load

# What lies in the folder of all state, each with its backups and SQLite's companions; nothing else is touched.
OURS = (FILE_NAME, STATE_FILE, "history", SANDBOX_FILE)

MESSAGES: Mapping[str, str] = {
    "nothing": "There is nothing to remove in {home}.",
    "would": "This would remove from {home}: {names}, and the stored keys.",
    "say-yes": "Nobody can be asked here; say --yes.",
    "question": "Remove it? [y/N] ",
    "kept": "Nothing was removed.",
    "open": "glueshell is still open in another window; close it first. Nothing was removed.",
    "removed": "Removed {names} from {home}.",
    "keys": "Removed the stored key of {accounts}.",
    "unread": "{path} could not be read ({reason}): keys in the keyring of accounts known only there are left.",
}


def serve_sandbox(options: argparse.Namespace, world: World) -> int:
    """Serve the sandbox until Ctrl+C."""
    from glueshell.sandbox import DEFAULT_SEED

    seed = DEFAULT_SEED if options.demo_seed is None else options.demo_seed

    def write(line: str) -> None:
        world.stdout.write(line + "\n")
        world.stdout.flush()

    with world.open_sandbox(
        Path(options.db) if options.db else None,
        seed,
        scale=max(1, options.scale),
        region=options.region,
        requests=options.rate_limit,
        window=float(max(1, options.rate_window)),
        closed=[name.replace("-", "_") for name in options.closed],
    ) as sandbox:
        sandbox.serve_forever(options.port, regions=options.regions, write=write)
    return 0


def purge(options: argparse.Namespace, world: World) -> int:
    """Remove all state and stored keys, after a question."""
    home = home_folder(world.environ)
    found = _ours(home)
    if not found:
        return _say(world, "nothing", home=home)
    names = ", ".join(path.name for path in found)
    if not options.yes:
        world.stderr.write(MESSAGES["would"].format(home=home, names=names) + "\n")
        if not world.stdin.isatty():
            world.stderr.write(MESSAGES["say-yes"] + "\n")
            return 2
        world.stderr.write(MESSAGES["question"])
        world.stderr.flush()
        if world.stdin.readline().strip().lower() not in ("y", "yes"):
            return _say(world, "kept")
    if _open_elsewhere(home):
        world.stderr.write(MESSAGES["open"] + "\n")
        return 2
    forgotten = _remove_keys(home, world)
    for path in found:
        _remove(path)
    if not any(home.iterdir()):
        home.rmdir()
    if forgotten:
        _say(world, "keys", accounts=", ".join(forgotten))
    return _say(world, "removed", home=home, names=names)


def _say(world: World, message: str, **values: object) -> int:
    world.stdout.write(MESSAGES[message].format(**values) + "\n")
    return 0


def _ours(home: Path) -> list[Path]:
    from glueshell.session.presence import FOLDER

    if not home.is_dir():
        return []
    return sorted(
        path
        for path in home.iterdir()
        if (path.name == FOLDER and path.is_dir())
        or any(path.name == name or path.name.startswith((name + ".", name + "-")) for name in OURS)
    )


def _open_elsewhere(home: Path) -> bool:
    from glueshell.session.presence import FOLDER, Presence

    if not (home / FOLDER).is_dir():
        return False
    presence = Presence(home)
    return any(presence.alive(path.name) for path in list((home / FOLDER).iterdir()))


def _remove_keys(home: Path, world: World) -> list[str]:
    """Take the keys of every known account out of the keyring; answers the accounts that had one."""
    from glueshell.session.accounts import known_accounts
    from glueshell.session.errors import StoreError
    from glueshell.session.keys import remove_from_keyring
    from glueshell.session.store import Store

    accounts: list[str] = []
    if (home / STATE_FILE).exists():
        try:
            store: Store = Store(home / STATE_FILE)
            try:
                accounts += known_accounts(store)
            finally:
                store.close()
        except StoreError as error:
            world.stderr.write(MESSAGES["unread"].format(path=home / STATE_FILE, reason=error.message) + "\n")
    try:
        config: Config = load(world.environ)
        accounts += [account for account in config.accounts if account not in accounts]
    except ConfigError as error:
        world.stderr.write(MESSAGES["unread"].format(path=home / FILE_NAME, reason=error) + "\n")
    return [account for account in accounts if remove_from_keyring(account)]


def _remove(path: Path) -> None:
    import shutil

    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
