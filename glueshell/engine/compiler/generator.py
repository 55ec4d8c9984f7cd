"""The writer of one template: named blocks, default values and the bodies of pipelines' loops as Python functions."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.compiler.effects import Effects, effects_of
from glueshell.engine.compiler.statements import Statements
from glueshell.engine.compiler.writer import NOWHERE, Line
from glueshell.language import ast


class Generator(Statements):
    """The writer of one template."""

    def nested_block(self, block: ast.ScriptBlockAst) -> str:
        """The constant that holds a nested script block's template."""
        return self.constant(self.source.template(block))

    def function(self, name: str, block: ast.NamedBlockAst, method: bool = False) -> list[Line]:
        """The lines of one named block; types it defines come first, as they do in PowerShell."""
        self.method = method
        self.out = "drop" if method else "out"
        types = [each for each in block.statements if isinstance(each, ast.TypeDefinitionAst)]
        rest = [each for each in block.statements if not isinstance(each, ast.TypeDefinitionAst)]
        return self._function(name, lambda: self.statements([*types, *rest], block.traps))

    def default(self, name: str, node: ast.ExpressionAst) -> list[Line]:
        """The lines of a function that gives a parameter's default value."""
        self.out = "out"
        self.point = NOWHERE
        # A default sees variables by name alone.
        unit, self.unit = self.unit, None
        lines = self._function(name, lambda: self.put(f"return {self.value(node)}"))
        self.unit = unit
        self.point = None
        return lines

    def looped(self, kind: str, block: ast.NamedBlockAst) -> list[Line] | None:
        """The lines of a function that makes the step of a pipeline's loop (see Template.looped)."""
        only = self.single_expression(block) if kind == "sift" else None
        if kind == "sift" and only is None:
            return None
        self.out = "out"
        self.facts["_"] = ("t0", "")
        effects = effects_of(self.source, block.statements, Effects())
        self.quiet = not (effects.runs or effects.owners or "_" in effects.keys or self.source.strict)
        underscore = self.variable("_")
        with self.aside() as sheet:
            if only is not None:
                self.stand(only)
                asked = self.keep("False")
                self.guarded(lambda: self.put(f"{asked} = {self._holds(only)}"))
                self.put(f"if {asked}: out(t0)")
            else:
                self.statements(block.statements)
        if self.quiet and not self.returns_by_signal:
            # Nobody else runs meanwhile: the object need not be a variable.
            return self._quiet_step(kind, sheet)
        lines: list[Line] = [
            (0, f"def loop_{kind}(E, S, out):", None),
            (1, "def step(t0):", None),
            (2, f"nonlocal {', '.join(sorted(self.touched))}", None),
            (2, f"before = {underscore}", None),
            (2, f"{underscore} = t0", None),
            (2, "outer = E.scope", None),
            (2, "if outer is not S: E.scope = S", None),
            (2, "try:", None),
            (3, "pass", None),
        ]
        lines.extend((level + 3, text, node) for level, text, node in sheet)
        if self.returns_by_signal:
            lines.append((2, "except ReturnSignal: pass", None))
        lines.append((2, "finally:", None))
        lines.append((3, f"{underscore} = before", None))
        lines.append((3, "if outer is not S: E.scope = outer", None))
        lines.append((1, "return step", None))
        return lines

    def _holds(self, only: ast.ExpressionAst) -> str:
        """Write what a block says as a test: of what enumerates its items count, not that it is there."""
        if self.static_kind(only) or isinstance(only, (ast.BinaryExpressionAst, ast.UnaryExpressionAst)):
            return self.condition(only)
        atom = self.value(only)
        said = self.result(f"{atom} if type({atom}) in PLAIN else unroll({atom}, False)", only)
        return self.truth_of(said, only)

    def _quiet_step(self, kind: str, sheet: list[Line]) -> list[Line]:
        lines: list[Line] = [(0, f"def loop_{kind}(E, S, out):", None), (1, "def step(t0):", None)]
        if self.touched:
            lines.append((2, f"nonlocal {', '.join(sorted(self.touched))}", None))
        lines.append((2, "pass", None))
        lines.extend((level + 2, text, node) for level, text, node in sheet)
        lines.append((1, "return step", None))
        return lines

    def _function(self, name: str, write: Callable[[], None]) -> list[Line]:
        self.touched = set()
        self.returns_by_signal = False
        self.temporaries = 0
        self.facts.clear()
        self.natural.clear()
        self.owned = frozenset()
        with self.aside() as sheet:
            write()
        head: list[Line] = [(0, f"def {name}(E, S, out):", None)]
        if self.touched:
            head.append((1, f"nonlocal {', '.join(sorted(self.touched))}", None))
        deeper = 1
        if self.returns_by_signal:
            head.append((1, "try:", None))
            deeper = 2
        head.append((deeper, "pass", None))
        head.extend((level + deeper, text, node) for level, text, node in sheet)
        if self.returns_by_signal:
            head.append((1, "except ReturnSignal: return", None))
        return head
