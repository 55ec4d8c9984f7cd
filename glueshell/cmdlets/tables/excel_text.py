"""Values as cells of a spreadsheet, and cells as values."""

from __future__ import annotations

import datetime
from typing import Any

from glueshell.cmdlets.tables.csv_text import cell_text, neutralised, restored
from glueshell.objects.numbers import Char, integer
from glueshell.objects.psobject import unwrap

#: What a cell can hold, and how many characters of text.
LONGEST_TEXT = 32767
LONGEST_NAME = 31
# Digits beyond these are lost in a spreadsheet: such numbers are written as text.
_EXACT = 10**15
_FORBIDDEN = frozenset("[]:*?/\\")


def fill(cell: Any, value: object, *, raw: bool, clean: Any) -> bool:
    """Put a value into a cell: numbers, booleans and dates as such, all else as text; False where text was cut.

    Text that would run as a formula gets a quote before it unless `raw`; `clean` finds characters no file may hold.
    """
    bare = unwrap(value)
    if bare is None:
        return True
    if isinstance(bare, bool):
        cell.value = bare
        return True
    if isinstance(bare, int | float) and not isinstance(bare, str) and abs(bare) < _EXACT and bare == bare:
        cell.value = float(bare) if isinstance(bare, float) else int(bare)
        return True
    if type(bare).__name__ == "Decimal" and abs(bare) < _EXACT:  # type: ignore[arg-type]
        cell.value = bare
        return True
    moment = _moment(bare)
    if moment is not None:
        cell.value = moment
        cell.number_format = "yyyy-mm-dd" if moment.time() == datetime.time() else "yyyy-mm-dd hh:mm:ss"
        return True
    text = cell_text(value) or ""
    if isinstance(bare, str | Char) and not raw:
        text = neutralised(text)
    text = clean.sub("", text)
    whole = len(text) <= LONGEST_TEXT
    cell.value = text[:LONGEST_TEXT]
    if not raw or not text.startswith("="):
        # Never a formula, whatever the text looks like.
        cell.data_type = "s"
    return whole


def _moment(value: object) -> datetime.datetime | None:
    from glueshell.objects.types.datetime import EPOCH_TICKS, DateTime

    if not isinstance(value, DateTime):
        return None
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=(value.ticks - EPOCH_TICKS) // 10)


def read(value: Any, *, raw: bool) -> object:
    """A cell's value as an object of the shell."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        return integer(value)
    if isinstance(value, str):
        return value if raw else restored(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value)
    return str(value)


def _date(value: datetime.date) -> object:
    from glueshell.objects.types.dateparse import parse

    return parse(value.isoformat())


def sheet_name(text: str) -> str | None:
    """What is wrong with the name of a sheet, in a sentence; None where nothing is."""
    if not text or len(text) > LONGEST_NAME:
        return f"The name of a sheet has 1 to {LONGEST_NAME} characters; this one has {len(text)}."
    wrong = sorted(_FORBIDDEN & set(text))
    if wrong:
        return f"The name of a sheet may not have {' '.join(wrong)} in it."
    if text.startswith("'") or text.endswith("'"):
        return "The name of a sheet may not begin or end with '."
    return None
