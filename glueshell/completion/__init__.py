"""Text + cursor -> candidates: where the cursor is, what could stand there, and how it has to be written.

May import `glueshell.language`, `glueshell.objects`, `glueshell.itglue` and `glueshell.engine`. Works from the parse
result and an immutable view of the session alone: nothing here waits, evaluates a command or touches the network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.completion.candidates import Candidate, Completion, CompletionContext, SessionView

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult

__all__ = ["Candidate", "Completion", "CompletionContext", "SessionView", "complete"]


def complete(parsed: ParseResult, cursor: int, view: SessionView, *, exact: bool = False) -> Completion:
    """What could stand at the cursor, best first; answers at once and never raises.

    `exact` asks for PowerShell's own answer instead of the one that serves a person best. A failure of a completer,
    or one of ours, is in the answer's `problem`.
    """
    # Loaded at the first Tab: whoever only declares completers needs none of it.
    from glueshell.completion.answer import answer

    return answer(parsed, cursor, view, exact=exact)
