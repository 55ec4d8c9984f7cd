"""A column: its label, how its value is read off an object, and how wide it wants to be."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.objects.members import MISSING

LEFT = "left"
RIGHT = "right"
CENTER = "center"


class Column:
    """One column of a table, or one line of a list.

    `read` takes the object and answers the value, or `MISSING` where the object has no such property (an empty cell,
    and no line in a list). `width` 0 means as wide as the text; `alignment` None lets the first object's value decide;
    `format` is a .NET format string; `fixed` numbers stand with three decimals in a table. `style` names a style for a
    cell, given object and value. A table leaves out a column that is `told` already for all of its first rows.
    """

    __slots__ = ("alignment", "fixed", "format", "label", "read", "style", "told", "width")

    def __init__(
        self,
        label: str,
        read: Callable[[object], object],
        *,
        width: int = 0,
        alignment: str | None = None,
        format: str = "",
        fixed: bool = True,
        style: Callable[[object, object], str] | None = None,
        told: Callable[[object], bool] | None = None,
    ) -> None:
        self.fixed = fixed
        self.label = label
        self.read = read
        self.width = width
        self.alignment = alignment
        self.format = format
        self.style = style
        self.told = told


def property_column(
    name: str,
    label: str = "",
    *,
    width: int = 0,
    alignment: str | None = None,
    format: str = "",
    style: Callable[[object, object], str] | None = None,
    told: Callable[[object], bool] | None = None,
) -> Column:
    """A column that shows the property `name`."""
    return Column(label or name, reader(name), width=width, alignment=alignment, format=format, style=style, told=told)


def reader(name: str) -> Callable[[object], object]:
    """What reads the property `name` off an object, `MISSING` where it has none.

    The Count and Length that the language gives everything are no properties.
    """
    from glueshell.objects.members import get_member_or_missing
    from glueshell.objects.psobject import Property, PSObject

    absent = object()
    given_to_all = name.lower() in ("count", "length")

    def read(item: object) -> object:
        if type(item) is PSObject:
            found = item.properties.get(name, absent)
            if found is not absent and type(found) is not Property:
                return found
        if given_to_all and not _declares(item, name):
            return MISSING
        return get_member_or_missing(item, name, MISSING)

    return read


def _declares(item: object, name: str) -> bool:
    from glueshell.objects.psobject import NOTHING, PSObject
    from glueshell.objects.tables import find

    if isinstance(item, PSObject):
        if item.find(name) is not None:
            return True
        if item.base is NOTHING:
            return False
        item = item.base
    return find(item, name.lower()) is not None or hasattr(item, "ps_get")
