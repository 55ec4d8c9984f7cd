"""Variable: the variables of the running scope."""

from __future__ import annotations

from collections.abc import Iterator

from glueshell.engine.automatic import AUTOMATIC
from glueshell.engine.providers.provider import Provider, not_found
from glueshell.engine.scopes import UNSET


class VariableProvider(Provider):
    """Variables by name, as the running scope sees them."""

    name = "Variable"

    def read(self, path: str) -> object:
        """The variable's value."""
        return self.engine.get_variable(path)

    def write(self, path: str, value: object) -> None:
        """Set the variable in the running scope."""
        self.engine.set_variable(path, value)

    def names(self, path: str = "") -> Iterator[str]:
        """Names of all variables in sight, nearest scope first, automatic ones last."""
        seen: set[str] = set()
        for scope in self.engine.scope.chain():
            for name, _, _ in scope.variables():
                if name.lower() not in seen:
                    seen.add(name.lower())
                    yield name
        for low in AUTOMATIC:
            if low not in seen:
                yield self.engine.spellings.get(low, low)

    def exists(self, path: str) -> bool:
        """Whether there is a variable of that name, automatic ones included; the empty path is the drive."""
        return path == "" or self.item(path) is not None

    def item(self, path: str) -> object | None:
        """Name and Value."""
        for scope in self.engine.scope.chain():
            for name, value, _ in scope.variables():
                if name.lower() == path.lower():
                    return self._entry(name, value)
        automatic = self.engine.automatic(self.engine.scope, path.lower())
        return None if automatic is UNSET else self._entry(self.engine.spellings.get(path.lower(), path), automatic)

    def _entry(self, name: str, value: object) -> object:
        return self.entry("Variable", name, "System.Management.Automation.PSVariable", Name=name, Value=value)

    def remove(self, path: str) -> None:
        """Remove the nearest variable of that name."""
        for scope in self.engine.scope.chain():
            if scope.remove(path):
                return
        raise not_found(f"Variable:/{path}")
