"""CSV as text: objects to lines and lines to objects, and what keeps a spreadsheet from running a cell."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from glueshell.cmdlets.objects.expressions import names_of
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.members import MISSING, get_member_or_missing
from glueshell.objects.numbers import Char
from glueshell.objects.psobject import CUSTOM_NAMES, NOTHING, Property, PSObject, unwrap
from glueshell.objects.text import net_text, object_text, to_text

if TYPE_CHECKING:
    from glueshell.engine.cmdlet import Cmdlet

ALWAYS, AS_NEEDED, NEVER = "Always", "AsNeeded", "Never"

# What makes a spreadsheet take a cell for a formula, quotes we put before it included.
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
# Numbers and telephone numbers begin like formulas and are none.
_HARMLESS = re.compile(r"[+-]?\s*[\d(][\d\s().,/-]*(?:[eE][+-]?\d+)?\s*(?:(?:x|ext\.?)\s*\d+)?%?\Z")
_LONGEST_FIELD = 2**31 - 1


def neutralised(text: str) -> str:
    """A cell's text, with a quote before it when a spreadsheet would run it."""
    if _FORMULA.match(text) is None:
        return text
    return text if text[0] != "'" and _HARMLESS.match(text) else "'" + text


def restored(text: str) -> str:
    """The text `neutralised` made a cell from."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) is not None else text


def cell_text(value: object) -> str | None:
    """A value as a cell shows it, None for null."""
    if value is None:
        return None
    if type(value) is str:
        return value
    if isinstance(value, PSObject) and value.base is NOTHING:
        return object_text(value, culture=True)
    return net_text(unwrap(value))


class CsvWriter:
    """Objects to lines; the first object decides the columns.

    `quote_fields` are the columns to quote (`use_quotes` does not count then); `safe` neutralises text cells.
    """

    def __init__(
        self,
        delimiter: str = ",",
        use_quotes: str = ALWAYS,
        quote_fields: Sequence[str] | None = None,
        *,
        safe: bool = False,
    ) -> None:
        self.delimiter = delimiter
        self.names: list[str] | None = None
        self._safe = safe
        self._use = use_quotes.lower()
        self._fields = None if quote_fields is None else {name.lower() for name in quote_fields}
        self._quotes: list[Callable[[str], str]] = []
        self._special = re.compile(f'["\n{re.escape(delimiter)}]' if not safe else f'["\r\n{re.escape(delimiter)}]')

    def columns(self, names: Sequence[str]) -> None:
        """Settle the columns."""
        self.names = list(names)
        self._quotes = [self._way(name) for name in self.names]

    def columns_of(self, item: object) -> None:
        """Settle the columns by an object's properties, a dictionary's keys."""
        self.columns(names_of(item))

    def header(self) -> str:
        """The line of names."""
        names = self.names or []
        shown = [neutralised(name) for name in names] if self._safe else names
        return self.delimiter.join(quote(name) for quote, name in zip(self._quotes, shown))

    def line(self, item: object) -> str:
        """An object's line."""
        values = _values(item, self.names or [])
        cells = []
        for quote, value in zip(self._quotes, values):
            text = cell_text(value)
            if text is None:
                cells.append("")
                continue
            if self._safe and isinstance(unwrap(value), str | Char):
                text = neutralised(text)
            cells.append(quote(text))
        return self.delimiter.join(cells)

    def _way(self, name: str) -> Callable[[str], str]:
        if self._fields is not None:
            return _quoted if name.lower() in self._fields else self._if_needed
        if self._use == NEVER.lower():
            return str
        return self._if_needed if self._use == AS_NEEDED.lower() else _quoted

    def _if_needed(self, text: str) -> str:
        return _quoted(text) if self._special.search(text) else text


def _quoted(text: str) -> str:
    return '"' + (text.replace('"', '""') if '"' in text else text) + '"'


def _values(item: object, names: Sequence[str]) -> Iterator[object]:
    if type(item) is PSObject and item.base is NOTHING:
        properties = item.properties
        for name in names:
            found = properties.get(name, MISSING)
            yield item.get(name) if found is MISSING or type(found) is Property else found
        return
    bare = unwrap(item)
    if isinstance(bare, Hashtable):
        for name in names:
            yield next((value for key, value in bare.items() if to_text(key) == name), None)
        return
    for name in names:
        found = get_member_or_missing(item, name, MISSING)
        yield None if found is MISSING else found


class CsvReader:
    """Lines to objects; the first line that is no comment has the names, unless `header` gives them.

    `feed` may be called more than once, for texts that go on. `restore` undoes what `neutralised` did.
    """

    def __init__(
        self, cmdlet: Cmdlet, delimiter: str = ",", header: Sequence[str] | None = None, *, restore: bool = False
    ) -> None:
        self._cmdlet = cmdlet
        self.delimiter = delimiter
        self._given = header is not None
        self._names: list[str] | None = None
        self._restore = restore
        self._types: tuple[str, ...] | None = None
        self._line = ""
        if header is not None:
            self._settle([to_text(name) for name in header])

    def simple(self, text: str) -> PSObject | None:
        """The object of one line whose cells are all quoted and hold no quotes; None for any other line."""
        names, types = self._names, self._types
        if names is None or types is None or self._restore or text[:1] != '"' or text[-1:] != '"' or "\n" in text:
            return None
        row = text[1:-1].split(f'"{self.delimiter}"')
        if len(row) != len(names) or text.count('"') != 2 * len(row) or len(text) < 2 or len(text) > _LONGEST_FIELD:
            return None
        return PSObject(dict(zip(names, row)), types)

    def feed(self, lines: Iterable[str]) -> Iterator[PSObject]:
        """The objects of more lines (with their ends, so that quoted ones may go on)."""
        import csv

        csv.field_size_limit(_LONGEST_FIELD)
        rows = csv.reader(
            self._remembered(lines), delimiter=self.delimiter, quotechar='"', doublequote=True, skipinitialspace=True
        )
        if self._names is None or self._types is None:
            first = self._head(rows)
            if first is not None:
                yield self._object(first)
            if self._names is None:
                return
        names = self._names
        width, types = len(names), self._types or CUSTOM_NAMES
        for row in rows:
            if row and not row[-1] and self._ends_early():
                row.pop()
            if not row or (len(row) == 1 and not row[0]):
                continue
            if self._restore:
                row = [restored(cell) if cell[:1] == "'" else cell for cell in row]
            if len(row) < width:
                row += [None] * (width - len(row))  # type: ignore[list-item]
            yield PSObject(dict(zip(names, row)), types)

    def _remembered(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._line = line
            yield line

    def _ends_early(self) -> bool:
        """Whether text ends right behind a delimiter: no value stands there, unless a line end follows."""
        return self._line.rstrip(" \t").endswith(self.delimiter)

    def _head(self, rows: Iterator[list[str]]) -> list[str] | None:
        """Read up to the names; a row that came before them is one of the values and is answered."""
        for row in rows:
            if not row or (len(row) == 1 and not row[0]):
                continue
            if self._types is None:
                self._types = CUSTOM_NAMES
                if row[0].startswith("#TYPE "):
                    name = self.delimiter.join(row)[6:].strip()
                    self._types = (name, f"CSV:{name}")
                    continue
            if self._names is not None:
                if not row[-1] and self._ends_early():
                    row.pop()
                return row
            while len(row) > 1 and not row[-1]:
                row.pop()
            if row[0].startswith("#Fields: "):
                row[0] = row[0][9:]
            elif row[0].startswith("#"):
                continue
            self._settle([restored(name) for name in row] if self._restore else row)
            return None
        return None

    def _object(self, row: list[str]) -> PSObject:
        names = self._names or []
        cells: list[object] = [restored(cell) if self._restore else cell for cell in row]
        cells += [None] * (len(names) - len(cells))
        return PSObject(dict(zip(names, cells)), self._types or CUSTOM_NAMES)

    def _settle(self, names: list[str]) -> None:
        if "" in names:
            names = [name or f"H{number}" for number, name in enumerate(names)]
            self._cmdlet.write_warning(
                'One or more headers were not specified. Default names starting with "H" have been used in place of'
                " any missing headers."
            )
        seen: set[str] = set()
        for name in names:
            if name.lower() in seen:
                raise PSError(
                    f'The member "{name}" is already present.',
                    "AlreadyPresentPSMemberInfoInternalCollectionAdd",
                    "NotSpecified",
                    "System.Management.Automation.ExtendedTypeSystemException",
                )
            seen.add(name.lower())
        self._names = names


def line_end() -> str:
    """What ends a line of a file on this system."""
    return os.linesep
