"""The sitting as a runspace on another thread has it.

What is only looked at is looked at there, requests go out there; whatever asks the person, selects, approves or writes
the journal is done on the session's own thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import ismethod
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from glueshell.config import Account
    from glueshell.http.web import WebClient
    from glueshell.itglue.client import Client
    from glueshell.itglue.plans import Outcome, RequestPlan, WriteGrant
    from glueshell.session.approval import Approval
    from glueshell.session.sitting import Sitting

Call = Callable[[Callable[[], Any]], Any]


class Way(Protocol):
    """The way back to the session's thread: has things done there, and is told of what must not be torn apart."""

    def call(self, work: Callable[[], Any]) -> Any:
        """Have `work` done on the session's thread."""

    def hold(self) -> None:
        """A request that changes something leaves."""

    def release(self) -> None:
        """What became of it is known."""


class Relay:
    """The way of a runspace that another one started: over that one's thread."""

    def __init__(self, inner: Way, outer: Way) -> None:
        self._ways = (inner, outer)

    def call(self, work: Callable[[], Any]) -> Any:
        """Have `work` done on the session's thread."""
        inner, outer = self._ways
        return inner.call(lambda: outer.call(work))

    def hold(self) -> None:
        """Tell both."""
        for way in self._ways:
            way.hold()

    def release(self) -> None:
        """Tell both."""
        for way in self._ways:
            way.release()


# Attributes whose first reading may ask for a key or open a connection.
_OPENING = ("base_url",)


class DistantGrant:
    """A permission that is used on another thread; its journal is written on the session's."""

    __slots__ = ("_grant", "_way")

    def __init__(self, grant: WriteGrant, way: Way) -> None:
        self._grant = grant
        self._way = way

    @property
    def plan(self) -> RequestPlan:
        """What it permits."""
        return self._grant.plan

    @property
    def spent(self) -> bool:
        """Whether the permission was used."""
        return self._grant.spent

    def begin(self, plan: RequestPlan) -> None:
        """Use the permission up for this plan."""
        self._way.call(lambda: self._grant.begin(plan))
        self._way.hold()

    def end(self, outcome: Outcome) -> None:
        """Report how it ended."""
        try:
            self._way.call(lambda: self._grant.end(outcome))
        finally:
            self._way.release()


class DistantApproval:
    """The approval, asked from another thread."""

    def __init__(self, approval: Approval, way: Way) -> None:
        self._approval = approval
        self._way = way

    def grant(self, plans: RequestPlan | Sequence[RequestPlan], **more: Any) -> Any:
        """The permission to send each plan once, as the session's thread gave it."""
        found: Any = self._way.call(lambda: self._approval.grant(plans, **more))
        if found is None:
            return None
        if isinstance(found, list):
            return [DistantGrant(each, self._way) for each in found]
        return DistantGrant(found, self._way)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._approval, name)
        return _carried(value, self._way.call) if ismethod(value) else value


class DistantSitting:
    """A sitting for one runspace on another thread."""

    def __init__(self, sitting: Sitting, way: Way) -> None:
        self._sitting = sitting
        self._way = way
        self._call = way.call
        self._web: WebClient | None = None

    @property
    def client(self) -> Client:
        """The way to IT Glue; it is opened on the session's thread."""
        sitting = self._sitting
        found: Client = sitting.client if sitting.connected else self._call(lambda: sitting.client)
        return found

    @property
    def web(self) -> WebClient:
        """The way to any address, with connections of this runspace alone."""
        if self._web is None:
            from glueshell.http.web import WebClient

            self._web = WebClient()
        return self._web

    @property
    def approval(self) -> DistantApproval:
        """The approval of the session's account."""
        return DistantApproval(self._sitting.approval, self._way)

    def approval_of(self, account: Account) -> DistantApproval:
        """The approval of another account than the session's own."""
        return DistantApproval(self._call(lambda: self._sitting.approval_of(account)), self._way)

    def shared(self, way: Way) -> DistantSitting:
        """This sitting for a runspace that this one's runspace starts."""
        return DistantSitting(self._sitting, Relay(way, self._way))

    def close_connections(self) -> None:
        """End what this runspace opened on its thread."""
        self._sitting.store.release()
        if self._web is not None:
            self._web.close()
            self._web = None

    def __getattr__(self, name: str) -> Any:
        if name in _OPENING:
            return self._call(lambda: getattr(self._sitting, name))
        value = getattr(self._sitting, name)
        return _carried(value, self._call) if ismethod(value) else value


def _carried(method: Callable[..., Any], call: Call) -> Callable[..., Any]:
    """A method that is run on the session's thread."""
    return lambda *arguments, **named: call(lambda: method(*arguments, **named))
