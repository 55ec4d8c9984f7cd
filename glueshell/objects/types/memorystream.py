"""MemoryStream: bytes that are read and written in order."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.errors import NetError

_NAME = "System.IO.MemoryStream"


class MemoryStream:
    """Bytes and a place in them."""

    __slots__ = ("content", "position")
    ps_type_name = _NAME

    def __init__(self, content: bytes = b"") -> None:
        self.content = bytearray(content)
        self.position = 0

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name

    def read(self, size: int = -1) -> bytes:
        """The bytes from the present place on, at most `size` of them."""
        end = len(self.content) if size < 0 else self.position + size
        piece = bytes(self.content[self.position : end])
        self.position += len(piece)
        return piece

    def write(self, piece: bytes) -> None:
        """Put bytes at the present place."""
        self.content[self.position : self.position + len(piece)] = piece
        self.position += len(piece)

    def move(self, position: int) -> None:
        """Go to a place."""
        if position < 0:
            raise NetError("System.ArgumentOutOfRangeException",
                           "value ('-1') must be a non-negative value. (Parameter 'value')")
        self.position = position


def _make(content: object = None, *rest: object) -> MemoryStream:
    if content is None or isinstance(content, int):
        return MemoryStream()
    return MemoryStream(bytes(int(byte) for byte in content))  # type: ignore[attr-defined]


def _array(stream: MemoryStream) -> object:
    from glueshell.objects.convert import cast

    return cast(list(stream.content), "byte[]")


def _write(stream: MemoryStream, piece: object, offset: object = 0, count: object = None) -> None:
    start = int(offset)  # type: ignore[call-overload]
    end = None if count is None else start + int(count)  # type: ignore[call-overload]
    stream.write(bytes(int(byte) for byte in list(piece)[start:end]))  # type: ignore[call-overload]


def _next(stream: MemoryStream) -> int:
    piece = stream.read(1)
    return piece[0] if piece else -1


def _seek(stream: MemoryStream, offset: object, origin: object = 0) -> int:
    bases = {"begin": 0, "current": stream.position, "end": len(stream.content), "0": 0, "1": stream.position,
             "2": len(stream.content)}  # fmt: skip
    stream.move(bases[str(getattr(origin, "name", origin)).lower()] + int(offset))  # type: ignore[call-overload]
    return stream.position


TABLES = {
    _NAME: MemberTable(
        _NAME,
        prop("CanRead", "bool", lambda stream: True),
        prop("CanSeek", "bool", lambda stream: True),
        prop("CanWrite", "bool", lambda stream: True),
        prop("Length", "long", lambda stream: len(stream.content)),
        prop("Position", "long", lambda stream: stream.position, lambda stream, place: stream.move(int(place))),
        method("ToArray", _array, "byte[] ToArray()"),
        method("ReadByte", _next, "int ReadByte()"),
        method("Write", _write, "void Write(byte[] buffer, int offset, int count)"),
        method("WriteByte", lambda stream, byte: stream.write(bytes([int(byte)])), "void WriteByte(byte value)"),
        method("Seek", _seek, "long Seek(long offset, System.IO.SeekOrigin loc)"),
        method("Flush", lambda stream: None, "void Flush()"),
        method("Close", lambda stream: None, "void Close()"),
        method("Dispose", lambda stream: None, "void Dispose()"),
        construct=_make,
        constructors=("System.IO.MemoryStream new()", "System.IO.MemoryStream new(byte[] buffer)"),
    ),
}
