"""One parse per edit: colour, Enter, Tab, help and running all ask here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult

#: Texts kept: the present one and the ones an undo or a history key comes back to.
KEPT = 8


class ParseCache:
    """The parse results of the last few texts; `count` tells how many parses were needed."""

    __slots__ = ("_kept", "_parse", "count")

    def __init__(self, parse: Callable[[str], ParseResult]) -> None:
        self._parse = parse
        self._kept: dict[str, ParseResult] = {}
        self.count = 0

    def get(self, text: str) -> ParseResult:
        """The parse result of `text`."""
        found = self._kept.pop(text, None)
        if found is None:
            found = self._parse(text)
            self.count += 1
            while len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
        self._kept[text] = found
        return found
