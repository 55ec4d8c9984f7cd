"""Every operator with every pair of kinds of value, some dozens of them a program."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from fuzzing.rules import ASSIGNING, BINARY, SMALL_RIGHT, UNARY
from fuzzing.trees import Node, Slot, block
from fuzzing.values import SMALL, TYPES, VALUES

_PER_PROGRAM = 40

# Where a value of any kind may stand, at @@.
FORMS = (
    "if (@@) { 1 } else { 0 }", '"[$(@@)]"', "foreach ($x in @@) { , $x }", "@@ | ForEach-Object { , $_ }",
    "@(@@).Count", "(@@).Count", "(@@).Length", "(@@).GetType().FullName", "(@@).ToString()", "throw @@",
    "Write-Host @@", "Write-Error @@",
)  # fmt: skip


def batches(only: list[str]) -> Iterator[tuple[list[Node], str]]:
    """The expressions of one program and its text, in which each is on its own."""
    waiting: list[Node] = []
    for node in _all(only):
        waiting.append(node)
        if len(waiting) == _PER_PROGRAM:
            yield waiting, block(waiting).text()
            waiting = []
    if waiting:
        yield waiting, block(waiting).text()


def _leaf(kind: str, table: dict[str, tuple[str, ...]]) -> Slot:
    return Slot(Node("expr", kind, (table[kind][0],)), True)


def _all(only: list[str]) -> Iterator[Node]:
    for operator, left, right in product((*BINARY, *SMALL_RIGHT, ".."), VALUES, VALUES):
        table = SMALL if operator in SMALL_RIGHT or operator == ".." else VALUES
        if (only and operator not in only) or not table[right] or not table[left]:
            continue
        yield Node("stmt", operator, ("", _leaf(left, table), f" {operator} ", _leaf(right, table)))
    for operator, kind in product(UNARY, VALUES):
        if not only or operator.strip() in only:
            yield Node("stmt", operator.strip(), (operator, _leaf(kind, VALUES)))
    parts: tuple[str | Slot, ...]
    for operator, left, right in product(ASSIGNING, VALUES, VALUES):
        if only and "assign" + operator in only:
            parts = ("$a = ", _leaf(left, VALUES), f"; $a {operator} ", _leaf(right, VALUES), "; $a")
            yield Node("stmt", "assign" + operator, parts)
    for name, kind in product(TYPES, VALUES):
        if not only or "cast" in only:
            yield Node("stmt", f"cast [{name}]", (f"[{name}]", _leaf(kind, VALUES)))
        if not only or "-as" in only:
            yield Node("stmt", f"-as [{name}]", ("", _leaf(kind, VALUES), f" -as [{name}]"))
        if not only or "-is" in only:
            yield Node("stmt", f"-is [{name}]", ("", _leaf(kind, VALUES), f" -is [{name}]"))
        if not only or "parameter" in only:
            parts = (f"& {{ param([{name}]$x) , $x }} (", _leaf(kind, VALUES), ")")
            yield Node("stmt", f"parameter [{name}]", parts)
    for left, right in product(VALUES, VALUES):
        one, two = _leaf(left, VALUES), _leaf(right, VALUES)
        if not only or "index" in only:
            yield Node("stmt", "index", ("", one, "[", two, "]"))
        if not only or "switch" in only:
            yield Node("stmt", "switch", ("switch (", one, ") { ", two, " { 'yes' } default { 'no' } }"))
    for kind, form in product(VALUES, FORMS):
        if not only or "forms" in only:
            before, after = form.split("@@")
            yield Node("stmt", form.replace("@@", "_"), (before, _leaf(kind, VALUES), after))
