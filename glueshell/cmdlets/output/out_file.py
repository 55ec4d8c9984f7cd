"""Out-File."""

from __future__ import annotations

from collections.abc import Callable

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of
from glueshell.cmdlets.output.text_file import TextFile
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty, ValidateRange


class OutFile(Cmdlet):
    """Writes what a screen would show into a file; `>` and `>>` are this."""

    name = "Out-File"
    default_set = "ByPath"
    supports_should_process = True
    roles = ("write-file",)
    dotnet_name = "Microsoft.PowerShell.Commands.OutFileCommand"
    examples = (
        Example(
            "1..3 | Out-File numbers.txt; Get-Content numbers.txt -Tail 1", "A file of what a screen would show.", "3"
        ),
        Example(
            "'one' | Out-File log.txt; 'two' | Out-File log.txt -Append; (Get-Content log.txt).Count",
            "At the end of the file.",
            "2",
        ),
        Example("'one' | Out-File report.txt -WhatIf", "Says what it would do."),
    )
    links = ("Tee-Object", "Out-String")

    file_path = Parameter("string", aliases=("Path",), sets=("ByPath",), position=0, mandatory=True, help="The file.")
    literal_path = Parameter(
        "string",
        aliases=("PSPath", "LP"),
        sets=("ByLiteralPath",),
        mandatory=True,
        from_pipeline_by_name=True,
        help="The file.",
    )
    encoding = Parameter(
        "object",
        position=1,
        transform=encoding_of,
        validators=(ValidateNotNullOrEmpty(),),
        label="System.Text.Encoding",
        help="utf8 without a mark (the default), utf8BOM, unicode, ansi, ascii, a code page.",
    )
    append = Parameter("switch", help="Adds to the file.")
    force = Parameter("switch", help="Over a read-only file too.")
    no_clobber = Parameter("switch", aliases=("NoOverwrite",), help="Never over a file that is there.")
    width = Parameter("int", validators=(ValidateRange(2, 2**31 - 1),), help="Columns (120).")
    no_newline = Parameter("switch", help="No line ends.")
    input_object = Parameter("object", label="psobject", from_pipeline=True, help="The objects to write.")

    def begin(self) -> None:
        """Open the file."""
        path = self.file_path or self.literal_path
        self._file = (
            TextFile(
                self,
                path,
                append=bool(self.append),
                encoding=self.encoding if isinstance(self.encoding, TextEncoding) else UTF8,
                width=self.width,
                no_newline=bool(self.no_newline),
                no_clobber=bool(self.no_clobber),
                force=bool(self.force),
            )
            if self.should_process(path, "Output to File")
            else None
        )

    def receiver(self) -> Callable[[object], None]:
        """Write every object."""
        return self._add

    def process(self) -> None:
        """Write the object given as an argument."""
        if self.is_bound("InputObject"):
            self._add(self.input_object)

    def end(self) -> None:
        """Write the rest."""
        if self._file is not None:
            self._file.close()

    def dispose(self) -> None:
        """Let the file go, whatever happened."""
        file = getattr(self, "_file", None)
        if file is not None:
            file.release()

    def _add(self, item: object) -> None:
        if self._file is not None:
            self._file.add(item)
