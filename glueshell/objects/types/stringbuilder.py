"""System.Text.StringBuilder."""

from __future__ import annotations

from glueshell.objects.convert import refuse
from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.enumeration import elements
from glueshell.objects.errors import NetError, PSError, net_problem, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.indexing import Subscripts
from glueshell.objects.numbers import Byte, Char, Int16, SByte, UInt16
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import composite, net_text, to_text
from glueshell.objects.typeinfo import type_named


class StringBuilder:
    """Text that grows; kept in pieces until it is asked for."""

    __slots__ = ("pieces", "ps_added")
    ps_type_name = "System.Text.StringBuilder"

    def __init__(self, text: str = "") -> None:
        self.pieces = [text]

    def add(self, text: str) -> StringBuilder:
        """Add text at the end."""
        self.pieces.append(text)
        return self

    @property
    def text(self) -> str:
        """The whole text."""
        if len(self.pieces) > 1:
            self.pieces = ["".join(self.pieces)]
        return self.pieces[0]

    @text.setter
    def text(self, text: str) -> None:
        self.pieces = [text]

    def ps_text(self) -> str:
        """The whole text."""
        return self.text


def _append(builder: StringBuilder, value: object = None, *rest: object) -> StringBuilder:
    if not rest:
        kind = type(value)
        if kind is str:
            builder.pieces.append(value)  # type: ignore[arg-type]
            return builder
        if kind is int:
            builder.pieces.append(str(value))
            return builder
    if isinstance(value, list):
        text = "".join(str(item) for item in value)
        if len(rest) == 2:
            start, count = int(rest[0]), int(rest[1])  # type: ignore[call-overload]
            text = text[start : start + count]
    elif rest and isinstance(value, str):
        count = int(rest[0])  # type: ignore[call-overload]
        text = str(value) * count if len(rest) == 1 else str(value)[count : count + int(rest[1])]  # type: ignore[call-overload]
    else:
        text = net_text(value)
    builder.pieces.append(text)
    return builder


def _append_line(builder: StringBuilder, text: str | None = "") -> StringBuilder:
    from glueshell.objects.types.environment import new_line

    builder.pieces.append((text or "") + new_line())
    return builder


def _append_format(builder: StringBuilder, template: str, values: list) -> StringBuilder:
    builder.pieces.append(composite(template, values))
    return builder


def _append_join(builder: StringBuilder, separator: str, values: object) -> StringBuilder:
    builder.pieces.append(separator.join(net_text(item) for item in elements(values)))
    return builder


def _insert(builder: StringBuilder, at: int, value: object) -> StringBuilder:
    text = builder.text
    if not 0 <= at <= len(text):
        raise net_problem("IndexRange")
    builder.text = text[:at] + net_text(value) + text[at:]
    return builder


def _remove(builder: StringBuilder, at: int, count: int) -> StringBuilder:
    text = builder.text
    if at < 0 or count < 0 or at + count > len(text):
        raise net_problem("IndexRange")
    builder.text = text[:at] + text[at + count :]
    return builder


def _replace(builder: StringBuilder, old: str, new: str | None, *where: int) -> StringBuilder:
    if not old:
        raise net_problem("ReplaceEmpty")
    text = builder.text
    if len(where) == 2:
        start, end = where[0], where[0] + where[1]
        builder.text = text[:start] + text[start:end].replace(old, new or "") + text[end:]
    else:
        builder.text = text.replace(old, new or "")
    return builder


def _clear(builder: StringBuilder) -> StringBuilder:
    builder.text = ""
    return builder


def _set_length(builder: object, size: object) -> None:
    assert isinstance(builder, StringBuilder) and isinstance(size, int)
    if size < 0:
        raise net_problem("NegativeWidth", "value", size)
    builder.text = builder.text[:size].ljust(size, "\0")


def _at(builder: object, index: object) -> Char:
    assert isinstance(builder, StringBuilder)
    try:
        position = _as(builder, index, "System.Int32")
    except PSError as error:
        if error.error_id == "ConvertToFinalInvalidCastException":
            raise
        raise net_problem("IndexBounds") from None
    assert isinstance(position, int)
    if position < 0:
        position += len(builder.text)
    if not 0 <= position < len(builder.text):
        raise net_problem("IndexBounds")
    return Char(builder.text[position])


def _as(builder: StringBuilder, value: object, wanted: str) -> object:
    """An index or a character; what never could be one is told of the builder itself, as PowerShell does."""
    from glueshell.objects.convert import convert, refuse

    info = type_named(wanted)
    try:
        return convert(value, info)
    except PSError as error:
        if error.error_id == "ConvertToFinalInvalidCastException":
            raise refuse(builder, info) from None
        raise


def _put(builder: object, index: object, value: object) -> None:
    assert isinstance(builder, StringBuilder)
    if type(index) is Subscripts:
        raise problem("CannotIndexPut", "System.Text.StringBuilder")
    if isinstance(unwrap(index), (list, Hashtable)) or hasattr(index, "delegate"):
        # What never could be a position is told of before the character.
        raise refuse(builder, type_named("System.Int32"))
    char = _as(builder, value, "System.Char")
    position = _as(builder, index, "System.Int32")
    assert isinstance(position, int)
    if position < 0:
        position += len(builder.text)
    if not 0 <= position < len(builder.text):
        raise net_problem("IndexRange")
    builder.text = f"{builder.text[:position]}{char}{builder.text[position + 1 :]}"


def _to_string(builder: StringBuilder, start: int = 0, count: int | None = None) -> str:
    return builder.text if count is None else builder.text[start : start + count]


def _construct(*arguments: object) -> StringBuilder:
    first = arguments[0] if arguments else None
    if isinstance(first, int) and not isinstance(first, bool):
        if first < 0:
            raise NetError("System.ArgumentOutOfRangeException", f"capacity ('{first}') must be a non-negative value."
                           f" (Parameter 'capacity')\nActual value was {first}.")
        if first > _MOST:
            raise NetError("System.OutOfMemoryException", "Array dimensions exceeded supported range.")
        return StringBuilder("")
    text = to_text(first)
    if len(arguments) == 4:
        start, size = int(arguments[1]), int(arguments[2])  # type: ignore[call-overload]
        text = text[start : start + size]
    return StringBuilder(text)


_MOST = 2147483591
"""The most elements that an array holds."""


def _convert(value: object) -> object:
    """A cast: the text to begin with, or a whole number as the capacity."""
    number = type(value) in (int, Int16, UInt16, Byte, SByte)
    if number and value < 0:  # type: ignore[operator]
        raise problem(
            "ConstructorTarget", net_text(value), StringBuilder.ps_type_name,
            f"capacity ('{net_text(value)}') must be a non-negative value. (Parameter 'capacity')\n"
            f"Actual value was {net_text(value)}.", target=value,
        )  # fmt: skip
    return _construct(value) if number or isinstance(value, str) else NotImplemented


TABLES = {
    "System.Text.StringBuilder": MemberTable(
        "System.Text.StringBuilder",
        prop("Capacity", "int", lambda builder: max(16, len(builder.text)), lambda builder, value: None),
        prop("MaxCapacity", "int", lambda builder: 2**31 - 1),
        prop("Length", "int", lambda builder: len(builder.text), _set_length),
        method("Append", _append),
        method("AppendLine", _append_line, "System.Text.StringBuilder AppendLine()",
               "System.Text.StringBuilder AppendLine(string value)"),
        method("AppendFormat", _append_format,
               "System.Text.StringBuilder AppendFormat(string format, params System.Object[] args)"),
        method("AppendJoin", _append_join,
               "System.Text.StringBuilder AppendJoin(string separator, params System.Object[] values)"),
        method("Insert", _insert),
        method("Remove", _remove, "System.Text.StringBuilder Remove(int startIndex, int length)"),
        method("Replace", _replace, "System.Text.StringBuilder Replace(string oldValue, string newValue)",
               "System.Text.StringBuilder Replace(string oldValue, string newValue, int startIndex, int count)"),
        method("Clear", _clear, "System.Text.StringBuilder Clear()"),
        method("Equals", lambda builder, other: isinstance(other, StringBuilder) and builder.text == other.text,
               "bool Equals(System.Object obj)", "bool Equals(System.Text.StringBuilder sb)"),
        method("EnsureCapacity", lambda builder, size: max(16, size), "int EnsureCapacity(int capacity)"),
        method("ToString", _to_string, "string ToString()", "string ToString(int startIndex, int length)"),
        constructors=("System.Text.StringBuilder new()", "System.Text.StringBuilder new(int capacity)",
                      "System.Text.StringBuilder new(string value)",
                      "System.Text.StringBuilder new(string value, int capacity)",
                      "System.Text.StringBuilder new(string value, int startIndex, int length, int capacity)",
                      "System.Text.StringBuilder new(int capacity, int maxCapacity)"),
        construct=_construct,
        convert=_convert,
        index=_at,
        put=_put,
    ),
}
