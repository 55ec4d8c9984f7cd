"""Submit-Draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from glueshell.cmdlets.drafts.showing import submitted_object
from glueshell.cmdlets.drafts.traits import SetTrait
from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.itglue.drafts import DraftNotReady
from glueshell.language.names import quote_argument


class SubmitDraft(Cmdlet):
    """Checks the draft, shows the exact request, asks, and sends it once.

    A required field that is missing is said before anything is sent. When the answer is lost, nothing is sent again:
    the draft is marked, and -Force sends it again once you have looked.
    """

    name = "Submit-Draft"
    aliases = ("submit",)
    supports_should_process = True
    examples = (
        Example("Submit-Draft -WhatIf", "The exact request; nothing is sent."),
        Example("$asset = Submit-Draft", "Send it; the answer has the new Id and ResourceUrl."),
    )
    links = ("Test-Draft", "Get-Draft", "Get-FlexibleAsset")

    force = Parameter("switch", help="Sends a draft again whose outcome is unknown.")

    def process(self) -> Iterator[object]:
        """Send it."""
        bound = self.invocation.bound
        confirm = bound["Confirm"] if "Confirm" in bound else False if self._never_asks() else None
        try:
            sent = sitting_of(self.invocation).submit(
                confirm=None if confirm is None else bool(confirm),
                what_if=wants_what_if(self),
                force=bool(self.force),
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

    def _never_asks(self) -> bool:
        return str(self.engine.get_variable("ConfirmPreference")) == "None"


def wants_what_if(cmdlet: Cmdlet) -> bool:
    """Whether -WhatIf or its preference asks to show the request only."""
    bound = cmdlet.invocation.bound
    return bool(bound["WhatIf"] if "WhatIf" in bound else cmdlet.engine.get_variable("WhatIfPreference"))
