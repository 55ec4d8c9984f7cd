"""What the Export-* cmdlets share: objects are collected, and the file changes as a whole at the end."""

from __future__ import annotations

import os

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of
from glueshell.cmdlets.files.targets import file_path
from glueshell.cmdlets.files.written_file import WrittenFile, writing_problem
from glueshell.engine.cmdlet import Cmdlet
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError


def refuse_shapes(cmdlet: Cmdlet, item: object) -> None:
    """End an export of what Format-Table and its like make: it is for a screen and has no properties of the objects."""
    from glueshell.formatting.directives import FormatDirective

    if isinstance(item, FormatDirective):
        problem = PSError(
            f"{cmdlet.name} cannot use what the Format cmdlets make: that is for a screen.",
            "FormattedInput",
            "InvalidArgument",
            "System.ArgumentException",
            suggestion="Choose columns with Select-Object instead, and leave Format-Table for the end.",
        )
        cmdlet.throw(ErrorRecord(problem))


class FileExport(Cmdlet):
    """Base of the exports: one file, made ready to be replaced."""

    supports_should_process = True
    default_set = "Path"

    path = Parameter(
        "string", position=0, sets=("Path",), mandatory=True, validators=(ValidateNotNullOrEmpty(),), help="The file."
    )
    literal_path = Parameter(
        "string",
        aliases=("PSPath", "LP"),
        sets=("LiteralPath",),
        mandatory=True,
        validators=(ValidateNotNullOrEmpty(),),
        help="The file, every character meant as it is written.",
    )
    force = Parameter("switch", help="Over a read-only file too.")
    no_clobber = Parameter("switch", aliases=("NoOverwrite",), help="Never over a file that is there.")

    def open_file(self, encoding: TextEncoding = UTF8, *, append: bool = False) -> WrittenFile | None:
        """The file to write, None when it shall not be; a path that cannot be written ends the command."""
        given = self.path if self.path is not None else self.literal_path
        place = file_path(self, given)
        if not self.should_process(given):
            return None
        if self.no_clobber and not append and os.path.exists(place):
            self.throw(
                ErrorRecord(
                    PSError(
                        f"The file '{place}' already exists.",
                        "NoClobber",
                        "ResourceExists",
                        "System.IO.IOException",
                        target=given,
                    )
                )
            )
        try:
            if self.force and os.path.isfile(place) and not os.access(place, os.W_OK):
                os.chmod(place, os.stat(place).st_mode | 0o200)
            return WrittenFile(place, encoding, append=append)
        except OSError as error:
            message, kind = writing_problem(error, place)
            self.throw(ErrorRecord(PSError(message, "FileOpenFailure", "OpenError", kind, target=given)))

    def dispose(self) -> None:
        """Leave the old file as it was when something went wrong."""
        file = getattr(self, "_file", None)
        if file is not None:
            file.discard()


class TextExport(FileExport):
    """Base of the exports that write text."""

    encoding = Parameter(
        "object",
        transform=encoding_of,
        validators=(ValidateNotNullOrEmpty(),),
        label="System.Text.Encoding",
        help="utf8 without a mark (the default), utf8BOM, unicode, ansi, ascii, a code page.",
    )
    input_object = Parameter("psobject", mandatory=True, from_pipeline=True, help="The objects.")

    def begin(self) -> None:
        """Open the file."""
        encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
        self._file = self.open_file(encoding, append=self.appends)
        self._items: list[object] = []

    @property
    def appends(self) -> bool:
        """Whether the file is added to."""
        return False

    def process(self) -> None:
        """Collect an object."""
        if not self._items:
            refuse_shapes(self, self.input_object)
        self._items.append(self.input_object)

    def end(self) -> None:
        """Write the text, and put the file in its place."""
        if self._file is not None:
            self._file.write(self.text(self._items))
            self._file.finish()

    def text(self, items: list[object]) -> str:
        """The text of the objects."""
        raise NotImplementedError
