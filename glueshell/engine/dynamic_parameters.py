"""`dynamicparam`: the parameters that a function's block adds to one call, and the .NET objects that describe them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any

from glueshell.engine import validators
from glueshell.engine.errors import Terminating
from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.matching import match
from glueshell.engine.parameters import ALL_SETS, Parameter, ParameterTable, Placement, table_of
from glueshell.engine.slots import slot_of
from glueshell.engine.splatting import expand, plain
from glueshell.objects.declaration import Member, MemberTable, prop
from glueshell.objects.enumeration import elements
from glueshell.objects.psobject import unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo, resolve_type, type_named
from glueshell.objects.types.dictionaries import DICTIONARY, GenericDictionary

if TYPE_CHECKING:
    from glueshell.engine.functions import FunctionCommand
    from glueshell.engine.invocation import Invocation
    from glueshell.engine.shapes import ElementShape

_SMA = "System.Management.Automation."
_PLACE_FIELDS = {
    "ValueFromPipeline": "from_pipeline",
    "ValueFromPipelineByPropertyName": "from_pipeline_by_name",
    "ValueFromRemainingArguments": "from_remaining",
    "Mandatory": "mandatory",
    "Position": "position",
    "HelpMessage": "help",
}


class ParameterAttribute:
    """[Parameter()] as an object: the part a parameter plays in one parameter set."""

    __slots__ = ("hidden", "place", "set_name")
    ps_type_name = _SMA + "ParameterAttribute"
    ps_members = LazyMembers("dynamic_parameters", "PARAMETER_ATTRIBUTE")
    ps_base_types = (_SMA + "Internal.ParsingBaseAttribute", "System.Attribute")

    def __init__(self) -> None:
        self.place = Placement()
        self.set_name = ALL_SETS
        self.hidden = False


class NamesAttribute:
    """[Alias()] as an object."""

    __slots__ = ("names",)
    ps_type_name = _SMA + "AliasAttribute"
    ps_members = LazyMembers("dynamic_parameters", "ALIAS")
    ps_base_types = ("System.Attribute",)

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)


class ValidateAttribute:
    """[ValidateSet()] and its like as objects; `check` answers what is wrong with a value."""

    __slots__ = ("check", "ps_type_name")
    ps_members = LazyMembers("dynamic_parameters", "VALIDATION")
    ps_base_types = (_SMA + "ValidateArgumentsAttribute", "System.Attribute")

    def __init__(self, name: str, check: Any) -> None:
        self.ps_type_name = _SMA + name
        self.check = check


class RuntimeDefinedParameter:
    """One parameter that a call brings; `value` is what was given for it."""

    __slots__ = ("attributes", "kind", "name", "value")
    ps_type_name = _SMA + "RuntimeDefinedParameter"
    ps_members = LazyMembers("dynamic_parameters", "DEFINITION")

    def __init__(self, name: str, kind: TypeInfo, attributes: list[object]) -> None:
        self.name = name
        self.kind = kind
        self.attributes = attributes
        self.value: object = None

    def parameter(self) -> Parameter:
        """What binding makes of it."""
        placements: dict[str, Placement] = {}
        aliases: list[str] = []
        checks: list[Any] = []
        hidden = False
        for attribute in map(unwrap, self.attributes):
            if isinstance(attribute, ParameterAttribute):
                placements[attribute.set_name] = attribute.place
                hidden = hidden or attribute.hidden
            elif isinstance(attribute, NamesAttribute):
                aliases.extend(attribute.names)
            elif isinstance(attribute, ValidateAttribute):
                checks.append(attribute.check)
        return Parameter(
            "object" if self.kind.full_name == "System.Object" else self.kind.full_name,
            name=self.name, aliases=aliases, placements=placements or None, validators=checks, hidden=hidden,
            cast=True, dynamic=True,
        )  # fmt: skip


class RuntimeDefinedParameters(GenericDictionary):
    """RuntimeDefinedParameterDictionary."""

    __slots__ = ()
    ps_type_name = _SMA + "RuntimeDefinedParameterDictionary"

    def __init__(self) -> None:
        super().__init__((type_named("System.String"), type_named("System.Object")), False, DICTIONARY)


def unfolded(invocation: Invocation, values: Sequence[object]) -> FunctionCommand:
    """The function with the parameters its `dynamicparam` block brings, given what is known of the others.

    The block runs in the scope that the call goes on in.
    """
    from glueshell.engine.functions import FunctionProcessor

    function: Any = invocation.command
    shapes: Sequence[ElementShape] = invocation.site.shapes
    if invocation.site.splats:
        shapes, values = expand(invocation.engine, shapes, values)
        values = plain(values)
    form = copy(function)
    form.unfolds = ""
    form.prepared = None
    invocation.command, invocation.bound = form, _known(invocation, shapes, values)
    processor = FunctionProcessor(form, invocation)
    added = _of_output(processor.run_dynamic_block())
    invocation.bound = {}
    own = [*function.parameters.own, *(each.parameter() for each in added)]
    form.parameters = table_of(
        own,
        default_set=function.parameters.default_set,
        advanced=function.parameters.advanced,
        should_process=function.supports_should_process,
    )
    form.prepared = (processor.scope, processor.frame, added)
    return form


def _known(invocation: Invocation, shapes: Sequence[ElementShape], values: Sequence[object]) -> dict[str, Any]:
    """What of the call the function's own parameters take; who does not fit is told when the call is bound."""
    declared = invocation.command.parameters
    table = ParameterTable(declared.own, default_set=declared.default_set, shared=declared.shared, advanced=False)
    found = match(table, shapes, expecting_input=invocation.expecting_input)
    given: list[tuple[Parameter, object]] = [
        (named.parameter, True if named.value is None else values[named.value]) for named in found.named
    ]
    given += [(candidates[0], values[element]) for element, candidates in found.positional]
    bound: dict[str, Any] = {}
    for parameter, value in given:
        try:
            bound[parameter.name] = slot_of(table, parameter).prepare(invocation, value, None, None)
        except Terminating:
            continue
    return bound


def _of_output(output: Sequence[object]) -> list[RuntimeDefinedParameter]:
    """The parameters in what a `dynamicparam` block wrote."""
    return [
        definition
        for table in map(unwrap, output)
        if isinstance(table, RuntimeDefinedParameters)
        for definition in map(unwrap, table.values())
        if isinstance(definition, RuntimeDefinedParameter)
    ]


# -- as scripts make them ---------------------------------------------------------------------------------------------


def _place_members() -> Iterator[Member]:
    for name, field in _PLACE_FIELDS.items():
        kind = "int" if name == "Position" else "string" if name == "HelpMessage" else "bool"
        yield prop(name, kind, _reads(field), _writes(field))


def _reads(field: str) -> Callable[[Any], object]:
    def read(attribute: Any) -> object:
        value = getattr(attribute.place, field)
        return -(2**31) if value is None else value

    return read


def _writes(field: str) -> Callable[[Any, object], None]:
    return lambda attribute, value: setattr(attribute.place, field, value)


VALIDATION = MemberTable(
    _SMA + "ValidateArgumentsAttribute",
    prop(
        "ValidValues",
        "System.Collections.Generic.IList[string]",
        lambda held: list(getattr(held.check, "values", ())),
    ),
)


def _attribute(name: str, make: Callable[..., Any]) -> MemberTable:
    """The type of one validating attribute; `make` takes the constructor's arguments."""
    return MemberTable(
        _SMA + name,
        constructors=(f"{_SMA}{name} new(Params System.Object[] arguments)",),
        construct=lambda *given: ValidateAttribute(name, make(*given)),
    )


def _spread(given: Sequence[object]) -> list[object]:
    """The arguments of a constructor that takes any number of them, alone or as one array."""
    return list(elements(given[0])) if len(given) == 1 else list(given)


def _define(name: object, kind: object, attributes: object) -> RuntimeDefinedParameter:
    info = kind if isinstance(kind, TypeInfo) else resolve_type(to_text(kind))
    held = unwrap(attributes)
    return RuntimeDefinedParameter(to_text(name), info or type_named("System.Object"), list(elements(held)))


PARAMETER_ATTRIBUTE = MemberTable(
    ParameterAttribute.ps_type_name,
    *_place_members(),
    prop(
        "ParameterSetName",
        "string",
        lambda held: held.set_name,
        lambda held, value: setattr(held, "set_name", str(value)),
    ),
    prop("DontShow", "bool", lambda held: held.hidden, lambda held, value: setattr(held, "hidden", bool(value))),
    constructors=(f"{_SMA}ParameterAttribute new()",),
    construct=ParameterAttribute,
)
ALIAS = MemberTable(
    NamesAttribute.ps_type_name,
    prop("AliasNames", "System.Collections.Generic.IList[string]", lambda held: list(held.names)),
    constructors=(f"{_SMA}AliasAttribute new(Params string[] aliasNames)",),
    construct=lambda *given: NamesAttribute([to_text(each) for each in _spread(given)]),
)
SET = _attribute("ValidateSetAttribute", lambda *given: validators.ValidateSet(_spread(given)))
RANGE = _attribute("ValidateRangeAttribute", lambda low, high: validators.ValidateRange(low, high))
PATTERN = _attribute("ValidatePatternAttribute", lambda pattern: validators.ValidatePattern(to_text(pattern)))
LENGTH = _attribute("ValidateLengthAttribute", lambda low, high: validators.ValidateLength(low, high))
COUNT = _attribute("ValidateCountAttribute", lambda low, high: validators.ValidateCount(low, high))
NOT_NULL = _attribute("ValidateNotNullAttribute", validators.ValidateNotNull)
NOT_EMPTY = _attribute("ValidateNotNullOrEmptyAttribute", validators.ValidateNotNullOrEmpty)
DEFINITION = MemberTable(
    RuntimeDefinedParameter.ps_type_name,
    prop("Name", "string", lambda held: held.name, lambda held, value: setattr(held, "name", to_text(value))),
    prop("ParameterType", "type", lambda held: held.kind, lambda held, value: setattr(held, "kind", value)),
    prop("Value", "System.Object", lambda held: held.value, lambda held, value: setattr(held, "value", value)),
    prop("IsSet", "bool", lambda held: held.value is not None),
    prop("Attributes", "System.Collections.ObjectModel.Collection[System.Attribute]", lambda held: held.attributes),
    constructors=(
        f"{_SMA}RuntimeDefinedParameter new(string name, type parameterType,"
        " System.Collections.ObjectModel.Collection[System.Attribute] attributes)",
    ),
    construct=_define,
)
DEFINITIONS = MemberTable(
    RuntimeDefinedParameters.ps_type_name,
    constructors=(f"{_SMA}RuntimeDefinedParameterDictionary new()",),
    construct=RuntimeDefinedParameters,
)
