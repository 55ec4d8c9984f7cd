"""Foreign text made harmless, folded for searching, and compared for "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

MARK = "•••"
"""What stands for a secret."""

_HARMFUL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(f"[{_HARMFUL}]"), re.compile(f"[\t\n{_HARMFUL}]")


def neutralise(text: str, newlines: bool = False) -> str:
    """Control, bidi, zero-width and tag characters shown as visible symbols such as `␛` and `⟦U+202E⟧`.

    Tab and newline stay, unless `newlines` asks for them too (one-line places). A joiner between emoji stays.
    """
    pattern = _patterns()[1 if newlines else 0]
    if pattern.search(text) is None:
        return text
    return pattern.sub(_symbol, text)


def _symbol(found: re.Match[str]) -> str:
    char = found.group()
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code == 0x200D and _between_emoji(found.string, found.start()):
        return char
    return f"⟦U+{code:04X}⟧"


def _between_emoji(text: str, position: int) -> bool:
    before = text[position - 1] if position else ""
    if before == "\ufe0f" and position > 1:
        before = text[position - 2]
    after = text[position + 1] if position + 1 < len(text) else ""
    return _emoji(before) and _emoji(after)


def _emoji(char: str) -> bool:
    return bool(char) and (0x1F000 <= ord(char) <= 0x1FAFF or 0x2600 <= ord(char) <= 0x27BF or ord(char) == 0x2B1B)


def fold(text: str) -> str:
    """Text for loose comparison: case folded, accents taken off."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    from unicodedata import combining, normalize

    return "".join(char for char in normalize("NFKD", folded) if not combining(char)).casefold()


def closest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The candidates most like a word, best first: by typing mistakes, or because one begins or contains it."""
    wanted = _plain(word)
    if not wanted:
        return []
    allowed = max(1, len(wanted) // 3)
    scored = []
    for candidate in dict.fromkeys(candidates):
        plain = _plain(candidate)
        if plain == wanted:
            score = 0.0
        elif len(wanted) > 2 and plain.startswith(wanted):
            score = 0.6
        else:
            steps = distance(wanted, plain, allowed)
            if steps <= allowed:
                score = float(steps)
            elif len(wanted) > 3 and wanted in plain:
                score = allowed + 0.5
            else:
                continue
        scored.append((score, abs(len(plain) - len(wanted)), candidate.lower(), candidate))
    scored.sort()
    return [candidate for _, _, _, candidate in scored[:limit]]


def _plain(text: str) -> str:
    return fold(text).replace("-", "").replace("_", "").replace(" ", "")


def distance(left: str, right: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap neighbours) from one word to another; above `limit` gives `limit + 1`."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row = row, [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before = previous
    return min(row[-1], limit + 1)
