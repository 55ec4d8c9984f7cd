"""Conversion of any value to any type, as PowerShell's casts, parameters and operators do it."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.objects.absence import OBJECT_ARRAYS, absent, leave
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.numbercasts import (
    NAMES,
    big_rule,
    culture_text,
    decimal_rule,
    double_rule,
    integer_rule,
    name_of,
    null_refusal,
    number_refusal,
    single_rule,
    to_double,
    to_int,
)
from glueshell.objects.numbers import (
    BigInteger,
    Byte,
    Char,
    Single,
    is_decimal,
)
from glueshell.objects.numerals import scan_number
from glueshell.objects.psobject import NOTHING, PSObject, WrittenNumber, unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.typeinfo import (
    ARRAYS,
    TypedArray,
    TypeInfo,
    is_instance,
    resolve_type,
    type_called,
    type_name,
    type_of,
)

__all__ = ["cast", "convert", "culture_text", "custom_object", "refuse", "scan_number", "strict_boolean",
           "to_double", "to_int", "truth", "try_convert"]

_SMA = "System.Management.Automation."


def truth(value: object) -> bool:
    """What `[bool]` gives: null, 0, '' and empty lists are false; a list of one is as its element."""
    kind = type(value)
    if kind is bool:
        return value  # type: ignore[return-value]
    if value is None:
        return False
    if kind is int or kind is float:
        return value != 0
    if kind is str:
        return value != ""
    own = getattr(kind, "ps_truth", None)
    if own is not None:
        return bool(own(value))
    if isinstance(value, list):
        if len(value) != 1:
            return len(value) > 1
        first = value[0]
        if type(first) is Char or type(first) is BigInteger:
            # Not among what the test of a list's one element knows to be zero.
            return True
        return len(first) > 0 if isinstance(first, list) else truth(first)
    if isinstance(value, PSObject):
        return True if value.base is NOTHING else truth(value.base)
    if isinstance(value, (int, float)) or is_decimal(value):
        return bool(value)
    if kind is Char:
        return value != "\0"
    return True


def convert(value: object, info: TypeInfo, *, for_parameter: bool = False) -> object:
    """A value as `info`; raises PSError with PowerShell's id where that cannot be.

    `for_parameter` is stricter about booleans, as parameter binding is.
    """
    wanted = info.full_name
    rule = _RULES.get(wanted)
    if rule is not None:
        if isinstance(value, PSObject) and value.base is not NOTHING and wanted not in _WRAPPERS:
            textual = type(value) is WrittenNumber and wanted in _TEXTUAL
            if wanted != "System.String" and type(value.base) is BigInteger:
                textual = False
            value = value.written if textual else value.base  # type: ignore[attr-defined]
        if wanted == "System.Boolean" and for_parameter:
            return strict_boolean(value, info)
        try:
            return rule(value, info)
        except PSError:
            return _by_operator(value, info)
    if isinstance(value, PSObject) and value.base is not NOTHING:
        if type(value) is WrittenNumber:
            return _of_written(value, info)
        value = value.base
    if info.element is not None:
        try:
            return _array(value, info)
        except PSError:
            return _by_operator(value, info)
    if info.definition == "System.Nullable`1":
        if for_parameter and value is not None and info.arguments[0].full_name == "System.Boolean":
            return strict_boolean(value, info)
        return None if value is None else _nullable(value, info)
    if value is not None and is_instance(value, info):
        return value
    if info.kind == "enum":
        return _enum(value, info)
    try:
        return _by_type(value, info)
    except PSError:
        return _by_operator(value, info)


def _by_operator(value: object, info: TypeInfo) -> object:
    """What a conversion operator of the value's own class makes of it; else the error at hand goes on."""
    operator: Callable[[TypeInfo], object] | None = getattr(value, "ps_cast", None)
    made = NotImplemented if operator is None else operator(info)
    if made is NotImplemented:
        raise  # noqa: PLE0704
    return made


def _of_written(number: WrittenNumber, info: TypeInfo) -> object:
    """A number as its conversions go; where they go by its text, that is the one it was written with."""
    value = number.base
    if info.element is not None:
        return _array(value if info.element.full_name == "System.Object" else number, info)
    if info.kind == "enum":
        return _enum(number.written if isinstance(value, float) or is_decimal(value) else value, info)
    if info.definition == "System.Nullable`1" or is_instance(value, info):
        return convert(value, info)
    return _by_type(value, info, number)


def _nullable(value: object, info: TypeInfo) -> object:
    try:
        return convert(value, info.arguments[0])
    except PSError as error:
        if error.error_id != "ConvertToFinalInvalidCastException":
            raise
        if isinstance(value, (Hashtable, PSObject)):
            raise problem("NullableOfObject", culture_text(value), info.ps_text(), target=value) from None
        raise refuse(value, info) from None


def cast(value: object, type_text: str) -> object:
    """A value as the type of that name."""
    info = resolve_type(type_text)
    if info is None:
        raise problem("TypeNotFound", type_text)
    return convert(value, info)


def try_convert(value: object, info: TypeInfo) -> tuple[bool, object]:
    """Whether a value converts, and what to: what `-as` is made of."""
    try:
        return True, convert(value, info)
    except PSError:
        return False, None


def refuse(value: object, info: TypeInfo) -> PSError:
    """The error for a value no rule turns into a type."""
    if value is None:
        return problem("NullToType", info.ps_text())
    if type(value) is WrittenNumber:
        value = value.base
    target = info.ps_text()
    error = null_refusal(value, info.full_name, target)
    if error is not None:
        return error
    if convertible(value):
        return problem("InvalidConvertible", culture_text(value), target, type_name(value), info.full_name,
                       target=value)
    if target in _SECRET:
        return problem("SecretNotConverted", name_of(value), target)
    return problem("ConvertToFinalInvalidCastException", culture_text(value), name_of(value), target, target=value)


_SECRET = frozenset(("System.Security.SecureString", _SMA + "PSCredential"))


def convertible(value: object) -> bool:
    """Whether .NET is asked last to convert a value: booleans, characters, dates and enumeration values."""
    return (type(value) is bool or type(value) is Char or isinstance(value, EnumValue)
            or type_name(value) == "System.DateTime")


# Text, characters, booleans.


def _to_string(value: object, info: TypeInfo) -> object:
    if value is None:
        return ""
    return to_text(value)


def _to_boolean(value: object, info: TypeInfo) -> object:
    return truth(value)


def strict_boolean(value: object, info: TypeInfo) -> bool:
    """A Boolean as parameters and typed variables take one: of Booleans and numbers alone."""
    if isinstance(value, bool):
        return value
    value = unwrap(value)
    if type(value) is not BigInteger and (isinstance(value, (int, float)) or is_decimal(value)):
        return bool(value)
    own = getattr(value, "ps_truth", None)
    if own is not None:
        return bool(own())
    given = "" if value is None else type_of(value).ps_text()
    raise problem("ConvertBooleanNull", given, info.ps_text(), target=value)


def _to_char(value: object, info: TypeInfo) -> object:
    if value is None:
        return Char("\0")
    if isinstance(value, str):
        if len(value) != 1:
            raise problem("CharTooLong", value, target=value)
        return Char(value)
    if isinstance(value, bool):
        raise problem("InvalidConvertible", culture_text(value), "System.Char", "Boolean", "Char", target=value)
    if type(value) is BigInteger:
        raise problem("InvalidCastIConvertible", culture_text(value), "System.Char",
                      "Object must implement IConvertible.", target=value)
    if isinstance(value, int):
        if not 0 <= value <= 0xFFFF:
            raise problem("InvalidCastIConvertible", culture_text(value), "System.Char",
                          "Value was either too large or too small for a character.", target=value)
        return Char(chr(value))
    if isinstance(value, float) or is_decimal(value):
        text = "Single" if type(value) is Single else "Double" if isinstance(value, float) else "Decimal"
        raise problem("InvalidConvertible", culture_text(value), "System.Char", text, "Char", target=value)
    raise number_refusal(value, "System.Char")


# Collections and objects.


def _array(value: object, info: TypeInfo) -> object:
    element = info.element
    assert element is not None
    if value is None:
        return None
    if info.rank > 1:
        if is_instance(value, info):
            return value
        raise problem("CannotCast", element.ps_text() + "[]", info.ps_text())
    if element.full_name == "System.Object":
        if type(value) in OBJECT_ARRAYS or (
            type(value) is TypedArray and value.element_type.kind not in ("struct", "enum")
        ):
            return value
        return list(_members(value)) if _collection(value) else [value]
    if isinstance(value, TypedArray) and value.element_type == element:
        return value
    if isinstance(value, (str, bytes)) and element.full_name == "System.Char" and type(value) is not Char:
        return TypedArray([Char(char) for char in str(value)], element)
    if type(value) in ARRAYS or type(value) is bytes:
        return TypedArray([convert(item, element) for item in _members(value)], element)
    if _collection(value):
        try:
            return TypedArray([convert(item, element) for item in _members(value)], element)
        except PSError as error:
            raise problem("EnumerableToArray", culture_text(value), info.ps_text(), error.message, target=value,
                          inner=error) from None
    try:
        return TypedArray([convert(value, element)], element)
    except PSError as error:
        if isinstance(value, EnumValue) or type(value) is Char:
            return _array_of(ord(value) if type(value) is Char else int(value), value, info)
        if error.error_id == "ConvertToFinalInvalidCastException" or convertible(value):
            raise refuse(value, info) from None
        raise problem("ScalarToArray", culture_text(value), info.ps_text(), error.message, target=value,
                      inner=error) from None


def _array_of(length: int, value: object, info: TypeInfo) -> TypedArray:
    """An array as its constructor of one number makes it, of a character or enumeration value as that number."""
    from glueshell.objects.construction import zero

    element = info.element
    assert element is not None
    if length < 0:
        reason = "Arithmetic operation resulted in an overflow."
        raise problem("ConstructorTarget", culture_text(value), info.ps_text(), reason, target=value)
    empty = zero(element) if element.kind in ("struct", "enum") else None
    return TypedArray([empty] * length, element)


def _collection(value: object) -> bool:
    from glueshell.objects.enumeration import collection

    return isinstance(value, (list, bytes)) or collection(value)


def _members(value: object) -> list:
    from glueshell.objects.enumeration import iterate

    if isinstance(value, list):
        return value
    if isinstance(value, bytes):
        return [Byte(byte) for byte in value]
    return list(iterate(value))


def _to_array(value: object, info: TypeInfo) -> object:
    if value is None or type(value) in ARRAYS:
        return value
    return list(_members(value)) if _collection(value) else [value]


def _to_object(value: object, info: TypeInfo) -> object:
    return value


def custom_object(table: Hashtable) -> PSObject:
    """A PSCustomObject with a dictionary's entries as its properties."""
    made = PSObject()
    for key, item in table.items():
        name = key if isinstance(key, str) else net_text(key)
        if name.lower() == "pstypename":
            made.type_names = (to_text(item), *made.type_names)
            continue
        made.properties[name] = item
        if item is None and absent(table, key):
            leave(made, name)
    return made


def _to_hashtable(value: object, info: TypeInfo) -> object:
    if isinstance(value, Hashtable) and not isinstance(value, OrderedDictionary):
        return value
    if value is None:
        return None
    if isinstance(value, Hashtable):
        return Hashtable(value.items())
    if isinstance(value, dict):
        return Hashtable(value.items())
    return _by_type(value, info)


def _to_type(value: object, info: TypeInfo) -> object:
    if value is None or isinstance(value, TypeInfo):
        return value
    if isinstance(value, str) and type(value) is not Char:
        found = None if value.lstrip().startswith("[") else type_called(value)
        if found is None:
            raise problem("InvalidCastFromStringToType", value, target=value)
        return found
    if isinstance(value, (int, float)) or is_decimal(value):
        if type(value) not in (bool, BigInteger) and not isinstance(value, EnumValue):
            # A number is looked up by its text, and no type is called so.
            raise problem("InvalidCastFromStringToType", to_text(value), target=value)
    raise refuse(value, info)


def _to_void(value: object, info: TypeInfo) -> object:
    return None


def _enum(value: object, info: TypeInfo) -> object:
    from glueshell.objects.enumcasts import enum_of

    return enum_of(value, info)


def _by_type(value: object, info: TypeInfo, written: WrittenNumber | None = None) -> object:
    """What the type itself declares: its `convert`, then a constructor of one argument, then properties by name."""
    from glueshell.objects.construction import convert_by_members

    try:
        return convert_by_members(value, info, written)
    except NetError as error:
        shown = culture_text(value if written is None else written)
        raise problem("ParseTarget", shown, info.ps_text(), error.message, target=value, inner=error) from None


def _to_xml(value: object, info: TypeInfo) -> object:
    from glueshell.objects.types.xml import document_of

    return None if value is None else document_of(value)


_TEXTUAL = frozenset(("System.String", "System.Type", "System.RuntimeType"))

_WRAPPERS = frozenset((_SMA + "PSObject", _SMA + "PSCustomObject", "System.Object"))

_RULES: dict[str, Callable[[object, TypeInfo], object]] = {
    "System.Object": _to_object,
    _SMA + "PSObject": _to_object,
    _SMA + "PSCustomObject": _to_object,
    "System.String": _to_string,
    "System.Boolean": _to_boolean,
    "System.Char": _to_char,
    "System.Double": double_rule,
    "System.Single": single_rule,
    "System.Decimal": decimal_rule,
    "System.Numerics.BigInteger": big_rule,
    "System.Array": _to_array,
    "System.Collections.Hashtable": _to_hashtable,
    "System.Xml.XmlDocument": _to_xml,
    "System.Type": _to_type,
    "System.RuntimeType": _to_type,
    "System.Void": _to_void,
    **{name: integer_rule(kind) for kind, name in NAMES.items()},
}
