"""Objects written out with everything in them, as Format-Custom does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from glueshell.formatting.cells import cell_text, wrap
from glueshell.formatting.columns import MISSING, Column
from glueshell.formatting.screen import Screen
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import unwrap

_STEP = 2
_DEEPER = 4

Columns = Callable[[object], Sequence[Column]]


def custom_lines(item: object, columns: Sequence[Column], columns_of: Columns, screen: Screen, depth: int) -> list[str]:
    """The lines of one object and of what it holds, `depth` levels down; a blank line after it."""
    lines: list[str] = []
    for indent, text in _class(item, columns, columns_of, screen, depth):
        room = max(screen.width - indent, 1)
        lines += [" " * indent + part for part in wrap(text, room, screen.words)]
    return [*lines, ""]


def _class(
    item: object, columns: Sequence[Column], columns_of: Columns, screen: Screen, depth: int
) -> Iterator[tuple[int, str]]:
    yield 0, f"class {_short_name(item)}"
    yield 0, "{"
    for column in columns:
        value = column.read(item)
        if value is MISSING:
            continue
        label = screen.clean(column.label)
        if _simple(value) or depth < 1:
            yield _STEP, f"{label} = {screen.cell(column, value, fixed=False)}"
            continue
        yield _STEP, f"{label} = "
        for indent, text in _value(value, columns_of, screen, depth):
            yield indent + _DEEPER, text
    yield 0, "}"


def _value(value: object, columns_of: Columns, screen: Screen, depth: int) -> Iterator[tuple[int, str]]:
    """What is nested: a class of its own, or the items of a collection."""
    items = _items(value)
    if items is None:
        yield from _class(value, columns_of(value), columns_of, screen, depth - 1)
        return
    yield 0, "["
    for position, entry in enumerate(items):
        if 0 <= screen.limit <= position:
            yield _STEP, "…"
            break
        if entry is None or _simple(entry) or depth <= 1:
            yield _STEP, screen.clean(cell_text(entry, screen.limit))
            continue
        if _items(entry) is not None:
            yield _STEP, ""
            for indent, text in _value(entry, columns_of, screen, depth - 1):
                yield indent + _DEEPER, text
            continue
        for indent, text in _class(entry, columns_of(entry), columns_of, screen, depth - 2):
            yield indent + _STEP, text
    yield 0, "]"
    yield 0, ""


def _items(value: object) -> Iterator[object] | None:
    bare = unwrap(value)
    if isinstance(bare, Hashtable):
        return iter(bare.entries())
    return iter(iterate(bare)) if enumerable(bare) else None


def _simple(value: object) -> bool:
    """Whether a value is written as its text: strings, numbers, enumeration values and what wraps them."""
    bare = unwrap(value)
    if bare is None or isinstance(bare, str | int | float | bool):
        return True
    return type(bare).__name__ in ("Decimal", "SecureString", "ScriptBlock") or getattr(bare, "enum", None) is not None


def _short_name(item: object) -> str:
    from glueshell.objects.typeinfo import type_names

    return type_names(item)[0].rpartition(".")[2].rpartition("+")[2]
