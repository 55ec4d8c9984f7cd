"""Export-Csv and Import-Csv."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of, marked
from glueshell.cmdlets.files.targets import file_path
from glueshell.cmdlets.files.written_file import WrittenFile, writing_problem
from glueshell.cmdlets.tables.convert_csv import CsvWriting, separator_of
from glueshell.cmdlets.tables.csv_text import CsvReader, line_end
from glueshell.cmdlets.tables.export_text import refuse_shapes
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.validators import ValidateNotNull, ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.members import MISSING, get_member_or_missing
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import has_wildcard

_ENCODING_HELP = "utf8 without a mark (the default), utf8BOM, unicode, ansi, ascii, a code page."


def _open_problem(message: str, kind: str) -> ErrorRecord:
    return ErrorRecord(PSError(message, "FileOpenFailure", "OpenError", kind))


def both_or_none(cmdlet: Cmdlet) -> None:
    """End a command that was given both paths, or none."""
    cmdlet.throw(
        ErrorRecord(
            PSError(
                "You must specify either the -Path or -LiteralPath parameters, but not both.",
                "CannotSpecifyPathAndLiteralPath",
                "InvalidData",
                "System.InvalidOperationException",
            )
        )
    )


class ExportCsv(CsvWriting):
    """Writes objects to a CSV file.

    Text that a spreadsheet would take for a formula gets a quote before it, numbers and telephone numbers excepted;
    Import-Csv takes the quote away again. `-Raw` writes every cell as it is. The file changes as a whole at the end.
    """

    name = "Export-Csv"
    aliases = ("epcsv",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.ExportCsvCommand"
    examples = (
        Example("[pscustomobject]@{ id = 1; name = 'Contoso' } | Export-Csv org.csv; Get-Content org.csv", "",
                '"id","name"\n"1","Contoso"'),
        Example("[pscustomobject]@{ note = '=1+1' } | Export-Csv a.csv; Get-Content a.csv -Tail 1;"
                " (Import-Csv a.csv).note", "A cell that looks like a formula.", "\"'=1+1\"\n=1+1"),
        Example("1, 2 | ForEach-Object { [pscustomobject]@{ n = $_ } | Export-Csv n.csv -Append };"
                " (Import-Csv n.csv).n", "At the end of the file.", "1\n2"),
    )  # fmt: skip
    links = ("Import-Csv", "ConvertTo-Csv")

    input_object = Parameter("psobject", mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
                             help="The objects.")  # fmt: skip
    path = Parameter("string", position=0, validators=(ValidateNotNullOrEmpty(),), help="The file.")
    literal_path = Parameter("string", aliases=("PSPath", "LP"), validators=(ValidateNotNullOrEmpty(),),
                             help="The file, every character meant as it is written.")  # fmt: skip
    force = Parameter("switch", help="Over a read-only file; with -Append, whatever the columns.")
    no_clobber = Parameter("switch", aliases=("NoOverwrite",), help="Never over a file that is there.")
    encoding = Parameter(
        "object", label="System.Text.Encoding", transform=encoding_of,
        validators=(ValidateNotNullOrEmpty(),), help=_ENCODING_HELP
    )
    append = Parameter("switch", help="At the end of the file, under its columns.")
    raw = Parameter("switch", help="Cells that look like formulas are written as they are.")

    def begin(self) -> None:
        """Open the file."""
        self._file: WrittenFile | None = None
        self._rest = False
        if (self.path is None) is (self.literal_path is None):
            both_or_none(self)
        self._writer = self.writer(safe=not self.raw)
        self._given = self.path if self.path is not None else self.literal_path
        place = file_path(self, self._given)
        self._wanted = self.should_process(self._given)
        if not self._wanted:
            return
        if self.no_clobber and not self.append and os.path.exists(place):
            self.throw(
                ErrorRecord(
                    PSError(f"The file '{place}' already exists.", "NoClobber", "ResourceExists",
                            "System.IO.IOException", target=self._given)
                )
            )  # fmt: skip
        encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
        try:
            if self.append and os.path.isfile(place) and os.path.getsize(place):
                self._continue(place, encoding)
            if self.force and os.path.isfile(place) and not os.access(place, os.W_OK):
                os.chmod(place, os.stat(place).st_mode | 0o200)
            self._file = WrittenFile(place, encoding, append=bool(self.append))
            if self._unfinished:
                self._file.write(line_end())
        except OSError as error:
            self.throw(_open_problem(*writing_problem(error, place)))

    _unfinished = False

    def _continue(self, place: str, encoding: TextEncoding) -> None:
        """Take over the columns of the file."""
        import csv

        with open(place, "rb") as binary:
            data = binary.read(4)
            codec, skipped = marked(data, encoding.codec)
            binary.seek(-4 if len(data) == 4 else 0, os.SEEK_END if len(data) == 4 else os.SEEK_SET)
            self._unfinished = not binary.read().decode(codec, "replace").rstrip("\0").endswith("\n")
        with open(place, encoding=codec, errors="replace", newline="") as file:
            if skipped:
                file.read(1)
            rows = csv.reader(file, delimiter=self._writer.delimiter, skipinitialspace=True)
            for row in rows:
                if row and not row[0].startswith("#"):
                    self._writer.columns(row)
                    self._rest = True
                    return

    def process(self) -> None:
        """Write an object's line."""
        file, writer = self._file, self._writer
        if file is None:
            return
        item = self.input_object
        if self._rest and not self.force:
            self._check(item)
        if writer.names is None:
            refuse_shapes(self, item)
            writer.columns_of(item)
            if writer.names:
                for line in self.first_lines(writer, item):
                    file.write(line + line_end())
        if writer.names:
            file.write(writer.line(item) + line_end())

    def _check(self, item: object) -> None:
        for name in self._writer.names or ():
            if get_member_or_missing(item, name, MISSING) is MISSING:
                self.throw(
                    ErrorRecord(
                        PSError(
                            f"Cannot append CSV content to the following file: {self._given}. The appended object does"
                            f" not have a property that corresponds to the following column: {name}. To continue with"
                            " mismatched properties, add the -Force parameter, and then retry the command.",
                            "CannotAppendCsvWithMismatchedPropertyNames",
                            "InvalidData",
                            "System.InvalidOperationException",
                            target=name,
                        )
                    )
                )

    def end(self) -> None:
        """Put the file in its place."""
        if self._file is not None:
            self._file.finish()

    def dispose(self) -> None:
        """Leave the old file as it was when something went wrong."""
        file = getattr(self, "_file", None)
        if file is not None:
            file.discard()


_PATHS = ("DelimiterPath", "CulturePath")
_LITERALS = ("DelimiterLiteralPath", "CultureLiteralPath")


class ImportCsv(Cmdlet):
    """Reads objects from a CSV file; every value is text.

    A quote that Export-Csv put before a cell that looks like a formula is taken away; `-Raw` leaves it.
    """

    name = "Import-Csv"
    aliases = ("ipcsv",)
    default_set = "DelimiterPath"
    dotnet_name = "Microsoft.PowerShell.Commands.ImportCsvCommand"
    examples = (
        Example("'name,ram', 'DC01,32' | Set-Content a.csv; (Import-Csv a.csv).name", "The names come first.", "DC01"),
        Example("'DC01;32' | Set-Content a.csv; (Import-Csv a.csv ';' -Header name, ram).ram", "Names of your own.",
                "32"),
    )  # fmt: skip
    links = ("Export-Csv", "ConvertFrom-Csv")

    delimiter = Parameter("char", sets=("DelimiterPath", "DelimiterLiteralPath"), position=1,
                          validators=(ValidateNotNull(),), default=",",
                          help="What stands between the cells.")  # fmt: skip
    path = Parameter(
        "string[]",
        placements={name: Placement(mandatory=True, position=0, from_pipeline=True, from_pipeline_by_name=True)
                    for name in _PATHS},
        validators=(ValidateNotNullOrEmpty(),), wildcards=True, help="The files; wildcards allowed.",
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), sets=_LITERALS, mandatory=True, from_pipeline_by_name=True,
        validators=(ValidateNotNullOrEmpty(),), help="The files, every character meant as it is written.",
    )  # fmt: skip
    use_culture = Parameter("switch", sets=("CulturePath", "CultureLiteralPath"), mandatory=True,
                            help="The list separator of the culture (a comma).")  # fmt: skip
    header = Parameter("string[]", validators=(ValidateNotNullOrEmpty(),), help="The names, where no line has them.")
    encoding = Parameter("object", label="System.Text.Encoding", transform=encoding_of,
                         validators=(ValidateNotNullOrEmpty(),),
                         help="How a file without a mark is read: utf8 (the default), ansi, a code page.")  # fmt: skip
    raw = Parameter("switch", help="Cells as they are in the file.")

    def process(self) -> Iterator[object]:
        """The objects of each file."""
        literal = self.literal_path is not None
        for text in self.literal_path if literal else self.path:
            for path in self._files(to_text(text), literal):
                try:
                    yield from self._read(path)
                except OSError as error:
                    self.throw(_open_problem(*self._words(error, path)))

    def _files(self, text: str, literal: bool) -> list[str]:
        if literal or not has_wildcard(text):
            return [file_path(self, text)]
        found = [place.path for place in self.engine.drives.expand(text) if not place.is_container]
        if not found:
            problem = _open_problem("Unable to find the specified file.", "System.IO.FileNotFoundException")
            problem.details = f"Cannot perform operation because the wildcard path {text} did not resolve to a file."
            self.throw(problem)
        return found

    def _words(self, error: OSError, path: str) -> tuple[str, str]:
        if isinstance(error, FileNotFoundError) and os.path.isdir(os.path.dirname(path)):
            return f"Could not find file '{path}'.", "System.IO.FileNotFoundException"
        return writing_problem(error, path)

    def _read(self, path: str) -> Iterator[object]:
        encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
        if os.path.isdir(path):
            raise PermissionError(path)
        with open(path, "rb") as binary:
            codec, skipped = marked(binary.read(4), encoding.codec)
        reader = CsvReader(self, separator_of(self), self.header, restore=not self.raw)
        with open(path, encoding=codec, errors="replace", newline="") as file:
            if skipped:
                file.read(1)
            yield from reader.feed(file)
