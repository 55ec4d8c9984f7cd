"""Completers that scripts registered with Register-ArgumentCompleter: looked up when a value is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from glueshell.completion.candidates import TEXT, Candidate, CompletionContext


def registered(view: Any, command: str, parameter: str) -> Callable[[CompletionContext], Iterator[Candidate]] | None:
    """The completer of a command's parameter, or of that parameter on any command; None where there is none."""
    look = getattr(view, "completer_of", None)
    block = None if look is None else look(command.lower(), parameter.lower()) or look("", parameter.lower())
    if block is None:
        return None

    def complete(context: CompletionContext) -> Iterator[Candidate]:
        from glueshell.objects.hashtable import Hashtable

        bound = Hashtable(context.bound.items())
        for item in block.collect(args=(command, parameter, context.word, None, bound)):
            yield _candidate(item)

    return complete


def native(view: Any, program: str, node: Any) -> Callable[[CompletionContext], Iterator[Candidate]] | None:
    """The completer of a program's arguments (-Native); None where there is none."""
    look = getattr(view, "completer_of", None)
    name = program.replace("\\", "/").rpartition("/")[2].lower()
    block = None if look is None else look(name, "") or look(name.removesuffix(".exe"), "")
    if block is None:
        return None

    def complete(context: CompletionContext) -> Iterator[Candidate]:
        for item in block.collect(args=(context.word, node, node.end)):
            yield _candidate(item)

    return complete


def _candidate(item: object) -> Candidate:
    from glueshell.objects.psobject import unwrap
    from glueshell.objects.text import to_text
    from glueshell.objects.types.completionresult import CompletionResult

    bare = unwrap(item)
    if isinstance(bare, CompletionResult):
        return Candidate(
            bare.text, bare.list_text, bare.kind, bare.tooltip if bare.tooltip != bare.text else "", literal=True,
            matched=True, in_order=True, tooltip=bare.tooltip,
        )  # fmt: skip
    return Candidate(to_text(item), kind=TEXT, matched=True, in_order=True, literal=True)
