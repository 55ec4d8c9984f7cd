"""The about_ topics: texts of the package, found by name or word, laid out for a screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from glueshell.formatting.cells import wrap

FOLDER = Path(__file__).with_name("topics")
PREFIX = "about_"
INDENT = "    "


@cache
def topic_names() -> tuple[str, ...]:
    """The names of all topics, such as `about_drafts`."""
    return tuple(sorted(path.stem for path in FOLDER.glob(f"{PREFIX}*.md")))


def topic_named(text: str) -> str | None:
    """The topic of that name, with or without `about_`; None where there is none."""
    low = text.lower()
    return next((name for name in topic_names() if name.lower() in (low, PREFIX + low)), None)


def topic_text(name: str) -> str:
    """The topic as it is written."""
    return (FOLDER / f"{name}.md").read_text(encoding="utf-8")


def topic_synopsis(name: str) -> str:
    """The first sentence of the topic."""
    paragraphs = [part for part in topic_text(name).split("\n\n") if part.strip() and not part.startswith("#")]
    words = " ".join(paragraphs[0].split()).replace("`", "") if paragraphs else ""
    first, dot, _ = words.partition(". ")
    return first + "." if dot else words


class TopicPage:
    """A topic as Get-Help answers it; shown as text for the screen."""

    ps_type_name = "HelpInfo.about"
    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def ps_text(self) -> str:
        """The text as it is written."""
        return topic_text(self.name)

    def ps_lines(self, width: int) -> list[str]:
        """The lines of the topic on a screen of `width` columns."""
        return list(laid_out(topic_text(self.name), max(width, 40)))


def laid_out(text: str, width: int) -> Iterator[str]:
    """A topic's Markdown as lines: headings in capitals, paragraphs wrapped, code as it is."""
    paragraph: list[str] = []
    inside = False
    yield ""
    for line in text.rstrip().split("\n"):
        if line.startswith("```"):
            yield from _paragraph(paragraph, width)
            inside = not inside
        elif inside:
            yield f"{INDENT}{INDENT}{line}".rstrip()
        elif line.startswith("#"):
            yield from _paragraph(paragraph, width)
            yield line.lstrip("#").strip().upper() if line.startswith("##") else line.lstrip("# ")
        elif line.startswith("|"):
            yield from _paragraph(paragraph, width)
            yield from _row(line, width)
        elif not line.strip():
            yield from _paragraph(paragraph, width)
            yield ""
        elif line.startswith(("- ", "* ")):
            yield from _paragraph(paragraph, width)
            paragraph.append(line)
        else:
            paragraph.append(line)
    yield from _paragraph(paragraph, width)
    yield ""


def _paragraph(lines: list[str], width: int) -> Iterator[str]:
    """The gathered lines as one wrapped paragraph; an item's further lines stand under its text."""
    if not lines:
        return
    text = " ".join(line.strip() for line in lines).replace("`", "")
    lines.clear()
    hang = "  " if text.startswith(("- ", "* ")) else ""
    for at, line in enumerate(wrap(text, width - len(INDENT) - len(hang))):
        yield (INDENT + (hang if at else "") + line).rstrip()


def _row(line: str, width: int) -> Iterator[str]:
    """A row of a table of two columns: the first as a label, the second wrapped beside it."""
    cells = [cell.strip().replace("`", "") for cell in line.strip("|").split("|")]
    if all(set(cell) <= set("-: ") for cell in cells):
        return
    label, said = cells[0], "  ".join(cells[1:])
    column = 26
    lines = wrap(said, max(width - len(INDENT) - column, 20))
    if len(label) >= column:
        yield INDENT + label
        yield from (" " * (len(INDENT) + column) + part.rstrip() for part in lines)
        return
    yield f"{INDENT}{label:<{column}}{lines[0]}".rstrip()
    for part in lines[1:]:
        yield " " * (len(INDENT) + column) + part.rstrip()
