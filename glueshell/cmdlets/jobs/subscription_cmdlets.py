"""Register-EngineEvent, Register-ObjectEvent, Get-EventSubscriber and Unregister-Event: who waits for events."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.jobs.events import Subscription, chosen, events_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError

_BY_SOURCE = "BySource"
_INVALID = "System.ArgumentException"
_JOB = "System.Management.Automation.PSEventJob"


class RegisterEngineEvent(Cmdlet):
    """Runs a script block whenever an event of a name is sent.

    `PowerShell.Exiting` is sent when the session ends; the others are New-Event's. What the block writes is kept in a
    job of the event's name.
    """

    name = "Register-EngineEvent"
    dotnet_name = "Microsoft.PowerShell.Commands.RegisterEngineEventCommand"
    output_types = (_JOB,)
    examples = (
        Example("$null = Register-EngineEvent Export.Done -Action { Write-Host 'done' }; $null = New-Event Export.Done",
                "An action.", "done"),
        Example("$job = Register-EngineEvent Export.Done -Action { $args[0] };"
                " $null = New-Event Export.Done -EventArguments 7; Receive-Job $job", "What it writes.", "7"),
    )  # fmt: skip
    links = ("New-Event", "Unregister-Event", "Get-EventSubscriber")

    source_identifier = Parameter("string", position=100, mandatory=True, help="The event's name.")
    action = Parameter("scriptblock", position=101, help="What runs; it finds $Event, $Sender and $args.")
    message_data = Parameter("psobject", help="What $Event.MessageData is where the event brings nothing.")
    support_event = Parameter("switch", help="Shown with -Force only.")
    forward = Parameter("switch", help="Taken so that scripts run: there is no other session to tell.")
    max_trigger_count = Parameter("int", default=0, help="So often and no more.")

    def end(self) -> Iterator[object]:
        """Wait for it."""
        if self.action is None and not self.forward:
            self.throw_invalid("Action must be specified for non-forwarded events.", "ACTION_MANDATORY_FOR_LOCAL")
            return
        made = events_of(self.engine).subscribe(
            self.source_identifier, self.action, data=self.message_data, hidden=bool(self.support_event),
            forward=bool(self.forward), limit=self.max_trigger_count,
        )  # fmt: skip
        if made.job is not None and not self.support_event:
            yield made.job

    def throw_invalid(self, message: str, error_id: str) -> None:
        """Say what is wrong with the registration."""
        self.write_error(ErrorRecord(PSError(message, error_id, "InvalidArgument", _INVALID)))


class RegisterObjectEvent(Cmdlet):
    """Refuses: the objects of this shell send no events of their own, only New-Event does."""

    name = "Register-ObjectEvent"
    dotnet_name = "Microsoft.PowerShell.Commands.RegisterObjectEventCommand"
    output_types = (_JOB,)
    examples = (
        Example("Register-ObjectEvent 'text' Changed -ErrorAction SilentlyContinue; $Error[0].CategoryInfo.Category",
                "No object has events.", "InvalidArgument"),
        Example("$null = Register-EngineEvent Done -Action { Write-Host 'done' }; $null = New-Event Done",
                "Events of a name.", "done"),
    )  # fmt: skip
    links = ("Register-EngineEvent", "New-Event")

    input_object = Parameter("psobject", position=0, mandatory=True, help="The object.")
    event_name = Parameter("string", position=1, mandatory=True, help="The event.")
    source_identifier = Parameter("string", position=100, help="A name for it.")
    action = Parameter("scriptblock", position=101, help="What would run.")
    message_data = Parameter("psobject", help="What would go with it.")
    support_event = Parameter("switch", help="Shown with -Force only.")
    forward = Parameter("switch", help="To another session.")
    max_trigger_count = Parameter("int", default=0, help="So often and no more.")

    def end(self) -> None:
        """Say so."""
        message = (
            f"Cannot register for the specified event. An event with the name '{self.event_name}' does not exist."
            " (Parameter 'eventName')"
        )
        self.write_error(ErrorRecord(PSError(message, "INVALID_REGISTRATION", "InvalidArgument", _INVALID)))


class GetEventSubscriber(Cmdlet):
    """Lists who waits for events."""

    name = "Get-EventSubscriber"
    default_set = _BY_SOURCE
    dotnet_name = "Microsoft.PowerShell.Commands.GetEventSubscriberCommand"
    output_types = (Subscription.ps_type_name,)
    examples = (
        Example("$null = Register-EngineEvent Export.Done -Action { }; (Get-EventSubscriber).SourceIdentifier",
                "All.", "Export.Done"),
        Example("@(Get-EventSubscriber Export.*).Count", "By name.", "0"),
    )  # fmt: skip
    links = ("Register-EngineEvent", "Unregister-Event")

    source_identifier = Parameter(
        "string", validators=(ValidateNotNullOrEmpty(),), help="A name or a pattern.", wildcards=True,
        placements={_BY_SOURCE: Placement(position=0, from_pipeline_by_name=True)},
    )  # fmt: skip
    subscription_id = Parameter(
        "int", aliases=("Id",), help="A number.",
        placements={"ById": Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    force = Parameter("switch", position=1, help="Those with -SupportEvent too.")

    def process(self) -> Iterator[object]:
        """The subscriptions."""
        found = [one for one in events_of(self.engine).subscriptions if self.force or not one.hidden]
        yield from chosen(self, found, self.source_identifier, self.subscription_id, what="Event subscription")


class UnregisterEvent(Cmdlet):
    """Waits for events no longer."""

    name = "Unregister-Event"
    default_set = _BY_SOURCE
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.UnregisterEventCommand"
    examples = (
        Example("$null = Register-EngineEvent Done -Action { }; Unregister-Event Done; @(Get-EventSubscriber).Count",
                "By name.", "0"),
        Example("Get-EventSubscriber | Unregister-Event", "All."),
    )  # fmt: skip
    links = ("Register-EngineEvent", "Get-EventSubscriber")

    source_identifier = Parameter(
        "string", help="A name or a pattern.", wildcards=True,
        placements={_BY_SOURCE: Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    subscription_id = Parameter(
        "int", help="A number.",
        placements={"ByNumber": Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    force = Parameter("switch", help="Those with -SupportEvent too.")

    def process(self) -> None:
        """End them."""
        events = events_of(self.engine)
        found = [one for one in events.subscriptions if self.force or not one.hidden]
        found = chosen(
            self, found, self.source_identifier, self.subscription_id, what="Event subscription",
            by_name="identifier", number_error="INVALID_SUBSCRIPTION_IDENTIFIER",
        )  # fmt: skip
        for one in found:
            if self.should_process(f"Event subscription '{one.source}'", "Unsubscribe"):
                events.cancel(one)
