"""Which account a sitting is for: what the configuration and the environment say, and what is kept of each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from glueshell.config import Account, Config
from glueshell.itglue.regions import REGIONS, UnknownRegion, clean_key, fingerprint, region, region_of
from glueshell.session.errors import InputError, NotConnected
from glueshell.session.keys import KEY_VARIABLE
from glueshell.session.messages import MESSAGES

if TYPE_CHECKING:
    from glueshell.itglue.regions import Region
    from glueshell.session.store import Store

REGION_VARIABLE = "ITGLUE_REGION"
ADDRESS_VARIABLE = "ITGLUE_BASE_URL"
DAY = 24 * 60 * 60
LONGEST_ID = 40


# -- choosing ----------------------------------------------------------------------------------------------


def choose(config: Config, environment: Mapping[str, str], *, wanted: str | None = None) -> Account:
    """The account of this sitting, with its address; `NotConnected` when nothing says which.

    `wanted` names one of the configuration; without it the key of the environment says which, being known by its
    fingerprint or being an account of its own; then come `default_account` and the only account there is.
    `ITGLUE_BASE_URL` and `ITGLUE_REGION` win over what the configuration says.
    """
    key = clean_key(environment.get(KEY_VARIABLE, ""))
    found = described(config, wanted, key)
    address = environment.get(ADDRESS_VARIABLE, "").strip()
    region_name = environment.get(REGION_VARIABLE, "").strip()
    if found is None:
        if not key and not address:
            raise NotConnected("NoAccount")
        return from_environment(*address_of(address or None, region_name or None), key)
    if address:
        base_url, region_text = address_of(address, None)
    elif region_name:
        base_url, region_text = address_of(None, region_name)
    else:
        base_url, region_text = address_of(found.base_url, found.region)
    # An address from outside the configuration is not what its `sandbox = true` was said about.
    return found.at(base_url, region_text, sandbox=found.sandbox and not address)


def from_environment(base_url: str, region_name: str | None, key: str) -> Account:
    """The account that an address and a key make without any configuration.

    Two keys may be two accounts: what is kept for one must not be shown for the other.
    """
    where = region_name or base_url.split("//", 1)[1]
    print_ = fingerprint(key) if key else None
    return Account(
        f"{where.lower()}-{print_ or 'keyless'}", base_url, region=region_name, name=where, key_fingerprint=print_
    )


def described(config: Config, wanted: str | None, key: str) -> Account | None:
    """The account of the configuration that is meant by a name, else by a key ('' without one), or None."""
    if wanted is not None:
        return named(config, wanted)
    default = None
    if config.default_account is not None:
        default = config.accounts[config.default_account]
    elif len(config.accounts) == 1:
        default = next(iter(config.accounts.values()))
    if not key:
        return default
    print_ = fingerprint(key)
    known = by_fingerprint(config, print_)
    # An account that no key was ever seen of may well be this key's; one with another key is not.
    return known or (default if default is not None and default.key_fingerprint is None else None)


def named(config: Config, text: str) -> Account:
    """The account of the configuration with this id or name; `InputError` lists those there are."""
    found = find(config, text)
    if found is None:
        known = ", ".join(account.name for account in config.accounts.values()) or "none"
        raise InputError("UnknownAccount", account=text, accounts=known, target=text)
    return found


def find(config: Config, text: str) -> Account | None:
    """The account of the configuration with this id or name, in any casing, or None."""
    wanted = text.strip().casefold()
    for account in config.accounts.values():
        if wanted in (account.id.casefold(), account.name.casefold()):
            return account
    return None


def by_fingerprint(config: Config, key_fingerprint: str) -> Account | None:
    """The account of the configuration that the key of this fingerprint belongs to, or None."""
    return next((a for a in config.accounts.values() if a.key_fingerprint == key_fingerprint), None)


def address_of(base_url: str | None, region_name: str | None) -> tuple[str, str | None]:
    """Address and region that an address, or else the name of a region (US without one), stand for.

    `InsecureUrl` where the key must not go, `NotConnected` for a region that does not exist and for the web
    application's own address.
    """
    from glueshell.http.addresses import BaseAddress

    if base_url:
        known, place = region_of(base_url), BaseAddress(base_url)
        label, _, rest = place.host.partition(".")
        if known is None and "api" not in label and f".{rest}".endswith(".itglue.com"):
            raise NotConnected("WebAddress", host=place.host, regions=", ".join(REGIONS), target=base_url)
        return place.url, known.name if known else None
    found = region_named(region_name or "US")
    return found.base_url, found.name


def region_named(text: str) -> Region:
    """The region of this name; `NotConnected` says what the name looks like instead."""
    try:
        return region(text)
    except UnknownRegion:
        shown = text.strip()[:40]
        # Short ones are a slip; what is longer has been taken from the web address.
        looks_like_name = len(shown) > 3 and re.fullmatch(r"[\w.-]+(?:\.itglue\.com)?", shown)
        raise NotConnected(
            "Subdomain" if looks_like_name else "UnknownRegion", region=shown, regions=", ".join(REGIONS), target=text
        ) from None


def free_id(name: str, taken: Collection[str]) -> str:
    """An id for a new account, made of its name: lower-case letters, digits and dashes, not taken yet."""
    base = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:LONGEST_ID] or "account"
    number, id = 1, base
    while id in taken:
        number += 1
        id = f"{base}-{number}"
    return id


# -- what is kept ------------------------------------------------------------------------------------------


def remember(store: Store, account: Account, key_fingerprint: str | None, now: float) -> str | None:
    """File the account in the store; answers the fingerprint it was known by before when that was another one.

    The new fingerprint is only filed by `join_key`, once the person has confirmed it.
    """
    rows = store.query("SELECT key_fingerprint FROM accounts WHERE account = ?", (account.id,))
    if not rows:
        store.execute(
            "INSERT OR IGNORE INTO accounts (account, base_url, key_fingerprint, first_seen) VALUES (?, ?, ?, ?)",
            (account.id, account.base_url or "", key_fingerprint, now),
        )
        return None
    known: str | None = rows[0][0] or account.key_fingerprint
    if key_fingerprint is None or known == key_fingerprint:
        return None
    if known is None:
        join_key(store, account.id, key_fingerprint)
        return None
    return known


def join_key(store: Store, account: str, key_fingerprint: str) -> None:
    """The key of this fingerprint belongs to the account from now on; that it ever worked is still to be seen."""
    store.execute(
        "UPDATE accounts SET key_fingerprint = ?, answered_at = NULL WHERE account = ?", (key_fingerprint, account)
    )


def known_accounts(store: Store) -> list[str]:
    """The ids of all accounts that have state here, for removing their keys."""
    return [row[0] for row in store.query("SELECT account FROM accounts ORDER BY account")]


def kept_for(store: Store, key_fingerprint: str) -> str | None:
    """The id under which drafts or a journal are kept that were made with the key of this fingerprint, or None."""
    rows = store.query(
        "SELECT account FROM accounts WHERE key_fingerprint = ? AND (account IN (SELECT account FROM drafts)"
        " OR account IN (SELECT account FROM journal)) LIMIT 1",
        (key_fingerprint,),
    )
    return rows[0][0] if rows else None


def note_answer(store: Store, account: str, now: float) -> None:
    """The key of the account works: IT Glue has answered."""
    store.execute("UPDATE accounts SET answered_at = ? WHERE account = ?", (now, account))


def last_answer(store: Store, key_fingerprint: str) -> float | None:
    """When the key of this fingerprint last worked, seconds since the epoch; None when that was never seen."""
    rows = store.query("SELECT max(answered_at) FROM accounts WHERE key_fingerprint = ?", (key_fingerprint,))
    return rows[0][0] if rows else None


def ago(then: float, now: float) -> str:
    """`today`, `yesterday` or `96 days ago`."""
    days = int(max(0.0, now - then) // DAY)
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def dead_key_advice(answered_at: float | None, account: str, now: float) -> str:
    """What to say beside a refusal of the key: the rule of 90 days when it once worked, else where to look."""
    if answered_at is None:
        return " ".join(MESSAGES["another-region"])
    return " ".join(MESSAGES["dead-key"]).format(when=ago(answered_at, now), account=account)
