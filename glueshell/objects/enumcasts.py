"""Casts to enumerations."""

from __future__ import annotations

from glueshell.objects.convert import culture_text, refuse
from glueshell.objects.enums import EnumType, EnumValue
from glueshell.objects.errors import problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import BigInteger, Char, is_decimal
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.typeinfo import TypeInfo


def enum_of(value: object, info: TypeInfo) -> EnumValue:
    """A name, names, or number as a value of the enumeration; raises PSError listing what is possible."""
    enum = info.enum
    assert isinstance(enum, EnumType)
    if value is None:
        raise problem("EnumNull", info.full_name, ",".join(enum.names))
    if isinstance(value, str) and type(value) is not Char:
        return _of_text(value, enum)
    if isinstance(value, bool) or type(value) is Char:
        raise refuse(value, info)
    if type(value) is BigInteger:
        raise refuse(value, info)
    if isinstance(value, int):
        return _of_number(int(value), value, enum)
    if isinstance(value, float) or is_decimal(value):
        return _of_text(culture_text(value), enum)
    if isinstance(value, list):
        if not value:
            raise problem("EnumUnknown", "", enum.full_name, "", enum.listed(), target=value)
        total = 0
        for item in value:
            total |= int(enum_of(item, info))
        return _of_number(total, value, enum)
    if isinstance(value, (Hashtable, PSObject)) and not len(value) and getattr(value, "base", NOTHING) is NOTHING:
        # An object without properties sets none of a new value's.
        return enum.value(0)
    if isinstance(value, Hashtable) and len(value):
        raise problem("ObjectPropertyMissing", info.full_name, culture_text(next(value.keys())),
                      "The settable properties are: [value__ <System.Int32>].", target=value)
    if isinstance(value, PSObject) and value.base is NOTHING:
        inner = problem("ConvertToFinalInvalidCastException", culture_text(value),
                        "System.Management.Automation.PSCustomObject", info.full_name)
        raise problem("ConstructorTarget", culture_text(value), info.full_name, inner.message, target=value)
    raise refuse(value, info)


def _mask(enum: EnumType) -> int:
    """All bits that an enumeration's values have."""
    mask = 0
    for number in enum.names.values():
        mask |= number
    return mask


def _of_number(number: int, value: object, enum: EnumType) -> EnumValue:
    if not enum.flags and number not in enum.names.values():
        raise problem("EnumUndefinedInteger", culture_text(value), enum.full_name, ",".join(enum.names), target=value)
    if enum.flags and number & ~_mask(enum):
        raise problem("EnumUndefinedInteger", culture_text(value), enum.full_name, ",".join(enum.names), target=value)
    if not -(2**31) <= number < 2**32:
        raise problem("EnumUndefinedInteger", culture_text(value), enum.full_name, ",".join(enum.names), target=value)
    return enum.value(number)


def _of_text(text: str, enum: EnumType) -> EnumValue:
    if not text.strip():
        raise problem("EnumEmpty", text, enum.full_name, target=text)
    word = text.strip()
    if word.lstrip("+-").isdigit():
        number = int(word)
        if not -(2**31) <= number < 2**31:
            raise problem("EnumParse", text, enum.full_name, "Value was either too large or too small for an Int32.",
                          target=text)
        if not enum.flags and number not in enum.names.values():
            raise problem("EnumUndefined", text, enum.full_name, ",".join(enum.names), target=text)
        return enum.value(number)
    return enum.parse(text)
