"""Names known without asking: loaded, learned, refreshed in the background, kept for the next time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glueshell.http.clock import SystemClock
from glueshell.itglue.client import Client, Query
from glueshell.session.errors import NotConnected
from glueshell.session.names import StoredNames
from glueshell.session.snapshots import Snapshots, StoppableClock, Stopped
from glueshell.session.store import Store
from tests.session.conftest import Clock
from tests.session.plans import catalog
from tests.session.server import EMAIL, FROG, TOAD, TinyServer, record

ENOUGH = 20.0


@pytest.fixture
def server() -> TinyServer:
    return TinyServer()


@pytest.fixture
def make(tmp_path: Path, server: TinyServer, clock: Clock) -> Iterator[Callable[..., Snapshots]]:
    made: list[tuple[Snapshots, Store]] = []

    def build(connect: Callable[[threading.Event], Client] | None = None, account: str = "a") -> Snapshots:
        store = Store(tmp_path / "state.db")
        snapshots = Snapshots(
            store,
            account,
            catalog=catalog,
            connect=connect or (lambda stop: Client(server, catalog())),
            clock=clock,
            batch_seconds=0,
        )
        made.append((snapshots, store))
        return snapshots

    yield build
    for snapshots, store in made:
        snapshots.close()
        store.close()


def texts(snapshots: Snapshots, key: str, organization: int | None = None) -> list[str]:
    return sorted(name.text for name in snapshots.current.names(key, organization))


def test_the_background_reads_organizations_types_fields_and_the_selected_organization(
    make: Callable[..., Snapshots], server: TinyServer
) -> None:
    snapshots = make()
    assert snapshots.state() == "names not read yet"
    snapshots.start(FROG)
    assert snapshots.settle(ENOUGH)
    assert "Happy Frog" in texts(snapshots, "organizations")
    assert texts(snapshots, "flexible_asset_types") == ["API Email Example", "MSA"]
    schema = snapshots.current.schema(EMAIL)
    assert schema is not None and [field.key for field in schema.required] == ["domains", "type"]
    assert texts(snapshots, "domains") == ["happyfrog.example", "mail.happyfrog.example"]
    assert texts(snapshots, "configurations", FROG) == ["HF-EX01", "HF-EX02", "HF-EX02"]
    assert texts(snapshots, "contacts") == ["Ann Smith"]
    assert snapshots.problem is None and snapshots.state() == "names just read"
    assert {method for method, _ in server.requests} == {"GET"}


def test_it_is_kept_for_the_next_time_and_under_its_account(make: Callable[..., Snapshots], server: TinyServer) -> None:
    first = make()
    first.start(FROG)
    assert first.settle(ENOUGH)
    first.close()
    server.requests.clear()
    again = make()
    assert texts(again, "organizations") == texts(first, "organizations")
    assert again.current.schema(EMAIL) is not None and again.schema(EMAIL) is not None
    assert again.current.names("configurations").get(987) is not None
    assert again.state() == "names just read"
    assert server.requests == []
    assert texts(make(account="b"), "organizations") == []


def test_what_is_gone_in_it_glue_is_gone_here(make: Callable[..., Snapshots], server: TinyServer) -> None:
    snapshots = make()
    snapshots.start(FROG)
    snapshots.refresh(TOAD)
    assert snapshots.settle(ENOUGH)
    assert texts(snapshots, "domains", TOAD) == ["toad.example"]
    server.records["domains"] = [record("domains", 777, name="new.example", organization_id=FROG)]
    del server.records["organizations"][0]
    del server.records["flexible_asset_types"][0]
    snapshots.refresh(FROG)
    snapshots.refresh()
    assert snapshots.settle(ENOUGH)
    # One organization's list says nothing about another's.
    assert texts(snapshots, "domains") == ["new.example", "toad.example"]
    assert "Happy Frog" not in texts(snapshots, "organizations")
    assert snapshots.current.schema(EMAIL) is None
    snapshots.close()
    kept = make()
    assert texts(kept, "domains") == ["new.example", "toad.example"]
    assert kept.schema(EMAIL) is None


def test_the_old_snapshot_answers_while_a_new_one_is_read(make: Callable[..., Snapshots], server: TinyServer) -> None:
    snapshots = make()
    snapshots.start()
    assert snapshots.settle(ENOUGH)
    server.gate = threading.Event()
    held = snapshots.current
    snapshots.refresh()
    snapshots.refresh()  # a wish that waits is not doubled
    assert snapshots.state() == "refreshing…"
    assert snapshots.current is held and "Happy Frog" in texts(snapshots, "organizations")
    server.requests.clear()
    server.gate.set()
    assert snapshots.settle(ENOUGH)
    assert snapshots.current is not held
    assert [path for _, path in server.requests].count("/organizations") <= 2


def test_kept_names_are_ready_to_be_searched_before_the_network_is_asked(
    make: Callable[..., Snapshots], server: TinyServer
) -> None:
    first = make()
    first.start()
    assert first.settle(ENOUGH)
    first.close()
    seen: list[bool] = []

    def connect(stop: threading.Event) -> Client:
        names = again.current.names("organizations")
        seen.append(len(names) > 0 and names._index is not None and names._index._initials is not None)
        return Client(server, catalog())

    again = make(connect)
    again.start()
    assert again.settle(ENOUGH) and seen == [True]


def test_whoever_shows_the_names_hears_of_changes(make: Callable[..., Snapshots]) -> None:
    snapshots = make()
    seen: list[str] = []
    snapshots.on_change = lambda: seen.append(snapshots.state())
    snapshots.start()
    assert snapshots.settle(ENOUGH)
    assert seen[0] == "loading names…" and seen[-1] == "names just read"


def test_starting_again_reads_anew(make: Callable[..., Snapshots], server: TinyServer) -> None:
    snapshots = make()
    snapshots.start(FROG)
    assert snapshots.settle(ENOUGH)
    server.requests.clear()
    snapshots.start(FROG)
    assert snapshots.settle(ENOUGH)
    assert ("GET", "/organizations") in server.requests and ("GET", "/domains") in server.requests


def test_traffic_teaches_names_in_batches(make: Callable[..., Snapshots], server: TinyServer) -> None:
    snapshots = make()
    snapshots.start()
    assert snapshots.settle(ENOUGH)
    client = Client(server, catalog(), on_records=snapshots.learn)
    assert texts(snapshots, "domains") == []
    list(client.list(Query(catalog()["domains"])))
    assert snapshots.settle(ENOUGH)
    assert "toad.example" in texts(snapshots, "domains")


def test_without_a_background_what_was_heard_is_kept_at_the_end(
    make: Callable[..., Snapshots], server: TinyServer
) -> None:
    snapshots = make()
    client = Client(server, catalog(), on_records=snapshots.learn)
    list(client.list(Query(catalog()["configurations"])))
    client.schema(EMAIL)
    snapshots.close()
    again = make()
    assert texts(again, "configurations") == ["HF-EX01", "HF-EX02", "HF-EX02"]
    assert texts(again, "flexible_asset_types") == ["API Email Example"]
    assert texts(again, "flexible_asset_fields") == []  # nobody refers to a field by name


def test_flexible_assets_are_known_by_type(make: Callable[..., Snapshots], server: TinyServer) -> None:
    snapshots = make()
    server.records["flexible_assets"].append(
        record("flexible-assets", 5, name="Office 365", organization_id=FROG, flexible_asset_type_id=EMAIL)
    )
    client = Client(server, catalog(), on_records=snapshots.learn)
    list(client.list(Query(catalog()["flexible_assets"], {"flexible_asset_type_id": EMAIL})))
    snapshots.take_in()
    assert texts(snapshots, f"flexible_assets/{EMAIL}", FROG) == ["Office 365"]
    snapshots.forget(f"flexible_assets/{EMAIL}", 5)
    assert texts(snapshots, f"flexible_assets/{EMAIL}") == []


def test_an_unreachable_host_is_told_in_the_toolbar_and_ends_nothing(
    make: Callable[..., Snapshots], server: TinyServer
) -> None:
    server.fault = "unreachable"
    snapshots = make()
    snapshots.start(FROG)
    assert snapshots.settle(ENOUGH)
    assert snapshots.problem is not None and "cannot be reached" in snapshots.problem
    assert snapshots.state() == "names not refreshed"
    server.fault = ""
    snapshots.refresh()
    assert snapshots.settle(ENOUGH)
    assert snapshots.problem is None and "Happy Frog" in texts(snapshots, "organizations")


def test_without_a_key_it_waits_quietly(make: Callable[..., Snapshots]) -> None:
    def connect(stop: threading.Event) -> Client:
        raise NotConnected("NoKey", account="a", problem="")

    snapshots = make(connect)
    snapshots.start(FROG)
    assert snapshots.settle(ENOUGH)
    assert snapshots.problem == "There is no API key for a."


def test_closing_stops_a_read_and_joins_the_thread(make: Callable[..., Snapshots], server: TinyServer) -> None:
    stops: list[threading.Event] = []
    connected = threading.Event()

    def connect(stop: threading.Event) -> Client:
        stops.append(stop)
        connected.set()
        return Client(server, catalog())

    server.gate = threading.Event()
    snapshots = make(connect)
    snapshots.start()
    snapshots.start()  # there is one thread, however often it is started

    def open_the_gate() -> None:
        assert server.gate is not None
        stops[0].wait(ENOUGH)
        server.gate.set()

    helper = threading.Thread(target=open_the_gate)
    assert connected.wait(ENOUGH)
    helper.start()
    snapshots.close()
    helper.join()
    assert not any(thread.name == "glueshell-refresher" for thread in threading.enumerate())
    snapshots.close()


def test_a_sleep_of_the_refreshers_transport_ends_when_it_is_told_to(clock: Clock) -> None:
    stop = threading.Event()
    stoppable = StoppableClock(stop, SystemClock())
    stoppable.sleep(0)
    assert stoppable.monotonic() > 0 and stoppable.time() > 0 and 0 <= stoppable.random() < 1
    stop.set()
    with pytest.raises(Stopped):
        stoppable.sleep(3600)


@pytest.mark.parametrize(
    ("age", "says"),
    [(10, "names just read"), (200, "names 3 min old"), (7300, "names 2 h old"), (200_000, "names 2 d old")],
)
def test_the_toolbar_tells_the_age(make: Callable[..., Snapshots], clock: Clock, age: int, says: str) -> None:
    snapshots = make()
    snapshots.start()
    assert snapshots.settle(ENOUGH)
    clock.now += age
    assert snapshots.state() == says


def test_many_names_are_kept_in_short_transactions(store: Store) -> None:
    from glueshell.itglue.snapshot import Name

    stored = StoredNames(store, "a")
    stored.save_names("organizations", (Name(id, f"organization {id}") for id in range(5000)))
    stored.remove_names("organizations", range(4000))
    assert len(stored.load().names("organizations")) == 1000
    stored.clear()
    assert stored.load().resources() == ()


def test_short_lists_that_records_refer_to_are_read_whole(make: Callable[..., Snapshots], server: TinyServer) -> None:
    snapshots = make()
    snapshots.start()
    assert snapshots.settle(ENOUGH)
    assert texts(snapshots, "configuration_types") == ["Laptop", "Server"]
