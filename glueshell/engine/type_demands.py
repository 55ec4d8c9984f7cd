"""What attributes and interfaces ask of the classes and enumerations of a text, before any of it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from glueshell.language import ast
from glueshell.objects.typeinfo import TypeInfo, type_named

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine

Complaint = Callable[..., None]


class _Shape(NamedTuple):
    """What an attribute takes: how it is called in messages, how many arguments, which properties, where it stands."""

    shown: str
    counts: tuple[int, ...]
    properties: tuple[str, ...] = ()
    places: str = ""


_ON_PROPERTIES = "Property, Field"
_MESSAGE = ("ErrorMessage",)
_ATTRIBUTES = {
    "flags": _Shape("System.FlagsAttribute", (0,), (), "Enum"),
    "serializable": _Shape("System.SerializableAttribute", (0,)),
    "obsolete": _Shape("System.ObsoleteAttribute", (0, 1, 2), ("DiagnosticId", "UrlFormat")),
    "parameter": _Shape(
        "Parameter", (0, 1, 2),
        ("Position", "ParameterSetName", "Mandatory", "ValueFromPipeline", "ValueFromPipelineByPropertyName",
         "ValueFromRemainingArguments", "HelpMessage", "HelpMessageBaseName", "HelpMessageResourceId", "DontShow"),
        _ON_PROPERTIES),
    "validatenotnull": _Shape("ValidateNotNull", (0,), (), _ON_PROPERTIES),
    "validatenotnullorempty": _Shape("ValidateNotNullOrEmpty", (0,), (), _ON_PROPERTIES),
    "validatenotnullorwhitespace": _Shape("ValidateNotNullOrWhiteSpace", (0,), (), _ON_PROPERTIES),
    "validaterange": _Shape("ValidateRange", (1, 2), (), _ON_PROPERTIES),
    "validatelength": _Shape("ValidateLength", (2,), (), _ON_PROPERTIES),
    "validatecount": _Shape("ValidateCount", (2,), (), _ON_PROPERTIES),
    "validatepattern": _Shape("ValidatePattern", (1,), ("Options", *_MESSAGE), _ON_PROPERTIES),
    "validatescript": _Shape("ValidateScript", (1,), _MESSAGE, _ON_PROPERTIES),
}  # fmt: skip

# Interface -> its methods: name, types of its parameters, type of what it returns.
_ANY, _INT, _BOOL, _WALK = "System.Object", "System.Int32", "System.Boolean", "System.Collections.IEnumerator"
_INTERFACES: dict[str, tuple[tuple[str, tuple[str, ...], str], ...]] = {
    "System.IDisposable": (("Dispose", (), "System.Void"),),
    "System.ICloneable": (("Clone", (), _ANY),),
    "System.IComparable": (("CompareTo", (_ANY,), _INT),),
    "System.IFormatProvider": (("GetFormat", ("System.Type",), _ANY),),
    "System.IFormattable": (("ToString", ("System.String", "System.IFormatProvider"), "System.String"),),
    "System.Collections.IEnumerable": (("GetEnumerator", (), _WALK),),
    _WALK: (("MoveNext", (), _BOOL), ("get_Current", (), _ANY), ("Reset", (), "System.Void")),
}  # fmt: skip


def check_attributes(definition: ast.TypeDefinitionAst, complain: Complaint) -> None:
    """Report attributes that stand where they cannot, or have arguments or properties that they do not take."""
    place = "Enum" if definition.type_attributes == "Enum" else "Class"
    for attributes, where in ((definition.attributes, place), *_of_members(definition)):
        for attribute in attributes:
            if isinstance(attribute, ast.AttributeAst):
                _attribute(attribute, where, complain)


def _of_members(definition: ast.TypeDefinitionAst) -> Iterator[tuple[list[Any], str]]:
    for member in definition.members:
        if isinstance(member, ast.FunctionMemberAst):
            yield member.attributes, "Method"
            for parameter in member.parameters:
                yield parameter.attributes, "Parameter"
        elif isinstance(member, ast.PropertyMemberAst):
            yield member.attributes, "Property"


def _attribute(attribute: ast.AttributeAst, where: str, complain: Complaint) -> None:
    name = attribute.type_name.full_name.lower().removeprefix("system.").removeprefix("management.automation.")
    shape = _ATTRIBUTES.get(name.removesuffix("attribute"))
    if shape is None:
        return
    if shape.places and where not in shape.places.split(", "):
        complain("AttributeNotAllowedOnDeclaration", attribute, shape.shown, shape.places)
        return
    taken = {each.lower() for each in shape.properties}
    wrong = [each for each in attribute.named_arguments if each.argument_name.lower() not in taken]
    for each in wrong:
        listed = ", ".join(shape.properties)
        complain("PropertyNotFoundForAttribute", each, each.argument_name, shape.shown, listed)
    count = len(attribute.positional_arguments)
    if not wrong and count not in shape.counts:
        short = shape.shown.rpartition(".")[2].removesuffix("Attribute")
        complain("MethodCountCouldNotFindBest", attribute, f"{short}Attribute", str(count))


def missing_method(
    engine: Engine, definition: ast.TypeDefinitionAst, bases: dict[str, ast.TypeDefinitionAst], found: list[TypeInfo]
) -> str | None:
    """The first method that an interface asks for and neither a class nor one it derives from in this text has.

    `bases` are the classes of the text by their names in lower case, `found` the interfaces.
    """
    own: set[tuple[str, tuple[TypeInfo | None, ...], TypeInfo | None]] = set()
    level: ast.TypeDefinitionAst | None = definition
    seen: set[str] = set()
    while level is not None and level.name.lower() not in seen:
        seen.add(level.name.lower())
        own |= {_signature(engine, each) for each in _members(level) if "static" not in each.modifiers}
        names = [each.type_name.full_name.lower() for each in level.base_types]
        level = next((bases[name] for name in names if name in bases), None)
    for info in found:
        for name, parameters, result in _INTERFACES.get(info.full_name, ()):
            if (name.lower(), tuple(map(type_named, parameters)), type_named(result)) not in own:
                return name
    return None


def _members(definition: ast.TypeDefinitionAst) -> list[Any]:
    return list(definition.members)


def _signature(engine: Engine, member: Any) -> tuple[str, tuple[TypeInfo | None, ...], TypeInfo | None]:
    """Name, parameters' types and result of a method; of a property those of what reads it."""
    if isinstance(member, ast.PropertyMemberAst):
        kind = member.property_type
        return "get_" + member.name.lower(), (), _known(engine, _ANY if kind is None else kind.type_name.full_name)
    parameters = []
    for parameter in member.parameters:
        types = [each for each in parameter.attributes if isinstance(each, ast.TypeConstraintAst)]
        parameters.append(_known(engine, types[-1].type_name.full_name if types else _ANY))
    result = "System.Void" if member.return_type is None else member.return_type.type_name.full_name
    return member.name.lower(), tuple(parameters), _known(engine, result)


def _known(engine: Engine, name: str) -> TypeInfo | None:
    from glueshell.objects.errors import PSError

    try:
        return engine.find_type(name)
    except PSError:
        return None
