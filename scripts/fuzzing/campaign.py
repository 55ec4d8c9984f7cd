"""A whole run: programs made, compared, shrunk, looked up in the list and reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random
from time import monotonic

from fuzzing.coverage import batches as rule_batches
from fuzzing.coverage import composed, nested, program
from fuzzing.grammar import Grammar
from fuzzing.listing import Listing
from fuzzing.outcomes import outcome
from fuzzing.pairs import batches
from fuzzing.running import Answer, PowerShell, answer, differing
from fuzzing.shrinking import shrunk
from fuzzing.trees import Node, block

_MOST_PER_PROGRAM = 4


class Campaign:
    """Compares programs with one PowerShell and keeps what was found, by key."""

    def __init__(self, peer: PowerShell, known: Listing) -> None:
        self.peer = peer
        self.known = known
        self.found: Counter[str] = Counter()
        self.listed: Counter[str] = Counter()

    def programs(self, seed: int, number: int) -> None:
        """Run random programs; program k of a seed is the same whatever came before it."""
        started = monotonic()
        for index in range(number):
            program = Grammar(Random(f"{seed}:{index}")).program()
            for _ in range(_MOST_PER_PROGRAM):
                smallest = self._difference(program)
                if smallest is None:
                    break
                rest = _without(program, smallest)
                if rest is None:
                    break
                program = rest
            if index % 500 == 499:
                took = monotonic() - started
                print(f"# {index + 1} programs, {took:.0f} s, {len(self.found)} differences", flush=True)

    def pairs(self, only: list[str]) -> None:
        """Run every operator with every pair of kinds of value."""
        for nodes, code in batches(only):
            theirs, mine = self.peer.answer(code), answer(code)
            if differing(theirs, mine) is None:
                continue
            for node in nodes:
                self._difference(block([node]))

    def rules(self, only: list[str], paired: bool, deep: bool = False) -> None:
        """Run every rule with every value in each place, every pair of kinds in the first two, or rules in rules."""
        self._batches(nested(only) if deep else rule_batches(only, paired))

    def composed(self, only: list[str], seed: int) -> None:
        """Run every rule with every rule of expressions in it."""
        self._batches(composed(only, seed))

    def _batches(self, made: Iterable[list[Node]]) -> None:
        for nodes in made:
            code = program(nodes).text()
            if differing(self.peer.answer(code), answer(code)) is None:
                continue
            for node in nodes:
                self._difference(program([node]))

    def _compare(self, program: Node, fresh: bool = False) -> tuple[str, Answer, Answer] | None:
        code = program.text()
        theirs = self.peer.answer(code, fresh)
        mine = answer(code)
        found = differing(theirs, mine)
        return None if found is None else (outcome(*found, theirs, mine), theirs, mine)

    def _difference(self, program: Node) -> Node | None:
        """Find, shrink and report one difference of a program; the shrunk program, None where there is none."""
        if self._compare(program) is None:
            return None
        smallest = shrunk(program, lambda candidate: self._compare(candidate) is not None)
        found = self._compare(smallest, fresh=True)
        if found is None:
            return smallest
        key = f"{smallest.key()} => {found[0]}"
        if self.known.reason(key) is not None:
            self.listed[key] += 1
            return smallest
        self.found[key] += 1
        if self.found[key] == 1:
            print(f"\n{key}\n{_indented(smallest.text())}", flush=True)
            theirs, mine = found[1], found[2]
            facet = differing(theirs, mine)
            if facet is not None:
                print(f"  PowerShell: {str(facet[1])[:600]}\n  here:       {str(facet[2])[:600]}", flush=True)
        return smallest

    def verdict(self, examples: bool) -> int:
        """Say what was found; 1 for a difference that is not listed or an example that no longer differs."""
        idle = []
        for entry in self.known.entries if examples else ():
            if differing(self.peer.answer(entry["example"], True), answer(entry["example"])) is None:
                idle.append(entry["key"])
        print(f"\n{len(self.found)} differences not listed, {sum(self.listed.values())} met that are listed")
        for key in idle:
            print(f"listed, but no longer different: {key}")
        return 1 if self.found or idle else 0


def _indented(text: str) -> str:
    return "\n".join("  > " + line for line in text.split("\n"))


def _without(program: Node, smallest: Node) -> Node | None:
    """The program without the statements that the shrunk one still holds part of; None where none can be told."""
    labels = {slot.node.label for slot in smallest.slots if slot.node.label not in ("=", "member name")}
    texts = {slot.node.text() for slot in smallest.slots}
    kept = [slot.node for slot in program.slots]
    for node in kept:
        inside = {node.label, *(below.label for below in node.descendants())}
        if (node.text() in texts and node.label != "=") or labels & inside:
            rest = [other for other in kept if other is not node]
            return block(rest) if rest else None
    return None
