"""Where the API key of an account comes from: a command, the environment or the system's keyring; never our disk."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Mapping, Sequence

from glueshell.itglue.regions import clean_key, fingerprint
from glueshell.session.errors import NotConnected

KEY_VARIABLE = "ITGLUE_API_KEY"
KEYRING_SERVICE = "glueshell"
ENDING_SHOWN = 4
# Seconds: a person may have to unlock the store that the command asks.
COMMAND_PATIENCE = 120.0

# Where a key came from.
COMMAND, ENVIRONMENT, KEYRING, PROMPT, SCRIPT = "command", "environment", "keyring", "prompt", "script"

_QUOTES = "\"'`\u2018\u2019\u201c\u201d"
# What a paste drags along, each with its name for one and for several; what is left over is invisible.
_NOISE: Sequence[tuple[str, str, str]] = (
    (r"\r\n|\r|\n|\u2028|\u2029", "line break", "line breaks"),
    (r"[ \t\xa0\u202f]", "blank", "blanks"),
    (f"[{_QUOTES}]", "quote", "quotes"),
    (r"[\x00-\x1f\x7f-\x9f]", "control character", "control characters"),
)


def key_ending(key: str) -> str:
    """The last characters of a key, the only part of it that is ever shown."""
    return key[-ENDING_SHOWN:] if len(key) > 4 * ENDING_SHOWN else ""


def removed_from(text: str, key: str) -> str:
    """What cleaning took out of a paste, in words: `1 line break, 2 quotes`; '' when nothing.

    `key` is what `clean_key` left of `text`.
    """
    before, _, after = text.partition(key) if key in text else (text, "", "")
    # A key that was broken over several lines is not found whole.
    rest = before + after if key in text else "".join(_without(text, key))
    found = []
    label = re.search(r"x-api-key\s*:", rest, re.IGNORECASE)
    if label is not None:
        found.append("the header's name")
        rest = rest[: label.start()] + rest[label.end() :]
    for pattern, one, several in _NOISE:
        count = len(re.findall(pattern, rest))
        rest = re.sub(pattern, "", rest)
        if count:
            found.append(f"{count} {one if count == 1 else several}")
    if rest:
        found.append(f"{len(rest)} invisible character{'s' if len(rest) > 1 else ''}")
    return ", ".join(found)


def _without(text: str, key: str) -> list[str]:
    left, at = [], 0
    for character in text:
        if at < len(key) and character == key[at]:
            at += 1
        else:
            left.append(character)
    return left


class KeySource:
    """The API key of one account, looked for at first use and then remembered for this run.

    Asked are, in this order: `first_command` (of the command line), the environment, `command` (of the account) and the
    keyring. Where the account is known by a `known_fingerprint`, only the key of that fingerprint is taken: another
    account's key in the environment must not be sent for this one. `problem` says why the keyring could not be asked.
    """

    def __init__(
        self,
        account: str,
        environment: Mapping[str, str],
        *,
        on_key: Callable[[str], None] | None = None,
        name: str = "",
        known_fingerprint: str | None = None,
        first_command: str | None = None,
        command: str | None = None,
        attended: bool = False,
    ) -> None:
        self._account = account
        self._name = name or account
        self._environment = environment
        self._on_key = on_key
        self._known_fingerprint = known_fingerprint
        self._first_command = first_command
        self._command = command
        self._attended = attended
        self._key: str | None = None
        self._asked = False
        self._other: str | None = None
        self._lock = threading.Lock()
        self.origin: str | None = None
        self.problem: str | None = None

    def give(self, text: str, origin: str = PROMPT) -> str:
        """Use this key from now on, cleaned of what a paste adds; answers it."""
        key = clean_key(text)
        if not key:
            raise NotConnected("EmptyKey")
        self._hear(key)
        self._key, self.origin = key, origin
        return key

    def known(self) -> str | None:
        """The key, or None where there is none; `NotConnected` when a command that should print it fails."""
        with self._lock:
            if self._key is None and not self._asked:
                self._look()
                self._asked = True
            return self._key

    def __call__(self) -> str:
        """The key; `NotConnected` says how to give one."""
        key = self.known()
        if key is None and self._other is not None:
            raise NotConnected("AnotherKey", account=self._name, ending=self._other)
        if key is None:
            raise NotConnected("NoKey", account=self._name, problem=f" {self.problem}" if self.problem else "")
        return key

    def candidates(self) -> list[tuple[str, Callable[[], str]]]:
        """(origin, how to get the text) of every place a key may be in, the first to ask first."""
        found: list[tuple[str, Callable[[], str]]] = []
        if self._first_command:
            found.append((COMMAND, self._ran(self._first_command)))
        if self._environment.get(KEY_VARIABLE, "").strip():
            found.append((ENVIRONMENT, lambda: self._environment[KEY_VARIABLE]))
        if self._command and self._command != self._first_command:
            found.append((COMMAND, self._ran(self._command)))
        found.append((KEYRING, self._from_keyring))
        return found

    def _look(self) -> None:
        for origin, text_of in self.candidates():
            key = clean_key(text_of())
            if not key:
                continue
            self._hear(key)
            if self._known_fingerprint is None or fingerprint(key) == self._known_fingerprint:
                self._key, self.origin = key, origin
                return
            self._other = self._other or key_ending(key)

    def _ran(self, command: str) -> Callable[[], str]:
        return lambda: run_key_command(command, self._environment, attended=self._attended)

    def _from_keyring(self) -> str:
        text, self.problem = read_keyring(self._account)
        return text

    def _hear(self, key: str) -> None:
        if self._on_key is not None:
            self._on_key(key)


# -- a command ---------------------------------------------------------------------------------------------


def run_key_command(
    command: str, environment: Mapping[str, str], *, attended: bool, patience: float = COMMAND_PATIENCE
) -> str:
    """What a command prints that is meant to print the key and nothing else; no system shell is involved.

    `attended` says that a person sits at the terminal, so that the command may ask something there.
    """
    import shlex
    import shutil
    import subprocess

    from glueshell.session.redaction import Redactor

    try:
        words = shlex.split(command, posix=os.name != "nt")
    except ValueError:
        raise NotConnected("KeyCommandUnreadable") from None
    words = [word.strip("\"'") if os.name == "nt" else word for word in words]
    program = shutil.which(words[0], path=environment.get("PATH")) if words else None
    if program is None:
        raise NotConnected("KeyCommandMissing", program=Redactor().redact(words[0]) if words else "")
    try:
        done = subprocess.run(
            [program, *words[1:]],
            stdin=None if attended else subprocess.DEVNULL,
            capture_output=True,
            env={name: value for name, value in environment.items() if name != KEY_VARIABLE},
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotConnected("KeyCommandSlow", program=words[0], seconds=int(patience)) from None
    except OSError as error:
        raise NotConnected("KeyCommandFailed", program=words[0], reason=error.strerror or "it does not run") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = Redactor().redact(said[-1][:200]) if said else f"it ended with status {done.returncode}"
        raise NotConnected("KeyCommandFailed", program=words[0], reason=reason)
    lines = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()]
    if len(lines) != 1:
        raise NotConnected("KeyCommandOutput", program=words[0], count=len(lines))
    return lines[0]


# -- the keyring -------------------------------------------------------------------------------------------


def read_keyring(account: str) -> tuple[str, str | None]:
    """The stored key ('' when there is none) and, where the keyring cannot be used, one sentence why."""
    try:
        import keyring
    except ImportError:
        return "", None
    try:
        return keyring.get_password(KEYRING_SERVICE, account) or "", None
    except Exception as error:  # every keyring has errors of its own, and none may keep the shell from starting
        return "", f"The keyring of this system cannot be read ({type(error).__name__})."


def keyring_usable() -> bool:
    """Whether this machine has a keyring that keeps keys."""
    try:
        import keyring

        return float(keyring.get_keyring().priority) > 0
    except Exception:  # see read_keyring
        return False


def write_keyring(account: str, key: str) -> bool:
    """Store the key with the system; False where that is impossible."""
    try:
        import keyring

        keyring.set_password(KEYRING_SERVICE, account, key)
    except Exception:  # see read_keyring
        return False
    return True


def remove_from_keyring(account: str) -> bool:
    """Remove the stored key; False where there was none or the keyring cannot be used."""
    try:
        import keyring

        keyring.delete_password(KEYRING_SERVICE, account)
    except Exception:  # see read_keyring
        return False
    return True
