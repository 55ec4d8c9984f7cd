"""Types that whoever builds the engine provides by name; how their values are made and completed stays there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from glueshell.objects.declaration import MemberTable, typed
from glueshell.objects.typeinfo import TypeInfo

if TYPE_CHECKING:
    from glueshell.objects.declaration import Member

Make = Callable[[object, Mapping[str, object]], object]


class TypeSource(Protocol):
    """Where an engine finds types that neither the language nor a script declares."""

    def find(self, name: str) -> ProvidedType | None:
        """The type of a name in any casing, or None."""

    def names(self) -> Iterable[str]:
        """The names of all of them."""


class ProvidedType(TypeInfo):
    """A type whose values are made by `make(value, others)`, which answers null for null and raises PSError.

    `others` are the values of the parameters bound so far, by name: what a name means may depend on them. A type that
    others depend on `leads`: its parameters are bound first. `completer` offers values for its parameters.
    """

    __slots__ = ("completer", "leads", "make")

    def __init__(
        self,
        full_name: str,
        make: Make,
        *,
        members: Iterable[Member] = (),
        completer: Callable[[Any], Iterable[Any]] | None = None,
        leads: bool = False,
    ) -> None:
        super().__init__(full_name, table=MemberTable(full_name, *members, convert=_converted))
        self.make = make
        self.completer = completer
        self.leads = leads

    # The types of two sessions have one name and are two types: what is remembered by type must not mix them up.
    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


@typed
def _converted(value: object, info: ProvidedType) -> object:
    return info.make(value, {})


def provided(info: TypeInfo) -> ProvidedType | None:
    """The provided type that `info` is, or is an array of."""
    if isinstance(info, ProvidedType):
        return info
    return info.element if isinstance(info.element, ProvidedType) else None


def transform_of(info: TypeInfo, kind: ProvidedType) -> Callable[[Any, object], object]:
    """What binding does to a parameter of the type `info`, `kind` or an array of it."""
    from glueshell.objects.enumeration import enumerable, iterate
    from glueshell.objects.typeinfo import TypedArray

    def one(invocation: Any, value: object) -> object:
        return kind.make(value, invocation.bound)

    def many(invocation: Any, value: object) -> object:
        if value is None:
            return None
        items = iterate(value) if enumerable(value) else [value]
        return TypedArray([kind.make(item, invocation.bound) for item in items], kind)

    transform = one if info is kind else many
    transform.explains = True  # type: ignore[attr-defined]
    return transform
