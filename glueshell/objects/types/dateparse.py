"""Text as dates: what DateTime.Parse takes, ParseExact, and the dates in JSON."""

from __future__ import annotations

import re
from functools import cache

from glueshell.objects.enumeration import elements
from glueshell.objects.errors import NetError, PSError, net_problem
from glueshell.objects.types.dateformat import DAYS, MONTHS, pattern
from glueshell.objects.types.datetime import LOCAL, UNSPECIFIED, UTC, DateTime, days_in_month, now

# 1970-01-01 in ticks.
_UNIX_EPOCH = 621_355_968_000_000_000
ADJUST_TO_UNIVERSAL, ASSUME_LOCAL, ASSUME_UNIVERSAL, ROUNDTRIP = 16, 32, 64, 128


@cache
def _iso() -> re.Pattern[str]:
    return re.compile(
        r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")


@cache
def _time() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\d)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?\s*([ap]\.?m?\.?(?![a-z]))?|(?<![\d/])(\d{1,2})\s*([ap]m)",
        re.IGNORECASE)


@cache
def _zone() -> re.Pattern[str]:
    return re.compile(r"\s*(Z|GMT|UTC|[+-]\d{1,2}:?\d{2}|[+-]\d{1,2})\s*$", re.IGNORECASE)


def parse(text: str, styles: int = 0, marks: frozenset[str] = frozenset()) -> DateTime:
    """DateTime.Parse in en-US; with a zone the result is local unless `styles` differ; raises FormatException.

    `marks`: the culture's words that belong to a time of day; without a time they are no unknown words.
    """
    word = text.replace("\u202f", " ").replace("\xa0", " ").strip()
    found = _iso().fullmatch(word)
    try:
        if found is not None:
            return _from_iso(found, styles)
        return _loose(word, text, styles, marks)
    except NetError as error:
        if error.error_id == "FormatException":
            raise
        raise net_problem("DateFormat", text) from None


def _from_iso(found: re.Match[str], styles: int) -> DateTime:
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    date = DateTime.of(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0),
                       _fraction(fraction))
    return _placed(date, zone, styles)


def _fraction(digits: str | None) -> int:
    if not digits:
        return 0
    return round(int(digits) / 10 ** (len(digits) - 7)) if len(digits) > 7 else int(digits.ljust(7, "0"))


def _placed(date: DateTime, zone: str | None, styles: int) -> DateTime:
    """A date with its zone: local time, or UTC where the styles ask for it."""
    if not zone:
        if styles & ASSUME_UNIVERSAL:
            date = DateTime(date.ticks, UTC)
            return date if styles & ADJUST_TO_UNIVERSAL else date.to_local()
        if styles & ASSUME_LOCAL:
            date = DateTime(date.ticks, LOCAL)
            return date.to_utc() if styles & ADJUST_TO_UNIVERSAL else date
        return date
    utc = zone.upper() in ("Z", "GMT", "UTC")
    moment = date.plus(0 if utc else -zone_ticks(zone))
    moment = DateTime(moment.ticks, UTC)
    if styles & ADJUST_TO_UNIVERSAL or (styles & ROUNDTRIP and utc):
        return moment
    return moment.to_local()


def zone_ticks(zone: str) -> int:
    """Ticks of an offset such as +02:00."""
    if zone.upper() in ("Z", "GMT", "UTC"):
        return 0
    digits = zone[1:].replace(":", "")
    minutes = int(digits[:-2]) * 60 + int(digits[-2:]) if len(digits) > 2 else int(digits) * 60
    return (-minutes if zone[0] == "-" else minutes) * 600_000_000


def _loose(word: str, text: str, styles: int, marks: frozenset[str]) -> DateTime:
    if not word:
        raise net_problem("DateFormat", text)
    clock = _time().search(word)
    zone: str | None = None
    rest = word
    hour = minute = second = fraction = 0
    if clock is not None:
        tail = word[clock.end() :]
        zoned = _zone().match(tail)
        if zoned is not None:
            zone, tail = zoned.group(1), ""
        rest = word[: clock.start()].rstrip(" T,") + " " + tail
        hour, minute, second, fraction = _clock(clock, text)
    year, month, day = _date(rest.strip(), text, marks)
    return _placed(DateTime.of(year, month, day, hour, minute, second, fraction), zone, styles)


def _clock(found: re.Match[str], text: str) -> tuple[int, int, int, int]:
    hour = int(found.group(1) or found.group(6))
    half = (found.group(5) or found.group(7) or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise net_problem("DateFormat", text)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    return hour, int(found.group(2) or 0), int(found.group(3) or 0), _fraction(found.group(4))


def _date(rest: str, text: str, marks: frozenset[str]) -> tuple[int, int, int]:
    if not rest:
        return now().date
    numbers = re.fullmatch(rf"(\d{{1,4}}){_BETWEEN}(\d{{1,4}})(?:{_BETWEEN}(\d{{1,4}}))?", rest)
    if numbers is not None:
        return _numeric(numbers.group(1), numbers.group(2), numbers.group(3), text)
    return _worded(rest, text, marks)


_BETWEEN = r"(?:\s*[/.,-]\s*|\s+)"
"""What stands between the numbers of a date."""


def _numeric(first: str, second: str, third: str | None, text: str) -> tuple[int, int, int]:
    if third is None:
        if len(first) == 4:
            return int(first), int(second), 1
        if len(second) > 2:
            return int(second), int(first), 1
        month, day = int(first), int(second)
        if month == 0 or day == 0 or month > 12:
            raise net_problem("DateFormat", text)
        return now().date[0], month, day
    if len(first) > 2:
        return int(first), int(second), int(third)
    return _century(third), int(first), int(second)


def _century(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < 50 else 1900)


def _worded(rest: str, text: str, marks: frozenset[str]) -> tuple[int, int, int]:
    month = 0
    numbers: list[str] = []
    leading = marked = False
    for found in re.finditer(r"[A-Za-z]+\.?|\d+|[^\sA-Za-z\d,./-]+", rest):
        token = found.group().rstrip(".").lower()
        if token.isdigit():
            numbers.append(token)
            leading = leading or not month
            continue
        at = next((at for at, name in enumerate(MONTHS) if token in (name.lower(), name[:3].lower())), None)
        if at is not None and not month:
            month = at + 1
        elif token in marks:
            if rest[found.end() : found.end() + 1] in ("+", "-", "/"):
                raise net_problem("DateFormat", text)
            marked = True
        elif not any(token in (name.lower(), name[:3].lower()) for name in DAYS):
            if not token[0].isalpha() or any(len(number) > 8 for number in numbers):
                # Reading ends at a number that is too long for a part of a date.
                raise net_problem("DateFormat", text)
            where = text.lower().find(token)
            raise net_problem("DateUnknownWord", text, max(where, 0))
    if not month or marked:
        raise net_problem("DateFormat", text)
    if len(numbers) == 1:
        number = numbers[0]
        if leading and len(number) <= 2:
            # A number before the month is a year where no other number is the day.
            return _century(number), month, 1
        return (int(number), month, 1) if len(number) > 2 else (now().date[0], month, int(number))
    if len(numbers) != 2:
        raise net_problem("DateFormat", text)
    day, year = numbers if len(numbers[0]) <= 2 else numbers[::-1]
    return _century(year), month, int(day)


def parse_exact(text: str, formats: object, styles: int = 0, provider: object = None) -> DateTime:
    """DateTime.ParseExact: the text must fit one of the formats, in the provider's culture or else the current one."""
    from glueshell.objects.ambient import culture_name
    from glueshell.objects.types.locales import locale_of

    if text is None:
        raise net_problem("ArgumentNull", "s")
    here = locale_of(culture_name() if provider is None else getattr(provider, "name", "en-US"))
    words = text if here is None else here.read_names(text)
    for spec in elements(formats):
        shape = str(spec)
        if len(shape) == 1:
            shape = (None if here is None else here.pattern(shape)) or pattern(shape, here is not None) or shape
        if here is not None:
            shape = shape.replace("/", str(here.row["date_separator"])).replace(":", str(here.row["time_separator"]))
        try:
            found = _exact(words, shape, styles)
        except (NetError, ValueError):
            found = None
        if found is not None:
            return found
    raise net_problem("DateFormat", text)


_PIECES = {
    "yyyy": r"(?P<y>\d{4})", "yyy": r"(?P<y>\d{3,4})", "yy": r"(?P<yy>\d{2})", "y": r"(?P<yy>\d{1,2})",
    "MMMM": "(?P<M>" + "|".join(MONTHS) + ")", "MMM": "(?P<M>" + "|".join(name[:3] for name in MONTHS) + ")",
    "MM": r"(?P<m>\d{2})", "M": r"(?P<m>\d{1,2})", "dddd": "(?:" + "|".join(DAYS) + ")",
    "ddd": "(?:" + "|".join(name[:3] for name in DAYS) + ")", "dd": r"(?P<d>\d{2})", "d": r"(?P<d>\d{1,2})",
    "HH": r"(?P<H>\d{2})", "H": r"(?P<H>\d{1,2})", "hh": r"(?P<h>\d{2})", "h": r"(?P<h>\d{1,2})",
    "mm": r"(?P<n>\d{2})", "m": r"(?P<n>\d{1,2})", "ss": r"(?P<s>\d{2})", "s": r"(?P<s>\d{1,2})",
    "tt": "(?P<t>[AaPp][Mm])", "t": "(?P<t>[AaPp])", "K": r"(?P<z>Z|[+-]\d{2}:\d{2})?",
    "zzz": r"(?P<z>[+-]\d{2}:?\d{2})", "zz": r"(?P<z>[+-]\d{2})", "z": r"(?P<z>[+-]\d{1,2})", "gg": "(?:AD|A\\.D\\.)",
}


@cache
def _shape(spec: str) -> re.Pattern[str]:
    out: list[str] = []
    position = 0
    while position < len(spec):
        char = spec[position]
        if char == "%":
            position += 1
            continue
        if char == "\\":
            out.append(re.escape(spec[position + 1 : position + 2]))
            position += 2
            continue
        if char in "'\"":
            end = spec.find(char, position + 1)
            end = len(spec) if end < 0 else end
            out.append(re.escape(spec[position + 1 : end]))
            position = end + 1
            continue
        run = len(spec[position:]) - len(spec[position:].lstrip(char))
        if char in "yMdHhmstKzg":
            out.append(_PIECES.get(char * run) or _PIECES[char * min(run, 4 if char in "yMd" else 2)])
        elif char in "fF":
            out.append(rf"(?P<f>\d{{{run}}})" if char == "f" else rf"(?P<f>\d{{0,{run}}})")
        else:
            out.append(re.escape(char) * run)
        position += run
    return re.compile("".join(out), re.IGNORECASE)


def _exact(text: str, spec: str, styles: int) -> DateTime | None:
    if styles & 1:
        text = text.lstrip()
    if styles & 2:
        text = text.rstrip()
    found = _shape(spec).fullmatch(text)
    if found is None:
        return None
    part = found.groupdict()
    today = now().date
    year = int(part["y"]) if part.get("y") else _century(part["yy"]) if part.get("yy") else today[0]
    dated = any(part.get(key) for key in ("y", "yy", "m", "M", "d"))
    month = (int(part["m"]) if part.get("m") else
             1 + [name[:3].lower() for name in MONTHS].index(part["M"][:3].lower()) if part.get("M")
             else 1 if dated else today[1])
    day = int(part["d"]) if part.get("d") else 1 if dated else today[2]
    hour = int(part.get("H") or part.get("h") or 0)
    half = (part.get("t") or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    if day > days_in_month(year, month):
        return None
    date = DateTime.of(year, month, day, hour, int(part.get("n") or 0), int(part.get("s") or 0),
                       _fraction(part.get("f")))
    return _placed(date, part.get("z"), styles)


def json_date(text: str, kind: str = "default") -> object:
    """The DateTime of a text as JSON writes dates, None where it is none.

    That is ISO 8601, or `/Date(milliseconds)/`. `kind` is 'default', 'utc', 'local' or 'offset'.
    """
    if text[:1] == "/":
        return _json_milliseconds(text, kind)
    if text[-1:] == "z":
        text = text[:-1] + "Z"
    if text[11:19] == "24:00:00":
        from glueshell.objects.members import call_method

        midnight = json_date(f"{text[:11]}00{text[13:]}", kind)
        return None if midnight is None else call_method(midnight, "AddDays", [1.0])
    found = _iso().fullmatch(text)
    if found is None or found.group(4) is None or found.group(6) is None or len(found.group(2)) != 2:
        return None
    zone = found.group(8)
    try:
        if kind == "offset":
            from glueshell.objects.types.datetimeoffset import DateTimeOffset

            return DateTimeOffset(_from_iso_plain(found), zone_ticks(zone) if zone else 0)
        if kind == "utc":
            return _from_iso(found, ADJUST_TO_UNIVERSAL | ASSUME_UNIVERSAL)
        if zone == "Z" and kind == "default":
            return DateTime(_from_iso_plain(found).ticks, UTC)
        date = _from_iso(found, 0)
    except PSError:
        return None
    return date.to_local() if kind == "local" and date.kind == UNSPECIFIED else date


def _json_milliseconds(text: str, kind: str) -> object:
    found = re.fullmatch(r"/Date\((-?\d{1,15})([-+]\d{4})?\)/", text)
    if found is None:
        return None
    moment = DateTime(_UNIX_EPOCH + int(found[1]) * 10_000, UTC)
    zone = found[2] or "+0000"
    if kind == "offset":
        from glueshell.objects.types.datetimeoffset import DateTimeOffset

        ticks = (int(zone[1:3]) * 60 + int(zone[3:])) * 600_000_000 * (-1 if zone[0] == "-" else 1)
        return DateTimeOffset(DateTime(moment.ticks + ticks), ticks)
    return moment.to_local() if kind == "local" or (found[2] and kind == "default") else moment


def _from_iso_plain(found: re.Match[str]) -> DateTime:
    year, month, day, hour, minute, second, fraction, _ = found.groups()
    return DateTime.of(int(year), int(month), int(day), int(hour), int(minute), int(second), _fraction(fraction))
