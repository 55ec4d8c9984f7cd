"""How a candidate has to be written so that the parser reads it back: bare, quoted, or in the quote that is open."""

from __future__ import annotations

import re
from functools import lru_cache

from glueshell.language.names import is_bareword
from glueshell.objects.neutral import neutralise

#: Every character that PowerShell reads as a single or a double quote.
SINGLE_QUOTES = "'\u2018\u2019\u201a\u201b"
DOUBLE_QUOTES = '"\u201c\u201d\u201e'

_ESCAPES = {
    "\0": "`0", "\a": "`a", "\b": "`b", "\x1b": "`e", "\f": "`f", "\n": "`n", "\r": "`r", "\t": "`t", "\v": "`v",
}  # fmt: skip


def quote(text: str, opened: str = "", *, bare: bool = True) -> str:
    """`text` as one argument; `opened` is the quote the person began with, `bare` allows none at all.

    Text with control or invisible characters becomes a double-quoted string of escapes, so that what stands on the
    line can be seen and is still exactly that text.
    """
    if neutralise(text) != text:
        return '"' + _escape(text) + '"'
    if opened and opened in DOUBLE_QUOTES:
        return opened + _escape(text) + _closing(opened)
    if opened:
        return opened + _double(text, SINGLE_QUOTES) + _closing(opened)
    if bare and is_bareword(text):
        return text
    return "'" + _double(text, SINGLE_QUOTES) + "'"


def open_quote(text: str, opened: str = "") -> str:
    """The beginning of a quoted argument, not closed: what a common prefix of several candidates is inserted as."""
    return quote(text, opened or "'", bare=False)[:-1]


def read_back(raw: str) -> tuple[str, str]:
    """The plain text of a piece of an argument and the quote it begins with; an unclosed one is fine."""
    if not raw or raw[0] not in SINGLE_QUOTES + DOUBLE_QUOTES:
        return _unescape(raw) if "`" in raw else raw, ""
    opened, body = raw[0], raw[1:]
    family = SINGLE_QUOTES if opened in SINGLE_QUOTES else DOUBLE_QUOTES
    # An odd run of quotes at the end closes the string; the others are doubled ones.
    run = len(body) - len(body.rstrip(family))
    if run % 2:
        body = body[:-1]
    body = _doubled(family).sub(r"\1", body)
    return (_unescape(body) if family == DOUBLE_QUOTES else body), opened


@lru_cache(maxsize=4)
def _doubled(family: str) -> re.Pattern[str]:
    return re.compile(f"([{family}])[{family}]")


def _double(text: str, family: str) -> str:
    return "".join(char * 2 if char in family else char for char in text)


def _closing(opened: str) -> str:
    return {"\u2018": "\u2019", "\u201c": "\u201d"}.get(opened, opened)


def _escape(text: str) -> str:
    written = []
    for char in text:
        if char in _ESCAPES:
            written.append(_ESCAPES[char])
        elif char in "`$":
            written.append("`" + char)
        elif char in DOUBLE_QUOTES:
            written.append(char * 2)
        elif neutralise(char) != char:
            written.append(f"`u{{{ord(char):x}}}")
        else:
            written.append(char)
    return "".join(written)


def _unescape(text: str) -> str:
    plain = {escape[1]: char for char, escape in _ESCAPES.items()}
    text = re.sub(r"`u\{([0-9A-Fa-f]{1,6})\}", lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text)
    return re.sub(r"`(.)", lambda found: plain.get(found[1], found[1]), text, flags=re.DOTALL)
