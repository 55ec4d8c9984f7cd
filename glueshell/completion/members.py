"""Candidates behind a dot, a double colon or an opening bracket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from glueshell.completion.candidates import EVERYONE, METHOD, PROPERTY, SCRIPT, Candidate, Property
from glueshell.completion.inference import is_current, properties_of, properties_of_current
from glueshell.completion.literals import UNKNOWN, value_of
from glueshell.completion.quoting import quote
from glueshell.completion.ranking import best
from glueshell.language import ast as nodes
from glueshell.objects.hashtable import Hashtable

if TYPE_CHECKING:
    from glueshell.completion.site import IndexSite, MemberSite

# What PowerShell adds to every collection, with its own words about it.
_INTRINSIC = (
    ("Where", "Where({ expression } [, mode [, numberToReturn]])"),
    ("ForEach", "ForEach(expression [, arguments...])"),
    ("PSWhere", "PSWhere({ expression } [, mode [, numberToReturn]])"),
    ("PSForEach", "PSForEach(expression [, arguments...])"),
)


def members(site: MemberSite, view: Any) -> list[Candidate]:
    """Properties, then methods (with their opening bracket), of what stands before the dot."""
    found = _static(site) if site.static else _instance(site, view)
    if view.exact:
        ordered = found
    else:
        ordered = sorted(found, key=lambda candidate: candidate.kind == METHOD)
    return best(site.word, ordered, lambda candidate: (candidate.value,), strict=True)


def keys(site: IndexSite, view: Any) -> list[Candidate]:
    """Keys of a known hashtable; nothing for lists."""
    value = value_of(site.target, view)
    if not isinstance(value, (dict, Hashtable)):
        return []
    found = [
        Candidate(quote(key, site.quote, bare=False), key, PROPERTY, _type_name(held), value=key, tooltip=key)
        for key, held in value.items()
        if isinstance(key, str)
    ]
    return best(site.word, found, lambda candidate: (candidate.value,), strict=True)


def _instance(site: MemberSite, view: Any) -> list[Candidate]:
    value = value_of(site.target, view)
    if is_current(site.target):
        named = properties_of_current(site.path, view)
        if named or value is UNKNOWN:
            return _inferred(named, site, view)
    if value is UNKNOWN:
        return _inferred(properties_of(site.target, view, site.path), site, view)
    if isinstance(site.target, nodes.VariableExpressionAst) and view.assignment(site.target.variable_path) is not None:
        # Only the text says so; PowerShell then tells types, not values.
        if not isinstance(value, (dict, Hashtable, list)):
            own = {each.name.lower(): each for each in properties_of(site.target, view, site.path)}
            found = _inferred(own.values(), site, view)
            found += [each for each in _members(value, site.quote) if each.value.lower() not in own]
            return found
    entries = [
        _property(Property(key, _type_name(held), quote(key, site.quote, bare=not site.quote)), site.quote)
        for key, held in (value.items() if isinstance(value, (dict, Hashtable)) else ())
        if isinstance(key, str)
    ]
    if view.exact:
        for entry in entries:
            entry.list_text = entry.text
    found = [] if value is None else _members(value, site.quote)
    if isinstance(value, list):
        # Member enumeration: `.Name` on a list asks its elements.
        inner = [] if not value else [each for each in _members(value[0], site.quote) if each.kind != METHOD]
        found = found if view.exact else [*inner, *found]
        found += [
            Candidate(name + "(", name, METHOD, says, value=name, tooltip=says, audience=SCRIPT * name.startswith("PS"))
            for name, says in _INTRINSIC
        ]
    # A person looks for the keys of a hashtable first; PowerShell puts them last.
    return _unique([*found, *entries] if view.exact else [*entries, *found])


def _inferred(named: Iterable[Property], site: MemberSite, view: Any) -> list[Candidate]:
    found = [_property(each, site.quote) for each in named]
    return sorted(found, key=lambda candidate: candidate.value.lower()) if view.exact else found


def _unique(found: Iterable[Candidate]) -> list[Candidate]:
    seen: dict[str, Candidate] = {}
    for candidate in found:
        seen.setdefault(candidate.value.lower(), candidate)
    return list(seen.values())


def _members(value: object, opened: str) -> list[Candidate]:
    """Every member of a value, properties and methods each by name, as PowerShell lists them."""
    from glueshell.objects.members import members_of

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


def _static(site: MemberSite) -> list[Candidate]:
    from glueshell.objects.tables import tables_of
    from glueshell.objects.typeinfo import resolve_type

    if not isinstance(site.target, nodes.TypeExpressionAst):
        return []
    info = resolve_type(site.target.type_name.full_name)
    if info is None:
        return []
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
