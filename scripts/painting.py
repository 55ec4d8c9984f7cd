"""A terminal's screen as an SVG picture: text stays text, colours are those of a dark or a light theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from types import MappingProxyType
from typing import Any

# Pixels of one cell, and of the frame around all.
CELL, LINE, FRAME = 8.4, 18, 12

_NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")
_DARK = ("#0c0c0c", "#e0555f", "#4fae4f", "#c4a000", "#5b8fe0", "#b56fd0", "#3fb0c0", "#cccccc",
         "#8a8a8a", "#ff6b75", "#6fdc6f", "#f2dd5c", "#82b1ff", "#e08cf5", "#67dff0", "#ffffff")  # fmt: skip
_LIGHT = ("#000000", "#b00020", "#0b6e2d", "#7a5b00", "#0b46b8", "#8a1a8a", "#006b7d", "#c8c8c8",
          "#6a6a6a", "#d0202f", "#118a3c", "#9a7400", "#2a63d8", "#a83ab0", "#008ba3", "#ffffff")  # fmt: skip


def _colours(palette: Sequence[str]) -> Mapping[str, str]:
    bright = [f"bright{name}" for name in _NAMES]
    return MappingProxyType(dict(zip([*_NAMES, *bright], palette, strict=True)))


#: Theme -> (paper, ink, colours by pyte's names).
THEMES: Mapping[str, tuple[str, str, Mapping[str, str]]] = MappingProxyType(
    {"dark": ("#16181d", "#d6d6d6", _colours(_DARK)), "light": ("#ffffff", "#1c1c1c", _colours(_LIGHT))}
)


def svg(rows: Sequence[Sequence[Any]], theme: str) -> str:
    """The picture of a screen's rows of pyte cells."""
    paper = THEMES[theme][0]
    width = round(len(rows[0]) * CELL + 2 * FRAME)
    height = len(rows) * LINE + 2 * FRAME
    parts = [part for number, row in enumerate(rows) for part in _line(row, FRAME + number * LINE, theme)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-size="14" '
        'font-family="Cascadia Mono, Consolas, Menlo, DejaVu Sans Mono, monospace" xml:space="preserve">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="{paper}"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _line(row: Sequence[Any], top: float, theme: str) -> Iterator[str]:
    at = 0
    for look, cells in groupby(row, lambda cell: _look(cell, theme)):
        run = list(cells)
        left, at = FRAME + at * CELL, at + len(run)
        ink, paper, bold, underlined = look
        long = len(run) * CELL
        if paper:
            yield f'<rect x="{left:.1f}" y="{top}" width="{long:.1f}" height="{LINE}" fill="{paper}"/>'
        text = "".join(cell.data for cell in run)
        if not text.strip():
            continue
        extra = (' font-weight="bold"' if bold else "") + (' text-decoration="underline"' if underlined else "")
        yield (
            f'<text x="{left:.1f}" y="{top + LINE - 5}" textLength="{long:.1f}" fill="{ink}"{extra}>'
            f"{escape(text)}</text>"
        )


def _look(cell: Any, theme: str) -> tuple[str, str, bool, bool]:
    """Ink, paper (empty for the screen's own), bold, underlined."""
    paper, ink, colours = THEMES[theme]
    front, back = _colour(cell.fg, ink, colours), _colour(cell.bg, paper, colours)
    if cell.reverse:
        front, back = back, front
    return front, "" if back == paper else back, cell.bold, cell.underscore


def _colour(name: str, default: str, colours: Mapping[str, str]) -> str:
    if name == "default":
        return default
    return colours.get(name, f"#{name}" if len(name) == 6 else default)
