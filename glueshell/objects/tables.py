"""Which member table a type has: modules of types/ are loaded when one of their types is first asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from glueshell.objects.declaration import Member, MemberTable
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.typeinfo import PLAIN, TypeInfo, resolve_type, type_name, type_named
from glueshell.objects.typetable import TYPES


@cache
def table_named(definition: str) -> MemberTable | None:
    """The member table of a full name (generics by their definition), None where it declares none."""
    row = TYPES.get(definition)
    if row is None or not row[2]:
        return None
    tables = import_module(f"glueshell.objects.types.{row[2]}").TABLES
    found = tables.get(definition)
    assert found is None or isinstance(found, MemberTable)
    return found


@cache
def tables_named(full_name: str) -> tuple[MemberTable, ...]:
    """The tables of a type and its bases, most specific first."""
    info = resolve_type(full_name)
    return tables_of(type_named(full_name) if info is None else info)


def tables_of(info: TypeInfo) -> tuple[MemberTable, ...]:
    """The tables of a type and its bases, most specific first."""
    return _tables_of(info, info.table)


@cache
def _tables_of(info: TypeInfo, own: MemberTable | None) -> tuple[MemberTable, ...]:
    # Types are equal by name; one that a value was asked for may not carry the table that its declaration has.
    tables = [] if own is None else [own]
    for name in (info.definition, *info.chain()[1:]):
        table = table_named(name)
        if table is not None and table not in tables:
            tables.append(table)
    return tuple(tables)


@cache
def _declared(full_name: str, low: str) -> Member | None:
    for table in tables_named(full_name):
        found = table.instance.get(low)
        if found is not None:
            return found
    return None


def value_tables(value: object) -> tuple[MemberTable, ...]:
    """The tables that serve a value: its class's own `ps_members` first, then its type's and bases'."""
    own = getattr(type(value), "ps_members", None)
    if own is None:
        info = getattr(value, "ps_type", None)
        return tables_of(info) if isinstance(info, TypeInfo) else tables_named(_definition(value))
    bases: list[MemberTable] = [own]
    for name in (*getattr(value, "ps_base_types", ()), type_name(value), "System.Object"):
        bases.extend(table for table in tables_named(name) if table not in bases)
    return tuple(bases)


def _definition(value: object) -> str:
    if isinstance(value, PSObject) and value.base is NOTHING:
        return "System.Management.Automation.PSCustomObject"
    return type_name(value)


def find(value: object, low: str) -> Member | None:
    """The instance member of a value by lower-cased name."""
    cls = type(value)
    plain = PLAIN.get(cls)
    if plain is not None:
        return _declared(plain, low)
    own = getattr(cls, "ps_members", None)
    if own is not None or getattr(value, "ps_type", None) is not None:
        for table in value_tables(value):
            found = table.instance.get(low)
            if found is not None:
                return found
        return None
    return _declared(_definition(value), low)


def find_static(info: TypeInfo, low: str) -> Member | None:
    """The static member of a type by lower-cased name."""
    for table in tables_of(info):
        found = table.static.get(low)
        if found is not None:
            return found
    return None
