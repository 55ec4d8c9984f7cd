"""Transcripts: what was typed and seen, as PowerShell writes it down, with secrets taken out before they are written.

What is written comes from the host as plain text, line by line, never as the bytes of a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from glueshell.session.redaction import MARK, Redactor

if TYPE_CHECKING:
    from glueshell.itglue.documents import Resource
    from glueshell.itglue.schema import TypeSchema

RULE = "*" * 22
STAMP = "%Y%m%d%H%M%S"
# A passing line longer than this is written before its end has come.
LONGEST_LINE = 100_000
# A password of fewer characters would blot out ordinary words.
SHORTEST_PASSWORD = 4
SAYS_REDACTED = f"API keys, literals given as secrets, Password fields ({MARK})"


class Transcript:
    """One transcript that is being written; `headed` puts the time before every command."""

    def __init__(self, path: Path, *, headed: bool) -> None:
        self.path = path
        self.headed = headed
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        self._file = os.fdopen(handle, "ab")

    def write(self, lines: str) -> None:
        """Add whole lines; they are with the operating system when this returns."""
        self._file.write(lines.encode("utf-8", "replace"))
        self._file.flush()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class Transcripts:
    """The transcripts of a sitting, the one begun last first to be stopped; `clock` tells seconds since the epoch."""

    def __init__(
        self,
        redactor: Redactor,
        clock: Callable[[], float],
        *,
        command: Callable[[str], str],
        schema: Callable[[str], TypeSchema | None],
    ) -> None:
        self._redactor = redactor
        self._clock = clock
        # A line of the person without its secrets.
        self._command = command
        self._schema = schema
        self._passwords = Redactor()
        self._running: list[Transcript] = []
        self._line = ""

    @property
    def running(self) -> bool:
        """Whether anything is written down."""
        return bool(self._running)

    def start(
        self, path: Path, *, append: bool = False, force: bool = False, minimal: bool = False, headed: bool = False
    ) -> None:
        """Begin a transcript in a file, 0600, its folder made where it is missing."""
        from glueshell.config import create_private

        path.parent.mkdir(parents=True, exist_ok=True)
        if force and path.exists() and not os.access(path, os.W_OK):
            os.chmod(path, 0o600)
        if not create_private(path) and not append:
            with open(path, "wb"):
                pass
        made = Transcript(path, headed=headed)
        self._end_line()
        made.write(self._header(minimal))
        self._running.append(made)

    def stop(self) -> Path | None:
        """End the transcript begun last; the path it is in, None where there is none."""
        if not self._running:
            return None
        self._end_line()
        ended = self._running.pop()
        ended.write(f"{RULE}\nPowerShell transcript end\nEnd time: {self._stamp()}\n{RULE}\n")
        ended.close()
        return ended.path

    def close(self) -> None:
        """End all of them."""
        while self.stop() is not None:
            pass

    def command(self, prompt: str, text: str) -> None:
        """The person has entered a line."""
        if self._running:
            self._end_line()
            said = self._harmless(f"{prompt}{self._command(text)}\n")
            stamp = f"{RULE}\nCommand start time: {self._stamp()}\n{RULE}\n"
            for each in self._running:
                each.write(stamp + said if each.headed else said)

    def say(self, text: str) -> None:
        """Something was said or shown; it is written line by line, so that no secret is cut in two."""
        if not self._running:
            return
        lines, ended, rest = (self._line + text).rpartition("\n")
        if not ended and len(rest) > LONGEST_LINE:
            lines, rest = rest, ""
        self._line = rest
        if ended or lines:
            self._write(lines + ended)

    def hear(self, resources: Iterable[Resource]) -> None:
        """Records came from IT Glue: what they hold as passwords is never written from now on."""
        for resource in resources:
            if resource.type == "passwords":
                self._learn(resource.attributes.get("password"))
                self._learn(resource.attributes.get("otp-secret"))
            elif resource.type == "flexible-assets":
                self._hear_traits(resource.attributes)

    def _hear_traits(self, attributes: Mapping[str, object]) -> None:
        traits = attributes.get("traits")
        if isinstance(traits, dict) and traits:
            schema = self._schema(str(attributes.get("flexible-asset-type-id")))
            for field in schema.fields if schema is not None else ():
                if field.kind_name == "Password" and field.key in traits:
                    self._learn(traits[field.key])

    def _learn(self, value: object) -> None:
        if isinstance(value, str):
            self._passwords.learn(value, shortest=SHORTEST_PASSWORD)
        elif isinstance(value, dict):
            for member in value.values():
                self._learn(member)
        elif isinstance(value, list):
            for member in value:
                self._learn(member)

    def _end_line(self) -> None:
        if self._line:
            rest, self._line = self._line, ""
            self._write(rest + "\n")

    def _write(self, lines: str) -> None:
        said = self._harmless(lines)
        for each in self._running:
            each.write(said)

    def _harmless(self, text: str) -> str:
        from glueshell.objects.neutral import neutralise

        return neutralise(self._redactor.redact(self._passwords.redact(text)).replace("\r\n", "\n"))

    def _header(self, minimal: bool) -> str:
        lines = [RULE, "PowerShell transcript start", f"Start time: {self._stamp()}"]
        if not minimal:
            lines += self._surroundings()
        return self._harmless("\n".join([*lines, RULE, ""]))

    def _surroundings(self) -> list[str]:
        import getpass
        import platform

        import glueshell

        try:
            user = getpass.getuser()
        except (OSError, KeyError, ImportError):
            user = ""
        machine = platform.node()
        system = platform.system()
        kind = {"Windows": "Win32NT"}.get(system, "Unix")
        return [
            f"Username: {machine}\\{user}",
            f"RunAs User: {machine}\\{user}",
            "Configuration Name: ",
            f"Machine: {machine} ({kind} {platform.release()})",
            f"Host Application: glueshell {glueshell.__version__}",
            f"Process ID: {os.getpid()}",
            f"OS: {platform.platform()}",
            f"Platform: {kind}",
            f"Redacted: {SAYS_REDACTED}",
        ]

    def _stamp(self) -> str:
        from datetime import datetime

        return datetime.fromtimestamp(self._clock()).strftime(STAMP)
