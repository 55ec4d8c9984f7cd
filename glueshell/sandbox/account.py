"""What every part of the app works with: the store, the catalog, the rules, the clock, the web address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from glueshell.sandbox.values import now_written

if TYPE_CHECKING:
    from glueshell.itglue.catalog import Catalog
    from glueshell.sandbox.rules.plain import Rules
    from glueshell.sandbox.store import Store


class Account:
    """One sandbox account; `rules` holds the resources that it serves, by name."""

    __slots__ = ("catalog", "clock", "rules", "store", "web")

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

    def now(self) -> str:
        """The present time as IT Glue writes it."""
        return now_written(self.clock())
