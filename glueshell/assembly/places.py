"""Where a run works: the embedded sandbox, or an account, which is asked for where none is set up."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from glueshell.config import Account, Config

if TYPE_CHECKING:
    import threading
    from pathlib import Path

    from glueshell.engine.host import Host
    from glueshell.http import Clock, Transport
    from glueshell.http.budget import Budgets
    from glueshell.itglue.catalog import Catalog
    from glueshell.itglue.client import Client
    from glueshell.itglue.documents import Resource
    from glueshell.sandbox import Sandbox
    from glueshell.sandbox.server import Server
    from glueshell.session.connecting import Connector
    from glueshell.session.redaction import Redactor
    from glueshell.session.store import Store

SANDBOX_FILE = "sandbox.db"
STATE_FILE = "state.db"
# Seconds to connect and between two pieces of an answer, for what nobody waits for.
BACKGROUND_TIMEOUTS = (3.0, 8.0)

MESSAGES: Mapping[str, str] = {
    "seed-kept": "{path} holds the demo account of the seed {seed} already; another one comes with --fresh.",
    "no-account": "No account is set up. Where do you want to work?",
    "connect": "Connect to IT Glue",
    "connect-detail": "asks for an API key and tests it",
    "sandbox": "Start the sandbox",
    "sandbox-detail": "a made-up account on this machine",
    "offline": "{account} is not connected; what is kept on this machine can still be looked at.",
}


class World(Protocol):
    """What a run gets from whoever starts it: streams, environment, time, and the making of embedded sandboxes."""

    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    environ: Mapping[str, str]

    def clock(self) -> Clock:
        """Time and chance for the transport."""

    def open_sandbox(self, path: Path | None, seed: int, **options: Any) -> Sandbox:
        """A sandbox in a file, or in memory without one; whoever asks closes it."""


class Place:
    """The account a run works on, and the way there: connections are made when they are first needed.

    `budgets` holds what each account of this process may still ask.
    Of a `passing` place (a sandbox in memory) nothing is kept. `notes` are warnings for the person.
    """

    def __init__(
        self,
        account: Account,
        key: Callable[[], str],
        url: Callable[[], str],
        *,
        clock: Callable[[], Clock],
        budgets: Budgets,
        passing: bool = False,
        notes: Sequence[str] = (),
    ) -> None:
        self.account = account
        self.key = key
        self.passing = passing
        self.budgets = budgets
        self.notes = tuple(notes)
        self._clock = clock
        self._url = url
        self._transports: list[Transport] = []

    def client(self, catalog: Catalog, on_records: Callable[[Sequence[Resource]], None] | None = None) -> Client:
        """A client for the person's own requests."""
        from glueshell.itglue.client import Client

        return Client(self._transport(self._clock()), catalog, on_records=on_records)

    def background_client(self, catalog: Catalog, stop: threading.Event) -> Client:
        """A client for the refresher, which gives up sooner and ends when `stop` is set."""
        from glueshell.itglue.client import Client
        from glueshell.session.snapshots import StoppableClock

        return Client(self._transport(StoppableClock(stop, self._clock()), BACKGROUND_TIMEOUTS), catalog)

    def close(self) -> None:
        """Close every connection; nobody may be using one."""
        while self._transports:
            self._transports.pop().close()

    def _transport(self, clock: Clock, timeouts: tuple[float, float] | None = None) -> Transport:
        import glueshell
        from glueshell.http import Transport

        patience: dict[str, Any] = {} if timeouts is None else {"timeouts": timeouts}
        made = Transport(
            self._url(),
            self.key,
            clock=clock,
            user_agent=f"glueshell/{glueshell.__version__}",
            ca_file=self.account.ca_file,
            budget=self.budgets.of(self.account.id or self._url(), *self.account.limit),
            **patience,
        )
        self._transports.append(made)
        return made


class EmbeddedSandbox:
    """The sandbox of this process; it starts to serve when somebody first wants its address."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._server: Server | None = None

    def url(self) -> str:
        """The address it serves at."""
        if self._server is None:
            self._server = self.sandbox.serve()
        return self._server.url


def place_of(
    options: argparse.Namespace, config: Config, world: World, stack: ExitStack, redactor: Redactor, host: Host
) -> Place:
    """The place that the options ask for; `redactor` learns every key that is used, to keep it out of what is shown.

    At a terminal without any account it offers to connect to one or to start the sandbox.
    """
    if options.sandbox:
        return _sandbox(options, config, world, stack, redactor)
    from glueshell.session.accounts import choose
    from glueshell.session.errors import NotConnected

    if host.interactive and not _anything_said(options, config, world):
        return _first_place(options, config, world, stack, redactor, host)
    try:
        account = choose(config, world.environ, wanted=options.account)
    except NotConnected as error:
        if error.error_id != "NoAccount":
            raise
        return _no_place(world)
    return _account(account, options, config, world, redactor, host)


def _anything_said(options: argparse.Namespace, config: Config, world: World) -> bool:
    """Whether an account or a key is named anywhere."""
    from glueshell.session.keys import KEY_VARIABLE

    key = world.environ.get(KEY_VARIABLE, "").strip()
    return bool(config.accounts or options.account or options.key_command or key)


def connector_of(
    options: argparse.Namespace,
    home: Path,
    world: World,
    host: Host,
    redactor: Redactor,
    store: Store,
    place: Place | None = None,
) -> Connector:
    """What makes connections to real accounts in this run; `place` is where it works so far."""
    from glueshell.http.budget import Budgets
    from glueshell.session.connecting import Connector

    budgets = Budgets() if place is None else place.budgets

    def load_catalog() -> Catalog:
        from glueshell.itglue.catalog import load

        return load()

    return Connector(
        home=home,
        environment=world.environ,
        host=host,
        store=store,
        redactor=redactor,
        clock=lambda: world.clock().time(),
        load_catalog=load_catalog,
        open_place=lambda account, key: _real_place(account, key, world, budgets),
        key_command=options.key_command,
        place=place,
    )


def _sandbox(options: argparse.Namespace, config: Config, world: World, stack: ExitStack, redactor: Redactor) -> Place:
    from glueshell.http.budget import Budgets
    from glueshell.sandbox import DEFAULT_SEED

    path = None if options.fresh else config.home / SANDBOX_FILE
    seed = DEFAULT_SEED if options.seed is None else options.seed
    sandbox = stack.enter_context(world.open_sandbox(path, seed))
    redactor.learn(sandbox.key)
    kept = options.seed is not None and sandbox.seed != options.seed
    return Place(
        # A server that this process started, so no writing needs unlocking.
        Account(sandbox.account_id, None, region="US", name="sandbox", sandbox=True),
        lambda: sandbox.key,
        EmbeddedSandbox(sandbox).url,
        clock=world.clock,
        budgets=Budgets(),
        passing=options.fresh,
        notes=[MESSAGES["seed-kept"].format(path=path, seed=sandbox.seed)] if kept else (),
    )


def _no_place(world: World) -> Place:
    """No account at all: the language works, and whatever needs IT Glue says what is missing."""
    from glueshell.http.budget import Budgets
    from glueshell.session.errors import NotConnected

    def missing() -> str:
        raise NotConnected("NoAccount")

    # Nothing can be sent from here, so no writing waits for permission before it says so.
    account = Account("none", None, name="none", allow_write=True)
    return Place(account, missing, missing, clock=world.clock, budgets=Budgets(), passing=True)


def _real_place(account: Account, key: Callable[[], str], world: World, budgets: Budgets) -> Place:
    return Place(account, key, lambda: account.base_url or "", clock=world.clock, budgets=budgets)


def _account(
    account: Account, options: argparse.Namespace, config: Config, world: World, redactor: Redactor, host: Host
) -> Place:
    """The way to an account; at a terminal a key that is kept nowhere is asked for now."""
    from glueshell.http.budget import Budgets
    from glueshell.session.errors import NotConnected
    from glueshell.session.keys import KEY_VARIABLE, KeySource

    source = KeySource(
        account.id,
        world.environ,
        on_key=redactor.learn,
        name=account.name,
        known_fingerprint=account.key_fingerprint,
        first_command=options.key_command,
        command=account.key_command,
        attended=host.interactive,
    )
    place = _real_place(account, source, world, Budgets())
    if not host.interactive:
        return place
    if options.key_command or account.key_command:
        # Now, while nothing else has the terminal: it may want to ask something there.
        try:
            source.known()
        except NotConnected as error:
            _say(host, error)
    elif not account.key_in_keyring and not world.environ.get(KEY_VARIABLE, "").strip() and source.known() is None:
        named = account.id if account.id in config.accounts else None
        found = _connected(options, config, world, redactor, host, named)
        if found is None:
            host.write_error_line(MESSAGES["offline"].format(account=account.name), "hint")
        return found or place
    return place


def _first_place(
    options: argparse.Namespace, config: Config, world: World, stack: ExitStack, redactor: Redactor, host: Host
) -> Place:
    """Ask a person without any account what to do, until there is a place."""
    from glueshell.engine.host import Choice
    from glueshell.engine.signals import Interrupted
    from glueshell.session.errors import NotConnected

    choices = [
        Choice(MESSAGES["connect"], "connect", MESSAGES["connect-detail"]),
        Choice(MESSAGES["sandbox"], "sandbox", MESSAGES["sandbox-detail"]),
    ]
    while True:
        try:
            chosen = host.pick(MESSAGES["no-account"], choices)
        except Interrupted:
            raise NotConnected("NothingChosen") from None
        if chosen.value == "sandbox":
            return _sandbox(options, config, world, stack, redactor)
        found = _connected(options, config, world, redactor, host, None)
        if found is not None:
            return found


def _connected(
    options: argparse.Namespace, config: Config, world: World, redactor: Redactor, host: Host, account: str | None
) -> Place | None:
    """Connect in conversation with the person; None when that came to nothing, which has been said."""
    from glueshell.engine.signals import Interrupted
    from glueshell.http.errors import TransportError
    from glueshell.itglue.errors import ITGlueError
    from glueshell.session.errors import SessionError
    from glueshell.session.store import Store

    with closing(Store(config.home / STATE_FILE)) as store:
        try:
            connector = connector_of(options, config.home, world, host, redactor, store)
            return connector.connect(account=account)  # type: ignore[return-value]
        except Interrupted:
            return None
        except (SessionError, ITGlueError, TransportError) as error:
            _say(host, error)
            return None


def _say(host: Host, error: Exception) -> None:
    host.write_error_line(str(error))
    advice = getattr(error, "suggestion", None)
    if advice:
        host.write_error_line(f"  {advice}", "hint")
