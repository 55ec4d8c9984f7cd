"""Export-Clixml and Import-Clixml."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of
from glueshell.cmdlets.files.targets import file_path
from glueshell.cmdlets.files.written_file import WrittenFile, writing_problem
from glueshell.cmdlets.text.convert_clixml import values_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.clixml import DEFAULT_DEPTH, to_clixml
from glueshell.objects.errors import PSError
from glueshell.objects.numbers import UInt64
from glueshell.objects.wildcard import has_wildcard

_READABLE = "The secrets in '{0}' are hidden from a glance only: whoever can read the file can read them."


class ExportClixml(Cmdlet):
    """Keeps objects in a file as PowerShell's own XML; Import-Clixml makes them again, with their types.

    Secure strings are written as digits that hide them from a glance and no more, as PowerShell does where Windows does
    not protect them.
    """

    name = "Export-Clixml"
    default_set = "ByPath"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.ExportClixmlCommand"
    examples = (
        Example("@{ id = 5 } | Export-Clixml kept.xml; (Import-Clixml kept.xml).id", "There and back.", "5"),
        Example("1, 2, 3 | Export-Clixml n.xml; Import-Clixml n.xml -First 2", "Some of them.", "1\n2"),
    )
    links = ("Import-Clixml", "ConvertTo-CliXml", "Export-Csv")

    depth = Parameter(
        "int", default=DEFAULT_DEPTH, validators=(ValidateRange(1, 2147483647),),
        help="How many levels of properties of objects that are no custom objects.",
    )  # fmt: skip
    path = Parameter("string", sets=("ByPath",), position=0, mandatory=True, help="The file.")
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), sets=("ByLiteralPath",), mandatory=True,
        help="The file, every character meant as it is written.",
    )  # fmt: skip
    input_object = Parameter("psobject", mandatory=True, from_pipeline=True, allow_null=True, help="The objects.")
    force = Parameter("switch", help="Over a read-only file.")
    no_clobber = Parameter("switch", aliases=("NoOverwrite",), help="Never over a file that is there.")
    encoding = Parameter(
        "object",
        label="System.Text.Encoding",
        transform=encoding_of,
        validators=(ValidateNotNullOrEmpty(),),
        help="utf8 (the default), unicode, ascii, ...",
    )

    def begin(self) -> None:
        """Look at the file."""
        self._items: list[object] = []
        given = self.path if self.path is not None else self.literal_path
        self._place = file_path(self, given)
        if self.no_clobber and os.path.exists(self._place):
            text = f"The file '{self._place}' already exists."
            error = PSError(text, "NoClobber", "ResourceExists", "System.IO.IOException", target=given)
            self.throw(ErrorRecord(error))

    def process(self) -> None:
        """Collect."""
        self._items.append(self.input_object)

    def end(self) -> None:
        """Write the file."""
        if not self.should_process(self._place):
            return
        text = to_clixml(self._items, self.depth)
        encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
        try:
            if self.force and os.path.isfile(self._place) and not os.access(self._place, os.W_OK):
                os.chmod(self._place, os.stat(self._place).st_mode | 0o200)
            file = WrittenFile(self._place, encoding)
        except OSError as error:
            said, kind = writing_problem(error, self._place)
            self.throw(ErrorRecord(PSError(said, "FileOpenFailure", "OpenError", kind, target=self._place)))
        try:
            file.write(text)
            file.finish()
        finally:
            file.discard()
        if "<SS>" in text or "<SS N=" in text:
            self.write_warning(_READABLE.format(self._place))


class ImportClixml(Cmdlet):
    """Makes objects of a file that Export-Clixml wrote."""

    name = "Import-Clixml"
    default_set = "ByPath"
    dotnet_name = "Microsoft.PowerShell.Commands.ImportClixmlCommand"
    examples = (
        Example("'a', 'b' | Export-Clixml t.xml; (Import-Clixml t.xml) -join '+'", "What was kept.", "a+b"),
        Example("1..5 | Export-Clixml t.xml; Import-Clixml t.xml -Skip 3", "The rest.", "4\n5"),
    )
    links = ("Export-Clixml", "ConvertFrom-CliXml")

    path = Parameter(
        "string[]", placements={"ByPath": Placement(position=0, mandatory=True, from_pipeline=True,
                                                    from_pipeline_by_name=True)},
        wildcards=True, help="The files; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=("ByLiteralPath",), mandatory=True, from_pipeline_by_name=True,
        help="The files, every character meant as it is written.",
    )  # fmt: skip
    include_total_count = Parameter("switch", help="Says first that the total is not known.")
    skip = Parameter("ulong", default=UInt64(0), help="Leaves out so many at the start.")
    first = Parameter("ulong", help="So many and no more.")

    def process(self) -> Iterator[object]:
        """The objects of each file."""
        for place in self._places():
            yield from self._objects(place)

    def _places(self) -> Iterator[str]:
        for text in self.path if self.path is not None else self.literal_path:
            if self.path is not None and has_wildcard(text):
                yield from (place.path for place in self.engine.drives.expand(text) if not place.is_container)
            else:
                yield file_path(self, text)

    def _objects(self, place: str) -> Iterator[object]:
        try:
            with open(place, "rb") as file:
                text = UTF8.decode(file.read())
        except OSError as error:
            said, kind = writing_problem(error, place)
            if isinstance(error, FileNotFoundError) and os.path.isdir(os.path.dirname(place)):
                said, kind = f"Could not find file '{place}'.", "System.IO.FileNotFoundException"
            self.throw(ErrorRecord(PSError(said, "FileOpenFailure", "OpenError", kind), target=place))
        if self.include_total_count:
            yield "Unknown total count"
        skip, left = int(self.skip), None if self.first is None else int(self.first)
        for number, value in enumerate(values_of(self, text)):
            if number < skip:
                continue
            if left is not None and number - skip >= left:
                return
            yield value
