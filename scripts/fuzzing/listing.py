"""The list of known differences: `tests/golden/divergences.toml`, entries of kind `fuzz`, matched by key."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any


class Listing:
    """Listed differences; a key may hold `*` for any text. Remembers which were met."""

    def __init__(self, entries: list[dict[str, Any]]) -> None:
        self.entries = entries
        self.met: set[str] = set()

    def reason(self, key: str) -> str | None:
        """Why a difference is as it is; None for one that is not listed."""
        for entry in self.entries:
            if fnmatchcase(key, entry["key"].replace("[", "[[]")):
                self.met.add(entry["key"])
                return str(entry["reason"])
        return None


def listed(path: Path) -> Listing:
    """Read the list."""
    with open(path, "rb") as file:
        return Listing(tomllib.load(file).get("fuzz", []))
