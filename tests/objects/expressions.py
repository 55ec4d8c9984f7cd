"""Runs expressions of recorded cases on the value functions alone: parsed, then walked, without an engine."""

from __future__ import annotations

from decimal import Decimal

from glueshell.language import ast, parse
from glueshell.objects import convert, errors, hashtable, members, numbers, operators, text, typeinfo
from glueshell.objects.enumeration import dictionary, elements, enumerable, iterate
from glueshell.objects.indexing import Subscripts
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.types.reference import Reference

KINDS = {"Int64": numbers.Int64, "UInt64": numbers.UInt64, "BigInteger": numbers.BigInteger, "Decimal": Decimal,
         "UInt32": numbers.UInt32, "Int16": numbers.Int16, "UInt16": numbers.UInt16, "Byte": numbers.Byte,
         "SByte": numbers.SByte, "Single": numbers.single}


class Variable(Reference):
    """A [ref] to a variable of the case."""

    def __init__(self, scope: dict, name: str) -> None:
        super().__init__()
        self.scope, self.name = scope, name

    def take(self) -> object:
        return self.scope.get(self.name)

    def put(self, value: object) -> None:
        self.scope[self.name] = value


def run(source: str, scope: dict | None = None) -> object:
    """The value of a case's statements: null, one value, or the list of all that was put out."""
    parsed = parse(source)
    assert not parsed.errors, [error.message for error in parsed.errors]
    walker = Walker({"true": True, "false": False, "null": None} | (scope or {}))
    out = walker.statements(parsed.ast.end_block.statements)
    return None if not out else out[0] if len(out) == 1 else out


class Walker:
    """Walks expression nodes; commands are known where a case needs them."""

    def __init__(self, scope: dict) -> None:
        self.scope = scope

    def statements(self, nodes: list) -> list:
        out: list = []
        for node in nodes:
            out.extend(self.statement(node))
        return out

    def statement(self, node: object) -> list:
        if isinstance(node, ast.AssignmentStatementAst):
            self.assign(node.left, self.value_of(node.right), node.operator)
            return []
        if isinstance(node, ast.PipelineAst):
            first = node.pipeline_elements[0]
            value = self.element(first)
            for later in node.pipeline_elements[1:]:
                value = self.piped(value, later)
            if value is Silent:
                return []
            return list(iterate(value)) if enumerable(value) else [value]
        raise NotImplementedError(type(node).__name__)

    def value_of(self, node: object) -> object:
        if isinstance(node, ast.CommandExpressionAst):
            return self.expression(node.expression)
        if isinstance(node, ast.PipelineAst) and len(node.pipeline_elements) == 1:
            return self.element(node.pipeline_elements[0])
        out = self.statement(node)
        return None if not out else out[0] if len(out) == 1 else out

    def element(self, node: object) -> object:
        if isinstance(node, ast.CommandExpressionAst):
            value = self.expression(node.expression)
            inner = node.expression
            if isinstance(inner, ast.ConvertExpressionAst) and inner.type.type_name.full_name.lower() == "void":
                return Silent
            if value is None and isinstance(inner, ast.InvokeMemberExpressionAst) and self.silent(inner):
                return Silent
            return value
        name = node.command_elements[0].value.lower()
        if name == "get-culture":
            return convert.cast("en-US", "cultureinfo")
        if name == "convertto-json":
            from glueshell.objects.json import to_json

            return to_json(self.expression(node.command_elements[-1]), compress=True)
        raise NotImplementedError(name)

    def silent(self, node: object) -> bool:
        return node.member.value.lower() in ("push", "enqueue", "clear", "sort", "reverse", "removeat", "insert",
                                             "addrange", "unionwith", "copyto") or (
            node.member.value.lower() in ("add", "remove"))

    def piped(self, value: object, node: object) -> object:
        name = node.command_elements[0].value.lower()
        if name == "out-null":
            return Silent
        assert name == "foreach-object", name
        what = node.command_elements[1]
        out: list = []
        for item in elements(value):
            self.scope["_"] = item
            if isinstance(what, ast.ScriptBlockExpressionAst):
                out.extend(self.statements(what.script_block.end_block.statements))
            else:
                out.append(members.get_member(item, what.value))
        return out

    def assign(self, target: object, value: object, operator: str) -> None:
        if isinstance(target, ast.ConvertExpressionAst):
            value = convert.convert(value, self.type(target.type.type_name))
            target = target.child
        if isinstance(target, ast.VariableExpressionAst):
            if operator == "PlusEquals":
                value = operators.add(self.scope.get(target.variable_path.lower()), value)
            self.scope[target.variable_path.lower()] = value
        elif isinstance(target, ast.MemberExpressionAst):
            if target.static:
                members.set_static(self.type(target.expression.type_name), target.member.value, value)
            else:
                members.set_member(self.expression(target.expression), self.name(target.member), value)
        elif isinstance(target, ast.IndexExpressionAst):
            index = self.expression(target.index)
            if isinstance(target.index, ast.ArrayLiteralAst):
                index = Subscripts(index)
            members.set_index(self.expression(target.target), index, value)
        else:
            raise NotImplementedError(type(target).__name__)

    def name(self, node: object) -> object:
        return node.value if isinstance(node, ast.StringConstantExpressionAst) else self.expression(node)

    def type(self, node: object) -> typeinfo.TypeInfo:
        found = typeinfo.resolve_type(node.full_name)
        if found is None:
            raise errors.problem("TypeNotFound", node.full_name)
        return found

    def expression(self, node: object) -> object:
        return getattr(self, type(node).__name__)(node)

    def ConstantExpressionAst(self, node: object) -> object:
        value = node.value
        kind = getattr(value, "kind", None)
        return value if kind is None else KINDS[kind](value.value)

    def StringConstantExpressionAst(self, node: object) -> object:
        return node.value

    def ExpandableStringExpressionAst(self, node: object) -> object:
        out = node.value
        for nested in node.nested_expressions:
            out = out.replace(self.source_of(nested), text.to_text(self.expression(nested)))
        return out

    def source_of(self, node: object) -> str:
        return node.text(self.scope["source"]) if "source" in self.scope else ""

    def VariableExpressionAst(self, node: object) -> object:
        return self.scope.get(node.variable_path.lower())

    def ParenExpressionAst(self, node: object) -> object:
        return self.value_of(node.pipeline)

    def SubExpressionAst(self, node: object) -> object:
        out = self.statements(node.sub_expression.statements)
        return None if not out else out[0] if len(out) == 1 else out

    def ArrayExpressionAst(self, node: object) -> object:
        return self.statements(node.sub_expression.statements)

    def ArrayLiteralAst(self, node: object) -> object:
        return [self.expression(item) for item in node.elements]

    def HashtableAst(self, node: object, ordered: bool = False) -> object:
        table = hashtable.OrderedDictionary() if ordered else hashtable.Hashtable()
        for key, value in node.key_value_pairs:
            table[self.expression(key)] = self.value_of(value)
        return table

    def ConvertExpressionAst(self, node: object) -> object:
        name = node.type.type_name.full_name.lower()
        if name == "ordered":
            return self.HashtableAst(node.child, True)
        if name == "pscustomobject" and isinstance(node.child, ast.HashtableAst):
            return convert.custom_object(self.HashtableAst(node.child, True))
        if name == "ref":
            if isinstance(node.child, ast.VariableExpressionAst):
                return Variable(self.scope, node.child.variable_path.lower())
            return Reference(self.expression(node.child))
        return convert.convert(self.expression(node.child), self.type(node.type.type_name))

    def TypeExpressionAst(self, node: object) -> object:
        return self.type(node.type_name)

    def MemberExpressionAst(self, node: object) -> object:
        owner = self.expression(node.expression)
        if node.static:
            return members.get_static(owner, self.name(node.member))
        return members.get_member(owner, self.name(node.member))

    def InvokeMemberExpressionAst(self, node: object) -> object:
        owner = self.expression(node.expression)
        arguments = [self.expression(item) for item in node.arguments or ()]
        if node.static:
            return members.call_static(owner, self.name(node.member), arguments)
        return members.call_method(owner, self.name(node.member), arguments)

    def IndexExpressionAst(self, node: object) -> object:
        return members.get_index(self.expression(node.target), self.expression(node.index))

    def UnaryExpressionAst(self, node: object) -> object:
        return operators.UNARY[node.token_kind](self.expression(node.child))

    def BinaryExpressionAst(self, node: object) -> object:
        left, right = self.expression(node.left), self.expression(node.right)
        if node.operator in ("Imatch", "Cmatch"):
            return operators.match(left, right, node.operator == "Cmatch")[0]
        return operators.BINARY[node.operator](left, right)


class Silent:
    """Stands for a method that puts nothing out."""


def names(source: str) -> str:
    """The type names of the value in a recorded `(,(value)).ForEach({ ... })`."""
    inner = source.removeprefix("(,(").partition(")).ForEach(")[0]
    scope = {"true": True, "false": False, "null": None}
    value = Walker(scope).value_of(parse(inner).ast.end_block.statements[0])
    return ";".join(typeinfo.type_names(value))


def show(value: object) -> str:
    """A value as the recordings write it: type and text, collections element by element."""
    if value is None:
        return "null"
    name = typeinfo.type_name(value)
    if type(value) is str:
        return f"System.String:{value}"
    if dictionary(value):
        pairs = sorted(((text.to_text(key), show(key) + "=" + show(item)) for key, item in value.items()),
                       key=lambda pair: pair[0].lower())
        return name + "{" + ";".join(pair[1] for pair in pairs) + "}"
    if isinstance(value, list):
        if "`1" in name:
            name = typeinfo.type_of(value).ps_text()
        return name + "[" + "|".join(show(item) for item in value) + "]"
    if isinstance(value, float):
        shown = text.net_text(value, True)
        return f"{name}:{shown}"
    if name == "System.DateTime":
        return f"{name}:{text.format_value(value, 'o')}"
    if name == "System.RuntimeType":
        return "System.Type:" + text.net_text(value)
    if isinstance(value, PSObject) and value.base is NOTHING:
        return f"{name}:{text.to_text(value)}"
    return f"{name}:{text.to_text(value)}"


def outcome(action: object) -> str:
    """What an action gives, or how it failed."""
    try:
        return show(action())
    except errors.PSError as error:
        return f"ERR {error.error_id} {error.category} {error.exception_type} {error.message}"
