"""System.Guid."""

from __future__ import annotations

import re

from glueshell.objects.declaration import Member, MemberTable, constant, method, prop, static
from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.typeinfo import TypedArray, type_name, type_named
from glueshell.objects.types.boolean import store
from glueshell.objects.types.object import COMPARE_TO, FORMAT_TEXT

_PLAIN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_BARE = re.compile(r"[0-9a-f]{32}", re.IGNORECASE)


class Guid:
    """A 128-bit identifier, kept as 32 lower-case hex digits."""

    __slots__ = ("digits",)
    ps_type_name = "System.Guid"

    def __init__(self, digits: str = "0" * 32) -> None:
        self.digits = digits

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Guid) and other.digits == self.digits

    def __hash__(self) -> int:
        return hash(self.digits)

    def ps_text(self) -> str:
        """8-4-4-4-12."""
        text = self.digits
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def ps_format(self, spec: str, invariant: bool) -> str:
        """By N, D, B, P or X."""
        letter = spec.upper()
        if letter == "N":
            return self.digits
        if letter == "X":
            head, tail = self.digits[:16], self.digits[16:]
            bytes_ = ",".join(f"0x{tail[at : at + 2]}" for at in range(0, 16, 2))
            return f"{{0x{head[:8]},0x{head[8:12]},0x{head[12:]},{{{bytes_}}}}}"
        shown = {"D": "{}", "B": "{{{}}}", "P": "({})"}.get(letter)
        if shown is None:
            raise net_problem("GuidSpecifier")
        return shown.format(self.ps_text())

    def ps_equals(self, other: object) -> bool:
        """Same digits."""
        return isinstance(other, Guid) and other.digits == self.digits

    def ps_compare(self, other: object) -> int:
        """-1, 0 or 1."""
        assert isinstance(other, Guid)
        return (self.digits > other.digits) - (self.digits < other.digits)

    def to_bytes(self) -> TypedArray:
        """16 bytes in .NET's order."""
        from uuid import UUID

        from glueshell.objects.numbers import Byte

        return TypedArray([Byte(byte) for byte in UUID(self.digits).bytes_le], type_named("System.Byte"))


def parse(text: str) -> Guid:
    """Guid.Parse: with or without dashes, braces or parentheses."""
    word = text.strip()
    if word[:1] + word[-1:] in ("{}", "()"):
        word = word[1:-1]
    if _PLAIN.fullmatch(word) or _BARE.fullmatch(word):
        return Guid(word.replace("-", "").lower())
    raise net_problem("GuidFormat" if len(text.strip()) != 36 else "GuidDashes")


def _try(text: str | None, result: object) -> bool:
    try:
        store(result, parse(text or ""))
    except PSError:
        store(result, Guid())
        return False
    return True


def new() -> Guid:
    """A random one."""
    from uuid import uuid4

    return Guid(uuid4().hex)


def construct(value: object = None) -> Guid:
    """new Guid(text or 16 bytes)."""
    if isinstance(value, list):
        from uuid import UUID

        return Guid(UUID(bytes_le=bytes(int(byte) for byte in value)).hex)
    return Guid() if value is None else parse(str(value))


def _convert(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse(str(value))
        except PSError as error:
            raise problem("ParseTargetWithProvider", value, Guid.ps_type_name, error.message, target=value,
                          inner=error) from None
    if isinstance(value, list) and type_name(value) == "System.Byte[]":
        if len(value) != 16:
            raise problem("ConstructorTarget", "System.Byte[]", Guid.ps_type_name,
                          "Byte array for Guid must be exactly 16 bytes long. (Parameter 'b')", target=value)
        return construct(value)
    return NotImplemented


TABLES = {
    "System.Guid": MemberTable(
        "System.Guid",
        COMPARE_TO,
        FORMAT_TEXT,
        prop("Variant", "int", lambda guid: int(guid.ps_text()[19], 16)),
        prop("Version", "int", lambda guid: int(guid.ps_text()[14], 16)),
        Member("Guid", "ScriptProperty", "System.Object", lambda guid: guid.ps_text()),
        method("ToByteArray", lambda guid: guid.to_bytes(), "byte[] ToByteArray()"),
        constant("Empty", "guid", lambda: Guid()),
        static("NewGuid", new, "guid NewGuid()"),
        static("Parse", parse, "guid Parse(string input)"),
        static("TryParse", _try, "bool TryParse(string input, [ref] guid result)"),
        constructors=("guid new(string g)", "guid new(byte[] b)"),
        construct=construct,
        convert=_convert,
    ),
}
