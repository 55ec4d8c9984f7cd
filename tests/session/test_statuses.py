"""The exit status of every way to end."""

from __future__ import annotations

import pytest

from glueshell.config import ConfigError
from glueshell.engine.errors import ErrorRecord, ParseFailure, Terminating
from glueshell.engine.signals import ExitSignal, Interrupted
from glueshell.http.errors import InsecureUrl, TransportError, failure
from glueshell.itglue.catalog import UnknownResource
from glueshell.itglue.errors import ApiError, OutcomeUnknown, RequestProblem
from glueshell.itglue.regions import UnknownRegion
from glueshell.objects.errors import PSError
from glueshell.session import errors
from glueshell.session.statuses import status_of
from tests.session.plans import create_plan

BINDING = "System.Management.Automation.ParameterBindingException"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("x"), 1),
        (PSError("x", "RuntimeException"), 1),
        (PSError("x", "NamedParameterNotFound", exception_type=BINDING), 2),
        (PSError("x", "y", exception_type="System.Management.Automation.CommandNotFoundException"), 2),
        (ParseFailure([], ""), 2),
        (ConfigError("newer", file="f", found=2, known=1), 2),
        (errors.UnknownReference("UnknownName", label="l", text="t", where=""), 2),
        (UnknownResource("x"), 2),
        (RequestProblem("NoFilters", plural="p", name="n"), 2),
        (errors.Refused("ReadOnly", account="a"), 3),
        (errors.Declined("Declined"), 3),
        (errors.NotConnected("NoAccount"), 3),
        (UnknownRegion("moon"), 3),
        (InsecureUrl("h", "plain-http"), 3),
        (ApiError(401, (), "m", "KeyRefused"), 3),
        (ApiError(422, (), "m", "Invalid"), 4),
        (ApiError(404, (), "m", "NoRecord"), 4),
        (errors.StaleDraft("StaleDraft", id="1"), 5),
        (errors.DraftLocked("DraftLocked", id="1"), 5),
        (OutcomeUnknown(create_plan(), None, status=504, sent_at=0), 6),
        (errors.UnclearDraft("DraftUnclear", id="1"), 6),
        (failure("unreachable", "h", "refused"), 8),
        (TransportError("m", "timeout"), 8),
        (ApiError(500, (), "m", "Server"), 8),
        (KeyboardInterrupt(), 130),
        (Interrupted(), 130),
        (ExitSignal(42), 42),
        (ExitSignal(0), 0),
    ],
)
def test_every_error_has_its_status(error: BaseException, status: int) -> None:
    assert status_of(error) == status


def test_a_record_and_what_wraps_it_keep_the_status_of_what_happened() -> None:
    refused = errors.Refused("ReadOnly", account="a")
    assert status_of(ErrorRecord(refused)) == 3
    assert status_of(Terminating(ErrorRecord(refused))) == 3
    assert status_of(ErrorRecord("x", exit_status=9)) == 9
    assert status_of(PSError("x", "y", inner=refused)) == 3
    assert status_of(ErrorRecord("x")) == 1
