"""How variables are written in code: constants, scopes and drives before the colon."""

from __future__ import annotations

from collections.abc import Mapping

CONSTANTS: Mapping[str, str] = {"true": "True", "false": "False", "null": "None"}
"""Names that are values: PowerShell's in lower case -> Python's."""

SCOPES = frozenset(("global", "script", "local", "private", "using", "variable"))


def split_path(path: str) -> tuple[str, str]:
    """`scope:name` or `drive:name` -> (scope or drive in lower case, name); no colon gives an empty first part."""
    head, colon, rest = path.partition(":")
    if not colon or not rest or not head:
        return "", path
    return head.lower(), rest
