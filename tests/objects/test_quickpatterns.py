"""Plain patterns run by `re`: which they are, and that both engines find the same in ASCII text."""

from __future__ import annotations

import random

import pytest

from glueshell.objects.patterns import IGNORE_CASE, MULTILINE, Pattern
from glueshell.objects.quickpatterns import quick

PLAIN = (
    r"^(?<name>\S+)\s+(?<ip>[\d.]+)\s+(?<state>\w+)$", r"host(\d+)", r"[^a-z\-]+?", r"a|b(?:c|d)?", r"\bx{2,3}",
    r"(?=a)a(?!b)", r"[A-Za-z_]\w*", r"\\server\\(.+)", r"^\s*#", "a b", r"[\w.-]+@[\w.-]+",
)  # fmt: skip
OTHERS = (
    r"(a*)*", r"(ab)+", r"\p{L}", r"(?i)a", r"(?<=a)b", r"\Aa", r"a\z", r"(a)\1", r"[a-z-[aeiou]]", r"a{,3}", "ä",
    r"a++", r"(?#x)a", r"(?>a)", r"\x41", r"x{", r"]", r"(?<1>a)", r"(?'n'a)", r"a**", r"(?", r"[", r"[]a]",
)  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_plain_patterns_are_taken(text: str) -> None:
    assert quick(text, IGNORE_CASE) is not None


@pytest.mark.parametrize("text", OTHERS)
def test_what_might_mean_something_else_is_not(text: str) -> None:
    assert quick(text, IGNORE_CASE) is None


def test_both_engines_find_the_same() -> None:
    source = random.Random(76)
    atoms = ("a", "b", "A", "1", r"\d", r"\w", r"\s", ".", "[ab]", "[^a1]", r"[a-c\d]", "-", r"\.", r"\b", "^", "$")
    compared = 0
    for _ in range(1500):
        pieces = []
        for _ in range(source.randint(1, 5)):
            atom = source.choice(atoms)
            if source.random() < 0.3:
                atom = f"({source.choice(('', '?:', '?<n>'))}{atom}{source.choice(('', '|b', source.choice(atoms)))})"
            elif atom not in (r"\b", "^", "$") and source.random() < 0.4:
                atom += source.choice(("*", "+", "?", "*?", "+?", "{1,2}", "{2}"))
            pieces.append(atom)
        text = "".join(pieces)
        if text.count("?<n>") > 1:
            continue
        pattern = Pattern(text, source.choice((0, IGNORE_CASE, IGNORE_CASE | MULTILINE)))
        if pattern.quick is None:
            continue
        subject = "".join(source.choice("abAB1 2.-\n_") for _ in range(source.randint(0, 12)))
        fast = [(match.span(), match.groups()) for match in pattern.each(subject)]
        slow = [(match.span(), match.groups()) for match in pattern.finditer(subject)]
        assert fast == slow, (text, subject)
        compared += 1
    assert compared > 1000
