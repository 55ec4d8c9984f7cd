"""Tables in the notations of documents: Markdown, HTML, reStructuredText, plain; tabulate writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

#: What people call a notation -> tabulate's name.
NOTATIONS: Mapping[str, str] = MappingProxyType(
    {"Markdown": "pipe", "Html": "html", "Rst": "rst", "Plain": "simple", "Jira": "jira", "Grid": "grid"}
)
# Characters that would end a cell or begin something else in Markdown.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|])")


def render(notation: str, labels: Sequence[str], rows: Sequence[Sequence[str]], alignments: Sequence[str]) -> list[str]:
    """The lines of a table of texts; every cell's text is kept, what the notation would read as its own is escaped."""
    from tabulate import tabulate

    name = NOTATIONS[notation]
    if notation == "Markdown":
        labels = [_markdown(label) for label in labels]
        rows = [[_markdown(text) for text in row] for row in rows]
    elif notation != "Html":
        rows = [[text.replace("\r\n", "\n") for text in row] for row in rows]
    text = tabulate(
        rows, headers=list(labels), tablefmt=name, colalign=list(alignments) if rows else None, disable_numparse=True,
        preserve_whitespace=True,
    )  # fmt: skip
    return text.split("\n")


def _markdown(text: str) -> str:
    """Text as Markdown shows it unchanged in a cell: marks escaped, line ends as breaks."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return re.sub(r"\r\n|\r|\n", "<br>", escaped)
