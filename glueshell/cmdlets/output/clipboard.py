"""Set-Clipboard and Get-Clipboard."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.objects.text import to_text

# What was copied where there is no clipboard is kept for the session.
_KEPT = "clipboard"


def _pasted(cmdlet: Cmdlet) -> str:
    text = cmdlet.host.get_clipboard()
    if text is not None:
        return text
    return str(cmdlet.engine.kept.get(_KEPT, ""))


class SetClipboard(Cmdlet):
    """Puts text on the clipboard; several pieces become lines.

    Where there is no clipboard (a server, a pipe), this session keeps the text for Get-Clipboard.
    """

    name = "Set-Clipboard"
    aliases = ("scb",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.SetClipboardCommand"
    output_types = ("System.String",)
    examples = (
        Example("'Contoso' | Set-Clipboard -PassThru", "A name to paste somewhere.", "Contoso"),
        Example("1, 2 | Set-Clipboard; (Get-Clipboard).Count", "Lines.", "2"),
    )
    links = ("Get-Clipboard",)

    value = Parameter(
        "string[]", position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True, allow_null=True,
        allow_empty=True, allow_empty_collection=True, help="The text.",
    )  # fmt: skip
    append = Parameter("switch", help="After what is there.")
    pass_thru = Parameter("switch", help="The text in the pipeline as well.")

    def begin(self) -> None:
        """Nothing collected yet."""
        self._lines: list[str] = []

    as_osc52 = Parameter("switch", name="AsOSC52", aliases=("ToLocalhost",),
                         help="Has no effect: the terminal's own way is taken where it has one.")  # fmt: skip

    def process(self) -> None:
        """Collect."""
        self._lines.extend(to_text(line) for line in self.value or ())

    def end(self) -> Iterator[object]:
        """Copy."""
        text = os.linesep.join(self._lines)
        if self.append:
            present = _pasted(self)
            text = f"{present}{os.linesep}{text}" if present else text
        if self.should_process(text, self.name):
            self.engine.kept[_KEPT] = text
            self.host.set_clipboard(text)
        if self.pass_thru:
            yield from self._lines


class GetClipboard(Cmdlet):
    """Gets the text of the clipboard, line by line."""

    name = "Get-Clipboard"
    aliases = ("gcb",)
    dotnet_name = "Microsoft.PowerShell.Commands.GetClipboardCommand"
    output_types = ("System.String",)
    examples = (
        Example("Set-Clipboard 'a', 'b'; Get-Clipboard", "Lines.", "a\nb"),
        Example("Set-Clipboard 'a,b'; (Get-Clipboard -Delimiter ',').Count", "Parts.", "2"),
    )
    links = ("Set-Clipboard",)

    raw = Parameter("switch", help="All of it as one text.")
    delimiter = Parameter("string[]", help="What parts it, instead of line ends.")

    def process(self) -> Iterator[object]:
        """Its text."""
        text = _pasted(self)
        if self.raw:
            yield text
            return
        import re

        marks = [to_text(mark) for mark in self.delimiter or ()] or ["\r\n", "\n"]
        yield from re.split("|".join(re.escape(mark) for mark in marks), text)
