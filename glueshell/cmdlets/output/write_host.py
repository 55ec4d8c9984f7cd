"""Write-Host."""

from __future__ import annotations

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.streams import HostText
from glueshell.objects.convert import culture_text
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import PSObject, WrittenNumber, unwrap
from glueshell.objects.text import display, shown, to_text

_COLOR = "System.ConsoleColor"


class WriteHost(Cmdlet):
    """Says something on the screen; it does not go down the pipeline."""

    name = "Write-Host"
    dotnet_name = "Microsoft.PowerShell.Commands.WriteHostCommand"
    examples = (
        Example("Write-Host 'Ready.'", "Plain.", "Ready."),
        Example("Write-Host 1, 2, 3 -Separator '-'", "Several things with a separator.", "1-2-3"),
    )
    links = ("Write-Output", "Write-Information")

    object = Parameter(
        "object", aliases=("Msg", "Message"), position=0, from_pipeline=True, from_remaining=True, help="What to say."
    )
    no_newline = Parameter("switch", help="Stays on the line.")
    separator = Parameter("object", default=" ", help="What stands between several things.")
    foreground_color = Parameter(_COLOR, help="Colour of the text: Red, DarkCyan, ...")
    background_color = Parameter(_COLOR, help="Colour behind the text.")

    def process(self) -> None:
        """Say it."""
        text = _joined(self.object, to_text(self.separator))
        colors = [None if color is None else to_text(color) for color in (self.foreground_color, self.background_color)]
        said = HostText(text, colors[0], colors[1], bool(self.no_newline))
        self.write_information(said, ("PSHOST",), host_text=True)


def _joined(value: object, separator: str) -> str:
    bare = unwrap(value)
    if isinstance(bare, Hashtable):
        return separator.join(f"[{to_text(key)}, {to_text(item)}]" for key, item in bare.items())
    if enumerable(value):
        return separator.join(_joined(item, separator) for item in iterate(value))
    if isinstance(value, PSObject):
        return display(value) if bare is value or isinstance(value, WrittenNumber) else culture_text(bare)
    return shown(value) if hasattr(value, "ps_shown") else culture_text(value)
