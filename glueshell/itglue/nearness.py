"""Which of the known words somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def distance(left: str, right: str, limit: int) -> int:
    """How many letters to insert, drop, replace or swap with a neighbour; anything above `limit` is `limit + 1`."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def closest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """At most `limit` candidates that are near the word, nearest first: few letters off, or one inside the other."""
    wanted = word.casefold()
    reach = max(1, min(3, len(wanted) // 2))
    scored: list[tuple[int, int, str]] = []
    letters = set(wanted)
    for order, candidate in enumerate(candidates):
        known = candidate.casefold()
        # Most of a long list shares too few letters; a set is far cheaper than a table.
        far = abs(len(known) - len(wanted)) > reach or len(letters.difference(known)) > reach
        score = reach + 1 if far else distance(wanted, known, reach)
        if score > reach:
            if len(wanted) < 3 or (wanted not in known and known not in wanted):
                continue
            score = reach + 1
        scored.append((score, order, candidate))
    scored.sort(key=lambda item: item[:2])
    return [candidate for _, _, candidate in scored[:limit]]
