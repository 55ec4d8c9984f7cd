"""How a command that makes something is to go about it: only say it, ask, and what to do when it is there already."""

from __future__ import annotations

from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.parameters import Parameter
from glueshell.objects.numbers import Int64
from glueshell.session.rehearsal import LATER, is_planned
from glueshell.session.twins import ASK, POLICIES, STOP


class PlannedId(Int64):
    """The id of something that was only planned: a number below zero that says so as text."""

    __slots__ = ()

    def ps_text(self) -> str:
        """That it is not known yet."""
        return LATER


def if_exists() -> Parameter:
    """The parameter -IfExists."""
    return Parameter(
        "string",
        values=POLICIES,
        help="When it is there already: Ask (the rule at the terminal), Stop with exit status 5 (the rule in scripts),"
        " Adopt it and make nothing, or Create another.",
    )


def policy_of(cmdlet: Cmdlet) -> str:
    """What `-IfExists` says, or the rule of the place: Ask for what a person types, Stop for what a file says."""
    given = cmdlet.invocation.bound.get("IfExists")
    if given is not None:
        return next(policy for policy in POLICIES if policy.lower() == str(given).lower())
    typed = cmdlet.host.interactive and cmdlet.invocation.site.file is None
    return ASK if typed else STOP


def wants_what_if(cmdlet: Cmdlet) -> bool:
    """Whether -WhatIf or its preference asks to show the request only."""
    bound = cmdlet.invocation.bound
    return bool(bound["WhatIf"]) if "WhatIf" in bound else rehearses(cmdlet)


def rehearses(cmdlet: Cmdlet) -> bool:
    """Whether a whole run is only played through (`$WhatIfPreference`), so that later lines need what would come."""
    return bool(cmdlet.engine.get_variable("WhatIfPreference"))


def confirmation(cmdlet: Cmdlet) -> bool | None:
    """What -Confirm says, False where nothing is ever to be asked, None for the rule of the account."""
    bound = cmdlet.invocation.bound
    if "Confirm" in bound:
        return bool(bound["Confirm"])
    return False if str(cmdlet.engine.get_variable("ConfirmPreference")) == "None" else None


def planned_id(id: str) -> object:
    """The id of a record as an object shows it: a number, or one that says that it comes later."""
    return PlannedId(int(id)) if is_planned(id) else id
