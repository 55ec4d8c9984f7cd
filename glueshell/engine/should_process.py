"""-WhatIf and -Confirm: saying what would be done, asking before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.host import Choice, NoTerminal

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation

_LEVELS = {"none": 0, "low": 1, "medium": 2, "high": 3}

_YES, _ALL, _NO, _NONE = "Yes", "Yes to All", "No", "No to All"


def should_process(invocation: Invocation, target: str, action: str) -> bool:
    """Whether to go on with `action` on `target`; -WhatIf says so and answers no, -Confirm asks."""
    sentence = f'Performing the operation "{action}" on target "{target}".'
    return should_describe(invocation, sentence, "Are you sure you want to perform this action?", "Confirm")


def should_describe(invocation: Invocation, sentence: str, question: str, caption: str) -> bool:
    """As `should_process`, with the sentences the caller wants: what is done, the question, its heading."""
    if _what_if(invocation):
        invocation.engine.host.write(f"What if: {sentence}\n")
        return False
    if not _asks(invocation):
        if invocation.preference("Verbose") not in ("SilentlyContinue", "Ignore"):
            invocation.write_verbose(sentence)
        return True
    return _question(invocation, [question, sentence], caption)


def _what_if(invocation: Invocation) -> bool:
    if "WhatIf" in invocation.bound:
        return bool(invocation.bound["WhatIf"])
    from glueshell.objects.convert import truth

    return truth(invocation.engine.get_variable("WhatIfPreference"))


def _asks(invocation: Invocation) -> bool:
    if "Confirm" in invocation.bound:
        return bool(invocation.bound["Confirm"])
    from glueshell.objects.text import net_text

    preference = invocation.engine.get_variable("ConfirmPreference")
    threshold = 3 if preference is None else _LEVELS.get(net_text(preference).lower(), 3)
    impact = _LEVELS.get(invocation.command.confirm_impact.lower(), 2)
    return threshold != 0 and impact >= threshold


def ask_to_continue(invocation: Invocation, query: str, caption: str = "Confirm") -> bool:
    """Ask the person whether to go on; yes-to-all and no-to-all hold for the rest of the call."""
    return _question(invocation, [query], caption or "Confirm")


def _question(invocation: Invocation, lines: list[str], caption: str) -> bool:
    if invocation.answer:
        return invocation.answer == _ALL
    host = invocation.engine.host
    choices = [Choice(_YES), Choice(_ALL), Choice(_NO), Choice(_NONE)]
    try:
        if not host.attended:
            raise NoTerminal(lines[-1])
        answer = host.pick("\n".join([caption, *lines]), choices).value
    except NoTerminal as error:
        record = ErrorRecord(
            f"Nobody is there to confirm: {error.question} Say -Confirm:$false, or set $ConfirmPreference to 'None'.",
            "ConfirmationNeeded",
            "OperationStopped",
            exit_status=3,
        )
        raise Terminating(invocation.complete(record)) from error
    if answer in (_ALL, _NONE):
        invocation.answer = str(answer)
    return answer in (_YES, _ALL)
