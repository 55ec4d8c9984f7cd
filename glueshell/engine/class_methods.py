"""Methods of a script's classes: their overloads, how one is chosen and run."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glueshell.engine.attributes import fails_as_variable, type_constraint
from glueshell.engine.callstack import Frame, overflow
from glueshell.engine.scopes import UNSET, Constraint, Scope
from glueshell.language import ast
from glueshell.objects.convert import culture_text
from glueshell.objects.declaration import Member
from glueshell.objects.errors import PSError, problem
from glueshell.objects.invocation import choose

if TYPE_CHECKING:
    from glueshell.engine.classes import ScriptClass
    from glueshell.engine.compiler.unit import Source, Template
    from glueshell.engine.runtime import Engine

CLASS_KEY = "\0class"
"""The cell under which a method's scope keeps its class; no script can write that name."""


class Overload:
    """One method body: its parameters' constraints and its code."""

    __slots__ = (
        "constraints", "defaults", "engine", "hidden", "name", "names", "owner", "result", "returns", "shown",
        "template", "types",
    )  # fmt: skip

    def __init__(self, engine: Engine, owner: ScriptClass, node: ast.FunctionMemberAst, source: Source) -> None:
        self.engine = engine
        self.owner = owner
        # A constructor goes by .NET's name.
        self.name = ".ctor" if node.name.lower() == owner.name.lower() and node.return_type is None else node.name
        self.hidden = "hidden" in node.modifiers
        self.names: list[str] = []
        self.types: list[str] = []
        self.constraints: list[tuple[Constraint, ...]] = []
        for parameter in node.parameters:
            self.names.append(parameter.name.variable_path)
            constraints: list[Constraint] = []
            type_text = "Object"
            for attribute in parameter.attributes:
                if isinstance(attribute, ast.TypeConstraintAst):
                    type_text = attribute.type_name.full_name
                    constraints.append(late_constraint(engine, type_text))
            self.types.append(type_text)
            self.constraints.append(tuple(constraints))
        self.result: Constraint | None = None
        self.template: Template | None = None
        if node.body is not None:
            self.template = source.template(node.body)
            self.template.method = True
        self.returns = result = "void" if node.return_type is None else node.return_type.type_name.full_name
        listed = ", ".join(f"{_short(kind)} {name}" for kind, name in zip(self.types, self.names))
        static = "static " if "static" in node.modifiers else ""
        # As Get-Member and the method itself show it.
        self.shown = f"{static}{_short(result)} {node.name}({listed})"
        if node.return_type is not None:
            name = node.return_type.type_name.full_name
            if name.lower() not in ("void", "system.void"):
                self.result = late_constraint(engine, name)

    def run(self, this: object, arguments: tuple[object, ...]) -> object:
        """Call it: `$this` is the instance, UNSET for a static one."""
        engine, template = self.engine, self.template
        values: list[object] = []
        for place, (value, constraints) in enumerate(zip(arguments, self.constraints)):
            given = value
            try:
                for constraint in constraints:
                    value = constraint(value)
            except PSError as error:
                wanted = engine.find_type(self.types[place], anywhere=True).ps_text()
                raise problem(
                    "MethodArgumentConversionInvalidCastArgument", self.names[place], culture_text(given), self.name,
                    wanted, error.message, inner=error,
                ) from None  # fmt: skip
            values.append(value)
        if template is None:
            return None
        frame = Frame(self.owner.name, template.source.file, template)
        frame.arguments = list(arguments)
        scope = Scope(engine, self.owner.home, "local", frame)
        scope.cell(CLASS_KEY).cell_contents = self.owner
        if this is not UNSET:
            scope.cell("this").cell_contents = this
        for name, value, constraints in zip(self.names, values, self.constraints):
            scope.cell(name).cell_contents = value
            if constraints:
                scope.constrain(name, constraints)
        depth = engine.call_depth
        if depth >= engine.depth_limit:
            raise overflow(engine)
        kept, engine.scope = engine.scope, scope
        caught, engine.catching = engine.catching, True
        engine.call_depth = depth + 1
        engine.frames.append(frame)
        results: list[object] = []
        convert = self.result
        # Converted where it is returned, so that an error points there.
        give = results.append if convert is None else lambda value: results.append(convert(value))
        try:
            if template.has("end"):
                template.bind(scope, "end")(engine, scope, give)
        finally:
            engine.frames.pop()
            engine.call_depth = depth
            engine.scope = kept
            engine.catching = caught
        if results:
            return results[-1]
        return None if convert is None else convert(None)


def _short(type_text: str) -> str:
    from glueshell.objects.typeinfo import resolve_type

    info = resolve_type(type_text)
    return type_text if info is None else info.short_name


def late_constraint(engine: Engine, name: str) -> Constraint:
    """A constraint on a type looked up when it is first used: a class may mention one defined after it."""
    found: list[Constraint] = []

    def constrain(value: object) -> object:
        if not found:
            info = engine.find_type(name, anywhere=True)
            found.append(type_constraint(engine, info))
            constrain.own_error = fails_as_variable(info)  # type: ignore[attr-defined]
        return found[0](value)

    return constrain


class Method:
    """All overloads of one name."""

    __slots__ = ("_table", "before", "name", "overloads", "static")

    def __init__(self, name: str, static: bool, before: Callable[[], None] | None = None) -> None:
        # What runs ahead of a static method: the class's static constructor, once.
        self.before = before
        self.name = name
        self.static = static
        self.overloads: list[Overload] = []
        # The overloads as .NET's are kept, by their texts, and whether they speak of a script's own types.
        self._table: tuple[Member, dict[str, Overload], bool] | None = None

    def __call__(self, *arguments: object) -> object:
        if self.static:
            if self.before is not None:
                self.before()
            return self.choose(arguments).run(UNSET, arguments)
        this, given = arguments[0], arguments[1:]
        return self.choose(given).run(this, given)

    def choose(self, arguments: tuple[object, ...]) -> Overload:
        """The overload for these arguments: by count, then as for .NET's methods; else the first they convert for."""
        fitting = [each for each in self.overloads if len(each.names) == len(arguments)]
        if not fitting:
            raise problem("MethodCountCouldNotFindBest", self.name, len(arguments))
        if len(fitting) == 1:
            return fitting[0]
        if any(hasattr(value, "ps_reference") for value in arguments):
            # Overloads go by what a reference holds: the one that asks for a reference is found by its type.
            return self._first(fitting, arguments)
        if self._table is None or len(self._table[1]) != len(self.overloads):
            self._table = self._listed()
        member, by_text, own = self._table
        try:
            return by_text[choose(member, list(arguments)).text]
        except PSError:
            if not own:
                raise
        return self._first(fitting, arguments)

    def _listed(self) -> tuple[Member, dict[str, Overload], bool]:
        from glueshell.engine.classes import ScriptType

        by_text: dict[str, Overload] = {}
        own = False
        for each in self.overloads:
            infos = [each.engine.find_type(name, anywhere=True) for name in each.types]
            own = own or any(isinstance(info, ScriptType) for info in infos)
            listed = ", ".join(f"{info.ps_text()} {name}" for info, name in zip(infos, each.names))
            by_text[f"{_short(each.returns)} {self.name}({listed})"] = each
        return Member(self.name, "Method", "", overloads=tuple(by_text)), by_text, own

    @staticmethod
    def _first(fitting: list[Overload], arguments: tuple[object, ...]) -> Overload:
        from glueshell.objects.typeinfo import is_instance

        engine = fitting[0].engine
        for each in fitting:
            if all(
                name == "Object" or is_instance(value, engine.find_type(name, anywhere=True))
                for name, value in zip(each.types, arguments)
            ):
                return each
        for each in fitting:
            try:
                for value, constraints in zip(arguments, each.constraints):
                    for constraint in constraints:
                        constraint(value)
            except PSError:
                continue
            return each
        return fitting[0]
