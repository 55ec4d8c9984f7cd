"""The events of a session: who waits for which, and those that nobody has taken yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.exchange import Exchange
from glueshell.engine.jobs import BACKGROUND, OUTPUT, Job
from glueshell.objects.declaration import MemberTable, prop
from glueshell.objects.types.datetime import DateTime, now
from glueshell.objects.types.guid import Guid
from glueshell.objects.wildcard import Wildcard, has_wildcard

if TYPE_CHECKING:
    from glueshell.engine.cmdlet import Cmdlet
    from glueshell.engine.runtime import Engine
    from glueshell.engine.scriptblock import ScriptBlock

EXITING = "PowerShell.Exiting"
_KEPT = "events"
_SMA = "System.Management.Automation."


class Event:
    """One event: who sent it, with what."""

    ps_type_name = _SMA + "PSEventArgs"
    ps_members = MemberTable(
        _SMA + "PSEventArgs",
        prop("ComputerName", "string", lambda event: None),
        prop("RunspaceId", "guid", lambda event: event.runspace),
        prop("EventIdentifier", "int", lambda event: event.number),
        prop("Sender", "System.Object", lambda event: event.sender),
        prop("SourceEventArgs", "System.EventArgs", lambda event: None),
        prop("SourceArgs", "System.Object[]", lambda event: event.arguments),
        prop("SourceIdentifier", "string", lambda event: event.source),
        prop("TimeGenerated", "datetime", lambda event: event.time),
        prop("MessageData", "System.Object", lambda event: event.data),
    )

    def __init__(self, number: int, source: str, sender: object, arguments: list[object], data: object) -> None:
        self.number = number
        self.source = source
        self.sender = sender
        self.arguments = arguments
        self.data = data
        self.time: DateTime = now()
        self.runspace: Guid | None = None


class EventJob(Job):
    """The job that keeps what the action of a subscription writes."""

    def __init__(self, number: int, name: str, command: str) -> None:
        super().__init__(number, name, BACKGROUND, command, Exchange())
        self.ps_type_name = _SMA + "PSEventJob"
        self.kind = ""
        self.location = ""

    @property
    def more(self) -> bool:
        """Whether there is something to receive."""
        return bool(self.kept)

    def act(self, block: ScriptBlock, event: Event, subscription: Subscription) -> None:
        """Run the action for an event; where it fails the job has failed."""
        engine = block.engine
        if self._state == "NotStarted":
            self._state = "Running"
        keep = self._keeper
        streams, engine.streams = engine.streams, engine.streams.copy(error=keep("error"))
        catching, engine.catching = engine.catching, True
        known = len(engine.errors)
        try:
            block.invoke(
                keep(OUTPUT), args=event.arguments,
                variables={"Event": event, "EventSubscriber": subscription, "Sender": event.sender,
                           "EventArgs": None},
            )  # fmt: skip
        except Terminating as error:
            self.reason = error.record
            self._finish("Failed")
        finally:
            engine.streams, engine.catching = streams, catching
            # What goes wrong in an action is the job's business alone.
            del engine.errors[: len(engine.errors) - known]


class Subscription:
    """Somebody who waits for events of a name."""

    ps_type_name = _SMA + "PSEventSubscriber"
    ps_members = MemberTable(
        _SMA + "PSEventSubscriber",
        prop("SubscriptionId", "int", lambda one: one.number),
        prop("SourceObject", "System.Object", lambda one: None),
        prop("EventName", "string", lambda one: None),
        prop("SourceIdentifier", "string", lambda one: one.source),
        prop("Action", _SMA + "PSEventJob", lambda one: one.job),
        prop("HandlerDelegate", _SMA + "PSEventReceivedEventHandler", lambda one: None),
        prop("SupportEvent", "bool", lambda one: one.hidden),
        prop("ForwardEvent", "bool", lambda one: one.forward),
    )

    def __init__(
        self, number: int, source: str, action: ScriptBlock | None, job: EventJob | None, *, data: object,
        hidden: bool, forward: bool, left: int,
    ) -> None:  # fmt: skip
        self.number = number
        self.source = source
        self.action = action
        self.job = job
        self.data = data
        self.hidden = hidden
        self.forward = forward
        # How often it still acts; 0 for as often as it is asked.
        self.left = left


class Events:
    """The subscriptions and the waiting events of one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.queue: list[Event] = []
        self.subscriptions: list[Subscription] = []
        self._next = self._next_subscription = 1
        self._runspace: Guid | None = None

    def subscribe(
        self, source: str, action: ScriptBlock | None, *, data: object = None, hidden: bool = False,
        forward: bool = False, limit: int = 0,
    ) -> Subscription:  # fmt: skip
        """Wait for events of a name; an action is given a job for what it writes."""
        job: EventJob | None = None
        if action is not None:
            text = action.source_text
            job = self.engine.jobs.adopt(lambda number: EventJob(number, source, text), shown=not hidden)
        made = Subscription(
            self._next_subscription, source, action, job, data=data, hidden=hidden, forward=forward, left=limit
        )
        self._next_subscription += 1
        self.subscriptions.append(made)
        return made

    def send(self, source: str, sender: object, arguments: list[object], data: object) -> Event:
        """Make an event; the actions that wait for it run at once, without one it is kept."""
        event = Event(self._next, source, sender, arguments, data)
        self._next += 1
        if self._runspace is None:
            import uuid

            self._runspace = Guid(uuid.uuid4().hex)
        event.runspace = self._runspace
        waiting = [one for one in self.subscriptions if one.source.lower() == source.lower()]
        for one in waiting:
            self._serve(one, event)
        if not waiting:
            self.queue.append(event)
        return event

    def _serve(self, one: Subscription, event: Event) -> None:
        if one.action is None or one.job is None:
            return
        if event.data is None:
            event.data = one.data
        one.job.act(one.action, event, one)
        if one.left:
            one.left -= 1
            if not one.left:
                self.cancel(one)

    def cancel(self, one: Subscription) -> None:
        """Wait no longer."""
        self.subscriptions.remove(one)
        if one.job is not None:
            one.job.stop()

    def close(self) -> None:
        """Tell those who wait for the session's end."""
        for one in [one for one in self.subscriptions if one.source.lower() == EXITING.lower()]:
            self._serve(one, Event(self._next, EXITING, None, [], None))


def events_of(engine: Engine) -> Events:
    """The events of an engine."""
    kept = engine.kept
    found: Events | None = kept.get(_KEPT)
    if found is None:
        found = kept[_KEPT] = Events(engine)
        engine.at_close.append(found.close)
    return found


def named(items: list[Any], name: str) -> list[Any]:
    """The events or subscriptions whose source a pattern fits."""
    pattern = Wildcard(name)
    return [item for item in items if pattern.matches(item.source)]


def chosen(
    cmdlet: Cmdlet,
    items: list[Any],
    name: str | None,
    number: int | None,
    *,
    what: str,
    by_name: str = "source identifier",
    number_error: str = "INVALID_SOURCE_IDENTIFIER",
) -> list[Any]:
    """The events or subscriptions of a number, or those that a name fits; all without either.

    A number, or a name that is no pattern, that there is none of is said.
    """
    if number is not None:
        found = [item for item in items if item.number == number]
        if not found:
            _missing(cmdlet, f"{what} with identifier '{number}' does not exist.", number_error, number)
        return found
    if name is None:
        return items
    found = named(items, name)
    if not found and not has_wildcard(name):
        _missing(cmdlet, f"{what} with {by_name} '{name}' does not exist.", "INVALID_SOURCE_IDENTIFIER", name)
    return found


def _missing(cmdlet: Cmdlet, message: str, error_id: str, target: object) -> None:
    """Say that there is no such event or subscription."""
    from glueshell.objects.errors import PSError

    cmdlet.write_error(ErrorRecord(PSError(message, error_id, "InvalidArgument", "System.ArgumentException",
                                           target=target)))  # fmt: skip
