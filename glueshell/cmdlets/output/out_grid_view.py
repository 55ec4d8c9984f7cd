"""Out-GridView."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.host import Choice, NoTerminal
from glueshell.engine.parameters import Parameter
from glueshell.engine.signals import Interrupted
from glueshell.formatting.cells import head, width_of
from glueshell.formatting.columns import Column, property_column
from glueshell.formatting.screen import Screen
from glueshell.formatting.views import natural_shape
from glueshell.objects.errors import PSError
from glueshell.objects.listing import property_names
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import display

_TITLE = "Choose"
_MOST_COLUMNS = 6
_WIDEST = 40
# What a person knows a record by stands first.
_NAME = "Name"
_NOBODY = "A list to choose from needs a terminal."


class OutGridView(Cmdlet):
    """Shows objects as a list in the terminal: typing filters, Ctrl+Space marks, Enter takes.

    With `-PassThru` or `-OutputMode` what was chosen goes on; without, the list is for looking.
    """

    name = "Out-GridView"
    aliases = ("ogv",)
    default_set = "PassThru"
    dotnet_name = "Microsoft.PowerShell.Commands.OutGridViewCommand"
    examples = (
        Example("try { 1, 2 | Out-GridView -PassThru } catch { 'no terminal' }", "For a person only.", "no terminal"),
        Example(
            "try { 'a', 'b' | Out-GridView -Title 'Which one?' -OutputMode Single } catch { 'no terminal' }", "One.",
            "no terminal",
        ),
    )  # fmt: skip
    links = ("Select-Object", "Format-Table")

    input_object = Parameter("psobject", from_pipeline=True, help="The objects.")
    title = Parameter("string", help="What stands above.")
    pass_thru = Parameter("switch", sets=("PassThru",), help="What is chosen goes on.")
    output_mode = Parameter(
        "string",
        sets=("OutputMode",),
        values=("None", "Single", "Multiple"),
        default="None",
        help="How many are chosen.",
    )
    wait = Parameter("switch", sets=("Wait",), help="Has no effect: the list is always waited for.")

    def begin(self) -> None:
        """Nothing collected yet."""
        self._items: list[Any] = []

    def process(self) -> None:
        """Collect."""
        if self.invocation.expecting_input or self.is_bound("InputObject"):
            self._items.append(self.input_object)

    def end(self) -> Iterator[object]:
        """Let the person choose."""
        if not self._items:
            return
        if not self.host.attended:
            self._nobody()
        choices = [Choice(text, item, detail) for item, (text, detail) in zip(self._items, self._rows(), strict=True)]
        # An object that is empty in itself stands for itself.
        for choice, item in zip(choices, self._items, strict=True):
            choice.value = item
        title = self.title or _TITLE
        mode = "Multiple" if self.pass_thru else self.output_mode
        try:
            if mode == "Single":
                picked = [self.host.pick(title, choices)]
            else:
                picked = self.host.pick_several(title, choices)
        except NoTerminal:
            self._nobody()
        except Interrupted:
            picked = []
        if mode != "None":
            yield from (choice.value for choice in picked)

    def _nobody(self) -> None:
        error = PSError(_NOBODY, "NoTerminal", "ResourceUnavailable", "System.InvalidOperationException")
        self.throw(
            ErrorRecord(
                error, suggestion="Choose in the script instead: Where-Object, Select-Object -First.", exit_status=2
            )
        )

    def _rows(self) -> Iterator[tuple[str, str]]:
        """For each object its first column and the rest, the columns aligned; of a record the name before the id."""
        columns = self._columns()
        if not columns:
            yield from ((display(item).split("\n")[0], "") for item in self._items)
            return
        screen = Screen(_MOST_COLUMNS * _WIDEST)
        cells = [[_short(screen.cell(each, each.read(item), fixed=True)) for each in columns] for item in self._items]
        widths = [max(width_of(row[column]) for row in cells) for column in range(len(columns))]
        for row in cells:
            shown = [cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)]
            yield shown[0].rstrip() or " ", "  ".join(shown[1:]).rstrip()

    def _columns(self) -> list[Column]:
        first = self._items[0]
        if not isinstance(first, PSObject) and isinstance(unwrap(first), str | int | float | bool | type(None)):
            return []
        view = self.engine.view_source(self._type(first)) if self.engine.view_source is not None else None
        if view is not None and view.columns:
            columns = [each for each in view.columns if each.told is None or not all(map(each.told, self._items))]
            named = [each for each in columns if each.label == _NAME]
            return [*named, *(each for each in columns if each not in named)][:_MOST_COLUMNS]
        names = property_names(first)[:_MOST_COLUMNS] if natural_shape(first) is not None else []
        return [property_column(name) for name in names]

    @staticmethod
    def _type(item: object) -> str:
        from glueshell.objects.typeinfo import type_names

        return next(iter(type_names(item)), "")


def _short(text: str) -> str:
    line = text.split("\n")[0]
    return line if width_of(line) <= _WIDEST else head(line, _WIDEST - 1) + "…"
