"""-OutFile, -Resume and -PassThru: where the body of an answer goes."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from glueshell.cmdlets.files.written_file import WrittenFile, writing_problem
from glueshell.cmdlets.web import failures
from glueshell.objects.errors import PSError

if TYPE_CHECKING:
    from glueshell.cmdlets.web.parameters import WebParameters
    from glueshell.http.web import WebAnswer

_SKIPPED = "The file will not be re-downloaded because the remote file is the same size as the OutFile: {0}"
_ANEW = "The remote server indicated it could not resume downloading. The local file will be overwritten."


class Storing:
    """The file that a call writes answers into; a file that is replaced takes its place when all has come."""

    def __init__(self, cmdlet: WebParameters) -> None:
        self._cmdlet = cmdlet
        self._file: WrittenFile | None = None
        self._skipped = False
        self.path: str | None = None
        # Bytes that are there already, for -Resume.
        self.present = 0
        if cmdlet.out_file is not None:
            self.path = cmdlet.engine.drives.place(cmdlet.out_file).path
            if cmdlet.resume:
                if os.path.isdir(self.path):
                    failures.conflict(cmdlet, "ResumeNotFilePath", self.path)
                self.present = os.path.getsize(self.path) if os.path.isfile(self.path) else 0

    def __enter__(self) -> Storing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._close(finished=error is None)

    def sink(self, answer: WebAnswer) -> Callable[[bytes], object] | None:
        """What takes the body of an answer; None where it stays in memory."""
        if self.path is None or self._cmdlet.pass_thru or not self._keeps(answer):
            return None
        self._close(finished=True)
        self._file = self._open(answer)
        return self._file.write_bytes

    def store(self, answer: WebAnswer) -> str | None:
        """Put what stayed in memory into the file; answers the file's path where one was written."""
        if self.path is None or self._skipped:
            return None
        if not answer.stored:
            self._close(finished=True)
            self._file = self._open(answer)
            self._file.write_bytes(answer.body)
        path = self._target(answer)
        self._close(finished=True)
        self._cmdlet.write_verbose(f"File Name: {os.path.basename(path)}")
        return path

    def complete(self, answer: WebAnswer) -> bool:
        """Whether the server says that the file to resume is complete already."""
        if not self._cmdlet.resume or answer.status != 416:
            return False
        size = (answer.header("content-range") or "").rpartition("/")[2]
        if size != str(self.present):
            return False
        self._cmdlet.write_verbose(_SKIPPED.format(self.path))
        self._skipped = True
        return True

    @property
    def to_pipeline(self) -> bool:
        """Whether answers go into the pipeline."""
        return self.path is None or bool(self._cmdlet.pass_thru) or self._skipped

    def _keeps(self, answer: WebAnswer) -> bool:
        return 200 <= answer.status < 300

    def _target(self, answer: WebAnswer) -> str:
        assert self.path is not None
        if not os.path.isdir(self.path):
            return self.path
        from urllib.parse import unquote, urlsplit

        name = unquote(urlsplit(answer.url).path.rstrip("/").rpartition("/")[2])
        # A server must not choose another folder.
        name = os.path.basename(name.replace("\\", "/")) or urlsplit(answer.url).hostname or "answer"
        return os.path.join(self.path, name)

    def _open(self, answer: WebAnswer) -> WrittenFile:
        path = self._target(answer)
        append = bool(self._cmdlet.resume) and answer.status == 206 and self.present > 0
        if self._cmdlet.resume and self.present and not append:
            self._cmdlet.write_verbose(_ANEW)
        try:
            return WrittenFile(path, append=append)
        except OSError as error:
            text, kind = writing_problem(error, path)
            raise PSError(text, kind, "NotSpecified", kind) from None

    def _close(self, *, finished: bool) -> None:
        file, self._file = self._file, None
        if file is not None:
            if finished:
                file.finish()
            else:
                file.discard()
