"""Format-Hex."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of
from glueshell.cmdlets.files.targets import file_path
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.provider import not_found
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.objects.declaration import MemberTable, prop
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError
from glueshell.objects.numbers import Byte, Char, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64
from glueshell.objects.psobject import unwrap
from glueshell.objects.typeinfo import TypedArray, type_name, type_named
from glueshell.objects.wildcard import has_wildcard

_ROW = 16
_MOST = 2**63 - 1
_REFUSED = (
    "Cannot convert input of type '{0}' to hexadecimal. To view the hexadecimal formatting of its string"
    " representation, pipe it to the Out-String cmdlet before piping it to Format-Hex."
)
_HEADING = """
   Label: {0}

          Offset Bytes                                           Ascii
                 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F
          ------ ----------------------------------------------- -----"""
_FORMATS: tuple[tuple[type, str], ...] = (
    (Int64, "<q"), (Int16, "<h"), (UInt16, "<H"), (UInt32, "<I"), (UInt64, "<Q"), (Byte, "B"), (SByte, "b"),
    (Single, "<f"),
)  # fmt: skip


class ByteCollection:
    """Up to sixteen bytes, where they lie, and what they are of."""

    __slots__ = ("data", "first", "label", "offset", "path")
    ps_type_name = "Microsoft.PowerShell.Commands.ByteCollection"
    ps_members = MemberTable(
        ps_type_name,
        prop("Offset64", "ulong", lambda row: UInt64(row.offset)),
        prop("Offset", "uint", lambda row: UInt32(row.offset)),
        prop("Bytes", "byte[]", lambda row: TypedArray([Byte(byte) for byte in row.data], type_named("System.Byte"))),
        prop("Path", "string", lambda row: row.path),
        prop("HexOffset", "string", lambda row: f"{row.offset:016X}"),
        prop("HexBytes", "string", lambda row: row.hex_bytes()),
        prop("Ascii", "string", lambda row: row.ascii()),
        prop("Label", "string", lambda row: row.label),
    )

    def __init__(self, offset: int, data: bytes, label: str, path: str | None = None, *, first: bool = False) -> None:
        self.offset = offset
        # Whether the heading stands above it.
        self.first = first
        self.data = data
        self.label = label
        self.path = path

    def hex_bytes(self) -> str:
        """The bytes in pairs of digits."""
        return " ".join(f"{byte:02X}" for byte in self.data)

    def ascii(self) -> str:
        """What can be read of them: a blank for zero, the replacement character for what is no text."""
        return "".join(
            " " if byte == 0 else chr(byte) if 32 <= byte < 127 or byte >= 160 else "\ufffd" for byte in self.data
        )

    def ps_lines(self, width: int) -> list[str]:
        """What a screen shows: the row, after the heading of its source."""
        return [*_HEADING.format(self.label).split("\n"), self.ps_text()] if self.first else [self.ps_text()]

    def ps_text(self) -> str:
        """A line of the table."""
        return f"{self.offset:016X} {self.hex_bytes().ljust(_ROW * 3 - 1)} {self.ascii()}"


class FormatHex(Cmdlet):
    """Shows the bytes of files, texts and numbers."""

    name = "Format-Hex"
    aliases = ("fhx",)
    dotnet_name = "Microsoft.PowerShell.Commands.FormatHex"
    output_types = ("Microsoft.PowerShell.Commands.ByteCollection",)
    examples = (
        Example("('Hé' | Format-Hex).HexBytes", "A text.", "48 C3 A9"),
        Example(
            "Set-Content a.bin 'abc' -NoNewline; (Format-Hex a.bin -Offset 1).Ascii",
            "A file, not from its start.",
            "bc",
        ),
    )
    links = ("Get-Content", "Get-FileHash")

    path = Parameter(
        "string[]", sets=("Path",), position=0, mandatory=True, validators=(ValidateNotNullOrEmpty(),), wildcards=True,
        help="The files; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=("LiteralPath",), mandatory=True,
        validators=(ValidateNotNullOrEmpty(),), help="The files, every character meant as it is written.",
    )  # fmt: skip
    input_object = Parameter(
        "psobject", sets=("ByInputObject",), mandatory=True, from_pipeline=True, help="Texts, numbers or bytes."
    )
    encoding = Parameter(
        "object", label="System.Text.Encoding", sets=("ByInputObject",), transform=encoding_of,
        validators=(ValidateNotNullOrEmpty(),), help="How texts become bytes: utf8 (the default), unicode, ascii, ...",
    )  # fmt: skip
    count = Parameter("long", validators=(ValidateRange(1, _MOST),), help="So many bytes and no more.")
    offset = Parameter("long", default=Int64(0), validators=(ValidateRange(0, _MOST),), help="Leaves out so many.")
    raw = Parameter("switch", sets=("ByInputObject",), help="Has no effect.")

    def begin(self) -> None:
        """Nothing collected yet."""
        self._gathered = bytearray()
        self._kind = ""

    def process(self) -> Iterator[object]:
        """The rows of files and texts; numbers of one kind are gathered."""
        if self.path is not None or self.literal_path is not None:
            for path in self._paths():
                yield from self._file(path)
            return
        value = unwrap(self.input_object)
        if isinstance(value, str) and not isinstance(value, Char):
            yield from self._flush()
            encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
            yield from self._rows(encoding.encode(value), self._label("System.String"))
            return
        for item in iterate(value) if enumerable(value) else (value,):
            data = _bytes_of(unwrap(item))
            kind = type_name(item)
            if data is None:
                yield from self._flush()
                error = PSError(
                    _REFUSED.format(kind), "FormatHexTypeNotSupported", "InvalidArgument", "System.ArgumentException"
                )
                self.write_error(ErrorRecord(error, target=item))
                return
            if kind != self._kind:
                yield from self._flush()
                self._kind = kind
            self._gathered += data

    def end(self) -> Iterator[object]:
        """What was gathered."""
        yield from self._flush()

    def _flush(self) -> Iterator[object]:
        if self._gathered:
            data, kind = bytes(self._gathered), self._kind
            self._gathered, self._kind = bytearray(), ""
            yield from self._rows(data, self._label(kind))

    @staticmethod
    def _label(kind: str) -> str:
        import uuid

        return f"{kind.rpartition('.')[2]} ({kind}) <{uuid.uuid4().hex[:8].upper()}>"

    def _rows(self, data: bytes, label: str, path: str | None = None, start: int = 0) -> Iterator[object]:
        first = int(self.offset) - start
        last = len(data) if self.count is None else first + int(self.count)
        part = data[first:last]
        for position in range(0, len(part), _ROW):
            yield ByteCollection(position, part[position : position + _ROW], label, path, first=not position)

    def _paths(self) -> Iterator[str]:
        for given in self.path if self.path is not None else self.literal_path:
            if self.path is not None and has_wildcard(given):
                yield from (place.path for place in self.engine.drives.expand(given) if not place.is_container)
                continue
            place = self.engine.drives.place(given)
            if not place.exists:
                self.write_error(ErrorRecord(not_found(place.shown), "FileNotFound"))
                continue
            yield file_path(self, given)

    def _file(self, path: str) -> Iterator[object]:
        try:
            with open(path, "rb") as file:
                file.seek(int(self.offset))
                left = -1 if self.count is None else int(self.count)
                position = 0
                while piece := file.read(_ROW if left < 0 else min(_ROW, left)):
                    yield ByteCollection(position + int(self.offset), piece, path, path, first=not position)
                    position += len(piece)
                    left = left if left < 0 else left - len(piece)
        except OSError as error:
            said = (
                f"Access to the path '{path}' is denied." if isinstance(error, PermissionError) else str(error.strerror)
            )
            kind = "System.UnauthorizedAccessException"
            self.write_error(ErrorRecord(PSError(said, "FormatHexIOError", "WriteError", kind), target=path))


def _bytes_of(value: Any) -> bytes | None:
    """A value as .NET keeps it in memory; None where it is not made of numbers."""
    if isinstance(value, bool):
        return struct.pack("<i", value)
    if isinstance(value, Char):
        return str(value).encode("utf-8", "replace")
    for kind, pattern in _FORMATS:
        if isinstance(value, kind):
            return struct.pack(pattern, value)
    if type(value) is int:
        return struct.pack("<i", value)
    if type(value) is float:
        return struct.pack("<d", value)
    if isinstance(value, int) and hasattr(value, "enum"):
        return struct.pack("<i", int(value))
    return None
