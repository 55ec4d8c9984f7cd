"""Rewrites .NET's spelling of regular expressions into the regex package's; refuses what .NET refuses, in its words."""

from __future__ import annotations

import re

from glueshell.objects.errors import PSError
from glueshell.objects.regexcase import literal, spread, written
from glueshell.objects.regexreading import Reading, captures

IGNORE_CASE, EXPLICIT_CAPTURE, EXTENDED, CULTURE_INVARIANT = 1, 4, 32, 512

_COUNT = re.compile(r"\{(\d+)(?:(,)(\d*))?\}")
_DIGITS = frozenset("0123456789")
# The regex package writes a least count out; no text is as long as what lies beyond.
_MOST = 1_000_000
_ANCHORS = {"A": r"\A", "z": r"\Z", "Z": r"(?=\n?\Z)", "b": r"\b", "B": r"\B", "G": r"\G"}
_WORD = r"a-zA-Z0-9_\p{L}\p{Mn}\p{Nd}\p{Pc}"
_CLASSES = {"w": f"[{_WORD}]", "W": f"[^{_WORD}]", "d": r"\d", "D": r"\D", "s": r"\s", "S": r"\S"}

# The general categories of Unicode; .NET knows no other properties but its `Is...` blocks.
_CATEGORIES = frozenset(
    ("L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe", "Pi",
     "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co", "Cn")
)  # fmt: skip

_BLOCKS = frozenset(
    f"Is{name}" for name in (
        "BasicLatin", "Latin-1Supplement", "LatinExtended-A", "LatinExtended-B", "IPAExtensions",
        "SpacingModifierLetters", "CombiningDiacriticalMarks", "Greek", "GreekandCoptic", "Cyrillic",
        "CyrillicSupplement", "Armenian", "Hebrew", "Arabic", "Syriac", "Thaana", "Devanagari", "Bengali",
        "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao",
        "Tibetan", "Myanmar", "Georgian", "HangulJamo", "Ethiopic", "Cherokee",
        "UnifiedCanadianAboriginalSyllabics", "Ogham", "Runic", "Tagalog", "Hanunoo", "Buhid", "Tagbanwa",
        "Khmer", "Mongolian", "Limbu", "TaiLe", "KhmerSymbols", "PhoneticExtensions", "LatinExtendedAdditional",
        "GreekExtended", "GeneralPunctuation", "SuperscriptsandSubscripts", "CurrencySymbols",
        "CombiningDiacriticalMarksforSymbols", "CombiningMarksforSymbols", "LetterlikeSymbols", "NumberForms",
        "Arrows", "MathematicalOperators", "MiscellaneousTechnical", "ControlPictures",
        "OpticalCharacterRecognition", "EnclosedAlphanumerics", "BoxDrawing", "BlockElements",
        "GeometricShapes", "MiscellaneousSymbols", "Dingbats", "MiscellaneousMathematicalSymbols-A",
        "SupplementalArrows-A", "BraillePatterns", "SupplementalArrows-B", "MiscellaneousMathematicalSymbols-B",
        "SupplementalMathematicalOperators", "MiscellaneousSymbolsandArrows", "CJKRadicalsSupplement",
        "KangxiRadicals", "IdeographicDescriptionCharacters", "CJKSymbolsandPunctuation", "Hiragana",
        "Katakana", "Bopomofo", "HangulCompatibilityJamo", "Kanbun", "BopomofoExtended",
        "KatakanaPhoneticExtensions", "EnclosedCJKLettersandMonths", "CJKCompatibility",
        "CJKUnifiedIdeographsExtensionA", "YijingHexagramSymbols", "CJKUnifiedIdeographs", "YiSyllables",
        "YiRadicals", "HangulSyllables", "HighSurrogates", "HighPrivateUseSurrogates", "LowSurrogates",
        "PrivateUse", "PrivateUseArea", "CJKCompatibilityIdeographs", "AlphabeticPresentationForms",
        "ArabicPresentationForms-A", "VariationSelectors", "CombiningHalfMarks", "CJKCompatibilityForms",
        "SmallFormVariants", "ArabicPresentationForms-B", "HalfwidthandFullwidthForms", "Specials",
    )
)  # fmt: skip


def translated(text: str, options: int) -> tuple[str, list[str | None]]:
    """The pattern for the regex package and, for each of its groups, the name or None; NetError for a wrong one."""
    return _Syntax(text, options).run()


class _Group:
    """An open group: the options outside it, and what it is."""

    __slots__ = ("choices", "conditional", "explicit", "extended", "ignoring", "look", "optional")

    def __init__(self, syntax: _Syntax, look: bool = False, conditional: bool = False, optional: bool = True) -> None:
        self.ignoring, self.explicit, self.extended = syntax.ignoring, syntax.explicit, syntax.extended
        self.look = look
        self.conditional = conditional
        # Whether options may be written right inside it.
        self.optional = optional
        self.choices = 0


class _Syntax(Reading):
    """One pattern being read, token by token; a unit is what a quantifier may follow."""

    def __init__(self, text: str, options: int) -> None:
        super().__init__(text)
        self.ignoring = bool(options & IGNORE_CASE)
        self.explicit = bool(options & EXPLICIT_CAPTURE)
        self.extended = bool(options & EXTENDED)
        self.invariant = bool(options & CULTURE_INVARIANT)
        self.out: list[str] = []
        self.names: list[str | None] = []
        self.stack: list[_Group] = []
        self.known = captures(text, self.explicit, self.extended)
        # Where in `out` the last unit begins; None where a quantifier would follow nothing.
        self.unit: int | None = None
        self.quantified = False
        # What the regex package cannot do, told where nothing is wrong.
        self.beyond: PSError | None = None

    def run(self) -> tuple[str, list[str | None]]:
        """Read the whole pattern."""
        text, size = self.text, len(self.text)
        while self.position < size:
            char = text[self.position]
            if self.extended and char == "#":
                self.skip_line()
            elif self.extended and char.isspace():
                self.position += 1
            elif char == "(" and text.startswith("(?#", self.position):
                self.skip_comment()
            elif char in "*+?" or (char == "{" and _COUNT.match(text, self.position)):
                self._quantifier(char)
            else:
                self.quantified = False
                self._token(char)
        if self.stack:
            raise self.refuse("Not enough )'s.")
        if self.beyond is not None:
            raise self.beyond
        return "".join(self.out), self.names

    def _token(self, char: str) -> None:
        self.unit = len(self.out)
        if char == "\\":
            self._escape()
        elif char == "[":
            self.out.append(self._set())
        elif char == "(":
            self._group()
        elif char == ")":
            self._close()
        elif char == "|":
            self.unit = None
            self.position += 1
            if self.stack:
                self.stack[-1].choices += 1
            self.out.append("|")
        elif char in "^$":
            self.position += 1
            self.out.append(f"(?:{char})" if self._followed() else char)
        elif char == ".":
            self.position += 1
            self.out.append(".")
        else:
            self.position += 1
            self._literal(char)

    def _followed(self) -> bool:
        """Whether a quantifier follows."""
        following = self.text[self.position : self.position + 1]
        return following in ("*", "+", "?") or (following == "{" and bool(_COUNT.match(self.text, self.position)))

    def _literal(self, char: str) -> None:
        self.out.append(literal(char, self.invariant) if self.ignoring else re.escape(char))

    # -- quantifiers ------------------------------------------------------------------------------------------------

    def _quantifier(self, char: str) -> None:
        if self.unit is None:
            words = "Nested quantifier '{0}'." if self.quantified else "Quantifier '{0}' following nothing."
            raise self.refuse(words.format(char), self.position + 1)
        if char == "{":
            reversed_range = self._count()
        else:
            reversed_range = False
            self.position += 1
            self.out.append(char)
        self._blanks()
        if self.following() == "?":
            self.position += 1
            self.out.append("?")
        if reversed_range:
            raise self.refuse("Illegal {x,y} with x > y.")
        self.unit = None
        self.quantified = True

    def _count(self) -> bool:
        """Write a `{least,most}`; whether it is the wrong way round."""
        self.position += 1
        least = self.decimal()
        if self.following() != ",":
            self.position += 1
            self.out.append(f"{{{min(least, _MOST)}}}")
            return False
        self.position += 1
        if self.following() == "}":
            self.position += 1
            self.out.append(f"{{{min(least, _MOST)},}}")
            return False
        most = self.decimal()
        self.position += 1
        self.out.append(f"{{{min(least, _MOST)},{most}}}")
        return least > most

    def _blanks(self) -> None:
        """Past blanks, where they mean nothing, and comments."""
        while True:
            char = self.following()
            if char == "(" and self.following(3) == "(?#":
                self.skip_comment()
            elif self.extended and char == "#":
                self.skip_line()
            elif self.extended and char.isspace():
                self.position += 1
            else:
                return

    # -- escapes ----------------------------------------------------------------------------------------------------

    def _escape(self) -> None:
        self.position += 1
        char = self.following()
        if not char:
            raise self.refuse("Illegal \\ at end of pattern.")
        if char in _ANCHORS:
            self.position += 1
            anchor = _ANCHORS[char]
            self.out.append(f"(?:{anchor})" if self._followed() else anchor)
        elif char in _CLASSES:
            self.position += 1
            self.out.append(_CLASSES[char])
        elif char in "pP":
            self.position += 1
            self.out.append(f"(?-i:{self._property(char)})")
        elif char in "123456789":
            self._numbered_reference()
        elif (group := self.reference()) is not None:
            self._refer(group)
        else:
            self._literal(self.character())

    def _property(self, letter: str) -> str:
        name = self.property()
        if name not in _CATEGORIES and name not in _BLOCKS:
            raise self.refuse(f"Unknown property '{name}'.")
        if self.ignoring and name in ("Lu", "Ll", "Lt"):
            # Where case is ignored a letter of one case is one of any.
            return rf"[{'^' if letter == 'P' else ''}\p{{Lu}}\p{{Ll}}\p{{Lt}}]"
        return f"\\{letter}{{{'In' + name[2:] if name.startswith('Is') else name}}}"

    def _numbered_reference(self) -> None:
        start = self.position
        number = self.decimal()
        if str(number) in self.known or number <= 9:
            self._refer(number)
        else:
            self.position = start
            self._literal(self.character())

    def _refer(self, group: str | int) -> None:
        if str(group) not in self.known:
            raise self.refuse(_undefined(group))
        self.out.append(f"(?:\\{self.known[str(group)]})")

    # -- groups -----------------------------------------------------------------------------------------------------

    def _open(
        self, spelled: str, length: int, look: bool = False, conditional: bool = False, optional: bool = True
    ) -> None:
        self.stack.append(_Group(self, look, conditional, optional))
        self.out.append(spelled)
        self.position += length
        self.unit = None

    def _close(self) -> None:
        if not self.stack:
            raise self.refuse("Too many )'s.", self.position + 1)
        group = self.stack.pop()
        self.ignoring, self.explicit, self.extended = group.ignoring, group.explicit, group.extended
        self.position += 1
        if group.conditional and group.choices > 1:
            raise self.refuse("Too many | in (?()|).")
        self.out.append("))" if group.look else ")")

    def _group(self) -> None:
        text, start = self.text, self.position
        if not text.startswith("(?", start) or text.startswith("(?)", start):
            if self.explicit:
                self._open("(?:", 1)
            else:
                self.names.append(None)
                self._open("(", 1)
            return
        kind = text[start + 2 : start + 3]
        if (kind and kind in "=!") or text.startswith(("(?<=", "(?<!"), start):
            # A group around it takes a quantifier.
            length = 4 if kind == "<" else 3
            self._open("(?:" + text[start : start + length], length, look=True)
        elif kind in (":", ">"):
            self._open("(?" + kind, 3)
        elif kind in ("<", "'"):
            self._named(kind)
        elif kind == "(":
            self._conditional()
        else:
            self._inline()

    def _named(self, opening: str) -> None:
        self.position += 3
        closing = ">" if opening == "<" else "'"
        first = self.following()
        name = str(self.decimal()) if first and first in _DIGITS else self.name()
        following = self.following()
        if (first not in ("", "-") and not name) or (name and following not in ("", closing, "-")):
            raise self.refuse("Invalid group name: Group names must begin with a word character.")
        if name == "0":
            raise self.refuse("Capture number cannot be zero.")
        balancing = following == "-" and self.position + 1 < len(self.text)
        if balancing:
            self._balanced(closing)
        if self.following() != closing:
            raise self.refuse(
                "Unrecognized grouping construct.", self.position + bool((name or balancing) and self.following())
            )
        if balancing:
            self._open("(?:", 1)
            return
        if name not in self.names:
            self.names.append(name)
        self._open(f"(?<{safe(name)}>", 1)

    def _balanced(self, closing: str) -> None:
        """The group that another one takes back."""
        self.position += 1
        group = self.decimal() if self.following() in _DIGITS else self.name()
        if group == "":
            raise self.refuse("Invalid group name: Group names must begin with a word character.")
        if str(group) not in self.known:
            raise self.refuse(_undefined(group))
        if self.following() not in ("", closing):
            raise self.refuse("Invalid group name: Group names must begin with a word character.")
        if self.beyond is None:
            self.beyond = self.refuse("Balancing groups are not supported here.")

    def _conditional(self) -> None:
        text, start = self.text, self.position
        self.position += 3
        first = self.following()
        word = ""
        if first and first in _DIGITS:
            number = self.decimal()
            word = str(number)
            self.position += bool(self.following())
            if text[self.position - 1] != ")":
                words = "Conditional alternation is missing a closing parenthesis after the group number {0}."
                raise self.refuse(words.format(number))
            if word not in self.known:
                raise self.refuse(f"Conditional alternation refers to an undefined group number {number}.")
            self.position -= 1
        elif first:
            word = self.name()
        if word in self.known and self.following() == ")":
            self._open(f"(?({self.known[word]})", 1, conditional=True)
            return
        self.position = start
        condition = text[start + 2 : start + 6]
        if condition.startswith("(?#"):
            raise self.refuse("Alternation conditions cannot be comments.", start + 2)
        if condition.startswith("(?'") or (condition.startswith("(?<") and condition[3:] not in ("", "=", "!")):
            raise self.refuse("Alternation conditions do not capture and cannot be named.", start + 2)
        # Any other condition looks ahead.
        self._open("(?", 2, conditional=True, optional=False)
        if condition.startswith(("(?=", "(?!")) or condition in ("(?<=", "(?<!"):
            self._open(condition if condition[2] == "<" else condition[:3], 4 if condition[2] == "<" else 3)
        elif condition.startswith("(?"):
            self.out.append("(?=")
            self._group()
            self.stack[-1].look = True
        else:
            self._open("(?=", 1)

    def _inline(self) -> None:
        self.position += 2
        letters = self.letters() if not self.stack or self.stack[-1].optional else ""
        ending = self.following()
        if ending not in (")", ":"):
            raise self.refuse("Unrecognized grouping construct.", self.position + bool(ending))
        self.position += 1
        if ending == ":":
            self.stack.append(_Group(self))
        on, off, removing = "", "", False
        for letter in letters:
            if letter in "+-":
                removing = letter == "-"
                continue
            if letter == "i":
                self.ignoring = not removing
            elif letter == "n":
                self.explicit = not removing
            elif letter == "x":
                self.extended = not removing
            if letter in "ims":
                on, off = (on, off + letter) if removing else (on + letter, off)
        options = on + (f"-{off}" if off else "")
        self.out.append(f"(?{options}{ending}" if options else "(?:" if ending == ":" else "")
        self.unit = None

    # -- sets -------------------------------------------------------------------------------------------------------

    def _set(self) -> str:
        """A character class: its members one by one, each with its case variants where case is ignored."""
        text, size = self.text, len(self.text)
        self.position += 1
        negative = text[self.position : self.position + 1] == "^"
        self.position += negative
        ranges: list[tuple[str, str]] = []
        classes: list[str] = []
        less = ""
        first = True
        while True:
            if self.position >= size:
                raise self.refuse("Unterminated [] set.")
            char = text[self.position]
            if char == "]" and not first:
                self.position += 1
                break
            if char == "-" and not first and text.startswith("-[", self.position):
                self.position += 1
                less = self._set()
                if text[self.position : self.position + 1] not in ("", "]"):
                    raise self.refuse("A subtraction must be the last element in a character class.")
                continue
            first = False
            member, whole = self._member()
            if whole:
                classes.append(member)
                continue
            last = member
            if text[self.position : self.position + 1] == "-" and text[self.position + 1 : self.position + 2] not in (
                "]", "[", "",
            ):  # fmt: skip
                self.position += 1
                escaped = text[self.position : self.position + 2]
                if escaped[:1] == "\\" and escaped[1:] in ("p", "P", *_CLASSES):
                    raise self.refuse(f"Cannot include class {escaped} in character range.", self.position + 2)
                last, _ = self._member()
                if last < member:
                    raise self.refuse("[x-y] range in reverse order.")
            ranges.append((member, last))
        if self.ignoring:
            ranges = spread(ranges, self.invariant)
        inside = written(ranges) + "".join(classes)
        made = f"[{'^' if negative else ''}{inside}]"
        if less:
            made = f"[{made}--{less.removeprefix('(?-i:').removesuffix(')')}]"
        return f"(?-i:{made})" if self.ignoring else made

    def _member(self) -> tuple[str, bool]:
        """One character of a set, or a class of them (then with True)."""
        char = self.text[self.position]
        self.position += 1
        if char != "\\":
            return char, False
        escaped = self.following()
        if escaped in _CLASSES:
            self.position += 1
            return _CLASSES[escaped], True
        if escaped in "pP":
            self.position += 1
            return self._property(escaped), True
        return self.character(), False


def _undefined(group: str | int) -> str:
    shown = f"number {group}" if type(group) is int else f"name '{group}'"
    return f"Reference to undefined group {shown}."


def safe(name: str) -> str:
    """A group's name in the regex package, where none is a number."""
    return f"n{name}" if name.isdigit() else name
