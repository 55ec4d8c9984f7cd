"""The order of text as people sort it: punctuation, digits, letters; accents and case decide only between equals."""

from __future__ import annotations

from functools import cache

_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@cache
def _tables() -> tuple[dict[int, int], dict[int, int]]:
    """Translations of ASCII: to primary weights, and to case weights (lower before upper)."""
    primary: dict[int, int] = {}
    for weight, char in enumerate("\t\n\x0b\x0c\r " + _PUNCTUATION + _DIGITS + _LETTERS, start=0x20):
        primary[ord(char)] = weight
    for char in _LETTERS:
        primary[ord(char.upper())] = primary[ord(char)]
    # Control characters weigh nothing.
    for code in (*range(9), *range(14, 32), 127):
        primary[code] = 0
    case = {code: 0x31 if 65 <= code <= 90 else 0x30 for code in range(128)}
    return primary, case


def sort_text(text: str) -> tuple[str, str]:
    """Two keys of a text: its letters without case, and what decides between texts equal in that."""
    primary, case = _tables()
    if text.isascii():
        if text.isalnum():
            return text.lower().translate(primary), text.translate(case)
        return text.translate(primary).replace("\0", ""), text.translate(case)
    return _wide(text)


def _wide(text: str) -> tuple[str, str]:
    from unicodedata import category, combining, normalize

    primary, _ = _tables()
    first: list[str] = []
    second: list[str] = []
    third: list[str] = []
    for char in normalize("NFD", text):
        code = ord(char)
        if code < 128:
            weight = primary[code]
            if weight:
                first.append(chr(weight))
                third.append("1" if char.isupper() else "0")
            continue
        if combining(char):
            second.append(char)
            continue
        if category(char) in ("Cc", "Cf"):
            continue
        low = _EXPANDED.get(char)
        if low is None:
            low = char.lower()
        else:
            second.append(char.lower())
        for part in low:
            first.append(chr(primary[ord(part)]) if ord(part) < 128 else part)
            third.append("1" if char != low and char.isupper() else "0")
    return "".join(first), "\0".join(("".join(second), "".join(third)))


_EXPANDED = {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ł": "l",
             "Ł": "l"}


def compare_text(left: str, right: str, case: bool = False) -> int:
    """-1, 0 or 1: two texts in culture order; without `case` only letters and accents count."""
    if left == right:
        return 0
    if not case and left.isascii() and right.isascii() and left.lower() == right.lower():
        return 0
    first, second = sort_text(left), sort_text(right)
    if first[0] != second[0]:
        return -1 if first[0] < second[0] else 1
    one, two = first[1], second[1]
    if not case:
        one, two = one.partition("\0")[0] if "\0" in one else "", two.partition("\0")[0] if "\0" in two else ""
    if one == two:
        return 0
    return -1 if one < two else 1


def equal_text(left: str, right: str, case: bool = False) -> bool:
    """Tell whether two texts are the same, by default in any case."""
    if left == right:
        return True
    if left.isascii() and right.isascii():
        if not case and left.lower() == right.lower():
            return True
        # Control characters count for nothing.
        return not (left.isprintable() and right.isprintable()) and compare_text(left, right, case) == 0
    return compare_text(left, right, case) == 0
