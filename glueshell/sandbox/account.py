"""What every part of the app works with: the store, the catalog, the rules, the clock, the keys, the web address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from glueshell.sandbox.values import now_written

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Catalog
    from glueshell.sandbox.rules.plain import Rules
    from glueshell.sandbox.store import Store

REGIONS = ("US", "EU", "AU")


class Key:
    """One API key: its name, its text, and whether it may read passwords."""

    __slots__ = ("name", "password_access", "text")

    def __init__(self, name: str, text: str, password_access: bool) -> None:
        self.name = name
        self.text = text
        self.password_access = password_access


class Features:
    """What an account may or may not do, beside its keys; all of it is open unless it is closed.

    `document_folders` answers 401 where closed, `logs` 403 (the plan does not include them), `copilot` 500.
    """

    __slots__ = ("copilot", "document_folders", "logs")

    def __init__(self) -> None:
        self.copilot = True
        self.document_folders = True
        self.logs = True

    def told(self) -> dict[str, bool]:
        """The features by name."""
        return {name: bool(getattr(self, name)) for name in self.__slots__}


class Account:
    """One sandbox account; `rules` holds the resources that it serves, by name."""

    __slots__ = ("catalog", "clock", "features", "kinds", "rules", "store", "web")

    def __init__(
        self,
        store: Store,
        catalog: Catalog,
        rules: Mapping[str, Rules],
        clock: Callable[[], float],
        subdomain: str,
    ) -> None:
        self.store = store
        self.catalog = catalog
        self.rules = rules
        self.clock = clock
        self.web = f"https://{subdomain}.itglue.com"
        self.features = Features()
        self.kinds = catalog.record_kinds

    def now(self) -> str:
        """The present time as IT Glue writes it."""
        return now_written(self.clock())

    def table_of(self, kind: str) -> str:
        """Where the records of a kind (a path segment such as `folders`) are stored."""
        resource = self.kinds[kind].resource
        return kind if resource is None else self.rules[resource].table
