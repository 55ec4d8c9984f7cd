"""A keyring for tests: it keeps keys in memory, or fails as real ones do."""

from __future__ import annotations

import sys
from types import ModuleType, SimpleNamespace

import pytest


class Keyring:
    """What a system's keyring keeps; with a `problem` every call raises it."""

    def __init__(
        self,
        kept: dict[tuple[str, str], str] | None = None,
        *,
        problem: BaseException | None = None,
        priority: float = 5,
    ) -> None:
        self.kept = {} if kept is None else kept
        self.problem = problem
        self.priority = priority

    def _trouble(self) -> None:
        if self.problem is not None:
            raise self.problem

    def get_password(self, service: str, name: str) -> str | None:
        self._trouble()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, key: str) -> None:
        self._trouble()
        self.kept[service, name] = key

    def delete_password(self, service: str, name: str) -> None:
        self._trouble()
        del self.kept[service, name]


def install(monkeypatch: pytest.MonkeyPatch, ring: Keyring) -> Keyring:
    """Put `ring` where the module `keyring` is found."""
    module = ModuleType("keyring")
    for name in ("get_password", "set_password", "delete_password"):
        setattr(module, name, getattr(ring, name))
    module.get_keyring = lambda: SimpleNamespace(priority=ring.priority)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", module)
    return ring
