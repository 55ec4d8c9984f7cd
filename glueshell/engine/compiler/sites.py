"""Method calls in generated code: each place remembers, by the classes of what it is given, how to call.

A place is a `MethodSite` or `StaticSite`. `plans` maps the classes of what varies in the text (owner and arguments;
one class alone, several as a tuple) to a function that calls the method with owner and arguments as they are; it may
raise NetError, which the place makes the error of its call. What depends on more than classes is never remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from glueshell.engine.compiler import member_access
from glueshell.engine.scopes import EMPTY
from glueshell.objects.declaration import Member
from glueshell.objects.errors import NetError, PSError
from glueshell.objects.extended import added_member
from glueshell.objects.invocation import Casts, Converter, direct, wrapped
from glueshell.objects.psobject import PSObject
from glueshell.objects.tables import find, find_static
from glueshell.objects.typeinfo import PLAIN, TypeInfo

Plan = Callable[..., object]

MOST_PLANS = 32


class Site:
    """A place that calls a method: its name, the arguments in the text, which of what it is given varies in class.

    `sole` is the plan where nothing varies. `raw`: a method that gives nothing gives EMPTY there, else null.
    """

    __slots__ = ("casts", "count", "get", "name", "plans", "raw", "sole", "varying")

    def __init__(self, name: str, count: int, varying: Sequence[int], raw: bool, casts: Casts = None) -> None:
        self.casts = casts
        self.name = name
        self.count = count
        self.varying = tuple(varying)
        self.raw = raw
        self.plans: dict[object, Plan | None] = {}
        self.get = self.plans.get
        self.sole: Plan | None = None

    def failed(self, error: NetError) -> PSError:
        """The error of the call for what the method threw."""
        return wrapped(self.name, self.count, error)

    def _key(self, given: Sequence[object]) -> object:
        if len(self.varying) == 1:
            return type(given[self.varying[0]])
        return tuple(type(given[place]) for place in self.varying)

    def _remember(self, key: object, plan: Plan | None) -> None:
        self.plans[key] = plan
        if not self.varying:
            self.sole = plan

    def _given(self, result: object) -> object:
        return None if result is EMPTY and not self.raw else result

    def _plan(self, member: Member, arguments: list[object], owners: int, generic: object = None) -> Plan | None:
        """A function that calls `member` with an owner (or none) and arguments of these classes, where there is one."""
        converters = direct(member, arguments, generic)
        if converters is None:
            return None
        body = member.body
        assert body is not None
        if any(converters):
            body = _converting(body, owners, converters)
        if self.raw and member.type_name in ("void", "System.Void"):
            return _silent(body)
        return body


class MethodSite(Site):
    """One `owner.Name(...)` in the text."""

    __slots__ = ("closed",)

    def __init__(self, name: str, count: int, varying: Sequence[int], raw: bool, casts: Casts = None) -> None:
        super().__init__(name, count, varying, raw, casts)
        # For owners of closed generic types: the type's identity in front.
        self.closed: dict[tuple[object, ...], Plan | None] = {}

    def call(self, engine: Any, scope: Any, owner: object, *arguments: object) -> object:
        """Call the long way, and remember the short one where there is one."""
        info = getattr(owner, "ps_type", None)
        if info is not None and type(info) is TypeInfo:
            closed = (id(info), type(owner), *map(type, arguments))
            if closed not in self.closed and len(self.closed) < MOST_PLANS:
                self.closed[closed] = self._found(owner, arguments, owner)
            plan = self.closed.get(closed)
            if plan is not None:
                try:
                    return plan(owner, *arguments)
                except NetError as error:
                    raise self.failed(error) from None
        else:
            key = self._key((owner, *arguments))
            if key not in self.plans and len(self.plans) < MOST_PLANS:
                self._remember(key, self._found(owner, arguments, None) if _is_steady(owner) else None)
        return self._given(
            member_access.call_method(engine, scope, owner, self.name, list(arguments), self.casts)
        )

    def _found(self, owner: object, arguments: tuple[object, ...], generic: object) -> Plan | None:
        low = self.name.lower()
        member = find(owner, low)
        if member is None or member.body is None or member.static or added_member(owner, low) is not None:
            return None
        return self._plan(member, list(arguments), 1, generic)


class StaticSite(Site):
    """One `[Type]::Name(...)` in the text; the type is one that no script can define."""

    __slots__ = ("info",)

    def __init__(
        self, info: TypeInfo, name: str, count: int, varying: Sequence[int], raw: bool, casts: Casts = None
    ) -> None:
        super().__init__(name, count, varying, raw, casts)
        self.info = info

    def call(self, engine: Any, scope: Any, *arguments: object) -> object:
        """Call the long way, and remember the short one where there is one."""
        key = self._key(arguments)
        if key not in self.plans and len(self.plans) < MOST_PLANS:
            member = find_static(self.info, self.name.lower())
            plain = member is not None and member.body is not None and not getattr(member.body, "wants_type", False)
            self._remember(key, self._plan(member, list(arguments), 0) if plain else None)  # type: ignore[arg-type]
        return self._given(
            member_access.call_static(engine, scope, self.info, self.name, list(arguments), self.casts)
        )


def _is_steady(owner: object) -> bool:
    """Whether all values of the owner's class have the same members."""
    kind = type(owner)
    if kind in PLAIN:
        return True
    if isinstance(owner, PSObject):
        return False
    return isinstance(getattr(kind, "ps_type_name", None), str)


def _silent(body: Plan) -> Plan:
    """A method that gives nothing, as something that may stand where output is written."""

    def call(*given: object) -> object:
        body(*given)
        return EMPTY

    def call_two(owner: object, only: object) -> object:
        body(owner, only)
        return EMPTY

    return call_two if getattr(getattr(body, "__code__", None), "co_argcount", 0) == 2 else call


def _converting(body: Plan, owners: int, converters: tuple[Converter | None, ...]) -> Plan:
    if owners == 0 and len(converters) == 1:
        (only,) = converters
        assert only is not None
        return lambda argument: body(only(argument))

    def call(*given: object) -> object:
        values = list(given)
        for place, converter in enumerate(converters, owners):
            if converter is not None:
                values[place] = converter(values[place])
        return body(*values)

    return call
