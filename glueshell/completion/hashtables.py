"""Candidates for keys and values of a hashtable: one that is an argument, or one that is splatted later in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glueshell.completion import recorded
from glueshell.completion.arguments import Found, ask, call_at, written
from glueshell.completion.candidates import PARAMETER_NAME, Candidate, CompletionContext
from glueshell.completion.inference import command_named
from glueshell.completion.literals import UNKNOWN, value_of
from glueshell.completion.ranking import best
from glueshell.language import ast as nodes

if TYPE_CHECKING:
    from glueshell.completion.site import KeySite, KeyValueSite
    from glueshell.engine.parameters import Parameter
    from glueshell.language.ast import Ast


def keys(site: KeySite, view: Any, source: str) -> Found:
    """Keys that the completer of the parameter knows for its hashtables; for a splatted one, names of parameters."""
    found = _of_hashtable(site, view, source, "keys", "")
    return found if site.command is not None else Found(_splatted(site, view))


def key_values(site: KeyValueSite, view: Any, source: str) -> Found:
    """Values for a key that the completer of the parameter knows."""
    return _of_hashtable(site, view, source, "key_values", site.key)


def _of_hashtable(site: KeySite, view: Any, source: str, role: str, key: str) -> Found:
    node = site.command
    command = command_named(node, view)
    if command is None or not isinstance(node, nodes.CommandAst):
        return Found()
    call = call_at(node, command, site.table.start, site.table.start, view, source)
    for parameter in call.owners():
        offers = getattr(parameter.completer, role, None)
        if offers is None:
            continue
        elements = [value_of(node, view) for node in getattr(site, "elements", ())]
        context = CompletionContext(
            site.word,
            view,
            command=command,
            parameter=parameter,
            bound=call.bound(),
            key=key,
            keys=site.keys,
            elements=[value for value in elements if value is not UNKNOWN],
        )
        result = ask(offers, context)
        if role == "keys":
            present = {name.lower() for name in site.keys}
            result.candidates = [offer for offer in result.candidates if offer.value.lower() not in present]
        result.candidates = written(result.candidates, context, site.quote, bare=False)
        if role == "keys":
            for offer in result.candidates:
                _as_key(offer, site.quote)
        return result
    return Found()


def _as_key(offer: Candidate, opened: str) -> None:
    """Write a key without quotes where that is a key too."""
    if offer.value.replace("_", "a").isalnum() and not offer.value[0].isdigit() and not opened:
        offer.text = offer.value


def _splatted(site: KeySite, view: Any) -> list[Candidate]:
    """The parameters of the command that the hashtable, by its variable, is splatted to."""
    name = _variable_of(site.table, view.parsed.ast)
    command = None if name is None else _taker(name, view)
    if command is None:
        return []
    present = {key.lower() for key in site.keys}
    offers = []
    said = recorded.command(command).get("parameters", {}) if view.exact else {}
    order = {each: at for at, each in enumerate(said)}
    shared = command.parameters.shared
    every = [each for each in command.parameters.all if not said or each.name in said or each in shared]
    for parameter in sorted(every, key=lambda each: order.get(each.name, len(order))):
        if parameter.hidden or parameter.name.lower() in present:
            continue
        offer = Candidate(
            parameter.name,
            kind=PARAMETER_NAME,
            detail=f"[{parameter.type}] {parameter.help}".rstrip(),
            style_hint="common" if parameter in command.parameters.shared else "",
            tooltip=said[parameter.name][1] if parameter.name in said else _type_in_full(parameter),
        )
        offers.append(offer)
    return best(site.word, offers, lambda candidate: (candidate.value,), strict=True)


def _type_in_full(parameter: Parameter) -> str:
    from glueshell.objects.typeinfo import resolve_type

    info = resolve_type(parameter.type)
    return f"[{info.full_name.rpartition('.')[2] if info is not None else parameter.type}]"


def _variable_of(table: Ast, root: Ast) -> str | None:
    """The variable that a hashtable literal is assigned to."""
    for node in root.descendants():
        if isinstance(node, nodes.AssignmentStatementAst) and node.right.start == table.start:
            target = node.left
            return target.variable_path.lower() if isinstance(target, nodes.VariableExpressionAst) else None
    return None


def _taker(name: str, view: Any) -> Any:
    """The command in the text that takes `@name`."""
    for node in view.parsed.ast.descendants():
        if isinstance(node, nodes.CommandAst) and any(
            isinstance(element, nodes.VariableExpressionAst)
            and element.splatted
            and element.variable_path.lower() == name
            for element in node.command_elements
        ):
            return command_named(node, view)
    return None
