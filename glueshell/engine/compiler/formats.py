"""`'template' -f a, b` -> lines: a template in the text is taken apart while compiling."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.engine.compiler.kinds import Kinds
from glueshell.language import ast

MOST_PARTS = 40


class Formats(Kinds):
    """Writes format operators."""

    # Written by the classes that build on this one.
    value: Callable[..., str]
    result: Callable[[str, ast.Ast], str]
    keep: Callable[[str], str]

    def formatted(self, node: ast.BinaryExpressionAst) -> str | None:
        """Write `-f` with a literal template and a list of arguments; None where it is written as any operator."""
        if not isinstance(node.left, ast.StringConstantExpressionAst):
            return None
        if not isinstance(node.right, ast.ArrayLiteralAst):
            return None
        from glueshell.objects.text import parsed

        parts = parsed(str(node.left.value))
        elements = node.right.elements
        if parts is None or len(parts) > MOST_PARTS:
            return None
        if any(type(part) is not str and part[0] >= len(elements) for part in parts):
            return None
        atoms = [self.boxed(element, self.value(element)) for element in elements]
        kinds = [self.static_kind(element) for element in elements]
        pieces = []
        for part in parts:
            if type(part) is str:
                pieces.append(format_text(part))
                continue
            index, width, left, spec, scale, quick = part
            atom = self._item(atoms[index], kinds[index], spec, scale, quick, node)
            pieces.append(f"{{{atom}:{'<' if left else '>'}{width}}}" if width else f"{{{atom}}}")
        return self.keep(f"f'{''.join(pieces)}'")

    def arguments(self, node: ast.ExpressionAst, atom: str) -> str:
        """Write the right operand, whose value is `atom`, with those of its values boxed that are so for the format."""
        inside = _inside(node)
        if not isinstance(inside, ast.ArrayLiteralAst):
            return self.boxed(node, atom)
        node = inside
        boxes = [(at, self.boxed(each, f"{atom}[{at}]")) for at, each in enumerate(node.elements)]
        boxed = dict(box for box in boxes if box[1] != f"{atom}[{box[0]}]")
        if not boxed:
            return atom
        return self.keep(f"[{', '.join(boxed.get(at, f'{atom}[{at}]') for at in range(len(node.elements)))}]")

    def boxed(self, node: ast.ExpressionAst, atom: str) -> str:
        """Write a value as the PSObject it is where a cast or a command made it one."""
        if wraps(node):
            return self.keep(f"boxed({atom})")
        name = _command(node)
        return self.keep(f"from_command(E, S, {atom}, {name!r})") if name else atom

    def _item(self, atom: str, kind: str, spec: str, scale: int, quick: str, node: ast.Ast) -> str:
        """Write the text of one argument by its format; Python's own is the same for plain texts and Int32."""
        if not spec:
            if kind in ("int", "str") or atom in self.natural:
                return self.keep(f"str({atom})")
            plain = f"str({atom}) if type({atom}) in KEYS"
            return self.result(f"{plain} else format_item({atom}, '')", node)
        slow = f"format_item({atom}, {spec!r})"
        if not scale:
            return self.result(slow, node)
        usual = f"type({atom}) is float and -1e15 < {atom} < 1e15 and not ({atom} * {scale}).is_integer()"
        return self.result(f"format({atom}, {quick!r}) if {usual} or type({atom}) is int else {slow}", node)


def _command(node: ast.ExpressionAst) -> str:
    """The name of the command whose output an expression in parentheses is, empty where it may be a block's."""
    node = _inside(node)
    if not isinstance(node, ast.ParenExpressionAst) or not isinstance(node.pipeline, ast.PipelineAst):
        return ""
    last = node.pipeline.pipeline_elements[-1]
    if not isinstance(last, ast.CommandAst):
        return ""
    name, *words = last.command_elements
    blocks = any(isinstance(word, ast.ScriptBlockExpressionAst) for word in words)
    return str(name.value) if isinstance(name, ast.StringConstantExpressionAst) and not blocks else ""


def _inside(node: ast.ExpressionAst) -> ast.ExpressionAst:
    """An expression without the parentheses around it."""
    while isinstance(node, ast.ParenExpressionAst) and isinstance(node.pipeline, ast.PipelineAst):
        only = node.pipeline.pipeline_elements[0]
        if len(node.pipeline.pipeline_elements) != 1 or not isinstance(only, ast.CommandExpressionAst):
            break
        node = only.expression
    return node


def wraps(node: ast.ExpressionAst) -> bool:
    """Whether an expression is a cast to PSObject, perhaps in parentheses."""
    node = _inside(node)
    return isinstance(node, ast.ConvertExpressionAst) and node.type.type_name.full_name.lower() in _WRAPPERS


_WRAPPERS = frozenset(("psobject", "pscustomobject", "management.automation.psobject",
                       "system.management.automation.psobject"))  # fmt: skip


def format_text(text: str) -> str:
    """Text as it stands between the quotes of a Python format string."""
    plain = text.encode("unicode_escape").decode("ascii")
    return plain.replace("'", "\\'").replace("{", "{{").replace("}", "}}")
