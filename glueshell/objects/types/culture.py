"""CultureInfo with its formats for dates, numbers and text, and Thread's current culture."""

from __future__ import annotations

from glueshell.objects.ambient import culture_name, set_culture
from glueshell.objects.declaration import Getter, MemberTable, constant, method, prop, static
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.psobject import PSObject
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.types.dateformat import DAYS, MONTHS, pattern

_G = "System.Globalization."
_NAMES = {"": "Invariant Language (Invariant Country)", "en-US": "English (United States)",
          "en-GB": "English (United Kingdom)", "en-AU": "English (Australia)", "de-DE": "German (Germany)",
          "fr-FR": "French (France)", "es-ES": "Spanish (Spain)", "nl-NL": "Dutch (Netherlands)",
          "en-CA": "English (Canada)", "en-NZ": "English (New Zealand)", "en-IE": "English (Ireland)",
          "en-ZA": "English (South Africa)", "en": "English", "de": "German", "fr": "French"}


_LCIDS = {"": 127, "en-US": 1033, "en-GB": 2057, "de-DE": 1031}


class Culture:
    """A culture by name; '' is the invariant one. Formatting knows en-US and the invariant culture."""

    __slots__ = ("name",)
    ps_type_name = _G + "CultureInfo"

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def invariant(self) -> bool:
        """Whether it is the invariant culture."""
        return self.name == ""

    def ps_text(self) -> str:
        """Its name."""
        return self.name

    def ps_equals(self, other: object) -> bool:
        """Same name."""
        return isinstance(other, Culture) and other.name == self.name


class Part:
    """DateTimeFormat, NumberFormat, TextInfo or Calendar of a culture."""

    __slots__ = ("culture", "kind")

    def __init__(self, culture: Culture, kind: str) -> None:
        self.culture = culture
        self.kind = kind

    @property
    def ps_type_name(self) -> str:
        """DateTimeFormatInfo and the like."""
        return _G + self.kind

    @property
    def name(self) -> str:
        """The culture's name: formatting asks a provider for it."""
        return self.culture.name


def find(name: object) -> Culture:
    """The culture of a name in any casing; unknown names raise CultureNotFoundException."""
    text = str(name)
    known = next((exact for exact in _NAMES if exact.lower() == text.lower()), None)
    if known is None:
        parts = text.replace("_", "-").split("-")
        if not all(part.isalnum() and part.isascii() for part in parts) or not 2 <= len(parts[0]) <= 3:
            raise NetError("System.Globalization.CultureNotFoundException",
                           f"Culture is not supported. (Parameter 'name')\n{text} is an invalid culture identifier.")
        known = "-".join([parts[0].lower(), *(part.upper() if len(part) == 2 else part.title() for part in parts[1:])])
    return Culture(known)


def title_case(text: str) -> str:
    """ToTitleCase: first letters up, the rest down, words in capitals left alone."""
    import re

    return re.sub(r"[^\W\d_]+(?:'[^\W\d_]+)?",
                  lambda found: found.group() if found.group().isupper() else found.group().capitalize(), text)


def _text(names: tuple[str, ...], short: bool = False) -> TypedArray:
    listed = [name[:3] for name in names] if short else list(names)
    return TypedArray(listed, type_named("System.String"))


def _month(number: int, short: bool = False) -> str:
    if not 1 <= number <= 13:
        raise NetError("System.ArgumentOutOfRangeException",
                       f"Valid values are between 1 and 13, inclusive. (Parameter 'month')\nActual value was {number}.")
    name = "" if number == 13 else MONTHS[number - 1]
    return name[:3] if short else name


def _pattern(letter: str) -> Getter:
    return lambda part: pattern(letter, part.culture.invariant)


def _week(part: object, date: object, rule: object, first: object) -> int:
    from glueshell.objects.types.datetime import TICKS_PER_DAY, ordinal

    days = date.ticks // TICKS_PER_DAY  # type: ignore[attr-defined]
    start = ordinal(date.date[0], 1, 1)  # type: ignore[attr-defined]
    offset = ((start + 1) % 7 - int(first)) % 7  # type: ignore[call-overload]
    name = getattr(rule, "name", str(rule))
    week = (days - start + offset) // 7 + 1
    full = 7 if name == "FirstFullWeek" else 4 if name == "FirstFourDayWeek" else 1
    if 7 - offset < full:
        week -= 1
    return week or 52


def _convert(value: object) -> object:
    if isinstance(value, str):
        try:
            return find(value)
        except PSError as error:
            raise problem("ConstructorTarget", value, Culture.ps_type_name, error.message, target=value,
                          inner=error) from None
    return NotImplemented


def _part(kind: str) -> Getter:
    return lambda culture: Part(culture, kind)


_CURRENT = constant("CurrentCulture", "cultureinfo", lambda: Culture(culture_name()),
                    lambda value: set_culture(value.name))
_UI = constant("CurrentUICulture", "cultureinfo", lambda: Culture("en-US"), lambda value: None)

TABLES = {
    _G + "CultureInfo": MemberTable(
        _G + "CultureInfo",
        prop("LCID", "int", lambda culture: _LCIDS.get(culture.name, 4096)),
        prop("Name", "string", lambda culture: culture.name),
        prop("DisplayName", "string", lambda culture: _NAMES.get(culture.name, culture.name)),
        prop("EnglishName", "string", lambda culture: _NAMES.get(culture.name, culture.name)),
        prop("NativeName", "string", lambda culture: _NAMES.get(culture.name, culture.name)),
        prop("TwoLetterISOLanguageName", "string", lambda culture: culture.name[:2] or "iv"),
        prop("DateTimeFormat", _G + "DateTimeFormatInfo", _part("DateTimeFormatInfo")),
        prop("NumberFormat", _G + "NumberFormatInfo", _part("NumberFormatInfo")),
        prop("TextInfo", _G + "TextInfo", _part("TextInfo")),
        prop("Calendar", _G + "Calendar", _part("Calendar")),
        method("ToString", lambda culture: culture.name, "string ToString()"),
        _CURRENT,
        _UI,
        constant("InvariantCulture", "cultureinfo", lambda: Culture("")),
        static("GetCultureInfo", find),
        static("CreateSpecificCulture", find, "cultureinfo CreateSpecificCulture(string name)"),
        construct=find,
        constructors=("cultureinfo new(string name)",),
        convert=_convert,
    ),
    _G + "DateTimeFormatInfo": MemberTable(
        _G + "DateTimeFormatInfo",
        prop("DayNames", "string[]", lambda part: _text(DAYS)),
        prop("AbbreviatedDayNames", "string[]", lambda part: _text(DAYS, True)),
        prop("MonthNames", "string[]", lambda part: _text((*MONTHS, ""))),
        prop("AbbreviatedMonthNames", "string[]", lambda part: _text((*MONTHS, ""), True)),
        prop("AMDesignator", "string", lambda part: "AM"),
        prop("PMDesignator", "string", lambda part: "PM"),
        prop("DateSeparator", "string", lambda part: "/"),
        prop("TimeSeparator", "string", lambda part: ":"),
        *[prop(name, "string", _pattern(letter)) for name, letter in (
            ("ShortDatePattern", "d"), ("LongDatePattern", "D"), ("ShortTimePattern", "t"), ("LongTimePattern", "T"),
            ("FullDateTimePattern", "F"), ("MonthDayPattern", "m"), ("YearMonthPattern", "y"),
            ("SortableDateTimePattern", "s"), ("UniversalSortableDateTimePattern", "u"), ("RFC1123Pattern", "r"))],
        method("GetMonthName", lambda part, number: _month(number), "string GetMonthName(int month)"),
        method("GetAbbreviatedMonthName", lambda part, number: _month(number, True),
               "string GetAbbreviatedMonthName(int month)"),
        method("GetDayName", lambda part, day: DAYS[int(day)], "string GetDayName(System.DayOfWeek dayofweek)"),
        method("GetAbbreviatedDayName", lambda part, day: DAYS[int(day)][:3],
               "string GetAbbreviatedDayName(System.DayOfWeek dayofweek)"),
        constant("CurrentInfo", _G + "DateTimeFormatInfo", lambda: Part(Culture(culture_name()), "DateTimeFormatInfo")),
        constant("InvariantInfo", _G + "DateTimeFormatInfo", lambda: Part(Culture(""), "DateTimeFormatInfo")),
    ),
    _G + "NumberFormatInfo": MemberTable(
        _G + "NumberFormatInfo",
        prop("CurrencySymbol", "string", lambda part: "¤" if part.culture.invariant else "$"),
        prop("NumberDecimalSeparator", "string", lambda part: "."),
        prop("NumberGroupSeparator", "string", lambda part: ","),
        prop("NumberDecimalDigits", "int", lambda part: 2 if part.culture.invariant else 3),
        prop("CurrencyDecimalDigits", "int", lambda part: 2),
        prop("PercentSymbol", "string", lambda part: "%"),
        prop("NegativeSign", "string", lambda part: "-"),
        constant("CurrentInfo", _G + "NumberFormatInfo", lambda: Part(Culture(culture_name()), "NumberFormatInfo")),
        constant("InvariantInfo", _G + "NumberFormatInfo", lambda: Part(Culture(""), "NumberFormatInfo")),
    ),
    _G + "TextInfo": MemberTable(
        _G + "TextInfo",
        prop("CultureName", "string", lambda part: part.culture.name),
        prop("ListSeparator", "string", lambda part: ","),
        method("ToTitleCase", lambda part, text: title_case(text), "string ToTitleCase(string str)"),
        method("ToLower", lambda part, text: text.lower(), "string ToLower(string str)"),
        method("ToUpper", lambda part, text: text.upper(), "string ToUpper(string str)"),
    ),
    _G + "Calendar": MemberTable(
        _G + "Calendar",
        method("GetWeekOfYear", _week),
        method("GetDaysInMonth", lambda part, year, month: _days(year, month),
               "int GetDaysInMonth(int year, int month)"),
    ),
    "System.Threading.Thread": MemberTable(
        "System.Threading.Thread",
        constant("CurrentThread", "System.Object", lambda: PSObject(
            {"CurrentCulture": Culture(culture_name()), "CurrentUICulture": Culture("en-US"), "ManagedThreadId": 1})),
        static("Sleep", lambda wait: _sleep(wait), "void Sleep(int millisecondsTimeout)",
               "void Sleep(timespan timeout)"),
    ),
}


def _days(year: int, month: int) -> int:
    from glueshell.objects.types.datetime import days_in_month

    return days_in_month(year, month)


def _sleep(wait: object) -> None:
    import time

    ticks = getattr(wait, "ticks", None)
    seconds = ticks / 10_000_000 if ticks is not None else int(wait) / 1000  # type: ignore[call-overload]
    time.sleep(max(0.0, seconds))
