"""Compress-Archive and Expand-Archive."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

from glueshell.cmdlets.files.targets import file_path
from glueshell.cmdlets.files.written_file import writing_problem
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.file_items import file_item
from glueshell.engine.validators import ValidateNotNullOrEmpty
from glueshell.objects.errors import PSError
from glueshell.objects.wildcard import has_wildcard

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

_FILLED = (ValidateNotNullOrEmpty(),)
_EXTENSION = ".zip"
_PIECE = 1 << 20
_EXISTS = (
    "The archive file {0} already exists. Use the -Update parameter to update the existing archive file or use the"
    " -Force parameter to overwrite the existing archive file."
)
_FILE_EXISTS = (
    "Failed to create file '{0}' while expanding the archive file '{1}' contents as the file '{0}' already exists. Use"
    " the -Force parameter if you want to overwrite the existing directory '{2}' contents when expanding the archive"
    " file."
)
_NO_ARCHIVE = "{0} is not a supported archive file format. .zip is the only supported archive file format."
_LEADS_OUT = "The archive '{0}' holds '{1}', which would lead out of the folder '{2}'; nothing was expanded."


def _fail(cmdlet: Cmdlet, text: str, error_id: str, category: str, kind: str, target: object) -> NoReturn:
    cmdlet.throw(ErrorRecord(PSError(text, error_id, category, kind), target=target, exit_status=2))


def _not_there(cmdlet: Cmdlet, path: str) -> NoReturn:
    text = f"The path '{path}' either does not exist or is not a valid file system path."
    _fail(cmdlet, text, "ArchiveCmdletPathNotFound", "InvalidArgument", "System.InvalidOperationException", path)


class CompressArchive(Cmdlet):
    """Packs files and folders into a .zip file.

    A folder goes in with its own name; `folder/*` packs what is in it. The archive changes as a whole at the end.
    """

    name = "Compress-Archive"
    default_set = "Path"
    supports_should_process = True
    dotnet_name = "Compress-Archive"
    output_types = ("System.IO.FileInfo",)
    examples = (
        Example("Set-Content a.txt 1; Compress-Archive a.txt a.zip; Expand-Archive a.zip out; Get-Content out/a.txt",
                "There and back.", "1"),
        Example("Set-Content a.txt 1; Set-Content b.txt 2; Compress-Archive ?.txt all; (Get-Item all.zip).Name",
                "Several; the extension is added.", "all.zip"),
    )  # fmt: skip
    links = ("Expand-Archive",)

    path = Parameter(
        "string[]", validators=_FILLED, wildcards=True, help="What to pack; wildcards allowed.",
        placements={
            name: Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True)
            for name in ("Path", "PathWithForce", "PathWithUpdate")
        },
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath",), validators=_FILLED, help="What to pack, with nothing special in names.",
        placements={
            name: Placement(mandatory=True, from_pipeline_by_name=True)
            for name in ("LiteralPath", "LiteralPathWithForce", "LiteralPathWithUpdate")
        },
    )  # fmt: skip
    destination_path = Parameter("string", position=1, mandatory=True, validators=_FILLED, help="The .zip file.")
    compression_level = Parameter(
        "string", values=("Optimal", "NoCompression", "Fastest"), default="Optimal", help="How hard to try."
    )
    pass_thru = Parameter("switch", help="The archive in the pipeline.")
    update = Parameter(
        "switch", help="Adds to an archive that is there, newer files in place of older ones.",
        placements={name: Placement(mandatory=True) for name in ("PathWithUpdate", "LiteralPathWithUpdate")},
    )  # fmt: skip
    force = Parameter(
        "switch", help="Over an archive that is there.",
        placements={name: Placement(mandatory=True) for name in ("PathWithForce", "LiteralPathWithForce")},
    )  # fmt: skip

    def begin(self) -> None:
        """Look at the archive's place."""
        self._given: list[str] = []
        text = self.destination_path
        if not os.path.splitext(text)[1]:
            text += _EXTENSION
        if os.path.splitext(text)[1].lower() != _EXTENSION:
            kind = os.path.splitext(text)[1]
            said = _NO_ARCHIVE.format(kind)
            _fail(self, said, "NotSupportedArchiveFileExtension", "InvalidArgument", "System.IO.IOException", kind)
        self._archive = file_path(self, text)
        if os.path.exists(self._archive) and not (self.update or self.force):
            said = _EXISTS.format(self._archive)
            _fail(self, said, "ArchiveFileExists", "InvalidArgument", "System.IO.IOException", self._archive)

    def process(self) -> None:
        """Collect."""
        for text in self.path if self.path is not None else self.literal_path:
            if self.path is not None and has_wildcard(text):
                found = [place.path for place in self.engine.drives.expand(text)]
            else:
                found = [file_path(self, text)]
            if not found or not all(os.path.exists(one) for one in found):
                _not_there(self, text)
            self._given.extend(found)

    def end(self) -> Iterator[object]:
        """Pack."""
        if not self.should_process(self._archive, self.name):
            return
        draft = f"{self._archive}.{os.getpid()}.new"
        try:
            self._pack(draft)
            os.replace(draft, self._archive)
        except OSError as error:
            said, kind = writing_problem(error, self._archive)
            _fail(self, said, kind, "WriteError", kind, self._archive)
        finally:
            if os.path.exists(draft):
                os.remove(draft)
        if self.pass_thru:
            yield file_item(self._archive, self.engine.drives.here.drive)

    def _pack(self, draft: str) -> None:
        from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

        method = ZIP_STORED if self.compression_level.lower() == "nocompression" else ZIP_DEFLATED
        level = {"fastest": 1, "optimal": 6}.get(self.compression_level.lower())
        entries = dict(self._entries())
        with ZipFile(draft, "w", method, compresslevel=level, strict_timestamps=False) as archive:
            if self.update and os.path.exists(self._archive):
                with ZipFile(self._archive) as old:
                    for info in old.infolist():
                        if info.filename not in entries:
                            _copy(old, info, archive)
            for name, path in entries.items():
                if os.path.abspath(path) not in (self._archive, draft):
                    archive.write(path, name)

    def _entries(self) -> Iterator[tuple[str, str]]:
        """(name in the archive, path) of every file, and of folders that hold nothing."""
        for path in self._given:
            base = os.path.dirname(path.rstrip("/\\"))
            if not os.path.isdir(path):
                yield os.path.basename(path), path
                continue
            for folder, folders, files in os.walk(path):
                folders.sort()
                names = sorted(files)
                if not names and not folders:
                    yield os.path.relpath(folder, base).replace(os.sep, "/") + "/", folder
                for name in names:
                    whole = os.path.join(folder, name)
                    yield os.path.relpath(whole, base).replace(os.sep, "/"), whole


def _copy(old: ZipFile, info: ZipInfo, archive: ZipFile) -> None:
    with old.open(info) as source, archive.open(info, "w") as target:
        shutil.copyfileobj(source, target, _PIECE)


class ExpandArchive(Cmdlet):
    """Unpacks a .zip file into a folder, by default one of the archive's name.

    An archive with entries that would lead out of the folder is refused as a whole.
    """

    name = "Expand-Archive"
    default_set = "Path"
    supports_should_process = True
    dotnet_name = "Expand-Archive"
    output_types = ("System.IO.FileSystemInfo",)
    examples = (
        Example("Set-Content a.txt 1; Compress-Archive a.txt a.zip; Expand-Archive a.zip; (Get-ChildItem a).Name",
                "Into a folder of its name.", "a.txt"),
        Example("Set-Content a.txt 1; Compress-Archive a.txt a.zip; (Expand-Archive a.zip x -PassThru).Name",
                "What was unpacked.", "a.txt"),
    )  # fmt: skip
    links = ("Compress-Archive",)

    path = Parameter(
        "string", validators=_FILLED, help="The archive.",
        placements={"Path": Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    literal_path = Parameter(
        "string", aliases=("PSPath",), validators=_FILLED, help="The archive, every character meant as it is written.",
        placements={"LiteralPath": Placement(mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    destination_path = Parameter("string", position=1, validators=_FILLED, help="The folder.")
    force = Parameter("switch", help="Over files that are there.")
    pass_thru = Parameter("switch", help="What was unpacked in the pipeline.")

    def process(self) -> Iterator[object]:
        """Unpack."""
        given = self.path if self.path is not None else self.literal_path
        archive = file_path(self, given)
        if self.path is not None and has_wildcard(given):
            places = self.engine.drives.expand(given)
            archive = places[0].path if len(places) == 1 else archive
        if not os.path.isfile(archive):
            _not_there(self, given)
        kind = os.path.splitext(archive)[1]
        if kind.lower() != _EXTENSION:
            said = _NO_ARCHIVE.format(kind)
            _fail(self, said, "NotSupportedArchiveFileExtension", "InvalidArgument", "System.IO.IOException", kind)
        if self.destination_path is not None:
            folder = file_path(self, self.destination_path)
        else:
            folder = file_path(self, os.path.splitext(os.path.basename(archive))[0])
        if not self.should_process(folder, self.name):
            return
        for path in self._expand(archive, folder):
            if self.pass_thru:
                yield file_item(path, self.engine.drives.here.drive)

    def _expand(self, archive: str, folder: str) -> list[str]:
        from zipfile import BadZipFile, ZipFile

        try:
            with ZipFile(archive) as opened:
                targets = [(info, self._target(archive, folder, info)) for info in opened.infolist()]
                for info, target in targets:
                    if not info.is_dir() and os.path.exists(target) and not self.force:
                        said = _FILE_EXISTS.format(target, archive, folder)
                        _fail(
                            self, said, "ExpandArchiveFileExists", "InvalidOperation", "System.IO.IOException", target
                        )
                os.makedirs(folder, exist_ok=True)
                for info, target in targets:
                    _extract(opened, info, target)
        except (BadZipFile, RuntimeError, NotImplementedError) as error:
            kind = "System.IO.InvalidDataException"
            _fail(self, f"'{archive}' cannot be read as an archive: {error}", kind, "InvalidData", kind, archive)
        except OSError as error:
            said, kind = writing_problem(error, folder)
            _fail(self, said, kind, "WriteError", kind, folder)
        return [target for info, target in targets if not info.is_dir()]

    def _target(self, archive: str, folder: str, info: ZipInfo) -> str:
        name = info.filename.replace("\\", "/")
        target = os.path.abspath(os.path.join(folder, *name.split("/")))
        inside = os.path.commonpath([os.path.abspath(folder), target]) == os.path.abspath(folder)
        if not inside or name.startswith("/") or (os.name == "nt" and ":" in name):
            said = _LEADS_OUT.format(archive, info.filename, folder)
            _fail(self, said, "ArchiveLeadsOut", "SecurityError", "System.IO.IOException", info.filename)
        return target


def _extract(opened: ZipFile, info: ZipInfo, target: str) -> None:
    if info.is_dir():
        os.makedirs(target, exist_ok=True)
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with opened.open(info) as source, open(target, "wb") as file:
        shutil.copyfileobj(source, file, _PIECE)
    moment = time.mktime((*info.date_time, 0, 0, -1))
    os.utime(target, (moment, moment))
