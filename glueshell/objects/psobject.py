"""PSObject: an object of named properties, or a base value with properties added to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

NOTHING: object = type("Nothing", (), {"__repr__": lambda self: "NOTHING"})()
"""Stands for "no base value": the object is its properties alone."""

CUSTOM_NAMES = ("System.Management.Automation.PSCustomObject", "System.Object")


class Property:
    """A property that is more than a stored value: ScriptProperty, AliasProperty, ScriptMethod, or a read-only one.

    `get(owner)` reads it, `set(owner, value)` writes it (None: read-only), `invoke(owner, arguments)` calls a method.
    `value` holds what was declared (a script block, an alias's target, a NoteProperty's value).
    """

    __slots__ = ("definition", "get", "hidden", "invoke", "kind", "set", "type_name", "value")

    def __init__(
        self,
        kind: str,
        *,
        value: object = None,
        get: Callable[[object], object] | None = None,
        set: Callable[[object, object], None] | None = None,
        invoke: Callable[[object, list], object] | None = None,
        type_name: str = "System.Object",
        definition: str | None = None,
        hidden: bool = False,
    ) -> None:
        self.kind = kind
        self.value = value
        self.get = get
        self.set = set
        self.invoke = invoke
        self.type_name = type_name
        self.definition = definition
        self.hidden = hidden


class PSObject:
    """A PSCustomObject, or with `base` a value that carries properties of its own besides its type's.

    `properties` maps each name, as written, to its raw value or to a `Property`; `gaps`, where set, are the names of
    those whose value is no output (see absence).
    """

    __slots__ = ("_base", "_names", "gaps", "properties")

    def __init__(
        self,
        properties: dict[str, object] | None = None,
        type_names: tuple[str, ...] = CUSTOM_NAMES,
        base: object = NOTHING,
    ) -> None:
        self.properties: dict[str, object] = {} if properties is None else properties
        self._names = type_names
        self._base = base

    @property
    def base(self) -> object:
        """The wrapped value, `NOTHING` for a custom object."""
        return self._base

    @property
    def type_names(self) -> tuple[str, ...]:
        """PSTypeNames, most specific first; for a wrapped value those added in front of its own."""
        return self._names

    @type_names.setter
    def type_names(self, names: tuple[str, ...]) -> None:
        self._names = names

    def find(self, name: str) -> str | None:
        """The property's name as written, by any casing; None where there is none.

        Subclasses may answer to looser spellings and raise PSError for an ambiguous one.
        """
        properties = self.properties
        if name in properties:
            return name
        low = name.lower()
        for candidate in properties:
            if candidate.lower() == low:
                return candidate
        return None

    def get(self, name: str, default: object = None) -> object:
        """A property's value, `default` where there is none."""
        found = self.find(name)
        if found is None:
            return default
        return self._read(self.properties[found])

    def held(self, found: str) -> object:
        """The value of a property that `find` has found."""
        entry = self.properties.get(found, NOTHING)
        return self.get(found) if entry is NOTHING else self._read(entry)

    def _read(self, entry: object) -> object:
        if type(entry) is not Property:
            return entry
        if entry.get is not None:
            return entry.get(self)
        if entry.kind == "AliasProperty":
            from glueshell.objects.members import get_member

            return get_member(self, str(entry.value))
        if entry.invoke is not None:
            from glueshell.objects.declaration import BoundMethod

            return BoundMethod(self, entry.definition or "", entry.invoke)
        if entry.kind == "PropertySet":
            from glueshell.objects.types.psmembers import shown_set

            return shown_set(entry)
        return entry.value

    def set(self, name: str, value: object) -> None:
        """Write a property, adding a NoteProperty where there is none."""
        found = self.find(name)
        if found is None:
            self.properties[name] = value
            return
        entry = self.properties[found]
        if type(entry) is not Property:
            self.properties[found] = value
            if value is None and getattr(self, "gaps", None):
                self.gaps: set = self.gaps - {found}
        elif entry.set is not None:
            entry.set(self, value)
        elif entry.kind == "AliasProperty":
            from glueshell.objects.members import set_member

            set_member(self, str(entry.value), value)
        elif entry.kind == "NoteProperty":
            entry.value = value
        else:
            from glueshell.objects.errors import problem

            raise problem("NoSetter" if entry.kind == "ScriptProperty" else "PropertyReadOnly", found)

    def add(self, name: str, value: object, kind: str = "NoteProperty") -> None:
        """Add a property: a NoteProperty's value, an alias's target, or a ready `Property`."""
        found = self.find(name)
        if found is not None and found != name:
            del self.properties[found]
        if isinstance(value, Property) or kind == "NoteProperty":
            self.properties[name] = value
        else:
            self.properties[name] = Property(kind, value=value)

    def remove(self, name: str) -> bool:
        """Take a property out; tells whether it was there."""
        found = self.find(name)
        if found is None:
            return False
        del self.properties[found]
        return True

    def names(self) -> list[str]:
        """The names of the properties, methods left out, in order."""
        return [
            name for name, entry in self.properties.items()
            if type(entry) is not Property or (entry.invoke is None and not entry.hidden)
        ]

    def kinds(self) -> Iterator[tuple[str, str]]:
        """Names and kinds of the properties, methods left out, in order."""
        for name in self.names():
            entry = self.properties[name]
            yield name, entry.kind if type(entry) is Property else "NoteProperty"

    def __iter__(self) -> Iterator[tuple[str, object]]:
        for name in self.names():
            yield name, self._read(self.properties[name])

    def __len__(self) -> int:
        return len(self.properties)

    def __bool__(self) -> bool:
        return True

    def copy(self) -> PSObject:
        """A copy that shares the values but not the properties."""
        twin = type(self).__new__(type(self))
        twin.properties = dict(self.properties)
        twin._names = self._names
        twin._base = self._base
        if getattr(self, "gaps", None):
            twin.gaps = set(self.gaps)
        return twin


class WrittenNumber(PSObject):
    """A number given as an argument: it counts as the number and shows as it was written (`0x10`, `1.50`)."""

    __slots__ = ("written",)

    def __init__(self, value: object, written: str) -> None:
        super().__init__({}, (), value)
        self.written = written

    def copy(self) -> PSObject:
        """A copy that shares the values but not the properties."""
        twin = super().copy()
        twin.written = self.written  # type: ignore[attr-defined]
        return twin


def unwrap(value: object) -> object:
    """The base value of a PSObject that wraps one; anything else unchanged."""
    while isinstance(value, PSObject) and value._base is not NOTHING:
        value = value._base
    return value


def box(value: object) -> None:
    """Let a list be known from now on as one that a PSObject holds."""
    if hasattr(type(value), "ps_boxed"):
        value.ps_boxed = True  # type: ignore[attr-defined]


def is_boxed(value: object) -> bool:
    """Whether a PSObject holds a value."""
    return isinstance(value, PSObject) or getattr(value, "ps_boxed", False)


def attached(value: object, names: tuple[str, ...] = ()) -> PSObject:
    """The PSObject that can carry extra properties of a value: itself, or a wrapper around it."""
    if isinstance(value, PSObject):
        return value
    return PSObject({}, names, value)
