"""Classes and enums of a script: .NET-like types whose members are script."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from glueshell.engine.attributes import constant, validator
from glueshell.engine.class_casts import by_operator, converted
from glueshell.engine.class_methods import Method, Overload, late_constraint
from glueshell.engine.errors import ErrorRecord, Position, Terminating
from glueshell.engine.scopes import UNSET, Constraint, Scope
from glueshell.language import ast
from glueshell.objects.declaration import Member, MemberTable
from glueshell.objects.enums import EnumType, EnumValue
from glueshell.objects.errors import PSError, problem
from glueshell.objects.typeinfo import TypeInfo

if TYPE_CHECKING:
    from glueshell.engine.compiler.unit import Source
    from glueshell.engine.runtime import Engine

class ScriptType(TypeInfo):
    """A type a script defined. Two of one name are two types: each run may define its own."""

    __slots__ = ("parent", "script")
    script: ScriptClass
    parent: ScriptType | None

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class ScriptObject:
    """An instance: `fields` maps property names, as declared, to values."""

    __slots__ = ("fields", "ps_added")
    ps_type: Any = None
    ps_type_name = "System.Object"
    ps_members: Any = None
    ps_base_types: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.fields: dict[str, object] = {}

    def ps_text(self) -> str:
        """What its ToString method says, the class's name without one."""
        found = type(self).ps_members.instance.get("tostring")
        if found is not None and found.kind == "Method" and found.body is not None:
            from glueshell.objects.text import to_text

            return to_text(found.body(self))
        return str(self.ps_type_name)

    def ps_lines(self, width: int) -> list[str] | None:
        """What is shown of an object without properties: its text; None of one that has some."""
        from glueshell.objects.listing import property_names

        return None if property_names(self) else self.ps_text().split("\n")


class ScriptEnum(EnumType):
    """An enumeration of a script; its values know the type that no table lists."""

    __slots__ = ("info",)
    info: ScriptType

    def value(self, number: int) -> ScriptEnumValue:
        """The value of a number, named or not."""
        return ScriptEnumValue(self, number)


class ScriptEnumValue(EnumValue):
    """A value of a script's enumeration."""

    @property
    def ps_type(self) -> TypeInfo:
        """The enumeration as a type."""
        assert isinstance(self.enum, ScriptEnum)
        return self.enum.info


_ANYTHING = (["object"], ["system.object"])


def _own_comparison(members: Mapping[str, Member]) -> dict[str, object]:
    """What operators and Sort-Object call of a class that says how its objects compare (CompareTo, Equals)."""
    found: dict[str, object] = {}
    for low, hook in (("compareto", "ps_compare"), ("equals", "ps_equals")):
        body = members[low].body if low in members else None
        if body is not None:
            found[hook] = _called_on(body)
            # Whether it is for things of all kinds, as the Equals that every class has.
            overloads = getattr(body, "overloads", ())
            if low == "equals" and any([name.lower() for name in each.types] in _ANYTHING for each in overloads):
                found["ps_equals_any"] = True
    return found


def _own_operators(statics: Mapping[str, Member]) -> dict[str, object]:
    """What arithmetic calls of a class that declares operators (op_Addition)."""
    if not any(low.startswith("op_") for low in statics):
        return {}

    def operate(name: str, left: object, right: object) -> object:
        member = statics.get(name.lower())
        return NotImplemented if member is None or member.body is None else member.body(left, right)

    return {"ps_operate": staticmethod(operate)}


def _own_conversions(script: ScriptClass, statics: Mapping[str, Member]) -> dict[str, object]:
    """What casts of its objects to other types call of a class that declares conversion operators (op_Implicit)."""
    if statics.keys().isdisjoint(("op_implicit", "op_explicit")):
        return {}
    return {"ps_cast": lambda value, info: by_operator(script, value, info)}


def _called_on(body: Callable[..., object]) -> Callable[..., object]:
    return lambda one, other: body(one, other)


class ScriptClass:
    """A class as it runs: properties with their first values, methods, constructors, base."""

    def __init__(self, engine: Engine, scope: Scope, node: ast.TypeDefinitionAst, source: Source) -> None:
        self.engine = engine
        self.home = scope.script if scope.frame is None else engine.global_scope
        self.name = node.name
        self.source = source
        self.parent: ScriptClass | None = None
        self.base_name = "System.Object"
        interfaces: list[str] = []
        held: TypeInfo | None = None
        for number, base in enumerate(node.base_types):
            info = engine.find_type(base.type_name.full_name)
            if number == 0 and isinstance(info, ScriptType):
                self.parent = info.script
                self.base_name = info.full_name
            elif number == 0 and info.kind != "interface":
                self.base_name, held = info.full_name, info
            else:
                interfaces.append(info.full_name)
        self.fields: dict[str, tuple[Constraint, ...]] = dict(self.parent.fields) if self.parent else {}
        self.types: dict[str, str] = {}
        self.initial: list[tuple[str, ast.ExpressionAst | None]] = []
        self.statics: dict[str, object] = {}
        self.instance_members: dict[str, Member]
        self.static_members: dict[str, Member]
        members: dict[str, Member] = {}
        statics: dict[str, Member] = dict(self.parent.static_members) if self.parent else {}
        methods: dict[tuple[str, bool], Method] = {}
        self.constructors = Method("new", False)
        # The first values of static properties that have none yet.
        self.initial_statics: list[tuple[str, ast.ExpressionAst | None, tuple[Constraint, ...]]] = []
        # The static constructor that has not run yet.
        self.initializer: Overload | None = None
        # Why nothing of the class can be used: its static constructor failed.
        self.broken: BaseException | None = None
        for member in node.members:
            if isinstance(member, ast.PropertyMemberAst):
                self._property(member, members, statics)
            elif isinstance(member, ast.FunctionMemberAst):
                self._method(member, methods)
        for (low, static), method in methods.items():
            silent = all(overload.result is None for overload in method.overloads)
            made = Member(
                method.name, "Method", "void" if silent else "object", body=method, static=static, overloads=(),
            )  # fmt: skip
            made.shown = ", ".join(each.shown for each in method.overloads)
            made.hidden = all(overload.hidden for overload in method.overloads)
            (statics if static else members)[low] = made
        if self.parent is None:
            members.setdefault("memberwiseclone", _cloning())
        if self.parent is not None:
            # What a class declares itself is shown before what it inherits.
            members |= {low: each for low, each in self.parent.instance_members.items() if low not in members}
        self.instance_members = members
        self.static_members = statics
        self.table = MemberTable(
            self.name, *members.values(), *statics.values(), convert=lambda value: converted(self, value),
        )  # fmt: skip
        lineage = [self.base_name, *(self.parent.lineage if self.parent else ())]
        if self.parent is None and self.base_name != "System.Object":
            from glueshell.objects.typeinfo import type_named

            lineage = [*type_named(self.base_name).chain()]
        if lineage[-1] != "System.Object":
            lineage.append("System.Object")
        self.lineage: list[str] = lineage
        python_base: tuple[type, ...] = (self.parent.python,) if self.parent else (ScriptObject,)
        if self.parent is None and "System.Exception" in lineage:
            python_base = (ScriptException,)
        elif self.parent is None and held is not None:
            python_base = _holder(held) or python_base
        if self.parent is not None:
            interfaces += self.parent.info.interfaces
        self.info: ScriptType = ScriptType(
            self.name, base=self.base_name, interfaces=(*interfaces, *lineage), table=self.table,
            construct=self.construct,
        )  # fmt: skip
        self.info.script = self
        self.info.parent = self.parent.info if self.parent else None
        self.python: type = type(
            self.name,
            python_base,
            {
                "__slots__": (), "ps_type": self.info, "ps_type_name": self.name, "ps_members": self.table,
                "ps_base_types": tuple(lineage), **_own_comparison(members), **_own_operators(statics),
                **_own_conversions(self, statics),
            },
        )  # fmt: skip
        self.info.python = self.python

    def _property(
        self, node: ast.PropertyMemberAst, members: dict[str, Member], statics: dict[str, Member]
    ) -> None:
        engine, name = self.engine, node.name
        constraints: list[Constraint] = []
        type_text = "System.Object"
        if node.property_type is not None:
            type_text = node.property_type.type_name.full_name
            constraints.append(late_constraint(engine, type_text))
        for attribute in node.attributes:
            check = validator(engine, self.source, attribute)
            if check is not None:
                constraints.append(_refusing(check, name))
        checked = tuple(constraints)
        if "static" in node.modifiers:
            self.statics[name] = UNSET
            self.initial_statics.append((name, node.initial_value, checked))

            def get(owner: object) -> object:
                self._initialize()
                return self.statics[name]

            def put(owner: object, value: object) -> None:
                self._initialize()
                self.statics[name] = _pass(checked, value)

            statics[name.lower()] = Member(name, "Property", _shown(type_text), get, put, static=True)
            return
        self.fields[name] = checked
        self.types[name] = type_text
        self.initial.append((name, node.initial_value))
        members[name.lower()] = Member(name, "Property", _shown(type_text), _reader(name), _writer(name, checked))
        members[name.lower()].hidden = "hidden" in node.modifiers

    def _method(self, node: ast.FunctionMemberAst, methods: dict[tuple[str, bool], Method]) -> None:
        static = "static" in node.modifiers
        overload = Overload(self.engine, self, node, self.source)
        if node.name.lower() == self.name.lower() and node.return_type is None:
            if static:
                self.initializer = overload
                return
            self.constructors.overloads.append(overload)
            return
        key = (node.name.lower(), static)
        if key not in methods:
            methods[key] = Method(node.name, static, self._initialize if static else None)
        methods[key].overloads.append(overload)

    def evaluate(self, node: ast.ExpressionAst, this: object = UNSET) -> object:
        """The first value of a property, of an instance where it is not static."""
        return constant(self.engine, self.source, node, this)

    def construct(self, *arguments: object) -> object:
        """A new instance: first values from the topmost class down, then the constructor."""
        self._initialize()
        made: Any = self.python()
        self._fill(made)
        if self.constructors.overloads:
            self._construct_on(made, arguments)
        else:
            if arguments and self.base_name == "System.Object" and self.parent is None:
                raise problem("MethodCountCouldNotFindBest", "new", len(arguments))
            self.base_construct(made, list(arguments))
        return made

    def _initialize(self) -> None:
        """Fill the static properties and run the static constructor before anything else of the class is used."""
        waiting, self.initializer = self.initializer, None
        first, self.initial_statics = self.initial_statics, []
        if self.broken is not None:
            raise _uninitialized(self.name, self.broken)
        if first or waiting is not None:
            try:
                for name, node, checked in first:
                    self.statics[name] = None
                    value = None if node is None else self.evaluate(node)
                    self.statics[name] = _pass(checked, value) if node is not None or checked else value
                if waiting is not None:
                    waiting.run(UNSET, ())
            except (PSError, Terminating) as error:
                inside = error.record.exception if isinstance(error, Terminating) else error
                self.broken = inside
                raise _uninitialized(self.name, inside) from None

    def _fill(self, made: ScriptObject) -> None:
        if self.parent is not None:
            self.parent._fill(made)
        for name, node in self.initial:
            checked = self.fields[name]
            if node is not None:
                made.fields[name] = self._first(node, checked, made)
                continue
            made.fields[name] = None if not checked else self.zero(self.types[name])

    def _first(self, node: ast.ExpressionAst, checked: tuple[Constraint, ...], made: ScriptObject) -> object:
        """The first value of a property; what is wrong with it points at it, and nothing is made."""
        engine = self.engine
        kept, engine.catching = engine.catching, True
        try:
            return _pass(checked, self.evaluate(node, made))
        except PSError as error:
            if error.error_id == "ExceptionWhenSetting":
                error.error_id, error.category = "ValidateSetFailure", "MetadataError"
            source = self.source
            position = Position(source.text, node.start, node.end, source.file)
            raise Terminating(ErrorRecord(error, position=position)) from error
        finally:
            engine.catching = kept

    def zero(self, type_text: str) -> object:
        """What a property without a first value holds: zero for value types, null for all others."""
        info = self.engine.find_type(type_text, anywhere=True)
        if info.kind not in ("struct", "enum") or info.definition == "System.Nullable`1":
            return None
        from glueshell.objects.construction import zero

        return zero(info)

    def starts_empty(self) -> bool:
        """Whether an instance can be made without arguments."""
        overloads = self.constructors.overloads
        return not overloads or any(not overload.names for overload in overloads)

    def _construct_on(self, made: ScriptObject, arguments: tuple[object, ...]) -> None:
        overload = self.constructors.choose(arguments)
        if self.parent is not None and not _calls_base(overload):
            self.base_construct(made, [])
        overload.run(made, arguments)

    def base_construct(self, made: Any, arguments: list[object]) -> None:
        """Run the base class's constructor on an instance."""
        if self.parent is not None:
            if self.parent.constructors.overloads:
                self.parent._construct_on(made, tuple(arguments))
            else:
                self.parent.base_construct(made, arguments)
        elif isinstance(made, ScriptException):
            from glueshell.objects.text import to_text

            made.message = to_text(arguments[0]) if arguments else f"Exception of type '{self.name}' was thrown."
            made.args = (made.message,)
            made.error_id = made.message
            if len(arguments) > 1 and isinstance(arguments[1], BaseException):
                made.inner = arguments[1]


class ScriptException(PSError):
    """The Python side of a class derived from Exception: it can be thrown."""

    ps_type: Any = None
    ps_type_name = "System.Exception"
    ps_members: Any = None
    ps_base_types: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__("", "", "OperationStopped", type(self).ps_type_name)
        self.fields: dict[str, object] = {}

    def ps_text(self) -> str:
        """Type and message, as .NET prints an exception."""
        return f"{self.ps_type_name}: {self.message}"


class _Held:
    """What an instance has that is a collection of .NET too; `of` is that collection's type."""

    ps_text = ScriptObject.ps_text
    ps_lines = ScriptObject.ps_lines
    of: TypeInfo

    def __init__(self) -> None:
        from glueshell.objects.construction import construct

        self.fields: dict[str, object] = {}
        empty = construct(self.of, [])
        for kind in type(empty).__mro__:
            for name in getattr(kind, "__slots__", ()):
                if name not in ("ps_type", "ps_added", "__weakref__") and hasattr(empty, name):
                    setattr(self, name, getattr(empty, name))


def _holder(info: TypeInfo) -> tuple[type, ...] | None:
    """The Python side of what derives from a collection; None for any other type."""
    from glueshell.objects.construction import construct

    if not _COLLECTION & info.ancestors:
        return None
    try:
        kind = type(construct(info, []))
    except PSError:
        return None
    return (type("_Collection", (_Held, kind), {"of": info}),)


_COLLECTION = frozenset(("System.Collections.ICollection", "System.Collections.IEnumerable"))


def _calls_base(overload: Overload) -> bool:
    if overload.template is None:
        return False
    return any(
        isinstance(node, ast.BaseCtorInvokeMemberExpressionAst) for node in overload.template.ast.descendants()
    )


def _uninitialized(name: str, inside: BaseException) -> PSError:
    kind = "System.TypeInitializationException"
    said = f"The type initializer for '{name}' threw an exception."
    return PSError(said, kind, "OperationStopped", kind, inner=inside)


def _cloning() -> Member:
    """MemberwiseClone: a new instance that holds the same."""

    def clone(this: Any) -> object:
        made: Any = type(this)()
        made.fields = dict(this.fields)
        return made

    made = Member("MemberwiseClone", "Method", "System.Object", body=clone)
    made.hidden = True
    return made


def _shown(type_text: str) -> str:
    from glueshell.objects.typeinfo import resolve_type

    info = resolve_type(type_text)
    return type_text if info is None else info.short_name


def _pass(constraints: tuple[Constraint, ...], value: object) -> object:
    for constraint in constraints:
        value = constraint(value)
    return value


def _reader(name: str) -> Callable[[Any], object]:
    return lambda owner: owner.fields[name]


def _writer(name: str, constraints: tuple[Constraint, ...]) -> Callable[[Any, object], None]:
    def write(owner: Any, value: object) -> None:
        for constraint in constraints:
            value = constraint(value)
        owner.fields[name] = value

    return write


def _refusing(check: Callable[[object], str | None], name: str) -> Constraint:
    def constrain(value: object) -> object:
        sentence = check(value)
        if sentence is not None:
            raise PSError(sentence, "ExceptionWhenSetting", "NotSpecified", target=value)
        return value

    return constrain


def define(engine: Engine, scope: Scope, node: ast.TypeDefinitionAst, source: Source) -> None:
    """Make the type a definition describes known under its name; in a block it is made once."""
    key = node.name.lower()
    unit = engine.frames[-1].unit if engine.frames else None
    block = source.ast if unit is None or unit.source is not source else unit.ast
    held = source.defined.setdefault(key, [])
    before = next((each for each in held if each[1] == node.start), None)
    info: TypeInfo
    if before is not None and block is not source.ast:
        info = before[2]
    elif node.type_attributes == "Enum":
        info = _enumeration(engine, node, source)
    else:
        info = ScriptClass(engine, scope, node, source).info
    if before is not None:
        held.remove(before)
    held.append((block, node.start, info))
    if scope.types is None:
        scope.types = {}
    scope.types[key] = engine.types[key] = info


def _enumeration(engine: Engine, node: ast.TypeDefinitionAst, source: Source) -> TypeInfo:
    from glueshell.objects.convert import convert
    from glueshell.objects.typeinfo import type_named

    names: dict[str, int] = {}
    base = node.base_types[0].type_name.full_name if node.base_types else "int"
    underlying = engine.find_type(base).full_name
    following, wide = 0, type_named("System.UInt64" if underlying == "System.UInt64" else "System.Int64")
    for member in node.members:
        if isinstance(member, ast.PropertyMemberAst):
            if member.initial_value is not None:
                following = int(convert(constant(engine, source, member.initial_value), wide))  # type: ignore[call-overload]
            names[member.name] = following
            following += 1
    flags = any(attribute.type_name.full_name.lower().startswith("flags") for attribute in node.attributes)
    enum = ScriptEnum(node.name, names, flags)
    enum.underlying = underlying
    enum.info = ScriptType(
        node.name, base="System.Enum", interfaces=("System.ValueType", "System.IComparable"), kind="enum", enum=enum
    )
    return enum.info


def call_as(engine: Engine, info: object, owner: object, name: str, arguments: list[object]) -> object:
    """`([Base]$this).Method()`: the method as the named class has it."""
    from glueshell.objects import members

    if isinstance(info, ScriptType) and info.enum is None:
        member = info.script.instance_members.get(name.lower())
        if member is not None and member.body is not None:
            return member.body(owner, *arguments)
    return members.call_method(owner, name, arguments)
