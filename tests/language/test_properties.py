"""What holds for any text whatever."""

from __future__ import annotations

import itertools
import re
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from glueshell.language import ParseResult, Token, parse
from tests.language.recorded import answers

_PIECES = [
    "(", ")", "{", "}", "[", "]", "'", '"', "$", "@", "`", ",", ";", "|", "&", "-", ".", ":", "?", "!", "=",
    "+", "\n", " ", "#", "<#", "#>", "@{", "$(", "@(", '@"\n', '\n"@', "@'\n", "\n'@", "foo", "-a", "$x", "${",
    "1", "0x", "1kb", "..", "::", "--", "--%", "&&", "||", "??", "?.", "?[", "if", "else", "foreach", "switch",
    "function", "class", "enum", "try", "catch", "param", "begin", "using", "namespace", "data", "return",
    "[int]", "-eq", "\u2013", "\u201c", "\u2019", "\0", "\r\n", "\u00e9",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=3)), max_size=25).map("".join)
_BETWEEN = re.compile(r"(?:\s|`\r?\n|`\r|`[^\S\r\n]|\0|`$)*", re.DOTALL)


def check(text: str) -> ParseResult:
    result = parse(text)
    check_tiles(text, result.tokens)
    assert result.tokens[-1].kind == "EndOfInput"
    for error in result.errors:
        # What is missing at the end is missed behind it, as PowerShell counts.
        assert 0 <= error.start <= error.end <= len(text) + 1
        assert error.message
    for node in result.ast.descendants():
        assert 0 <= node.start <= node.end <= len(text), node
    assert result.incomplete == any(each.incomplete for each in result.errors)
    return result


def check_tiles(text: str, tokens: list[Token]) -> None:
    at = 0
    for token in tokens:
        assert token.start >= at, (token, at)
        assert token.text == text[token.start : token.end]
        assert _BETWEEN.fullmatch(text[at : token.start]), (text[at : token.start], token)
        at = token.end
    assert at == len(text)


@settings(max_examples=400, deadline=None)
@given(texts)
def test_any_text_parses_and_its_tokens_tile_it(text: str) -> None:
    check(text)


def test_every_prefix_of_a_recorded_text_parses_and_tiles() -> None:
    for answer in itertools.islice(answers(), 0, 880, 11):
        code = answer["code"]
        for end in range(0, len(code), 1 + len(code) // 60):
            check(code[:end])


def test_a_parse_leaves_the_recursion_limit_as_it_was() -> None:
    before = sys.getrecursionlimit()
    parse("(" * 2000)
    assert sys.getrecursionlimit() == before


def test_nested_tokens_stand_inside_their_string() -> None:
    text = 'foo "a $x $($y.z + "q") ${w}"'
    string = parse(text).tokens[1]
    kinds = [each.kind for each in string.nested]
    assert kinds == [
        "Variable", "DollarParen", "Variable", "Dot", "Identifier", "Plus", "StringExpandable", "RParen", "Variable",
    ]  # fmt: skip
    assert all(string.start < each.start < each.end < string.end for each in string.nested)


def test_cost_grows_with_the_text_and_not_with_its_square() -> None:
    # Counting the tokens read stands for the time taken: nothing is read more than a few times over.
    from glueshell.language.parser import Parser

    class Counting(Parser):
        read = 0

        def next_token(self) -> Token:
            self.read += 1
            return super().next_token()

    for piece in (
        "$a = foo -b (1 + 2) | bar { $_.x };",
        "if (1) {",
        "@{ a = ",
        "'",
        "foo(",
        "[int",
        "$x.y[",
        '"$(',
        "a,",
    ):
        counts = []
        for times in (50, 100):
            parser = Counting(piece * times)
            parser.parse_script()
            counts.append(parser.read)
        assert counts[1] <= 2.6 * counts[0] + 50, (piece, counts)
