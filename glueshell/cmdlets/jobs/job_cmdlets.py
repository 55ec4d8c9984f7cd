"""Get-Job, Wait-Job, Receive-Job, Stop-Job and Remove-Job."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, ClassVar

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.exchange import SLICE
from glueshell.engine.jobs import FINISHED, OUTPUT, Job
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.runspaces import pass_on
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.comparer import compare_any
from glueshell.objects.members import get_member
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard, has_wildcard

_SESSION, _INSTANCE, _NAME = "SessionIdParameterSet", "InstanceIdParameterSet", "NameParameterSet"
_STATE, _FILTER, _COMMAND = "StateParameterSet", "FilterParameterSet", "CommandParameterSet"
_FILLED = (ValidateNotNullOrEmpty(),)
_STATE_TYPE = "System.Management.Automation.JobState"


def _job(**sets: Placement) -> Parameter:
    return Parameter(
        "object[]", label="Job[]", placements=sets, validators=_FILLED, help="Jobs that Start-Job or Get-Job gave."
    )


def _by_name(name: str = _NAME) -> Parameter:
    return Parameter(
        "string[]", name="Name", wildcards=True, validators=_FILLED, help="Names or patterns.",
        placements={name: Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip


def _by_id(*, mandatory: bool = True) -> Parameter:
    return Parameter(
        "int[]", help="Ids.", validators=_FILLED, placements={_SESSION: Placement(position=0, mandatory=mandatory,
                                                              from_pipeline_by_name=True)},
    )  # fmt: skip


def _by_instance() -> Parameter:
    return Parameter(
        "guid[]", help="The identifiers in their InstanceId.", validators=_FILLED,
        placements={_INSTANCE: Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip


def _by_state() -> Parameter:
    return Parameter(
        _STATE_TYPE, help="Only those.",
        placements={_STATE: Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip


def _by_filter() -> Parameter:
    return Parameter(
        "hashtable",
        help="Properties and the values they have, of jobs that can be filtered; those here cannot.",
        validators=_FILLED,
        placements={_FILTER: Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip


def _by_command() -> Parameter:
    return Parameter(
        "string[]", wildcards=True, help="What they run, or a pattern of it.", validators=_FILLED,
        placements={_COMMAND: Placement(from_pipeline_by_name=True)},
    )  # fmt: skip


class _JobCmdlet(Cmdlet):
    """What names jobs: each cmdlet declares those of the parameters that it has, in PowerShell's order."""

    default_set = _SESSION
    links: ClassVar[tuple[str, ...]] = ("Start-Job",)
    given: ClassVar[tuple[str, ...]] = ("job", "job_name", "id", "instance_id", "state", "command", "filter")

    def of(self, attribute: str) -> Any:
        """What a parameter was given, None for one that this cmdlet has not."""
        return getattr(self, attribute) if isinstance(getattr(type(self), attribute, None), Parameter) else None

    def jobs(self) -> Iterator[Job]:
        """The jobs that are named; an error for each name or id that is none."""
        for given in self.of("job") or ():
            if isinstance(given, Job):
                yield given
        yield from self.named([to_text(name) for name in self.of("job_name") or ()])
        known = self.engine.jobs.all
        state = self.of("state")
        if state is not None:
            yield from [job for job in known.values() if job.state == to_text(state)]
        patterns = [Wildcard(to_text(command)) for command in self.of("command") or ()]
        yield from [job for job in known.values() if any(each.matches(job.command.strip()) for each in patterns)]
        yield from self._identified()
        for number in self.of("id") or ():
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

    def _identified(self) -> Iterator[Job]:
        """The jobs of these identifiers."""
        for wanted in self.of("instance_id") or ():
            found = [job for job in self.engine.jobs.all.values() if job.identity is not None and
                     to_text(job.identity) == to_text(wanted)]  # fmt: skip
            if not found:
                self.write_error(
                    ErrorRecord(
                        f"The command cannot find a job with the instance identifier {to_text(wanted)}. Verify the"
                        " value of the InstanceId parameter, and then try the command again.",
                        "JobWithSpecifiedInstanceIdNotFound", "ObjectNotFound", wanted,
                    )
                )  # fmt: skip
            yield from found

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


_LISTED = (_SESSION, _INSTANCE, _NAME, _STATE, _COMMAND)


class GetJob(_JobCmdlet):
    """Lists the jobs of this session."""

    name = "Get-Job"
    aliases = ("gjb",)
    dotnet_name = "Microsoft.PowerShell.Commands.GetJobCommand"
    output_types = ("System.Management.Automation.Job",)
    examples = (
        Example("$null = Start-Job { 1 } -Name Count; (Get-Job Count).Name", "By name.", "Count"),
        Example("@(Get-Job -State Failed).Count", "By how they went.", "0"),
    )

    id = _by_id(mandatory=False)
    instance_id = _by_instance()
    job_name = _by_name()
    state = _by_state()
    include_child_job = Parameter("switch", sets=_LISTED, help="The jobs inside of jobs as well.")
    child_job_state = Parameter(_STATE_TYPE, sets=_LISTED, help="The jobs inside of jobs, of this state.")
    has_more_data = Parameter("bool", sets=_LISTED, help="Only those with, or without, something to receive.")
    before = Parameter("datetime", sets=_LISTED, help="Only those that ended before this moment.")
    after = Parameter("datetime", sets=_LISTED, help="Only those that ended after this moment.")
    newest = Parameter("int", sets=_LISTED, help="The newest so many.")
    command = _by_command()
    filter = _by_filter()

    def process(self) -> Iterator[object]:
        """Look them up."""
        if self.filter is not None:
            return
        named = any(self.of(attribute) for attribute in self.given) or self.state is not None
        found = list(self.jobs() if named else self.engine.jobs.all.values())
        if self.child_job_state is not None:
            found = [job for job in found if job.state == to_text(self.child_job_state)]
        if self.is_bound("HasMoreData"):
            found = [job for job in found if job.more == self.has_more_data]
        for limit, later in ((self.before, False), (self.after, True)):
            if limit is not None:
                ended = [(job, get_member(job, "PSEndTime")) for job in found]
                found = [job for job, at in ended if at is not None and (compare_any(at, limit) > 0) is later]
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

    id = _by_id()
    job = _job(JobParameterSet=Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True))
    job_name = _by_name()
    instance_id = _by_instance()
    state = _by_state()
    filter = _by_filter()
    any_ = Parameter("switch", name="Any", help="Until one of them has ended.")
    timeout = Parameter(
        "int", aliases=("TimeoutSec",), default=-1, validators=(ValidateRange(-1, 2147483647),),
        help="Seconds to wait at most.",
    )  # fmt: skip
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

    default_set = "Location"
    job = _job(**{
        name: Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True)
        for name in ("Location", "ComputerName", "Session")
    })  # fmt: skip
    location = Parameter(
        "string[]",
        placements={"Location": Placement(position=1)},
        help="Only what came from there; jobs run here.",
    )
    computer_name = Parameter(
        "string[]", aliases=("Cn",), placements={"ComputerName": Placement(position=1, from_pipeline_by_name=True)},
        help="Only what came from these computers; jobs run on this one.",
    )  # fmt: skip
    session = Parameter(
        "object[]", label="PSSession[]", placements={"Session": Placement(position=1, from_pipeline_by_name=True)},
        help="Sessions on other computers, which there are none of.",
    )  # fmt: skip
    job_name = _by_name()
    instance_id = _by_instance()
    id = _by_id()
    keep = Parameter("switch", help="Do not forget it.")
    no_recurse = Parameter("switch", help="Not what the jobs inside have written: jobs here do their own work.")
    force = Parameter("switch", help="Taken so that scripts run.")
    wait = Parameter("switch", help="Until the job has ended.")
    auto_remove_job = Parameter("switch", help="Remove the job then; goes with -Wait.")
    write_events = Parameter("switch", help="Taken so that scripts run.")
    write_job_in_results = Parameter("switch", help="Write the job first; goes with -Wait.")

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

    id = _by_id()
    job = _job(JobParameterSet=Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True))
    job_name = _by_name()
    instance_id = _by_instance()
    state = _by_state()
    filter = _by_filter()
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

    id = _by_id()
    job = _job(JobParameterSet=Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True))
    instance_id = _by_instance()
    job_name = _by_name()
    filter = _by_filter()
    state = _by_state()
    command = _by_command()
    force = Parameter(
        "switch", aliases=("F",), sets=(_SESSION, "JobParameterSet", _INSTANCE, _NAME, _FILTER),
        help="Stop running ones first.",
    )  # fmt: skip

    def process(self) -> None:
        """Remove them."""
        for job in list(self.jobs()):
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
