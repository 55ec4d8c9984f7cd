"""Numbers by a custom format: a picture such as `#,##0.00;(0)`."""

from __future__ import annotations

from math import copysign
from typing import TYPE_CHECKING

from glueshell.objects.numberformat import double_text, exact, single_text
from glueshell.objects.numbers import Single

if TYPE_CHECKING:
    from decimal import Decimal


def custom(value: object, spec: str) -> str:
    """A number by a custom format such as `#,##0.00;(0)`."""
    from decimal import Decimal

    if type(value) is Single:
        number = Decimal(single_text(value, 7).replace("E", "e"))
    elif isinstance(value, float):
        number = Decimal(double_text(value, 15).replace("E", "e"))
    else:
        number = exact(value)
    sections = _sections(spec)
    # A Double keeps the sign of what is zero, or rounds to it.
    signed = isinstance(value, float)
    negative = copysign(1.0, value) < 0 if signed else number < 0  # type: ignore[arg-type]
    if len(sections) > 1 and negative and number and sections[1]:
        below = _Section(sections[1])
        text = below.render(number.copy_abs())
        if below.nonzero:
            return text
        # What rounds to zero counts as zero.
        number = Decimal(0)
    if len(sections) > 2 and sections[2] and number == 0:
        return _Section(sections[2]).render(number)
    section = _Section(sections[0])
    text = section.render(number.copy_abs())
    if len(sections) > 2 and sections[2] and not section.nonzero:
        return _Section(sections[2]).render(Decimal(0))
    return "-" + text if negative and (section.nonzero or (signed and text)) else text


def _sections(spec: str) -> list[str]:
    parts, start, position = [], 0, 0
    while position < len(spec):
        char = spec[position]
        if char == "\\":
            position += 1
        elif char in "'\"":
            end = spec.find(char, position + 1)
            position = end if end >= 0 else len(spec)
        elif char == ";":
            parts.append(spec[start:position])
            start = position + 1
        position += 1
    return [*parts, spec[start:]]


class _Section:
    """One section, taken apart: tokens ('digit', '0' or '#'), ('point', '.'), ('text', what), ('exp', '')."""

    __slots__ = ("decimals", "exponent", "grouped", "least_decimals", "nonzero", "scale", "tokens", "whole",
                 "whole_least")

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.scale = 0
        self.grouped = False
        self.exponent: tuple[str, str, int] | None = None
        self.nonzero = False
        self._parse(text)
        digits = [(position, token) for position, token in enumerate(self.tokens) if token[0] == "digit"]
        point = next((position for position, token in enumerate(self.tokens) if token[0] == "point"), len(self.tokens))
        before = [token[1] for position, token in digits if position < point]
        after = [token[1] for position, token in digits if position > point]
        self.whole = len(before)
        self.whole_least = len(before) - before.index("0") if "0" in before else 0
        self.decimals = len(after)
        self.least_decimals = len(after) - after[::-1].index("0") if "0" in after else 0

    def _parse(self, text: str) -> None:
        position, seen_point, commas, seen_digit = 0, False, 0, False
        while position < len(text):
            char = text[position]
            if char == "\\" and position + 1 < len(text):
                self.tokens.append(("text", text[position + 1]))
                position += 1
            elif char in "'\"":
                end = text.find(char, position + 1)
                end = len(text) if end < 0 else end
                self.tokens.append(("text", text[position + 1 : end]))
                position = end
            elif char in "0#":
                if commas and seen_digit and not seen_point:
                    self.grouped = True
                commas = 0
                seen_digit = True
                self.tokens.append(("digit", char))
            elif char == ".":
                if not seen_point:
                    self.scale -= 3 * commas if seen_digit else 0
                    commas = 0
                    seen_point = True
                    self.tokens.append(("point", "."))
            elif char == ",":
                commas += 1
            elif char in "%‰":
                self.scale += 2 if char == "%" else 3
                self.tokens.append(("text", char))
            elif char in "eE" and self._exponent_at(text, position):
                end = position + 1
                sign = text[end] if text[end] in "+-" else ""
                end += len(sign)
                zeros = len(text[end:]) - len(text[end:].lstrip("0"))
                self.exponent = (char, sign, zeros)
                self.tokens.append(("exp", ""))
                position = end + zeros - 1
            else:
                self.tokens.append(("text", char))
            position += 1
        if commas and seen_digit and not seen_point:
            self.scale -= 3 * commas

    def _exponent_at(self, text: str, position: int) -> bool:
        rest = text[position + 1 :]
        return rest.startswith(("0", "+0", "-0")) and any(kind == "digit" for kind, _ in self.tokens)

    def render(self, number: Decimal) -> str:
        """The digits of an unsigned number put into the section."""
        from decimal import ROUND_HALF_UP, Context, Decimal

        context = Context(prec=400, rounding=ROUND_HALF_UP)
        number = number.scaleb(self.scale, context=context)
        power = 0
        if self.exponent is not None and number:
            power = number.adjusted() - (self.whole - 1)
            number = number.scaleb(-power, context=context)
        rounded = number.quantize(Decimal(1).scaleb(-self.decimals), context=context)
        if self.exponent is not None and rounded.adjusted() > self.whole - 1 and rounded:
            power += 1
            rounded = number.scaleb(-1, context=context).quantize(Decimal(1).scaleb(-self.decimals), context=context)
        self.nonzero = bool(rounded)
        whole, _, fraction = format(rounded, "f").partition(".")
        whole = whole.lstrip("0").rjust(self.whole_least, "0")
        fraction = fraction.rstrip("0").ljust(self.least_decimals, "0")
        return self._place(whole, fraction, power)

    def _place(self, whole: str, fraction: str, power: int) -> str:
        out: list[str] = []
        waiting, behind, spot = self.whole, False, 0
        left = len(whole)
        for kind, text in self.tokens:
            if kind == "text":
                out.append(text)
            elif kind == "point":
                behind = True
                # With no place before the point the whole part stands at it.
                out.extend(whole[len(whole) - left :])
                left = 0
                if fraction:
                    out.append(".")
            elif kind == "exp" and self.exponent is not None:
                letter, sign, zeros = self.exponent
                shown = "-" if power < 0 else ("+" if sign == "+" else "")
                out.append(f"{letter}{shown}{str(abs(power)).rjust(zeros, '0')}")
            elif behind:
                if spot < len(fraction):
                    out.append(fraction[spot])
                spot += 1
            else:
                take = len(whole) - left
                count = max(left - waiting + 1, 0) if left >= waiting else 0
                for digit in whole[take : take + count]:
                    out.append(digit)
                    left -= 1
                    if self.grouped and left and left % 3 == 0:
                        out.append(",")
                waiting -= 1
        return "".join(out)
