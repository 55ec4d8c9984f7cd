"""Laws that hold for every value."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from glueshell.objects import arithmetic, operators
from glueshell.objects.convert import cast, truth
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable, OrderedDictionary
from glueshell.objects.json import from_json, to_json
from glueshell.objects.neutral import closest, fold, neutralise
from glueshell.objects.numbers import Byte, Char, Int64, Single
from glueshell.objects.psobject import PSObject
from glueshell.objects.text import display, net_text, to_text
from glueshell.objects.wildcard import Wildcard, escape, has_wildcard

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**31), 2**31 - 1), st.floats(), st.text(max_size=8),
    st.integers(-(2**63), 2**63 - 1).map(Int64), st.integers(0, 255).map(Byte),
    st.characters(max_codepoint=0xFFFF).map(Char), st.decimals(-1000, 1000, places=3),
    st.floats(width=32).map(Single),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.text(min_size=1, max_size=3), inner, max_size=3).map(lambda d: Hashtable(d.items())),
        st.dictionaries(st.text(min_size=1, max_size=3), inner, max_size=3).map(PSObject),
    ),
    max_leaves=6,
)
TYPES = ["int", "long", "byte", "uint64", "double", "single", "decimal", "bigint", "bool", "string", "char", "datetime",
         "timespan", "version", "guid", "uri", "ipaddress", "array", "int[]", "string[]", "hashtable", "pscustomobject",
         "DayOfWeek", "System.Collections.ArrayList", "System.Collections.Generic.List[int]", "regex", "type",
         "nullable[int]", "switch", "xml", "semver", "cultureinfo", "System.IO.FileAttributes", "datetimeoffset"]
HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f]")


@given(VALUES, st.sampled_from(TYPES))
@settings(max_examples=400, deadline=None)
def test_conversion_gives_a_value_or_a_powershell_error(value: object, name: str) -> None:
    try:
        cast(value, name)
    except PSError as error:
        assert error.error_id and error.message


@given(VALUES, VALUES, st.sampled_from(sorted(set(operators.BINARY) - {"Multiply", "Shl", "DotDot"})))
@settings(max_examples=400, deadline=None)
def test_operators_give_a_value_or_a_powershell_error(left: object, right: object, kind: str) -> None:
    try:
        operators.BINARY[kind](left, right)
    except PSError as error:
        assert error.error_id and error.message


@given(VALUES)
def test_every_value_has_a_text_and_a_truth(value: object) -> None:
    assert isinstance(to_text(value), str)
    assert isinstance(net_text(value), str)
    assert isinstance(display(value), str)
    assert isinstance(truth(value), bool)


@given(st.text())
def test_neutral_text_has_no_harmful_character(text: str) -> None:
    plain = neutralise(text)
    assert HARMFUL.search(plain) is None
    assert "\n" not in neutralise(text, newlines=True)
    assert neutralise(plain) == plain


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text


@given(st.text(max_size=10))
def test_an_escaped_text_matches_itself_alone(text: str) -> None:
    pattern = Wildcard(escape(text))
    assert pattern.matches(text)
    assert not pattern.matches(text + "x")
    assert not has_wildcard(escape(text))


@given(st.text(alphabet="ab*?", max_size=6), st.text(alphabet="ab", max_size=6))
def test_wildcards_mean_what_regular_expressions_say(pattern: str, text: str) -> None:
    expression = "".join({"*": ".*", "?": "."}.get(char, char) for char in pattern)
    assert Wildcard(pattern).matches(text) == bool(re.fullmatch(expression, text))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1),
              st.floats(allow_nan=False, allow_infinity=False),
              st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=8,
)


def plain(value: object) -> object:
    """A value read from JSON as Python's own."""
    if isinstance(value, Hashtable):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def made(value: object) -> object:
    """Python's own value as one that can be written."""
    if isinstance(value, dict):
        return OrderedDictionary([(key, made(item)) for key, item in value.items()], case=True)
    return [made(item) for item in value] if isinstance(value, list) else value


@given(JSON, st.booleans(), st.sampled_from(["Default", "EscapeNonAscii", "EscapeHtml"]))
def test_json_reads_back_what_was_written(value: object, compress: bool, escape_handling: str) -> None:
    text = to_json(made(value), depth=100, compress=compress, escape=escape_handling)
    assert plain(from_json(text, as_hashtable=True, date_kind="String")) == value


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.integers(), max_size=6))
def test_hashtables_find_keys_in_any_case(items: dict[str, int]) -> None:
    table = Hashtable(items.items())
    last = {key.lower(): value for key, value in items.items()}
    assert len(table) == len(last)
    for key in items:
        assert table.get(key.lower()) == last[key.lower()]
        assert table.get(key) == last[key.lower()]
    for key in list(table.keys()):
        assert table.remove(key)
    assert len(table) == 0


@given(st.integers(-(2**31), 2**31 - 1), st.integers(-(2**31), 2**31 - 1))
def test_int32_arithmetic_overflows_into_double(left: int, right: int) -> None:
    for made_of, exact in ((arithmetic.add, left + right), (arithmetic.subtract, left - right),
                           (arithmetic.multiply, left * right)):
        result = made_of(left, right)
        fits = -(2**31) <= exact < 2**31
        assert type(result) is (int if fits else float)
        assert result == (exact if fits else float(exact))
    if right:
        rest = arithmetic.remainder(left, right)
        assert rest == abs(left) % abs(right) * (-1 if left < 0 else 1)


@given(st.text(min_size=1, max_size=12), st.lists(st.text(max_size=12), max_size=5))
def test_suggestions_come_from_the_candidates(word: str, candidates: list[str]) -> None:
    found = closest(word, candidates)
    assert len(found) <= 3 and set(found) <= set(candidates)
    assert fold(fold(word)) == fold(word)
