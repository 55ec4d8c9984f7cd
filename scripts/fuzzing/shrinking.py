"""From a program that differs to the smallest one that still does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fuzzing.trees import Node, block
from fuzzing.values import SMALL, VALUES

_MOST_TRIES = 250
_REPLACES = {"expr": ("expr", "string", "number", "small"), "stmt": ("stmt", "expr", "pipe"), "pipe": ("pipe", "expr")}
_PLAINEST = {"expr": ("int", "string", "null"), "string": ("string",), "number": ("int",), "argument": ("int",)}


def shrunk(program: Node, differs: Callable[[Node], bool]) -> Node:
    """The program with everything taken away that the difference does not need."""
    tries = 0
    best = program
    smaller = True
    while smaller and tries < _MOST_TRIES:
        smaller = False
        for candidate in _candidates(best):
            tries += 1
            if tries > _MOST_TRIES:
                break
            if differs(candidate):
                best, smaller = candidate, True
                break
    return best


def _candidates(node: Node) -> Iterator[Node]:
    if node.sort == "block":
        yield from _shorter(node)
    yield from _instead(node)
    for number, slot in enumerate(node.slots):
        for candidate in _candidates(slot.node):
            yield node.with_slot(number, candidate)


def _shorter(node: Node) -> Iterator[Node]:
    statements = [slot.node for slot in node.slots]
    width = len(statements) // 2
    while width:
        for start in range(0, len(statements), width):
            rest = statements[:start] + statements[start + width :]
            if rest:
                yield block(rest)
        width //= 2


def _instead(node: Node) -> Iterator[Node]:
    if node.sort == "block":
        return
    fitting = _REPLACES.get(node.sort, ())
    for below in node.descendants():
        if below.sort in fitting:
            yield below if below.sort == node.sort else Node(node.sort, below.label, below.parts)
    table = SMALL if node.sort == "small" else VALUES
    plain = _PLAINEST.get(node.sort, ())
    rank = plain.index(node.label) if node.label in plain and not node.slots else len(plain)
    for kind in plain[:rank]:
        yield Node(node.sort, kind, (table[kind][0],))
    texts = table.get(node.label, ())
    if not node.slots and texts and node.text() != texts[0] and node.text() in texts:
        yield Node(node.sort, node.label, (texts[0],))
