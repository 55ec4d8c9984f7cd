"""What was done in a sitting as a script that does it again: here or for another organization, any number of times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from glueshell.session.recording import COMPLETED, Entry, Made, Place, Reference, Restored, Trait, undone_statements
from glueshell.session.saved_steps import Find, Step, choose, names_of, steps_of
from glueshell.session.saved_text import Writer
from glueshell.session.saved_values import ORGANIZATIONS, Lifted, Values
from glueshell.session.vocabulary import command

if TYPE_CHECKING:
    from glueshell.itglue.drafts import Draft
    from glueshell.itglue.snapshot import Name, Snapshot

# What may stand before an organization, or a type, is selected without needing one.
NEEDS_NO_ORGANIZATION = frozenset({"select_type", "make_type", "select_organization"})
NEEDS_NO_TYPE = frozenset({"select_organization", "make_type", "select_type"})
DRAFT_STEPS = frozenset({"set_trait", "add_trait", "clear_trait", "submit", "remove_draft"})
MAKING = frozenset({"submit", "make_type"})
# Before these a script breathes.
PARAGRAPHS = frozenset({"make_type", "new_draft", "select_organization"})


class SavedSession:
    """The text of the script, and what is to be said of it: counts, parameters, variables that nothing sets."""

    __slots__ = (
        "failed", "foreign", "kept", "looked", "parameters", "private", "replaced", "text", "undefined",
    )  # fmt: skip

    def __init__(self) -> None:
        self.text = ""
        self.parameters: list[Lifted] = []
        self.undefined: list[str] = []
        # Statements that were kept, looked at only, replaced by later ones, failed; lines of another account, lines
        # typed with a blank ahead.
        self.kept = self.looked = self.replaced = self.failed = self.foreign = self.private = 0


def save_session(
    earlier: Sequence[Entry],
    chosen: Sequence[Entry],
    *,
    account: str,
    find: Find,
    snapshot: Snapshot,
    file_name: str,
    running: tuple[Entry, str, int] | None = None,
    look_ups: bool = False,
) -> SavedSession:
    """The script of the `chosen` lines; `earlier` ones give the variables they need.

    `running` is the line that runs, its text without secrets, and how many statements of it are done. `look_ups` are
    kept on request only.
    """
    saved = SavedSession()
    usable = [entry for entry in chosen if not entry.private and entry.place.account == account]
    saved.private = sum(1 for entry in chosen if entry.private)
    saved.foreign = sum(1 for entry in chosen if not entry.private and entry.place.account != account)
    steps = [step for entry in usable for step in steps_of(entry, entry.text, find)]
    saved.failed = sum(len(entry.undone) for entry in usable)
    if running is not None and not running[0].private:
        entry, text, number = running
        entry.undone = undone_statements(entry)
        steps += steps_of(entry, text, find, until=number)
    before = [
        step
        for entry in earlier
        if not entry.private and entry.place.account == account
        for step in steps_of(entry, entry.text, find)
    ]
    choice = choose(before, steps, look_ups=look_ups)
    whole = _completed(choice.kept, find, snapshot)
    values = Values(_entries(whole), snapshot, names_of(whole))
    lines = list(_lines(whole, find, values))
    saved.kept, saved.looked, saved.replaced = len(choice.kept), choice.looked, choice.replaced
    saved.undefined = choice.undefined
    saved.parameters = sorted(values.parameters, key=lambda one: (one.type != "Organization", one.secret))
    saved.text = _script(saved, lines, _made(whole), values.ambiguous, file_name)
    return saved


def organizations_in(entries: Iterable[Entry | None]) -> list[Name]:
    """The organizations that lines were about, each once."""
    found: dict[int, Name] = {}
    for entry in entries:
        if entry is not None:
            if entry.place.context is not None and entry.place.context.organization is not None:
                found.setdefault(entry.place.context.organization.id, entry.place.context.organization)
            for fact in entry.facts:
                if isinstance(fact, Reference) and fact.resource == ORGANIZATIONS:
                    found.setdefault(fact.name.id, fact.name)
    return list(found.values())


# -- what was there before --------------------------------------------------------------------------------------------


def _completed(kept: Sequence[Step], find: Find, snapshot: Snapshot) -> list[Step]:
    """The steps, ahead of them what was selected and begun before the first, and restored drafts as their building."""
    steps: list[Step] = []
    for step in kept:
        restored = [fact for fact in step.entry.facts if isinstance(fact, Restored)]
        if step.kind == "restore_draft" and restored:
            steps += _draft_steps(restored[0].draft, step.entry.place, find, snapshot)
        else:
            steps.append(step)
    if not steps:
        return steps
    place = steps[0].entry.place
    first = next((step for step in steps if step.kind in DRAFT_STEPS | {"new_draft"}), None)
    begun = first.kind if first is not None else ""
    if begun == "remove_draft":
        # A draft of before is gone; another time there is none to remove.
        return _completed([step for step in steps if step is not first], find, snapshot)
    if place.draft is not None and begun in DRAFT_STEPS and not _begins_draft(steps):
        steps = [*_draft_steps(place.draft, place, find, snapshot, selections=False), *steps]
    return [*_selections(steps, place, find), *steps]


def _begins_draft(steps: Sequence[Step]) -> bool:
    """Whether some statement makes the draft in a way of its own, before anything is put into it."""
    for step in steps:
        if step.kind in DRAFT_STEPS:
            return False
        if command("new_draft").lower() in step.names:
            return True
    return False


def _selections(steps: Sequence[Step], place: Place, find: Find) -> list[Step]:
    """What was selected when the first step was done, as far as the steps need it and do not select it themselves."""
    context = place.context
    if context is None:
        return []
    text, facts = [], []
    if context.organization is not None and _needed(steps, "select_organization", NEEDS_NO_ORGANIZATION):
        name = context.organization
        text.append(f"{command('select_organization')} {name.id}")
        facts.append(Reference(ORGANIZATIONS, str(name.id), name, None))
    if context.flexible_asset_type is not None and _needed(steps, "select_type", NEEDS_NO_TYPE):
        from glueshell.itglue.snapshot import Name

        schema = context.flexible_asset_type
        text.append(f"{command('select_type')} {schema.id}")
        facts.append(Reference("flexible_asset_types", schema.id, Name(int(schema.id), schema.name), None))
    return _made_up("\n".join(text), facts, place, find)


def _needed(steps: Sequence[Step], kind: str, harmless: frozenset[str]) -> bool:
    for step in steps:
        if step.kind == kind:
            return False
        if step.kind not in harmless and (step.effect or step.names):
            return True
    return False


def _draft_steps(draft: Draft, place: Place, find: Find, snapshot: Snapshot, *, selections: bool = True) -> list[Step]:
    """The building of a draft that was there already."""
    from glueshell.itglue.snapshot import Name
    from glueshell.session.draft_script import draft_script

    lines = [line for line in draft_script(draft, snapshot).split("\n") if line and not line.startswith("#")]
    if not selections:
        chosen = (command("select_organization"), command("select_type"))
        lines = [line for line in lines if not line.startswith(chosen)]
    organization = Name(draft.organization_id, draft.organization_name)
    facts: list[object] = [Reference(ORGANIZATIONS, draft.organization_name, organization, None)]
    facts += [
        Trait(field, draft.values[field.key], draft.organization_id)
        for field in draft.schema.fields
        if field.key in draft.values
    ]
    return _made_up("\n".join(lines), facts, place, find)


def _made_up(text: str, facts: Iterable[object], place: Place, find: Find) -> list[Step]:
    """Steps that nobody typed."""
    entry = Entry(0, text, place, 0.0)
    entry.status = COMPLETED
    entry.facts.extend(facts)  # type: ignore[arg-type]
    return list(steps_of(entry, text, find))


# -- the script -------------------------------------------------------------------------------------------------------


def _entries(steps: Sequence[Step]) -> list[Entry]:
    found: dict[int, Entry] = {}
    for step in steps:
        found.setdefault(id(step.entry), step.entry)
    return list(found.values())


def _lines(steps: Sequence[Step], find: Find, values: Values) -> Iterator[str]:
    organization = next((step.entry.place.context for step in steps), None)
    selected = organization.organization.id if organization is not None and organization.organization else None
    for place, step in enumerate(steps):
        if step.kind == "select_organization":
            found = [fact.name.id for fact in step.entry.facts
                     if isinstance(fact, Reference) and fact.resource == ORGANIZATIONS]  # fmt: skip
            selected = found[-1] if found else selected
        if place and (step.kind in PARAGRAPHS or "\n" in step.text):
            yield ""
        # What a record was put into is written where something reads it.
        read = any(step.replaces in later.reads for later in steps[place + 1 :])
        node = step.node if read or step.kind not in MAKING or not step.replaces else step.node.right
        yield Writer(step, find, values, selected, node).text()


def _made(steps: Sequence[Step]) -> list[str]:
    """What the lines made or found, each once."""
    found = dict.fromkeys(fact.what for entry in _entries(steps) for fact in entry.facts if isinstance(fact, Made))
    return list(found)


def _script(
    saved: SavedSession, lines: Sequence[str], made: Sequence[str], ambiguous: dict[str, str], file_name: str
) -> str:
    from glueshell.objects.neutral import neutralise

    head = ["# A session, saved by glueshell. It can be run again: what is there already is found, not made twice."]
    head += [f"# It makes {neutralise(what, newlines=True)}." for what in made]
    named = "".join(f" -{one.name} ..." for one in saved.parameters if not one.secret)
    head += ["#", f"#   glueshell run {neutralise(file_name, newlines=True)}{named} -WhatIf"]
    head += [
        f"# {neutralise(text, newlines=True)} is {neutralise(name, newlines=True)}; others are called so too."
        for text, name in ambiguous.items()
    ]
    block: list[str] = []
    if saved.parameters:
        block = ["", "param("]
        for place, one in enumerate(saved.parameters):
            comma = "," if place + 1 < len(saved.parameters) else ""
            note = f"  # {neutralise(one.note, newlines=True)}" if one.note else ""
            block.append(f"    {one.declaration()}{comma}{note}")
        block.append(")")
    return "\n".join([*head, *block, "", *lines]).rstrip("\n") + "\n"
