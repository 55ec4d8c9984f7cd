"""Types as values: what `[int]` gives, how names become types, and which type a value has."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING

from glueshell.objects.absence import OBJECT_ARRAYS, GappyArray
from glueshell.objects.hashtable import DictionaryEntry, Hashtable, OrderedDictionary, OrderedHashtable
from glueshell.objects.numbers import (
    BigInteger,
    Byte,
    Char,
    Int16,
    Int64,
    IntPtr,
    SByte,
    Single,
    UInt16,
    UInt32,
    UInt64,
)
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.typetable import ACCELERATORS, KEYWORD_NAMES, TYPES

if TYPE_CHECKING:
    from glueshell.objects.declaration import MemberTable

_LIBRARY = "System.Private.CoreLib, Version=10.0.0.0, Culture=neutral, PublicKeyToken=7cec85d7bea7798e"
_AUTOMATION = "System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"
OBJECT = "System.Object"


class TypeInfo:
    """A .NET type: full name, base, interfaces; arrays have `element`, closed generics `arguments` and `definition`.

    Types made elsewhere (classes and enums of a script, foreign types) give `base`, `interfaces`, `table`,
    `python` (the class of its values) and `construct` themselves.
    """

    __slots__ = ("_ancestors", "arguments", "base", "construct", "definition", "element", "enum", "full_name",
                 "interfaces", "kind", "name", "python", "rank", "table")
    ps_type_name = "System.RuntimeType"

    def __init__(
        self,
        full_name: str,
        *,
        base: str = OBJECT,
        interfaces: tuple[str, ...] = (),
        kind: str = "class",
        name: str | None = None,
        element: TypeInfo | None = None,
        rank: int = 1,
        arguments: tuple[TypeInfo, ...] = (),
        definition: str = "",
        table: MemberTable | None = None,
        python: type | None = None,
        construct: Callable[..., object] | None = None,
        enum: object = None,
    ) -> None:
        self.full_name = full_name
        self.name = full_name.partition("[")[0].rpartition(".")[2].rpartition("+")[2] if name is None else name
        self.base = base
        self.interfaces = interfaces
        self.kind = kind
        self.element = element
        self.rank = rank
        self.arguments = arguments
        self.definition = definition or full_name
        self.table = table
        self.python = python
        self.construct = construct
        self.enum = enum
        self._ancestors: frozenset[str] | None = None

    @property
    def namespace(self) -> str:
        """The part of the full name before the name."""
        return self.definition.rpartition(".")[0]

    @property
    def ancestors(self) -> frozenset[str]:
        """Full names of this type, its bases and its interfaces."""
        if self._ancestors is None:
            names = {self.full_name, self.definition, OBJECT, *self.interfaces}
            names.update(self.chain())
            for name in list(names):
                row = TYPES.get(name)
                if row is not None:
                    names.update(row[1])
            self._ancestors = frozenset(names)
        return self._ancestors

    def chain(self) -> list[str]:
        """This type's full name and those of its bases, most specific first."""
        names = [self.full_name]
        base = self.base
        while base:
            names.append(base)
            base = TYPES[base][0] if base in TYPES else (OBJECT if base != OBJECT else "")
        return names

    def ps_text(self) -> str:
        """The type as text: arguments of generics in brackets, without assemblies."""
        if self.arguments:
            return f"{self.definition}[{','.join(argument.ps_text() for argument in self.arguments)}]"
        if self.element is not None:
            return self.element.ps_text() + _rank(self.rank)
        return self.full_name

    @property
    def short_name(self) -> str:
        """The name PowerShell prints in definitions: `int`, `string[]`, `System.Collections.ArrayList`."""
        if self.element is not None:
            return self.element.short_name + _rank(self.rank)
        if self.arguments:
            inside = ",".join(argument.short_name for argument in self.arguments)
            return f"{self.definition.partition('`')[0]}[{inside}]"
        return KEYWORD_NAMES.get(self.full_name, self.full_name)

    def __repr__(self) -> str:
        return f"[{self.ps_text()}]"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TypeInfo) and other.full_name == self.full_name

    def __hash__(self) -> int:
        return hash(self.full_name)


def _rank(rank: int) -> str:
    return "[" + "," * (rank - 1) + "]"


class TypedArray(list):
    """An array whose element type is not Object: `[int[]]`."""

    __slots__ = ("element_type",)

    def __init__(self, items: object = (), element_type: TypeInfo | None = None) -> None:
        super().__init__(items)  # type: ignore[call-overload]
        self.element_type = element_type if element_type is not None else type_named(OBJECT)

    @property
    def ps_type_name(self) -> str:
        """The array's full name."""
        return self.element_type.full_name + "[]"


ARRAYS = frozenset((*OBJECT_ARRAYS, TypedArray))
"""Classes of one-dimensional arrays."""

PLAIN: dict[type, str] = {
    str: "System.String", int: "System.Int32", float: "System.Double", bool: "System.Boolean", list: "System.Object[]",
    Int64: "System.Int64", UInt64: "System.UInt64", UInt32: "System.UInt32", Int16: "System.Int16",
    UInt16: "System.UInt16", Byte: "System.Byte", SByte: "System.SByte", BigInteger: "System.Numerics.BigInteger",
    IntPtr: "System.IntPtr",
    Single: "System.Single", Char: "System.Char", Hashtable: "System.Collections.Hashtable",
    OrderedDictionary: "System.Collections.Specialized.OrderedDictionary",
    OrderedHashtable: "System.Management.Automation.OrderedHashtable",
    dict: "System.Collections.Hashtable", bytes: "System.Byte[]", GappyArray: "System.Object[]",
}
"""Classes whose values all have one .NET type, and its full name."""


@cache
def _folded_names() -> dict[str, str]:
    from glueshell.objects.enumtable import DECLARED

    names = {name.lower(): name for name in (*TYPES, *DECLARED)}
    return names | dict(ACCELERATORS)


@cache
def _declared(full_name: str) -> TypeInfo | None:
    row = TYPES.get(full_name)
    if row is not None:
        base, interfaces, _, kind = row
        return TypeInfo(full_name, base=base, interfaces=interfaces, kind=kind)
    from glueshell.objects.enums import enum_type

    enum = enum_type(full_name)
    if enum is not None:
        return TypeInfo(full_name, base="System.Enum", interfaces=TYPES["System.Enum"][1], kind="enum", enum=enum)
    return None


def type_named(full_name: str) -> TypeInfo:
    """The type of an exact full name that is known to exist; unknown names give a plain class of that name."""
    found = resolve_type(full_name)
    return found if found is not None else _foreign(full_name)


@cache
def _foreign(full_name: str) -> TypeInfo:
    return TypeInfo(full_name, base="System.Exception" if full_name.endswith("Exception") else OBJECT)


@cache
def array_of(element: TypeInfo, rank: int = 1) -> TypeInfo:
    """The array type of an element type."""
    suffix = _rank(rank)
    interfaces = (*TYPES["System.Array"][1], *(_GENERIC if rank == 1 else ()))
    return TypeInfo(element.full_name + suffix, base="System.Array", name=element.name + suffix, kind="array",
                    interfaces=interfaces, element=element, rank=rank, definition="System.Array")


_GENERIC = tuple(f"System.Collections.Generic.{name}`1" for name in ("IList", "ICollection", "IEnumerable"))
"""The generic interfaces of arrays of one dimension."""


@cache
def generic_of(definition: str, arguments: tuple[TypeInfo, ...]) -> TypeInfo:
    """The closed generic type of a definition (full name with its backtick) and arguments."""
    row = TYPES[definition]
    inside = ",".join(f"[{argument.full_name}, {_assembly(argument)}]" for argument in arguments)
    return TypeInfo(f"{definition}[{inside}]", base=row[0], interfaces=row[1], kind=row[3],
                    name=definition.rpartition(".")[2], arguments=arguments, definition=definition)


def _assembly(info: TypeInfo) -> str:
    return _AUTOMATION if info.full_name.startswith("System.Management.Automation") else _LIBRARY


@cache
def resolve_type(name: str, spaces: tuple[str, ...] = ()) -> TypeInfo | None:
    """The type a name stands for in any casing: accelerators, full names (`System.` optional), arrays, generics.

    `spaces` are namespaces whose types need no longer name.
    """
    text = name.strip().replace(" ", "")
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    if text.endswith("]"):
        start = _opening(text)
        head, inside = text[:start], text[start + 1 : -1]
        if not inside.strip(","):
            element = resolve_type(head, spaces)
            return None if element is None else array_of(element, len(inside) + 1)
        arguments = [resolve_type(_without_assembly(part), spaces) for part in _parts(inside)]
        if any(argument is None for argument in arguments):
            return None
        arity = f"`{len(arguments)}"
        definition = _folded_names().get(_qualified(head if head.endswith(arity) else head + arity, spaces))
        if definition is None:
            return None
        closed = tuple(argument for argument in arguments if argument is not None)
        if definition == "System.Nullable`1" and not closed:
            return None
        return generic_of(definition, closed)
    full_name = _folded_names().get(_qualified(text, spaces))
    if full_name is None:
        return None
    if text.lower() == "pscustomobject":
        return TypeInfo(full_name, interfaces=TYPES[full_name][1], python=PSObject)
    return _declared(full_name)


_FINDER: ContextVar[Callable[[str], TypeInfo | None] | None] = ContextVar("type names", default=None)


def use_names(find: Callable[[str], TypeInfo | None]) -> None:
    """Let names be the types of a runspace, its own classes and namespaces included, in this thread."""
    _FINDER.set(find)


def type_called(name: str) -> TypeInfo | None:
    """The type a text names where it is turned into a type."""
    find = _FINDER.get()
    return resolve_type(name) or (None if find is None else find(name))


def composed(
    name: str, find: Callable[[str], TypeInfo | None], spaces: tuple[str, ...] = ()
) -> TypeInfo | None:
    """The array or generic type of types that `find` knows; None for any other name."""
    text = name.strip().replace(" ", "")
    if not text.endswith("]") or text.startswith("["):
        return None
    start = _opening(text)
    head, inside = text[:start], text[start + 1 : -1]
    if not inside.strip(","):
        element = find(head)
        return None if element is None else array_of(element, len(inside) + 1)
    arguments = [find(_without_assembly(part)) for part in _parts(inside)]
    arity = f"`{len(arguments)}"
    definition = _folded_names().get(_qualified(head if head.endswith(arity) else head + arity, spaces))
    closed = tuple(argument for argument in arguments if argument is not None)
    return None if definition is None or len(closed) != len(arguments) else generic_of(definition, closed)


def unfound(name: str, spaces: tuple[str, ...] = ()) -> str:
    """The unknown part of the name of a type that is not there: an array's element, a generic type's own name."""
    text = name.strip()
    while text.endswith("]"):
        start = _opening(text)
        head, inside = text[:start], text[start + 1 : -1]
        if inside.strip(",") and (head.lower() == "nullable" or resolve_type(head, spaces) is not None):
            parts = [_without_assembly(part) for part in _parts(inside)]
            head = next((part for part in parts if resolve_type(part, spaces) is None), head)
            return head if head == text[:start] else unfound(head, spaces)
        text = head
    return text


def _qualified(text: str, spaces: tuple[str, ...]) -> str:
    low = text.lower()
    names = _folded_names()
    if low in names:
        return low
    return next((each for space in spaces if (each := f"{space.lower()}.{low}") in names), "system." + low)


def _opening(text: str) -> int:
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        depth += {"]": 1, "[": -1}.get(text[position], 0)
        if depth == 0:
            return position
    return 0


def _parts(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for position, char in enumerate(text):
        depth += {"[": 1, "]": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    return [*parts, text[start:]]


def _without_assembly(part: str) -> str:
    if part.startswith("[") and part.endswith("]"):
        return _parts(part[1:-1])[0]
    return part


def type_name(value: object) -> str:
    """The full .NET name of a value's type; null has none and gives an empty text."""
    found = PLAIN.get(type(value))
    if found is not None:
        return found
    if value is None:
        return ""
    if isinstance(value, PSObject):
        return "System.Management.Automation.PSCustomObject" if value.base is NOTHING else type_name(value.base)
    if isinstance(value, DictionaryEntry):
        return value.ps_type_name
    named = getattr(value, "ps_type_name", None)
    if named is not None:
        return str(named)
    cls = type(value)
    if cls.__name__ == "Decimal" and cls.__module__ == "decimal":
        return "System.Decimal"
    if hasattr(value, "__next__"):
        return "System.Collections.IEnumerator"
    if isinstance(value, list):
        return "System.Object[]"
    for base in cls.__mro__:
        if base in PLAIN:
            return PLAIN[base]
    return f"{cls.__module__}.{cls.__qualname__}"


def type_of(value: object) -> TypeInfo:
    """The type of a value; null is an Object."""
    info = getattr(value, "ps_type", None)
    if isinstance(info, TypeInfo):
        return info
    if isinstance(value, TypedArray):
        return array_of(value.element_type)
    name = type_name(value)
    found = resolve_type(name) if name else type_named(OBJECT)
    if found is not None:
        return found
    bases = getattr(value, "ps_base_types", ())
    return TypeInfo(name, base=bases[0] if bases else OBJECT, interfaces=tuple(bases[1:]))


def type_names(value: object) -> list[str]:
    """PSTypeNames: the names formats and `Get-Member` look under, most specific first."""
    if isinstance(value, PSObject):
        if value.base is NOTHING:
            return list(value.type_names)
        own = type_names(value.base)
        return [*(name for name in value.type_names if name not in own), *own]
    if value is None:
        return []
    names = getattr(value, "ps_type_names", None)
    if names is not None:
        return list(names)
    info = type_of(value)
    chain = info.chain()
    bases = getattr(value, "ps_base_types", None)
    if bases:
        chain = [info.full_name, *bases]
    return chain if chain[-1] == OBJECT else [*chain, OBJECT]


def is_instance(value: object, info: TypeInfo) -> bool:
    """What `-is` says: the value's type, its bases and its interfaces are looked through."""
    wanted = info.full_name
    if isinstance(value, PSObject):
        if wanted == "System.Management.Automation.PSObject":
            return True
        if value.base is not NOTHING:
            return is_instance(value.base, info)
    if value is None:
        return False
    if wanted == OBJECT:
        return True
    name = type_name(value)
    if name == wanted:
        return True
    found = type_of(value)
    if wanted in found.ancestors:
        return not (info.arguments and found.arguments and info.arguments != found.arguments)
    if info.element is not None and found.element is not None:
        if info.rank != found.rank:
            return False
        return info.element.full_name in found.element.ancestors and found.element.base != "System.ValueType"
    return wanted in getattr(value, "ps_base_types", ())


def type_argument(value: object) -> TypeInfo | None:
    """A type given as a type or by its name; None where the name is unknown."""
    if isinstance(value, TypeInfo):
        return value
    from glueshell.objects.text import to_text

    return type_called(to_text(value))
