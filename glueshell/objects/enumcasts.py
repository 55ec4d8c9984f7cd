"""Casts to enumerations."""

from __future__ import annotations

from glueshell.objects.convert import culture_text, refuse
from glueshell.objects.enums import EnumType, EnumValue
from glueshell.objects.errors import PSError, problem
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.numbers import BigInteger, Char, is_decimal
from glueshell.objects.psobject import NOTHING, PSObject
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import TypeInfo


def enum_of(value: object, info: TypeInfo) -> EnumValue:
    """A name, names, or number as a value of the enumeration; raises PSError listing what is possible."""
    enum = info.enum
    assert isinstance(enum, EnumType)
    if value is None:
        raise problem("EnumNull", info.full_name, ",".join(enum.names))
    if isinstance(value, str) and type(value) is not Char:
        return _of_text(value, enum)
    if isinstance(value, bool) or type(value) is Char or type(value) is BigInteger:
        raise refuse(value, info)
    if isinstance(value, int):
        return _of_number(int(value), value, enum)
    if isinstance(value, float) or is_decimal(value):
        return _of_text(to_text(value), enum)
    if isinstance(value, (Hashtable, PSObject)):
        return _of_properties(value, info, enum)
    return _of_elements(value, info, enum)


def _of_elements(value: object, info: TypeInfo, enum: EnumType) -> EnumValue:
    """The names of a list's elements, read together."""
    from glueshell.objects.enumeration import collection, iterate

    if not collection(value):
        raise refuse(value, info)
    words = [item if type(item) is str else enum_of(item, info).name for item in iterate(value)]
    return _of_text(",".join(words), enum)


def _of_properties(value: Hashtable | PSObject, info: TypeInfo, enum: EnumType) -> EnumValue:
    """An object without properties sets none of a new value's."""
    if isinstance(value, Hashtable):
        if len(value):
            raise problem("ObjectPropertyMissing", info.full_name, culture_text(next(value.keys())),
                          "The settable properties are: [value__ <System.Int32>].", info.full_name, target=value)
    elif value.base is not NOTHING:
        raise refuse(value, info)
    elif len(value):
        inner = refuse(value, info)
        raise problem("ConstructorTarget", culture_text(value), info.full_name, inner.message, target=value)
    return enum.value(0)


def _of_number(number: int, value: object, enum: EnumType) -> EnumValue:
    number = (number + 2**31) % 2**32 - 2**31
    if not enum.defines(number):
        raise problem("EnumUndefinedInteger", culture_text(value), enum.full_name, ",".join(enum.names), target=value)
    return enum.value(number)


def _of_text(text: str, enum: EnumType) -> EnumValue:
    try:
        found = enum.parse(text)
    except PSError:
        found = enum.value(enum.names[_beginning(text, enum)])
    number = int(found)
    if not -(2**31) <= number < 2**31:
        raise problem("EnumParse", text, enum.full_name, "Value was either too large or too small for an Int32.",
                      target=text)
    if not enum.defines(number):
        raise problem("EnumUndefined", text, enum.full_name, ",".join(enum.names), target=text)
    return found


def _beginning(text: str, enum: EnumType) -> str:
    """The one name that begins with a text; raises PSError where there is none, or more than one."""
    found = enum.beginning(text)
    if not found:
        raise problem("EnumUnknown", text, enum.full_name, text, enum.listed(), target=text)
    if len(found) > 1:
        raise problem("EnumAmbiguous", text, enum.full_name, text, ", ".join(found), target=text)
    return found[0]
