"""CompletionResult: what a completer of arguments answers when it says more than the text."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, prop
from glueshell.objects.errors import NetError

_NAME = "System.Management.Automation.CompletionResult"
_KIND = "System.Management.Automation.CompletionResultType"


class CompletionResult:
    """A text to insert, how a list shows it, its kind by name, and what is said of it."""

    __slots__ = ("kind", "list_text", "text", "tooltip")
    ps_type_name = _NAME

    def __init__(self, text: str, list_text: str, kind: str, tooltip: str) -> None:
        self.text = text
        self.list_text = list_text
        self.kind = kind
        self.tooltip = tooltip

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name


def _make(text: str, list_text: object = None, kind: object = None, tooltip: object = None) -> CompletionResult:
    from glueshell.objects.convert import cast
    from glueshell.objects.text import to_text

    if not text:
        raise NetError("System.Management.Automation.PSArgumentNullException",
                       "Cannot process argument because the value of argument \"completionText\" is null. Change the"
                       " value of argument \"completionText\" to a non-null value.")
    shown = text if list_text is None else to_text(list_text)
    kind_name = "Text" if kind is None else to_text(cast(kind, _KIND))
    return CompletionResult(text, shown, kind_name, text if tooltip is None else to_text(tooltip))


def _kind(result: CompletionResult) -> object:
    from glueshell.objects.convert import cast

    return cast(result.kind, _KIND)


TABLES = {
    _NAME: MemberTable(
        _NAME,
        prop("CompletionText", "string", lambda result: result.text),
        prop("ListItemText", "string", lambda result: result.list_text),
        prop("ResultType", _KIND, _kind),
        prop("ToolTip", "string", lambda result: result.tooltip),
        construct=_make,
        constructors=(
            "System.Management.Automation.CompletionResult new(string completionText, string listItemText,"
            " System.Management.Automation.CompletionResultType resultType, string toolTip)",
            "System.Management.Automation.CompletionResult new(string completionText)",
        ),
    ),
}
