"""The Date kind: ISO days on the wire, and the forms in which people write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from glueshell.itglue.kinds.base import Choice, FieldKind, Problem, TagLookup, TraitProblem, problem, shown, single

if TYPE_CHECKING:
    import datetime

    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Snapshot

_MONTHS = MappingProxyType({
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
})  # fmt: skip

# Compiled by `re` at first use: most runs never read a date.
_ISO = r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][0-9:.]+(?:Z|[+-]\d\d:?\d\d)?)?"
_YEAR_FIRST = r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})"
_YEAR_LAST = r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})"
_DAY_MONTH = r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})"
_MONTH_DAY = r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
_RELATIVE = r"(today|tomorrow|yesterday)(?:\s*([+-])\s*(\d{1,5})\s*([dwmy]))?"
_STORED = r"\d{4}-\d{2}-\d{2}"


class Date(FieldKind):
    """A day, held as `yyyy-mm-dd`."""

    __slots__ = ()
    name = "Date"

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """The day of an ISO date, a written one (31 Oct 2018), a word (today+90d) or a date object.

        A form with two readings (03/04/2026) is refused, and both are named. `m` are months, `y` years; a day that
        the month does not have becomes its last.
        """
        value = single(field, value, "NotADate")
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            year, month, day = (getattr(value, part, None) for part in ("year", "month", "day"))
            if isinstance(year, int) and isinstance(month, int) and isinstance(day, int):
                return _day(field, str(value), year, month, day)
        text = " ".join(str(value).split())
        if match := re.fullmatch(_ISO, text):
            return _day(field, text, int(match[1]), int(match[2]), int(match[3]))
        if match := re.fullmatch(_YEAR_FIRST, text):
            return _day(field, text, int(match[1]), int(match[3]), int(match[4]))
        if match := re.fullmatch(_YEAR_LAST, text):
            return _two_readings(field, text, int(match[1]), int(match[3]), int(match[4]))
        if (match := re.fullmatch(_DAY_MONTH, text)) and match[2].lower() in _MONTHS:
            return _day(field, text, int(match[3]), _MONTHS[match[2].lower()], int(match[1]))
        if (match := re.fullmatch(_MONTH_DAY, text)) and match[1].lower() in _MONTHS:
            return _day(field, text, int(match[3]), _MONTHS[match[1].lower()], int(match[2]))
        if match := re.fullmatch(_RELATIVE, text.lower()):
            return _relative(field, text, match, today)
        raise TraitProblem(problem("NotADate", field, value=shown(value)))

    def validate(self, field: Field, value: object) -> Problem | None:
        """A text `yyyy-mm-dd` of a real day fits."""
        if not isinstance(value, str) or not re.fullmatch(_STORED, value):
            return problem("NotADate", field, value=shown(value))
        try:
            _day(field, value, int(value[:4]), int(value[5:7]), int(value[8:]))
        except TraitProblem as error:
            return error.problem
        return None

    def from_wire(self, raw: object) -> object:
        """The day, also of a timestamp."""
        return raw[:10] if isinstance(raw, str) and re.fullmatch(_ISO, raw) and re.match(_STORED, raw) else raw

    def candidates(
        self, field: Field, snapshot: Snapshot, organization_id: int | None, word: str = "", limit: int = 200
    ) -> Iterable[Choice]:
        """The words that stand for days."""
        return (
            Choice("today"),
            Choice("tomorrow"),
            Choice("today+30d", "in thirty days"),
            Choice("today+90d", "in ninety days"),
            Choice("today+1y", "in a year"),
        )

    def show(self, value: Any) -> str:
        """The day as it is held."""
        return str(value)

    def sample(self, field: Field) -> str:
        """A day in ISO form."""
        return "2018-10-31"


def _day(field: Field, text: str, year: int, month: int, day: int) -> str:
    import datetime

    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        raise TraitProblem(problem("NoSuchDay", field, value=shown(text))) from None


def _two_readings(field: Field, text: str, first: int, second: int, year: int) -> str:
    if first == second or second > 12:
        return _day(field, text, year, first, second)
    if first > 12:
        return _day(field, text, year, second, first)
    readings = (_day(field, text, year, second, first), _day(field, text, year, first, second))
    raise TraitProblem(
        problem(
            "AmbiguousDate",
            field,
            value=shown(text),
            first=readings[0],
            second=readings[1],
            suggestions=readings,
            choices=[Choice(readings[0], "day first"), Choice(readings[1], "month first")],
        )
    )


def _relative(field: Field, text: str, match: re.Match[str], today: Callable[[], datetime.date] | None) -> str:
    import calendar
    import datetime

    base = today() if today is not None else datetime.date.today()
    try:
        base += datetime.timedelta(days={"today": 0, "tomorrow": 1, "yesterday": -1}[match[1]])
        if match[3] is None:
            return base.isoformat()
        amount = int(match[3]) * (-1 if match[2] == "-" else 1)
        if match[4] in "dw":
            return (base + datetime.timedelta(days=amount * (7 if match[4] == "w" else 1))).isoformat()
        months = base.year * 12 + base.month - 1 + amount * (12 if match[4] == "y" else 1)
        year, month = divmod(months, 12)
        day = min(base.day, calendar.monthrange(year, month + 1)[1])
        return datetime.date(year, month + 1, day).isoformat()
    except (OverflowError, ValueError, calendar.IllegalMonthError):
        raise TraitProblem(problem("NoSuchDay", field, value=shown(text))) from None
