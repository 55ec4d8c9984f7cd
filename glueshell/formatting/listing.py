"""Label and value, one property a line."""

from __future__ import annotations

from collections.abc import Sequence

from glueshell.formatting.cells import field, width_of, wrap
from glueshell.formatting.columns import LEFT, MISSING, Column
from glueshell.formatting.screen import Screen

SEPARATOR = " : "


def list_lines(item: object, columns: Sequence[Column], screen: Screen) -> list[str]:
    """The lines of one object; long values go on below their first line, missing properties are left out."""
    present = [(column, value) for column in columns if (value := column.read(item)) is not MISSING]
    labels = [screen.clean(column.label) for column, _ in present]
    widest = max((width_of(label) for label in labels), default=0)
    label_width = min(widest, max(screen.width - len(SEPARATOR) - 1, 1))
    room = max(screen.width - label_width - len(SEPARATOR), 1)
    lines = []
    for label, (column, value) in zip(labels, present):
        parts = wrap(screen.cell(column, value, fixed=False), room)
        lines.append(_label(label, label_width) + SEPARATOR + parts[0])
        lines += [" " * (label_width + len(SEPARATOR)) + part for part in parts[1:]]
    return lines


def _label(label: str, width: int) -> str:
    if width_of(label) > width:
        return label[:width]
    return field(label, width, LEFT, True)
