"""Tee-Object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.parameters import Parameter
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.enumeration import elements


class TeeObject(Cmdlet):
    """Keeps what comes down the pipeline in a variable or a file, and passes it on."""

    name = "Tee-Object"
    aliases = ("tee",)
    default_set = "File"
    dotnet_name = "Microsoft.PowerShell.Commands.TeeObjectCommand"
    examples = (
        Example("1..3 | Tee-Object -Variable all | Measure-Object | Out-Null; $all.Count", "In a variable.", "3"),
        Example(
            "1..3 | Tee-Object n.txt | Measure-Object -Sum | ForEach-Object Sum; (Get-Content n.txt).Count",
            "In a file, and on down the pipeline.",
            "6\n3",
        ),
    )
    links = ("Out-File",)

    input_object = Parameter("object", label="psobject", from_pipeline=True, help="What to keep and pass on.")
    file_path = Parameter("string", aliases=("Path",), sets=("File",), position=0, mandatory=True, help="The file.")
    literal_path = Parameter(
        "string", aliases=("PSPath", "LP"), sets=("LiteralFile",), mandatory=True, help="The file."
    )
    append = Parameter("switch", sets=("File",), help="Adds to the file.")
    encoding = Parameter(
        "object",
        label="System.Text.Encoding",
        transform=encoding_of,
        sets=("File", "LiteralFile"),
        validators=(ValidateNotNullOrEmpty(),),
        help="utf8 unless said otherwise.",
    )
    variable = Parameter("string", sets=("Variable",), mandatory=True, help="The variable.")

    def begin(self) -> None:
        """Open the file."""
        self._kept: list[object] = []
        self._file: Any = None
        path = self.file_path or self.literal_path
        if path is not None:
            from glueshell.cmdlets.output.text_file import TextFile

            encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
            self._file = TextFile(self, path, append=bool(self.append), encoding=encoding)

    def receiver(self) -> Callable[[object], None]:
        """Keep every object and pass it on."""
        write = self.write
        keep = self._kept.append if self._file is None else self._file.add

        def receive(item: object) -> None:
            keep(item)
            write(item)

        return receive

    def process(self) -> None:
        """Keep the object given as an argument."""
        if self.is_bound("InputObject"):
            for item in elements(self.input_object):
                self.receiver()(item)

    def end(self) -> None:
        """Set the variable, or finish the file."""
        if self._file is not None:
            self._file.close()
        else:
            kept = self._kept
            self.engine.set_variable(self.variable, (kept[0] if kept else None) if len(kept) < 2 else kept)

    def dispose(self) -> None:
        """Let the file go, whatever happened."""
        if self._file is not None:
            self._file.release()
