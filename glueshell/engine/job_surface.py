"""What scripts may ask of jobs: members as data."""

from __future__ import annotations

from typing import Any

from glueshell.engine.jobs import OUTPUT, Job
from glueshell.engine.lazy_members import LazyMembers
from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.members import get_member


class StateInfo:
    """How a job goes, and the exception that ended it."""

    ps_type_name = "System.Management.Automation.JobStateInfo"
    ps_members = LazyMembers("job_surface", "STATE_INFO")

    def __init__(self, job: Job) -> None:
        self.state = job.state
        self.reason = None if job.reason is None else get_member(job.reason, "Exception")

    def ps_text(self) -> str:
        """The state."""
        return self.state


def _child(job: Job) -> list[Any]:
    """A job here does its own work; its one child, which scripts ask for reasons and output, is itself."""
    return [job]


def identity_of(job: Job) -> object:
    """The Guid of a job, made when somebody first asks for it."""
    if job.identity is None:
        import uuid

        from glueshell.objects.types.guid import construct

        job.identity = construct(str(uuid.uuid4()))
    return job.identity


def _moment(seconds: float | None) -> object:
    if seconds is None:
        return None
    from glueshell.objects.types.datetime import EPOCH_TICKS, TICKS_PER_SECOND, UTC, DateTime

    return DateTime(EPOCH_TICKS + int(seconds * TICKS_PER_SECOND), UTC).to_local()


def _records(stream: str) -> Any:
    return lambda job: [record for name, record in job.kept if name == stream]


STATE_INFO = MemberTable(
    StateInfo.ps_type_name,
    prop("State", "System.Management.Automation.JobState", lambda info: info.state),
    prop("Reason", "System.Exception", lambda info: info.reason),
)

JOB = MemberTable(
    "System.Management.Automation.Job",
    prop("Id", "int", lambda job: job.id),
    prop("Name", "string", lambda job: job.name),
    prop("InstanceId", "System.Guid", identity_of),
    prop("PSBeginTime", "System.Nullable[System.DateTime]", lambda job: _moment(job.begun)),
    prop("PSEndTime", "System.Nullable[System.DateTime]", lambda job: _moment(job.over)),
    prop("PSJobTypeName", "string", lambda job: job.kind),
    prop("State", "string", lambda job: job.state),
    prop("HasMoreData", "bool", lambda job: job.more),
    prop("Location", "string", lambda job: job.location),
    prop("Command", "string", lambda job: job.command),
    prop("JobStateInfo", "System.Management.Automation.JobStateInfo", StateInfo),
    prop("ChildJobs", "System.Collections.Generic.IList[System.Object]", _child),
    prop("StatusMessage", "string", lambda job: ""),
    *[
        prop(label, "System.Object", _records(stream))
        for label, stream in (
            ("Output", OUTPUT), ("Error", "error"), ("Warning", "warning"), ("Verbose", "verbose"), ("Debug", "debug"),
            ("Information", "information"), ("Progress", "progress"),
        )
    ],
    method("StopJob", lambda job: job.stop(), "void StopJob()"),
)  # fmt: skip
