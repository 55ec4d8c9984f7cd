"""XPath 1.0 over the nodes of `xmlnodes`: a parser that gives closures, and the core functions.

# G  Or: And ('or' And)*          And: Equal ('and' Equal)*      Equal: Less (('='|'!=') Less)*
# G  Less: Sum (('<'|'<='|'>'|'>=') Sum)*                        Sum: Product (('+'|'-') Product)*
# G  Product: Minus (('*'|'div'|'mod') Minus)*                   Minus: '-'* Union
# G  Union: Path ('|' Path)*      Path: '/'? Step (('/'|'//') Step)* | Primary Predicate* (('/'|'//') Step ...)?
# G  Step: '.' | '..' | (Axis '::' | '@')? Test Predicate*       Predicate: '[' Or ']'
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from glueshell.objects.errors import NetError
from glueshell.objects.xmlnodes import ATTRIBUTE, CDATA, COMMENT, ELEMENT, INSTRUCTION, TEXT, XMLNS, Node

Value = Any
EXCEPTION = "System.Xml.XPath.XPathException"
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>\"[^\"]*\"|'[^']*')|(?P<sign>//|::|!=|<=|>=|\.\.|[()\[\]@,|+=<>*/.$-])"
    r"|(?P<name>[^\W\d][\w.-]*(?::(?!:)(?:[^\W\d][\w.-]*|\*))?))"
)
_NO_NAMESPACE = "Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function."
_AXES = frozenset(
    {
        "child", "descendant", "descendant-or-self", "self", "parent", "ancestor", "ancestor-or-self", "attribute",
        "following", "following-sibling", "preceding", "preceding-sibling",
    }
)  # fmt: skip
_BACKWARDS = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling", "parent"})
_KINDS = {"text": (TEXT, CDATA), "comment": (COMMENT,), "processing-instruction": (INSTRUCTION,)}


class Context:
    """Where an expression is evaluated: a node, its place among others, how many those are."""

    __slots__ = ("node", "place", "size")

    def __init__(self, node: Node, place: int = 1, size: int = 1) -> None:
        self.node = node
        self.place = place
        self.size = size


Evaluate = Callable[[Context], Value]
Test = Callable[[Node], bool]


def select(node: Node, path: str, namespaces: Mapping[str, str] | None = None) -> list[Node]:
    """The nodes a path leads to from `node`, in the order of the text; raises an XPathException."""
    found = _Parser(path, namespaces or {}).parsed()(Context(node))
    if not isinstance(found, list):
        raise NetError(EXCEPTION, "Expression must evaluate to a node-set.")
    return found


class _Parser:
    def __init__(self, path: str, namespaces: Mapping[str, str]) -> None:
        self.path = path
        self.namespaces = namespaces
        self.tokens: list[tuple[str, str]] = []
        position = 0
        while position < len(path.rstrip()):
            match = _TOKEN.match(path, position)
            if match is None:
                raise self.wrong()
            self.tokens.append((str(match.lastgroup), match[match.lastgroup or 0]))
            position = match.end()
        self.at = 0

    def wrong(self) -> NetError:
        """The error for a path that is none."""
        return NetError(EXCEPTION, f"'{self.path}' has an invalid token.")

    def parsed(self) -> Evaluate:
        """The whole path."""
        found = self.binary(0)
        if self.at != len(self.tokens):
            raise self.wrong()
        return found

    def peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place][1] if place < len(self.tokens) else ""

    def take(self, sign: str) -> bool:
        if self.peek() == sign and self.tokens[self.at][0] != "text":
            self.at += 1
            return True
        return False

    def need(self, sign: str) -> None:
        if not self.take(sign):
            raise self.wrong()

    # -- expressions ------------------------------------------------------------------------------------------------

    def binary(self, level: int) -> Evaluate:
        """An expression whose operators are of this level or bind closer."""
        if level == len(_LEVELS):
            return self.minus()
        left = self.binary(level + 1)
        while self.peek() in _LEVELS[level]:
            operator = _OPERATORS[self.peek()]
            self.at += 1
            left = _both(operator, left, self.binary(level + 1))
        return left

    def minus(self) -> Evaluate:
        if self.take("-"):
            inner = self.minus()
            return lambda context: -number_of(inner(context))
        return self.union()

    def union(self) -> Evaluate:
        parts = [self.path_expression()]
        while self.take("|"):
            parts.append(self.path_expression())
        if len(parts) == 1:
            return parts[0]
        return lambda context: _ordered([node for part in parts for node in _nodes(part(context))])

    def path_expression(self) -> Evaluate:
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        primary = (
            kind in ("number", "text")
            or text == "("
            or (kind == "name" and self.peek(1) == "(" and text not in (*_KINDS, "node"))
        )
        if not primary:
            return self.location(None)
        start = self.primary()
        rules = self.predicates()
        if rules:
            start = _filtered(start, rules)
        return self.location(start) if self.peek() in ("/", "//") else start

    def primary(self) -> Evaluate:
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            number = float(text)
            return lambda context: number
        if kind == "text":
            return lambda context: text[1:-1]
        if text == "(":
            inner = self.binary(0)
            self.need(")")
            return inner
        self.need("(")
        arguments: list[Evaluate] = []
        while not self.take(")"):
            arguments.append(self.binary(0))
            if self.peek() != ")":
                self.need(",")
        function = _FUNCTIONS.get(text)
        if function is None:
            raise NetError(EXCEPTION, f"'{self.path}' has an unknown function '{text}'.")
        return lambda context: function(context, [one(context) for one in arguments])

    # -- locations --------------------------------------------------------------------------------------------------

    def location(self, start: Evaluate | None) -> Evaluate:
        steps: list[Callable[[Node], list[Node]]] = []
        root = False
        if start is None and self.peek() in ("/", "//"):
            root = True
            if self.take("/"):
                if self._step_follows():
                    steps.append(self.step())
            else:
                self._deep(steps)
        elif start is None:
            steps.append(self.step())
        while self.peek() in ("/", "//"):
            if self.take("/"):
                steps.append(self.step())
            else:
                self._deep(steps)

        def run(context: Context) -> list[Node]:
            if start is not None:
                nodes = _nodes(start(context))
            else:
                nodes = [_root(context.node)] if root else [context.node]
            for step in steps:
                found = [one for node in nodes for one in step(node)]
                nodes = found if len(nodes) == 1 else _ordered(found)
            return nodes

        return run

    def _deep(self, steps: list[Callable[[Node], list[Node]]]) -> None:
        self.need("//")
        steps.append(lambda node: list(_axis("descendant-or-self", node)))
        steps.append(self.step())

    def _step_follows(self) -> bool:
        kind, text = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        return kind == "name" or text in ("@", "*", ".", "..")

    def step(self) -> Callable[[Node], list[Node]]:
        if self.take("."):
            return lambda node: [node]
        if self.take(".."):
            return lambda node: [node.parent] if node.parent is not None else []
        axis = "child"
        if self.take("@"):
            axis = "attribute"
        elif self.peek(1) == "::":
            axis = self.peek()
            self.at += 2
        if axis not in _AXES or self.at >= len(self.tokens):
            raise self.wrong()
        test = self.node_test(axis)
        rules = self.predicates()

        def run(node: Node) -> list[Node]:
            found = [one for one in _axis(axis, node) if test(one)]
            for rule in rules:
                found = _kept(found, rule)
            return found[::-1] if axis in _BACKWARDS else found

        return run

    def node_test(self, axis: str) -> Test:
        kind, text = self.tokens[self.at]
        self.at += 1
        wanted = ATTRIBUTE if axis == "attribute" else ELEMENT
        if text == "*":
            return lambda node: node.kind == wanted
        if kind != "name":
            raise self.wrong()
        if self.take("("):
            if self.tokens[self.at][0] == "text":
                self.at += 1
            self.need(")")
            if text == "node":
                return lambda node: True
            kinds = _KINDS.get(text)
            if kinds is None:
                raise self.wrong()
            return lambda node: node.kind in kinds
        prefix, colon, local = text.rpartition(":")
        uri = ""
        if colon:
            if prefix not in self.namespaces:
                raise NetError(EXCEPTION, _NO_NAMESPACE)
            uri = self.namespaces[prefix]
        return lambda node: node.kind == wanted and node.uri == uri and local in ("*", node.local)

    def predicates(self) -> list[Evaluate]:
        found: list[Evaluate] = []
        while self.take("["):
            found.append(self.binary(0))
            self.need("]")
        return found


def _filtered(start: Evaluate, rules: Sequence[Evaluate]) -> Evaluate:
    def run(context: Context) -> list[Node]:
        nodes = _nodes(start(context))
        for rule in rules:
            nodes = _kept(nodes, rule)
        return nodes

    return run


def _kept(nodes: list[Node], rule: Evaluate) -> list[Node]:
    kept = []
    for place, node in enumerate(nodes, 1):
        answer = rule(Context(node, place, len(nodes)))
        if answer == place if isinstance(answer, float) else truth_of(answer):
            kept.append(node)
    return kept


def _axis(axis: str, node: Node) -> Iterator[Node]:
    """The nodes of an axis, the nearest first."""
    if axis == "child":
        return iter(node.children)
    if axis == "attribute":
        return (one for one in node.attributes if one.uri != XMLNS and one.name != "xmlns")
    if axis == "self":
        return iter((node,))
    if axis == "descendant-or-self":
        return node.walk()
    if axis == "descendant":
        return (one for one in node.walk() if one is not node)
    if axis == "parent":
        return iter((node.parent,) if node.parent is not None else ())
    if axis in ("ancestor", "ancestor-or-self"):
        return _ancestors(node, axis == "ancestor-or-self")
    if axis.endswith("-sibling"):
        return _siblings(node, axis.startswith("following"))
    return _around(node, axis == "following")


def _ancestors(node: Node, itself: bool) -> Iterator[Node]:
    if itself:
        yield node
    while node.parent is not None:
        node = node.parent
        yield node


def _siblings(node: Node, after: bool) -> Iterator[Node]:
    if node.parent is None or node.kind == ATTRIBUTE:
        return
    among = node.parent.children
    place = next(index for index, one in enumerate(among) if one is node)
    yield from among[place + 1 :] if after else among[:place][::-1]


def _around(node: Node, after: bool) -> Iterator[Node]:
    for one in _ancestors(node, itself=True):
        for sibling in _siblings(one, after):
            below = list(sibling.walk())
            yield from below if after else below[::-1]


def _root(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node


def _ordered(nodes: list[Node]) -> list[Node]:
    """Each node once, in the order of the text."""
    once = {id(node): node for node in nodes}
    if len(once) < 2:
        return list(once.values())
    places: dict[int, int] = {}
    for node in _root(next(iter(once.values()))).walk():
        places[id(node)] = len(places)
        for one in node.attributes:
            places[id(one)] = len(places)
    return sorted(once.values(), key=lambda node: places.get(id(node), 0))


# -- values ----------------------------------------------------------------------------------------------------


def _nodes(value: Value) -> list[Node]:
    if not isinstance(value, list):
        raise NetError(EXCEPTION, "Expression must evaluate to a node-set.")
    return value


def string_of(value: Value) -> str:
    """A value as text."""
    if isinstance(value, list):
        return value[0].text() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def number_of(value: Value) -> float:
    """A value as a number, NaN for text that is none."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    text = string_of(value).strip()
    return float(text) if re.fullmatch(r"-?(?:\d+(?:\.\d*)?|\.\d+)", text) else math.nan


def truth_of(value: Value) -> bool:
    """A value as true or false."""
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def _compared(fits: Callable[[Any, Any], bool], equality: bool) -> Callable[[Value, Value], bool]:
    def run(left: Value, right: Value) -> bool:
        if isinstance(left, bool) or isinstance(right, bool):
            if equality:
                return fits(truth_of(left), truth_of(right))
            return fits(number_of(truth_of(left)), number_of(truth_of(right)))
        lefts = [node.text() for node in left] if isinstance(left, list) else [left]
        rights = [node.text() for node in right] if isinstance(right, list) else [right]
        for one in lefts:
            for other in rights:
                numbers = not equality or isinstance(one, float) or isinstance(other, float)
                if fits(number_of(one), number_of(other)) if numbers else fits(one, other):
                    return True
        return False

    return run


def _divided(left: Value, right: Value) -> float:
    over, under = number_of(left), number_of(right)
    if under == 0:
        return math.nan if over == 0 or math.isnan(over) else math.copysign(math.inf, over)
    return over / under


def _both(operator: Callable[[Value, Value], Value], left: Evaluate, right: Evaluate) -> Evaluate:
    if operator is _and:
        return lambda context: truth_of(left(context)) and truth_of(right(context))
    if operator is _or:
        return lambda context: truth_of(left(context)) or truth_of(right(context))
    return lambda context: operator(left(context), right(context))


def _and(left: Value, right: Value) -> bool:
    return truth_of(left) and truth_of(right)


def _or(left: Value, right: Value) -> bool:
    return truth_of(left) or truth_of(right)


_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_OPERATORS: Mapping[str, Callable[[Value, Value], Value]] = {
    "or": _or,
    "and": _and,
    "=": _compared(lambda left, right: bool(left == right), True),
    "!=": _compared(lambda left, right: bool(left != right), True),
    "<": _compared(lambda left, right: bool(left < right), False),
    "<=": _compared(lambda left, right: bool(left <= right), False),
    ">": _compared(lambda left, right: bool(left > right), False),
    ">=": _compared(lambda left, right: bool(left >= right), False),
    "+": lambda left, right: number_of(left) + number_of(right),
    "-": lambda left, right: number_of(left) - number_of(right),
    "*": lambda left, right: number_of(left) * number_of(right),
    "div": _divided,
    "mod": lambda left, right: math.fmod(number_of(left), number_of(right)) if number_of(right) else math.nan,
}

Function = Callable[[Context, list[Value]], Value]


def _named(read: Callable[[Node], str]) -> Function:
    def run(context: Context, given: list[Value]) -> str:
        node = next(iter(_nodes(given[0])), None) if given else context.node
        return "" if node is None or node.kind not in (ELEMENT, ATTRIBUTE, INSTRUCTION) else read(node)

    return run


def _own_text(context: Context, given: list[Value]) -> str:
    return string_of(given[0]) if given else context.node.text()


def _substring(context: Context, given: list[Value]) -> str:
    text = string_of(given[0])
    start = _rounded(number_of(given[1]))
    end = math.inf if len(given) < 3 else start + _rounded(number_of(given[2]))
    return "".join(char for place, char in enumerate(text, 1) if start <= place < end)


def _rounded(number: float) -> float:
    return number if math.isnan(number) or math.isinf(number) else float(math.floor(number + 0.5))


def _translate(context: Context, given: list[Value]) -> str:
    text, old, new = (string_of(one) for one in given)
    return "".join(char if (at := old.find(char)) < 0 else new[at : at + 1] for char in text)


def _counted(function: Callable[[float], float]) -> Function:
    def run(context: Context, given: list[Value]) -> float:
        number = number_of(given[0])
        return number if math.isnan(number) or math.isinf(number) else float(function(number))

    return run


def _by_id(context: Context, given: list[Value]) -> list[Node]:
    wanted = set(string_of(given[0]).split())
    return [one for one in _root(context.node).walk() if (id := one.attribute("id")) is not None and id.value in wanted]


_FUNCTIONS: Mapping[str, Function] = {
    "last": lambda context, given: float(context.size),
    "position": lambda context, given: float(context.place),
    "count": lambda context, given: float(len(_nodes(given[0]))),
    "id": _by_id,
    "name": _named(lambda node: node.name),
    "local-name": _named(lambda node: node.local),
    "namespace-uri": _named(lambda node: node.uri),
    "string": _own_text,
    "concat": lambda context, given: "".join(string_of(one) for one in given),
    "starts-with": lambda context, given: string_of(given[0]).startswith(string_of(given[1])),
    "contains": lambda context, given: string_of(given[1]) in string_of(given[0]),
    "substring-before": lambda context, given: _halves(given)[0],
    "substring-after": lambda context, given: _halves(given)[1],
    "substring": _substring,
    "string-length": lambda context, given: float(len(_own_text(context, given))),
    "normalize-space": lambda context, given: " ".join(_own_text(context, given).split()),
    "translate": _translate,
    "boolean": lambda context, given: truth_of(given[0]),
    "not": lambda context, given: not truth_of(given[0]),
    "true": lambda context, given: True,
    "false": lambda context, given: False,
    "number": lambda context, given: number_of(given[0] if given else context.node.text()),
    "sum": lambda context, given: math.fsum(number_of(node.text()) for node in _nodes(given[0])),
    "floor": _counted(math.floor),
    "ceiling": _counted(math.ceil),
    "round": _counted(_rounded),
}


def _halves(given: list[Value]) -> tuple[str, str]:
    text, mark = string_of(given[0]), string_of(given[1])
    before, found, after = text.partition(mark) if mark else ("", "", text)
    return (before, after) if found or not mark else ("", "")
