"""Requests that a script makes itself: those to an API host are judged, and what writes is approved and journalled."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, urlsplit

from glueshell.http.addresses import BaseAddress, is_loopback, lies_in
from glueshell.http.errors import InsecureUrl, TransportError
from glueshell.itglue.handmade import READING, handmade_plan
from glueshell.itglue.regions import REGIONS, fingerprint
from glueshell.session.accounts import by_fingerprint
from glueshell.session.errors import NotConnected, Refused
from glueshell.session.redaction import MARK, is_key
from glueshell.session.shield import Shield

if TYPE_CHECKING:
    from glueshell.config import Account
    from glueshell.itglue.plans import Outcome, RequestPlan, WriteGrant
    from glueshell.session.sitting import Sitting

KEY_HEADER = "x-api-key"
# What tells a server who asks.
_IDENTITY = frozenset({KEY_HEADER, "authorization"})


class Answer(Protocol):
    """What this room looks at in an answer."""

    status: int
    body: bytes


class Handmade:
    """One request of a script's own to an API host: whose account it is for, whether it writes, its plan then."""

    __slots__ = ("_account", "_base", "_sitting", "_url", "plan")

    def __init__(self, sitting: Sitting, account: Account, base: str, url: str, plan: RequestPlan | None) -> None:
        self._sitting = sitting
        self._account = account
        self._base = base
        self._url = url
        self.plan = plan

    @property
    def writes(self) -> bool:
        """Whether it changes something."""
        return self.plan is not None

    def permit(self, *, confirm: bool | None, what_if: bool) -> WriteGrant | None:
        """The permission to send it once, None with `what_if`; raises `Refused` or `Declined`."""
        plan = self.plan
        assert plan is not None
        sitting = self._sitting
        if self._at_home or sitting.approval.shows:
            return sitting.approval.grant(plan, confirm=confirm, what_if=what_if)
        if sitting.host.interactive and not what_if:
            # The session was unlocked for its own account, and can only be unlocked for that.
            raise Refused("OtherAccount", account=self._account.name)
        return sitting.approval_of(self._account).grant(plan, confirm=confirm, what_if=what_if)

    def key(self, url: str, headers: Mapping[str, str]) -> str | None:
        """The session's own key, for a request to the session's own account that brings nothing to be known by."""
        # The dots that stand for the key in a script's variables mean the key.
        if not self._at_home or any(
            name.lower() in _IDENTITY and not _stands_for_key(value) for name, value in headers.items()
        ):
            return None
        try:
            return self._sitting.client.key_for(url)
        except NotConnected:
            # The server says it in its own words.
            return None

    def turn(self) -> AbstractContextManager[object]:
        """The context of sending it once: it counts in the budget of the session's account, where it is for that."""
        return self._sitting.client.turn() if self._at_home else nullcontext()

    def show(self) -> None:
        """Let whoever watches the session's readings know of this one."""
        watcher = self._sitting.client.watcher if self._at_home and self.plan is None else None
        if watcher is not None:
            parts = urlsplit(self._url)
            watcher(self._url[len(self._base) :].partition("?")[0], parse_qsl(parts.query, keep_blank_values=True))

    @property
    def _at_home(self) -> bool:
        return self._account is self._sitting.account

    def send(self, grant: WriteGrant, exchange: Callable[[], Answer]) -> Answer:
        """Send it, the journal written before and after; raises OutcomeUnknown when the answer was lost."""
        from glueshell.itglue.errors import OutcomeUnknown
        from glueshell.itglue.plans import Outcome

        plan = grant.plan
        if self._at_home and self._sitting.connected:
            # Outside the shield: waiting may be interrupted.
            self._sitting.client.await_turn()
        with Shield(breakable=True):
            grant.begin(plan)
            sent_at = self._sitting.now()
            try:
                answer = exchange()
            except TransportError as error:
                if not error.sent:
                    grant.end(Outcome("not-sent", message=error.message))
                    raise
                lost = OutcomeUnknown(plan, error, sent_at=sent_at)
                grant.end(Outcome("unknown", message=lost.message))
                raise lost from error
            except BaseException as error:
                grant.end(Outcome("unknown", message=type(error).__name__))
                raise
            grant.end(_outcome(answer, plan))
        return answer

    def learn(self, answer: Answer) -> None:
        """Remember the names of the records in an answer, where they are this account's."""
        from glueshell.itglue.documents import NotADocument, parse

        if self._account is not self._sitting.account or not 200 <= answer.status < 300 or not answer.body:
            return
        try:
            page = parse(answer.body)
        except NotADocument:
            return
        self._sitting.snapshots.learn((*page.resources, *page.included))


def exit_status(status: int, *, writes: bool) -> int:
    """What a run ends with when nobody catches a refusal of this status by an API host."""
    if status in (401, 403):
        return 3
    if status == 429:
        return 8
    if status >= 500 or status == 408:
        return 6 if writes else 8
    return 4


def judge(
    sitting: Sitting,
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None,
) -> Handmade | None:
    """The request as this session sees it; None for one to somewhere else than an API.

    Raises `InsecureUrl` where a key would go over plain http.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    base = _base_of(sitting, url)
    keyed = any(is_key(value) or sitting.redactor.redact(value) != value for value in headers.values())
    if parts.scheme == "http" and not is_loopback(host) and (keyed or base is not None):
        raise InsecureUrl(f"http://{host}", "plain-http")
    if base is None and keyed:
        # A key of IT Glue goes to IT Glue, through whatever gateway.
        base = f"{parts.scheme}://{parts.netloc}"
    if base is None:
        return None
    key = next((value for name, value in headers.items() if name.lower() == KEY_HEADER), "").strip()
    if _stands_for_key(key):
        key = ""
    if key:
        sitting.redactor.learn(key)
    account = _account_of(sitting, base, key)
    if method in READING:
        return Handmade(sitting, account, base, url, None)
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    path = url[len(base) :].partition("?")[0].partition("#")[0] or "/"
    names = {name.id: name.text for name in sitting.snapshots.current.names("organizations")}
    query = parse_qsl(parts.query, keep_blank_values=True)
    plan = handmade_plan(sitting.catalog, method, path, query, body, content_type, names)
    return Handmade(sitting, account, base, url, plan)


def _stands_for_key(value: str) -> bool:
    """Whether a header holds the dots, as text or as the octets that headers are sent in."""
    return value in (MARK, MARK.encode().decode("latin-1"))


def guarded_headers(sitting: Sitting, headers: Mapping[str, str]) -> Sequence[str]:
    """The headers (lower case) that must not be sent on to another server."""
    return [
        name.lower()
        for name, value in headers.items()
        if name.lower() == KEY_HEADER or sitting.redactor.redact(value) != value
    ]


def _base_of(sitting: Sitting, url: str) -> str | None:
    """The base address of the API that `url` lies in: the session's own, a region's, or that of a known account."""
    for base in _bases(sitting, url):
        if lies_in(base, url):
            return url[: len(base)]
    host = (urlsplit(url).hostname or "").lower()
    known = {urlsplit(base).hostname for base in REGIONS.values()}
    if host in known:
        # Another port or plain http: the same API for all that matters here.
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}"
    return None


def _bases(sitting: Sitting, url: str) -> Sequence[str]:
    found = [account.base_url.rstrip("/") for account in sitting.config.accounts.values() if account.base_url]
    own = sitting.account.base_url
    if own is None and is_loopback((urlsplit(url).hostname or "").lower()):
        # The sandbox of this process; its address is not known before it serves.
        own = sitting.base_url
    return [*([own.rstrip("/")] if own else []), *found, *REGIONS.values()]


def _account_of(sitting: Sitting, base: str, key: str) -> Account:
    """Whose request it is: by the key where one is sent, else by the address."""
    from glueshell.config import Account

    own = sitting.account
    at_home = (own.base_url or sitting.base_url or "").rstrip("/").lower() == base.lower()
    print_ = fingerprint(key) if key else None
    if at_home and (own.sandbox or print_ is None or own.key_fingerprint in (None, print_)):
        return own
    if print_ is not None:
        known = by_fingerprint(sitting.config, print_)
        if known is not None:
            same = (known.base_url or "").rstrip("/").lower() == base.lower()
            return known.at(base, known.region, sandbox=known.sandbox and same)
    else:
        for account in sitting.config.accounts.values():
            if (account.base_url or "").rstrip("/").lower() == base.lower():
                return account
    host = BaseAddress(base).host
    return Account(f"{host}-{print_ or 'keyless'}", base, name=host, key_fingerprint=print_)


def _outcome(answer: Answer, plan: RequestPlan) -> Outcome:
    from glueshell.itglue.documents import NotADocument, parse
    from glueshell.itglue.plans import Outcome

    if 200 <= answer.status < 300:
        ids: list[str] = []
        with suppress(NotADocument):
            ids = [record.id for record in parse(answer.body).resources]
        return Outcome("done", ids=ids or plan.record_ids)
    if answer.status == 408 or answer.status >= 500:
        return Outcome("unknown", message=f"HTTP {answer.status}")
    return Outcome("refused", message=f"HTTP {answer.status}")
