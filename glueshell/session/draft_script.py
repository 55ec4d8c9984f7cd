"""A draft as a script of the shell's own language: readable, repeatable, and for another organization by one edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from glueshell.session.vocabulary import command

if TYPE_CHECKING:
    from glueshell.itglue.drafts import Draft
    from glueshell.itglue.kinds import TagRef
    from glueshell.itglue.schema import Field
    from glueshell.itglue.snapshot import Snapshot

# What is not itself inside double quotes, typographic ones included.
SPECIAL = frozenset('"`$\u201c\u201d\u201e')


def draft_script(draft: Draft, snapshot: Snapshot | None = None) -> str:
    """The `.gsh` text that builds this draft anew.

    Tags go by name, for people and for other organizations; by id where no name is known, or where `snapshot` knows
    several records of that name. Nothing of it is more than text when it runs: every value is quoted.
    """
    lines = [
        f"# {_comment(draft.schema.name)} in {_comment(draft.organization_name)}",
        f"{command('select_organization')} {_word(draft.organization_name or str(draft.organization_id))}",
        f"{command('select_type')} {_word(draft.schema.name)}",
        command("new_draft"),
    ]
    for field in draft.schema.fields:
        if field.key in draft.values:
            lines += _trait(draft, field, snapshot)
    lines += [f"# missing: {_comment(field.key)} ({_comment(field.kind_name)}, required)" for field in draft.missing()]
    return "\n".join(lines) + "\n"


def _trait(draft: Draft, field: Field, snapshot: Snapshot | None) -> Iterator[str]:
    value = draft.values[field.key]
    if isinstance(value, tuple):
        yield "# " + ", ".join(f"{tag.id} {_comment(tag.name)}".strip() for tag in value)
        words = [_tag(tag, _known(draft, field, tag, snapshot)) for tag in value]
    elif isinstance(value, bool):
        words = ["$true" if value else "$false"]
    else:
        words = [_word(value) if isinstance(value, str) else str(value)]
    yield f"{command('set_trait')} {_word(field.key)} {', '.join(words)}"


def _tag(tag: TagRef, known: int) -> str:
    return str(tag.id) if not tag.name or known > 1 else _word(tag.name)


def _known(draft: Draft, field: Field, tag: TagRef, snapshot: Snapshot | None) -> int:
    """How many records are known by the tag's name where it would be looked for."""
    from glueshell.itglue.snapshot import names_key
    from glueshell.session.references import ACCOUNT_WIDE

    key = names_key(field.tag_type)
    if snapshot is None or key is None:
        return 1
    return len(snapshot.find(key, tag.name, None if key in ACCOUNT_WIDE else draft.organization_id))


def _word(text: str) -> str:
    from glueshell.language.names import quote_argument
    from glueshell.objects.neutral import neutralise

    if neutralise(text) == text:
        return quote_argument(text)
    # A terminal that shows the file must not obey what a record holds, so its control characters are written out.
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    from glueshell.objects.neutral import neutralise

    if neutralise(character) != character:
        return f"`u{{{ord(character):x}}}"
    return "`" + character if character in SPECIAL else character


def _comment(text: str) -> str:
    # A line end inside a comment would begin a line that runs.
    from glueshell.objects.neutral import neutralise

    return neutralise(text, newlines=True)
