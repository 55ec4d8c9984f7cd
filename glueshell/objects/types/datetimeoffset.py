"""System.DateTimeOffset."""

from __future__ import annotations

from glueshell.objects.declaration import Member, MemberTable, constant, method, prop, static
from glueshell.objects.errors import PSError, net_problem, problem
from glueshell.objects.numbers import Int64
from glueshell.objects.types.boolean import store
from glueshell.objects.types.dateformat import format_date
from glueshell.objects.types.dateparse import _iso, zone_ticks
from glueshell.objects.types.dateparse import parse as parse_date
from glueshell.objects.types.datetime import EPOCH_TICKS, LOCAL, UNSPECIFIED, UTC, DateTime, local_offset, now
from glueshell.objects.types.datetime import TABLES as DATES
from glueshell.objects.types.object import COMPARE_TO, TO_STRING
from glueshell.objects.types.timespan import TICKS_PER_MILLISECOND, TICKS_PER_SECOND, TimeSpan


class DateTimeOffset:
    """A date and time with its distance from UTC in ticks."""

    __slots__ = ("local", "offset")
    ps_type_name = "System.DateTimeOffset"
    ps_culture = True

    def __init__(self, local: DateTime, offset: int) -> None:
        self.local = DateTime(local.ticks)
        self.offset = offset

    @property
    def utc(self) -> int:
        """Ticks of the moment in UTC."""
        return self.local.ticks - self.offset

    def to_datetime(self) -> DateTime:
        """The moment in local time: what a cast to [datetime] gives."""
        return DateTime(self.utc, UTC).to_local()

    def ps_text(self, invariant: bool = False) -> str:
        """Date, time and offset."""
        return format_date(self.local, "G", invariant) + format_date(self.local, " zzz", True, self.offset)

    def ps_format(self, spec: str, invariant: bool) -> str:
        """By a standard letter or a custom format."""
        return format_date(self.local, spec, invariant, self.offset) if spec else self.ps_text(invariant)

    def ps_json(self) -> str:
        """ISO 8601 with the offset."""
        return format_date(self.local, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", True, self.offset)

    def ps_equals(self, other: object) -> bool:
        """The same moment."""
        return isinstance(other, DateTimeOffset) and other.utc == self.utc

    def ps_compare(self, other: object) -> int:
        """-1, 0 or 1."""
        assert isinstance(other, DateTimeOffset)
        return (self.utc > other.utc) - (self.utc < other.utc)

    @staticmethod
    def ps_operate(name: str, left: object, right: object) -> object:
        """- between moments, + and - with spans."""
        from glueshell.objects.types.spanmath import operate

        return operate(DateTimeOffset, name, left, right)


def of_date(date: DateTime) -> DateTimeOffset:
    """A DateTime with the offset its kind has."""
    return DateTimeOffset(date, 0 if date.kind == UTC else local_offset(date.ticks, False))


def parse(text: str, *rest: object) -> DateTimeOffset:
    """DateTimeOffset.Parse."""
    found = _iso().fullmatch(text.strip())
    zone = found.group(8) if found is not None else None
    if zone:
        offset = zone_ticks(zone)
        return DateTimeOffset(DateTime(parse_date(text, 16).ticks + offset), offset)
    return of_date(parse_date(text))


def _convert(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse(str(value))
        except PSError as error:
            raise problem("ParseTargetWithProvider", value, DateTimeOffset.ps_type_name, error.message, target=value,
                          inner=error) from None
    return of_date(value) if isinstance(value, DateTime) else NotImplemented


def _construct(*arguments: object) -> DateTimeOffset:
    if not arguments:
        return _at(0)
    first = arguments[0]
    if isinstance(first, DateTime):
        if len(arguments) > 1 and isinstance(arguments[1], TimeSpan):
            return DateTimeOffset(first, arguments[1].ticks)
        return of_date(first)
    numbers = [int(item) for item in arguments if isinstance(item, int)]
    span = next(item for item in arguments if isinstance(item, TimeSpan))
    return DateTimeOffset(DateTime.of(*numbers[:6]), span.ticks)


def _moved(name: str) -> Member:
    member = DATES["System.DateTime"].instance[name.lower()]
    body = member.body
    assert body is not None
    return method(name, lambda moment, number: DateTimeOffset(body(moment.local, number), moment.offset),  # type: ignore[arg-type]
                  member.overloads[0].replace("datetime", "System.DateTimeOffset", 1))


def _read(name: str) -> Member:
    member = DATES["System.DateTime"].instance[name.lower()]
    get = member.get
    assert get is not None
    return prop(name, member.type_name, lambda moment: get(moment.local))


def _at(ticks: int) -> DateTimeOffset:
    return DateTimeOffset(DateTime(ticks), 0)


def _try(text: str | None, result: object) -> bool:
    try:
        store(result, parse(text or ""))
    except PSError:
        store(result, _at(0))
        return False
    return True


def _from_unix(count: int, unit: int) -> DateTimeOffset:
    ticks = EPOCH_TICKS + int(count) * unit
    if not 0 <= ticks <= 3_155_378_975_999_999_999:
        raise net_problem("DateArithmetic", "seconds")
    return _at(ticks)


TABLES = {
    "System.DateTimeOffset": MemberTable(
        "System.DateTimeOffset",
        prop("DateTime", "datetime", lambda moment: DateTime(moment.local.ticks, UNSPECIFIED)),
        prop("UtcDateTime", "datetime", lambda moment: DateTime(moment.utc, UTC)),
        prop("LocalDateTime", "datetime", lambda moment: moment.to_datetime()),
        *[_read(name) for name in ("Date", "Day", "DayOfWeek", "DayOfYear", "Hour", "Millisecond", "Microsecond",
                                   "Nanosecond", "Minute", "Month")],
        prop("Offset", "timespan", lambda moment: TimeSpan(moment.offset)),
        prop("TotalOffsetMinutes", "int", lambda moment: moment.offset // (60 * TICKS_PER_SECOND)),
        *[_read(name) for name in ("Second", "Ticks")],
        prop("UtcTicks", "long", lambda moment: Int64(moment.utc)),
        *[_read(name) for name in ("TimeOfDay", "Year")],
        *[_moved(name) for name in ("AddDays", "AddHours", "AddMinutes", "AddSeconds", "AddMilliseconds",
                                    "AddMonths", "AddYears", "AddTicks")],
        COMPARE_TO,
        TO_STRING,
        method("ToUnixTimeSeconds", lambda moment: Int64((moment.utc - EPOCH_TICKS) // TICKS_PER_SECOND),
               "long ToUnixTimeSeconds()"),
        method("ToUnixTimeMilliseconds", lambda moment: Int64((moment.utc - EPOCH_TICKS) // TICKS_PER_MILLISECOND),
               "long ToUnixTimeMilliseconds()"),
        method("ToUniversalTime", lambda moment: _at(moment.utc), "System.DateTimeOffset ToUniversalTime()"),
        method("ToLocalTime", lambda moment: of_date(moment.to_datetime()), "System.DateTimeOffset ToLocalTime()"),
        method("ToOffset", lambda moment, span: DateTimeOffset(DateTime(moment.utc + span.ticks), span.ticks),
               "System.DateTimeOffset ToOffset(timespan offset)"),
        constant("Now", "System.DateTimeOffset", lambda: of_date(now(LOCAL))),
        constant("UtcNow", "System.DateTimeOffset", lambda: of_date(now(UTC))),
        constant("UnixEpoch", "System.DateTimeOffset", lambda: _at(EPOCH_TICKS)),
        constant("MinValue", "System.DateTimeOffset", lambda: _at(0)),
        static("FromUnixTimeSeconds", lambda count: _from_unix(count, TICKS_PER_SECOND),
               "System.DateTimeOffset FromUnixTimeSeconds(long seconds)"),
        static("FromUnixTimeMilliseconds", lambda count: _from_unix(count, TICKS_PER_MILLISECOND),
               "System.DateTimeOffset FromUnixTimeMilliseconds(long milliseconds)"),
        static("Parse", parse, "System.DateTimeOffset Parse(string input)",
               "System.DateTimeOffset Parse(string input, System.IFormatProvider formatProvider)"),
        static("TryParse", _try, "bool TryParse(string input, [ref] System.DateTimeOffset result)"),
        constructors=(
            "System.DateTimeOffset new()", "System.DateTimeOffset new(datetime dateTime)",
            "System.DateTimeOffset new(datetime dateTime, timespan offset)",
            "System.DateTimeOffset new(int year, int month, int day, int hour, int minute, int second,"
            " timespan offset)"),
        construct=_construct,
        convert=_convert,
    ),
}
