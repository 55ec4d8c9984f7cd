"""Get-Date."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateRange
from glueshell.objects.convert import cast
from glueshell.objects.errors import NetError, net_problem
from glueshell.objects.numbers import Int64
from glueshell.objects.psobject import attached
from glueshell.objects.text import format_value
from glueshell.objects.types.datetime import EPOCH_TICKS, LOCAL, UNSPECIFIED, UTC, DateTime, now

_SECOND = 10_000_000
_SETS = ("DateAndFormat", "DateAndUFormat", "UnixTimeSecondsAndFormat", "UnixTimeSecondsAndUFormat")
_DATE_SETS = tuple(name for name in _SETS if name.startswith("Date"))
_UNIX_SETS = tuple(name for name in _SETS if name.startswith("Unix"))
_FORMAT_SETS = tuple(name for name in _SETS if name.endswith("AndFormat"))
_UNIX_FORMAT_SETS = tuple(name for name in _SETS if name.endswith("AndUFormat"))
_FILE_FORMATS = {
    "filedate": "yyyyMMdd", "filedateuniversal": "yyyyMMddZ", "filedatetime": "yyyyMMddTHHmmssffff",
    "filedatetimeuniversal": "yyyyMMddTHHmmssffffZ",
}  # fmt: skip
# What a letter of -UFormat stands for, as a .NET format.
_UNIX_FORMATS = {
    "A": "dddd", "a": "ddd", "B": "MMMM", "b": "MMM", "h": "MMM", "c": "ddd dd MMM yyyy HH:mm:ss", "D": "MM/dd/yy",
    "x": "MM/dd/yy", "d": "dd", "F": "yyyy-MM-dd", "H": "HH", "I": "hh", "M": "mm", "m": "MM", "p": "tt", "R": "HH:mm",
    "r": "hh:mm:ss tt", "S": "ss", "T": "HH:mm:ss", "X": "HH:mm:ss", "Y": "yyyy", "y": "yy",
}  # fmt: skip


class GetDate(Cmdlet):
    """Answers the present moment, or the date it is given, as a date or as text."""

    name = "Get-Date"
    default_set = "DateAndFormat"
    dotnet_name = "Microsoft.PowerShell.Commands.GetDateCommand"
    examples = (
        Example("Get-Date -Format yyyy-MM-dd", "Today, for a file name."),
        Example("(Get-Date '2024-05-06').AddDays(30) | Get-Date -Format yyyy-MM-dd", "In thirty days.", "2024-06-05"),
    )
    links = ("New-TimeSpan",)

    date = Parameter(
        "datetime",
        aliases=("LastWriteTime",),
        placements={name: Placement(position=0, from_pipeline=True, from_pipeline_by_name=True) for name in _DATE_SETS},
        help="The date (default: now).",
    )
    unix_time_seconds = Parameter(
        "long",
        aliases=("UnixTime",),
        sets=_UNIX_SETS,
        mandatory=True,
        validators=(ValidateRange(Int64(-62135596800), Int64(253402300799)),),
        help="Seconds since 1970.",
    )
    year = Parameter("int", validators=(ValidateRange(1, 9999),), help="Another year.")
    month = Parameter("int", validators=(ValidateRange(1, 12),), help="Another month.")
    day = Parameter("int", validators=(ValidateRange(1, 31),), help="Another day.")
    hour = Parameter("int", validators=(ValidateRange(0, 23),), help="Another hour.")
    minute = Parameter("int", validators=(ValidateRange(0, 59),), help="Another minute.")
    second = Parameter("int", validators=(ValidateRange(0, 59),), help="Another second.")
    millisecond = Parameter("int", validators=(ValidateRange(0, 999),), help="Another millisecond.")
    display_hint = Parameter(
        "string",
        label="Microsoft.PowerShell.Commands.DisplayHintType",
        values=("Date", "Time", "DateTime"),
        default="DateTime",
        help="What of it is shown.",
    )
    u_format = Parameter(
        "string", name="UFormat", sets=_UNIX_FORMAT_SETS, mandatory=True, help="A format of Unix: %Y-%m-%d."
    )
    format = Parameter("string", sets=_FORMAT_SETS, help="A format of .NET: yyyy-MM-dd, o, FileDate, ...")
    as_utc = Parameter("switch", name="AsUTC", help="In Coordinated Universal Time.")

    def process(self) -> Iterator[object]:
        """The date, as asked for."""
        date = self._moment()
        if self.as_utc:
            date = date.to_utc()
        if self.u_format is not None:
            yield self._written(lambda: unix_text(date, self.u_format))
        elif self.format is not None:
            pattern = _FILE_FORMATS.get(self.format.lower())
            if pattern is not None and pattern.endswith("Z"):
                date = date.to_utc()
            yield self._written(lambda: format_value(date, pattern or self.format))
        else:
            shown = attached(date)
            # Every date of this command says how it wants to be shown.
            shown.add("DisplayHint", cast(self.display_hint, "Microsoft.PowerShell.Commands.DisplayHintType"))
            yield shown

    def _written(self, text: Callable[[], str]) -> str:
        try:
            return text()
        except NetError as error:
            # What a format's text is wrong in goes up as it is, under the exception's own name.
            self.throw(ErrorRecord(error, error.exception_type, "NotSpecified"))

    def _moment(self) -> DateTime:
        if self.unix_time_seconds is not None:
            utc = DateTime(EPOCH_TICKS + int(self.unix_time_seconds) * _SECOND, UTC)
            date = utc.to_local()
        elif self.is_bound("Date"):
            date = self.date
        else:
            date = now()
        return self._changed(date)

    def _changed(self, date: DateTime) -> DateTime:
        parts = ("Year", "Month", "Day", "Hour", "Minute", "Second", "Millisecond")
        if not any(self.is_bound(part) for part in parts):
            return date
        if self.is_bound("Year"):
            date = date.plus_months(12 * (self.year - date.date[0]))
        if self.is_bound("Month"):
            date = date.plus_months(self.month - date.date[1])
        if self.is_bound("Day"):
            date = date.plus((self.day - date.date[2]) * 86400 * _SECOND)
        clock = date.ticks // _SECOND % 86400
        for part, present, seconds in (
            ("Hour", clock // 3600, 3600), ("Minute", clock // 60 % 60, 60), ("Second", clock % 60, 1),
        ):  # fmt: skip
            if self.is_bound(part):
                date = date.plus((getattr(self, part.lower()) - present) * seconds * _SECOND)
        if self.is_bound("Millisecond"):
            date = date.plus(self.millisecond * 10_000 - date.ticks % _SECOND)
        return date


def unix_text(date: DateTime, pattern: str) -> str:
    """A date by a format of Unix's `date`."""
    out, position = [], 1 if pattern.startswith("+") else 0
    while position < len(pattern):
        character = pattern[position]
        if character == "%":
            position += 1
            if position == len(pattern):
                raise net_problem("IndexBounds")
            character = _unix_part(date, pattern[position])
        out.append(character)
        position += 1
    return "".join(out)


def _unix_part(date: DateTime, letter: str) -> str:
    pattern = _UNIX_FORMATS.get(letter)
    if pattern is not None:
        return format_value(date, pattern if len(pattern) > 1 else "%" + pattern)
    year, month, day = date.date
    hour = date.ticks // (3600 * _SECOND) % 24
    nth = (date.ticks - DateTime.of(year).ticks) // (86400 * _SECOND) + 1
    weekday = date.day_of_week
    if letter in "GgV":
        from datetime import date as calendar

        iso_year, week, _ = calendar(year, month, day).isocalendar()
        return {"G": f"{iso_year:04}", "g": f"{iso_year % 100:02}", "V": f"{week:02}"}[letter]
    if letter == "s":
        utc = date if date.kind in (UTC, UNSPECIFIED) else date.to_utc()
        return str((utc.ticks - EPOCH_TICKS) // _SECOND)
    parts = {
        "C": f"{year // 100}", "e": f"{day:2}", "j": f"{nth:03}", "k": f"{hour:2}", "l": f"{(hour - 1) % 12 + 1:2}",
        "n": "\n", "t": "\t", "U": str(nth // 7), "W": str(nth // 7), "u": str(weekday or 7), "w": str(weekday),
        "%": "%",
    }  # fmt: skip
    if letter == "Z":
        return format_value(date if date.kind != UNSPECIFIED else DateTime(date.ticks, LOCAL), "zz")
    return parts.get(letter, letter)
