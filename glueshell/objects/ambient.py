"""The culture numbers and dates are written in: en-US, unless the running script set another.

Held in a context variable, so that every runspace's thread has its own.
"""

from __future__ import annotations

from contextvars import ContextVar

_CULTURE: ContextVar[str] = ContextVar("culture", default="en-US")

_BUILT_IN = ("en-US", "")


def culture_name() -> str:
    """The current culture's name; '' is the invariant culture."""
    return _CULTURE.get()


def set_culture(name: str) -> None:
    """Make a culture current for this thread."""
    _CULTURE.set(name)


def foreign_now() -> bool:
    """Whether a culture other than English of the USA and the invariant one is current."""
    return _CULTURE.get() not in _BUILT_IN


def invariant_now() -> bool:
    """Whether the invariant culture is current."""
    return _CULTURE.get() == ""
