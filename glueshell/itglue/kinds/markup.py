"""The text of a Textbox in one form, whichever editor wrote its HTML: for telling whether two of them say the same."""

from __future__ import annotations

import html
import re
import unicodedata
from html.parser import HTMLParser

# Elements that only hold what stands in them: `<p>text</p>` and `text` say the same.
PARAGRAPHS = frozenset({"p", "div"})
# Elements at whose edges white space is not seen.
BLOCKS = PARAGRAPHS | frozenset(
    {"ul", "ol", "li", "table", "thead", "tbody", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr",
     "blockquote", "pre", "section", "body", "html"}
)  # fmt: skip
VOID = frozenset({"br", "hr", "img", "input", "wbr", "col"})


def canonical(text: str) -> str:
    """The form that texts which show the same have in common; '' for what shows nothing.

    Plain text keeps its lines, without white space at their ends. In HTML white space runs together, entities are
    characters, elements and attributes are in lower case and one order, and a text in one paragraph of its own is that
    text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if re.search(r"<[A-Za-z/!]", text) is None:
        return "\n".join(line.rstrip() for line in html.unescape(text).replace("\u00a0", " ").split("\n")).strip()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.form()


class _Reader(HTMLParser):
    """Collects the pieces of a text: ("tag", spelling) and ("text", words)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = "".join(f' {name}="{value or ""}"' for name, value in sorted(attrs, key=lambda pair: pair[0]))
        self._pieces.append((tag, f"<{tag}{said}>"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._pieces.append((tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        words = " ".join(data.replace("\u00a0", " ").split())
        before, after = data[:1].isspace(), data[-1:].isspace()
        self._pieces.append(("", (" " if before else "") + words + (" " if after and words else "")))

    def form(self) -> str:
        """The pieces as one text."""
        written: list[str] = []
        at_edge = True
        for place, (tag, piece) in enumerate(self._pieces):
            if tag:
                if tag in BLOCKS and written:
                    written[-1] = written[-1].rstrip(" ")
                written.append(piece)
                at_edge = tag in BLOCKS
                continue
            if at_edge or (written and written[-1].endswith(" ")):
                piece = piece.lstrip(" ")
            if place + 1 < len(self._pieces) and self._pieces[place + 1][0] in BLOCKS:
                piece = piece.rstrip(" ")
            if piece:
                written.append(piece)
                at_edge = False
        return _unwrapped([piece for piece in written if piece])


def _unwrapped(pieces: list[str]) -> str:
    """Without the one paragraph around everything, however many are nested."""
    while len(pieces) >= 2 and any(
        pieces[0] == f"<{tag}>" and pieces[-1] == f"</{tag}>" and f"<{tag}>" not in pieces[1:] for tag in PARAGRAPHS
    ):
        pieces = pieces[1:-1]
    return "".join(pieces).strip()
