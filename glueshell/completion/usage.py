"""What the person uses: how often each word was written, read from the history and kept up with every entry."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

#: Entries looked back: what was done long ago says little about today.
LOOKED_BACK = 2000
#: Words kept; with more the rare ones go.
KEPT = 20_000

_WORDS = r"(?s)'((?:[^']|'')*)'|\"((?:[^\"`]|`.|\"\")*)\"|([^\s'\"(){};|,@&<>=]+)"


class Usage:
    """Counts of written words (commands, `-Parameters`, values, members), in any casing.

    `entries` answers the history, newest first; it is read at the first question or by `warm`.
    """

    __slots__ = ("_counts", "_entries")

    def __init__(self, entries: Callable[[], Iterable[str]] = tuple) -> None:
        self._entries = entries
        self._counts: dict[str, int] | None = None

    def count(self, text: str) -> int:
        """How often `text` has been written as one word or one quoted value."""
        return self._read().get(text.casefold(), 0)

    def any(self) -> bool:
        """Whether anything has been written yet."""
        return bool(self._read())

    def note(self, entry: str) -> None:
        """Take in an entry that was just accepted."""
        counts = self._read()
        for word in words_of(entry):
            counts[word] = counts.get(word, 0) + 1
        if len(counts) > KEPT:
            kept = sorted(counts.items(), key=lambda pair: -pair[1])[: KEPT // 2]
            self._counts = dict(kept)

    def warm(self) -> None:
        """Read the history now."""
        self._read()

    def favourites(self, accepts: Callable[[str], bool], limit: int) -> list[str]:
        """The `limit` words used most of those that `accepts` takes (folded for case)."""
        from heapq import nlargest

        counts = self._read()
        return nlargest(limit, (word for word in counts if accepts(word)), key=counts.__getitem__)

    def _read(self) -> dict[str, int]:
        counts = self._counts
        if counts is None:
            counts = {}
            for _, entry in zip(range(LOOKED_BACK), self._entries()):
                for word in words_of(entry):
                    counts[word] = counts.get(word, 0) + 1
            self._counts = counts
        return counts


def words_of(entry: str) -> Iterator[str]:
    """The words of an entry, quotes taken off, folded for case; members also without what they are members of."""
    for single, double, bare in re.findall(_WORDS, entry):
        if bare:
            yield bare.casefold()
            if "$" in bare:
                yield from (part.casefold() for part in bare.split(".")[1:] if part)
        else:
            yield (single.replace("''", "'") or double).casefold()
