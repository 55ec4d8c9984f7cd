"""Which of the known words somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


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
    """At most `limit` candidates that are near the word, nearest first: few letters off, or one inside the other.

    Where no candidate as a whole is, those are given of which as many words in a row are near.
    """
    wanted = word.casefold()
    reach = max(1, min(3, len(wanted) // 2))
    scored: list[tuple[int, int, str]] = []
    letters = set(wanted)
    everything: list[str] = []
    for order, candidate in enumerate(candidates):
        everything.append(candidate)
        known = candidate.casefold()
        # Most of a long list shares too few letters; a set is far cheaper than a table.
        far = abs(len(known) - len(wanted)) > reach or len(letters.difference(known)) > reach
        score = reach + 1 if far else distance(wanted, known, reach)
        if score > reach:
            if len(wanted) < 3 or (wanted not in known and known not in wanted):
                continue
            score = reach + 1
        scored.append((score, order, candidate))
    if not any(score <= reach for score, _, _ in scored):
        inside = _near_inside(wanted, everything, reach)
        scored = inside or scored
    scored.sort(key=lambda item: item[:2])
    return [candidate for _, _, candidate in scored[:limit]]


def _near_inside(wanted: str, candidates: Sequence[str], reach: int) -> list[tuple[int, int, str]]:
    """(how far off, place, candidate) of those in which as many words in a row as `wanted` has are near to it."""
    count = len(wanted.split())
    if count == 0 or len(wanted) < 3:
        return []
    letters, found = set(wanted), []
    for order, candidate in enumerate(candidates):
        words = candidate.casefold().split()
        best = reach + 1
        for start in range(len(words) - count + 1) if len(words) > count else ():
            part = " ".join(words[start : start + count])
            if abs(len(part) - len(wanted)) <= reach and len(letters.difference(part)) <= reach:
                best = min(best, distance(wanted, part, best - 1))
        if best <= reach:
            found.append((best, order, candidate))
    return found
