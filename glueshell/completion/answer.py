"""Which candidates belong to which site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glueshell.completion import arguments, hashtables, members, names, types
from glueshell.completion.arguments import Found
from glueshell.completion.candidates import PERSON, SCRIPT, Candidate, Completion
from glueshell.completion.clauses import clause
from glueshell.completion.files import files
from glueshell.completion.inference import command_named
from glueshell.completion.looking import Looking
from glueshell.completion.ranking import by_use
from glueshell.completion.site import (
    ArgumentSite,
    CommandNameSite,
    IndexSite,
    KeySite,
    KeyValueSite,
    LabelSite,
    MemberSite,
    OperatorSite,
    ParameterNameSite,
    RedirectionSite,
    Site,
    TextSite,
    TypeSite,
    VariableSite,
    site_at,
)
from glueshell.completion.values import comparison
from glueshell.language import ast as nodes

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult


def answer(parsed: ParseResult, cursor: int, view: Any, *, exact: bool = False) -> Completion:
    """What could stand at the cursor, best first; answers at once and never raises.

    `view` is a `SessionView`; `exact` leaves out what only a person wants (loose matches, keywords) and puts in what
    only PowerShell says. A failure of a completer, or one of ours, is in the answer's `problem`.
    """
    try:
        looking = Looking(view, parsed, cursor, exact)
        special = clause(parsed, cursor, looking) or (None if exact else comparison(parsed, cursor, looking))
        if special is not None and special[1]:
            site, found = special[0], Found(special[1])
        else:
            site = site_at(parsed, cursor, whole=exact)
            found = _candidates(site, looking)
        if not found.candidates and isinstance(site, KeyValueSite) and site.word and not site.quote:
            # A bare word as the value of a key is read as a command.
            site = CommandNameSite(site.start, site.end, site.word)
            found.candidates = names.commands(site, looking)
        unwanted = PERSON if exact else SCRIPT
        candidates = [candidate for candidate in found.candidates if candidate.audience != unwanted]
        if not exact:
            candidates = by_use(candidates, view.usage)
        if exact and not candidates:
            candidates = _files(site, found, looking)
            if not candidates:
                return _nothing(site, parsed, cursor, found, looking)
    except Exception as problem:
        return Completion(cursor, 0, [], problem=problem)
    return Completion(
        site.start,
        site.end - site.start,
        candidates,
        found.pending,
        word=site.word,
        problem=found.problem,
    )


def _files(site: Site, found: Found, view: Looking) -> list[Candidate]:
    """What PowerShell offers where it knows nothing better: the files that begin as the word does."""
    if found.closed or not isinstance(site, (ArgumentSite, TextSite, RedirectionSite, KeyValueSite)):
        return []
    if isinstance(site, KeyValueSite) and not site.quote:
        return []
    return files(site.word, view, site.quote)


def _is_known(site: MemberSite, view: Looking) -> bool:
    """Whether PowerShell knows what stands before the dot without working it out: by its types, or as a command's."""
    from glueshell.completion.kinds import types_of
    from glueshell.completion.literals import UNKNOWN, value_of

    node: Any = site.target
    while isinstance(node, nodes.IndexExpressionAst):
        node = node.target
    if isinstance(node, nodes.VariableExpressionAst):
        node = view.assignment(node.variable_path)
        if node is not None and value_of(site.target, view) is not UNKNOWN:
            return value_of(site.target, view) is not None and bool(types_of(site.target, view, site.path))
    if isinstance(node, nodes.ParenExpressionAst):
        node = node.pipeline
    elements: Any = getattr(node, "pipeline_elements", ())
    return bool(elements) and command_named(elements[-1], view) is not None


def _nothing(site: Site, parsed: ParseResult, cursor: int, found: Found, view: Looking) -> Completion:
    """An answer without candidates, over the extent that PowerShell names then."""
    start, end = site.start, site.end
    if isinstance(site, MemberSite) and _is_known(site, view):
        return Completion(start, max(end, cursor) - start, [], found.pending, word=site.word, problem=found.problem)
    if isinstance(site, (MemberSite, IndexSite)):
        start, end = site.target.start, max(end, cursor)
    elif start == end == cursor or isinstance(site, VariableSite):
        token = next((each for each in parsed.tokens if each.start < cursor <= each.end), None)
        if token is not None and token.kind != "EndOfInput" and token.text.strip():
            start, end = token.start, token.end
        elif parsed.text[:cursor].strip() and not isinstance(site, ArgumentSite):
            return Completion(-1, -1, [], found.pending, word=site.word, problem=found.problem)
    return Completion(start, end - start, [], found.pending, word=site.word, problem=found.problem)


def _candidates(site: Site, view: Looking) -> Found:
    source = view.parsed.text
    if isinstance(site, ArgumentSite):
        return arguments.argument_values(site, view, source)
    if isinstance(site, ParameterNameSite):
        return arguments.parameter_names(site, view, source)
    if isinstance(site, KeyValueSite):
        return hashtables.key_values(site, view, source)
    if isinstance(site, KeySite):
        return hashtables.keys(site, view, source)
    if isinstance(site, CommandNameSite):
        return Found(names.commands(site, view))
    if isinstance(site, VariableSite):
        return Found(names.variables(site, view))
    if isinstance(site, MemberSite):
        return Found(members.members(site, view))
    if isinstance(site, IndexSite):
        return Found(members.keys(site, view))
    if isinstance(site, TypeSite):
        return Found(types.types(site, view))
    if isinstance(site, OperatorSite):
        return Found(names.operators(site, view))
    if isinstance(site, LabelSite):
        return Found(names.labels(site, view))
    if isinstance(site, RedirectionSite) and not view.exact:
        return arguments.paths(site, view)
    return Found()
