"""A kept statement as it stands in a saved script: full command names, names for ids, parameters for what is lifted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from glueshell.session.saved_steps import Find, Step, command_name, nodes_of
from glueshell.session.saved_values import Lifted, Values, holds_secret, inside, quote, render
from glueshell.session.vocabulary import command

if TYPE_CHECKING:
    from glueshell.engine.parameters import Parameter
    from glueshell.itglue.schema import Field

ADOPTING = frozenset({command("submit").lower(), command("make_type").lower()})
MAKES_TYPE = command("make_type").lower()
BEGINS = command("new_draft").lower()
FILLS = frozenset({command("set_trait").lower(), command("add_trait").lower()})
TRAITS = frozenset({*FILLS, command("clear_trait").lower()})
TAG_KEYS = frozenset({"tagtype", "tag"})
ADOPT = "-IfExists Adopt"


class Given:
    """What a literal was given to: a parameter of a command, a field, a key or variable (`said`)."""

    __slots__ = ("field", "resource", "said", "whole")

    def __init__(self, said: str = "", resource: str = "", field: Field | None = None, whole: bool = False) -> None:
        self.said = said
        self.resource = resource
        self.field = field
        # The literal is of a command that makes a type: nothing in it is a customer's.
        self.whole = whole


class Writer:
    """Writes one step, all of it or the part that is `node`; `values` knows what its literals mean."""

    def __init__(self, step: Step, find: Find, values: Values, organization_id: int | None, node: Any = None) -> None:
        self._step = step
        self._node = step.node if node is None else node
        self._find = find
        self._values = values
        self._organization_id = organization_id
        self._edits: list[tuple[int, int, str]] = []
        self._given: dict[int, Given] = {}
        self._done: set[int] = set()

    def text(self) -> str:
        """The statement, rewritten."""
        from glueshell.language import ast

        start, end = self._node.start, self._node.end
        for node in nodes_of(self._node):
            if id(node) in self._done:
                self._done.update(id(child) for child in node.children() if child is not None)
                continue
            if isinstance(node, ast.CommandAst):
                self._command(node)
            elif isinstance(node, ast.HashtableAst):
                self._hashtable(node)
            elif isinstance(node, ast.AssignmentStatementAst):
                name = getattr(node.left, "variable_path", "")
                for literal in nodes_of(node.right):
                    self._given.setdefault(id(literal), Given(name))
            elif isinstance(node, ast.ArrayLiteralAst):
                self._array(node)
            elif isinstance(node, ast.StringConstantExpressionAst | ast.ConstantExpressionAst):
                self._literal(node)
            elif isinstance(node, ast.ExpandableStringExpressionAst):
                self._expandable(node)
        text = self._step.source
        for begin, stop, put in sorted(self._edits, reverse=True):
            text = text[:begin] + put + text[stop:]
            end += len(put) - (stop - begin)
        return text[start:end]

    def _edit(self, node: Any, text: str) -> None:
        self._edits.append((node.start, node.end, text))
        self._done.update(id(each) for each in nodes_of(node))

    # -- commands ------------------------------------------------------------------------------------------------

    def _command(self, node: Any) -> None:
        from glueshell.language import ast

        head = node.command_elements[0]
        name = command_name(node, self._find)
        found = self._find(name) if name else None
        if found is not None and getattr(head, "value", "") != found.name and found.kind in ("Cmdlet", "Function"):
            self._edits.append((head.start, head.end, found.name))
        self._done.add(id(head))
        if name in ADOPTING:
            self._adopt(node)
        if found is None:
            return
        outer = self._given.get(id(node))
        making = name == MAKES_TYPE or (outer is not None and outer.whole)
        field = None
        elements = list(_elements(found, node, self._step.source))
        for parameter, value in elements:
            if name in TRAITS and parameter.name == "Name" and isinstance(value, ast.StringConstantExpressionAst):
                field = self._values.field(value.value)
                self._done.add(id(value))
        for parameter, value in elements:
            resource = getattr(parameter.completer, "resource", "")
            filled = field if name in FILLS and parameter.name == "Value" else None
            given = Given(filled.key if filled is not None else parameter.name, resource, filled, making)
            for each in nodes_of(value):
                self._given[id(each)] = given
            if parameter.name == "Id" and not resource:
                self._by_name(node, found, value)

    def _by_name(self, node: Any, found: Any, value: Any) -> None:
        """`-Id 123` of a list of records as the name that it was, where the command takes names."""
        from glueshell.language import ast

        resource = getattr(getattr(found, "cls", None), "resource", "")
        names = found.parameters.find("Name") if resource else []
        if not names or not isinstance(value, ast.ConstantExpressionAst):
            return
        ahead = [one for one in node.command_elements if one.end <= value.start]
        said = ahead[-1] if isinstance(ahead[-1], ast.CommandParameterAst) else None
        name = self._values.record_name(resource, str(value.value), self._organization_id)
        if said is not None and name is not None:
            pieces = self._values.pieces(name, None, "Name")
            self._edits.append((said.start, value.end, f"-Name {render(pieces)}"))
            self._done.update((id(said), id(value)))

    def _adopt(self, node: Any) -> None:
        from glueshell.language import ast

        elements = node.command_elements
        for place, element in enumerate(elements):
            if isinstance(element, ast.CommandParameterAst) and "ifexists".startswith(element.parameter_name.lower()):
                if len(element.parameter_name) < 2:
                    continue
                last = element if element.argument is not None or place + 1 >= len(elements) else elements[place + 1]
                self._edits.append((element.start, last.end, ADOPT))
                self._done.update(id(each) for one in (element, last) for each in nodes_of(one))
                return
        if any(isinstance(element, ast.VariableExpressionAst) and element.splatted for element in elements):
            return
        # Behind a command that goes over many lines nobody would see it.
        last = elements[-1]
        if "\n" in self._step.source[node.start : node.end]:
            named = len(elements) > 1 and isinstance(elements[1], ast.StringConstantExpressionAst)
            last = elements[1] if named else elements[0]
        end = last.end
        self._edits.append((end, end, f" {ADOPT}"))

    def _hashtable(self, node: Any) -> None:
        outer = self._given.get(id(node), Given())
        for key, value in node.key_value_pairs:
            said = str(getattr(key, "value", "") or "")
            self._done.add(id(key))
            field = None if outer.whole else self._values.field(said)
            given = Given(said, "", field, outer.whole)
            for each in nodes_of(value):
                self._given[id(each)] = given

    # -- literals ------------------------------------------------------------------------------------------------

    def _array(self, node: Any) -> None:
        """A list of tagged records that are all the customer's own is one parameter."""
        given = self._given.get(id(node), Given())
        texts = [getattr(element, "value", None) for element in node.elements]
        if given.field is None or not given.field.tag_type:
            return
        names = [self._name(given, str(text)) or str(text) for text in texts if text is not None]
        lifted = self._values.own_list(names, given.field) if len(names) == len(texts) else None
        if lifted is not None:
            self._edit(node, f"${lifted.name}")

    def _literal(self, node: Any) -> None:
        given = self._given.get(id(node), Given())
        if isinstance(node.value, bool) or node.value is None:
            return
        text = str(node.value)
        if holds_secret(text):
            self._secret(node, given)
        elif given.whole:
            self._tag_type(node, given, text)
        else:
            name = self._name(given, text)
            pieces = self._values.pieces(name or text, given.field, given.said)
            is_text = isinstance(node.value, str)
            if (name is not None or is_text) and (name is not None or any(isinstance(one, Lifted) for one in pieces)):
                self._edit(node, render(pieces))

    def _name(self, given: Given, text: str) -> str | None:
        if given.resource:
            return self._values.named(given.resource, text)
        if given.field is not None and given.field.tag_type:
            return self._values.tagged(given.field, text, self._organization_id)
        return None

    def _tag_type(self, node: Any, given: Given, text: str) -> None:
        from glueshell.itglue.catalog import FLEXIBLE_ASSET_TAG, flexible_asset_type_of

        type_id = flexible_asset_type_of(text) if given.said.lower() in TAG_KEYS else None
        name = self._values.type_name(type_id) if type_id is not None else None
        if name is not None:
            self._edit(node, quote(f"{FLEXIBLE_ASSET_TAG}: {name}"))

    def _secret(self, node: Any, given: Given) -> None:
        lifted = self._values.secret(given.said)
        self._edit(node, f"({command('plain_text')} ${lifted.name} -AsPlainText)")

    def _expandable(self, node: Any) -> None:
        """A text with variables of its own: what is the customer's between them becomes more of them."""
        given = self._given.get(id(node), Given())
        source = self._step.source
        if holds_secret(source[node.start : node.end]):
            self._secret(node, given)
            return
        if given.whole:
            return
        at = node.start
        nested = sorted(node.nested_expressions, key=lambda one: one.start)
        for start, end in [*((one.start, one.end) for one in nested), (node.end, node.end)]:
            self._between(source[at:start], at, given)
            at = max(at, end)

    def _between(self, text: str, at: int, given: Given) -> None:
        place = at
        for piece in self._values.pieces(text, given.field, given.said):
            if isinstance(piece, str):
                place += len(piece)
                continue
            found = re.compile(re.escape(piece.stands_for), re.IGNORECASE).match(self._step.source, place)
            if found is not None:
                self._edits.append((place, found.end(), inside([piece, self._step.source[found.end() :]])[0]))
                place = found.end()


def _elements(found: Any, node: Any, source: str) -> Iterator[tuple[Parameter, Any]]:
    """The parameters of a call, each with the expression that it was given."""
    from glueshell.engine.matching import match
    from glueshell.engine.shapes import shapes_of

    elements = node.command_elements[1:]
    matched = match(found, shapes_of(node, source), trailing=True)
    for named in matched.named:
        if named.value is not None:
            element = elements[named.value]
            yield named.parameter, getattr(element, "argument", None) or element
    for index, owners in matched.positional:
        yield owners[0], elements[index]
    if matched.remaining is not None:
        for index in matched.rest:
            yield matched.remaining, elements[index]
