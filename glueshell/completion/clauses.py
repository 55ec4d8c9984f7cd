"""Candidates inside clauses of their own kind: `using`, `#requires`, help in comments, flags of `switch`, arguments of
attributes, and the values of preferences and of variables with a closed list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from glueshell.completion.candidates import KEYWORD, PARAMETER_NAME, PROPERTY, TEXT, Candidate
from glueshell.completion.definitions import DefinedType
from glueshell.completion.powershell import (
    ATTRIBUTES,
    CHOICES,
    EDITIONS,
    HELP,
    OWN_TYPES,
    REQUIRES,
    SWITCH_FLAGS,
    USINGS,
)
from glueshell.completion.quoting import quote
from glueshell.completion.ranking import best
from glueshell.completion.site import Site

if TYPE_CHECKING:
    from glueshell.language.result import ParseResult

_WORD = re.compile(r"-?\w*$")
_USING = re.compile(r"^\s*using\s+(?:namespace\s+([\w.]*)|(\w*))$", re.IGNORECASE)
_REQUIRES = re.compile(r"^#requires\b.*\s-(\w*)$", re.IGNORECASE)
_REQUIRED = re.compile(r"^#requires\b.*\s-(\w+)\s+(\S*)$", re.IGNORECASE)
_HELP = re.compile(r"^\s*#?\s*\.(\w*)$")
_HELP_OF = re.compile(r"^\s*#?\s*\.PARAMETER\s+(\w*)$", re.IGNORECASE)
_TIED = re.compile(r"\[([\w.]+)\]\s*\$\w+\s*=\s*(['\"])(\w*)$")
_CLOSED = re.compile(r"\[ValidateSet\(([^)]*)\)\]\s*(?:\[[\w.]+\]\s*)?\$\w+\s*=\s*(['\"])(\w*)$", re.IGNORECASE)
_SWITCH = re.compile(r"(?:^|[;{(|\s])switch\s+(?:-\w+\s+)*(-\w*)$", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\[(\w+)\(((?:[^()\[\]'\"]|'[^']*')*,\s*|\s*)(\w*)$")
_PREFERENCE = re.compile(r"\$(\w+)\s*(=|-(?:eq|ne))\s*(['\"]?)(\w*)$", re.IGNORECASE)


def clause(parsed: ParseResult, cursor: int, view: Any) -> tuple[Site, list[Candidate]] | None:
    """The site and its candidates where the cursor is in such a clause; None elsewhere."""
    line = parsed.text[:cursor].rpartition("\n")[2]
    low = line.lower()
    if low.startswith("#requires"):
        return _requires(cursor, line)
    if "." in line and (found := _HELP.match(line) or _HELP_OF.match(line)) is not None:
        comment = next((each for each in parsed.tokens if each.kind == "Comment" and each.start < cursor), None)
        if comment is not None and any(
            each.kind == "Comment" and each.start < cursor <= each.end for each in parsed.tokens
        ):
            return _help(cursor, found, view)
    if not _is_code(parsed, cursor, line):
        return None
    if "using" in low and (found := _USING.match(line)) is not None:
        if found[1] is not None:
            return _namespaces(cursor, found[1], view)
        offers = [Candidate(name, kind=KEYWORD, tooltip=says) for name, says in USINGS.items()]
        return _chosen(cursor, found[2], offers)
    if "switch" in low and (found := _SWITCH.search(line)) is not None:
        offers = [Candidate(f"-{name}", name, PARAMETER_NAME, value=f"-{name}") for name in SWITCH_FLAGS]
        return _chosen(cursor, found[1], offers)
    if (found := _PREFERENCE.search(line)) is not None and (found[3] or (found[2] == "=" and not found[4])):
        preferred = _preference(cursor, found)
        if preferred is not None:
            return preferred
    if "=" in line and (found := _CLOSED.search(line)) is not None:
        names = [each.strip().strip("'\"") for each in found[1].split(",")]
        return _in_quotes(cursor, names, found[2], found[3])
    if "=" in line and (found := _TIED.search(line)) is not None:
        info = view.type_of(found[1])
        names = _names_of(info)
        kind = PROPERTY if isinstance(info, DefinedType) else TEXT
        return _in_quotes(cursor, names, found[2], found[3], kind) if names else None
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


def _requires(cursor: int, line: str) -> tuple[Site, list[Candidate]] | None:
    """What a `#requires` may ask for, and the editions it may name."""
    found = _REQUIRES.match(line)
    if found is not None:
        given = set(re.findall(r"-(\w+)\s", line.lower()))
        offers = [
            Candidate(name, kind=PARAMETER_NAME, tooltip=says)
            for name, says in REQUIRES.items()
            if name.lower() not in given
        ]
        return _chosen(cursor, found[1], offers)
    found = _REQUIRED.match(line)
    if found is None:
        return None
    editions = EDITIONS if found[1].lower() == "psedition" else {}
    return _chosen(cursor, found[2], [Candidate(name, tooltip=says) for name, says in editions.items()])


def _help(cursor: int, found: re.Match[str], view: Any) -> tuple[Site, list[Candidate]]:
    """The keywords of comment-based help; behind `.PARAMETER` the parameters of the function it stands by."""
    if found.re is _HELP:
        return _chosen(cursor, found[1], [Candidate(name, kind=KEYWORD, tooltip=says) for name, says in HELP.items()])
    around = [each for each in view.functions() if each.start < cursor <= each.end]
    after = [each for each in view.functions() if each.start >= cursor]
    node = around[-1] if around else after[0] if after else None
    names = [] if node is None else view.parameters_of(node)
    return _chosen(cursor, found[1], [Candidate(name, kind=TEXT, tooltip=name) for name in names])


def _in_quotes(
    cursor: int, names: Sequence[str], opened: str, word: str, kind: str = TEXT
) -> tuple[Site, list[Candidate]]:
    offers = []
    for name in sorted(names, key=str.lower):
        text = quote(name, opened, bare=False)
        shown = text if kind == TEXT else name
        offers.append(Candidate(text, shown, kind, value=name, tooltip=shown))
    site, chosen = _chosen(cursor, word, offers)
    site.start -= 1
    return site, chosen


def _names_of(info: Any) -> list[str]:
    if isinstance(info, DefinedType):
        return [name for name, method, says in info.static if not method and says.startswith("static object ")]
    return list(getattr(getattr(info, "enum", None), "names", ()) or ())


def _namespaces(cursor: int, word: str, view: Any) -> tuple[Site, list[Candidate]]:
    from glueshell.completion.types import namespaces

    found = namespaces(word, exact=view.exact) if word or not view.exact else []
    return Site(cursor - len(word), cursor, word), found


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
    """The values of one of PowerShell's own variables that has a closed list."""
    from glueshell.objects.typeinfo import resolve_type

    kind = next((kind for name, kind in OWN_TYPES.items() if name.lower() == found[1].lower()), "")
    info = resolve_type(f"System.Management.Automation.{kind}") if kind else None
    names = list(CHOICES.get(kind) or _names_of(info))
    if not names:
        return None
    if found[2] == "=":
        names.sort(key=str.lower)
    offers = []
    for name in names:
        text = quote(name, found[3], bare=False)
        offers.append(
            Candidate(text, text, TEXT, value=name, tooltip=text)
            if found[2] == "="
            else Candidate(text, name, value=name, tooltip=name)
        )
    site, chosen = _chosen(cursor, found[4], offers)
    site.start -= len(found[3])
    return site, chosen
