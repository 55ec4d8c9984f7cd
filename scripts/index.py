"""Write the index of commands: every cmdlet class below glueshell/cmdlets, its aliases and roles, as plain data.

Run `python scripts/index.py` after adding, renaming or removing a cmdlet; `--check` only says whether it is in step.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "glueshell" / "cmdlets" / "index.py"

HEADER = '''"""Where every command is found: written by scripts/index.py, never by hand. Imports nothing."""

from __future__ import annotations

from typing import Final
'''


def modules() -> list[str]:
    """Names of all modules of the cmdlets' room, the index left out."""
    folder = ROOT / "glueshell" / "cmdlets"
    found = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] not in ("__init__", "index"):
            found.append(".".join(parts))
    return found


def collect() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The cmdlets (name -> "module:Class"), aliases and roles (each -> name); a name given twice is an error."""
    from glueshell.engine.cmdlet import Cmdlet

    commands: dict[str, str] = {}
    aliases: dict[str, str] = {}
    roles: dict[str, str] = {}
    for module_name in modules():
        module = import_module(module_name)
        # dir() rather than vars(): a module may make its classes when they are asked for (PEP 562).
        for attribute in dir(module):
            value = getattr(module, attribute)
            if not (isinstance(value, type) and issubclass(value, Cmdlet) and value.__module__ == module_name):
                continue
            if not value.name:
                continue
            _put(commands, value.name, f"{module_name}:{attribute}")
            for alias in value.aliases:
                _put(aliases, alias, value.name)
            for role in value.roles:
                _put(roles, role, value.name)
    for alias in aliases:
        if any(alias.lower() == name.lower() for name in commands):
            raise SystemExit(f"The alias {alias} is the name of a command.")
    return commands, aliases, roles


def _put(table: dict[str, str], name: str, value: str) -> None:
    for known, other in table.items():
        if known.lower() == name.lower() and other != value:
            raise SystemExit(f"{name} is declared twice: {other} and {value}.")
    table[name] = value


def render(tables: Sequence[tuple[str, str, dict[str, str]]]) -> str:
    """The text of the index module: one sorted dict for each (name, sentence, table)."""
    parts = [HEADER]
    for name, sentence, table in tables:
        parts.append(f"\n{name}: Final[dict[str, str]] = {{")
        parts.extend(f'    "{key}": "{table[key]}",' for key in sorted(table, key=str.lower))
        parts.append(f'}}\n"""{sentence}"""')
    return "\n".join(parts) + "\n"


def text() -> str:
    """The index as it should be now."""
    commands, aliases, roles = collect()
    return render(
        (
            ("COMMANDS", 'Name of a command -> "module:Class".', commands),
            ("ALIASES", "Alias -> name of its command.", aliases),
            ("ROLES", "Part a command plays for the engine -> its name.", roles),
        )
    )


def main(arguments: Sequence[str]) -> int:
    """Write the index, or with --check say whether it is in step (status 1 when it is not)."""
    sys.path.insert(0, str(ROOT))
    wanted = text()
    present = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
    if wanted == present:
        return 0
    if "--check" in arguments:
        print(f"{TARGET.relative_to(ROOT)} is out of step: run scripts/index.py")
        return 1
    scratch = TARGET.with_suffix(".new")
    scratch.write_text(wanted, encoding="utf-8", newline="\n")
    scratch.replace(TARGET)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
