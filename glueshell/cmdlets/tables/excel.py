"""Export-Excel and Import-Excel."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import Any, NoReturn

from glueshell.cmdlets.files.targets import file_path
from glueshell.cmdlets.files.written_file import writing_problem
from glueshell.cmdlets.objects.expressions import MISSING, names_of
from glueshell.cmdlets.tables.excel_text import fill, read, sheet_name
from glueshell.cmdlets.tables.export_text import FileExport, refuse_shapes
from glueshell.cmdlets.tables.packages import optional
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange
from glueshell.formatting.cells import width_of
from glueshell.formatting.columns import reader
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import to_text

SHEET = "Sheet1"
# Columns are made as wide as their texts, within reason.
_WIDEST = 80
_MESSAGES = {
    "cut": "{count} text(s) were longer than a cell of a spreadsheet can hold and have been cut.",
    "no-sheet": "There is no sheet '{name}' in {file}.",
    "no-excel": "{file} is not an Excel file (.xlsx).",
    "no-rows": "{file} has no rows in sheet '{name}'.",
}


class ExportExcel(FileExport):
    """Writes objects to a sheet of an Excel file (.xlsx).

    Numbers, dates and booleans stay what they are. Text that a spreadsheet would take for a formula gets a quote before
    it, numbers and telephone numbers excepted; Import-Excel takes it away again. Other sheets of a file that is there
    stay; the file changes as a whole at the end.
    """

    name = "Export-Excel"
    dotnet_name = "GlueShell.ExportExcel"
    examples = (
        Example(
            "[pscustomobject]@{ id = 1; name = 'Contoso' } | Export-Excel org.xlsx; (Import-Excel org.xlsx).name",
            "Written and read back.",
            "Contoso",
        ),
        Example(
            "1, 2 | ForEach-Object { [pscustomobject]@{ n = $_ } } | Export-Excel n.xlsx -WorksheetName All -AutoSize;"
            " (Import-Excel n.xlsx All | Measure-Object n -Sum).Sum",
            "A sheet with a name, its columns as wide as their texts.",
            "3",
        ),
    )
    links = ("Import-Excel", "Export-Csv")

    input_object = Parameter("psobject", mandatory=True, from_pipeline=True, help="The objects.")
    worksheet_name = Parameter("string", aliases=("Sheet",), default=SHEET, help="The sheet (Sheet1).")
    append = Parameter("switch", help="Below the rows that are there, under their columns.")
    no_header = Parameter("switch", help="No row of names.")
    title = Parameter("string", help="A line of text above the table.")
    auto_size = Parameter("switch", help="Columns as wide as their texts.")
    auto_filter = Parameter("switch", help="Filter buttons on the names.")
    bold_top_row = Parameter("switch", help="The names in bold.")
    freeze_top_row = Parameter("switch", help="The names stay in sight.")
    raw = Parameter("switch", help="Cells that look like formulas are written as they are, and run.")

    def begin(self) -> None:
        """Open the file."""
        wrong = sheet_name(self.worksheet_name)
        if wrong is not None:
            self.throw(ErrorRecord(PSError(wrong, "InvalidSheetName", "InvalidArgument", target=self.worksheet_name)))
        self._excel = optional("openpyxl")
        self._items: list[object] = []
        given = self.path if self.path is not None else self.literal_path
        place = file_path(self, given)
        self._book = _book(self, place) if os.path.isfile(place) and not self.no_clobber else None
        self._file = self.open_file()

    def process(self) -> None:
        """Collect an object."""
        if not self._items:
            refuse_shapes(self, self.input_object)
        self._items.append(self.input_object)

    def end(self) -> None:
        """Write the sheet, and put the file in its place."""
        file = self._file
        if file is None:
            return
        book = self._book if self._book is not None else self._new_book()
        self._write(self._sheet(book))
        held = io.BytesIO()
        book.save(held)
        file.write_bytes(held.getvalue())
        file.finish()

    def _new_book(self) -> Any:
        book = self._excel.Workbook()
        book.remove(book.active)
        return book

    def _sheet(self, book: Any) -> Any:
        name = next((known for known in book.sheetnames if known.lower() == self.worksheet_name.lower()), None)
        if name is None:
            return book.create_sheet(self.worksheet_name)
        if self.append:
            return book[name]
        place = book.sheetnames.index(name)
        book.remove(book[name])
        return book.create_sheet(name, place)

    def _write(self, sheet: Any) -> None:
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        if not self._items:
            return
        names, row = self._columns(sheet)
        readers = [reader(name) for name in names]
        cut = 0
        for item in self._items:
            row += 1
            for column, get in enumerate(readers, 1):
                value = get(item)
                if value is not MISSING and value is not None:
                    cell = sheet.cell(row, column)
                    cut += not fill(cell, value, raw=bool(self.raw), clean=ILLEGAL_CHARACTERS_RE)
        if cut:
            self.write_warning(_MESSAGES["cut"].format(count=cut))
        self._dress(sheet)

    def _columns(self, sheet: Any) -> tuple[list[str], int]:
        """The names of the columns, and the last row before the objects' own."""
        from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

        self._top = 1
        if self.append and sheet.max_row and sheet["A1"].value is not None:
            names = [str(read(cell.value, raw=False) or "") for cell in sheet[1]]
            return [name for name in names if name], sheet.max_row
        names, row = names_of(self._items[0]), 0
        if self.title:
            row += 1
            fill(sheet.cell(row, 1), self.title, raw=False, clean=ILLEGAL_CHARACTERS_RE)
            sheet.cell(row, 1).font = self._bold()
        if not self.no_header:
            row += 1
            for column, name in enumerate(names, 1):
                fill(sheet.cell(row, column), name, raw=False, clean=ILLEGAL_CHARACTERS_RE)
        self._top = max(row, 1)
        return names, row

    def _bold(self) -> Any:
        from openpyxl.styles import Font

        return Font(bold=True)

    def _dress(self, sheet: Any) -> None:
        from openpyxl.utils import get_column_letter

        top = self._top
        if self.bold_top_row:
            for cell in sheet[top]:
                cell.font = self._bold()
        if self.freeze_top_row:
            sheet.freeze_panes = sheet.cell(top + 1, 1)
        if self.auto_filter:
            sheet.auto_filter.ref = f"A{top}:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        if self.auto_size:
            for column in sheet.iter_cols(min_row=top):
                widest = max(max(map(width_of, to_text(cell.value).split("\n"))) for cell in column)
                sheet.column_dimensions[column[0].column_letter].width = min(widest, _WIDEST) + 2


class ImportExcel(Cmdlet):
    """Reads the rows of a sheet of an Excel file as objects.

    The first row has the names. A quote that Export-Excel put before a text that looks like a formula is taken away;
    `-Raw` leaves it. Of a cell with a formula the value is read that was last worked out.
    """

    name = "Import-Excel"
    dotnet_name = "GlueShell.ImportExcel"
    examples = (
        Example(
            "[pscustomobject]@{ n = 1.5; note = '=1+1' } | Export-Excel a.xlsx; (Import-Excel a.xlsx).note",
            "A cell that looked like a formula.",
            "=1+1",
        ),
        Example(
            "[pscustomobject]@{ a = 1; b = 2 } | Export-Excel b.xlsx -NoHeader;"
            " (Import-Excel b.xlsx -HeaderName one, two).two",
            "Names of your own.",
            "2",
        ),
    )
    links = ("Export-Excel", "Import-Csv")

    path = Parameter(
        "string",
        position=0,
        mandatory=True,
        from_pipeline=True,
        from_pipeline_by_name=True,
        aliases=("FullName", "LiteralPath", "PSPath"),
        validators=(ValidateNotNullOrEmpty(),),
        help="The file.",
    )
    worksheet_name = Parameter(
        "string", aliases=("Sheet",), position=1, help="The sheet; the first unless said otherwise."
    )
    header_name = Parameter("string[]", aliases=("Header",), help="The names, where no row has them.")
    start_row = Parameter("int", default=1, validators=(ValidateRange(1, 2**20),), help="The row of the names (1).")
    raw = Parameter("switch", help="Texts as they are in the file.")

    def process(self) -> Iterator[object]:
        """The objects of a file."""
        optional("openpyxl")
        place = file_path(self, self.path)
        if not os.path.isfile(place):
            _refuse(self, *writing_problem(FileNotFoundError(), place), place)
        book = _book(self, place, values=True)
        try:
            yield from self._rows(book, place)
        finally:
            book.close()

    def _rows(self, book: Any, place: str) -> Iterator[object]:
        name = self.worksheet_name or book.sheetnames[0]
        found = next((known for known in book.sheetnames if known.lower() == name.lower()), None)
        if found is None:
            sentence = _MESSAGES["no-sheet"].format(name=name, file=os.path.basename(place))
            advice = f"Its sheets: {', '.join(book.sheetnames)}."
            problem = PSError(sentence, "SheetNotFound", "ObjectNotFound", target=name, suggestion=advice)
            self.throw(ErrorRecord(problem))
        rows = book[found].iter_rows(min_row=self.start_row, values_only=True)
        names = list(self.header_name) if self.header_name else None
        for row in rows:
            if names is None:
                if all(value is None for value in row):
                    continue
                names = _names(row, raw=bool(self.raw))
                continue
            if any(value is not None for value in row):
                values = [read(value, raw=bool(self.raw)) for value in row]
                values += [None] * (len(names) - len(values))
                yield PSObject(dict(zip(names, values)))


def _names(row: tuple[Any, ...], *, raw: bool) -> list[str]:
    """The names of the columns; one without a name is called by its place, a second of the same name too."""
    names: list[str] = []
    last = max((at for at, value in enumerate(row, 1) if value is not None), default=0)
    for at, value in enumerate(row[:last], 1):
        name = to_text(read(value, raw=raw)) or f"P{at}"
        taken = {known.lower() for known in names}
        names.append(name if name.lower() not in taken else f"{name}{at}")
    return names


def _book(cmdlet: Cmdlet, place: str, *, values: bool = False) -> Any:
    """The workbook of a file; `values` reads what formulas came to, quickly."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(place, read_only=values, data_only=values)
    except (BadZipFile, InvalidFileException, KeyError, ValueError):
        message = _MESSAGES["no-excel"].format(file=os.path.basename(place))
        _refuse(cmdlet, message, "System.IO.FileFormatException", place)
    except OSError as error:
        _refuse(cmdlet, *writing_problem(error, place), place)


def _refuse(cmdlet: Cmdlet, message: str, kind: str, place: str) -> NoReturn:
    cmdlet.throw(ErrorRecord(PSError(message, "FileOpenFailure", "OpenError", kind, target=place)))
