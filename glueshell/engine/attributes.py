"""Attributes and types of a param block -> `Parameter` objects and what else a function declares."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from glueshell.engine.errors import ErrorRecord, Position, Terminating
from glueshell.engine.parameters import (
    ALL_SETS,
    Parameter,
    ParameterTable,
    Placement,
    assign_positions,
    table_of,
)
from glueshell.engine.provided_types import provided, transform_of
from glueshell.engine.scopes import UNSET, Constraint
from glueshell.engine.sentinels import ASKED
from glueshell.language import ast
from glueshell.objects.errors import PSError
from glueshell.objects.numbers import BigInteger

if TYPE_CHECKING:
    from glueshell.engine.compiler.unit import Source, Template
    from glueshell.engine.runtime import Engine

_ALLOWANCES = {
    "allownull": "allow_null",
    "allowemptystring": "allow_empty",
    "allowemptycollection": "allow_empty_collection",
}


class Declarations:
    """What a function, script or block declares: its parameters and how it takes part in binding.

    `constraints` keep a typed parameter typed when the body assigns to it; `initial` is what an unbound parameter
    without a default is. `places` has for every parameter its name, variable, the number of its default value (-1
    without one), the initial value, and whether it is a switch.
    """

    __slots__ = (
        "advanced", "confirm_impact", "constraints", "initial", "keys", "obsolete", "outputs", "parameters", "piped",
        "places",
        "should_process", "switches", "table", "typed_later",
    )  # fmt: skip

    def __init__(self, engine: Engine, template: Template) -> None:
        source = template.source
        block = template.ast.param_block
        attributes = list(block.attributes) if block is not None else []
        self.advanced = False
        self.should_process = False
        self.confirm_impact = "Medium"
        default_set = ""
        positional = True
        # What [OutputType()] names: types, or their names.
        self.outputs: list[object] = []
        # What [Obsolete()] says of the whole (under None) and of parameters, by name.
        self.obsolete: dict[str | None, str] = {}
        for attribute in attributes:
            if _short(attribute) == "outputtype":
                for each in positional_arguments(engine, source, attribute):
                    self.outputs.extend(each if isinstance(each, list) else [each])
            elif _short(attribute) == "obsolete":
                self.obsolete[None] = _said(engine, source, attribute)
            elif _short(attribute) == "cmdletbinding":
                self.advanced = True
                named = named_arguments(engine, source, attribute)
                self.should_process = bool(named.get("supportsshouldprocess", False))
                self.confirm_impact = str(named.get("confirmimpact", "Medium"))
                default_set = str(named.get("defaultparametersetname", "") or "")
                positional = bool(named.get("positionalbinding", True))
        self.parameters: list[Parameter] = []
        self.constraints: dict[str, tuple[Constraint, ...]] = {}
        self.initial: list[object] = []
        self.keys: list[str] = []
        self.switches: set[str] = set()
        for node in template.parameters:
            parameter = self._parameter(engine, source, node)
            self.parameters.append(parameter)
            self.keys.append(parameter.name.lower())
        self.places = tuple(
            (self.parameters[number].name, self.keys[number], -1 if node.default_value is None else number,
             self.initial[number], self.keys[number] in self.switches)
            for number, node in enumerate(template.parameters)
        )  # fmt: skip
        # Those a pipeline object may bind.
        self.piped = tuple(
            place for place, parameter in zip(self.places, self.parameters, strict=True) if parameter.from_pipeline
        )
        # What keeps variables typed once a pipeline object has bound: of these PowerShell forgets the type.
        forgotten = {place[1] for place in self.piped if _held_by_type(self.constraints.get(place[1], ()))}
        self.typed_later = {key: each for key, each in self.constraints.items() if key not in forgotten}
        if positional:
            assign_positions(self.parameters)
        self.table: ParameterTable = table_of(
            self.parameters, default_set=default_set, advanced=self.advanced, should_process=self.should_process
        )

    def _parameter(self, engine: Engine, source: Source, node: ast.ParameterAst) -> Parameter:
        name = node.name.variable_path
        key = name.lower()
        placements: dict[str, Placement] = {}
        aliases: list[str] = []
        values: list[str] = []
        checks: list[Any] = []
        constraints: list[Constraint] = []
        allowances: dict[str, Any] = {}
        type_text, transform, label = "object", None, ""
        completer: Callable[[Any], Any] | None = None
        hidden = wildcards = leads = False
        help_text = ""
        for attribute in node.attributes:
            if isinstance(attribute, ast.TypeConstraintAst):
                full = attribute.type_name.full_name
                try:
                    type_text, transform, constraint = _typed(engine, full)
                except PSError as error:
                    position = Position(source.text, attribute.start, attribute.end, source.file)
                    raise Terminating(ErrorRecord(error, position=position)) from error
                if constraint is not None:
                    constraints.append(constraint)
                if transform is not None:
                    info = engine.find_type(full)
                    label, kind = info.name, provided(info)
                    if kind is not None:
                        completer, leads = completer or kind.completer, kind.leads
                if type_text == "switch":
                    self.switches.add(key)
                continue
            assert isinstance(attribute, ast.AttributeAst)
            short = _short(attribute)
            if short == "parameter":
                self.advanced = True
                named = named_arguments(engine, source, attribute)
                help_text = str(named.get("helpmessage", help_text))
                hidden = hidden or bool(named.get("dontshow", False))
                placements[str(named.get("parametersetname", ALL_SETS))] = Placement(
                    mandatory=bool(named.get("mandatory", False)),
                    position=_position(named.get("position")),
                    from_pipeline=bool(named.get("valuefrompipeline", False)),
                    from_pipeline_by_name=bool(named.get("valuefrompipelinebypropertyname", False)),
                    from_remaining=bool(named.get("valuefromremainingarguments", False)),
                    help=help_text,
                )
            elif short == "alias":
                aliases.extend(str(value) for value in positional_arguments(engine, source, attribute))
            elif short in _ALLOWANCES:
                allowances[_ALLOWANCES[short]] = True
            elif short == "supportswildcards":
                wildcards = True
            elif short == "obsolete":
                self.obsolete[name] = _said(engine, source, attribute)
            elif short == "argumentcompleter":
                completer = _completer(positional_arguments(engine, source, attribute))
            elif short == "argumentcompletions":
                completer = _words(positional_arguments(engine, source, attribute))
            else:
                check = validator(engine, source, attribute)
                if check is not None:
                    checks.append(check)
                    constraints.append(refusing(check, name))
                    words = getattr(check, "values", None)
                    if words and short == "validateset" and check.ignore_case and check.message is None:
                        values.extend(words)
        if constraints:
            self.constraints[key] = tuple(constraints)
        self.initial.append(_initial(constraints, checks))
        return Parameter(
            type_text,
            name=name,
            aliases=aliases,
            placements=placements or None,
            values=values,
            validators=[check for check in checks if not (values and getattr(check, "values", None))],
            transform=transform,
            completer=completer,
            wildcards=wildcards,
            hidden=hidden,
            label=label,
            leads=leads,
            cast=True,
            help=help_text,
            **allowances,
        )


def _said(engine: Engine, source: Source, attribute: ast.AttributeAst) -> str:
    given = positional_arguments(engine, source, attribute)
    return str(given[0]) if given else ""


def other_names(engine: Engine, template: Template) -> list[str]:
    """What a function goes by besides its name: [Alias()] in front of its param block."""
    block = template.ast.param_block
    return [
        str(name)
        for attribute in (() if block is None else block.attributes)
        if _short(attribute) == "alias"
        for name in positional_arguments(engine, template.source, attribute)
    ]


def _short(attribute: ast.AttributeAst) -> str:
    name = attribute.type_name.full_name.lower().rpartition(".")[2]
    return name.removesuffix("attribute")


def _position(value: object) -> int | None:
    return int(value) if isinstance(value, int) and value >= 0 else None


def _typed(engine: Engine, name: str) -> tuple[str, Any, Constraint | None]:
    """How a type constraint binds: the type's name, or a transform where only this session knows the type."""
    low = name.lower()
    if low in ("object", "system.object", "psobject", "pscustomobject"):
        return low.rpartition(".")[2], None, None
    if low in ("switch", "switchparameter", "system.management.automation.switchparameter"):
        return "switch", None, _parameter_constraint(engine, engine.find_type(name))
    from glueshell.objects.typeinfo import resolve_type

    info = resolve_type(name)
    if info is not None:
        return name, None, _parameter_constraint(engine, info)
    info = engine.find_type(name)
    if resolve_type(info.full_name) is not None:
        # Known by its short name alone, in a namespace that is in use.
        return info.full_name, None, _parameter_constraint(engine, info)
    constraint = type_constraint(engine, info)
    kind = provided(info)
    if kind is not None:
        return ("object" if info is kind else "object[]"), transform_of(info, kind), constraint
    return "object", lambda invocation, value: constraint(value), constraint


def type_constraint(engine: Engine, info: Any) -> Constraint:
    """A constraint that converts to a type."""
    from glueshell.objects.convert import convert

    full = info.full_name
    if full == "System.Int32":
        return lambda value: value if type(value) is int else convert(value, info)
    if full == "System.String":
        return lambda value: value if type(value) is str else engine.string_of(value)
    return lambda value: convert(value, info)


def variable_constraint(engine: Engine, info: Any) -> Constraint:
    """A constraint on a variable: as a type's, but Booleans and switches are made of Booleans and numbers alone."""
    from glueshell.objects.convert import strict_boolean

    full = info.full_name
    inner = info.arguments[0].full_name if info.definition == "System.Nullable`1" else full
    convert = type_constraint(engine, info)
    if inner not in ("System.Boolean", "System.Management.Automation.SwitchParameter"):
        return convert

    def constrain(value: object) -> object:
        if value is not None or full == "System.Boolean":
            strict_boolean(value, info)
        return convert(value)

    return constrain


def _parameter_constraint(engine: Engine, info: Any) -> Constraint:
    """As a type's, for what the body assigns; `default` is the one a default value passes, strict as a variable's."""
    constraint = type_constraint(engine, info)
    constraint.default = variable_constraint(engine, info)  # type: ignore[attr-defined]
    constraint.own_error = fails_as_variable(info)  # type: ignore[attr-defined]
    return constraint


def fails_as_variable(info: Any) -> bool:
    """Whether what does not convert to a parameter's type is the variable's error also inside the function.

    It is for structures and enumerations other than numbers and Booleans: those PowerShell holds by their type.
    """
    return info.kind in ("struct", "enum") and info.full_name not in _HELD_BY_TYPE


_HELD_BY_TYPE = frozenset(
    "System." + name
    for name in (
        "Boolean", "Byte", "Decimal", "Double", "Int16", "Int32", "Int64", "SByte", "Single", "UInt16", "UInt32",
        "UInt64",
    )
) | {"System.Management.Automation.SwitchParameter"}  # fmt: skip


def _held_by_type(constraints: tuple[Constraint, ...]) -> bool:
    return any(getattr(each, "own_error", False) for each in constraints)


def refusing(check: Callable[[object], str | None], name: str) -> Constraint:
    """A constraint that refuses what a validator objects to."""

    def constrain(value: object) -> object:
        sentence = check(value)
        if sentence is not None:
            shown = "$null" if value is None else engine_text(value)
            raise PSError(
                f"The variable cannot be validated because the value {shown} is not a valid value for the"
                f" {name} variable.",
                "ValidateSetFailure",
                "MetadataError",
                "System.Management.Automation.ValidationMetadataException",
            )
        return value

    constrain.validates = True  # type: ignore[attr-defined]
    return constrain


def engine_text(value: object) -> str:
    """A value as a message shows it."""
    from glueshell.objects.convert import culture_text

    return culture_text(value)


def _initial(constraints: list[Constraint], checks: list[Any]) -> object:
    """What an unbound parameter is: null as its type has it, where its type has one and is not a BigInteger."""
    if not constraints:
        return None
    value: object = None
    try:
        for constraint in constraints:
            if not getattr(constraint, "validates", False):
                value = constraint(value)
    except PSError:
        return None
    return None if type(value) is BigInteger else value


def _completer(arguments: list[object]) -> Callable[[Any], Any] | None:
    block: Any = arguments[0] if arguments else None
    if not hasattr(block, "collect"):
        return None

    def complete(context: Any) -> Any:
        from glueshell.objects.hashtable import Hashtable

        bound = Hashtable(getattr(context, "bound", {}).items())
        return block.collect(args=("", "", getattr(context, "word", ""), None, bound))

    return complete


def _words(arguments: list[object]) -> Callable[[Any], Any]:
    from glueshell.objects.text import to_text

    words = [to_text(argument) for argument in arguments]

    def complete(context: Any) -> Any:
        return words

    return complete


# -- arguments of attributes ------------------------------------------------------------------------------------------


def constant(engine: Engine, source: Source, node: ast.ExpressionAst, this: object = UNSET) -> object:
    """The value of an attribute's argument, or of what a property of the instance `this` begins with."""
    if isinstance(node, ast.StringConstantExpressionAst):
        return node.value
    if isinstance(node, ast.ConstantExpressionAst):
        return source.number(node.value)
    if isinstance(node, ast.VariableExpressionAst):
        known = {"true": True, "false": False, "null": None}
        if node.variable_path.lower() in known:
            return known[node.variable_path.lower()]
    if isinstance(node, ast.ArrayLiteralAst):
        return [constant(engine, source, element, this) for element in node.elements]
    from glueshell.engine.scriptblock import ScriptBlock

    if isinstance(node, ast.ScriptBlockExpressionAst):
        return ScriptBlock(source.template(node.script_block), engine)
    return ScriptBlock(source.expression(node), engine).value(this=this)


def named_arguments(engine: Engine, source: Source, attribute: ast.AttributeAst) -> dict[str, Any]:
    """`name = value` pairs of an attribute, names in lower case; a name alone means true."""
    return {
        each.argument_name.lower(): True if each.expression_omitted else constant(engine, source, each.argument)
        for each in attribute.named_arguments
    }


def positional_arguments(engine: Engine, source: Source, attribute: ast.AttributeAst) -> list[Any]:
    """The values of an attribute's unnamed arguments."""
    return [constant(engine, source, each) for each in attribute.positional_arguments]


def validator(engine: Engine, source: Source, attribute: ast.AttributeAst) -> Any:
    """The validator an attribute asks for, None for any other attribute."""
    from glueshell.engine import validators

    short = _short(attribute)
    if not short.startswith("validate"):
        return None
    given = positional_arguments(engine, source, attribute)
    named = named_arguments(engine, source, attribute)
    message = named.get("errormessage")
    ignore_case = bool(named.get("ignorecase", True))
    if short == "validateset":
        return validators.ValidateSet(given, ignore_case, message)
    if short == "validaterange":
        if len(given) == 1:
            return validators.ValidateRange(None, kind=_kind(given[0]))
        return validators.ValidateRange(given[0], given[1])
    if short == "validatepattern":
        return validators.ValidatePattern(str(given[0]), ignore_case, message)
    if short == "validatelength":
        return validators.ValidateLength(int(given[0]), int(given[1]))
    if short == "validatecount":
        return validators.ValidateCount(int(given[0]), int(given[1]))
    if short == "validatescript":
        block = given[0]

        def test(value: object) -> bool:
            from glueshell.engine.invocation import remember
            from glueshell.objects.convert import truth

            # An error in the block is the reason the value is refused.
            caught, engine.catching = engine.catching, ASKED
            try:
                return truth(block.value(underscore=value))
            except Terminating as error:
                remember(engine, error.record)
                raise
            finally:
                engine.catching = caught

        return validators.ValidateScript(test, block.source_text, message)
    if short == "validatenotnull":
        return validators.ValidateNotNull()
    if short == "validatenotnullorempty":
        return validators.ValidateNotNullOrEmpty()
    if short == "validatenotnullorwhitespace":
        return validators.ValidateNotNullOrEmpty(blank=True)
    return None


def _kind(value: object) -> str:
    text = engine_text(value).lower()
    kinds = {"positive": "Positive", "nonnegative": "NonNegative", "negative": "Negative", "nonpositive": "NonPositive"}
    return kinds.get(text, "Positive")
