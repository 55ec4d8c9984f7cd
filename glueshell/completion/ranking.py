"""How well a candidate answers to what was typed, and the order that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from glueshell.completion.candidates import KEYWORD, PERSON, Candidate
from glueshell.objects.errors import PSError
from glueshell.objects.neutral import fold

if TYPE_CHECKING:
    from glueshell.completion.usage import Usage

EXACT = 0
PREFIX = 1
PREFIX_ANY_CASE = 2
WORD = 3
INSIDE = 4
FOLDED = 5
INITIALS = 6

T = TypeVar("T")

_TIERS = {"required": 0, "set": 2, "common": 3, "retired": 4}


def grade(word: str, text: str) -> int | None:
    """How `text` answers to `word`: 0 is itself, higher is further, None not at all."""
    if not word:
        return PREFIX
    if text.startswith(word):
        return EXACT if len(text) == len(word) else PREFIX
    low_word, low_text = word.lower(), text.lower()
    at = low_text.find(low_word)
    if at == 0:
        return PREFIX_ANY_CASE
    if at > 0:
        while at > 0:
            if not low_text[at - 1].isalnum():
                return WORD
            at = low_text.find(low_word, at + 1)
        return INSIDE
    if not (word.isascii() and text.isascii()) and fold(word) in fold(text):
        return FOLDED
    if low_word == initials(text):
        return INITIALS
    return INITIALS if len(low_word) > 1 and initials(text).startswith(low_word) else None


def initials(text: str) -> str:
    """First letters of the words of `text`; a capital inside begins one: `Happy Frog` and `HappyFrog` are hf."""
    found = []
    before = " "
    for char in text:
        if char.isalnum() and (not before.isalnum() or (char.isupper() and before.islower())):
            found.append(char)
        before = char
    return "".join(found).lower()


def pattern_of(word: str) -> Callable[[str], bool] | None:
    """A test for the names that a word with wildcards in it (`*frog`, `Get-*Asset`) may begin; None without any."""
    if "*" not in word and "?" not in word and "[" not in word:
        return None
    from glueshell.objects.wildcard import Wildcard

    try:
        return Wildcard(word + "*").matches
    except PSError:
        # `[` begins a set that is not closed yet: then it means itself.
        return None


def answering(
    word: str, items: Iterable[T], names: Callable[[T], Sequence[str]], *, strict: bool = False
) -> list[tuple[int, T]]:
    """The items that answer to `word` by one of their names with their grades, best first, equals in the given order.

    `strict` drops the looser answers as soon as one begins with the word, as command and parameter names want it.
    """
    if not word:
        return [(PREFIX, item) for item in items]
    accepts = pattern_of(word)
    graded: list[tuple[int, T]] = []
    for item in items:
        grades = [found for name in names(item) if (found := grade(word, name)) is not None]
        if accepts is not None and any(accepts(name) for name in names(item)):
            grades.append(PREFIX)
        if grades:
            graded.append((min(grades), item))
    if strict and any(found <= PREFIX_ANY_CASE for found, _ in graded):
        graded = [pair for pair in graded if pair[0] <= PREFIX_ANY_CASE]
    elif len(word) < (3 if strict else 2):
        # A letter or two in the middle of a name says little where something better was found.
        good = [pair for pair in graded if pair[0] != INSIDE]
        graded = good if good or strict else graded
    # An exact prefix and one in another case are told apart only by whether the whole is meant.
    equal = [(PREFIX if found == PREFIX_ANY_CASE else found, item) for found, item in graded]
    return sorted(equal, key=lambda pair: pair[0])


def best(
    word: str, items: Iterable[Candidate], names: Callable[[Candidate], Sequence[str]], *, strict: bool = False
) -> list[Candidate]:
    """The candidates that answer to `word`, best first and graded; a looser answer is marked as for persons only."""
    found = []
    for reached, item in answering(word, items, names, strict=strict):
        item.grade = reached
        if reached > PREFIX_ANY_CASE:
            item.audience = PERSON
        found.append(item)
    return found


def by_use(found: list[Candidate], usage: Usage) -> list[Candidate]:
    """The candidates with those used most before equally good ones; what must be filled in stays ahead of all."""
    if len(found) < 2 or not usage.any() or any(item.in_order for item in found):
        return found
    counts = [max(usage.count(item.text), usage.count(item.value)) for item in found]
    if not any(counts):
        return found
    order = sorted(range(len(found)), key=lambda at: (*_tier(found[at]), -counts[at]))
    return [found[at] for at in order]


def _tier(item: Candidate) -> tuple[int, int]:
    return item.grade, 5 if item.kind == KEYWORD else _TIERS.get(item.style_hint, 1)


def common_prefix(texts: Sequence[str]) -> str:
    """The longest beginning that all `texts` share in any case, spelled as the first of them."""
    if not texts:
        return ""
    first = texts[0]
    length = len(first)
    for text in texts[1:]:
        length = min(length, len(text))
        while length and first[:length].lower() != text[:length].lower():
            length -= 1
    return first[:length]
