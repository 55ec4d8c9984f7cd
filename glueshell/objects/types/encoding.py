"""System.Text.Encoding."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from glueshell.objects.declaration import MemberTable, constant, method, prop, static
from glueshell.objects.errors import net_problem
from glueshell.objects.typeinfo import TypedArray
from glueshell.objects.types.conversion import byte_array, raw

# .NET's web name -> (Python codec, display name, code page, byte order mark)
_KNOWN = {
    "utf-8": ("utf-8", "Unicode (UTF-8)", 65001, b"\xef\xbb\xbf"),
    "utf-16": ("utf-16-le", "Unicode", 1200, b"\xff\xfe"),
    "utf-16BE": ("utf-16-be", "Unicode (Big-Endian)", 1201, b"\xfe\xff"),
    "utf-32": ("utf-32-le", "Unicode (UTF-32)", 12000, b"\xff\xfe\0\0"),
    "us-ascii": ("ascii", "US-ASCII", 20127, b""),
    "iso-8859-1": ("latin-1", "Western European (ISO)", 28591, b""),
    "utf-7": ("utf-7", "Unicode (UTF-7)", 65000, b""),
    "windows-1252": ("cp1252", "Western European (Windows)", 1252, b""),
}
_ALIASES = {"utf8": "utf-8", "unicode": "utf-16", "utf-16le": "utf-16", "utf16": "utf-16", "ascii": "us-ascii",
            "latin1": "iso-8859-1", "utf32": "utf-32", "bigendianunicode": "utf-16BE", "utf-16be": "utf-16BE",
            "1252": "windows-1252"}


class Encoding:
    """A way between text and bytes, by its web name; `mark` says whether files begin with a byte order mark."""

    __slots__ = ("mark", "name")

    def __init__(self, name: str, mark: bool = True) -> None:
        self.name = name
        self.mark = mark

    @property
    def ps_type_name(self) -> str:
        """UTF8Encoding and the like."""
        return {"utf-8": "System.Text.UTF8Encoding", "utf-16": "System.Text.UnicodeEncoding",
                "us-ascii": "System.Text.ASCIIEncoding"}.get(self.name, "System.Text.Encoding")

    @property
    def codec(self) -> str:
        """Python's name."""
        return _KNOWN[self.name][0]

    def ps_text(self) -> str:
        """The type's name."""
        return self.ps_type_name + ("+UTF8EncodingSealed" if self.name == "utf-8" else "")

    def encode(self, text: str) -> bytes:
        """Text as bytes; what does not fit becomes ?."""
        return text.encode(self.codec, "replace")

    def decode(self, data: bytes) -> str:
        """Bytes as text; what is wrong becomes the replacement character, in ASCII a ?."""
        text = data.decode(self.codec, "replace")
        return text.replace("\ufffd", "?") if self.name == "us-ascii" else text


def find(name: object, *rest: object) -> Encoding:
    """Encoding.GetEncoding by name or code page."""
    low = str(name).lower()
    page = next((web for web, row in _KNOWN.items() if str(row[2]) == low), None)
    web = page or _ALIASES.get(low) or next((known for known in _KNOWN if known.lower() == low), None)
    if web is None:
        try:
            codecs.lookup(low)
        except LookupError:
            raise net_problem("EncodingName", name) from None
        raise net_problem("EncodingName", name)
    return Encoding(web)


def _bytes(encoding: Encoding, text: object) -> TypedArray:
    return byte_array(encoding.encode(text if isinstance(text, str) else "".join(str(char) for char in text)))  # type: ignore[attr-defined]


def _string(encoding: Encoding, data: list, start: int = 0, count: int | None = None) -> str:
    part = raw(data)[start:]
    return encoding.decode(part if count is None else part[:count])


def _shared(name: str) -> Callable[[], Encoding]:
    return lambda: Encoding(name)


_MEMBERS = (
    prop("BodyName", "string", lambda encoding: encoding.name),
    prop("EncodingName", "string", lambda encoding: _KNOWN[encoding.name][1]),
    prop("HeaderName", "string", lambda encoding: encoding.name),
    prop("WebName", "string", lambda encoding: encoding.name),
    prop("CodePage", "int", lambda encoding: _KNOWN[encoding.name][2]),
    prop("IsSingleByte", "bool", lambda encoding: encoding.name in ("us-ascii", "iso-8859-1", "windows-1252")),
    method("GetBytes", _bytes, "byte[] GetBytes(string s)", "byte[] GetBytes(char[] chars)"),
    method("GetString", _string, "string GetString(byte[] bytes)",
           "string GetString(byte[] bytes, int index, int count)"),
    method("GetByteCount", lambda encoding, text: len(encoding.encode(text)), "int GetByteCount(string s)"),
    method("GetCharCount", lambda encoding, data: len(encoding.decode(raw(data))), "int GetCharCount(byte[] bytes)"),
    method("GetChars", lambda encoding, data: list(encoding.decode(raw(data))), "char[] GetChars(byte[] bytes)"),
    method("GetPreamble", lambda encoding: byte_array(_KNOWN[encoding.name][3] if encoding.mark else b""),
           "byte[] GetPreamble()"),
)

TABLES = {
    "System.Text.Encoding": MemberTable(
        "System.Text.Encoding",
        *_MEMBERS,
        *[constant(name, "System.Text.Encoding", _shared(web)) for name, web in (
            ("UTF8", "utf-8"), ("Unicode", "utf-16"), ("BigEndianUnicode", "utf-16BE"), ("UTF32", "utf-32"),
            ("ASCII", "us-ascii"), ("Latin1", "iso-8859-1"), ("Default", "utf-8"), ("UTF7", "utf-7"))],
        static("GetEncoding", find),
    ),
    "System.Text.UTF8Encoding": MemberTable(
        "System.Text.UTF8Encoding", construct=lambda mark=False, *rest: Encoding("utf-8", bool(mark))),
    "System.Text.UnicodeEncoding": MemberTable(
        "System.Text.UnicodeEncoding", construct=lambda *rest: Encoding("utf-16")),
    "System.Text.ASCIIEncoding": MemberTable(
        "System.Text.ASCIIEncoding", construct=lambda *rest: Encoding("us-ascii")),
}
