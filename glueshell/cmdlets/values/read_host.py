"""Read-Host and Get-Credential: questions to the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.host import NoTerminal
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNull, ValidateNotNullOrEmpty
from glueshell.objects.enumeration import elements
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text

_NOBODY = "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available."


def nobody(cmdlet: Cmdlet, question: str) -> NoReturn:
    """End the command: nobody is there to answer."""
    cmdlet.throw(
        ErrorRecord(
            PSError(_NOBODY, "InvalidOperation", "InvalidOperation",
                    "System.Management.Automation.PSInvalidOperationException"),
            suggestion=f"Give the answer to {question!r} as an argument instead.", exit_status=2,
        )
    )  # fmt: skip


class ReadHost(Cmdlet):
    """Asks the person for a line."""

    name = "Read-Host"
    default_set = "AsString"
    dotnet_name = "Microsoft.PowerShell.Commands.ReadHostCommand"
    output_types = ("System.String", "System.Security.SecureString")
    examples = (
        Example("try { Read-Host 'Site' } catch { 'nobody there' }", "A line; without a terminal an error.",
                "nobody there"),
        Example("try { Read-Host 'Key' -AsSecureString } catch { 'nobody there' }", "One that is not shown.",
                "nobody there"),
    )  # fmt: skip
    links = ("Get-Credential", "Write-Host")

    prompt = Parameter("object", position=0, from_remaining=True, help="The question.")
    as_secure_string = Parameter("switch", sets=("AsSecureString",), help="Not shown, and kept as a SecureString.")
    mask_input = Parameter("switch", sets=("AsString",), help="Not shown.")

    def process(self) -> Iterator[object]:
        """Ask."""
        words = " ".join(to_text(word) for word in elements(self.prompt))
        prompt = f"{words}: " if words else ""
        if not self.host.attended:
            nobody(self, words)
        try:
            if self.as_secure_string:
                from glueshell.objects.types.credential import SecureString

                yield SecureString(self.host.read_secret(prompt))
            elif self.mask_input:
                yield self.host.read_secret(prompt)
            else:
                yield self.host.read_line(prompt)
        except NoTerminal:
            nobody(self, words)


class GetCredential(Cmdlet):
    """Asks the person for a user name and a password."""

    name = "Get-Credential"
    default_set = "CredentialSet"
    dotnet_name = "Microsoft.PowerShell.Commands.GetCredentialCommand"
    output_types = ("System.Management.Automation.PSCredential",)
    examples = (
        Example("try { Get-Credential admin } catch { 'nobody there' }", "The password of a user.", "nobody there"),
        Example("$p = ConvertTo-SecureString 'x' -AsPlainText -Force; "
                " (Get-Credential ([pscredential]::new('u', $p))).UserName",
                "One that is there is passed on.", "u"),
    )  # fmt: skip
    links = ("Read-Host", "ConvertTo-SecureString")

    credential = Parameter(
        "object",
        label="pscredential",
        sets=("CredentialSet",),
        position=0,
        help="A user name, or a credential.",
        validators=(ValidateNotNull(),),
    )
    message = Parameter("string", sets=("MessageSet",), validators=(ValidateNotNullOrEmpty(),), help="What it is for.")
    user_name = Parameter("string", sets=("MessageSet",), position=0, validators=(ValidateNotNullOrEmpty(),),
                          help="The user name.")  # fmt: skip
    title = Parameter("string", sets=("MessageSet",), validators=(ValidateNotNullOrEmpty(),), help="A heading.")

    def process(self) -> Iterator[object]:
        """Ask for what is missing."""
        from glueshell.objects.types.credential import Credential, SecureString

        given = unwrap(self.credential)
        if isinstance(given, Credential):
            yield given
            return
        if not self.host.attended:
            nobody(self, "user name and password")
        name = self.user_name if self.parameter_set == "MessageSet" else None if given is None else to_text(given)
        try:
            for line in (self.title, self.message):
                if line:
                    self.host.write(line + "\n")
            if not name:
                name = self.host.read_line("User: ")
            secret = self.host.read_secret(f"Password for user {name}: ")
        except NoTerminal:
            nobody(self, "user name and password")
        yield Credential(name, SecureString(secret))
