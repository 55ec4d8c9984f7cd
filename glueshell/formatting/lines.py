"""A line that knows which of its parts are coloured, for hosts that can; to all others it is plain text."""

from __future__ import annotations

from collections.abc import Sequence

#: (first character, one past the last, style): a name such as "table.header", or an SGR sequence.
Span = tuple[int, int, str]

HEADER = "table.header"
LABEL = "list.label"
DIM = "cell.dim"
LATE = "cell.late"


class Line(str):
    """Text with styled `spans`, in order and apart."""

    __slots__ = ("spans",)

    spans: tuple[Span, ...]

    def parts(self) -> list[tuple[str, str]]:
        """The line as (style, text) pieces; a style is empty where nothing is said."""
        parts: list[tuple[str, str]] = []
        at = 0
        for start, end, style in self.spans:
            if start > at:
                parts.append(("", self[at:start]))
            parts.append((style, self[start:end]))
            at = end
        if at < len(self):
            parts.append(("", self[at:]))
        return parts


def styled(text: str, spans: Sequence[Span]) -> str:
    """The text with its spans, or as it is where there are none."""
    if not spans or not text:
        return text
    line = Line(text)
    line.spans = tuple(spans)
    return line
