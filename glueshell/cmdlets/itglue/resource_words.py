"""Words for resources where a command asks for one: `configurations` to IT Glue, `Configuration` to people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.engine.parameters import Parameter
from glueshell.itglue.catalog import Catalog, pascal, spelling
from glueshell.objects.enumeration import enumerable, iterate
from glueshell.objects.text import to_text

if TYPE_CHECKING:
    from glueshell.engine.invocation import Invocation


class ResourceWords:
    """The resources that a parameter takes, in every spelling: singular or plural, with blanks, dashes or neither.

    `words` are as IT Glue wants them. As a completer it offers the singular without blanks (`FlexibleAsset`), IT Glue's
    word beside it; one that was begun in IT Glue's spelling (`flexible_`) is completed in it.
    """

    __slots__ = ("_shown", "_words")

    def __init__(self, words: Sequence[str], catalog: Catalog) -> None:
        known = {_form(text): kind for kind in catalog for text in (kind.label, kind.name)}
        self._words: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        for word in words:
            kind = known.get(_form(word))
            one = pascal(word.replace(" ", "-").removesuffix("s")) if kind is None else kind.singular
            self._shown[word] = one
            said = (word, one, one + "s") if kind is None else (word, one, kind.noun, kind.plural)
            for text in said:
                self._words.setdefault(_form(text), word)

    def meant(self, text: str) -> str:
        """IT Glue's word for what was written; what is none of them stays as it is."""
        return self._words.get(_form(text), text)

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """The words, as they are begun."""
        typed = context.word.lower()
        for word, one in self._shown.items():
            low = word.lower()
            if low.startswith(typed) and not one.lower().startswith(typed):
                yield Candidate(word, detail=one)
            else:
                yield Candidate(one, detail="" if low == one.lower() else word)

    def refuses(self, context: CompletionContext) -> str:
        """Why a word is none of them, '' where it is one."""
        if self.meant(context.word) in self._shown:
            return ""
        return f"No such resource here; it takes {', '.join(self._shown.values())}."


def resource_parameter(
    words: Sequence[str], catalog: Catalog, *, several: bool = False, **declaration: Any
) -> Parameter:
    """A parameter that takes one of these resources in any spelling, and holds IT Glue's (with `several`: a list)."""
    known = ResourceWords(words, catalog)

    def understood(invocation: Invocation, given: object) -> object:
        if enumerable(given):
            return [known.meant(to_text(item)) for item in iterate(given)]
        return None if given is None else known.meant(to_text(given))

    return Parameter(
        "string[]" if several else "string", values=words, transform=understood, completer=known, **declaration
    )


def resource_meant(word: str, catalog: Catalog) -> str | None:
    """The resource that a word names (`Document Folder`: document_folders), None where it names none of ours."""
    return next((kind.name for kind in catalog if _form(word) in (_form(kind.label), _form(kind.name))), None)


def name_resources(words: Sequence[str], catalog: Catalog) -> bool:
    """Whether a closed list is one of resources."""
    forms = {_form(text) for kind in catalog for text in (kind.label, kind.name)}
    return sum(_form(word) in forms for word in words) > 1


def _form(text: str) -> str:
    return spelling(text).replace(" ", "")
