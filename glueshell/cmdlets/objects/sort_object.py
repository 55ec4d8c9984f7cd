"""Sort-Object."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.cmdlets.objects.expressions import expressions, option_is_true, report_failures
from glueshell.cmdlets.objects.introsort import MOST, unstable
from glueshell.completion.properties import CalculatedProperties
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.objects.comparer import compare_any, order

_ALLOWED = ("expression", "descending", "ascending")


class SortObject(Cmdlet):
    """Puts objects into order.

    Without -Property the objects themselves are compared.
    """

    name = "Sort-Object"
    aliases = ("sort",)
    default_set = "Default"
    dotnet_name = "Microsoft.PowerShell.Commands.SortObjectCommand"
    examples = (
        Example("3, 1, 2 | Sort-Object -Descending", "The largest first.", "3\n2\n1"),
        Example("'bb', 'a', 'ccc' | Sort-Object Length | Select-Object -First 1", "By a property.", "a"),
    )
    links = ("Group-Object", "Select-Object")

    stable = Parameter("switch", sets=("Default",), help="Equal objects keep their order.")
    descending = Parameter("switch", help="The largest first.")
    unique = Parameter("switch", help="Of equal objects only the first.")
    top = Parameter(
        "int", sets=("Top",), mandatory=True, help="So many from the start.", validators=(ValidateRange(1, 2**31 - 1),)
    )
    bottom = Parameter(
        "int", sets=("Bottom",), mandatory=True, help="So many from the end.", validators=(ValidateRange(1, 2**31 - 1),)
    )
    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to order.")
    property = Parameter(
        "object[]",
        position=0,
        completer=CalculatedProperties("Expression", "Ascending", "Descending"),
        help="What to order by: names, script blocks or @{ Expression = ; Descending = }.",
    )
    culture = Parameter("string", help="The culture of the order (en-US).")
    case_sensitive = Parameter("switch", help="Case matters.")

    def begin(self) -> None:
        """Read the property expressions once."""
        self._expressions = expressions(self, self.property, _ALLOWED)
        report_failures(self, self._expressions)
        self._items: list[object] = []

    def receiver(self) -> Callable[[object], None]:
        """Collect: the last object may come first."""
        return self._items.append

    def process(self) -> None:
        """Collect the object given as an argument."""
        if self.is_bound("InputObject"):
            self._items.append(self.input_object)

    def end(self) -> None:
        """Write them in order."""
        items = [item for item in self._items if item is not None]
        case = bool(self.case_sensitive)
        rows, flags = self._rows(items)
        positions = order(rows, case, flags)
        if self.parameter_set == "Default" and not self.stable and len(positions) <= MOST:
            positions = unstable(positions, rows, case, flags)
        if self.unique:
            positions = _first_of_equals(positions, rows, case)
        if self.parameter_set == "Top":
            positions = positions[: self.top]
        elif self.parameter_set == "Bottom":
            positions = positions[-self.bottom :] if self.bottom else []
        for position in positions:
            self.write(items[position])

    def _rows(self, items: list[object]) -> tuple[list[list[object]], list[bool]]:
        resolved = [one for expression in self._expressions for one in (expression.resolve(items[0]) if items else ())]
        if not resolved:
            return [[item] for item in items], [bool(self.descending)]
        flags = []
        for expression in resolved:
            down = option_is_true(expression, "descending")
            up = option_is_true(expression, "ascending")
            flags.append(down if down is not None else not up if up is not None else bool(self.descending))
        return [[expression.read(item) for expression in resolved] for item in items], flags


def _first_of_equals(positions: list[int], rows: list[list[object]], case: bool) -> list[int]:
    kept: list[int] = []
    for position in positions:
        if kept and all(compare_any(a, b, case) == 0 for a, b in zip(rows[kept[-1]], rows[position], strict=True)):
            continue
        kept.append(position)
    return kept
