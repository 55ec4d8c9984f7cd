"""The parameters of the catalog's cmdlets: what a list can be narrowed by, and what a write can say."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from glueshell.cmdlets.itglue.named import named_ref, names_completer, resolved, sitting_of
from glueshell.cmdlets.itglue.parents import hangs_on_any, parent_parameters
from glueshell.cmdlets.itglue.resource_words import name_resources, resource_meant, resource_parameter
from glueshell.engine.parameters import Parameter, Transform
from glueshell.engine.validators import ValidateRange
from glueshell.itglue.catalog import Attribute, Catalog, Filter, ResourceType, pascal, spelling
from glueshell.itglue.paths import lists_inside
from glueshell.objects.convert import cast
from glueshell.objects.numbers import integer
from glueshell.objects.text import to_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glueshell.completion.candidates import Candidate, CompletionContext
    from glueshell.engine.invocation import Invocation

MOST = 2**31 - 1
_ABBREVIATIONS = frozenset({"Ip", "Iso", "Mac", "Psa", "Rmm", "Url"})
# What filters take that have a start and an end.
_RANGES = {
    "date": "A date, or a start and an end: 2024-01-31, '*' ('*' leaves it open).",
    "datetime": "A day or a moment, or a start and an end: 2024-01-31, '*' ('*' leaves it open).",
    "number": "A number, or a start and an end, both included: 5, '*' ('*' leaves it open).",
}
# PowerShell types of the catalog's filter types, and of the values a write may say.
_FILTERS = {"string": "string[]", "enum": "string[]", "boolean": "bool", "integer": "long[]"}
_VALUES = {"string": "string", "integer": "long", "boolean": "bool", "array": "object[]"}


@cache
def catalog() -> Catalog:
    """The catalog that declarations are made from; it is the same for every account."""
    from glueshell.itglue.catalog import load

    return load()


def own_id(kind: ResourceType) -> str:
    """How records of other resources call the id of this one: `ConfigurationTypeId`."""
    return kind.label.replace(" ", "") + "Id"


def named_by_name(kind: ResourceType) -> bool:
    """Whether its records have names that people look for."""
    return kind.title == "name"


def organization_parameter(item: Filter) -> bool:
    """Whether a filter is the organization's."""
    return spelling(item.name) == "organizationid"


# -- reading ----------------------------------------------------------------------------------------------------------


def reading_parameters(kind: ResourceType) -> list[Parameter]:
    """The parameters of a Get-<noun>."""
    made: dict[str, Parameter] = {}
    lists = kind.operation("list") is not None
    if lists and named_by_name(kind):
        made["Name"] = _name(kind)
    if kind.operation("show") is not None or kind.filter("id") is not None:
        ways = "by id, address or name" if lists and named_by_name(kind) else "by id"
        made["Id"] = Parameter("object[]", name="Id", help=f"Single {kind.plural.lower()}, {ways}.")
        made[own_id(kind)] = Parameter(
            "object[]", name=own_id(kind), from_pipeline_by_name=True, hidden=True, help="The id, as others call it."
        )
    for item in kind.filters:
        if item.parameter not in made:
            made[item.parameter] = _filter(kind, item)
    for parameter in parent_parameters(kind, catalog(), made):
        made[parameter.name] = parameter
    if any(organization_parameter(item) for item in kind.filters):
        made["AllOrganizations"] = Parameter(
            "switch", name="AllOrganizations", help="Of every organization, whatever is selected."
        )
    if kind.filters:
        made["Filter"] = Parameter(
            "hashtable",
            name="Filter",
            completer=FilterKeys(kind),
            help="Filters as a hashtable: @{ OrganizationStatusId = 12 }; the parameters of these names do the same.",
        )
    if lists:
        made.update((parameter.name, parameter) for parameter in _listing(kind))
    includes = kind.includes["list"] or kind.includes["show"]
    if includes and includes != (".",):
        made["Include"] = Parameter(
            "string[]", name="Include", values=[pascal(one) for one in includes], help="What to read along."
        )
    made["Raw"] = Parameter("switch", name="Raw", help="The document as IT Glue sent it.")
    return list(made.values())


def _name(kind: ResourceType) -> Parameter:
    return Parameter(
        "string[]",
        name="Name",
        position=0,
        wildcards=True,
        completer=names_completer(kind.name, inside=kind.filter("organization_id") is not None),
        help=f"Names. Patterns such as 'happy*' are matched here, after reading every {kind.label.lower()}.",
    )


def _listing(kind: ResourceType) -> Iterator[Parameter]:
    if kind.sorts:
        fields = [pascal(field) for field in kind.sorts]
        yield Parameter("string[]", name="Sort", values=fields, help="The order; IT Glue offers these.")
        yield Parameter("switch", name="Descending", help="The other way round.")
    count = (ValidateRange(0, MOST),)
    yield Parameter(
        "int",
        name="First",
        validators=count,
        help="So many and no more of all that is found, whatever comes down the pipeline (default: all).",
    )
    yield Parameter("int", name="Skip", validators=count, help="Leaves out so many at the start.")


def short_names(kind: ResourceType, name: str) -> tuple[str, ...]:
    """How else a reference is called where it is clear whose it is: `-Status` is the `-ConfigurationStatus`."""
    own = kind.label.replace(" ", "")
    short = name.removeprefix(own)
    taken = {item.parameter for item in kind.filters} | {said_by(attribute) for attribute in kind.attributes}
    # The fields of a flexible asset are parameters themselves, and one may be called like that.
    return (short,) if short not in ("", name, *taken) and kind.name != "flexible_assets" else ()


def _filter(kind: ResourceType, item: Filter) -> Parameter:
    if item.reference is not None and item.parameter != "Id":
        default = " (default: the selected one)" if organization_parameter(item) or item.required else ""
        return named_ref(
            item.reference,
            several=True,
            inside=lists_inside(catalog()[item.reference]),
            name=item.parameter,
            aliases=()
            if item.parameter.endswith("Id")
            else (item.parameter + "Id", *short_names(kind, item.parameter)),
            from_pipeline_by_name=not item.parameter.startswith("Exclude"),
            help=f"By name, id or address{default}.",
        )
    return Parameter(
        _FILTERS.get(item.type, "object[]"),
        name=item.parameter,
        values=item.values,
        help=_RANGES.get(item.type.removesuffix("_range"), "") + _longest(item) or item.note or _only(item),
    )


def _longest(item: Filter) -> str:
    return "" if item.longest_days is None else f" At most {item.longest_days} days, and the start must be said."


def _only(item: Filter) -> str:
    """What a filter keeps, where nobody has said it better."""
    parts = re.findall("MyGlue|[A-Z][a-z]*", item.parameter)
    words = " ".join(
        part.upper() if part in _ABBREVIATIONS else part if part == "MyGlue" else part.lower() for part in parts
    )
    if item.type == "boolean":
        return f"Those that are {words} ($true), or those that are not ($false)."
    kept, excluded = "Only those with this", "exclude "
    return f"None with this {words.removeprefix(excluded)}." if words.startswith(excluded) else f"{kept} {words}."


class FilterKeys:
    """Offers the filters of a resource as the keys of a hashtable, and what the closed ones take."""

    __slots__ = ("_kind",)

    def __init__(self, kind: ResourceType) -> None:
        self._kind = kind

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """Nothing: filters are written as a hashtable."""
        return iter(())

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """The filters."""
        from glueshell.completion.candidates import Candidate

        return (Candidate(item.parameter, detail=item.note) for item in self._kind.filters)

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """The values of a filter that has a list of them."""
        from glueshell.completion.candidates import Candidate

        item = self._kind.filter(context.key)
        return (Candidate(value) for value in (item.values if item is not None else ()))


# -- writing ----------------------------------------------------------------------------------------------------------


def said_by(attribute: Attribute) -> str:
    """The parameter that says an attribute: `-Organization` for `organization-id`, `-FirstName` for `first-name`."""
    return attribute.parameter.removesuffix("Id") if attribute.reference is not None else attribute.parameter


def value_parameters(kind: ResourceType, operation: str) -> list[Parameter]:
    """The parameters for what a create or an update may say, then the parent's where the record needs one."""
    creating = operation.endswith("create")
    made: dict[str, Parameter] = {}
    writable = kind.writable(operation)
    # What names the record is said without its parameter; of people, whose names have parts, the first part.
    titles = [item for item in writable if item.name == kind.title] or [
        item for item in writable if item.required_on_create and item.type == "string" and not item.values
    ]
    for attribute in writable:
        name = said_by(attribute)
        made[name] = _value(kind, attribute, name, creating=creating, first=attribute in titles[:1])
    # A change of records that hang on others needs to know on which, unless the record says so itself.
    if creating or hangs_on_any(kind) or kind.parent is not None:
        for parameter in parent_parameters(kind, catalog(), made):
            made[parameter.name] = parameter
    return list(made.values())


def _value(kind: ResourceType, attribute: Attribute, name: str, *, creating: bool, first: bool) -> Parameter:
    needed = creating and attribute.required_on_create
    position = 0 if creating and first else None
    help = attribute.description or "As IT Glue names it."
    help = help[:1].upper() + help[1:]
    if attribute.reference is not None:
        selected = attribute.reference in ("organizations", "flexible_asset_types")
        return named_ref(
            attribute.reference,
            inside=catalog()[attribute.reference].parent == "organizations",
            ids=True,
            name=name,
            aliases=(attribute.parameter, *short_names(kind, name)),
            mandatory=needed and not selected,
            from_pipeline_by_name=True,
            # That a nested route says it too is nothing to whoever types it.
            help=f"{help.partition('; taken from the path')[0].rstrip('.')}. By name, id or address"
            f"{' (default: the selected one)' if needed and selected else ''}.",
        )
    if name_resources(attribute.values, catalog()):
        return resource_parameter(
            attribute.values,
            catalog(),
            name=name,
            mandatory=needed,
            from_pipeline_by_name=True,
            leads=True,
            help=help,
        )
    resource = _resource_beside(kind, attribute)
    if resource is not None:
        return Parameter(
            "object",
            name=name,
            mandatory=needed,
            from_pipeline_by_name=True,
            transform=_id_by(said_by(resource)),
            help=f"{help}. By id or address; by name where -{said_by(resource)} is given.",
        )
    return Parameter(
        "object" if attribute.secret else _VALUES.get(attribute.type, "object"),
        name=name,
        position=position,
        mandatory=needed,
        from_pipeline_by_name=True,
        values=attribute.values,
        secret=attribute.secret,
        # Numbers and switches of a record may be empty, and are emptied by $null.
        transform=None if attribute.values else _as_given,
        completer=MemberKeys(attribute) if attribute.members else None,
        help=help + (" Text, or a SecureString." if attribute.secret else ""),
    )


def _resource_beside(kind: ResourceType, attribute: Attribute) -> Attribute | None:
    """The attribute that says of which resource an id is: `destination-type` of `destination-id`."""
    stem, dash, end = attribute.name.rpartition("-")
    beside = kind.attribute(f"{stem}-type") if dash and end == "id" else None
    return beside if beside is not None and name_resources(beside.values, catalog()) else None


def _id_by(resource_parameter: str) -> Transform:
    """What turns an id, an address or a name into the id of a record of the resource that a parameter names."""

    def resolve(invocation: Invocation, given: object) -> object:
        bound = invocation.bound
        resource = resource_meant(to_text(bound.get(resource_parameter) or ""), catalog())
        text = to_text(given).strip() if isinstance(given, str) else ""
        if resource is None or not text or text.isdecimal():
            return given if given is None else cast(given, "long")
        return integer(resolved(sitting_of(invocation), resource, text, others=bound).id)

    return resolve


def _as_given(invocation: Invocation, given: object) -> object:
    return given


class MemberKeys:
    """Offers the members of an attribute that is a hashtable, or several."""

    __slots__ = ("_attribute",)

    def __init__(self, attribute: Attribute) -> None:
        self._attribute = attribute

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """Nothing: it is written as a hashtable."""
        return iter(())

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """The members."""
        from glueshell.completion.candidates import Candidate

        return (Candidate(pascal(member.name), detail=member.description) for member in self._attribute.members)

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """True and false for members that are one or the other."""
        from glueshell.completion.candidates import Candidate

        wanted = spelling(context.key)
        boolean = any(spelling(m.name) == wanted and m.type == "boolean" for m in self._attribute.members)
        return (Candidate(text, literal=True) for text in (("$true", "$false") if boolean else ()))
