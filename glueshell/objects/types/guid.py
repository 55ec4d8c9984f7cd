"""System.Guid."""

from __future__ import annotations

import re

from glueshell.objects.declaration import Member, MemberTable, constant, method, prop, static
from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.typeinfo import TypedArray, type_name, type_named
from glueshell.objects.types.boolean import store
from glueshell.objects.types.object import COMPARE_TO, FORMAT_TEXT

_DIGITS = re.compile(r"[0-9a-fA-F]+")
_DASHES = (8, 13, 18, 23)
# The places of the parts written as `{0x...,0x...,0x...,{0x.., ...}}`, in hex digits.
_PARTS = (8, 4, 4)


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
    """Guid.Parse: with or without dashes, braces or parentheses, or as numbers in braces."""
    word = text.strip()
    if len(word) < 32:
        raise net_problem("GuidFormat")
    opening = word[0]
    if opening == "{" and word[9] != "-":
        return _parsed_parts("".join(word.split()))
    if opening in "({":
        if len(word) != 38 or word[-1] != (")" if opening == "(" else "}"):
            raise net_problem("GuidLength")
        word = word[1:-1]
    elif word[8] != "-":
        return _of_digits(word)
    if len(word) == 36 and any(word[at] != "-" for at in _DASHES):
        raise net_problem("GuidDashes")
    return _of_digits(word.replace("-", "", 4) if len(word) == 36 else "")


def _of_digits(digits: str) -> Guid:
    if len(digits) != 32:
        raise net_problem("GuidLength")
    if not _DIGITS.fullmatch(digits):
        raise net_problem("GuidCharacter")
    return Guid(digits.lower())


def _parsed_parts(word: str) -> Guid:
    """A Guid written as the numbers of its constructor."""
    position, digits = 1, ""

    def number(end: str, problem_there: str, width: int) -> str:
        nonlocal position
        if word[position : position + 2].lower() != "0x":
            raise net_problem("GuidPrefix")
        start = position + 2
        stop = word.find(end, start)
        if stop <= start:
            raise net_problem(problem_there)
        found = word[start:stop]
        if not _DIGITS.fullmatch(found):
            raise net_problem("GuidCharacter")
        # A short number loses what is too much, the others must not have that.
        if int(found, 16) >= (256 if width == 2 else 2**32):
            raise net_problem("GuidFormat")
        position = stop + 1
        return f"{int(found, 16):0{width}x}"[-width:]

    for width in _PARTS:
        digits += number(",", "GuidComma", width)
    if word[position : position + 1] != "{":
        raise net_problem("GuidBrace")
    position += 1
    for at in range(8):
        digits += number(",", "GuidComma", 2) if at < 7 else number("}", "GuidLastBrace", 2)
    if word[position : position + 1] != "}":
        raise net_problem("GuidEnd")
    if position != len(word) - 1:
        raise net_problem("GuidMore")
    return Guid(digits)


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
