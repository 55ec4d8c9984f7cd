"""The first lines a person sees: what to try on the first start, one line later, and the draft that was left."""

from __future__ import annotations

import re
from collections.abc import Sequence

Line = tuple[str, str]

TEXTS: dict[str, str] = {
    "first.try": "Look:    Get-Organization -First 5       Get-Command       Get-Help (or F1)",
    "first.use": "Choose:  Use-Organization <Tab>          Use-FlexibleAssetType <Tab>",
    "first.help": "Create:  New-Draft     Set-Trait <Tab>    Get-Draft    Submit-Draft",
    "later": "glueshell {version} · {where} · Get-Help, F1 · Ctrl+D leaves",
    "draft": "Draft left: {draft}",
    "restore": "Go on with it: {command}",
    "bye": "Draft kept: {draft}.",
}


def welcome_lines(
    *,
    first: bool,
    version: str,
    where: str,
    drafts: Sequence[str] = (),
    restore: str = "Restore-Draft",
    width: int = 80,
) -> list[Line]:
    """Styled lines for the start: `where` names account or sandbox, `drafts` are descriptions of open ones."""
    if first:
        shown = [line for key in ("first.try", "first.use", "first.help") for line in fitted(TEXTS[key], width)]
        lines: list[Line] = [("class:says.hint", line) for line in shown]
    else:
        lines = [("", TEXTS["later"].format(version=version, where=where))]
    lines += [("class:says.warning", TEXTS["draft"].format(draft=draft)) for draft in drafts]
    if drafts:
        lines.append(("class:says.hint", TEXTS["restore"].format(command=restore)))
    return lines


def fitted(text: str, width: int) -> list[str]:
    """A line of a label and commands with wide gaps; in a narrow terminal as several, each command whole."""
    if len(text) <= width:
        return [text]
    label, *parts = re.split(r"(?<=:) +| {2,}", text)
    indent = " " * 9
    lines = [label.ljust(len(indent))]
    for part in parts:
        joined = lines[-1] + ("" if lines[-1].endswith(" ") else "   ") + part
        if len(joined) <= width or not lines[-1].strip():
            lines[-1] = joined
        else:
            lines.append(indent + part)
    return lines


def farewell_lines(draft: str = "") -> list[Line]:
    """Styled lines for leaving: that an open draft is kept."""
    return [("", TEXTS["bye"].format(draft=draft))] if draft else []
