"""Whether a word can be a field of a form, or a value of one: what the completers of drafts refuse before Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.itglue.kinds.base import TraitProblem

if TYPE_CHECKING:
    from glueshell.completion.candidates import CompletionContext
    from glueshell.itglue.schema import TypeSchema

TEXTS: dict[str, str] = {
    "field": "{type} has no field '{word}'.",
    "nearest": " Did you mean {names}?",
}


def refused_field(context: CompletionContext, schema: TypeSchema | None) -> str | None:
    """Why the word is no field of the form, or None when it is one or no form is known."""
    if schema is None or not context.word or schema.field(context.word) is not None:
        return None
    near = schema.closest(context.word, 2)
    advice = TEXTS["nearest"].format(names=" or ".join(field.key for field in near)) if near else ""
    return TEXTS["field"].format(type=schema.name, word=context.word) + advice


def refused_value(context: CompletionContext, schema: TypeSchema | None, field_named: object) -> str | None:
    """Why the word is no value of the field, or None; only for fields with a closed list of options."""
    field = schema.field(str(field_named)) if schema is not None and field_named is not None else None
    if field is None or not field.options or not context.word:
        return None
    try:
        field.kind.parse(field, context.word)
    except TraitProblem as error:
        return error.message
    return None
