"""Clear-Host."""

from __future__ import annotations

from glueshell.engine.cmdlet import Cmdlet, Example


class ClearHost(Cmdlet):
    """Wipes the screen."""

    name = "Clear-Host"
    aliases = ("clear", "cls")
    examples = (
        Example("Clear-Host", "An empty screen; Ctrl+L does the same."),
        Example("Clear-Host; Get-Date | Out-Null", "Before something else."),
    )
    links = ("Out-Host",)

    def process(self) -> None:
        """Wipe it."""
        self.host.clear_screen()
