"""What was typed: one file per user, only ever added to, entries of several lines kept whole, secrets kept out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from glueshell.config import create_private
from glueshell.session.redaction import MARK, Redactor

MAX_ENTRIES = 10_000
BLOCK = 64 * 1024

LITERAL = r"""(?:'(?:[^']|'')*'|"(?:[^"`]|`.|"")*"|[^\s$'"(){}\[\];|,@&<>][^\s'"(){};|,]*)"""
SECRET_WORD = r"(?:password|passwd|pwd|secret|token|api_?key|passphrase|credential|otp)"
# -Password 'x', -ApiKey:x, -Key x; a variable or an expression in its place is no literal and stays.
SECRET_PARAMETER = rf"(?i)((?<![\w-])-(?:\w*{SECRET_WORD}|key)(?::\s*|[ \t]+))({LITERAL})"
# $k_password = 'x', $env:ITGLUE_API_KEY = 'x', @{ 'admin-password' = 'x' }
SECRET_ASSIGNMENT = rf"(?i)((?:\$[\w:]*|(?<![\w-])['\"]?[\w-]*){SECRET_WORD}['\"]?\s*=\s*)({LITERAL})"


def without_secrets(line: str, redactor: Redactor) -> str:
    """`line` as it may be kept: key-shaped texts and literals given to parameters named like secrets become `•••`."""
    line = redactor.redact(line)
    lowered = line.lower()
    if any(word in lowered for word in ("pass", "pwd", "secret", "token", "key", "credential", "otp")):
        line = re.sub(SECRET_PARAMETER, _blot, line)
        line = re.sub(SECRET_ASSIGNMENT, _blot, line)
    return line


def blotted(literal: str) -> str:
    """A literal with its quotes kept and the rest made unreadable."""
    quote = literal[0] if literal[:1] in ("'", '"') and literal[-1:] == literal[0] else ""
    return f"{quote}{MARK}{quote}"


def _blot(match: re.Match[str]) -> str:
    literal = match[2]
    quote = literal[0] if literal[0] in "'\"" else ""
    # `-Key -Other`: a parameter follows, there is no literal.
    return match[0] if literal.startswith("-") and not quote else f"{match[1]}{quote}{MARK}{quote}"


class History:
    """The history file; `append` adds what was typed, `entries` reads from the newest back, no further than asked.

    One entry in the file is a line `# time account` and the entry's lines, each after a `+`. `account` is whose lines
    are added and given ('' gives all); `secrets` finds what must not be kept in a text by its syntax.
    """

    def __init__(
        self,
        path: Path,
        *,
        redactor: Redactor,
        clock: Callable[[], float],
        max_entries: int = MAX_ENTRIES,
    ) -> None:
        self.path = path
        self._redactor = redactor
        self._clock = clock
        self._max = max_entries
        self._last: str | None = None
        self._account = ""
        # (start, end) of what must not be kept in a text, and whether nothing can have been missed.
        self.secrets: Callable[[str], tuple[Sequence[tuple[int, int]], bool]] | None = None
        self._masked = ("", "")

    @property
    def account(self) -> str:
        """Whose history this is."""
        return self._account

    @account.setter
    def account(self, account: str) -> None:
        self._account = account
        self._last = None

    def redact(self, line: str) -> str:
        """`line` as it may be kept."""
        if self.secrets is None:
            return without_secrets(line, self._redactor)
        spans, whole = self.secrets(line)
        for start, end in sorted(spans, reverse=True):
            line = line[:start] + blotted(line[start:end]) + line[end:]
        return self._redactor.redact(line) if whole else without_secrets(line, self._redactor)

    def mask(self, text: str) -> str:
        """`text` with its secrets blotted out and every other character where it was."""
        given, masked = self._masked
        if text != given:
            masked = text
            for start, end in self.secrets(text)[0] if self.secrets is not None else ():
                # Quotes stay, as in what is kept.
                quoted = text[start] in "'\"" and text[end - 1] == text[start]
                begin, stop = (start + 1, end - 1) if quoted else (start, end)
                masked = masked[:begin] + MARK[0] * (stop - begin) + masked[stop:]
            self._masked = (text, masked)
        return self._redactor.mask(masked)

    def append(self, text: str) -> str | None:
        """Keep `text`; answers what was kept, None for a blank one, one that begins with a blank, or a repetition."""
        if not text.strip() or text[0] in " \t":
            return None
        kept = self.redact(text.rstrip().replace("\r\n", "\n").replace("\r", "\n"))
        if self._last is None:
            self._last = next(self.entries(), None)
        if kept == self._last:
            return None
        from datetime import datetime

        when = datetime.fromtimestamp(self._clock()).isoformat(sep=" ", timespec="seconds")
        # The blank line ahead keeps this entry whole even after one that a dying process tore off.
        record = f"\n# {when} {self._account}".rstrip() + "\n" + "".join(f"+{line}\n" for line in kept.split("\n"))
        create_private(self.path)
        handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            # One write, so that two shells cannot mix their lines.
            os.write(handle, record.encode("utf-8", "replace"))
        finally:
            os.close(handle)
        self._last = kept
        return kept

    def entries(self) -> Iterator[str]:
        """The entries, newest first, equal neighbours once, at most `max_entries`; reads the file block by block."""
        given, previous = 0, None
        lines: list[str] = []
        for line in self._lines_backward():
            if line.startswith("+"):
                lines.append(line[1:])
                continue
            if lines and line.startswith("#") and self._is_ours(line):
                entry = "\n".join(reversed(lines))
                if entry != previous:
                    yield entry
                    given += 1
                    if given >= self._max:
                        return
                previous = entry
            lines = []

    def _is_ours(self, header: str) -> bool:
        return not self._account or header.partition(" ")[2].split(" ", 2)[2:] == [self._account]

    def clear(self) -> None:
        """Forget everything."""
        self.path.unlink(missing_ok=True)
        self._last = None

    def _lines_backward(self) -> Iterator[str]:
        if not self.path.exists():
            return
        with open(self.path, "rb") as file:
            position = file.seek(0, os.SEEK_END)
            rest = b""
            while position > 0:
                size = min(BLOCK, position)
                position -= size
                file.seek(position)
                pieces = (file.read(size) + rest).split(b"\n")
                rest = pieces[0]
                for piece in reversed(pieces[1:]):
                    yield piece.decode("utf-8", "replace")
            if rest:
                yield rest.decode("utf-8", "replace")
