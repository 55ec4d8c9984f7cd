"""Modules written in the language: finding their files, running them in a scope of their own, what they export."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from glueshell.engine.callstack import Frame
from glueshell.engine.commands import Alias
from glueshell.engine.lazy_members import LazyMembers
from glueshell.engine.literal_data import NotData, literal_value
from glueshell.engine.scopes import EMPTY, UNSET, Scope
from glueshell.engine.streams import nowhere
from glueshell.objects.errors import PSError
from glueshell.objects.hashtable import Hashtable
from glueshell.objects.text import to_text
from glueshell.objects.wildcard import Wildcard

if TYPE_CHECKING:
    from glueshell.engine.commands import Command
    from glueshell.engine.compiler.unit import Template
    from glueshell.engine.runtime import Engine
    from glueshell.engine.scriptblock import ScriptBlock

SUFFIXES = (".psd1", ".psm1", ".ps1", ".gsh")

Chosen = Callable[[str, str], bool]


class Module:
    """A loaded module: its scope, and what of it others see.

    `functions`, `aliases` and `variables` are what it exports; `wanted` what its own code asked to export, per kind,
    None while it has asked for nothing. `manifest` is the table of its .psd1 file.
    """

    ps_type_name = "System.Management.Automation.PSModuleInfo"
    ps_members = LazyMembers("module_surface", "MODULE")

    def __init__(self, name: str, path: str, scope: Scope | None, manifest: Hashtable | None = None) -> None:
        self.name = name
        self.path = path
        self.scope = scope
        self.manifest = manifest
        self.version = "0.0" if manifest is None else to_text(manifest.get("ModuleVersion")) or "0.0"
        self.wanted: dict[str, list[str]] | None = None
        self.functions: dict[str, Command] = {}
        self.aliases: dict[str, Alias] = {}
        self.variables: list[str] = []
        self.nested: list[Module] = []
        self.on_remove: Any = None

    @property
    def kind(self) -> str:
        """Script, or Manifest where there is no script behind the manifest."""
        return "Script" if self.scope is not None else "Manifest"

    def setting(self, name: str) -> object:
        """An entry of the manifest."""
        return None if self.manifest is None else self.manifest.get(name)

    def bound(self, block: ScriptBlock) -> ScriptBlock:
        """A script block as one of the module's own."""
        twin = type(block)(block.template, block.engine)
        twin.home = self.scope
        return twin

    def ps_text(self) -> str:
        """The name."""
        return self.name

    def __str__(self) -> str:
        return self.name


class Modules:
    """The modules of a runspace: those loaded, by lower-case path, and how to load more."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.loaded: dict[str, Module] = {}
        # Modules whose code runs at this moment, innermost last.
        self.loading: list[Module] = []

    # -- finding ----------------------------------------------------------------------------------------------------

    def folders(self) -> list[str]:
        """Where modules are looked for by name: `$env:PSModulePath`."""
        text = self.engine.read_drive("env", "PSModulePath")
        return [folder for folder in to_text(text).split(os.pathsep) if folder]

    def find(self, name: str, base: str | None = None) -> str | None:
        """The file of a module given by path or name; None when there is none."""
        looks_like_a_path = name.lower().endswith(SUFFIXES) or name[:1] in (".", "~") or "/" in name or "\\" in name
        if base is not None:
            found = _file_of(os.path.join(base, name))
            if found is not None:
                return found
        if looks_like_a_path:
            return _file_of(os.path.normpath(self.engine.resolve_path(name.replace("\\", os.sep))))
        return next(self.available(name), None)

    def available(self, name: str) -> Iterator[str]:
        """The files of the modules of that name (a pattern) in the module folders, newest versions first."""
        pattern = Wildcard(name)
        for folder in self.folders():
            for entry in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
                path = os.path.join(folder, entry)
                if not pattern.matches(entry) or not os.path.isdir(path):
                    continue
                found = _file_of(path)
                versions = [each for each in os.listdir(path) if each[:1].isdigit()]
                for version in sorted(versions, key=_version_key, reverse=True):
                    found = found or _file_of(os.path.join(path, version, entry))
                if found is not None:
                    yield found

    def of(self, name: str) -> list[Module]:
        """The loaded modules of that name (a pattern) or path."""
        pattern = Wildcard(name)
        path = os.path.abspath(name).lower()
        return [each for each in self.loaded.values() if pattern.matches(each.name) or each.path.lower() == path]

    # -- loading ----------------------------------------------------------------------------------------------------

    def load(self, path: str, arguments: Sequence[object] = (), *, again: bool = False) -> Module:
        """The module of a file, run unless it is loaded already; what it writes while loading is dropped."""
        key = path.lower()
        known = self.loaded.get(key)
        if known is not None and not again:
            return known
        name = os.path.splitext(os.path.basename(path))[0]
        if path.lower().endswith(".psd1"):
            module = self._from_manifest(name, path, arguments)
        else:
            module = Module(name, path, Scope(self.engine, self.engine.global_scope, "module"))
            self._run(module, path, arguments)
            _settle(module)
        self.loaded[key] = module
        return module

    def describe(self, path: str) -> Module:
        """What is known of a module's file without running it."""
        name = os.path.splitext(os.path.basename(path))[0]
        return Module(name, path, None, self.manifest(path) if path.lower().endswith(".psd1") else None)

    def manifest(self, path: str) -> Hashtable:
        """The table a .psd1 file holds; what does anything is an error."""
        with open(path, encoding="utf-8-sig") as file:
            source = self.engine.source(file.read(), path)
        try:
            table = literal_value(source.ast, source)
        except NotData:
            table = None
        if not isinstance(table, Hashtable):
            raise PSError(
                f"The module manifest '{path}' could not be processed because it is not a valid PowerShell module"
                " manifest file: it has to hold one hashtable of literal values.",
                "Modules_InvalidManifest", "ResourceUnavailable", target=path,
            )  # fmt: skip
        return table

    def _from_manifest(self, name: str, path: str, arguments: Sequence[object]) -> Module:
        manifest = self.manifest(path)
        folder = os.path.dirname(path)
        root = to_text(manifest.get("RootModule")) or to_text(manifest.get("ModuleToProcess"))
        for script in _texts(manifest.get("ScriptsToProcess")):
            self.engine.invoke_script_file(os.path.join(folder, script.replace("\\", os.sep)), nowhere)
        module = Module(name, path, Scope(self.engine, self.engine.global_scope, "module") if root else None, manifest)
        for nested in _texts(manifest.get("NestedModules")):
            file = self._beside(folder, nested, path)
            if file.lower().endswith(SUFFIXES[2:]):
                # A script is no module of its own: it runs in this one.
                if module.scope is None:
                    module.scope = Scope(self.engine, self.engine.global_scope, "module")
                self._run(module, file, ())
                continue
            inner = self.load(file)
            module.nested.append(inner)
            if module.scope is not None:
                self.bring(inner, module.scope)
        if root:
            self._run(module, self._beside(folder, root, path), arguments)
        _settle(module)
        for inner in module.nested:
            module.functions.update(inner.functions)
            module.aliases.update(inner.aliases)
        for setting, held in (("FunctionsToExport", module.functions), ("AliasesToExport", module.aliases)):
            if manifest.get(setting) is not None:
                allowed = _any(_texts(manifest.get(setting)))
                for each in [name for name in held if not allowed(name)]:
                    del held[each]
        if manifest.get("VariablesToExport") is not None:
            allowed = _any(_texts(manifest.get("VariablesToExport")))
            module.variables = [each for each in module.variables if allowed(each)]
        return module

    def _beside(self, folder: str, name: str, manifest: str) -> str:
        found = self.find(name.replace("\\", os.sep), folder)
        if found is None:
            raise not_found(name, f" It is named in '{manifest}'.")
        return found

    def _run(self, module: Module, path: str, arguments: Sequence[object]) -> None:
        engine = self.engine
        if not path.lower().endswith(SUFFIXES):
            raise not_found(path)
        with open(path, encoding="utf-8-sig") as file:
            template_source = engine.source(file.read(), path)
        engine.use_all(template_source)
        self._execute(module, template_source.template(template_source.ast), path, arguments, nowhere)

    def make(
        self, name: str, path: str, block: ScriptBlock, arguments: Sequence[object],
        wanted: dict[str, list[str]] | None, emit: Callable[[object], None],
    ) -> Module:  # fmt: skip
        """A module whose code is a script block; what the code writes goes to `emit`. `wanted` is all it exports."""
        module = Module(name, path, Scope(self.engine, self.engine.global_scope, "module"))
        self._execute(module, block.template, None, arguments, emit)
        if wanted is not None:
            module.wanted = wanted
        _settle(module)
        return module

    def _execute(
        self, module: Module, template: Template, path: str | None, arguments: Sequence[object],
        emit: Callable[[object], None],
    ) -> None:  # fmt: skip
        engine, scope = self.engine, module.scope
        assert scope is not None
        frame = Frame("<ScriptBlock>", path, template)
        frame.arguments = list(arguments)
        scope.frame = frame
        kept = engine.scope
        engine.scope = scope
        engine.frames.append(frame)
        self.loading.append(module)
        try:
            if template.parameters:
                from glueshell.engine.functions import FunctionCommand

                FunctionCommand("", template, engine, kind="Script").bind_arguments(scope, frame, list(arguments))
            for block in ("begin", "process", "end"):
                if template.has(block):
                    template.bind(scope, block)(engine, scope, emit)
        finally:
            self.loading.pop()
            engine.frames.pop()
            engine.scope = kept

    # -- bringing in and taking out ---------------------------------------------------------------------------------

    def current(self) -> Module | None:
        """The module whose code runs, None outside of any."""
        home = self.engine.scope.script
        if home.kind != "module":
            return None
        candidates = [*self.loading, *self.loaded.values()]
        return next((each for each in candidates if each.scope is home), None)

    def target(self, *, everywhere: bool = False) -> Scope:
        """Where an import puts what it brings: the importing module's scope, else the session's."""
        home = self.engine.scope.script
        return home if home.kind == "module" and not everywhere else self.engine.global_scope

    def bring(self, module: Module, target: Scope, chosen: Chosen | None = None, prefix: str = "") -> None:
        """Define in `target` what a module exports, as far as `chosen(kind, name)` says."""
        wanted = chosen or (lambda kind, name: True)
        commands = self.engine.commands
        for function in module.functions.values():
            if wanted("function", function.name):
                name = _prefixed(function.name, prefix)
                commands.define(function if name == function.name else _renamed(function, name), target)
        for alias in module.aliases.values():
            if wanted("alias", alias.name):
                brought = Alias(_prefixed(alias.name, prefix), _prefixed(alias.target, prefix))
                brought.module = module.name
                commands.define_alias(brought, target)
        for variable in module.variables:
            assert module.scope is not None
            value = module.scope.own(variable.lower())
            if wanted("variable", variable) and value is not UNSET:
                # One cell for both: what the module assigns later is seen outside, and the other way round.
                target.set(variable, None if value is EMPTY else value)
                module.scope.cells[variable.lower()] = target.cell(variable)

    def remove(self, module: Module) -> None:
        """Take a module's functions and aliases out of the session and forget it."""
        if module.on_remove is not None:
            module.on_remove.value()
        commands = self.engine.commands
        for name, function in module.functions.items():
            if commands.functions.get(name.lower()) is function:
                commands.remove_function(name)
        for name in module.aliases:
            commands.remove_alias(name)
        for key in [key for key, each in self.loaded.items() if each is module]:
            del self.loaded[key]


def not_found(name: str, why: str = "") -> PSError:
    """The error for a module that is nowhere."""
    return PSError(
        f"The specified module '{name}' was not loaded because no valid module file was found in any module"
        f" directory.{why}",
        "Modules_ModuleNotFound", "ResourceUnavailable", "System.IO.FileNotFoundException", target=name,
    )  # fmt: skip


def _file_of(path: str) -> str | None:
    """The module file a path means: itself, with a suffix, or the one in the folder of its name."""
    if os.path.isfile(path) and path.lower().endswith(SUFFIXES):
        return path
    for suffix in SUFFIXES[:2]:
        for candidate in (path + suffix, os.path.join(path, os.path.basename(path) + suffix)):
            if os.path.isfile(candidate):
                return candidate
    return None


def _version_key(text: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else 0 for part in text.split("."))


def _settle(module: Module) -> None:
    """Work out what a module exports: what its code asked for, else all its functions and aliases."""
    scope = module.scope
    if scope is None:
        return
    wanted = module.wanted
    functions: dict[str, Any] = {**(scope.functions or {})}
    aliases: dict[str, Any] = {**(scope.aliases or {})}
    takes_function = _any(["*"] if wanted is None else wanted.get("function", ()))
    takes_alias = _any(["*"] if wanted is None else wanted.get("alias", ()))
    takes_variable = _any(() if wanted is None else wanted.get("variable", ()))
    for function in functions.values():
        if takes_function(function.name):
            function.module = module.name
            module.functions[function.name] = function
    for alias in aliases.values():
        if takes_alias(alias.name):
            module.aliases[alias.name] = alias
    module.variables = [name for name, _, _ in scope.variables() if takes_variable(name)]


def _any(patterns: Iterable[str]) -> Callable[[str], bool]:
    compiled = [Wildcard(pattern) for pattern in patterns]
    return lambda name: any(pattern.matches(name) for pattern in compiled)


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    return [to_text(item.get("ModuleName") if isinstance(item, Hashtable) else item) for item in items]


def _prefixed(name: str, prefix: str) -> str:
    if not prefix:
        return name
    verb, dash, noun = name.partition("-")
    return f"{verb}{dash}{prefix}{noun}" if dash else prefix + name


def _renamed(function: Any, name: str) -> Command:
    from glueshell.engine.functions import FunctionCommand

    twin = FunctionCommand(name, function.template, function.engine, kind=function.kind, home=function.home)
    twin.module = function.module
    return twin
