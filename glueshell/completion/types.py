"""Candidates that are names of types, and of the namespaces they are in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from glueshell.completion import recorded
from glueshell.completion.candidates import NAMESPACE, PERSON, TYPE, Candidate
from glueshell.completion.powershell import ATTRIBUTES
from glueshell.completion.ranking import best, pattern_of
from glueshell.completion.site import TypeSite

if TYPE_CHECKING:
    from glueshell.completion.site import Site

#: Key that a word begins, text, short name, tooltip, namespace.
Row = tuple[str, str, str, str, str]

# Written as its accelerator alone: the full name makes no objects.
_HIDDEN = frozenset({"System.Management.Automation.PSCustomObject"})
_KINDS = {"struct": "Struct", "enum": "Enum", "interface": "Interface"}
# What stands before the name of a type that PowerShell has loaded, and so tells the kind of.
_MARKS = {".": "Class", "#": "Enum", "%": "Struct", "&": "Interface", "!": "Delegate"}
_MOST_DOTS = 6


def types(site: Site, view: Any) -> list[Candidate]:
    """Types by their short names and accelerators; behind a dot, namespaces that go on and the types in this one."""
    defined = _of_text(site.word, view)
    if view.exact and not site.word and isinstance(site, TypeSite):
        return []
    if view.exact:
        records = _records(site.word, view)
        return sorted([*defined, *records, *_everything(site.word, view)], key=lambda each: each.list_text.upper())
    space, dot, word = site.word.rpartition(".")
    found = [
        Candidate(text, list_text, TYPE, full, value=text, tooltip=tooltip)
        for text, list_text, full, tooltip, home in _known()
        if (home.lower() == space.lower() and text == full if dot else True)
    ]
    if not dot:
        found += [Candidate(name, name, TYPE, "a record, by name, id or address") for name in view.type_names()]
    # An accelerator is found by itself, a type without one by its short name.
    found = best(
        word,
        found,
        lambda candidate: (candidate.list_text if candidate.text == candidate.detail else candidate.text,),
        strict=True,
    )
    if not dot:
        return [*defined, *found]
    spaces = namespaces(site.word)
    # Where a namespace goes on, a type that only has the word inside is not meant.
    return [*spaces, *(each for each in found if not spaces or each.audience != PERSON)]


def namespaces(word: str, *, exact: bool = False) -> list[Candidate]:
    """The namespaces, one step further than the word, that begin with it; of all that PowerShell has when `exact`."""
    depth, low = word.count(".") + 1, word.lower()
    homes = recorded.types() if exact else {home for *_, home in _known()}
    names = {
        ".".join(parts[:depth])
        for home in homes
        if home.lower().startswith(low) and len(parts := home.split(".")) >= depth
    }
    return [
        Candidate(name, name.rpartition(".")[2], NAMESPACE, "namespace", tooltip=f"Namespace {name}")
        for name in sorted(names, key=str.upper)
        if name
    ]


def _records(word: str, view: Any) -> list[Candidate]:
    low = word.lower()
    return [
        Candidate(name, name, TYPE, "a record, by name, id or address", tooltip=f"Class {name}")
        for name in view.type_names()
        if name.lower().startswith(low)
    ]


def _of_text(word: str, view: Any) -> list[Candidate]:
    """The classes and enumerations that the text itself defines."""
    low = word.lower()
    return [
        Candidate(node.name, node.name, TYPE, kind.lower(), tooltip=f"{kind} {node.name}")
        for node in view.definitions()
        if node.name.lower().startswith(low) and (kind := node.type_attributes or "Class")
    ]


def _everything(word: str, view: Any) -> Iterator[Candidate]:
    """Every type and namespace that PowerShell has whose name begins so, each by one more step than the word has."""
    dots = word.count(".")
    accepts = pattern_of(word)
    low = word.lower()
    spared: set[str] = {name.lower() for name in view.used_namespaces()}
    seen = set()
    for key, text, list_text, tooltip, home in _keyed(dots):
        if not (key.startswith(low) if accepts is None else accepts(key)) or text.lower() in seen:
            continue
        seen.add(text.lower())
        if spared and "." in text:
            text = _shortened(text, home, spared)
        yield Candidate(text, list_text, NAMESPACE if tooltip.startswith("Namespace ") else TYPE, tooltip=tooltip)


def _shortened(text: str, home: str, spared: set[str]) -> str:
    """A full name without the namespace that the text uses, the longest of them."""
    begins = [space for space in spared if home.lower() == space or home.lower().startswith(space + ".")]
    return text[len(max(begins, key=len)) + 1 :] if begins else text


@cache
def _keyed(dots: int) -> tuple[Row, ...]:
    """What a word with so many dots may begin, by lower-case keys: short names, or full ones, and namespaces."""
    if dots > _MOST_DOTS:
        return ()
    rows: list[Row] = []
    short: dict[str, list[str]] = {}
    for pair in recorded.accelerators():
        name, _, full = pair.partition("=")
        short.setdefault(full, []).append(name)
    homes = recorded.types()
    for home, names in reversed(list(homes.items())):
        if home.count(".") + 1 != dots and dots:
            continue
        for marked in names.split():
            kind = _MARKS.get(marked[0], "")
            name, _, arity = (marked[1:] if kind else marked).partition("`")
            full = f"{home}.{name}" if home else name
            last = name.rpartition("+")[2]
            tooltip = f"{kind} {full}".strip() + _arguments(arity)
            shown = f"{last}<>" if arity else last
            if dots or full not in short:
                key = (full if dots else last) + (f"`{arity}" if arity else "")
                rows.append((key.lower(), full, shown, tooltip, home))
            else:
                rows += _accelerated(short[full], full, last, tooltip, home)
    depth = dots + 1
    spaces = {".".join(parts[:depth]) for home in homes if home and len(parts := home.split(".")) >= depth}
    rows += [(space.lower(), space, space.rpartition(".")[2], f"Namespace {space}", "") for space in spaces]
    return tuple(rows)


def _accelerated(short: list[str], full: str, name: str, tooltip: str, home: str) -> Iterator[Row]:
    """A type by its accelerators, and by its name where that is none of them."""
    named = name.lower()
    for at, accelerator in enumerate(short):
        text = name if at and accelerator.lower() == named else accelerator
        yield accelerator.lower(), text, name, tooltip, home
    lows = [each.lower() for each in short]
    if named in lows:
        return
    if named.removesuffix("attribute") in lows:
        yield named, short[0], name, tooltip, home
    elif full not in ("System.Management.Automation.PSObject",):
        yield named, full, name, tooltip, home


def _arguments(arity: str) -> str:
    if not arity:
        return ""
    count = int(arity)
    return "[T]" if count == 1 else "[" + ", ".join(f"T{at}" for at in range(1, count + 1)) + "]"


@cache
def _known() -> tuple[tuple[str, str, str, str, str], ...]:
    """Text, short name, full name, PowerShell's tooltip and namespace of every type here, by short name.

    A type is written as its accelerator where it has one, without `System.` where it is in that namespace itself.
    """
    from glueshell.objects.enumtable import DECLARED
    from glueshell.objects.typeinfo import resolve_type
    from glueshell.objects.typetable import ACCELERATORS, TYPES

    rows: list[tuple[str, str, str, str, str]] = []
    for full in sorted({*TYPES, *DECLARED, *ACCELERATORS.values()}):
        if "`" in full or "[" in full or full in _HIDDEN:
            continue
        info = resolve_type(full)
        kind = _KINDS.get(getattr(info, "kind", ""), "Class")
        home, _, name = full.rpartition(".")
        short = [accelerator for accelerator, target in ACCELERATORS.items() if target == full]
        for text in dict.fromkeys([*sorted(short, key=str.lower), full]):
            if text != full or not any(each.lower() == name.lower() for each in short):
                # Of a type without a short name PowerShell tells only the name: it does not load it to tell more.
                ours = home.startswith("System.Management.Automation")
                rows.append((text, name, full, f"{kind} {full}" if short or ours else full, home))
    for name in ATTRIBUTES:
        full = f"System.Management.Automation.{name}Attribute"
        rows.append((name, f"{name}Attribute", full, f"Class {full}", "System.Management.Automation"))
    return tuple(sorted(rows, key=lambda row: (row[1].lower(), row[0].lower())))
