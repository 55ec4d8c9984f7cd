"""CultureInfo with its formats for dates, numbers and text, and Thread's current culture."""

from __future__ import annotations

from typing import Any

from glueshell.objects.ambient import culture_name, set_culture
from glueshell.objects.declaration import Getter, MemberTable, constant, method, prop, static
from glueshell.objects.enums import enum_value
from glueshell.objects.errors import NetError, PSError, problem
from glueshell.objects.numbers import Byte, Int16, SByte, UInt16
from glueshell.objects.psobject import Property, PSObject
from glueshell.objects.typeinfo import TypedArray, type_named
from glueshell.objects.types.culturedata import CULTURES
from glueshell.objects.types.dateformat import pattern
from glueshell.objects.types.locales import culture, locale_of

_G = "System.Globalization."
# Cultures of a language alone: only their names are known.
_LANGUAGES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "nl": "Dutch", "it": "Italian",
              "pt": "Portuguese", "sv": "Swedish", "da": "Danish", "nb": "Norwegian Bokmål", "fi": "Finnish",
              "pl": "Polish", "ja": "Japanese"}
NAMES = (*CULTURES, *_LANGUAGES)


class Culture:
    """A culture by name; '' is the invariant one. One without data of its own writes as en-US."""

    __slots__ = ("name",)
    ps_type_name = _G + "CultureInfo"

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def invariant(self) -> bool:
        """Whether it is the invariant culture."""
        return self.name == ""

    @property
    def data(self) -> Any:
        """What it writes with; of one without data of its own that of a relative, else of en-US."""
        found = CULTURES.get(self.name)
        if found is None:
            language = self.name.partition("-")[0]
            found = CULTURES[next((name for name in CULTURES if name.partition("-")[0] == language), "en-US")]
        return found

    @property
    def display(self) -> str:
        """Its name in English."""
        if self.name in CULTURES:
            return str(self.data["display"])
        return _LANGUAGES.get(self.name, self.name)

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

    def ps_text(self) -> str:
        """What it says of itself: what it is of which culture, or its type alone."""
        if self.kind in ("TextInfo", "CompareInfo"):
            return f"{self.kind} - {self.culture.name}"
        return self.ps_type_name

    @property
    def name(self) -> str:
        """The culture's name: formatting asks a provider for it."""
        return self.culture.name


def find(name: object) -> Culture:
    """The culture of a name in any casing; unknown names raise CultureNotFoundException."""
    text = str(name)
    known = next((exact for exact in NAMES if exact.lower() == text.lower()), None)
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


def _text(part: Part, kind: str, end: tuple[str, ...] = ()) -> TypedArray:
    names = str(part.culture.data.get(kind) or part.culture.data[kind.replace("_genitives", "s")]).split("|")
    return TypedArray([*names, *end], type_named("System.String"))


def _month(part: Part, number: int, kind: str) -> str:
    if not 1 <= number <= 13:
        raise NetError("System.ArgumentOutOfRangeException",
                       f"Valid values are between 1 and 13, inclusive. (Parameter 'month')\nActual value was {number}.")
    return "" if number == 13 else str(part.culture.data[kind]).split("|")[number - 1]


def _pattern(letter: str) -> Getter:
    def read(part: object) -> object:
        assert isinstance(part, Part)
        here = locale_of(part.culture.name)
        found = None if here is None else here.pattern(letter)
        if found is not None:
            return found
        with culture("en-US"):
            return pattern(letter, part.culture.invariant)

    return read


def _said(key: str) -> Getter:
    return lambda part: part.culture.data[key]


def _week(part: object, date: object, rule: object, first: object) -> int:
    from glueshell.objects.convert import cast
    from glueshell.objects.types.datetime import TICKS_PER_DAY, ordinal

    date = cast(date, "System.DateTime")
    rule, first = cast(rule, _G + "CalendarWeekRule"), cast(first, "System.DayOfWeek")
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
    if type(value) in (int, Int16, UInt16, Byte, SByte):
        return _numbered(int(value))  # type: ignore[call-overload]
    return NotImplemented


def _numbered(number: int) -> Culture:
    """The culture of a Windows locale number."""
    name = next((name for name, data in CULTURES.items() if data["lcid"] == number), None)
    if name is not None:
        return Culture(name)
    shown = f"{number} (0x{number:04x})"
    why = f"Culture is not supported. (Parameter 'culture')\n{shown} is an invalid culture identifier."
    if number < 0:
        why = f"culture ('{number}') must be a non-negative value. (Parameter 'culture')\nActual value was {number}."
    raise problem("ConstructorTarget", number, Culture.ps_type_name, why, target=number)


def _part(kind: str) -> Getter:
    return lambda culture: Part(culture, kind)


def _kept(culture: Culture) -> bool:
    """Whether it is the session's or the invariant one, which nobody may change."""
    return culture.invariant or culture.name == culture_name()


_CURRENT = constant("CurrentCulture", "cultureinfo", lambda: Culture(culture_name()),
                    lambda value: set_culture(value.name))
_UI = constant("CurrentUICulture", "cultureinfo", lambda: Culture("en-US"), lambda value: None)

TABLES = {
    _G + "CultureInfo": MemberTable(
        _G + "CultureInfo",
        prop("Parent", "cultureinfo", lambda one: Culture(one.name.rpartition("-")[0])),
        prop("LCID", "int", lambda one: one.data["lcid"] if one.name in CULTURES else 4096),
        prop("KeyboardLayoutId", "int", lambda one: one.data["lcid"] if one.name in CULTURES else 4096),
        prop("Name", "string", lambda one: one.name),
        prop("IetfLanguageTag", "string", lambda one: one.name),
        prop("DisplayName", "string", lambda one: one.display),
        prop("NativeName", "string", lambda one: one.data["native"] if one.name in CULTURES else one.display),
        prop("EnglishName", "string", lambda one: one.display),
        prop("TwoLetterISOLanguageName", "string", lambda one: one.name[:2] or "iv"),
        prop("ThreeLetterISOLanguageName", "string", lambda one: one.data["three"]),
        prop("ThreeLetterWindowsLanguageName", "string", lambda one: one.data["windows"]),
        prop("CompareInfo", _G + "CompareInfo", _part("CompareInfo")),
        prop("TextInfo", _G + "TextInfo", _part("TextInfo")),
        prop("IsNeutralCulture", "bool", lambda one: one.name in _LANGUAGES),
        prop(
            "CultureTypes",
            _G + "CultureTypes",
            lambda one: enum_value(_G + "CultureTypes", 1 if one.name in _LANGUAGES else 2),
        ),
        prop("NumberFormat", _G + "NumberFormatInfo", _part("NumberFormatInfo")),
        prop("DateTimeFormat", _G + "DateTimeFormatInfo", _part("DateTimeFormatInfo")),
        prop("Calendar", _G + "Calendar", _part("GregorianCalendar")),
        prop(
            "OptionalCalendars",
            _G + "Calendar[]",
            lambda one: TypedArray([Part(one, "GregorianCalendar")], type_named(_G + "Calendar")),
        ),
        prop("UseUserOverride", "bool", lambda one: not _kept(one)),
        prop("IsReadOnly", "bool", lambda one: _kept(one)),
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
        prop("DayNames", "string[]", lambda part: _text(part, "days")),
        prop("AbbreviatedDayNames", "string[]", lambda part: _text(part, "short_days")),
        prop("MonthNames", "string[]", lambda part: _text(part, "months", ("",))),
        prop("AbbreviatedMonthNames", "string[]", lambda part: _text(part, "short_months", ("",))),
        prop("MonthGenitiveNames", "string[]", lambda part: _text(part, "month_genitives", ("",))),
        prop("AMDesignator", "string", _said("am")),
        prop("PMDesignator", "string", _said("pm")),
        prop("DateSeparator", "string", _said("date_separator")),
        prop("TimeSeparator", "string", _said("time_separator")),
        prop("FirstDayOfWeek", "System.DayOfWeek",
             lambda part: enum_value("System.DayOfWeek", part.culture.data["first_day"])),
        prop("CalendarWeekRule", _G + "CalendarWeekRule",
             lambda part: enum_value(_G + "CalendarWeekRule", part.culture.data["week_rule"])),
        *[prop(name, "string", _pattern(letter)) for name, letter in (
            ("ShortDatePattern", "d"), ("LongDatePattern", "D"), ("ShortTimePattern", "t"), ("LongTimePattern", "T"),
            ("FullDateTimePattern", "F"), ("MonthDayPattern", "m"), ("YearMonthPattern", "y"),
            ("SortableDateTimePattern", "s"), ("UniversalSortableDateTimePattern", "u"), ("RFC1123Pattern", "r"))],
        method("GetMonthName", lambda part, number: _month(part, number, "months"), "string GetMonthName(int month)"),
        method("GetAbbreviatedMonthName", lambda part, number: _month(part, number, "short_months"),
               "string GetAbbreviatedMonthName(int month)"),
        method("GetDayName", lambda part, day: _text(part, "days")[int(day)],
               "string GetDayName(System.DayOfWeek dayofweek)"),
        method("GetAbbreviatedDayName", lambda part, day: _text(part, "short_days")[int(day)],
               "string GetAbbreviatedDayName(System.DayOfWeek dayofweek)"),
        constant("CurrentInfo", _G + "DateTimeFormatInfo", lambda: Part(Culture(culture_name()), "DateTimeFormatInfo")),
        constant("InvariantInfo", _G + "DateTimeFormatInfo", lambda: Part(Culture(""), "DateTimeFormatInfo")),
    ),
    _G + "NumberFormatInfo": MemberTable(
        _G + "NumberFormatInfo",
        prop("CurrencySymbol", "string", _said("currency")),
        prop("CurrencyDecimalSeparator", "string", _said("currency_decimal")),
        prop("CurrencyGroupSeparator", "string", _said("currency_group")),
        prop("NumberDecimalSeparator", "string", _said("decimal")),
        prop("NumberGroupSeparator", "string", _said("group")),
        prop("NumberDecimalDigits", "int", lambda part: 2 if part.culture.invariant else 3),
        prop("CurrencyDecimalDigits", "int", _said("currency_digits")),
        prop("PercentSymbol", "string", lambda part: "%"),
        prop("NegativeSign", "string", _said("negative")),
        constant("CurrentInfo", _G + "NumberFormatInfo", lambda: Part(Culture(culture_name()), "NumberFormatInfo")),
        constant("InvariantInfo", _G + "NumberFormatInfo", lambda: Part(Culture(""), "NumberFormatInfo")),
    ),
    _G + "TextInfo": MemberTable(
        _G + "TextInfo",
        prop("CultureName", "string", lambda part: part.culture.name),
        prop("ListSeparator", "string", _said("list_separator")),
        method("ToTitleCase", lambda part, text: title_case(text), "string ToTitleCase(string str)"),
        method("ToLower", lambda part, text: text.lower(), "string ToLower(string str)"),
        method("ToUpper", lambda part, text: text.upper(), "string ToUpper(string str)"),
    ),
    _G + "CompareInfo": MemberTable(
        _G + "CompareInfo",
        prop("Name", "string", lambda part: part.culture.name),
        prop("LCID", "int", lambda part: part.culture.data["lcid"]),
        method("ToString", Part.ps_text, "string ToString()"),
    ),
    _G + "GregorianCalendar": MemberTable(_G + "GregorianCalendar"),
    _G + "Calendar": MemberTable(
        _G + "Calendar",
        method("GetWeekOfYear", _week),
        method("GetDaysInMonth", lambda part, year, month: _days(year, month),
               "int GetDaysInMonth(int year, int month)"),
    ),
    "System.Threading.Thread": MemberTable(
        "System.Threading.Thread",
        constant("CurrentThread", "System.Object", lambda: _thread()),
        static("Sleep", lambda wait: _sleep(wait), "void Sleep(int millisecondsTimeout)",
               "void Sleep(timespan timeout)"),
    ),
}


def _thread() -> PSObject:
    """The running thread: its culture can be set."""

    def set_current(owner: object, value: object) -> None:
        set_culture(cast(value, "System.Globalization.CultureInfo").name)  # type: ignore[attr-defined]

    from glueshell.objects.convert import cast

    current = Property("Property", get=lambda owner: Culture(culture_name()), set=set_current)
    shown = Property("Property", get=lambda owner: Culture("en-US"), set=lambda owner, value: None)
    return PSObject({"CurrentCulture": current, "CurrentUICulture": shown, "ManagedThreadId": 1})


def _days(year: int, month: int) -> int:
    from glueshell.objects.types.datetime import days_in_month

    return days_in_month(year, month)


def _sleep(wait: object) -> None:
    import time

    ticks = getattr(wait, "ticks", None)
    seconds = ticks / 10_000_000 if ticks is not None else int(wait) / 1000  # type: ignore[call-overload]
    time.sleep(max(0.0, seconds))
