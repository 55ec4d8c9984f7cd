"""`[ref]$name`: a variable as a value that can be written through."""

from __future__ import annotations

from glueshell.engine.scopes import Scope
from glueshell.objects.types.reference import Reference


class VariableReference(Reference):
    """A reference that reads and writes a variable of a scope."""

    __slots__ = ("_name", "_scope")

    def __init__(self, scope: Scope, name: str) -> None:
        super().__init__()
        self._scope = scope
        self._name = name

    def take(self) -> object:
        """What the variable holds."""
        return self._scope.get(self._name)

    def put(self, value: object) -> None:
        """Write the variable."""
        self._scope.set(self._name, value)
