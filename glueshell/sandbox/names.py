"""Spellings: name-keys, slugs, and the dashes and underscores of requests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

OTHER = re.compile(r"[^a-z0-9]+")


# Letters that do not come apart into a base letter and an accent.
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def name_key(name: str) -> str:
    """The key derived from a field's name: lower case, accents off, every other run one dash, none at the ends."""
    apart = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return OTHER.sub("-", plain).strip("-")


def free_name_key(name: str, taken: Container[str]) -> str:
    """A name-key that is not taken yet: `-2`, `-3` ... are appended."""
    key = name_key(name) or "field"
    candidate, number = key, 2
    while candidate in taken:
        candidate, number = f"{key}-{number}", number + 1
    return candidate


def dashed(name: str) -> str:
    """An attribute key as responses write it."""
    return name.replace("_", "-").lower()


def underscored(name: str) -> str:
    """A query key as the documentation writes it."""
    return name.replace("-", "_")
