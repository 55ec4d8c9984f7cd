"""value[index]: arrays, lists, text, dictionaries, and types with an indexer."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.objects.absence import GappyArray, array
from glueshell.objects.convert import convert, refuse, to_int
from glueshell.objects.enumeration import EMPTY, enumerable, iterate
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.grid import Grid
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.numbers import Char, is_decimal
from glueshell.objects.psobject import PSObject, unwrap
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import ARRAYS, PLAIN, TypedArray, TypeInfo, type_named, type_of


class Subscripts(list):
    """Indexes written one after another, as in `$x[1, 2] = 3`, which is no index that is a list.

    What is read by each of them and is not there is no output, yet keeps its place."""

    __slots__ = ()


def get_index(value: object, index: object) -> object:
    """The element at an index; negative ones count from the end, a list of indexes gives a list of elements.

    What is out of range reads as null.
    """
    kind = type(value)
    if type(index) is int:
        if kind is list or kind is TypedArray:
            try:
                return value[index]  # type: ignore[index]
            except IndexError:
                return None
        if kind is str:
            try:
                return Char(value[index])  # type: ignore[index]
            except IndexError:
                return None
    if kind is PSObject or isinstance(value, PSObject):
        value = unwrap(value)
    if value is None:
        raise problem("NullArray")
    if isinstance(value, Hashtable):
        return _from_table(value, index)
    if index is None:
        raise problem("NullArrayIndex")
    if type(value) is Grid:
        return value.at(index)
    if isinstance(index, list) or (enumerable(index) and not isinstance(index, Hashtable)):
        return _slice(value, index)
    if isinstance(value, (list, str)) and type(value) is not Char:
        return _element(value, index)
    return _declared(value, index)


def _from_table(table: Hashtable, index: object) -> object:
    if index is None:
        raise problem("NullArrayIndex")
    index = unwrap(index)
    if isinstance(index, list):
        return _entries(table, index)
    reader = getattr(table, "read_key", None)
    if reader is not None:
        return reader(index)
    if type(index) is int and isinstance(table, OrderedDictionary):
        position = index + len(table) if index < 0 else index
        return table.at(position) if 0 <= position < len(table) else None
    return table.get(index)


def _entries(table: Hashtable, keys: list) -> list:
    """The values of several keys; one that the dictionary refuses and a position beyond it give none."""
    out: list = []
    kept = type(keys) is Subscripts
    reader = getattr(table, "read_key", None)
    for key in keys:
        key = unwrap(key)
        if key is None:
            if kept:
                out.append(EMPTY)
            continue
        if reader is not None:
            if table.holds(key):  # type: ignore[attr-defined]
                out.append(reader(key))
            elif kept:
                out.append(EMPTY)
        elif type(key) is int and isinstance(table, OrderedDictionary):
            position = key + len(table) if key < 0 else key
            if 0 <= position < len(table):
                out.append(table.at(position))
            elif kept:
                out.append(EMPTY)
        else:
            out.append(table.get(key))
    return array(out)


def _slice(value: object, indexes: object) -> object:
    out: list = []
    size = len(value) if isinstance(value, (list, str)) and type(value) is not Char else None
    if size is None and not indexed(value):
        return None
    own = _indexer(value) if size is None else None
    if own is not None and type(indexes) is Subscripts and len(indexes) == 2 and getattr(own, "takes_two", False):
        return own(value, indexes)
    kept = type(indexes) is Subscripts and type(value) not in ARRAYS
    gaps = value.gaps if type(value) is GappyArray else ()
    for index in iterate(indexes):
        if own is not None:
            # What lies beyond the end leaves nothing, not even null.
            try:
                out.append(own(value, index))
            except (NetError, PSError) as error:
                if isinstance(error, PSError):
                    _unfit(value, error)
                if kept:
                    out.append(EMPTY)
            continue
        if size is None:
            out.append(get_index(value, index))
            continue
        try:
            position = to_int(index)
        except PSError as error:
            _unfit(value, error)
            if kept:
                out.append(EMPTY)
            continue
        if -size <= position < size:
            if gaps and position % size in gaps:
                continue
            out.append(value[position] if isinstance(value, list) else Char(value[position]))  # type: ignore[index]
        elif kept:
            # Text and lists with an indexer of their own keep the place of what they do not have.
            out.append(EMPTY)
    return array(out)


def _element(value: list | str, index: object) -> object:
    try:
        position = to_int(index)
    except PSError as error:
        _unfit(value, error)
        return None
    try:
        found = value[position]
    except IndexError:
        return None
    return Char(found) if isinstance(value, str) else found


def _unfit(value: object, error: PSError) -> None:
    """An index that is no position: an error for text and arrays where it never could be one, else nothing."""
    textual = isinstance(value, str) or type_of(value).full_name == "System.Text.StringBuilder"
    if error.error_id == "ConvertToFinalInvalidCastException" and (type(value) in ARRAYS or textual):
        raise refuse(value, type_named("System.Int32")) from None




def _declared(value: object, index: object) -> object:
    own = _indexer(value)
    if own is not None:
        try:
            return own(value, index)
        except NetError:
            return None
    # A single value counts as an array of one; what lies between whole numbers is not rounded.
    if (isinstance(index, float) or is_decimal(index)) and index not in (0, -1):
        return None
    try:
        position = to_int(index)
    except PSError:
        return None
    return value if position in (0, -1) else None


def indexed(value: object) -> bool:
    """Whether a value's type has an indexer of its own."""
    return _indexer(value) is not None


def _indexer(value: object) -> Callable[[object, object], object] | None:
    from glueshell.objects.tables import value_tables

    return next((table.index for table in value_tables(value) if table.index is not None), None)


def set_index(value: object, index: object, new: object) -> None:
    """Write the element at an index."""
    kind = type(value)
    if kind is list and type(index) is int:
        try:
            value[index] = new  # type: ignore[index]
        except IndexError:
            raise problem("ArrayIndexAssignment") from None
        return
    value = unwrap(value)
    if value is None:
        raise problem("NullArray")
    if type(index) is Subscripts and len(index) == 1:
        index = index[0]
    if index is None:
        raise problem("NullArrayIndex")
    if isinstance(value, Hashtable):
        if type(index) is Subscripts:
            raise problem("CannotIndexPut", type_of(value).ps_text())
        _into_table(value, unwrap(index), new)
    elif type(value) is Grid:
        value.put(index, new)
    elif type(value) in ARRAYS:
        _into_array(value, index, new)  # type: ignore[arg-type]
    elif isinstance(value, list):
        _into_list(value, index, new)
    else:
        _into_declared(value, index, new)


def _into_table(table: Hashtable, index: object, new: object) -> None:
    writer = getattr(table, "put_key", None)
    if writer is not None:
        writer(index, new)
    elif isinstance(table, OrderedDictionary) and type(index) is int:
        if not 0 <= index < len(table):
            raise PSError("Specified argument was out of the range of valid values. (Parameter 'index')",
                          "System.ArgumentOutOfRangeException", "OperationStopped",
                          "System.ArgumentOutOfRangeException")
        table.put(index, new)
    else:
        table[index] = new


def _into_array(value: list, index: object, new: object) -> None:
    if type(index) is Subscripts:
        raise problem("ArraySliceAssignment", ",".join(to_text(item) for item in index))
    if isinstance(index, list):
        raise refuse(index, type_named("System.Int32"))
    element = getattr(value, "element_type", None)
    new, position = _fitting(new, element, index)
    if not -len(value) <= position < len(value):
        raise problem("ArrayIndexAssignment")
    value[position] = new


def _fitting(new: object, element: TypeInfo | None, index: object) -> tuple[object, int]:
    """A value as what it is put into takes it, and where; of two that do not fit the value is told of first."""
    position, wrong = 0, None
    try:
        position = index if type(index) is int else to_int(index)
    except PSError as error:
        if error.error_id == "ConvertToFinalInvalidCastException":
            raise
        wrong = error
    if element is not None and PLAIN.get(type(new)) != element.full_name:
        new = convert(new, element)
    if wrong is not None:
        raise wrong
    return new, position


def _into_list(value: list, index: object, new: object) -> None:
    """Into a list with an indexer of its own: what its parameters never could be finds no such indexer."""
    if isinstance(index, list):
        raise problem("CannotIndexPut", type_of(value).ps_text())
    element = getattr(value, "element_type", None)
    try:
        new, position = _fitting(new, element, index)
    except PSError as error:
        if error.error_id == "ConvertToFinalInvalidCastException":
            raise problem("CannotIndexPut", type_of(value).ps_text()) from None
        raise
    if not -len(value) <= position < len(value):
        raise problem("ListIndexAssignment")
    value[position] = new


def _into_declared(value: object, index: object, new: object) -> None:
    from glueshell.objects.tables import value_tables

    for table in value_tables(value):
        if table.put is not None:
            try:
                table.put(value, index, new)
            except NetError as error:
                raise PSError(error.message, error.exception_type, "OperationStopped", error.exception_type) from None
            return
    shown = "System.Management.Automation.PSObject" if isinstance(value, PSObject) else type_of(value).ps_text()
    raise problem("CannotIndexPut", shown)
