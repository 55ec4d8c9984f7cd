"""System.IntPtr: a whole number of 64 bits that stands for an address; sums of it are plain numbers."""

from __future__ import annotations

from glueshell.objects.declaration import MemberTable, constant, method, static
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.numbers import INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, Int64, IntPtr, is_decimal
from glueshell.objects.text import net_text
from glueshell.objects.types.object import COMPARE_TO, FORMAT_TEXT

_NAME = "System.IntPtr"


def moved(pointer: IntPtr, step: int) -> IntPtr:
    """The address so many bytes further on, around the end if need be."""
    return IntPtr((int(pointer) + int(step) - INT64_MIN) % 2**64 + INT64_MIN)


def parse(text: str) -> IntPtr:
    """IntPtr.Parse: decimal digits with a sign and blanks around; FormatException or OverflowException."""
    try:
        number = int(text) if "_" not in text else int("")
    except ValueError:
        raise NetError("System.FormatException", f"The input string '{text}' was not in a correct format.") from None
    if not INT64_MIN <= number <= INT64_MAX:
        raise NetError("System.OverflowException", "Value was either too large or too small for an Int64.")
    return IntPtr(number)


def _to_int(pointer: IntPtr) -> int:
    if not INT32_MIN <= pointer <= INT32_MAX:
        raise NetError("System.OverflowException", "Arithmetic operation resulted in an overflow.")
    return int(pointer)


def _convert(value: object) -> object:
    """Whole numbers are addresses; text and other numbers are read by their text."""
    if isinstance(value, int) and not isinstance(value, bool) and INT64_MIN <= value <= INT64_MAX:
        return IntPtr(value)
    if (isinstance(value, (str, int, float)) and not isinstance(value, bool)) or is_decimal(value):
        text = str(value) if isinstance(value, str) else net_text(value)
        try:
            return parse(text)
        except PSError as error:
            raise problem("ParseTargetWithProvider", text, _NAME, error.message, target=value, inner=error) from None
    return NotImplemented


TABLES = {
    _NAME: MemberTable(
        _NAME,
        COMPARE_TO,
        FORMAT_TEXT,
        method("ToInt32", _to_int, "int ToInt32()"),
        method("ToInt64", lambda pointer: Int64(pointer), "long ToInt64()"),
        constant("Zero", _NAME, IntPtr),
        constant("Size", "int", lambda: 8),
        constant("MaxValue", _NAME, lambda: IntPtr(INT64_MAX)),
        constant("MinValue", _NAME, lambda: IntPtr(INT64_MIN)),
        static("Add", moved, "System.IntPtr Add(System.IntPtr pointer, int offset)"),
        static("Subtract", lambda pointer, offset: moved(pointer, -offset),
               "System.IntPtr Subtract(System.IntPtr pointer, int offset)"),
        static("Parse", parse, "System.IntPtr Parse(string s)"),
        constructors=("System.IntPtr new(int value)", "System.IntPtr new(long value)"),
        construct=IntPtr,
        convert=_convert,
    ),
}  # fmt: skip
