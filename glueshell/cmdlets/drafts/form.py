"""What Tab offers of a form: its fields in a helpful order, and what each of them takes."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.cmdlets.drafts.fields import kind_of
from glueshell.completion.candidates import Candidate, CompletionContext
from glueshell.completion.forms import refused_field, refused_value
from glueshell.itglue.drafts import Draft
from glueshell.itglue.schema import Field, TypeSchema
from glueshell.itglue.snapshot import Snapshot, names_key
from glueshell.objects.text import fold

# Longer lists of options are cut in the line that describes a field.
OPTIONS_SHOWN = 60


class FormFields:
    """Offers the fields of the draft, else of the selected type; in a hashtable as keys, with their values."""

    __slots__ = ()

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """What is required and missing, what else is free, what is set, and last what cannot be filled from here."""
        draft = context.view.draft
        schema = schema_in(context)
        if schema is None:
            return
        word = fold(context.word)
        held = draft.values if draft is not None else {}
        offered: list[tuple[int, Field, str]] = []
        for field in schema.fillable:
            if word not in fold(field.key) and word not in fold(field.name):
                continue
            if not field.kind.supported:
                offered.append((3, field, "retired"))
            elif field.key in held:
                offered.append((2, field, "set"))
            else:
                offered.append((0, field, "required") if field.required else (1, field, ""))
        for _, field, hint in sorted(offered, key=lambda one: one[0]):
            mark = "*" if field.required else ""
            yield Candidate(
                field.key,
                field.key + mark,
                detail=describe(field, draft, context.view.snapshot),
                style_hint=hint,
                matched=True,
                in_order=True,
            )

    def keys(self, context: CompletionContext) -> Iterator[Candidate]:
        """The fields as the keys of a hashtable of traits."""
        return self(context)

    def key_values(self, context: CompletionContext) -> Iterator[Candidate]:
        """What the field that is the key takes."""
        schema = schema_in(context)
        field = schema.field(context.key) if schema is not None else None
        if field is not None:
            yield from values_of(field, context)

    def refuses(self, context: CompletionContext) -> str | None:
        """Why the word is certainly no field of the form."""
        return refused_field(context, schema_in(context))

    refuses_key = refuses


def schema_in(context: CompletionContext) -> TypeSchema | None:
    """The fields that a completer is about: the draft's, else the selected type's."""
    draft = context.view.draft
    selected = context.view.context
    schema: TypeSchema | None = draft.schema if draft is not None else getattr(selected, "flexible_asset_type", None)
    return schema


def describe(field: Field, draft: Draft | None, snapshot: Snapshot) -> str:
    """Kind, present value, options or tag type, hint: one line for a menu."""
    parts = [kind_of(field, snapshot)]
    if draft is not None and field.key in draft.values:
        parts.append(f"= {field.kind.show(draft.values[field.key])}")
    if field.hint:
        parts.append(field.hint)
    if field.options:
        options = ", ".join(field.options)
        parts.append(options if len(options) <= OPTIONS_SHOWN else options[: OPTIONS_SHOWN - 1] + "…")
    return " · ".join(parts)


class FieldValues:
    """Offers what the field named by -Name takes: options, or the records of the organization that it may tag."""

    __slots__ = ()

    def __call__(self, context: CompletionContext) -> Iterator[Candidate]:
        """The values for the word."""
        schema, named = schema_in(context), context.bound.get("Name")
        field = schema.field(str(named)) if schema is not None and named is not None else None
        if field is not None:
            yield from values_of(field, context)

    def refuses(self, context: CompletionContext) -> str | None:
        """Why the word is certainly none of the field's options."""
        return refused_value(context, schema_in(context), context.bound.get("Name"))


value_completer = FieldValues()


def values_of(field: Field, context: CompletionContext) -> Iterator[Candidate]:
    """The values of one field for the word that is being typed, as far as they are known without asking anybody."""
    view = context.view
    draft, selected = view.draft, view.context.organization
    organization = draft.organization_id if draft is not None else selected.id if selected is not None else None
    word = fold(context.word)
    tags = names_key(field.tag_type)
    if tags is not None and tags not in view.snapshot.resources():
        context.wait_for(tags.replace("_", " "))
    for choice in field.kind.candidates(field, view.snapshot, organization, context.word):
        # Tags come chosen and ranked for the word; the short lists of the other kinds come whole.
        if tags is not None or word in fold(choice.text):
            yield Candidate(choice.text, choice.label, detail=choice.detail, matched=True)
