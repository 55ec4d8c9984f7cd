"""Every rule of the grammar with every value in each of its places, the other places plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from random import Random

from fuzzing.grammar import Grammar
from fuzzing.rules import EXPRESSIONS, PARTS, PIPES, STATEMENTS, WORDS
from fuzzing.trees import Node, Slot, block
from fuzzing.values import NUMBERS, SMALL, TYPES, VALUES

_PLACE = re.compile(r"<(\(?)([a-z]+)\)?>")
_PER_PROGRAM = 25
_BARE = re.compile(r"[-\w.$]+|'[^']*'")
# What needs no parentheses beside an operator.
_SIMPLE = re.compile(r"[\w.$']+|'[^']*'|@\(.*\)|@\{.*\}|\{.*\}|\(.*\)")
_PIPED = ("Write-Output 5", "Write-Error 'written'", "5 | ForEach-Object { $_ }")

# Statements that fail, jump or say something, for the places where a statement stands.
_STATEMENTS = (
    "'said'", "1 + 'abc'", "[int]'abc'", "$null.Nothing()", "'abc'.Substring(9)", "1 / 0", "throw 'thrown'", "break",
    "continue", "return 7", "Write-Error 'written'", "Write-Error 'written' -ErrorAction Stop", "Nothing-Here2",
    "Write-Warning 'warned'", "$c[9][9]", "@(1)[5].x = 2", "@{ x = 1 + 'abc' }", "'abc' | ForEach-Object { [int]$_ }",
    "& { 1 / 0 }", "Get-Variable nowhere", "[datetime]'never'", "if (1 / 0) { 1 }", "$x = 5; $x++; $x", "'{0' -f 1",
    "[math]::Abs('x')",
)  # fmt: skip
_HEAD = ("$a = 5", "$b = 'abc'", "$c = @(1, 2, 3)", "$d = @{a = 1}", "$e = [pscustomobject]@{a = 1; b = 'x'}")
_ENDING = ("throw", "break", "continue", "return", "Stop")
_PAIRED = ("index", "indices", "switch", "hashtable key", "method", "format", "mixed", "index =", "index +=", "static")


def batches(only: list[str], paired: bool) -> Iterator[list[Node]]:
    """Every rule with every value in each of its places, or every pair of kinds in the first two; many to a program."""
    return _programs(
        node for _, label, template in _rules() if _wanted(label, only) for node in _filled(label, template, paired)
    )


def _wanted(label: str, only: list[str]) -> bool:
    return not only or any(label.startswith(each) for each in only)


def _programs(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """The statements of one program after another; what may end or jump out of it stands alone in its own."""
    waiting: list[Node] = []
    for node in nodes:
        if any(word in node.text() for word in _ENDING):
            yield [node]
            continue
        waiting.append(node)
        if len(waiting) == _PER_PROGRAM:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def nested(only: list[str]) -> Iterator[list[Node]]:
    """Every rule that holds statements with every statement rule in one of these places."""
    inner = [node for sort, label, template in _rules() if sort == "stmt" for node in _inner(label, template)]
    for _, label, template in _rules():
        if not _wanted(label, only):
            continue
        places = [place[2] for place in _PLACE.finditer(template)]
        plain = [_choices(each)[0] for each in places]
        for at, place in enumerate(places):
            if place in ("stmt", "block"):
                for node in inner:
                    yield [_node(label, template, [*plain[:at], node, *plain[at + 1 :]])]


def composed(only: list[str], seed: int) -> Iterator[list[Node]]:
    """Every rule with every rule of expressions in one of its places, over random values; many to a program."""
    return _programs(
        node for _, label, template in _rules() if _wanted(label, only) for node in _compositions(label, template, seed)
    )


def _compositions(label: str, template: str, seed: int) -> Iterator[Node]:
    grammar = Grammar(Random(f"{seed}:{template}"), 0)
    places = list(_PLACE.finditer(template))
    for at in (number for number, place in enumerate(places) if place[2] == "expr"):
        for _, inner, below in EXPRESSIONS:
            if not below:
                continue
            values = [grammar.derive(place[2], 0) for place in places]
            values[at] = grammar.expand("expr", inner, below, 0)
            yield _node(label, template, values)


def _inner(label: str, template: str) -> Iterator[Node]:
    places = [_choices(place[2]) for place in _PLACE.finditer(template)]
    yield _node(label, template, [each[0] for each in places])
    # The same with what fails where a statement stands, and with a text where a value does.
    yield _node(label, template, [_failing(each) for each in places])


def _failing(choices: list[Node]) -> Node:
    return next((each for each in choices if each.label in ("1 + 'abc'", "string")), choices[-1])


def program(nodes: list[Node]) -> Node:
    """The statements after assignments to the five variables."""
    return block([*(Node("stmt", "=", (text,)) for text in _HEAD), *nodes])


def _rules() -> Iterator[tuple[str, str, str]]:
    for sort, rules in (("expr", EXPRESSIONS), ("stmt", STATEMENTS), ("pipe", PIPES)):
        yield from ((sort, label, template) for _, label, template in rules if template)
    yield from (("expr", "part " + label, f'"[{template}]"') for _, label, template in PARTS)


def _filled(label: str, template: str, paired: bool) -> Iterator[Node]:
    places = list(_PLACE.finditer(template))
    choices = [_choices(place[2]) for place in places]
    if not places:
        yield _node(label, template, [])
    elif paired:
        if len(places) > 1 and label.split()[0] in _PAIRED:
            rest = [each[0] for each in choices[2:]]
            for pair in product(_firsts(choices[0]), _firsts(choices[1])):
                yield _node(label, template, [*pair, *rest])
    else:
        for at, each in enumerate(choices):
            plain = [other[0] for other in choices]
            for value in each:
                yield _node(label, template, [*plain[:at], value, *plain[at + 1 :]])


def _firsts(values: list[Node]) -> list[Node]:
    seen: dict[str, Node] = {}
    for value in values:
        seen.setdefault(value.label, value)
    return list(seen.values())


def _node(label: str, template: str, values: list[Node]) -> Node:
    """A rule filled with values; what holds more than a statement stands in parentheses there."""
    parts: list[str | Slot] = []
    at = 0
    for place, value in zip(_PLACE.finditer(template), values):
        parts.append(template[at : place.start()])
        parts.append(Slot(value, place[2] not in ("stmt", "block")))
        at = place.end()
    parts.append(template[at:])
    return Node("stmt", label, tuple(part for part in parts if part != ""))


def _choices(sort: str) -> list[Node]:
    if sort in WORDS:
        return [Node(sort, word, (word,)) for word in WORDS[sort]]
    if sort in ("type", "typename"):
        return [Node(sort, f"[{name}]", (f"[{name}]" if sort == "type" else name,)) for name in TYPES]
    if sort in ("stmt", "block"):
        return [Node("stmt", text, (text,)) for text in _STATEMENTS]
    if sort == "part":
        return [Node("part", label, (re.sub("<(expr|atom)>", "5", template),)) for _, label, template in PARTS]
    if sort == "pipe":
        return [Node("pipe", text, (text,)) for text in _PIPED]
    table = SMALL if sort == "small" else VALUES
    kinds = {"number": NUMBERS, "string": ("string", "numeric string", "empty string")}.get(sort, tuple(table))
    texts = [(kind, text) for kind in kinds for text in table[kind]]
    if sort == "argument":
        bare = [Node(sort, kind, (text,)) for kind, text in texts if _BARE.fullmatch(text)]
        return bare + [Node(sort, kind, (f"({text})",)) for kind, text in texts]
    if sort == "atom":
        return [Node("expr", kind, (text,)) for kind, text in texts]
    return [Node(sort, kind, (text if _SIMPLE.fullmatch(text) else f"({text})",)) for kind, text in texts]
