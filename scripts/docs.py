"""Write the reference: a page for every command and topic, from the same declarations that Get-Help reads.

Run `python scripts/docs.py` after a change of a command's help; `--check` only says whether docs/reference is in step.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glueshell.engine.help import HelpTopic, ParameterHelp

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
# What the families of commands are called in the list of contents, in its order.
FAMILIES = {
    "itglue": "IT Glue",
    "drafts": "Drafts",
    "session": "Session",
    "web": "Web",
    "compat": "Wrapper-compatible",
    "objects": "Objects",
    "output": "Output",
    "tables": "Tables and exports",
    "text": "Text",
    "files": "Files",
    "values": "Values",
    "variables": "Variables and aliases",
    "modules": "Modules",
    "jobs": "Jobs",
    "help": "Help",
}


def pages() -> dict[str, str]:
    """File name -> text, for every page of the reference."""
    from glueshell.cmdlets.help.topics import topic_names, topic_synopsis, topic_text
    from glueshell.cmdlets.index import ALIASES, COMMANDS, ROLES
    from glueshell.engine.commands import CommandTable
    from glueshell.engine.help import topic_of

    table = CommandTable(COMMANDS, ALIASES, ROLES)
    found: dict[str, str] = {}
    families: dict[str, list[tuple[str, str]]] = {}
    known = {*COMMANDS, *topic_names()}
    for name, where in COMMANDS.items():
        command = table.find(name)
        assert command is not None, name
        topic = topic_of(command, sorted(alias for alias, target in ALIASES.items() if target == name))
        families.setdefault(where.split(".")[2], []).append((name, topic.synopsis))
        found[f"{name}.md"] = page(topic, known)
    for name in topic_names():
        found[f"{name}.md"] = topic_text(name)
    found["README.md"] = contents(families, [(name, topic_synopsis(name)) for name in topic_names()])
    return found


def contents(families: dict[str, list[tuple[str, str]]], topics: Sequence[tuple[str, str]]) -> str:
    """The list of contents."""
    lines = ["# Reference", "", "Written by `scripts/docs.py` from the declarations that `Get-Help` reads.", ""]
    lines += ["## Topics", "", *(f"- [{name}]({name}.md): {said}" for name, said in topics), ""]
    order = [*FAMILIES, *sorted(set(families) - set(FAMILIES))]
    for family in order:
        if family not in families:
            continue
        lines += [f"## {FAMILIES.get(family, family.capitalize())}", ""]
        lines += [f"- [{name}]({name}.md): {said}" for name, said in sorted(families[family])]
        lines.append("")
    return "\n".join(lines)


def page(topic: HelpTopic, known: set[str]) -> str:
    """The page of one command."""
    return "\n".join(_page(topic, known)).rstrip() + "\n"


def _page(topic: HelpTopic, known: set[str]) -> Iterator[str]:
    yield from (f"# {topic.name}", "", topic.synopsis, "", "## Syntax", "", "```", *topic.syntax, "```", "")
    if topic.description:
        yield from ("## Description", "")
        for paragraph in topic.description.split("\n"):
            yield from (paragraph, "")
    if topic.aliases:
        yield from ("## Aliases", "", ", ".join(f"`{alias}`" for alias in topic.aliases), "")
    if topic.parameters:
        yield from ("## Parameters", "")
        for parameter in topic.parameters:
            yield from _parameter(parameter)
    if topic.inputs:
        yield from ("## Inputs", "", *(f"- {line}" for line in topic.inputs), "")
    if topic.outputs:
        yield from ("## Outputs", "", *(f"- {line}" for line in topic.outputs), "")
    if topic.examples:
        yield from ("## Examples", "")
        for example in topic.examples:
            if example.says:
                yield from (example.says, "")
            yield from ("```powershell", example.code, "```", "")
            if example.prints:
                yield from ("```", *(line.rstrip() for line in example.prints.strip("\n").split("\n")), "```", "")
    if topic.notes:
        yield from ("## Notes", "", topic.notes, "")
    if topic.links:
        shown = (f"[{name}]({name}.md)" if name in known else name for name in topic.links)
        yield from ("## Related", "", ", ".join(shown), "")


def _parameter(parameter: ParameterHelp) -> Iterator[str]:
    kind = "" if parameter.type == "switch" else f" `<{parameter.type}>`"
    yield from (f"### -{parameter.name}{kind}", "", parameter.description, "")
    facts = ["required" if parameter.required else "optional"]
    if parameter.position.isdigit():
        facts.append(f"position {parameter.position}")
    if parameter.pipeline != "False":
        facts.append(f"from the pipeline: {parameter.pipeline.removeprefix('True ').strip('()')}")
    if parameter.wildcards:
        facts.append("patterns allowed")
    if parameter.default:
        facts.append(f"default `{parameter.default}`")
    if parameter.aliases:
        facts.append("aliases " + ", ".join(f"`{alias}`" for alias in parameter.aliases))
    yield from (f"({'; '.join(facts)})", "")
    if parameter.values:
        yield from ("One of " + ", ".join(f"`{value}`" for value in parameter.values) + ".", "")


def differences(wanted: dict[str, str]) -> list[str]:
    """The names of the files that are missing, wrong or too many."""
    present = {path.name for path in FOLDER.glob("*.md")}
    wrong = [name for name, text in wanted.items() if name not in present or _text(name) != text]
    return sorted([*wrong, *(present - set(wanted))])


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Write the reference, or with --check say whether it is in step (status 1 when it is not)."""
    sys.path.insert(0, str(ROOT))
    wanted = pages()
    wrong = differences(wanted)
    if "--check" in arguments:
        if wrong:
            print(f"docs/reference is out of step ({', '.join(wrong[:5])}...): run scripts/docs.py")
        return 1 if wrong else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in wrong:
        if name in wanted:
            (FOLDER / name).write_text(wanted[name], encoding="utf-8", newline="\n")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
