"""What stands before the cursor and below it, as (style, text) fragments; pure, and safe for any record's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.objects.neutral import neutralise

if TYPE_CHECKING:
    from glueshell.itglue.drafts import Draft
    from glueshell.session.context import Context

Fragments = list[tuple[str, str]]

# The prompt leaves at least this much of the line for typing, as long as its names can still be told.
FOR_TYPING = 30
SHORTEST_NAME = 6
ELLIPSIS = "…"
SEPARATOR = " ▸ "


def prompt_fragments(
    context: Context, draft: Draft | None, *, width: int, sandbox: bool = False, read_only: bool = False
) -> Fragments:
    """The prompt: `US Happy Frog ▸ API Email Example ✎3/6 *1> `.

    Names are shortened with `…` so that at least 30 columns stay for typing. `✎3/6` counts filled fields, `*1` the
    required ones that are missing, `?` a draft whose outcome is unknown; `◌` stands for a read-only account.
    """
    region = ("class:prompt.region", context.region) if context.region else None
    names: Fragments = []
    if context.organization is not None:
        style = "class:prompt.organization.sandbox" if sandbox else "class:prompt.organization"
        names.append((style, neutralise(context.organization.text, newlines=True)))
    if context.flexible_asset_type is not None:
        names.append(("class:prompt.type", neutralise(context.flexible_asset_type.name, newlines=True)))
    tail: Fragments = []
    if read_only:
        tail.append(("class:prompt.read-only", " ◌"))
    if draft is not None:
        tail += _progress(draft)
    tail.append(("class:prompt.mark", "> "))
    taken = columns(region[1]) + 1 if region else 0
    taken += sum(columns(text) for _, text in tail) + columns(SEPARATOR) * max(0, len(names) - 1)
    shortened = _fit([text for _, text in names], width - FOR_TYPING - taken)
    fragments: Fragments = [region] if region else []
    if region and names:
        fragments.append(("", " "))
    for number, ((style, _), text) in enumerate(zip(names, shortened)):
        if number:
            fragments.append(("class:prompt.separator", SEPARATOR))
        fragments.append((style, text))
    if not fragments:
        fragments.append(("class:prompt.name", "glueshell"))
    return [*fragments, *tail]


def _progress(draft: Draft) -> Fragments:
    filled, total = draft.filled
    fragments: Fragments = [("class:prompt.draft", f" ✎{filled}/{total}")]
    missing = len(draft.missing())
    if missing:
        fragments.append(("class:prompt.missing", f" *{missing}"))
    if draft.state == "unknown":
        fragments.append(("class:prompt.unknown", " ?"))
    return fragments


def toolbar_fragments(
    context: Context, draft: Draft | None, *, account: str, sandbox: bool, names_state: str, width: int
) -> Fragments:
    """The line below: where this is, the draft's required fields that are missing, how fresh the names are."""
    where = "sandbox" if sandbox else neutralise(account, newlines=True)
    left: Fragments = [("class:toolbar.account.sandbox" if sandbox else "class:toolbar.account", f" {where} ")]
    if draft is not None:
        missing = [neutralise(field.key, newlines=True) for field in draft.missing()]
        if draft.state == "unknown":
            said = f"draft {draft.id}: outcome unknown"
        else:
            said = f"draft {draft.id}: " + (f"missing {', '.join(missing)}" if missing else "complete")
        left.append(("class:toolbar.draft", f" {said} "))
    elif context.organization is None:
        left.append(("class:toolbar.hint", " no organization selected "))
    right = f" {names_state} "
    room = width - columns(right)
    kept: Fragments = []
    for style, text in left:
        text = shorten(text, room)
        if text:
            kept.append((style, text))
        room -= columns(text)
    return [*kept, ("class:toolbar", " " * max(0, room)), ("class:toolbar.names", right)]


def plain_text(fragments: Fragments) -> str:
    """The fragments' text alone."""
    return "".join(text for _, text in fragments)


def columns(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    return int(width) if width >= 0 else len(text)


def shorten(text: str, room: int) -> str:
    """The text, or its beginning with `…`, in at most `room` columns."""
    if columns(text) <= room:
        return text
    if room < 1:
        return ""
    while text and columns(text) + 1 > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _fit(names: list[str], room: int) -> list[str]:
    """The names, the longest ones shortened first, in `room` columns as long as six columns a name are left."""
    widths = [columns(name) for name in names]
    while sum(widths) > room and max(widths, default=0) > SHORTEST_NAME:
        longest = widths.index(max(widths))
        widths[longest] -= 1
    return [shorten(name, width) for name, width in zip(names, widths)]
