"""The wrapper modules as modules that need no file: importing one lets its dialect speak until it is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glueshell.cmdlets.compat.dialects import MODULES, dialects
from glueshell.cmdlets.compat.generated import command
from glueshell.engine.cmdlet_command import CmdletCommand
from glueshell.engine.commands import Alias
from glueshell.engine.modules import Module

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine


def known(name: str, version: str | None = None) -> str | None:
    """The module of a name and a version (the newest without one): `ITGlueAPI`, `2.2.0`."""
    for module in MODULES:
        own, _, number = module.partition(" ")
        if own.lower() == name.lower() and (version is None or number == version):
            return module
    return None


def names() -> list[str]:
    """The names of the modules, each once."""
    return list(dict.fromkeys(module.partition(" ")[0] for module in MODULES))


def built_in(engine: Engine, module: str) -> Module:
    """The module as the engine knows modules: its commands are what it exports."""
    name, _, version = module.partition(" ")
    path = f"{name}/{version}"
    loaded = engine.modules.loaded.get(path.lower())
    if loaded is not None:
        return loaded
    made = Module(name, path, None)
    made.version = version
    slips = dialects().slips(module)
    for exported in [*(function.name for function in dialects().functions(module).values()), *slips]:
        cls = command(exported, module)
        if cls is not None:
            own = made.functions[exported.lower()] = CmdletCommand(cls)
            own.kind, own.module = "Function", name
    for alias, target in dialects().aliases(module).items():
        if alias not in slips:
            made.aliases[alias.lower()] = Alias(alias, target)
    return made


def speak(engine: Engine, module: Module) -> None:
    """Let this module's dialect speak, and no other one's that is built in."""
    for other in list(engine.modules.loaded.values()):
        if other is not module and is_built_in(other):
            engine.modules.remove(other)
    engine.modules.loaded[module.path.lower()] = module


def is_built_in(module: Module) -> bool:
    """Whether this is one of the modules that need no file."""
    return module.path == f"{module.name}/{module.version}" and known(module.name, module.version) is not None
