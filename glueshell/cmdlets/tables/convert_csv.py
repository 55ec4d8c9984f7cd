"""ConvertTo-Csv and ConvertFrom-Csv."""

from __future__ import annotations

import io
from collections.abc import Iterator

from glueshell.cmdlets.tables.csv_text import ALWAYS, AS_NEEDED, NEVER, CsvReader, CsvWriter
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNull, ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.text import to_text
from glueshell.objects.typeinfo import type_names

_DELIMITER, _CULTURE = "Delimiter", "UseCulture"


def separator_of(cmdlet: Cmdlet) -> str:
    """What stands between cells: the -Delimiter, with -UseCulture the culture's list separator."""
    if not cmdlet.is_bound(_CULTURE):
        return str(cmdlet.delimiter)  # type: ignore[attr-defined]
    from glueshell.objects.ambient import culture_name
    from glueshell.objects.types.culture import Culture

    return str(Culture(culture_name()).data["list_separator"])


class CsvWriting(Cmdlet):
    """What ConvertTo-Csv and Export-Csv share."""

    default_set = _DELIMITER

    delimiter = Parameter("char", sets=(_DELIMITER,), position=1, validators=(ValidateNotNull(),), default=",",
                          help="What stands between the cells.")  # fmt: skip
    use_culture = Parameter("switch", sets=(_CULTURE,), help="The list separator of the culture (a comma).")
    include_type_information = Parameter("switch", aliases=("ITI",), help="A first line that names the type.")
    no_type_information = Parameter("switch", aliases=("NTI",), help="No such line (the default).")
    quote_fields = Parameter("string[]", aliases=("QF",), help="The columns to put in quotes.")
    use_quotes = Parameter("string",
                           label="Microsoft.PowerShell.Commands.BaseCsvWritingCommand+QuoteKind", aliases=("UQ",),
                           values=(NEVER, ALWAYS, AS_NEEDED), default=ALWAYS,
                           help="Which cells are in quotes.")  # fmt: skip
    no_header = Parameter("switch", help="No line of names.")

    def writer(self, *, safe: bool = False) -> CsvWriter:
        """The writer the parameters describe; ends the command when they contradict each other."""
        if self.is_bound("QuoteFields") and self.is_bound("UseQuotes"):
            self._contradiction("UseQuotes", "QuoteFields")
        if self.is_bound("IncludeTypeInformation") and self.is_bound("NoTypeInformation"):
            self._contradiction("IncludeTypeInformation", "NoTypeInformation")
        fields = None if self.quote_fields is None else [to_text(name) for name in self.quote_fields]
        return CsvWriter(separator_of(self), self.use_quotes, fields, safe=safe)

    def _contradiction(self, one: str, other: str) -> None:
        ids = {"UseQuotes": "CannotSpecifyQuoteFieldsAndUseQuotes"}
        self.throw(
            ErrorRecord(
                PSError(
                    f"You must specify either the -{one} or -{other} parameters, but not both.",
                    ids.get(one, f"CannotSpecify{one}And{other}"),
                    "InvalidData",
                    "System.InvalidOperationException",
                )
            )
        )

    def first_lines(self, writer: CsvWriter, item: object) -> list[str]:
        """What comes before the first object's line."""
        lines = []
        if self.include_type_information:
            lines.append(f"#TYPE {type_names(item)[0]}")
        if not self.no_header:
            lines.append(writer.header())
        return lines


class ConvertToCsv(CsvWriting):
    """Turns objects into lines of CSV.

    The first object decides the columns. The text is exactly what PowerShell makes; Export-Csv guards against formulas.
    """

    name = "ConvertTo-Csv"
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertToCsvCommand"
    output_types = ("System.String",)
    examples = (
        Example("[pscustomobject]@{ Name = 'DC01'; Ram = 32 } | ConvertTo-Csv", "", '"Name","Ram"\n"DC01","32"'),
        Example("[pscustomobject]@{ a = 1; b = 'x;y' } | ConvertTo-Csv -Delimiter ';' -UseQuotes AsNeeded",
                "Quotes where they are needed.", 'a;b\n1;"x;y"'),
    )  # fmt: skip
    links = ("Export-Csv", "ConvertFrom-Csv")

    input_object = Parameter("psobject", position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
                             help="The objects.")  # fmt: skip

    def begin(self) -> None:
        """Settle how to write."""
        self._writer = self.writer()

    def process(self) -> Iterator[object]:
        """An object's line."""
        writer = self._writer
        if writer.names is None:
            writer.columns_of(self.input_object)
            if writer.names:
                yield from self.first_lines(writer, self.input_object)
        if writer.names:
            line = writer.line(self.input_object)
            if line:
                yield line


class ConvertFromCsv(Cmdlet):
    """Turns lines of CSV into objects; every value is text."""

    name = "ConvertFrom-Csv"
    default_set = _DELIMITER
    dotnet_name = "Microsoft.PowerShell.Commands.ConvertFromCsvCommand"
    examples = (
        Example("'name,ram', 'DC01,32' | ConvertFrom-Csv | ForEach-Object name", "The names come first.", "DC01"),
        Example("('DC01;32' | ConvertFrom-Csv -Delimiter ';' -Header name, ram).ram", "Names of your own.", "32"),
    )
    links = ("Import-Csv", "ConvertTo-Csv")

    delimiter = Parameter("char", sets=(_DELIMITER,), position=1, validators=(ValidateNotNull(),), default=",",
                          help="What stands between the cells.")  # fmt: skip
    use_culture = Parameter("switch", sets=(_CULTURE,), mandatory=True,
                            help="The list separator of the culture (a comma).")  # fmt: skip
    input_object = Parameter("psobject[]", position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True,
                             allow_empty=True, help="The lines.")  # fmt: skip
    header = Parameter("string[]", validators=(ValidateNotNullOrEmpty(),), help="The names, where no line has them.")

    def begin(self) -> None:
        """No line read yet."""
        self._reader = CsvReader(self, separator_of(self), self.header)

    def process(self) -> Iterator[object]:
        """The objects of each text."""
        for item in self.input_object:
            text = to_text(item)
            made = self._reader.simple(text)
            if made is not None:
                yield made
            else:
                yield from self._reader.feed(io.StringIO(text, newline=""))
