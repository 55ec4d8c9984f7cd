"""Candidates that are names of types, and of the namespaces they are in."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from glueshell.completion.candidates import NAMESPACE, PERSON, TYPE, Candidate
from glueshell.completion.powershell import ATTRIBUTES
from glueshell.completion.ranking import best

if TYPE_CHECKING:
    from glueshell.completion.site import TypeSite

# Written as its accelerator alone: the full name makes no objects.
_HIDDEN = frozenset({"System.Management.Automation.PSCustomObject"})
_KINDS = {"struct": "Struct", "enum": "Enum", "interface": "Interface"}


def types(site: TypeSite, view: Any) -> list[Candidate]:
    """Types by their short names and accelerators; behind a dot, namespaces that go on and the types in this one."""
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
        return found
    spaces = namespaces(site.word)
    # Where a namespace goes on, a type that only has the word inside is not meant.
    return [*spaces, *(each for each in found if not spaces or each.audience != PERSON)]


def namespaces(word: str) -> list[Candidate]:
    """The namespaces, one step further than the word, that begin with it."""
    depth, low = word.count(".") + 1, word.lower()
    names = {
        ".".join(parts[:depth])
        for *_, home in _known()
        if home.lower().startswith(low) and len(parts := home.split(".")) >= depth
    }
    return [
        Candidate(name, name.rpartition(".")[2], NAMESPACE, "namespace", tooltip=f"Namespace {name}")
        for name in sorted(names)
    ]


@cache
def _known() -> tuple[tuple[str, str, str, str, str], ...]:
    """Text, short name, full name, PowerShell's tooltip and namespace of every type, by short name.

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
