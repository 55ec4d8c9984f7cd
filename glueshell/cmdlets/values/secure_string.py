"""ConvertTo-SecureString and ConvertFrom-SecureString."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import unwrap
from glueshell.objects.types.credential import SecureString

# What a string that was kept under a key begins with.
HEADER = "76492d1116743f0423413b16050a5345"
_WRONG_KEY = "The specified key is not valid. Valid key length settings are either 128 bits, 192 bits, or 256 bits."
# PowerShell repeats the value here; it may be a password that -AsPlainText was forgotten for.
_NOT_SECURE = "The parameter value is not a valid encrypted string."


def _key_of(cmdlet: Cmdlet, key: object, secure: object) -> bytes | None:
    """The key that was given as bytes or as a secure string, None where none was."""
    from glueshell.objects.aes import KEY_SIZES

    if secure is not None:
        held = unwrap(secure)
        assert isinstance(held, SecureString)
        found = held.plain().encode("utf-16-le")
    elif key is not None:
        found = bytes(int(byte) for byte in key)  # type: ignore[attr-defined]
    else:
        return None
    if len(found) not in KEY_SIZES:
        kind = "System.Management.Automation.PSArgumentException"
        cmdlet.throw(ErrorRecord(PSError(_WRONG_KEY, "Argument", "InvalidArgument", kind), exit_status=2))
    return found


def locked(text: str, key: bytes) -> str:
    """A secret under a key, in PowerShell's form."""
    import base64
    import secrets

    from glueshell.objects.aes import BLOCK, encrypt

    vector = secrets.token_bytes(BLOCK)
    data = encrypt(key, vector, text.encode("utf-16-le")).hex()
    inside = f"2|{base64.b64encode(vector).decode('ascii')}|{data}"
    return HEADER + base64.b64encode(inside.encode("utf-16-le")).decode("ascii")


def unlocked(text: str, key: bytes) -> str:
    """The secret that `locked` hid; ValueError where text or key are wrong."""
    import base64

    from glueshell.objects.aes import decrypt

    if not text.startswith(HEADER):
        raise ValueError("The input data is not a complete block.")
    version, vector, data = base64.b64decode(text[len(HEADER) :]).decode("utf-16-le").split("|")
    if version != "2":
        raise ValueError("The input data is not a complete block.")
    return decrypt(key, base64.b64decode(vector), bytes.fromhex(data)).decode("utf-16-le")


class ConvertToSecureString(Cmdlet):
    """Turns text into a SecureString, which is not shown.

    With `-AsPlainText` the text itself; without it what ConvertFrom-SecureString wrote, with
    the same key if it had one.
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
    secure_key = Parameter("securestring", sets=("Secure",), position=1, help="The key, of 8, 12 or 16 characters.")
    key = Parameter("byte[]", sets=("Open",), secret=True, help="The key, of 16, 24 or 32 bytes.")

    def process(self) -> Iterator[object]:
        """The secure string."""
        if self.as_plain_text or self.parameter_set == "PlainText":
            yield SecureString(self.string)
            return
        key = _key_of(self, self.key, self.secure_key)
        try:
            text = unlocked(self.string, key) if key is not None else bytes.fromhex(self.string).decode("utf-16-le")
        except ValueError:
            if key is None:
                self._refuse(self.string)
                return
            error = PSError("Padding is invalid and cannot be removed.", "ImportSecureString_InvalidArgument",
                            "InvalidArgument", "System.Security.Cryptography.CryptographicException")  # fmt: skip
            self.write_error(ErrorRecord(error))
            return
        yield SecureString(text)

    def _refuse(self, text: str) -> None:
        """Say that it is no kept string; half a digit too few is an error, digits that are none end the statement."""
        hint = "For the secret itself say -AsPlainText."
        if len(text) % 2:
            kind = "System.Management.Automation.PSArgumentException"
            error = PSError(_NOT_SECURE, "ImportSecureString_InvalidArgument", "InvalidArgument", kind)
            self.write_error(ErrorRecord(error, suggestion=hint))
            return
        kind = "System.FormatException"
        self.throw(ErrorRecord(PSError(_NOT_SECURE, kind, "NotSpecified", kind), suggestion=hint))


class ConvertFromSecureString(Cmdlet):
    """Turns a SecureString into text.

    With `-AsPlainText` the secret itself; with a key what only the key opens (AES); without either digits that hide it
    from a glance and no more.
    """

    name = "ConvertFrom-SecureString"
    default_set = "Secure"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertFromSecureStringCommand"
    output_types = ("System.String",)
    examples = (
        Example("ConvertTo-SecureString 'abc' -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText", "", "abc"),
        Example("$key = [byte[]](1..16); $kept = ConvertTo-SecureString 'abc' -AsPlainText -Force |"
                " ConvertFrom-SecureString -Key $key; ConvertTo-SecureString $kept -Key $key |"
                " ConvertFrom-SecureString -AsPlainText", "Under a key, and back.", "abc"),
    )  # fmt: skip
    links = ("ConvertTo-SecureString",)

    secure_string = Parameter("securestring", position=0, mandatory=True, from_pipeline=True, help="The secure string.")
    as_plain_text = Parameter("switch", sets=("AsPlainText",), help="The secret itself.")
    secure_key = Parameter("securestring", sets=("Secure",), position=1, help="The key, of 8, 12 or 16 characters.")
    key = Parameter("byte[]", sets=("Open",), secret=True, help="The key, of 16, 24 or 32 bytes.")

    def process(self) -> Iterator[object]:
        """The text."""
        secret = unwrap(self.secure_string)
        assert isinstance(secret, SecureString)
        key = _key_of(self, self.key, self.secure_key)
        if self.as_plain_text:
            yield secret.plain()
        elif key is not None:
            yield locked(secret.plain(), key)
        else:
            yield secret.plain().encode("utf-16-le").hex()
