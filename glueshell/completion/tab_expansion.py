"""A completion in the shape of PowerShell's CommandCompletion, for the cmdlet that answers with one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from glueshell.completion import complete
from glueshell.objects.enums import EnumType, EnumValue
from glueshell.objects.psobject import PSObject

if TYPE_CHECKING:
    from glueshell.completion.candidates import Candidate, Completion
    from glueshell.language.result import ParseResult

_COMMAND_COMPLETION = ("System.Management.Automation.CommandCompletion", "System.Object")
_COMPLETION_RESULT = ("System.Management.Automation.CompletionResult", "System.Object")
_KINDS = (
    "Text", "History", "Command", "ProviderItem", "ProviderContainer", "Property", "Method", "ParameterName",
    "ParameterValue", "Variable", "Namespace", "Type", "Keyword", "DynamicKeyword",
)  # fmt: skip


def expand(parsed: ParseResult, cursor: int, view: Any) -> PSObject:
    """CommandCompletion of a text: CurrentMatchIndex, ReplacementIndex, ReplacementLength, CompletionMatches."""
    return command_completion(complete(parsed, cursor, view, exact=True))


def command_completion(answer: Completion) -> PSObject:
    """A Completion as a CommandCompletion."""
    return PSObject(
        {
            "CurrentMatchIndex": -1,
            "ReplacementIndex": answer.start,
            "ReplacementLength": answer.length,
            "CompletionMatches": [_result(candidate) for candidate in answer.candidates],
        },
        _COMMAND_COMPLETION,
    )


def _result(candidate: Candidate) -> PSObject:
    return PSObject(
        {
            "CompletionText": candidate.text,
            "ListItemText": candidate.list_text,
            "ResultType": _result_type(candidate.kind),
            "ToolTip": candidate.told(),
        },
        _COMPLETION_RESULT,
    )


@cache
def _kinds() -> EnumType:
    return EnumType("System.Management.Automation.CompletionResultType", {name: at for at, name in enumerate(_KINDS)})


def _result_type(kind: str) -> EnumValue:
    return _kinds().parse(kind)
