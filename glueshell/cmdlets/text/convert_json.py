"""ConvertTo-Json and ConvertFrom-Json."""

from __future__ import annotations

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.json import from_json, to_json


class ConvertToJson(Cmdlet):
    """Writes objects as JSON."""

    name = "ConvertTo-Json"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertToJsonCommand"
    output_types = ("System.String",)
    examples = (
        Example("@{ id = 7 } | ConvertTo-Json -Compress", "On one line.", '{"id":7}'),
        Example("1, 2 | ConvertTo-Json -Compress", "Several objects make an array.", "[1,2]"),
    )
    links = ("ConvertFrom-Json", "Export-Json", "ConvertTo-JsonLine")

    input_object = Parameter(
        "object",
        position=0,
        mandatory=True,
        from_pipeline=True,
        allow_null=True,
        allow_empty=True,
        allow_empty_collection=True,
        help="The objects to write.",
    )
    depth = Parameter(
        "int", default=2, validators=(ValidateRange(0, 100),), help="How deep nested objects are written out."
    )
    compress = Parameter("switch", help="No blanks, no line ends.")
    enums_as_strings = Parameter("switch", help="Enum values by name.")
    as_array = Parameter("switch", help="An array even for one object.")
    escape_handling = Parameter(
        "string",
        values=("Default", "EscapeNonAscii", "EscapeHtml"),
        default="Default",
        label="Newtonsoft.Json.StringEscapeHandling",
        help="What is written as \\uXXXX.",
    )

    def begin(self) -> None:
        """Nothing collected yet."""
        self._items: list[object] = []
        self._piped = not self.is_bound("InputObject")

    def process(self) -> None:
        """Collect: the number of objects decides between a value and an array."""
        self._items.append(self.input_object)

    def end(self) -> None:
        """Write the document."""
        if not self._items:
            return
        value = self._items[0] if len(self._items) == 1 else list(self._items)
        self.write(
            to_json(
                value,
                depth=self.depth,
                compress=bool(self.compress),
                enums_as_strings=bool(self.enums_as_strings),
                as_array=bool(self.as_array),
                escape=self.escape_handling,
                truncated=self._say_truncated,
                piped=self._piped,
            )
        )

    def _say_truncated(self) -> None:
        self.write_warning(f"Resulting JSON is truncated as serialization has exceeded the set depth of {self.depth}.")


class ConvertFromJson(Cmdlet):
    """Reads JSON into objects."""

    name = "ConvertFrom-Json"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertFromJsonCommand"
    examples = (
        Example('(\'{"name": "Happy Frog"}\' | ConvertFrom-Json).name', "", "Happy Frog"),
        Example(
            "('[1, 2, 3]' | ConvertFrom-Json | Measure-Object -Sum).Sum", "The items of an array come one by one.", "6"
        ),
        Example("('{\"id\": 7}' | ConvertFrom-Json -AsHashtable)['id']", "A hashtable instead of an object.", "7"),
    )
    links = ("ConvertTo-Json", "ConvertFrom-Yaml")

    input_object = Parameter(
        "string",
        position=0,
        mandatory=True,
        from_pipeline=True,
        allow_empty=True,
        help="The JSON text.",
    )
    as_hashtable = Parameter("switch", help="Hashtables instead of objects.")
    depth = Parameter(
        "int", default=1024, validators=(ValidateRange(1, kind="Positive"),), help="The deepest nesting accepted."
    )
    no_enumerate = Parameter("switch", help="Passes an array on as one object.")
    date_kind = Parameter(
        "string",
        label="Microsoft.PowerShell.Commands.JsonDateKind",
        values=("Default", "Local", "Utc", "Offset", "String"),
        default="Default",
        help="How dates are read.",
    )

    def begin(self) -> None:
        """Nothing collected yet."""
        self._lines: list[str] = []

    def process(self) -> None:
        """Collect: a document may come line by line."""
        self._lines.append(self.input_object or "")

    def end(self) -> None:
        """Read each line as a document when the first one is one, else all lines as one."""
        if not self._lines:
            return
        for text in self._documents():
            value = from_json(text, bool(self.as_hashtable), self.depth, self.date_kind)
            if enumerable(value) and not self.no_enumerate:
                for item in iterate(value):
                    self.write(item)
            else:
                self.write(value)

    def _documents(self) -> list[str]:
        if len(self._lines) == 1:
            return self._lines
        from glueshell.objects.errors import PSError

        try:
            from_json(self._lines[0], as_hashtable=True, depth=self.depth)
        except PSError:
            return ["\n".join(self._lines)]
        return self._lines
