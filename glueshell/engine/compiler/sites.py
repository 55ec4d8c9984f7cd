"""Method calls in generated code: each place remembers, by the classes of what it is given, how to call.

A place is a `MethodSite` or `StaticSite`; `plans` maps the classes of owner and arguments to a function that calls the
method with them as they are. What depends on more than those classes is never remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from glueshell.engine.compiler import member_access
from glueshell.engine.scopes import EMPTY
from glueshell.objects.declaration import Member
from glueshell.objects.errors import NetError
from glueshell.objects.invocation import Converter, direct, wrapped
from glueshell.objects.psobject import PSObject
from glueshell.objects.tables import find, find_static
from glueshell.objects.typeinfo import PLAIN, TypeInfo

Plan = Callable[..., object]

MOST_PLANS = 32


class MethodSite:
    """One `owner.Name(...)` in the text."""

    __slots__ = ("closed", "get", "name", "plans")

    def __init__(self, name: str) -> None:
        self.name = name
        self.plans: dict[tuple[type, ...], Plan | None] = {}
        # For owners of closed generic types: the type's identity in front.
        self.closed: dict[tuple[object, ...], Plan | None] = {}
        self.get = self.plans.get

    def call(self, engine: Any, scope: Any, owner: object, *arguments: object) -> object:
        """Call the long way, and remember the short one where there is one."""
        kinds = (type(owner), *map(type, arguments))
        info = getattr(owner, "ps_type", None)
        if info is not None and type(info) is TypeInfo:
            key = (id(info), *kinds)
            if key not in self.closed and len(self.closed) < MOST_PLANS:
                self.closed[key] = self._plan(owner, arguments, owner)
            plan = self.closed.get(key)
            if plan is not None:
                return plan(owner, *arguments)
        elif kinds not in self.plans and len(self.plans) < MOST_PLANS:
            self.plans[kinds] = self._plan(owner, arguments, None) if _is_steady(owner) else None
        return member_access.call_method(engine, scope, owner, self.name, list(arguments))

    def _plan(self, owner: object, arguments: tuple[object, ...], generic: object) -> Plan | None:
        member = find(owner, self.name.lower())
        if member is None or member.body is None or member.static:
            return None
        return _plan(member, list(arguments), 1, generic)


class StaticSite:
    """One `[Type]::Name(...)` in the text; the type is one that no script can define."""

    __slots__ = ("get", "info", "name", "plans")

    def __init__(self, info: TypeInfo, name: str) -> None:
        self.info = info
        self.name = name
        self.plans: dict[tuple[type, ...], Plan | None] = {}
        self.get = self.plans.get

    def call(self, engine: Any, scope: Any, *arguments: object) -> object:
        """Call the long way, and remember the short one where there is one."""
        kinds = tuple(map(type, arguments))
        if kinds not in self.plans and len(self.plans) < MOST_PLANS:
            member = find_static(self.info, self.name.lower())
            plain = member is not None and member.body is not None and not getattr(member.body, "wants_type", False)
            self.plans[kinds] = _plan(member, list(arguments), 0) if plain else None  # type: ignore[arg-type]
        return member_access.call_static(engine, scope, self.info, self.name, list(arguments))


def _is_steady(owner: object) -> bool:
    """Whether all values of the owner's class have the same members."""
    kind = type(owner)
    if kind in PLAIN:
        return True
    if isinstance(owner, PSObject):
        return False
    return isinstance(getattr(kind, "ps_type_name", None), str)


def _plan(member: Member, arguments: list[object], owners: int, generic: object = None) -> Plan | None:
    """A function that calls `member` with an owner (or none) and arguments of these classes; None where it may not."""
    converters = direct(member, arguments, generic)
    if converters is None:
        return None
    body, name, count = member.body, member.name, len(arguments)
    assert body is not None
    empty = EMPTY if member.type_name in ("void", "System.Void") else None
    if any(converters):
        return _converting(body, name, count, owners, converters, empty)

    def call(*given: object) -> object:
        try:
            result = body(*given)
        except NetError as error:
            raise wrapped(name, count, error) from None
        return empty if result is None else result

    def call_one(only: object) -> object:
        try:
            result = body(only)
        except NetError as error:
            raise wrapped(name, count, error) from None
        return empty if result is None else result

    def call_two(first: object, second: object) -> object:
        try:
            result = body(first, second)
        except NetError as error:
            raise wrapped(name, count, error) from None
        return empty if result is None else result

    chosen: Mapping[int, Plan] = {1: call_one, 2: call_two}
    return chosen.get(count + owners, call)


def _converting(
    body: Plan, name: str, count: int, owners: int, converters: tuple[Converter | None, ...], empty: object
) -> Plan:
    def call(*given: object) -> object:
        values = list(given)
        for place, converter in enumerate(converters, owners):
            if converter is not None:
                values[place] = converter(values[place])
        try:
            result = body(*values)
        except NetError as error:
            raise wrapped(name, count, error) from None
        return empty if result is None else result

    return call
