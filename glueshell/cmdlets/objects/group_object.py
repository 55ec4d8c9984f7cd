"""Group-Object."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.cmdlets.objects.expressions import MISSING, expressions, report_failures
from glueshell.completion.properties import CalculatedProperties
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.objects.comparer import compare_any, order
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.psobject import NOTHING, PSObject, unwrap
from glueshell.objects.text import display, net_text, shown, to_text
from glueshell.objects.typeinfo import TypeInfo, is_instance, resolve_type, type_named, type_of
from glueshell.objects.types.lists import COLLECTION, ArrayList, GenericList

_ALLOWED = ("expression",)
_GROUP = "Microsoft.PowerShell.Commands.GroupInfo"
_NO_KEY = object()
_COUNTED = "Microsoft.PowerShell.Commands.GroupInfoNoElement"


class Group(PSObject):
    """One group: its values, its members, how many they are."""

    __slots__ = ()

    @property
    def ps_type(self) -> TypeInfo:
        """The type that GetType() answers."""
        return TypeInfo(self.type_names[0])


class GroupObject(Cmdlet):
    """Puts objects that agree in a property together.

    Answers a group for every value: how many there are, which value, and the objects. Without -Property the objects
    themselves are compared.
    """

    name = "Group-Object"
    aliases = ("group",)
    dotnet_name = "Microsoft.PowerShell.Commands.GroupObjectCommand"
    examples = (
        Example(
            "'a', 'b', 'a' | Group-Object -NoElement",
            "How often each comes.",
            "\nCount Name\n----- ----\n    2 a\n    1 b\n",
        ),
        Example(
            "('one', 'two', 'three' | Group-Object Length -AsHashTable)[3]", "The groups as a hashtable.", "one\ntwo"
        ),
    )
    links = ("Sort-Object", "Measure-Object")

    no_element = Parameter("switch", help="Counts only; the objects are let go.")
    as_hash_table = Parameter("switch", aliases=("AHT",), sets=("HashTable",), help="A hashtable of value and objects.")
    as_string = Parameter("switch", sets=("HashTable",), help="With -AsHashTable: keys are text.")
    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to group.")
    property = Parameter(
        "object[]",
        position=0,
        completer=CalculatedProperties("Expression"),
        help="What they must agree in: names or script blocks.",
    )
    culture = Parameter("string", help="The culture of the comparison (en-US).")
    case_sensitive = Parameter("switch", help="Case matters.")

    def begin(self) -> None:
        """Read the property expressions once."""
        if self.as_string and not self.as_hash_table:
            self._refuse("the AsString parameter requires that you specify the AsHashtable parameter.")
        self._expressions = expressions(self, self.property, _ALLOWED)
        if self.as_hash_table and not self.as_string and len(self._expressions) > 1:
            self._refuse(
                "using the AsHashTable parameter with more than one property requires adding the AsString parameter."
            )
        report_failures(self, self._expressions)
        self._items: list[object] = []

    def _refuse(self, reason: str) -> None:
        message = "The command cannot be run because " + reason
        self.throw(ErrorRecord(PSError(message, "ArgumentException", "InvalidArgument", "System.ArgumentException")))

    def receiver(self) -> Callable[[object], None]:
        """Collect the objects."""
        return self._items.append

    def process(self) -> None:
        """Collect the object given as an argument."""
        if self.is_bound("InputObject"):
            self._items.append(self.input_object)

    def end(self) -> None:
        """Write the groups."""
        items = [item for item in self._items if item is not None]
        if not self._expressions and len(items) > 1:
            _require_order(items)
        groups = self._groups(items)
        if self.as_hash_table:
            if groups:
                self.write(self._table(groups))
            return
        for values, members in groups:
            self.write(self._group(values, members))

    def _groups(self, items: list[object]) -> list[tuple[list[object], list[object]]]:
        """(values, members) of each group, in the order of the values."""
        case = bool(self.case_sensitive)
        if len(self._expressions) == 1:
            read = self._expressions[0].read
            values = [read(item) for item in items]
            found = _buckets(values, items, case)
            if found is not None:
                return found
            rows = [[value] for value in values]
        else:
            rows = [self._row(item) for item in items]
        groups: list[tuple[list[object], list[object]]] = []
        exact: dict[object, tuple[list[object], list[object]]] = {}
        # Values of several types have no order: they stay as they came, and each is compared with every group.
        mixed = _mixed(rows)
        for position in range(len(rows)) if mixed else order(rows, case):
            row = [None if value is MISSING else value for value in rows[position]]
            key = tuple(_key(value) for value in row)
            group = exact.get(key)
            if group is None:
                group = next((each for each in (groups if mixed else groups[-1:]) if _equal(each[0], row, case)), None)
            if group is None:
                group = (row, [])
                groups.append(group)
                if _NO_KEY not in key:
                    exact[key] = group
            group[1].append(items[position])
        return groups

    def _row(self, item: object) -> list[object]:
        if not self._expressions:
            return [item]
        return [one.read(item) for expression in self._expressions for one in (expression,)]

    def _group(self, values: list[object], members: list[object]) -> PSObject:
        properties: dict[str, object] = {"Values": ArrayList(values), "Count": len(members)}
        if not self.no_element:
            properties["Group"] = _collection(members)
        properties["Name"] = _names(values) if self._expressions else _whole(values[0])
        names = (_COUNTED, _GROUP) if self.no_element else (_GROUP,)
        return Group(properties, (*names, "System.Object"))

    def _table(self, groups: list[tuple[list[object], list[object]]]) -> Hashtable:
        table = Hashtable(case=bool(self.case_sensitive))
        for values, found in groups:
            members = [] if self.no_element else found
            value = values[0] if len(values) == 1 else list(values)
            if self.as_string:
                value = _names(values) if self._expressions else _whole(values[0])
            if value is None:
                self.write_error(
                    ErrorRecord(
                        "The objects grouped by this property cannot be expanded because there is a key duplication."
                        " Provide a valid value for the property, and then try again.",
                        "",
                        "InvalidArgument",
                    )
                )
                continue
            table[value] = _collection(members)
        return table


def _collection(members: list[object]) -> GenericList:
    return GenericList(members, type_named("System.Management.Automation.PSObject"), COLLECTION)


def _require_order(items: list[object]) -> None:
    """Refuse custom objects that are to be grouped as such: nothing says which are the same."""
    custom = [item for item in items if type(item) is PSObject and item.base is NOTHING]
    if len(custom) > 1:
        raise PSError(
            f'Cannot compare "{to_text(custom[0])}" to "{to_text(custom[1])}" because the objects are not the same type'
            f' or the object "{to_text(custom[0])}" does not implement "IComparable".',
            "PSObjectCompareTo", "NotSpecified", "System.Management.Automation.ExtendedTypeSystemException",
        )  # fmt: skip


def _mixed(rows: list[list[object]]) -> bool:
    """Whether a column holds values of more than one type; null counts for none."""
    for column in zip(*rows):
        bare = [unwrap(value) for value in column if value is not None and value is not MISSING]
        if len(set(map(type, bare))) > 1 or not {int, str, float, bool}.issuperset(map(type, bare)):
            if len({type_of(value) for value in bare}) > 1:
                return True
    return False


def _key(value: object) -> object:
    """What stands for a value that equals another whatever the order; `_NO_KEY` where only comparing can tell."""
    bare = unwrap(value)
    if bare is None or isinstance(bare, (int, float, str)):
        return (type(bare), bare)
    comparable = resolve_type("System.IComparable")
    return _NO_KEY if comparable is None or is_instance(bare, comparable) else net_text(bare)


def _equal(one: list[object], other: list[object], case: bool) -> bool:
    return all(compare_any(a, b, case) == 0 for a, b in zip(one, other, strict=True))


def _buckets(values: list[object], items: list[object], case: bool) -> list[tuple[list[object], list[object]]] | None:
    """The groups of values that a dictionary tells apart as comparing does: integers, or plain ASCII texts."""
    kinds = set(map(type, values))
    keys: list[object] = values
    if kinds == {str}:
        if not all(value.isascii() and value.isprintable() for value in values):  # type: ignore[attr-defined]
            return None
        keys = values if case else [value.lower() for value in values]  # type: ignore[attr-defined]
    elif kinds != {int}:
        return None
    found: dict[object, tuple[list[object], list[object]]] = {}
    for key, value, item in zip(keys, values, items, strict=True):
        group = found.get(key)
        if group is None:
            found[key] = ([value], [item])
        else:
            group[1].append(item)
    groups = list(found.values())
    return [groups[position] for position in order([values for values, _ in groups], case)]


def _names(values: list[object]) -> str:
    """What a group is called: its values but for null ones."""
    return ", ".join(_name(value) for value in values if value is not None)


def _whole(value: object) -> str:
    """What a group of whole objects is called."""
    if isinstance(value, float):
        return display(value)
    if getattr(unwrap(value), "ps_walk", False):
        return type_of(unwrap(value)).full_name
    return to_text(value) if enumerable(value) or isinstance(value, PSObject) else shown(value)


def _name(value: object) -> str:
    bare = unwrap(value)
    if getattr(bare, "ps_walk", False):
        return type_of(bare).full_name
    if isinstance(bare, Hashtable):
        return "{" + ", ".join("System.Collections.DictionaryEntry" for _ in bare) + "}"
    if enumerable(value):
        return "{" + ", ".join(shown(part) for part in iterate(value)) + "}"
    return shown(value)
