"""What is wrong with an XML text, in .NET's words: the first thing its reader would stumble over."""

from __future__ import annotations

import re

_NAME = re.compile(r"[^\W\d][\w.:-]*")
_BLANK = re.compile(r"[ \t\r\n]*")
# Control characters that no XML may hold.
_BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ENTITIES = frozenset(("lt", "gt", "amp", "quot", "apos"))
_LONE = re.compile(r"\s*<[^\W\d][\w.:-]*\s*>?\s*")
_MISPLACED = (
    "The specified node cannot be inserted as the valid child of this node, because the specified node is the wrong"
    " type."
)
_DECLARATION = (
    "Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace"
    " characters are allowed to appear before it."
)


def complaint(text: str) -> str | None:
    """The sentence, with line and position where .NET tells them; None where nothing is found."""
    if _LONE.fullmatch(text):
        return "Data at the root level is invalid. Line 1, position 1."
    try:
        _Scan(text).document()
    except _Found as found:
        return str(found)
    return None


class _Found(Exception):
    """The first thing that is wrong."""


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        # Names of the elements that are open, where they began, and the prefixes declared in each.
        self.open: list[tuple[str, int, frozenset[str]]] = []
        self.rooted = False

    def document(self) -> None:
        text = self.text
        while self.at < len(text):
            if text[self.at] != "<":
                self._characters()
            elif text.startswith("<!--", self.at):
                self._past("-->", "Comment", self.at + 4)
            elif text.startswith("<![CDATA[", self.at):
                self._past("]]>", "CDATA", len(text))
            elif text.startswith("<?", self.at):
                if text.startswith("<?xml ", self.at) and self.at:
                    raise self._wrong(_DECLARATION, self.at + 2)
                self._past("?>", "PI", len(text))
            elif text.startswith("<!", self.at):
                self._past(">", "DOCTYPE", len(text))
            elif text.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise self._unclosed()

    # -- pieces -----------------------------------------------------------------------------------------------------

    def _characters(self) -> None:
        end = self.text.find("<", self.at)
        end = len(self.text) if end < 0 else end
        piece = self.text[self.at : end]
        if not self.open and piece.strip():
            raise _Found(_MISPLACED)
        for place in range(self.at, end):
            char = self.text[place]
            if char == "&":
                self._reference(place)
            elif self.text.startswith("]]>", place):
                raise self._wrong("']]>' is not allowed in character data.", place)
            elif _BAD.match(char):
                raise self._wrong(f"'{char}', hexadecimal value 0x{ord(char):02X}, is an invalid character.", place)
        self.at = end

    def _reference(self, place: int) -> None:
        if self.text.startswith("#", place + 1):
            return
        name = _NAME.match(self.text, place + 1)
        if name is None:
            raise self._wrong("An error occurred while parsing EntityName.", place + 1)
        if not self.text.startswith(";", name.end()):
            raise self._unexpected(name.end(), "The expected token is ';'.")
        if name.group() not in _ENTITIES:
            raise self._wrong(f"Reference to undeclared entity '{name.group()}'.", place + 1)

    def _past(self, closing: str, what: str, place: int) -> None:
        end = self.text.find(closing, self.at)
        if end < 0:
            raise self._wrong(f"Unexpected end of file while parsing {what} has occurred.", place)
        self.at = end + len(closing)

    def _end_tag(self) -> None:
        place = self.at + 2
        name = _NAME.match(self.text, place)
        if not self.open:
            raise self._wrong("Unexpected end tag.", place)
        if name is None:
            raise self._unclosed() if place >= len(self.text) else self._bad_name(place)
        wanted, began, _ = self.open.pop()
        if name.group() != wanted:
            line, column = self._where(began)
            raise self._wrong(
                f"The '{wanted}' start tag on line {line} position {column} does not match the end tag of"
                f" '{name.group()}'.",
                place,
            )
        self.at = self.text.find(">", place) + 1 or len(self.text)

    def _start_tag(self) -> None:
        began = self.at + 1
        if began >= len(self.text):
            raise self._unclosed()
        name = _NAME.match(self.text, began)
        if name is None:
            raise self._bad_name(began)
        if self.rooted and not self.open:
            raise _Found("This document already has a 'DocumentElement' node.")
        self.rooted = True
        self.at = name.end()
        known = self.open[-1][2] if self.open else frozenset(("xml", "xmlns"))
        attributes = self._attributes(name.group(), began)
        known |= {one[6:] for one in attributes if one.startswith("xmlns:")}
        for one, place in {name.group(): began, **attributes}.items():
            prefix, colon, _ = one.partition(":")
            if colon and prefix not in known:
                raise self._wrong(f"'{prefix}' is an undeclared prefix.", place)
        if self.text.startswith("/>", self.at):
            self.at += 2
            return
        self.at += 1
        self.open.append((name.group(), began, known))

    def _attributes(self, element: str, began: int) -> dict[str, int]:
        found: dict[str, int] = {}
        text = self.text
        while True:
            before = self.at
            self._blanks()
            if self.at >= len(text):
                self.open.append((element, began, frozenset()))
                raise self._unclosed()
            if text[self.at] == ">" or text.startswith("/>", self.at):
                return found
            name = _NAME.match(text, self.at)
            if name is None:
                raise self._bad_name(self.at)
            if before == self.at:
                raise self._unexpected(self.at, "Expecting whitespace.")
            if name.group() in found:
                raise self._wrong(f"'{name.group()}' is a duplicate attribute name.", self.at)
            found[name.group()] = self.at
            self.at = name.end()
            self._value()

    def _value(self) -> None:
        text = self.text
        self._blanks()
        if not text.startswith("=", self.at):
            raise self._unexpected(self.at, "The expected token is '='.")
        self.at += 1
        self._blanks()
        quote = text[self.at : self.at + 1]
        if quote not in ("'", '"'):
            raise self._unexpected(self.at, "The expected token is '\"' or '''.")
        end = text.find(quote, self.at + 1)
        inside = text[self.at + 1 : end if end >= 0 else len(text)]
        if "<" in inside:
            place = self.at + 1 + inside.index("<")
            raise self._wrong("'<', hexadecimal value 0x3C, is an invalid attribute character.", place)
        if end < 0:
            raise self._wrong("There is an unclosed literal string.", len(text))
        for place in range(self.at + 1, end):
            if text[place] == "&":
                self._reference(place)
        self.at = end + 1

    def _blanks(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = self.at if found is None else found.end()

    # -- words ------------------------------------------------------------------------------------------------------

    def _where(self, place: int) -> tuple[int, int]:
        before = self.text[:place]
        return before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1

    def _wrong(self, sentence: str, place: int) -> _Found:
        line, column = self._where(place)
        return _Found(f"{sentence} Line {line}, position {column}.")

    def _unexpected(self, place: int, wanted: str) -> _Found:
        if place >= len(self.text):
            return self._unclosed() if self.open else self._wrong("Unexpected end of file has occurred.", place)
        return self._wrong(f"'{self.text[place]}' is an unexpected token. {wanted}", place)

    def _bad_name(self, place: int) -> _Found:
        char = self.text[place]
        number = f"hexadecimal value 0x{ord(char):02X}"
        return self._wrong(f"Name cannot begin with the '{char}' character, {number}.", place)

    def _unclosed(self) -> _Found:
        names = ", ".join(name for name, _, _ in reversed(self.open))
        closing = f" The following elements are not closed: {names}." if names else ""
        return self._wrong(f"Unexpected end of file has occurred.{closing}", len(self.text))
