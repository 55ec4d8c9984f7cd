"""Select-Object."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from glueshell.cmdlets.objects.expressions import MISSING, PropertyExpression, expressions
from glueshell.completion.properties import CalculatedProperties
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateRange
from glueshell.objects.absence import settle
from glueshell.objects.comparer import compare_any
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.enums import EnumValue
from glueshell.objects.members import stored_member
from glueshell.objects.psobject import CUSTOM_NAMES, NOTHING, PSObject, attached, unwrap
from glueshell.objects.typeinfo import type_names, type_of
from glueshell.objects.wildcard import Wildcard

_ALLOWED = ("name", "expression")
_COUNT = ValidateRange(0, 2**31 - 1)


class SelectObject(Cmdlet):
    """Picks objects by place, and properties by name.

    With -First it stops what comes before it as soon as it has enough: page two is never asked for.
    """

    name = "Select-Object"
    aliases = ("select",)
    default_set = "DefaultParameter"
    dotnet_name = "Microsoft.PowerShell.Commands.SelectObjectCommand"
    examples = (
        Example("1..9 | Select-Object -First 2", "The first two.", "1\n2"),
        Example(
            "'abc' | Select-Object Length, @{ n = 'Up'; e = { $_.ToUpper() } } | Format-List",
            "A property, and a calculated one.",
            "Length : 3\nUp     : ABC",
        ),
    )
    links = ("Where-Object", "Sort-Object")

    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to choose from.")
    property = Parameter(
        "object[]",
        sets=("DefaultParameter", "SkipLastParameter"),
        position=0,
        completer=CalculatedProperties("Name", "Expression"),
        help="Properties to keep: names, patterns, script blocks or @{ Name = ; Expression = }.",
    )
    exclude_property = Parameter(
        "string[]", sets=("DefaultParameter", "SkipLastParameter"), help="Properties to leave out; patterns allowed."
    )
    expand_property = Parameter(
        "string", sets=("DefaultParameter", "SkipLastParameter"), help="Answers the property's own values."
    )
    unique = Parameter("switch", help="Drops an object equal to an earlier one.")
    case_insensitive = Parameter("switch", help="With -Unique: case does not matter.")
    last = Parameter("int", sets=("DefaultParameter",), validators=(_COUNT,), help="So many from the end.")
    first = Parameter("int", sets=("DefaultParameter",), validators=(_COUNT,), help="So many from the start.")
    skip = Parameter(
        "int",
        sets=("DefaultParameter", "SkipLastParameter"),
        default=0,
        validators=(_COUNT,),
        help="Leaves out so many from the start.",
    )
    skip_last = Parameter(
        "int", sets=("SkipLastParameter",), default=0, validators=(_COUNT,), help="Leaves out so many from the end."
    )
    wait = Parameter(
        "switch", sets=("DefaultParameter", "IndexParameter"), help="Lets the commands before it run to their end."
    )
    index = Parameter(
        "int[]", sets=("IndexParameter",), validators=(_COUNT,), help="The objects at these places, from 0."
    )
    skip_index = Parameter(
        "int[]", sets=("SkipIndexParameter",), validators=(_COUNT,), help="All but the objects at these places."
    )

    def begin(self) -> None:
        """Read the property expressions once."""
        self._properties = expressions(self, self.property, _ALLOWED)
        self._excluded = [Wildcard(text) for text in self.exclude_property or []]
        if self._excluded and not self._properties and not self.expand_property:
            self._properties = [PropertyExpression("*")]
        self._seen = 0
        self._given = 0
        self._held: deque[object] = deque()
        self._known = Known(not self.case_insensitive, whole=not self._properties and not self.expand_property)
        self._wanted = frozenset(self.index or ())
        self._unwanted = frozenset(self.skip_index or ())
        self._receive: Callable[[object], None] | None = None

    def receiver(self) -> Callable[[object], None]:
        """Let through what the numbers choose."""
        if self.parameter_set == "IndexParameter":
            return self._by_index
        if self.parameter_set == "SkipIndexParameter":
            return self._but_index
        if self.is_bound("Last"):
            if self.is_bound("First"):
                return self._last_ones
            self._held = deque(self._held, self.last + self.skip)
            return self._kept
        if self.parameter_set == "SkipLastParameter":
            return self._but_last_ones
        if self.is_bound("First") or self.skip:
            return self._first_ones
        return self._show

    def process(self) -> None:
        """Choose one object."""
        if self.is_bound("InputObject"):
            # With -Property the parameter set is open until the first object, and the pipeline comes here for each.
            if self._receive is None:
                self._receive = self.receiver()
            self._receive(self.input_object)

    def end(self) -> None:
        """Let go of the last ones."""
        if self.is_bound("Last"):
            held = list(self._held)
            if self.skip and not self.is_bound("First"):
                held = held[: max(len(held) - self.skip, 0)]
            for item in held[-self.last :] if self.last else []:
                self._show(item)

    # -- which: null counts for nothing -----------------------------------------------------------------------------

    def _kept(self, item: object) -> None:
        if item is not None:
            self._held.append(item)

    def _by_index(self, item: object) -> None:
        if item is None:
            return
        place = self._seen
        self._seen += 1
        if place in self._wanted:
            self._show(item)
            if not self.wait and place == max(self._wanted):
                self.stop_upstream()

    def _but_index(self, item: object) -> None:
        if item is None:
            return
        place = self._seen
        self._seen += 1
        if place not in self._unwanted:
            self._show(item)

    def _first_ones(self, item: object) -> None:
        if item is None:
            return
        if self._seen < self.skip:
            self._seen += 1
            return
        if not self.is_bound("First"):
            self._show(item)
            return
        if self._given < self.first:
            self._given += 1
            self._show(item)
        if self._given >= self.first and not self.wait:
            self.stop_upstream()

    def _last_ones(self, item: object) -> None:
        if item is None:
            return
        place = self._seen
        self._seen += 1
        first = self.is_bound("First")
        if first and self._given < self.first and place >= self.skip:
            self._given += 1
            self._show(item)
            return
        self._held.append(item)
        if len(self._held) > self.last + (0 if first else self.skip):
            self._held.popleft()

    def _but_last_ones(self, item: object) -> None:
        if item is None:
            return
        place = self._seen
        self._seen += 1
        if place < self.skip:
            return
        self._held.append(item)
        if len(self._held) > self.skip_last:
            self._show(self._held.popleft())

    # -- one object -------------------------------------------------------------------------------------------------

    def _show(self, item: object) -> None:
        if item is None:
            return
        if self.expand_property is not None:
            for part in self._expanded(item):
                self._pass(part)
        elif self._properties:
            self._pass(self._shaped(item))
        else:
            _mark(item)
            self._pass(item)

    def _pass(self, selected: object) -> None:
        if not self.unique or self._known.add(selected):
            self.write(selected)

    def _shaped(self, item: object) -> PSObject:
        properties: dict[str, object] = {}
        taken: set[str] = set()
        for expression in self._properties:
            for one in expression.resolve(item):
                name = one.name
                low = name.lower()
                if self._excluded and any(pattern.matches(name) for pattern in self._excluded):
                    continue
                if low in taken:
                    self._already_there(name, item)
                    continue
                taken.add(low)
                properties[name] = one.held(item)
        made = PSObject(properties, ("Selected." + _named(item), *CUSTOM_NAMES))
        settle(made, properties)
        return made

    def _already_there(self, name: str, item: object, kind: str = "NoExpand") -> None:
        self.write_error(
            ErrorRecord(
                f'The property cannot be processed because the property "{name}" already exists.',
                "AlreadyExistingUserSpecifiedProperty" + kind,
                "InvalidOperation",
                item,
            )
        )

    def _expanded(self, item: object) -> Iterator[object]:
        expression = next(PropertyExpression(self.expand_property).resolve(item), None)
        value = MISSING if expression is None else expression.read(item)
        if value is MISSING:
            self.write_error(
                ErrorRecord(
                    f'Property "{self.expand_property}" cannot be found.',
                    "ExpandPropertyNotFound",
                    "InvalidArgument",
                    item,
                )
            )
            return
        extra = [(one.name, one.value(item)) for expression in self._properties for one in expression.resolve(item)]
        for part in iterate(value) if enumerable(value) else (value,):
            if part is None:
                continue
            if extra:
                part = attached(part).copy()
                for name, shown in extra:
                    if stored_member(part, name, MISSING) is MISSING:
                        part.add(name, shown)
                    else:
                        self._already_there(name, item, "Expand")
            _mark(part)
            yield part


class Known:
    """The objects seen so far, to tell a new one from one that equals an earlier.

    What is of one kind is told apart by keys; what is of another kind is compared with, as it may be converted.
    """

    def __init__(self, case: bool, *, whole: bool = False) -> None:
        self._case = case
        # Custom objects as such cannot be told apart, as in PowerShell: properties have to be named.
        self._whole = whole
        self._keys: set[object] = set()
        self._kinds: dict[str, list[object]] = {}

    def add(self, item: object) -> bool:
        """Keep `item`; False when it was known."""
        item = unwrap(item)
        key, kind = self._key(item), _kind(item)
        if key is not None and key in self._keys:
            return False
        for other, items in self._kinds.items():
            if key is not None and other == kind:
                continue
            if any(same(item, known, self._case) for known in items):
                return False
        if key is None:
            kind = ""
        else:
            self._keys.add(key)
        self._kinds.setdefault(kind, []).append(item)
        return True

    def _key(self, item: object) -> object:
        """What equal objects have in common, None where that cannot be said."""
        if type(item) is str:
            return item if self._case else item.lower()
        if isinstance(item, (bool, int, float)) and not isinstance(item, EnumValue):
            return (type(item) is bool, float(item)) if abs(item) < 2**53 else None
        if isinstance(item, PSObject) and item.base is NOTHING:
            if self._whole and type(item) is PSObject:
                return ("custom",)
            keys = [(name, self._key(value)) for name, value in item]
            return None if any(key is None for _, key in keys) else tuple(keys)
        return ("",) if item is None else None


def _mark(item: object) -> None:
    """A custom object says that it was selected."""
    if type(item) is PSObject and item.base is NOTHING and item.type_names[:1] != _SELECTED:
        item.type_names = (*_SELECTED, *item.type_names)


_SELECTED = ("Selected." + CUSTOM_NAMES[0],)


def _kind(item: object) -> str:
    if isinstance(item, bool):
        return "truth"
    return "text" if type(item) is str else "number" if isinstance(item, (int, float)) else "object"


def same(left: object, right: object, case: bool) -> bool:
    """Whether two objects are equal for -Unique: property by property, or as values."""
    if isinstance(left, PSObject) and isinstance(right, PSObject) and NOTHING in (left.base, right.base):
        ours, theirs = list(left), list(right)
        return len(ours) == len(theirs) and all(
            name == other and same(value, counterpart, case)
            for (name, value), (other, counterpart) in zip(ours, theirs, strict=True)
        )
    return compare_any(left, right, case) == 0


def _named(item: object) -> str:
    """The type of what is selected from; of generic types as they are written."""
    if isinstance(item, PSObject) and item.base is NOTHING:
        return type_of(item).full_name
    name = type_names(item)[0]
    return type_of(unwrap(item)).ps_text() if "[[" in name else name
