"""Connecting: the key found, cleaned, tested at once; the region found; the account kept, the key not."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glueshell import config
from glueshell.http.errors import InsecureUrl, TransportError
from glueshell.itglue.errors import ApiError
from glueshell.itglue.regions import REGIONS, fingerprint
from glueshell.sandbox import Sandbox
from glueshell.session import accounts
from glueshell.session.connecting import Connector
from glueshell.session.errors import InputError, NotConnected
from glueshell.session.journal import Journal
from glueshell.session.presence import Presence
from glueshell.session.redaction import Redactor
from glueshell.session.statuses import status_of
from glueshell.session.store import Store
from tests.session.conftest import Clock, FakeHost
from tests.session.keyrings import Keyring, install
from tests.session.places import World
from tests.session.plans import create_plan
from tests.session.test_keys import printing

US_KEY = "ITG." + "0" * 32 + "." + "Us_-" * 16
EU_KEY = "ITG." + "e" * 32 + "." + "Eu_-" * 16
DAY = 24 * 60 * 60


@pytest.fixture(scope="module")
def sandboxes() -> Iterator[dict[str, Sandbox]]:
    with Sandbox(key=US_KEY, subdomain="contoso") as us, Sandbox(key=EU_KEY, subdomain="fabrikam", seed=7) as eu:
        us.serve()
        eu.serve()
        # The third region knows neither key.
        yield {"US": us, "EU": eu, "AU": eu}


@pytest.fixture
def world(sandboxes: dict[str, Sandbox]) -> World:
    for sandbox in sandboxes.values():
        sandbox.app.faults.clear()
        sandbox.app.requests.clear()
    return World(sandboxes)


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)


Make = Callable[..., Connector]


@pytest.fixture
def make(world: World, tmp_path: Path, store: Store) -> Make:
    def make(host: FakeHost, **more: object) -> Connector:
        return world.connector(tmp_path, host, store, **more)  # type: ignore[arg-type]

    return make


def text_of(folder: Path) -> str:
    return (folder / "config.toml").read_text(encoding="utf-8")


# -- the key -----------------------------------------------------------------------------------------------------


def test_a_pasted_key_is_cleaned_tested_and_its_account_kept(make: Make, tmp_path: Path, world: World) -> None:
    host = FakeHost(f' "{US_KEY}"\n')
    place = make(host).connect()
    assert host.questions == ["API key (it is not shown): "]
    assert host.shown == [
        "Taken out of what was pasted: 1 line break, 1 blank, 2 quotes. 101 characters are left.",
        "Connected to api.itglue.com with the key …Us_-: 40 organizations.",
        "Passwords: 310 are listed. Whether this key may read their values shows when one is read.",
        "The account is read-only until you allow writing: Unlock-Write.",
        "This machine has no keyring to keep the key in: it is used until you leave, then asked for again.",
        f"Kept as the account contoso in {tmp_path / 'config.toml'}; the key is not in it.",
    ]
    assert (place.account.id, place.account.region, place.account.sandbox) == ("contoso", "US", False)
    assert place.key() == US_KEY  # type: ignore[attr-defined]
    assert text_of(tmp_path) == (
        "version = 1\ndefault_account = \"contoso\"\n\n[accounts.contoso]\nname = \"contoso\"\nregion = \"US\"\n"
        f'key_fingerprint = "{fingerprint(US_KEY)}"\nkey_ending = "Us_-"\n'
    )
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600
    assert set(world.asked) == {REGIONS["US"]}


def test_what_does_not_look_like_a_key_is_said_and_tried(make: Make) -> None:
    host = FakeHost("not a key", False)
    with pytest.raises(NotConnected, match="refuses the API key"):
        make(host).connect()
    assert host.shown[1].startswith("That does not look like a key of IT Glue")


def test_the_environment_connects_without_a_question(make: Make, tmp_path: Path) -> None:
    host = FakeHost(interactive=False)
    place = make(host, environment={"ITGLUE_API_KEY": US_KEY}).connect()
    assert host.questions == [] and place.account.name == "contoso"
    # Nobody asked for it to be kept.
    assert not (tmp_path / "config.toml").exists()
    named = make(host, environment={"ITGLUE_API_KEY": US_KEY}).connect(account="Contoso MSP")
    assert (named.account.id, named.account.name) == ("contoso-msp", "Contoso MSP")
    assert 'name = "Contoso MSP"' in text_of(tmp_path)


def test_a_command_is_kept_in_place_of_the_key(make: Make, tmp_path: Path) -> None:
    command = printing(tmp_path, EU_KEY + "\n")
    host = FakeHost(interactive=False)
    make(host).connect(region="EU", account="fabrikam", key_command=command)
    assert config.load({}, home=tmp_path).accounts["fabrikam"].key_command == command
    again = make(host).connect(account="fabrikam")
    assert again.account.region == "EU"


def test_a_command_that_holds_the_key_is_not_kept(make: Make, tmp_path: Path) -> None:
    script = tmp_path / "echo.py"
    script.write_text("import sys\nprint(sys.argv[1])\n", encoding="utf-8")
    host = FakeHost(interactive=False)
    make(host).connect(account="contoso", key_command=f'"{sys.executable}" "{script}" {US_KEY}')
    assert "The command holds the key itself and is therefore not kept." in host.shown
    assert US_KEY not in text_of(tmp_path)


def test_without_a_terminal_a_missing_key_is_no_question(make: Make) -> None:
    with pytest.raises(NotConnected, match=r"no API key for api\.itglue\.com") as caught:
        make(FakeHost(interactive=False)).connect()
    assert status_of(caught.value) == 3


def test_every_key_that_was_seen_is_kept_out_of_what_is_shown(make: Make) -> None:
    redactor = Redactor()
    key = "no-key-of-the-usual-shape"
    with pytest.raises(NotConnected):
        make(FakeHost(key, False), redactor=redactor).connect()
    assert key not in redactor.redact(f"here: {key}.")


# -- the keyring -------------------------------------------------------------------------------------------------


def test_a_key_goes_into_the_keyring_when_that_is_wanted(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ring = install(monkeypatch, Keyring())
    make(FakeHost(US_KEY, False)).connect()
    assert ring.kept == {}
    host = FakeHost(US_KEY, True)
    make(host).connect()
    assert ring.kept == {("glueshell", "contoso"): US_KEY}
    assert host.questions[1] == "Keep the key in the keyring of this system?"
    make(FakeHost(), environment={"ITGLUE_API_KEY": EU_KEY}).connect(region="EU", account="eu", store_key=True)
    assert ring.kept["glueshell", "eu"] == EU_KEY
    # Now nobody is asked any more.
    assert make(FakeHost(interactive=False)).connect(account="eu").account.key_in_keyring
    assert config.load({}, home=tmp_path).accounts["eu"].key_in_keyring


def test_a_keyring_that_takes_nothing_costs_one_line(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, Keyring(problem=RuntimeError("locked")))
    host = FakeHost(US_KEY)
    assert make(host).connect(store_key=True).account.key_in_keyring is False
    assert [line for line in host.shown if "keyring of" in line] == [
        "The keyring of this system did not take the key: it is used until you leave, then asked for again."
    ]


# -- the region --------------------------------------------------------------------------------------------------


def test_the_other_regions_are_tried_when_that_is_allowed(make: Make, world: World, tmp_path: Path) -> None:
    host = FakeHost(EU_KEY, True)
    place = make(host).connect()
    assert host.shown[:2] == [
        "Key ending …Eu_-: api.itglue.com answered 403.",
        "A key works in the region of its account only. To try, it is sent to api.eu.itglue.com and api.au.itglue.com.",
    ]
    assert host.questions[1] == "Try EU and AU as well?"
    assert place.account.region == "EU" and 'region = "EU"' in text_of(tmp_path)
    assert world.asked == [REGIONS["US"], REGIONS["EU"]]


def test_without_leave_the_key_goes_to_no_other_region(make: Make, world: World, tmp_path: Path) -> None:
    with pytest.raises(NotConnected, match=r"api\.itglue\.com refuses the API key …Eu_- \(403\)") as caught:
        make(FakeHost(EU_KEY, False)).connect()
    assert world.asked == [REGIONS["US"]] and status_of(caught.value) == 3
    assert "-Region EU or -Region AU" in (caught.value.suggestion or "")
    assert not (tmp_path / "config.toml").exists()
    with pytest.raises(NotConnected, match="refuses the API key"):
        make(FakeHost(interactive=False), environment={"ITGLUE_API_KEY": EU_KEY}).connect()
    assert world.asked == [REGIONS["US"]] * 2


def test_a_key_that_no_region_takes_is_said_so(make: Make, world: World) -> None:
    host = FakeHost(US_KEY[:-4] + "nope", True)
    with pytest.raises(NotConnected, match=r"and so do api\.eu\.itglue\.com and api\.au\.itglue\.com"):
        make(host).connect()
    assert "api.eu.itglue.com refuses it too." in host.shown
    assert len(world.asked) == 3


def test_a_region_that_is_none_is_refused_before_anything_is_asked(make: Make, world: World) -> None:
    with pytest.raises(NotConnected, match="'our-company' is no region") as caught:
        make(FakeHost()).connect(region="our-company")
    assert "looks like your subdomain" in (caught.value.suggestion or "")
    assert world.asked == []


@pytest.mark.parametrize("address", ["http://api.itglue.com", "http://10.0.0.5:8080", "https://me:pw@x.example", "ftp://x"])
def test_an_address_that_is_not_safe_is_refused(make: Make, world: World, address: str) -> None:
    with pytest.raises(InsecureUrl) as caught:
        make(FakeHost(), environment={"ITGLUE_API_KEY": US_KEY}).connect(base_url=address)
    assert status_of(caught.value) == 3 and world.asked == []


def test_a_gateway_on_this_machine_is_a_real_account(make: Make, sandboxes: dict[str, Sandbox]) -> None:
    url = sandboxes["US"]._servers[0].url
    place = make(FakeHost(), environment={"ITGLUE_API_KEY": US_KEY}).connect(base_url=url)
    assert (place.account.base_url, place.account.region, place.account.sandbox) == (url, None, False)
    with pytest.raises(NotConnected, match="refuses the API key") as caught:
        host = FakeHost(interactive=False)
        make(host, environment={"ITGLUE_API_KEY": EU_KEY, "ITGLUE_BASE_URL": url}).connect(account="other")
    assert "for this address" in (caught.value.suggestion or "")


def test_an_address_and_a_region_contradict_each_other(make: Make) -> None:
    with pytest.raises(InputError):
        make(FakeHost()).connect(region="US", base_url="https://gateway.example")


@pytest.mark.parametrize(
    ("fault", "kind", "status"),
    [
        ({"kind": "redirect", "location": "https://evil.example/regions"}, TransportError, 3),
        ({"kind": "page", "status": 404}, ApiError, 4),
        ({"kind": "status", "status": 500}, ApiError, 8),
    ],
)
def test_what_the_network_says_is_passed_on_and_nothing_kept(
    make: Make,
    sandboxes: dict[str, Sandbox],
    tmp_path: Path,
    fault: dict[str, object],
    kind: type[Exception],
    status: int,
) -> None:
    sandboxes["US"].app.faults.add(**{**fault, "count": 20})  # type: ignore[arg-type]
    with pytest.raises(kind) as caught:
        make(FakeHost(), environment={"ITGLUE_API_KEY": US_KEY}).connect()
    assert status_of(caught.value) == status
    assert not (tmp_path / "config.toml").exists()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (403, None, "Passwords: this key may not list them."),
        (404, None, "Passwords: not known, IT Glue did not answer to that."),
        (200, '{"data": [], "meta": {"total-count": 0}}', "Passwords: the account lists none."),
        (
            200,
            '{"data": [], "meta": {"total-count": 12}}',
            "Passwords: 12 are listed. Whether this key may read their values shows when one is read.",
        ),
    ],
)
def test_password_access_is_told_as_far_as_it_can_be_known(
    make: Make, sandboxes: dict[str, Sandbox], status: int, body: str | None, said: str
) -> None:
    sandboxes["US"].app.faults.add("status", path="^/passwords", status=status, body=body)
    host = FakeHost(interactive=False)
    make(host, environment={"ITGLUE_API_KEY": US_KEY}).connect()
    assert said in host.shown
    # Their values are never read for it.
    assert not [seen for seen in sandboxes["US"].app.requests if "show_password" in seen.query]


# -- whose key it is ---------------------------------------------------------------------------------------------


def known(folder: Path, **settings: str) -> None:
    lines = "".join(f"{key} = '{value}'\n" for key, value in settings.items())
    (folder / "config.toml").write_text(f"[accounts.contoso]\n{lines}", encoding="utf-8")


def test_a_new_key_joins_an_account_once_the_person_says_so(make: Make, tmp_path: Path, store: Store) -> None:
    known(tmp_path, key_fingerprint="ffffffffffff", key_ending="old4", region="US")
    with pytest.raises(NotConnected, match="not the one known for contoso"):
        make(FakeHost(US_KEY, False)).connect(account="contoso")
    assert "ffffffffffff" in text_of(tmp_path)
    host = FakeHost(US_KEY, True)
    make(host).connect(account="contoso")
    assert "contoso was used with another key (…old4) so far." in host.shown
    assert fingerprint(US_KEY) in text_of(tmp_path) and "ffffffffffff" not in text_of(tmp_path)
    assert store.query("SELECT key_fingerprint FROM accounts") == [(fingerprint(US_KEY),)]


def test_without_a_terminal_another_key_joins_nothing(make: Make, tmp_path: Path, world: World) -> None:
    known(tmp_path, key_fingerprint="ffffffffffff", region="US")
    connector = make(FakeHost(interactive=False), environment={"ITGLUE_API_KEY": US_KEY})
    with pytest.raises(NotConnected, match=r"\(…Us_-\) is not the one known for contoso"):
        connector.connect(account="contoso")
    assert world.asked == []


def test_the_same_subdomain_with_another_key_is_asked_about(make: Make, tmp_path: Path) -> None:
    known(tmp_path, key_fingerprint="ffffffffffff", region="US")
    make(FakeHost(US_KEY, False)).connect(region="US")
    found = config.load({}, home=tmp_path).accounts
    assert set(found) == {"contoso", "contoso-2"}
    assert found["contoso-2"].key_fingerprint == fingerprint(US_KEY)


def test_a_key_that_is_known_under_one_name_gets_no_second_one(make: Make, tmp_path: Path) -> None:
    known(tmp_path, key_fingerprint=fingerprint(US_KEY), region="US")
    with pytest.raises(InputError, match="the one of the account contoso already"):
        make(FakeHost(US_KEY)).connect(account="another")


def test_what_was_kept_under_a_key_alone_stays_with_the_account(
    make: Make, store: Store, presence: Presence, redactor: Redactor, clock: Clock
) -> None:
    environment = {"ITGLUE_API_KEY": US_KEY}
    before = accounts.choose(config.Config(Path(), {}, config.ShellOptions()), environment)
    accounts.remember(store, before, before.key_fingerprint, 1.0)
    Journal(store, before.id, presence=presence, redactor=redactor, clock=clock).before(create_plan())
    place = make(FakeHost(), environment=environment).connect()
    assert place.account.id == before.id and place.account.name == "contoso"


def test_a_key_that_once_worked_is_told_the_rule_of_90_days(
    make: Make, clock: Clock, world: World, tmp_path: Path
) -> None:
    connector = make(FakeHost(interactive=False), environment={"ITGLUE_API_KEY": US_KEY}, clock=clock)
    connector.connect(account="contoso")
    clock.now += 96 * DAY
    # As if IT Glue had dropped the key: another sandbox answers now.
    world.played[REGIONS["US"]] = world.played[REGIONS["EU"]]
    with pytest.raises(NotConnected, match="which last worked 96 days ago") as caught:
        connector.connect(account="contoso")
    advice = caught.value.suggestion or ""
    assert "unused" in advice or "90 days" in advice
    assert "Connect-ITGlue -Account contoso" in advice


def test_a_dead_key_of_the_keyring_is_replaced_in_place(
    make: Make, clock: Clock, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = install(monkeypatch, Keyring({("glueshell", "contoso"): US_KEY}))
    make(FakeHost(US_KEY, True), clock=clock).connect()
    clock.now += 91 * DAY
    world.played[REGIONS["US"]] = world.played[REGIONS["EU"]]
    host = FakeHost(EU_KEY, True, True)
    make(host, clock=clock).connect(account="contoso")
    assert host.shown[0].startswith(
        "The key from the keyring (…Us_-) is refused by api.itglue.com; it last worked 91 days ago,"
    )
    assert ring.kept == {("glueshell", "contoso"): EU_KEY}
