"""Out-Null, Out-String, Out-Host, Out-Default."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from glueshell.cmdlets.output.preferences import SessionPreferences
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.formatting import Formatter


def view_source(cmdlet: Cmdlet) -> Any:
    """What answers the views of the session's own types, None in a bare engine."""
    return getattr(cmdlet.engine, "view_source", None)


class OutNull(Cmdlet):
    """Swallows what comes down the pipeline."""

    name = "Out-Null"
    dotnet_name = "Microsoft.PowerShell.Commands.OutNullCommand"
    examples = (
        Example("1..3 | Out-Null", "Nothing is shown.", ""),
        Example(
            "New-Item -ItemType Directory reports | Out-Null; Test-Path reports",
            "What a command answers is not wanted.",
            "True",
        ),
    )
    links: ClassVar[tuple[str, ...]] = ("Out-Host",)

    input_object = Parameter("object", label="psobject", from_pipeline=True, help="What to swallow.")

    def receiver(self) -> Callable[[object], None]:
        """A hole."""
        return _swallow


def _swallow(item: object) -> None:
    return None


class OutString(Cmdlet):
    """Turns objects into the text a screen would show."""

    name = "Out-String"
    aliases = ("oss",)
    default_set = "NoNewLineFormatting"
    dotnet_name = "Microsoft.PowerShell.Commands.OutStringCommand"
    output_types = ("System.String",)
    examples = (
        Example("(1..3 | Out-String -Stream).Count", "A line each with -Stream.", "3"),
        Example("(1..3 | Out-String).Trim().Length", "Otherwise one text.", "5"),
    )
    links = ("Out-File", "Format-Table")

    stream = Parameter("switch", sets=("StreamFormatting",), help="A text per line.")
    width = Parameter(
        "int", validators=(ValidateRange(2, 2**31 - 1),), help="Columns of the screen (default: this screen's)."
    )
    no_newline = Parameter("switch", sets=("NoNewLineFormatting",), help="No line ends, no empty lines.")
    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to show.")

    def begin(self) -> None:
        """Start an empty screen."""
        self._formatter = Formatter(
            self.width or self.host.width, view_source(self), preferences=SessionPreferences(self.engine)
        )
        self._lines: list[str] = []

    def receiver(self) -> Callable[[object], None]:
        """Add every object."""
        return self._receive

    def process(self) -> None:
        """Add the object given as an argument."""
        if self.is_bound("InputObject"):
            self._receive(self.input_object)

    def end(self) -> None:
        """Write the text."""
        self._show(self._formatter.finish())
        if self.no_newline:
            self.write("".join(self._lines))
        elif not self.stream:
            self.write("".join(line + "\n" for line in self._lines))

    def _receive(self, item: object) -> None:
        lines = self._formatter.feed(item)
        # With -Stream a text stays one, whatever lines it has.
        self._show([item] if lines and type(item) is str else lines)

    def _show(self, lines: list[str]) -> None:
        if self.stream:
            for line in lines:
                self.write(line)
        else:
            self._lines += lines


class OutHost(Cmdlet):
    """Shows objects on the screen now, instead of passing them on."""

    name = "Out-Host"
    aliases: ClassVar[tuple[str, ...]] = ("oh",)
    dotnet_name = "Microsoft.PowerShell.Commands.OutHostCommand"
    examples = (
        Example("1..2 | Out-Host", "Shown at once.", "1\n2"),
        Example(
            "$list = 1..2 | ForEach-Object { $_ | Out-Host; $_ * 10 }; $list.Count",
            "Shown, and not part of the result.",
            "1\n2\n2",
        ),
    )
    links: ClassVar[tuple[str, ...]] = ("Out-String", "Out-Default")

    paging = Parameter("switch", help="A page at a time (the terminal's own scrolling serves).")
    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to show.")

    def begin(self) -> None:
        """Start a run of its own."""
        self._formatter = Formatter(
            self.host.width,
            view_source(self),
            neutral=self.host.interactive,
            coloured=self.host.interactive,
            folds=self.host.interactive,
            preferences=SessionPreferences(self.engine),
        )

    def receiver(self) -> Callable[[object], None]:
        """Show what can be shown."""
        return self._receive

    def process(self) -> None:
        """Show the object given as an argument."""
        if self.is_bound("InputObject"):
            self._receive(self.input_object)

    def end(self) -> None:
        """Show the rest."""
        self._show(self._formatter.finish())

    def _receive(self, item: object) -> None:
        self._show(self._formatter.feed(item))

    def _show(self, lines: list[str]) -> None:
        # Hosts with colours take whole lines.
        whole = getattr(self.host, "write_lines", None)
        if whole is not None:
            whole(lines)
            return
        for line in lines:
            self.host.write(line + "\n")


class OutDefault(OutHost):
    """Shows objects as the end of a command line does."""

    name = "Out-Default"
    aliases: ClassVar[tuple[str, ...]] = ()
    dotnet_name = "Microsoft.PowerShell.Commands.OutDefaultCommand"
    examples = (
        Example("1 | Out-Default", "As if it stood at the end.", "1"),
        Example("[pscustomobject]@{ Name = 'DC01' } | Out-Default", "An object as its table.", "\nName\n----\nDC01"),
    )
    links: ClassVar[tuple[str, ...]] = ("Out-Host",)

    transcript = Parameter("switch", help="Has no effect: the transcript has all that is shown.")
    paging = Parameter("switch", hidden=True, help="A page at a time.")
