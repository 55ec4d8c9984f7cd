"""Whatever is in the rows: a table never is wider than its screen, and never loses a row."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from glueshell.formatting import Formatter
from glueshell.formatting.cells import width_of, wrap
from glueshell.formatting.directives import FormatEnd, FormatEntry, FormatStart, Shape
from glueshell.formatting.table import NARROWEST, fit, squeeze
from glueshell.objects.psobject import PSObject

LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Mn", "Me", "Mc", "Zl", "Zp"))
TEXTS = st.text(alphabet=LETTERS, max_size=30)
VALUES = st.one_of(TEXTS, st.integers(-(10**9), 10**9), st.booleans(), st.none(), st.lists(TEXTS, max_size=6))
NAMES = st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", min_size=1, max_size=12).map(str.strip).filter(bool),
                 min_size=1, max_size=6, unique_by=str.lower)  # fmt: skip
WIDTHS = st.integers(NARROWEST, 140)
ROOMS = st.integers(20, 140)


@st.composite
def tables(draw: st.DrawFn) -> list[PSObject]:
    names = draw(NAMES)
    count = draw(st.integers(1, 6))
    return [PSObject({name: draw(VALUES) for name in names}) for _ in range(count)]


def _shown(formatter: Formatter, rows: list[PSObject], shape: Shape) -> list[str]:
    items = [FormatStart(shape), *(FormatEntry(row) for row in rows), FormatEnd()]
    return [line for item in items for line in formatter.feed(item)] + formatter.finish()


@given(tables(), WIDTHS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_table_fits_and_keeps_its_rows(rows: list[PSObject], width: int, wraps: bool) -> None:
    lines = _shown(Formatter(width), rows, Shape("Table", wrap=wraps))
    assert max(map(width_of, lines)) <= width
    body = _shown(Formatter(width), rows, Shape("Table", wrap=wraps, headers=False))[1:-1]
    assert len(body) == len(rows) if not wraps else len(body) >= len(rows)


@given(tables(), ROOMS, st.one_of(st.none(), st.integers(1, 4)))
@settings(max_examples=150, deadline=None)
def test_on_a_terminal_it_fits_and_every_row_can_be_read(rows: list[PSObject], width: int, settle: int | None) -> None:
    formatter = Formatter(width, None, settle, neutral=True, coloured=True, folds=True)
    for at, row in enumerate(rows):
        row.set("mark", f"row{at}")
    lines = _shown(formatter, rows, Shape("Table"))
    assert max(map(width_of, lines)) <= width
    shown = "\n".join(lines)
    if settle is None:
        assert all(f"row{at}" in shown for at in range(len(rows)))
    assert len([line for line in lines if line]) >= len(rows)


@given(tables(), WIDTHS)
@settings(max_examples=80, deadline=None)
def test_a_list_fits(rows: list[PSObject], width: int) -> None:
    lines = _shown(Formatter(width), rows, Shape("List"))
    assert max(map(width_of, lines), default=0) <= max(width, 6)


@given(st.lists(st.tuples(st.integers(1, 60), st.sampled_from(["left", "right"])), min_size=1, max_size=8), ROOMS)
def test_squeezed_widths_fit_and_leave_numbers_whole(columns: list[tuple[int, str]], room: int) -> None:
    widths, alignments = [width for width, _ in columns], [alignment for _, alignment in columns]
    squeezed = squeeze(widths, alignments, room)
    if squeezed is None:
        return
    assert sum(squeezed) + len(squeezed) - 1 <= room
    for before, after, alignment in zip(widths, squeezed, alignments):
        assert 1 <= after <= before
        assert alignment == "left" or after == before
        assert after >= min(before, 10)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(1, 140))
def test_fitted_widths_fit(widths: list[int], room: int) -> None:
    shown = [width for width in fit(widths, room) if width > 0]
    assert sum(shown) + len(shown) - 1 <= room


@given(st.text(alphabet=LETTERS, max_size=80), st.integers(2, 40), st.booleans())
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int, words: bool) -> None:
    parts = wrap(text, width, words)
    assert all(width_of(part) <= width for part in parts)
    assert "".join(parts) == text
