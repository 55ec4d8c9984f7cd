"""Splats: `@name` in a command becomes the arguments its pairs or items stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from glueshell.engine.invocation import Splat
from glueshell.engine.sentinels import NO_VALUE
from glueshell.engine.shapes import ARGUMENT, PARAMETER, SPLAT, ElementShape
from glueshell.objects.absence import absent
from glueshell.objects.enumeration import EMPTY
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import PSObject

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine


def expand(
    engine: Engine, shapes: Sequence[ElementShape], values: Sequence[object]
) -> tuple[list[ElementShape], list[object]]:
    """Put a splat's items in the place of the splat; pairs come after everything else.

    What a hashtable holds that is no output comes out as EMPTY.
    """
    from glueshell.objects.enumeration import enumerable, iterate
    from glueshell.objects.numbers import Char

    new_shapes: list[ElementShape] = []
    new_values: list[object] = []
    last_shapes: list[ElementShape] = []
    last_values: list[object] = []
    for shape, value in zip(shapes, values, strict=False):
        if shape.kind != SPLAT or not isinstance(value, Splat):
            new_shapes.append(shape)
            new_values.append(value)
            continue
        inner = value.value
        start, end, text = shape.start, shape.end, shape.text
        if isinstance(inner, Hashtable | dict):
            for key in inner:
                last_shapes.append(
                    ElementShape(
                        PARAMETER,
                        start,
                        end,
                        name=_name_of(key),
                        text=text,
                        has_value=True,
                        value_start=start,
                        splatted=True,
                    )
                )
            last_values.extend(_values_of(inner))
        else:
            names = _names_among(engine, inner)
            if isinstance(inner, str):
                # As in PowerShell text is a sequence of characters here.
                items: list[object] = [Char(char) for char in inner]
            else:
                # What steps through a collection is not one itself.
                stepping = getattr(inner, "ps_walk", False)
                items = list(iterate(inner)) if enumerable(inner) and not stepping else [inner]
            place = 0
            while place < len(items):
                item = items[place]
                if place in names:
                    text = str(item)
                    has_value = text.endswith(":") and place + 1 < len(items)
                    new_shapes.append(
                        ElementShape(
                            PARAMETER,
                            start,
                            end,
                            name=text[1:].rstrip(":"),
                            text=text,
                            has_value=has_value,
                            value_start=start,
                        )
                    )
                    place += has_value
                    new_values.append(items[place] if has_value else NO_VALUE)
                else:
                    new_shapes.append(ElementShape(ARGUMENT, start, end, text=text))
                    new_values.append(item)
                place += 1
    return new_shapes + last_shapes, new_values + last_values


def _name_of(key: object) -> str:
    """The parameter a key of a splatted hashtable names."""
    from glueshell.objects.text import net_text, to_text

    name = key if isinstance(key, str) else to_text(key) if isinstance(key, PSObject) else net_text(key)
    if not name:
        raise PSError(
            'Cannot process argument because the value of argument "name" is not valid. Change the value of the "name"'
            " argument and run the operation again.",
            "Argument", "InvalidArgument", "System.Management.Automation.PSArgumentException",
        )  # fmt: skip
    return name


def names_of(values: Sequence[object]) -> tuple[tuple[str, ...], ...] | None:
    """The keys of each splatted hashtable; None where something else is splatted or a key is no name."""
    names: list[tuple[str, ...]] = []
    for value in values:
        if type(value) is Splat:
            inner = value.value
            if not isinstance(inner, Hashtable):
                return None
            keys = tuple(inner.keys())
            if not all(type(key) is str and key for key in keys):
                return None
            names.append(keys)  # type: ignore[arg-type]
    return tuple(names)


def spread(values: Sequence[object]) -> list[object]:
    """The values of a call, those of splatted hashtables after everything else."""
    out: list[object] = []
    last: list[object] = []
    for value in values:
        if type(value) is Splat:
            last.extend(_values_of(value.value))  # type: ignore[arg-type]
        else:
            out.append(value)
    return out + last


def plain(values: Sequence[object]) -> list[object]:
    """The values of a call, null in place of what is no output."""
    return [None if value is EMPTY else value for value in values]


def _values_of(table: Hashtable | dict[object, object]) -> Iterable[object]:
    if not getattr(table, "gaps", None):
        return table.values()
    return [EMPTY if absent(table, key) else value for key, value in table.items()]


def _names_among(engine: Engine, value: object) -> frozenset[int]:
    """The places of `-name` texts when `value` is the `$args` of a running call."""
    for frame in reversed(engine.frames):
        if frame.arguments is value and frame.invocation is not None:
            return frame.invocation.argument_names
    return frozenset()
