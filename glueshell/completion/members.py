"""Candidates behind a dot, a double colon or an opening bracket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from glueshell.completion import dotnet
from glueshell.completion.candidates import EVERYONE, METHOD, PROPERTY, SCRIPT, Candidate, Property
from glueshell.completion.definitions import DefinedType
from glueshell.completion.inference import RECORD, is_current, properties_of, properties_of_current
from glueshell.completion.literals import UNKNOWN, value_of
from glueshell.completion.powershell import OWN_TYPES, own_type
from glueshell.completion.quoting import quote
from glueshell.completion.ranking import best
from glueshell.language import ast as nodes
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.typeinfo import resolve_type

if TYPE_CHECKING:
    from glueshell.completion.site import IndexSite, MemberSite


def members(site: MemberSite, view: Any) -> list[Candidate]:
    """Properties, then methods (with their opening bracket), of what stands before the dot."""
    if view.exact:
        ordered = _exactly(site, view)
    else:
        found = _static(site, view) if site.static else _instance(site, view)
        ordered = sorted(found, key=lambda candidate: candidate.kind == METHOD)
    chosen = best(site.word, ordered, lambda candidate: (candidate.value,), strict=True)
    # PowerShell ranks nothing: a property stands before a method that is all the word says.
    return [candidate for candidate in ordered if candidate in chosen] if view.exact else chosen


def keys(site: IndexSite, view: Any) -> list[Candidate]:
    """Keys of a known hashtable; nothing for lists."""
    value = value_of(site.target, view)
    if not isinstance(value, (dict, Hashtable)):
        return []
    if view.exact and _is_told(site.target, view) and not _is_table(site.target, view):
        return []
    found = [
        Candidate(
            quote(key, "'" if view.exact else site.quote, bare=False),
            key,
            PROPERTY,
            _type_name(held),
            value=key,
            tooltip=key,
        )
        for key, held in value.items()
        if isinstance(key, str)
    ]
    return best(site.word, found, lambda candidate: (candidate.value,), strict=True)


def _exactly(site: MemberSite, view: Any) -> list[Candidate]:
    """The members as PowerShell tells them: of a value at hand what it has, else what the types declare."""
    if site.static:
        info = _static_of(site, view)
        shown = [] if info is None else dotnet.statics(info)
        if info is None or (not shown and info.enum is None):
            return _static(site, view)
        names = getattr(info.enum, "names", ())
        own = [] if any(name in {each[0] for each in shown} for name in names) else sorted(names, key=str.lower)
        found = [_property(Property(name, "", f"static {info.short_name} {name} {{get;}}")) for name in own]
        return [*found, *_shown(shown, site.quote)]
    value = value_of(site.target, view)
    if value is None or (isinstance(site.target, nodes.VariableExpressionAst) and not isinstance(value, Hashtable)):
        own = _of_own(site, view)
        if own or value is None:
            return own
    told = is_current(site.target) or _is_told(site.target, view)
    if _is_converted(site.target) and not isinstance(value, (PSObject, Hashtable)):
        value = UNKNOWN
    if value is UNKNOWN and not told and _works_out(site.target, view):
        from glueshell.completion import kinds

        own = _of_own(site, view)
        types = [] if own else kinds.types_of(site.target, view, site.path)
        if own or types:
            return own or _at_hand(types[0], site.quote)
    if value is UNKNOWN or told:
        return _declared(site, view)
    if isinstance(site.target, nodes.ConvertExpressionAst):
        # PowerShell looks at what is converted, not at what it becomes.
        value = value_of(site.target.child, view)
    listed = isinstance(value, list)
    info = dotnet.known(value)
    if info is None:
        return _instance(site, view)
    found = _shown(dotnet.of_value(info), site.quote)
    if isinstance(value, PSObject) and value.base is NOTHING:
        found = [*(each for each in _members(value, site.quote) if each.kind != METHOD), *found]
    if listed or dotnet.is_listed(info):
        found += _shown(dotnet.ADDED, "")
    return _unique([*found, *_entries(value, site.quote, exact=True)])


def _is_converted(node: Any) -> bool:
    """Whether an expression in parentheses becomes another type."""
    if not isinstance(node, nodes.ParenExpressionAst):
        return False
    elements: Any = getattr(node.pipeline, "pipeline_elements", ())
    only = getattr(elements[0], "expression", None) if len(elements) == 1 else None
    return isinstance(only, nodes.ConvertExpressionAst) or _is_converted(only)


def _is_told(node: Any, view: Any) -> bool:
    """Whether only the text says what a variable is; PowerShell then tells types, not values."""
    if isinstance(node, nodes.VariableExpressionAst):
        return view.assignment(node.variable_path) is not None or (
            value_of(node, view) is UNKNOWN and not own_type(node.variable_path.lower())
        )
    return isinstance(node, nodes.ExpressionAst) and any(_is_told(child, view) for child in node.children())


def _works_out(node: Any, view: Any) -> bool:
    """Whether PowerShell works an expression out to tell its members: it calls nothing, and its casts succeed."""
    from glueshell.completion import kinds
    from glueshell.objects.convert import try_convert

    if not kinds.is_plain(node):
        return False
    for each in (node, *node.descendants()):
        if not isinstance(each, nodes.ConvertExpressionAst):
            continue
        value, info = value_of(each.child, view), resolve_type(each.type.type_name.full_name)
        if value is not UNKNOWN and info is not None and not try_convert(value, info)[0]:
            return False
    return True


def _of_own(site: MemberSite, view: Any) -> list[Candidate]:
    """The members of one of PowerShell's own variables that has another value here, or none."""
    node = site.target
    if not isinstance(node, nodes.VariableExpressionAst):
        return []
    name = node.variable_path.lower()
    info = dotnet.resolve(own_type(name))
    if info is None or name == "null" or view.assignment(name) is not None:
        return []
    if name in {each.lower() for each in OWN_TYPES} or name == "?" or name.startswith("env:"):
        return _at_hand(info, site.quote)
    return _shown(dotnet.merged([info]), site.quote)


def _at_hand(info: Any, opened: str) -> list[Candidate]:
    """The members of a value of a type, as PowerShell tells those of what it has at hand."""
    if info.full_name == "System.Type":
        # What is at hand is always of the type behind it.
        info = dotnet.resolve("System.RuntimeType") or info
    found = _shown(dotnet.of_value(info), opened)
    return _unique([*found, *(_shown(dotnet.ADDED, "") if dotnet.is_listed(info) else ())])


def _declared(site: MemberSite, view: Any) -> list[Candidate]:
    """What is known of the properties, and what the types declare, properties first."""
    from glueshell.completion.kinds import types_of

    types = types_of(site.target, view, site.path)
    named = list(properties_of(site.target, view, site.path))
    if types and not any(each.audience == SCRIPT for each in named):
        value = value_of(site.target, view) if _is_table(site.target, view) else None
        named = _entries_told(value) if isinstance(value, (dict, Hashtable)) else []
    elif any(each.audience == SCRIPT for each in named):
        types = [info for name in ("psobject",) if (info := resolve_type(name)) is not None]
    found = [_property(each, site.quote) for each in named]
    found += _shown(dotnet.merged(types), site.quote)
    return sorted(_unique(found), key=lambda candidate: (candidate.kind == METHOD, candidate.value.lower()))


def _is_table(node: Any, view: Any) -> bool:
    """Whether an expression is a hashtable literal, or a variable that the text makes one; then its keys are told."""
    if isinstance(node, nodes.VariableExpressionAst):
        given = view.assignment(node.variable_path)
        elements: Any = getattr(given, "pipeline_elements", ()) or (given,)
        node = getattr(elements[0], "expression", None) if len(elements) == 1 else None
        return isinstance(node, nodes.HashtableAst)
    return isinstance(node, nodes.HashtableAst)


def _entries_told(value: Any) -> list[Property]:
    from glueshell.objects.typeinfo import type_of

    return [
        Property(key, "", f"{type_of(held).short_name} {key}" if held is not None else f"System.Object {key}")
        for key, held in value.items()
        if isinstance(key, str)
    ]


def _shown(members: Iterable[dotnet.Shown], opened: str) -> list[Candidate]:
    return [
        Candidate(name + "(", name, METHOD, says, value=name, tooltip=says)
        if method
        else _property(Property(name, "", says), opened)
        for name, method, says in members
    ]


def _entries(value: object, opened: str, *, exact: bool = False) -> list[Candidate]:
    entries = [
        _property(Property(key, _type_name(held), quote(key, opened, bare=not opened)), opened)
        for key, held in (value.items() if isinstance(value, (dict, Hashtable)) else ())
        if isinstance(key, str)
    ]
    if exact:
        for entry in entries:
            entry.list_text = entry.text
    return entries


def _instance(site: MemberSite, view: Any) -> list[Candidate]:
    value = value_of(site.target, view)
    if value is UNKNOWN and (fields := _fields(site.target, view)):
        return [_property(each, site.quote) for each in fields]
    if is_current(site.target):
        named = properties_of_current(site.path, view)
        if named or value is UNKNOWN:
            return _inferred(named, site) or _of_types(site, view)
    if value is UNKNOWN:
        return _inferred(properties_of(site.target, view, site.path), site) or _of_types(site, view)
    if _is_told(site.target, view) and not isinstance(value, (dict, Hashtable, list)):
        own = {each.name.lower(): each for each in properties_of(site.target, view, site.path)}
        found = _inferred(own.values(), site)
        found += [each for each in _members(value, site.quote) if each.value.lower() not in own]
        return found
    found = [] if value is None else _members(value, site.quote)
    if isinstance(value, list):
        # Member enumeration: `.Name` on a list asks its elements.
        inner = [] if not value else [each for each in _members(value[0], site.quote) if each.kind != METHOD]
        inner = _ranked(inner, value[0] if value else None, view)
        found = [*inner, *found, *_shown(dotnet.ADDED[:2], "")]
    # A person looks for the keys of a hashtable first; PowerShell puts them last.
    return _unique([*_entries(value, site.quote), *_ranked(found, value, view)])


def _ranked(found: list[Candidate], value: object, view: Any) -> list[Candidate]:
    """The members of a record as its type declares them, what a person looks for first; others as they are."""
    if not isinstance(value, PSObject) or not value.type_names or not value.type_names[0].startswith(RECORD):
        return found
    order = {name: at for at, (name, _) in enumerate(view.properties(value.type_names[0]))}
    return sorted(found, key=lambda each: order.get(each.value, len(order)))


def _fields(target: Any, view: Any) -> list[Property]:
    """What the traits of a flexible asset that is still to be read hold: the fields of the selected type."""
    if not isinstance(target, nodes.MemberExpressionAst) or target.static:
        return []
    schema = getattr(view.context, "flexible_asset_type", None)
    if schema is None or str(getattr(target.member, "value", "")).lower() != "traits":
        return []
    return [Property(field.key, f"{field.kind_name} · {field.name}") for field in schema.fillable]


def _of_types(site: MemberSite, view: Any) -> list[Candidate]:
    """The members that the types of an expression have here."""
    from glueshell.completion.kinds import types_of
    from glueshell.objects.tables import tables_of

    found: dict[str, Any] = {}
    types = types_of(site.target, view, site.path)
    if types and isinstance(types[0], DefinedType):
        return _shown(dotnet.of_inferred(types[0]), site.quote)
    for info in types:
        for table in tables_of(info):
            for low, member in table.instance.items():
                found.setdefault(low, member)
    return _listed(found.values(), site.quote)


def _inferred(named: Iterable[Property], site: MemberSite) -> list[Candidate]:
    return [_property(each, site.quote) for each in named]


def _unique(found: Iterable[Candidate]) -> list[Candidate]:
    seen: dict[str, Candidate] = {}
    for candidate in found:
        seen.setdefault(candidate.value.lower(), candidate)
    return list(seen.values())


def _members(value: object, opened: str) -> list[Candidate]:
    """Every member of a value, properties and methods each by name, as PowerShell lists them."""
    from glueshell.objects.listing import members_of

    return _listed(members_of(value), opened)


def _listed(named: Iterable[Any], opened: str) -> list[Candidate]:
    found: list[tuple[int, str, Candidate]] = []
    for member in named:
        kind = str(member.kind)
        if kind.endswith("Method") or kind == "ParameterizedProperty":
            says = member.definition.replace("), ", ")\r\n")
            candidate = Candidate(
                member.name + "(", member.name, METHOD, member.definition, value=member.name, tooltip=says
            )
            found.append((2 if kind == "ParameterizedProperty" else 1, member.name.lower(), candidate))
        else:
            detail = str(member.type_name or "").removeprefix("System.")
            found.append((0, member.name.lower(), _property(Property(member.name, detail, member.definition), opened)))
    found.sort(key=lambda item: item[:2])
    return [candidate for _, _, candidate in found]


def _property(known: Property, opened: str = "") -> Candidate:
    name = known.name
    plain = name.replace("_", "a").isalnum() and not name[0].isdigit() and not opened
    text = name if plain else quote(name, opened, bare=False)
    return Candidate(
        text, name, PROPERTY, known.type, value=name, tooltip=known.tooltip, audience=known.audience or EVERYONE
    )


def _type_name(value: object) -> str:
    from glueshell.objects.typeinfo import type_of

    return "" if value is None else f"[{type_of(value).short_name}]"


def _static_of(site: MemberSite, view: Any) -> Any:
    if not isinstance(site.target, nodes.TypeExpressionAst):
        return None
    return view.type_of(site.target.type_name.full_name)


def _static(site: MemberSite, view: Any) -> list[Candidate]:
    from glueshell.objects.tables import tables_of

    info = _static_of(site, view)
    if info is None:
        return []
    if isinstance(info, DefinedType):
        return _shown(dotnet.statics(info), site.quote)
    names = getattr(getattr(info, "enum", None), "names", ())
    found = [
        _property(Property(name, info.name, f"static {info.short_name} {name} {{get;}}"))
        for name in sorted(names, key=str.lower)
    ]
    tables = tables_of(info)
    declared: dict[str, Any] = {}
    for table in tables:
        for low, member in table.static.items():
            declared.setdefault(low, member)
    found += _listed(declared.values(), "")
    first = tables[0] if tables and tables[0].type_name == info.definition else None
    if first is not None and first.construct is not None and "new" not in declared:
        says = "\r\n".join(f"{info.short_name} new({text.partition('(')[2]}" for text in first.constructors.overloads)
        found.append(Candidate("new(", "new", METHOD, f"makes a {info.name}", value="new", tooltip=says))
    return _unique(sorted(found, key=lambda candidate: (candidate.kind == METHOD, candidate.value.lower())))
