"""One question for candidates: the session as it is seen from one place in one text."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from glueshell.language import ast as nodes

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult
    from glueshell.objects.typeinfo import TypeInfo


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
        self._types: dict[str, TypeInfo | None] = {}
        self._functions: list[nodes.FunctionDefinitionAst] | None = None
        self._definitions: list[nodes.TypeDefinitionAst] | None = None
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
        """The function of the name that the text itself defines, or None."""
        node = self.definition_of(name)
        # What cannot be made a command of (its attributes may say anything) has no parameters to offer.
        with contextlib.suppress(Exception):
            return None if node is None else self._view.function_of(self.parsed, node)
        return None

    def definition_of(self, name: str) -> nodes.FunctionDefinitionAst | None:
        """Where the text defines a function of the name: before the cursor, else behind it."""
        low = name.lower()
        found = [node for node in self.functions() if node.name.lower() == low]
        before = [node for node in found if node.end <= self.cursor]
        return before[-1] if before else found[0] if found else None

    def functions(self) -> list[nodes.FunctionDefinitionAst]:
        """The functions that the text defines."""
        if self._functions is None:
            self._functions = [
                node for node in self.parsed.ast.descendants() if isinstance(node, nodes.FunctionDefinitionAst)
            ]
        return self._functions

    def parameters_of(self, node: nodes.FunctionDefinitionAst) -> list[str]:
        """The names of the parameters that a function of the text declares."""
        block = node.body.param_block
        declared = [*(node.parameters or ()), *(block.parameters if block is not None else ())]
        return [parameter.name.variable_path for parameter in declared]

    def definitions(self) -> list[nodes.TypeDefinitionAst]:
        """The classes and enumerations that the text defines."""
        if self._definitions is None:
            self._definitions = [
                node for node in self.parsed.ast.descendants() if isinstance(node, nodes.TypeDefinitionAst)
            ]
        return self._definitions

    def variables(self) -> Any:
        """Every variable in sight, asked for once."""
        if self._variables is None:
            known = dict(self._view.variables())
            if self.exact and not known.get("LASTEXITCODE"):
                # PowerShell has none before a program ran.
                known.pop("LASTEXITCODE", None)
            self._variables = known
        return self._variables

    def assignment(self, name: str) -> nodes.Ast | None:
        """What the text gives a variable last before the cursor: the right side of `=`, or the list of a `foreach`."""
        if self._assigned is None:
            self._assigned = dict(self._assignments())
        return self._assigned.get(name.lower())

    def type_of(self, name: str) -> TypeInfo | None:
        """The type of a name as the text means it: one it defines, one in a namespace it uses, or any other."""
        from glueshell.completion import dotnet
        from glueshell.completion.definitions import DefinedType

        low = name.lower()
        if low in self._types:
            return self._types[low]
        node = next((each for each in self.definitions() if each.name.lower() == low), None)
        found: TypeInfo | None = DefinedType(node, self.type_of) if node is not None else dotnet.resolve(name)
        if found is None:
            spaces = (dotnet.resolve(f"{space}.{name}") for space in self.used_namespaces())
            found = next((each for each in spaces if each is not None), None)
        self._types[low] = found
        return found

    def used_namespaces(self) -> list[str]:
        """The namespaces that the text says it uses."""
        return [
            str(statement.name.value)
            for statement in getattr(self.parsed.ast, "using_statements", None) or ()
            if statement.kind == "Namespace" and statement.name is not None
        ]

    def assigned_names(self) -> list[str]:
        """The variables that the text gives a value before the cursor, without scopes, each once."""
        found: list[str] = []
        for node in self.parsed.ast.descendants():
            if node.start >= self.cursor or not self._sees(node):
                continue
            if isinstance(node, nodes.AssignmentStatementAst):
                found += self._targets(node.left)
            elif isinstance(node, nodes.ForEachStatementAst):
                found += self._targets(node.variable)
            elif isinstance(node, nodes.ParameterAst):
                found += self._targets(node.name)
            elif (isinstance(node, nodes.CommandAst) and node.end < self.cursor) or self._is_around(node):
                found += _given_names(node)
        return list({name.lower(): name for name in found}.values())

    def _targets(self, node: nodes.Ast) -> list[str]:
        if isinstance(node, nodes.VariableExpressionAst):
            name = node.variable_path.rpartition(":")[2]
            at_cursor = node.start < self.cursor <= node.end
            return [] if at_cursor or name in ("_", "?", "^", "$", "") else [name]
        if isinstance(node, (nodes.ConvertExpressionAst, nodes.AttributedExpressionAst)):
            return self._targets(node.child)
        if isinstance(node, nodes.ArrayLiteralAst):
            return [name for element in node.elements for name in self._targets(element)]
        return []

    def _is_around(self, node: nodes.Ast) -> bool:
        return isinstance(node, nodes.PipelineAst) and node.start < self.cursor <= node.end

    def _sees(self, node: nodes.Ast) -> bool:
        """Whether what a node names is in sight: it is in no function that the cursor is not in."""
        return not any(
            each.start <= node.start and node.end <= each.end and not each.start < self.cursor <= each.end
            for each in self.functions()
        )

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


# Parameters that put what a command writes into variables, and the commands that make one.
_KEEPERS = frozenset(
    (
        "outvariable", "ov", "errorvariable", "ev", "warningvariable", "wv", "informationvariable", "iv",
        "pipelinevariable", "pv",
    )
)  # fmt: skip
_MAKERS = frozenset(("set-variable", "new-variable", "sv", "nv", "set"))


def _given_names(node: nodes.Ast) -> list[str]:
    """The names of variables that a command, or the commands of a pipeline, are told to make."""
    if isinstance(node, nodes.PipelineAst):
        return [name for element in node.pipeline_elements for name in _given_names(element)]
    elements = getattr(node, "command_elements", ())
    found: list[str] = []
    head = elements[0] if elements else None
    makes = isinstance(head, nodes.StringConstantExpressionAst) and head.value.lower() in _MAKERS
    for at, element in enumerate(elements[1:], 1):
        before = elements[at - 1]
        if not isinstance(element, nodes.StringConstantExpressionAst):
            continue
        if isinstance(before, nodes.CommandParameterAst):
            name = before.parameter_name.lower()
            if name in _KEEPERS or (makes and name == "name"):
                found.append(element.value.lstrip("+"))
        elif makes and before is head:
            found.append(element.value)
    return found
