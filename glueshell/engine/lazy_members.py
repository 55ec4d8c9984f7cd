"""The members scripts see on the engine's own values, loaded when a script first asks."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class LazyMembers:
    """The class attribute `ps_members`: a `MemberTable` of another module of this package, imported at first use."""

    __slots__ = ("_name", "_where")

    def __init__(self, where: str, name: str) -> None:
        self._where = where
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return getattr(import_module(f"glueshell.engine.{self._where}"), self._name)
