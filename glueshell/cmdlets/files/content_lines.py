"""The content of files: lines, whole text, bytes, and the parts of them that are wanted."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from itertools import islice

from glueshell.cmdlets.files.encodings import UTF8, TextEncoding, marked
from glueshell.objects.numbers import Byte


def lines_of(path: str, encoding: TextEncoding = UTF8, delimiter: str | None = None) -> Iterator[str]:
    """The lines of a file, their ends left out; with a delimiter the pieces between. Raises OSError."""
    if delimiter is not None:
        pieces = whole_text(path, encoding).split(delimiter) if delimiter else [whole_text(path, encoding)]
        yield from pieces[:-1] if not pieces[-1] else pieces
        return
    with open(path, "rb") as file:
        codec, skipped = marked(file.peek(4)[:4], encoding.codec)
        file.read(skipped)
        with io.TextIOWrapper(file, encoding=codec, errors="replace", newline=None) as text:
            for line in text:
                yield line[:-1] if line.endswith("\n") else line


def whole_text(path: str, encoding: TextEncoding = UTF8) -> str:
    """A file's text, line ends as they are. Raises OSError."""
    with open(path, "rb") as file:
        return encoding.decode(file.read())


def bytes_of(path: str) -> Iterator[Byte]:
    """The bytes of a file, one by one. Raises OSError."""
    with open(path, "rb") as file:
        while chunk := file.read(65536):
            yield from map(Byte, chunk)


def part(items: Iterator[object], first: int | None, last: int | None) -> Iterator[object]:
    """The first so many items, or the last so many."""
    if last is not None:
        return iter(deque(items, maxlen=last))
    return items if first is None else islice(items, first)


def portions(items: Iterator[object], size: int) -> Iterator[list[object]]:
    """The items in lists of `size`; of all together when it is not above 0."""
    if size <= 0:
        yield list(items)
        return
    while portion := list(islice(items, size)):
        yield portion
