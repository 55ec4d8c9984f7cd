"""Scopes: where variables live. A variable is a Python cell, so that compiled blocks read and write it directly.

A cell that holds `UNSET` means "look further": the variable may be unset, may belong to a scope above, or may be kept
in `specials` because plain assignment must not reach it (read-only, private, typed from elsewhere, empty output).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import CellType
from typing import TYPE_CHECKING, Final

from glueshell.engine.sentinels import Sentinel
from glueshell.objects.enumeration import EMPTY
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.engine.callstack import Frame
    from glueshell.engine.runtime import Engine
    from glueshell.objects.typeinfo import TypeInfo


UNSET: Final = Sentinel("UNSET")
"""What the cell of a variable without a value holds."""

Constraint = Callable[[object], object]


class Variable:
    """What a variable has beyond its value: options, constraints, a description.

    `value` is UNSET while the value stands in the scope's cell; `constraints` convert or refuse a new value.
    """

    __slots__ = ("constraints", "description", "options", "value")

    def __init__(self, value: object = UNSET) -> None:
        self.value = value
        self.constraints: tuple[Constraint, ...] = ()
        self.options: frozenset[str] = frozenset()
        self.description = ""

    @property
    def locked(self) -> bool:
        """Whether the value may not be replaced."""
        return "ReadOnly" in self.options or "Constant" in self.options


class Scope:
    """One level of variables and functions; `kind` is global, script, module or local.

    `typed` are constraints that come with a function's parameters, shared by all its calls.
    """

    __slots__ = (
        "aliases", "caller", "cells", "engine", "frame", "functions", "kind", "parent", "script", "specials", "strict",
        "typed", "types",
    )  # fmt: skip

    def __init__(self, engine: Engine, parent: Scope | None, kind: str = "local", frame: Frame | None = None) -> None:
        self.engine = engine
        self.parent = parent
        self.kind = kind
        self.cells: dict[str, CellType] = {}
        self.specials: dict[str, Variable] | None = None
        # The classes and enums that were defined here.
        self.types: dict[str, TypeInfo] | None = None
        self.typed: Mapping[str, tuple[Constraint, ...]] | None = None
        self.functions: dict[str, object] | None = None
        self.aliases: dict[str, object] | None = None
        self.frame = frame
        self.strict: int | None = None
        # Where a module's function was called from, when that was outside the module.
        self.caller: Scope | None = None
        self.script: Scope = self if kind != "local" or parent is None else parent.script

    @property
    def dynamic(self) -> bool:
        """Whether what runs here has its variables by name alone: at the top, and where others may make some here."""
        if self.kind == "global":
            return True
        unit = None if self.frame is None else self.frame.unit
        return unit is not None and unit.dynamic

    def owns(self, key: str) -> bool:
        """Whether the text that runs here in a scope of its own assigns a variable, and none has it by name alone."""
        unit = None if self.frame is None else self.frame.unit
        if self.typed is not None and key in self.typed:
            return not self.dynamic
        return not self.dynamic and (unit is None or key in unit.assigned)

    # -- this scope alone -------------------------------------------------------------------------------------------

    def cell(self, name: str) -> CellType:
        """The cell of a variable here, made (unset) when it is not there yet."""
        key = name.lower()
        cell = self.cells.get(key)
        if cell is None:
            cell = self.cells[key] = CellType(UNSET)
        return cell

    def own(self, key: str) -> object:
        """The value a variable has in this very scope, UNSET where it has none."""
        cell = self.cells.get(key)
        if cell is not None and cell.cell_contents is not UNSET:
            return cell.cell_contents
        if self.specials is not None:
            special = self.specials.get(key)
            if special is not None:
                return special.value
        return UNSET

    def special(self, name: str) -> Variable:
        """The record of a variable's options, made when it has none; its value moves out of the cell."""
        key = name.lower()
        if self.specials is None:
            self.specials = {}
        special = self.specials.get(key)
        if special is None:
            special = self.specials[key] = Variable()
            if self.typed is not None and key in self.typed:
                special.constraints = self.typed[key]
        cell = self.cells.get(key)
        if cell is not None and cell.cell_contents is not UNSET:
            special.value = cell.cell_contents
            cell.cell_contents = UNSET
        return special

    def set(self, name: str, value: object) -> object:
        """Give a variable of this scope a value, through its constraints; the value it then has."""
        key = name.lower()
        specials = self.specials
        special = specials.get(key) if specials is not None else None
        if special is not None:
            return self._set_special(name, key, special, value)
        if self.typed is not None and key in self.typed:
            value = passed(self.typed[key], value, self, key)
        if value is EMPTY:
            self.special(name).value = EMPTY
            return value
        if key in self.engine.locked:
            raise not_writable(name)
        cell = self.cells.get(key)
        if cell is None:
            self.cells[key] = CellType(value)
        else:
            cell.cell_contents = value
        return value

    def _set_special(self, name: str, key: str, special: Variable, value: object) -> object:
        if special.locked:
            raise not_writable(name)
        if special.constraints:
            value = passed(special.constraints, value, self, key)
        if value is EMPTY:
            special = self.special(name)
            special.value = EMPTY
        elif special.value is EMPTY and not special.constraints and not special.options:
            assert self.specials is not None
            del self.specials[key]
            self.cell(key).cell_contents = value
        elif special.value is UNSET:
            self.cell(key).cell_contents = value
        else:
            special.value = value
        return value

    def constrain(self, name: str, constraints: tuple[Constraint, ...]) -> None:
        """Let every later value of a variable of this scope pass `constraints`."""
        key = name.lower()
        if self.specials is None:
            self.specials = {}
        special = self.specials.get(key)
        if special is None:
            special = self.specials[key] = Variable()
        elif special.locked:
            raise not_writable(name)
        special.constraints = constraints
        if special.value is EMPTY:
            special.value = UNSET

    def remove(self, name: str) -> bool:
        """Take a variable out of this scope; tells whether it was there."""
        key = name.lower()
        found = self.own(key) is not UNSET
        cell = self.cells.get(key)
        if cell is not None:
            cell.cell_contents = UNSET
        if self.specials is not None:
            self.specials.pop(key, None)
        return found

    def variables(self) -> Iterator[tuple[str, object, Variable | None]]:
        """Name as first written, value and options of every variable of this scope."""
        spellings = self.engine.spellings
        for key in sorted({*self.cells, *(self.specials or ())}):
            value = self.own(key)
            if value is not UNSET:
                special = self.specials.get(key) if self.specials is not None else None
                yield spellings.get(key, key), None if value is EMPTY else value, special

    def emptied(self) -> bool:
        """Forget every variable, for another call to begin here; false where more than variables was kept."""
        if self.specials is not None or self.functions is not None or self.aliases is not None:
            return False
        if self.strict is not None or self.caller is not None or self.types is not None:
            return False
        for cell in self.cells.values():
            cell.cell_contents = UNSET
        self.frame = self.parent = None
        return True

    # -- along the chain --------------------------------------------------------------------------------------------

    def get(self, name: str) -> object:
        """A variable's value as code running here sees it, UNSET where there is none; EMPTY counts as null."""
        value = find(self, name.lower())
        return None if value is EMPTY else value

    def holder(self, key: str) -> Scope | None:
        """The nearest scope that has the variable visible from here."""
        scope: Scope | None = self
        while scope is not None:
            if scope.own(key) is not UNSET:
                special = scope.specials.get(key) if scope.specials is not None else None
                if scope is self or special is None or "Private" not in special.options:
                    return scope
            scope = scope.parent
        return None

    def at(self, which: str | int) -> Scope | None:
        """The scope called `global`, `script`, `local`, `private`, or so many levels up; None beyond the top."""
        word = str(which).lower()
        if word in ("local", "private", "0"):
            return self
        if word == "global":
            return self.engine.global_scope
        if word == "script":
            return self.script
        if not word.isdigit():
            return None
        scope: Scope | None = self
        for _ in range(int(word)):
            scope = scope.parent if scope is not None else None
        return scope

    def chain(self) -> Iterator[Scope]:
        """This scope and those above it."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent


def scope_under(caller: Scope, home: Scope | None, frame: Frame | None = None) -> Scope:
    """A new scope for a function or block called in `caller`; `home` is the module's scope it belongs to, or None.

    Within its own module, and within the session for what belongs to none, code sees its caller's variables; called
    from elsewhere it sees its module's, or those of the place in the session that the call came from.
    """
    if home is None:
        if caller.script.kind != "module":
            return Scope(caller.engine, caller, "local", frame)
        return Scope(caller.engine, outside(caller), "local", frame)
    if caller.script is home:
        return Scope(caller.engine, caller, "local", frame)
    scope = Scope(caller.engine, home, "local", frame)
    scope.caller = caller
    return scope


def outside(scope: Scope) -> Scope:
    """The scope of the session from which the running module code was called."""
    level: Scope | None = scope
    while level is not None and level.script.kind == "module":
        level = level.parent if level.caller is None else level.caller
    return scope.engine.global_scope if level is None else level


def find(start: Scope, key: str) -> object:
    """The raw value (EMPTY stays EMPTY) of a variable seen from `start`, UNSET where there is none."""
    scope: Scope | None = start
    while scope is not None:
        cell = scope.cells.get(key)
        if cell is not None:
            value = cell.cell_contents
            if value is not UNSET:
                return value
        specials = scope.specials
        if specials is not None:
            special = specials.get(key)
            if special is not None and special.value is not UNSET:
                if scope is start or "Private" not in special.options:
                    return special.value
        scope = scope.parent
    return start.engine.automatic(start, key)


def passed(
    constraints: tuple[Constraint, ...], value: object, scope: Scope | None = None, key: str = ""
) -> object:
    """A value through a variable's constraints; what does not convert is the variable's error.

    In the `scope` of a function or block that assigns the variable `key` itself, one that has types alone converts as a
    cast does, and fails like one.
    """
    absent = value is EMPTY
    info: TypeInfo | None = getattr(constraints[0], "info", None)
    if absent and info is not None and len(constraints) == 1 and scope is not None and scope.owns(key):
        if not fail_as_variable(constraints):
            return EMPTY if info.full_name == "System.Object" else zero_of(info)
    try:
        for constraint in constraints:
            # A type tells no output from null.
            value = constraint(None if value is EMPTY and not hasattr(constraint, "info") else value)
    except PSError as error:
        if error.category == "MetadataError":
            raise
        if scope is not None and scope.owns(key) and not fail_as_variable(constraints):
            raise
        raise PSError(
            error.message, "RuntimeException", "MetadataError",
            "System.Management.Automation.ArgumentTransformationMetadataException", inner=error.inner or error,
        ) from None  # fmt: skip
    if absent and value is None and (info is None or info.definition != "System.Nullable`1"):
        return EMPTY
    return None if value is EMPTY else value


def zero_of(info: TypeInfo) -> object:
    """The zero of a value type, null for any other."""
    from glueshell.objects.construction import zero

    return zero(info) if info.kind in ("struct", "enum") and info.definition != "System.Nullable`1" else None


def fail_as_variable(constraints: tuple[Constraint, ...]) -> bool:
    """Whether what they refuse is the variable's error also inside a function."""
    return any(getattr(each, "validates", False) or getattr(each, "own_error", False) for each in constraints)


def not_writable(name: str) -> PSError:
    """The error for assigning to a read-only variable."""
    return PSError(
        f"Cannot overwrite variable {name} because it is read-only or constant.",
        "VariableNotWritable",
        "WriteError",
        "System.Management.Automation.SessionStateUnauthorizedAccessException",
        target=name,
    )
