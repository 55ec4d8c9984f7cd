"""Loops written twice: once by what holds all through them, once by what is known at each place alone.

A loop that runs no other script changes its own variables and nobody else does. What it keeps true of them (a number
stays a number, a cell keeps having a value) is found out first, tested before the loop, and again at its first rounds
while it does not hold yet. Where it holds the body is written without a test at every step.
"""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.compiler.calls import Calls
from glueshell.engine.compiler.effects import Effects, effects_of_loop
from glueshell.engine.compiler.kinds import NUMERIC, Ground
from glueshell.engine.compiler.writer import Line, Loop
from glueshell.language import ast

_MOST_ROUNDS = 8
_TRIES = 3
_DEEPEST = 3


class Versions(Calls):
    """Writes what loops repeat."""

    counts: Callable[[ast.Ast], bool]

    def effects(self, node: ast.Ast) -> Effects:
        """What a loop does, found out once."""
        found = self.known_effects.get(id(node))
        if found is None:
            found = self.known_effects[id(node)] = effects_of_loop(self.source, node)
        return found

    def repeat(
        self, node: ast.LoopStatementAst, label: str | None, head: str, write: Callable[[], None],
        at: ast.Ast | None = None, unless: str = "",
    ) -> None:  # fmt: skip
        """Write a loop: `head`, and below it what `write` writes; `unless` what stands in the way of knowing."""
        ground = self._ground_of(node)
        if ground is None:
            with self.block(head, at, counted=True):
                self.loop_body(node, label, write)
            return
        if unless and ground.near:
            ground.tests.append(f"not {unless}")
        self.versions += 1
        chosen = self.temporary()
        with self.aside() as sheet, self.block(head, at, counted=True):
            with self.block(f"if {chosen} < 0:"):
                self.ground = ground
                self.loop_body(node, label, write)
                self.ground = None
            if ground.near or ground.held:
                with self.block("else:"):
                    with self.block(f"if {chosen}:"):
                        self._ask(ground, chosen, f"{chosen} - 1")
                    self.loop_body(node, label, write)
        self.versions -= 1
        self._ask(ground, chosen, str(_TRIES))
        self.place(sheet)

    def _ask(self, ground: Ground, chosen: str, otherwise: str) -> None:
        """Write the choice between the two ways a loop is written: -1 for the one that knows, tries left otherwise."""
        for held in ground.held.values():
            self.put(f"{held.name} = {held.read}")
        for name, test in ground.flags.items():
            self.put(f"{name} = {test}")
        tests = ground.guards(self.variables)
        self.put(f"{chosen} = -1 if {' and '.join(tests)} else {otherwise}" if tests else f"{chosen} = -1")

    def _ground_of(self, node: ast.LoopStatementAst) -> Ground | None:
        """What a loop keeps true, None where it may run other script or stands in one that is written by such facts."""
        if self.ground is not None or self.source.strict or self.cautious or self.versions >= _DEEPEST:
            return None
        effects = self.effects(node)
        if effects.runs:
            return None
        ground = Ground(effects)
        self.ground = ground
        facts, self.facts = self.facts, {key: fact for key, fact in self.facts.items() if key not in ground.keys}
        try:
            for key, member in sorted(effects.owners):
                held = self.hold(key, key)
                if held is None:
                    return None
                held.guards.add(f"owns({held.name}, {member!r})")
            self._settle_kinds(node, ground, effects)
        finally:
            self.facts = facts
            self.ground = None
        return ground

    def _settle_kinds(self, loop: ast.LoopStatementAst, ground: Ground, effects: Effects) -> None:
        """Find the kinds that every store of a variable agrees on, given those kinds."""
        stores: dict[str, list[ast.Ast]] = {}
        ground.near = {}
        for key, store in effects.stores:
            if key in self.source.typed or key == "_":
                continue
            stores.setdefault(key, []).append(store)
        for key, nodes in list(stores.items()):
            if nodes == [loop]:
                # The loop itself gives its variable a value at each round, before anything reads it.
                ground.own[key] = self._stored_kind(key, loop)
                del stores[key]
        ground.near = dict.fromkeys(stores, "num")
        for _ in range(_MOST_ROUNDS):
            found: dict[str, str] = {}
            for key, nodes in stores.items():
                kinds = {self._stored_kind(key, each) for each in nodes}
                if "empty" in kinds:
                    continue
                if len(kinds) > 1:
                    found[key] = "num" if kinds <= NUMERIC else ""
                else:
                    found[key] = kinds.pop()
            if found == ground.near:
                break
            ground.near = found
        else:
            ground.near = dict.fromkeys(ground.near, "")
        for key in ground.near:
            self.variable(key, self.spellings.get(key, key))

    def _stored_kind(self, key: str, store: ast.Ast) -> str:
        """The kind of what a node stores in a variable; "empty" where that may be no value at all."""
        assert self.ground is not None
        current = self.ground.near.get(key, "")
        if isinstance(store, ast.UnaryExpressionAst):
            return "num" if current in NUMERIC else ""
        if isinstance(store, ast.ForEachStatementAst):
            return "int" if self.counts(store.condition) else ""
        if not isinstance(store, ast.AssignmentStatementAst):
            return "empty"
        if store.operator != "Equals":
            operator = self.compound_operator(store.operator)
            if operator is None:
                return ""
            right = self.kind_of_statement(store.right)
            return self.kind_after(operator, current, right, store.right)
        if self._bare(store.left).__class__ is ast.ArrayLiteralAst:
            return ""
        kind = self.kind_of_statement(store.right)
        return "empty" if not kind and self.can_be_empty(store.right) else kind

    def loop_body(self, node: ast.Ast, label: str | None, write: Callable[[], None]) -> None:
        """Write what a loop repeats, catching the signals that may reach it."""
        loop = Loop((label or "").lower())
        self.loops.append(loop)
        calls, self.calls = self.calls, False
        self.blocks += 1
        # What holds on the way in need not hold the second time round.
        self._forget(node)
        with self.aside() as sheet:
            write()
        self._forget(node)
        self.blocks -= 1
        self.loops.pop()
        if self.calls or loop.catches:
            self._catching(sheet, loop.label)
        else:
            self.place(sheet)
        self.calls = calls or self.calls

    def _forget(self, node: ast.Ast) -> None:
        """Drop the facts that a loop may end."""
        if self.ground is None:
            self.facts.clear()
            return
        effects = self.effects(node)
        gone = effects.keys | {"matches"}
        self.facts = {key: fact for key, fact in self.facts.items() if key not in gone}

    def _catching(self, sheet: list[Line], label: str) -> None:
        self.put("try:")
        self.place(sheet, 1)
        # Unlabelled signals belong to the nearest loop, labelled ones to theirs.
        mine = f"s.label and s.label.lower() != {label!r}"
        self.put("except BreakSignal as s:")
        self.put(f" if {mine}: raise")
        self.put(" break")
        self.put("except ContinueSignal as s:")
        self.put(f" if {mine}: raise")
        self.put(" continue")
