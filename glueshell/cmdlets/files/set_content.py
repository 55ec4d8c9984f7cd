"""Set-Content, Add-Content and Clear-Content."""

from __future__ import annotations

import os
from collections.abc import Iterator

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, encoding_of
from glueshell.cmdlets.files.targets import ContentCmdlet, fits, given_paths, targets
from glueshell.cmdlets.files.written_file import WrittenFile, writing_problem
from glueshell.engine.cmdlet import Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter
from glueshell.engine.providers.places import Place
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import NOTHING, PSObject, unwrap
from glueshell.objects.text import net_text, to_text
from glueshell.objects.wildcard import has_wildcard, unescape


def content_text(item: object) -> str:
    """An object as a file's line: its own text, a custom object's as `@{name=value}`."""
    if isinstance(item, PSObject) and item.base is NOTHING:
        return to_text(item)
    return net_text(unwrap(item))


class _Writing(ContentCmdlet):
    """What Set-Content and Add-Content share."""

    supports_should_process = True
    order = (
        "Value",
        "PassThru",
        "Path",
        "LiteralPath",
        "Filter",
        "Include",
        "Exclude",
        "Force",
        "Credential",
        "NoNewline",
        "Encoding",
        "AsByteStream",
    )
    _append = False
    _action = "Set Content"

    value = Parameter(
        "object[]", position=1, mandatory=True, from_pipeline=True, from_pipeline_by_name=True, allow_null=True,
        allow_empty=True, allow_empty_collection=True, help="What to write; each object becomes a line.",
    )  # fmt: skip
    pass_thru = Parameter("switch", help="Answers what was written.")
    no_newline = Parameter("switch", dynamic=True, help="No line ends.")
    encoding = Parameter(
        "object", label="System.Text.Encoding", dynamic=True, transform=encoding_of,
        validators=(ValidateNotNullOrEmpty(),),
        help="utf8 without a mark (the default), utf8BOM, unicode, ansi, ascii, a code page.",
    )  # fmt: skip
    as_byte_stream = Parameter("switch", dynamic=True, help="The values are bytes.")

    def begin(self) -> None:
        """Nothing is open yet."""
        self._files: list[tuple[Place, WrittenFile]] = []
        self._others: list[tuple[Place, list[object]]] = []
        self._opened = False

    def process(self) -> Iterator[object]:
        """Write the values to every item."""
        if not self._opened:
            self._opened = True
            self._open()
        if not (self._files or self._others):
            return
        for item in _flat(self.value):
            self._put(item)
        if self.pass_thru:
            for _ in (*self._files, *self._others):
                yield self.value

    def end(self) -> None:
        """Put the files in their places."""
        for place, file in self._files:
            try:
                file.finish()
            except OSError as error:
                self._failed(place, error)
        for place, values in self._others:
            if self._append:
                self._not_supported("Cannot call method. The content Seek method is not supported by this provider.")
            place.provider.write(place.path, values[0] if len(values) == 1 else values or None)

    def dispose(self) -> None:
        """Leave replaced files as they were when something went wrong."""
        for _, file in getattr(self, "_files", ()):
            file.discard()

    def _places(self) -> Iterator[Place]:
        texts, literal = given_paths(self)
        for text in texts:
            if not literal and has_wildcard(text):
                yield from targets(self, none_fits=True)
                return
        for text in texts:
            place = self.engine.drives.place(text if literal else unescape(text))
            if fits(self, place.name):
                yield place

    def _open(self) -> None:
        for place in self._places():
            if not place.is_file_system:
                if self.should_process(f"Path: {place.shown}", self._action):
                    self._others.append((place, []))
                continue
            if place.is_container:
                self._folder(place)
                continue
            if not self.should_process(f"Path: {place.shown}", self._action):
                continue
            encoding = self.encoding if isinstance(self.encoding, TextEncoding) else UTF8
            try:
                if self.force and os.path.exists(place.path) and not os.access(place.path, os.W_OK):
                    os.chmod(place.path, os.stat(place.path).st_mode | 0o200)
                self._files.append((place, WrittenFile(place.path, encoding, append=self._append)))
            except OSError as error:
                self._failed(place, error)

    def _folder(self, place: Place) -> None:
        if self._append:
            message = f"Unable to write content because it is a directory: '{place.path}'."
            problem = PSError(message, "WriteContainerContentException", "InvalidOperation",
                              "System.InvalidOperationException", target=place.path)  # fmt: skip
        else:
            problem = PSError(
                f"Unable to clear content of '{place.path}' because it is a directory. Clear-Content is only supported"
                " on files.", "System.NotSupportedException", "NotSpecified", "System.NotSupportedException",
            )  # fmt: skip
        self.write_error(ErrorRecord(problem))

    def _failed(self, place: Place, error: OSError) -> None:
        message, kind = writing_problem(error, place.path)
        what = kind.rpartition(".")[2].removesuffix("Exception")
        error_id, category = {
            "FileNotFound": ("GetContentWriterFileNotFoundError", "ObjectNotFound"),
            "DirectoryNotFound": ("GetContentWriterDirectoryNotFoundError", "ObjectNotFound"),
            "UnauthorizedAccess": ("GetContentWriterUnauthorizedAccessError", "PermissionDenied"),
        }.get(what, ("GetContentWriterIOError", "WriteError"))
        self.write_error(ErrorRecord(PSError(message, error_id, category, kind, target=place.path)))

    def _not_supported(self, message: str) -> None:
        self.throw(
            ErrorRecord(
                PSError(message, "NotSupported", "NotImplemented",
                        "System.Management.Automation.PSNotSupportedException")
            )
        )  # fmt: skip

    def _put(self, item: object) -> None:
        for _, values in self._others:
            values.append(item)
        if not self._files:
            return
        if self.as_byte_stream:
            data = _bytes(self, item)
            for _, file in self._files:
                file.write_bytes(data)
            return
        text = content_text(item) + ("" if self.no_newline else os.linesep)
        for _, file in self._files:
            file.write(text)


class SetContent(_Writing):
    """Writes values to a file, each a line, in place of what was there.

    The file changes as a whole when all values have come; until then the old one is untouched.
    """

    name = "Set-Content"
    dotnet_name = "Microsoft.PowerShell.Commands.SetContentCommand"
    examples = (
        Example("Set-Content note.txt 'Backup runs at 22:00'; Get-Content note.txt", "A line.", "Backup runs at 22:00"),
        Example("1..3 | Set-Content n.txt; (Get-Content n.txt).Count", "From a pipeline.", "3"),
        Example("Set-Content a.txt 'x' -WhatIf; Test-Path a.txt", "Says what it would do.", "...\nFalse"),
    )
    links = ("Get-Content", "Add-Content", "Out-File")


class AddContent(_Writing):
    """Writes values to the end of a file, making it where there is none."""

    name = "Add-Content"
    aliases = ("ac",)
    dotnet_name = "Microsoft.PowerShell.Commands.AddContentCommand"
    examples = (
        Example("'one' | Set-Content a.txt; 'two' | Add-Content a.txt; Get-Content a.txt", "At the end.", "one\ntwo"),
        Example("Add-Content log.txt -Value 'started' -PassThru", "And answers it.", "started"),
    )
    links = ("Set-Content", "Get-Content")
    _append = True
    _action = "Add Content"


class ClearContent(ContentCmdlet):
    """Takes the content of a file away and leaves the file."""

    name = "Clear-Content"
    aliases = ("clc",)
    supports_should_process = True
    dotnet_name = "Microsoft.PowerShell.Commands.ClearContentCommand"
    order = ("Path", "LiteralPath", "Filter", "Include", "Exclude", "Force", "Credential")
    examples = (
        Example("'x' | Set-Content a.txt; Clear-Content a.txt; (Get-Item a.txt).Length", "Empty it.", "0"),
        Example("'x' | Set-Content a.log; Clear-Content *.log -WhatIf", "Says what it would do."),
    )
    links = ("Set-Content", "Remove-Item")

    def process(self) -> None:
        """Empty every file."""
        for place in targets(self, none_fits=True):
            if place.is_file_system:
                self._file(place)
            elif place.provider.name == "Variable":
                place.provider.write(place.path, None)
            else:
                self.throw(
                    ErrorRecord(
                        PSError(
                            "Cannot perform the ClearContent operation. The ClearContent operation is not supported by"
                            " this provider.",
                            "NotSupported",
                            "NotImplemented",
                            "System.Management.Automation.PSNotSupportedException",
                        )
                    )
                )

    def _file(self, place: Place) -> None:
        if place.is_container:
            self.write_error(
                ErrorRecord(
                    PSError(
                        f"Unable to clear content of '{place.path}' because it is a directory. Clear-Content is only"
                        " supported on files.",
                        "ClearDirectoryContent",
                        "InvalidOperation",
                        "System.NotSupportedException",
                        target=place.path,
                    )
                )
            )
            return
        if not self.should_process(f"Item: {place.shown}", "Clear Content"):
            return
        try:
            with open(place.path, "r+b") as file:
                file.truncate()
        except OSError as error:
            message, kind = writing_problem(error, place.path)
            self.write_error(
                ErrorRecord(PSError(message, "ClearContentIOError", "WriteError", kind, target=place.path))
            )


def _flat(value: object) -> Iterator[object]:
    """The values to write, collections inside them opened too."""
    if value is None:
        return
    if not enumerable(value):
        yield value
        return
    for item in iterate(value):
        if item is None:
            continue
        if enumerable(item):
            yield from _flat(item)
        else:
            yield item


def _bytes(cmdlet: _Writing, item: object) -> bytes:
    bare = unwrap(item)
    if isinstance(bare, int) and not isinstance(bare, bool) and 0 <= bare <= 255:
        return bytes((bare,))
    cmdlet.throw(
        ErrorRecord(
            PSError(
                "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte.",
                "Argument",
                "InvalidArgument",
                "System.Management.Automation.PSArgumentException",
                target=item,
            )
        )
    )
