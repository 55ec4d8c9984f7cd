"""The encodings `-Encoding` names: how text becomes bytes, and how the bytes of a file become text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from glueshell.objects.errors import PSError
from glueshell.objects.psobject import unwrap

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation

_UTF8_MARK, _LITTLE, _BIG = b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"

# What -Encoding may say -> (Python's codec, the mark a new file begins with).
NAMES: Mapping[str, tuple[str, bytes]] = MappingProxyType(
    {
        "ascii": ("ascii", b""),
        "ansi": ("cp1252", b""),
        "bigendianunicode": ("utf-16-be", _BIG),
        "bigendianutf32": ("utf-32-be", b"\0\0" + _BIG),
        "oem": ("cp437", b""),
        "unicode": ("utf-16-le", _LITTLE),
        "utf7": ("utf-7", b""),
        "utf8": ("utf-8", b""),
        "utf8bom": ("utf-8", _UTF8_MARK),
        "utf8nobom": ("utf-8", b""),
        "utf32": ("utf-32-le", _LITTLE + b"\0\0"),
    }
)
# A file's own mark decides how it is read; the longest first.
_MARKS = (
    (_UTF8_MARK, "utf-8"), (_LITTLE + b"\0\0", "utf-32-le"), (b"\0\0" + _BIG, "utf-32-be"), (_LITTLE, "utf-16-le"),
    (_BIG, "utf-16-be"),
)  # fmt: skip


class TextEncoding:
    """A codec and the mark new files begin with."""

    __slots__ = ("codec", "mark")
    ps_type_name = "System.Text.Encoding"

    def __init__(self, codec: str = "utf-8", mark: bytes = b"") -> None:
        self.codec = codec
        self.mark = mark

    def encode(self, text: str) -> bytes:
        """Text as bytes, without the mark; what does not fit becomes a question mark."""
        if self.codec.startswith("utf") and self.codec != "utf-7":
            return text.encode(self.codec, "surrogatepass" if self.codec == "utf-8" else "replace")
        return text.encode(self.codec, "replace")

    def decode(self, data: bytes) -> str:
        """A file's bytes as text; a mark at their beginning decides, and is left out."""
        codec, skipped = marked(data, self.codec)
        return data[skipped:].decode(codec, "replace")


UTF8 = TextEncoding()


def marked(data: bytes, codec: str) -> tuple[str, int]:
    """The codec a file's first bytes say, and how many of them are its mark; `codec` where there is none."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    return codec, 0


def encoding_of(invocation: Invocation, value: object) -> object:
    """What `-Encoding` was given as a TextEncoding: a name, a code page or a System.Text.Encoding.

    Raises PSError ParameterArgumentTransformationError for anything unknown.
    """
    from glueshell.objects.text import to_text
    from glueshell.objects.types.encoding import Encoding, find

    value = unwrap(value)
    if value is None or isinstance(value, TextEncoding):
        return value
    if not isinstance(value, Encoding):
        known = NAMES.get(to_text(value).lower())
        if known is not None:
            if known[0] == "utf-7":
                invocation.write_warning("Encoding 'UTF-7' is obsolete, please use UTF-8.")
            return TextEncoding(*known)
        try:
            value = find(to_text(value))
        except PSError:
            raise PSError(
                f"Cannot process argument transformation on parameter 'Encoding'. '{to_text(value)}' is not a"
                " supported encoding name. For information on defining a custom encoding, see the documentation for"
                " the Encoding.RegisterProvider method. (Parameter 'name')",
                "ParameterArgumentTransformationError",
                "InvalidData",
                "System.Management.Automation.ParameterBindingArgumentTransformationException",
                suggestion=f"One of {', '.join(NAMES)}.",
            ) from None
    mark = next((mark for mark, codec in _MARKS if codec == value.codec), b"") if value.mark else b""
    # A name alone ("utf-8") is .NET's encoding with its mark, except that PowerShell's own default has none.
    return TextEncoding(value.codec, mark)
