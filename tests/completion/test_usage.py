"""What the person uses comes first; what must be filled in stays first of all."""

from __future__ import annotations

import pytest

from glueshell.completion import complete
from glueshell.completion.usage import Usage, words_of
from glueshell.language import parse
from tests.completion.fakes import View


def offered(text: str, history: list[str], *, exact: bool = False) -> list[str]:
    found = complete(parse(text), len(text), View(history), exact=exact)
    assert found.problem is None
    return [candidate.value for candidate in found.candidates]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("Get-Organization -First 3", ["get-organization", "-first", "3"]),
        ("org 'O''Brien & Sons'", ["org", "o'brien & sons"]),
        ('org "Blue Newt"; $_.Name', ["org", "blue newt", "$_.name", "name"]),
        ("x @{Kind='Text'}", ["x", "kind", "text"]),
    ],
)
def test_words_of_an_entry(entry: str, words: list[str]) -> None:
    assert [word for word in words_of(entry) if word != "@"] == words


def test_the_history_counts_and_every_entry_adds_to_it() -> None:
    usage = Usage(lambda: ["org 'Blue Newt'", "org 'Blue Newt'", "org 'Happy Frog'"])
    assert (usage.count("blue newt"), usage.count("Happy Frog"), usage.count("nobody")) == (2, 1, 0)
    usage.note("org 'Happy Frog'")
    usage.note("org 'Happy Frog'")
    assert usage.favourites(lambda word: " " in word, 1) == ["happy frog"]


def test_what_is_used_comes_first_among_equally_good_answers() -> None:
    assert offered("org ", [])[:3] == ["Happy Frog", "Happy Toad", "Blue Newt"]
    assert offered("org ", ["org 'Blue Newt'"])[:2] == ["Blue Newt", "Happy Frog"]
    assert offered("org happy", ["org 'Happy Toad'"]) == ["Happy Toad", "Happy Frog"]
    assert offered("Test-Shape -F", ["Test-Shape -Flag $true"])[0] == "Flag"


def test_a_better_answer_stays_ahead_of_one_that_is_used() -> None:
    assert offered("org b", ["org 'O''Brien & Sons'"])[0] == "Blue Newt"


def test_what_must_be_filled_in_stays_first() -> None:
    keys = offered("trait ", ["trait webmail-url x", "trait location y"])
    assert keys[:2] == ["domains", "type"]
    assert keys.index("webmail-url") < keys.index("email-servers")


def test_a_script_gets_powershells_order_whatever_is_used() -> None:
    history = ["Test-Shape -Colour Red"] * 3
    assert offered("Test-Shape -Colour ", history)[0] == "Red"
    assert offered("Test-Shape -Colour ", history, exact=True)[0] == "Black"
