"""New-Event, Get-Event, Wait-Event and Remove-Event: events as objects."""

from __future__ import annotations

import time
from collections.abc import Iterator

from glueshell.cmdlets.jobs.events import Event, chosen, events_of, named
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.exchange import SLICE
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange

_BY_SOURCE, _BY_NUMBER = "BySource", "ByIdentifier"


class NewEvent(Cmdlet):
    """Sends an event: the actions registered for its name run, without one it is kept for Get-Event."""

    name = "New-Event"
    dotnet_name = "Microsoft.PowerShell.Commands.NewEventCommand"
    output_types = (Event.ps_type_name,)
    examples = (
        Example("$null = New-Event Export.Done -MessageData 'HQ'; (Get-Event Export.Done).MessageData", "Kept.", "HQ"),
        Example("$null = Register-EngineEvent Export.Done -Action { Write-Host \"$($Event.MessageData) is done\" };"
                " $null = New-Event Export.Done -MessageData 'HQ'", "An action waits for it.", "HQ is done"),
    )  # fmt: skip
    links = ("Register-EngineEvent", "Get-Event")

    source_identifier = Parameter("string", position=0, mandatory=True, help="The event's name.")
    sender = Parameter("psobject", position=1, help="Who sends it.")
    event_arguments = Parameter("psobject[]", position=2, help="What an action finds as $args.")
    message_data = Parameter("psobject", position=3, help="What goes with it.")

    def end(self) -> Iterator[object]:
        """Send it."""
        yield events_of(self.engine).send(
            self.source_identifier, self.sender, list(self.event_arguments or ()), self.message_data
        )


class GetEvent(Cmdlet):
    """Lists the events that no action has taken."""

    name = "Get-Event"
    default_set = _BY_SOURCE
    dotnet_name = "Microsoft.PowerShell.Commands.GetEventCommand"
    output_types = (Event.ps_type_name,)
    examples = (
        Example("$null = New-Event Export.Done; (Get-Event Export.*).SourceIdentifier", "By name.", "Export.Done"),
        Example("@(Get-Event).Count", "All of them.", "0"),
    )
    links = ("New-Event", "Remove-Event")

    source_identifier = Parameter(
        "string", validators=(ValidateNotNullOrEmpty(),), help="A name or a pattern.", wildcards=True,
        placements={_BY_SOURCE: Placement(position=0, from_pipeline_by_name=True)},
    )  # fmt: skip
    event_identifier = Parameter(
        "int", aliases=("Id",), help="A number.",
        placements={"ById": Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip

    def process(self) -> Iterator[object]:
        """The events."""
        waiting = list(events_of(self.engine).queue)
        yield from chosen(self, waiting, self.source_identifier, self.event_identifier, what="Event")


class WaitEvent(Cmdlet):
    """Waits until there is an event, and writes it; it stays where it is until Remove-Event."""

    name = "Wait-Event"
    dotnet_name = "Microsoft.PowerShell.Commands.WaitEventCommand"
    output_types = (Event.ps_type_name,)
    examples = (
        Example("$null = New-Event Export.Done; (Wait-Event Export.Done -Timeout 5).SourceIdentifier", "By name.",
                "Export.Done"),
        Example("$null = New-Event Export.Done -MessageData 7; (Wait-Event).MessageData", "Whichever comes.", "7"),
    )  # fmt: skip
    links = ("New-Event", "Get-Event")

    source_identifier = Parameter(
        "string", position=0, from_pipeline_by_name=True, wildcards=True, help="A name or a pattern."
    )
    timeout = Parameter(
        "int",
        aliases=("TimeoutSec",),
        default=-1,
        validators=(ValidateRange(-1, 2147483647),),
        help="Seconds to wait at most.",
    )

    def process(self) -> Iterator[object]:
        """Wait."""
        events = events_of(self.engine)
        until = None if self.timeout < 0 else time.monotonic() + self.timeout
        while True:
            found = named(events.queue, self.source_identifier or "*")
            if found:
                yield found[0]
                return
            if until is not None and time.monotonic() >= until:
                return
            time.sleep(SLICE)


class RemoveEvent(Cmdlet):
    """Forgets events that were kept."""

    name = "Remove-Event"
    default_set = _BY_SOURCE
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.RemoveEventCommand"
    examples = (
        Example("$null = New-Event Export.Done; Remove-Event Export.Done; @(Get-Event).Count", "By name.", "0"),
        Example("$null = New-Event Export.Done; Get-Event | Remove-Event; @(Get-Event).Count", "All of them.", "0"),
    )
    links = ("New-Event", "Get-Event")

    source_identifier = Parameter(
        "string", help="A name or a pattern.", wildcards=True,
        placements={_BY_SOURCE: Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    event_identifier = Parameter(
        "int", help="A number.",
        placements={_BY_NUMBER: Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip

    def process(self) -> None:
        """Forget them."""
        events = events_of(self.engine)
        found = chosen(
            self, list(events.queue), self.source_identifier, self.event_identifier, what="Event",
            number_error="INVALID_EVENT_IDENTIFIER",
        )  # fmt: skip
        for event in found:
            if self.should_process(f"Event '{event.source}'", "Remove"):
                events.queue.remove(event)
