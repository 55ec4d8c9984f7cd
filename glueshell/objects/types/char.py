"""System.Char."""

from __future__ import annotations

from collections.abc import Callable
from unicodedata import category, numeric

from glueshell.objects.declaration import Member, MemberTable, constant, static
from glueshell.objects.errors import net_problem
from glueshell.objects.numbers import Char
from glueshell.objects.types.object import COMPARE_TO, PLAIN_TEXT
from glueshell.objects.types.string import lower, upper


def _test(name: str, check: Callable[[str], bool]) -> Member:
    def body(text: str, position: int | None = None) -> bool:
        char = text if position is None else text[position]
        return bool(check(char))

    return static(name, body, f"bool {name}(char c)", f"bool {name}(string s, int index)")


def _parse(text: str) -> Char:
    if len(text) != 1:
        raise net_problem("CharLength")
    return Char(text)


TABLES = {
    "System.Char": MemberTable(
        "System.Char",
        COMPARE_TO,
        PLAIN_TEXT,
        constant("MaxValue", "char", lambda: Char("\uffff")),
        constant("MinValue", "char", lambda: Char("\0")),
        *[
            _test(name, check)
            for name, check in {
                "IsDigit": lambda char: category(char) == "Nd",
                "IsLetter": str.isalpha,
                "IsLetterOrDigit": lambda char: char.isalpha() or category(char) == "Nd",
                "IsUpper": str.isupper,
                "IsLower": str.islower,
                "IsWhiteSpace": str.isspace,
                "IsPunctuation": lambda char: category(char).startswith("P"),
                "IsSymbol": lambda char: category(char).startswith("S"),
                "IsControl": lambda char: category(char) == "Cc",
                "IsNumber": lambda char: category(char).startswith("N"),
                "IsSeparator": lambda char: category(char).startswith("Z"),
                "IsSurrogate": lambda char: category(char) == "Cs",
                "IsAscii": str.isascii,
                "IsAsciiDigit": lambda char: char.isascii() and char.isdigit(),
                "IsAsciiLetter": lambda char: char.isascii() and char.isalpha(),
            }.items()
        ],
        static("ToUpper", lambda char, culture=None: Char(upper(char)), "char ToUpper(char c, cultureinfo culture)",
               "char ToUpper(char c)"),
        static("ToLower", lambda char, culture=None: Char(lower(char)), "char ToLower(char c, cultureinfo culture)",
               "char ToLower(char c)"),
        static("ToUpperInvariant", lambda char: Char(upper(char)), "char ToUpperInvariant(char c)"),
        static("ToLowerInvariant", lambda char: Char(lower(char)), "char ToLowerInvariant(char c)"),
        static("ToString", str, "string ToString(char c)"),
        static("Parse", _parse, "char Parse(string s)"),
        static("GetNumericValue", lambda char: float(numeric(char, -1.0)), "double GetNumericValue(char c)"),
        static("ConvertFromUtf32", chr, "string ConvertFromUtf32(int utf32)"),
        static("ConvertToUtf32", lambda text, position: ord(text[position]),
               "int ConvertToUtf32(string s, int index)"),
    ),
}
