"""Methods that are written out where they are called, for what they mostly get: a condition, and the value then.

`{0}`, `{1}` are the arguments. Where the condition does not hold the place calls the method as any other (see sites).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.engine.compiler.kinds import NUMERIC

if TYPE_CHECKING:
    from glueshell.objects.typeinfo import TypeInfo

Inline = tuple[str, str, str]
"""The condition, a statement that is run then (or nothing), and the value."""

# Of an Int32 these give a Decimal.
_USUAL = "type({0}) is float and 0.0 < {0} < 1e15"
_MATH: Mapping[tuple[str, int], tuple[str, str]] = {
    ("sqrt", 1): ("{0} >= 0", "math_sqrt({0})"),
    ("abs", 1): ("{0} > -2147483648", "abs({0})"),
    ("floor", 1): (_USUAL, "float(int({0}))"),
    ("truncate", 1): (_USUAL, "float(int({0}))"),
    ("ceiling", 1): (_USUAL, "float(-(-{0} // 1))"),
    ("round", 1): (_USUAL, "float(round({0}))"),
    ("max", 2): ("type({0}) is int and type({1}) is int", "{0} if {0} > {1} else {1}"),
    ("min", 2): ("type({0}) is int and type({1}) is int", "{0} if {0} < {1} else {1}"),
}


def static_inline(info: TypeInfo, name: str, given: Sequence[str], kinds: Sequence[str]) -> Inline | None:
    """How a static method of these arguments is written out, None where it is not."""
    if info.full_name != "System.Math" or not all(kind in NUMERIC for kind in kinds):
        return None
    if name == "round" and len(given) == 2 and given[1].isdigit() and int(given[1]) <= 12:
        scale = 10.0 ** int(given[1])
        return _USUAL.format(given[0]), "", f"round({given[0]} * {scale}) / {scale}"
    found = _MATH.get((name, len(given)))
    return None if found is None else (found[0].format(*given), "", found[1].format(*given))


def method_inline(
    name: str, owner: str, given: Sequence[str], kinds: Sequence[str], is_builder: Callable[[], str]
) -> Inline | None:
    """How a method of an object is written out, None where it is not; `is_builder` gives a test of the owner."""
    if name == "append" and len(given) == 1 and kinds[0] in ("int", "str"):
        text = given[0] if kinds[0] == "str" else f"str({given[0]})"
        return is_builder(), f"{owner}.pieces.append({text}); ", owner
    return None
