"""Env: the variables of the process."""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING

from glueshell.engine.providers.provider import Provider, not_found
from glueshell.objects.text import to_text

if TYPE_CHECKING:
    from glueshell.engine.runtime import Engine


class EnvironmentProvider(Provider):
    """Environment variables; an empty or null value removes one."""

    name = "Environment"

    def __init__(self, engine: Engine, environ: MutableMapping[str, str]) -> None:
        super().__init__(engine)
        self._environ = environ

    def _key(self, name: str) -> str:
        # Names differ by case on POSIX and do not on Windows, where os.environ sees to it.
        return name.upper() if os.name == "nt" else name

    def read(self, path: str) -> object:
        """The variable's text."""
        return self._environ.get(self._key(path))

    def write(self, path: str, value: object) -> None:
        """Set the variable to the value's text."""
        text = "" if value is None else to_text(value)
        if text == "":
            self._environ.pop(self._key(path), None)
        else:
            self._environ[self._key(path)] = text

    def exists(self, path: str) -> bool:
        """Whether the variable is set."""
        return path == "" or self._key(path) in self._environ

    def names(self, path: str = "") -> Iterator[str]:
        """All names."""
        return iter(list(self._environ))

    def item(self, path: str) -> object | None:
        """Name, Key and Value."""
        value = self._environ.get(self._key(path))
        if value is None:
            return None
        return self.entry("Env", path, "System.Collections.DictionaryEntry", Name=path, Key=path, Value=value)

    def remove(self, path: str) -> None:
        """Unset the variable."""
        if self._environ.pop(self._key(path), None) is None:
            raise not_found(f"Env:/{path}")
