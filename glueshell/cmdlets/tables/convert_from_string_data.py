"""ConvertFrom-StringData."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.types.regexes import unescape


class ConvertFromStringData(Cmdlet):
    """Turns lines of `name = value` into a hashtable.

    Blank lines and lines that begin with # are left out; escapes such as \\n and \\\\ are those of regular expressions.
    """

    name = "ConvertFrom-StringData"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertFromStringDataCommand"
    output_types = ("System.Collections.Hashtable",)
    examples = (
        Example('(ConvertFrom-StringData "site = HQ`nram = 32").site', "Two lines.", "HQ"),
        Example("(ConvertFrom-StringData 'port:443' -Delimiter ':').port", "Another delimiter.", "443"),
    )
    links = ("ConvertFrom-Csv", "ConvertFrom-Json")

    string_data = Parameter("string", position=0, mandatory=True, from_pipeline=True, allow_empty=True,
                            help="The lines.")  # fmt: skip
    delimiter = Parameter("char", position=1, default="=", help="What stands between name and value.")

    def process(self) -> Iterator[object]:
        """The hashtable of a text."""
        table = Hashtable()
        for line in self.string_data.split("\n"):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            name, found, value = text.partition(str(self.delimiter))
            name = name.strip()
            if not found or not name:
                self._refuse(f"Data line '{text}' is not in 'name=value' format. ", text)
            if name in table:
                self._refuse(f"Data item '{name}' in line '{text}' is already defined. ", text)
            table[name] = unescape(value.strip())
        yield table

    def _refuse(self, message: str, target: str) -> None:
        self.throw(
            ErrorRecord(
                PSError(message, "InvalidOperation", "InvalidOperation",
                        "System.Management.Automation.PSInvalidOperationException", target=target)
            )
        )  # fmt: skip
