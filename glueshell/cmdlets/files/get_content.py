"""Get-Content."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.files.content_lines import bytes_of, lines_of, part, portions, whole_text
from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of
from glueshell.cmdlets.files.targets import ContentCmdlet, denied, targets
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.places import Place
from glueshell.engine.providers.provider import not_found
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.enumeration import elements
from glueshell.objects.errors import PSError

_PAUSE = 0.25


class GetContent(ContentCmdlet):
    """Reads a file line by line, or the content of another item.

    Each line is an object of its own; `-Raw` gives the whole file as one text. A file's byte order mark decides how it
    is read; without one it is UTF-8 unless `-Encoding` says otherwise.
    """

    name = "Get-Content"
    aliases = ("gc", "cat", "type")
    dotnet_name = "Microsoft.PowerShell.Commands.GetContentCommand"
    order = (
        "ReadCount",
        "TotalCount",
        "Tail",
        "Path",
        "LiteralPath",
        "Filter",
        "Include",
        "Exclude",
        "Force",
        "Credential",
        "Delimiter",
        "Wait",
        "Raw",
        "Encoding",
        "AsByteStream",
    )
    output_types = ("System.String", "System.Byte")
    examples = (
        Example("'one', 'two' | Set-Content names.txt; Get-Content names.txt", "Line by line.", "one\ntwo"),
        Example("1..9 | Set-Content n.txt; (Get-Content n.txt -Tail 2) -join ','", "The last lines.", "8,9"),
        Example(
            "'{\"id\":7}' | Set-Content a.json; (Get-Content a.json -Raw | ConvertFrom-Json).id", "As a whole.", "7"
        ),
    )
    links = ("Set-Content", "Select-String", "Import-Csv")

    read_count = Parameter("long", from_pipeline_by_name=True, default=1, help="Lines that come together; 0: all.")
    total_count = Parameter(
        "long", aliases=("First", "Head"), from_pipeline_by_name=True, validators=(ValidateRange(0, 2**63 - 1),),
        help="Only so many from the beginning.",
    )  # fmt: skip
    tail = Parameter(
        "int", aliases=("Last",), from_pipeline_by_name=True, validators=(ValidateRange(0, 2**31 - 1),),
        help="Only so many from the end.",
    )  # fmt: skip
    delimiter = Parameter("string", dynamic=True, help="What ends a piece, instead of the end of a line.")
    wait = Parameter("switch", dynamic=True, help="Goes on with what is added to the file, until Ctrl+C.")
    raw = Parameter("switch", dynamic=True, help="The whole file as one text.")
    encoding = Parameter(
        "object", label="System.Text.Encoding", dynamic=True, transform=encoding_of,
        validators=(ValidateNotNullOrEmpty(),),
        help="How a file without a mark is read: utf8 (the default), unicode, ansi, ascii, a code page.",
    )  # fmt: skip
    as_byte_stream = Parameter("switch", dynamic=True, help="Bytes instead of text.")

    def begin(self) -> None:
        """Refuse what contradicts itself."""
        if self.total_count is not None and self.tail is not None:
            problem = PSError(
                "The parameters TotalCount and Tail cannot be used together. Please specify only one parameter.",
                "TailAndHeadCannotCoexist", "InvalidOperation", "System.InvalidOperationException",
            )  # fmt: skip
            self.write_error(ErrorRecord(problem))
        if self.raw:
            for other in ("Delimiter", "Tail", "TotalCount", "Wait"):
                if self.is_bound(other):
                    self._refuse(
                        f"The 'Raw' and '{other}' parameters cannot be specified in the same command.",
                        "InvalidOperation",
                        "System.Management.Automation.PSInvalidOperationException",
                    )

    def process(self) -> Iterator[object]:
        """The content of every item."""
        if self.total_count is not None and self.tail is not None:
            return
        for place in targets(self, none_fits=True):
            try:
                if place.is_file_system:
                    yield from self._file(place)
                else:
                    yield from self._other(place)
            except OSError:
                self.write_error(denied(place, "GetContentReaderUnauthorizedAccessError"))

    def _file(self, place: Place) -> Iterator[object]:
        if place.is_container:
            self.write_error(
                ErrorRecord(
                    PSError(
                        f"Unable to get content because it is a directory: '{place.path}'. Please use 'Get-ChildItem'"
                        " instead.",
                        "GetContainerContentException",
                        "InvalidOperation",
                        "System.InvalidOperationException",
                        target=place.path,
                    )
                )
            )
            return
        encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
        if self.raw:
            yield from self._whole(place, encoding)
        elif self.as_byte_stream:
            yield from self._grouped(part(bytes_of(place.path), self.total_count, self.tail))
        else:
            lines = part(lines_of(place.path, encoding, self.delimiter), self.total_count, self.tail)
            yield from self._grouped(lines)
            if self.wait:
                yield from self._added(place, encoding)

    def _whole(self, place: Place, encoding: TextEncoding) -> Iterator[object]:
        if self.as_byte_stream:
            from glueshell.objects.types.conversion import byte_array

            with open(place.path, "rb") as file:
                yield byte_array(file.read())
            return
        text = whole_text(place.path, encoding)
        if text:
            yield text

    def _grouped(self, items: Iterator[object]) -> Iterator[object]:
        size = int(self.read_count)
        if size == 1:
            yield from items
            return
        for portion in portions(items, size):
            yield portion[0] if len(portion) == 1 and size != 0 else portion

    def _added(self, place: Place, encoding: TextEncoding) -> Iterator[object]:
        """Whole lines that are written to the file from now on; ends with the pipeline only."""
        import os
        import time

        position, rest = os.path.getsize(place.path), b""
        while True:
            time.sleep(_PAUSE)
            size = os.path.getsize(place.path)
            if size < position:
                position, rest = 0, b""
            if size == position:
                continue
            with open(place.path, "rb") as file:
                file.seek(position)
                data = rest + file.read(size - position)
            position = size
            *whole, rest = data.split(b"\n")
            for line in whole:
                yield encoding.decode(line).rstrip("\r")

    def _other(self, place: Place) -> Iterator[object]:
        if not place.path or not place.exists:
            raise_missing(place)
        yield from elements(place.provider.read(place.path))

    def _refuse(self, message: str, error_id: str, exception: str) -> None:
        self.throw(ErrorRecord(PSError(message, error_id, "InvalidOperation", exception)))


def raise_missing(place: Place) -> None:
    """Raise PathNotFound for a place where nothing is."""
    raise not_found(place.shown)
