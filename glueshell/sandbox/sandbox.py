"""One sandbox: its store, its app and the servers that offer it."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from glueshell.sandbox.messages import MESSAGES, SandboxError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from glueshell.sandbox.app import App, OtherRegion
    from glueshell.sandbox.server import Server
    from glueshell.sandbox.store import Store

DEFAULT_SEED = 20240611


class Sandbox:
    """A small IT Glue account in a SQLite file, or in memory when `path` is None.

    A new account is filled from `seed`, with `scale` times as many organizations; a file keeps the account it has,
    whose seed, id and keys then hold. `key` may read passwords, `limited_key` may not; both are good in `region` alone.
    Of one key `requests` requests pass in `window` seconds (0: no limit). `clock` gives seconds since 1970,
    `entropy(n)` n random bytes for the account id and the keys. `closed` names
    `account.Features` that it does not have.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        seed: int = DEFAULT_SEED,
        key: str | None = None,
        clock: Callable[[], float] = time.time,
        subdomain: str = "sandbox",
        entropy: Callable[[int], bytes] = os.urandom,
        *,
        scale: int = 1,
        region: str = "US",
        requests: int = 3000,
        window: float = 300.0,
        closed: Sequence[str] = (),
    ) -> None:
        import threading

        self._clock = clock
        self._subdomain = subdomain
        self._app: App | None = None
        self._servers: list[Server] = []
        self._lock = threading.Lock()
        self.failures: list[str] = []
        self._path = path
        self._scale = scale
        self._store: Store | None = None
        # Who a new account is; a file's own facts hold.
        self._facts = {
            "account-id": account_id_from(entropy(16)),
            "key": key_from(entropy(16), entropy(48)),
            "limited-key": key_from(entropy(16), entropy(48)),
            "seed": str(seed),
        }
        facts: Callable[[str], str | None] = self._facts.get if path is None else self.store.fact
        self.account_id: str = facts("account-id") or ""
        self.seed: int = int(facts("seed") or 0)
        self.key: str = key or facts("key") or ""
        self.limited_key: str = facts("limited-key") or ""
        self.region = region
        self._limit = (requests, window)
        self._closed = tuple(closed)
        self._token = entropy(16).hex()

    @property
    def store(self) -> Store:
        """Its records; an account in memory is made when somebody first looks."""
        with self._lock:
            if self._store is None:
                from glueshell.sandbox.store import Store

                self._store = Store(":memory:" if self._path is None else self._path, self._fill)
            return self._store

    def _fill(self, store: Store, before: int) -> None:
        from glueshell.sandbox.demo.account import fill_demo
        from glueshell.sandbox.demo.rest import fill_rest

        facts = self._facts
        if before == 0:
            for name in ("account-id", "key", "seed"):
                store.set_fact(name, facts[name])
            fill_demo(store, int(facts["seed"]))
        store.set_fact("limited-key", facts["limited-key"])
        # Accounts of older files get what they could not have then.
        seed = int(store.fact("seed") or facts["seed"])
        fill_rest(store, seed, self._clock())
        if before == 0 and self._scale > 1:
            from glueshell.sandbox.demo.crowd import fill_crowd

            fill_crowd(store, seed, self._scale)

    @property
    def app(self) -> App:
        """The WSGI app; it may be called directly as well as served."""
        store = self.store
        with self._lock:
            if self._app is None:
                from glueshell.itglue.catalog import load
                from glueshell.sandbox.account import Key
                from glueshell.sandbox.app import App
                from glueshell.sandbox.limits import RateLimit

                known = (Key("full", self.key, True), Key("without passwords", self.limited_key, False))
                keys = {key.text: key for key in known if key.text}
                limit = RateLimit(*self._limit, self._clock)
                self._app = App(store, load(), keys, self._clock, self._subdomain, limit, self.region, self._token)
                for name in self._closed:
                    setattr(self._app.account.features, name, False)
            return self._app

    @property
    def test_organizations(self) -> tuple[int, ...]:
        """The ids of the demo account's test organizations."""
        with self.store.reading():
            return tuple(r.id for r in self.store.select("organizations", "name LIKE 'Test Organization%'"))

    def serve(self, port: int = 0, region: str | None = None) -> Server:
        """Offers the app on loopback from a background thread; port 0 takes a free one.

        As the host of another region than the account's it refuses the account's keys.
        """
        from glueshell.sandbox.server import Server

        server = Server(lambda: self._app_of(region), port, self.failures.append)
        self._servers.append(server)
        return server

    def _app_of(self, region: str | None) -> App | OtherRegion:
        from glueshell.sandbox.app import OtherRegion

        return self.app if region in (None, self.region) else OtherRegion(self.app, region or "")

    def serve_forever(self, port: int = 0, *, regions: bool = False, write: Callable[[str], object]) -> None:
        """Serves until Ctrl+C, after telling addresses and keys through `write`, line by line.

        With `regions` there are three hosts, one for each region, on neighbouring ports where a port was named.
        """
        from glueshell.sandbox.account import REGIONS

        # A big account takes its time now, not at the first request.
        self.store.fact("seed")
        others = [region for region in REGIONS if region != self.region] if regions else []
        servers: list[Server] = []
        try:
            servers.append(self.serve(port))
            servers.extend(self.serve(port and port + place, region) for place, region in enumerate(others, start=1))
            write(MESSAGES["serving"].format(url=servers[0].url))
            for region, server in zip((self.region, *others), servers):
                if regions:
                    write(MESSAGES["serving-region"].format(region=region, url=server.url))
            write(MESSAGES["serving-key"].format(key=self.key))
            write(MESSAGES["serving-limited-key"].format(key=self.limited_key))
            write(MESSAGES["serving-control"].format(url=servers[0].url))
            write(MESSAGES["serving-stop"])
            servers[0].wait()
        except KeyboardInterrupt:
            pass
        finally:
            for server in servers:
                server.close()

    def close(self) -> None:
        """Stops the servers and closes the store."""
        while self._servers:
            self._servers.pop().close()
        with self._lock:
            if self._store is not None:
                self._store.close()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def account_id_from(random: bytes) -> str:
    """A version 4 UUID of 16 random bytes."""
    digits = bytearray(random)
    digits[6] = digits[6] & 0x0F | 0x40
    digits[8] = digits[8] & 0x3F | 0x80
    text = digits.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def key_from(first: bytes, second: bytes) -> str:
    """A key of IT Glue's shape: `ITG.`, 32 hex digits, a dot and 64 url-safe characters."""
    from base64 import urlsafe_b64encode

    return f"ITG.{first.hex()}.{urlsafe_b64encode(second).decode()}"


__all__ = ["DEFAULT_SEED", "Sandbox", "SandboxError"]
