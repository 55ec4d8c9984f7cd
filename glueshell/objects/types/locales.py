"""Cultures other than English of the USA and the invariant one: how they write numbers and dates, and read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from glueshell.objects.ambient import culture_name, set_culture
from glueshell.objects.types.culturedata import CULTURES

# .NET's patterns by number: $ the symbol, # the number, - the sign.
_CURRENCY = ("$#", "#$", "$ #", "# $")
_CURRENCY_NEGATIVE = (
    "($#)", "-$#", "$-#", "$#-", "(#$)", "-#$", "#-$", "#$-", "-# $", "-$ #", "# $-", "$ #-", "$ -#", "#- $", "($ #)",
    "(# $)", "$- #",
)  # fmt: skip
_PERCENT = ("# %", "#%", "%#", "% #")
_PERCENT_NEGATIVE = ("-# %", "-#%", "-%#", "%-#", "%#-", "#-%", "#%-", "-% #", "# %-", "% #-", "% -#", "%- #")
_BUILT_IN = ("en-US", "")


class Locale:
    """One culture's way to write; `row` is its entry in the data."""

    __slots__ = ("row",)

    def __init__(self, name: str) -> None:
        self.row: Any = CULTURES[name]

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of days or months: days, short_days, months, short_months, and the genitives of months."""
        found = self.row.get(kind)
        if found is None:
            found = self.row[{"month_genitives": "months", "short_month_genitives": "short_months"}[kind]]
        return tuple(str(found).split("|"))

    def pattern(self, letter: str) -> str | None:
        """The custom format that a standard letter of dates stands for, None where it is the same everywhere."""
        row = self.row
        return {
            "d": row["short_date"], "D": row["long_date"], "t": row["short_time"], "T": row["long_time"],
            "f": f"{row['long_date']} {row['short_time']}", "F": f"{row['long_date']} {row['long_time']}",
            "g": f"{row['short_date']} {row['short_time']}", "G": f"{row['short_date']} {row['long_time']}",
            "m": row["month_day"], "M": row["month_day"], "y": row["year_month"], "Y": row["year_month"],
        }.get(letter)  # fmt: skip

    def number(self, text: str, kind: str = "") -> str:
        """A number that is written as in English, as this culture writes it; `kind` "C" or "P" has its pattern."""
        row = self.row
        if kind in ("C", "P"):
            minus = text.startswith("-")
            digits = text.lstrip("-").strip("$%")
            decimal, group = ("currency_decimal", "currency_group") if kind == "C" else ("decimal", "group")
            digits = digits.translate({ord("."): row[decimal], ord(","): row[group]})
            if kind == "C":
                pattern = _CURRENCY_NEGATIVE[row["currency_negative"]] if minus else _CURRENCY[row["currency_positive"]]
            else:
                pattern = _PERCENT_NEGATIVE[row["percent_negative"]] if minus else _PERCENT[row["percent_positive"]]
            parts = {"#": digits, "$": row["currency"], "-": row["negative"]}
            return "".join(parts.get(char, char) for char in pattern)
        if text == "NaN":
            return str(row["nan"])
        return text.translate({ord("."): row["decimal"], ord(","): row["group"], ord("-"): row["negative"]})

    def read_number(self, text: str) -> str:
        """A number that this culture wrote, as English writes it."""
        row = self.row
        table = {row["decimal"]: ".", row["group"]: ",", row["negative"]: "-"}
        found = "".join(table.get(char, char) for char in text)
        return found.replace(str(row["currency"]), "$") if len(str(row["currency"])) > 1 else found

    def read_names(self, text: str) -> str:
        """A text with the names of months and days in English."""
        from glueshell.objects.types.dateformat import DAYS, MONTHS

        for kinds, english in ((("months", "month_genitives", "short_months", "short_month_genitives"), MONTHS),
                               (("days", "short_days"), DAYS)):  # fmt: skip
            for kind in kinds:
                for place, name in enumerate(self.names(kind)):
                    if len(name) > 1 and not name[0].isdigit():
                        word = english[place][:3] if kind.startswith("short") else english[place]
                        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", word, text, flags=re.IGNORECASE)
        return text

    def read_date(self, text: str) -> str:
        """A date that this culture wrote, as English writes it: the month first, its name in English."""
        text = self.read_names(text)
        if str(self.row["short_date"]).startswith("d"):
            text = re.sub(r"^(\s*)(\d{1,2})([./-])(\d{1,2})\3(\d{2,4})(?!\d)", r"\1\4/\2/\5", text)
        separator = str(self.row["time_separator"])
        if separator != ":":
            text = re.sub(rf"(?<=\d{{4}}) (\d{{1,2}}){re.escape(separator)}(\d\d)", r" \1:\2", text)
        return re.sub(r"(\d{1,2})\. (?=[A-Za-z])", r"\1 ", text)


@cache
def locale_of(name: str) -> Locale | None:
    """A culture's way to write, None for those that the formats themselves know and for unknown ones."""
    return None if name in _BUILT_IN or name not in CULTURES else Locale(name)


def locale_now() -> Locale | None:
    """The current culture's, None where it is English of the USA or the invariant one."""
    name = culture_name()
    return None if name in _BUILT_IN else locale_of(name)


@contextmanager
def culture(name: str) -> Iterator[None]:
    """Have a culture be the current one for a while."""
    before = culture_name()
    set_culture(name)
    try:
        yield
    finally:
        set_culture(before)
