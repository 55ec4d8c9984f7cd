"""Asking a person whether something may be sent, so that a habit of pressing y does not answer it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from glueshell.session.errors import Declined

if TYPE_CHECKING:
    from glueshell.engine.host import Host

LETTERS_ASKED = 4
# "all 20": this one and the next ones of the same submission, 20 in all.
ALL = r"(?is)(?:(?P<answer>.*?)\s+)?all\s+(?P<number>\d{1,6})"

PROMPTS: Mapping[str, str] = {
    "letters": "Type the first letters of {name} ({begin}): ",
    "title": "Type the title, {name}: ",
    "number": "Type the number of records ({name}): ",
    "enter": "{what}? Enter = yes, n = no: ",
    "yes": "{what}? y = yes, anything else = no: ",
}
OFFER = " (and, for the next ones of this line too: all NUMBER): "
WANTED: Mapping[str, str] = {
    "letters": "the beginning of {name}",
    "title": "the title",
    "number": "the number of records",
}


class Question:
    """One question about a write: what is shown, what is asked, and which answers are a yes."""

    __slots__ = ("accepts", "kind", "lines", "name", "what")

    def __init__(
        self, kind: str, lines: Sequence[str], accepts: Callable[[str], bool], *, name: str = "", what: str = ""
    ) -> None:
        self.kind = kind
        self.lines = lines
        self.accepts = accepts
        self.name = name
        self.what = what

    @classmethod
    def plain(cls, lines: Sequence[str], what: str, *, enter: bool) -> Question:
        """Enter or `y`."""
        positive = ("", "y", "yes") if enter else ("y", "yes")
        return cls("enter" if enter else "yes", lines, lambda text: text.casefold() in positive, what=what)

    @classmethod
    def letters(cls, lines: Sequence[str], name: str) -> Question:
        """The first letters of a name."""
        return cls("letters", lines, lambda text: begins(name, text), name=name)

    @classmethod
    def title(cls, lines: Sequence[str], title: str) -> Question:
        """The whole title, in any casing."""
        return cls("title", lines, lambda text: letters_of(text) == letters_of(title), name=title)

    @classmethod
    def number(cls, lines: Sequence[str], count: int) -> Question:
        """The number of records."""
        return cls("number", lines, lambda text: text == str(count), name=str(count))


def letters_of(text: str) -> str:
    """What a person can be expected to type of a name: its letters and digits in one casing, or all of it."""
    return "".join(character for character in text.casefold() if character.isalnum()) or text.strip().casefold()


def begins(name: str, typed: str) -> bool:
    """Whether `typed` is the beginning of `name`: four letters, or all of a shorter name."""
    whole, part = letters_of(name), letters_of(typed)
    return len(part) >= min(LETTERS_ASKED, len(whole)) and part != "" and whole.startswith(part)


def ask(host: Host, question: Question, *, repeated: bool) -> int:
    """Ask; answers how many more writes of this submission were agreed to. `Declined` when the answer is not a yes.

    From the second question of a submission on, `all NUMBER` is offered.
    """
    from glueshell.objects.neutral import neutralise

    if question.kind in ("enter", "yes") and not repeated:
        what = neutralise(question.what, newlines=True)
        if host.confirm(question.lines, what[:1].upper() + what[1:] + "?", default=question.kind == "enter"):
            return 0
        raise Declined("Declined")
    for line in question.lines:
        host.write_error_line(line, "hint")
    name = neutralise(question.name, newlines=True)
    what = neutralise(question.what, newlines=True)
    begin = neutralise(letters_of(question.name)[:LETTERS_ASKED], newlines=True)
    prompt = PROMPTS[question.kind].format(name=name, begin=begin, what=what[:1].upper() + what[1:])
    answer = host.read_line(prompt.removesuffix(": ") + OFFER if repeated else prompt).strip()
    if question.accepts(answer):
        return 0
    many = re.fullmatch(ALL, answer) if repeated else None
    if many and int(many["number"]) > 0 and _agrees(question, many["answer"] or ""):
        return int(many["number"]) - 1
    if question.kind in WANTED and answer:
        raise Declined("WrongConfirmation", wanted=WANTED[question.kind].format(name=name))
    raise Declined("Declined")


def _agrees(question: Question, answer: str) -> bool:
    # "all 20" alone says yes where a bare yes is what is asked.
    return question.accepts(answer) or (question.kind in ("enter", "yes") and answer == "")
