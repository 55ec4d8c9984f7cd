"""What completion sees of a running engine and the session it serves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.completion.usage import Usage

if TYPE_CHECKING:
    from glueshell.engine.commands import CommandTable
    from glueshell.engine.runtime import Engine
    from glueshell.language.ast import FunctionDefinitionAst
    from glueshell.language.result import ParseResult

# Automatic variables that are worth a look from the prompt, as they are usually written.
_AUTOMATIC = ("HOME", "LASTEXITCODE", "PID", "PSVersionTable", "PWD")


class EngineView:
    """A `SessionView` over an engine whose `services` are the session; everything is read when it is asked for."""

    __slots__ = ("_running", "usage")

    def __init__(self, running: Callable[[], Engine]) -> None:
        self._running = running
        #: How often the person has written what, from the session's history.
        self.usage = Usage(self._entries)

    @property
    def _engine(self) -> Engine:
        return self._running()

    def _entries(self) -> Iterable[str]:
        history = getattr(self._engine.services, "history", None)
        return () if history is None else history.entries()

    def warm(self) -> None:
        """Read the history, for a thread that has time; the first answer is then quick."""
        self.usage.warm()

    def warm_names(self) -> None:
        """Prepare the names of the present snapshot for searching, on the thread that has just brought them."""
        snapshot = self.snapshot
        for resource in snapshot.resources():
            snapshot.names(resource).warm()

    @property
    def commands(self) -> CommandTable:
        """The command table."""
        return self._engine.commands

    def completer_of(self, command: str, parameter: str) -> Any:
        """The completer a script registered for a command's parameter, both in lower case; None where there is none."""
        return self._engine.completers.get((command, parameter))

    def unfold(self, command: Any, shapes: Sequence[Any], value_at: Callable[[int], object]) -> Any:
        """A command with the parameters that its telling argument brings."""
        from glueshell.engine.unfolding import unfold

        return unfold(self._engine, command, shapes, value_at)

    def function_of(self, parsed: ParseResult, node: FunctionDefinitionAst) -> Any:
        """A function that a text defines, as the command it would be; nothing of it runs."""
        from glueshell.engine.compiler.unit import Source
        from glueshell.engine.functions import FunctionCommand

        name, template = Source(parsed.text, parsed.ast).function(node)
        return FunctionCommand(name, template, self._engine)

    def type_names(self) -> Iterable[str]:
        """Names of types beside the language's own."""
        source = self._engine.type_source
        return () if source is None else source.names()

    def variables(self) -> Mapping[str, object]:
        """Every variable in sight, the nearest scope's winning, name as written to value."""
        engine = self._engine
        found: dict[str, tuple[str, object]] = {}
        for name in _AUTOMATIC:
            found[name.lower()] = name, engine.automatic(engine.scope, name.lower())
        for scope in reversed(list(engine.scope.chain())):
            for name, value, _ in scope.variables():
                found[name.lower()] = name, value
        return dict(found.values())

    def drive_names(self, drive: str) -> Iterable[str]:
        """Names that `$drive:name` reaches."""
        engine = self._engine
        if drive == "env":
            return list(os.environ)
        if drive == "function":
            return [function.name for function in engine.commands.all_functions(engine.scope)]
        if drive == "alias":
            return [alias.name for alias in engine.commands.all_aliases(engine.scope)]
        return ()

    def properties(self, type_name: str) -> Sequence[tuple[str, str]]:
        """Name and description of the properties of IT Glue's records and of .NET types."""
        catalog = self.catalog
        resource = catalog.by_singular(type_name.removeprefix("ITGlue.")) if catalog is not None else None
        if resource is not None:
            from glueshell.itglue.catalog import pascal

            types = {attribute.name: attribute.type for attribute in resource.attributes}
            types.setdefault("id", "string")
            # What a person looks for first: who it is, then what its table shows, names before the ids behind them.
            first = ["id", resource.title, "organization-name", *resource.columns]
            rest = sorted(types, key=lambda name: name.endswith("-id") or name in ("created-at", "updated-at"))
            return [(pascal(name), types[name]) for name in dict.fromkeys((*first, *rest)) if name in types]
        return _declared(type_name)

    @property
    def folder(self) -> str:
        """The folder that relative paths start from."""
        return self._engine.drives.files.folder

    @property
    def catalog(self) -> Any:
        """IT Glue's resources, or None without a session."""
        return getattr(self._engine.services, "catalog", None)

    @property
    def snapshot(self) -> Any:
        """The metadata snapshot of this moment."""
        return self._engine.services.snapshots.current

    @property
    def context(self) -> Any:
        """What is selected; None without a session."""
        return getattr(self._engine.services, "context", None)

    @property
    def draft(self) -> Any:
        """The draft being built, or None."""
        return getattr(self._engine.services, "draft", None)

    def accounts(self) -> Sequence[Any]:
        """The accounts of the configuration."""
        return list(self._engine.services.config.accounts.values())

    def drafts(self) -> Sequence[Any]:
        """Kept drafts that can be taken up again."""
        unfinished: Sequence[Any] = self._engine.services.unfinished()
        return unfinished


def _declared(type_name: str) -> list[tuple[str, str]]:
    from glueshell.objects.tables import tables_of
    from glueshell.objects.typeinfo import resolve_type

    info = resolve_type(type_name)
    if info is None:
        return []
    found: dict[str, str] = {}
    for table in tables_of(info):
        for member in table.instance.values():
            if member.kind.endswith("Property"):
                found.setdefault(member.name, member.type_name)
    return list(found.items())
