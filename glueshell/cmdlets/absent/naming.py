"""Which family a name belongs to, and the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from glueshell.cmdlets.absent.families import FAMILIES, Family

# Kinds of things a script can name.
COMMAND, TYPE, MODULE, DRIVE = "command", "type", "module", "drive"


def family_of(kind: str, name: str) -> Family | None:
    """The family a command, type, module or drive belongs to; None for any other name."""
    if kind == DRIVE:
        return next((each for each in FAMILIES.values() if name.lower() in map(str.lower, each.drives)), None)
    return _matchers(kind)(name)


def sentence(kind: str, name: str) -> str | None:
    """Why that name is not here and what would be right; None when nothing is known about it."""
    family = family_of(kind, name)
    return None if family is None else family.advice


@lru_cache(maxsize=3)
def _matchers(kind: str) -> Callable[[str], Family | None]:
    table: list[tuple[Callable[[str], object], Family]] = []
    for family in FAMILIES.values():
        exact: list[str] = []
        folded: list[str] = []
        if kind == COMMAND:
            for noun in family.nouns:
                (exact if noun[0] == "=" else folded).append(rf"[A-Za-z]+-{_pattern(noun.lstrip('='))}")
            folded += [_pattern(command) for command in family.commands]
        else:
            folded += [_pattern(name) for name in (family.types if kind == TYPE else family.modules)]
        table += [(_compiled(exact, 0), family), (_compiled(folded, re.IGNORECASE), family)]

    def find(name: str) -> Family | None:
        return next((family for matches, family in table if matches(name)), None)

    return find


def _pattern(text: str) -> str:
    """A pattern with `*` and `[A-Z]` as a regular expression."""
    return "".join(part if part == "[A-Z]" else re.escape(part).replace(r"\*", ".*") for part in _parts(text))


def _parts(text: str) -> Iterable[str]:
    return re.split(r"(\[A-Z\])", text)


def _compiled(patterns: list[str], flags: int) -> Callable[[str], object]:
    return re.compile("|".join(f"(?:{each})" for each in patterns) or "(?!)", flags).fullmatch
