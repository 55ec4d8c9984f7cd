"""Disconnect-ITGlue: ask nothing of IT Glue any more."""

from __future__ import annotations

from glueshell.cmdlets.itglue.named import sitting_of
from glueshell.cmdlets.session.connect_itglue import connector_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter


class DisconnectITGlue(Cmdlet):
    """Ends the connection to the account; what is kept on this machine can still be looked at.

    The key is used no more, writing is locked, connections are closed. With -RemoveKey it leaves the keyring too.
    """

    name = "Disconnect-ITGlue"
    examples = (
        Example("Disconnect-ITGlue -RemoveKey", "The keyring forgets the key as well."),
        Example("Disconnect-ITGlue", "The session has no key any more; the keyring keeps it."),
    )
    links = ("Connect-ITGlue", "Get-Account")

    remove_key = Parameter("switch", help="Takes the key out of the keyring of the system.")

    def process(self) -> None:
        """Disconnect."""
        sitting = sitting_of(self.invocation)
        removed = connector_of(sitting).disconnect(sitting, remove_key=bool(self.remove_key))
        said = " Its key is no longer in the keyring." if removed else ""
        self.host.write_error_line(f"Disconnected from {sitting.account.name}.{said}", "hint")
