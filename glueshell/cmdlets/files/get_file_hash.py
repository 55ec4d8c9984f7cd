"""Get-FileHash."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.files.targets import file_path
from glueshell.cmdlets.files.written_file import writing_problem
from glueshell.engine.cmdlet import Cmdlet, Example
from glueshell.engine.errors import ErrorRecord
from glueshell.engine.parameters import Parameter, Placement
from glueshell.engine.providers.provider import not_found
from glueshell.objects.declaration import MemberTable, prop
from glueshell.objects.errors import PSError
from glueshell.objects.psobject import unwrap
from glueshell.objects.typeinfo import type_name
from glueshell.objects.types.memorystream import MemoryStream
from glueshell.objects.wildcard import has_wildcard

_PIECE = 1 << 20


class FileHashInfo:
    """A file's digest."""

    __slots__ = ("algorithm", "digest", "path")
    ps_type_name = "Microsoft.PowerShell.Commands.FileHashInfo"
    ps_members = MemberTable(
        ps_type_name,
        prop("Algorithm", "string", lambda info: info.algorithm),
        prop("Hash", "string", lambda info: info.digest),
        prop("Path", "string", lambda info: info.path),
    )

    def __init__(self, algorithm: str, digest: str, path: str) -> None:
        self.algorithm = algorithm
        self.digest = digest
        self.path = path

    def ps_text(self) -> str:
        """Its type's name."""
        return self.ps_type_name


class GetFileHash(Cmdlet):
    """Computes the digest of files, to see whether two are the same."""

    name = "Get-FileHash"
    default_set = "Path"
    dotnet_name = "Microsoft.PowerShell.Commands.GetFileHashCommand"
    output_types = ("Microsoft.PowerShell.Commands.FileHashInfo",)
    examples = (
        Example("Set-Content a.txt 'abc' -NoNewline; (Get-FileHash a.txt -Algorithm MD5).Hash", "Of one file.",
                "900150983CD24FB0D6963F7D28E17F72"),
        Example("Set-Content a.txt 1; Copy-Item a.txt b.txt; (Get-FileHash ?.txt).Hash | Get-Unique | Measure-Object |"
                " ForEach-Object Count", "Two that are the same.", "1"),
    )  # fmt: skip
    links = ("Get-ChildItem", "Compare-Object")

    path = Parameter(
        "string[]", wildcards=True, help="The files; wildcards allowed.",
        placements={"Path": Placement(position=0, mandatory=True, from_pipeline=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    literal_path = Parameter(
        "string[]", aliases=("PSPath", "LP"), help="The files, every character meant as it is written.",
        placements={"LiteralPath": Placement(position=0, mandatory=True, from_pipeline_by_name=True)},
    )  # fmt: skip
    input_stream = Parameter(
        "object", label="Stream", help="A stream instead of files: [IO.MemoryStream]::new($bytes).",
        placements={"StreamParameterSet": Placement(position=0, mandatory=True)},
    )  # fmt: skip
    algorithm = Parameter(
        "string",
        position=1,
        values=("SHA1", "SHA256", "SHA384", "SHA512", "MD5"),
        default="SHA256",
        help="Which digest.",
    )

    def process(self) -> Iterator[object]:
        """The digest of each file, or of the stream."""
        if self.input_stream is not None:
            yield self._of_stream(unwrap(self.input_stream))
            return
        for given in self.path if self.path is not None else self.literal_path:
            for path in self._paths(given):
                found = self._digest(path)
                if found is not None:
                    yield found

    def _of_stream(self, stream: object) -> FileHashInfo:
        import hashlib

        if not isinstance(stream, MemoryStream):
            raise PSError(
                f"Cannot bind parameter 'InputStream'. Cannot convert a value of type \"{type_name(stream)}\" to type"
                ' "System.IO.Stream"; [IO.MemoryStream]::new($bytes) makes one.',
                "CannotConvertArgumentNoMessage", "InvalidArgument", target=stream,
            )  # fmt: skip
        digest = hashlib.new(self.algorithm.lower(), stream.read(), usedforsecurity=False)
        return FileHashInfo(self.algorithm.upper(), digest.hexdigest().upper(), "")

    def _paths(self, given: str) -> Iterator[str]:
        if self.path is not None and has_wildcard(given):
            yield from (place.path for place in self.engine.drives.expand(given))
            return
        place = self.engine.drives.place(given)
        if self.path is not None and not place.exists:
            self.write_error(ErrorRecord(not_found(place.shown), "FileNotFound"))
            return
        yield file_path(self, given)

    def _digest(self, path: str) -> FileHashInfo | None:
        import hashlib

        digest = hashlib.new(self.algorithm.lower(), usedforsecurity=False)
        try:
            with open(path, "rb") as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
        except FileNotFoundError:
            said, kind = f"Could not find file '{path}'.", "System.IO.FileNotFoundException"
            self.write_error(ErrorRecord(PSError(said, "FileNotFound", "ObjectNotFound", kind), target=path))
            return None
        except OSError as error:
            said, kind = writing_problem(error, path)
            self.write_error(ErrorRecord(PSError(said, "UnauthorizedAccessError", "InvalidData", kind), target=path))
            return None
        return FileHashInfo(self.algorithm.upper(), digest.hexdigest().upper(), path)
