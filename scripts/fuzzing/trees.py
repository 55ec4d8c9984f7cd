"""Programs as trees: what a rule of the grammar derived, how it reads as text and what it is called in a key."""

from __future__ import annotations

from collections.abc import Iterator


class Slot:
    """A place of a template: the node in it and whether it is put in parentheses there."""

    __slots__ = ("node", "wrapped")

    def __init__(self, node: Node, wrapped: bool) -> None:
        self.node = node
        self.wrapped = wrapped


class Node:
    """One derived rule: `sort` says where it fits, `label` what it is, `parts` how it reads."""

    __slots__ = ("label", "parts", "sort")

    def __init__(self, sort: str, label: str, parts: tuple[str | Slot, ...]) -> None:
        self.sort = sort
        self.label = label
        self.parts = parts

    @property
    def slots(self) -> list[Slot]:
        """The places of the node, in order."""
        return [part for part in self.parts if isinstance(part, Slot)]

    def text(self) -> str:
        """The program text."""
        pieces = []
        for part in self.parts:
            if isinstance(part, str):
                pieces.append(part)
            elif part.wrapped and part.node.slots:
                pieces.append(f"({part.node.text()})")
            else:
                pieces.append(part.node.text())
        return "".join(pieces)

    def key(self) -> str:
        """What the node is, without a word of program text: `-band(int, array)`."""
        if self.sort == "block":
            return "; ".join(slot.node.key() for slot in self.slots)
        inside = ", ".join(slot.node.key() for slot in self.slots)
        return f"{self.label}({inside})" if inside else self.label

    def size(self) -> int:
        """How many nodes there are, the plain ones counted less."""
        return 1 + sum(slot.node.size() for slot in self.slots)

    def descendants(self) -> Iterator[Node]:
        """Every node below, nearest first."""
        level = [slot.node for slot in self.slots]
        while level:
            yield from level
            level = [slot.node for node in level for slot in node.slots]

    def with_slot(self, number: int, node: Node) -> Node:
        """A copy with another node in the place counted from 0."""
        parts: list[str | Slot] = []
        seen = 0
        for part in self.parts:
            if isinstance(part, Slot):
                parts.append(Slot(node, part.wrapped) if seen == number else part)
                seen += 1
            else:
                parts.append(part)
        return Node(self.sort, self.label, tuple(parts))


def block(statements: list[Node]) -> Node:
    """Statements, one a line."""
    parts: list[str | Slot] = []
    for statement in statements:
        if parts:
            parts.append("\n")
        parts.append(Slot(statement, False))
    return Node("block", "block", tuple(parts))
