"""The .NET types whose values the engine makes itself, as scripts name and construct them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glueshell.objects.typeinfo import TypeInfo

_SMA = "System.Management.Automation."

# Lower-case full name -> (module of this package, its member table).
_TABLES: Mapping[str, tuple[str, str]] = {
    (_SMA + "ErrorRecord").lower(): ("error_surface", "ERROR_RECORD"),
    (_SMA + "ErrorDetails").lower(): ("error_surface", "ERROR_DETAILS"),
    (_SMA + "ErrorCategoryInfo").lower(): ("error_surface", "CATEGORY_INFO"),
    (_SMA + "InvocationInfo").lower(): ("command_surface", "INVOCATION_INFO"),
    (_SMA + "CommandInfo").lower(): ("command_surface", "COMMAND_INFO"),
    (_SMA + "PSCmdlet").lower(): ("command_surface", "CMDLET"),
    (_SMA + "PathInfo").lower(): ("providers.item_surface", "PATH_INFO"),
    (_SMA + "PSDriveInfo").lower(): ("providers.item_surface", "DRIVE"),
    **{
        (_SMA + name).lower(): ("dynamic_parameters", table)
        for name, table in (
            ("ParameterAttribute", "PARAMETER_ATTRIBUTE"),
            ("AliasAttribute", "ALIAS"),
            ("ValidateSetAttribute", "SET"),
            ("ValidateRangeAttribute", "RANGE"),
            ("ValidatePatternAttribute", "PATTERN"),
            ("ValidateLengthAttribute", "LENGTH"),
            ("ValidateCountAttribute", "COUNT"),
            ("ValidateNotNullAttribute", "NOT_NULL"),
            ("ValidateNotNullOrEmptyAttribute", "NOT_EMPTY"),
            ("RuntimeDefinedParameter", "DEFINITION"),
            ("RuntimeDefinedParameterDictionary", "DEFINITIONS"),
        )
    },
    "system.io.fileinfo": ("providers.item_surface", "FILE"),
    "system.io.directoryinfo": ("providers.item_surface", "FOLDER"),
    "system.io.filesysteminfo": ("providers.item_surface", "FILE_SYSTEM_INFO"),
}


def own_type(name: str) -> TypeInfo | None:
    """The type of that full name (any casing, `System.` optional) when it is one of the engine's."""
    low = name.lower()
    entry = _TABLES.get(low) or _TABLES.get("system." + low)
    return None if entry is None else _own(*entry)


@cache
def _own(module: str, name: str) -> TypeInfo:
    """The type with its members and constructors."""
    from importlib import import_module

    from glueshell.objects.typeinfo import TypeInfo

    table = getattr(import_module(f"glueshell.engine.{module}"), name)
    if name in ("FILE", "FOLDER"):
        return TypeInfo(table.type_name, table=table, construct=table.construct, base="System.IO.FileSystemInfo")
    return TypeInfo(table.type_name, table=table, construct=table.construct)
