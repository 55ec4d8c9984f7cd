"""Alias: second names of commands."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.commands import Alias
from glueshell.engine.providers.provider import Provider, not_found
from glueshell.objects.text import to_text


class AliasProvider(Provider):
    """Aliases by name; their content is the name they stand for."""

    name = "Alias"

    def read(self, path: str) -> object:
        """The name the alias stands for."""
        found = self.engine.commands.find_alias(path.lower(), self.engine.scope)
        return None if found is None else found.definition

    def write(self, path: str, value: object) -> None:
        """Make the alias, or remove it with null."""
        engine = self.engine
        if value is None:
            engine.commands.remove_alias(path, engine.scope)
        else:
            engine.commands.define_alias(Alias(path, to_text(value)), engine.scope)

    def names(self, path: str = "") -> Iterator[str]:
        """Names of all aliases in sight."""
        for alias in self.engine.commands.all_aliases(self.engine.scope):
            yield alias.name

    def item(self, path: str) -> object | None:
        """The alias itself."""
        return self.engine.commands.find_alias(path.lower(), self.engine.scope)

    def remove(self, path: str) -> None:
        """Remove the nearest alias of that name."""
        if not self.engine.commands.remove_alias(path, self.engine.scope):
            raise not_found(f"Alias:/{path}")
