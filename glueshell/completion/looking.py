"""One question for candidates: the session as it is seen from one place in one text."""

from __future__ import annotations

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
        self._variables: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._view, name)

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

    def _assignments(self) -> list[tuple[str, nodes.Ast]]:
        found: list[tuple[int, str, nodes.Ast]] = []
        for node in self.parsed.ast.descendants():
            if isinstance(node, nodes.AssignmentStatementAst) and node.operator == "Equals":
                target = node.left
                while isinstance(target, (nodes.ConvertExpressionAst, nodes.AttributedExpressionAst)):
                    target = target.child
                if isinstance(target, nodes.VariableExpressionAst) and node.right.end < self.cursor:
                    found.append((node.start, target.variable_path.lower(), node.right))
            elif isinstance(node, nodes.ForEachStatementAst) and node.condition.end < self.cursor:
                found.append((node.start, node.variable.variable_path.lower(), node.condition))
        found.sort(key=lambda item: item[0])
        return [(name, node) for _, name, node in found]
