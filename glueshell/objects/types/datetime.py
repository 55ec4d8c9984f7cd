"""System.DateTime: ticks since the year 1, and whether they are local, UTC or unsaid."""

from __future__ import annotations

from glueshell.objects.declaration import Body, Member, MemberTable, constant, method, prop, static
from glueshell.objects.enums import EnumValue, enum_value
from glueshell.objects.errors import NetError, PSError, net_problem, problem
from glueshell.objects.numbers import Char, Int64, UInt64, is_decimal
from glueshell.objects.types.boolean import store
from glueshell.objects.types.object import COMPARE_TO, TO_STRING
from glueshell.objects.types.timespan import (
    TICKS_PER_DAY,
    TICKS_PER_HOUR,
    TICKS_PER_MILLISECOND,
    TICKS_PER_MINUTE,
    TICKS_PER_SECOND,
    TimeSpan,
)

UNSPECIFIED, UTC, LOCAL = 0, 1, 2
MAX_TICKS = 3_155_378_975_999_999_999
EPOCH_TICKS = 621_355_968_000_000_000
_FILE_TIME = 504_911_232_000_000_000
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether a year has 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Days of a month."""
    if not 1 <= month <= 12:
        raise NetError("System.ArgumentOutOfRangeException",
                       f"Month must be between one and twelve. (Parameter 'month')\nActual value was {month}.")
    return 29 if month == 2 and is_leap(year) else _DAYS[month - 1]


def ordinal(year: int, month: int, day: int) -> int:
    """Days since 0001-01-01; an impossible date raises."""
    if not 1 <= year <= 9999 or not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        raise net_problem("DateUnrepresentable")
    past = year - 1
    return past * 365 + past // 4 - past // 100 + past // 400 + sum(
        days_in_month(year, earlier) for earlier in range(1, month)) + day - 1


def civil(days: int) -> tuple[int, int, int]:
    """Year, month and day of a count of days since 0001-01-01."""
    days += 306
    era, day_of_era = divmod(days, 146097)
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    return era * 400 + year_of_era + (1 if month <= 2 else 0), month, day_of_year - (153 * shifted + 2) // 5 + 1


def local_offset(ticks: int, utc: bool) -> int:
    """The local zone's offset in ticks at a moment given in UTC or in local time."""
    import time

    seconds = (ticks - EPOCH_TICKS) // TICKS_PER_SECOND
    try:
        if utc:
            return time.localtime(seconds).tm_gmtoff * TICKS_PER_SECOND
        year, month, day = civil(ticks // TICKS_PER_DAY)
        rest = ticks % TICKS_PER_DAY // TICKS_PER_SECOND
        moment = time.mktime((year, month, day, rest // 3600, rest // 60 % 60, rest % 60, 0, 0, -1))
        return time.localtime(moment).tm_gmtoff * TICKS_PER_SECOND
    except (OverflowError, ValueError, OSError):
        return -time.timezone * TICKS_PER_SECOND


def now(kind: int = LOCAL) -> DateTime:
    """The present moment, local or UTC."""
    import time

    ticks = EPOCH_TICKS + time.time_ns() // 100
    return DateTime(ticks, UTC) if kind == UTC else DateTime(ticks, UTC).to_local()


class DateTime:
    """A date and time of day; `kind` is UNSPECIFIED, UTC or LOCAL."""

    __slots__ = ("kind", "ticks")
    ps_type_name = "System.DateTime"
    ps_culture = True

    def __init__(self, ticks: int, kind: int = UNSPECIFIED) -> None:
        if not 0 <= ticks <= MAX_TICKS:
            raise NetError("System.ArgumentOutOfRangeException",
                           "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks."
                           " (Parameter 'ticks')")
        self.ticks = int(ticks)
        self.kind = kind

    @classmethod
    def of(cls, year: int, month: int = 1, day: int = 1, hour: int = 0, minute: int = 0, second: int = 0,
           fraction: int = 0, kind: int = UNSPECIFIED) -> DateTime:
        """A date and time from its parts; `fraction` in ticks."""
        days = ordinal(year, month, day)
        if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
            raise NetError("System.ArgumentOutOfRangeException",
                           "Hour, Minute, and Second parameters describe an un-representable DateTime.")
        return cls(days * TICKS_PER_DAY + hour * TICKS_PER_HOUR + minute * TICKS_PER_MINUTE
                   + second * TICKS_PER_SECOND + fraction, kind)

    @property
    def date(self) -> tuple[int, int, int]:
        """Year, month, day."""
        return civil(self.ticks // TICKS_PER_DAY)

    @property
    def day_of_week(self) -> int:
        """0 is Sunday."""
        return (self.ticks // TICKS_PER_DAY + 1) % 7

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateTime) and other.ticks == self.ticks

    def __hash__(self) -> int:
        return hash(self.ticks)

    def plus(self, ticks: int) -> DateTime:
        """Moved by ticks."""
        if not 0 <= self.ticks + ticks <= MAX_TICKS:
            raise net_problem("DateArithmetic", "t")
        return DateTime(self.ticks + ticks, self.kind)

    def plus_months(self, months: int) -> DateTime:
        """Moved by months; the day is cut to the month's length."""
        year, month, day = self.date
        count = year * 12 + month - 1 + months
        year, month = divmod(count, 12)
        if not 1 <= year <= 9999:
            raise net_problem("DateArithmetic", "months")
        days = ordinal(year, month + 1, min(day, days_in_month(year, month + 1)))
        return DateTime(days * TICKS_PER_DAY + self.ticks % TICKS_PER_DAY, self.kind)

    def to_utc(self) -> DateTime:
        """The same moment in UTC; what is unsaid counts as local."""
        return self if self.kind == UTC else _clipped(self.ticks - local_offset(self.ticks, False), UTC)

    def to_local(self) -> DateTime:
        """The same moment in local time; what is unsaid counts as UTC."""
        return self if self.kind == LOCAL else _clipped(self.ticks + local_offset(self.ticks, True), LOCAL)

    def ps_text(self, invariant: bool = False) -> str:
        """en-US `1/15/2024 1:45:00 PM`, invariant `01/15/2024 13:45:00`."""
        from glueshell.objects.types.dateformat import format_date

        return format_date(self, "G", invariant)

    def ps_format(self, spec: str, invariant: bool) -> str:
        """By a standard letter or a custom format."""
        from glueshell.objects.types.dateformat import format_date

        return format_date(self, spec, invariant)

    def ps_json(self) -> str:
        """ISO 8601 with the fraction it has."""
        if self.kind == LOCAL:
            from glueshell.objects.types.dateformat import format_date

            return format_date(self, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", True)
        # Written out, since documents are full of dates.
        year, month, day = self.date
        seconds, fraction = divmod(self.ticks % TICKS_PER_DAY, TICKS_PER_SECOND)
        hour, minute, second = seconds // 3600, seconds // 60 % 60, seconds % 60
        text = f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"
        if fraction:
            text += f".{fraction:07d}".rstrip("0")
        return text + ("Z" if self.kind == UTC else "")

    def ps_equals(self, other: object) -> bool:
        """Equal ticks, whatever the kind."""
        return isinstance(other, DateTime) and other.ticks == self.ticks

    def ps_compare(self, other: object) -> int:
        """-1, 0 or 1."""
        assert isinstance(other, DateTime)
        return (self.ticks > other.ticks) - (self.ticks < other.ticks)

    @staticmethod
    def ps_operate(name: str, left: object, right: object) -> object:
        """+ and - with spans and dates."""
        from glueshell.objects.types.spanmath import operate

        return operate(DateTime, name, left, right)


def _clipped(ticks: int, kind: int) -> DateTime:
    return DateTime(min(max(ticks, 0), MAX_TICKS), kind)


def _moved(unit: int) -> Body:
    def body(date: DateTime, number: float) -> DateTime:
        ticks = number * unit
        if ticks != ticks or abs(ticks) > MAX_TICKS:
            raise net_problem("DateArithmetic", "value")
        return date.plus(int(ticks + (0.5 if ticks >= 0 else -0.5)) if isinstance(ticks, float) else ticks)

    return body


def _subtract(date: DateTime, other: object) -> object:
    if isinstance(other, DateTime):
        return TimeSpan(date.ticks - other.ticks)
    assert isinstance(other, TimeSpan)
    return date.plus(-other.ticks)


def _kind(date: DateTime) -> EnumValue:
    return enum_value("System.DateTimeKind", date.kind)


def construct(*arguments: int) -> DateTime:
    """new DateTime(ticks), (y, m, d), (y, m, d, h, m, s), and milliseconds and kind."""
    kind = next((int(item) for item in arguments if isinstance(item, EnumValue)), UNSPECIFIED)
    numbers = [int(item) for item in arguments if not isinstance(item, EnumValue)]
    if len(numbers) < 2:
        return DateTime(numbers[0] if numbers else 0, kind)
    fraction = numbers[6] * TICKS_PER_MILLISECOND if len(numbers) > 6 else 0
    year, month, day, hour, minute, second = [*numbers[:6], 0, 0, 0][:6]
    return DateTime.of(year, month, day, hour, minute, second, fraction, kind)


def _parse(text: str | None, *rest: object) -> DateTime:
    from glueshell.objects.types.dateparse import parse

    if text is None:
        raise net_problem("ArgumentNull", "s")
    styles = next((int(item) for item in rest if isinstance(item, EnumValue)), 0)
    provider = next((item for item in rest if not isinstance(item, EnumValue)), None)
    return parse(_at_home(text, provider), styles, _MARKS if provider is None else frozenset())


_MARKS = frozenset(("a", "am", "pm", "z"))


def _at_home(text: str, provider: object) -> str:
    """A date as English writes it, from what the given culture, or the current one, wrote."""
    from glueshell.objects.ambient import culture_name
    from glueshell.objects.types.locales import locale_of

    here = locale_of(getattr(provider, "name", None) or (culture_name() if provider is None else ""))
    return text if here is None or text is None else here.read_date(text)


def _parse_exact(text: str, formats: object, provider: object = None, styles: object = 0) -> DateTime:
    from glueshell.objects.types.dateparse import parse_exact

    return parse_exact(text, formats, int(styles), provider)  # type: ignore[call-overload]


def _try(body: Body) -> Body:
    def attempt(text: str | None, *rest: object) -> bool:
        try:
            store(rest[-1], body(text or "", *rest[:-1]))
        except PSError:
            store(rest[-1], DateTime(0))
            return False
        return True

    return attempt


def convert_date(value: object) -> object:
    """A cast to [datetime]: text is parsed, whole numbers are ticks."""
    if (isinstance(value, str) and type(value) is not Char) or isinstance(value, (float, UInt64)) or is_decimal(value):
        from glueshell.objects.text import to_text
        from glueshell.objects.types.dateparse import parse

        text = to_text(value)
        try:
            return parse(_at_home(text, None))
        except PSError as error:
            raise problem("ParseTargetWithProvider", text, DateTime.ps_type_name, error.message, target=value,
                          inner=error) from None
    if isinstance(value, bool):
        raise problem("InvalidConvertible", value, "System.DateTime", "Boolean", "DateTime", target=value)
    if isinstance(value, int):
        try:
            return DateTime(int(value))
        except NetError as error:
            raise problem("ConstructorTarget", int(value), DateTime.ps_type_name, error.message, target=value,
                          inner=error) from None
    return NotImplemented


def _file_time(date: DateTime) -> Int64:
    return Int64(date.to_utc().ticks - _FILE_TIME)


def _format(spec: str) -> Body:
    return lambda date: date.ps_format(spec, False)


def _in_words(date: object) -> str:
    """A date as a sentence; what Get-Date's DisplayHint leaves out is formatting's business."""
    return date.ps_format("F", False)  # type: ignore[attr-defined]


_CLOCK = (
    Member("DateTime", "ScriptProperty", "System.Object", _in_words),
    prop("Date", "datetime", lambda date: DateTime(date.ticks - date.ticks % TICKS_PER_DAY, date.kind)),
    prop("Day", "int", lambda date: date.date[2]),
    prop("DayOfWeek", "System.DayOfWeek", lambda date: enum_value("System.DayOfWeek", date.day_of_week)),
    prop("DayOfYear", "int", lambda date: date.ticks // TICKS_PER_DAY - ordinal(date.date[0], 1, 1) + 1),
    prop("Hour", "int", lambda date: date.ticks // TICKS_PER_HOUR % 24),
    prop("Kind", "System.DateTimeKind", _kind),
    prop("Millisecond", "int", lambda date: date.ticks // TICKS_PER_MILLISECOND % 1000),
    prop("Microsecond", "int", lambda date: date.ticks // 10 % 1000),
    prop("Nanosecond", "int", lambda date: date.ticks % 10 * 100),
    prop("Minute", "int", lambda date: date.ticks // TICKS_PER_MINUTE % 60),
    prop("Month", "int", lambda date: date.date[1]),
    prop("Second", "int", lambda date: date.ticks // TICKS_PER_SECOND % 60),
    prop("Ticks", "long", lambda date: Int64(date.ticks)),
    prop("TimeOfDay", "timespan", lambda date: TimeSpan(date.ticks % TICKS_PER_DAY)),
    prop("Year", "int", lambda date: date.date[0]),
)
_ADDERS = tuple(
    method(f"Add{name}", _moved(unit), f"datetime Add{name}(double value)")
    for name, unit in (("Days", TICKS_PER_DAY), ("Hours", TICKS_PER_HOUR), ("Minutes", TICKS_PER_MINUTE),
                       ("Seconds", TICKS_PER_SECOND), ("Milliseconds", TICKS_PER_MILLISECOND), ("Microseconds", 10))
)

TABLES = {
    "System.DateTime": MemberTable(
        "System.DateTime",
        *_CLOCK,
        method("Add", lambda date, span: date.plus(span.ticks), "datetime Add(timespan value)"),
        *_ADDERS,
        method("AddMonths", lambda date, months: date.plus_months(months), "datetime AddMonths(int months)"),
        method("AddYears", lambda date, years: date.plus_months(12 * years), "datetime AddYears(int value)"),
        method("AddTicks", lambda date, ticks: date.plus(int(ticks)), "datetime AddTicks(long value)"),
        COMPARE_TO,
        method("IsDaylightSavingTime", lambda date: False if date.kind == UTC else _daylight(date),
               "bool IsDaylightSavingTime()"),
        method("Subtract", _subtract, "timespan Subtract(datetime value)", "datetime Subtract(timespan value)"),
        method("ToFileTime", _file_time, "long ToFileTime()"),
        method("ToFileTimeUtc", _file_time, "long ToFileTimeUtc()"),
        method("ToLocalTime", lambda date: date.to_local(), "datetime ToLocalTime()"),
        method("ToUniversalTime", lambda date: date.to_utc(), "datetime ToUniversalTime()"),
        method("ToOADate", lambda date: (date.ticks - 599_264_352_000_000_000) / TICKS_PER_DAY, "double ToOADate()"),
        method("ToLongDateString", _format("D"), "string ToLongDateString()"),
        method("ToShortDateString", _format("d"), "string ToShortDateString()"),
        method("ToLongTimeString", _format("T"), "string ToLongTimeString()"),
        method("ToShortTimeString", _format("t"), "string ToShortTimeString()"),
        TO_STRING,
        constant("Now", "datetime", lambda: now()),
        constant("UtcNow", "datetime", lambda: now(UTC)),
        constant("Today", "datetime", lambda: DateTime(now().ticks // TICKS_PER_DAY * TICKS_PER_DAY, LOCAL)),
        constant("MinValue", "datetime", lambda: DateTime(0)),
        constant("MaxValue", "datetime", lambda: DateTime(MAX_TICKS)),
        constant("UnixEpoch", "datetime", lambda: DateTime(EPOCH_TICKS, UTC)),
        static("DaysInMonth", days_in_month, "int DaysInMonth(int year, int month)"),
        static("IsLeapYear", is_leap, "bool IsLeapYear(int year)"),
        static("Compare", lambda one, two: one.ps_compare(two), "int Compare(datetime t1, datetime t2)"),
        static("Parse", _parse, "datetime Parse(string s)",
               "datetime Parse(string s, System.IFormatProvider provider)",
               "datetime Parse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles)",
               "datetime Parse(System.ReadOnlySpan[char] s, System.IFormatProvider provider = null,"
               " System.Globalization.DateTimeStyles styles = System.Globalization.DateTimeStyles.None)",
               "datetime Parse(System.ReadOnlySpan[char] s, System.IFormatProvider provider)"),
        static("ParseExact", _parse_exact,
               "datetime ParseExact(string s, string format, System.IFormatProvider provider)",
               "datetime ParseExact(string s, string format, System.IFormatProvider provider,"
               " System.Globalization.DateTimeStyles style)",
               "datetime ParseExact(string s, string[] formats, System.IFormatProvider provider,"
               " System.Globalization.DateTimeStyles style)"),
        static("TryParse", _try(_parse), "bool TryParse(string s, [ref] datetime result)",
               "bool TryParse(string s, System.IFormatProvider provider, [ref] datetime result)",
               "bool TryParse(string s, System.IFormatProvider provider, System.Globalization.DateTimeStyles styles,"
               " [ref] datetime result)"),
        static("TryParseExact", _try(_parse_exact),
               "bool TryParseExact(string s, string format, System.IFormatProvider provider,"
               " System.Globalization.DateTimeStyles style, [ref] datetime result)",
               "bool TryParseExact(string s, string[] formats, System.IFormatProvider provider,"
               " System.Globalization.DateTimeStyles style, [ref] datetime result)"),
        static("SpecifyKind", lambda date, kind: DateTime(date.ticks, int(kind)),
               "datetime SpecifyKind(datetime value, System.DateTimeKind kind)"),
        static("FromFileTime", lambda ticks: DateTime(int(ticks) + _FILE_TIME, UTC).to_local(),
               "datetime FromFileTime(long fileTime)"),
        static("FromFileTimeUtc", lambda ticks: DateTime(int(ticks) + _FILE_TIME, UTC),
               "datetime FromFileTimeUtc(long fileTime)"),
        static("FromOADate", lambda days: DateTime(599_264_352_000_000_000 + round(days * 86_400_000) * 10_000),
               "datetime FromOADate(double d)"),
        constructors=(
            "datetime new(long ticks)", "datetime new(long ticks, System.DateTimeKind kind)",
            "datetime new(int year, int month, int day)",
            "datetime new(int year, int month, int day, int hour, int minute, int second)",
            "datetime new(int year, int month, int day, int hour, int minute, int second, System.DateTimeKind kind)",
            "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond)",
            "datetime new(int year, int month, int day, int hour, int minute, int second, int millisecond,"
            " System.DateTimeKind kind)"),
        construct=construct,
        convert=convert_date,
    ),
}


def _daylight(date: DateTime) -> bool:
    import time

    seconds = (date.to_utc().ticks - EPOCH_TICKS) // TICKS_PER_SECOND
    try:
        return bool(time.localtime(seconds).tm_isdst)
    except (OverflowError, ValueError, OSError):
        return False
