"""Kinds whose value is one plain thing: Checkbox, Number, Text, Textbox; and Header, which has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from glueshell.itglue.kinds.base import Choice, FieldKind, Problem, TagLookup, TraitProblem, problem, shown, single

if TYPE_CHECKING:
    import datetime

    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Snapshot

_TRUE = frozenset({"true", "yes", "y", "on", "1", "$true", "checked"})
_FALSE = frozenset({"false", "no", "n", "off", "0", "$false", "unchecked"})
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"


class Checkbox(FieldKind):
    """True or false."""

    __slots__ = ()
    name = "Checkbox"

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """True or false from a bool, 1 or 0, or a word such as yes, no, on, off, $true."""
        value = single(field, value, "NotACheckbox")
        if isinstance(value, bool):
            return value
        word = str(value).strip().casefold()
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise TraitProblem(problem("NotACheckbox", field, value=shown(value)))

    def validate(self, field: Field, value: object) -> Problem | None:
        """A bool fits, nothing else."""
        return None if isinstance(value, bool) else problem("NotACheckbox", field, value=shown(value))

    def from_wire(self, raw: object) -> object:
        """The bool, also from the words and digits that old records hold."""
        if isinstance(raw, (str, int)) and not isinstance(raw, bool):
            word = str(raw).strip().casefold()
            return word in _TRUE if word in _TRUE or word in _FALSE else raw
        return raw

    def comparable(self, field: Field, value: Any) -> object:
        """True or False; a box that was never touched is not checked."""
        return value is True

    def show(self, value: Any) -> str:
        """Yes or No."""
        return "Yes" if value is True else "No"

    def candidates(
        self, field: Field, snapshot: Snapshot, organization_id: int | None, word: str = "", limit: int = 200
    ) -> Iterable[Choice]:
        """The two words."""
        return (Choice("true", "checked"), Choice("false", "not checked"))

    def sample(self, field: Field) -> str:
        """The word true."""
        return "true"


class Number(FieldKind):
    """A whole number, or one with as many decimals as the field has."""

    __slots__ = ()
    name = "Number"

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """An int where the number is whole, else a float; more decimals than the field has are refused."""
        value = single(field, value, "NotANumber")
        if value is None or value == "":
            return None
        text = str(int(value) if isinstance(value, int) and not isinstance(value, bool) else value).strip()
        if not re.fullmatch(_NUMBER, text):
            raise TraitProblem(problem("NotANumber", field, value=shown(value)))
        from decimal import Decimal

        number = Decimal(text)
        digits = number.normalize().as_tuple()
        exponent = digits.exponent if isinstance(digits.exponent, int) else 0
        # What a double cannot hold exactly would arrive as another number.
        if len(digits.digits) > 15 or number.adjusted() > 15:
            raise TraitProblem(problem("NotANumber", field, value=shown(value)))
        if -exponent > field.decimals:
            right = f"at most {field.decimals} decimals" if field.decimals else "whole numbers"
            raise TraitProblem(problem("TooManyDecimals", field, value=shown(value), right=right))
        return int(number) if number == number.to_integral_value() else float(number)

    def validate(self, field: Field, value: object) -> Problem | None:
        """An int or a finite float fits."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value - value != 0:
            return problem("NotANumber", field, value=shown(value))
        return None

    def from_wire(self, raw: object) -> object:
        """The number, also where it came as text."""
        if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
            return int(raw)
        if isinstance(raw, str) and re.fullmatch(_NUMBER, raw.strip()):
            number = float(raw)
            return int(number) if number.is_integer() and abs(number) < 1e15 else number
        return raw

    def comparable(self, field: Field, value: Any) -> object:
        """The number as far as the field keeps its decimals; 25 and 25.0 are one."""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return round(float(value), field.decimals)
        return None if value == "" else value

    def sample(self, field: Field) -> str:
        """A number with the decimals of the field."""
        return "25" if not field.decimals else "25." + "5" * min(field.decimals, 4)


class Text(FieldKind):
    """One line of text."""

    __slots__ = ()
    name = "Text"

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """The text as given; line breaks are refused, one at the end is dropped."""
        value = single(field, value, "OneText")
        text = ("" if value is None else str(value)).removesuffix("\n").removesuffix("\r")
        lines = text.splitlines()
        if len(lines) > 1:
            raise TraitProblem(problem("OneLine", field, count=len(lines)))
        return text

    def validate(self, field: Field, value: object) -> Problem | None:
        """A str fits."""
        return None if isinstance(value, str) else problem("OneText", field, count=0)

    def comparable(self, field: Field, value: Any) -> object:
        """The text without the white space around and between its words that nobody sees."""
        return _one_line(str(value)) or None if value is not None else None

    def show(self, value: Any) -> str:
        """The text with its white space in one line."""
        return " ".join(str(value).split())

    def sample(self, field: Field) -> str:
        """A short text."""
        return "text"


class Textbox(Text):
    """Text of many lines; the web app shows it as HTML, and it is sent as it is."""

    __slots__ = ()
    name = "Textbox"

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """The text as given; several texts become its lines."""
        if isinstance(value, (list, tuple)):
            return "\n".join("" if line is None else str(line) for line in value)
        return "" if value is None else str(value)

    def comparable(self, field: Field, value: Any) -> object:
        """What the text shows: line ends, entities and the spelling of its markup do not count."""
        if value is None:
            return None
        from glueshell.itglue.kinds.markup import canonical

        return canonical(str(value)) or None

    def show(self, value: Any) -> str:
        """The beginning of the text without its tags, in one line."""
        words = " ".join(re.sub(r"<[^<>]{0,500}>", " ", str(value)).split())
        return words if len(words) <= 200 else words[:200] + "…"


class Header(FieldKind):
    """A heading of the form; it holds no value."""

    __slots__ = ()
    name = "Header"
    supported = False
    fillable = False
    reason = "Heading"

    def parse(
        self,
        field: Field,
        value: object,
        lookup: TagLookup | None = None,
        *,
        organization_id: int | None = None,
        today: Callable[[], datetime.date] | None = None,
    ) -> object:
        """Always refused."""
        raise TraitProblem(problem(self.reason, field))

    def validate(self, field: Field, value: object) -> Problem | None:
        """No value fits."""
        return problem(self.reason, field)

    def to_wire(self, value: Any) -> object:
        """Nothing goes out."""
        return None

    def show(self, value: Any) -> str:
        """Nothing to show."""
        return ""


def _one_line(text: str) -> str:
    import unicodedata

    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())
