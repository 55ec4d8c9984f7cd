"""Submit-Draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from glueshell.cmdlets.drafts.showing import submitted_object
from glueshell.cmdlets.drafts.traits import SetTrait
from glueshell.cmdlets.drafts.writing import confirmation, if_exists, policy_of, wants_what_if
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.itglue.drafts import DraftNotReady
from glueshell.language.names import quote_argument


class SubmitDraft(Cmdlet):
    """Checks the draft, shows the exact request, asks, and sends it once.

    A required field that is missing is said before anything is sent. An asset that is there already is found: one of
    the same organization and type whose traits equal what the draft sets; -IfExists says what happens then. One of the
    same title with other traits stops it, and what differs is said. When the answer is lost, nothing is sent again:
    the draft is marked; -IfExists Adopt looks whether it came to be, -Force sends it again once you have looked.

    In a run that is only played through (`$WhatIfPreference`) the answer is what would come of it.
    """

    name = "Submit-Draft"
    aliases = ("submit",)
    supports_should_process = True
    examples = (
        Example("Submit-Draft -WhatIf", "The exact request; nothing is sent."),
        Example("$asset = Submit-Draft", "Send it; the answer has the new Id and ResourceUrl."),
        Example("Submit-Draft -IfExists Adopt", "Only if it is not there yet: for scripts that run again and again."),
    )
    links = ("Test-Draft", "Get-Draft", "Get-FlexibleAsset", "Save-Session")

    if_exists = if_exists()
    force = Parameter("switch", help="Sends a draft again whose outcome is unknown.")

    def process(self) -> Iterator[object]:
        """Send it."""
        what_if = wants_what_if(self)
        try:
            sent = sitting_of(self.invocation).submit(
                confirm=confirmation(self),
                what_if=what_if,
                force=bool(self.force),
                if_exists=policy_of(self),
                rehearse=what_if and "WhatIf" not in self.invocation.bound,
            )
        except DraftNotReady as error:
            self._not_ready(error)
        if sent is not None:
            yield submitted_object(sent.id, sent.title, sent.draft, sent.url or None)

    def _not_ready(self, error: DraftNotReady) -> NoReturn:
        """Say what is missing or wrong, and the command that puts the first of it right."""
        first = quote_argument(error.problems[0].field)
        self.throw(
            ErrorRecord(
                error.message,
                "DraftNotReady",
                "InvalidData",
                suggestion=f"Nothing was sent. Put it right: {SetTrait.name} {first} VALUE.",
                exit_status=DraftNotReady.exit_status,
            )
        )
