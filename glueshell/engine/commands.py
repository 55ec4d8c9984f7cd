"""The table commands are found in: cmdlets by an index, functions, aliases, scripts by path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from glueshell.engine.cmdlet_command import CmdletCommand
from glueshell.engine.command import Command, Processor
from glueshell.engine.parameters import ParameterTable
from glueshell.objects.errors import PSError, with_properties

if TYPE_CHECKING:
    from glueshell.engine.cmdlet import Cmdlet
    from glueshell.engine.scopes import Scope

__all__ = ["Alias", "CmdletCommand", "Command", "CommandTable", "Processor"]


class Alias(Command):
    """A second name for a command; `definition` is the name it stands for."""

    kind = "Alias"
    ps_type_name = "System.Management.Automation.AliasInfo"

    def __init__(self, name: str, definition: str, options: str = "None", description: str = "") -> None:
        self.name = name
        self.target = definition
        self.options = options
        self.description = description
        self.parameters = ParameterTable(())
        self.table: CommandTable | None = None

    @property
    def definition(self) -> str:
        """The name the alias stands for."""
        return self.target

    @property
    def resolved(self) -> Command | None:
        """The command the alias leads to, None when there is none (any more)."""
        return None if self.table is None else self.table.find(self.target)


class CommandTable:
    """Every command a runspace knows.

    `index` maps a cmdlet's name to "module:Class", imported when the cmdlet is first resolved; `aliases` and `roles`
    map a name to a cmdlet's. Functions and aliases made at run time live in scopes (`functions`, `aliases` of the
    global one here). `version` grows whenever a cached resolution may have become wrong. `scripts`, set by the
    engine, turns a path into a command.
    """

    def __init__(
        self,
        index: Mapping[str, str] | None = None,
        aliases: Mapping[str, str] | None = None,
        roles: Mapping[str, str] | None = None,
    ) -> None:
        self.version = 0
        self._given = index, aliases, roles
        self._index = {name.lower(): (name, where) for name, where in (index or {}).items()}
        self._cmdlets: dict[str, CmdletCommand] = {}
        self.functions: dict[str, Command] = {}
        self.aliases: dict[str, Alias] = {
            name.lower(): Alias(name, definition) for name, definition in (aliases or {}).items()
        }
        for alias in self.aliases.values():
            alias.table = self
        # Second names of cmdlets that look like commands: a function somebody wrote under such a name is what is meant.
        self._yielding = {key: alias for key, alias in self.aliases.items() if "-" in key}
        self._roles = dict(roles or {})
        # Names that some scope below the global one ever defined: never cached, looked up in the scope each time.
        self.local_names: set[str] = set()
        # Grows with every definition below the global scope.
        self.local_version = 0
        self.scripts: Callable[[str], Command | None] | None = None
        # Why a command, type or drive of a name cannot be here and what to do instead, in a sentence; set by assembly.
        self.explain: Callable[[str, str], str | None] | None = None

    def fresh(self) -> CommandTable:
        """A table of the same cmdlets with nothing defined at run time, for another runspace."""
        made = CommandTable(*self._given)
        made.explain = self.explain
        return made

    # -- finding ----------------------------------------------------------------------------------------------------

    def find(self, name: str, scope: Scope | None = None) -> Command | None:
        """The command `name` stands for, aliases followed, or None."""
        key = name.lower()
        for _ in range(20):
            alias = self.find_alias(key, scope)
            if alias is None or (alias is self._yielding.get(key) and self.find_function(key, scope) is not None):
                break
            key = alias.target.lower()
        found = self.find_function(key, scope) or self._cmdlet(key)
        if found is None and "\\" in key:
            found = self._cmdlet(key.rpartition("\\")[2])
        if found is None and self.scripts is not None:
            found = self.scripts(name)
        return found

    def resolve(self, name: str, scope: Scope | None = None) -> Command:
        """The command `name` stands for; PSError CommandNotFoundException with the nearest names otherwise."""
        found = self.find(name, scope)
        if found is None:
            raise self.not_found(name, scope)
        return found

    def not_found(self, name: str, scope: Scope | None = None) -> PSError:
        """The error for a name that stands for nothing; of an alias it tells what it stands for."""
        met: set[str] = set()
        while (alias := self.find_alias(name.lower(), scope)) is not None and name.lower() not in met:
            met.add(name.lower())
            name = alias.target
        why = self.explain("command", name) if self.explain is not None else None
        near = [] if why is not None else self.suggest(name, scope)
        advice = why or (
            "Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
        )
        error = PSError(
            f"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program."
            f"\n{advice}",
            "CommandNotFoundException",
            "ObjectNotFound",
            "System.Management.Automation.CommandNotFoundException",
            target=name,
            suggestion=f"Did you mean {' or '.join(near)}?" if near else None,
        )
        return with_properties(error, CommandName=name)

    def find_alias(self, key: str, scope: Scope | None = None) -> Alias | None:
        """The alias of this lower-case name as `scope` sees it."""
        if key in self.local_names:
            level = scope
            while level is not None:
                held: Any = level.aliases
                if held is not None and key in held:
                    return held[key]
                level = level.parent
        return self.aliases.get(key)

    def find_function(self, key: str, scope: Scope | None = None) -> Command | None:
        """The function of this lower-case name as `scope` sees it."""
        if key in self.local_names:
            level = scope
            while level is not None:
                held: Any = level.functions
                if held is not None and key in held:
                    return held[key]
                level = level.parent
        return self.functions.get(key)

    def _cmdlet(self, key: str) -> CmdletCommand | None:
        found = self._cmdlets.get(key)
        if found is None:
            entry = self._index.get(key)
            if entry is None:
                return None
            module, _, cls = entry[1].partition(":")
            found = CmdletCommand(getattr(import_module(module), cls))
            self._cmdlets[key] = found
        return found

    def role(self, name: str) -> Command | None:
        """The command that declares to play a part the engine needs ("write-file" for `>`), or None."""
        command = self._roles.get(name)
        return None if command is None else self._cmdlet(command.lower())

    # -- listing ----------------------------------------------------------------------------------------------------

    def cmdlet_names(self) -> list[str]:
        """Names of all cmdlets, none imported for it."""
        return [name for name, _ in self._index.values()]

    def resolved(self) -> list[str]:
        """Names of the cmdlets that were asked for so far."""
        return [command.name for command in self._cmdlets.values()]

    def family(self, name: str) -> str:
        """The package a cmdlet is written in, told without importing it; empty for functions and aliases."""
        entry = self._index.get(name.lower())
        return entry[1].partition(":")[0].split(".")[-2] if entry is not None and "." in entry[1] else ""

    def names(self, scope: Scope | None = None) -> list[str]:
        """Every name that can be called: cmdlets, functions, aliases."""
        found = {name.lower(): name for name in self.cmdlet_names()}
        for function in self.all_functions(scope):
            found[function.name.lower()] = function.name
        for alias in self.all_aliases(scope):
            found[alias.name.lower()] = alias.name
        return sorted(found.values(), key=str.lower)

    def all_functions(self, scope: Scope | None = None) -> Iterator[Command]:
        """The functions `scope` sees, nearest first."""
        yield from _visible(scope, "functions", self.functions)

    def all_aliases(self, scope: Scope | None = None) -> Iterator[Alias]:
        """The aliases `scope` sees, nearest first."""
        yield from _visible(scope, "aliases", self.aliases)

    def aliases_of(self, name: str) -> list[str]:
        """The aliases of a command."""
        return sorted(alias.name for alias in self.aliases.values() if alias.target.lower() == name.lower())

    def suggest(self, name: str, scope: Scope | None = None, limit: int = 3) -> list[str]:
        """Names near to one that was not found."""
        from glueshell.objects.text import closest

        return closest(name, self.names(scope), limit)

    # -- changing ---------------------------------------------------------------------------------------------------

    def add(self, cls: type[Cmdlet]) -> CmdletCommand:
        """Add a cmdlet class that no index knows, with its aliases."""
        command = CmdletCommand(cls)
        key = cls.name.lower()
        self._cmdlets[key] = command
        self._index[key] = (cls.name, f"{cls.__module__}:{cls.__qualname__}")
        for alias in cls.aliases:
            self.define_alias(Alias(alias, cls.name))
        for role in cls.roles:
            self._roles[role] = cls.name
        self.version += 1
        return command

    def define(self, command: Command, scope: Scope | None = None) -> None:
        """Define a function (or replace it); in `scope`, or globally without one."""
        self._define(command.name.lower(), command, scope, "functions", self.functions)

    def define_alias(self, alias: Alias, scope: Scope | None = None) -> None:
        """Define an alias (or replace it); in `scope`, or globally without one."""
        alias.table = self
        self._define(alias.name.lower(), alias, scope, "aliases", self.aliases)

    def _define(self, key: str, item: Command, scope: Scope | None, attribute: str, globally: dict[str, Any]) -> None:
        if scope is None or scope.parent is None:
            globally[key] = item
            self.version += 1
            return
        held = getattr(scope, attribute)
        if held is None:
            held = {}
            setattr(scope, attribute, held)
        held[key] = item
        self.local_version += 1
        if key not in self.local_names:
            self.local_names.add(key)
            self.version += 1

    def remove_function(self, name: str, scope: Scope | None = None) -> bool:
        """Remove the nearest function of that name; False when there is none."""
        return self._remove(name.lower(), scope, "functions", self.functions)

    def remove_alias(self, name: str, scope: Scope | None = None) -> bool:
        """Remove the nearest alias of that name; False when there is none."""
        return self._remove(name.lower(), scope, "aliases", self.aliases)

    def _remove(self, key: str, scope: Scope | None, attribute: str, globally: dict[str, Any]) -> bool:
        self.version += 1
        self.local_version += 1
        for level in scope.chain() if scope is not None and key in self.local_names else ():
            held = getattr(level, attribute)
            if held and key in held:
                del held[key]
                return True
        return globally.pop(key, None) is not None


def _visible(scope: Scope | None, attribute: str, globally: dict[str, Any]) -> Iterator[Any]:
    seen: set[str] = set()
    for level in scope.chain() if scope is not None else ():
        for key, item in (getattr(level, attribute) or {}).items():
            if key not in seen:
                seen.add(key)
                yield item
    for key, item in list(globally.items()):
        if key not in seen:
            yield item
