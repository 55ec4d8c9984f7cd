"""One sandbox: its store, its app and the servers that offer it."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from glueshell.sandbox.messages import MESSAGES, SandboxError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from glueshell.sandbox.app import App
    from glueshell.sandbox.server import Server
    from glueshell.sandbox.store import Store

DEFAULT_SEED = 20240611


class Sandbox:
    """A small IT Glue account in a SQLite file, or in memory when `path` is None.

    A new account is filled from `seed`; a file keeps the account it has, whose seed, id and key then hold. `clock`
    gives seconds since 1970, `entropy(n)` n random bytes for the account id and the key.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] | None = None,
        seed: int = DEFAULT_SEED,
        key: str | None = None,
        clock: Callable[[], float] = time.time,
        subdomain: str = "sandbox",
        entropy: Callable[[int], bytes] = os.urandom,
    ) -> None:
        import threading

        from glueshell.sandbox.store import Store

        def fill(store: Store) -> None:
            from glueshell.sandbox.demo.account import fill_demo

            store.set_fact("account-id", account_id_from(entropy(16)))
            store.set_fact("key", key_from(entropy(16), entropy(48)))
            store.set_fact("seed", str(seed))
            fill_demo(store, seed)

        self._clock = clock
        self._subdomain = subdomain
        self._app: App | None = None
        self._servers: list[Server] = []
        self._lock = threading.Lock()
        self.failures: list[str] = []
        self.store: Store = Store(":memory:" if path is None else path, fill)
        self.account_id: str = self.store.fact("account-id") or ""
        self.seed: int = int(self.store.fact("seed") or 0)
        self.key: str = key or self.store.fact("key") or ""

    @property
    def app(self) -> App:
        """The WSGI app; it may be called directly as well as served."""
        with self._lock:
            if self._app is None:
                from glueshell.itglue.catalog import load
                from glueshell.sandbox.app import App

                self._app = App(self.store, load(), self.key, self._clock, self._subdomain)
            return self._app

    @property
    def test_organizations(self) -> tuple[int, ...]:
        """The ids of the demo account's test organizations."""
        with self.store.reading():
            return tuple(r.id for r in self.store.select("organizations", "name LIKE 'Test Organization%'"))

    def serve(self, port: int = 0) -> Server:
        """Offers the app on loopback from a background thread; port 0 takes a free one."""
        from glueshell.sandbox.server import Server

        server = Server(lambda: self.app, port, self.failures.append)
        self._servers.append(server)
        return server

    def serve_forever(self, port: int = 0, *, write: Callable[[str], object]) -> None:
        """Serves until Ctrl+C, after telling URL and key through `write`, line by line."""
        server = self.serve(port)
        try:
            write(MESSAGES["serving"].format(url=server.url))
            write(MESSAGES["serving-key"].format(key=self.key))
            write(MESSAGES["serving-stop"])
            server.wait()
        except KeyboardInterrupt:
            pass
        finally:
            server.close()

    def close(self) -> None:
        """Stops the servers and closes the store."""
        while self._servers:
            self._servers.pop().close()
        self.store.close()

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
