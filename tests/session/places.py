"""Sandboxes that stand in for the regions of IT Glue, and what connects to them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from glueshell.config import Account, Config
from glueshell.http import SystemClock, Transport
from glueshell.itglue.catalog import Catalog
from glueshell.itglue.client import Client
from glueshell.itglue.documents import Resource
from glueshell.itglue.regions import REGIONS
from glueshell.sandbox import Sandbox
from glueshell.session.connecting import Connector
from glueshell.session.redaction import Redactor
from glueshell.session.sitting import Sitting
from glueshell.session.store import Store
from tests.session.conftest import Clock, FakeHost
from tests.session.plans import catalog


class Hurried(SystemClock):
    """A clock whose sleeps take no time."""

    def sleep(self, seconds: float) -> None:
        """Return at once."""


class StandIn:
    """The way to an account whose region is played by a sandbox; `asked` lists the addresses that were asked."""

    passing = False

    def __init__(self, account: Account, key: Callable[[], str], world: World) -> None:
        self.account = account
        self.key = key
        self._world = world
        self._transports: list[Transport] = []

    def client(self, catalog: Catalog, on_records: Callable[[Sequence[Resource]], None] | None = None) -> Client:
        url = self._world.played.get(self.account.base_url or "", self.account.base_url or "")
        self._world.asked.append(self.account.base_url or "")
        self._transports.append(Transport(url, self.key, clock=Hurried(), timeouts=(30, 30)))
        return Client(self._transports[-1], catalog, on_records=on_records)

    def background_client(self, catalog: Catalog, stop: threading.Event) -> Client:
        return self.client(catalog)

    def close(self) -> None:
        while self._transports:
            self._transports.pop().close()


class World:
    """The regions: each address that a sandbox plays, and every address that was asked."""

    def __init__(self, played: Mapping[str, Sandbox]) -> None:
        self.played = {REGIONS.get(name, name): sandbox._servers[0].url for name, sandbox in played.items()}
        self.asked: list[str] = []

    def open(self, account: Account, key: Callable[[], str]) -> StandIn:
        """The way to an account."""
        return StandIn(account, key, self)

    def connector(
        self,
        home: Path,
        host: FakeHost,
        store: Store,
        *,
        environment: Mapping[str, str] | None = None,
        key_command: str | None = None,
        clock: Callable[[], float] | None = None,
        redactor: Redactor | None = None,
    ) -> Connector:
        """What connects in a test."""
        return Connector(
            home=home,
            environment=environment or {},
            host=host,
            store=store,
            redactor=redactor or Redactor(),
            clock=clock or Clock(),
            load_catalog=catalog,
            open_place=self.open,
            key_command=key_command,
        )

    def sitting(self, home: Path, host: FakeHost, account: Account, key: str, store: Store) -> Sitting:
        """A sitting on an account, not opened yet."""
        place = self.open(account, lambda: key)
        made: list[Sitting] = []
        made.append(
            Sitting(
                config=_config(home),
                store=store,
                account=account,
                load_catalog=catalog,
                connect=lambda hear: place.client(made[0].catalog, hear),
                connect_background=lambda stop: place.background_client(made[0].catalog, stop),
                host=host,
                monotonic=Clock(),
            )
        )
        return made[0]


def _config(home: Path) -> Config:
    from glueshell.config import load

    return load({}, home=home)
