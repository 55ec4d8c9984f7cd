"""The order of text as people sort it: punctuation, digits, letters; accents and case decide only between equals."""

from __future__ import annotations

from functools import cache

# Marks, symbols and currencies in their order; one that is not named comes last among its kind.
_MARKS = "_-‐‑–—,;:!¡?¿.…·'‘’‚‛‹›\"“”„‟«»()[]{}§¶@*/\\&#%‰†‡•"
_SYMBOLS = "`´^¯¨¸°©®←→↑↓↔⇐⇒⇔+±÷×<=>¬|¦~"
_CURRENCIES = "¤¢$£¥€"
_DIGITS = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OTHER = {"P": "\ufdd0", "S": "\ufdd1", "Sc": "\ufdd2"}
# Letters that sort as others do and are no accented form of them.
_EXPANDED = {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d",
             "Ð": "D", "ł": "l", "Ł": "L"}  # fmt: skip


@cache
def _tables() -> tuple[dict[int, int | None], dict[int, int | None]]:
    """Translations to primary weights and to case weights (lower before upper); what weighs nothing goes."""
    order = "\t\n\x0b\x0c\r " + _MARKS + _OTHER["P"] + _SYMBOLS + _OTHER["S"] + _CURRENCIES + _OTHER["Sc"]
    order += _DIGITS + _LETTERS
    primary: dict[int, int | None] = dict.fromkeys((*range(9), *range(14, 32), 127))
    case: dict[int, int | None] = {**primary, **dict.fromkeys(map(ord, order), 0x30)}
    for weight, char in enumerate(order, start=0x20):
        primary[ord(char)] = weight
    for char in _LETTERS:
        primary[ord(char.upper())] = primary[ord(char)]
        case[ord(char.upper())] = 0x31
    return primary, case


def sort_text(text: str) -> tuple[str, str]:
    """Two keys of a text: its letters without case; and what decides between equals in that, accents, then case."""
    primary, case = _tables()
    if text.isascii():
        return (text.lower() if text.isalnum() else text).translate(primary), "\0" + text.translate(case)
    return _wide(text)


def _wide(text: str) -> tuple[str, str]:
    from unicodedata import category, combining, normalize

    primary, _ = _tables()
    first: list[str] = []
    second: list[str] = []
    for char in normalize("NFD", text):
        if combining(char):
            second.append(char)
        elif primary.get(ord(char)):
            first.append(char)
        elif (kind := category(char)) not in ("Cc", "Cf"):
            low = _EXPANDED.get(char) or normalize("NFKD", char)
            if low != char:
                second.append(char.lower())
                first.append(low)
            else:
                first.append(_OTHER.get(kind, _OTHER.get(kind[0], "")) + char)
    plain = "".join(first)
    folded = plain.lower()
    cased = "".join("1" if one != other else "0" for one, other in zip(plain, folded))
    return folded.translate(primary), "".join(second) + "\0" + cased


def _accents(second: str) -> str:
    return second.partition("\0")[0]


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
        one, two = _accents(one), _accents(two)
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
