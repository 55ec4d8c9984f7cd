"""Marks for what is absent, where `$null` is a value like any other."""

from __future__ import annotations

from typing import Final


class Sentinel:
    """A value that stands for nothing else; its name is what it prints as."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


NO_VALUE: Final = Sentinel("NO_VALUE")
"""The parameter token had no `:argument`."""

ASKED: Final = Sentinel("ASKED")
"""Somebody asks a block for a value and wants its errors, unless the block sends them elsewhere itself."""

NO_INPUT: Final = Sentinel("NO_INPUT")
"""Nothing is piped in."""
