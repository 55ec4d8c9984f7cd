"""Show-Request: what a command would ask of IT Glue, for people and for other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NoReturn

from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.runtime import UncaughtError
from glueshell.engine.signals import Signal
from glueshell.itglue.plans import CONTENT_TYPE, RequestPlan
from glueshell.itglue.spelled import KEY_VARIABLE, Spelled
from glueshell.itglue.spelled import SPELLINGS as OTHERS


def as_powershell(request: Spelled) -> str:
    """A call of a wrapper module's function; of Invoke-RestMethod where no module has one for this request."""
    from glueshell.cmdlets.compat.spelled import as_wrapper

    return as_wrapper(request) or as_rest_method(request)


def as_rest_method(request: Spelled) -> str:
    """A call of Invoke-RestMethod, for any PowerShell."""
    parts = [
        f"Invoke-RestMethod -Method {request.method.capitalize()} -Uri {_single(request.url())}",
        f"-Headers @{{ 'x-api-key' = $env:{KEY_VARIABLE} }}",
    ]
    if request.body is None:
        return " `\n  ".join(parts)
    parts += [f"-ContentType {_single(CONTENT_TYPE)}", "-Body $body"]
    return f"$body = @'\n{request.json(indent=2)}\n'@\n" + " `\n  ".join(parts)


SPELLINGS: Mapping[str, Callable[[Spelled], str]] = {
    **OTHERS,
    "PowerShell": as_powershell,
    "RestMethod": as_rest_method,
}


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class _Enough(Signal):
    """The first record has come: the request for the next page would say nothing new."""


class ShowRequest(Cmdlet):
    """Shows the requests of a command: as JSON, for curl, for PowerShell, for Python. The key is never in them.

    For PowerShell they are calls of a wrapper module's functions where there is one that sends just this, else of
    Invoke-RestMethod; RestMethod gives the latter for all.

    Writes are not sent. Reads are, since the next request may need their answer, but no further than to the first
    record.
    """

    name = "Show-Request"
    output_types = ("System.String",)
    examples = (
        Example("Show-Request { Get-Organization -Name 'Happy Frog' } -As Curl", "For curl."),
        Example("Show-Request { New-OrganizationType -Name 'Vendor' } -As Python", "For Python; nothing is sent."),
        Example("Show-Request { Get-Contact -First 5 } -As PowerShell", "With the wrapper module ITGlueAPI."),
    )
    links = ("Invoke-ITGlueRequest",)

    command = Parameter("scriptblock", position=0, mandatory=True, help="The command, in braces.")
    spelling = Parameter("string", name="As", position=1, default="Json", values=tuple(SPELLINGS), help="For what.")

    def process(self) -> Iterator[object]:
        """Run it with the doors closed to writes, and tell what was asked."""
        sitting = sitting_of(self.invocation)
        client = sitting.client
        asked: list[Spelled] = []

        def read(path: str, query: Sequence[tuple[str, str]]) -> None:
            asked.append(Spelled(client.base_url, "GET", path, query, None))

        def write(plan: RequestPlan) -> None:
            body = sitting.redactor.redact_value(plan.body)
            assert body is None or isinstance(body, dict)
            asked.append(Spelled(client.base_url, plan.method, plan.path, plan.query, body))

        before, client.watcher = client.watcher, read
        failed: BaseException | None = None
        try:
            with sitting.approval.showing(write):
                self.command.invoke(_stop)
        except _Enough:
            pass
        except (Exception, UncaughtError) as error:
            # What was asked is shown all the same: that is what somebody wants to look at now.
            failed = error
        finally:
            client.watcher = before
        spell = next(form for name, form in SPELLINGS.items() if name.lower() == self.spelling.lower())
        for request in asked:
            yield spell(request)
        if failed is not None:
            raise failed


def _stop(item: object) -> NoReturn:
    raise _Enough
