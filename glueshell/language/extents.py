"""Where things stand: offsets to lines and columns, and the caret lines under an error."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

_NEWLINE = re.compile(r"\r\n?|\n")
# What would move the cursor, change its direction or hide: drawn as something visible of the same meaning.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")


class LineMap:
    """The lines of a text; build it once for many questions."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column of an offset, both from 1; beyond the end it is that of the end."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def line_start(self, number: int) -> int:
        """The offset where a line (from 1) begins."""
        return self._starts[number - 1]

    @property
    def count(self) -> int:
        """How many lines there are, at least one."""
        return len(self._starts)


def cell_width(char: str) -> int:
    """Columns of a terminal that a character takes: 0, 1 or 2."""
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def _visible(char: str) -> str:
    code = ord(char)
    if char == "\t":
        return "    "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if _HIDDEN.match(char):
        return f"\u27e6U+{code:04X}\u27e7"
    return char


def caret(
    text: str, start: int, end: int, file: str | None = None, width: int = 80, lines: LineMap | None = None
) -> list[str]:
    """The place, the source line and `~~~` under the extent; a long line is cut around it to fit the width.

    ['file:2', '   2 |  $x = (1', '     |        ~~'] as PowerShell draws it; an empty extent gets one `~`.
    """
    lines = lines or LineMap(text)
    number, column = lines.position(start)
    source = lines.line(number)
    if column > len(source) + 1:
        column = len(source) + 1
    length = max(1, min(end, lines.line_start(number) + len(source)) - start)
    cells = [_visible(char) for char in source]
    widths = [sum(cell_width(each) for each in cell) for cell in cells]
    first = column - 1
    last = min(first + length, len(cells))
    digits = max(4, len(str(number)))
    room = max(20, width - digits - 4)
    left, right = _window(widths, first, last, room)
    shown = ("\u2026" if left else "") + "".join(cells[left:right]) + ("\u2026" if right < len(cells) else "")
    before = sum(widths[left:first]) + (1 if left else 0)
    under = max(1, sum(widths[first : min(last, right)]))
    result = [f"{'Line' if file is None else file}:{number}"] if file is not None else []
    result.append(f"{number:>{digits}} |  {shown}")
    result.append(f"{' ' * digits} |  {' ' * before}{'~' * under}")
    return result


def _window(widths: list[int], first: int, last: int, room: int) -> tuple[int, int]:
    """The part of the cells to show: all of them, or as many around the extent as there is room for."""
    if sum(widths) <= room:
        return 0, len(widths)
    room -= 2
    left = right = min(first, len(widths))
    used = 0
    while right < min(last, len(widths)) and used + widths[right] <= room:
        used += widths[right]
        right += 1
    lead = max(room // 4, 0)
    while left > 0 and used + widths[left - 1] <= room and lead > 0:
        left -= 1
        used += widths[left]
        lead -= widths[left]
    while right < len(widths) and used + widths[right] <= room:
        used += widths[right]
        right += 1
    while left > 0 and used + widths[left - 1] <= room:
        left -= 1
        used += widths[left]
    return left, right
