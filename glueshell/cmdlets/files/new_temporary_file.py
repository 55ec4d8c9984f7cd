"""New-TemporaryFile."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.providers.file_items import file_item


class NewTemporaryFile(Cmdlet):
    """Makes an empty file that nobody else can read, in the folder for such files."""

    name = "New-TemporaryFile"
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.NewTemporaryFileCommand"
    output_types = ("System.IO.FileInfo",)
    examples = (
        Example("$t = New-TemporaryFile; $t.Length; Remove-Item $t", "Empty.", "0"),
        Example("$t = New-TemporaryFile; $t.Extension; $t | Remove-Item", "", ".tmp"),
    )
    links = ("New-Item", "Remove-Item")

    def end(self) -> Iterator[object]:
        """Make it."""
        import tempfile

        folder = tempfile.gettempdir()
        if not self.should_process(folder):
            return
        handle, path = tempfile.mkstemp(".tmp", "tmp")
        os.close(handle)
        yield file_item(path, self.engine.drives.place(path).drive)
