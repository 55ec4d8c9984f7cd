"""ConvertTo-SecureString and ConvertFrom-SecureString."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import unwrap
from glueshell.objects.types.credential import SecureString


def _no_keys(cmdlet: Cmdlet) -> NoReturn:
    cmdlet.throw(
        ErrorRecord(
            PSError(
                "Secure strings encrypted with a key cannot be written or read here.",
                "SecureKeyNotSupported",
                "NotImplemented",
                "System.Management.Automation.PSNotSupportedException",
                suggestion="Keep secrets in the system's key store (Connect-ITGlue does), not in files.",
            )
        )
    )


class ConvertToSecureString(Cmdlet):
    """Turns text into a SecureString, which is not shown.

    With `-AsPlainText` the text itself; without it what ConvertFrom-SecureString wrote.
    """

    name = "ConvertTo-SecureString"
    default_set = "Secure"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertToSecureStringCommand"
    output_types = ("System.Security.SecureString",)
    examples = (
        Example("(ConvertTo-SecureString 'secret' -AsPlainText -Force).Length", "From text.", "6"),
        Example(
            "ConvertTo-SecureString '610062006300' | ConvertFrom-SecureString -AsPlainText", "What was kept.", "abc"
        ),
    )
    links = ("ConvertFrom-SecureString", "Get-Credential")

    string = Parameter("string", position=0, mandatory=True, from_pipeline=True, secret=True, help="The text.")
    as_plain_text = Parameter("switch", sets=("PlainText",), position=1, help="The text is the secret itself.")
    force = Parameter("switch", sets=("PlainText",), position=2, help="Has no effect: nothing is asked.")
    secure_key = Parameter("object", sets=("Secure",), position=1, help="Not possible here.")
    key = Parameter("byte[]", sets=("Open",), help="Not possible here.")

    def process(self) -> Iterator[object]:
        """The secure string."""
        if self.key is not None or self.secure_key is not None:
            _no_keys(self)
        if self.as_plain_text or self.parameter_set == "PlainText":
            yield SecureString(self.string)
            return
        try:
            yield SecureString(bytes.fromhex(self.string).decode("utf-16-le"))
        except ValueError:
            self.throw(
                ErrorRecord(
                    PSError(
                        "The input is not a valid secure string: say -AsPlainText for the secret itself.",
                        "System.FormatException",
                        "NotSpecified",
                        "System.FormatException",
                    )
                )
            )


class ConvertFromSecureString(Cmdlet):
    """Turns a SecureString into text.

    With `-AsPlainText` the secret itself; without it digits that hide it from a glance and no more.
    """

    name = "ConvertFrom-SecureString"
    default_set = "Secure"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertFromSecureStringCommand"
    output_types = ("System.String",)
    examples = (
        Example("ConvertTo-SecureString 'abc' -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText", "", "abc"),
        Example("ConvertTo-SecureString 'abc' -AsPlainText -Force | ConvertFrom-SecureString", "As digits.",
                "610062006300"),
    )  # fmt: skip
    links = ("ConvertTo-SecureString",)

    secure_string = Parameter("securestring", position=0, mandatory=True, from_pipeline=True, help="The secure string.")
    as_plain_text = Parameter("switch", sets=("AsPlainText",), help="The secret itself.")
    secure_key = Parameter("object", sets=("Secure",), position=1, help="Not possible here.")
    key = Parameter("byte[]", sets=("Open",), help="Not possible here.")

    def process(self) -> Iterator[object]:
        """The text."""
        if self.key is not None or self.secure_key is not None:
            _no_keys(self)
        secret = unwrap(self.secure_string)
        assert isinstance(secret, SecureString)
        yield secret.plain() if self.as_plain_text else secret.plain().encode("utf-16-le").hex()
