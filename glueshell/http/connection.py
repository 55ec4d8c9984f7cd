"""The `requests` session behind a transport, taught to tell whether anything of a request has left.

Loaded at the first request only: it brings `requests` with it.
"""

from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies
from urllib3 import exceptions as pool_errors
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from glueshell.http.addresses import BaseAddress
from glueshell.http.errors import TransportError, failure

# A write goes out on a new connection after this many idle seconds: a server that closes idle connections at the same
# moment would leave the outcome unknown.
IDLE_SECONDS = 4.0
_SLICE_SECONDS = 0.05
# What a request can end with on its way.
FAILURES = (requests.RequestException, pool_errors.HTTPError, OSError)

Answer = tuple[int, dict[str, str], bytes]
AnyAnswer = TypeVar("AnyAnswer")


class Witness:
    """Whether the current request has begun to leave; what a proxy is told while connecting does not count."""

    __slots__ = ("connecting", "sent")

    def __init__(self) -> None:
        self.connecting = 0
        self.sent = False


def _watched_pools(witness: Witness) -> dict[str, type[HTTPConnectionPool]]:
    class Watched:
        def connect(self) -> None:
            witness.connecting += 1
            try:
                super().connect()  # type: ignore[misc]
            finally:
                witness.connecting -= 1

        def send(self, data: Any) -> None:
            if getattr(self, "sock", None) is None:
                self.connect()
            if not witness.connecting:
                witness.sent = True
            super().send(data)  # type: ignore[misc]

    class WatchedHTTP(Watched, HTTPConnection):
        pass

    class WatchedHTTPS(Watched, HTTPSConnection):
        pass

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = WatchedHTTP

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = WatchedHTTPS

    return {"http": PlainPool, "https": SecurePool}


def trust(ca_file: str | None) -> ssl.SSLContext:
    """The context of a checked connection: the system's store, or a file of certificates."""
    context = ssl.create_default_context(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is None and sys.platform != "win32" and not context.get_ca_certs() and not _system_folder():
        # A Python without any store of its own (some containers, python.org's for macOS): the bundle that comes along.
        context.load_verify_locations(cafile=DEFAULT_CA_BUNDLE_PATH)
    return context


def _system_folder() -> bool:
    import os

    folder = ssl.get_default_verify_paths().capath
    return folder is not None and any(os.scandir(folder))


class WatchedAdapter(HTTPAdapter):
    """An adapter whose pools are watched and whose trust is one SSL context."""

    def __init__(self, witness: Witness, context: ssl.SSLContext | None) -> None:
        self._pools = _watched_pools(witness)
        self._trust = context
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **self._trusting(options))
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **self._trusting(options))
        manager.pool_classes_by_scheme = self._pools
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        if self._trust is not None:
            conn.cert_reqs = "CERT_REQUIRED" if self._trust.verify_mode is ssl.CERT_REQUIRED else "CERT_NONE"

    def close(self) -> None:
        # Clearing a manager leaves the closing of its sockets to the garbage collector, which may be late.
        for manager in (self.poolmanager, *self.proxy_manager.values()):
            for key in manager.pools.keys():  # noqa: SIM118 - the container is not iterable
                pool = manager.pools.get(key)
                if pool is not None:
                    pool.close()
        super().close()

    def _trusting(self, options: dict[str, Any]) -> dict[str, Any]:
        return options if self._trust is None else {**options, "ssl_context": self._trust}


def bare_session(adapter: HTTPAdapter) -> requests.Session:
    """A session that sends what it is told and nothing of its own, over one adapter: no headers, no cookies kept."""
    session = requests.Session()
    # The environment's .netrc and bundles are not ours to follow; its proxies are, see _proxies.
    session.trust_env = False
    session.headers.clear()
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for own in session.adapters.values():
        own.close()
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


class Connection:
    """Kept-alive connections of one thread to one server. `last_used` is a monotonic time in seconds."""

    __slots__ = ("_adapter", "_base", "_sliced", "_timeouts", "_witness", "closed", "last_used")

    def __init__(self, base: BaseAddress, timeouts: tuple[float, float], ca_file: str | None, *, sliced: bool) -> None:
        self._base = base
        self._timeouts = timeouts
        self._sliced = sliced
        self._witness = Witness()
        self.closed = False
        self.last_used = 0.0
        try:
            context = trust(ca_file) if base.url.startswith("https:") else None
        except OSError:
            raise failure("ca-file", base.host, ca_file or "of the system") from None
        # No session around it: cookies, redirects and headers of its own would only have to be forbidden again.
        self._adapter = WatchedAdapter(self._witness, context)

    def close(self) -> None:
        """Close the sockets; the connection is not used again."""
        self.closed = True
        self._adapter.close()

    def exchange(
        self, method: str, target: str, body: bytes | None, headers: dict[str, str], now: float, *, fresh: bool
    ) -> Answer:
        """Status, headers (lower case) and decoded body of one attempt; raises TransportError."""
        if fresh and now - self.last_used > IDLE_SECONDS:
            self._adapter.close()
        self._witness.sent = False

        def attempt() -> Answer:
            return self._exchange(method, target, body, headers)

        try:
            return in_slices(attempt) if self._sliced else attempt()
        except TransportError:
            raise
        except BaseException:
            # Interrupted: what is still on its way must not be read as the answer to the next request.
            self.close()
            raise

    def _exchange(self, method: str, target: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        try:
            request = requests.PreparedRequest()
            request.prepare(method, target, {"Accept-Encoding": "gzip, deflate", **headers}, data=body)
            proxies = self._proxies(target)
            answer = self._adapter.send(request, stream=True, timeout=self._timeouts, proxies=proxies)
            # In one piece: by itself the library takes a page in a hundred small ones and joins them.
            with answer:
                content = answer.raw.read(decode_content=True)
        except FAILURES as error:
            raise failure_of(error, self._witness, self._base.host, self._timeouts) from None
        return answer.status_code, {name.lower(): value for name, value in answer.headers.items()}, content

    def _proxies(self, target: str) -> dict[str, str]:
        return environment_proxies(self._base, target)


def environment_proxies(base: BaseAddress, target: str) -> dict[str, str]:
    """The proxies that the environment names for `target`; this machine's own address needs none."""
    return {} if base.loopback else dict(get_environ_proxies(target))


def in_slices(attempt: Callable[[], AnyAnswer]) -> AnyAnswer:
    """What `attempt` answers, from a thread of its own: where a signal cannot break into a socket, the waiting happens
    here, in slices it can break into."""
    outcome: list[AnyAnswer] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def work() -> None:
        try:
            outcome.append(attempt())
        except BaseException as error:
            failed.append(error)
        finally:
            done.set()

    threading.Thread(target=work, name="glueshell-http", daemon=True).start()
    while not done.wait(_SLICE_SECONDS):
        pass
    if failed:
        raise failed[0]
    return outcome[0]


def failure_of(
    error: BaseException, witness: Witness, host: str, timeouts: tuple[float | None, float | None]
) -> TransportError:
    """What an exception of the network means, and whether the request had begun to leave."""
    causes = tuple(_causes(error))
    connect, read = timeouts
    if witness.sent:
        if _any(causes, pool_errors.ReadTimeoutError, requests.Timeout, TimeoutError):
            return failure("timeout", host, f"{read or 0:g}", sent=True)
        return failure("reset", host, sent=True)
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return failure("certificate", host, _certificate_reason(cause))
    if _any(causes, pool_errors.ProxyError):
        return failure("proxy", host, "the connection through it failed")
    if _any(causes, pool_errors.NameResolutionError):
        return failure("unreachable", host, "name")
    if _any(causes, ConnectionRefusedError):
        return failure("unreachable", host, "refused")
    if _any(causes, ssl.SSLError):
        return failure("unreachable", host, "tls")
    # The pool's "no new connection" is by its class a timeout too; only the real one has this for a reason.
    if _any(causes, TimeoutError):
        return failure("unreachable", host, f"no connection within {connect or 0:g} seconds")
    return failure("unreachable", host, "network")


def _any(causes: tuple[BaseException, ...], *classes: type[BaseException]) -> bool:
    return any(isinstance(cause, classes) for cause in causes)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        linked = (current.__cause__, current.__context__, getattr(current, "reason", None), *current.args)
        waiting.extend(item for item in linked if isinstance(item, BaseException))


def _certificate_reason(error: ssl.SSLCertVerificationError) -> str:
    code = error.verify_code
    if code == 10:
        return "expired"
    if code in (62, 64):
        return "other-name"
    return "self-signed"
