"""Candidates inside clauses of their own kind: `using`, `#requires`, flags of `switch`, arguments of attributes, and
the values of preferences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from glueshell.completion.candidates import KEYWORD, NAMESPACE, PARAMETER_NAME, PROPERTY, TEXT, Candidate
from glueshell.completion.powershell import ATTRIBUTES, OWN_TYPES, REQUIRES, SWITCH_FLAGS, USINGS
from glueshell.completion.quoting import quote
from glueshell.completion.ranking import best
from glueshell.completion.site import Site

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult

_WORD = re.compile(r"-?\w*$")
_USING = re.compile(r"^\s*using\s+(?:namespace\s+([\w.]*)|(\w*))$", re.IGNORECASE)
_REQUIRES = re.compile(r"^#requires\b.*\s-(\w*)$", re.IGNORECASE)
_SWITCH = re.compile(r"(?:^|[;{(|\s])switch\s+(?:-\w+\s+)*(-\w*)$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\[(\w+)\(((?:[^()\[\]'\"]|'[^']*')*,\s*|\s*)(\w*)$")
_PREFERENCE = re.compile(r"\$(\w+Preference)\s*=\s*(['\"]?)(\w*)$", re.IGNORECASE)


def clause(parsed: ParseResult, cursor: int) -> tuple[Site, list[Candidate]] | None:
    """The site and its candidates where the cursor is in such a clause; None elsewhere."""
    line = parsed.text[:cursor].rpartition("\n")[2]
    low = line.lower()
    found = _REQUIRES.match(line) if low.startswith("#requires") else None
    if found is not None:
        offers = [Candidate(name, kind=PARAMETER_NAME, tooltip=says) for name, says in REQUIRES.items()]
        return _chosen(cursor, found[1], offers)
    if not _is_code(parsed, cursor, line):
        return None
    if "using" in low and (found := _USING.match(line)) is not None:
        if found[1] is not None:
            return _namespaces(cursor, found[1])
        offers = [Candidate(name, kind=KEYWORD, tooltip=says) for name, says in USINGS.items()]
        return _chosen(cursor, found[2], offers)
    if "switch" in low and (found := _SWITCH.search(line)) is not None:
        offers = [Candidate(f"-{name}", name, PARAMETER_NAME, value=f"-{name}") for name in SWITCH_FLAGS]
        return _chosen(cursor, found[1], offers)
    if "preference" in low and (found := _PREFERENCE.search(line)) is not None and (found[2] or not found[3]):
        return _preference(cursor, found)
    if "[" in line and "(" in line and (found := _ATTRIBUTE.search(line)) is not None:
        return _attribute(cursor, found)
    return None


def _is_code(parsed: ParseResult, cursor: int, line: str) -> bool:
    """Whether the cursor is in no comment, and in no string but one that is the last word itself."""
    last = _WORD.search(line)
    begin = cursor - 1 - (len(last[0]) if last is not None else 0)
    return not any(
        token.start < cursor <= token.end
        and (token.kind == "Comment" or ("String" in token.kind and token.start < begin))
        for token in parsed.tokens
    )


def _chosen(cursor: int, word: str, offers: list[Candidate]) -> tuple[Site, list[Candidate]]:
    chosen = best(word, offers, lambda candidate: (candidate.value,), strict=True)
    return Site(cursor - len(word), cursor, word), chosen


def _namespaces(cursor: int, word: str) -> tuple[Site, list[Candidate]]:
    from glueshell.completion.types import namespaces

    return Site(cursor - len(word), cursor, word), [each for each in namespaces(word) if each.kind == NAMESPACE]


def _attribute(cursor: int, found: re.Match[str]) -> tuple[Site, list[Candidate]] | None:
    names = {name.lower(): name for name in ATTRIBUTES}
    name = names.get(found[1].lower().removesuffix("attribute"))
    if name is None or not ATTRIBUTES[name]:
        return None
    given = {each.partition("=")[0].strip().lower() for each in found[2].split(",")}
    offers = []
    for says in ATTRIBUTES[name]:
        argument = says.rpartition(" ")[2]
        if argument.lower() not in given:
            offers.append(Candidate(argument, kind=PROPERTY, detail=says.partition(" ")[0], tooltip=says))
    return _chosen(cursor, found[3], offers)


def _preference(cursor: int, found: re.Match[str]) -> tuple[Site, list[Candidate]] | None:
    from glueshell.objects.typeinfo import resolve_type

    own = {name.lower(): kind for name, kind in OWN_TYPES.items()}
    kind = own.get(found[1].lower(), "")
    info = resolve_type(f"System.Management.Automation.{kind}") if kind else None
    names: Any = getattr(info.enum, "names", ()) if info is not None else ()
    if not names:
        return None
    offers = []
    for name in sorted(names, key=str.lower):
        text = quote(name, found[2], bare=False)
        offers.append(Candidate(text, text, TEXT, value=name, tooltip=text))
    site, chosen = _chosen(cursor, found[3], offers)
    site.start -= len(found[2])
    return site, chosen
