"""Random derivations: a program is three to eight statements over five variables of random kinds."""

from __future__ import annotations

import re
from itertools import accumulate
from random import Random

from fuzzing.rules import EXPRESSIONS, PARTS, PIPES, STATEMENTS, WORDS, Rule
from fuzzing.trees import Node, Slot, block
from fuzzing.values import NUMBERS, SMALL, TYPES, VALUES

_PLACE = re.compile(r"<(\(?)([a-z]+)\)?>")
_BARE = re.compile(r"[-\w.$']+|'[^']*'|@\(.*\)|\{.*\}")
_STRINGS = ("string", "numeric string", "empty string")
_RULES: dict[str, list[Rule]] = {"expr": EXPRESSIONS, "stmt": STATEMENTS, "pipe": PIPES, "part": PARTS}
_WEIGHTS = {sort: list(accumulate(rule[0] for rule in rules)) for sort, rules in _RULES.items()}
_PLAIN: dict[str, list[Rule]] = {
    "stmt": [(1, "expression", "<atom>")],
    "pipe": [(1, "Write-Output", "Write-Output <(argument)>")],
    "part": [(1, "$var", "$a")],
}
VARIABLES = ("a", "b", "c", "d", "e")


class Grammar:
    """Derives programs from the rules with the randomness given."""

    def __init__(self, random: Random, depth: int = 4) -> None:
        self.random = random
        self.depth = depth

    def program(self) -> Node:
        """A whole program."""
        random = self.random
        head = [self._assignment(name) for name in VARIABLES if random.random() < 0.7]
        head.append(Node("stmt", "member name", (f"$member = '{random.choice(('Length', 'Count', 'a', 'Nothing'))}'",)))
        return block([*head, *(self.derive("stmt", self.depth) for _ in range(random.randint(3, 8)))])

    def _assignment(self, name: str) -> Node:
        return Node("stmt", "=", (f"${name} = ", Slot(self.atom(VALUES), False)))

    def derive(self, sort: str, depth: int) -> Node:
        """One node of a sort with at most `depth` rules below it."""
        random = self.random
        words = WORDS.get(sort)
        if words is not None:
            label = "variable" if sort == "var" else random.choice(words)
            return Node(sort, label, (random.choice(words) if sort == "var" else label,))
        if sort == "block":
            return block([self.derive("stmt", depth - 1) for _ in range(random.randint(1, 2))])
        if sort in ("atom", "small", "number", "string", "argument"):
            return self._leaf(sort)
        if sort in ("type", "typename"):
            name = random.choice(TYPES)
            return Node(sort, f"[{name}]", (f"[{name}]" if sort == "type" else name,))
        if depth <= 0 and sort == "expr":
            return self._leaf("atom")
        if depth <= 0:
            _, label, template = _PLAIN[sort][0]
        else:
            _, label, template = random.choices(_RULES[sort], cum_weights=_WEIGHTS[sort])[0]
        if label == "atom":
            return self._leaf("atom")
        if label == "variable":
            return Node("expr", "variable", (random.choice(WORDS["var"]),))
        return self.expand(sort, label, template, depth - 1)

    def expand(self, sort: str, label: str, template: str, depth: int) -> Node:
        """The node of one rule."""
        parts: list[str | Slot] = []
        at = 0
        for place in _PLACE.finditer(template):
            parts.append(template[at : place.start()])
            parts.append(Slot(self.derive(place[2], depth), bool(place[1])))
            at = place.end()
        parts.append(template[at:])
        return Node(sort, label, tuple(part for part in parts if part != ""))

    def _leaf(self, sort: str) -> Node:
        random = self.random
        if sort == "small":
            return self.atom(SMALL, "small")
        if sort == "number":
            return self.atom(VALUES, "number", NUMBERS)
        if sort == "string":
            return self.atom(VALUES, "string", _STRINGS)
        if sort == "argument":
            atom = self.atom(VALUES)
            text = atom.text()
            bare = _BARE.fullmatch(text) is not None and random.random() < 0.7
            return Node("argument", atom.label, (text if bare else f"({text})",))
        return self.atom(VALUES)

    def atom(self, values: dict[str, tuple[str, ...]], sort: str = "expr", kinds: tuple[str, ...] = ()) -> Node:
        """A value of any kind, or of one of `kinds`; the kind is its label."""
        random = self.random
        kind = random.choice(kinds or [name for name, texts in values.items() if texts])
        texts = values[kind]
        return Node(sort, kind, (texts[0] if random.random() < 0.4 else random.choice(texts),))
