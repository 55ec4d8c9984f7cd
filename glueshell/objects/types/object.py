"""System.Object: what every value answers to."""

from __future__ import annotations

from glueshell.objects.comparison import compare
from glueshell.objects.declaration import MemberTable, method, static
from glueshell.objects.enums import EnumValue
from glueshell.objects.errors import NetError, net_problem
from glueshell.objects.numbers import BigInteger, Byte, Char, Int16, Int64, SByte, UInt16, UInt64, is_decimal
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import format_value, net_text
from glueshell.objects.typeinfo import PLAIN, type_name, type_of


def to_string(value: object, spec: object = None, provider: object = None) -> str:
    """ToString: en-US, by a format where one is given; a culture given by name of invariant is obeyed."""
    if spec is not None and not isinstance(spec, str):
        spec, provider = None, spec
    name = getattr(provider, "name", None)
    if name is None or name in ("en-US", ""):
        return format_value(value, spec or "", name == "")
    from glueshell.objects.types.locales import culture

    with culture(name):
        return format_value(value, spec or "")


def same(left: object, right: object) -> bool:
    """Equals: same type, same value."""
    left, right = unwrap(left), unwrap(right)
    if type(left) is not type(right):
        return type(left) is BigInteger and type(right) in (Int64, UInt64) and left == right
    own = getattr(left, "ps_equals", None)
    if own is not None:
        return bool(own(right))
    if isinstance(left, (str, int, float)) or is_decimal(left):
        return left == right
    return left is right


def compare_to(left: object, right: object) -> int:
    """CompareTo."""
    if type(left) is type(unwrap(right)):
        right = unwrap(right)
    if isinstance(left, EnumValue) and right is not None and type_name(right) != type_name(left):
        shown = "System.Management.Automation.PSObject" if isinstance(right, PSObject) else type_of(right).ps_text()
        raise NetError("System.ArgumentException", "Object must be the same type as the enum. The type passed in was"
                       f" '{shown}'; the enum type was '{type_name(left)}'.")
    if right is not None and type(left) is not type(right) and (
        type(left) in PLAIN or is_decimal(left) or hasattr(left, "ps_compare")
    ):
        if type(left) is BigInteger and type(right) in (Int64, UInt64):
            return compare(left, right, True)
        if type(left) is BigInteger:
            raise NetError("System.ArgumentException", "The parameter must be a BigInteger. (Parameter 'obj')")
        named = _COMPARED.get(type_name(left))
        if named is not None:
            raise NetError("System.ArgumentException", f"Object must be of type {named[0]}. (Parameter '{named[1]}')")
        raise net_problem("CompareType", type_name(left).rpartition(".")[2])
    if right is None:
        return 1
    if type(left) is Char:
        return ord(left) - ord(str(right))
    if type(left) in _SMALL:
        # Numbers of up to sixteen bits answer the difference.
        return int(left) - int(right)  # type: ignore[call-overload]
    return compare(left, right, True)


_SMALL = frozenset((Byte, Int16, SByte, UInt16))
_COMPARED = {"System.Version": ("Version", "version"), "System.Guid": ("GUID", "value")}
"""What types that name a parameter in their refusal call themselves and it."""


def hash_code(value: object) -> int:
    """GetHashCode: an Int32 that is the same for equal values."""
    try:
        number = hash(value)
    except TypeError:
        number = id(value)
    return (number & 0xFFFFFFFF) - 2**31


TO_STRING = method("ToString", to_string, "string ToString()", "string ToString(string format)",
                   "string ToString(System.IFormatProvider provider)",
                   "string ToString(string format, System.IFormatProvider provider)")
FORMAT_TEXT = method("ToString", to_string, "string ToString()", "string ToString(string format)",
                     "string ToString(string format, System.IFormatProvider provider)")
PLAIN_TEXT = method("ToString", to_string, "string ToString()", "string ToString(System.IFormatProvider provider)")
COMPARE_TO = method("CompareTo", compare_to, "int CompareTo(System.Object value)")

TABLES = {
    "System.Object": MemberTable(
        "System.Object",
        method("Equals", same, "bool Equals(System.Object obj)"),
        method("GetHashCode", hash_code, "int GetHashCode()"),
        method("GetType", type_of, "type GetType()"),
        method("ToString", lambda value: net_text(value), "string ToString()"),
        static("ReferenceEquals", lambda left, right: left is right,
               "bool ReferenceEquals(System.Object objA, System.Object objB)"),
        static("Equals", same, "bool Equals(System.Object objA, System.Object objB)"),
    ),
}
