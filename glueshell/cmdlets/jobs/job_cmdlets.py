"""Get-Job, Wait-Job, Receive-Job, Stop-Job and Remove-Job."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import ClassVar

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.exchange import SLICE
from glueshell.engine.jobs import FINISHED, OUTPUT, Job
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.runspaces import pass_on
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard

STATES = (
    "NotStarted", "Running", "Completed", "Failed", "Stopped", "Blocked", "Suspended", "Disconnected", "Suspending",
    "Stopping", "AtBreakpoint",
)  # fmt: skip
_ARGUMENT = "System.ArgumentException"


class _JobCmdlet(Cmdlet):
    """What names jobs: objects, names, ids."""

    default_set = "JobParameterSet"
    links: ClassVar[tuple[str, ...]] = ("Start-Job",)

    job = Parameter(
        "object[]",
        placements={
            "JobParameterSet": Placement(
                position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True
            )
        },
        help="Jobs that Start-Job or Get-Job gave.",
    )  # fmt: skip
    job_name = Parameter(
        "string[]",
        name="Name",
        placements={"NameParameterSet": Placement(mandatory=True, from_pipeline_by_name=True)},
        wildcards=True,
        help="Names or patterns.",
    )
    id = Parameter(
        "int[]",
        placements={"SessionIdParameterSet": Placement(mandatory=True, from_pipeline_by_name=True)},
        help="Ids.",
    )

    def jobs(self) -> Iterator[Job]:
        """The jobs that are named; an error for each name or id that is none."""
        for given in self.job or ():
            if isinstance(given, Job):
                yield given
        yield from self.named([to_text(name) for name in self.job_name or ()])
        known = self.engine.jobs.all
        for number in self.id or ():
            if number in known:
                yield known[number]
            else:
                self.write_error(
                    ErrorRecord(
                        f"The command cannot find a job with the job ID {number}. Verify the value of the Id parameter"
                        " and then try the command again.",
                        "JobWithSpecifiedSessionNotFound", "ObjectNotFound", number,
                    )
                )  # fmt: skip

    def named(self, names: list[str]) -> Iterator[Job]:
        """The jobs of these names or patterns."""
        for name in names:
            pattern = Wildcard(name)
            found = [job for job in self.engine.jobs.all.values() if pattern.matches(job.name)]
            if not found and not has_wildcard(name):
                self.write_error(
                    ErrorRecord(
                        f"The command cannot find the job because the job name {name} was not found. Verify the value"
                        " of the Name parameter, and then try the command again.",
                        "JobWithSpecifiedNameNotFound", "ObjectNotFound", name,
                    )
                )  # fmt: skip
            yield from found


class GetJob(_JobCmdlet):
    """Lists the jobs of this session."""

    name = "Get-Job"
    aliases = ("gjb",)
    default_set = "SessionIdParameterSet"
    dotnet_name = "Microsoft.PowerShell.Commands.GetJobCommand"
    output_types = ("System.Management.Automation.Job",)
    examples = (
        Example("$null = Start-Job { 1 } -Name Count; (Get-Job Count).Name", "By name.", "Count"),
        Example("@(Get-Job -State Failed).Count", "By how they went.", "0"),
    )

    job = Parameter("object[]", sets=("JobSet",), hidden=True, help="Not for Get-Job.")
    job_name = Parameter(
        "string[]",
        name="Name",
        placements={"NameParameterSet": Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
        wildcards=True,
        help="Names or patterns.",
    )
    id = Parameter(
        "int[]",
        placements={"SessionIdParameterSet": Placement(position=0, from_pipeline_by_name=True)},
        help="Ids.",
    )
    state = Parameter(
        "string", placements={"StateParameterSet": Placement(mandatory=True)}, values=STATES, help="Only those."
    )
    has_more_data = Parameter("bool", help="Only those with, or without, something to receive.")
    newest = Parameter("int", help="The newest so many.")

    def process(self) -> Iterator[object]:
        """Look them up."""
        if self.job_name or self.id:
            found = list(self.jobs())
        else:
            found = list(self.engine.jobs.all.values())
        if self.state:
            found = [job for job in found if job.state.lower() == self.state.lower()]
        if self.is_bound("HasMoreData"):
            found = [job for job in found if job.more == self.has_more_data]
        if self.newest:
            found = found[-self.newest :]
        yield from found


class WaitJob(_JobCmdlet):
    """Waits until jobs have ended, and writes them.

    What a job asks, and the changes it wants to make in IT Glue, come up while it is waited for.
    """

    name = "Wait-Job"
    aliases = ("wjb",)
    dotnet_name = "Microsoft.PowerShell.Commands.WaitJobCommand"
    output_types = ("System.Management.Automation.Job",)
    examples = (
        Example("(Start-Job { 1 } | Wait-Job).State", "Until it has ended.", "Completed"),
        Example("Start-Job { 1 } | Wait-Job -Timeout 20 | Receive-Job", "Not longer than so many seconds.", "1"),
    )
    links = ("Start-Job", "Receive-Job")

    any_ = Parameter("switch", name="Any", help="Until one of them has ended.")
    timeout = Parameter("double", aliases=("TimeoutSec",), default=-1.0, help="Seconds to wait at most.")
    force = Parameter("switch", help="Taken so that scripts run.")

    def begin(self) -> None:
        """None named yet."""
        self._all: list[Job] = []

    def process(self) -> None:
        """Note the jobs."""
        self._all += [job for job in self.jobs() if job not in self._all]

    def end(self) -> Iterator[object]:
        """Wait."""
        until = None if self.timeout < 0 else time.monotonic() + self.timeout
        waiting = list(self._all)
        while waiting:
            for job in list(waiting):
                if job.wait(SLICE if len(waiting) > 1 or until is not None or self.any_ else None):
                    waiting.remove(job)
                    if self.any_:
                        yield job
                        return
            if until is not None and time.monotonic() >= until:
                break
        if not (self.any_ or waiting):
            yield from self._all


class ReceiveJob(_JobCmdlet):
    """Writes what jobs have written: objects, errors, warnings and the rest, in their order.

    What was received is forgotten, unless -Keep is given.
    """

    name = "Receive-Job"
    aliases = ("rcjb",)
    dotnet_name = "Microsoft.PowerShell.Commands.ReceiveJobCommand"
    examples = (
        Example("$job = Start-Job { 1..3 }; Receive-Job $job -Wait", "When it has ended.", "1\n2\n3"),
        Example("Start-Job { 'x' } | Receive-Job -Wait -AutoRemoveJob", "And forget the job.", "x"),
    )
    links = ("Start-Job", "Wait-Job")

    keep = Parameter("switch", help="Do not forget it.")
    wait = Parameter("switch", help="Until the job has ended.")
    auto_remove_job = Parameter("switch", help="Remove the job then; goes with -Wait.")
    write_events = Parameter("switch", help="Taken so that scripts run.")
    write_job_in_results = Parameter("switch", help="Write the job first; goes with -Wait.")
    force = Parameter("switch", help="Taken so that scripts run.")

    def process(self) -> None:
        """Receive."""
        if self.auto_remove_job and not self.wait:
            self.throw(
                ErrorRecord(
                    "The AutoRemoveJob parameter cannot be used without the Wait parameter.",
                    "ReceiveJobAutoRemoveJobWithoutWait", "InvalidOperation",
                )
            )  # fmt: skip
        for job in self.jobs():
            job.exchange.serve()
            if self.write_job_in_results:
                self.write(job)
            if self.wait:
                while not job.wait(SLICE):
                    self._receive(job)
            self._receive(job)
            if self.auto_remove_job:
                self.engine.jobs.remove(job)

    def _receive(self, job: Job) -> None:
        for stream, record in job.receive(keep=self.keep and not self.wait):
            if stream == OUTPUT:
                self.write(record)
            elif stream == "error":
                pass_on(self.invocation, record)
            else:
                getattr(self.invocation.streams, stream)(record)
        if job.reason is not None and job.state in FINISHED and not job.told:
            job.told = not self.keep
            pass_on(self.invocation, job.reason)


class StopJob(_JobCmdlet):
    """Ends jobs, whatever they do."""

    name = "Stop-Job"
    aliases = ("spjb",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.StopJobCommand"
    examples = (
        Example("$job = Start-Job { Start-Sleep 60 }; Stop-Job $job; $job.State", "Ended early.", "Stopped"),
        Example("Get-Job | Stop-Job", "All of them."),
    )

    pass_thru = Parameter("switch", help="Write the jobs.")

    def process(self) -> Iterator[object]:
        """Stop them."""
        for job in self.jobs():
            if self.should_process(f"Id: {job.id}, Name: {job.name}", "Stop-Job"):
                job.stop()
            if self.pass_thru:
                yield job


class RemoveJob(_JobCmdlet):
    """Forgets jobs that have ended; with -Force others are stopped first."""

    name = "Remove-Job"
    aliases = ("rjb",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.RemoveJobCommand"
    examples = (
        Example("$job = Start-Job { 1 } | Wait-Job; Remove-Job $job; @(Get-Job).Count", "One that has ended.", "0"),
        Example("Get-Job | Remove-Job -Force", "All, running ones too."),
    )

    state = Parameter(
        "string", placements={"StateParameterSet": Placement(mandatory=True)}, values=STATES, help="Only those."
    )
    force = Parameter("switch", aliases=("F",), help="Stop running ones first.")

    def process(self) -> None:
        """Remove them."""
        found = list(self.jobs())
        if self.state:
            found = [job for job in self.engine.jobs.all.values() if job.state.lower() == self.state.lower()]
        for job in found:
            if not self.should_process(f"Id: {job.id}, Name: {job.name}", "Remove-Job"):
                continue
            if job.state not in FINISHED:
                if not self.force:
                    self._refuse(job)
                    continue
                job.stop()
            self.engine.jobs.remove(job)

    def _refuse(self, job: Job) -> None:
        named = f" and the name {job.name}" if self.job_name else ""
        parameter = "Name" if self.job_name else "Id" if self.id else "Job"
        self.write_error(
            ErrorRecord(
                f"The command cannot remove the job with the job ID {job.id}{named} because the job is not finished. To"
                f" remove the job, first stop the job, or use the Force parameter. (Parameter '{parameter}')",
                "JobObjectNotFinishedCannotBeRemoved", "InvalidOperation", job,
            )
        )  # fmt: skip
