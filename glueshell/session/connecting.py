"""Connecting to a real account: which key, which region, tested at once, kept as an account of `config.toml`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from glueshell.config import Account, Config, load, save_account
from glueshell.itglue.regions import REGIONS, clean_key, fingerprint, looks_like_key
from glueshell.session import accounts
from glueshell.session.errors import InputError, NotConnected
from glueshell.session.keys import (
    COMMAND,
    ENVIRONMENT,
    KEY_VARIABLE,
    KEYRING,
    PROMPT,
    SCRIPT,
    KeySource,
    key_ending,
    keyring_usable,
    remove_from_keyring,
    removed_from,
    run_key_command,
    write_keyring,
)

if TYPE_CHECKING:
    import threading

    from glueshell.engine.host import Host
    from glueshell.itglue.catalog import Catalog
    from glueshell.itglue.client import Client
    from glueshell.itglue.documents import Document, Resource
    from glueshell.session.redaction import Redactor
    from glueshell.session.sitting import Sitting
    from glueshell.session.store import Store

# What is said on the way, by id.
SAYS: Mapping[str, str] = {
    "for": "For the account {account} at {host}.",
    "prompt": "API key (it is not shown): ",
    "removed": "Taken out of what was pasted: {what}. {count} characters are left.",
    "shape": "That does not look like a key of IT Glue (ITG. and about 100 characters); it is tried all the same.",
    "stored-refused": "The key from the {origin} (…{ending}) is refused by {host}{worked}. Give another one.",
    "worked": "; it last worked {when}, and IT Glue drops keys that nobody used for 90 days",
    "elsewhere": "Key ending …{ending}: {host} answered {status}.",
    "elsewhere-why": "A key works in the region of its account only. To try, it is sent to {hosts}.",
    "elsewhere-ask": "Try {regions} as well?",
    "elsewhere-no": "{host} refuses it too.",
    "joins": "{account} was used with another key (…{ending}) so far.",
    "joins-ask": "Does this key (…{ending}) replace it?",
    "connected": "Connected to {host} with the key …{ending}{origin}: {organizations}.",
    "passwords-no": "Passwords: this key may not list them.",
    "passwords-none": "Passwords: the account lists none.",
    "passwords": "Passwords: {count} are listed. Whether this key may read their values shows when one is read.",
    "passwords-unknown": "Passwords: not known, IT Glue did not answer to that.",
    "saved": "Kept as the account {account} in {file}; the key is not in it.",
    "keep-ask": "Keep the key in the keyring of this system?",
    "keep-why": "With it glueshell connects by itself next time.",
    "kept": "The key is in the keyring of this system.",
    "no-keyring": "This machine has no keyring to keep the key in: it is used until you leave, then asked for again.",
    "not-kept": "The keyring of this system did not take the key: it is used until you leave, then asked for again.",
    "command-secret": "The command holds the key itself and is therefore not kept.",
    "read-only": "The account is read-only until you allow writing: {unlock}.",
}
ORIGINS: Mapping[str, str] = {
    SCRIPT: " from the script", COMMAND: " from the command", ENVIRONMENT: " from ITGLUE_API_KEY",
    KEYRING: " from the keyring", PROMPT: "",
}  # fmt: skip


class Place(Protocol):
    """The way to one account's server."""

    account: Account
    passing: bool

    def client(self, catalog: Catalog, on_records: Callable[[Sequence[Resource]], None] | None = None) -> Client:
        """A client for the person's own requests."""
        ...

    def background_client(self, catalog: Catalog, stop: threading.Event) -> Client:
        """A client for the refresher, which gives up sooner and ends when `stop` is set."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


class Facts:
    """What a first look told: how many organizations, the account's subdomain ('' where it does not show), passwords.

    `passwords` is their number, None where listing them is not allowed, -1 where that stayed open.
    """

    __slots__ = ("organizations", "passwords", "subdomain")

    def __init__(self, organizations: int | None, subdomain: str, passwords: int | None) -> None:
        self.organizations = organizations
        self.subdomain = subdomain
        self.passwords = passwords


class _Attempt:
    """One key on its way to one address."""

    __slots__ = ("address", "command", "key", "origin", "region")

    def __init__(self, address: str, region: str | None, key: str, origin: str, command: str | None) -> None:
        self.address = address
        self.region = region
        self.key = key
        self.origin = origin
        self.command = command

    @property
    def host(self) -> str:
        return self.address.split("//", 1)[1]


class Connector:
    """Makes connections to real accounts; `connect` answers the place, `use` makes a sitting work there.

    `open_place(account, key)` makes the way to an account. The configuration is read anew each time, because another
    shell may have changed it.
    """

    def __init__(
        self,
        *,
        home: Path,
        environment: Mapping[str, str],
        host: Host,
        store: Store,
        redactor: Redactor,
        clock: Callable[[], float],
        load_catalog: Callable[[], Catalog],
        open_place: Callable[[Account, Callable[[], str]], Place],
        key_command: str | None = None,
        place: Place | None = None,
    ) -> None:
        self._home = home
        self._environment = environment
        self._host = host
        self._store = store
        self._redactor = redactor
        self._clock = clock
        self._load_catalog = load_catalog
        self._open_place = open_place
        self._key_command = key_command
        self._place = place

    # -- what commands ask for -----------------------------------------------------------------------------------

    def config(self) -> Config:
        """The configuration as it is now."""
        return load(self._environment, home=self._home)

    def connect(
        self,
        *,
        region: str | None = None,
        account: str | None = None,
        key_command: str | None = None,
        base_url: str | None = None,
        store_key: bool = False,
        key: str | None = None,
    ) -> Place:
        """Find the key, test it, keep the account; the way there. `key` is one that a script brought.

        At a terminal a missing key is asked for, other regions are tried when allowed, and a key that replaces another
        is confirmed. `NotConnected`, `InputError`, or what the network raised; then nothing was kept.
        """
        config = self.config()
        if account:
            profile = accounts.find(config, account)
        else:
            lying = clean_key(key or self._environment.get(KEY_VARIABLE, ""))
            profile = None if region or base_url else accounts.described(config, None, lying)
        address, region_name = self._address(profile, region, base_url)
        if key is not None:
            attempt = _Attempt(address, region_name, self._heard(key), SCRIPT, None)
        else:
            attempt = self._first_attempt(config, profile, account, address, region_name, key_command)
        attempt, facts = self._tested(attempt, profile)
        chosen = self._joined(config, profile, account, attempt, facts)
        self._say_connected(attempt, facts)
        chosen = self._keep(config, chosen, attempt, named=account is not None, store_key=store_key)
        accounts.remember(self._store, chosen, chosen.key_fingerprint, self._clock())
        accounts.note_answer(self._store, chosen.id, self._clock())
        source = KeySource(chosen.id, {}, on_key=self._redactor.learn, name=chosen.name)
        source.give(attempt.key, attempt.origin)
        return self._open_place(chosen, source)

    def use(self, sitting: Sitting, place: Place) -> None:
        """Make the sitting work at `place`; the connections to the former one are closed."""
        before, self._place = self._place, place
        sitting.config = self.config()
        sitting.switch(
            place.account,
            connect=lambda hear: place.client(sitting.catalog, hear),
            connect_background=lambda stop: place.background_client(sitting.catalog, stop),
            passing=place.passing,
        )
        if before is not None:
            before.close()

    def disconnect(self, sitting: Sitting, *, remove_key: bool = False) -> bool:
        """End the connection; the sitting keeps what is known offline. Answers whether a stored key was removed."""
        account = sitting.account
        if account.sandbox:
            raise InputError("SandboxStays")
        sitting.disconnect()
        self.close()
        if not remove_key:
            return False
        removed = remove_from_keyring(account.id)
        profile = self.config().accounts.get(account.id)
        if profile is not None and profile.key_in_keyring:
            save_account(self._home, _without_keyring(profile))
        return removed

    def close(self) -> None:
        """Close the connections."""
        place, self._place = self._place, None
        if place is not None:
            place.close()

    # -- the key -------------------------------------------------------------------------------------------------

    def _address(self, profile: Account | None, region: str | None, base_url: str | None) -> tuple[str, str | None]:
        if region and base_url:
            raise InputError("RegionOrAddress")
        if region or base_url:
            return accounts.address_of(base_url, region)
        if profile is not None:
            return accounts.address_of(profile.base_url, profile.region)
        address = self._environment.get(accounts.ADDRESS_VARIABLE, "").strip()
        return accounts.address_of(address or None, self._environment.get(accounts.REGION_VARIABLE, "").strip() or None)

    def _first_attempt(
        self,
        config: Config,
        profile: Account | None,
        account: str | None,
        address: str,
        region: str | None,
        key_command: str | None,
    ) -> _Attempt:
        command = key_command or self._key_command or (profile.key_command if profile else None)
        if key_command:
            text = run_key_command(key_command, self._environment, attended=self._host.interactive)
            return _Attempt(address, region, self._heard(text), COMMAND, key_command)
        source = KeySource(
            profile.id if profile else "",
            self._environment,
            on_key=self._redactor.learn,
            first_command=self._key_command,
            command=command,
            attended=self._host.interactive,
        )
        other = None
        for origin, text_of in source.candidates():
            if origin == KEYRING and profile is None:
                continue
            text = text_of()
            if not clean_key(text):
                continue
            key = self._heard(text)
            if not self._is_for(config, profile, account, key):
                other = other or key
                continue
            return _Attempt(address, region, key, origin, command if origin == COMMAND else None)
        if not self._host.interactive:
            if other is not None and profile is not None:
                raise NotConnected("AnotherKey", account=profile.name, ending=key_ending(other))
            raise NotConnected("NoKey", account=account or address.split("//", 1)[1], problem="")
        if profile is not None:
            self._say("for", account=profile.name, host=address.split("//", 1)[-1])
        return _Attempt(address, region, self._asked(region), PROMPT, None)

    @staticmethod
    def _is_for(config: Config, profile: Account | None, account: str | None, key: str) -> bool:
        """Whether a key that lies about is meant for this account: it is no other account's."""
        print_ = fingerprint(key)
        owner = accounts.by_fingerprint(config, print_)
        if profile is not None:
            return owner is profile or (owner is None and profile.key_fingerprint is None)
        return owner is None or account is None

    def _heard(self, text: str) -> str:
        key = clean_key(text)
        if not key:
            raise NotConnected("EmptyKey")
        self._redactor.learn(key)
        return key

    def _asked(self, region: str | None) -> str:
        text = self._host.read_secret(SAYS["prompt"])
        key = self._heard(text)
        removed = removed_from(text, key)
        if removed:
            self._say("removed", what=removed, count=len(key))
        if region is not None and not looks_like_key(key):
            self._say("shape", "warning")
        return key

    # -- the test ------------------------------------------------------------------------------------------------

    def _tested(self, attempt: _Attempt, profile: Account | None) -> tuple[_Attempt, Facts]:
        from glueshell.itglue.errors import ApiError

        while True:
            try:
                return attempt, self._look(attempt)
            except ApiError as error:
                if error.error_id != "KeyRefused":
                    raise
                refusal = error
            answered = accounts.last_answer(self._store, fingerprint(attempt.key))
            if answered is None and attempt.region is not None and self._host.interactive:
                found = self._elsewhere(attempt, refusal.status)
                if found is not None:
                    return found
            if attempt.origin == PROMPT or not self._host.interactive:
                raise self._refusal(attempt, refusal.status, profile, answered)
            worked = SAYS["worked"].format(when=accounts.ago(answered, self._clock())) if answered else ""
            self._say(
                "stored-refused",
                "warning",
                origin=ORIGINS[attempt.origin].removeprefix(" from ").removeprefix("the "),
                ending=key_ending(attempt.key),
                host=attempt.host,
                worked=worked,
            )
            attempt = _Attempt(attempt.address, attempt.region, self._asked(attempt.region), PROMPT, None)

    def _refusal(self, attempt: _Attempt, status: int, profile: Account | None, answered: float | None) -> NotConnected:
        said: dict[str, Any] = {"host": attempt.host, "ending": key_ending(attempt.key), "status": status}
        if answered is not None:
            name = profile.name if profile is not None else "NAME"
            return NotConnected("DeadKey", when=accounts.ago(answered, self._clock()), account=name, **said)
        if attempt.region is None:
            return NotConnected("KeyRefusedHere", **said)
        others = [name for name in REGIONS if name != attempt.region]
        if self._host.interactive:
            return NotConnected("WrongRegion", others=" or ".join(f"-Region {name}" for name in others), **said)
        return NotConnected("WrongRegion", others=" or ".join(f"the region {name}" for name in others), **said)

    def _elsewhere(self, attempt: _Attempt, status: int) -> tuple[_Attempt, Facts] | None:
        """Try the other regions, if the person allows that the key is sent there."""
        from glueshell.itglue.errors import ApiError

        others = [(name, url) for name, url in REGIONS.items() if name != attempt.region]
        hosts = " and ".join(url.split("//", 1)[1] for _, url in others)
        lines = [
            SAYS["elsewhere"].format(ending=key_ending(attempt.key), host=attempt.host, status=status),
            SAYS["elsewhere-why"].format(hosts=hosts),
        ]
        question = SAYS["elsewhere-ask"].format(regions=" and ".join(name for name, _ in others))
        if not self._host.confirm(lines, question, default=True):
            return None
        for name, url in others:
            other = _Attempt(url, name, attempt.key, attempt.origin, attempt.command)
            try:
                return other, self._look(other)
            except ApiError as error:
                if error.error_id != "KeyRefused":
                    raise
                self._say("elsewhere-no", host=other.host)
        said: dict[str, Any] = {"host": attempt.host, "ending": key_ending(attempt.key), "status": status}
        if attempt.origin == PROMPT:
            raise NotConnected("RefusedEverywhere", others=hosts, **said)
        return None

    def _look(self, attempt: _Attempt) -> Facts:
        from glueshell.itglue.errors import ApiError

        place = self._open_place(Account("", attempt.address, region=attempt.region), lambda: attempt.key)
        try:
            client = place.client(self._load_catalog())
            one = [("page[size]", "1")]
            client.get("/regions", one)
            organizations = client.get("/organizations", one)
            passwords: int | None
            subdomain = ""
            try:
                listed = client.get("/passwords", one)
                passwords, subdomain = listed.total_count or 0, _subdomain(listed)
            except ApiError as error:
                passwords = None if error.status in (401, 403) else -1
            if not subdomain:
                # Any record that knows its address on the web.
                with contextlib.suppress(ApiError):
                    subdomain = _subdomain(client.get("/configurations", one))
        finally:
            place.close()
        return Facts(organizations.total_count, subdomain, passwords)

    # -- the account ---------------------------------------------------------------------------------------------

    def _joined(
        self, config: Config, profile: Account | None, name: str | None, attempt: _Attempt, facts: Facts
    ) -> Account:
        """The account that the key is for: the one named, the one it is known by, or a new one."""
        print_, ending = fingerprint(attempt.key), key_ending(attempt.key)
        owner = accounts.by_fingerprint(config, print_)
        if profile is None and name is not None and owner is not None:
            raise InputError("KeyKnown", account=owner.name, ending=ending, target=name)
        shown = name or facts.subdomain or (attempt.region or attempt.host.partition(":")[0]).lower()
        base = profile or owner
        if base is None and name is None and facts.subdomain and self._host.interactive:
            # The same subdomain with another key: the same account, if the person says so.
            same = accounts.find(config, facts.subdomain)
            base = same if same is not None and self._replaces(same, ending, must=False) else None
        elif base is not None and base.key_fingerprint not in (None, print_):
            self._replaces(base, ending, must=True)
        if base is None:
            kept = accounts.kept_for(self._store, print_)
            taken = {*config.accounts, *accounts.known_accounts(self._store)}
            base = Account(kept or accounts.free_id(shown, taken), None, name=shown)
        elif base.key_fingerprint not in (None, print_):
            accounts.join_key(self._store, base.id, print_)
        return base.at(attempt.address, attempt.region, sandbox=False)

    def _replaces(self, account: Account, ending: str, *, must: bool) -> bool:
        if self._host.interactive:
            lines = [SAYS["joins"].format(account=account.name, ending=account.key_ending or "?")]
            if self._host.confirm(lines, SAYS["joins-ask"].format(ending=ending), default=False):
                return True
        if must:
            raise NotConnected("AnotherKey", account=account.name, ending=ending)
        return False

    def _keep(self, config: Config, account: Account, attempt: _Attempt, *, named: bool, store_key: bool) -> Account:
        """Write the account down where that is wanted: at the terminal, or when it was named."""
        command = attempt.command
        if command and (attempt.key in command or self._redactor.redact(command) != command):
            self._say("command-secret", "warning")
            command = None
        known = config.accounts.get(account.id)
        in_keyring = self._keep_key(account.id, attempt, store_key=store_key)
        if attempt.origin == KEYRING and known is not None:
            in_keyring = True
        changed = account.with_key(
            fingerprint(attempt.key),
            key_ending(attempt.key),
            command=command or (known.key_command if known is not None else None),
            in_keyring=in_keyring,
        )
        if not (named or self._host.interactive or known is not None or in_keyring):
            return changed
        save_account(self._home, changed)
        if known is None:
            self._say("saved", account=changed.name, file=self._home / "config.toml")
        return changed

    def _keep_key(self, account: str, attempt: _Attempt, *, store_key: bool) -> bool:
        asked = attempt.origin == PROMPT and self._host.interactive
        if not store_key and not asked:
            return False
        if not keyring_usable():
            self._say("no-keyring", "warning")
            return False
        if not store_key and not self._host.confirm([SAYS["keep-why"]], SAYS["keep-ask"], default=False):
            return False
        if not write_keyring(account, attempt.key):
            self._say("not-kept", "warning")
            return False
        self._say("kept")
        return True

    # -- saying --------------------------------------------------------------------------------------------------

    def _say_connected(self, attempt: _Attempt, facts: Facts) -> None:
        from glueshell.session.vocabulary import command

        count = facts.organizations
        organizations = "organizations not counted" if count is None else f"{count} organization{'s' * (count != 1)}"
        self._say(
            "connected",
            host=attempt.host,
            ending=key_ending(attempt.key),
            origin=ORIGINS[attempt.origin],
            organizations=organizations,
        )
        if facts.passwords is None:
            self._say("passwords-no")
        elif facts.passwords < 0:
            self._say("passwords-unknown")
        else:
            self._say("passwords" if facts.passwords else "passwords-none", count=facts.passwords)
        if self._host.interactive:
            self._say("read-only", unlock=command("unlock"))

    def _say(self, message_id: str, style: str = "hint", **values: object) -> None:
        self._host.write_error_line(self._redactor.redact(SAYS[message_id].format(**values)), style)


def _subdomain(page: Document) -> str:
    """`contoso` of `https://contoso.itglue.com/31337`, or ''."""
    import re

    for record in page.resources:
        found = re.match(r"https://([a-z0-9][a-z0-9-]*)\.(?:eu\.|au\.)?itglue\.com/", _text(record, "resource-url"))
        if found is not None:
            return found[1]
    return ""


def _text(record: Resource, name: str) -> str:
    value = record.attributes.get(name)
    return value if isinstance(value, str) else ""


def _without_keyring(account: Account) -> Account:
    return account.with_key(
        account.key_fingerprint or "", account.key_ending or "", command=account.key_command, in_keyring=False
    )
