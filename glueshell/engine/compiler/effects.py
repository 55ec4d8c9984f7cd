"""What a stretch of script can do to the variables around it: found in its tree, before any of it is written.

A loop that runs no other script knows who changes its variables: it alone. What counts as other script is whatever
could: commands, members of unknown values, conversions to types of scripts, drives.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from glueshell.engine.compiler.variables import split_path
from glueshell.language import ast

if TYPE_CHECKING:
    from glueshell.engine.compiler.unit import Source

MOST_NODES = 400
"""A larger loop counts as one that runs other script: it would be written twice."""

PLAIN_CASTS = frozenset(
    ("int", "int32", "system.int32", "string", "system.string", "double", "system.double", "bool", "boolean",
     "system.boolean", "object", "long", "int64", "system.int64", "decimal", "char", "datetime", "byte", "float",
     "single", "void", "system.void", "ordered", "timespan", "uint32", "uint64", "short", "math")
)  # fmt: skip
"""Casts that convert by themselves."""

_OBJECTS = frozenset(("ordered", "pscustomobject", "system.management.automation.pscustomobject"))

_QUIET_TYPES = frozenset(
    f"System.{name}"
    for name in (
        "Math", "String", "Char", "Int32", "Int64", "Double", "Decimal", "Boolean", "Byte", "Convert", "DateTime",
        "TimeSpan", "Guid", "IO.Path", "BitConverter", "Version", "Single", "UInt32", "UInt64", "Int16",
    )
)  # fmt: skip

TEXTUAL = frozenset(
    ("append", "appendline", "appendformat", "toupper", "tolower", "toupperinvariant", "tolowerinvariant", "trim",
     "trimstart", "trimend", "substring", "padleft", "padright", "tostring", "replace")
)  # fmt: skip
"""Methods of text and its builder that give text or the builder again."""

QUIET_METHODS = TEXTUAL | frozenset(
    ("insert", "remove", "clear", "add", "addrange", "contains", "containskey", "containsvalue", "indexof",
     "lastindexof", "startswith", "endswith", "split", "tochararray", "equals", "compareto", "push", "pop", "peek",
     "enqueue", "dequeue", "adddays", "addhours", "addminutes", "addseconds", "addmonths", "addyears", "removeat",
     "setvalue", "getvalue", "gethashcode", "indexofany", "toarray", "subtract")
)  # fmt: skip
"""Methods that run no script where a type of .NET has them."""

_NEVER_OWNERS = frozenset(("input", "args", "foreach", "switch", "matches"))


class Effects:
    """What a stretch of script does.

    `stores` are its plain variables and the nodes that store them; `runs`: it may run other script. `owners` are
    variables that must hold a value of .NET's, or a plain custom object, with a member for it to run none.
    """

    __slots__ = ("continues", "matches", "owners", "runs", "stores")

    def __init__(self) -> None:
        self.runs = False
        self.continues = False
        self.matches = False
        self.stores: list[tuple[str, ast.Ast]] = []
        self.owners: set[tuple[str, str]] = set()

    @property
    def keys(self) -> frozenset[str]:
        """The variables that are stored, in lower case."""
        return frozenset(key for key, _ in self.stores)


def effects_of_loop(source: Source, loop: ast.Ast) -> Effects:
    """What a loop repeats does; what it runs over is evaluated once, before."""
    found = Effects()
    parts: tuple[ast.Ast | None, ...] = tuple(loop.children())
    if isinstance(loop, ast.ForEachStatementAst):
        parts = (loop.body,)
    elif isinstance(loop, ast.ForStatementAst):
        parts = (loop.condition, loop.iterator, loop.body)
    if not _note(source, loop, found):
        found.runs = True
        return found
    return effects_of(source, parts, found)


def effects_of(source: Source, roots: Iterable[ast.Ast | None], found: Effects, most: int = MOST_NODES) -> Effects:
    """What the statements or expressions `roots` do, added to what was found before."""
    stack: list[ast.Ast] = [root for root in roots if root is not None]
    count = 0
    while stack:
        node = stack.pop()
        count += 1
        if count > most or not _note(source, node, found):
            found.runs = True
            return found
        if type(node) is not ast.ScriptBlockExpressionAst:
            stack.extend(node.children())
        elif node.script_block.end_block is not None:
            # Only as a clause of a switch does a block run where it stands.
            stack.append(node.script_block.end_block)
    keys = found.keys
    if found.matches:
        keys |= {"matches"}
    if any(key in keys or key in _NEVER_OWNERS for key, _ in found.owners):
        found.runs = True
    return found


def _note(source: Source, node: ast.Ast, found: Effects) -> bool:
    """Note what one node does; False where it may run other script."""
    kind = type(node)
    if kind in _QUIET:
        return True
    if isinstance(node, ast.VariableExpressionAst):
        scope, _ = split_path(node.variable_path)
        return scope in ("", "global", "script", "local", "private", "using", "variable")
    if isinstance(node, ast.AssignmentStatementAst):
        return _note_target(node.left, node, found)
    if isinstance(node, ast.UnaryExpressionAst):
        if node.token_kind.endswith(("PlusPlus", "MinusMinus")):
            return _note_target(node.child, node, found)
        return True
    if isinstance(node, ast.BinaryExpressionAst):
        if node.operator in ("Imatch", "Cmatch", "Inotmatch", "Cnotmatch"):
            found.matches = True
        elif node.operator in ("Ireplace", "Creplace"):
            return _is_constant(node.right)
        elif node.operator == "As":
            return isinstance(node.right, ast.TypeExpressionAst) and _is_plain(node.right.type_name)
        return True
    if isinstance(node, ast.InvokeMemberExpressionAst):
        return _note_call(source, node, found)
    if isinstance(node, ast.MemberExpressionAst):
        return _note_member(source, node, found)
    if isinstance(node, ast.ConvertExpressionAst):
        name = node.type.type_name.full_name.lower()
        return name in PLAIN_CASTS or (name in _OBJECTS and isinstance(node.child, ast.HashtableAst))
    if isinstance(node, ast.PipelineAst):
        return not node.background
    if isinstance(node, ast.CommandExpressionAst):
        return not node.redirections
    if isinstance(node, ast.ForEachStatementAst):
        scope, name = split_path(node.variable.variable_path)
        found.stores.append((name.lower(), node))
        return not scope and "foreach" not in source.names
    if isinstance(node, ast.SwitchStatementAst):
        if any(flag.lower() == "regex" for flag in node.flags):
            found.matches = True
        found.stores.append(("_", node))
        return "switch" not in source.names and not any(flag.lower() == "file" for flag in node.flags)
    if isinstance(node, ast.TryStatementAst):
        found.stores.append(("_", node))
        return True
    if isinstance(node, ast.StatementBlockAst | ast.NamedBlockAst):
        return not node.traps
    if isinstance(node, ast.ScriptBlockExpressionAst):
        block = node.script_block
        return not (block.param_block or block.begin_block or block.process_block or block.clean_block)
    if kind is ast.ContinueStatementAst:
        found.continues = True
        return True
    return False


_QUIET = frozenset(
    (ast.ConstantExpressionAst, ast.StringConstantExpressionAst, ast.ExpandableStringExpressionAst,
     ast.ParenExpressionAst, ast.SubExpressionAst, ast.ArrayExpressionAst, ast.ArrayLiteralAst, ast.HashtableAst,
     ast.IndexExpressionAst, ast.TernaryExpressionAst, ast.TypeExpressionAst, ast.TypeConstraintAst, ast.TypeName,
     ast.ArrayTypeName, ast.GenericTypeName, ast.IfStatementAst, ast.WhileStatementAst, ast.DoWhileStatementAst,
     ast.DoUntilStatementAst, ast.ForStatementAst, ast.BreakStatementAst, ast.ReturnStatementAst,
     ast.ThrowStatementAst, ast.ExitStatementAst, ast.CatchClauseAst)
)  # fmt: skip


def _note_target(left: ast.ExpressionAst, node: ast.Ast, found: Effects) -> bool:
    if isinstance(left, ast.VariableExpressionAst):
        scope, name = split_path(left.variable_path)
        found.stores.append((name.lower(), node))
        return scope == ""
    if isinstance(left, ast.ArrayLiteralAst):
        return all(_note_target(each, node, found) for each in left.elements)
    return isinstance(left, ast.IndexExpressionAst)


def _note_call(source: Source, node: ast.InvokeMemberExpressionAst, found: Effects) -> bool:
    if not isinstance(node.member, ast.StringConstantExpressionAst):
        return False
    name = str(node.member.value).lower()
    if any(
        isinstance(argument, (ast.ScriptBlockExpressionAst, ast.ConvertExpressionAst)) and not _is_plain_cast(argument)
        for argument in node.arguments or ()
    ):
        return False
    if node.static:
        info = None
        if isinstance(node.expression, ast.TypeExpressionAst):
            info = source.known_type(node.expression.type_name.full_name)
        return info is not None and info.full_name in _QUIET_TYPES
    if name not in QUIET_METHODS:
        return False
    return _note_owner(node.expression, name, found)


def _note_member(source: Source, node: ast.MemberExpressionAst, found: Effects) -> bool:
    if not isinstance(node.member, ast.StringConstantExpressionAst):
        return False
    if node.static:
        return (
            isinstance(node.expression, ast.TypeExpressionAst)
            and source.known_type(node.expression.type_name.full_name) is not None
        )
    return _note_owner(node.expression, str(node.member.value).lower(), found)


def _note_owner(owner: ast.ExpressionAst, member: str, found: Effects) -> bool:
    """Whether the member of an expression is one of .NET's, if only the variable in it holds a value of .NET's."""
    if is_text(owner):
        return True
    if isinstance(owner, ast.VariableExpressionAst):
        scope, name = split_path(owner.variable_path)
        found.owners.add((name.lower(), member))
        return scope == "" and not owner.splatted
    # What a method of text gives is text again; the owner further in is noted when its own node is met.
    return (
        isinstance(owner, ast.InvokeMemberExpressionAst)
        and not owner.static
        and isinstance(owner.member, ast.StringConstantExpressionAst)
        and str(owner.member.value).lower() in TEXTUAL
    )


def is_text(node: ast.Ast) -> bool:
    """Whether the value is a text whatever happens."""
    while isinstance(node, ast.ParenExpressionAst):
        inner = node.pipeline
        if not isinstance(inner, ast.PipelineAst) or len(inner.pipeline_elements) != 1:
            return False
        only = inner.pipeline_elements[0]
        if not isinstance(only, ast.CommandExpressionAst) or only.redirections:
            return False
        node = only.expression
    if isinstance(node, ast.BinaryExpressionAst):
        return node.operator in ("Format", "Join")
    return isinstance(node, (ast.StringConstantExpressionAst, ast.ExpandableStringExpressionAst))


def _is_plain(name: ast.AnyTypeName) -> bool:
    return name.full_name.lower() in PLAIN_CASTS


def _is_plain_cast(node: ast.Ast) -> bool:
    return isinstance(node, ast.ConvertExpressionAst) and _is_plain(node.type.type_name)


def _is_constant(node: ast.Ast) -> bool:
    if isinstance(node, ast.ArrayLiteralAst):
        return all(_is_constant(each) for each in node.elements)
    return isinstance(node, (ast.StringConstantExpressionAst, ast.ConstantExpressionAst)) or is_text(node)
