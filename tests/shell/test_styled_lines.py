"""Lines that know their colours, on a terminal."""

from __future__ import annotations

from glueshell.formatting.lines import Line
from tests.shell.driving import recorded


def styled(text: str, *spans: tuple[int, int, str]) -> Line:
    line = Line(text)
    line.spans = spans
    return line


def test_a_part_looks_as_the_theme_or_the_session_says() -> None:
    line = styled("Name Age due", (0, 4, "table.header"), (5, 8, "\x1b[35;1m"), (9, 12, "cell.late"))
    with recorded() as (host, paper):
        host.write_lines([line])
    assert paper.text == "\x1b[0;92mName\x1b[0m \x1b[0;35;1mAge\x1b[0m \x1b[0;91mdue\x1b[0m\n"


def test_foreign_text_in_a_coloured_part_stays_harmless() -> None:
    with recorded() as (host, paper):
        host.write_lines([styled("a\x1b[2Jb", (0, 6, "cell.dim"))])
    assert "\x1b[2J" not in paper.text and "a␛[2Jb" in paper.text


def test_without_colours_weight_says_it() -> None:
    with recorded({"NO_COLOR": "1"}) as (host, paper):
        host.write_lines([styled("Name", (0, 4, "table.header")), styled("old", (0, 3, "cell.dim"))])
    assert paper.text == "\x1b[0;1mName\x1b[0m\nold\n"
