"""Number literals of the tree -> values of their .NET type."""

from __future__ import annotations

from glueshell.language.numbers import Literal
from glueshell.objects import numbers


def number(literal: object) -> object:
    """A literal as the value generated code holds."""
    if not isinstance(literal, Literal):
        return literal
    if literal.kind == "Decimal":
        return literal.value
    kind = getattr(numbers, literal.kind, None)
    if kind is None:
        return literal.value
    return kind(literal.value)
