"""Dates as text: .NET's standard and custom date formats, en-US and invariant culture."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from glueshell.objects.ambient import foreign_now
from glueshell.objects.errors import net_problem

if TYPE_CHECKING:
    from glueshell.objects.types.datetime import DateTime
    from glueshell.objects.types.locales import Locale

DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")
# The narrow space before AM and PM is what en-US prescribes since 2023.
_US: Mapping[str, str] = {
    "d": "M/d/yyyy", "D": "dddd, MMMM d, yyyy", "f": "dddd, MMMM d, yyyy h:mm\u202ftt",
    "F": "dddd, MMMM d, yyyy h:mm:ss\u202ftt", "g": "M/d/yyyy h:mm\u202ftt", "G": "M/d/yyyy h:mm:ss\u202ftt",
    "t": "h:mm\u202ftt", "T": "h:mm:ss\u202ftt", "m": "MMMM d", "y": "MMMM yyyy",
}
_INVARIANT: Mapping[str, str] = {
    "d": "MM/dd/yyyy", "D": "dddd, dd MMMM yyyy", "f": "dddd, dd MMMM yyyy HH:mm", "F": "dddd, dd MMMM yyyy HH:mm:ss",
    "g": "MM/dd/yyyy HH:mm", "G": "MM/dd/yyyy HH:mm:ss", "t": "HH:mm", "T": "HH:mm:ss", "m": "MMMM dd",
    "y": "yyyy MMMM",
}
_SHARED: Mapping[str, str] = {
    "o": "yyyy-MM-ddTHH:mm:ss.fffffffK", "s": "yyyy-MM-ddTHH:mm:ss", "u": "yyyy-MM-dd HH:mm:ssZ",
    "r": "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
}


def pattern(letter: str, invariant: bool = False) -> str | None:
    """The custom format a standard letter stands for; None where there is no such letter."""
    if not invariant and foreign_now():
        from glueshell.objects.types.locales import locale_now

        here = locale_now()
        found = None if here is None else here.pattern(letter)
        if found is not None:
            return found
    own = _INVARIANT if invariant else _US
    if letter in own:
        return own[letter]
    low = letter.lower()
    return _SHARED.get(low) if letter in "orsuOR" else own.get(low) if letter in "MY" else None


def format_date(date: DateTime, spec: str, invariant: bool = False, offset: int | None = None) -> str:
    """A date by a format; `offset` in ticks is shown where given (DateTimeOffset), else the kind decides."""
    here = None
    if not invariant and foreign_now() and spec not in ("o", "O", "r", "R", "s", "u"):
        from glueshell.objects.types.locales import locale_now

        here = locale_now()
    if len(spec) == 1:
        if spec == "U":
            date, spec = date.to_utc(), pattern("F", invariant) or "F"
        else:
            if offset is not None and spec in "uUrR":
                date, offset = type(date)(date.ticks - offset), 0
            found = pattern(spec, invariant)
            if found is None:
                raise net_problem("InputFormat")
            spec = found
    elif not spec:
        spec = pattern("G", invariant) or "G"
    return _render(date, spec, offset, here)


def _render(date: DateTime, spec: str, offset: int | None, here: Locale | None) -> str:
    out: list[str] = []
    months: tuple[tuple[str, ...], tuple[str, ...]] = (MONTHS, MONTHS)
    days: tuple[tuple[str, ...], tuple[str, ...]] = (DAYS, DAYS)
    if here is not None:
        # A month beside its day is in the genitive.
        ending = "_genitives" if re.search(r"(?<!d)dd?(?!d)", re.sub(r"'[^']*'|\"[^\"]*\"", "", spec)) else ""
        kinds = ("month_genitives", "short_month_genitives") if ending else ("months", "short_months")
        months, days = (here.names(kinds[0]), here.names(kinds[1])), (here.names("days"), here.names("short_days"))

    position, size = 0, len(spec)
    year, month, day = date.date
    seconds = date.ticks // 10_000_000
    fraction = f"{date.ticks % 10_000_000:07d}"
    hour, minute, second = seconds // 3600 % 24, seconds // 60 % 60, seconds % 60
    while position < size:
        char = spec[position]
        if char == "%":
            position += 1
            if position == size or spec[position] == "%":
                raise net_problem("InputFormat")
            continue
        if char == "\\":
            if position + 1 == size:
                raise net_problem("InputFormat")
            out.append(spec[position + 1 : position + 2])
            position += 2
            continue
        if char in "'\"":
            end = spec.find(char, position + 1)
            if end < 0:
                raise net_problem("UnmatchedQuote", char)
            out.append(spec[position + 1 : end])
            position = end + 1
            continue
        run = 1
        while position + run < size and spec[position + run] == char:
            run += 1
        position += run
        if char == "y":
            out.append(str(year % 100).rjust(run, "0") if run < 3 else str(year).rjust(run, "0"))
        elif char == "M":
            name = months[run == 3][month - 1]
            out.append(str(month).rjust(run, "0") if run < 3 else name[:3] if run == 3 and here is None else name)
        elif char == "d":
            name = days[run == 3][date.day_of_week]
            out.append(str(day).rjust(run, "0") if run < 3 else name[:3] if run == 3 and here is None else name)
        elif char in "hH":
            shown = hour if char == "H" else (hour % 12 or 12)
            out.append(str(shown).rjust(min(run, 2), "0"))
        elif char == "m":
            out.append(str(minute).rjust(min(run, 2), "0"))
        elif char == "s":
            out.append(str(second).rjust(min(run, 2), "0"))
        elif char in "fF":
            if run > 7:
                raise net_problem("InputFormat")
            digits = fraction[:run]
            if char == "F":
                digits = digits.rstrip("0")
                if not digits and out and out[-1].endswith("."):
                    out[-1] = out[-1][:-1]
            out.append(digits)
        elif char == "t":
            word = ("AM" if hour < 12 else "PM") if here is None else here.row["am" if hour < 12 else "pm"]
            out.append(word[:1] if run == 1 else word)
        elif char == "g":
            out.append("AD" if here is None else here.row["era"])
        elif here is not None and char in "/:":
            out.append(here.row["date_separator" if char == "/" else "time_separator"] * run)
        elif char == "K":
            out.extend([_zone(date, offset)] * run)
        elif char == "z":
            out.append(_offset(date, offset, run))
        else:
            out.append(char * run)
    return "".join(out)


def _ticks(date: DateTime, offset: int | None) -> int:
    if offset is not None:
        return offset
    from glueshell.objects.types.datetime import UTC, local_offset

    return 0 if date.kind == UTC else local_offset(date.ticks, False)


def _zone(date: DateTime, offset: int | None) -> str:
    if offset is None:
        from glueshell.objects.types.datetime import UNSPECIFIED, UTC

        if date.kind == UNSPECIFIED:
            return ""
        if date.kind == UTC:
            return "Z"
    return _offset(date, offset, 3)


def _offset(date: DateTime, offset: int | None, run: int) -> str:
    minutes = _ticks(date, offset) // 600_000_000
    sign, minutes = ("-" if minutes < 0 else "+"), abs(minutes)
    if run == 1:
        return f"{sign}{minutes // 60}"
    if run == 2:
        return f"{sign}{minutes // 60:02d}"
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}"
