"""Label and value, one property a line."""

from __future__ import annotations

from collections.abc import Sequence

from glueshell.formatting.cells import field, width_of, wrap
from glueshell.formatting.columns import LEFT, MISSING, Column
from glueshell.formatting.lines import styled
from glueshell.formatting.screen import Screen

SEPARATOR = " : "


def list_lines(item: object, columns: Sequence[Column], screen: Screen, row_style: str = "") -> list[str]:
    """The lines of one object; long values go on below their first line, missing properties are left out."""
    present = [(column, value) for column in columns if (value := column.read(item)) is not MISSING]
    labels = [screen.clean(column.label) for column, _ in present]
    widest = max((width_of(label) for label in labels), default=0)
    label_width = min(widest, max(screen.width - len(SEPARATOR) - 1, 1))
    room = max(screen.width - label_width - len(SEPARATOR), 1)
    blank = " " * (label_width + len(SEPARATOR))
    lines = []
    for label, (column, value) in zip(labels, present):
        parts = wrap(screen.cell(column, value, fixed=False), room, screen.words)
        start = _label(label, label_width) + SEPARATOR
        style = row_style
        if screen.coloured and not style and column.style is not None:
            style = column.style(item, value)
        if screen.ansi:
            lines.append(f"{screen.label}{start}\x1b[0m{parts[0]}")
        elif screen.coloured:
            line = start + parts[0]
            rest = [(len(start), len(line), style)] if style and parts[0] else []
            lines.append(styled(line, [(0, len(start), screen.label), *rest]))
        else:
            lines.append(start + parts[0])
        lines += [blank + part for part in parts[1:]]
    return lines


def _label(label: str, width: int) -> str:
    if width_of(label) > width:
        return label[:width]
    return field(label, width, LEFT, True)
