"""TabExpansion2."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter


class TabExpansion(Cmdlet):
    """Answers what Tab would offer at a place in a line, in PowerShell's own shape.

    The answer has ReplacementIndex, ReplacementLength and CompletionMatches; each match has CompletionText,
    ListItemText, ResultType and ToolTip.
    """

    name = "TabExpansion2"
    output_types = ("System.Management.Automation.CommandCompletion",)
    examples = (
        Example(
            "(TabExpansion2 'Get-Hel').CompletionMatches.CompletionText",
            "What the line may go on with.",
            "Get-Help",
        ),
        Example(
            "(TabExpansion2 '1 -eq 2' 4).ReplacementIndex",
            "With the cursor inside the line: where the piece begins that is replaced.",
            "2",
        ),
    )
    links = ("Get-Command", "Get-Help")

    input_script = Parameter(
        "string", name="inputScript", position=0, mandatory=True, allow_empty=True, help="The line, or several."
    )
    cursor_column = Parameter(
        "int", name="cursorColumn", position=1, help="Where the cursor stands in it, from 0 (default: at its end)."
    )
    options = Parameter("hashtable", position=2, help="PowerShell's options; taken and not looked at.")

    def process(self) -> Iterator[object]:
        """Ask."""
        from glueshell.completion.tab_expansion import expand
        from glueshell.completion.view import EngineView
        from glueshell.language import parse

        text: str = self.input_script
        cursor = self.cursor_column if self.is_bound("cursorColumn") else len(text)
        yield expand(parse(text), cursor, EngineView(lambda: self.engine))
