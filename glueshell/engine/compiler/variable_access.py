"""What generated code does to variables where their cells alone do not decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from glueshell.engine.scopes import (
    EMPTY,
    UNSET,
    Constraint,
    Scope,
    fail_as_variable,
    find,
    not_writable,
    passed,
    zero_of,
)
from glueshell.objects.convert import convert, culture_text
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import PSObject
from glueshell.objects.typeinfo import TypeInfo

if TYPE_CHECKING:
    from glueshell.engine.compiler.unit import Template


def look(scope: Scope, key: str) -> object:
    """The value of a variable whose own cell is unset: from further up, or null."""
    value = find(scope, key)
    if value is UNSET:
        if scope.engine.strict:
            raise undefined(scope, key)
        return None
    return None if value is EMPTY else value


def look_owned(
    scope: Scope, key: str, unit: object, further: Callable[[Scope, str], object], info: TypeInfo | None
) -> object:
    """As `further`, for a variable that a statement of the unit was to give a value, and perhaps a type.

    Where the unit runs in a scope of its own the variable is that scope's, even if the statement did not end well.
    """
    frame = scope.frame
    if frame is None or frame.unit is not unit or scope.kind == "script" or scope.dynamic:
        return further(scope, key)
    value = scope.own(key)
    if value is UNSET and key in scope.engine.locked:
        return further(scope, key)
    if value is UNSET and info is not None and scope.kind != "global":
        value = zero_of(info)
    if value is EMPTY and further is look_raw:
        return value
    return None if value is UNSET or value is EMPTY else value


def look_in_string(scope: Scope, key: str) -> object:
    """As `look`, for a variable in an expandable string."""
    value = find(scope, key)
    if value is UNSET:
        if scope.engine.strict > 1:
            raise undefined(scope, key)
        return None
    return None if value is EMPTY else value


def look_raw(scope: Scope, key: str) -> object:
    """As `look`, but a variable that holds no output at all gives EMPTY."""
    value = find(scope, key)
    if value is UNSET:
        if scope.engine.strict:
            raise undefined(scope, key)
        return None
    return value


def look_own(scope: Scope, key: str, unit: Template | None) -> object:
    """The value of a variable whose own cell is unset as compound assignment reads it: this scope's, or null.

    A unit that runs in the scope of another, as the body of a pipeline's loop (None) and a script's own lines do, has
    its variables by name alone: it sees those further up as well, and strict mode wants one there.
    """
    frame = scope.frame
    own = frame is not None and frame.unit is unit and unit is not None and scope.kind not in ("global", "script")
    if not own or unit.dynamic or unit.unwinds:  # type: ignore[union-attr]
        value = find(scope, key)
        if value is UNSET and scope.engine.strict:
            raise undefined(scope, key)
    else:
        value = scope.own(key)
        if value is UNSET:
            value = scope.engine.automatic(scope, key)
    return None if value is UNSET or value is EMPTY else value


def undefined(scope: Scope, key: str, which: str = "") -> PSError:
    """Strict mode's error for a variable nobody has set."""
    name = scope.engine.spellings.get(key, key)
    if which:
        name = f"{which}:{name}"
    return PSError(
        f"The variable '${name}' cannot be retrieved because it has not been set.",
        "VariableIsUndefined",
        "InvalidOperation",
        target=name,
    )


def look_in(scope: Scope, which: str, key: str, raw: bool = False) -> object:
    """`$global:name`, `$script:name`, ...; no output at all is null unless `raw`."""
    where = scope.at(which)
    assert where is not None
    if which in ("local", "private"):
        value = where.own(key)
    else:
        value = where.own(key)
        if value is UNSET and where.parent is not None and which == "script":
            value = find(where, key)
        elif value is UNSET:
            value = scope.engine.automatic(where, key)
    if value is UNSET:
        if scope.engine.strict:
            raise undefined(scope, key, which)
        return None
    return None if value is EMPTY and not raw else value


def assign(scope: Scope, name: str, value: object) -> object:
    """`$name = value` where the cell alone does not decide."""
    return scope.set(name, value)


def settle(scope: Scope, name: str, value: object) -> object:
    """`$name = value` while the cell is unset; what the cell is to hold: UNSET where the variable is kept elsewhere."""
    scope.set(name, value)
    cell = scope.cells.get(name.lower())
    return UNSET if cell is None else cell.cell_contents


def assign_in(scope: Scope, which: str, name: str, value: object) -> object:
    """`$global:name = value`, ..."""
    where = scope.at(which)
    assert where is not None
    stored = where.set(name, value)
    if which == "private":
        special = where.special(name)
        special.options |= {"Private"}
    return stored


def assign_typed(
    scope: Scope, which: str, name: str, constraints: tuple[Constraint, ...], value: object
) -> object:
    """`[type]$name = value`: the variable keeps the type."""
    where = scope.at(which) if which else scope
    assert where is not None
    key = name.lower()
    known = where.own(key) is not UNSET
    inside = where.owns(key) and not fail_as_variable(where.special(name).constraints)
    info = getattr(constraints[0], "info", None) if inside and len(constraints) == 1 else None
    try:
        if info is not None and info.full_name in _STRICT:
            # A function's own variable converts as a cast does.
            made = zero_of(info) if value is EMPTY else convert(value, info)
            constraints = (lambda new: convert(new, info),)
        else:
            made = passed(constraints, value, where if inside else None, key)
    except PSError as error:
        if known or error.error_id != "ValidateSetFailure":
            raise
        # The attribute does not come to stand, nor does the value.
        raise PSError(
            f"The attribute cannot be added because variable {name} with value {culture_text(value)} would no longer be"
            " valid.", "ValidateSetFailure", "MetadataError",
            "System.Management.Automation.ValidationMetadataException",
        ) from None  # fmt: skip
    where.constrain(name, constraints)
    where.special(name).value = made
    return made


_STRICT = frozenset(("System.Boolean", "System.Management.Automation.SwitchParameter"))


def constrained(constraints: tuple[Constraint, ...], value: object) -> object:
    """A value passed through constraints."""
    for constraint in constraints:
        value = constraint(value)
    return value


def type_constraint(engine: Any, info: TypeInfo) -> Constraint:
    """A constraint that converts to a type; a Boolean tells no output at all from null."""
    from glueshell.engine.attributes import variable_constraint

    convert = variable_constraint(engine, info)

    def constrain(value: object) -> object:
        if value is not EMPTY:
            return convert(value)
        if info.full_name in _STRICT:
            # PowerShell's own name for what is no output.
            return convert(PSObject())
        return convert(None)

    constrain.info = info  # type: ignore[attr-defined]
    constrain.own_error = info.definition == "System.Nullable`1"  # type: ignore[attr-defined]
    return constrain


def attribute_constraint(engine: Any, scope: Scope, attribute: Any, source: Any, name: str) -> Constraint:
    """The constraint of a validation attribute on a variable."""
    from glueshell.engine.attributes import refusing, validator
    from glueshell.engine.validators import ValidateScript

    check = validator(engine, source, attribute)
    if check is None:
        return lambda value: value
    if isinstance(check, ValidateScript):
        check.lets_through = True
    return refusing(check, name)


def refuse_assignment(name: str) -> None:
    """`$true = ...`."""
    raise not_writable(name)


def read_drive(engine: Any, drive: str, name: str) -> object:
    """`$env:NAME`, `${function:name}`."""
    return engine.read_drive(drive, name)


def write_drive(engine: Any, drive: str, name: str, value: object) -> None:
    """`$env:NAME = value`."""
    engine.write_drive(drive, name, None if value is EMPTY else value)


def reference(scope: Scope, name: str, which: str = "") -> object:
    """`[ref]$name`, `[ref]$script:name`: what is written to it lands in the variable."""
    from glueshell.engine.reference import VariableReference

    key = name.lower()
    where = scope.at(which) if which else scope.holder(key) or scope
    if where is None or (where.own(key) if which else find(scope, key)) is UNSET:
        from glueshell.objects.types.variablepath import VariablePath

        raise PSError(
            "[ref] cannot be applied to a variable that does not exist.", "NonExistingVariableReference",
            "InvalidOperation", target=VariablePath(f"{which}:{name}" if which else name),
        )  # fmt: skip
    return VariableReference(where, name)


def reference_to(value: object) -> object:
    """`[ref]` of anything but a variable."""
    from glueshell.objects.types.reference import Reference

    return Reference(value)
