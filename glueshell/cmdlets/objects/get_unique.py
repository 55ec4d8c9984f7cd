"""Get-Unique."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.objects.comparer import compare_any
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_names

_NOTHING = object()


class GetUnique(Cmdlet):
    """Drops an object that equals the one before it; for sorted input."""

    name = "Get-Unique"
    aliases = ("gu",)
    default_set = "AsString"
    dotnet_name = "Microsoft.PowerShell.Commands.GetUniqueCommand"
    examples = (
        Example("'a', 'a', 'b' | Get-Unique", "Each once.", "a\nb"),
        Example(
            "'b', 'a', 'b' | Sort-Object | Get-Unique", "Only what stands together is compared: sort first.", "a\nb"
        ),
    )
    links = ("Sort-Object", "Select-Object")

    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects, in order.")
    as_string = Parameter("switch", sets=("AsString",), help="Compares objects by their text.")
    on_type = Parameter("switch", sets=("UniqueByType",), help="One object of each type.")
    case_insensitive = Parameter("switch", help="Case does not matter.")

    def begin(self) -> None:
        """Nothing seen yet."""
        self._last: object = _NOTHING

    def receiver(self) -> Callable[[object], None]:
        """Pass on what differs from the one before."""
        return self._receive

    def process(self) -> None:
        """Look at the object given as an argument."""
        if self.is_bound("InputObject"):
            self._receive(self.input_object)

    def _receive(self, item: object) -> None:
        last, self._last = self._last, item if item is not None else _NOTHING
        # The later one is compared with the earlier, which is converted where their types differ.
        if last is _NOTHING or not self._same(item, last):
            self.write(item)

    def _same(self, left: object, right: object) -> bool:
        if self.on_type:
            return type_names(left)[:1] == type_names(right)[:1]
        case, left, right = not self.case_insensitive, unwrap(left), unwrap(right)
        if self.as_string or (isinstance(left, str) and isinstance(right, str)):
            ours, theirs = to_text(left), to_text(right)
            return ours == theirs if case else ours.lower() == theirs.lower()
        return compare_any(left, right, case) == 0
