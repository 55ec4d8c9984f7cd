"""What scripts may ask of modules: members as data."""

from __future__ import annotations

import os
from typing import Any

from glueshell.engine.modules import Module
from glueshell.engine.scopes import EMPTY
from glueshell.objects.declaration import MemberTable, method, prop
from glueshell.objects.hashtable import Hashtable


def _version(module: Any) -> object:
    from glueshell.objects.convert import cast

    return cast(module.version, "version")


def _table(name: str) -> Any:
    return lambda module: Hashtable([(each.name, each) for each in getattr(module, name).values()])


def _commands(module: Any) -> Hashtable:
    return Hashtable([(each.name, each) for each in (*module.functions.values(), *module.aliases.values())])


def _setting(name: str) -> Any:
    return lambda module: module.setting(name)


def _on_remove(module: Any, block: object) -> None:
    module.on_remove = block


def _invoke(module: Any, block: Any, *arguments: object) -> object:
    items: list[object] = []
    module.bound(block).invoke(items.append, args=arguments)
    return items[0] if len(items) == 1 else items or EMPTY


MODULE = MemberTable(
    Module.ps_type_name,
    prop("Name", "string", lambda module: module.name),
    prop("Path", "string", lambda module: module.path),
    prop("ModuleBase", "string", lambda module: os.path.dirname(module.path)),
    prop("ModuleType", "string", lambda module: module.kind),
    method("Invoke", _invoke),
    method("NewBoundScriptBlock", lambda module, block: module.bound(block)),
    prop("Version", "version", _version),
    prop("Description", "string", _setting("Description")),
    prop("Author", "string", _setting("Author")),
    prop("Guid", "System.Object", _setting("GUID")),
    prop("PrivateData", "System.Object", _setting("PrivateData")),
    prop("NestedModules", "System.Object", lambda module: list(module.nested)),
    prop("ExportedFunctions", "System.Collections.Generic.Dictionary[string,System.Object]", _table("functions")),
    prop("ExportedAliases", "System.Collections.Generic.Dictionary[string,System.Object]", _table("aliases")),
    prop("ExportedCommands", "System.Collections.Generic.Dictionary[string,System.Object]", _commands),
    prop("OnRemove", "scriptblock", lambda module: module.on_remove, _on_remove),
)
