"""What strict mode refuses of an index: a place that is not there, and places in what has none."""

from __future__ import annotations

from glueshell.objects.convert import refuse, to_int
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError, problem
from glueshell.objects.grid import Grid
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.indexing import indexed
from glueshell.objects.numbers import Char
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.typeinfo import ARRAYS, type_named, type_of
from glueshell.objects.types.stringbuilder import StringBuilder


def check_index(target: object, index: object, strict: int) -> None:
    """Raise the error that strict mode of a version has for `target[index]`."""
    value = unwrap(target)
    if value is None or index is None or isinstance(value, Grid):
        return
    several = isinstance(index, list) or (enumerable(index) and not isinstance(index, Hashtable))
    if isinstance(value, Hashtable):
        if strict >= 3 and type(index) is int and type(value) is OrderedDictionary and not _inside(value, index):
            raise _beyond(value)
        return
    if isinstance(value, (list, str)) and type(value) is not Char:
        for each in iterate(index) if several and strict >= 3 else () if several else (index,):
            try:
                position = to_int(each)
            except PSError as error:
                raise _unfit(value, error) from None
            if strict >= 3 and not _inside(value, position):
                raise _beyond(value)
        return
    if isinstance(value, StringBuilder) and strict >= 3:
        for each in iterate(index) if several else (index,):
            if not 0 <= to_int(each) < len(value.text):
                raise _beyond("")
    if indexed(value):
        return
    # A single value is an array of one for whole numbers alone.
    if several or not _only(index):
        name = "System.Management.Automation.PSObject" if type(value) is PSObject else type_of(value).ps_text()
        raise problem("CannotIndex", f'"{name}"')


def _unfit(value: list | str, error: PSError) -> PSError:
    """The error for an index that never could be a position: arrays and text name themselves, lists have no such."""
    if error.error_id != "ConvertToFinalInvalidCastException":
        return error
    if isinstance(value, str) or type(value) in ARRAYS:
        return refuse(value, type_named("System.Int32"))
    return problem("CannotIndex", f'"{type_of(value).ps_text()}"')


def _inside(value: list | str | Hashtable, position: int) -> bool:
    return -len(value) <= position < len(value)


def _only(index: object) -> bool:
    try:
        return index in (0, -1) if isinstance(index, float) else to_int(index) in (0, -1)
    except PSError:
        return False


def _beyond(value: object) -> PSError:
    if isinstance(value, str) or type(value) in ARRAYS:
        kind, message = "System.IndexOutOfRangeException", "Index was outside the bounds of the array."
    else:
        kind = "System.ArgumentOutOfRangeException"
        message = (
            "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')"
        )
    return PSError(message, kind, "OperationStopped", kind)
