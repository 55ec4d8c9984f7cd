"""What only known types tell about the classes and enumerations of a text, before any of it runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import Terminating
from glueshell.engine.type_demands import check_attributes, missing_method
from glueshell.language import ParseError, ast
from glueshell.language.checks import is_constant
from glueshell.language.messages import message
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine
    from glueshell.language import ParseResult
    from glueshell.objects.typeinfo import TypeInfo

_BOUNDS = {
    "System.Byte": 2**8 - 1, "System.SByte": 2**7 - 1, "System.Int16": 2**15 - 1, "System.UInt16": 2**16 - 1,
    "System.Int32": 2**31 - 1, "System.UInt32": 2**32 - 1, "System.Int64": 2**63 - 1, "System.UInt64": 2**64 - 1,
}  # fmt: skip
"""The types an enumeration may be of, with their greatest numbers."""
_PRIMITIVES = frozenset(("System.Boolean", "System.Char", "System.Double", "System.Single", "System.IntPtr"))

_SEALED = frozenset(
    "System." + name
    for name in (
        "Action", "Action`1", "Action`2", "Action`3", "Action`4", "BitConverter", "Comparison`1", "Console", "Convert",
        "Converter`2", "DBNull", "Environment", "Func`1", "Func`2", "Func`3", "Func`4", "Func`5", "GC",
        "Globalization.CompareInfo", "Globalization.DateTimeFormatInfo", "Globalization.NumberFormatInfo",
        "Globalization.TextInfo", "IO.Directory", "IO.DirectoryInfo", "IO.File", "IO.FileInfo", "IO.Path",
        "IndexOutOfRangeException", "Linq.Enumerable", "Management.Automation.OrderedHashtable",
        "Management.Automation.PSCredential", "Management.Automation.PSModuleInfo",
        "Management.Automation.SemanticVersion", "Management.Automation.WildcardPattern", "Math", "Net.Cookie",
        "Net.WebUtility", "OperatingSystem", "Predicate`1", "Security.SecureString", "String", "Text.StringBuilder",
        "Threading.Thread", "TimeZoneInfo", "Version", "Web.HttpUtility",
    )
)  # fmt: skip
"""Classes nobody can derive from."""

_NEEDS_ARGUMENTS = frozenset(
    "System." + name
    for name in (
        "Array", "Delegate", "MulticastDelegate", "Management.Automation.ScriptBlock", "Net.IPAddress",
        "Net.Mail.MailAddress", "Uri",
    )
)  # fmt: skip
"""Classes without a constructor of no parameters."""

_ATTRIBUTES = frozenset(
    ("alias", "allowemptycollection", "allowemptystring", "allownull", "argumentcompleter", "argumentcompletions",
     "attributeusage", "clscompliant", "cmdletbinding", "credential", "dscproperty", "dscresource",
     "dsclocalconfigurationmanager", "experimental", "flags", "hidden", "nonserialized", "norunspaceaffinity",
     "obsolete", "outputtype", "parameter", "psdefaultvalue", "pstypename", "serializable", "supportswildcards",
     "threadstatic", "validatecount", "validatedrive", "validatelength", "validatenotnull", "validatenotnullorempty",
     "validatenotnullorwhitespace", "validatepattern", "validaterange", "validatescript", "validateset",
     "validatetrusteddata", "validateuserdrive")
)  # fmt: skip

# Types .NET has and nothing here describes: a script may name them, as long as it does not use them.
_UNDESCRIBED = frozenset(
    ("activator", "appcontext", "appdomain", "buffer", "ciminstance", "cimclass", "cimtype", "cimconverter",
     "cimsession", "consolekey", "consolekeyinfo", "dateonly", "experimentalfeature", "half", "hashcode", "index",
     "initialsessionstate", "int128", "ipendpoint", "multicastdelegate", "mathf", "nullstring", "objectsecurity",
     "ordered", "physicaladdress", "powershell", "pslistmodifier", "pspropertyexpression", "psvariableproperty",
     "range", "runspace", "runspacefactory", "timeonly", "timezone", "tuple", "uint128", "uintptr", "uripartial",
     "valuetuple", "weakreference", "x500distinguishedname", "x509certificate")
)  # fmt: skip
_UNDESCRIBED_ENDINGS = ("exception", "eventargs", "eventhandler", "attribute")


def check_definitions(engine: Engine, result: ParseResult) -> tuple[list[ParseError], bool]:
    """The errors of a text with what is wrong with the types it defines, and whether it defines any.

    That is names nobody knows, or else bases and values that cannot be.
    """
    nodes = [node for node in result.ast.descendants() if isinstance(node, ast.TypeDefinitionAst)]
    if not nodes:
        return result.errors, False
    found = _Definitions(engine, result, sorted(nodes, key=lambda node: node.start)).check()
    read = result.syntax_errors
    return [*result.errors[:read], *found, *result.errors[read:]], True


class _Definitions:
    """The types of one text, in its order."""

    def __init__(self, engine: Engine, result: ParseResult, nodes: list[ast.TypeDefinitionAst]) -> None:
        self.engine = engine
        self.result = result
        self.nodes = nodes
        self.names = {node.name.lower() for node in nodes}
        self.errors: list[ParseError] = []
        # With these a name may mean what is known when the text runs.
        self.open = bool(result.ast.using_statements) or bool(engine.namespaces)

    def check(self) -> list[ParseError]:
        for node in self.nodes:
            if node.type_attributes == "Enum" and node.base_types:
                name = node.base_types[0].type_name
                if self._find(name.full_name) is None:
                    self._error("InvalidUnderlyingType", node.base_types[0], name.full_name)
            self._names_in(node)
        if self.errors or self.result.errors:
            return self.errors
        for node in self.nodes:
            check_attributes(node, self._error)
        known: dict[str, ast.TypeDefinitionAst] = {}
        bases: list[tuple[ast.TypeDefinitionAst, ast.TypeDefinitionAst | TypeInfo | None]] = []
        for node in self.nodes:
            if node.type_attributes != "Enum":
                bases.append((node, self._base_class(node, known)))
            known[node.name.lower()] = node
        known.clear()
        for node in self.nodes:
            if node.type_attributes == "Enum":
                self._enumeration(node, known)
            known[node.name.lower()] = node
        for node, base in bases:
            self._repeated(node)
            if base is not None and not _constructors(node) and self._needs_arguments(base):
                self._error("BaseClassNoDefaultCtor", node, base.name)
        if not self.errors:
            self._without_methods()
        return self.errors

    def _without_methods(self) -> None:
        """Report classes without a method that an interface of theirs asks for."""
        classes = {node.name.lower(): node for node in self.nodes}
        for node in self.nodes:
            named = [self._find(each.type_name.full_name) for each in node.base_types]
            absent = missing_method(self.engine, node, classes, [info for info in named if info is not None])
            if absent is not None:
                self._error("TypeCreationError", node, node.name, absent)

    def _repeated(self, definition: ast.TypeDefinitionAst) -> None:
        """Report what has been there before: properties, names of an enumeration, methods of the same parameters."""
        seen: set[object] = set()
        own = definition.name.lower()
        for member in definition.members:
            at: ast.Ast | ast.TypeName = member
            key: object
            if isinstance(member, ast.PropertyMemberAst):
                key = member.name.lower()
            elif isinstance(member, ast.FunctionMemberAst):
                at = self._name_of(member)
                starter = member.name.lower() == own and "static" in member.modifiers
                if starter and member.parameters:
                    self._error("StaticConstructorCantHaveParameters", member.parameters[0])
                key = member.name.lower(), starter, tuple(self._type_of(each) for each in member.parameters)
            else:
                continue
            if key in seen:
                self._error("MemberAlreadyDefined", at, member.name)
            seen.add(key)

    def _name_of(self, member: ast.FunctionMemberAst) -> ast.TypeName:
        """A method's name, where it stands."""
        after = member.start if member.return_type is None else member.return_type.end
        found = re.compile(re.escape(member.name) + r"\s*\(").search(self.result.text, after)
        at = member.start if found is None else found.start()
        return ast.TypeName(at, at + len(member.name), member.name)

    def _type_of(self, parameter: ast.ParameterAst) -> str:
        for each in parameter.attributes:
            if isinstance(each, ast.TypeConstraintAst):
                name = each.type_name.full_name
                found = None if name.lower() in self.names else self._find(name)
                return name.lower() if found is None else found.full_name
        return "System.Object"

    def _error(self, id: str, at: Any, *arguments: str) -> None:
        if not any((each.id, each.start) == (id, at.start) for each in self.errors):
            self.errors.append(ParseError(id, message(id, *arguments), at.start, at.end))

    # -- names ------------------------------------------------------------------------------------------------------

    def _names_in(self, definition: ast.TypeDefinitionAst) -> None:
        stack: list[ast.Ast] = [definition]
        found: list[tuple[int, Any, bool]] = []
        while stack:
            node = stack.pop()
            if isinstance(node, ast.TypeDefinitionAst) and node is not definition:
                continue
            if isinstance(node, (ast.TypeConstraintAst, ast.TypeExpressionAst)):
                found.extend((each.start, each, False) for each in _parts(node.type_name))
            elif isinstance(node, ast.AttributeAst):
                found.append((node.type_name.start, node.type_name, True))
            stack.extend(node.children())
        for _, name, attribute in sorted(found, key=lambda each: each[0]):
            if attribute and not self._is_attribute(name.full_name.lower()):
                self._error("CustomAttributeTypeNotFound", name, name.full_name)
            elif not attribute and self._unknown(name.full_name):
                self._error("TypeNotFound", name, name.full_name)

    def _is_attribute(self, name: str) -> bool:
        plain = name.removeprefix("system.").removeprefix("management.automation.").removesuffix("attribute")
        return plain in _ATTRIBUTES or "." in plain or plain in self.names or self.open or self._find(name) is not None

    def _unknown(self, name: str) -> bool:
        """Whether there is no such type; of .NET's own, which are many, only what nobody could mean."""
        low = name.lower()
        if low in self.names or low in _UNDESCRIBED or low.endswith(_UNDESCRIBED_ENDINGS) or "," in low:
            return False
        if low.startswith(("system.", "microsoft.")) or (self.open and "." not in low):
            return False
        return self._find(name) is None

    def _find(self, name: str) -> TypeInfo | None:
        try:
            return self.engine.find_type(name)
        except PSError:
            return None

    # -- classes ----------------------------------------------------------------------------------------------------

    def _base_class(
        self, node: ast.TypeDefinitionAst, known: dict[str, ast.TypeDefinitionAst]
    ) -> ast.TypeDefinitionAst | TypeInfo | None:
        """The class a class derives from, where it is one."""
        base: ast.TypeDefinitionAst | TypeInfo | None = None
        for number, constraint in enumerate(node.base_types):
            found = self._base(constraint, known)
            if number == 0:
                base = found
            if found is None:
                continue
            if isinstance(found, ast.TypeDefinitionAst):
                if found.type_attributes == "Enum":
                    self._error("TypeNotFound", constraint, found.name)
                elif number:
                    self._error("InterfaceNameExpected", constraint, found.name)
            elif number == 0 and (found.kind in ("struct", "enum") or found.definition in _SEALED):
                self._error("SealedBaseClass", constraint, found.name)
            elif number and found.kind != "interface":
                self._error("InterfaceNameExpected", constraint, found.name)
        return base

    def _base(
        self, constraint: ast.TypeConstraintAst, known: dict[str, ast.TypeDefinitionAst]
    ) -> ast.TypeDefinitionAst | TypeInfo | None:
        name = constraint.type_name.full_name
        low = name.lower()
        if low in known:
            return known[low]
        if low.endswith("]") and low[:-1].rstrip(",").endswith("["):
            self._error("SubtypeArray", constraint, name)
            return None
        found = None if low in self.names else self._find(name)
        if found is None and low in self.names:
            self._error("TypeNotFound", constraint, name)
        return found

    @staticmethod
    def _needs_arguments(base: ast.TypeDefinitionAst | TypeInfo) -> bool:
        if isinstance(base, ast.TypeDefinitionAst):
            counts = [len(each.parameters) for each in _constructors(base)]
            return bool(counts) and 0 not in counts
        script = getattr(base, "script", None)
        return base.full_name in _NEEDS_ARGUMENTS if script is None else not script.starts_empty()

    # -- enumerations -----------------------------------------------------------------------------------------------

    def _enumeration(self, node: ast.TypeDefinitionAst, known: dict[str, ast.TypeDefinitionAst]) -> None:
        from glueshell.objects.typeinfo import type_named

        kind = type_named("System.Int32")
        if node.base_types:
            name = node.base_types[0].type_name
            found = self._find(name.full_name)
            if found is None or found.full_name not in _BOUNDS:
                shown = found.full_name if found is not None and found.full_name in _PRIMITIVES else name.full_name
                self._error("InvalidUnderlyingType", node.base_types[0], shown)
                return
            kind = found
        self._repeated(node)
        highest = _BOUNDS[kind.full_name]
        following: int | None = 0
        for member in node.members:
            if isinstance(member, ast.PropertyMemberAst):
                at, value = member.initial_value, following
                if at is not None:
                    value = self._value(at, kind, known)
                elif value is not None and value > highest:
                    self._error("EnumeratorValueOutOfBounds", member, kind.short_name)
                following = None if value is None else value + 1

    def _value(self, node: ast.ExpressionAst, kind: TypeInfo, known: dict[str, ast.TypeDefinitionAst]) -> int | None:
        """The number of an enumeration's name; None, and an error, where there is none."""
        from glueshell.engine.attributes import constant
        from glueshell.engine.compiler.unit import Source
        from glueshell.objects.convert import convert
        from glueshell.objects.enums import EnumValue

        if self._names_later(node, known):
            # A type of this text: known when it runs.
            return None
        kept, self.engine.catching = self.engine.catching, True
        try:
            source = Source(self.result.text, self.result.ast, self.result.file)
            value = constant(self.engine, source, node) if _counts(node) else _NOTHING
        except (PSError, Terminating):
            value = _NOTHING
        finally:
            self.engine.catching = kept
        if value is _NOTHING:
            self._error("EnumeratorValueMustBeConstant", node)
            return None
        try:
            made: Any = convert(value, kind)
        except PSError:
            number = isinstance(value, (int, float, EnumValue)) or hasattr(value, "as_tuple")
            self._error("EnumeratorValueOutOfBounds" if number else "CannotConvertValue", node, kind.short_name)
            return _BOUNDS[kind.full_name] if number else None
        return int(made)

    def _names_later(self, node: ast.ExpressionAst, known: dict[str, ast.TypeDefinitionAst]) -> bool:
        named = [
            each.type_name.full_name.lower()
            for each in (node, *node.descendants())
            if isinstance(each, ast.TypeExpressionAst)
        ]
        if any(name in self.names and name not in known for name in named):
            self._error("EnumeratorValueMustBeConstant", node)
            return True
        return any(name in known for name in named)


_NOTHING = object()


def _parts(name: Any) -> Iterator[Any]:
    """The plain names in a type's name: of the element of an array, of a generic type and its arguments."""
    arguments = getattr(name, "generic_arguments", None)
    if arguments is not None:
        for each in arguments:
            yield from _parts(each)
        return
    element = getattr(name, "element_type", None)
    if element is not None:
        yield from _parts(element)
        return
    yield name


def _constructors(node: ast.TypeDefinitionAst) -> list[ast.FunctionMemberAst]:
    return [
        each
        for each in node.members
        if isinstance(each, ast.FunctionMemberAst)
        and each.name.lower() == node.name.lower()
        and "static" not in each.modifiers
    ]


def _counts(node: ast.ExpressionAst) -> bool:
    """Whether an expression may be the number of an enumeration's name."""
    return is_constant(node) and not any(
        isinstance(each, ast.ArrayLiteralAst)
        or (isinstance(each, ast.BinaryExpressionAst) and each.operator not in _ARITHMETIC)
        for each in (node, *node.descendants())
    )


_ARITHMETIC = frozenset(
    ("Plus", "Minus", "Multiply", "Divide", "Rem", "Bor", "Band", "Bxor", "Shl", "Shr", "And", "Or", "Xor")
)
