"""How text is written so that the language reads it back as one word."""

from __future__ import annotations

import re

from glueshell.language.tokens import KEYWORDS

_BARE = re.compile(r"[^\W\d][\w.\\/:~*?%+=!^-]*")
_PLAIN_VARIABLE = re.compile(r"(?:\w+:)?\w+")
_SINGLE_QUOTES = re.compile("(['\u2018\u2019\u201a\u201b])")
_CONTROLS = {
    "\0": "`0", "\a": "`a", "\b": "`b", "\x1b": "`e", "\f": "`f", "\n": "`n", "\r": "`r", "\t": "`t", "\v": "`v",
}  # fmt: skip
_NEEDS_DOUBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_ESCAPED_IN_DOUBLE = re.compile('[`$"\u201c\u201d\u201e\x00-\x1f\x7f-\x9f\u2028\u2029]')


def is_bareword(text: str) -> bool:
    """Whether the text, written as it is, is one string argument of a command."""
    return _BARE.fullmatch(text) is not None and _starts_name(text) and not text.endswith(":")


def _starts_name(text: str) -> bool:
    # What a regular expression calls a word includes superscript digits, which begin no name.
    return text[0].isalpha() or text[0] == "_"


def quote_single(text: str) -> str:
    """The text in single quotes, every kind of single quote doubled."""
    return "'" + _SINGLE_QUOTES.sub(r"\1\1", text) + "'"


def quote_double(text: str) -> str:
    """The text in double quotes, with everything escaped that would be expanded or would break the line."""

    def escape(match: re.Match[str]) -> str:
        char = match.group()
        if char in _CONTROLS:
            return _CONTROLS[char]
        return f"`u{{{ord(char):x}}}" if _NEEDS_DOUBLE.match(char) else "`" + char

    return '"' + _ESCAPED_IN_DOUBLE.sub(escape, text) + '"'


def quote_argument(text: str) -> str:
    """The shortest way to write the text as one argument: bare, else 'single', else (control characters) "double"."""
    if is_bareword(text):
        return text
    if _NEEDS_DOUBLE.search(text):
        return quote_double(text)
    return quote_single(text)


def quote_member(text: str) -> str:
    """The text as a member name after a dot, or a key of a hashtable: quoted unless it is an identifier."""
    if re.fullmatch(r"\w+", text) and _starts_name(text):
        return text
    return quote_double(text) if _NEEDS_DOUBLE.search(text) else quote_single(text)


def variable_reference(name: str) -> str:
    """The variable as it is written: `$name`, or `${name}` with backticks where the name needs them."""
    if _PLAIN_VARIABLE.fullmatch(name):
        return "$" + name
    return "${" + re.sub(r"([`{}])", r"`\1", name) + "}"


def is_keyword(text: str) -> bool:
    """Whether the word is reserved where a statement starts."""
    return text.lower() in KEYWORDS
