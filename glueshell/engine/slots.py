"""What binding does to one argument: transform, convert, check, each parameter's way worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.engine.binding_errors import BindingFailure, failure, full_type_name
from glueshell.engine.errors import ErrorRecord, Terminating
from glueshell.engine.parameters import Parameter, ParameterTable
from glueshell.engine.sentinels import Sentinel
from glueshell.engine.validators import holds_nullable
from glueshell.objects.errors import NetError, PSError
from glueshell.objects.psobject import PSObject

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation
    from glueshell.objects.typeinfo import TypeInfo

REFUSED = Sentinel("REFUSED")
"""The value does not fit without conversion."""

DELAYED = Sentinel("DELAYED")
"""The value is a script block to be run for every pipeline object."""

SCRIPT_BLOCK = "System.Management.Automation.ScriptBlock"

_ANYTHING = frozenset(
    {"object", "psobject", "system.object", "system.management.automation.psobject", "pscustomobject"}
)
_UNSUPPORTED = "Specified method is not supported."
_BIG = "System.Numerics.BigInteger"
_NONE: frozenset[type] = frozenset()
_TAKES_BLOCKS = (_ANYTHING - {"psobject", "system.management.automation.psobject"}) | {
    "object[]", "scriptblock", "scriptblock[]", "system.object[]",
    "system.management.automation.scriptblock", "system.management.automation.scriptblock[]",
}  # fmt: skip
_PLAIN: dict[str, frozenset[type]] = {
    "string": frozenset({str}),
    "int": frozenset({int}),
    "bool": frozenset({bool}),
    "switch": frozenset({bool}),
    "double": frozenset({float}),
    "array": frozenset({list}),
    "object[]": frozenset({list}),
    "psobject[]": frozenset({list}),
}


def _alone(value: object) -> list[object]:
    return [value]


_ALONE: Mapping[type, Callable[[Any], object]] = dict.fromkeys((str, int, float, bool, PSObject), _alone)
_QUICK: Mapping[str, Mapping[type, Callable[[Any], object]]] = {
    "double": {int: float}, "string": {int: str}, "object[]": _ALONE, "psobject[]": _ALONE, "array": _ALONE,
}  # fmt: skip


class Slot:
    """One parameter as binding sees it.

    `accepted` are the Python types of values that need no work at all (None: every value), `quick` those whose
    conversion is one function that cannot fail.
    """

    __slots__ = (
        "_info",
        "_known",
        "accepted",
        "enumeration",
        "is_collection",
        "parameter",
        "quick",
        "takes_anything",
        "takes_blocks",
        "takes_text",
        "takes_texts",
        "wraps",
    )

    def __init__(self, parameter: Parameter) -> None:
        self.parameter = parameter
        kind = parameter.type.lower()
        self._info: TypeInfo | None = None
        self._known = False
        self.takes_anything = kind in _ANYTHING
        self.wraps = parameter.cast and kind == "psobject"
        self.takes_text = kind in ("string", "system.string", "string[]", "system.string[]")
        blocks = kind in _TAKES_BLOCKS and not parameter.label.lower().startswith("psobject")
        self.takes_blocks = blocks or not parameter.from_pipeline
        self.takes_texts = kind.endswith(("string[]", ".list[string]", ".list[system.string]"))
        self.is_collection = kind.endswith("[]") or kind == "array" or kind.endswith("arraylist") or "list[" in kind
        # The enumeration whose values a parameter takes by their names, '' for none.
        self.enumeration = parameter.label if parameter.values and "." in parameter.label else ""
        checked = bool(parameter.transform or parameter.validators or parameter.values)
        careful = not (parameter.allow_null and parameter.allow_empty and parameter.allow_empty_collection)
        self.quick: Mapping[type, Callable[[Any], object]] = {} if checked else _QUICK.get(kind, {})
        self.accepted: frozenset[type] | None
        if self.takes_anything and not checked and not careful:
            self.accepted = None
        elif checked or (careful and kind not in ("int", "bool", "double", "switch")):
            self.accepted = frozenset()
        else:
            self.accepted = _PLAIN.get(kind, frozenset())

    @property
    def given(self) -> frozenset[type] | None:
        """As `accepted`, for arguments: a script block is looked at where it would stand for what input brings."""
        return _NONE if self.accepted is None and not self.takes_blocks else self.accepted

    @property
    def info(self) -> TypeInfo | None:
        """The parameter's type; None for object, which takes everything as it is."""
        if not self._known:
            self._known = True
            if not self.takes_anything:
                from glueshell.objects.typeinfo import resolve_type

                self._info = resolve_type(self.parameter.type)
                if self._info is None:
                    raise PSError(
                        f"Unable to find type [{self.parameter.type}].", "TypeNotFound", "InvalidOperation",
                        target=self.parameter.type,
                    )  # fmt: skip
        return self._info

    def prepare(
        self,
        invocation: Invocation,
        value: object,
        start: int | None,
        end: int | None,
        *,
        coerce: bool = True,
        piped: bool = False,
        named: bool = False,
    ) -> object:
        """Turn an argument into the parameter's value: transform, convert, validate.

        Raises Terminating with the extent `start`..`end`; without `coerce`, a value of another type is REFUSED.
        `piped` is a whole object from the pipeline: a parameter of no type gets it in its wrapper. `named` is what
        the parameter's name stands before, or all that is left of the arguments: nothing of it goes uncast.
        """
        given = value
        try:
            parameter = self.parameter
            if parameter.transform is not None:
                try:
                    value = parameter.transform(invocation, value)
                except PSError as error:
                    # Who makes a type of the session's own says himself what is wrong.
                    if parameter.cast and not getattr(parameter.transform, "explains", False):
                        raise self._failure(
                            invocation, "ParameterArgumentTransformationError", start, end, error.message, inner=error
                        ) from error
                    record = ErrorRecord(error, position=invocation.site.position(start, end))
                    raise Terminating(invocation.complete(record)) from error
            if parameter.is_switch:
                value = self._switch(invocation, value, start, end)
            elif not self.takes_anything:
                accepted = self.accepted
                if not accepted or type(value) not in accepted:
                    if coerce:
                        value = self._convert(invocation, value, start, end, named and parameter.cast)
                    else:
                        value = self._uncoerced(value)
                        if value is REFUSED:
                            return REFUSED
            if self.enumeration:
                value = self._enumerated(invocation, value, start, end)
            self._check(invocation, value, start, end, self.wraps or (piped and self.takes_anything))
            # What turns its values itself knows what null means to it: a field that is to be emptied.
            if value is None and not parameter.cast and parameter.transform is None and self.info is not None:
                name = self.info.full_name
                if name in _VALUE_TYPES and name != "System.String":
                    raise self._failure(invocation, "ParameterBindingFailed", start, end, name)
            return value
        except BindingFailure as failed:
            failed.specify(given)
            raise

    # -- conversion -------------------------------------------------------------------------------------------------

    def _switch(self, invocation: Invocation, value: object, start: int | None, end: int | None) -> object:
        if value is None:
            return False
        if isinstance(value, bool):
            return value
        from glueshell.objects.convert import culture_text
        from glueshell.objects.enums import EnumValue
        from glueshell.objects.numbers import BigInteger
        from glueshell.objects.text import net_text
        from glueshell.objects.typeinfo import type_of

        given = "" if value is None else net_text(type_of(value))
        if given == "System.Management.Automation.SwitchParameter":
            return bool(value)
        parameter = self.parameter
        target = full_type_name(parameter)
        if parameter.cast:
            if isinstance(value, EnumValue):
                text = (
                    f'Cannot convert value "{culture_text(value)}" to type "{target}". Error: "Invalid cast from'
                    f" '{given}' to '{target}'.\""
                )
            elif not (isinstance(value, int | float) or given == "System.Decimal") or isinstance(value, BigInteger):
                text = (
                    f'Cannot convert value "{given}" to type "{target}". Boolean parameters accept only Boolean values'
                    " and numbers, such as $True, $False, 1 or 0."
                )
            else:
                text = f'Cannot convert the "{net_text(value)}" value of type "{given}" to type "{target}".'
            raise self._failure(invocation, "ParameterArgumentTransformationError", start, end, text)
        if isinstance(value, int | float):
            return bool(value)
        raise self._failure(invocation, "CannotConvertArgument", start, end, given, target, "")

    def _convert(
        self, invocation: Invocation, value: object, start: int | None, end: int | None, named: bool
    ) -> object:
        from glueshell.objects.convert import convert, culture_text
        from glueshell.objects.psobject import WrittenNumber, unwrap
        from glueshell.objects.typeinfo import is_instance

        info = self.info
        if info is None:
            return value
        parameter = self.parameter
        if info.full_name == _REFERENCE and parameter.cast and not is_instance(value, info):
            text = "Reference type is expected in argument."
            raise self._failure(invocation, "ParameterArgumentTransformationError", start, end, text)
        try:
            if isinstance(value, list):
                if not self.is_collection:
                    return self._one_of_many(invocation, value, info, start, end)
                texts = info.full_name == "System.String[]"
                free = (parameter.cast and (named or not texts)) or parameter.allow_null or parameter.validators
                if not free and any(item is None for item in value):
                    raise self._failure(invocation, "ParameterArgumentValidationErrorNullNotAllowed", start, end)
            if value is None and not parameter.cast and info.full_name in _VALUE_TYPES:
                # Functions convert null, cmdlets take it as it is, or refuse it.
                return None
            if info.full_name == "System.Collections.ArrayList" and value is not None and not isinstance(value, list):
                return convert([unwrap(value) if type(value) is WrittenNumber else value], info, for_parameter=True)
            if not parameter.cast and getattr(value, "ps_culture", False) and info.full_name == "System.String":
                # Cmdlets written in .NET take text as the culture has it, functions as a cast does.
                return culture_text(value)
            made = convert(value, info, for_parameter=True)
            if isinstance(made, list) and isinstance(value, list) and made is not value and not named:
                # What stands in its place as an array of texts keeps null, which a cast makes empty text of.
                if _of_texts(info) and all(item is None or type(item) is str for item in value):
                    made[:] = value
            return made
        except PSError as error:
            if parameter.cast:
                error_id = "ParameterArgumentTransformationError"
            else:
                error_id = "CannotConvertArgumentNoMessage"
                error = self._element_error(invocation, value, info, start, end) or error
            raise self._failure(invocation, error_id, start, end, error.message, inner=error) from error

    def _enumerated(self, invocation: Invocation, value: object, start: int | None, end: int | None) -> object:
        """The names of values of an enumeration as it writes them, whatever way they were said."""
        names = self.parameter.values
        if value is None or (value in names if isinstance(value, str) else False):
            return value
        from glueshell.objects.convert import convert
        from glueshell.objects.text import to_text
        from glueshell.objects.typeinfo import type_named

        said = ",".join(to_text(item) for item in value) if isinstance(value, list) else value
        kind = type_named(self.enumeration)
        if self.enumeration in _STRICT and isinstance(said, str) and "," not in said:
            # These have a converter of their own, which takes whole names alone.
            known: Any = kind.enum
            words = {name.lower(): name for name in known.names}
            if said.lower() not in words:
                text = (
                    f'Cannot convert value "{said}" to type "{self.enumeration}". Error: "Cannot convert value "{said}"'
                    f' to type "{self.enumeration}" due to enumeration values that are not valid. Specify one of the'
                    f" following enumeration values and try again. The possible enumeration values are"
                    f' "{",".join(known.names)}"."'
                )
                raise self._failure(invocation, "CannotConvertArgumentNoMessage", start, end, text)
        try:
            found = to_text(convert(said, kind, for_parameter=True))
        except PSError as error:
            raise self._failure(
                invocation, "CannotConvertArgumentNoMessage", start, end, error.message, inner=error
            ) from error
        return self._collection(found.split(", ")) if self.is_collection else found

    def _element_error(
        self, invocation: Invocation, value: object, info: TypeInfo, start: int | None, end: int | None
    ) -> PSError | None:
        """Cmdlets convert what goes into an array one by one: what is wrong with the element, None with the whole."""
        from glueshell.objects.convert import convert
        from glueshell.objects.text import net_text
        from glueshell.objects.typeinfo import type_of

        if info.element is None:
            return None
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, list):
                raise self._failure(
                    invocation, "CannotConvertArgument", start, end, net_text(type_of(item)), info.element.ps_text(),
                    _UNSUPPORTED, inner=NetError("System.NotSupportedException", _UNSUPPORTED),
                )  # fmt: skip
            try:
                convert(item, info.element, for_parameter=True)
            except PSError as error:
                return error
        return None

    def _one_of_many(
        self, invocation: Invocation, value: list[Any], info: TypeInfo, start: int | None, end: int | None
    ) -> object:
        """An array given to a parameter that takes one value: PowerShell refuses most of them."""
        from glueshell.objects.convert import convert
        from glueshell.objects.text import net_text
        from glueshell.objects.typeinfo import is_instance, type_named, type_of

        if is_instance(value, info):
            return value
        if info.kind == "enum":
            # Flags, one after the other.
            return convert(value, info, for_parameter=True)
        if self.parameter.cast:
            text = info.full_name == "System.String" and invocation.command.parameters.advanced
            if text and is_instance(value, type_named("System.Array")):
                wrong = "Cannot convert value to type System.String."
                raise self._failure(invocation, "ParameterArgumentTransformationError", start, end, wrong)
            return convert(value, info, for_parameter=True)
        given = net_text(type_of(value))
        raise self._failure(
            invocation, "CannotConvertArgument", start, end, given, info.ps_text(), _UNSUPPORTED,
            inner=NetError("System.NotSupportedException", _UNSUPPORTED),
        )  # fmt: skip

    def _uncoerced(self, value: object) -> object:
        """The value when its type already fits, else REFUSED; one value fits a collection of its type."""
        from glueshell.objects.typeinfo import is_instance, resolve_type

        info = self.info
        if info is None:
            return value
        if value is None:
            whole = info.full_name in _VALUE_TYPES or info.kind == "enum" or info.full_name == _BIG
            return REFUSED if whole else None
        if is_instance(value, info):
            return value
        if self.is_collection:
            element = resolve_type(info.full_name[:-2]) if info.full_name.endswith("[]") else None
            items = value if isinstance(value, list) else [value]
            if element is not None and (
                element.full_name in _ANY_ELEMENT or all(is_instance(item, element) for item in items)
            ):
                return self._collection(items)
        return REFUSED

    def _collection(self, items: Sequence[object]) -> object:
        from glueshell.objects.convert import convert

        info = self.info
        assert info is not None
        return convert(list(items), info, for_parameter=True)

    # -- checks -----------------------------------------------------------------------------------------------------

    def _check(self, invocation: Invocation, value: object, start: int | None, end: int | None, wrapped: bool) -> None:
        parameter = self.parameter
        if parameter.values and not self.enumeration:
            from glueshell.engine.validators import ValidateSet

            self._refuse(invocation, ValidateSet(parameter.values)(value), start, end)
        said: object = value
        if parameter.validators and parameter.is_switch and parameter.cast and isinstance(value, bool):
            from glueshell.objects.types.switchparameter import SwitchParameter

            said = SwitchParameter(value)
        for validator in parameter.validators:
            # Only a script's own attributes tell a value from its wrapper.
            asked = getattr(validator, "wrapped", validator) if wrapped and parameter.cast else validator
            self._refuse(invocation, asked(said), start, end)
        if value is None:
            if not parameter.allow_null:
                raise self._failure(invocation, "ParameterArgumentValidationErrorNullNotAllowed", start, end)
        elif value == "" and isinstance(value, str):
            if not parameter.allow_empty and parameter.type.lower() in ("string", "system.string"):
                raise self._failure(invocation, "ParameterArgumentValidationErrorEmptyStringNotAllowed", start, end)
        elif isinstance(value, list) and self.is_collection:
            self._check_items(invocation, value, start, end)

    def _check_items(self, invocation: Invocation, value: list[Any], start: int | None, end: int | None) -> None:
        parameter = self.parameter
        if not value:
            if not parameter.allow_empty_collection:
                what = "Array" if parameter.type.endswith("[]") else "Collection"
                error_id = f"ParameterArgumentValidationErrorEmpty{what}NotAllowed"
                raise self._failure(invocation, error_id, start, end)
            return
        if not parameter.allow_null and any(item is None for item in value) and not holds_nullable(value):
            raise self._failure(invocation, "ParameterArgumentValidationErrorNullNotAllowed", start, end)
        if not parameter.allow_empty and self.takes_texts and "" in value:
            raise self._failure(invocation, "ParameterArgumentValidationErrorEmptyStringNotAllowed", start, end)

    def _refuse(self, invocation: Invocation, sentence: str | None, start: int | None, end: int | None) -> None:
        if sentence is not None:
            raise self._failure(invocation, "ParameterArgumentValidationError", start, end, sentence)

    def _failure(
        self,
        invocation: Invocation,
        error_id: str,
        start: int | None,
        end: int | None,
        *arguments: object,
        inner: PSError | None = None,
    ) -> BindingFailure:
        return failure(
            invocation,
            error_id,
            self.parameter.name,
            *arguments,
            start=start,
            end=end,
            parameter=self.parameter,
            inner=inner,
            suggestion=inner.suggestion if inner is not None else None,
        )


_STRICT = ("System.Management.Automation.PSMemberTypes", "System.Management.Automation.PSMemberViewTypes")
_REFERENCE = "System.Management.Automation.PSReference"

def _of_texts(info: TypeInfo) -> bool:
    """Whether a type is an array or a list of texts."""
    element = info.element or (info.arguments[0] if info.definition == "System.Collections.Generic.List`1" else None)
    return element is not None and element.full_name == "System.String"


_ANY_ELEMENT = frozenset(("System.Object", "System.Management.Automation.PSObject"))

_VALUE_TYPES = frozenset(
    "System." + name
    for name in (
        "Int16", "Int32", "Int64", "UInt16", "UInt32", "UInt64", "Byte", "SByte", "Double", "Single", "Decimal",
        "Boolean", "Char", "DateTime", "TimeSpan", "Guid", "String",
    )
)  # fmt: skip


def slot_of(table: ParameterTable, parameter: Parameter) -> Slot:
    """The slot of a parameter, made at its first use."""
    slot: Slot | None = table.slots.get(parameter.name)
    if slot is None:
        slot = table.slots[parameter.name] = Slot(parameter)
    return slot


def is_script_block(value: object) -> bool:
    """Whether the value is a script block (an engine class, known by its type name)."""
    return getattr(value, "ps_type_name", None) == SCRIPT_BLOCK
