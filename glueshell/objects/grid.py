"""Arrays of more than one dimension: `[int[,]]::new(2, 3)`."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from glueshell.objects.errors import problem
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypedArray, TypeInfo, array_of


class Grid(TypedArray):
    """The elements row after row, as enumerating the array gives them; `lengths` holds the size of each dimension."""

    __slots__ = ("lengths",)

    def __init__(self, items: Iterable[object], element_type: TypeInfo, lengths: tuple[int, ...]) -> None:
        super().__init__(items, element_type)
        self.lengths = lengths

    @property
    def ps_type(self) -> TypeInfo:
        """The array's type, which names the number of its dimensions."""
        return array_of(self.element_type, len(self.lengths))

    @property
    def ps_type_name(self) -> str:
        """The array's full name."""
        return self.ps_type.full_name

    def at(self, index: object) -> object:
        """The element at one index for each dimension, null where there is none; of several such lists one each."""
        if isinstance(index, list) and index and all(isinstance(each, list) for each in index):
            return [self.at(each) for each in index]
        place = self._place(index)
        return None if place is None else self[place]

    def put(self, index: object, new: object) -> None:
        """Write the element at one index for each dimension."""
        from glueshell.objects.convert import convert

        new = convert(new, self.element_type)
        place = self._place(index)
        if place is None:
            raise problem("IndexOutOfRange")
        self[place] = new

    def _place(self, index: object) -> int | None:
        from glueshell.objects.convert import to_int

        given = index if isinstance(index, list) else [index]
        if len(given) != len(self.lengths):
            shown = ",".join(to_text(each) for each in given)
            raise problem("NeedMultidimensionalIndex", len(self.lengths), shown, target=index)
        place = 0
        for each, length in zip(given, self.lengths):
            at = to_int(each)
            if at < 0:
                at += length
            if not 0 <= at < length:
                return None
            place = place * length + at
        return place


def grid(element: TypeInfo, lengths: tuple[int, ...], fill: object) -> Grid:
    """A grid of these sizes with one value everywhere."""
    return Grid([fill] * prod(lengths), element, lengths)
