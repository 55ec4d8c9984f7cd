"""One question for candidates: the session as it is seen from one place in one text."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from glueshell.language import ast as nodes

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult


class Looking:
    """A `SessionView` that also knows the text: what it assigns before the cursor, and how exact an answer is wanted.

    `exact` asks for PowerShell's own answer, as a script does. Everything else is the view's.
    """

    def __init__(self, view: Any, parsed: ParseResult, cursor: int, exact: bool = False) -> None:
        self._view = view
        self.parsed = parsed
        self.cursor = cursor
        self.exact = exact
        self._assigned: dict[str, nodes.Ast] | None = None
        self._loops: set[str] = set()
        self._ties: dict[str, str] = {}
        self._variables: Any = None
        self._unfolded: dict[int, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)

    def unfolded(self, command: Any, node: nodes.CommandAst) -> Any:
        """The command of a node with the parameters that its telling argument brings, as far as that can be told."""
        known = self._unfolded.get(id(node))
        if known is None:
            from glueshell.completion.literals import UNKNOWN, value_of
            from glueshell.engine import shapes

            def value_at(index: int) -> object:
                element = node.command_elements[index + 1]
                value = value_of(getattr(element, "argument", None) or element, self)
                return shapes.UNKNOWN if value is UNKNOWN else value

            known = command
            # A file that is not there yet, or cannot be read: the command is what it is without it.
            with contextlib.suppress(Exception):
                known = self._view.unfold(command, shapes.shapes_of(node, self.parsed.text), value_at)
            self._unfolded[id(node)] = known
        return known

    def function_named(self, name: str) -> Any:
        """The function of the name that the text itself defines before the cursor, or None."""
        low = name.lower()
        for node in self.parsed.ast.descendants():
            if isinstance(node, nodes.FunctionDefinitionAst) and node.name.lower() == low and node.end <= self.cursor:
                # What cannot be made a command of (its attributes may say anything) has no parameters to offer.
                with contextlib.suppress(Exception):
                    return self._view.function_of(self.parsed, node)
        return None

    def variables(self) -> Any:
        """Every variable in sight, asked for once."""
        if self._variables is None:
            self._variables = self._view.variables()
        return self._variables

    def assignment(self, name: str) -> nodes.Ast | None:
        """What the text gives a variable last before the cursor: the right side of `=`, or the list of a `foreach`."""
        if self._assigned is None:
            self._assigned = dict(self._assignments())
        return self._assigned.get(name.lower())

    def runs_over(self, name: str) -> bool:
        """Whether the variable was last given its values by a `foreach`, one by one."""
        self.assignment(name)
        return name.lower() in self._loops

    def tied(self, name: str) -> str:
        """The type that an assignment before the cursor ties a variable to (`[string]$x = ...`), or nothing."""
        self.assignment(name)
        return self._ties.get(name.lower(), "")

    def _assignments(self) -> list[tuple[str, nodes.Ast]]:
        found: list[tuple[int, str, nodes.Ast]] = []
        for node in self.parsed.ast.descendants():
            if isinstance(node, nodes.AssignmentStatementAst) and node.operator == "Equals":
                target = node.left
                tie = ""
                while isinstance(target, (nodes.ConvertExpressionAst, nodes.AttributedExpressionAst)):
                    if isinstance(target, nodes.ConvertExpressionAst):
                        tie = target.type.type_name.full_name
                    target = target.child
                if isinstance(target, nodes.VariableExpressionAst) and node.right.end < self.cursor:
                    name = target.variable_path.lower()
                    found.append((node.start, name, node.right))
                    if tie:
                        self._ties[name] = tie
            elif isinstance(node, nodes.ForEachStatementAst) and node.condition.end < self.cursor:
                name = node.variable.variable_path.lower()
                found.append((node.start, name, node.condition))
                self._loops.add(name)
        found.sort(key=lambda item: item[0])
        return [(name, node) for _, name, node in found]
