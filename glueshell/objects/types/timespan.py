"""System.TimeSpan: a length of time in ticks of 100 nanoseconds."""

from __future__ import annotations

import re

from glueshell.objects.declaration import Getter, Member, MemberTable, constant, method, prop, static
from glueshell.objects.errors import NetError, PSError, net_problem, problem
from glueshell.objects.numbers import INT64_MAX, INT64_MIN, Int64, UInt64
from glueshell.objects.types.boolean import store
from glueshell.objects.types.object import COMPARE_TO, FORMAT_TEXT

TICKS_PER_MILLISECOND = 10_000
TICKS_PER_SECOND = 10_000_000
TICKS_PER_MINUTE = 60 * TICKS_PER_SECOND
TICKS_PER_HOUR = 60 * TICKS_PER_MINUTE
TICKS_PER_DAY = 24 * TICKS_PER_HOUR


class TimeSpan:
    """A signed length of time."""

    __slots__ = ("ticks",)
    ps_type_name = "System.TimeSpan"

    def __init__(self, ticks: int = 0) -> None:
        if not INT64_MIN <= ticks <= INT64_MAX:
            raise net_problem("TimeSpanTooLong")
        self.ticks = int(ticks)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TimeSpan) and other.ticks == self.ticks

    def __hash__(self) -> int:
        return hash(self.ticks)

    def part(self, unit: int, wrap: int) -> int:
        """A component, with the sign of the whole."""
        sign = -1 if self.ticks < 0 else 1
        number = abs(self.ticks) // unit
        return sign * (number % wrap if wrap else number)

    def ps_text(self) -> str:
        """[-][d.]hh:mm:ss[.fffffff]."""
        return _constant(self.ticks)

    def ps_format(self, spec: str, invariant: bool) -> str:
        """By a standard letter or a custom format."""
        return format_span(self, spec)

    def ps_equals(self, other: object) -> bool:
        """Equal ticks."""
        return isinstance(other, TimeSpan) and other.ticks == self.ticks

    def ps_compare(self, other: object) -> int:
        """-1, 0 or 1."""
        assert isinstance(other, TimeSpan)
        return (self.ticks > other.ticks) - (self.ticks < other.ticks)

    @staticmethod
    def ps_operate(name: str, left: object, right: object) -> object:
        """+ and - with spans, * and / with numbers."""
        from glueshell.objects.types.spanmath import operate

        return operate(TimeSpan, name, left, right)


def _constant(ticks: int) -> str:
    sign = "-" if ticks < 0 else ""
    days, rest = divmod(abs(ticks), TICKS_PER_DAY)
    seconds, fraction = divmod(rest, TICKS_PER_SECOND)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if days:
        text = f"{days}.{text}"
    return sign + text + (f".{fraction:07d}" if fraction else "")


def format_span(span: TimeSpan, spec: str) -> str:
    """A span by 'c', 'g', 'G' or a custom format."""
    if spec in ("c", "t", "T", ""):
        return span.ps_text()
    ticks = abs(span.ticks)
    days, rest = divmod(ticks, TICKS_PER_DAY)
    seconds, fraction = divmod(rest, TICKS_PER_SECOND)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    sign = "-" if span.ticks < 0 else ""
    if spec == "g":
        shown = f".{fraction:07d}".rstrip("0") if fraction else ""
        return f"{sign}{f'{days}:' if days else ''}{hours}:{minutes:02d}:{seconds:02d}{shown}"
    if spec == "G":
        return f"{sign}{days}:{hours:02d}:{minutes:02d}:{seconds:02d}.{fraction:07d}"
    return _custom(spec, {"d": days, "h": hours, "m": minutes, "s": seconds}, fraction)


def _custom(spec: str, parts: dict[str, int], fraction: int) -> str:
    out: list[str] = []
    position = 0
    if len(spec) == 1:
        raise net_problem("InputFormat")
    while position < len(spec):
        char = spec[position]
        run = len(spec) - position - len(spec[position:].lstrip(char))
        if char == "%" and position + 1 < len(spec):
            position += 1
            continue
        if char == "\\" and position + 1 < len(spec):
            out.append(spec[position + 1])
            position += 2
            continue
        if char in "'\"":
            end = spec.find(char, position + 1)
            if end < 0:
                raise net_problem("InputFormat")
            out.append(spec[position + 1 : end])
            position = end + 1
            continue
        if char in parts and run <= (8 if char == "d" else 2):
            out.append(str(parts[char]).rjust(run, "0"))
        elif char in "fF" and run <= 7:
            digits = f"{fraction:07d}"[:run]
            out.append(digits.rstrip("0") if char == "F" else digits)
        else:
            raise net_problem("InputFormat")
        position += run
    return "".join(out)


def parse(text: str, *rest: object) -> TimeSpan:
    """TimeSpan.Parse: [-][d.]hh:mm[:ss[.fffffff]], or days alone."""
    word = text.strip()
    if re.fullmatch(r"-?\d+", word):
        return TimeSpan(_scaled(int(word), TICKS_PER_DAY, text))
    found = re.fullmatch(
        r"(-)?(?:(\d+)[.:])?(\d+):(\d+)(?::(\d+)(?:\.(\d{1,7}))?)?", word)
    if found is None:
        raise net_problem("TimeSpanOverflow" if _is_beyond(word) else "TimeSpanFormat", text)
    sign, days, hours, minutes, seconds, fraction = found.groups()
    if days is not None and seconds is None and ":" in word.partition(".")[0] and "." not in word:
        # Three numbers without a dot are hours, minutes and seconds, or where that cannot be days, hours and minutes.
        if int(days) <= 23:
            days, hours, minutes, seconds = None, days, hours, minutes
    if int(hours) > 23 or int(minutes) > 59 or int(seconds or 0) > 59:
        raise net_problem("TimeSpanOverflow", text)
    ticks = (int(days or 0) * TICKS_PER_DAY + int(hours) * TICKS_PER_HOUR + int(minutes) * TICKS_PER_MINUTE
             + int(seconds or 0) * TICKS_PER_SECOND + int((fraction or "0").ljust(7, "0")))
    return TimeSpan(_scaled(-ticks if sign else ticks, 1, text))


def _is_beyond(word: str) -> bool:
    """Whether a number in what is no span is larger than any part may be, or its fraction longer."""
    too_fine = re.fullmatch(r"-?(?:\d+[.:])?\d+:\d+:\d+\.\d{8,}", word)
    return too_fine is not None or any(int(number) >= _TOO_LARGE for number in re.findall(r"[0-9]+", word))


# What .NET's reader of time spans takes for no number any more.
_TOO_LARGE = 2**28


def _scaled(number: int, unit: int, text: str) -> int:
    if not INT64_MIN <= number * unit <= INT64_MAX:
        raise net_problem("TimeSpanOverflow", text)
    return number * unit


def _try_parse(text: str | None, *rest: object) -> bool:
    try:
        store(rest[-1], parse(text or ""))
    except PSError:
        store(rest[-1], TimeSpan(0))
        return False
    return True


def of_units(number: float, unit: int, whole: bool = False) -> TimeSpan:
    """A number of units, the last tick rounded or left out; what is beyond the range overflows."""
    ticks = number * unit
    if ticks != ticks:
        raise NetError("System.ArgumentException", "TimeSpan does not accept floating point Not-a-Number values.")
    if not INT64_MIN <= ticks <= INT64_MAX:
        raise net_problem("TimeSpanTooLong")
    if isinstance(ticks, int) or whole:
        return TimeSpan(int(ticks))
    return TimeSpan(int(ticks + (0.5 if ticks > 0 else -0.5)))


def construct(*numbers: int) -> TimeSpan:
    """new TimeSpan(ticks), (h, m, s), (d, h, m, s), (d, h, m, s, ms)."""
    if len(numbers) < 2:
        return TimeSpan(numbers[0] if numbers else 0)
    padded = (0, *numbers, 0) if len(numbers) == 3 else (*numbers, 0)[:5]
    units = (TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, TICKS_PER_MILLISECOND)
    return TimeSpan(sum(number * unit for number, unit in zip(padded, units)))


def _convert(value: object) -> object:
    if isinstance(value, (str, UInt64)):
        try:
            return parse(str(value) if isinstance(value, str) else str(int(value)))
        except PSError as error:
            raise problem("ParseTargetWithProvider", value, TimeSpan.ps_type_name, error.message, target=value,
                          inner=error) from None
    if isinstance(value, int) and not isinstance(value, bool):
        return TimeSpan(int(value))
    return NotImplemented


def _total(unit: int) -> Getter:
    # A unit of 0 stands for the nanosecond, which is smaller than a tick.
    return lambda span: span.ticks / unit if unit else span.ticks * 100.0


def _from(name: str, unit: int) -> Member:
    size = _UNITS.index(unit)
    smaller = [f"long {word} = 0" for word in _NAMES[size + 1 :]]

    def body(number: float, *rest: int) -> TimeSpan:
        if isinstance(number, float) and not rest:
            return of_units(number, unit, whole=True)
        ticks = sum(count * each for count, each in zip((number, *rest), _UNITS[size:]))
        if not INT64_MIN <= ticks <= INT64_MAX:
            raise NetError("System.ArgumentOutOfRangeException",
                           "TimeSpan overflowed because the duration is too long.")
        return TimeSpan(int(ticks))

    first = "int" if name in ("FromDays", "FromHours") else "long"
    most = [f"{first} {_NAMES[size]}", *smaller]
    if smaller and first == "int" and name == "FromDays":
        most[1] = "int hours = 0"
    longer = (f"timespan {name}({', '.join(most)})",) if smaller else ()
    return static(name, body, f"timespan {name}({first} {_NAMES[size]})", *longer, f"timespan {name}(double value)")


_UNITS = (TICKS_PER_DAY, TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_SECOND, TICKS_PER_MILLISECOND, 10)
_NAMES = ("days", "hours", "minutes", "seconds", "milliseconds", "microseconds")


_PARTS = (
    prop("Ticks", "long", lambda span: Int64(span.ticks)),
    prop("Days", "int", lambda span: span.part(TICKS_PER_DAY, 0)),
    prop("Hours", "int", lambda span: span.part(TICKS_PER_HOUR, 24)),
    prop("Milliseconds", "int", lambda span: span.part(TICKS_PER_MILLISECOND, 1000)),
    prop("Microseconds", "int", lambda span: span.part(10, 1000)),
    prop("Nanoseconds", "int", lambda span: span.part(1, 10) * 100),
    prop("Minutes", "int", lambda span: span.part(TICKS_PER_MINUTE, 60)),
    prop("Seconds", "int", lambda span: span.part(TICKS_PER_SECOND, 60)),
)
_TOTALS = tuple(
    prop(f"Total{name}", "double", _total(unit))
    for name, unit in (("Days", TICKS_PER_DAY), ("Hours", TICKS_PER_HOUR), ("Milliseconds", TICKS_PER_MILLISECOND),
                       ("Microseconds", 10), ("Nanoseconds", 0),
                       ("Minutes", TICKS_PER_MINUTE), ("Seconds", TICKS_PER_SECOND))
)

TABLES = {
    "System.TimeSpan": MemberTable(
        "System.TimeSpan",
        *_PARTS,
        *_TOTALS,
        method("Add", lambda span, other: TimeSpan(span.ticks + other.ticks), "timespan Add(timespan ts)"),
        COMPARE_TO,
        method("Duration", lambda span: TimeSpan(abs(span.ticks)), "timespan Duration()"),
        method("Negate", lambda span: TimeSpan(-span.ticks), "timespan Negate()"),
        method("Subtract", lambda span, other: TimeSpan(span.ticks - other.ticks), "timespan Subtract(timespan ts)"),
        method("Multiply", lambda span, factor: of_units(span.ticks * factor, 1), "timespan Multiply(double factor)"),
        method("Divide", lambda span, by: of_units(span.ticks / by, 1), "timespan Divide(double divisor)"),
        FORMAT_TEXT,
        constant("Zero", "timespan", lambda: TimeSpan(0)),
        constant("MaxValue", "timespan", lambda: TimeSpan(INT64_MAX)),
        constant("MinValue", "timespan", lambda: TimeSpan(INT64_MIN)),
        constant("TicksPerDay", "long", lambda: Int64(TICKS_PER_DAY)),
        constant("TicksPerHour", "long", lambda: Int64(TICKS_PER_HOUR)),
        constant("TicksPerMinute", "long", lambda: Int64(TICKS_PER_MINUTE)),
        constant("TicksPerSecond", "long", lambda: Int64(TICKS_PER_SECOND)),
        constant("TicksPerMillisecond", "long", lambda: Int64(TICKS_PER_MILLISECOND)),
        *[_from(name, unit) for name, unit in (
            ("FromDays", TICKS_PER_DAY), ("FromHours", TICKS_PER_HOUR), ("FromMinutes", TICKS_PER_MINUTE),
            ("FromSeconds", TICKS_PER_SECOND), ("FromMilliseconds", TICKS_PER_MILLISECOND))],
        static("Compare", lambda one, two: (one.ticks > two.ticks) - (one.ticks < two.ticks),
               "int Compare(timespan t1, timespan t2)"),
        static("FromTicks", TimeSpan, "timespan FromTicks(long value)"),
        static("Parse", parse, "timespan Parse(string s)",
               "timespan Parse(string input, System.IFormatProvider formatProvider)"),
        static("TryParse", _try_parse, "bool TryParse(string s, [ref] timespan result)",
               "bool TryParse(string input, System.IFormatProvider formatProvider, [ref] timespan result)"),
        constructors=("timespan new(long ticks)", "timespan new(int hours, int minutes, int seconds)",
                      "timespan new(int days, int hours, int minutes, int seconds)",
                      "timespan new(int days, int hours, int minutes, int seconds, int milliseconds)"),
        construct=construct,
        convert=_convert,
    ),
}
