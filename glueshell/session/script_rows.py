"""A script for every row of a CSV file: the rows as its parameters, and the file that says what became of each."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from glueshell.config import create_private
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.neutral import neutralise
from glueshell.session.errors import InputError, SessionError
from glueshell.session.redaction import MARK, is_secret_name
from glueshell.session.scripts import missing_parameters, values_of

if TYPE_CHECKING:
    from glueshell.engine.functions import FunctionCommand
    from glueshell.engine.parameters import Parameter, ParameterTable
    from glueshell.session.scripts import ScriptArguments

DONE, FAILED, UNKNOWN, STOPPED = "done", "failed", "unknown", "stopped"
COLUMNS = ("Row", "Name", "Status", "ExitStatus", "Created", "Url", "Finished", "Error")
SEPARATORS = (",", ";", "\t")
TRUE, FALSE = frozenset({"true", "$true", "yes", "y", "1", "x"}), frozenset({"false", "$false", "no", "n", "0"})
# What a spreadsheet would take for a formula.
FORMULA = re.compile(r"^[=+\-@\t\r]")


class StaleRows(SessionError):
    """The results belong to other rows than the file has now."""

    exit_status = 5
    category = "InvalidData"


class Row:
    """One row: its number (the first below the header is 1), what it is called, and its values by parameter."""

    __slots__ = ("name", "number", "values")

    def __init__(self, number: int, name: str, values: Hashtable) -> None:
        self.number = number
        self.name = name
        self.values = values


class RowResult:
    """What became of a row: `status` is done, failed, unknown or stopped; `created` are ids, `urls` their addresses."""

    __slots__ = ("created", "error", "exit_status", "finished", "row", "status", "urls")

    def __init__(
        self,
        row: Row,
        status: str,
        exit_status: int,
        *,
        created: Sequence[str] = (),
        urls: Sequence[str] = (),
        error: str = "",
        finished: str = "",
    ) -> None:
        self.row = row
        self.status = status
        self.exit_status = exit_status
        self.created = tuple(created)
        self.urls = tuple(urls)
        self.error = error
        self.finished = finished


def read_rows(path: Path, script: FunctionCommand, given: ScriptArguments) -> list[Row]:
    """The rows of a CSV file as calls of the script; every problem of header or rows is told before the first one runs.

    Columns are parameters, in any casing and with blanks in their names; an empty cell is no value. `given` are the
    values for every row.
    """
    lines = _lines(path)
    if not lines:
        raise InputError("NoRows", file=path, target=str(path))
    table = script.parameters
    header = [_column(name, place, path, script, given) for place, name in enumerate(lines[0][1], 1)]
    for place, parameter in enumerate(header):
        if parameter in header[:place]:
            raise InputError("ColumnTwice", file=path, name=parameter.name, target=str(path))
    columns = Hashtable((parameter.name, True) for parameter in header)
    missing = missing_parameters(table, Hashtable([*given.named.items(), *columns.items()]), len(given.others))
    if missing:
        raise missing_values(script, missing)
    rows = [_row(number, line, cells, header, path) for number, (line, cells) in enumerate(lines[1:], 1)]
    if not rows:
        raise InputError("NoRows", file=path, target=str(path))
    return rows


def missing_values(script: FunctionCommand, missing: Sequence[Parameter]) -> InputError:
    """The one error that names every parameter without a value."""
    names = [f"-{parameter.name}" for parameter in missing]
    return InputError(
        "MissingScriptValues",
        script=script.name,
        names=" and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0],
        example=" ".join(f"{name} VALUE" for name in names),
        target=script.name,
    )


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """(line of the file, cells) of the header and of every row that is not blank."""
    import csv

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("ScriptNotUtf8", name=path, byte=error.start + 1, target=str(path)) from None
    except OSError as error:
        raise InputError("ScriptUnreadable", name=path, reason=error.strerror or error, target=str(path)) from None
    first = text.lstrip("\r\n").partition("\n")[0]
    # The one that the header has most of: a spreadsheet writes what its country's settings say.
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise InputError("BadRow", file=path, line=reader.line_num, reason=error, target=str(path)) from None


def _column(name: str, place: int, path: Path, script: FunctionCommand, given: ScriptArguments) -> Parameter:
    from glueshell.itglue.nearness import closest

    wanted = _plain(name)
    if not wanted:
        raise InputError("ColumnWithoutName", file=path, place=place, target=str(path))
    table: ParameterTable = script.parameters
    for parameter in table.own:
        if wanted in (_plain(parameter.name), *map(_plain, parameter.aliases)):
            if parameter.name in given.named:
                raise InputError("ColumnAndArgument", file=path, name=parameter.name, target=str(path))
            return parameter
    own = [parameter.name for parameter in table.own if not parameter.hidden]
    problem = InputError("UnknownColumn", file=path, name=name.strip(), script=script.name, target=name)
    near = closest(name.strip(), own)
    if near:
        problem.suggestion = f"Did you mean {' or '.join(near)}?"
    elif own:
        problem.suggestion = f"Its parameters: {', '.join(own)}."
    raise problem


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-]", "", name).lower()


def _row(number: int, line: int, cells: Sequence[str], header: Sequence[Parameter], path: Path) -> Row:
    if len(cells) > len(header):
        raise InputError("RowTooLong", file=path, line=line, count=len(cells), columns=len(header), target=str(path))
    values = Hashtable()
    name = ""
    for parameter, cell in zip(header, cells):
        text = cell.strip()
        if not text:
            continue
        if not name:
            name = MARK if parameter.secret or is_secret_name(parameter.name) else text
        if parameter.is_switch:
            if text.lower() not in TRUE | FALSE:
                reason = f"{parameter.name} takes yes or no, not '{text}'"
                raise InputError("BadRow", file=path, line=line, reason=reason, target=text)
            values[parameter.name] = text.lower() in TRUE
        else:
            values[parameter.name] = values_of(parameter, text)
    return Row(number, name or f"row {number}", values)


class Results:
    """The file with the result of every row; a row is on disk when `append` returns.

    Without `resume` the file must be new. `done` and `unknown` are the numbers of the rows that it has as such already.
    """

    def __init__(self, path: Path, rows: Sequence[Row], *, resume: bool) -> None:
        self.path = path
        self.done: set[int] = set()
        self.unknown: set[int] = set()
        if path.exists() and path.stat().st_size:
            if not resume:
                raise InputError("ResultsThere", file=path, target=str(path))
            self._take_up(rows)

    def _take_up(self, rows: Sequence[Row]) -> None:
        import csv

        known = {row.number: row for row in rows}
        with open(self.path, encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file))
        if not lines or tuple(lines[0]) != COLUMNS:
            raise InputError("NotResults", file=self.path, target=str(self.path))
        for line in lines[1:]:
            # One that a dying process tore off has not all its cells.
            if len(line) != len(COLUMNS) or not line[0].isdecimal():
                continue
            number, name, status = int(line[0]), line[1], line[2]
            row = known.get(number)
            if row is None or _cell(row.name) != name:
                raise StaleRows(
                    "RowsChanged", file=self.path, row=number, before=name, now=row.name if row else "not there"
                )
            (self.done.add if status == DONE else self.done.discard)(number)
            (self.unknown.add if status == UNKNOWN else self.unknown.discard)(number)

    def append(self, result: RowResult) -> None:
        """Add a row's result, and wait until it is on disk."""
        import csv
        import io

        line = io.StringIO()
        writer = csv.writer(line, lineterminator="\r\n")
        created = create_private(self.path)
        size = self.path.stat().st_size
        if created or not size:
            writer.writerow(COLUMNS)
        writer.writerow(_cell(value) for value in (
            result.row.number, result.row.name, result.status, result.exit_status, " ".join(result.created),
            " ".join(result.urls), result.finished, result.error,
        ))  # fmt: skip
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "r+b") as file:
            if size:
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    file.write(b"\r\n")
            file.write(line.getvalue().encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())


def _cell(value: object) -> str:
    """A value as a spreadsheet may see it: on one line, and no formula."""
    text = neutralise(str(value), newlines=True)
    return f"'{text}" if FORMULA.match(text) else text


def summary(results: Sequence[RowResult], skipped: Mapping[str, int]) -> tuple[int, str]:
    """The exit status of the whole, and a sentence that counts; `skipped` counts rows that did not run, by why."""
    from glueshell.session.statuses import INTERRUPTED, PARTLY

    counts = {status: sum(result.status == status for result in results) for status in (DONE, FAILED, UNKNOWN, STOPPED)}
    parts = [f"{count} {status}" for status, count in counts.items() if count or status == DONE]
    parts += [f"{count} {why}" for why, count in skipped.items() if count]
    sentence = ", ".join(parts) + "."
    bad = [result.exit_status for result in results if result.status != DONE]
    if not bad and not any(count for why, count in skipped.items() if why != "done before"):
        return 0, sentence
    if INTERRUPTED in bad:
        return INTERRUPTED, sentence
    if counts[DONE] or skipped.get("done before") or not bad:
        return PARTLY, sentence
    return bad[0], sentence
