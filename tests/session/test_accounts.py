"""Which account, which address, which key."""

from __future__ import annotations

from pathlib import Path

import pytest

from glueshell import config
from glueshell.http.errors import InsecureUrl
from glueshell.itglue.regions import fingerprint
from glueshell.session import accounts
from glueshell.session.errors import InputError, NotConnected
from glueshell.session.statuses import status_of
from glueshell.session.store import Store

KEY = "ITG." + "0123456789abcdef" * 2 + "." + "Ab_-" * 16
TWO = "[accounts.a]\nregion = 'EU'\n[accounts.b]\nbase_url = 'https://gateway.example'\nsandbox = true\n"


def choose(tmp_path: Path, text: str, environment: dict[str, str], wanted: str | None = None) -> config.Account:
    return accounts.choose(config.parse(text, tmp_path), environment, wanted=wanted)


def test_the_environment_alone_describes_an_account(tmp_path: Path) -> None:
    account = choose(tmp_path, "", {"ITGLUE_API_KEY": KEY, "ITGLUE_REGION": "eu"})
    assert (account.base_url, account.region, account.sandbox, account.allow_write) == (
        "https://api.eu.itglue.com",
        "EU",
        False,
        False,
    )
    other = choose(tmp_path, "", {"ITGLUE_API_KEY": KEY + "x", "ITGLUE_REGION": "eu"})
    assert account.id != other.id
    assert KEY not in account.id and "0123456789abcdef" not in account.id


def test_without_anything_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotConnected) as caught:
        choose(tmp_path, "", {})
    assert "--sandbox" in str(caught.value.suggestion) and status_of(caught.value) == 3


def test_the_configuration_chooses(tmp_path: Path) -> None:
    assert choose(tmp_path, TWO, {}, "b").base_url == "https://gateway.example"
    assert choose(tmp_path, "default_account = 'a'\n" + TWO, {}).base_url == "https://api.eu.itglue.com"
    assert choose(tmp_path, "[accounts.only]\n", {}).base_url == "https://api.itglue.com"
    with pytest.raises(InputError, match="no account 'c'") as caught:
        choose(tmp_path, TWO, {}, "c")
    assert caught.value.suggestion == "Accounts: a, b."


def test_the_environment_wins_over_the_configuration(tmp_path: Path) -> None:
    assert choose(tmp_path, TWO, {"ITGLUE_REGION": "AU"}, "a").base_url == "https://api.au.itglue.com"
    # `sandbox = true` was said about another address.
    moved = choose(tmp_path, TWO, {"ITGLUE_BASE_URL": "https://api.itglue.com/"}, "b")
    assert (moved.base_url, moved.region, moved.sandbox) == ("https://api.itglue.com", "US", False)


@pytest.mark.parametrize("address", ["http://api.itglue.com", "ftp://x", "nonsense", "https://u:p@x.example"])
def test_an_address_the_key_must_not_go_to_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(InsecureUrl) as caught:
        choose(tmp_path, "", {"ITGLUE_BASE_URL": address, "ITGLUE_API_KEY": KEY})
    assert status_of(caught.value) == 3


@pytest.mark.parametrize("host", ["contoso.itglue.com", "contoso.eu.itglue.com"])
def test_the_address_of_the_web_application_is_no_address_of_the_api(tmp_path: Path, host: str) -> None:
    with pytest.raises(NotConnected) as caught:
        choose(tmp_path, "", {"ITGLUE_BASE_URL": f"https://{host}/", "ITGLUE_API_KEY": KEY})
    assert (status_of(caught.value), caught.value.error_id) == (3, "WebAddress")
    assert host in str(caught.value) and "US, EU, AU" in str(caught.value.suggestion)


def test_a_loopback_address_is_a_real_account(tmp_path: Path) -> None:
    account = choose(tmp_path, "", {"ITGLUE_BASE_URL": "http://127.0.0.1:8080", "ITGLUE_API_KEY": KEY})
    assert account.base_url == "http://127.0.0.1:8080" and not account.sandbox


@pytest.mark.parametrize(
    ("region", "error_id", "advice"),
    [
        ("our-company", "Subdomain", "looks like your subdomain"),
        ("contoso.itglue.com", "Subdomain", "looks like your subdomain"),
        ("UK", "UnknownRegion", ""),
        ("\x1b[2J", "UnknownRegion", ""),
    ],
)
def test_an_unknown_region_is_never_guessed(tmp_path: Path, region: str, error_id: str, advice: str) -> None:
    with pytest.raises(NotConnected, match="US, EU, AU") as caught:
        choose(tmp_path, "", {"ITGLUE_REGION": region, "ITGLUE_API_KEY": KEY})
    assert caught.value.error_id == error_id and advice in (caught.value.suggestion or "")
    assert status_of(caught.value) == 3


def test_a_key_of_the_environment_says_which_account(tmp_path: Path) -> None:
    text = (
        "default_account = 'a'\n[accounts.a]\nkey_fingerprint = 'ffffffffffff'\n"
        f"[accounts.b]\nregion = 'AU'\nkey_fingerprint = '{fingerprint(KEY)}'\n"
    )
    assert choose(tmp_path, text, {"ITGLUE_API_KEY": KEY}).id == "b"
    # A key that nobody knows is an account of its own, not the default one.
    stranger = choose(tmp_path, text, {"ITGLUE_API_KEY": KEY + "x"})
    assert stranger.id == f"us-{fingerprint(KEY + 'x')}"
    assert choose(tmp_path, text, {}).id == "a"
    assert choose(tmp_path, text, {"ITGLUE_API_KEY": KEY}, "a").id == "a"


def test_accounts_are_found_by_id_and_by_name_in_any_casing(tmp_path: Path) -> None:
    text = "[accounts.us-1]\nname = 'Contoso MSP'\n"
    assert choose(tmp_path, text, {}, "contoso msp").id == choose(tmp_path, text, {}, "US-1").id == "us-1"


def test_a_free_id_is_made_of_the_name() -> None:
    assert accounts.free_id("Contoso MSP!", ()) == "contoso-msp"
    assert accounts.free_id("contoso", {"contoso", "contoso-2"}) == "contoso-3"
    assert accounts.free_id("日本", ()) == "account"


def test_another_key_is_noticed_and_joins_only_when_confirmed(store: Store) -> None:
    account = config.Account("a", "https://api.itglue.com")
    old, new = fingerprint("old"), fingerprint("new")
    assert accounts.remember(store, account, old, 1.0) is None
    assert accounts.remember(store, account, old, 2.0) is None
    assert accounts.remember(store, account, new, 3.0) == old
    assert accounts.remember(store, account, new, 4.0) == old
    accounts.join_key(store, "a", new)
    assert accounts.remember(store, account, new, 5.0) is None
    assert accounts.known_accounts(store) == ["a"]
