"""Compare-Object."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterator, Sequence

from glueshell.cmdlets.objects.expressions import MISSING, PropertyExpression, expressions, report_failures
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.objects.comparer import compare_any
from glueshell.objects.enumeration import elements
from glueshell.objects.psobject import PSObject, attached, unwrap
from glueshell.objects.text import to_text

_WINDOW = 2**31 - 1


class _Entry:
    """One object with the values it is compared by; `key` stands for them where equal means equal text or number."""

    __slots__ = ("item", "key", "kinds", "values")

    def __init__(self, item: object, values: Sequence[object], case: bool) -> None:
        self.item = item
        self.values = values
        bare = [unwrap(value) for value in values]
        self.kinds = tuple(type(value) for value in bare)
        fine = all(kind is str or kind is int for kind in self.kinds)
        self.key = tuple(v.lower() if isinstance(v, str) and not case else v for v in bare) if fine else None


class _Backlog:
    """Entries that wait for their like, the oldest first; found by key where all are of the same kinds."""

    def __init__(self, case: bool) -> None:
        self._case = case
        self._entries: OrderedDict[int, _Entry] = OrderedDict()
        self._by_key: dict[tuple, deque[int]] = {}
        self._kinds: set[tuple] = set()
        self._next = 0

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: _Entry) -> None:
        """Keep an entry."""
        self._entries[self._next] = entry
        self._kinds.add(entry.kinds)
        if entry.key is not None:
            self._by_key.setdefault(entry.key, deque()).append(self._next)
        self._next += 1

    def oldest(self) -> _Entry:
        """Take the oldest out."""
        number, entry = self._entries.popitem(last=False)
        self._forget(number, entry)
        return entry

    def take(self, like: _Entry) -> _Entry | None:
        """Take the first entry out that is equal to `like`."""
        if like.key is not None and self._kinds <= {like.kinds}:
            waiting = self._by_key.get(like.key)
            if not waiting:
                return None
            return self._entries.pop(self._dropped(like.key, waiting))
        for number, entry in self._entries.items():
            if same(like, entry, self._case):
                del self._entries[number]
                self._forget(number, entry)
                return entry
        return None

    def _dropped(self, key: tuple, waiting: deque[int]) -> int:
        number = waiting.popleft()
        if not waiting:
            del self._by_key[key]
        return number

    def _forget(self, number: int, entry: _Entry) -> None:
        if entry.key is not None:
            waiting = self._by_key[entry.key]
            waiting.remove(number)
            if not waiting:
                del self._by_key[entry.key]

    def drain(self) -> Iterator[_Entry]:
        """Take all out, the oldest first."""
        while self._entries:
            yield self.oldest()


def same(one: _Entry, other: _Entry, case: bool) -> bool:
    """Whether two entries count as equal."""
    return all(_equal(left, right, case) for left, right in zip(one.values, other.values))


def _equal(left: object, right: object, case: bool) -> bool:
    if left is MISSING or right is MISSING:
        return left is right
    bare, other = unwrap(left), unwrap(right)
    if type(bare) is PSObject and type(other) is PSObject:
        # Custom objects as such cannot be told apart; -Property says what is to be compared.
        return True
    if isinstance(bare, PSObject) or isinstance(other, PSObject):
        left, right = to_text(left), to_text(right)
    return compare_any(left, right, case) == 0


class CompareObject(Cmdlet):
    """Tells two collections apart: what only one of them has.

    `<=` is only in the reference, `=>` only in the other, `==` in both. Without `-Property` whole objects are compared,
    custom ones by their text.
    """

    name = "Compare-Object"
    aliases = ("compare", "diff")
    dotnet_name = "Microsoft.PowerShell.Commands.CompareObjectCommand"
    examples = (
        Example("Compare-Object 1, 2 2, 3 | ForEach-Object { \"$($_.InputObject) $($_.SideIndicator)\" }", "",
                "3 =>\n1 <="),
        Example("Compare-Object 1, 2 2, 3 -IncludeEqual -ExcludeDifferent -PassThru", "What both have.", "2"),
    )  # fmt: skip
    links = ("Sort-Object", "Group-Object")

    reference_object = Parameter("psobject[]", position=0, mandatory=True, allow_empty_collection=True,
                                 help="The collection to compare with.")  # fmt: skip
    difference_object = Parameter("psobject[]", position=1, mandatory=True, from_pipeline=True,
                                  allow_empty_collection=True, help="The other one.")  # fmt: skip
    sync_window = Parameter("int", default=_WINDOW, validators=(ValidateRange(0, _WINDOW),),
                            help="How many neighbours are looked through for a like (all).")  # fmt: skip
    property = Parameter("object[]", help="Compare by these: names or calculated properties.")
    exclude_different = Parameter("switch", help="Only what both have.")
    include_equal = Parameter("switch", help="What both have too.")
    pass_thru = Parameter("switch", help="The objects themselves.")
    culture = Parameter("string", help="Has no effect: text is compared as in English.")
    case_sensitive = Parameter("switch", help="Upper and lower case differ.")

    def begin(self) -> None:
        """Prepare the reference."""
        case = self._case = bool(self.case_sensitive)
        self._columns: list[PropertyExpression] = expressions(self, self.property, ("expression",))
        report_failures(self, self._columns)
        self._references = deque(map(self._entry, elements(self.reference_object)))
        self._waiting, self._others = _Backlog(case), _Backlog(case)
        self._equal = bool(self.include_equal or (self.exclude_different and not self.is_bound("IncludeEqual")))

    def process(self) -> Iterator[object]:
        """Compare more of the other collection."""
        for item in elements(self.difference_object):
            yield from self._step(self._entry(item))

    def end(self) -> Iterator[object]:
        """What is left of both."""
        while self._references:
            yield from self._step(None)
        for entry in self._others.drain():
            yield from self._different(entry, "=>")
        for entry in self._waiting.drain():
            yield from self._different(entry, "<=")

    def _entry(self, item: object) -> _Entry:
        values = [column.read(item) for column in self._columns] if self._columns else [item]
        return _Entry(item, values, self._case)

    def _step(self, other: _Entry | None) -> Iterator[object]:
        """One object of each side, compared with each other and with those that wait."""
        reference = self._references.popleft() if self._references else None
        if reference is not None and other is not None and same(reference, other, self._case):
            yield from self._match(reference)
            return
        if other is not None:
            found = self._waiting.take(other)
            if found is not None:
                yield from self._match(found)
                other = None
        if reference is not None and self._others.take(reference) is not None:
            yield from self._match(reference)
            reference = None
        if other is not None:
            yield from self._wait(other, self._others, "=>")
        if reference is not None:
            yield from self._wait(reference, self._waiting, "<=")

    def _wait(self, entry: _Entry, backlog: _Backlog, side: str) -> Iterator[object]:
        if self.sync_window == 0:
            yield from self._different(entry, side)
            return
        while len(backlog) >= self.sync_window:
            yield from self._different(backlog.oldest(), side)
        backlog.add(entry)

    def _match(self, entry: _Entry) -> Iterator[object]:
        if self._equal:
            yield self._result(entry, "==")

    def _different(self, entry: _Entry, side: str) -> Iterator[object]:
        if not self.exclude_different:
            yield self._result(entry, side)

    def _result(self, entry: _Entry, side: str) -> object:
        if self.pass_thru:
            item = attached(entry.item)
            item.add("SideIndicator", side)
            return item
        if not self._columns:
            return PSObject({"InputObject": entry.item, "SideIndicator": side})
        result = PSObject({})
        for column, value in zip(self._columns, entry.values):
            result.set(column.name, None if value is MISSING else value)
        result.set("SideIndicator", side)
        return result
