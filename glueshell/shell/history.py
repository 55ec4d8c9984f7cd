"""The session's history as the line editor's: newest first, read when the first key asks for it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator
from typing import Protocol

from prompt_toolkit.history import History

#: Entries the arrow keys and Ctrl+R reach.
LOADED = 2000


class Kept(Protocol):
    """What the history file offers (`session.history.History`); it may become another account's."""

    account: str

    def entries(self) -> Iterator[str]:
        """The entries, newest first."""
        ...

    def append(self, text: str) -> str | None:
        """Keep a text; answers what was kept of it, None for nothing."""
        ...


class LineHistory(History):
    """Lines for the arrow keys; what the session keeps of a line is what can be recalled (secrets are left out)."""

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self._kept = kept
        self._account = kept.account

    async def load(self) -> AsyncGenerator[str, None]:
        """The lines, read anew when the account has changed meanwhile."""
        if self._kept.account != self._account:
            self._account, self._loaded = self._kept.account, False
        async for line in super().load():
            yield line

    def load_history_strings(self) -> Iterable[str]:
        """The kept entries, newest first."""
        for at, entry in enumerate(self._kept.entries()):
            if at >= LOADED:
                return
            yield entry

    def append_string(self, string: str) -> None:
        """Keep a line on disk, and what is kept of it for the arrow keys."""
        kept = self._kept.append(string)
        if kept is not None:
            self._loaded_strings.insert(0, kept)

    def store_string(self, string: str) -> None:
        """Keep a line on disk."""
        self._kept.append(string)
