"""The text of a cell, its width on a screen, and how it is cut, padded and broken into lines."""

from __future__ import annotations

from collections.abc import Container, Iterator

ELLIPSIS = "…"
_SOFT_HYPHEN = "\u00ad"
_NAMED_ONLY = frozenset(("System.Text.RegularExpressions.Match", "System.Text.RegularExpressions.Group"))
_SCALARS = frozenset(("Decimal", "Char", "SecureString"))


def width_of(text: str) -> int:
    """Columns that `text` takes on a terminal: wide characters take two, combining marks none, controls one."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth, wcwidth

    measured = wcswidth(text)
    if measured >= 0:
        return int(measured)
    return sum(1 if (width := wcwidth(character)) < 0 else width for character in text)


def head(text: str, width: int) -> str:
    """The longest beginning of `text` that fits into `width` columns."""
    if text.isascii():
        return text[:width]
    used, end = 0, len(text)
    for position, character in enumerate(text):
        used += width_of(character)
        if used > width:
            end = position
            break
    # A mark may take room with the letter before it, though none alone.
    while width_of(text[:end]) > width:
        end -= 1
    return text[:end]


def tail(text: str, width: int) -> str:
    """The longest end of `text` that fits into `width` columns."""
    if text.isascii():
        return text[-width:] if width else ""
    used = 0
    for position in range(len(text) - 1, -1, -1):
        used += width_of(text[position])
        if used > width:
            text = text[position + 1 :]
            break
    while width_of(text) > width:
        text = text[1:]
    return text


def field(text: str, width: int, alignment: str, filled: bool, alike: Container[str] = ()) -> str:
    """`text` as one field of a row: cut with an ellipsis or padded; unless `filled`, blanks at its end are saved.

    What is too long loses its end, what stands to the right its beginning; where other texts begin in the same way
    (what would be left is one of `alike`) both are kept, and what stands between them goes.
    """
    text = _first_line(text)
    length = width_of(text)
    if length > width:
        if width == 1:
            text = head(text, 1)
        elif alignment == "right":
            text = ELLIPSIS + tail(text, width - 1)
        else:
            left = head(text, width - 1)
            text = (
                head(text, width // 2) + ELLIPSIS + tail(text, (width - 1) // 2) if left in alike else left + ELLIPSIS
            )
        length = width_of(text)
    missing = width - length
    if missing <= 0:
        return text
    if alignment == "right":
        return " " * missing + text
    if alignment == "center":
        before = missing // 2
        return " " * before + text + (" " * (missing - before) if filled else "")
    return text + " " * missing if filled else text


def _first_line(text: str) -> str:
    """A field holds one line: what follows a line end is left out, and said to be."""
    if "\n" not in text and "\r" not in text:
        return text
    return text.replace("\r", "\n").partition("\n")[0] + ELLIPSIS


def wrap(text: str, width: int, words: bool = True) -> list[str]:
    """The lines of `text`, each at most `width` columns.

    Broken after a blank, a word only when it is too long; without `words` wherever the line is full.
    """
    if not words:
        return _filled(text, max(width, 1))
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if width_of(line) <= width:
            lines.append(line)
        else:
            lines += _wrapped(line, max(width, 1))
    return lines


def _filled(text: str, width: int) -> list[str]:
    lines = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        while width_of(line) > width:
            part = head(line, width) or line[:1]
            lines.append(part)
            line = line[len(part) :]
        lines.append(line)
    return lines


def _wrapped(line: str, width: int) -> Iterator[str]:
    kept, left = "", width
    for word in _words(line):
        length = width_of(word)
        if length <= width:
            if length > left:
                yield kept
                kept, left = "", width
            kept += word
            left -= length
            continue
        marked = not word.isascii()
        for character in word:
            length = width_of(character)
            if length > width:
                character, length = "?", 1
            if length > left or (marked and width_of(kept + character) > width):
                yield kept
                kept, left = "", width
            kept += character
            left -= length
    yield kept


def _words(line: str) -> Iterator[str]:
    """The words of a line, each with the blank after it."""
    start = 0
    for position, character in enumerate(line):
        if character in " \t" or character == _SOFT_HYPHEN:
            yield line[start:position] + ("" if character == _SOFT_HYPHEN else character)
            start = position + 1
    yield line[start:]


def aligned_right(value: object) -> bool:
    """Whether a column of such values stands to the right: numbers, booleans, characters, enumeration values."""
    if isinstance(value, bool | int | float):
        return True
    return type(value).__name__ in _SCALARS or getattr(value, "enum", None) is not None


def cell_text(value: object, limit: int = 4, *, fixed: bool = False) -> str:
    """What a property's value looks like in a table (`fixed`: with the culture's decimals) or a list.

    Collections show their first `limit` items in braces (-1: all).
    """
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if value is None:
        return ""
    if kind is int:
        return str(value)
    from glueshell.objects.enumeration import enumerable, iterate
    from glueshell.objects.hashtable import Hashtable
    from glueshell.objects.psobject import unwrap
    from glueshell.objects.text import display, format_value

    if fixed and (isinstance(value, float) or kind.__name__ == "Decimal"):
        if value != value or value in (float("inf"), float("-inf")):
            return display(value)
        return format_value(value, "F3")
    if isinstance(unwrap(value), Hashtable):
        table = unwrap(value)
        return _braces((f"[{display(key)}, {_paired(item)}]" for key, item in table.items()), limit)  # type: ignore[attr-defined]
    if enumerable(value):
        return _braces((_item(item) for item in iterate(value)), limit)
    return display(value)


def _item(value: object) -> str:
    """An item between braces."""
    from glueshell.objects.hashtable import DictionaryEntry
    from glueshell.objects.text import display

    if value is None:
        return "$null"
    if isinstance(value, DictionaryEntry):
        return f"[{display(value.key)}, {_paired(value.value)}]"
    if getattr(value, "ps_type_name", "") in _NAMED_ONLY:
        # What only inherits its text is called by its name: a match by its group's.
        from glueshell.objects.members import get_member

        return display(get_member(value, "Name"))
    return display(value)


def _paired(value: object) -> str:
    """The value of a pair between braces: a collection by its type."""
    from glueshell.objects.enumeration import enumerable
    from glueshell.objects.text import net_text

    return net_text(value) if enumerable(value) else _item(value)


def _braces(items: Iterator[str], limit: int) -> str:
    shown: list[str] = []
    for item in items:
        if 0 <= limit <= len(shown):
            return "{" + ", ".join(shown) + ELLIPSIS + "}"
        shown.append(item)
    return "{" + ", ".join(shown) + "}"
